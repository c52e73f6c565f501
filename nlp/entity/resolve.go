package entity

import (
	"slices"
	"strings"

	"quoth/nlp"
	"quoth/nlp/lexicon"
)

// A resolver ties the mentions of a document that stand for the same thing.
// It reads the mentions twice: names of several words first, since a headline
// often has the surname alone, then the short ones.
type resolver struct {
	d       *nlp.Document
	words   []word // of the page
	sexes   *sexes
	names   []name
	byWhole map[uint64]int32     // all words of a name, to the name
	byWord  map[uint64][]int32   // a word of a name, to the latest names that hold it
	begins  map[uint64]nlp.Label // the first word of names of several words, to their label
	entity  []int32              // by name: its entity, -1 until it is numbered
	of      []int32              // by mention: its name
	sex     []nlp.Sex            // by mention: what the words before it say
}

// A name is one thing that mentions stand for, while they are being tied.
type name struct {
	label   nlp.Label
	sex     nlp.Sex
	mention int // the one that gives its fullest form
	latest  int // in the second reading: its last mention so far, or none
	tokens  []uint64
	surname nlp.Span // of a couple's first name: the surname behind the other one
	same    int32    // the name this one was found to be another form of, or itself
}

// remembered is how many names that share a word are looked at: more share
// one only in lists of relatives, and looking at all would take quadratic time.
const remembered = 8

func (r *resolver) resolve(p *page, s *sexes, handles []handle) {
	r.d, r.words, r.sexes = p.d, p.words, s
	r.reset()
	r.recallFirstNames()
	for i := range r.d.Mentions {
		r.sex[i], r.of[i] = r.sexBefore(i), -1
		if r.length(i) > 1 {
			r.place(i)
		}
	}
	r.shareSurnames()
	for i := range r.d.Mentions {
		if r.length(i) == 1 && r.of[i] < 0 {
			r.place(i)
		}
		r.names[r.of[i]].latest = i
	}
	r.tieAliases()
	for _, h := range handles {
		r.join(r.of[r.mentionAt(h.person)], r.of[r.mentionAt(h.token)])
	}
	r.number()
	r.d = nil
}

// shareSurnames gives the first of two names that are joined by "and" the surname
// behind the second: in "Ana and Luis Ruiz" both are Ruiz.
func (r *resolver) shareSurnames() {
	for i := 1; i < len(r.d.Mentions); i++ {
		first, second := &r.d.Mentions[i-1], &r.d.Mentions[i]
		if first.Label != nlp.Person || second.Label != nlp.Person || r.length(i-1) != 1 || r.length(i) != 2 || first.Last != second.First-1 ||
			r.d.Slice(r.d.Tokens[first.Last].Span) != "and" || !r.sexes.has(r.words[first.First].lower) || !r.sexes.has(r.words[second.First].lower) ||
			r.isSurname(r.words[first.First].lower) || r.sex[i-1] != nlp.SexUnknown {
			continue
		}
		tokens := []uint64{r.words[first.First].lower, r.words[second.Last-1].lower}
		n, ok := r.byWhole[whole(tokens)]
		if !ok || !r.agree(n, i-1) {
			n = r.addName(i-1, tokens)
			r.names[n].surname = r.d.Tokens[second.Last-1].Span
		}
		r.of[i-1] = n
	}
}

// isSurname says whether somebody's name of several words ends with a word.
func (r *resolver) isSurname(word uint64) bool {
	for _, n := range r.byWord[word] {
		if a := &r.names[n]; a.label == nlp.Person && len(a.tokens) > 1 && a.tokens[len(a.tokens)-1] == word {
			return true
		}
	}
	return false
}

// recallFirstNames makes persons of names of one word that are taken for a body
// or for another thing, where they are the first name of somebody whom the
// document names in full, and nothing else named begins with them.
func (r *resolver) recallFirstNames() {
	clear(r.begins)
	for i := range r.d.Mentions {
		if r.length(i) > 1 {
			first := r.words[r.d.Mentions[i].First].form
			if label, ok := r.begins[first]; ok && label != r.d.Mentions[i].Label {
				r.begins[first] = nlp.Misc
			} else {
				r.begins[first] = r.d.Mentions[i].Label
			}
		}
	}
	for i := range r.d.Mentions {
		m := &r.d.Mentions[i]
		if r.length(i) == 1 && (m.Label == nlp.Organization || m.Label == nlp.Misc) && r.begins[r.words[m.First].form] == nlp.Person {
			m.Label = nlp.Person
		}
	}
}

func (r *resolver) reset() {
	if r.byWhole == nil {
		r.byWhole, r.byWord, r.begins = map[uint64]int32{}, map[uint64][]int32{}, map[uint64]nlp.Label{}
	}
	clear(r.byWhole)
	clear(r.byWord)
	r.names = r.names[:0]
	r.of = resize(r.of, len(r.d.Mentions))
	r.sex = resize(r.sex, len(r.d.Mentions))
}

