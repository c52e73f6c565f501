package speaker

import (
	"strings"

	"quoth/nlp"
	"quoth/nlp/lexicon"
)

// fill writes the speaker of quotation q.
func (w *work) fill(q int32) {
	a := &w.article
	d := &w.decisions[q]
	w.turn = a.Quotations[q].Start
	speaker := &a.Quotations[q].Speaker
	*speaker = nlp.Speaker{Entity: none, Rule: d.rule, Span: d.span}
	if d.phrase == none {
		if d.layout {
			w.fillLabel(speaker, d)
			return
		}
		speaker.Rule = RuleNone
		return
	}
	if speaker.Span.Empty() {
		speaker.Span = a.wording(d.phrase)
	}
	if d.layout && w.fillLabel(speaker, d) {
		return
	}
	who := w.follow(q, d.phrase)
	w.name(speaker, who, d.phrase)
	speaker.Confidence = w.model.confide(d.share, who.sureness)
	if who.group {
		w.fillOthers(speaker, who.phrase, false)
	} else {
		w.fillOthers(speaker, d.phrase, true)
	}
}

// follow gives what the words that name a quotation's speaker stand for.
func (w *work) follow(q, phrase int32) referent {
	a := &w.article
	ph := &a.phrases[phrase]
	if k := a.words[ph.head].known; k.Case != lexicon.NoCase && k.Person == 1 {
		if outer := a.words[ph.head].quotation; outer != none && outer != q && w.decisions[outer].phrase != none && w.decisions[outer].phrase != phrase {
			return w.follow(outer, w.decisions[outer].phrase)
		} else if narrator := a.narrator(); narrator != none && outer == none && k.Number == lexicon.One {
			return referent{entity: narrator, phrase: phrase, sureness: 0.9}
		}
		return referent{entity: none, phrase: phrase, sureness: 0.7}
	}
	if record := a.readOf(q, phrase); record != none {
		return referent{entity: none, phrase: record, sureness: 0.7}
	}
	if record := a.readOut(q, phrase); record != none {
		return referent{entity: none, phrase: record, sureness: 0.7}
	}
	who := a.people.resolved[phrase]
	if who.phrase == none {
		return referent{entity: none, phrase: phrase, sureness: 0.5}
	}
	return who
}

// narrator gives the person who tells an article that says by whom it was "told
// to" its writer: the one named before these words, or first below; none in other articles.
func (a *article) narrator() int32 {
	if a.people.narrator != unread {
		return a.people.narrator
	}
	a.people.narrator = none
	for t := int32(1); int(t)+2 < len(a.words) && a.paragraph(t) < toldParagraphs; t++ {
		if a.text(t) != "told" || a.text(t+1) != "to" || !strings.EqualFold(a.text(t-1), "as") {
			continue
		}
		for k := t - 1; k >= 0 && a.paragraph(k) == a.paragraph(t); k-- {
			if e := a.personAt(k); e != none {
				a.people.narrator = e
			}
		}
		break
	}
	return a.people.narrator
}

// toldParagraphs is in how many paragraphs at the top an article says to whom it was told.
const toldParagraphs = 6

// unread stands for what was not looked for yet.
const unread = -3

// name writes who a referent is.
func (w *work) name(speaker *nlp.Speaker, who referent, phrase int32) {
	a := &w.article
	if who.entity != none {
		named := a.fuller(who.entity)
		speaker.Name, speaker.Entity = a.Entities[named].Name, int(named)
		speaker.Type = nlp.SpeakerOrganization
		if a.labels[who.entity] == nlp.Person {
			speaker.Type = nlp.SpeakerPerson
		}
		speaker.Role = a.roleOf(who.entity, phrase)
		if full := a.bareNameWith(speaker.Name); full != none && speaker.Type == nlp.SpeakerPerson {
			speaker.Name = a.Slice(a.span(a.bareFirst(&a.phrases[full]), a.bareLast(&a.phrases[full])+1))
		}
		return
	}
	origin := &a.phrases[who.phrase]
	if a.isBareName(who.phrase) {
		speaker.Name, speaker.Type = a.Slice(a.span(a.bareFirst(origin), a.bareLast(origin)+1)), nlp.SpeakerPerson
		return
	}
	if origin.sort == sortName && a.Tokens[origin.head].Tag == "NNP" && !a.isIndefinite(origin.first) && (!a.capitalAnyway(origin) || a.isTitled(origin)) {
		speaker.Name = a.bareName(origin)
		speaker.Type = nlp.SpeakerPerson
		return
	}
	if name, ok := a.bodyName(origin); ok {
		speaker.Name, speaker.Type = name, nlp.SpeakerOrganization
		return
	}
	switch origin.sort {
	case sortRecord:
		w.nameSender(speaker, who.phrase, who.phrase == phrase)
		return
	case sortThing:
		if w.nameMaker(speaker, who.phrase) {
			return
		}
	case sortPronoun, sortOwner, sortRelative:
		return
	}
	speaker.Type = nlp.SpeakerUnnamed
	speaker.Role = a.descriptionOf(who.phrase)
}

