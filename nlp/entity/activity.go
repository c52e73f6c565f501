package entity

import "math"

// An activity is what a network computes of a chain: level 0 holds its words,
// each other level what a layer makes of the one below. Lower levels hold more
// places around the chain, as many as the upper ones see.
type activity struct {
	levels [layerCount + 1]activeLevel
}

// An activeLevel holds the numbers of a few places, and apart those of them
// that are not 0: half of them are.
type activeLevel struct {
	first, last int // places
	width       int
	values      []float32
	gates       []float32 // what a change of each number is multiplied by on its way down
	at          []int32   // columns of the numbers that are not 0; room for width a place
	nonzero     []float32 // those numbers
	counts      []int     // by place: how many they are
}

// reach gives the tokens that a level holds of a chain: the last one the chain's
// own, and each below it one more on either side, within the sentence.
func (c chain) reach(level int) (first, last int) {
	return max(c.first-layerCount+level, c.from), min(c.last+layerCount-level, c.to)
}

func (l *activeLevel) resize(first, last, width int) {
	l.first, l.last, l.width = first, last, width
	n := last - first
	l.values, l.gates = resize(l.values, n*width), resize(l.gates, n*width)
	l.at, l.nonzero = resize(l.at, n*width), resize(l.nonzero, n*width)
	l.counts = resize(l.counts, n)
}

// row gives the numbers of a place.
func (l *activeLevel) row(place int) []float32 {
	k := place - l.first
	return l.values[k*l.width : (k+1)*l.width]
}

// gate gives the gates of a place's numbers.
func (l *activeLevel) gate(place int) []float32 {
	k := place - l.first
	return l.gates[k*l.width : (k+1)*l.width]
}

// sparse gives the columns of a place that are not 0, and their numbers.
func (l *activeLevel) sparse(place int) ([]int32, []float32) {
	k := place - l.first
	return l.at[k*l.width : k*l.width+l.counts[k]], l.nonzero[k*l.width : k*l.width+l.counts[k]]
}

// gather notes the numbers of a place that are not 0.
func (l *activeLevel) gather(place int) {
	k, n := place-l.first, 0
	at, nonzero := l.at[k*l.width:(k+1)*l.width], l.nonzero[k*l.width:(k+1)*l.width]
	for c, v := range l.row(place) {
		at[n], nonzero[n] = int32(c), v
		if v != 0 {
			n++
		}
	}
	l.counts[k] = n
}

// A dropout chooses, in training, the numbers that are left out: it sets the
// gates of those to 0 and raises the others.
type dropout interface{ fill(gates []float32) }

// begin makes room for a chain's words; their sums are to be put in the rows of
// level 0 before run.
func (a *activity) begin(c chain) {
	first, last := c.reach(0)
	a.levels[0].resize(first, last, wordWidth)
}

// run computes all levels; drop is nil outside training.
func (a *activity) run(n *network, c chain, drop dropout) {
	words := &a.levels[0]
	words.rectify(drop)
	for i := words.first; i < words.last; i++ {
		words.gather(i)
	}
	for k := range n.layers {
		a.convolve(&n.layers[k], k, c, drop)
	}
}

// rectify makes 0 of the numbers below it and of those that are left out.
func (l *activeLevel) rectify(drop dropout) {
	if drop != nil {
		drop.fill(l.gates)
	} else {
		for i := range l.gates {
			l.gates[i] = 1
		}
	}
	for i, v := range l.values {
		l.gates[i] = math.Float32frombits(math.Float32bits(l.gates[i]) & ifPositive(v))
		l.values[i] = v * l.gates[i]
	}
}

// ifPositive gives all bits where v is above 0, and none elsewhere.
func ifPositive(v float32) uint32 { return uint32(-int32(math.Float32bits(max(v, 0))) >> 31) }

func (a *activity) convolve(weights *convolution, layer int, c chain, drop dropout) {
	in, out := &a.levels[layer], &a.levels[layer+1]
	first, last := c.reach(layer + 1)
	out.resize(first, last, hiddenWidth)
	for i := first; i < last; i++ {
		row := out.row(i)
		copy(row, weights.bias)
		for t := range taps {
			if j := i + t - taps/2; j >= in.first && j < in.last {
				at, values := in.sparse(j)
				addRows(row, weights.weights[t], at, values)
			}
		}
	}
	out.rectify(drop)
	for i := first; i < last; i++ {
		if layer > 0 {
			row := out.row(i)
			for k, v := range in.row(i) {
				row[k] += v
			}
		}
		out.gather(i)
	}
}

// score adds a share of an output's scores to those of the chain's places, each
// of which has outputWidth.
func (a *activity) score(o *output, share float32, scores []float32) {
	top := &a.levels[layerCount]
	var sum [outputWidth]float32
	for i := top.first; i < top.last; i++ {
		copy(sum[:], o.bias)
		at, values := top.sparse(i)
		addRows(sum[:], o.weights, at, values)
		row := scores[(i-top.first)*outputWidth:]
		for y, v := range sum {
			row[y] += float32(share * v)
		}
	}
}
