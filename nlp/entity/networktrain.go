package entity

import (
	"context"
	"encoding/binary"
	"math"
	"math/rand/v2"

	"quoth/nlp/modelfile"
)

// The numbers of training a network.
const (
	networkBatch     = 256  // words that a step is taken for
	networkRate      = 1e-3 // of the steps; it goes down to 0 in the end
	networkWarmUp    = 200  // steps until the rate is reached
	networkDropout   = 77   // in 256: share of the numbers of each level that is left out
	networkHideWord  = 0.3  // share of words whose own spelling is hidden
	networkHideInput = 26   // in 256: share of all other inputs that is hidden
	layerDecay       = 0.01
	mannerDecay      = 0.1  // of the outputs that one manner adds
	rowSpread        = 0.15 // standard deviation of the rows at first
	rowSteps         = 24   // steps between 0 and the largest number of a column: more steps pack worse
)

// A networkLearner finds the weights of a network.
type networkLearner struct {
	data     *networkDataset
	random   *rand.Rand
	net      *network
	outputs  []output // by domain
	weights  *parameter
	rows     *parameter // of the inputs, by id
	touched  []int32    // the rows that the batch moves
	marked   []bool     // by row: it is touched
	batch    int        // places of the batch
	activity activity
	backward backward
	scores   []float32
	drawn    []int32   // inputs of the words of an example
	ends     []int     // where each word's end, after a 0
	ones     []float32 // as many as inputs
}

func newNetworkLearner(data *networkDataset, domains int, seed uint64) *networkLearner {
	l := &networkLearner{data: data, random: rand.New(rand.NewPCG(seed, 7)), marked: make([]bool, len(data.hashes))}
	var all []float32
	l.net, l.outputs, all = newNetwork(domains)
	l.weights = newParameter(all)
	l.backward.prepare(l)
	for k := range l.net.layers {
		spread := float32(1 / math.Sqrt(float64(taps*inputWidth(k))))
		l.scatter(l.net.layers[k].bias, spread)
		for t := range taps {
			l.scatter(l.net.layers[k].weights[t], spread)
		}
	}
	own := l.outputs[ownManner].weights
	l.scatter(own, float32(1/math.Sqrt(hiddenWidth)))
	for i := range own {
		if i%outputWidth >= tagCount {
			own[i] = 0
		}
	}
	l.setDecay(domains)
	l.rows = newParameter(make([]float32, len(data.hashes)*wordWidth))
	for i := range l.rows.value {
		l.rows.value[i] = rowSpread * float32(l.random.NormFloat64())
	}
	return l
}

// scatter fills weights with numbers between -spread and spread.
func (l *networkLearner) scatter(weights []float32, spread float32) {
	for i := range weights {
		weights[i] = spread * (2*l.random.Float32() - 1)
	}
}

// setDecay says how weights decay: those of layers a little, those of a manner
// more, and no others.
func (l *networkLearner) setDecay(domains int) {
	shape, outputs, decay := newNetwork(domains)
	fill := func(part []float32, v float32) {
		for i := range part {
			part[i] = v
		}
	}
	for k := range shape.layers {
		for t := range taps {
			fill(shape.layers[k].weights[t], layerDecay)
		}
	}
	fill(outputs[ownManner].weights, layerDecay)
	for _, o := range outputs[ownManner+1:] {
		fill(o.weights, mannerDecay)
		fill(o.manner, mannerDecay)
	}
	l.weights.decay = decay
}

// run goes over all examples several times.
func (l *networkLearner) run(ctx context.Context, epochs int, log func(string, ...any)) error {
	order := make([]int, len(l.data.chains))
	words := 0
	for i := range order {
		order[i] = i
		words += l.data.chains[i].words()
	}
	steps, total := 0, epochs*(words/networkBatch+1)
	for epoch := range epochs {
		l.random.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		loss, places := 0.0, 0
		for rest := order; len(rest) > 0; steps++ {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			count := l.nextBatch(rest)
			for _, i := range rest[:count] {
				loss += l.learn(&l.data.chains[i])
			}
			places += l.batch
			l.step(steps+1, total)
			rest = rest[count:]
		}
		log("epoch %d: loss %.4f", epoch+1, loss/float64(places))
	}
	return nil
}

// nextBatch tells how many examples the next step is taken for.
func (l *networkLearner) nextBatch(order []int) (count int) {
	words := 0
	for l.batch = 0; count < len(order) && words < networkBatch; count++ {
		e := &l.data.chains[order[count]]
		words += e.words()
		l.batch += e.chain.last - e.chain.first
	}
	return count
}

// learn adds up the changes that an example asks for, and gives its loss.
func (l *networkLearner) learn(e *networkExample) float64 {
	a := &l.activity
	l.draw(e)
	l.sum(e)
	a.run(l.net, e.chain, l)
	l.scores = resize(l.scores, (e.chain.last-e.chain.first)*outputWidth)
	clear(l.scores)
	for _, d := range e.domains {
		a.score(&l.outputs[d], 1, l.scores)
	}
	loss := l.grade(e)
	l.backward.run(l, e)
	return loss
}

// fill implements dropout.
func (l *networkLearner) fill(gates []float32) {
	const scale = 256. / (256 - networkDropout)
	for i := 0; i < len(gates); i += 8 {
		bits := l.random.Uint64()
		for k := range 8 {
			kept := uint32((networkDropout - 1 - int32(bits>>(8*k)&0xff)) >> 31) // all bits or none
			gates[i+k] = math.Float32frombits(math.Float32bits(scale) & kept)
		}
	}
}

