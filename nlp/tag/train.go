package tag

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"quoth/nlp"
)

// TrainOptions say what to learn from.
type TrainOptions struct {
	Treebank  string        // gzipped CoNLL-U with Penn tags: ../shared/data/syntax/ud_ewt.train.conllu.gz
	Clusters  string        // gzipped Brown clusters: ../shared/data/lexical/epic_bllip-clusters.gz
	Tokenizer nlp.Annotator // adds the tokens and sentences that the model will see
	Log       func(format string, arguments ...any)
	Settings  Settings
}

// Settings are the numbers of training.
type Settings struct {
	Epochs    int
	LineBits  int // the weights take 2^LineBits lines of 64 bytes
	KnownFrom int // times a word must be seen before its tags are remembered
	ShutFrom  int // times from which it can have no others
	OpenFrom  int // different words that a tag needs so that unknown words may have it
}

// DefaultSettings were chosen on the development set.
var DefaultSettings = Settings{Epochs: 10, LineBits: 15, KnownFrom: 2, ShutFrom: 30, OpenFrom: 12}

// Of the sentences, these shares are learnt a second time in capitals and in
// title case, as headlines have them.
const (
	upperShare = 0.05
	titleShare = 0.06
)

// Train learns a model and gives the bytes of its file. The same options give
// the same bytes. Its errors are ErrTreebank, the tokenizer's and the context's.
func Train(ctx context.Context, o TrainOptions) ([]byte, error) {
	if o.Log == nil {
		o.Log = func(string, ...any) {}
	}
	articles, err := readTreebank(o.Treebank)
	if err != nil {
		return nil, err
	}
	lessons, names, err := lessonsOf(ctx, articles, o.Tokenizer)
	if err != nil {
		return nil, err
	}
	m := &model{tags: names}
	if err := m.readClusters(o.Clusters); err != nil {
		return nil, err
	}
	if err := m.learnWords(lessons, o.Settings); err != nil {
		return nil, err
	}
	p := newPerceptron(m, o.Settings)
	if err := p.learn(ctx, inOtherCases(lessons), o); err != nil {
		return nil, err
	}
	m.weights = p.rounded()
	return m.encode()
}

// learnWords fills the dictionary of words and the tags they were seen with.
func (m *model) learnWords(lessons []lesson, s Settings) error {
	type tagCounts map[uint8]int
	counts := map[string]tagCounts{}
	types := make([]int, len(m.tags))
	var buffer []byte
	for _, l := range lessons {
		for i, w := range l.words {
			if l.tags[i] == masked {
				continue
			}
			buffer = normalize(buffer[:0], w)
			c := counts[string(buffer)]
			if c == nil {
				c = tagCounts{}
				counts[string(buffer)] = c
			}
			if c[l.tags[i]] == 0 {
				types[l.tags[i]]++
			}
			c[l.tags[i]]++
		}
	}
	m.open = 0
	for t, n := range types {
		if n >= s.OpenFrom && unicode.IsLetter(rune(m.tags[t][0])) {
			m.open |= 1 << t
		}
	}
	m.sets = []tagSet{{tags: m.open}}
	words := make([]string, 0, len(counts))
	for w := range counts {
		words = append(words, w)
	}
	slices.Sort(words)
	m.words = newTable(len(words))
	for _, w := range words {
		total, tags := 0, uint64(0)
		for t, n := range counts[w] {
			total += n
			tags |= 1 << t
		}
		first, _ := utf8.DecodeRuneInString(w)
		if total < s.KnownFrom && isWordRune(first) {
			continue
		}
		set := tagSet{tags: tags, closed: total >= s.ShutFrom || !isWordRune(first)}
		at := slices.Index(m.sets, set)
		if at < 0 {
			at = len(m.sets)
			m.sets = append(m.sets, set)
		}
		if at > maxValue {
			continue
		}
		if err := m.words.put(hashString(w), at); err != nil {
			return err
		}
	}
	return nil
}

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// inOtherCases adds some sentences again, in capitals and in title case.
func inOtherCases(lessons []lesson) []lesson {
	random := rand.New(rand.NewPCG(3, 5))
	all := slices.Clone(lessons)
	for _, l := range lessons {
		x := random.Float64()
		if len(l.words) < 4 || x > upperShare+titleShare {
			continue
		}
		again := lesson{tags: l.tags}
		for _, w := range l.words {
			switch {
			case x < upperShare:
				w = strings.ToUpper(w)
			case len(w) > 3 || x < upperShare+titleShare/2:
				w = capitalized(w)
			}
			again.words = append(again.words, w)
		}
		all = append(all, again)
	}
	return all
}