func (r *resolver) length(i int) int { return r.d.Mentions[i].Last - r.d.Mentions[i].First }

// tokensOf gives the hashes of a mention's words.
func (r *resolver) tokensOf(i int) []uint64 {
	m := &r.d.Mentions[i]
	tokens := make([]uint64, 0, m.Last-m.First)
	for k := m.First; k < m.Last; k++ {
		tokens = append(tokens, r.words[k].lower)
	}
	return tokens
}

func whole(tokens []uint64) (h uint64) {
	for _, t := range tokens {
		h = phraseHash(h, t)
	}
	return h
}

// place finds the name a mention is a form of, or makes one.
func (r *resolver) place(i int) {
	tokens := r.tokensOf(i)
	n, ok := r.byWhole[whole(tokens)]
	if ok && !r.agree(n, i) {
		ok = false
	}
	if !ok {
		switch r.d.Mentions[i].Label {
		case nlp.Person:
			n, ok = r.findPerson(i, tokens)
		default:
			n, ok = r.findThing(i, tokens)
		}
	}
	if !ok {
		n = r.addName(i, tokens)
		if acronym := r.acronym(i); acronym != 0 {
			if _, taken := r.byWhole[acronym]; !taken {
				r.byWhole[acronym] = n
			}
		}
	}
	r.of[i] = n
	r.extend(n, i, tokens)
}

// addName makes a name of a mention's words, or of more than those.
func (r *resolver) addName(i int, tokens []uint64) int32 {
	n := int32(len(r.names))
	r.names = append(r.names, name{label: r.d.Mentions[i].Label, sex: r.sex[i], mention: i, latest: -1, tokens: tokens, same: n})
	if r.d.Mentions[i].Label == nlp.Person && len(tokens) > 1 && r.names[n].sex == nlp.SexUnknown {
		r.names[n].sex = r.sexOfFirst(i)
	}
	r.index(n, tokens)
	return n
}

// agree says whether a mention's label and honorific allow it to be a form of
// a name.
func (r *resolver) agree(n int32, i int) bool {
	a := &r.names[n]
	if (a.label == nlp.Person) != (r.d.Mentions[i].Label == nlp.Person) {
		return false
	}
	return a.sex == nlp.SexUnknown || r.sex[i] == nlp.SexUnknown || a.sex == r.sex[i]
}

// extend lets a name know a fuller form of itself.
func (r *resolver) extend(n int32, i int, tokens []uint64) {
	a := &r.names[n]
	if a.sex == nlp.SexUnknown {
		a.sex = r.sex[i]
	}
	if len(tokens) > len(a.tokens) {
		a.tokens, a.mention, a.surname = tokens, i, nlp.Span{}
		r.index(n, tokens)
		if a.sex == nlp.SexUnknown && a.label == nlp.Person {
			a.sex = r.sexOfFirst(i)
		}
	}
}

// sexOfFirst gives the sex that the first word of a mention is given to as a
// first name: the list that all layers share knows names of all the world, the
// model's more of those in English.
func (r *resolver) sexOfFirst(i int) nlp.Sex {
	m := &r.d.Mentions[i]
	first := m.First
	for first+2 < m.Last && lexicon.Lookup(r.d.Slice(r.d.Tokens[first].Span)).Is(lexicon.Honorific) {
		first++ // "Nana Boakye Ruiz"
	}
	name := r.d.Slice(nlp.Span{Start: r.d.Tokens[first].Start, End: r.d.Tokens[m.Last-1].End})
	if sex := lexicon.SexOf(name); sex != nlp.SexUnknown || lexicon.IsFamilyFirst(name) {
		return sex
	}
	return r.sexes.of(r.words[first].lower)
}

func (r *resolver) index(n int32, tokens []uint64) {
	r.byWhole[whole(tokens)] = n
	for _, t := range tokens {
		list := r.byWord[t]
		if len(list) > 0 && list[len(list)-1] == n {
			continue
		}
		if len(list) == remembered {
			copy(list, list[1:])
			list = list[:remembered-1]
		}
		r.byWord[t] = append(list, n)
	}
}

