package entity

// A backward adds up what an example asks of a network's weights, from the
// scores down to the inputs.
type backward struct {
	net     *network // the changes that are asked for, in the places of the weights
	outputs []output
	turned  [layerCount][taps][]float32 // the layers' weights, rows and columns changed round
	scored  [][]float32                 // those of the outputs
	above   []float32                   // what is asked of the numbers of the level above
	below   []float32
}

// prepare ties the changes of a learner's weights to their places.
func (b *backward) prepare(l *networkLearner) {
	b.net, b.outputs, l.weights.change = newNetwork(len(l.outputs))
	for k := range b.turned {
		for t := range taps {
			b.turned[k][t] = make([]float32, inputWidth(k)*hiddenWidth)
		}
	}
	b.scored = make([][]float32, len(l.outputs))
	for d := range b.scored {
		b.scored[d] = make([]float32, hiddenWidth*outputWidth)
	}
}

// turn brings the weights that are changed round up to date.
func (b *backward) turn(l *networkLearner) {
	for k := range b.turned {
		for t := range taps {
			transpose(b.turned[k][t], l.net.layers[k].weights[t], hiddenWidth)
		}
	}
	for d := range b.scored {
		transpose(b.scored[d], l.outputs[d].weights, outputWidth)
	}
}

// transpose writes a matrix of rows of a width with rows and columns changed round.
func transpose(to, from []float32, width int) {
	height := len(from) / width
	for r := range height {
		for c, v := range from[r*width : (r+1)*width] {
			to[c*height+r] = v
		}
	}
}

// tagColumns are the columns of scores.
var tagColumns = func() (columns [tagCount]int32) {
	for y := range columns {
		columns[y] = int32(y)
	}
	return columns
}()

// run goes back from the changes that an example's scores should take.
func (b *backward) run(l *networkLearner, e *networkExample) {
	top := &l.activity.levels[layerCount]
	b.above = resize(b.above, len(top.values))
	clear(b.above)
	for i := top.first; i < top.last; i++ {
		wanted := l.scores[(i-top.first)*outputWidth:][:outputWidth]
		at, values := top.sparse(i)
		row := b.above[(i-top.first)*hiddenWidth:][:hiddenWidth]
		for _, d := range e.domains {
			addToRows(b.outputs[d].weights, wanted, at, values)
			add(b.outputs[d].bias, wanted)
			addRows(row, b.scored[d], tagColumns[:], wanted)
		}
	}
	for k := layerCount - 1; k >= 0; k-- {
		b.layer(l, k)
	}
	b.words(l, e)
}

func add(sum, numbers []float32) {
	for c, v := range numbers {
		sum[c] += v
	}
}

// layer goes from what is asked of a layer's numbers to its weights and to the
// level below.
func (b *backward) layer(l *networkLearner, k int) {
	in, out := &l.activity.levels[k], &l.activity.levels[k+1]
	b.below = resize(b.below, len(in.values))
	clear(b.below)
	below := func(place int) []float32 { return b.below[(place-in.first)*in.width:][:in.width] }
	for i := out.first; i < out.last; i++ {
		row := b.above[(i-out.first)*hiddenWidth:][:hiddenWidth]
		if k > 0 {
			add(below(i), row)
		}
		var at [hiddenWidth]int32
		var values [hiddenWidth]float32
		n := 0
		for c, g := range out.gate(i) {
			row[c] *= g
			at[n], values[n] = int32(c), row[c]
			if row[c] != 0 {
				n++
			}
		}
		add(b.net.layers[k].bias, row)
		for t := range taps {
			if j := i + t - taps/2; j >= in.first && j < in.last {
				columns, numbers := in.sparse(j)
				addToRows(b.net.layers[k].weights[t], row, columns, numbers)
				addRows(below(j), b.turned[k][t], at[:n], values[:n])
			}
		}
	}
	b.above, b.below = b.below, b.above
}

// words goes from what is asked of the words to the rows of their inputs.
func (b *backward) words(l *networkLearner, e *networkExample) {
	words := &l.activity.levels[0]
	for k := range e.words() {
		row := b.above[k*wordWidth:][:wordWidth]
		for c, g := range words.gate(words.first + k) {
			row[c] *= g
		}
		add(b.net.start, row)
		for _, d := range e.domains[1:] {
			add(b.outputs[d].manner, row)
		}
		inputs := l.drawn[l.ends[k]:l.ends[k+1]]
		addToRows(l.rows.change, row, inputs, l.ones)
		l.touch(inputs)
	}
}
