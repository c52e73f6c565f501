package speaker

import (
	"strings"

	"quoth/nlp"
	"quoth/nlp/lexicon"
)

// A referent is what words stand for: an entity of the document, or somebody
// unnamed who is known by a phrase.
type referent struct {
	entity   int32   // none for the unnamed
	phrase   int32   // the phrase that introduced it
	group    bool    // the whole row of names that begins with the phrase
	sureness float32 // 0 … 1, that the words stand for it
}

var nobody = referent{entity: none, phrase: none}

// A reference is a place where the article speaks of somebody.
type reference struct {
	token  int32
	who    referent
	weight float32 // how much the place makes it a likely antecedent
	sex    nlp.Sex
	sure   bool // the article tells the sex; else only a first name does
	person bool
	plural bool
	marked bool // inside quotation marks
	speaks bool // names the speaker of a quotation
	opens  bool // begins its sentence
	place  clausePlace
	form   uint8 // 0 a name, 1 a pronoun, 2 a description
}

// A clausePlace says where in its clause somebody is named.
type clausePlace uint8

const (
	otherPlace clausePlace = iota
	subjectPlace
	obliquePlace // behind a preposition
	ownerPlace
	besidePlace // in an apposition
)

// Bounds and weights of the search for an antecedent. The order of the weights
// follows the salience factors of Lappin and Leass (1994): recency first, then
// the subject's place, then the rest; their sizes were set on articles written
// for development.
const (
	mostReferences    = 90
	farthest          = 14 // sentences
	weightSentence    = -0.75
	weightSubject     = 1.0
	weightFirst       = 0.35
	weightOblique     = -0.45
	weightOwner       = -0.8
	weightMarked      = -2.4
	weightSpeaker     = 0.8
	weightUnnamed     = -0.5
	weightPlace       = -0.8 // "it" for a place, where an organisation could be meant
	weightDescribed   = -0.9 // "the witness" for somebody whom the article describes otherwise
	weightTied        = 4    // "the minister" for somebody whom the article calls a minister
	weightAlsoTied    = 2    // the same, where the tie is not the nearest
	weightUntied      = -1.5 // "the minister" for somebody else, where the article has a minister
	weightSameNoun    = 2    // "the guard" for a guard without a name
	weightKin         = 2.5  // "her father" for somebody of the same last name
	weightReply       = -1.8 // spoke last, where the cue says that somebody replies
	weightGoesOn      = 1.5  // spoke last, where the cue says that somebody goes on
	weightRepeat      = 0.08
	weightSexKnown    = 0.5
	weightSexOther    = -3   // the first name is one of the other sex
	weightObject      = -2.5 // named as the object of the same clause
	weightWithin      = -0.9 // named inside the words that it would speak
	weightParagraph   = -0.45
	weightNewcomer    = 2.5  // somebody unnamed whom the text has just brought in
	weightUntold      = 3    // and whose name the article says it does not tell
	weightFirstBearer = 2.0  // of a last name: whom the article names first
	weightKinsman     = -2.0 // and who is told to be somebody's mother
	weightFocus       = 1.5  // whom the sentence before the quotation is about
	weightAsked       = 2.0  // whom somebody asks right before the quotation
	weightAsks        = -2.0 // and who asks
)

// readReferences walks through the article and follows every pronoun to what
// it stands for. The speakers' phrases must be known: chosen gives for each
// phrase the quotation it speaks, or none.
func (a *article) readReferences(chosen []int32) {
	p := &a.people
	p.references = p.references[:0]
	p.resolved, p.bearings = p.resolved[:0], p.bearings[:0]
	if p.unnamedSex == nil {
		p.unnamedSex = map[int32]nlp.Sex{}
	}
	clear(p.unnamedSex)
	p.lastSpeaker, p.speakerBefore, p.leading, p.lastUnnamed = none, none, none, none
	a.readBareNames()
	for range a.phrases {
		p.resolved = append(p.resolved, nobody)
	}
	for i := range a.phrases {
		a.refer(int32(i), chosen[i])
	}
}

