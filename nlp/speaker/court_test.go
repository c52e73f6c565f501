package speaker_test

import "testing"

// TestParts checks the parts in court that verbs tell.
func TestParts(t *testing.T) {
	checkNames(t, map[string]namedScene{
		"who denies it is the defendant": {
			scene{text: "Peter Lang denies arson. Prosecutor Ana Ruiz asked where he had been. “In bed,” the defendant said. “Alone?” the prosecutor asked. “With the dog,” the accused said.", people: ruizAndLang,
				quotes: []quoted{{words: "In bed,", cue: "said"}, {words: "Alone?", cue: "asked"}, {words: "With the dog,", cue: "said"}}},
			[]string{"Peter Lang", "Ana Ruiz", "Peter Lang"},
		},
		"who is examined is the witness": {
			scene{text: "Giving evidence, Peter Lang said that his father had walked the lane. Cross-examined by Omar Haddad BL, for the first defendant, he agreed that nobody had seen it. “Nobody at all?” counsel asked. “A dog,” the witness said.", people: twoMen,
				quotes: []quoted{{words: "Nobody at all?", cue: "asked"}, {words: "A dog,", cue: "said"}}},
			[]string{"Omar Haddad", "Peter Lang"},
		},
		"a lawyer who tells the jury is none": {
			scene{text: "Ana Ruiz testified on Monday. Prosecutor Peter Lang told the jury it was plain. “I saw the lamp,” the witness said.", people: ruizAndLang,
				quotes: []quoted{{words: "I saw the lamp,", cue: "said"}}},
			[]string{"Ana Ruiz"},
		},
		"the agent of an opening participle": {
			scene{text: "Ana Ruiz told the inquest that her brother was dead. Asked by the coroner, Ines Toth, what she had seen, she said: “Nothing.”", people: twoWomen,
				quotes: []quoted{{words: "Nothing.", cue: "said"}}},
			[]string{"Ana Ruiz"},
		},
	})
}
