package speaker_test

import (
	"testing"

	"quoth/nlp"
)

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
		"an alias": {
			scene{text: "Truce holds\n\nPeter Lang went home. Its leader, known by the alias “Carlos Nieve,” said that the gesture was “in good faith”.", people: ruizAndLang,
				quotes: []quoted{{words: "in good faith", cue: "said", kind: nlp.Mixed}}},
			[]string{"Carlos Nieve"},
		},
	})
}
