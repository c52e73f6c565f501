package topic

import (
	"cmp"
	"context"
	"math"
	"math/rand/v2"
	"slices"
)

// TrainOptions say what to learn from. Settings that are zero are taken from
// DefaultSettings.
type TrainOptions struct {
	Examples []Example
	Names    map[string]string  // of labels, where they have names
	Concepts []Concept          // of a taxonomy, where deeper topics are to be told
	Hints    []Hint             // what is known of words beforehand; several about one are added up
	Prior    map[string]float32 // how much of the lessons a label gets, above 0; 1 where it isn't told
	Lean     map[string]float32 // how much the scores of short texts lean toward a label, 0 where it isn't told
	Log      func(format string, arguments ...any)
	Settings Settings
}

// Settings are the numbers of training.
type Settings struct {
	Rows        int     // features that are kept, the most frequent ones
	TitleCounts int     // how often a word of the title counts
	LeadCounts  int     // how often one of the text's first words counts
	LeadWords   int     // how many these are
	Epochs      int     // passes over the examples
	Rate        float32 // length of the adaptive steps
	Damping     float32 // added to the gradients' size: above 0 the weight of an example tells
	Decay       float32 // pull of the weights toward 0
	Temperature float32 // what the logits are divided by: above 1 makes scores more modest
}

// DefaultSettings were chosen on development sets.
var DefaultSettings = Settings{Rows: 150_000, TitleCounts: 3, LeadCounts: 2, LeadWords: 50, Epochs: 10, Rate: 0.3, Damping: 3, Decay: 1e-4, Temperature: 0.4}

// leastDocument is the length from which an example tells how rare words are,
// in bytes; lists of words and headlines don't.
const leastDocument = 120

// A lesson is one example as features, with the share of each class.
type lesson struct {
	rows   []uint32
	values []float32
	shares []float32
	weight float32
}

// Train learns a model of the examples' labels and gives the bytes of its file.
// All labels weigh the same, unless Prior says otherwise, however many examples
// they have. The same options give the same bytes. The error is ErrTooFew, or
// that of the context.
func Train(ctx context.Context, o TrainOptions) ([]byte, error) {
	classes := classesOf(o)
	if len(classes) < 2 {
		return nil, ErrTooFew
	}
	t := &trainer{settings: o.Settings.orDefault(), classes: classes}
	t.collect(o.Examples, o.Hints)
	t.read(o.Examples, valuesOf(o.Prior, classes, 1))
	t.begin(o.Hints)
	if err := t.run(ctx, o.Log); err != nil {
		return nil, err
	}
	return t.model(valuesOf(o.Lean, classes, 0)).encode(t.rarity, o.Concepts)
}

func (s Settings) orDefault() Settings {
	d := DefaultSettings
	return Settings{
		Rows: cmp.Or(s.Rows, d.Rows), TitleCounts: cmp.Or(s.TitleCounts, d.TitleCounts),
		LeadCounts: cmp.Or(s.LeadCounts, d.LeadCounts), LeadWords: cmp.Or(s.LeadWords, d.LeadWords), Epochs: cmp.Or(s.Epochs, d.Epochs),
		Rate: cmp.Or(s.Rate, d.Rate), Damping: cmp.Or(s.Damping, d.Damping), Decay: cmp.Or(s.Decay, d.Decay), Temperature: cmp.Or(s.Temperature, d.Temperature),
	}
}

func classesOf(o TrainOptions) []Class {
	var codes []string
	for _, e := range o.Examples {
		for _, s := range e.shares() {
			codes = append(codes, s.Label)
		}
	}
	slices.Sort(codes)
	var classes []Class
	for _, code := range slices.Compact(codes) {
		classes = append(classes, Class{Code: code, Name: cmp.Or(o.Names[code], code)})
	}
	return classes
}

// valuesOf lists a value for each class, otherwise where a label has none.
func valuesOf(told map[string]float32, classes []Class, otherwise float32) []float32 {
	values := make([]float32, len(classes))
	for i, c := range classes {
		values[i] = otherwise
		if x, ok := told[c.Code]; ok {
			values[i] = x
		}
	}
	return values
}

// emphasis is how the settings let words count by their place.
func (s Settings) emphasis() emphasis {
	return emphasis{TitleCounts: s.TitleCounts, LeadCounts: s.LeadCounts, LeadWords: s.LeadWords}
}

type trainer struct {
	settings Settings
	classes  []Class
	words    *vocabulary
	rarity   []byte  // of each word, in steps
	step     float32 // of a word's rarity
	lessons  []lesson
	weights  []float32
	squares  []float32 // of the gradients, for adaptive steps
}

// collect chooses the features: those of two examples or more, or of one and a
// hint, the most frequent first, and of equals the one with the smaller key.
func (t *trainer) collect(examples []Example, hints []Hint) {
	counts, documents, last := map[uint32]int32{}, map[uint32]int32{}, map[uint32]int{}
	for _, h := range hints {
		counts[h.feature]++
	}
	long := 0
	for i, e := range examples {
		isLong := len(e.Title)+len(e.Text) >= leastDocument
		if isLong {
			long++
		}
		seen := func(key uint32) {
			if at, ok := last[key]; ok && at == i {
				return
			}
			last[key] = i
			counts[key]++
			if isLong {
				documents[key]++
			}
		}
		e.eachFeature(seen)
	}
	var keys []uint32
	for key, n := range counts {
		if n >= 2 {
			keys = append(keys, key)
		}
	}
	slices.SortFunc(keys, func(a, b uint32) int {
		return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b))
	})
	keys = slices.Clone(keys[:min(len(keys), t.settings.Rows)])
	t.weigh(keys, documents, long)
}