// nameOf gives an entity's name.
func (a *article) nameOf(entity int32) string { return a.Entities[a.fuller(entity)].Name }

// fuller gives the one entity whose full name a person's single name begins or
// ends: a person of no other sex, else something taken for no person. Where
// there is none, or more than one, it gives the entity itself.
func (a *article) fuller(entity int32) int32 {
	name := a.Entities[entity].Name
	if name == "" || strings.Contains(name, " ") {
		return entity
	}
	if a.labels[entity] == nlp.Organization {
		return a.fullerBody(entity)
	}
	if a.labels[entity] != nlp.Person {
		return entity
	}
	person, other := int32(none), int32(none)
	for e := range int32(min(len(a.Entities), mostNames)) {
		full := a.Entities[e].Name
		if !strings.HasPrefix(full, name+" ") && !strings.HasSuffix(full, " "+name) {
			continue
		}
		if a.labels[e] != nlp.Person {
			other = a.onlyOne(other, e)
		} else if x, y := a.people.sex[entity], a.people.sex[e]; x == y || x == nlp.SexUnknown || y == nlp.SexUnknown {
			person = a.onlyOne(person, e)
		}
	}
	switch {
	case person >= 0:
		return person
	case person == none && other >= 0:
		return other
	}
	return entity
}

// fullerBody gives the one body whose full name a body's single word begins, else the
// entity itself: "Harl" is Harl Farms.
func (a *article) fullerBody(entity int32) int32 {
	found := int32(none)
	for e := range int32(min(len(a.Entities), mostNames)) {
		if a.labels[e] == nlp.Organization && strings.HasPrefix(a.Entities[e].Name, a.Entities[entity].Name+" ") {
			found = a.onlyOne(found, e)
		}
	}
	if found >= 0 {
		return found
	}
	return entity
}

// several stands for entities of which there is more than one.
const several = -2

// onlyOne adds an entity to one found before; those of one name are one.
func (a *article) onlyOne(found, e int32) int32 {
	if found == none || found >= 0 && a.Entities[found].Name == a.Entities[e].Name {
		return e
	}
	return several
}

// capitalAnyway says whether a phrase may be written with a capital for another
// reason than that it is a name: in a headline, at the beginning of a sentence.
func (a *article) capitalAnyway(ph *phrase) bool {
	return a.paragraph(ph.head) == 0 || int(ph.head) == a.Sentences[a.Tokens[ph.head].Sentence].First
}

// isTitled says whether a title opens a phrase of three capitalised words at
// least, which then is a name wherever it stands: "Abbot Ana Ruiz".
func (a *article) isTitled(ph *phrase) bool {
	if ph.head-ph.first < 2 || !a.words[ph.first].known.Is(lexicon.Honorific) || a.paragraph(ph.head) == 0 {
		return false
	}
	for t := ph.first; t <= ph.head; t++ {
		if a.Tokens[t].Tag != "NNP" {
			return false
		}
	}
	return true
}

// bareName gives the proper name at the end of a phrase that no mention holds.
func (a *article) bareName(ph *phrase) string {
	first := ph.head
	for first > ph.first && (a.Tokens[first-1].Tag == "NNP" || a.Tokens[first-1].Tag == "NNPS") && !a.words[first-1].known.Is(lexicon.Honorific) {
		first--
	}
	return a.Slice(a.span(first, ph.last))
}

// bodyName gives the name of "the Clinton campaign": a body with a name before it.
// "The British company" has none: many companies are British.
func (a *article) bodyName(ph *phrase) (string, bool) {
	if ph.sort != sortBody || ph.head == ph.first || ph.plural {
		return "", false
	}
	m := a.words[ph.head-1].mention
	if m == none || int32(a.Mentions[m].First) < ph.first || a.labelAt(m) == nlp.Misc && a.words[ph.head].known.Is(lexicon.Generic) && strings.ToLower(a.text(ph.head)) != "government" {
		return "", false
	}
	return a.Slice(nlp.Span{Start: a.Mentions[m].Start, End: a.Tokens[ph.head].End}), true
}

