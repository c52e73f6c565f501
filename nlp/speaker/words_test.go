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
		"the letters of an office in small letters": {
			scene{text: "The crowd cheered as the managing director of Norvik, Omar Haddad, cut the ribbon. Peter Lang, a sculptor, came later. “It is cold,” the MD said.", people: twoMen,
				quotes: []quoted{{words: "It is cold,", cue: "said"}}},
			[]string{"Omar Haddad"},
		},
		"a dean is no Dean": {
			scene{text: "The Dean of Harl, Omar Haddad, met Peter Lang. “It is cold,” the Dean said.", people: map[string]nlp.Sex{"Omar Haddad": nlp.Male, "Peter Lang": nlp.Male, "Dean": nlp.Male},
				quotes: []quoted{{words: "It is cold,", cue: "said"}}},
			[]string{"Omar Haddad"},
		},
	})
}
