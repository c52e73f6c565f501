package speaker

import (
	"slices"

	"quoth/nlp"
)

// mostExplained bounds the candidates that are kept for a reader.
const mostExplained = 8

// keepCandidates lists the ranked candidates of the scene at their quotation.
func (w *work) keepCandidates(q int32) {
	s := &w.scene
	ranked := make([]int, len(s.candidates))
	for i := range ranked {
		ranked[i] = i
	}
	slices.SortStableFunc(ranked, func(i, j int) int {
		switch x, y := s.candidates[i].score, s.candidates[j].score; {
		case x > y:
			return -1
		case x < y:
			return 1
		}
		return 0
	})
	ranked = ranked[:min(len(ranked), mostExplained)]
	kept := make([]nlp.Candidate, 0, len(ranked))
	for _, i := range ranked {
		c := &s.candidates[i]
		kept = append(kept, nlp.Candidate{
			Span:   s.wording(c.phrase),
			Entity: none,
			Rule:   s.ruleOf(c),
			Score:  c.share,
		})
		w.weighed = append(w.weighed, c.phrase)
	}
	s.Quotations[q].Candidates = kept
	w.explained = append(w.explained, q)
}

// nameCandidates writes the names of the kept candidates, once pronouns and
// descriptions are followed.
func (w *work) nameCandidates() {
	a := &w.article
	next := 0
	for _, q := range w.explained {
		candidates := a.Quotations[q].Candidates
		for i := range candidates {
			if who := a.people.resolved[w.weighed[next]]; who.entity != none {
				candidates[i].Entity = int(who.entity)
				candidates[i].Name = a.nameOf(who.entity)
			}
			next++
		}
	}
	w.explained, w.weighed = w.explained[:0], w.weighed[:0]
}