// weigh gives each feature its inverse document frequency, in steps of a byte.
func (t *trainer) weigh(keys []uint32, documents map[uint32]int32, all int) {
	most := float32(math.Log(float64(all) + 2))
	t.step = most / math.MaxUint8
	for _, key := range keys {
		rarity := math.Log(float64(all+2) / float64(documents[key]+1))
		t.rarity = append(t.rarity, byte(max(1, min(math.Round(rarity/float64(t.step)), math.MaxUint8))))
	}
	t.words = newVocabulary(keys, stretch(t.rarity, t.step))
}

func (t *trainer) read(examples []Example, prior []float32) {
	place := t.places()
	b := newBag(len(t.words.keys))
	for _, e := range examples {
		b.fill(t.words, t.settings.emphasis(), e.Title, e.Text)
		if len(b.rows) == 0 {
			continue
		}
		shares := make([]float32, len(t.classes))
		for _, s := range e.shares() {
			shares[place[s.Label]] += s.Share
		}
		t.lessons = append(t.lessons, lesson{slices.Clone(b.rows), slices.Clone(b.values), shares, cmp.Or(e.Weight, 1)})
	}
	t.balance(prior)
}

func (t *trainer) places() map[string]int {
	place := map[string]int{}
	for i, c := range t.classes {
		place[c.Code] = i
	}
	return place
}

// halfHint is the number of lessons with a word that halve a hint about it: they
// tell more of the word than its hint does.
const halfHint = 50

// begin sets the weights that training begins with. Hints about words that no
// example has, and about labels that no example has, are passed over.
func (t *trainer) begin(hints []Hint) {
	n := len(t.classes)
	t.weights, t.squares = make([]float32, n*len(t.words.keys)), make([]float32, n*len(t.words.keys))
	place, lessons := t.places(), t.lessonsWith()
	for _, h := range hints {
		row, ok := t.words.find(h.feature)
		if !ok {
			continue
		}
		for _, w := range h.Weights {
			if c, ok := place[w.Label]; ok {
				t.weights[int(row)*n+c] += w.Share / (1 + lessons[row]/halfHint)
			}
		}
	}
}

// lessonsWith counts the lessons that have each feature.
func (t *trainer) lessonsWith() []float32 {
	counts := make([]float32, len(t.words.keys))
	for _, l := range t.lessons {
		for _, row := range l.rows {
			counts[row]++
		}
	}
	return counts
}

// balance weighs the lessons so that every class has its part of them.
func (t *trainer) balance(prior []float32) {
	const rounds = 5 // shares are mixed, so that one round is not enough
	var parts float64
	for _, x := range prior {
		parts += float64(x)
	}
	for range rounds {
		total, sum := make([]float64, len(t.classes)), 0.0
		for _, l := range t.lessons {
			for c, s := range l.shares {
				total[c] += float64(l.weight * s)
				sum += float64(l.weight * s)
			}
		}
		for i := range t.lessons {
			l := &t.lessons[i]
			factor := 0.0
			for c, s := range l.shares {
				if s > 0 {
					factor += float64(s) * sum * float64(prior[c]) / parts / total[c]
				}
			}
			l.weight *= float32(factor)
		}
		for i := range t.lessons {
			t.lessons[i].weight *= float32(float64(len(t.lessons)) / sum)
		}
	}
}

// run takes AdaGrad steps (Duchi, Hazan and Singer 2011) over the lessons, in
// an order that is shuffled anew for each pass, always in the same way.
func (t *trainer) run(ctx context.Context, log func(string, ...any)) error {
	random := rand.New(rand.NewPCG(1, 2))
	p := make([]float32, len(t.classes))
	for epoch := range t.settings.Epochs {
		if err := ctx.Err(); err != nil {
			return err
		}
		var loss float64
		for _, i := range random.Perm(len(t.lessons)) {
			loss += t.learn(&t.lessons[i], p)
		}
		if log != nil {
			log("epoch %d of %d: loss %.4f", epoch+1, t.settings.Epochs, loss/float64(len(t.lessons)))
		}
	}
	return nil
}

// learn takes a step toward the shares of a lesson and gives its loss before.
func (t *trainer) learn(l *lesson, p []float32) float64 {
	n := len(t.classes)
	clear(p)
	for i, row := range l.rows {
		for c, w := range t.weights[int(row)*n : int(row)*n+n] {
			p[c] += l.values[i] * w
		}
	}
	softmax(p, 1)
	loss := 0.0
	for c, s := range l.shares {
		if s > 0 {
			loss -= float64(l.weight*s) * math.Log(max(float64(p[c]), 1e-9))
		}
		p[c] = l.weight * (p[c] - s)
	}
	for i, row := range l.rows {
		weights, squares := t.weights[int(row)*n:int(row)*n+n], t.squares[int(row)*n:int(row)*n+n]
		for c := range weights {
			g := p[c]*l.values[i] + t.settings.Decay*weights[c]
			squares[c] += g * g
			weights[c] -= t.settings.Rate * g / (float32(math.Sqrt(float64(squares[c]))) + t.settings.Damping)
		}
	}
	return loss
}

// model rounds the weights to bytes.
func (t *trainer) model(lean []float32) *model {
	m := &model{classes: t.classes, words: t.words, lean: lean, weights: make([]int8, len(t.weights))}
	var most float32
	for _, w := range t.weights {
		most = max(most, w, -w)
	}
	m.shape = shape{emphasis: t.settings.emphasis(), Scale: most / math.MaxInt8, RarityScale: t.step, Temperature: t.settings.Temperature}
	if most == 0 {
		return m
	}
	for i, w := range t.weights {
		m.weights[i] = int8(math.Round(float64(w / m.shape.Scale)))
	}
	return m
}
