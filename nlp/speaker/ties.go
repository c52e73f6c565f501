package speaker

import (
	"strings"

	"quoth/nlp"
	"quoth/nlp/lexicon"
)

// A tie is a description that the article ties to a name: "Finance Minister
// Ana Ruiz", "Ana Ruiz, the finance minister of Spain,", "its chairman, Ana Ruiz".
type tie struct {
	entity      int32
	token       int32 // the description's head
	first, last int32 // tokens of the whole description
	phrase      int32 // the phrase whose head it is; none where it is part of a name's phrase
	lowered     bool  // it tells that the office is not the first or not the present one
}

// mostTies bounds how many ties of one noun are weighed.
const mostTies = 64

// people is what an article tells of those it names.
type people struct {
	sex         []nlp.Sex // by entity
	sure        []bool    // by entity: the article itself tells the sex
	ties        []tie
	byNoun      map[uint32][]int32 // indices of ties, by hash of the description's head
	roles       []int32            // by entity: its first tie; none
	ages        map[uint32]int32   // entity by hash of the digits of its age
	years       map[int32]int      // age by entity
	bearers     map[uint32]int     // how many people bear a first or last name, by its hash
	references  []reference
	lastSpeaker int32
	// speakerBefore is who spoke before the last speaker; leading is the first
	// person whom the article names below its headline.
	speakerBefore, leading int32
	lastUnnamed            int32              // the phrase that introduced the last speaker; none for one with a name
	byStem                 map[uint32][]int32 // tokens by the hash of their stem
	alike                  []int32            // beside whom the article has words like the noun under work
	bareNames              []int32            // phrases that are names which no mention holds
	narrator               int32              // who tells an article in the first person; none, or unread
	newcomer               int32              // the phrase that has just brought somebody unnamed in; none
	untold                 bool               // the article says that the newcomer's name is not told
	focus                  referent           // whom the sentence before the phrase under work is about
	inquiry                inquiry            // who asks whom before the quotation under work
	unnamedSex             map[int32]nlp.Sex  // by phrase: the sex that a pronoun tells of somebody unnamed
	barred                 referent           // whom the phrase under work can't stand for by its place in the clause
	tied                   int32              // whom the article ties the description under work to
	weights                []float32          // of antecedents
	antecedents            []antecedent       // scratch
	arena                  []uint32           // scratch
	// teach tells the right one of the antecedents of a phrase that speaks a
	// quotation, while the weights are learnt.
	teach    func(list []antecedent, phrase, quotation int32) (who referent, told bool)
	resolved []referent // by phrase: what a pronoun or a description stands for
	bearings []bearing  // whom bare last names of several people seem to mean
	votes    []int32    // scratch: by entity, pronouns for men less those for women
}

// readTies finds the ties and with them the sexes that they tell.
func (a *article) readTies() {
	p := &a.people
	p.ties, p.narrator = p.ties[:0], unread
	if p.byNoun == nil {
		p.byNoun, p.ages, p.bearers, p.years = map[uint32][]int32{}, map[uint32]int32{}, map[uint32]int{}, map[int32]int{}
	}
	clear(p.bearers)
	clear(p.byNoun)
	clear(p.ages)
	clear(p.years)
	p.sex, p.sure, p.roles = p.sex[:0], p.sure[:0], p.roles[:0]
	for i := range a.Entities {
		p.sex = append(p.sex, a.Entities[i].Sex)
		if a.labels[i] == nlp.Person && p.sex[i] == nlp.SexUnknown {
			p.sex[i] = lexicon.SexOf(a.Entities[i].Name)
		}
		p.sure = append(p.sure, false)
		p.roles = append(p.roles, none)
		if a.labels[i] == nlp.Person && a.same[i] == int32(i) {
			p.addBearer(a.Entities[i].Name)
		}
	}
	a.readSexes()
	a.readStems()
	for i := range a.phrases {
		if a.named(int32(i)) {
			a.tiePremodifier(int32(i))
			a.tieAfter(int32(i))
			a.tieBefore(int32(i))
			a.tieSubject(int32(i))
			a.tieTitles(int32(i))
			a.tieInitials(int32(i))
			a.tieOrigin(int32(i))
			a.readAgeBefore(int32(i))
			a.tieCourt(int32(i))
		} else {
			a.tieKind(int32(i))
		}
	}
	for i := range a.phrases {
		if a.named(int32(i)) {
			a.tieSentenceBefore(int32(i))
		}
	}
	a.tieOrigins()
}

