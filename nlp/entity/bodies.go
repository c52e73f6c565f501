package entity

import (
	"slices"
	"strings"

	"quoth/nlp"
	"quoth/nlp/lexicon"
)

// showBodies makes bodies of names that the text itself shows to be a body's, where
// the field takes them for a person's or a place's or finds none: a noun for a body
// stands beside them in an apposition, their shares fall, what they are goes on
// with "which" and they say something.
func (r *reader) showBodies(m *model) {
	r.shown, r.firstNames = r.shown[:0], m.sexes
	for _, s := range r.page.d.Sentences {
		r.apposedBody(s)
		for i := s.First; i < s.Last; i++ {
			r.showAt(i, s)
		}
	}
	r.placeShown()
	r.partPairs()
}

// partPairs makes two names of one with "and" in it, where a noun for several bodies
// stands before it: "the charities Harl Aid and Norvik Trust".
func (r *reader) partPairs() {
	d := r.page.d
	for k := len(d.Mentions) - 1; k >= 0; k-- {
		m := d.Mentions[k]
		if m.Label != nlp.Organization || m.First == 0 || !lexicon.Lookup(r.text(m.First-1)).Is(lexicon.Plural) || !lexicon.Lookup(r.text(m.First-1)).Is(lexicon.Body) {
			continue
		}
		for and := m.First + 1; and+1 < m.Last; and++ {
			if r.text(and) != "and" {
				continue
			}
			first, second := m, m
			first.Last, first.End = and, d.Tokens[and-1].End
			second.First, second.Start = and+1, d.Tokens[and+1].Start
			d.Mentions = slices.Replace(d.Mentions, k, k+1, first, second)
			break
		}
	}
}

// showAt looks for a name of a body at token i of a sentence.
func (r *reader) showAt(i int, s nlp.Sentence) {
	first, last := r.nameAt(i, s)
	if first == last {
		return
	}
	if r.isSeeOf(i, last, s) || r.isCause(i, s) {
		return
	}
	if last < s.Last && isLegalForm(r.text(last)) {
		r.addShown(first, last+1)
		return
	}
	if r.hasShares(first, last, s) || r.isDescribedBody(last, s) && !r.isWhere(first, s) || r.isWhichSays(last, s) || r.followsKind(first, last, s) {
		r.show(first, last)
	}
}

// nameAt gives the name that begins at token i: the words with capitals, with "&"
// between them and a number behind them. It is empty where token i begins none.
func (r *reader) nameAt(i int, s nlp.Sentence) (first, last int) {
	words := r.page.words
	if !words[i].isNamed() && words[i].kind != kindCaps || words[i].style != styleText || r.isNoName(i, s) || i > s.First && (words[i-1].isNamed() && !r.isNoName(i-1, s) || r.text(i-1) == "&") {
		return i, i
	}
	for last = i + 1; last < s.Last; last++ {
		if !words[last].active && words[last].kind != kindDigit && (r.text(last) != "&" || last+1 == s.Last || !words[last+1].active) {
			break
		}
	}
	if k := r.mentionOver(i); k >= 0 && r.page.d.Mentions[k].First == i && r.page.d.Mentions[k].Last <= s.Last {
		last = max(last, r.page.d.Mentions[k].Last)
	}
	return i, last
}

// isNoName says whether a word with a capital is a determiner, a time, or a word that
// only stands before a name because it begins the sentence: "Then Harl".
func (r *reader) isNoName(i int, s nlp.Sentence) bool {
	if isDeterminer(r.text(i)) || lexicon.Lookup(r.text(i)).Is(lexicon.Time) {
		return true
	}
	if i > s.First {
		return false
	}
	switch r.text(i) {
	case "Then", "On", "In", "At", "But", "And", "When", "While", "After", "Before", "Since", "For", "From", "By", "As", "If", "Yet", "Now", "Later", "Meanwhile", "Both", "With", "To", "Like", "Unlike", "Among", "So", "Why", "How", "Where", "What", "Even", "Only", "Shares", "Until":
		return true
	}
	return false
}

