package speaker

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"quoth/nlp/lexicon"
)

// A call is the name by which words call somebody: “Ana, look”, “Over here, Mr
// Lang.” The zero value is none.
type call struct {
	name   string
	titled bool // it is a last name behind a title, and else a first name
}

// call gives the first name by which the words of the k-th quotation call somebody.
func (w *work) call(k int) call {
	a := &w.article
	p := &a.places[a.order[k]]
	for t := p.first; t < p.last && int(t) < len(a.words); t++ {
		begins := t == p.first
		if !begins && a.words[t-1].symbol != symbolComma {
			continue
		}
		name := t
		if name+1 < p.last && lexicon.Lookup(a.text(name)).Is(lexicon.Honorific) {
			name++
		}
		if begins && (name+1 >= p.last || a.words[name+1].symbol != symbolComma) || !begins && !a.endsCall(p, name) {
			continue
		}
		if c := (call{strings.TrimSuffix(a.text(name), "."), name > t}); a.entityOfCall(c) != none {
			return c
		}
	}
	return call{}
}

// endsCall says whether the word at token t ends its sentence in a quotation.
func (a *article) endsCall(p *place, t int32) bool {
	return t+1 >= p.last || a.words[t+1].symbol == symbolStop || strings.HasSuffix(a.text(t), ".")
}

// entityOfCall gives the person whom a name calls; the first name may be shortened.
func (a *article) entityOfCall(c call) int32 {
	if r, _ := utf8.DecodeRuneInString(c.name); !unicode.IsUpper(r) {
		return none
	}
	if c.titled {
		return a.entityOfLabel(c.name, none)
	}
	return a.entityOfFirstName(c.name)
}

// calls says whether a name can call an entity.
func (a *article) calls(c call, e int32) bool {
	if e == none {
		return false
	}
	names := strings.Fields(a.Entities[e].Name)
	if len(names) == 0 || c.titled {
		return len(names) > 0 && strings.EqualFold(names[len(names)-1], c.name)
	}
	return len(c.name) >= leastShortened && len(names[0]) >= len(c.name) && strings.EqualFold(names[0][:len(c.name)], c.name)
}

// heedCalls sets the two parties of the turns k … end-1 right by whom they call by
// name: that one listens. Other speaks in the first turn.
func (w *work) heedCalls(k, end int, one, other *referent) {
	a := &w.article
	for j := k; j < end; j++ {
		c := w.call(j)
		if c.name == "" {
			continue
		}
		speaks, listens := other, one
		if (j-k)%2 == 1 {
			speaks, listens = one, other
		}
		switch {
		case a.calls(c, listens.entity):
		case a.calls(c, speaks.entity):
			*one, *other = *other, *one
		default:
			*listens = referent{entity: a.entityOfCall(c), phrase: none}
		}
		return
	}
}

// addressed gives who is told the words of the k-th quotation, or who asked for
// them: “she said to her pupil”, “Asked by the coroner, he replied”.
func (w *work) addressed(k int) referent {
	a := &w.article
	p := &a.places[a.order[k]]
	if p.cueFirst == none || p.cueLast <= p.cueFirst || int(p.cueLast)+1 >= len(a.words) {
		return nobody
	}
	at := int32(none)
	switch {
	case strings.EqualFold(a.text(p.cueLast), "to"):
		at = p.cueLast + 1
	case lexicon.Addresses(a.text(p.cueLast - 1)):
		at = p.cueLast
	default:
		at = a.askedBy(p.cueFirst)
	}
	if at == none {
		return nobody
	}
	object := a.words[at].phrase
	if object == none || a.phrases[object].plural || !isAnimate(a.phrases[object].sort) && a.phrases[object].sort != sortOwner {
		return nobody
	}
	if named := a.namedBehind(object); named.entity != none {
		return named
	}
	if who := a.people.resolved[object]; who.phrase != none {
		return who
	}
	return referent{entity: none, phrase: object}
}

// namedBehind gives the person whose name follows the owner or the description at phrase
// i, as its last word or behind a comma: “his brother Ana Ruiz”, “her boss, Ana Ruiz”.
func (a *article) namedBehind(i int32) referent {
	if a.named(i) {
		return nobody
	}
	for j := i + 1; int(j) < len(a.phrases) && j <= i+2; j++ {
		ph := &a.phrases[j]
		gap := ph.first - a.phrases[j-1].last
		if gap > 1 || gap == 1 && a.words[ph.first-1].symbol != symbolComma || ph.possessor {
			return nobody
		}
		if ph.sort == sortPerson {
			return a.people.resolved[j]
		}
		if ph.sort != sortRole {
			return nobody
		}
	}
	return nobody
}

// askedBy gives the token behind “asked by” at the beginning of the sentence of
// a cue; none where it doesn't begin so.
func (a *article) askedBy(cue int32) int32 {
	first := int32(a.Sentences[a.Tokens[cue].Sentence].First)
	if first+2 >= cue || !strings.EqualFold(a.text(first), "asked") && !strings.EqualFold(a.text(first), "pressed") || a.text(first+1) != "by" {
		return none
	}
	return first + 2
}
