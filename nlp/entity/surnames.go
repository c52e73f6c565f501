package entity

import "quoth/nlp"

// doubtfulScore is the score below which a name of another type is taken for
// the person who bears it as a surname elsewhere in the document.
const doubtfulScore = 0.8

// recallPeople makes persons of doubtful names of one word that are the
// surname of somebody whom the document names in full.
func (r *reader) recallPeople() {
	surnames := r.surnames()
	if len(surnames) == 0 {
		return
	}
	for i := range r.page.d.Mentions {
		m := &r.page.d.Mentions[i]
		if m.Last-m.First > 1 || m.Label == nlp.Person || m.Score >= doubtfulScore {
			continue
		}
		if score := surnames[r.page.words[m.First].form]; score > m.Score {
			m.Label = nlp.Person
		}
	}
}

// surnames gives the last words of the document's full names of people, with
// the best score of any.
func (r *reader) surnames() map[uint64]float32 {
	var all map[uint64]float32
	for _, m := range r.page.d.Mentions {
		if m.Label != nlp.Person || m.Last-m.First < 2 {
			continue
		}
		if all == nil {
			all = map[uint64]float32{}
		}
		last := r.page.words[m.Last-1].form
		all[last] = max(all[last], m.Score)
	}
	return all
}
