package speaker

import (
	"strings"

	"quoth/nlp"
	"quoth/nlp/lexicon"
)

// An anaphor says of which kind words are that point back at somebody. Each
// kind has weights of its own beside those that all share.
type anaphor uint8

const (
	sexedPronoun  anaphor = 1 + iota // "he", "she"
	pluralPronoun                    // "they"
	thingPronoun                     // "it"
	roleNoun                         // "the minister"
	bodyNoun                         // "the company"
	lastName                         // "Ruiz", where the article names several of them
)

// mostAntecedents bounds the antecedents that are weighed for one phrase.
const mostAntecedents = 20

// An antecedent is what a phrase may stand for, with what the references to it
// tell.
type antecedent struct {
	who      referent
	latest   reference // the nearest one
	distance int       // to that, in sentences
	away     int       // to that, in paragraphs
	rank     int       // how many others lie nearer
	times    int       // references in reach
	here     int       // of these, in the phrase's own paragraph
	subjects int       // of these, subjects
	subject  int       // distance to the nearest subject, in sentences
	spoke    int       // of these, that speak
	outside  int       // of these, outside quotation marks
	self     bool      // nobody spoken of before
	salience float32   // what is known of it before anything is learnt
	score    float32
	share    float32
	features []uint32
}

// antecedentBits is the size of the table of weights, as a power of two.
const antecedentBits = 14

// anaphorOf tells the kind of phrase i.
func (a *article) anaphorOf(i int32) anaphor {
	ph := &a.phrases[i]
	known := a.words[ph.head].known
	switch {
	case ph.sort == sortPronoun || ph.sort == sortOwner:
		switch {
		case known.Neuter:
			return thingPronoun
		case known.Number == lexicon.Several:
			return pluralPronoun
		}
		return sexedPronoun
	case ph.sort == sortBody:
		return bodyNoun
	case a.named(i):
		return lastName
	}
	return roleNoun
}

// weigh lists what phrase i may stand for, with features and scores. With self
// somebody who was not spoken of before is one of them.
func (a *article) weigh(i, speaks int32, self bool) []antecedent {
	list := a.gatherAntecedents(i, self)
	p := &a.people
	p.arena, p.alike, p.tied = p.arena[:0], p.alike[:0], none
	if a.anaphorOf(i) == roleNoun {
		p.tied = a.tiedBefore(i)
		a.findAlike(i)
	}
	p.focus = a.focusOf(i, speaks)
	p.newcomer, p.inquiry = none, inquiry{asks: nobody, asked: nobody}
	if a.anaphorOf(i) == sexedPronoun {
		a.findNewcomer(list, i)
		p.inquiry = a.inquiryBefore(i, speaks)
	}
	for k := range list {
		start := len(p.arena)
		a.describeAntecedent(&list[k], i, speaks, len(list))
		list[k].features = p.arena[start:len(p.arena):len(p.arena)]
	}
	share(a.people.weights, list)
	return list
}

// gatherAntecedents collects what the references before phrase i speak of, as
// far as number, sex and sort allow it.
func (a *article) gatherAntecedents(i int32, self bool) []antecedent {
	ph := &a.phrases[i]
	kind := a.anaphorOf(i)
	owner, subject := a.possessorOf(i), a.subjectOver(i)
	if kind == roleNoun {
		subject = a.clauseAbove(i)
	}
	a.people.barred = subject
	p := &a.people
	list := p.antecedents[:0]
	here, paragraph := a.Tokens[ph.head].Sentence, a.paragraph(ph.head)
	marked := a.words[ph.head].marked
	refs := p.references
	for k := len(refs) - 1; k >= 0 && k >= len(refs)-mostReferences; k-- {
		r := &refs[k]
		distance := here - a.Tokens[r.token].Sentence
		if distance > farthest {
			break
		}
		if r.token >= ph.first || sameReferent(r.who, owner) || sameReferent(r.who, subject) {
			continue
		}
		if r.who.entity != none {
			r.sex, r.sure = p.sex[r.who.entity], p.sure[r.who.entity]
		} else {
			r.sex = a.sexOfUnnamed(r.who.phrase)
		}
		if !a.suits(kind, i, r) || r.marked && !marked && a.words[r.token].quotation == none {
			continue
		}
		j := findAntecedent(list, r.who)
		if j == none {
			if len(list) == mostAntecedents-1 {
				continue
			}
			j = len(list)
			list = append(list, antecedent{who: r.who, latest: *r, distance: distance, away: paragraph - a.paragraph(r.token), rank: j, subject: farthest + 1, salience: -99})
		}
		list[j].count(a, r, distance, paragraph)
		list[j].salience = max(list[j].salience, a.referenceScore(r, ph.head, a.words[ph.head].known, distance))
	}
	list = a.gatherBeyond(list, kind, i)
	if self {
		list = append(list, antecedent{who: referent{entity: none, phrase: i}, self: true, rank: len(list)})
	}
	p.antecedents = list
	return list
}

