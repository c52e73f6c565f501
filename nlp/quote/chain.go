package quote

import "math"

// A label says what a token is to reported speech. The reported words of
// beliefs and wishes have labels of their own, so that the model learns to
// tell them from statements; they are no quotations.
type label uint8

const (
	other      label = iota
	beginSaid        // first word of what is said
	said             // its other words
	cueWord          // the words that report a statement
	source           // the words that name who says or believes it
	beginMeant       // first word of a belief or a wish
	meant            // its other words
	beliefCue        // the words that report those
	labels     = width
)

// A border says what lies between a token and the one before it; the chain has
// its own transitions for each.
type border uint8

const (
	plainBorder border = iota
	afterComma
	atComma
	atStop
	newSentence
	afterOpening
	atClosing
	afterClosing
	atOpening
	newParagraph
	atOtherSign
	borders
)

// borderOf gives the border before token i.
func (w *work) borderOf(v window, i int) border {
	if i == v.lo {
		return newParagraph
	}
	x, p := v.at(i), v.at(i-1)
	switch {
	case w.d.Tokens[i].Sentence != w.d.Tokens[i-1].Sentence:
		return newSentence
	case x.place == opening:
		return atOpening
	case x.place == closing:
		return atClosing
	case p.place == opening:
		return afterOpening
	case p.place == closing:
		return afterClosing
	case x.sign == comma:
		return atComma
	case p.sign == comma:
		return afterComma
	case x.sign == stop:
		return atStop
	case x.sign != noSign:
		return atOtherSign
	}
	return plainBorder
}

// never is the score of what can't be.
const never = -1e6

// forbidden says which label can't stand after which: a word inside needs one
// before it that is inside or begins.
func forbidden(before, after label) bool {
	switch after {
	case said:
		return before != said && before != beginSaid
	case meant:
		return before != meant && before != beginMeant
	}
	return false
}

// moves are the scores of one label after another, for each border.
type moves [borders][labels][labels]float32

// A lattice holds the scores of a chain and what is computed from them. It is
// a linear-chain conditional random field (Lafferty et al. 2001).
type lattice struct {
	emit    [][labels]float32
	border  []border
	back    [][labels]label
	best    []label
	forward [][labels]float64
	scale   []float64
	margin  [][labels]float64
}

func (l *lattice) resize(n int) {
	if cap(l.emit) < n {
		l.emit = make([][labels]float32, n, 2*n)
		l.border = make([]border, n, 2*n)
		l.back = make([][labels]label, n, 2*n)
		l.best = make([]label, n, 2*n)
	}
	l.emit, l.border, l.back, l.best = l.emit[:n], l.border[:n], l.back[:n], l.best[:n]
}

// decode finds the likeliest labels.
func (l *lattice) decode(m *moves) []label {
	var before [labels]float32
	for i := range l.emit {
		var score [labels]float32
		t := &m[l.border[i]]
		for y := range label(labels) {
			best, from := float32(2*never), other
			if i == 0 {
				best = t[other][y]
			} else {
				for a := range label(labels) {
					if s := before[a] + t[a][y]; s > best {
						best, from = s, a
					}
				}
			}
			score[y], l.back[i][y] = best+l.emit[i][y], from
		}
		before = score
	}
	end := other
	for y := range label(labels) {
		if before[y] > before[end] {
			end = y
		}
	}
	for i := len(l.emit) - 1; i >= 0; i-- {
		l.best[i] = end
		end = l.back[i][end]
	}
	return l.best
}

// sum computes the marginals of all labels, by the forward-backward algorithm
// with each place scaled to sum 1. exps are the moves as factors.
func (l *lattice) sum(exps *[borders][labels][labels]float64) {
	n := len(l.emit)
	if cap(l.forward) < n {
		l.forward, l.margin, l.scale = make([][labels]float64, n), make([][labels]float64, n), make([]float64, n)
	}
	l.forward, l.margin, l.scale = l.forward[:n], l.margin[:n], l.scale[:n]
	for i := range n {
		top := l.emit[i][0]
		for _, e := range l.emit[i] {
			top = max(top, e)
		}
		total := 0.0
		t := &exps[l.border[i]]
		for y := range labels {
			v := 0.0
			if i == 0 {
				v = t[other][y]
			} else {
				for a := range labels {
					v += l.forward[i-1][a] * t[a][y]
				}
			}
			l.margin[i][y] = math.Exp(float64(l.emit[i][y] - top)) // the factor, for the way back
			v *= l.margin[i][y]
			l.forward[i][y] = v
			total += v
		}
		total += 1e-300
		l.scale[i] = total
		for y := range labels {
			l.forward[i][y] /= total
		}
	}
	var beta [labels]float64
	for y := range beta {
		beta[y] = 1
	}
	for i := n - 1; i >= 0; i-- {
		factor := l.margin[i]
		total := 0.0
		for y := range labels {
			l.margin[i][y] = l.forward[i][y] * beta[y]
			total += l.margin[i][y]
		}
		for y := range labels {
			l.margin[i][y] /= total
		}
		if i == 0 {
			return
		}
		t := &exps[l.border[i]]
		var next [labels]float64
		for a := range labels {
			for y := range labels {
				next[a] += t[a][y] * factor[y] * beta[y]
			}
			next[a] /= l.scale[i]
		}
		beta = next
	}
}
