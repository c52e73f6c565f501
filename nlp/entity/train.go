package entity

import (
	"context"
	"fmt"
	"io/fs"
	"math"
	"math/rand/v2"
	"slices"

	"quoth/nlp"
	"quoth/nlp/modelfile"
)

// TrainOptions says what to learn from.
type TrainOptions struct {
	Sets      []Set         // annotated articles
	Lexical   fs.FS         // folder of word clusters and name lists
	Tokenizer nlp.Annotator // adds the tokens and sentences that the model will see
	Log       func(format string, arguments ...any)
	Settings  Settings
}

// Settings are the numbers of training.
type Settings struct {
	Epochs   int
	Rate     float32 // of the adaptive steps
	Decay    float32 // pull of weights toward 0
	Dropout  float32 // share of places whose own word is hidden
	MinCount int     // times a feature must be seen
	Rows     int     // features that are kept
}

// DefaultSettings were chosen on development sets.
var DefaultSettings = Settings{Epochs: 12, Rate: 0.1, Decay: 0.002, Dropout: 0.2, MinCount: 2, Rows: 300_000}

// Train learns a model and gives the bytes of its file. The same options give
// the same bytes, whatever the number of processors.
func Train(ctx context.Context, o TrainOptions) ([]byte, error) {
	w := modelfile.NewWriter(modelKind, modelVersion)
	if err := compileVocabulary(o.Lexical, w); err != nil {
		return nil, err
	}
	l, err := vocabularyOf(w)
	if err != nil {
		return nil, err
	}
	o.Log("vocabulary compiled")
	lessons, err := readLessons(ctx, o.Sets, o.Tokenizer)
	if err != nil {
		return nil, err
	}
	t := newTrainer(l, lessons, o)
	o.Log("%d articles, %d places, %d features", len(lessons), len(t.gold), t.features)
	if err := t.run(ctx); err != nil {
		return nil, err
	}
	if err := t.write(w); err != nil {
		return nil, err
	}
	return w.Encode()
}

// vocabularyOf reads back the sections that were just written.
func vocabularyOf(w *modelfile.Writer) (*vocabulary, error) {
	data, err := w.Encode()
	if err != nil {
		return nil, err
	}
	f, err := modelfile.Read("vocabulary", data, modelKind, modelVersion)
	if err != nil {
		return nil, err
	}
	return readVocabulary(f)
}

// An example is a chain of an article.
type example struct {
	first, last int // places
	noMisc      bool
	domain      int // 0 for the sets whose manner the model takes on
	weight      float32
}

// A trainer holds the features of all examples and the weights so far.
type trainer struct {
	settings Settings
	log      func(string, ...any)
	examples []example
	gold     []tag
	hidden   []uint16 // how many of a place's features name the word itself
	offset   []uint32 // where a place's features begin
	ids      []uint32
	hashes   []uint64 // by id
	features int
	domains  int

	lattice lattice
	weights [][]float32 // by domain
	squares [][]float32
	moves   transitions
	moveSq  transitions
	sum     []float32 // of the weights of domain 0, over the last epochs
	moveSum transitions
	summed  int
}

func newTrainer(l *vocabulary, lessons []lesson, o TrainOptions) *trainer {
	t := &trainer{settings: o.Settings, log: o.Log}
	domain := make([]int, len(o.Sets))
	for i, s := range o.Sets {
		if s.Foreign {
			t.domains++
			domain[i] = t.domains
		}
	}
	t.domains++
	var all []uint64
	p, f := &page{}, &featureList{}
	for _, lesson := range lessons {
		p.read(l, lesson.d)
		for _, c := range p.chains {
			first := len(t.gold)
			for i := c.first; i < c.last; i++ {
				p.features(c, i, f)
				t.gold = append(t.gold, lesson.tags[i])
				t.hidden = append(t.hidden, uint16(f.lexical))
				t.offset = append(t.offset, uint32(len(all)))
				all = append(all, f.hashes...)
			}
			weight := o.Sets[lesson.set].Weight
			if weight == 0 {
				weight = 1
			}
			t.repair(first)
			t.examples = append(t.examples, example{first: first, last: len(t.gold), noMisc: lesson.noMisc, domain: domain[lesson.set], weight: weight})
		}
	}
	t.offset = append(t.offset, uint32(len(all)))
	t.number(all)
	return t
}

// repair makes the gold tags from place first on a path the lattice knows: a
// name that runs out of the chain is cut.
func (t *trainer) repair(first int) {
	gold := t.gold[first:]
	for i := range gold {
		opened := i > 0 && gold[i-1].opens()
		if g := gold[i]; g != outsideName && !opened && (g.part() == partInside || g.part() == partLast) {
			if g.part() == partInside {
				gold[i] = tagFor(g.typ(), partBegin)
			} else {
				gold[i] = tagFor(g.typ(), partOnly)
			}
		}
		if g := gold[i]; g.opens() && (i+1 == len(gold) || gold[i+1] == outsideName) {
			if g.part() == partInside {
				gold[i] = tagFor(g.typ(), partLast)
			} else {
				gold[i] = tagFor(g.typ(), partOnly)
			}
		}
	}
}

