package speaker

import (
	"strings"

	"quoth/nlp"
	"quoth/nlp/lexicon"
)

// described gives what a description stands for: the name that the article
// ties it to, else somebody unnamed. Speaks is the quotation it speaks, or none.
func (a *article) described(i, speaks int32) referent {
	if who, ok := a.namedHere(i); ok {
		return who
	}
	if who, ok := a.meantByWords(i, speaks != none); ok {
		return who
	}
	ph := &a.phrases[i]
	if speaks != none && !ph.plural && (!a.pointsBack(i) || a.isBareInHeadline(ph)) {
		if e := a.namedBelow(i); e != none {
			return referent{entity: e, phrase: i, sureness: 0.75}
		}
		if e := a.namedNext(i); e != none {
			return referent{entity: e, phrase: i, sureness: 0.7}
		}
	}
	switch {
	case ph.plural || !a.pointsBack(i) || a.asksNoName(i) || a.isKinOf(i) && a.tiedBefore(i) == none:
		return unnamed(i)
	case speaks == none:
		return a.spokenOf(i)
	}
	if e := a.onlyTiedBody(i); e != none {
		return referent{entity: e, phrase: i, sureness: 0.85}
	}
	if e := a.onlyTiedPerson(i); e != none {
		return referent{entity: e, phrase: i, sureness: 0.97}
	}
	return a.choose(a.weigh(i, speaks, !a.tellsAge(ph) && !a.meansNamed(i)), i, speaks)
}

// asksNoName says whether a clause right behind phrase i tells that the name is not told:
// "The barman, who did not give his name,".
func (a *article) asksNoName(i int32) bool {
	t := a.chainEnd(i)
	if int(t)+1 >= len(a.words) || a.text(t) != "," || !strings.EqualFold(a.text(t+1), "who") {
		return false
	}
	end := t + 2
	for last := min(int32(a.Sentences[a.Tokens[t].Sentence].Last), end+longestApposition); end < last && a.words[end].symbol != symbolComma; {
		end++
	}
	return a.staysUntold(t+2, end)
}

// unnamed stands for somebody who is known by phrase i alone.
func unnamed(i int32) referent { return referent{entity: none, phrase: i, sureness: 0.85} }

// namedHere gives whom words beside phrase i name, and whether there are such.
func (a *article) namedHere(i int32) (referent, bool) {
	ph := &a.phrases[i]
	if e := a.tiedHere(i); e != none {
		return referent{entity: e, phrase: i, sureness: 0.95}, true
	}
	if name := a.nameBeside(i); name != none && !ph.plural {
		return referent{entity: none, phrase: name, sureness: 0.9}, true
	}
	if name := a.goesBy(i); name != none && !ph.plural && isAnimate(ph.sort) || name != none && ph.sort == sortOther {
		if a.named(name) {
			return referent{entity: a.entityAt(a.phrases[name].mention), phrase: i, sureness: 0.9}, true
		}
		return referent{entity: none, phrase: name, sureness: 0.9}, true
	}
	return unnamed(i), a.isBareName(i) && a.borne(ph) == none && a.abbreviated(i) == none
}

// meantByWords gives the only one whom the words of phrase i can mean, wherever that
// one is named, and whether they tell.
func (a *article) meantByWords(i int32, speaks bool) (referent, bool) {
	ph := &a.phrases[i]
	for _, one := range [...]int32{a.relativeOf(i), a.belonging(i), a.aged(ph), a.ofFittingAge(i), a.onlyDeputy(i), a.abbreviated(i), a.downingStreet(ph)} {
		if one != none {
			return referent{entity: one, phrase: i, sureness: 0.9}, true
		}
	}
	if e := a.speaksFor(i); e != none && speaks {
		return referent{entity: e, phrase: i, sureness: 0.8}, true
	}
	if e := a.borne(ph); e != none {
		return referent{entity: e, phrase: i, sureness: 0.9}, true
	}
	if a.isLoneName(ph) {
		return a.bearerOf(i), true
	}
	if e := a.bodyOf(i); e != none {
		return referent{entity: e, phrase: i, sureness: 0.9}, true
	}
	if ph.sort == sortBody && a.words[ph.head].known.Is(lexicon.Generic) {
		if e := a.ofPeople(i); e != none {
			return referent{entity: e, phrase: i, sureness: 0.8}, true
		}
	}
	if _, named := a.bodyName(ph); named || a.isBodyOfOther(i) {
		return unnamed(i), true
	}
	if body := a.namedBody(i); body != none {
		return referent{entity: none, phrase: body, sureness: 0.85}, true
	}
	return nobody, false
}