// gatherBeyond adds those of whom nothing was said in reach, or nothing yet,
// and whom the words of phrase i fit all the same: "the coroner" is the one whom
// the article calls so elsewhere, a last name is that of whoever bears it.
func (a *article) gatherBeyond(list []antecedent, kind anaphor, i int32) []antecedent {
	p := &a.people
	head := a.phrases[i].head
	switch kind {
	case roleNoun, bodyNoun:
		if owner := a.ownerOf(i); owner != none {
			list = a.addFamily(list, i, owner)
		}
		for _, k := range p.byNoun[a.words[head].hash] {
			t := &p.ties[k]
			if (a.labels[t.entity] == nlp.Person) == (kind == roleNoun) && !a.isOutranked(&a.phrases[i], t) {
				list = a.addBeyond(list, kind, i, t.entity, t.token)
			}
		}
	case lastName:
		if list = a.addBearers(list, i, true); len(list) == 0 {
			list = a.addBearers(list, i, false)
		}
	}
	if kind == sexedPronoun || kind == roleNoun && (a.phrases[i].definite || a.follows(i)) {
		list = a.addProminent(list, kind, i)
	}
	return list
}

// leastProminentMentions is how often somebody is named whom the article is about.
const leastProminentMentions = 3

// addProminent adds those whom the article often names and has named before
// phrase i, however far back.
func (a *article) addProminent(list []antecedent, kind anaphor, i int32) []antecedent {
	head := a.phrases[i].head
	for e := range int32(min(len(a.Entities), mostNames)) {
		m := a.Entities[e].Mentions
		if len(m) < leastProminentMentions || a.same[e] != e || a.labels[e] != nlp.Person {
			continue
		}
		if first := int32(a.Mentions[m[0]].First); first < head {
			list = a.addBeyond(list, kind, i, e, first)
		}
	}
	return list
}

// addBearers adds those who bear the last name that phrase i is and are named
// before it, or else after it, for the first time.
func (a *article) addBearers(list []antecedent, i int32, before bool) []antecedent {
	head := a.phrases[i].head
	for e := range int32(min(len(a.Entities), mostNames)) {
		m := a.Entities[e].Mentions
		if len(m) == 0 || a.same[e] != e || !a.bears(e, a.text(head)) {
			continue
		}
		if first := int32(a.Mentions[m[0]].First); first < head == before {
			list = a.addBeyond(list, lastName, i, e, first)
		}
	}
	return list
}

// addFamily adds those who bear one last name with the owner of phrase i: "his
// mother" is likely to be one of them.
func (a *article) addFamily(list []antecedent, i, owner int32) []antecedent {
	if a.labels[owner] != nlp.Person {
		return list
	}
	for e := range int32(min(len(a.Entities), mostNames)) {
		if m := a.Entities[e].Mentions; e != owner && len(m) > 0 && a.same[e] == e && a.sameLastName(owner, e) {
			list = a.addBeyond(list, roleNoun, i, e, int32(a.Mentions[m[0]].First))
		}
	}
	return list
}

// addBeyond adds an entity that stands at a token as an antecedent, unless it is one.
func (a *article) addBeyond(list []antecedent, kind anaphor, i, entity, token int32) []antecedent {
	p := &a.people
	who := referent{entity: entity, phrase: i}
	if len(list) >= mostAntecedents-1 || findAntecedent(list, who) != none || entity == a.ownerOf(i) || entity == p.barred.entity {
		return list
	}
	head := a.phrases[i].head
	r := reference{token: token, who: who, person: a.labels[entity] == nlp.Person, sex: p.sex[entity], sure: p.sure[entity], form: 2}
	if !a.suits(kind, i, &r) {
		return list
	}
	away := a.paragraph(head) - a.paragraph(token)
	return append(list, antecedent{who: who, latest: r, distance: farthest, away: max(away, -away), rank: len(list), subject: farthest + 1, outside: 1,
		salience: a.referenceScore(&r, head, a.words[head].known, farthest)})
}

