package quote

import (
	"slices"

	"quoth/nlp"
	"quoth/nlp/lexicon"
)

// findClauses finds reported clauses without marks, sentence by sentence.
func (w *work) findClauses() {
	for _, s := range w.d.Sentences {
		for t := s.First; t < s.Last; t++ {
			if w.words[t].cue.Class != lexicon.ReportCue || w.words[t].stretch >= 0 || w.words[t].block >= 0 {
				continue
			}
			if first, last, ok := w.clauseOf(s, t); ok {
				w.addClause(first, last, t)
				break
			}
		}
	}
	sortBySpan(w.found, func(f finding) nlp.Span { return f.Span })
}

// clauseOf gives the tokens of the clause that the cue at t reports.
func (w *work) clauseOf(s nlp.Sentence, t int) (first, last int, ok bool) {
	end := s.Last
	for end > t && w.d.Tokens[end-1].Len() == 1 && !isWord(rune(w.d.Text[w.d.Tokens[end-1].Start])) {
		end--
	}
	if t+2 < end && w.token(t+1) == "that" {
		return t + 2, end, true
	}
	for c := t - 1; c > s.First+3 && c > t-8; c-- {
		if w.token(c) == "," && end-t < 6 {
			return s.First, c, true
		}
	}
	return 0, 0, false
}

func (w *work) addClause(first, last, cue int) {
	span := nlp.Span{Start: w.d.Tokens[first].Start, End: w.d.Tokens[last-1].End}
	q := nlp.Quotation{Span: span, Kind: nlp.Indirect, Cue: w.d.Tokens[cue].Span, Speaker: nlp.Speaker{Entity: -1}}
	kept := w.found[:0]
	for _, f := range w.found {
		switch {
		case !f.Overlaps(span):
		case span.Contains(f.Span) && f.Kind == nlp.Direct && len(f.Quoted) > 0:
			q.Kind = nlp.Mixed
			q.Quoted = append(q.Quoted, f.Quoted...)
			continue
		default:
			return
		}
		kept = append(kept, f)
	}
	w.found = append(kept, finding{Quotation: q, first: first, last: last, chain: -1})
}

// tieUtterances numbers the statements: pieces over several paragraphs, and
// blocks of one group, share theirs.
func (w *work) tieUtterances() {
	next := 0
	chains, groups := map[int]int{}, map[int]int{}
	number := func(seen map[int]int, key int) int {
		if n, ok := seen[key]; ok {
			return n
		}
		seen[key] = next
		next++
		return next - 1
	}
	for i := range w.found {
		f := &w.found[i]
		f.Sentence = w.d.Tokens[f.first].Sentence
		switch {
		case f.group > 0:
			f.Utterance = number(groups, f.group)
		case f.chain >= 0:
			f.Utterance = number(chains, f.chain)
		default:
			f.Utterance = next
			next++
		}
	}
}

func sortBySpan[T any](all []T, span func(T) nlp.Span) {
	slices.SortStableFunc(all, func(a, b T) int {
		x, y := span(a), span(b)
		if x.Start != y.Start {
			return x.Start - y.Start
		}
		return y.End - x.End
	})
}