// onlyTiedPerson gives the only person to whom the article ties the noun of phrase i,
// "the paramedic", where that was done before it and nobody without a name was called
// so in between.
func (a *article) onlyTiedPerson(i int32) int32 {
	ph := &a.phrases[i]
	noun := a.words[ph.head].hash
	if ph.sort != sortRole || ph.plural || ph.last-ph.first != 2 || !strings.EqualFold(a.text(ph.first), "the") || a.chainEnd(i) != ph.last {
		return none
	}
	found, before := int32(none), int32(none)
	for _, k := range a.people.byNoun[noun] {
		t := &a.people.ties[k]
		if a.labels[t.entity] != nlp.Person || t.lowered {
			return none
		}
		found = a.onlyOne(found, t.entity)
		if t.token < ph.head && (before == none || t.token > before) {
			before = t.token
		}
	}
	if found < 0 || before == none || a.words[before].hash != noun || !a.canBe(found, a.words[ph.head].known.Sex) {
		return none
	}
	for j := i - 1; j >= 0 && j > i-meansNamedReach && a.phrases[j].head > before; j-- {
		if other := &a.phrases[j]; a.words[other.head].hash == noun && (a.isIndefinite(other.first) || a.follows(j)) {
			return none
		}
	}
	return found
}

// spokenOf gives what a description stands for that speaks nothing. What is read here
// tells whom pronouns behind it mean, so that it must be sure.
func (a *article) spokenOf(i int32) referent {
	ph := &a.phrases[i]
	if e := a.tiedBefore(i); e != none {
		return referent{entity: e, phrase: i, sureness: 0.85}
	}
	if e := a.onlyRelative(i); e != none {
		return referent{entity: e, phrase: i, sureness: 0.8}
	}
	if earlier := a.introduced(i); earlier != none {
		return referent{entity: none, phrase: earlier, sureness: 0.8}
	}
	if e := a.onlyTiedBody(i); e != none {
		return referent{entity: e, phrase: i, sureness: 0.85}
	}
	switch {
	case ph.definite && a.tellsAge(ph):
		return a.ofAge(i)
	case ph.sort == sortBody && a.words[ph.head].known.Is(lexicon.Generic):
		return likeliest(a.weigh(i, none, true))
	case a.isToldOf(i):
		return unnamed(i)
	}
	if a.openingSubject(i) {
		if who := a.presented(i); who.entity != none {
			return who
		}
		if who := a.goesOnWith(i); who.entity != none {
			return who
		}
	}
	if ph.sort == sortRole && ph.definite && !a.words[ph.head].marked {
		if who := likeliest(a.weigh(i, none, true)); who.entity != none && who.sureness >= surelyMeant {
			return who
		}
	}
	return unnamed(i)
}

// ofAge gives whom "the 19-year-old" stands for, whose age the article tells
// nowhere else: whom the sentence before is about, else the likeliest.
func (a *article) ofAge(i int32) referent {
	if who := a.goesOnWith(i); who.entity != none && !a.isOfAge(who.entity) {
		return who
	}
	return likeliest(a.weigh(i, none, false))
}

// onlyRelative gives the only other person of the last name of the one whose
// relative phrase i is, named before it: "Ana and Luis Ruiz … Her husband".
func (a *article) onlyRelative(i int32) int32 {
	ph := &a.phrases[i]
	owner := a.ownerOf(i)
	if owner == none || a.labels[owner] != nlp.Person || !sharesSurname(strings.ToLower(a.text(ph.head))) {
		return none
	}
	found := int32(none)
	for e := range int32(min(len(a.Entities), mostNames)) {
		m := a.Entities[e].Mentions
		if e == owner || len(m) == 0 || a.same[e] != e || int32(a.Mentions[m[0]].First) > ph.head || !a.canBe(e, a.words[ph.head].known.Sex) {
			continue
		}
		if a.sameLastName(owner, e) {
			found = a.onlyOne(found, e)
		}
	}
	return max(found, none)
}

// sharesSurname says whether a noun is one for kin who mostly have one last name.
func sharesSurname(noun string) bool {
	switch noun {
	case "husband", "wife", "son", "daughter", "brother", "sister", "father", "mother":
		return true
	}
	return false
}

// openingSubject says whether phrase i is "the driver" that begins a sentence
// and is its subject.
func (a *article) openingSubject(i int32) bool {
	ph := &a.phrases[i]
	end := a.chainEnd(i)
	return int(end) < len(a.Tokens) && ph.sort == sortRole && strings.EqualFold(a.text(ph.first), "the") && !a.words[ph.head].marked &&
		int(ph.first) == a.Sentences[a.Tokens[ph.head].Sentence].First && (a.isSubject(ph) || a.Tokens[end].Tag == "VBD")
}