func capitalized(w string) string {
	r, n := utf8.DecodeRuneInString(w)
	return string(unicode.ToUpper(r)) + w[n:]
}

// A perceptron learns the weights by its mistakes and averages them over time.
type perceptron struct {
	*model
	now   []float32 // weights
	sum   []float64 // of the weights over all steps but those since last
	last  []int32   // step of the last change
	step  int32
	right int
	seen  int
}

func newPerceptron(m *model, s Settings) *perceptron {
	n := lineSize << s.LineBits
	p := &perceptron{model: m, now: make([]float32, n), sum: make([]float64, n), last: make([]int32, n)}
	m.mask = uint64(n-1) &^ (lineSize - 1)
	return p
}

func (p *perceptron) learn(ctx context.Context, lessons []lesson, o TrainOptions) error {
	random := rand.New(rand.NewPCG(1, 2))
	t := new(tagger)
	for epoch := range o.Settings.Epochs {
		p.right, p.seen = 0, 0
		for _, i := range random.Perm(len(lessons)) {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			p.lesson(t, &lessons[i])
		}
		o.Log("epoch %d: %.2f %% right while learning", epoch+1, 100*float64(p.right)/float64(max(1, p.seen)))
	}
	return nil
}

// lesson tags a sentence with what is known so far, since that is what the
// tagger will see before it, and learns from every mistake.
func (p *perceptron) lesson(t *tagger, l *lesson) {
	t.words = l.words
	t.start(p.model)
	for i := range t.places {
		t.featuresAt(i)
		gold := l.tags[i]
		candidates := t.places[i].candidates
		if gold != masked {
			candidates |= 1 << gold
		}
		guess := p.guess(&t.lines, candidates)
		t.tags[i] = guess
		if gold == masked {
			continue
		}
		p.seen++
		p.step++
		if guess == gold {
			p.right++
			continue
		}
		for _, h := range t.lines {
			p.change(h, gold, 1)
			p.change(h, guess, -1)
		}
	}
}

func (p *perceptron) slot(h uint64, tag uint8) uint64 {
	return h&p.mask | uint64((tag^uint8(h>>58))&(lineSize-1))
}

func (p *perceptron) guess(f *[featureCount]uint64, candidates uint64) uint8 {
	top, best := uint8(0), float32(math.Inf(-1))
	for t := range uint8(len(p.tags)) {
		if candidates>>t&1 == 0 {
			continue
		}
		var score float32
		for _, h := range f {
			score += p.now[p.slot(h, t)]
		}
		if score > best {
			top, best = t, score
		}
	}
	return top
}

func (p *perceptron) change(h uint64, tag uint8, by float32) {
	i := p.slot(h, tag)
	p.sum[i] += float64(p.now[i]) * float64(p.step-p.last[i])
	p.last[i] = p.step
	p.now[i] += by
}

// rounded gives the averages as whole numbers of a byte, the largest weights cut.
func (p *perceptron) rounded() []int8 {
	averages := make([]float64, len(p.now))
	sizes := make([]float64, 0, len(p.now))
	for i := range p.now {
		averages[i] = (p.sum[i] + float64(p.now[i])*float64(p.step-p.last[i])) / float64(max(1, p.step))
		if averages[i] != 0 {
			sizes = append(sizes, math.Abs(averages[i]))
		}
	}
	slices.Sort(sizes)
	scale := 1.0
	if len(sizes) > 0 {
		scale = 127 / sizes[len(sizes)*9995/10000]
	}
	weights := make([]int8, len(averages))
	for i, a := range averages {
		weights[i] = int8(math.Round(min(127, max(-127, a*scale))))
	}
	return weights
}