// addBearer counts a person of several names under the last of them and the
// first: many write the name of the family first.
func (p *people) addBearer(name string) {
	first, _, ok := strings.Cut(name, " ")
	if !ok {
		return
	}
	p.bearers[hashLower(first)]++
	p.bearers[hashLower(name[strings.LastIndexByte(name, ' ')+1:])]++
}

// readSexes takes the sex of a person whose name doesn't tell it from the
// pronouns that follow the name in its sentence, where nobody else is named.
func (a *article) readSexes() {
	votes := a.people.votes[:0]
	for range a.Entities {
		votes = append(votes, 0)
	}
	a.people.votes = votes
	for s := range a.Sentences {
		entity := none
		for t := a.Sentences[s].First; t < a.Sentences[s].Last; t++ {
			w := &a.words[t]
			if w.mention != none && a.labelAt(w.mention) == nlp.Person && !w.marked {
				e := int(a.entityAt(w.mention))
				if e < 0 || entity != none && entity != e {
					break
				}
				entity = e
			}
			if entity != none && a.reports(t) {
				break
			}
			if entity == none || w.marked || !a.tellsSubject(t) {
				continue
			}
			switch w.known.Sex {
			case nlp.Male:
				votes[entity]++
			case nlp.Female:
				votes[entity]--
			}
		}
	}
	for e := range votes {
		if a.people.sex[e] != nlp.SexUnknown || a.labels[e] != nlp.Person {
			continue
		}
		switch {
		case votes[e] > 0:
			a.people.sex[e] = nlp.Male
		case votes[e] < 0:
			a.people.sex[e] = nlp.Female
		}
	}
}

// tellsSubject says whether the word at token t is a pronoun that is likely to
// stand for the subject of its sentence: "he", "his"; "him" is somebody else.
func (a *article) tellsSubject(t int) bool {
	switch a.words[t].known.Case {
	case lexicon.Subject, lexicon.Reflexive:
		return true
	case lexicon.Possessive:
		return a.Tokens[t].Tag == "PRP$"
	}
	return false
}

// reports says whether the word at token t is a reporting verb; whom a pronoun
// after it stands for is open.
func (a *article) reports(t int) bool {
	if a.words[t].symbol != symbolVerb {
		return false
	}
	cue, ok := lexicon.ReportingCues().Lookup(a.text(int32(t)))
	return ok && cue.Class == lexicon.ReportCue
}

// named says whether a phrase's head lies in a mention with an entity.
func (a *article) named(i int32) bool {
	m := a.phrases[i].mention
	return m != none && a.Mentions[m].Entity >= 0 && a.Mentions[m].Entity < len(a.Entities)
}

func (a *article) addTie(entity, token, first, last, phrase int32) {
	p := &a.people
	p.ties = append(p.ties, tie{entity, token, first, last, phrase, a.isLowered(first, token)})
	index := int32(len(p.ties) - 1)
	noun := a.words[token].hash
	if len(p.byNoun[noun]) < mostTies {
		p.byNoun[noun] = append(p.byNoun[noun], index)
	}
	if p.roles[entity] == none {
		p.roles[entity] = index
	}
	a.tellSex(entity, a.words[token].known.Sex)
}

