package speaker_test

import (
	"testing"

	"quoth/nlp"
)

// TestWords checks words that are spelt like a pronoun or a first name.
func TestWords(t *testing.T) {
	checkNames(t, map[string]namedScene{
		"the US is no us": {
			scene{text: "Peter Lang, a farmer, was there. “It is cold,” US captain Ana Ruiz said.", people: ruizAndLang, bodies: []string{"US"},
				quotes: []quoted{{words: "It is cold,", cue: "said"}}},
			[]string{"Ana Ruiz"},
		},
		"a dean is no Dean": {
			scene{text: "The Dean of Harl, Omar Haddad, met Peter Lang. “It is cold,” the Dean said.", people: map[string]nlp.Sex{"Omar Haddad": nlp.Male, "Peter Lang": nlp.Male, "Dean": nlp.Male},
				quotes: []quoted{{words: "It is cold,", cue: "said"}}},
			[]string{"Omar Haddad"},
		},
	})
}
