package entity

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"quoth/nlp/modelfile"
)

// A learner finds weights for the features of a dataset.
type learner struct {
	data     *dataset
	settings Settings
	lattice  lattice
	weights  [][]float32 // by domain
	squares  [][]float32 // by domain: the squared steps of each feature's row
	drawn    []uint32    // features of the example's places
	ends     []int       // where each place's end, after a 0
	moves    transitions
	moveSq   transitions
	sums     [manners][]float32 // of the weights of each manner, over the later epochs
	moveSum  transitions
	summed   float32
}

func newLearner(data *dataset, s Settings, domains int) *learner {
	t := &learner{data: data, settings: s, weights: make([][]float32, domains), squares: make([][]float32, domains)}
	for d := range t.weights {
		t.weights[d] = make([]float32, len(data.hashes)*scored)
		t.squares[d] = make([]float32, len(data.hashes))
	}
	for m := range t.sums {
		t.sums[m] = make([]float32, len(data.hashes)*scored)
	}
	return t
}

// run learns several times from the beginning, each time in another order that
// is fixed. The weights are in the end the mean over all times and over the
// later half of each one's epochs.
func (t *learner) run(ctx context.Context, log func(string, ...any)) error {
	for round := range t.settings.Rounds {
		if err := t.learnAll(ctx, uint64(round), log); err != nil {
			return err
		}
	}
	t.average()
	return nil
}

// learnAll goes over all examples several times.
func (t *learner) learnAll(ctx context.Context, round uint64, log func(string, ...any)) error {
	t.forget()
	order := make([]int, len(t.data.examples))
	for i := range order {
		order[i] = i
	}
	random := rand.New(rand.NewPCG(1+round, 2))
	for epoch := range t.settings.Epochs {
		random.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		loss := 0.0
		for n, i := range order {
			if n%4096 == 0 && ctx.Err() != nil {
				return ctx.Err()
			}
			loss += t.learn(t.data.examples[i], random)
		}
		log("round %d, epoch %d: loss %.4f", round+1, epoch+1, loss/float64(len(t.data.gold)))
		if 2*epoch >= t.settings.Epochs {
			t.addUp()
		}
	}
	return nil
}

// forget takes the weights back to the beginning.
func (t *learner) forget() {
	for d := range t.weights {
		clear(t.weights[d])
		clear(t.squares[d])
	}
	t.moves, t.moveSq = transitions{}, transitions{}
}

func (t *learner) addUp() {
	for m := range t.sums {
		for i, w := range t.weights[m] {
			t.sums[m][i] += w
		}
	}
	for a := range t.moves {
		for b, v := range t.moves[a] {
			t.moveSum[a][b] += v
		}
	}
	t.summed++
}

// average puts the mean weights in place, less the share that makes up in
// training for what is hidden.
func (t *learner) average() {
	for m := range t.sums {
		for i, v := range t.sums[m] {
			t.weights[m][i] = v / t.summed * (1 - t.settings.Hide)
		}
	}
	for a := range t.moveSum {
		for b, v := range t.moveSum[a] {
			t.moves[a][b] = v / t.summed
		}
	}
}

// learn takes one step on an example and gives its loss.
func (t *learner) learn(e example, random *rand.Rand) float64 {
	l := &t.lattice
	l.resize(e.last - e.first)
	t.draw(e, random)
	for i := range l.n {
		t.score(e, i, &l.emit[i])
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
			t.step(e, i, &g, size)
		}
	}
	t.stepMoves(e, want)
	return loss
}