// presented gives the person whom an article has just named and tells of now,
// as newswriters do: "Ana Ruiz sells shoes. The driver from Turin …". The
// description is then tied to the name.
func (a *article) presented(i int32) referent {
	who := likeliest(a.weigh(i, none, true))
	if who.entity == none || a.hasRole(who.entity) || a.Tokens[a.phrases[i].head].Sentence-a.Tokens[a.phrases[who.phrase].head].Sentence > presentedReach {
		return nobody
	}
	ph := &a.phrases[i]
	a.addTie(who.entity, ph.head, a.skipArticle(ph.first), a.chainEnd(i), i)
	return who
}

// goesOnWith gives the person named whom the sentence before a description that
// begins a sentence is about, as newspapers vary their words for one: "Ana Ruiz told
// the court that she had knocked. The retired seamstress had climbed in."
func (a *article) goesOnWith(i int32) referent {
	who := a.focusOf(i, none)
	if who.entity == none || a.labels[who.entity] != nlp.Person || a.introduced(i) != none || len(a.people.alike) > 0 && !a.people.isAlike(who.entity) {
		return nobody
	}
	who.phrase, who.sureness = i, goesOnSurely
	return who
}

// isToldOf says whether a relative clause between commas tells of phrase i, as of
// somebody who is new: "The priest, who had walked ahead, said Mass".
func (a *article) isToldOf(i int32) bool {
	t := a.chainEnd(i)
	return int(t)+1 < len(a.words) && a.text(t) == "," && strings.EqualFold(a.text(t+1), "who")
}

// goesOnSurely is how sure a description is of the one whom the sentence before is about.
const goesOnSurely = 0.5

// surelyMeant is the sureness from which "the driver", of whom nothing is quoted,
// is taken for somebody whom the article names.
const surelyMeant = 0.3

// presentedReach is how far back the name may stand, in sentences.
const presentedReach = 1

// tiedHere gives the entity that an apposition ties phrase i to, right here.
func (a *article) tiedHere(i int32) int32 {
	head := a.phrases[i].head
	for _, k := range a.people.byNoun[a.words[head].hash] {
		if a.people.ties[k].token == head {
			return a.people.ties[k].entity
		}
	}
	return none
}

// bodyOf gives the only body or place whose name holds the noun of phrase i:
// "the foundation" is the Lighthouse Foundation.
func (a *article) bodyOf(i int32) int32 {
	ph := &a.phrases[i]
	if ph.sort != sortBody && ph.sort != sortThing || !ph.definite && !a.isBareInHeadline(ph) || ph.plural || a.words[ph.first].known.Case != lexicon.NoCase {
		return none
	}
	if ph.last-ph.first == 2 || ph.first == ph.head {
		if e := a.bodyWith(a.text(ph.head), ph.sort == sortThing); e != none {
			return max(e, none)
		}
	} else if e := a.bodyEnding(ph); e != none {
		return max(e, none)
	}
	if ph.sort == sortBody {
		if e := a.bodyOfKind(a.text(ph.head)); e != none {
			return e
		}
		return a.buildingOf(a.text(ph.head))
	}
	return none
}

// buildingOf gives the only place whose name of several words ends with a noun for a
// body, as those of hospitals and schools do.
func (a *article) buildingOf(noun string) int32 {
	found := int32(none)
	for e := range int32(min(len(a.Entities), mostNames)) {
		if a.labels[e] == nlp.Location && endsInWord(a.Entities[e].Name, noun) {
			found = a.onlyOne(found, e)
		}
	}
	return max(found, none)
}

// bodyWith gives the only body, or place where these count, whose name of several
// words begins or ends with a noun.
func (a *article) bodyWith(noun string, places bool) int32 {
	found := int32(none)
	for e := range int32(min(len(a.Entities), mostNames)) {
		if (a.labels[e] == nlp.Organization || a.labels[e] == nlp.Location && places) && holdsWord(a.Entities[e].Name, noun) {
			found = a.onlyOne(found, e)
		}
	}
	return found
}

// holdsWord says whether a name of several words begins or ends with a noun, or has it
// for its head: "Supreme Court of Norway". A central bank is not "the bank" beside others.
func holdsWord(name, noun string) bool {
	words := strings.Fields(name)
	if len(words) < 2 || strings.EqualFold(words[0], noun) || strings.EqualFold(words[len(words)-1], noun) {
		return len(words) > 1
	}
	for k, word := range words[1:] {
		if word == "of" || word == "for" {
			return strings.EqualFold(words[k], noun) && !strings.EqualFold(noun, "bank")
		}
	}
	return false
}

