package speaker_test

import (
	"testing"

	"quoth/nlp"
)

// TestAges checks nouns that tell an age.
func TestAges(t *testing.T) {
	checkNames(t, map[string]namedScene{
		"a boy": {
			scene{text: "Diver Omar Haddad brought up Peter Lang, 9, from the wreck. “He waved at me,” the diver said. “I thought he was a seal,” the boy said.", people: twoMen,
				quotes: []quoted{{words: "He waved at me,", cue: "said"}, {words: "I thought he was a seal,", cue: "said"}}},
			[]string{"Omar Haddad", "Peter Lang"},
		},
		"ages before the names": {
			scene{text: "The 61-year-old Ana Ruiz and 19-year-old Peter Lang share a kitchen. “He never washes up,” the 61-year-old said. “I do,” the teenager said. “Once,” the pensioner said.", people: ruizAndLang,
				quotes: []quoted{{words: "He never washes up,", cue: "said"}, {words: "I do,", cue: "said"}, {words: "Once,", cue: "said"}}},
			[]string{"Ana Ruiz", "Peter Lang", "Ana Ruiz"},
		},
		"an age as a predicate": {
			scene{text: "Ana Ruiz beat Ines Toth in the final. Ruiz is 19. “She hid it,” Toth said. “I hid it well,” the 19-year-old said.", people: twoWomen,
				quotes: []quoted{{words: "She hid it,", cue: "said"}, {words: "I hid it well,", cue: "said"}}},
			[]string{"Ines Toth", "Ana Ruiz"},
		},
		"no judge is a girl": {
			scene{text: "Judge Ana Ruiz explains the theft to a class of nine. Ruiz draws it. The girl in front has understood. “I wanted to drive it,” the girl says.", people: map[string]nlp.Sex{"Ana Ruiz": nlp.Female},
				quotes: []quoted{{words: "I wanted to drive it,", cue: "says"}}},
			[]string{""},
		},
	})
}