// count adds a reference to an antecedent's.
func (c *antecedent) count(a *article, r *reference, distance, paragraph int) {
	c.times++
	if a.paragraph(r.token) == paragraph {
		c.here++
	}
	if r.place == subjectPlace {
		c.subjects++
		c.subject = min(c.subject, distance)
	}
	if r.speaks {
		c.spoke++
	}
	if !r.marked {
		c.outside++
	}
}

func findAntecedent(list []antecedent, who referent) int {
	for j := range list {
		if list[j].who.group == who.group && list[j].who.entity == who.entity && (who.entity != none || list[j].who.phrase == who.phrase) {
			return j
		}
	}
	return none
}

// ownerOf gives the entity that owns phrase i.
func (a *article) ownerOf(i int32) int32 { return a.possessorOf(i).entity }

// possessorOf gives who owns phrase i, named or not: "his lawyer" is not himself, and
// "the minister's spokesman" is not the minister.
func (a *article) possessorOf(i int32) referent {
	if a.follows(i) {
		return a.people.resolved[i-1]
	}
	return nobody
}

// suits says whether words of a kind can stand for what a reference speaks of.
func (a *article) suits(kind anaphor, i int32, r *reference) bool {
	known := a.words[a.phrases[i].head].known
	switch kind {
	case bodyNoun:
		return !r.person && r.who.entity != none && a.labels[r.who.entity] == nlp.Organization && a.canBeCalled(r.who.entity, a.text(a.phrases[i].head))
	case lastName:
		sex := a.titleSex(i)
		return r.who.entity != none && !r.plural && (sex == nlp.SexUnknown || r.sex == nlp.SexUnknown || r.sex == sex) && a.bears(r.who.entity, a.text(a.phrases[i].head))
	case roleNoun:
		if r.who.entity != none && a.tellsAge(&a.phrases[i]) && a.isOfAge(r.who.entity) {
			return false // somebody of another age
		}
		if r.who.entity != none && a.isTooOldOrYoung(r.who.entity, i) {
			return false
		}
		return r.person && !r.plural && (known.Sex == nlp.SexUnknown || r.sex == nlp.SexUnknown || r.sex == known.Sex || !r.sure)
	}
	return fits(known, r)
}

// bears says whether a person's name of several words ends or begins with a word.
func (a *article) bears(entity int32, word string) bool {
	name := a.Entities[entity].Name
	n := len(name) - len(word)
	return a.labels[entity] == nlp.Person && n > 1 && (name[n-1] == ' ' && name[n:] == word || name[len(word)] == ' ' && name[:len(word)] == word)
}

// put adds a feature: a template, what it says, and the kind of phrase for
// which it has a weight of its own.
func (p *people) put(template uint32, value uint32, kind anaphor) {
	for _, k := range [...]uint32{0, uint32(kind)} {
		h := (template*0x9E3779B1 ^ value*0x85EBCA6B ^ k*0xC2B2AE35) * 0x27D4EB2F
		h ^= h >> 15
		h *= 0x2C1B3C6D
		p.arena = append(p.arena, h>>(32-antecedentBits))
	}
}

// steps adds a feature for every step up to a value, so that weights of
// neighbouring values lean on each other.
func (p *people) steps(template uint32, value int, kind anaphor, borders ...int) {
	for k, b := range borders {
		if value >= b {
			p.put(template, uint32(k+1), kind)
		}
	}
}