// refer notes what phrase i stands for.
func (a *article) refer(i, speaks int32) {
	ph := &a.phrases[i]
	if ph.sort == sortRole && a.isBodyHere(ph) {
		ph.sort = sortBody
	}
	who := nobody
	switch {
	case a.named(i) && a.labelAt(ph.mention) != nlp.Person && a.abbreviated(i) != none:
		who = referent{entity: a.abbreviated(i), phrase: i, sureness: 0.9}
	case a.named(i):
		who = referent{entity: a.namesake(i), phrase: i, sureness: 1}
		if a.isShared(i) {
			if other := a.choose(a.weigh(i, speaks, false), i, speaks); other.entity != none {
				who = referent{entity: other.entity, phrase: i, sureness: other.sureness}
				if a.people.teach == nil {
					who = a.calledSo(i, who)
				}
			}
		}
	case ph.sort == sortPronoun || ph.sort == sortOwner:
		who = a.meant(a.antecedent(i, speaks), i, speaks)
		if a.words[ph.head].known.Case == lexicon.Subject && (speaks != none || int(ph.first) == a.Sentences[a.Tokens[ph.first].Sentence].First) {
			a.learnSex(who, a.words[ph.head].known.Sex)
		}
	case ph.sort == sortRelative:
		who = a.relativeHead(i)
	case ph.sort == sortRole || ph.sort == sortBody || ph.sort == sortOther || ph.sort == sortThing && speaks != none || ph.sort == sortName:
		who = a.described(i, speaks)
	}
	if speaks != none && !who.group {
		if first := a.pairOf(i); first.entity != none {
			who = first
		}
	}
	a.people.resolved[i] = who
	if a.isByline(ph.first) {
		return // who wrote the article is not whom it tells of
	}
	a.noteAge(ph, who)
	a.noteWitness(i, who)
	if speaks != none && a.pointsBack(i) && !a.named(i) {
		a.keepTie(i, who)
	}
	if speaks != none && who.phrase != none && !a.wasAsked(speaks) {
		a.people.heard(who)
	}
	if a.people.leading == none && who.entity != none && a.labels[who.entity] == nlp.Person && a.paragraph(ph.head) > 0 {
		a.people.leading = who.entity
	}
	if who.phrase == none || ph.sort == sortRelative || a.isFirstOrSecond(ph.head) {
		return
	}
	if who.entity == none && speaks == none && (a.phrases[who.phrase].sort == sortOther && !a.isOneOf(who.phrase) || a.phrases[who.phrase].sort == sortName && !a.isBareName(who.phrase)) {
		return
	}
	r := a.reference(i, who, speaks)
	a.people.references = append(a.people.references, r)
	if first, last := a.conjuncts(i); ph.mention != none && first == i && last > i {
		r.who.group, r.plural = true, true
		a.people.references = append(a.people.references, r)
	}
}

// isOneOf says whether phrase i is one of several people: "one of the nurses".
func (a *article) isOneOf(i int32) bool {
	ph := &a.phrases[i]
	if !strings.EqualFold(a.text(ph.head), "one") || int(ph.last)+1 >= len(a.words) || a.words[ph.last].symbol != symbolOf {
		return false
	}
	of := a.words[ph.last+1].phrase
	for of != none && a.phrases[of].possessor && int(of)+1 < len(a.phrases) {
		of++
	}
	return of != none && a.phrases[of].plural && a.phrases[of].sort == sortRole
}

// isBodyHere says whether a noun for people and for bodies alike, "operator", is
// one for a body in this article, which ties it to a body and to no person.
func (a *article) isBodyHere(ph *phrase) bool {
	known := a.words[ph.head].known
	if ph.plural || ph.mention != none {
		return false
	}
	if !known.Is(lexicon.Body) {
		return a.isTiedToBodiesOnly(ph)
	}
	if strings.HasSuffix(a.text(ph.head-min(1, ph.head-ph.first)), "-based") {
		return true // "the Turin-based builder"
	}
	tied := false
	for _, k := range a.people.byNoun[a.words[ph.head].hash] {
		if a.labels[a.people.ties[k].entity] == nlp.Person {
			return false
		}
		tied = true
	}
	return tied || known.Is(lexicon.Generic) && a.bodyOfKind(a.text(ph.head)) != none
}

