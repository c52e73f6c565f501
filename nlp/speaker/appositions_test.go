package speaker_test

import (
	"testing"

	"quoth/nlp"
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
		"a title in brackets": {
			scene{text: "Omar Haddad left. The Commissioner for Schools, Prof. (Mrs.) Ana Ruiz, announced it on Tuesday. “It is a market,” said the commissioner.", people: map[string]nlp.Sex{"Ana Ruiz": nlp.Female, "Omar Haddad": nlp.Male},
				quotes: []quoted{{words: "It is a market,", cue: "said"}}},
			[]string{"Ana Ruiz"},
		},
		"the rank of a reverend": {
			scene{text: "Omar Haddad left. The Very Rev Ana Ruiz offered the church. “They are old friends,” the dean said.", people: map[string]nlp.Sex{"Ana Ruiz": nlp.Female, "Omar Haddad": nlp.Male},
				quotes: []quoted{{words: "They are old friends,", cue: "said"}}},
			[]string{"Ana Ruiz"},
		},
		"two roles before a name": {
			scene{text: "Farmer and parish councillor Peter Lang keeps the key. Vicar Ana Ruiz wants it. “It opens nothing,” the farmer said. “It opens the crypt,” the vicar said.", people: ruizAndLang,
				quotes: []quoted{{words: "It opens nothing,", cue: "said"}, {words: "It opens the crypt,", cue: "said"}}},
			[]string{"Peter Lang", "Ana Ruiz"},
		},
		"an office with a plural field": {
			scene{text: "Ana Ruiz paid. Cabinet Secretary for Sports Peter Lang wrote: “Well run.”", people: ruizAndLang,
				quotes: []quoted{{words: "Well run.", cue: "wrote"}}},
			[]string{"Peter Lang"},
		},
		"a name with where it is from": {
			scene{text: "Omar Haddad denied it. His lawyer, Ana Ruiz of the Harl Law Office, had seen no warrant. “They had no paper,” his lawyer said.", people: map[string]nlp.Sex{"Ana Ruiz": nlp.Female, "Omar Haddad": nlp.Male},
				quotes: []quoted{{words: "They had no paper,", cue: "said"}}},
			[]string{"Ana Ruiz"},
		},
		"who gives no name": {
			scene{text: "“Give the lady her bell,” Peter Lang told nobody at the bar. The barman, who did not give his name, thought that she was “in a bit of a hurry”.", people: ruizAndLang,
				quotes: []quoted{{words: "Give the lady her bell,", cue: "told"}, {words: "in a bit of a hurry", cue: "thought", kind: nlp.Mixed}}},
			[]string{"Peter Lang", ""},
		},
		"the only one so called": {
			scene{text: "Ana Ruiz, a paramedic, was on her way to church. The car lost its oil. It rained. It rained again. The road was shut. Nobody came. An hour went by. The bells rang. A dog barked. The rain stopped. A tractor came. It had no rope. The flowers were wet. The cake was cut. Peter Lang laughed. The priest laughed. The hole was filled. And the bride? She was back on shift. She had passed the hole twice, she said, with the siren on. “I had a patient in the back,” said the paramedic.", people: ruizAndLang,
				quotes: []quoted{{words: "I had a patient in the back,", cue: "said"}}},
			[]string{"Ana Ruiz"},
		},
		"a deputy": {
			scene{text: "Mayor Peter Lang was in Rome. His deputy, Ana Ruiz, lit the tree. “He called from the airport,” the deputy mayor said. “Is it lit?” the mayor asked.", people: ruizAndLang,
				quotes: []quoted{{words: "He called from the airport,", cue: "said"}, {words: "Is it lit?", cue: "asked"}}},
			[]string{"Ana Ruiz", "Peter Lang"},
		},
		"a verb that looks like a noun": {
			scene{text: "Ana Ruiz opened the barn. Dealer Peter Lang bid for everything. “He liked my cheques,” the dealer said.", people: ruizAndLang,
				quotes: []quoted{{words: "He liked my cheques,", cue: "said"}}},
			[]string{"Peter Lang"},
		},
		"a kind of body": {
			scene{text: "The Cartons Federation met Norvik Boats. “This is proof,” the trade body said.", bodies: []string{"Cartons Federation", "Norvik Boats"},
				quotes: []quoted{{words: "This is proof,", cue: "said"}}},
			[]string{"Cartons Federation"},
		},
		"an age in brackets": {
			scene{text: "Ana Ruiz (71), a retired nurse, had seen the note, and Ines Toth had not. “It was green,” said the nurse.", people: twoWomen,
				quotes: []quoted{{words: "It was green,", cue: "said"}}},
			[]string{"Ana Ruiz"},
		},
		"what somebody was": {
			scene{text: "Ana Ruiz, who was its violinist, met Ines Toth in 1999.\n\n“She was late,” the violinist said.", people: twoWomen,
				quotes: []quoted{{words: "She was late,", cue: "said"}}},
			[]string{"Ana Ruiz"},
		},
		"the sentence before a name": {
			scene{text: "The bridge fell.\n\nThe ports minister has been careful. Ana Ruiz, who appointed Ines Toth, would say little.\n\n“It is early,” the minister said.", people: twoWomen,
				quotes: []quoted{{words: "It is early,", cue: "said"}}},
			[]string{"Ana Ruiz"},
		},
		"one of several bodies": {
			scene{text: "Two banks pay. One of the lenders, Norvik Bank, said it was “watching closely”.", bodies: []string{"Norvik Bank"},
				quotes: []quoted{{words: "watching closely", cue: "said", kind: nlp.Mixed}}},
			[]string{"Norvik Bank"},
		},
	})
}
