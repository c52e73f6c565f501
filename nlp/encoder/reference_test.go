package encoder

import (
	"encoding/json"
	"math"
	"os"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// How far the network may be from the reference implementation, which has the
// same weights but multiplies numbers of 32 bits, not bytes.
const (
	leastLikeness     = 0.96 // cosine of the numbers written of a token's vector
	mostProbabilities = 0.04 // of an answer, either way
	referenceEvery    = 24   // numbers of a vector, one of which is written
)

// A reference is what quoth/models/encoder/train/reference.py writes.
type reference struct {
	Task, Title, Text string
	Target            []int
	Pieces            []string
	Probabilities     []float64
	Vectors           [][]float64
}

func references(t *testing.T) []reference {
	t.Helper()
	data, err := os.ReadFile("testdata/reference.json")
	if err != nil {
		t.Fatal(err)
	}
	var all []reference
	if err := json.Unmarshal(data, &all); err != nil {
		t.Fatal(err)
	}
	return all
}

func (r *reference) read(e *Encoder) Text {
	switch r.Task {
	case "stance":
		return e.Around(r.Text[:r.Target[0]], r.Text[r.Target[1]:], false)
	case "topics":
		return e.Article(r.Title, r.Text)[0]
	}
	return e.Chunks(slices.Values([]string{r.Text}))[0]
}

func embedded(t testing.TB) *Encoder {
	t.Helper()
	e, err := New()
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func TestEqualsReference(t *testing.T) {
	e := embedded(t)
	names := e.pieceNames()
	for _, r := range references(t) {
		text := r.read(e)
		var pieces []string
		for _, p := range text.pieces {
			pieces = append(pieces, names[p])
		}
		if diff := cmp.Diff(r.Pieces, pieces); diff != "" {
			t.Errorf("%q: pieces (-reference +got):\n%s", r.Text, diff)
			continue
		}
		for i, p := range e.raw(text) {
			if math.Abs(p-r.Probabilities[i]) > mostProbabilities {
				t.Errorf("%q: probability %d is %.4f, reference %.4f", r.Text, i, p, r.Probabilities[i])
			}
		}
		s := e.scratch.Get().(*scratch)
		e.read(s, []Text{text})
		for i, want := range r.Vectors {
			if like := likeness(s.tokens[i*e.Width:(i+1)*e.Width], want); like < leastLikeness {
				t.Errorf("%q: token %d, %s, is like the reference by %.4f only", r.Text, i, pieces[i], like)
			}
		}
		e.scratch.Put(s)
	}
}

// pieceNames lists the vocabulary.
func (e *Encoder) pieceNames() []string {
	names := make([]string, len(e.scales))
	for name, id := range e.vocabulary.first {
		names[id] = name
	}
	for name, id := range e.vocabulary.further {
		names[id] = "##" + name
	}
	return names
}

// raw gives the probabilities before they are calibrated.
func (e *Encoder) raw(t Text) []float64 {
	c := e.heads[t.task].calibration
	var out []float64
	sum := 0.0
	for k, p := range e.Tell([]Text{t})[0] {
		logit := math.Log(float64(p))
		if len(c.Lean) > 0 {
			logit -= float64(c.Lean[k])
		}
		out = append(out, math.Exp(logit*float64(c.Temperature)))
		sum += out[k]
	}
	for k := range out {
		out[k] /= sum
	}
	return out
}

// likeness is the cosine of the written numbers.
func likeness(got []float32, want []float64) float64 {
	var both, own, other float64
	for i, w := range want {
		g := float64(got[i*referenceEvery])
		both, own, other = both+g*w, own+g*g, other+w*w
	}
	return both / math.Sqrt(own*other)
}