// describeAntecedent gives an antecedent its features.
func (a *article) describeAntecedent(c *antecedent, i, speaks int32, others int) {
	p := &a.people
	kind := a.anaphorOf(i)
	if c.self {
		a.describeSelf(i, kind, others)
		return
	}
	a.addSalience(c, i, speaks, kind)
	p.steps(1, c.distance, kind, 0, 1, 2, 3, 4, 6, 9)
	p.steps(2, c.away, kind, 1, 2, 3, 5)
	p.steps(4, c.times, kind, 2, 3, 5, 8)
	p.steps(5, c.here, kind, 1, 2, 3)
	p.steps(6, c.subject, kind, 1, 2, 3, 5, farthest+1)
	p.steps(7, c.spoke, kind, 1, 2, 4)
	if c.outside == 0 {
		p.put(8, 1, kind)
	}
	r := &c.latest
	p.put(10, uint32(r.place)<<4|uint32(r.form)<<2|flag32(r.opens)<<1|flag32(c.away == 0), kind)
	p.put(12, flag32(r.speaks)<<3|uint32(min(c.distance, 2))<<1|flag32(c.away == 0), kind)
	p.put(13, flag32(c.who.entity != none)<<1|flag32(c.spoke > 0), kind)
	a.describeSex(c, i, kind)
	a.describeFocus(c, i, kind)
	a.describeNewcomer(c, i, kind)
	a.describeEntity(c, i, speaks, kind, others)
	if kind == lastName {
		p.put(60, flag32(c.who.entity == a.entityAt(a.phrases[i].mention)), kind)
		a.describeBearer(c, i, kind)
	}
	if kind == roleNoun || kind == bodyNoun {
		a.describeNoun(c, i, kind)
	}
}

// describeBearer tells how likely the bare last name at phrase i is that of an
// antecedent, among those who bear it: newspapers go on so with the one they
// named first, and call kin by the first name or by the kinship.
func (a *article) describeBearer(c *antecedent, i int32, kind anaphor) {
	first := a.firstBearer(a.text(a.phrases[i].head)) == c.who.entity
	kin := a.isKinsman(c.who.entity)
	a.people.put(76, flag32(first)<<1|flag32(kin), kind)
	a.people.put(77, flag32(first)<<3|flag32(kin)<<2|uint32(min(c.distance, 2)), kind)
	a.people.put(78, flag32(first)<<1|flag32(c.who.entity == a.people.lastSpeaker), kind)
}

// bearerWeight tells how salient a bearer of the bare last name at phrase i is among
// all who bear it: newspapers go on with it for the one whom they named first.
func (a *article) bearerWeight(entity, i int32) float32 {
	var w float32
	if a.firstBearer(a.text(a.phrases[i].head)) == entity {
		w += weightFirstBearer
	}
	if a.isKinsman(entity) {
		w += weightKinsman
	}
	return w
}

// isKinsman says whether the article first describes a person as kin to another.
func (a *article) isKinsman(entity int32) bool {
	t := a.people.roles[entity]
	return t != none && isKin(strings.ToLower(a.text(a.people.ties[t].token)))
}

// firstBearer gives whoever is named first of those who bear a last name.
func (a *article) firstBearer(name string) int32 {
	found, at := int32(none), 0
	for e := range int32(min(len(a.Entities), mostNames)) {
		if m := a.Entities[e].Mentions; len(m) > 0 && a.same[e] == e && a.bears(e, name) && (found == none || a.Mentions[m[0]].First < at) {
			found, at = e, a.Mentions[m[0]].First
		}
	}
	return found
}

// addSalience completes an antecedent's salience.
func (a *article) addSalience(c *antecedent, i, speaks int32, kind anaphor) {
	c.salience += weightRepeat * float32(min(c.times, 5))
	if c.isFocus(a.people.focus) {
		c.salience += weightFocus
	}
	if a.people.newcomer != none && c.who.entity == none && c.who.phrase == a.people.newcomer {
		c.salience += weightNewcomer
		if a.people.untold {
			c.salience += weightUntold
		}
	}
	switch {
	case a.people.inquiry.asked.phrase == none || c.self:
	case sameReferent(c.who, a.people.inquiry.asked):
		c.salience += weightAsked
	case sameReferent(c.who, a.people.inquiry.asks):
		c.salience += weightAsks
	}
	if c.who.entity == none {
		if kind == roleNoun && a.words[a.phrases[c.who.phrase].head].hash == a.words[a.phrases[i].head].hash {
			c.salience += weightSameNoun
		}
		return
	}
	if a.isObjectNear(i, c.who.entity) {
		c.salience += weightObject
	}
	if speaks != none && a.namedWithin(speaks, c.who.entity) {
		c.salience += weightWithin
	}
	if speaks != none && a.replies(speaks) && !a.isAskedFirst(i) && c.who.entity == a.people.lastSpeaker {
		c.salience += weightReply
	}
	if speaks != none && c.who.entity == a.people.lastSpeaker && a.goesOn(speaks) {
		c.salience += weightGoesOn
	}
	if kind == lastName {
		c.salience += a.bearerWeight(c.who.entity, i)
	}
	if kind != roleNoun {
		return
	}
	if owner := a.ownerOf(i); owner != none && a.sameLastName(owner, c.who.entity) {
		c.salience += weightKin
	}
	switch {
	case a.people.tied == c.who.entity:
		c.salience += weightTied
	case a.isTiedTo(&a.phrases[i], c.who.entity):
		c.salience += weightAlsoTied
	case a.people.tied != none && !a.people.isAlike(c.who.entity):
		c.salience += weightUntied
	case a.hasRole(c.who.entity):
		c.salience += weightDescribed
	}
}