// findPerson finds the person whose name a mention shortens, or lengthens by
// a middle name or an initial. Of several that fit as well it takes the one
// named last before the mention, or else the first in the text.
func (r *resolver) findPerson(i int, tokens []uint64) (int32, bool) {
	best, fit := int32(-1), 0
	list := r.byWord[tokens[len(tokens)-1]]
	for k := len(list) - 1; k >= 0; k-- {
		n := list[k]
		if r.names[n].label != nlp.Person || !r.agree(n, i) {
			continue
		}
		f := 2 * r.personFit(tokens, &r.names[n], i)
		if f > 0 && r.sex[i] != nlp.SexUnknown && r.names[n].sex == r.sex[i] {
			f++ // "Mrs Ruiz" is Ana Ruiz before she is Terry Ruiz
		}
		if f > fit || f == fit && best >= 0 && r.names[n].latest >= r.names[best].latest {
			best, fit = n, f
		}
	}
	return best, best >= 0
}

// personFit tells how well a mention fits a person: a surname better than a
// first name, and either better than a middle name.
func (r *resolver) personFit(tokens []uint64, a *name, i int) int {
	last := len(a.tokens) - 1
	if len(tokens) == 1 {
		switch tokens[0] {
		case a.tokens[last]:
			return 4
		case a.tokens[0]:
			return 3
		}
		return 1
	}
	if tokens[len(tokens)-1] != a.tokens[last] {
		return 0
	}
	if endsWith(a.tokens, tokens) || len(tokens) == 2 && r.sharesTitle(a.mention, i) {
		return 5
	}
	if last > 0 && (tokens[0] == a.tokens[0] || r.initialOf(a.mention, i)) {
		return 4
	}
	return 0
}

func endsWith(long, short []uint64) bool {
	if len(short) > len(long) {
		return false
	}
	for k := range short {
		if long[len(long)-len(short)+k] != short[k] {
			return false
		}
	}
	return true
}

// sharesTitle says whether mention j begins with a title that stands before mention i,
// too, as those do that are first names as well: "Mallam Sani Ruiz", "Mallam Ruiz".
func (r *resolver) sharesTitle(i, j int) bool {
	before := r.d.Mentions[i].First - 1
	return before >= 0 && r.words[before].lower == r.words[r.d.Mentions[j].First].lower && lexicon.Lookup(r.first(j)).Is(lexicon.Honorific)
}

// initialOf says whether one of two mentions begins with the initial of the
// other's first name: "J. Smith", "John Smith".
func (r *resolver) initialOf(i, j int) bool {
	a, b := r.first(i), r.first(j)
	if len(a) > len(b) {
		a, b = b, a
	}
	a = strings.TrimSuffix(a, ".")
	return len(a) == 1 && strings.HasPrefix(b, a)
}

func (r *resolver) first(i int) string {
	return r.d.Slice(r.d.Tokens[r.d.Mentions[i].First].Span)
}

// findThing finds the body, place or other thing a mention shortens: a
// company without its legal form, the beginning of a longer name, or after
// "the" its last word.
func (r *resolver) findThing(i int, tokens []uint64) (int32, bool) {
	if h, ok := r.undotted(i); ok {
		if n, ok := r.byWhole[h]; ok && r.agree(n, i) {
			return n, true
		}
	}
	label := r.d.Mentions[i].Label
	if label != nlp.Organization {
		return -1, false
	}
	list := r.byWord[tokens[0]]
	for k := len(list) - 1; k >= 0; k-- {
		a := &r.names[list[k]]
		if a.label == label && r.shortens(tokens, a.tokens, i) {
			return list[k], true
		}
	}
	return -1, false
}

func (r *resolver) shortens(short, long []uint64, i int) bool {
	if len(short) > len(long) {
		short, long = long, short
	}
	begins := true
	for k := range short {
		begins = begins && short[k] == long[k]
	}
	if begins {
		rest := long[len(short):]
		return len(short) > 1 || len(long) < 3 && len(r.tokensOf(i)) == 1 || companyForms[rest[0]]
	}
	first := r.d.Mentions[i].First
	return len(short) == 1 && short[0] == long[len(long)-1] && first > 0 && r.words[first-1].lower == theWord
}

var theWord = lowerHash("the")

// undotted gives the hash under which "U.S." and "US" are found.
func (r *resolver) undotted(i int) (uint64, bool) {
	m := &r.d.Mentions[i]
	if m.Last-m.First != 1 || m.Len() > 16 {
		return 0, false
	}
	switch r.words[m.First].kind {
	case kindCaps, kindInitial, kindMixed:
		return acronymHash(strings.ReplaceAll(r.d.Slice(m.Span), ".", "")), true
	}
	return 0, false
}

// acronymHash sets acronyms apart from words.
func acronymHash(letters string) uint64 { return join(lowerHash(letters), 1) }

// acronym gives the hash of what a mention may be shortened to: the capitals
// its words begin with, or itself without dots.
func (r *resolver) acronym(i int) uint64 {
	if h, ok := r.undotted(i); ok {
		return h
	}
	m := &r.d.Mentions[i]
	if m.Label == nlp.Person || m.Last-m.First < 2 || m.Last-m.First > 12 {
		return 0
	}
	letters := make([]byte, 0, 12)
	for k := m.First; k < m.Last; k++ {
		if c := r.d.Text[r.d.Tokens[k].Start]; 'A' <= c && c <= 'Z' {
			letters = append(letters, c)
		}
	}
	if len(letters) < 2 {
		return 0
	}
	return acronymHash(string(letters))
}

