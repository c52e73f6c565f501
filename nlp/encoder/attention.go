package encoder

// attention is the memory of one head's look at one text.
type attention struct {
	asked  []int8    // a token's query in bytes; rows of headWidth
	ask    []float32 // scales of the queries
	bases  []int32
	keys   []byte    // packed: a row for each token
	key    []float32 // scales of the keys
	values []byte    // packed: a row for each of the head's numbers, a column for each token
	value  [headWidth]float32
	scores []float32 // blockTokens rows
	shares []int8    // blockTokens rows
}

// scoreScale is one over the root of headWidth (Vaswani et al. 2017).
const scoreScale = 0.17677669

// attend lets the tokens of one text, from one index to another, look at each
// other: s.wide holds their queries, keys and values, s.narrow is what they
// see.
func (e *Encoder) attend(s *scratch, from, end int) {
	a, n := &s.attention, end-from
	padded := (n + blockRows - 1) / blockRows * blockRows
	a.asked = resize(a.asked, (n+blockTokens)*headWidth)
	a.ask, a.key, a.bases = resize(a.ask, n), resize(a.key, n), resize(a.bases, n+blockTokens)
	a.keys, a.values = resize(a.keys, packedSize(n, headWidth)), resize(a.values, packedSize(headWidth, n))
	a.scores, a.shares = resize(a.scores, blockTokens*padded), resize(a.shares, blockTokens*padded)
	for h := range e.Heads {
		e.prepare(s, from, n, h)
		for t := 0; t < n; t += blockTokens {
			e.score(s, t, n)
			e.look(s, from, t, n, h)
		}
	}
}

// prepare makes bytes of a head's queries, keys and values.
func (e *Encoder) prepare(s *scratch, from, n, h int) {
	a, w := &s.attention, e.Width
	var bytes [headWidth]int8
	clear(a.value[:])
	for t := range n {
		row := s.wide[(from+t)*3*w:]
		a.ask[t], a.bases[t] = quantize(a.asked[t*headWidth:(t+1)*headWidth], row[h*headWidth:(h+1)*headWidth])
		a.key[t], _ = quantize(bytes[:], row[w+h*headWidth:w+(h+1)*headWidth])
		a.key[t] = float32(a.key[t] * scoreScale)
		to := a.keys[packedPlace(t, 0, headWidth):]
		for g := 0; g < headWidth; g += groupSize {
			p := to[g/groupSize*groupBytes:][:groupSize:groupSize]
			p[0], p[1], p[2], p[3] = byte(bytes[g])^weightZero, byte(bytes[g+1])^weightZero, byte(bytes[g+2])^weightZero, byte(bytes[g+3])^weightZero
		}
		for i, x := range row[2*w+h*headWidth:][:headWidth] {
			if x < 0 {
				x = -x
			}
			if x > a.value[i] {
				a.value[i] = x
			}
		}
	}
	var stretch [headWidth]float32
	for i, most := range a.value {
		if most >= tooSmall {
			stretch[i] = largest / most
		}
		a.value[i] = most / largest
	}
	for t := range n {
		row := s.wide[(from+t)*3*w+2*w+h*headWidth:][:headWidth]
		to := a.values[t/groupSize*groupBytes+t%groupSize:]
		for i, x := range row {
			to[i*groupSize] = byte(round(float32(x*stretch[i])) + weightZero)
		}
	}
}

// score fills the scores of all tokens for four that look at them.
func (e *Encoder) score(s *scratch, t, n int) {
	a := &s.attention
	padded := len(a.scores) / blockTokens
	for from := 0; from < n; from += blockRows {
		weights := &a.keys[packedPlace(from, 0, headWidth)]
		e.kernel.multiply(&s.block, &a.asked[t*headWidth], headWidth, groups(headWidth), weights, (*[blockTokens]int32)(a.bases[t:]))
		keys := a.key[from:min(from+blockRows, n)]
		for k := range min(blockTokens, n-t) {
			out, ask := a.scores[k*padded+from:][:len(keys)], a.ask[t+k]
			for i, x := range s.block[k*blockRows:][:len(keys)] {
				out[i] = float32(float32(x) * float32(ask*keys[i]))
			}
		}
	}
}

// look gives four tokens what they see: the values of all, by their shares.
func (e *Encoder) look(s *scratch, from, t, n, h int) {
	a := &s.attention
	padded := len(a.scores) / blockTokens
	var bases [blockTokens]int32
	rows := min(blockTokens, n-t)
	for k := range rows {
		scores, shares := a.scores[k*padded:][:n], a.shares[k*padded:][:padded]
		most := scores[0]
		for _, x := range scores {
			if x > most {
				most = x
			}
		}
		total := int32(0)
		for i, x := range scores {
			p := share(most - x)
			shares[i] = p
			total += int32(p)
		}
		clear(shares[n:])
		bases[k] = -weightZero * total
	}
	e.kernel.multiply(&s.block, &a.shares[0], padded, groups(n), &a.values[0], &bases)
	for k := range rows {
		out := s.narrow[(from+t+k)*e.Width+h*headWidth:][:headWidth]
		scale := -weightZero / float32(bases[k])
		for i, x := range s.block[k*blockRows:][:headWidth] {
			out[i] = float32(float32(x) * float32(scale*a.value[i]))
		}
	}
}
