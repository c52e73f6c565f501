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
		p := a.judge.(*model).bare(r.Text)
		if len(r.Target) == 2 {
			p = probabilities(a.Stance(d, whole, nlp.Span{Start: r.Target[0], End: r.Target[1]}))
		}
		for k, got := range p {
			if math.Abs(got-r.Probabilities[k]) > 1e-4 {
				t.Errorf("%q: %+v, reference %v", r.Text, p, r.Probabilities)
				break
			}
		}
	}
}

// bare tells the polarity of a short text without the list of words.
func (m *model) bare(text string) [tones]float64 {
	s := m.scratch.Get().(*scratch)
	defer m.scratch.Put(s)
	s.pieces, s.places = append(s.pieces[:0], s.Split(text, len(text))...), s.places[:0]
	if !m.Speaks(s.pieces) {
		return probabilities((&weightedSum{}).polarity())
	}
	for range s.pieces {
		s.places = append(s.places, nowhere)
	}
	return m.polarity.probabilities(m.tell(&m.polarity, s, -1))
}
