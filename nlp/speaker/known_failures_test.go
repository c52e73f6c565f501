package speaker_test

import (
	"context"
	"slices"
	"testing"
)

// knownFailures are scenes that the model is known to get wrong, each with the test that
// it stands in once it is right. One that starts to be right fails the test, so that it
// moves there.
var knownFailures = map[string]struct {
	test string
	namedScene
}{
	"a team may be led by anybody": {"TestOrigins", namedScene{
		scene{text: "Ines Toth fell. The Dutch rider's coach, Ana Ruiz, was calm. “My legs said no,” the Dutchwoman said.", people: twoWomen,
			quotes: []quoted{{words: "My legs said no,", cue: "said"}}},
		[]string{"Ines Toth"},
	}},
	"a past form": {"TestAppositions", namedScene{
		scene{text: "Peter Lang taught chemistry for forty years. His book is about bread. Publisher Ana Ruiz gave him lunch. “It is the same with bread,” the former chemistry teacher said.", people: ruizAndLang,
			quotes: []quoted{{words: "It is the same with bread,", cue: "said"}}},
		[]string{"Peter Lang"},
	}},
}

func TestKnownFailuresStillFail(t *testing.T) {
	annotator := newAnnotator(t)
	for name, c := range knownFailures {
		d := c.document(t)
		if err := annotator.Annotate(context.Background(), d); err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, q := range d.Quotations {
			got = append(got, q.Speaker.Name)
		}
		if slices.Equal(got, c.want) {
			t.Errorf("%s is right now: move it to %s", name, c.test)
		} else {
			t.Logf("%s: %q", name, got)
		}
	}
}