// tiePremodifier reads the words of a name's own phrase that stand before the
// name: "Mr", "Finance Minister", "the former spokeswoman".
func (a *article) tiePremodifier(i int32) {
	ph := &a.phrases[i]
	m := &a.Mentions[ph.mention]
	entity := a.entityAt(ph.mention)
	begin := ph.first
	for begin < int32(m.First) && (a.Tokens[begin].Tag == "DT" || a.words[begin].known.Case != lexicon.NoCase || isWrittenDate(a.text(begin))) {
		begin++
	}
	for t := int32(m.First) - 1; t >= begin; t-- {
		known := a.words[t].known
		if known.Is(lexicon.Honorific) {
			a.tellSex(entity, known.Sex)
		}
		label := a.labelAt(ph.mention)
		if known.Is(lexicon.Singular) && (known.Is(lexicon.Role) && label == nlp.Person || known.Is(lexicon.Body) && label != nlp.Person) {
			a.addTie(entity, t, begin, int32(m.First), none)
			if joined := a.joinedBefore(ph.first); joined != none && label == nlp.Person {
				a.addTie(entity, a.phrases[joined].head, a.skipArticle(a.phrases[joined].first), a.phrases[joined].last, joined)
			}
			return
		}
	}
}

// isWrittenDate says whether a word is a date in digits, as one before the first
// sentence is: "2024-08-13 Skipper Ana Ruiz".
func isWrittenDate(word string) bool {
	return len(word) >= len("1/2/24") && strings.Trim(word, "0123456789-/.") == "" && strings.ContainsAny(word, "-/.")
}

// tieAfter reads an apposition or a predicate after a name: "Ana Ruiz, 52, the
// minister", "Ana Ruiz is the minister".
func (a *article) tieAfter(i int32) {
	ph := &a.phrases[i]
	label := a.labelAt(ph.mention)
	t := ph.last
	if int(t)+1 >= len(a.words) || a.Tokens[t].Sentence != a.Tokens[ph.head].Sentence {
		return
	}
	t = a.behindAge(t, label, ph.mention)
	symbol := a.words[t].symbol
	switch {
	case symbol == symbolComma && strings.EqualFold(a.text(t+1), "who") && int(t)+3 < len(a.words) && a.isCopula(t+2):
		t, symbol = t+3, symbolVerb // "Ana Ruiz, who was its violinist"
	case symbol == symbolComma && a.text(t) == ",", symbol == symbolDash:
		t++
	case a.isCopula(t):
		t++
		symbol = symbolVerb
	case a.givesOffice(ph.first-1) && a.words[t].phrase != none && a.phrases[a.words[t].phrase].first == t:
		symbol = symbolVerb // "elected Ana Ruiz mayor", "made Ana Ruiz its captain"
	default:
		return
	}
	if next := a.words[t].phrase; symbol == symbolComma && next != none && a.isAge(next) && label == nlp.Person {
		a.people.ages[a.words[a.phrases[next].head].hash] = a.entityAt(ph.mention)
		a.noteYears(a.entityAt(ph.mention), a.phrases[next].head)
		t = a.phrases[next].last
		if int(t)+1 >= len(a.words) || a.words[t].symbol != symbolComma {
			return
		}
		t++
	}
	next := a.words[t].phrase
	if symbol == symbolVerb && next != none && a.isAge(next) && label == nlp.Person && a.closesApposition(a.phrases[next].last) {
		a.people.ages[a.words[a.phrases[next].head].hash] = a.entityAt(ph.mention) // "Ana Ruiz is 19"
		a.noteYears(a.entityAt(ph.mention), a.phrases[next].head)
		return
	}
	for next != none && a.phrases[next].possessor && int(next)+1 < len(a.phrases) {
		next++
	}
	if next == none || a.Tokens[a.phrases[next].head].Sentence != a.Tokens[ph.head].Sentence {
		return
	}
	if office := a.officeIn(next); office != none && label == nlp.Person {
		a.addTie(a.entityAt(ph.mention), office, office, a.phrases[next].last, none)
		return
	}
	if !a.describes(next, label) {
		return
	}
	last := a.chainEnd(next)
	joined := a.joinedAfter(last)
	if symbol == symbolComma && joined == none && !a.closesApposition(last) {
		return
	}
	a.addTie(a.entityAt(ph.mention), a.phrases[next].head, a.skipArticle(t), last, next)
	if joined != none && label == nlp.Person {
		a.addTie(a.entityAt(ph.mention), a.phrases[joined].head, a.skipArticle(a.phrases[joined].first), a.chainEnd(joined), joined)
	}
}