// wording gives the words of a phrase that name the speaker: a name without
// what stands before it, a description with what hangs on it.
func (a *article) wording(i int32) nlp.Span {
	ph := &a.phrases[i]
	if ph.mention != none {
		return a.Mentions[ph.mention].Span
	}
	switch ph.sort {
	case sortRole, sortBody, sortRecord, sortThing, sortOther:
		first := ph.first
		if a.follows(i) && a.Tokens[a.phrases[i-1].head].Sentence == a.Tokens[ph.head].Sentence {
			first = a.phrases[i-1].first
		}
		return a.span(first, a.chainEnd(i))
	}
	return a.span(ph.first, ph.last)
}

// descriptionOf gives the role of somebody unnamed: the wording without its article.
func (a *article) descriptionOf(i int32) string {
	span := a.wording(i)
	first := a.tokenAfter(span.Start)
	if first < len(a.Tokens) && a.Tokens[first].Tag == "DT" && a.Tokens[first].End < span.End {
		span.Start = a.Tokens[first+1].Start
	}
	return oneLine(a.Slice(span))
}

// roleOf gives what the article says an entity is: in the words of the tie
// nearest to where it speaks, else the first.
func (a *article) roleOf(entity, phrase int32) string {
	ph := &a.phrases[phrase]
	t := a.people.roles[entity]
	if t == none {
		if ph.sort == sortRole {
			return a.descriptionOf(phrase)
		}
		return ""
	}
	found := &a.people.ties[t]
	return oneLine(a.Slice(a.span(found.first, found.last)))
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// fillOthers lists who else spoke: "Ruiz and Lang said". Here says that the
// row of names stands at the quotation itself.
func (w *work) fillOthers(speaker *nlp.Speaker, phrase int32, here bool) {
	a := &w.article
	if speaker.Name == "" || !a.named(phrase) {
		return
	}
	first, last := a.conjuncts(phrase)
	if first == last {
		return
	}
	lead := a.entityAt(a.phrases[first].mention)
	speaker.Others = speaker.Others[:0]
	for i := first; i <= last; i++ {
		if !a.named(i) {
			continue
		}
		e := a.entityAt(a.phrases[i].mention)
		if e == lead || len(speaker.Others) >= mostOthers {
			continue
		}
		speaker.Others = append(speaker.Others, a.nameOf(e))
	}
	w.name(speaker, referent{entity: lead, phrase: first}, first)
	if here {
		speaker.Span = nlp.Span{Start: a.wording(first).Start, End: a.wording(last).End}
	}
}

// mostOthers bounds the list of further speakers.
const mostOthers = 12

// conjuncts gives the row of names that phrase i stands in: "Ruiz, Lang and Ito".
func (a *article) conjuncts(i int32) (first, last int32) {
	first, last = i, i
	joined := false
	for first > 0 && first > i-mostOthers {
		link, and := a.link(first-1, first)
		if !link || first == i && !and {
			break
		}
		joined = joined || and
		first--
	}
	for int(last)+1 < len(a.phrases) && last < i+mostOthers {
		link, and := a.link(last, last+1)
		if !link {
			break
		}
		joined = joined || and
		last++
		if and {
			break
		}
	}
	if !joined {
		return i, i
	}
	for last > i {
		if _, and := a.link(last-1, last); and {
			break
		}
		last--
	}
	if last > i && a.isFollowedByVerb(last) && first == i && a.startsAfterVerb(i) {
		return i, i
	}
	return first, last
}

// link says whether two phrases of one kind are joined by a comma or by "and".
func (a *article) link(i, j int32) (link, and bool) {
	x, y := &a.phrases[i], &a.phrases[j]
	if x.possessor || !a.named(i) || !a.named(j) || x.sort != y.sort {
		return false, false
	}
	n := y.first - x.last
	if n < 1 || n > 3 {
		return false, false
	}
	for t := x.last; t < y.first; t++ {
		switch {
		case a.words[t].known.Case == lexicon.Possessive && and:
		case a.text(t) == "and":
			and = true
		case a.text(t) != ",":
			return false, false
		}
	}
	return true, and
}

func (a *article) isFollowedByVerb(i int32) bool {
	t := a.phrases[i].last
	return int(t) < len(a.words) && a.words[t].symbol == symbolVerb
}

func (a *article) startsAfterVerb(i int32) bool {
	t := a.phrases[i].first - 1
	return t >= 0 && a.words[t].symbol == symbolVerb
}
