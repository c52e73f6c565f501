package speaker_test

import (
	"testing"

	"quoth/nlp"
	"quoth/nlp/lexicon"
)

// TestAppositions checks names and nouns that stand for one another without a
// verb between them.
func TestAppositions(t *testing.T) {
	checkNames(t, map[string]namedScene{
		"one of several": {
			scene{text: "The boats were sold twice. One of the buyers, Peter Lang, 68, said: “We drove there with the piano.”", people: ruizAndLang,
				quotes: []quoted{{words: "We drove there with the piano.", cue: "said"}}},
			[]string{"Peter Lang"},
		},
		"behind a relative clause": {
			scene{text: "The bridge fell. The builder that put it up in 2011, Puente Systems, said: “Our ropes were new.”", bodies: []string{"Puente Systems"},
				quotes: []quoted{{words: "Our ropes were new.", cue: "said"}}},
			[]string{"Puente Systems"},
		},
		"an office with a field": {
			scene{text: "Ana Ruiz left. Minister for Trade Peter Lang described the plan as “a vote of confidence”.", people: ruizAndLang,
				quotes: []quoted{{words: "a vote of confidence", cue: "described", kind: nlp.Mixed}}},
			[]string{"Peter Lang"},
		},
		"a verb that looks like a plural": {
			scene{text: "Ines Toth laughed.\n\nHarbour master Ana Ruiz confirms that the channel is closed. “Boats can wait,” she says.", people: twoWomen,
				quotes: []quoted{{words: "Boats can wait,", cue: "says"}}},
			[]string{"Ana Ruiz"},
		},
		"the age without a name": {
			scene{text: "Ana Ruiz, 23, won by a length. “There was nobody there,” said the 23-year-old from Turrin.", people: ruizAndLang,
				quotes: []quoted{{words: "There was nobody there,", cue: "said"}}},
			[]string{"Ana Ruiz"},
		},
		"the other of one surname": {
			scene{text: "Ana Ruiz and Omar Ruiz keep a dog. “I held an empty collar,” said Mrs Ruiz. Her husband took leave from his job. “She stank of beer,” he said.",
				people: map[string]nlp.Sex{"Ana Ruiz": nlp.Female, "Omar Ruiz": nlp.Male},
				quotes: []quoted{{words: "I held an empty collar,", cue: "said"}, {words: "She stank of beer,", cue: "said"}}},
			[]string{"Ana Ruiz", "Omar Ruiz"},
		},
		"a kind of body": {
			scene{text: "The Cartons Federation met Norvik Boats. “This is proof,” the trade body said.", bodies: []string{"Cartons Federation", "Norvik Boats"},
				quotes: []quoted{{words: "This is proof,", cue: "said"}}},
			[]string{"Cartons Federation"},
		},
		"two beginnings of a name": {
			scene{text: "Counsel Nur Hidayah Rosli spoke first. “She has sold her car,” said Ms Nur Hidayah.", people: map[string]nlp.Sex{"Nur Hidayah Rosli": nlp.Female, "Nur Hidayah": nlp.Female},
				quotes: []quoted{{words: "She has sold her car,", cue: "said"}}},
			[]string{"Nur Hidayah Rosli"},
		},
		"an office that is a first name": {
			scene{text: "Ana Ruiz offered the church. “I rang at seven,” Dean Ruiz said. They thanked the dean.", people: map[string]nlp.Sex{"Ana Ruiz": nlp.Female, "Dean Ruiz": nlp.Male},
				quotes: []quoted{{words: "I rang at seven,", cue: "said"}}},
			[]string{"Ana Ruiz"},
		},
	})
}

// TestNewcomers checks that a pronoun stands for somebody unnamed whom the text has
// just brought in.
func TestNewcomers(t *testing.T) {
	checkNames(t, map[string]namedScene{
		"a name that is not told": {
			scene{text: "Ana Ruiz led the review. “It is slow,” Ruiz said.\n\nOne nurse, who asked not to be named, told the Courier that nobody had rested. “It ran on goodwill,” she said.", people: ruizAndLang, bodies: []string{"Courier"},
				quotes: []quoted{{words: "It is slow,", cue: "said"}, {words: "It ran on goodwill,", cue: "said"}}},
			[]string{"Ana Ruiz", ""},
		},
		"a trade": {
			scene{text: "Peter Lang led the talks. “It is slow,” Lang said.\n\nA crane operator who has worked here for 26 years, and who asked not to be identified, spoke at the gate. “My back is finished,” he said.", people: ruizAndLang,
				quotes: []quoted{{words: "It is slow,", cue: "said"}, {words: "My back is finished,", cue: "said"}}},
			[]string{"Peter Lang", ""},
		},
	})
}

// TestWordsAbove checks speakers whom other words of the article tell: those of a
// heading are said below, a message goes on, somebody tells an article.
func TestWordsAbove(t *testing.T) {
	checkNames(t, map[string]namedScene{
		"a heading between paragraphs": {
			scene{text: "Farm flooded\n\nThe river burst its banks.\n\nThe Met Office said that it had rained.\n\n‘Loaded dice’\n\nPeter Lang, of the office, agreed. “We are rolling loaded dice,” Lang said.", people: ruizAndLang, bodies: []string{"Met Office"},
				quotes: []quoted{{words: "Loaded dice"}, {words: "We are rolling loaded dice,", cue: "said"}}},
			[]string{"Peter Lang", "Peter Lang"},
		},
		"a message that goes on": {
			scene{text: "In a message to members, the Rope Union said that it would strike.\n\n“We heard you,” the message said.", bodies: []string{"Rope Union"},
				quotes: []quoted{{words: "We heard you,", cue: "said"}}},
			[]string{"Rope Union"},
		},
		"as told to": {
			scene{text: "The plough\n\nAna Ruiz has been a midwife for 31 years. This is her story, as told to Peter Lang.\n\nThe baby came at two. “Push,” I said.", people: ruizAndLang,
				quotes: []quoted{{words: "Push,", cue: "said"}}},
			[]string{"Ana Ruiz"},
		},
		"a witness who told the court": {
			scene{text: "Peter Lang, a diver, told the coroner’s court that he had seen the weld.\n\nAna Ruiz KC, for the families, took the witness through what followed.\n\nQ. Did you wait?\n\nA. In the yard.", people: ruizAndLang,
				quotes: []quoted{{words: "Did you wait?", label: "Q", rule: lexicon.RuleTurn}, {words: "In the yard.", label: "A", rule: lexicon.RuleTurn}}},
			[]string{"Ana Ruiz", "Peter Lang"},
		},
	})
}

// TestLabelsOfNames checks names that the layer of mentions takes for something else.
func TestLabelsOfNames(t *testing.T) {
	checkNames(t, map[string]namedScene{
		"a club is nobody": {
			scene{text: "Peter Lang praised his side. Thornby Town won. “It was high,” he said.", people: map[string]nlp.Sex{"Peter Lang": nlp.Male, "Thornby Town": nlp.SexUnknown},
				quotes: []quoted{{words: "It was high,", cue: "said"}}},
			[]string{"Peter Lang"},
		},
		"a company is nobody": {
			scene{text: "Peter Lang left. Almruhe, a hotel group, has bought the hill. “It was high,” he said.", people: map[string]nlp.Sex{"Peter Lang": nlp.Male, "Almruhe": nlp.SexUnknown},
				quotes: []quoted{{words: "It was high,", cue: "said"}}},
			[]string{"Peter Lang"},
		},
	})
}
