package speaker_test

import (
	"testing"

	"quoth/nlp"
)

// TestAppositions checks names and nouns that stand for one another without a
// verb between them.
func TestAppositions(t *testing.T) {
	checkNames(t, map[string]namedScene{
		"one of several": {
			scene{text: "The boats were sold twice. One of the buyers, Peter Lang, 68, said: “We drove there with the piano.”", people: ruizAndLang,
				quotes: []quoted{{words: "We drove there with the piano.", cue: "said"}}},
			[]string{"Peter Lang"},
		},
		"behind a relative clause": {
			scene{text: "The bridge fell. The builder that put it up in 2011, Puente Systems, said: “Our ropes were new.”", bodies: []string{"Puente Systems"},
				quotes: []quoted{{words: "Our ropes were new.", cue: "said"}}},
			[]string{"Puente Systems"},
		},
		"an office with a field": {
			scene{text: "Ana Ruiz left. Minister for Trade Peter Lang described the plan as “a vote of confidence”.", people: ruizAndLang,
				quotes: []quoted{{words: "a vote of confidence", cue: "described", kind: nlp.Mixed}}},
			[]string{"Peter Lang"},
		},
		"a verb that looks like a plural": {
			scene{text: "Ines Toth laughed.\n\nHarbour master Ana Ruiz confirms that the channel is closed. “Boats can wait,” she says.", people: twoWomen,
				quotes: []quoted{{words: "Boats can wait,", cue: "says"}}},
			[]string{"Ana Ruiz"},
		},
		"the age without a name": {
			scene{text: "Ana Ruiz, 23, won by a length. “There was nobody there,” said the 23-year-old from Turrin.", people: ruizAndLang,
				quotes: []quoted{{words: "There was nobody there,", cue: "said"}}},
			[]string{"Ana Ruiz"},
		},
		"a title in brackets": {
			scene{text: "Omar Haddad left. The Commissioner for Schools, Prof. (Mrs.) Ana Ruiz, announced it on Tuesday. “It is a market,” said the commissioner.", people: map[string]nlp.Sex{"Ana Ruiz": nlp.Female, "Omar Haddad": nlp.Male},
				quotes: []quoted{{words: "It is a market,", cue: "said"}}},
			[]string{"Ana Ruiz"},
		},
		"the rank of a reverend": {
			scene{text: "Omar Haddad left. The Very Rev Ana Ruiz offered the church. “They are old friends,” the dean said.", people: map[string]nlp.Sex{"Ana Ruiz": nlp.Female, "Omar Haddad": nlp.Male},
				quotes: []quoted{{words: "They are old friends,", cue: "said"}}},
			[]string{"Ana Ruiz"},
		},
		"a kind of body": {
			scene{text: "The Cartons Federation met Norvik Boats. “This is proof,” the trade body said.", bodies: []string{"Cartons Federation", "Norvik Boats"},
				quotes: []quoted{{words: "This is proof,", cue: "said"}}},
			[]string{"Cartons Federation"},
		},
		"an age in brackets": {
			scene{text: "Ana Ruiz (71), a retired nurse, had seen the note, and Ines Toth had not. “It was green,” said the nurse.", people: twoWomen,
				quotes: []quoted{{words: "It was green,", cue: "said"}}},
			[]string{"Ana Ruiz"},
		},
		"what somebody was": {
			scene{text: "Ana Ruiz, who was its violinist, met Ines Toth in 1999.\n\n“She was late,” the violinist said.", people: twoWomen,
				quotes: []quoted{{words: "She was late,", cue: "said"}}},
			[]string{"Ana Ruiz"},
		},
		"the sentence before a name": {
			scene{text: "The bridge fell.\n\nThe ports minister has been careful. Ana Ruiz, who appointed Ines Toth, would say little.\n\n“It is early,” the minister said.", people: twoWomen,
				quotes: []quoted{{words: "It is early,", cue: "said"}}},
			[]string{"Ana Ruiz"},
		},
		"one of several bodies": {
			scene{text: "Two banks pay. One of the lenders, Norvik Bank, said it was “watching closely”.", bodies: []string{"Norvik Bank"},
				quotes: []quoted{{words: "watching closely", cue: "said", kind: nlp.Mixed}}},
			[]string{"Norvik Bank"},
		},
	})
}
