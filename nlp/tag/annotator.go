package tag

import (
	"context"
	"math/bits"
	"sync"

	"quoth/models"
	"quoth/nlp"
)

// Annotator adds a tag to every token. It is safe for concurrent use.
type Annotator struct {
	model   *model
	scratch sync.Pool // of *tagger
}

var embedded = sync.OnceValues(func() (*model, error) { return read("models/tag/model.bin", models.Tag()) })

// New gives the annotator with the embedded model. Its errors are those of
// package modelfile, and ErrModel.
func New() (*Annotator, error) {
	m, err := embedded()
	if err != nil {
		return nil, err
	}
	return newAnnotator(m), nil
}

// Load gives the annotator with a model of the caller's own. The name serves
// errors, which are those of New.
func Load(name string, data []byte) (*Annotator, error) {
	m, err := read(name, data)
	if err != nil {
		return nil, err
	}
	return newAnnotator(m), nil
}

func newAnnotator(m *model) *Annotator {
	a := &Annotator{model: m}
	a.scratch.New = func() any { return new(tagger) }
	return a
}

// Describe implements nlp.Annotator.
func (a *Annotator) Describe() nlp.Description {
	return nlp.Description{
		Name:    "tags",
		Version: "1",
		Summary: "Gives each token its part of speech, with a linear model learnt from a treebank.",
		Reads:   []nlp.Layer{nlp.LayerTokens, nlp.LayerSentences},
		Adds:    []nlp.Layer{nlp.LayerTags},
		Models:  []nlp.ModelInfo{a.model.info},
	}
}

// Annotate implements nlp.Annotator. It returns no error but the context's.
func (a *Annotator) Annotate(ctx context.Context, d *nlp.Document) error {
	t := a.scratch.Get().(*tagger)
	defer a.scratch.Put(t)
	for i, s := range d.Sentences {
		if i%64 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		tokens := d.Tokens[s.First:s.Last]
		t.words = t.words[:0]
		for _, k := range tokens {
			t.words = append(t.words, d.Slice(k.Span))
		}
		t.tag(a.model)
		for j := range tokens {
			tokens[j].Tag = a.model.tags[t.tags[j]]
		}
	}
	clear(t.words)
	return nil
}

// A tagger is the memory for tagging a sentence.
type tagger struct {
	words  []string
	places []place
	tags   []uint8
	buffer []byte
	lines  [featureCount]uint64
	count  int    // of the lines in use
	verb   uint64 // tag of the last verb before the word at hand
}

// start reads the words' places.
func (t *tagger) start(m *model) {
	if cap(t.places) < len(t.words) {
		t.places = make([]place, len(t.words)+len(t.words)/2)
		t.tags = make([]uint8, len(t.words)+len(t.words)/2)
	}
	t.places, t.tags = t.places[:len(t.words)], t.tags[:len(t.words)]
	set := caseOf(t.words)
	for i, w := range t.words {
		t.buffer = m.readPlace(&t.places[i], w, i, set, t.buffer)
	}
}

// tag gives t.words their tags, as indices into the model's.
func (t *tagger) tag(m *model) {
	t.start(m)
	for i := range t.places {
		if c := t.places[i].candidates; c&(c-1) == 0 {
			t.noteVerb(m, i)
			t.tags[i] = uint8(bits.TrailingZeros64(c))
			continue
		}
		t.featuresAt(m, i)
		t.tags[i] = m.best(t.lines[:t.count], t.places[i].candidates)
	}
}

// none stands for the tag of a word that is not there.
const none = maxTags

// noteVerb remembers the word before i where it is a verb: whether a clause has
// its verb already tells "the men arrested" from "the men arrested him".
func (t *tagger) noteVerb(m *model, i int) {
	if i == 0 {
		t.verb = none
	} else if m.verbs>>t.tags[i-1]&1 != 0 {
		t.verb = uint64(t.tags[i-1])
	}
}

// featuresAt fills t.lines for the word i, whose predecessors are tagged.
func (t *tagger) featuresAt(m *model, i int) {
	at := func(j int) *place {
		if j < 0 || j >= len(t.places) {
			return &pad
		}
		return &t.places[j]
	}
	t1, t2 := uint64(none), uint64(none)
	if i > 0 {
		t1 = uint64(t.tags[i-1])
	}
	if i > 1 {
		t2 = uint64(t.tags[i-2])
	}
	t.noteVerb(m, i)
	t.count = features(&t.lines, at(i-2), at(i-1), &t.places[i], at(i+1), at(i+2), t1, t2, t.verb)
}

// best gives the candidate with the highest score, the first of equals.
func (m *model) best(f []uint64, candidates uint64) uint8 {
	var tags [maxTags]uint8
	var scores [maxTags]int32
	n := 0
	for c := candidates; c != 0; c &= c - 1 {
		tags[n] = uint8(bits.TrailingZeros64(c))
		n++
	}
	for _, h := range f {
		line := (*[lineSize]int8)(m.weights[h&m.mask:])
		x := uint8(h>>58) & (lineSize - 1)
		for k := range n {
			scores[k] += int32(line[(tags[k]^x)&(lineSize-1)])
		}
	}
	top := 0
	for k := 1; k < n; k++ {
		if scores[k] > scores[top] {
			top = k
		}
	}
	return tags[top]
}