// isTiedToBodiesOnly says whether an article ties a noun for people, "landlord", to a
// body before, and to no person.
func (a *article) isTiedToBodiesOnly(ph *phrase) bool {
	before := false
	for _, k := range a.people.byNoun[a.words[ph.head].hash] {
		t := &a.people.ties[k]
		if a.labels[t.entity] != nlp.Organization {
			return false
		}
		before = before || t.token < ph.head
	}
	return before
}

// heard notes who speaks, named or not.
func (p *people) heard(who referent) {
	p.lastUnnamed = none
	if who.entity == none {
		p.lastUnnamed = who.phrase
		return
	}
	if p.lastSpeaker != who.entity {
		p.speakerBefore, p.lastSpeaker = p.lastSpeaker, who.entity
	}
}

func (a *article) isFirstOrSecond(t int32) bool {
	k := a.words[t].known
	return k.Case != lexicon.NoCase && k.Person < 3
}

// isShared says whether phrase i is a bare last name that several people of
// the article bear, and no title tells which of them it is.
func (a *article) isShared(i int32) bool {
	ph := &a.phrases[i]
	m := &a.Mentions[ph.mention]
	if a.labelAt(ph.mention) != nlp.Person || m.Last-m.First != 1 || a.people.bearers[a.words[ph.head].hash] < 2 {
		return false
	}
	if m.First == 0 {
		return true
	}
	title := a.words[m.First-1].known
	if !title.Is(lexicon.Honorific | lexicon.Role) {
		return true
	}
	return !title.Is(lexicon.Role) && title.Sex != nlp.SexUnknown && a.bearersOf(a.text(ph.head), title.Sex) > 1
}

// bearersOf counts the people who bear a name and may be of a sex.
func (a *article) bearersOf(name string, sex nlp.Sex) int {
	n := 0
	for e := range int32(min(len(a.Entities), mostNames)) {
		if x := a.people.sex[e]; a.same[e] == e && (x == sex || x == nlp.SexUnknown) && a.bears(e, name) {
			n++
		}
	}
	return n
}

// A bearing is whom a bare last name seems to mean at one of its places.
type bearing struct {
	name   uint32 // the hash of the name
	entity int32
	sure   float32
}

// calledSo gives whom the bare last name that phrase i is has meant at most of its
// places so far, this one counted, below the headline and outside marks: newspapers
// call but one of a family so.
func (a *article) calledSo(i int32, here referent) referent {
	p := &a.people
	head := a.phrases[i].head
	name := a.words[head].hash
	if a.paragraph(head) > 0 && !a.words[head].marked {
		p.bearings = append(p.bearings, bearing{name: name, entity: here.entity, sure: here.sureness})
	}
	sex, best := a.titleSex(i), here
	most := float32(0)
	for k := max(0, len(p.bearings)-bearingReach); k < len(p.bearings); k++ {
		e := p.bearings[k].entity
		if p.bearings[k].name != name || !a.canBe(e, sex) {
			continue
		}
		sum := float32(0)
		for _, b := range p.bearings[max(0, len(p.bearings)-bearingReach):] {
			if b.name == name && b.entity == e {
				sum += b.sure
			}
		}
		if sum > most {
			most, best.entity = sum, e
		}
	}
	return best
}

// bearingReach bounds how many places of such names are looked at.
const bearingReach = 60

// titleSex gives the sex that a title before phrase i tells, or a "himself" behind it.
func (a *article) titleSex(i int32) nlp.Sex {
	ph := &a.phrases[i]
	if int(ph.last) < len(a.words) && a.words[ph.last].known.Case == lexicon.Reflexive {
		return a.words[ph.last].known.Sex
	}
	if ph.mention == none || a.Mentions[ph.mention].First == 0 {
		return nlp.SexUnknown
	}
	if title := a.words[a.Mentions[ph.mention].First-1].known; title.Is(lexicon.Honorific) {
		return title.Sex
	}
	return nlp.SexUnknown
}

// namesake gives the entity of a name; where a title's sex is not that of the
// entity, another person of the same last name, or first one, as many write that of the
// family: "Ms Ruiz" is not Carlos Ruiz.
func (a *article) namesake(i int32) int32 {
	ph := &a.phrases[i]
	entity := a.entityAt(ph.mention)
	first := a.Mentions[ph.mention].First
	if a.labels[entity] != nlp.Person || first == 0 {
		return entity
	}
	title := lexicon.Lookup(a.text(int32(first - 1)))
	sex := a.people.sex[entity]
	if !title.Is(lexicon.Honorific) || title.Sex == nlp.SexUnknown || sex == nlp.SexUnknown || sex == title.Sex {
		return entity
	}
	name := a.text(ph.head)
	for e := range int32(min(len(a.Entities), mostNames)) {
		if a.people.sex[e] != sex && a.bears(e, name) {
			return e
		}
	}
	return entity
}

