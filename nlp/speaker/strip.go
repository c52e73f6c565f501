package speaker

// Bounds of what is looked at around one quotation. They keep the time in line
// with the text, and nearly every speaker of the training articles lies within.
const (
	itemsBefore     = 110 // items of a strip before the quotation
	itemsAfter      = 60  // and after it
	sentencesBefore = 4
	sentencesAfter  = 1
)

// An item is a symbol of a strip, and the phrase it stands for.
type item struct {
	symbol byte
	coarse byte  // the same, all phrases alike
	phrase int32 // none where it is no phrase
	token  int32 // its first token
}

// A strip is the surroundings of a quotation as a row of symbols: phrases,
// verbs, prepositions and marks, other quotations as one symbol each.
type strip struct {
	items  []item
	self   int // the quotation's own item
	cue    int // the item of its cue; none where it has none near
	before []item
}

// lay makes the strip of quotation q.
func (s *strip) lay(a *article, q int32) {
	p := &a.places[q]
	s.items, s.before, s.cue = s.items[:0], s.before[:0], none
	s.walkBack(a, q, p)
	for i := len(s.before) - 1; i >= 0; i-- {
		s.items = append(s.items, s.before[i])
	}
	s.self = len(s.items)
	s.items = append(s.items, item{symbol: symbolSelf, coarse: symbolSelf, phrase: none, token: p.first})
	s.walkOn(a, q, p)
	s.findCue(a)
}

// walkBack collects the items before the quotation, nearest first.
func (s *strip) walkBack(a *article, q int32, p *place) {
	if p.first == 0 || len(a.words) == 0 {
		return
	}
	home := a.Tokens[min(int(p.first), len(a.words)-1)].Sentence
	for t := p.first - 1; t >= 0 && len(s.before) < itemsBefore; {
		sentence := a.Tokens[t].Sentence
		if home-sentence > sentencesBefore {
			break
		}
		it, first, _ := a.itemAt(q, p, t)
		if it.symbol != symbolAdverb && !(it.symbol == symbolCue && len(s.before) > 0 && s.before[len(s.before)-1].symbol == symbolCue) {
			s.before = append(s.before, it)
		}
		if first > 0 && int(first) == a.Sentences[a.Tokens[first].Sentence].First {
			s.before = append(s.before, a.border(first-1, first))
		}
		t = first - 1
	}
}

// walkOn collects the items after the quotation.
func (s *strip) walkOn(a *article, q int32, p *place) {
	if p.last == 0 || int(p.last) >= len(a.words) {
		return
	}
	home := a.Tokens[p.last-1].Sentence
	for t := p.last; int(t) < len(a.words) && len(s.items)-s.self < itemsAfter; {
		sentence := a.Tokens[t].Sentence
		if sentence-home > sentencesAfter {
			break
		}
		if t > 0 && int(t) == a.Sentences[sentence].First {
			s.items = append(s.items, a.border(t-1, t))
		}
		it, _, next := a.itemAt(q, p, t)
		if it.symbol != symbolAdverb && !(it.symbol == symbolCue && s.items[len(s.items)-1].symbol == symbolCue) {
			s.items = append(s.items, it)
		}
		t = next
	}
}

// border is the item between two sentences.
func (a *article) border(t, next int32) item {
	symbol := byte(symbolStop)
	if a.paragraph(t) != a.paragraph(next) {
		symbol = symbolParagraph
	}
	return item{symbol: symbol, coarse: symbol, phrase: none, token: next}
}

// itemAt gives the item that holds token t and where it begins and ends.
func (a *article) itemAt(q int32, p *place, t int32) (it item, first, end int32) {
	w := &a.words[t]
	if w.quotation != none && w.marked && !a.encloses(w.quotation, q) {
		other := &a.places[a.outermostBeside(w.quotation, q)]
		if first, end := a.clip(p, t, other); first <= t && t < end {
			return item{symbol: symbolQuotation, coarse: symbolQuotation, phrase: none, token: first}, first, end
		}
	}
	if w.phrase != none {
		ph := &a.phrases[w.phrase]
		return item{symbol: byte(ph.sort), coarse: symbolNoun, phrase: w.phrase, token: ph.first}, min(ph.first, t), max(ph.last, t+1)
	}
	if p.cueFirst != none && t >= p.cueFirst && t < p.cueLast {
		return item{symbol: symbolCue, coarse: symbolCue, phrase: none, token: t}, t, t + 1
	}
	return item{symbol: w.symbol, coarse: w.symbol, phrase: none, token: t}, t, t + 1
}

// clip gives the tokens of another quotation that lie on the same side of p as t.
func (a *article) clip(p *place, t int32, other *place) (first, end int32) {
	if t < p.first {
		return other.first, min(other.last, p.first)
	}
	return max(other.first, p.last), other.last
}

// deepest bounds how many quotations around one are looked at.
const deepest = 4

// encloses says whether quotation outer lies around q.
func (a *article) encloses(outer, q int32) bool {
	for range deepest {
		q = a.places[q].parent
		if q == none {
			return false
		}
		if q == outer {
			return true
		}
	}
	return false
}

// outermostBeside gives the outermost quotation around token's innermost
// quotation w that is not around q as well.
func (a *article) outermostBeside(w, q int32) int32 {
	for range deepest {
		parent := a.places[w].parent
		if parent == none || parent == q || !a.places[parent].marked || a.encloses(parent, q) {
			break
		}
		w = parent
	}
	return w
}

// findCue picks the item that stands for the cue: its first verb, else its
// first item.
func (s *strip) findCue(a *article) {
	first := none
	for i := range s.items {
		it := &s.items[i]
		if it.symbol != symbolCue {
			continue
		}
		if first == none {
			first = i
		}
		switch a.words[it.token].symbol {
		case symbolVerb, symbolBare, symbolGerund, symbolParticiple:
			s.cue = i
			return
		}
	}
	s.cue = first
}
