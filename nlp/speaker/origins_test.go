package speaker_test

import (
	"testing"
)

// TestOrigins checks words for a people or a party that stand for whom the article ties
// to it.
func TestOrigins(t *testing.T) {
	norvikAndHarl := []string{"Norvik Power", "Harl Energy"}
	checkNames(t, map[string]namedScene{
		"the country owns the name": {
			scene{text: "Omar Haddad of Norway won. Spain's Peter Lang came second. “He made me work,” the Spaniard said. “I had nothing left,” the Norwegian said.", people: twoMen,
				quotes: []quoted{{words: "He made me work,", cue: "said"}, {words: "I had nothing left,", cue: "said"}}},
			[]string{"Peter Lang", "Omar Haddad"},
		},
		"a body of a country": {
			scene{text: "The Danish firm Norvik Power won the contract. Its rival, Britain's Harl Energy, will appeal. “We keep our promises,” the Danish company said.", bodies: norvikAndHarl,
				quotes: []quoted{{words: "We keep our promises,", cue: "said"}}},
			[]string{"Norvik Power"},
		},
		"one office in two countries": {
			scene{text: "Mali's president, Omar Haddad, met the president of Niger, Peter Lang. “We spoke as brothers,” Lang said. “Older and younger,” the Malian president said.", people: twoMen,
				quotes: []quoted{{words: "We spoke as brothers,", cue: "said"}, {words: "Older and younger,", cue: "said"}}},
			[]string{"Peter Lang", "Omar Haddad"},
		},
		"one office in two towns": {
			scene{text: "The mayor of Harl, Omar Haddad, and the mayor of Tarn, Peter Lang, signed it in a boat. “My pen leaked,” the mayor of Tarn said. “So did the boat,” the mayor of Harl said.", people: twoMen,
				quotes: []quoted{{words: "My pen leaked,", cue: "said"}, {words: "So did the boat,", cue: "said"}}},
			[]string{"Peter Lang", "Omar Haddad"},
		},
		"a party": {
			scene{text: "Democratic Senator Peter Lang and Republican Representative Ana Ruiz met on Sunday. “You voted for it,” the Republican said. “I read it first,” the Democrat said.", people: ruizAndLang,
				quotes: []quoted{{words: "You voted for it,", cue: "said"}, {words: "I read it first,", cue: "said"}}},
			[]string{"Ana Ruiz", "Peter Lang"},
		},
	})
}

// TestInitials checks the letters of an office.
func TestInitials(t *testing.T) {
	checkNames(t, map[string]namedScene{
		"before the name": {
			scene{text: "SP Ana Ruiz said eleven phones were seized. Peter Lang asked for names. “I can't share that,” the SP said.", people: ruizAndLang, bodies: []string{"SP"},
				quotes: []quoted{{words: "I can't share that,", cue: "said"}}},
			[]string{"Ana Ruiz"},
		},
		"over a preposition and brackets": {
			scene{text: "Superintendent of Police (North) Ana Ruiz said eleven phones were seized. Peter Lang asked for names. “I can't share that,” the SP said.", people: ruizAndLang,
				quotes: []quoted{{words: "I can't share that,", cue: "said"}}},
			[]string{"Ana Ruiz"},
		},
	})
}
