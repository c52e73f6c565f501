package tag

import (
	"context"
	"math"
	"math/bits"
	"math/rand/v2"
	"slices"
)

// leastGradient is the change of a score below which nothing is learnt.
const leastGradient = 1e-3

// A regression learns the weights that make the treebank's tags likely, by
// steps that grow smaller the more often a weight was changed (Duchi et al.
// 2011, "Adaptive subgradient methods"). What it gives are the averages of the
// weights over the later epochs.
type regression struct {
	*model
	settings Settings
	random   *rand.Rand
	counts   map[uint64]int // how often each word is seen, by its hash
	weights  []float32
	squares  []float32 // sums of squared gradients
	averages []float32
	right    int
	seen     int

	tags   []uint8 // candidates at hand
	shares []float32
}

func newRegression(m *model, s Settings) *regression {
	n := lineSize << s.LineBits
	m.mask = uint64(n-1) &^ (lineSize - 1)
	return &regression{
		model: m, settings: s, random: rand.New(rand.NewPCG(1, 2)), counts: map[uint64]int{},
		weights: make([]float32, n), squares: make([]float32, n), averages: make([]float32, n),
	}
}

func (r *regression) learn(ctx context.Context, lessons []lesson, log func(string, ...any)) error {
	t := new(tagger)
	for _, l := range lessons {
		t.words = l.words
		t.start(r.model)
		for i := range t.places {
			r.counts[t.places[i].lower]++
		}
	}
	for epoch := range r.settings.Epochs {
		r.right, r.seen = 0, 0
		for _, i := range r.random.Perm(len(lessons)) {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			r.lesson(t, &lessons[i])
		}
		if late := r.settings.Epochs / 2; epoch >= late {
			for i, w := range r.weights {
				r.averages[i] += w / float32(r.settings.Epochs-late)
			}
		}
		log("epoch %d: %.2f %% right while learning", epoch+1, 100*float64(r.right)/float64(max(1, r.seen)))
	}
	return nil
}

// lesson tags a sentence with what is known so far, since that is what the
// tagger will see before a word, and learns from every word.
func (r *regression) lesson(t *tagger, l *lesson) {
	t.words = l.words
	t.start(r.model)
	l.advise(t)
	r.hideWords(t)
	for i := range t.places {
		t.featuresAt(r.model, i)
		gold := l.tags[i]
		candidates := t.places[i].candidates
		if gold != masked {
			candidates |= 1 << gold
		}
		t.tags[i] = r.weigh(t.lines[:t.count], candidates)
		if gold == masked {
			continue
		}
		r.seen++
		if t.tags[i] == gold {
			r.right++
		}
		r.improve(t.lines[:t.count], gold)
	}
}

// tag gives a sentence the tags that the weights find likely, masked where the
// best of them is less likely than sure.
func (r *regression) tag(t *tagger, l *lesson, sure float32) {
	t.words = l.words
	t.start(r.model)
	l.advise(t)
	l.tags = make([]uint8, len(l.words))
	for i := range t.places {
		t.featuresAt(r.model, i)
		t.tags[i] = r.weigh(t.lines[:t.count], t.places[i].candidates)
		l.tags[i] = t.tags[i]
		if r.shares[slices.Index(r.tags, t.tags[i])] < sure {
			l.tags[i] = masked
		}
	}
}

// hideWords makes words look as if they had never been seen, rare ones more
// often than others, so that the other features learn to do without.
func (r *regression) hideWords(t *tagger) {
	for i := range t.places {
		p := &t.places[i]
		if bits.OnesCount64(p.candidates) == 1 {
			continue
		}
		n := float64(r.counts[p.lower])
		if r.random.Float64() < r.settings.Hidden/(r.settings.Hidden+n) {
			p.lower, p.exact, p.known, p.candidates = 0, 0, 0, r.open
		}
	}
}

// weigh fills the candidates and their shares of likelihood and gives the best.
func (r *regression) weigh(f []uint64, candidates uint64) uint8 {
	r.tags, r.shares = r.tags[:0], r.shares[:0]
	top, best := 0, float32(math.Inf(-1))
	for c := candidates; c != 0; c &= c - 1 {
		t := uint8(bits.TrailingZeros64(c))
		var score float32
		for _, h := range f {
			score += r.weights[r.slot(h, t)]
		}
		if score > best {
			top, best = len(r.tags), score
		}
		r.tags = append(r.tags, t)
		r.shares = append(r.shares, score)
	}
	var sum float32
	for k, s := range r.shares {
		r.shares[k] = float32(math.Exp(float64(s - best)))
		sum += r.shares[k]
	}
	for k := range r.shares {
		r.shares[k] /= sum
	}
	return r.tags[top]
}

// improve moves the weights along the gradient of the gold tag's likelihood.
func (r *regression) improve(f []uint64, gold uint8) {
	for k, t := range r.tags {
		g := -r.shares[k]
		if t == gold {
			g++
		}
		if g < leastGradient && g > -leastGradient {
			continue
		}
		for _, h := range f {
			i := r.slot(h, t)
			r.squares[i] += g * g
			r.weights[i] += r.settings.Rate * g / float32(math.Sqrt(float64(r.squares[i])))
		}
	}
}

func (r *regression) slot(h uint64, tag uint8) uint64 {
	return h&r.mask | uint64((tag^uint8(h>>58))&(lineSize-1))
}

// rounded gives the averages as whole numbers of a byte, the largest weights cut.
func (r *regression) rounded() []int8 {
	var sizes []float64
	for _, a := range r.averages {
		if a != 0 {
			sizes = append(sizes, math.Abs(float64(a)))
		}
	}
	slices.Sort(sizes)
	scale := 1.0
	if len(sizes) > 0 {
		scale = 127 / sizes[len(sizes)*9995/10000]
	}
	weights := make([]int8, len(r.averages))
	for i, a := range r.averages {
		weights[i] = int8(math.Round(min(127, max(-127, float64(a)*scale))))
	}
	return weights
}