// number gives ids to the features seen often enough and forgets the others.
func (t *trainer) number(all []uint64) {
	counts := newCounter(len(all) / 4)
	for _, h := range all {
		counts.add(h)
	}
	t.ids = make([]uint32, 0, len(all))
	at := 0
	for place := range t.gold {
		start, end := int(t.offset[place]), int(t.offset[place+1])
		t.offset[place] = uint32(at)
		kept := 0
		for k := start; k < end; k++ {
			e := counts.get(all[k])
			if int(e.count) < t.settings.MinCount {
				continue
			}
			if e.id == 0 {
				t.hashes = append(t.hashes, all[k])
				e.id = uint32(len(t.hashes))
			}
			t.ids = append(t.ids, e.id-1)
			at++
			if k-start < int(t.hidden[place]) {
				kept++
			}
		}
		t.hidden[place] = uint16(kept)
	}
	t.offset[len(t.gold)] = uint32(at)
	t.features = len(t.hashes)
}

// A counter counts hashes.
type counter struct {
	entries []countEntry
	used    int
}

type countEntry struct {
	hash  uint64
	count uint32
	id    uint32
}

func newCounter(n int) *counter {
	size := 1024
	for size < n {
		size *= 2
	}
	return &counter{entries: make([]countEntry, size)}
}

func (c *counter) get(h uint64) *countEntry {
	mask := uint64(len(c.entries) - 1)
	for i := h & mask; ; i = (i + 1) & mask {
		if e := &c.entries[i]; e.count == 0 || e.hash == h {
			return e
		}
	}
}

func (c *counter) add(h uint64) {
	e := c.get(h)
	if e.count == 0 {
		if c.used++; c.used > len(c.entries)/2 {
			c.grow()
			e = c.get(h)
		}
		e.hash = h
	}
	e.count++
}

func (c *counter) grow() {
	old := c.entries
	c.entries = make([]countEntry, 2*len(old))
	for _, e := range old {
		if e.count > 0 {
			*c.get(e.hash) = e
		}
	}
}

// run goes over all examples several times, in a random but fixed order.
func (t *trainer) run(ctx context.Context) error {
	t.weights, t.squares = make([][]float32, t.domains), make([][]float32, t.domains)
	for d := range t.weights {
		t.weights[d] = make([]float32, t.features*scored)
		t.squares[d] = make([]float32, t.features)
	}
	t.sum = make([]float32, t.features*scored)
	order := make([]int, len(t.examples))
	for i := range order {
		order[i] = i
	}
	random := rand.New(rand.NewPCG(1, 2))
	for epoch := range t.settings.Epochs {
		random.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		loss := 0.0
		for n, i := range order {
			if n%4096 == 0 && ctx.Err() != nil {
				return ctx.Err()
			}
			loss += t.learn(t.examples[i], random)
		}
		t.log("epoch %d: loss %.4f", epoch+1, loss/float64(len(t.gold)))
		if 2*epoch >= t.settings.Epochs {
			for i, w := range t.weights[0] {
				t.sum[i] += w
			}
			for a := range t.moves {
				for b, v := range t.moves[a] {
					t.moveSum[a][b] += v
				}
			}
			t.summed++
		}
	}
	return nil
}

// learn takes one step on an example and gives its loss.
func (t *trainer) learn(e example, random *rand.Rand) float64 {
	l := &t.lattice
	l.resize(e.last - e.first)
	var hide [256]bool
	for i := range l.n {
		hidden := random.Float32() < t.settings.Dropout
		if i < len(hide) {
			hide[i] = hidden
		}
		t.score(e, e.first+i, hide[min(i, 255)], &l.emit[i])
	}
	l.setMoves(&t.moves)
	l.exponentiate()
	want := t.target(e)
	l.sum()
	loss := 0.0
	for i := range l.n {
		loss -= math.Log(float64(dot(&l.margin[i], &want[i])) + 1e-9)
		var g [scored]float32
		var size float32
		for y := range g {
			g[y] = e.weight * (want[i][y+1] - l.margin[i][y+1])
			size += g[y] * g[y]
		}
		if size > 1e-6 {
			t.step(e, e.first+i, hide[min(i, 255)], &g, size)
		}
	}
	t.stepMoves(e, want)
	return loss
}

func dot(a, b *[tagCount]float32) (s float32) {
	for y := range a {
		s += a[y] * b[y]
	}
	return s
}

// target gives the tags an example should have: those of its annotators, or
// where these say nothing about MISC, what the model itself believes of the
// taggings they allow.
func (t *trainer) target(e example) [][tagCount]float32 {
	l := &t.lattice
	gold := t.gold[e.first:e.last]
	want := make([][tagCount]float32, l.n)
	if !e.noMisc {
		for i, g := range gold {
			want[i][g] = 1
		}
		return want
	}
	free := slices.Clone(l.psi[:l.n])
	for i, g := range gold {
		for y := range tagCount {
			if tag(y) != g && (g != outsideName || y != 0 && tag(y).typ() != goldTypes["MISC"]) {
				l.psi[i][y] = 0
			}
		}
	}
	l.sum()
	copy(want, l.margin[:l.n])
	copy(l.psi, free)
	return want
}

