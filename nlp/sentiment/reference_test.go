package sentiment

import (
	"encoding/json"
	"math"
	"os"
	"testing"

	"quoth/nlp"
)

// TestEqualsReference holds the network against the training code's own
// answers; quoth/models/sentiment/train/reference.py writes them.
func TestEqualsReference(t *testing.T) {
	data, err := os.ReadFile("testdata/reference.json")
	if err != nil {
		t.Fatal(err)
	}
	var records []struct {
		Text          string
		Target        []int
		Probabilities [tones]float64
	}
	if err := json.Unmarshal(data, &records); err != nil {
		t.Fatal(err)
	}
	a := annotator(t)
	for _, r := range records {
		d, whole := &nlp.Document{Text: r.Text}, nlp.Span{End: len(r.Text)}
		p := a.Polarity(d, whole)
		if len(r.Target) == 2 {
			p = a.Stance(d, whole, nlp.Span{Start: r.Target[0], End: r.Target[1]})
		}
		for k, got := range []float32{p.PNegative, p.PNeutral, p.PPositive} {
			if math.Abs(float64(got)-r.Probabilities[k]) > 1e-4 {
				t.Errorf("%q: %+v, reference %v", r.Text, p, r.Probabilities)
				break
			}
		}
	}
}