// behindAge gives the token behind an age in brackets at token t, as Irish papers
// have it, and notes the age: "Ana Ruiz (71), a retired nurse,".
func (a *article) behindAge(t int32, label nlp.Label, mention int32) int32 {
	if label != nlp.Person || a.text(t) != "(" || int(t)+4 >= len(a.words) || a.text(t+2) != ")" || a.Tokens[t+1].Tag != "CD" {
		return t
	}
	a.people.ages[a.words[t+1].hash] = a.entityAt(mention)
	a.noteYears(a.entityAt(mention), t+1)
	return t + 3
}

// givesOffice says whether the word at token t is a verb that has whom it makes
// something, and then what, behind it.
func (a *article) givesOffice(t int32) bool {
	if t < 0 {
		return false
	}
	switch a.text(t) {
	case "made", "named", "elected", "appointed", "crowned", "declared", "makes", "names", "elects", "appoints", "making", "naming", "electing", "appointing":
		return true
	}
	return false
}

// officeIn gives the office that begins a name, "Dean of Wells", as the token
// of its noun; none where the phrase holds no such name.
func (a *article) officeIn(i int32) int32 {
	m := a.phrases[i].mention
	if m == none || a.labelAt(m) == nlp.Person {
		return none
	}
	first := int32(a.Mentions[m].First)
	known := a.words[first].known
	if !known.Is(lexicon.Role) || !known.Is(lexicon.Singular) || int(first)+1 >= a.Mentions[m].Last || a.words[first+1].symbol != symbolOf {
		return none
	}
	return first
}

// tellSex notes the sex that a title or a description gives a person. What the
// layer of mentions knows stays where it says otherwise.
func (a *article) tellSex(entity int32, sex nlp.Sex) {
	p := &a.people
	if sex == nlp.SexUnknown || a.labels[entity] != nlp.Person {
		return
	}
	if p.sex[entity] == nlp.SexUnknown || !p.sure[entity] && a.Entities[entity].Sex == nlp.SexUnknown {
		p.sex[entity] = sex // a first name alone told otherwise
	}
	if p.sex[entity] == sex {
		p.sure[entity] = true
	}
}

// canBe says whether a person can be of a sex: either may be unknown.
func (a *article) canBe(entity int32, sex nlp.Sex) bool {
	known := a.people.sex[entity]
	return known == nlp.SexUnknown || sex == nlp.SexUnknown || known == sex
}

func (a *article) isCopula(t int32) bool {
	switch a.text(t) {
	case "is", "was", "became", "as":
		return true
	}
	return false
}

// isAge says whether a phrase is a lone number: "52".
func (a *article) isAge(i int32) bool {
	ph := &a.phrases[i]
	return ph.last-ph.first == 1 && a.Tokens[ph.head].Tag == "CD"
}

// describes says whether a phrase can describe a name of the label.
func (a *article) describes(i int32, label nlp.Label) bool {
	ph := &a.phrases[i]
	if ph.plural || ph.mention != none || a.comparesAge(ph.head) {
		return false
	}
	switch label {
	case nlp.Person:
		return ph.sort == sortRole || ph.sort == sortThing && (ph.definite || a.Tokens[ph.first].Tag == "DT" || a.follows(i))
	case nlp.Organization:
		return ph.sort == sortBody || (ph.sort == sortRole || ph.sort == sortThing) && (a.Tokens[ph.first].Tag == "DT" || a.follows(i))
	}
	return false
}

