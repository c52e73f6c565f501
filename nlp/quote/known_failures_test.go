package quote_test

import (
	"slices"
	"testing"
)

// knownFailures are texts that the model is known to get wrong, with the rows that
// would be right. A text that starts to be right fails the test, so that it moves
// to the test that its line names.
var knownFailures = map[string]struct {
	test, text string
	want       []string
}{
	"described as": {"TestCalled", "They met after eleven hours of talks that the mediator described as “cold, correct and in the end useful”.",
		[]string{"mixed cold, correct and in the end useful | described"}},
	"a statement's sender in small letters": {"TestStatementsBehindColons", "The quay\n\nLate on Monday the harbour board issued the following statement: We love our quay. Every rope is held in a separate shed.",
		[]string{"post We love our quay. Every rope is held in a separate shed. | statement | colon: the harbour board"}},
	"an answer with a picture": {"TestPostsUnderNetworks", "Lang answered with a picture.\n\nHoly ropes get wet.\n\npeterlang, Instagram, Sept. 14\n\nThe lamps were lit at six.",
		[]string{"post Holy ropes get wet. | signature: peterlang"}},
	"a reply that somebody sends": {"TestForms", "The quay\n\nA spokeswoman sent us this reply:\n\nWe are sorry for the lamps.\n\nThe quay closes at nine.",
		[]string{"post We are sorry for the lamps. | reply | colon: A spokeswoman"}},
	"what somebody does meanwhile": {"TestAnnounced", "The crew met.\n\nThe answer of the pilot, as he unlocked his bicycle: ‘Badly.’",
		[]string{"direct Badly. | :"}},
}

func TestKnownFailuresStillFail(t *testing.T) {
	for name, c := range knownFailures {
		if got := rows(annotate(t, c.text)); slices.Equal(got, c.want) {
			t.Errorf("%s is right now: move it to %s", name, c.test)
		} else {
			t.Logf("%s: %q", name, got)
		}
	}
}