// reference makes the entry of phrase i in the list of references.
func (a *article) reference(i int32, who referent, speaks int32) reference {
	ph := &a.phrases[i]
	r := reference{token: ph.head, who: who, plural: ph.plural, marked: a.words[ph.head].marked}
	if who.entity != none {
		r.person = a.labels[who.entity] == nlp.Person
		r.sex = a.people.sex[who.entity]
	} else {
		origin := &a.phrases[who.phrase]
		r.person = origin.sort == sortRole || origin.sort == sortOther || origin.sort == sortName || origin.sort == sortThing && (speaks != none || a.isFollowedByWho(who.phrase))
		r.sex, r.sure = a.sexOfUnnamed(who.phrase), true
		r.plural = origin.plural || isSeveral(strings.ToLower(a.text(origin.head)))
	}
	r.weight = a.placeWeight(i)
	r.place, r.form, r.speaks = a.clausePlaceOf(i), a.formOf(i), speaks != none
	r.opens = int(ph.first) == a.Sentences[a.Tokens[ph.first].Sentence].First
	if who.entity == none && speaks == none {
		r.weight += weightUnnamed
	}
	if speaks != none {
		r.weight += weightSpeaker
	}
	return r
}

// isSeveral says whether a noun in the singular stands for several people, whom "she"
// is not.
func isSeveral(noun string) bool {
	switch noun {
	case "couple", "pair", "duo", "trio", "quartet", "crowd":
		return true
	}
	return false
}

// sexOfUnnamed gives the sex of somebody known by phrase i alone, which the noun tells
// or a pronoun has told.
func (a *article) sexOfUnnamed(i int32) nlp.Sex {
	if sex := a.words[a.phrases[i].head].known.Sex; sex != nlp.SexUnknown {
		return sex
	}
	return a.people.unnamedSex[i]
}

// isFollowedByWho says whether a relative clause of a person's hangs on phrase i.
func (a *article) isFollowedByWho(i int32) bool {
	t := a.phrases[i].last
	return int(t) < len(a.words) && strings.EqualFold(a.text(t), "who")
}

// clausePlaceOf says where in its clause phrase i stands.
func (a *article) clausePlaceOf(i int32) clausePlace {
	ph := &a.phrases[i]
	switch {
	case ph.possessor:
		return ownerPlace
	case a.isSubject(ph):
		return subjectPlace
	case ph.first == 0:
		return otherPlace
	}
	switch a.words[ph.first-1].symbol {
	case symbolPreposition, symbolOf, symbolBy, symbolTo:
		return obliquePlace
	case symbolComma, symbolDash:
		return besidePlace
	}
	return otherPlace
}

// formOf says in which form phrase i speaks of somebody.
func (a *article) formOf(i int32) uint8 {
	switch {
	case a.named(i):
		return 0
	case a.phrases[i].sort == sortPronoun || a.phrases[i].sort == sortOwner || a.phrases[i].sort == sortRelative:
		return 1
	}
	return 2
}

// placeWeight tells how prominent the place of a phrase in its clause is.
func (a *article) placeWeight(i int32) float32 {
	ph := &a.phrases[i]
	var w float32
	switch {
	case ph.possessor:
		w += weightOwner
	case a.isSubject(ph):
		w += weightSubject
	case ph.first > 0:
		if s := a.words[ph.first-1].symbol; s == symbolPreposition || s == symbolOf || s == symbolBy || s == symbolTo {
			w += weightOblique
		}
	}
	if int(ph.first) == a.Sentences[a.Tokens[ph.first].Sentence].First {
		w += weightFirst
	}
	if a.words[ph.head].marked {
		w += weightMarked
	}
	return w
}

// longestApposition bounds what may stand between a subject and its verb, in tokens.
const longestApposition = 16