// isTiedTo says whether the article ties the noun of a phrase to an entity.
func (a *article) isTiedTo(ph *phrase, entity int32) bool {
	for _, k := range a.people.byNoun[a.words[ph.head].hash] {
		if t := &a.people.ties[k]; t.entity == entity && !a.isOutranked(ph, t) {
			return true
		}
	}
	return false
}

// sameLastName says whether two people bear one last name: "her father" is
// likely to be a Ruiz too.
func (a *article) sameLastName(x, y int32) bool {
	if a.labels[x] != nlp.Person || a.labels[y] != nlp.Person {
		return false
	}
	first, _, ok := strings.Cut(a.Entities[x].Name, " ")
	return ok && (a.bears(y, a.Entities[x].Name[strings.LastIndexByte(a.Entities[x].Name, ' ')+1:]) || a.bears(y, first) && strings.HasPrefix(a.Entities[y].Name, first) ||
		a.familyBetween(x, y) || a.familyBetween(y, x))
}

// familyBetween says whether the name of the family that begins the name of y stands
// behind a further first name of x: "Joyce Lau Yin-ting" and "Lau Kwok-keung".
func (a *article) familyBetween(x, y int32) bool {
	family, _, ok := strings.Cut(a.Entities[y].Name, " ")
	words := strings.Fields(a.Entities[x].Name)
	return ok && len(words) == 3 && words[1] == family
}

// describeSex tells how well an antecedent's sex goes with that of phrase i.
func (a *article) describeSex(c *antecedent, i int32, kind anaphor) {
	sex := a.words[a.phrases[i].head].known.Sex
	v := uint32(3)
	switch {
	case sex == nlp.SexUnknown:
		v = 0
	case c.latest.sex == sex:
		v = 1
	case c.latest.sex == nlp.SexUnknown:
		v = 2
	}
	a.people.put(20, v<<1|flag32(c.latest.sure), kind)
}

// describeEntity tells of an antecedent in the article and beside phrase i.
func (a *article) describeEntity(c *antecedent, i, speaks int32, kind anaphor, others int) {
	p := &a.people
	if others == 1 {
		p.put(30, 1, kind)
	}
	if c.who.entity == none {
		origin := &a.phrases[c.who.phrase]
		p.put(32, uint32(origin.sort)<<2|flag32(origin.definite)<<1|flag32(a.follows(c.who.phrase)), kind)
		last := p.lastUnnamed != none && p.lastUnnamed == c.who.phrase
		p.put(61, flag32(last)<<2|uint32(min(c.away, 2)), kind)
		p.put(62, flag32(last)<<2|uint32(min(c.distance, 2)), kind)
		return
	}
	p.put(33, flag32(p.leading == c.who.entity)<<1|flag32(a.labels[c.who.entity] == nlp.Person), kind)
	p.steps(63, len(a.Entities[c.who.entity].Mentions), kind, 2, 3, 5)
	p.put(64, flag32(lexicon.SexOf(a.Entities[c.who.entity].Name) != nlp.SexUnknown)<<1|flag32(a.hasRole(c.who.entity)), kind)
	last := c.who.entity == p.lastSpeaker
	p.put(35, flag32(last)<<3|flag32(c.who.entity == p.speakerBefore)<<2|uint32(min(c.away, 2)), kind)
	if a.isObjectNear(i, c.who.entity) {
		p.put(36, 1, kind)
	}
	if speaks == none {
		return
	}
	if a.namedWithin(speaks, c.who.entity) {
		p.put(37, 1, kind)
	}
	if last && a.replies(speaks) && !a.isAskedFirst(i) {
		p.put(38, 1, kind)
	}
	starts := a.paragraphFirst(a.places[speaks].first)
	p.put(39, flag32(starts)<<4|flag32(last)<<3|uint32(min(c.away, 3))<<1|flag32(c.latest.place == subjectPlace), kind)
}

