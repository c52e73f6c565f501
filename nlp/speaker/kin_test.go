package speaker_test

import (
	"testing"

	"quoth/nlp"
)

// TestKin checks that kin are told either way round, and that what is left open of a
// description is read where a pronoun goes on with it.
func TestKin(t *testing.T) {
	people := map[string]nlp.Sex{"Omar Haddad": nlp.Male, "Lina": nlp.Female, "Carla Ruiz": nlp.Female, "Peter Lang": nlp.Male, "Jim Strand": nlp.Male}
	checkNames(t, map[string]namedScene{
		"whose granddaughter she is": {
			scene{text: "Bread\n\nJim Strand sells fish. “It is slow,” Strand said.\n\nOmar Haddad has sold bread for years, and his granddaughter Lina, nine, knows the prices. “He gives too much change,” she said.\n\nHer grandfather laughed. “She will be rich,” he said.", people: people,
				quotes: []quoted{{words: "It is slow,", cue: "said"}, {words: "He gives too much change,", cue: "said"}, {words: "She will be rich,", cue: "said"}}},
			[]string{"Jim Strand", "Lina", "Omar Haddad"},
		},
		"whose husband he is": {
			scene{text: "Fraud\n\nCarla Ruiz, 33, lost her savings. Her husband, Peter Lang, lost his job.\n\n“We had a plan,” Lang said. “Now we have a tent,” he added.\n\nHis wife is less bitter. “We still have the tent,” she said.", people: people,
				quotes: []quoted{{words: "We had a plan,", cue: "said"}, {words: "Now we have a tent,", cue: "added"}, {words: "We still have the tent,", cue: "said"}}},
			[]string{"Peter Lang", "Peter Lang", "Carla Ruiz"},
		},
		"a family's name in the middle": {
			scene{text: "Shop\n\nCarla Ruiz is the landlady. “It is dear,” Ruiz said.\n\nThe owner, Lau Kwok-keung, 81, fries eggs. Joyce Lau Yin-ting, who runs the front, was in tears. “We sold 1,900 tarts,” Ms Lau said.\n\nHer father heard her. “It is the onions,” he said.",
				people: map[string]nlp.Sex{"Carla Ruiz": nlp.Female, "Lau Kwok-keung": nlp.Male, "Joyce Lau Yin-ting": nlp.Female},
				quotes: []quoted{{words: "It is dear,", cue: "said"}, {words: "It is the onions,", cue: "said"}}},
			[]string{"Carla Ruiz", "Lau Kwok-keung"},
		},
		"somebody of the trade": {
			scene{text: "Penalty\n\nJim Strand, who coaches the under-tens, has known Peter Lang since school. The two fell out.\n\n“He gave it against his own,” said Lang, a carpenter.\n\nThe coach shrugged. “It was a penalty,” he said.", people: people,
				quotes: []quoted{{words: "He gave it against his own,", cue: "said"}, {words: "It was a penalty,", cue: "said"}}},
			[]string{"Peter Lang", "Jim Strand"},
		},
		"the father of one pupil": {
			scene{text: "School\n\nJim Strand wrote to parents. “We take this seriously,” he wrote.\n\nThe father of one pupil said he had known for weeks. “They all knew,” he said.", people: people,
				quotes: []quoted{{words: "We take this seriously,", cue: "wrote"}, {words: "They all knew,", cue: "said"}}},
			[]string{"Jim Strand", ""},
		},
		"an owner nobody names": {
			scene{text: "Theft\n\nCarla Ruiz is still looking. “He took my case,” Ruiz said.\n\nThe man’s lawyer said her client wished to apologise to the musician.\n\n“He likes music,” she said.", people: people,
				quotes: []quoted{{words: "He took my case,", cue: "said"}, {words: "her client wished to apologise to the musician", cue: "said", kind: nlp.Indirect}, {words: "He likes music,", cue: "said"}}},
			[]string{"Carla Ruiz", "", ""},
		},
	})
}
