package speaker_test

import (
	"testing"

	"quoth/nlp"
)

var finchAndBrandt = map[string]nlp.Sex{"Laura Finch": nlp.Female, "Anna Brandt": nlp.Female}

// TestClauses checks that a pronoun is not whom its place in the clause rules out.
func TestClauses(t *testing.T) {
	checkNames(t, map[string]namedScene{
		"whoever is asked answers": {
			scene{text: "Trial\n\nLaura Finch told the court that she had seen the knife. The prosecutor, Anna Brandt, asked her how long it was.\n\n“As long as my hand,” she answered.\n\nBrandt asked whether she was certain. “I stood as close as you,” she said.", people: finchAndBrandt,
				quotes: []quoted{{words: "As long as my hand,", cue: "answered"}, {words: "I stood as close as you,", cue: "said"}}},
			[]string{"Laura Finch", "Laura Finch"},
		},
		"whom it is put to answers": {
			scene{text: "Trial\n\nLaura Finch said in court that she had fired only once.\n\nAnna Brandt put it to her that she had lied. “No,” she said.", people: finchAndBrandt,
				quotes: []quoted{{words: "No,", cue: "said"}}},
			[]string{"Laura Finch"},
		},
		"a question asks for more": {
			scene{text: "Trial\n\nLaura Finch had fired twice.\n\nAnna Brandt asked her why. “Were you afraid?” she said.", people: finchAndBrandt,
				quotes: []quoted{{words: "Were you afraid?", cue: "said"}}},
			[]string{"Anna Brandt"},
		},
		"asked by another": {
			scene{text: "Trial\n\n“I slept,” said Laura Finch.\n\nShe had climbed in through the hatch. Asked by Anna Brandt whether she had seen anything, she replied: “Nothing at all.”", people: finchAndBrandt,
				quotes: []quoted{{words: "I slept,", cue: "said"}, {words: "Nothing at all.", cue: "replied"}}},
			[]string{"Laura Finch", "Laura Finch"},
		},
		"asked in the clause above": {
			scene{text: "Trial\n\n“Order,” said Anna Brandt.\n\nLaura Finch sat at the back. When Brandt asked if there was anybody to whom both would listen, she stood up.\n\n“I swept that lane,” she said.", people: finchAndBrandt,
				quotes: []quoted{{words: "Order,", cue: "said"}, {words: "I swept that lane,", cue: "said"}}},
			[]string{"Anna Brandt", "Laura Finch"},
		},
		"told of in one's own report": {
			scene{text: "Vote\n\n“Nobody enjoys this,” said the chairwoman, Anna Brandt.\n\nLaura Finch accused her of lying. The chairwoman, she said, had promised the opposite.", people: finchAndBrandt,
				quotes: []quoted{{words: "Nobody enjoys this,", cue: "said"}, {words: "The chairwoman", cue: "said", kind: nlp.Indirect, utterance: 1}, {words: "had promised the opposite", cue: "said", kind: nlp.Indirect, utterance: 1}}},
			[]string{"Anna Brandt", "Laura Finch", "Laura Finch"},
		},
		"whose client it is": {
			scene{text: "Fraud\n\nOmar Haddad took money for flats. “The tiles are coming,” Haddad wrote.\n\nThere were no tiles. He bought a car.\n\nDefence lawyer Peter Lang urged Judge Yxo Prell not to jail him. His client, he said, had been “a hopeless businessman”.", people: map[string]nlp.Sex{"Omar Haddad": nlp.Male, "Peter Lang": nlp.Male, "Yxo Prell": nlp.Male},
				quotes: []quoted{{words: "The tiles are coming,", cue: "wrote"}, {words: "Judge Yxo Prell not to jail him", cue: "urged", kind: nlp.Indirect}, {words: "His client", cue: "said", kind: nlp.Indirect}, {words: "a hopeless businessman", cue: "said", kind: nlp.Mixed}}},
			[]string{"Omar Haddad", "Peter Lang", "Peter Lang", "Peter Lang"},
		},
		"a pronoun opens the text": {
			scene{text: "He will resign, she said. Anna Brandt sat down.", people: finchAndBrandt,
				quotes: []quoted{{words: "He will resign", cue: "said", kind: nlp.Indirect}}},
			[]string{""},
		},
		"a description inside a clause": {
			scene{text: "Wedding\n\n“I brought a cone,” said Omar Haddad.\n\nPeter Lang, a maths teacher, laughed so hard that the priest asked him to step out. “I was crying,” he recalled.", people: map[string]nlp.Sex{"Omar Haddad": nlp.Male, "Peter Lang": nlp.Male},
				quotes: []quoted{{words: "I brought a cone,", cue: "said"}, {words: "I was crying,", cue: "recalled"}}},
			[]string{"Omar Haddad", "Peter Lang"},
		},
		"a possessor ends with its sentence": {
			scene{text: "Appeal\n\nLaura Finch will be paid by the hospital. “I lost four years,” Finch said.\n\nThe judge, Anna Brandt, found that the hospital had “set out to silence” her. She said that its head had forgotten much. “It is no crime to be right,” she said.", people: finchAndBrandt,
				quotes: []quoted{{words: "I lost four years,", cue: "said"}, {words: "set out to silence", cue: "found", kind: nlp.Mixed}, {words: "its head had forgotten much", cue: "said", kind: nlp.Indirect}, {words: "It is no crime to be right,", cue: "said"}}},
			[]string{"Laura Finch", "Anna Brandt", "Anna Brandt", "Anna Brandt"},
		},
		"whoever adds something spoke last": {
			scene{text: "Flood\n\nPeter Lang said that people had warned the council. “I showed them the wet earth,” he said.\n\nHis nephew lost four cows, he added. “Who writes that down?”", people: map[string]nlp.Sex{"Peter Lang": nlp.Male},
				quotes: []quoted{{words: "I showed them the wet earth,", cue: "said"}, {words: "His nephew lost four cows", cue: "added", kind: nlp.Indirect}, {words: "Who writes that down?"}}},
			[]string{"Peter Lang", "Peter Lang", "Peter Lang"},
		},
		"a pronoun tells the sex": {
			scene{text: "Buttons\n\nPeter Lang ran the works for thirty years. “I sold it,” Lang says.\n\nYxa Prell, the last of the polishers, tips a drum into a sieve while Teresa Mora looks on. Prell cries.\n\n“He cried when he told us,” she says. “He thinks nobody saw.”\n\nDoes he regret it? “I would have closed the door,” he says.", people: map[string]nlp.Sex{"Peter Lang": nlp.Male, "Teresa Mora": nlp.Female, "Yxa Prell": nlp.SexUnknown},
				quotes: []quoted{{words: "I sold it,", cue: "says"}, {words: "He cried when he told us,", cue: "says"}, {words: "He thinks nobody saw."}, {words: "I would have closed the door,", cue: "says"}}},
			[]string{"Peter Lang", "Yxa Prell", "Yxa Prell", "Peter Lang"},
		},
	})
}
