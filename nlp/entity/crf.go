package entity

import (
	"math"
	"slices"

	"quoth/nlp"
)

// A tag says which part of which type of name a token is: 0 is none; then for
// each type its first, inner, last and only token, in this order.
type tag uint8

const (
	outsideName tag = 0
	typeCount       = 4
	tagCount        = 1 + 4*typeCount
	scored          = tagCount - 1 // tags with scores; that of outsideName is 0
)

const (
	partBegin = iota
	partInside
	partLast
	partOnly
	partCount
)

// typeLabels gives the labels in the order of the tags.
var typeLabels = [typeCount]nlp.Label{nlp.Person, nlp.Organization, nlp.Location, nlp.Misc}

func tagFor(typ, part int) tag { return tag(1 + partCount*typ + part) }

func (t tag) typ() int  { return int(t-1) / partCount }
func (t tag) part() int { return int(t-1) % partCount }

// opens says whether a name goes on after the tag.
func (t tag) opens() bool {
	return t != outsideName && (t.part() == partBegin || t.part() == partInside)
}

// follows lists, for every tag, the tags that may stand after it; and
// precedes those before it.
var follows, precedes = func() (f, p [tagCount][]tag) {
	for a := tag(0); a < tagCount; a++ {
		for b := tag(0); b < tagCount; b++ {
			goesOn := b != outsideName && (b.part() == partInside || b.part() == partLast)
			if a.opens() != goesOn || goesOn && a.typ() != b.typ() {
				continue
			}
			f[a] = append(f[a], b)
			p[b] = append(p[b], a)
		}
	}
	return f, p
}()

// transitions are the scores of one tag after another.
type transitions [tagCount][tagCount]float32

// A lattice holds the scores of a chain and what is computed from them. It is
// a linear-chain conditional random field (Lafferty et al. 2001) in which
// every chain begins after and ends before a token outside names.
type lattice struct {
	n      int
	emit   [][tagCount]float32 // score of each tag at each place
	psi    [][tagCount]float32 // exp of it
	alpha  [][tagCount]float32 // forward, each place scaled to sum 1
	beta   [][tagCount]float32 // backward, scaled alike
	scale  []float32
	moves  transitions // exp of the transitions
	back   [][tagCount]tag
	best   []tag
	margin [][tagCount]float32
}

func (l *lattice) resize(n int) {
	l.n = n
	l.emit, l.psi = resize(l.emit, n), resize(l.psi, n)
	l.alpha, l.beta = resize(l.alpha, n), resize(l.beta, n)
	l.margin, l.back = resize(l.margin, n), resize(l.back, n)
	l.scale, l.best = resize(l.scale, n), resize(l.best, n)
}

func (l *lattice) setMoves(t *transitions) {
	for a := range follows {
		for _, b := range follows[a] {
			l.moves[a][b] = float32(math.Exp(float64(t[a][b])))
		}
	}
}

// exponentiate turns the scores into factors; the best of each place is 1.
func (l *lattice) exponentiate() {
	for i := range l.n {
		top := l.emit[i][0]
		for _, v := range l.emit[i] {
			top = max(top, v)
		}
		for y, v := range l.emit[i] {
			l.psi[i][y] = max(float32(math.Exp(float64(v-top))), least)
		}
	}
}

// least keeps the factor of a tag that is all but impossible from vanishing,
// since a chain may leave no other; floor keeps divisors above 0.
const (
	least = 1e-12
	floor = 1e-30
)

// sum computes the forward and the backward factors and the marginals.
func (l *lattice) sum() {
	for i := range l.n {
		var total float32
		for y := range tagCount {
			var v float32
			if i == 0 {
				if precedes[y][0] == outsideName {
					v = l.moves[0][y]
				}
			} else {
				for _, a := range precedes[y] {
					v += l.alpha[i-1][a] * l.moves[a][y]
				}
			}
			v *= l.psi[i][y]
			l.alpha[i][y] = v
			total += v
		}
		total += floor
		l.scale[i] = total
		for y := range l.alpha[i] {
			l.alpha[i][y] /= total
		}
	}
	for i := l.n - 1; i >= 0; i-- {
		for a := range tagCount {
			var v float32
			if i == l.n-1 {
				if !tag(a).opens() {
					v = l.moves[a][0]
				}
			} else {
				for _, y := range follows[a] {
					v += l.moves[a][y] * l.psi[i+1][y] * l.beta[i+1][y]
				}
				v /= l.scale[i+1]
			}
			l.beta[i][a] = v
		}
	}
	for i := range l.n {
		var total float32
		for y := range tagCount {
			l.margin[i][y] = l.alpha[i][y] * l.beta[i][y]
			total += l.margin[i][y]
		}
		total += floor
		for y := range l.margin[i] {
			l.margin[i][y] /= total
		}
	}
}

// decode finds the likeliest tags of the chain.
func (l *lattice) decode(t *transitions) []tag {
	const never = -1e30
	var score, before [tagCount]float32
	for i := range l.n {
		for y := range tagCount {
			best, from := float32(never), outsideName
			if i == 0 {
				if precedes[y][0] == outsideName {
					best = t[0][y]
				}
			} else {
				for _, a := range precedes[y] {
					if s := before[a] + t[a][y]; s > best {
						best, from = s, a
					}
				}
			}
			score[y], l.back[i][y] = best+l.emit[i][y], from
		}
		before = score
	}
	end, best := outsideName, float32(never)
	for a := range tagCount {
		if s := before[a] + t[a][0]; !tag(a).opens() && s > best {
			end, best = tag(a), s
		}
	}
	for i := l.n - 1; i >= 0; i-- {
		l.best[i] = end
		end = l.back[i][end]
	}
	return l.best
}

// probability of the name that the best tags put on places [from, to).
func (l *lattice) probability(from, to int) float32 {
	p := l.alpha[from][l.best[from]]
	for i := from + 1; i < to; i++ {
		p *= l.moves[l.best[i-1]][l.best[i]] * l.psi[i][l.best[i]] / l.scale[i]
	}
	p *= l.beta[to-1][l.best[to-1]]
	return min(max(p/l.evidence(), 0), 1)
}

// evidence is the sum over all taggings, in the scale of alpha and beta.
func (l *lattice) evidence() float32 {
	var z float32 = floor
	for y := range tagCount {
		z += l.alpha[l.n-1][y] * l.beta[l.n-1][y]
	}
	return z
}

// doubt gives the stretch of places that holds all those at which no tag is as
// probable as sure; it is empty where there are none.
func (l *lattice) doubt(sure float32) (first, last int) {
	first = l.n
	for i := range l.n {
		if slices.Max(l.margin[i][:]) < sure {
			first, last = min(first, i), i+1
		}
	}
	return first, max(first, last)
}
