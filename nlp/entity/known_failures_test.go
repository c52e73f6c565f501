package entity_test

import (
	"testing"

	"quoth/nlp"
)

// knownFailures are sentences that the model is known to get wrong, with what
// would be right. A line that starts to be right fails the test, so that it
// moves to TestMentions.
var knownFailures = map[string]string{
	"okello told the world bank in kampala that he would leave.":  "PERSON okello|ORG world bank|LOC kampala",
	"Zambian miners blamed the Fund and Amara Holdings and Sons.": "MISC Zambian|ORG Fund|ORG Amara Holdings and Sons",
}

func TestKnownFailuresStillFail(t *testing.T) {
	for text, right := range knownFailures {
		if got := names(t, annotator(t), &nlp.Document{Text: text}); got == right {
			t.Errorf("%q is right now: move it to TestMentions", text)
		} else {
			t.Logf("%q: %s", text, got)
		}
	}
}
