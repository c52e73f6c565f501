package speaker_test

import (
	"testing"

	"quoth/nlp"
	"quoth/nlp/lexicon"
)

// TestEvidence checks what names, titles and places of words tell beyond the
// plain cases of TestNames.
func TestEvidence(t *testing.T) {
	tests := map[string]namedScene{
		"name without a mention in an apposition": {
			scene{text: "Bridge closed\n\nThe bridge was closed. A spokesman for the rowers, Attaher ag Inzar, said that it was safe.",
				quotes: []quoted{{words: "it was safe", cue: "said", kind: nlp.Indirect}}},
			[]string{"Attaher ag Inzar"},
		},
		"name without a mention goes on as a pronoun": {
			scene{text: "Bridge closed\n\nThe bridge was closed. A spokesman for the rowers, Attaher ag Inzar, left early. “It is safe,” he said.",
				quotes: []quoted{{words: "It is safe,", cue: "said"}}},
			[]string{"Attaher ag Inzar"},
		},
		"account of a name that begins with the family's": {
			scene{text: "Tan Mei Ling answered at once.\n\nThank you, chef.\n— @meilingcooks", people: map[string]nlp.Sex{"Tan Mei Ling": nlp.Female},
				quotes: []quoted{{words: "Thank you, chef.", kind: nlp.Post, label: "@meilingcooks", rule: lexicon.RuleSignature}}},
			[]string{"Tan Mei Ling"},
		},
		"a verb that looks like a plural": {
			scene{text: "Peter Lang met Ana Ruiz on the quay. “We float,” Ruiz jokes.", people: ruizAndLang,
				quotes: []quoted{{words: "We float,", cue: "jokes"}}},
			[]string{"Ana Ruiz"},
		},
		"who is asked doesn't ask": {
			scene{text: "The lamps went out. A boy on a bicycle asked Lang: “Where will the boats go?” Peter Lang did not know.", people: map[string]nlp.Sex{"Peter Lang": nlp.Male},
				quotes: []quoted{{words: "Where will the boats go?", cue: "asked"}}},
			[]string{""},
		},
		"a family is not whose it is": {
			scene{text: "Peter Lang died on Monday. Lang's family said in a tribute: “We are broken.”", people: map[string]nlp.Sex{"Peter Lang": nlp.Male},
				quotes: []quoted{{words: "We are broken.", cue: "said"}}},
			[]string{""},
		},
		"the family of somebody": {
			scene{text: "The family of Peter Lang, 41, said in a tribute released through police:\n\n“He was our son.”", people: map[string]nlp.Sex{"Peter Lang": nlp.Male},
				quotes: []quoted{{words: "He was our son.", cue: "said"}}},
			[]string{""},
		},
		"short title": {
			scene{text: "Det Insp Ana Ruiz met Peter Lang, a farmer, at the bridge. “It was sawn through,” the detective said.", people: ruizAndLang,
				quotes: []quoted{{words: "It was sawn through,", cue: "said"}}},
			[]string{"Ana Ruiz"},
		},
		"letters behind a name": {
			scene{text: "Omar Haddad KC, defending, met Peter Lang, a farmer, at the bridge. “It was sawn through,” counsel said.", people: twoMen,
				quotes: []quoted{{words: "It was sawn through,", cue: "said"}}},
			[]string{"Omar Haddad"},
		},
		"office with a noun before the name": {
			scene{text: "Peter Lang crossed. “It was sawn through,” superintendent of police Ana Ruiz said.", people: ruizAndLang,
				quotes: []quoted{{words: "It was sawn through,", cue: "said"}}},
			[]string{"Ana Ruiz"},
		},
		"who is told doesn't speak": {
			scene{text: "“It sings at night,” Ana Ruiz, who has sold rope under the bridge for 31 years, told the Turrin Courier.", people: ruizAndLang, bodies: []string{"Turrin Courier"},
				quotes: []quoted{{words: "It sings at night,", cue: "told"}}},
			[]string{"Ana Ruiz"},
		},
		"letters for a body's name": {
			scene{text: "The Department of Bridges closed the road. In a statement, DOB said that it was safe.", bodies: []string{"Department of Bridges", "DOB"},
				quotes: []quoted{{words: "it was safe", cue: "said", kind: nlp.Indirect}}},
			[]string{"Department of Bridges"},
		},
		"the governor is not the deputy": {
			scene{text: "Governor Ana Ruiz met Deputy Governor Ines Toth at the bridge. Toth had asked for the meeting. “It is sound,” the governor said.", people: twoWomen,
				quotes: []quoted{{words: "It is sound,", cue: "said"}}},
			[]string{"Ana Ruiz"},
		},
		"a shared name is not that of somebody who comes later": {
			scene{text: "Ana Ruiz, a hiker, was lost for nine days. Ruiz set out in June. “I did it all wrong,” she said.\n\nHer mother, Ines Ruiz, wept.",
				people: map[string]nlp.Sex{"Ana Ruiz": nlp.Female, "Ines Ruiz": nlp.Female},
				quotes: []quoted{{words: "I did it all wrong,", cue: "said"}}},
			[]string{"Ana Ruiz"},
		},
		"himself tells which of two": {
			scene{text: "Omar Ruiz was trapped. His widow, Ana Ruiz, had a recording of the call made by Ruiz himself. “Come by the ford,” he told the operator.",
				people: map[string]nlp.Sex{"Ana Ruiz": nlp.Female, "Omar Ruiz": nlp.Male},
				quotes: []quoted{{words: "Come by the ford,", cue: "told"}}},
			[]string{"Omar Ruiz"},
		},
		"whoever says something else next has not spoken before": {
			scene{text: "“We always said it was an inside job,” said Ana Ruiz, the landlady.\n\n“My mum was questioned for three hours.”\n\nPeter Lang said there would be an apology.", people: ruizAndLang,
				quotes: []quoted{{words: "We always said it was an inside job,", cue: "said"}, {words: "My mum was questioned for three hours."}, {words: "there would be an apology", cue: "Lang said", kind: nlp.Indirect}}},
			[]string{"Ana Ruiz", "Ana Ruiz", "Peter Lang"},
		},
		"letters behind a name that no mention holds": {
			scene{text: "Peter Lang crossed.\n\nDefence counsel Attaher Inzar SC told the jury that it was “a series of noises”.", people: ruizAndLang,
				quotes: []quoted{{words: "a series of noises", cue: "told", kind: nlp.Mixed}}},
			[]string{"Attaher Inzar"},
		},
		"a headline shortens": {
			scene{text: "“I bawled like a baby”: Skipper’s miracle sinks the Gulls\n\nPeter Lang kicked from afar. “And then I’ve bawled like a baby,” Lang said.", people: ruizAndLang,
				quotes: []quoted{{words: "I bawled like a baby"}, {words: "And then I’ve bawled like a baby,", cue: "said"}}},
			[]string{"Peter Lang", "Peter Lang"},
		},
		"a label with a title": {
			scene{text: "The council met.\n\nMRS INES TOTH: I live on the quay.\n\nTHE CHAIR: Thank you.",
				quotes: []quoted{{words: "I live on the quay.", label: "MRS INES TOTH", rule: lexicon.RuleTurn}, {words: "Thank you.", label: "THE CHAIR", rule: lexicon.RuleTurn}}},
			[]string{"INES TOTH", ""},
		},
		"who prosecutes": {
			scene{text: "Had he sawn it through, asked Ana Ruiz, prosecuting. Peter Lang, a farmer, shook his head.\n\nThe judge was patient. “That may be so,” said the barrister.", people: ruizAndLang,
				quotes: []quoted{{words: "That may be so,", cue: "said"}}},
			[]string{"Ana Ruiz"},
		},
		"a noun for people and bodies": {
			scene{text: "Drivers of the ferry operator Norvik Boats walked out.\n\nThe operator said that the market had shrunk.", bodies: []string{"Norvik Boats"},
				quotes: []quoted{{words: "the market had shrunk", cue: "said", kind: nlp.Indirect}}},
			[]string{"Norvik Boats"},
		},
		"a noun that the tagger takes for a verb": {
			scene{text: "Ana Ruiz went for a walk. “I was lost,” the retired cook told the Courier from her bed.", people: ruizAndLang, bodies: []string{"Courier"},
				quotes: []quoted{{words: "I was lost,", cue: "told"}}},
			[]string{"Ana Ruiz"},
		},
		"a number for a name": {
			scene{text: "The call was taped.\n\nSpeaker 1: I live on the quay.\n\nSpeaker 2: Thank you.",
				quotes: []quoted{{words: "I live on the quay.", label: "Speaker 1", rule: lexicon.RuleTurn}, {words: "Thank you.", label: "Speaker 2", rule: lexicon.RuleTurn}}},
			[]string{"", ""},
		},
		"a second post": {
			scene{text: "“The bridge is closed,” Ana Ruiz wrote on Monday. A second post, an hour later, read: “Go round by the ford.”", people: ruizAndLang,
				quotes: []quoted{{words: "The bridge is closed,", cue: "wrote"}, {words: "Go round by the ford.", cue: "read"}}},
			[]string{"Ana Ruiz", "Ana Ruiz"},
		},
		"what owns a person is none": {
			scene{text: "Turrin’s Omar Haddad crossed first. “It was high,” he said.", people: map[string]nlp.Sex{"Turrin": nlp.SexUnknown, "Omar Haddad": nlp.Male},
				quotes: []quoted{{words: "It was high,", cue: "said"}}},
			[]string{"Omar Haddad"},
		},
		"a ship is nobody": {
			scene{text: "Peter Lang came home. The MV Corinna Blue struck the bridge. “It was high,” he said.", people: map[string]nlp.Sex{"Peter Lang": nlp.Male, "Corinna Blue": nlp.SexUnknown},
				quotes: []quoted{{words: "It was high,", cue: "said"}}},
			[]string{"Peter Lang"},
		},
		"what a message read": {
			scene{text: "Ana Ruiz met Peter Lang at the bridge. Lang had sent one message before. “It will hold,” it read.", people: ruizAndLang,
				quotes: []quoted{{words: "It will hold,", cue: "read"}}},
			[]string{"Peter Lang"},
		},
		"the name that somebody gave": {
			scene{text: "The bridge was loud. “I saw it sway,” said a driver who gave his name only as Omar.", people: map[string]nlp.Sex{"Omar": nlp.Male},
				quotes: []quoted{{words: "I saw it sway,", cue: "said"}}},
			[]string{"Omar"},
		},
		"a thing that somebody made": {
			scene{text: "Peter Lang crossed. An assessment by the Lantern Foundation called the bridge “a toy”.", people: ruizAndLang, bodies: []string{"Lantern Foundation"},
				quotes: []quoted{{words: "a toy", cue: "called", kind: nlp.Mixed}}},
			[]string{"Lantern Foundation"},
		},
		"a lead names nobody yet": {
			scene{text: "Bridge closed\n\nA man who sawed through a bridge and called it “a toy” has been jailed.\n\nPeter Lang, 34, of Turrin, wept.", people: ruizAndLang,
				quotes: []quoted{{words: "a toy", cue: "called", kind: nlp.Mixed}}},
			[]string{"Peter Lang"},
		},
		"where an article was written": {
			scene{text: "Bridge closed\n\nPeter Lang, 63, counts boats.\n\nMARELLO BAY — “I counted nine,” says the 63-year-old.", people: map[string]nlp.Sex{"Peter Lang": nlp.Male, "MARELLO BAY": nlp.SexUnknown},
				quotes: []quoted{{words: "I counted nine,", cue: "says"}}},
			[]string{"Peter Lang"},
		},
		"who the sentence before is about": {
			scene{text: "Omar Haddad paid for the bridge.\n\nHaddad put it to Peter Lang that the bridge was safe. Lang disagreed. “It sings,” he said.", people: twoMen,
				quotes: []quoted{{words: "It sings,", cue: "said"}}},
			[]string{"Peter Lang"},
		},
	}
	checkNames(t, tests)
}