// comparesAge says whether a word tells one of two by the age, which is no office.
func (a *article) comparesAge(t int32) bool {
	switch strings.ToLower(a.text(t)) {
	case "elder", "younger", "eldest", "youngest", "oldest":
		return true
	}
	return false
}

// follows says whether a possessor stands right before phrase i: "his", "the bank’s".
func (a *article) follows(i int32) bool {
	if i == 0 || !a.phrases[i-1].possessor || a.phrases[i-1].sort == sortOwner && a.Tokens[a.phrases[i-1].head].Tag == "PRP" {
		return false // "told her Ruiz was ill"
	}
	gap := a.phrases[i-1].last
	return gap >= a.phrases[i].first || gap == a.phrases[i].first-1 && a.Tokens[gap].Tag == "POS"
}

// closesApposition says whether what stands at token t ends an apposition.
func (a *article) closesApposition(t int32) bool {
	if int(t) >= len(a.words) || int(t) == a.Sentences[a.Tokens[t].Sentence].First { // "Norvik Ltd." has its own full stop
		return true
	}
	switch a.words[t].symbol {
	case symbolComma, symbolStop, symbolDash, symbolRelative, symbolMark, symbolBracket, symbolColon, symbolParticiple, symbolVerb:
		return true
	}
	return false
}

// longestDescription bounds a description, in tokens.
const longestDescription = 16

// chainEnd gives the token after a phrase and the prepositional phrases that
// hang on it: "head of the office in Turin".
func (a *article) chainEnd(i int32) int32 {
	begin, end := a.phrases[i].first, a.phrases[i].last
	for int(end)+1 < len(a.words) && end-begin < longestDescription {
		symbol := a.words[end].symbol
		link := symbol == symbolPreposition || symbol == symbolOf || a.isByTrade(end) || a.Tokens[end].Tag == "POS" || a.text(end) == "to" ||
			symbol == symbolAnd && a.words[end+1].phrase != none && a.phrases[a.words[end+1].phrase].sort == sortThing
		if !link {
			break
		}
		next := a.words[end+1].phrase
		if next == none || a.Tokens[end+1].Sentence != a.Tokens[begin].Sentence || a.phrases[next].sort == sortTime {
			break
		}
		end = a.phrases[next].last
		if owned := next + 1; a.phrases[next].sort == sortOwner && int(owned) < len(a.phrases) && a.phrases[owned].first == end {
			end = a.phrases[owned].last // "a boy with a ball under his arm"
		}
	}
	return end
}

// isByTrade says whether "by" at token t stands before a word that tells how somebody
// came to be what a noun says: "a plumber by trade".
func (a *article) isByTrade(t int32) bool {
	if a.words[t].symbol != symbolBy || int(t)+1 >= len(a.words) {
		return false
	}
	switch a.text(t + 1) {
	case "trade", "profession", "training", "birth", "vocation", "occupation", "background", "day", "night":
		return true
	}
	return false
}

// skipArticle gives the first token of a description without its article.
func (a *article) skipArticle(t int32) int32 {
	if a.Tokens[t].Tag == "DT" && int(t)+1 < len(a.words) {
		return t + 1
	}
	return t
}