// apposedBody reads a name between commas that tells which body the noun at the
// beginning of a sentence means: "A company from Turin, Harl, said", "The firm
// that built it, Puente del Sur, said".
func (r *reader) apposedBody(s nlp.Sentence) {
	noun := s.First + 1
	if s.First+4 >= s.Last || !isDeterminer(r.text(s.First)) {
		return
	}
	for noun < s.Last && noun < s.First+longestKind && r.page.words[noun].kind == kindLower && !r.isKind(noun) {
		noun++
	}
	if noun+1 >= s.Last || !r.isKind(noun) || r.isSomebody(noun) && r.text(noun+1) != "that" && r.text(noun+1) != "which" {
		return
	}
	comma := noun + 1
	if comma < s.Last && isLink(r.text(comma)) {
		for comma < s.Last && comma < noun+longestClause && r.page.words[comma].kind != kindMark {
			comma++
		}
	}
	if comma+2 >= s.Last || r.text(comma) != "," {
		return
	}
	first, last := r.nameAt(comma+1, s)
	if first == last || last >= s.Last {
		return
	}
	if r.text(last) == "," || r.text(last) == "of" && r.closesPlace(last+1, s) {
		if comma == noun+1 || !r.isPlaceAt(comma-1) || !r.isPlaceAt(first) { // "in Turin, Ohio,"
			r.show(first, last)
		}
	}
}

// The longest description before a noun for a body, the longest clause behind it,
// and the longest with "which", in tokens.
const (
	longestKind   = 5
	longestClause = 14
	longestWhich  = 24
)

func isDeterminer(word string) bool {
	switch strings.ToLower(word) {
	case "the", "a", "an", "its", "his", "her", "their", "another":
		return true
	}
	return false
}

// isLink says whether a word can begin what tells more of the noun before it.
func isLink(word string) bool {
	switch word {
	case "that", "which", "behind", "from", "in", "of", "based", "for", "at", "with", "representing", "owned", "running":
		return true
	}
	return false
}

// isKind says whether a word is a noun in small letters for a body that is neither a
// place nor a building.
func (r *reader) isKind(i int) bool {
	if r.page.words[i].kind != kindLower {
		return false
	}
	known := lexicon.Lookup(r.text(i))
	return known.Is(lexicon.Body) && known.Is(lexicon.Generic) && known.Is(lexicon.Singular) && !slices.Contains(buildings, r.text(i))
}

// isWhere says whether a preposition of place stands before the name at token i: "In
// Harl, a group of men".
func (r *reader) isWhere(i int, s nlp.Sentence) bool {
	if i == s.First {
		return false
	}
	switch strings.ToLower(r.text(i - 1)) {
	case "in", "from", "near", "across", "outside", "around", "on":
		return true
	}
	return false
}

// isSomebody says whether a noun for a body is one for people as well: "publisher".
func (r *reader) isSomebody(i int) bool { return lexicon.Lookup(r.text(i)).Is(lexicon.Role) }

// buildings are nouns for bodies that are places as well: their names are left as
// the field has them.
var buildings = []string{"airport", "cinema", "club", "factory", "farm", "gallery", "hospital", "hotel", "house", "industry", "library", "mill", "museum", "nursery",
	"ranch", "resort", "restaurant", "school", "shipyard", "station", "store", "team", "theater", "theatre", "university", "yard", "festival", "municipality", "cannery", "colliery"}

// closesPlace says whether a place and a comma stand at token i: "of Turin,".
func (r *reader) closesPlace(i int, s nlp.Sentence) bool {
	_, last := r.nameAt(min(i, s.Last-1), s)
	return last > i && last < s.Last && r.text(last) == ","
}

func (r *reader) isPlaceAt(i int) bool {
	k := r.mentionOver(i)
	return k >= 0 && r.page.d.Mentions[k].Label == nlp.Location
}

