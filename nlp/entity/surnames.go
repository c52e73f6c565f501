package entity

import "quoth/nlp"

// doubtfulScore is the score below which a name of another type is taken for
// the person who bears it as a surname elsewhere in the document.
const doubtfulScore = 0.8

// recallPeople makes persons of names that are the surname of somebody whom the
// document names in full: of doubtful ones where they are one word, "Hill", of all
// where they are several, "St Hill".
func (r *reader) recallPeople() {
	surnames := r.surnames()
	if len(surnames) == 0 {
		return
	}
	for i := range r.page.d.Mentions {
		m := &r.page.d.Mentions[i]
		score, several := surnames[r.formOf(m.First, m.Last)], m.Last-m.First > 1
		if m.Label != nlp.Person && (score > 0 && several || score > m.Score && m.Score < doubtfulScore) {
			m.Label = nlp.Person
		}
	}
}

// longestSurname bounds how many words a surname has.
const longestSurname = 4

// surnames gives the last words of the document's full names of people, as
// formOf has them, with the best score of any.
func (r *reader) surnames() map[uint64]float32 {
	var all map[uint64]float32
	for _, m := range r.page.d.Mentions {
		if m.Label != nlp.Person || m.Last-m.First < 2 {
			continue
		}
		if all == nil {
			all = map[uint64]float32{}
		}
		for first := max(m.First+1, m.Last-longestSurname); first < m.Last; first++ {
			last := r.formOf(first, m.Last)
			all[last] = max(all[last], m.Score)
		}
	}
	return all
}