// tieBefore reads a description before a name: "The minister, Ana Ruiz,",
// "a spokeswoman for the bank, Ana Ruiz,".
func (a *article) tieBefore(i int32) {
	ph := &a.phrases[i]
	comma := a.titlesFirst(ph.first) - 1
	for comma > 1 && (a.words[comma].symbol == symbolParticiple || a.words[comma].symbol == symbolAdjective || a.words[comma].symbol == symbolAdverb) && !a.names(comma) {
		comma--
	}
	if a.officeBefore(i) || a.tieApposed(i) {
		return
	}
	if comma < 1 || a.words[comma].symbol != symbolComma && a.words[comma].symbol != symbolDash && !a.names(comma) {
		return
	}
	head := a.chainHead(comma - 1)
	label := a.labelAt(ph.mention)
	if head == none || !a.describes(head, label) || !a.closesApposition(ph.last) && !a.closesWithHome(i) && !a.names(comma) {
		return
	}
	if a.Tokens[a.phrases[head].head].Sentence != a.Tokens[ph.head].Sentence {
		return
	}
	first := a.phrases[head].first
	if head > 0 && a.phrases[head-1].possessor && a.phrases[head-1].sort != sortOwner {
		first = a.phrases[head-1].first
	}
	entity := a.entityAt(ph.mention)
	a.addTie(entity, a.phrases[head].head, a.skipArticle(first), comma, head)
	if before := first - 1; before > 0 && a.words[before].symbol == symbolComma {
		if outer := a.chainHead(before - 1); outer != none && a.describes(outer, label) && a.phrases[outer].sort == sortRole &&
			a.Tokens[a.phrases[outer].head].Sentence == a.Tokens[ph.head].Sentence {
			a.addTie(entity, a.phrases[outer].head, a.skipArticle(a.phrases[outer].first), before, outer)
		}
	}
}

// closesWithHome says whether a person's name between commas ends with what body or place
// that one is of: "His lawyer, Ana Ruiz of the Harl Bar (HB), said".
func (a *article) closesWithHome(i int32) bool {
	ph := &a.phrases[i]
	if a.labelAt(ph.mention) != nlp.Person || int(ph.last)+1 >= len(a.words) {
		return false
	}
	switch a.text(ph.last) {
	case "of", "from", "at", "with":
	default:
		return false
	}
	end := a.chainEnd(i)
	return end > ph.last && int(end) < len(a.words) && (a.words[end].symbol == symbolComma || a.words[end].symbol == symbolBracket || a.words[end].symbol == symbolDash)
}

// titlesFirst gives where the titles begin that stand with brackets before the name at
// token t: "Prof. (Mrs.) Ana Ruiz".
func (a *article) titlesFirst(t int32) int32 {
	for t > 3 && a.text(t-1) == ")" && a.words[t-2].known.Is(lexicon.Honorific) && a.text(t-3) == "(" {
		for t -= 3; t > 1 && a.words[t-1].known.Is(lexicon.Honorific); {
			t--
		}
	}
	return t
}

// officeBefore reads an office that stands before a name without a comma:
// "Head of the bench Ana Ruiz". It says whether there is one.
func (a *article) officeBefore(i int32) bool {
	ph := &a.phrases[i]
	end := a.beforeBracket(ph.first)
	if end < 2 || i < 2 || a.labelAt(ph.mention) != nlp.Person || a.words[end-1].phrase == none {
		return false
	}
	last := a.words[end-1].phrase
	head := a.chainHead(end - 1)
	if head == none || end == ph.first && (last != i-1 || head == last) || a.phrases[head].sort != sortRole || a.phrases[head].plural || a.phrases[head].mention != none {
		return false
	}
	a.addTie(a.entityAt(ph.mention), a.phrases[head].head, a.skipArticle(a.phrases[head].first), end, head)
	return true
}

// longestField bounds what stands in brackets between an office and a name, in tokens.
const longestField = 4

// beforeBracket gives where words in brackets begin that end before token t, and t where
// there are none: "Superintendent of Police (North) Ana Ruiz".
func (a *article) beforeBracket(t int32) int32 {
	if t < 3 || a.text(t-1) != ")" {
		return t
	}
	for u := t - 2; u > 0 && u >= t-2-longestField; u-- {
		if a.text(u) == "(" {
			return u
		}
	}
	return t
}

