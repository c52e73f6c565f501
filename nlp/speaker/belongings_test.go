package speaker_test

import (
	"testing"

	"quoth/nlp"
)

// TestBelonging checks nouns that mean somebody by whose they are.
func TestBelonging(t *testing.T) {
	couples := map[string]nlp.Sex{"Peter Lang": nlp.Male, "Sue": nlp.Female, "Omar Haddad": nlp.Male, "Olga": nlp.Female}
	checkNames(t, map[string]namedScene{
		"two wives": {
			scene{text: "Peter Lang and his wife, Sue, live at number nine. Next door are Omar Haddad and his wife, Olga. “It was the cat,” said Lang's wife. “It was the dog,” said Haddad's wife.", people: couples,
				quotes: []quoted{{words: "It was the cat,", cue: "said"}, {words: "It was the dog,", cue: "said"}}},
			[]string{"Sue", "Olga"},
		},
		"the other way round": {
			scene{text: "When her husband, Peter Lang, asked for a receipt, the shop had shut. Ana Ruiz wrote to the firm. The firm did not answer. A letter came back. The tiles were in a port. Nobody knew which. The builder bowed in court. He had bought a car. The judge sent him to jail. Outside the court Mr Lang felt no joy. His wife was less forgiving. “I hope he rots,” she said.", people: ruizAndLang,
				quotes: []quoted{{words: "I hope he rots,", cue: "said"}}},
			[]string{"Ana Ruiz"},
		},
		"nobody is his own lawyer": {
			scene{text: "Omar Haddad fell off a horse. His lawyer, Peter Lang, said he was awake. “He asked for tea,” his sister said. “The horse is fine,” his lawyer said.", people: twoMen,
				quotes: []quoted{{words: "He asked for tea,", cue: "said"}, {words: "The horse is fine,", cue: "said"}}},
			[]string{"", "Peter Lang"},
		},
		"nobody is her own mother": {
			scene{text: "Ana Ruiz's daughter, Ines Toth, was stung nine times. A wasp expert, Omar Haddad, said it was rare. “She looked like a raspberry,” her mother said.", people: map[string]nlp.Sex{"Ana Ruiz": nlp.Female, "Ines Toth": nlp.Female, "Omar Haddad": nlp.Male},
				quotes: []quoted{{words: "She looked like a raspberry,", cue: "said"}}},
			[]string{"Ana Ruiz"},
		},
	})
}

// TestPairs checks two people who speak together.
func TestPairs(t *testing.T) {
	checkNames(t, map[string]namedScene{
		"the two who spoke last": {
			scene{text: "Omar Haddad sold Ana Ruiz and Peter Lang a boat. “I like the oars,” Lang said. “I like the bell,” Ruiz said. The rain fell. Haddad left. “We will share the bell,” the pair said.", people: map[string]nlp.Sex{"Ana Ruiz": nlp.Female, "Peter Lang": nlp.Male, "Omar Haddad": nlp.Male},
				quotes: []quoted{{words: "I like the oars,", cue: "said"}, {words: "I like the bell,", cue: "said"}, {words: "We will share the bell,", cue: "said"}}},
			[]string{"Peter Lang", "Ana Ruiz", "Ana Ruiz"},
		},
	})
}
