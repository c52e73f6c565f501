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
		"a nickname in marks": {
			scene{text: "Omar Haddad left. “He jumped on me,” said “Macca”. “Macca” is Peter Lang, the captain.", people: map[string]nlp.Sex{"Omar Haddad": nlp.Male, "Macca": nlp.SexUnknown, "Peter Lang": nlp.Male},
				quotes: []quoted{{words: "He jumped on me,", cue: "said"}}},
			[]string{"Peter Lang"},
		},
		"a byname before a first name": {
			scene{text: "Peter Lang bakes bread. “It rose,” said Hunky Peter.", people: map[string]nlp.Sex{"Hunky Peter": nlp.SexUnknown, "Peter Lang": nlp.Male},
				quotes: []quoted{{words: "It rose,", cue: "said"}}},
			[]string{"Peter Lang"},
		},
		"where somebody is from": {
			scene{text: "A teacher from Harl had fled. “The dogs stopped barking,” she said.", people: map[string]nlp.Sex{"Harl": nlp.SexUnknown},
				quotes: []quoted{{words: "The dogs stopped barking,", cue: "said"}}},
			[]string{""},
		},
		"party and seat in brackets": {
			scene{text: "Peter Lang (Ind-Harl) rose to ask about it. “I sat with her,” he said.", people: map[string]nlp.Sex{"Peter Lang": nlp.Male, "Ind-Harl": nlp.SexUnknown},
				quotes: []quoted{{words: "I sat with her,", cue: "said"}}},
			[]string{"Peter Lang"},
		},
		"a place in a dateline": {
			scene{text: "Mill burns down.\n\nALBA HARL, Kan., Aug. 4 - A mill burned. Peter Lang saw it. “It was high,” he said.", people: map[string]nlp.Sex{"Peter Lang": nlp.Male, "ALBA HARL": nlp.SexUnknown},
				quotes: []quoted{{words: "It was high,", cue: "said"}}},
			[]string{"Peter Lang"},
		},
		"a title in marks": {
			scene{text: "Peter Lang laughed. His waltz, “Harlo de Norvik”, sold well. “They sent me a fridge,” he said.", people: map[string]nlp.Sex{"Peter Lang": nlp.Male, "Harlo de Norvik": nlp.SexUnknown},
				quotes: []quoted{{words: "They sent me a fridge,", cue: "said"}}},
			[]string{"Peter Lang"},
		},
		"whom a last name has meant before": {
			scene{text: "A title at last\n\nAna Haddad won by a point. “So I moved,” Haddad said. Her father, Omar Haddad, drives a truck. “I lost in 1997,” Omar Haddad said. The two of them hugged. “They told me I was ugly,” Haddad said.",
				people: map[string]nlp.Sex{"Omar Haddad": nlp.Male, "Ana Haddad": nlp.Female},
				quotes: []quoted{{words: "So I moved,", cue: "said"}, {words: "I lost in 1997,", cue: "said"}, {words: "They told me I was ugly,", cue: "said"}}},
			[]string{"Ana Haddad", "Omar Haddad", "Ana Haddad"},
		},
		"an office that is a first name": {
			scene{text: "Ana Ruiz offered the church. “I rang at seven,” Dean Ruiz said. They thanked the dean.", people: map[string]nlp.Sex{"Ana Ruiz": nlp.Female, "Dean Ruiz": nlp.Male},
				quotes: []quoted{{words: "I rang at seven,", cue: "said"}}},
			[]string{"Ana Ruiz"},
		},
	})
}
