package entity

import "quoth/nlp"

// sureScore is the score from which on a name is looked for at its other
// places in the document; it was chosen on development sets.
const sureScore = 0.75

// repeatSure adds the other places of the names that the document is sure of,
// where the same words stand between words without capitals. Names with the
// same words may be of several types: the surest counts.
func (r *reader) repeatSure(taken []bool) {
	r.collectSure()
	if len(r.sure) == 0 {
		return
	}
	for i := range r.page.words {
		for n := r.longest[r.page.words[i].form]; n > 0; n-- {
			if m, ok := r.sure[r.formOf(i, i+n)]; ok && r.standsAlone(taken, i, i+n) {
				r.defineName(taken, i, i+n, m.Label, m.Score*repeatedShare)
				break
			}
		}
	}
}

// collectSure fills sure with the surest mention of each name, and longest with
// the number of words of the longest name by its first word. Names of one
// ordinary word, such as "May", are left to the field.
func (r *reader) collectSure() {
	if r.sure == nil {
		r.sure, r.longest = map[uint64]nlp.Mention{}, map[uint64]int{}
	}
	clear(r.sure)
	clear(r.longest)
	for _, m := range r.page.d.Mentions {
		if m.Score < sureScore || m.Last-m.First == 1 && r.page.vocabulary.isOrdinary(&r.page.words[m.First]) {
			continue
		}
		if key := r.formOf(m.First, m.Last); m.Score > r.sure[key].Score {
			r.sure[key] = m
		}
		first := r.page.words[m.First].form
		r.longest[first] = max(r.longest[first], m.Last-m.First)
	}
}

// formOf gives the hash of tokens [first, last) as they are spelt, 0 where
// there are fewer.
func (r *reader) formOf(first, last int) (h uint64) {
	if last > len(r.page.words) {
		return 0
	}
	for k := first; k < last; k++ {
		h = phraseHash(h, r.page.words[k].form)
	}
	return h
}

// standsAlone says whether tokens [first, last) lie in no mention and in one
// sentence that is not all capitals, and have no neighbour with a capital in it.
func (r *reader) standsAlone(taken []bool, first, last int) bool {
	words, tokens := r.page.words, r.page.d.Tokens
	s := r.page.d.Sentences[tokens[first].Sentence]
	if last > s.Last || !words[first].nameable() || words[first].style == styleShout {
		return false
	}
	for k := first; k < last; k++ {
		if taken[k] {
			return false
		}
	}
	return (first == s.First || !words[first-1].active) && (last == s.Last || !words[last].active)
}
