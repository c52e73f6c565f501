package speaker_test

import "testing"

// TestRecords checks whose the words of a letter, a diary, a message are.
func TestRecords(t *testing.T) {
	wrote := func(text, words, cue string) scene {
		return scene{text: "Peter Lang and Ana Ruiz owned the house in Turin for ten years. Ana Ruiz sold it in May.\n\n" + text, people: ruizAndLang,
			quotes: []quoted{{words: words, cue: cue}}}
	}
	tests := map[string]scene{
		"it, behind a letter with a possessor":    wrote("Lang’s letter to Ruiz is short. “It was cold,” it says.", "It was cold,", "says"),
		"it, behind whom the letter is from":      wrote("Ruiz produced the letter written by Lang. It said: “It was cold.”", "It was cold.", "said"),
		"it, behind a clause that tells the same": wrote("Ruiz still has the email that Lang sent to her. “It was cold,” it says.", "It was cold,", "says"),
		"who sent it, behind the words":           wrote("“It was cold,” says the email, which Lang sent to Ruiz in May.", "It was cold,", "says"),
		"the same letter again":                   wrote("Ruiz opened Lang’s diary on Monday. “It was cold,” the diary said.", "It was cold,", "said"),
		"a note left":                             wrote("Lang left a note for Ruiz. The note said: “It was cold.”", "It was cold.", "said"),
		"read aloud":                              wrote("Ruiz read aloud from Lang’s diary: “It was cold.”", "It was cold.", "read"),
		"read out, from somebody":                 wrote("Ruiz was reading a letter from Lang: “It was cold.”", "It was cold.", "reading"),
		"shown, with a clause":                    wrote("Ruiz showed us the letter that Lang had sent: “It was cold.”", "It was cold.", "showed"),
	}
	for name, s := range tests {
		checkNames(t, map[string]namedScene{name: {s, []string{"Peter Lang"}}})
	}
	checkNames(t, map[string]namedScene{
		"who answers a letter":       {wrote("Ruiz answered Lang’s letter: “It was cold.”", "It was cold.", "answered"), []string{"Ana Ruiz"}},
		"who reads her own":          {wrote("Ruiz read from her own diary: “It was cold.”", "It was cold.", "read"), []string{"Ana Ruiz"}},
		"the letter of nobody named": {wrote("Ruiz read a letter from a neighbour: “It was cold.”", "It was cold.", "read"), []string{""}},
	})
}