// endsInWord says whether a name of several words ends with a noun.
func endsInWord(name, noun string) bool {
	at := strings.LastIndexByte(name, ' ')
	return at > 0 && strings.EqualFold(name[at+1:], noun)
}

// aged gives the entity of the age in "the 19-year-old".
func (a *article) aged(ph *phrase) int32 {
	for t := ph.first; t < ph.last; t++ {
		if age, ok := strings.CutSuffix(a.text(t), "-year-old"); ok {
			if e, ok := a.people.ages[hashLower(age)]; ok {
				return e
			}
		}
	}
	return none
}

// noteAge notes how old somebody is whom a phrase calls by the age: "the 19-year-old".
func (a *article) noteAge(ph *phrase, who referent) {
	if who.entity == none || ph.mention != none {
		return
	}
	for t := ph.first; t < ph.last; t++ {
		if age, ok := strings.CutSuffix(a.text(t), "-year-old"); ok {
			if _, known := a.people.ages[hashLower(age)]; !known {
				a.people.ages[hashLower(age)] = who.entity
			}
		}
	}
}

// isOfAge says whether the article tells how old an entity is.
func (a *article) isOfAge(entity int32) bool {
	for _, e := range a.people.ages {
		if e == entity {
			return true
		}
	}
	return false
}

// borne gives the only person who bears the name at the head of a phrase, where
// the layer of mentions found none there.
func (a *article) borne(ph *phrase) int32 {
	if ph.sort != sortName || ph.mention != none || a.people.bearers[a.words[ph.head].hash] != 1 {
		return none
	}
	for e := range int32(min(len(a.Entities), mostNames)) {
		if a.bears(e, a.text(ph.head)) {
			return a.same[e]
		}
	}
	return none
}

// leadParagraphs is how many paragraphs, with the headline, speak of somebody
// whom the article names only below.
const leadParagraphs = 2

// namedBelow gives whom a headline or a lead speaks of without a name, as news
// does: "A judge struck down the law, calling it …" is the only judge whom the
// article names.
func (a *article) namedBelow(i int32) int32 {
	ph := &a.phrases[i]
	if ph.sort != sortRole && ph.sort != sortBody || a.paragraph(ph.head) >= leadParagraphs {
		return none
	}
	found := int32(none)
	for _, k := range a.people.byNoun[a.words[ph.head].hash] {
		t := &a.people.ties[k]
		if t.token > ph.head && (a.labels[t.entity] == nlp.Person) == (ph.sort == sortRole) {
			found = a.onlyOne(found, t.entity)
		}
	}
	return max(found, none)
}

// namedNext gives whom the paragraph after a lead names first, where the lead
// begins with somebody unnamed, as reports from courts do: "A man who drove away
// has been jailed. ¶ Omar Haddad, 34, …".
func (a *article) namedNext(i int32) int32 {
	ph := &a.phrases[i]
	if ph.sort != sortRole || !a.isIndefinite(ph.first) || a.paragraph(ph.head) > leadParagraphs ||
		int(ph.first) != a.Sentences[a.Tokens[ph.first].Sentence].First || ph.first > 0 && a.paragraph(ph.first-1) == a.paragraph(ph.first) {
		return none
	}
	j := i + 1
	for int(j) < len(a.phrases) && a.paragraph(a.phrases[j].head) == a.paragraph(ph.head) {
		if a.named(j) && a.labelAt(a.phrases[j].mention) == nlp.Person {
			return none // somebody else is named first
		}
		j++
	}
	if int(j) >= len(a.phrases) || !a.isFullName(a.phrases[j].mention) || a.phrases[j].possessor {
		return none
	}
	e := a.entityAt(a.phrases[j].mention)
	if e == none || int(a.phrases[j].first) != a.Sentences[a.Tokens[a.phrases[j].first].Sentence].First {
		return none
	}
	if !a.canBe(e, a.words[ph.head].known.Sex) {
		return none
	}
	return e
}

// tellsAge says whether a phrase calls somebody by the age: "the 44-year-old".
func (a *article) tellsAge(ph *phrase) bool {
	for t := ph.first; t < ph.last; t++ {
		if strings.HasSuffix(a.text(t), "-year-old") {
			return true
		}
	}
	return false
}

// pointsBack says whether phrase i speaks of somebody known: "the minister",
// "his lawyer", "the bank's chairman", a bare "Minister".
func (a *article) pointsBack(i int32) bool {
	ph := &a.phrases[i]
	if ph.definite || a.follows(i) {
		return true
	}
	switch a.Tokens[ph.first].Tag {
	case "DT", "CD":
		return false
	}
	return a.Tokens[ph.head].Tag == "NNP" || ph.sort == sortRole && ph.first == ph.head && a.words[ph.head].known.Is(lexicon.Singular) || a.isBareInHeadline(ph)
}

