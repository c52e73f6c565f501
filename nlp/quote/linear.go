package quote

import (
	"math"
	"slices"
)

// A small is a binary linear model: one weight a feature, and a bias.
type small struct {
	checks []uint8
	rows   []int8
	shift  uint
	scale  float32
	bias   float32
}

// score gives the log-odds of a set of features.
func (m *small) score(features []uint32) float32 {
	sum := 0
	for _, h := range features {
		s, c := (h>>m.shift)&^(slotPairs-1), checkOf(h)
		if m.checks[s] == c {
			sum += int(m.rows[s])
		} else if m.checks[s+1] == c {
			sum += int(m.rows[s+1])
		}
	}
	return float32(sum)*m.scale + m.bias
}

// An example is a set of features with its answer.
type example struct {
	features []uint32
	yes      bool
	group    int // examples of one article share it
}

// Settings of logistic regression, chosen on the development set.
const (
	smallEpochs = 4
	smallRate   = 0.05
	smallDecay  = 1e-4
	smallSeen   = 2 // times a feature must be seen
)

// fitSmall fits a logistic regression with adaptive steps (Duchi et al. 2011),
// the examples in an order that depends on nothing but their number.
func fitSmall(examples []example, logSize uint) *small {
	ids := countFeatures(examples)
	weights := make([]float32, len(ids)+1)
	squares := make([]float32, len(ids)+1)
	for i := range squares {
		squares[i] = 1e-6
	}
	dense := make([][]int32, len(examples))
	for i, e := range examples {
		for _, h := range e.features {
			if id, ok := ids[h]; ok {
				dense[i] = append(dense[i], id)
			}
		}
		dense[i] = append(dense[i], int32(len(ids)))
	}
	order := newShuffler(uint64(len(examples)) + 17)
	for range smallEpochs {
		for _, i := range order.permutation(len(examples)) {
			var s float32
			for _, id := range dense[i] {
				s += weights[id]
			}
			g := sigmoid(s)
			if examples[i].yes {
				g--
			}
			for _, id := range dense[i] {
				step := g + smallDecay*weights[id]
				squares[id] += step * step
				weights[id] -= smallRate * step / float32(math.Sqrt(float64(squares[id])))
			}
		}
	}
	return packSmall(ids, weights, logSize)
}

// countFeatures numbers the features that are seen often enough, in the order
// in which they come.
func countFeatures(examples []example) map[uint32]int32 {
	seen := map[uint32]int32{}
	for _, e := range examples {
		for _, h := range e.features {
			seen[h]++
		}
	}
	ids := make(map[uint32]int32, len(seen))
	for _, e := range examples {
		for _, h := range e.features {
			if _, ok := ids[h]; !ok && seen[h] >= smallSeen {
				ids[h] = int32(len(ids))
			}
		}
	}
	return ids
}

func packSmall(ids map[uint32]int32, weights []float32, logSize uint) *small {
	m := &small{checks: make([]uint8, 1<<logSize), rows: make([]int8, 1<<logSize), shift: 32 - logSize, bias: weights[len(ids)]}
	hashes := make([]uint32, len(ids))
	var top float32
	for h, id := range ids {
		hashes[id] = h
		top = max(top, weights[id], -weights[id])
	}
	order := make([]int, len(ids))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		x, y := abs(weights[a]), abs(weights[b])
		switch {
		case x > y:
			return -1
		case x < y:
			return 1
		}
		return 0
	})
	m.scale = max(top/127, 1e-9)
	for _, i := range order {
		q := int8(roundHalf(weights[i] / m.scale))
		s, c := (hashes[i]>>m.shift)&^(slotPairs-1), checkOf(hashes[i])
		switch {
		case q == 0 || m.checks[s] == c || m.checks[s+1] == c:
		case m.checks[s] == 0:
			m.checks[s], m.rows[s] = c, q
		case m.checks[s+1] == 0:
			m.checks[s+1], m.rows[s+1] = c, q
		}
	}
	return m
}

func sigmoid(x float32) float32 { return float32(1 / (1 + math.Exp(-float64(x)))) }

func abs(x float32) float32 { return max(x, -x) }

// A shuffler gives permutations that are the same on every machine.
type shuffler struct{ state uint64 }

func newShuffler(seed uint64) *shuffler {
	return &shuffler{state: seed*2862933555777941757 + 3037000493}
}

func (s *shuffler) next() uint64 {
	s.state ^= s.state << 13
	s.state ^= s.state >> 7
	s.state ^= s.state << 17
	return s.state
}

func (s *shuffler) permutation(n int) []int {
	p := make([]int, n)
	for i := range p {
		p[i] = i
	}
	for i := n - 1; i > 0; i-- {
		j := int(s.next() % uint64(i+1))
		p[i], p[j] = p[j], p[i]
	}
	return p
}
