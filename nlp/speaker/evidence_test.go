package speaker_test

import (
	"testing"

	"quoth/nlp"
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