// isSubject says whether a finite verb follows a phrase, at once or after an
// apposition or a relative clause between commas.
func (a *article) isSubject(ph *phrase) bool {
	t := ph.last
	sentence := a.Tokens[ph.head].Sentence
	end := int32(a.Sentences[sentence].Last)
	for t < end && a.words[t].symbol == symbolAdverb {
		t++
	}
	t = a.pastBracket(t, end)
	if t >= end {
		return false
	}
	switch a.words[t].symbol {
	case symbolVerb:
		return true
	case symbolRelative:
		return true
	case symbolParticiple: // a past tense that the tagger took for one
		return int(ph.first) == a.Sentences[sentence].First
	case symbolComma:
		if t+1 < end && (a.words[t+1].symbol == symbolVerb || int(ph.first) == a.Sentences[sentence].First && a.words[t+1].known.Case == lexicon.Relative) {
			return true
		}
		for u := t + 1; u < min(end, t+longestApposition); u++ {
			if a.words[u].symbol == symbolComma && u+1 < end {
				for u++; u < end && a.words[u].symbol == symbolAdverb; u++ {
				}
				return u < end && a.words[u].symbol == symbolVerb
			}
		}
	}
	return false
}

// longestBracket bounds what stands in brackets behind a name, in tokens: "(54, Greens)".
const longestBracket = 8

// pastBracket gives the token behind what stands in brackets at a token, if anything does.
func (a *article) pastBracket(t, end int32) int32 {
	if t >= end || a.text(t) != "(" {
		return t
	}
	for u := t + 1; u < min(end, t+longestBracket); u++ {
		if a.text(u) == ")" {
			return u + 1
		}
	}
	return t
}

// relativeHead gives what "who" at phrase i stands for: the nearest phrase
// before it that can be somebody, over prepositional phrases.
func (a *article) relativeHead(i int32) referent {
	thing := a.words[a.phrases[i].head].known.Neuter
	found := int32(none)
	for j := i - 1; j >= 0 && j >= i-4; j-- {
		ph := &a.phrases[j]
		if a.Tokens[ph.head].Sentence != a.Tokens[a.phrases[i].head].Sentence {
			break
		}
		if found == none {
			found = j
		}
		if thing || isAnimate(ph.sort) {
			found = j
			break
		}
	}
	if found == none {
		return nobody
	}
	if r := a.people.resolved[found]; r.phrase != none {
		return r
	}
	return referent{entity: none, phrase: found, sureness: 0.8}
}

// antecedent gives what the pronoun at phrase i stands for; speaks is the
// quotation whose speaker it names, or none.
func (a *article) antecedent(i, speaks int32) referent {
	known := a.words[a.phrases[i].head].known
	if known.Person < 3 || known.Case == lexicon.Reflexive && speaks == none {
		return nobody
	}
	if owner := a.joinedOwner(i); owner != none {
		return referent{entity: owner, phrase: i, sureness: 0.95}
	}
	if who := a.heardAbove(i, speaks); who.phrase != none && a.people.teach == nil {
		return who
	}
	return a.choose(a.weigh(i, speaks, false), i, speaks)
}

// meant gives whom a description means that a pronoun which speaks goes back to. As
// long as nothing was quoted from "her father" it was left open who that is: "Her
// father laughed. “No,” he said."
func (a *article) meant(who referent, pronoun, speaks int32) referent {
	j := who.phrase
	if speaks == none || who.entity != none || who.group || j == none || a.phrases[j].sort != sortRole || a.phrases[j].plural || a.people.resolved[j].entity != none ||
		!a.pointsBack(j) || a.isToldOf(j) {
		return who
	}
	named := a.described(j, speaks)
	if named.entity == none || a.people.sure[named.entity] && !a.canBe(named.entity, a.words[a.phrases[pronoun].head].known.Sex) {
		return who
	}
	named.sureness *= who.sureness
	return named
}

// choose picks the likeliest antecedent, or the right one where the article is
// learnt from.
func (a *article) choose(list []antecedent, i, speaks int32) referent {
	if a.people.teach != nil && speaks != none {
		if who, told := a.people.teach(list, i, speaks); told {
			return who
		}
	}
	return likeliest(list)
}

