package entity

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// everyTagging calls f with each tagging of n places that the lattice allows.
func everyTagging(n int, f func([]tag)) {
	tags := make([]tag, n)
	var walk func(i int, before tag)
	walk = func(i int, before tag) {
		if i == n {
			if !before.opens() {
				f(tags)
			}
			return
		}
		for _, next := range follows[before] {
			tags[i] = next
			walk(i+1, next)
		}
	}
	walk(0, outsideName)
}

func drawLattice(t *rapid.T) (*lattice, *transitions) {
	number := rapid.Float32Range(-3, 3)
	l, moves := &lattice{}, &transitions{}
	l.resize(rapid.IntRange(1, 3).Draw(t, "places"))
	for i := range l.n {
		for y := range tagCount {
			l.emit[i][y] = number.Draw(t, "score")
		}
	}
	for a := range moves {
		for b := range moves[a] {
			moves[a][b] = number.Draw(t, "move")
		}
	}
	l.setMoves(moves)
	return l, moves
}

func scoreOf(l *lattice, moves *transitions, tags []tag) float64 {
	s, before := 0.0, outsideName
	for i, y := range tags {
		s += float64(moves[before][y] + l.emit[i][y])
		before = y
	}
	return s + float64(moves[before][outsideName])
}

func TestLatticeAgreesWithCounting(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l, moves := drawLattice(t)
		best, bestScore, total := []tag(nil), math.Inf(-1), 0.0
		margin := make([][tagCount]float64, l.n)
		everyTagging(l.n, func(tags []tag) {
			s := scoreOf(l, moves, tags)
			if s > bestScore {
				best, bestScore = append(best[:0], tags...), s
			}
			total += math.Exp(s)
			for i, y := range tags {
				margin[i][y] += math.Exp(s)
			}
		})
		got := l.decode(moves)
		if s := scoreOf(l, moves, got); math.Abs(s-bestScore) > 1e-4 {
			t.Fatalf("decoded %v of score %f, best is %v of %f", got, s, best, bestScore)
		}
		l.exponentiate()
		l.sum()
		for i := range margin {
			for y := range tagCount {
				if want := margin[i][y] / total; math.Abs(want-float64(l.margin[i][y])) > 1e-3 {
					t.Fatalf("place %d tag %d: %f, want %f", i, y, l.margin[i][y], want)
				}
			}
		}
		if got, want := float64(l.probability(0, l.n)), math.Exp(bestScore)/total; wholeName(l) && math.Abs(got-want) > 1e-3 {
			t.Fatalf("probability %f, want %f", got, want)
		}
	})
}

func TestDoubtHoldsEveryDoubtfulPlace(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l, _ := drawLattice(t)
		l.exponentiate()
		l.sum()
		sure := rapid.Float32Range(0.2, 1).Draw(t, "sure")
		doubtful := func(i int) bool { return slices.Max(l.margin[i][:]) < sure }
		first, last := l.doubt(sure)
		for i := range l.n {
			if doubtful(i) && (i < first || i >= last) {
				t.Fatalf("place %d is doubtful, but none beside %d to %d should be", i, first, last)
			}
		}
		if first < last && !(doubtful(first) && doubtful(last-1)) {
			t.Fatalf("%d to %d is too long", first, last)
		}
	})
}

// wholeName says whether the best tags make one name of all places, whose
// probability is then that of the tagging.
func wholeName(l *lattice) bool {
	for i := range l.n - 1 {
		if !l.best[i].opens() {
			return false
		}
	}
	return l.best[0] != outsideName
}