// tiedBefore gives the entity that the article ties the noun of phrase i to
// elsewhere: the one whose description shares most words, then the nearest
// before it, then the nearest after it.
func (a *article) tiedBefore(i int32) int32 {
	ph := &a.phrases[i]
	best, bestScore := int32(none), -1<<30
	for _, k := range a.people.byNoun[a.words[ph.head].hash] {
		t := &a.people.ties[k]
		if a.isOutranked(ph, t) || a.isOtherOwners(t, i) || a.labels[t.entity] == nlp.Person != (ph.sort == sortRole || ph.sort == sortName || ph.sort == sortThing) {
			continue
		}
		score := 1000 * (a.sharedWords(ph, t) + a.sharedPeople(ph, t.entity))
		if gap := int(ph.head - t.token); gap >= 0 {
			score -= min(gap, 5000) / 10
		} else {
			score -= 500 + min(-gap, 5000)/10
		}
		if score > bestScore {
			best, bestScore = t.entity, score
		}
	}
	if best == none && ph.sort == sortRole {
		return a.ofPeople(i)
	}
	return best
}

// isOutranked says whether a description is one of a lower rank than phrase ph
// tells, and the article has somebody of that rank: "the governor" is not the
// deputy governor where there is a governor.
func (a *article) isOutranked(ph *phrase, t *tie) bool {
	if !t.lowered && a.standsIn(ph) {
		return true // "the deputy mayor" is not the mayor
	}
	if !t.lowered || a.isLowered(ph.first, ph.head) {
		return false
	}
	for _, k := range a.people.byNoun[a.words[ph.head].hash] {
		if other := &a.people.ties[k]; other.entity != t.entity && !other.lowered {
			return true
		}
	}
	return false
}

// standsIn says whether a phrase calls somebody the deputy of an office.
func (a *article) standsIn(ph *phrase) bool {
	for t := ph.first; t < ph.head; t++ {
		switch strings.ToLower(a.text(t)) {
		case "deputy", "vice", "assistant":
			return true
		}
	}
	return false
}

// onlyDeputy gives the only person whom the article calls a deputy, where phrase i names
// the office too: "His deputy, Ana Ruiz, … the deputy mayor".
func (a *article) onlyDeputy(i int32) int32 {
	ph := &a.phrases[i]
	found := int32(none)
	if !ph.definite || !a.standsIn(ph) {
		return none
	}
	for _, k := range a.people.byNoun[hashLower("deputy")] {
		if t := &a.people.ties[k]; a.labels[t.entity] == nlp.Person && t.token < ph.head {
			found = a.onlyOne(found, t.entity)
		}
	}
	return max(found, none)
}

// isLowered says whether tokens [first, last) tell that an office is not the
// first or not the present one.
func (a *article) isLowered(first, last int32) bool {
	for t := first; t < last; t++ {
		switch strings.ToLower(a.text(t)) {
		case "deputy", "vice", "assistant", "associate", "junior", "former", "ex", "then", "late", "shadow", "acting", "interim", "co":
			return true
		}
	}
	return false
}

// sharedWords counts the words that stand with the noun of a phrase and that a
// description has too: "the new mayor of Turin".
func (a *article) sharedWords(ph *phrase, t *tie) int {
	n, end := 0, a.chainEnd(a.words[ph.head].phrase)
	for x := ph.first; x < end; x++ {
		if x == ph.head || a.Tokens[x].Tag == "DT" || a.words[x].symbol == symbolOf || a.words[x].symbol == symbolPreposition {
			continue
		}
		for y := t.first; y < t.last; y++ {
			if y != t.token && a.words[x].hash == a.words[y].hash {
				n++
				break
			}
		}
	}
	return n
}

// introduced gives the phrase that introduced somebody unnamed whom phrase i
// speaks of again: "a witness … the witness".
func (a *article) introduced(i int32) int32 {
	ph := &a.phrases[i]
	refs := a.people.references
	for k := len(refs) - 1; k >= 0 && k >= len(refs)-mostReferences; k-- {
		who := refs[k].who
		if who.entity == none && who.phrase != none && who.phrase < i &&
			a.words[a.phrases[who.phrase].head].hash == a.words[ph.head].hash {
			return who.phrase
		}
	}
	return none
}

// hasRole says whether the article describes the entity in words of its own.
func (a *article) hasRole(entity int32) bool { return a.people.roles[entity] != none }