// paragraphFirst says whether a token stands in its paragraph's first sentence.
func (a *article) paragraphFirst(t int32) bool {
	if int(t) >= len(a.Tokens) {
		return false
	}
	s := a.Tokens[t].Sentence
	return s == 0 || a.Sentences[s-1].Paragraph != a.Sentences[s].Paragraph
}

// describeNoun tells how the noun of phrase i goes with what the article says
// an antecedent is.
func (a *article) describeNoun(c *antecedent, i int32, kind anaphor) {
	p := &a.people
	ph := &a.phrases[i]
	p.put(40, flag32(a.words[ph.head].known.Is(lexicon.Generic))<<1|flag32(c.who.entity != none), kind)
	if c.who.entity == none {
		same := a.words[a.phrases[c.who.phrase].head].hash == a.words[ph.head].hash
		p.put(41, flag32(same)<<1|flag32(a.hasModifier(ph)), kind)
		return
	}
	tied, shared, before := false, 0, false
	for _, k := range p.byNoun[a.words[ph.head].hash] {
		t := &p.ties[k]
		if t.entity == c.who.entity && !a.isOutranked(ph, t) {
			tied, before = true, before || t.token < ph.head
			shared = max(shared, a.sharedWords(ph, t))
		}
	}
	rivals := len(p.byNoun[a.words[ph.head].hash]) > 0
	p.put(42, flag32(tied)<<3|flag32(before)<<2|flag32(a.hasRole(c.who.entity))<<1|flag32(rivals), kind)
	p.put(43, flag32(tied)<<2|uint32(min(shared, 2)), kind)
	p.put(44, flag32(tied)<<2|flag32(a.hasModifier(ph))<<1|flag32(a.follows(i)), kind)
	alike := p.isAlike(c.who.entity)
	p.put(48, flag32(holdsWord(a.Entities[c.who.entity].Name, a.text(ph.head))), kind)
	p.put(46, flag32(alike)<<2|flag32(len(p.alike) > 0)<<1|flag32(tied), kind)
	p.put(47, flag32(alike)<<2|flag32(len(p.alike) == 1)<<1|flag32(a.follows(i)), kind)
	p.put(45, flag32(tied)<<4|uint32(min(c.distance, 2))<<2|flag32(c.latest.place == subjectPlace)<<1|flag32(a.hasRole(c.who.entity)), kind)
}

// describeSelf tells of the answer that phrase i speaks of nobody before.
func (a *article) describeSelf(i int32, kind anaphor, others int) {
	p := &a.people
	ph := &a.phrases[i]
	p.put(50, 1, kind)
	p.put(51, uint32(ph.sort)<<2|flag32(ph.definite)<<1|flag32(a.follows(i)), kind)
	p.put(52, a.words[ph.head].hash, kind)
	p.put(53, flag32(a.hasModifier(ph))<<1|flag32(a.chainEnd(i) > ph.last), kind)
	p.put(54, uint32(min(others, 4)), kind)
	p.put(55, flag32(len(p.byNoun[a.words[ph.head].hash]) > 0)<<1|flag32(strings.HasPrefix(strings.ToLower(a.text(ph.head)), "spokes")), kind)
	p.put(56, flag32(a.Tokens[ph.head].Tag == "NNP"), kind)
	next := a.chainEnd(i)
	p.put(57, flag32(int(next) < len(a.words) && a.words[next].known.Case == lexicon.Relative), kind)
	p.put(58, flag32(len(p.alike) > 0)<<1|flag32(p.tied != none), kind)
}

// hasModifier says whether words stand between a phrase's article and its head.
func (a *article) hasModifier(ph *phrase) bool {
	n := ph.head - ph.first
	if n > 0 && a.Tokens[ph.first].Tag == "DT" {
		n--
	}
	return n > 0
}

func flag32(b bool) uint32 {
	if b {
		return 1
	}
	return 0
}

// likeliest picks an antecedent; nobody where there is none.
func likeliest(list []antecedent) referent {
	best := none
	for k := range list {
		if best == none || list[k].share > list[best].share {
			best = k
		}
	}
	if best == none {
		return nobody
	}
	who := list[best].who
	who.sureness = list[best].share
	return who
}
