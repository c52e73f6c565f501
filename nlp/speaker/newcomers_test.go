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
		"a thing is nobody": {
			scene{text: "Posts\n\nThe governor’s secretary, Ana Ruiz, wrote that his words had been twisted. She deleted it. A new version said that they had been taken out of context.\n\n“I typed it on a boat,” she said.", people: ruizAndLang,
				quotes: []quoted{{words: "his words had been twisted", cue: "wrote", kind: nlp.Indirect}, {words: "they had been taken out of context", cue: "said", kind: nlp.Indirect}, {words: "I typed it on a boat,", cue: "said"}}},
			[]string{"Ana Ruiz", "", "Ana Ruiz"},
		},
		"somebody in a subordinate clause": {
			scene{text: "Final\n\nAna Ruiz won.\n\nPeter Lang wrote that the court would bear her name.\n\nRuiz’s answer, given when a reporter showed her the message, was dry. “They can name the garage,” she said.", people: ruizAndLang,
				quotes: []quoted{{words: "They can name the garage,", cue: "said"}}},
			[]string{"Ana Ruiz"},
		},
		"whose arm it is": {
			scene{text: "Derby\n\nPeter Lang fell in the box. “It was contact,” Lang said.\n\nOne supporter, a steward’s arm across his chest, pointed at the pitch. “Give him an Oscar!” he shouted.", people: ruizAndLang,
				quotes: []quoted{{words: "It was contact,", cue: "said"}, {words: "Give him an Oscar!", cue: "shouted"}}},
			[]string{"Peter Lang", ""},
		},
		"an alias": {
			scene{text: "Truce holds\n\nPeter Lang went home. Its leader, known by the alias “Carlos Nieve,” said that the gesture was “in good faith”.", people: ruizAndLang,
				quotes: []quoted{{words: "in good faith", cue: "said", kind: nlp.Mixed}}},
			[]string{"Carlos Nieve"},
		},
	})
}