// fits says whether a pronoun can stand for what a reference speaks of.
func fits(known lexicon.Word, r *reference) bool {
	switch {
	case known.Neuter:
		return !r.person && !r.plural
	case known.Number == lexicon.Several:
		return r.plural || !r.person
	case known.Sex != nlp.SexUnknown:
		return r.person && !r.plural && (r.sex == nlp.SexUnknown || r.sex == known.Sex || !r.sure)
	}
	return r.person
}

// referenceScore tells how likely a reference makes its antecedent, before anything is learnt.
func (a *article) referenceScore(r *reference, token int32, known lexicon.Word, distance int) float32 {
	score := r.weight + weightSentence*float32(min(distance, 4)) + 0.4*weightSentence*float32(max(distance-4, 0))
	score += weightParagraph * float32(min(a.paragraph(token)-a.paragraph(r.token), 4))
	switch {
	case known.Sex == nlp.SexUnknown || r.sex == nlp.SexUnknown:
	case r.sex == known.Sex:
		score += weightSexKnown
	default:
		score += weightSexOther
	}
	if known.Number == lexicon.Several && r.plural {
		score++
	}
	if r.who.entity != none && a.labels[r.who.entity] != nlp.Organization && !r.person && (known.Neuter || known.Number == lexicon.Several) {
		score += weightPlace
	}
	return score
}

// Sureness from which a pronoun tells the sex of its antecedent: in doubt, and surely.
const (
	likelySame = 0.5
	surelySame = 0.75
)

// learnSex notes the sex of somebody whose name doesn't tell it from a pronoun
// that surely stands for them.
func (a *article) learnSex(who referent, sex nlp.Sex) {
	if who.entity == none && who.phrase != none && who.sureness >= surelySame && a.words[a.phrases[who.phrase].head].known.Sex == nlp.SexUnknown {
		a.people.unnamedSex[who.phrase] = sex // "a nurse … she"
	}
	if who.entity != none && who.sureness >= likelySame && sex != nlp.SexUnknown && a.people.sex[who.entity] == nlp.SexUnknown {
		a.people.sex[who.entity] = sex
	}
	if who.entity != none && who.sureness >= surelySame && sex == a.people.sex[who.entity] {
		a.people.sure[who.entity] = true
	}
}

// replies says whether a quotation's cue says that somebody answers.
func (a *article) replies(q int32) bool {
	p := &a.places[q]
	return p.cueFirst != none && p.cueFirst < p.cueLast && lexicon.IsReply(a.text(p.cueFirst))
}

// goesOn says whether a quotation's cue says that whoever spoke last goes on: "she added".
func (a *article) goesOn(q int32) bool {
	p := &a.places[q]
	if p.cueFirst == none || p.cueFirst >= p.cueLast {
		return false
	}
	switch strings.ToLower(a.text(p.cueFirst)) {
	case "added", "adds", "continued", "continues", "concluded", "concludes":
		return true
	}
	return false
}

// wasAsked says whether a quotation's cue is passive: who "was asked" doesn't speak.
func (a *article) wasAsked(q int32) bool {
	p := &a.places[q]
	return p.cueFirst != none && p.cueLast-p.cueFirst > 1 && a.words[p.cueLast-1].symbol == symbolParticiple &&
		(a.text(p.cueFirst) == "was" || a.text(p.cueFirst) == "were")
}

// isObjectNear says whether the entity is named shortly after the pronoun at
// phrase i in its sentence, outside marks: "he accused Ruiz" is not Ruiz.
func (a *article) isObjectNear(i, entity int32) bool {
	ph := &a.phrases[i]
	for j := i + 1; int(j) < len(a.phrases) && j <= i+2; j++ {
		next := &a.phrases[j]
		if next.first-ph.last > 6 || a.Tokens[next.head].Sentence != a.Tokens[ph.head].Sentence || a.words[next.head].marked {
			return false
		}
		if a.named(j) && a.entityAt(next.mention) == entity {
			return true
		}
	}
	return false
}

// wordsWithin bounds how much of a quotation is searched for names.
const wordsWithin = 60

// namedWithin says whether a quotation's words name the entity.
func (a *article) namedWithin(q, entity int32) bool {
	p := &a.places[q]
	for t := p.first; t < min(p.last, p.first+wordsWithin); t++ {
		if m := a.words[t].mention; m != none && a.entityAt(m) == entity {
			return true
		}
	}
	return false
}