// tieSubject reads a predicate: "The first to cross was Ana Ruiz".
func (a *article) tieSubject(i int32) {
	ph := &a.phrases[i]
	if ph.first < 2 || !a.isCopula(ph.first-1) && a.text(ph.first-1) != "be" && !(a.names(ph.first-1) && a.isCopula(ph.first-2)) {
		return
	}
	start := int32(a.Sentences[a.Tokens[ph.head].Sentence].First)
	subject := a.words[start].phrase
	if subject != none && subject == i-1 && a.phrases[subject].sort == sortPronoun {
		subject = a.newcomer(subject)
		if subject != none && a.labelAt(ph.mention) == nlp.Person {
			a.addTie(a.entityAt(ph.mention), a.phrases[subject].head, a.skipArticle(a.phrases[subject].first), a.phrases[subject].last, subject)
		}
		return
	}
	if subject != none && a.phrases[subject].possessor && a.phrases[subject].last < ph.first {
		subject = a.words[a.phrases[subject].last].phrase
	}
	if subject == none || ph.first-a.phrases[subject].last > longestApposition ||
		a.phrases[subject].sort != sortRole || !a.describes(subject, a.labelAt(ph.mention)) {
		return
	}
	a.addTie(a.entityAt(ph.mention), a.phrases[subject].head, a.skipArticle(a.phrases[subject].first), a.phrases[subject].last, subject)
}

// newcomer gives the first person unnamed whom the sentence before a pronoun
// brings in: "A girl came in. She was Ana Ruiz".
func (a *article) newcomer(pronoun int32) int32 {
	found, here := int32(none), a.Tokens[a.phrases[pronoun].head].Sentence
	for j := pronoun - 1; j >= 0 && j > pronoun-longestApposition && a.Tokens[a.phrases[j].head].Sentence >= here-1; j-- {
		ph := &a.phrases[j]
		if ph.sort == sortRole && !ph.plural && a.isIndefinite(ph.first) {
			found = j
		}
	}
	return found
}

// names says whether the word at token t gives a name to what goes before it:
// "a pastor named Ruiz".
func (a *article) names(t int32) bool {
	switch a.text(t) {
	case "named", "called":
		return true
	}
	return false
}

// chainHead walks back from token t over prepositional phrases and relative
// clauses to the phrase they hang on: the role farthest back, else the phrase
// farthest back; none where no phrase ends at t.
func (a *article) chainHead(t int32) int32 {
	found, role := int32(none), int32(none)
	if t >= 1 && a.words[t].known.Case == lexicon.Reflexive {
		t--
	}
	if t >= 0 && a.words[t].phrase == none {
		return a.relativeAntecedent(t)
	}
	for range 4 {
		if t < 0 || a.words[t].phrase == none {
			break
		}
		found = a.words[t].phrase
		if a.phrases[found].sort == sortRole {
			role = found
		}
		before := a.phrases[found].first - 1
		if before < 1 {
			break
		}
		if s := a.words[before].symbol; s != symbolPreposition && s != symbolOf && !a.isByTrade(before) {
			break
		}
		t = before - 1
	}
	if role != none {
		return role
	}
	if found != none && found > 0 && a.phrases[found].sort != sortPerson {
		if head := a.relativeAntecedent(a.phrases[found].first); head != none {
			return head
		}
	}
	return found
}

// relativeAntecedent looks back from inside a clause for "who" and gives the
// role before it: "the chemist who ran them, Ana Ruiz".
func (a *article) relativeAntecedent(t int32) int32 {
	for back := int32(0); back < longestApposition && t-back > 0; back++ {
		u := t - back
		if a.words[u].symbol == symbolComma || a.words[u].symbol == symbolStop {
			return none
		}
		if a.words[u].symbol == symbolRelative || a.words[u].known.Case == lexicon.Relative {
			head := a.words[u-1].phrase
			if head != none && a.phrases[head].sort == sortRole {
				return head
			}
			return none
		}
	}
	return none
}
