package speaker

import (
	"strings"

	"quoth/nlp"
	"quoth/nlp/lexicon"
)

// focusBack bounds how many sentences back the focus is looked for.
const focusBack = 2

// focusOf gives whom the words before a pronoun in its sentence have for their
// subject, else whom the sentence before a quotation is about: who speaks there,
// else its first subject. "Ruiz disagreed. “No,” she said." That sentence stands
// in the same paragraph, or ends the one before where the quotation begins its own.
// It gives nobody where there is no such sentence.
func (a *article) focusOf(i, speaks int32) referent {
	here := a.Tokens[a.phrases[i].first].Sentence
	if c := a.words[a.phrases[i].head].known.Case; c == lexicon.Subject || c == lexicon.Possessive && a.Tokens[a.phrases[i].head].Tag == "PRP$" {
		if who := a.ownerInterrupted(i); who.phrase != none {
			return who
		}
		if who := a.subjectOf(here, i); who.phrase != none {
			return who // "Ruiz claimed that if she were mayor"
		}
	}
	if speaks != none {
		here = min(here, a.Tokens[min(int(a.places[speaks].first), len(a.Tokens)-1)].Sentence)
	}
	paragraph := a.Sentences[here].Paragraph
	if here > 0 && a.Sentences[here-1].Paragraph == paragraph-1 && (paragraph > 1 || a.endsProse(here-1)) {
		paragraph-- // newspapers that begin a paragraph with every sentence
	}
	for s := here - 1; s >= 0 && s >= here-focusBack && a.Sentences[s].Paragraph == paragraph; s-- {
		if who := a.subjectOf(s, i); who.phrase != none {
			return who
		}
	}
	return nobody
}

// ownerInterrupted gives whose kin or client a report tells of that pronoun i interrupts:
// "Her brother, she said, had lied" goes on with the one whose brother he is.
func (a *article) ownerInterrupted(i int32) referent {
	told := a.interrupts(a.phrases[i].first)
	if told == none || !a.follows(told) || a.phrases[told-1].sort != sortOwner || a.words[a.phrases[told-1].head].known.Sex != a.words[a.phrases[i].head].known.Sex {
		return nobody
	}
	return a.people.resolved[told-1]
}

// endsProse says whether a sentence ends with a full stop, as headlines do not.
func (a *article) endsProse(s int) bool { return a.text(int32(a.Sentences[s].Last-1)) == "." }

// subjectOf gives whom a sentence before phrase i speaks of first of those whom
// the phrase can stand for: its subjects and speakers go before all others.
func (a *article) subjectOf(s int, i int32) referent {
	found, best := nobody, 0
	kind := a.anaphorOf(i)
	refs := a.people.references
	for k := len(refs) - 1; k >= 0 && k >= len(refs)-mostReferences && int(refs[k].token) >= a.Sentences[s].First; k-- {
		r := &refs[k]
		if int(r.token) >= a.Sentences[s].Last || r.marked || r.who.group || sameReferent(r.who, a.people.barred) || !a.suits(kind, i, r) {
			continue
		}
		ph := &a.phrases[a.words[r.token].phrase]
		rank := 1
		switch {
		case r.speaks && !r.who.group && a.isSourceOf(ph):
			rank = 5 // "Hale was drunk, according to Ruiz"
		case (r.speaks || r.place == subjectPlace) && !a.isSubordinate(ph):
			rank = 4
		case r.form == 0 && r.place != ownerPlace:
			rank = 3
		case r.place != ownerPlace:
			rank = 2
		}
		if rank >= best {
			found, best = r.who, rank
		}
	}
	return found
}

// isSourceOf says whether a phrase names the source of its sentence aside: "according to
// Ruiz", "without him, says Ruiz, there would be none", "it is over, Ruiz says".
func (a *article) isSourceOf(ph *phrase) bool {
	if ph.first < 2 {
		return false
	}
	if strings.EqualFold(a.text(ph.first-2), "according") && a.text(ph.first-1) == "to" {
		return true
	}
	if a.text(ph.first-2) == "," && !a.words[ph.first-2].marked && a.words[ph.first-1].symbol == symbolVerb {
		return true
	}
	before := ph.first - 1
	if a.words[before].known.Case == lexicon.Possessive {
		before-- // "it is over, her teacher Ana Ruiz says."
	}
	return int(ph.last)+1 < len(a.words) && a.text(before) == "," && !a.words[before].marked && a.words[ph.last].symbol == symbolVerb && a.words[ph.last+1].symbol == symbolStop
}

// isSubordinate says whether a phrase stands behind a preposition or at the
// beginning of a clause that another one governs.
func (a *article) isSubordinate(ph *phrase) bool {
	if ph.first == 0 {
		return false
	}
	switch a.words[ph.first-1].symbol {
	case symbolPreposition, symbolOf, symbolBy, symbolTo, symbolRelative:
		return true
	}
	return false
}

// isFocus says whether an antecedent is the focus.
func (c *antecedent) isFocus(focus referent) bool {
	return focus.phrase != none && !c.self && c.who.entity == focus.entity && (focus.entity != none || c.who.phrase == focus.phrase)
}

// describeFocus tells whether an antecedent is the focus, and how well its sex
// goes with the pronoun then.
func (a *article) describeFocus(c *antecedent, i int32, kind anaphor) {
	p := &a.people
	if p.focus.phrase == none {
		return
	}
	sex := a.words[a.phrases[i].head].known.Sex
	v := uint32(1)
	switch {
	case sex == nlp.SexUnknown || c.latest.sex == sex:
		v = 0
	case c.latest.sex == nlp.SexUnknown:
	default:
		v = 2 + flag32(c.latest.sure)
	}
	focus := c.isFocus(p.focus)
	p.put(70, flag32(focus), kind)
	if focus {
		p.put(71, v, kind)
		p.put(72, flag32(c.who.entity == none), kind)
		p.put(73, uint32(min(c.distance, 3)), kind)
		p.put(74, uint32(min(c.away, 1)), kind)
	}
}

// heardSurely is how sure it is that whoever the sentence above words in marks lets speak,
// or move before speaking, is the pronoun beside them.
const heardSurely = 0.9

// heardAbove gives whom the sentence right above the quotation that the pronoun at phrase i
// speaks names as its source, or tells a gesture of: “Hale was drunk, according to Ruiz. “He
// fell,” he said.” It gives nobody where there is no such one, or more than one.
func (a *article) heardAbove(i, speaks int32) referent {
	if speaks == none || a.anaphorOf(i) != sexedPronoun {
		return nobody
	}
	first, ok := a.sentenceAbove(speaks)
	if !ok {
		return nobody
	}
	found, last := nobody, int32(a.Sentences[a.Tokens[first].Sentence].Last)
	mover, sex := a.mover(first, last), a.words[a.phrases[i].head].known.Sex
	refs := a.people.references
	for k := len(refs) - 1; k >= 0 && k >= len(refs)-mostReferences && refs[k].token >= first; k-- {
		r := &refs[k]
		if r.token >= last || r.form != 0 || r.marked || !r.person || r.who.group || r.who.entity == none || !a.canBe(r.who.entity, sex) {
			continue
		}
		if i := a.words[r.token].phrase; i != mover && !(r.speaks && a.isSourceOf(&a.phrases[i])) {
			continue
		}
		if found.phrase != none && !sameReferent(found, r.who) {
			return nobody
		}
		found = r.who
		found.sureness = heardSurely
	}
	return found
}
