package evaluation

import (
	"slices"
	"strings"
)

// edges are the characters at a quotation's borders that don't count: white
// space, quotation marks, closing punctuation and dashes.
const edges = " \t\n\"'“”‘’«».,;:!?–—-…"

// Two quotations are the same when they overlap by this much (Jaccard).
const (
	strictOverlap   = 0.8
	looseOverlap    = 0.3
	fragmentOverlap = 0.5 // for a quoted part against gold quoted words
	trapOverlap     = 0.7
)

// trim moves a range's borders inward over the edge characters.
func trim(text []rune, r Range) Range {
	for r.Start < r.End && strings.ContainsRune(edges, text[r.Start]) {
		r.Start++
	}
	for r.End > r.Start && strings.ContainsRune(edges, text[r.End-1]) {
		r.End--
	}
	return r
}

// clamp keeps a range inside a text, so that a faulty file can't cause a panic.
func clamp(start, end, length int) Range {
	start = min(max(start, 0), length)
	return Range{start, min(max(end, start), length)}
}

// A pair is a gold range and a predicted one that overlap.
type pair struct {
	overlap         float64
	gold, predicted int
}

// match pairs gold ranges with predicted ones, each at most once, the largest
// overlap first; of equals the later gold range, then the later predicted one.
func match(gold, predicted []Range, least float64) []pair {
	var pairs []pair
	for i, g := range gold {
		for j, p := range predicted {
			if inside := min(g.End, p.End) - max(g.Start, p.Start); inside > 0 {
				pairs = append(pairs, pair{float64(inside) / float64(max(g.End, p.End)-min(g.Start, p.Start)), i, j})
			}
		}
	}
	slices.SortFunc(pairs, func(a, b pair) int {
		switch {
		case a.overlap != b.overlap:
			if a.overlap > b.overlap {
				return -1
			}
			return 1
		case a.gold != b.gold:
			return b.gold - a.gold
		}
		return b.predicted - a.predicted
	})
	usedGold, usedPredicted := make([]bool, len(gold)), make([]bool, len(predicted))
	kept := pairs[:0]
	for _, p := range pairs {
		if p.overlap < least {
			break
		}
		if !usedGold[p.gold] && !usedPredicted[p.predicted] {
			usedGold[p.gold], usedPredicted[p.predicted] = true, true
			kept = append(kept, p)
		}
	}
	return kept
}