// draw chooses the features that an example shows this time: at some places
// those that name the word itself are hidden, and everywhere a share of all.
func (t *learner) draw(e example, random *rand.Rand) {
	t.drawn, t.ends = t.drawn[:0], append(t.ends[:0], 0)
	limit := uint32(t.settings.Hide * (1 << 16))
	for place := e.first; place < e.last; place++ {
		from := t.data.offset[place]
		if random.Float32() < t.settings.Dropout {
			from += uint32(t.data.hidden[place])
		}
		var bits uint64
		for k, id := range t.data.ids[from:t.data.offset[place+1]] {
			if k%4 == 0 {
				bits = random.Uint64()
			}
			if uint32(bits&0xffff) >= limit {
				t.drawn = append(t.drawn, id)
			}
			bits >>= 16
		}
		t.ends = append(t.ends, len(t.drawn))
	}
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
func (t *learner) target(e example) [][tagCount]float32 {
	l := &t.lattice
	gold := t.data.gold[e.first:e.last]
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

// score sums the weights of the features drawn for the example's place i.
func (t *learner) score(e example, i int, emit *[tagCount]float32) {
	*emit = [tagCount]float32{}
	for _, d := range e.domains {
		w := t.weights[d]
		for _, id := range t.drawn[t.ends[i]:t.ends[i+1]] {
			row := (*[scored]float32)(w[int(id)*scored:])
			for y, v := range row {
				emit[y+1] += v
			}
		}
	}
}

// step moves the weights of a place's features along the gradient, by the row
// sizes of AdaGrad (Duchi et al. 2011).
func (t *learner) step(e example, i int, g *[scored]float32, size float32) {
	for _, d := range e.domains {
		w, squares := t.weights[d], t.squares[d]
		for _, id := range t.drawn[t.ends[i]:t.ends[i+1]] {
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
func (t *learner) stepMoves(e example, want [][tagCount]float32) {
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

// write keeps the rows of the features with the largest weights.
func (t *learner) write(w *modelfile.Writer, log func(string, ...any)) error {
	if len(t.data.hashes) == 0 {
		return fmt.Errorf("%w: no feature is seen often enough", ErrCorpus)
	}
	numbers := make([]float32, manners, manners+tagCount*tagCount)
	for m, rows := range [manners]int{t.settings.Rows, t.settings.InformalRows} {
		var err error
		if numbers[m], err = t.writeManner(w, m, rows, log); err != nil {
			return err
		}
	}
	for a := range t.moves {
		numbers = append(numbers, t.moves[a][:]...)
	}
	w.Float32s(numbersSection, numbers)
	return nil
}

// leastSteps is the size of the smallest weight that is kept in a row, in steps:
// single steps change no answer that matters and pack badly.
const leastSteps = 2

// writeManner writes the largest rows of one manner in whole steps of a 127th
// of the largest weight, and gives that step, 0 where it has no weights.
func (t *learner) writeManner(w *modelfile.Writer, manner, rows int, log func(string, ...any)) (float32, error) {
	all := t.weights[manner]
	size := make([]float32, len(t.data.hashes))
	order := make([]int, len(size))
	for id := range order {
		order[id] = id
		for _, v := range all[id*scored : (id+1)*scored] {
			size[id] = max(size[id], v, -v)
		}
	}
	order = slices.DeleteFunc(order, func(id int) bool { return size[id] == 0 })
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(size[b], size[a]) })
	kept := order[:min(rows, len(order))]
	var unit float32
	if len(kept) > 0 {
		log("%s: largest weight %.3f, smallest kept %.4f", featureSections[manner], size[kept[0]], size[kept[len(kept)-1]])
		unit = size[kept[0]] / 127
	}
	slices.Sort(kept)
	keys := make([]uint64, len(kept))
	for i, id := range kept {
		keys[i] = t.data.hashes[id]
	}
	table, slots, err := buildTable(keys)
	if err != nil {
		return 0, fmt.Errorf("features: %w", err)
	}
	weights := make([]byte, table.slots()*scored)
	for i, id := range kept {
		if slots[i] < 0 {
			continue
		}
		for y := range scored {
			if steps := math.Round(float64(all[id*scored+y] / unit)); math.Abs(steps) >= leastSteps {
				weights[int(slots[i])*scored+y] = byte(int8(steps))
			}
		}
	}
	w.Bytes(featureSections[manner]+".tags", table.tags)
	return unit, w.Packed(featureSections[manner]+".values", weights)
}