// draw chooses the inputs that each word of an example shows this time.
func (l *networkLearner) draw(e *networkExample) {
	l.drawn, l.ends = l.drawn[:0], append(l.ends[:0], 0)
	for w := e.word; w < e.word+e.words(); w++ {
		from := l.data.offset[w]
		lexical := from + uint32(l.data.hidden[w])
		if l.random.Float32() < networkHideWord {
			from = lexical
		}
		var bits uint64
		for k, id := range l.data.ids[from:l.data.offset[w+1]] {
			if k%8 == 0 {
				bits = l.random.Uint64()
			}
			if from+uint32(k) < lexical || bits&0xff >= networkHideInput {
				l.drawn = append(l.drawn, int32(id))
			}
			bits >>= 8
		}
		l.ends = append(l.ends, len(l.drawn))
	}
	for len(l.ones) < len(l.drawn) {
		l.ones = append(l.ones, 1)
	}
}

// sum adds up the rows of the words' inputs.
func (l *networkLearner) sum(e *networkExample) {
	l.activity.begin(e.chain)
	words := &l.activity.levels[0]
	for k := range e.words() {
		row := words.row(words.first + k)
		copy(row, l.net.start)
		for _, d := range e.domains[1:] {
			add(row, l.outputs[d].manner)
		}
		addRows(row, l.rows.value, l.drawn[l.ends[k]:l.ends[k+1]], l.ones)
	}
}

// grade turns an example's scores into the changes they should take, and gives
// its loss.
func (l *networkLearner) grade(e *networkExample) (loss float64) {
	first, _ := e.chain.reach(0)
	scale := e.weight / float32(l.batch)
	for i := range e.chain.last - e.chain.first {
		row := l.scores[i*outputWidth:][:outputWidth]
		gold := l.data.gold[e.word+e.chain.first-first+i]
		top := row[0]
		for _, v := range row[:tagCount] {
			top = max(top, v)
		}
		total, right := float32(floor), float32(floor)
		for y := range tagCount {
			row[y] = float32(math.Exp(float64(row[y] - top)))
			total += row[y]
			if e.allows(gold, tag(y)) {
				right += row[y]
			}
		}
		loss -= math.Log(float64(right / total))
		for y := range tagCount {
			wanted := float32(0)
			if e.allows(gold, tag(y)) {
				wanted = row[y] / right
			}
			row[y] = scale * (row[y]/total - wanted)
		}
		clear(row[tagCount:])
	}
	return loss
}

// allows says whether a tag may be right where the annotators gave gold: where
// they say nothing about MISC, it may be in any place without a name.
func (e *networkExample) allows(gold, y tag) bool {
	return y == gold || e.noMisc && gold == outsideName && y != outsideName && y.typ() == goldTypes["MISC"]
}

// step moves the weights by what a batch asks for.
func (l *networkLearner) step(number, total int) {
	warmUp := min(networkWarmUp, total/10+1)
	rate := networkRate * min(1, float32(number)/float32(warmUp)) * max(0, 1-float32(number)/float32(total))
	by := paceOf(rate, number)
	l.weights.move(0, len(l.weights.value), by)
	for _, id := range l.touched {
		l.rows.move(int(id)*wordWidth, int(id+1)*wordWidth, by)
		l.marked[id] = false
	}
	l.touched = l.touched[:0]
	l.backward.turn(l)
}

// touch notes the rows that a batch moves.
func (l *networkLearner) touch(rows []int32) {
	for _, id := range rows {
		if !l.marked[id] {
			l.marked[id] = true
			l.touched = append(l.touched, id)
		}
	}
}

// write adds the sections of a member: its rows in whole steps of a share of
// their column's largest number, at the slots of the table they share.
func (l *networkLearner) write(w *modelfile.Writer, name string, slots []int32, slotCount int) error {
	numbers := make([]float32, wordWidth)
	for i, v := range l.rows.value {
		c := i % wordWidth
		numbers[c] = max(numbers[c], v/rowSteps, -v/rowSteps)
	}
	values := make([]byte, slotCount*wordWidth)
	for i, v := range l.rows.value {
		c, slot := i%wordWidth, int(slots[i/wordWidth])
		if slot >= 0 && numbers[c] > 0 {
			values[slot*wordWidth+c] = byte(int8(math.Round(float64(v / numbers[c]))))
		}
	}
	_, _, all := newNetwork(manners)
	copy(all, l.weights.value) // the outputs of other domains come last
	packed := make([]byte, 0, 4*(len(numbers)+len(all)))
	for _, v := range append(numbers, all...) {
		packed = binary.LittleEndian.AppendUint32(packed, (math.Float32bits(v)+shortHalf)&^shortMask)
	}
	if err := w.Packed(name+".numbers", packed); err != nil {
		return err
	}
	return w.Packed(name+".values", values)
}

// The last bits of a network's numbers are rounded to 0, so that they pack well;
// eight of the digits behind the point remain.
const (
	shortMask = 1<<15 - 1
	shortHalf = 1 << 14
)

// learnCommittee learns several networks, each from another beginning and in
// another order, and writes them.
func learnCommittee(ctx context.Context, data *networkDataset, domains int, s Settings, w *modelfile.Writer, log func(string, ...any)) error {
	inputs, slots, err := buildTable(data.hashes)
	if err != nil {
		return err
	}
	w.Bytes(inputSection+".tags", inputs.tags)
	for k := range s.Networks {
		l := newNetworkLearner(data, domains, uint64(k))
		if err := l.run(ctx, s.NetworkEpochs, func(format string, arguments ...any) {
			log("network %d, "+format, append([]any{k + 1}, arguments...)...)
		}); err != nil {
			return err
		}
		if err := l.write(w, memberSection(k), slots, inputs.slots()); err != nil {
			return err
		}
	}
	return nil
}