// isDescribedBody says whether an apposition with a noun for a body follows at
// token i: ", the company that owns the mine".
func (r *reader) isDescribedBody(i int, s nlp.Sentence) bool {
	if i+3 >= s.Last || r.text(i) != "," || !isDeterminer(r.text(i+1)) {
		return false
	}
	noun := i + 2
	for noun < i+2+longestKind && noun+1 < s.Last && r.page.words[noun].kind == kindLower && !r.isKind(noun) && !isLink(r.text(noun)) {
		noun++
	}
	return noun+1 < s.Last && r.isKind(noun) && !r.isSomebody(noun) && (r.text(noun+1) == "," || isLink(r.text(noun+1)))
}

// isSeeOf reads a body that is named after its place: "the Diocese of Harl". It says
// whether there is one at token i.
func (r *reader) isSeeOf(i, last int, s nlp.Sentence) bool {
	switch r.text(i) {
	case "Diocese", "Archdiocese", "Ministry", "Department", "Bureau", "Federation", "Directorate", "Inspectorate", "Confederation":
	default:
		return false
	}
	if last != i+1 || i == s.First || !strings.EqualFold(r.text(i-1), "the") || last+1 >= s.Last || r.text(last) != "of" {
		return false
	}
	first, end := r.nameAt(last+1, s)
	if end == first || r.mentionOver(i) >= 0 {
		return false
	}
	r.addShown(i, end)
	return true
}

// isLegalForm says whether a word in small letters ends the name of a company.
func isLegalForm(word string) bool {
	switch word {
	case "plc", "ltd", "gmbh", "plc.", "ltd.":
		return true
	}
	return false
}

// isCause reads a group that is named after whom it is of and what it wants, inside of a
// sentence, where capitals tell: "Mothers Against Speed", "Doctors for Peace". It says
// whether there is one at token i.
func (r *reader) isCause(i int, s nlp.Sentence) bool {
	if i == s.First || i+2 >= s.Last || !isGathered(r.text(i)) {
		return false
	}
	switch r.text(i + 1) {
	case "for", "of", "against", "in", "Against", "For":
	default:
		return false
	}
	end := i + 2
	if r.text(end) == "the" {
		end++
	}
	begin := end
	for end < s.Last && r.page.words[end].active {
		end++
	}
	if end == begin {
		return false
	}
	r.addShown(i, end)
	return true
}

// isGathered says whether a word with a capital is one for people that groups name
// themselves by.
func isGathered(word string) bool {
	switch word {
	case "Friends", "Citizens", "Mothers", "Mums", "Moms", "Fathers", "Dads", "Doctors", "Nurses", "Women", "Voices", "Families", "Parents", "Farmers", "Teachers", "Lawyers",
		"Scientists", "Residents", "Neighbours", "Neighbors", "Veterans", "Students", "Workers", "Artists", "Musicians", "Writers", "Physicians", "Survivors", "Campaigners", "Partners", "Advocates":
		return true
	}
	return false
}

// isWhichSays says whether a clause with "which" follows at token i and then a verb
// of saying, as they follow a body's name.
func (r *reader) isWhichSays(i int, s nlp.Sentence) bool {
	if i+3 >= s.Last || r.text(i) != "," || r.text(i+1) != "which" {
		return false
	}
	for k := i + 2; k+1 < s.Last && k < i+longestWhich; k++ {
		if r.text(k) == "," {
			return isSaid(r.text(k + 1))
		}
	}
	return false
}

func isSaid(word string) bool {
	switch word {
	case "said", "says", "told", "added", "announced", "denied", "declined", "confirmed":
		return true
	}
	return false
}

