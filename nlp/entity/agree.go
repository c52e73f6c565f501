package entity

import "quoth/nlp"

// A belief tells how sure a document is of each type of a name: the sum of
// its mentions' scores.
type belief [typeCount]float32

// best gives the type that the document is surest of; of equals the first.
func (b *belief) best() (typ int) {
	for t, v := range b {
		if v > b[typ] {
			typ = t
		}
	}
	return typ
}

// agreeOnTypes gives doubtful names the type that the same words have at the
// document's other places, where these together are surer of it.
func (r *reader) agreeOnTypes() {
	if r.beliefs == nil {
		r.beliefs = map[uint64]belief{}
	}
	clear(r.beliefs)
	mentions, several := r.page.d.Mentions, false
	for i := range mentions {
		key, typ := r.wholeOf(&mentions[i]), typeOf(mentions[i].Label)
		b, seen := r.beliefs[key]
		several = several || seen && b[typ] == 0
		b[typ] += mentions[i].Score
		r.beliefs[key] = b
	}
	if !several {
		return
	}
	for i := range mentions {
		m := &mentions[i]
		b := r.beliefs[r.wholeOf(m)]
		if best := b.best(); m.Score < doubtfulScore && b[best] > b[typeOf(m.Label)] {
			m.Label = typeLabels[best]
		}
	}
}

func typeOf(label nlp.Label) int {
	for t, l := range typeLabels {
		if l == label {
			return t
		}
	}
	return 0
}

// wholeOf gives the hash of all words of a mention.
func (r *reader) wholeOf(m *nlp.Mention) (h uint64) {
	for k := m.First; k < m.Last; k++ {
		h = phraseHash(h, r.page.words[k].lower)
	}
	return h
}