// TestWhoIsMeant checks pronouns and last names for which more than one person
// could stand.
func TestWhoIsMeant(t *testing.T) {
	sisters := map[string]nlp.Sex{"Ana Ruiz": nlp.Female, "Ines Ruiz": nlp.Female}
	checkNames(t, map[string]namedScene{
		"the subject that a clause goes on with": {
			scene{text: "Ines Toth sat down.\n\nAna Ruiz stood up. Ruiz said she had waited for an hour. “The bus broke,” she said.", people: twoWomen,
				quotes: []quoted{{words: "The bus broke,", cue: "said"}}},
			[]string{"Ana Ruiz"},
		},
		"a last name that looks like a plural": {
			scene{text: "Ines Toth spoke first.\n\nAna Rivers, 86, was born here. She has not forgotten the door. “I know the door,” she said.", people: map[string]nlp.Sex{"Ana Rivers": nlp.Female, "Ines Toth": nlp.Female},
				quotes: []quoted{{words: "I know the door,", cue: "said"}}},
			[]string{"Ana Rivers"},
		},
		"a last name that kin have, too": {
			scene{text: "Ana Ruiz runs a haulier. Her mother, Ines Ruiz, did the engines.\n\nRuiz is silent for a moment. “I wonder,” she says.", people: sisters,
				quotes: []quoted{{words: "I wonder,", cue: "says"}}},
			[]string{"Ana Ruiz"},
		},
		"one of another age": {
			scene{text: "Ana Ruiz, 26, beat Ines Toth in three sets. The 30-year-old blamed the wind. “It blew,” she said.", people: twoWomen,
				quotes: []quoted{{words: "It blew,", cue: "said"}}},
			[]string{"Ines Toth"},
		},
		"other words for the same one": {
			scene{text: "Ines Toth spoke.\n\nAna Ruiz told the court that she had knocked. The retired seamstress had climbed in. “It was dark,” she said.", people: twoWomen,
				quotes: []quoted{{words: "It was dark,", cue: "said"}}},
			[]string{"Ana Ruiz"},
		},
		"a lone name": {
			scene{text: "Door opened\n\nThen Bae Soonja rang the bell. Peter Lang opened the door. “Good day,” Bae said.", people: ruizAndLang,
				quotes: []quoted{{words: "Good day,", cue: "said"}}},
			[]string{"Bae Soonja"},
		},
		"the bank of another country": {
			scene{text: "The European Bank must agree.\n\nLithuania’s central bank said it would look at “the costs”.", bodies: []string{"European Bank"},
				quotes: []quoted{{words: "the costs", cue: "said", kind: nlp.Mixed}}},
			[]string{""},
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
