package speaker_test

import (
	"testing"

	"quoth/nlp"
)

// TestReadNames checks names that the layer of mentions takes for something else, or
// for those of two people.
func TestReadNames(t *testing.T) {
	checkNames(t, map[string]namedScene{
		"a club is nobody": {
			scene{text: "Peter Lang praised his side. Thornby Town won. “It was high,” he said.", people: map[string]nlp.Sex{"Peter Lang": nlp.Male, "Thornby Town": nlp.SexUnknown},
				quotes: []quoted{{words: "It was high,", cue: "said"}}},
			[]string{"Peter Lang"},
		},
		"a company is nobody": {
			scene{text: "Peter Lang left. Almruhe, a hotel group, has bought the hill. “It was high,” he said.", people: map[string]nlp.Sex{"Peter Lang": nlp.Male, "Almruhe": nlp.SexUnknown},
				quotes: []quoted{{words: "It was high,", cue: "said"}}},
			[]string{"Peter Lang"},
		},
		"the other of one surname": {
			scene{text: "Ana Ruiz and Omar Ruiz keep a dog. “I held an empty collar,” said Mrs Ruiz. Her husband took leave from his job. “She stank of beer,” he said.",
				people: map[string]nlp.Sex{"Ana Ruiz": nlp.Female, "Omar Ruiz": nlp.Male},
				quotes: []quoted{{words: "I held an empty collar,", cue: "said"}, {words: "She stank of beer,", cue: "said"}}},
			[]string{"Ana Ruiz", "Omar Ruiz"},
		},
		"two beginnings of a name": {
			scene{text: "Counsel Nur Hidayah Rosli spoke first. “She has sold her car,” said Ms Nur Hidayah.", people: map[string]nlp.Sex{"Nur Hidayah Rosli": nlp.Female, "Nur Hidayah": nlp.Female},
				quotes: []quoted{{words: "She has sold her car,", cue: "said"}}},
			[]string{"Nur Hidayah Rosli"},
		},
		"an office that is a first name": {
			scene{text: "Ana Ruiz offered the church. “I rang at seven,” Dean Ruiz said. They thanked the dean.", people: map[string]nlp.Sex{"Ana Ruiz": nlp.Female, "Dean Ruiz": nlp.Male},
				quotes: []quoted{{words: "I rang at seven,", cue: "said"}}},
			[]string{"Ana Ruiz"},
		},
	})
}
