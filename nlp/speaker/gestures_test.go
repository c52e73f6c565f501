package speaker_test

import (
	"testing"

	"quoth/nlp"
)

// TestGestures checks that whom the sentence right before words in marks lets move, take a
// view or give its news speaks them, whoever spoke or was named before.
func TestGestures(t *testing.T) {
	twoMen := map[string]nlp.Sex{"Peter Lang": nlp.Male, "Omar Haddad": nlp.Male}
	checkNames(t, map[string]namedScene{
		"a pronoun": {scene{text: "Peter Lang turned to Ana Ruiz. “It is true,” she said. He sighed. “Then we are lost.”", people: ruizAndLang,
			quotes: []quoted{{words: "It is true,", cue: "said"}, {words: "Then we are lost."}}},
			[]string{"Ana Ruiz", "Peter Lang"}},
		"a name": {scene{text: "“I burnt the first one,” Ana Ruiz says. Peter Lang rolls his eyes. “And the second.”", people: ruizAndLang,
			quotes: []quoted{{words: "I burnt the first one,", cue: "says"}, {words: "And the second."}}},
			[]string{"Ana Ruiz", "Peter Lang"}},
		"an adjective": {scene{text: "“We will win,” said Peter Lang. Omar Haddad was not so sure. “We are two goals down.”", people: twoMen,
			quotes: []quoted{{words: "We will win,", cue: "said"}, {words: "We are two goals down."}}},
			[]string{"Peter Lang", "Omar Haddad"}},
		"handed over": {scene{text: "What did Peter Lang think? “It is a scandal.” And Ana Ruiz? “I have seen worse.”", people: ruizAndLang,
			quotes: []quoted{{words: "It is a scandal."}, {words: "I have seen worse."}}},
			[]string{"Peter Lang", "Ana Ruiz"}},
		"before a pronoun": {scene{text: "Peter Lang taught Omar Haddad. “He never sat still,” he said. Haddad laughs at that. “I still don’t,” he said.", people: twoMen,
			quotes: []quoted{{words: "He never sat still,", cue: "said"}, {words: "I still don’t,", cue: "said"}}},
			[]string{"Peter Lang", "Omar Haddad"}},
		"moved by something": {scene{text: "The ruling against Peter Lang angered Omar Haddad. “Nobody asked us,” he said.", people: twoMen,
			quotes: []quoted{{words: "Nobody asked us,", cue: "said"}}},
			[]string{"Omar Haddad"}},
		"an answer in a relative clause": {scene{text: "Peter Lang blamed Omar Haddad, who hit back. “I did all I could,” he said.", people: twoMen,
			quotes: []quoted{{words: "I did all I could,", cue: "said"}}},
			[]string{"Omar Haddad"}},
		"a source": {scene{text: "Peter Lang was drunk, according to Omar Haddad. “He could hardly stand,” he said.", people: twoMen,
			quotes: []quoted{{words: "Peter Lang was drunk", cue: "according to", kind: nlp.Indirect}, {words: "He could hardly stand,", cue: "said"}}},
			[]string{"Omar Haddad", "Omar Haddad"}},
		"a source in front of its verb": {scene{text: "Peter Lang is a poet, Omar Haddad says. “He reads a lot,” he adds.", people: twoMen,
			quotes: []quoted{{words: "Peter Lang is a poet", cue: "says", kind: nlp.Indirect}, {words: "He reads a lot,", cue: "adds"}}},
			[]string{"Omar Haddad", "Omar Haddad"}},
		"a past tense between names": {scene{text: "“It is over,” Peter Lang texted Omar Haddad.", people: twoMen,
			quotes: []quoted{{words: "It is over,"}}},
			[]string{"Peter Lang"}},
		"a paragraph of its own": {scene{text: "“I have been up since three,” Peter Lang said.\n\nOmar Haddad remembers the day well.\n\n“It rained. I had a new coat, and I ruined it.”", people: twoMen,
			quotes: []quoted{{words: "I have been up since three,", cue: "said"}, {words: "It rained. I had a new coat, and I ruined it."}}},
			[]string{"Peter Lang", "Omar Haddad"}},
		"another way to put it": {scene{text: "“I have been up since three,” Peter Lang said. Omar Haddad puts it another way. “It rained.”", people: twoMen,
			quotes: []quoted{{words: "I have been up since three,", cue: "said"}, {words: "It rained."}}},
			[]string{"Peter Lang", "Omar Haddad"}},
		"a verb like a plural": {scene{text: "Peter Lang shares the flat with Ana Ruiz. They met at school. “She copied my sums,” he said.", people: ruizAndLang,
			quotes: []quoted{{words: "She copied my sums,", cue: "said"}}},
			[]string{"Peter Lang"}},
	})
}

// TestTurnsOfTwo checks who speaks turns after a question to somebody whose name follows a
// description, and the turn behind a dialogue that a pronoun alone reports.
func TestTurnsOfTwo(t *testing.T) {
	twoMen := map[string]nlp.Sex{"Peter Lang": nlp.Male, "Omar Haddad": nlp.Male}
	checkNames(t, map[string]namedScene{
		"a name behind a description": {scene{text: "“Where is the key?” Ana Ruiz asked her brother, Peter Lang.\n\n“Under the mat.”\n\n“It is not.”", people: ruizAndLang,
			quotes: []quoted{{words: "Where is the key?", cue: "asked"}, {words: "Under the mat."}, {words: "It is not."}}},
			[]string{"Ana Ruiz", "Peter Lang", "Ana Ruiz"}},
		"a pronoun behind": {scene{text: "“Are you serious?” Peter Lang asked.\n\n“Of course,” said Omar Haddad.\n\n“Then go.”\n\n“Now?”\n\n“Right now,” he said.", people: twoMen,
			quotes: []quoted{{words: "Are you serious?", cue: "asked"}, {words: "Of course,", cue: "said"}, {words: "Then go."}, {words: "Now?"}, {words: "Right now,", cue: "said"}}},
			[]string{"Peter Lang", "Omar Haddad", "Peter Lang", "Omar Haddad", "Peter Lang"}},
	})
}