// placeIDs gives the features of a place, less those that training hides.
func (t *trainer) placeIDs(place int, hide bool) []uint32 {
	from := t.offset[place]
	if hide {
		from += uint32(t.hidden[place])
	}
	return t.ids[from:t.offset[place+1]]
}

func (t *trainer) score(e example, place int, hide bool, emit *[tagCount]float32) {
	*emit = [tagCount]float32{}
	for d := 0; d <= e.domain; d += max(e.domain, 1) {
		w := t.weights[d]
		for _, id := range t.placeIDs(place, hide) {
			row := (*[scored]float32)(w[int(id)*scored:])
			for y, v := range row {
				emit[y+1] += v
			}
		}
	}
}

// step moves the weights of a place's features along the gradient, by the row
// sizes of AdaGrad (Duchi et al. 2011).
func (t *trainer) step(e example, place int, hide bool, g *[scored]float32, size float32) {
	for d := 0; d <= e.domain; d += max(e.domain, 1) {
		w, squares := t.weights[d], t.squares[d]
		for _, id := range t.placeIDs(place, hide) {
			squares[id] += size
			rate := t.settings.Rate / float32(math.Sqrt(float64(squares[id]+0.1)))
			keep := 1 - rate*t.settings.Decay
			row := (*[scored]float32)(w[int(id)*scored:])
			for y := range row {
				row[y] = row[y]*keep + rate*g[y]
			}
		}
	}
}

// stepMoves moves the transitions along their gradient.
func (t *trainer) stepMoves(e example, want [][tagCount]float32) {
	l := &t.lattice
	var grad transitions
	for i := 0; i <= l.n; i++ {
		for a := range tagCount {
			for _, b := range follows[a] {
				grad[a][b] += e.weight * (edge(want, i, a, int(b)) - l.edge(i, a, int(b)))
			}
		}
	}
	for a := range tagCount {
		for _, b := range follows[a] {
			if g := grad[a][b]; g != 0 {
				t.moveSq[a][b] += g * g
				t.moves[a][b] += t.settings.Rate * g / float32(math.Sqrt(float64(t.moveSq[a][b]+1)))
			}
		}
	}
}

// edge gives how much of the wanted tags goes from a at i-1 to b at i; where
// they are beliefs, as if the two were independent.
func edge(want [][tagCount]float32, i, a, b int) float32 {
	from, to := float32(0), float32(0)
	switch {
	case i == 0:
		if a == 0 {
			from = 1
		}
	default:
		from = want[i-1][a]
	}
	switch {
	case i == len(want):
		if b == 0 {
			to = 1
		}
	default:
		to = want[i][b]
	}
	return from * to
}

// edge gives the probability of going from a at i-1 to b at i.
func (l *lattice) edge(i, a, b int) float32 {
	switch {
	case i == 0 && a != 0, i == l.n && b != 0:
		return 0
	case i == 0:
		return l.margin[0][b]
	case i == l.n:
		return l.margin[l.n-1][a]
	}
	return l.alpha[i-1][a] * l.moves[a][b] * l.psi[i][b] * l.beta[i][b] / l.scale[i] / l.evidence()
}

// write keeps the features with the largest weights, in steps of 1/127 of the
// largest.
func (t *trainer) write(w *modelfile.Writer) error {
	size := make([]float32, t.features)
	order := make([]int, t.features)
	for id := range order {
		order[id] = id
		for _, v := range t.sum[id*scored : (id+1)*scored] {
			size[id] = max(size[id], float32(math.Abs(float64(v)))/float32(t.summed))
		}
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch {
		case size[a] > size[b]:
			return -1
		case size[a] < size[b]:
			return 1
		}
		return 0
	})
	kept := order[:min(t.settings.Rows, len(order))]
	t.log("largest weight %.3f, smallest kept %.3f", size[kept[0]], size[kept[len(kept)-1]])
	unit := min(size[kept[0]], 4) / 127
	slices.Sort(kept)
	keys := make([]uint64, len(kept))
	for i, id := range kept {
		keys[i] = t.hashes[id]
	}
	table, slots, err := buildTable(keys)
	if err != nil {
		return fmt.Errorf("features: %w", err)
	}
	weights := make([]byte, table.slots()*scored)
	for i, id := range kept {
		if slots[i] < 0 {
			continue
		}
		for y := range scored {
			v := t.sum[id*scored+y] / float32(t.summed) / unit
			weights[int(slots[i])*scored+y] = byte(int8(max(min(math.Round(float64(v)), 127), -127)))
		}
	}
	w.Bytes("features.tags", table.tags)
	w.Bytes("features.values", weights)
	numbers := []float32{unit}
	for a := range t.moveSum {
		for _, v := range t.moveSum[a] {
			numbers = append(numbers, v/float32(t.summed))
		}
	}
	w.Float32s("numbers", numbers)
	return nil
}
