package encoder

import "slices"

const (
	headWidth   = 32  // numbers of a token that one head of attention looks at
	batchTokens = 128 // tokens that are taken through the network together, longer texts apart
)

// Tell gives, for each text, the probabilities of its task's answers. They do
// not depend on the other texts. Memory does not grow with their number.
func (e *Encoder) Tell(texts []Text) [][]float32 {
	out := make([][]float32, len(texts))
	s := e.scratch.Get().(*scratch)
	defer e.scratch.Put(s)
	for from := 0; from < len(texts); {
		to, tokens := from, 0
		for to < len(texts) && (to == from || tokens+len(texts[to].pieces) <= batchTokens) {
			tokens += len(texts[to].pieces)
			to++
		}
		e.read(s, texts[from:to])
		at := 0
		for i := from; i < to; i++ {
			out[i] = e.answer(s, &texts[i], at)
			at += len(texts[i].pieces)
		}
		from = to
	}
	return out
}

// scratch is the memory of one batch. Rows beyond the last token's, as many as
// a kernel takes at once, are there to be read, not to be used.
type scratch struct {
	ends      []int     // where each text's tokens end
	tokens    []float32 // Width numbers each
	wide      []float32 // 3·Width or Inner numbers each
	narrow    []float32 // Width numbers each
	bytes     []int8    // of the numbers to be multiplied
	scales    []float32 // of a token's bytes
	bases     []int32
	attention attention
	block     [blockTokens * blockRows]int32
	looked    []float32
}

func newScratch(s shape) *scratch {
	return &scratch{looked: make([]float32, 2*s.Width)}
}

// read takes texts through the network: s.tokens holds what becomes of them.
func (e *Encoder) read(s *scratch, texts []Text) {
	n := 0
	s.ends = s.ends[:0]
	for i := range texts {
		n += len(texts[i].pieces)
		s.ends = append(s.ends, n)
	}
	s.grow(e.shape, n)
	at := 0
	for i := range texts {
		for position, piece := range texts[i].pieces {
			e.embed(s.tokens[at*e.Width:(at+1)*e.Width], piece, position)
			at++
		}
	}
	for i := range e.layers {
		e.pass(s, &e.layers[i], n)
	}
}

// grow makes room for a number of tokens.
func (s *scratch) grow(h shape, tokens int) {
	rows := (tokens + blockTokens) / blockTokens * blockTokens
	rows += blockTokens
	s.tokens = resize(s.tokens, rows*h.Width)
	s.narrow = resize(s.narrow, rows*h.Width)
	s.wide = resize(s.wide, rows*max(3*h.Width, h.Inner))
	s.bytes = resize(s.bytes, rows*max(h.Width, h.Inner))
	s.scales = resize(s.scales, rows*h.Heads)
	s.bases = resize(s.bases, rows*h.Heads)
}

func resize[T any](v []T, n int) []T { return slices.Grow(v[:0], n)[:n] }

// embed gives a token its first numbers.
func (e *Encoder) embed(out []float32, piece int32, position int) {
	vector := e.vectors[int(piece)*e.Width : (int(piece)+1)*e.Width]
	place := e.positions[position*e.Width : (position+1)*e.Width]
	scale := e.scales[piece]
	for i := range out {
		out[i] = float32(float32(int8(vector[i]))*scale) + place[i]
	}
	e.norm.apply(out)
}

// pass takes the tokens through a layer.
func (e *Encoder) pass(s *scratch, l *layer, n int) {
	w := e.Width
	e.multiply(s, &l.attend, s.tokens, s.wide, n)
	from := 0
	for _, end := range s.ends {
		e.attend(s, from, end)
		from = end
	}
	e.multiply(s, &l.out, s.narrow, s.wide, n)
	add(s.tokens[:n*w], s.wide)
	for t := range n {
		l.afterOut.apply(s.tokens[t*w : (t+1)*w])
	}
	e.multiply(s, &l.inner, s.tokens, s.wide, n)
	gelu(s.wide[:n*e.Inner])
	e.multiply(s, &l.outer, s.wide, s.narrow, n)
	add(s.tokens[:n*w], s.narrow)
	for t := range n {
		l.afterOuter.apply(s.tokens[t*w : (t+1)*w])
	}
}

func add(to, more []float32) {
	more = more[:len(to)]
	for i := range to {
		to[i] += more[i]
	}
}

// multiply gives every token's numbers, as bytes, to a matrix.
func (e *Encoder) multiply(s *scratch, m *matrix, in, out []float32, n int) {
	for t := range n {
		row := t * m.columns
		s.scales[t], s.bases[t] = quantize(s.bytes[row:row+m.columns], in[row:row+m.columns])
	}
	size := groups(m.columns) * groupBytes
	for row := 0; row < m.rows; row += blockRows {
		weights := m.packed[row/blockRows*size:]
		rows := min(blockRows, m.rows-row)
		scales, bias := m.scales[row:row+rows], m.bias[row:row+rows]
		for t := 0; t < n; t += blockTokens {
			e.kernel.multiply(&s.block, &s.bytes[t*m.columns], m.columns, groups(m.columns), &weights[0], (*[blockTokens]int32)(s.bases[t:]))
			for k := range min(blockTokens, n-t) {
				to := out[(t+k)*m.rows+row:][:rows]
				sums := s.block[k*blockRows:][:rows]
				scale := s.scales[t+k]
				for i, x := range sums {
					to[i] = float32(float32(x)*float32(scale*scales[i])) + bias[i]
				}
			}
		}
	}
}

// answer tells a text's task from what became of its tokens.
func (e *Encoder) answer(s *scratch, t *Text, at int) []float32 {
	w := e.Width
	looked := s.looked[:headSize[t.task]*w]
	mean := looked[len(looked)-w:]
	clear(mean)
	for i := range t.pieces {
		add(mean, s.tokens[(at+i)*w:(at+i+1)*w])
	}
	for i := range mean {
		mean[i] /= float32(len(t.pieces))
	}
	if len(looked) > w {
		copy(looked, s.tokens[(at+t.mark)*w:(at+t.mark+1)*w])
	}
	h := &e.heads[t.task]
	out := make([]float32, len(h.bias))
	for k := range out {
		out[k] = dot(h.weights[k*len(looked):(k+1)*len(looked)], looked) + h.bias[k]
	}
	h.probabilities(out)
	return out
}