// mentionAt gives the mention that begins at a token.
func (r *resolver) mentionAt(token int) int {
	i, _ := slices.BinarySearchFunc(r.d.Mentions, token, func(m nlp.Mention, first int) int { return m.First - first })
	return i
}

// tieAliases ties names that the text says are the same: "X (formerly
// Twitter)", "International Monetary Fund (IMF)".
func (r *resolver) tieAliases() {
	for i := 1; i < len(r.d.Mentions); i++ {
		a, b := r.d.Mentions[i-1], r.d.Mentions[i]
		if a.Sentence != b.Sentence || b.First-a.Last > 4 || (a.Label == nlp.Person) != (b.Label == nlp.Person) {
			continue
		}
		if r.renamed(a, b) || r.defined(a, b) {
			r.join(r.of[i-1], r.of[i])
		}
	}
}

// renamed says whether a bracket or a comma and then only alias words, one of
// them a strong one, stand between two mentions.
func (r *resolver) renamed(a, b nlp.Mention) bool {
	said := false
	for k := a.Last; k < b.First; k++ {
		strong, ok := aliasWords[r.words[k].lower]
		if ok == (k == a.Last) || k == a.Last && r.words[k].kind != kindMark {
			return false
		}
		said = said || strong
	}
	return said
}

// defined says whether the second mention stands in brackets and its letters
// are found, in order, in the first, from its first letter on.
func (r *resolver) defined(a, b nlp.Mention) bool {
	if b.First != a.Last+1 || r.d.Slice(r.d.Tokens[a.Last].Span) != "(" || b.Len() < 2 || b.Len() > 12 || a.Last-a.First < 2 {
		return false
	}
	if k := r.words[b.First].kind; b.Last-b.First > 1 || k != kindCaps && k != kindMixed {
		return false
	}
	long, short := strings.ToLower(r.d.Slice(a.Span)), strings.ToLower(r.d.Slice(b.Span))
	if long[0] != short[0] {
		return false
	}
	for k := 0; k < len(long) && short != ""; k++ {
		if long[k] == short[0] {
			short = short[1:]
		}
	}
	return short == ""
}

// join makes two names forms of one; the first keeps its fullest form, unless
// the second spells it out.
func (r *resolver) join(a, b int32) {
	a, b = r.root(a), r.root(b)
	if a != b {
		r.names[b].same = a
	}
}

func (r *resolver) root(n int32) int32 {
	for r.names[n].same != n {
		r.names[n].same = r.names[r.names[n].same].same
		n = r.names[n].same
	}
	return n
}

// number fills the document's entities, in the order of their first mentions.
func (r *resolver) number() {
	d := r.d
	d.Entities = d.Entities[:0]
	r.entity = resize(r.entity, len(r.names))
	for n := range r.entity {
		r.entity[n] = -1
	}
	for i := range d.Mentions {
		n := r.root(r.of[i])
		if r.entity[n] < 0 {
			a := &r.names[n]
			r.entity[n] = int32(len(d.Entities))
			e := nlp.Entity{Name: oneLine(d.Slice(d.Mentions[a.mention].Span)), Label: a.label}
			if a.label == nlp.Person {
				if !a.surname.Empty() {
					e.Name += " " + d.Slice(a.surname)
				}
				e.Name, e.Sex = lexicon.PlainName(e.Name), a.sex
			}
			d.Entities = append(d.Entities, e)
		}
		d.Mentions[i].Entity = int(r.entity[n])
		e := &d.Entities[r.entity[n]]
		e.Mentions = append(e.Mentions, i)
	}
}

// sexBefore gives the sex that an honorific or a noun right before a person's
// mention tells: "Mrs", "actress".
func (r *resolver) sexBefore(i int) nlp.Sex {
	m := &r.d.Mentions[i]
	if m.Label != nlp.Person || m.First == 0 || r.d.Tokens[m.First-1].Sentence != m.Sentence {
		return nlp.SexUnknown
	}
	w := lexicon.Lookup(r.d.Slice(r.d.Tokens[m.First-1].Span))
	if w.Is(lexicon.Honorific | lexicon.Role) {
		return w.Sex
	}
	return nlp.SexUnknown
}

// oneLine gives a name that the text breaks over lines on one.
func oneLine(name string) string {
	if !strings.ContainsAny(name, "\n\t") && !strings.Contains(name, "  ") {
		return name
	}
	return strings.Join(strings.Fields(name), " ")
}
