package speaker

import (
	"strings"

	"quoth/nlp/lexicon"
)

// fillAddressee names the one spoken to: the object of "told", or what "said
// to" goes on with.
func (w *work) fillAddressee(q int32) {
	a := &w.article
	speaker := &a.Quotations[q].Speaker
	p := &a.places[q]
	if p.cueFirst == none || p.cueLast <= p.cueFirst || int(p.cueLast) >= len(a.words) {
		return
	}
	at := none
	for t := p.cueFirst; t < p.cueLast; t++ {
		if lexicon.Addresses(a.text(t)) {
			at = int(t) + 1
		}
	}
	last := int(p.cueLast)
	if at == none && strings.EqualFold(a.text(int32(last)), "to") {
		at = last + 1
	}
	if at == none || at >= len(a.words) {
		return
	}
	phrase := a.words[at].phrase
	if phrase == none || phrase == w.decisions[q].phrase || a.phrases[phrase].plural && !a.named(phrase) {
		return
	}
	who := a.people.resolved[phrase]
	if who.entity == none || int(who.entity) == speaker.Entity || who.sureness < leastSureness {
		return
	}
	speaker.Addressee = a.nameOf(who.entity)
}

// leastSureness is the sureness from which an addressee is named.
const leastSureness = 0.5
