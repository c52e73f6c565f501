package speaker_test

import (
	"testing"

	"quoth/nlp"
)

// TestAgents checks the agents of passives, and who is told something.
func TestAgents(t *testing.T) {
	checkNames(t, map[string]namedScene{
		"behind the words": {
			scene{text: "The film was shown. The song was called “a joke on wheels” by opposition leader Peter Lang in the spring.", people: twoMen,
				quotes: []quoted{{words: "“a joke on wheels” by opposition leader Peter Lang in the spring", marked: "a joke on wheels", cue: "was called", kind: nlp.Mixed}}},
			[]string{"Peter Lang"},
		},
		"behind an owner": {
			scene{text: "Omar Haddad was described as “a tyrant at sea” by his captain, Peter Lang.", people: twoMen,
				quotes: []quoted{{words: "“a tyrant at sea” by his captain, Peter Lang", marked: "a tyrant at sea", cue: "was described", kind: nlp.Mixed}}},
			[]string{"Peter Lang"},
		},
		"no agent but a time": {
			scene{text: "Omar Haddad said that it would be “finished at last” by Friday.", people: twoMen,
				quotes: []quoted{{words: "finished at last", cue: "said", kind: nlp.Mixed}}},
			[]string{"Omar Haddad"},
		},
		"a clause about who is told": {
			scene{text: "Ana Ruiz told the farmer, Peter Lang, who had run to help: “I owe you a hedge.”", people: ruizAndLang,
				quotes: []quoted{{words: "I owe you a hedge.", cue: "had run"}}},
			[]string{"Ana Ruiz"},
		},
	})
}