// followsKind says whether a noun for a body stands right before a name that ends
// its phrase: "the union Harl 80". Behind a noun that stands for people as well the
// name is a body's where "its" follows: "confectioner Harl Mint said its shops".
func (r *reader) followsKind(first, last int, s nlp.Sentence) bool {
	if first <= s.First || last+1 >= s.Last || !r.isKind(first-1) {
		return false
	}
	if lexicon.Lookup(r.text(first - 1)).Is(lexicon.Role) {
		return isSaid(r.text(last)) && r.text(last+1) == "its"
	}
	switch r.text(last) {
	case ",", ".", ";", ")", "and":
		return true
	}
	return isSaid(r.text(last))
}

// hasShares says whether a name is that of a company whose shares are spoken of:
// "shares in Harl Foods fell", "Harl Foods shares rose".
func (r *reader) hasShares(first, last int, s nlp.Sentence) bool {
	if first >= s.First+2 && strings.EqualFold(r.text(first-2), "shares") && (r.text(first-1) == "in" || r.text(first-1) == "of") {
		return !r.isPlaceAt(first)
	}
	return last+1 < s.Last && r.text(last) == "shares" && (isMove(r.text(last+1)) || last+2 < s.Last && isMove(r.text(last+2)))
}

// isMove says whether a word tells how the price of shares moves.
func isMove(word string) bool {
	switch word {
	case "fell", "rose", "sank", "slid", "jumped", "dropped", "tumbled", "plunged", "climbed", "soared", "surged", "slumped", "gained", "lost", "closed", "traded", "ended", "opened",
		"fall", "rise", "sink", "slide", "jump", "drop", "tumble", "plunge", "climb", "soar", "surge", "slump", "gain", "close", "were", "are":
		return true
	}
	return false
}

// show notes that tokens [first, last) are a body's name, unless the field is sure
// of something else, or a first name begins them.
func (r *reader) show(first, last int) {
	mentions := r.page.d.Mentions
	at, _ := slices.BinarySearchFunc(mentions, first+1, func(m nlp.Mention, first int) int { return m.Last - first })
	for k := at; k < len(mentions) && mentions[k].First < last; k++ {
		m := &mentions[k]
		whole := m.First == first && m.Last == last
		if m.First < first || m.Last > last || m.Label == nlp.Organization && whole || m.Label == nlp.Person && m.First != first ||
			m.Label != nlp.Person && whole && last-first == 1 || m.Label == nlp.Location && whole && m.Score >= surePlace {
			return
		}
	}
	if slices.Contains(buildings, strings.ToLower(r.text(last-1))) || lexicon.SexOf(r.text(first)) != nlp.SexUnknown || r.firstNames.has(r.page.words[first].lower) || last-first == 1 && len(r.text(first)) < leastBody || lexicon.Lookup(r.text(first)).Class != 0 || first == last-1 && r.page.vocabulary.isOrdinary(&r.page.words[first]) {
		return
	}
	r.addShown(first, last)
}

// surePlace is the score from which a place's name stays one, and leastBody the least
// length in bytes of a body's name of one word.
const (
	surePlace = 0.95
	leastBody = 3
)

// addShown notes that tokens [first, last) are a body's name, whatever the field says.
func (r *reader) addShown(first, last int) {
	tokens := r.page.d.Tokens
	for k := len(r.shown) - 1; k >= 0 && r.shown[k].Sentence == tokens[first].Sentence; k-- {
		if r.shown[k].First < last && first < r.shown[k].Last {
			return // shown before
		}
	}
	r.shown = append(r.shown, r.mention(first, last, nlp.Organization, joinedScore))
}

// placeShown puts the names that were shown to be bodies' in the place of what the
// field found there, and gives their label to the same words elsewhere.
func (r *reader) placeShown() {
	if len(r.shown) == 0 {
		return
	}
	bodies := map[uint64]bool{}
	for i := range r.shown {
		bodies[r.wholeOf(&r.shown[i])] = true
	}
	for i := range r.page.d.Mentions {
		if m := &r.page.d.Mentions[i]; m.Label != nlp.Misc && bodies[r.wholeOf(m)] {
			m.Label = nlp.Organization
		}
	}
	slices.SortFunc(r.shown, byPlace)
	r.put(r.shown)
}
