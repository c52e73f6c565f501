package speaker_test

import (
	"testing"

	"quoth/nlp"
)

// TestIntroductions checks who speaks words that a sentence without a verb of
// saying hands over to.
func TestIntroductions(t *testing.T) {
	checkNames(t, map[string]namedScene{
		"from somebody": {scene{text: "Peter Lang left. This just in by voice note from Ana Ruiz, the pilot who looks after 61 people on the quay: “The lamps are out.”", people: ruizAndLang,
			quotes: []quoted{{words: "The lamps are out."}}}, []string{"Ana Ruiz"}},
		"the writer hands over": {scene{text: "Thanks for your company. I leave you with Ana Ruiz, 84, on the quay: “I felt better before.” Goodnight.", people: map[string]nlp.Sex{"Ana Ruiz": nlp.Female},
			quotes: []quoted{{words: "I felt better before."}}}, []string{"Ana Ruiz"}},
		"a subject with a verb of saying": {scene{text: "Of the boat he had bought from Peter Lang, Omar Haddad said: “It floats.”", people: twoMen,
			quotes: []quoted{{words: "It floats.", cue: "said"}}}, []string{"Omar Haddad"}},
	})
}
