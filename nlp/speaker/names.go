package speaker

import (
	"strings"

	"quoth/nlp"
	"quoth/nlp/lexicon"
)

// readNames settles, before anything else is read, which entities are people
// though the layer of mentions takes them for something else, and which are one
// person under two names.
func (a *article) readNames() {
	a.labels, a.same = a.labels[:0], a.same[:0]
	for e := range a.Entities {
		a.labels = append(a.labels, a.Entities[e].Label)
		a.same = append(a.same, int32(e))
	}
	for m := range a.Mentions {
		mention := &a.Mentions[m]
		if mention.Entity < 0 || mention.Entity >= len(a.labels) {
			continue
		}
		switch label := &a.labels[mention.Entity]; {
		case mention.Label != nlp.Person && a.surelyPerson(mention):
			*label = nlp.Person
		case mention.Label == nlp.Person && (a.isRoad(mention) || a.isSaintsPlace(mention) || a.isDateline(mention) || a.isHomeOf(mention)):
			*label = nlp.Location
		case mention.Label == nlp.Person && *label == nlp.Person && (a.surelyBody(mention) || a.hasArticle(mention) || a.ownsPerson(m) || a.besideBody(mention) || a.isClub(mention)):
			*label = nlp.Organization
		case mention.Label == nlp.Person && *label == nlp.Person && (a.isShip(mention) || a.isSeat(m) || a.isTitleInMarks(mention)):
			*label = nlp.Misc
		case mention.Label == nlp.Organization && *label == nlp.Misc:
			*label = nlp.Organization
		case mention.Label == nlp.Location && *label == nlp.Location && (a.besideBody(mention) || a.namesCompany(mention) || a.behindBody(mention)):
			*label = nlp.Organization
		}
	}
	for e := range int32(min(len(a.Entities), mostNames)) {
		switch {
		case a.labels[e] == nlp.Person && a.shortensBody(e):
			a.labels[e] = nlp.Organization
		case a.labels[e] == nlp.Organization && a.isFamily(e):
			a.labels[e] = nlp.Misc
		}
	}
	for e := range int32(min(len(a.Entities), mostNames)) {
		for _, fuller := range [...]func(int32) int32{a.withFirstName, a.inFull, a.withTitle, a.withByname} {
			if a.same[e] = fuller(e); a.same[e] != e {
				break
			}
		}
	}
	a.readNicknames()
}

// labelAt gives the label of a mention.
func (a *article) labelAt(m int32) nlp.Label {
	if e := a.Mentions[m].Entity; e >= 0 && e < len(a.labels) {
		return a.labels[e]
	}
	return a.Mentions[m].Label
}

// entityAt gives the entity of a mention, -1 for none.
func (a *article) entityAt(m int32) int32 {
	if e := a.Mentions[m].Entity; e >= 0 && e < len(a.same) {
		return a.same[e]
	}
	return none
}

// surelyPerson says whether the words beside a name can only stand beside a
// person's: "Mr" or "the biologist" before it, an age or "who" behind it.
func (a *article) surelyPerson(m *nlp.Mention) bool {
	first, last := m.First, m.Last
	several := last-first > 1
	for first > 1 && several && m.Label == nlp.Misc && a.words[first-1].known.Is(lexicon.Honorific) && !a.words[first-1].known.Is(lexicon.Role) {
		if first--; strings.EqualFold(a.text(int32(first-1)), "the") {
			first-- // "the Venerable"
		}
	}
	if first > 0 && m.Label != nlp.Organization {
		before := a.words[first-1].known
		lower := a.text(int32(first - 1))
		isRole := before.Is(lexicon.Role) && before.Is(lexicon.Singular) && lower == strings.ToLower(lower)
		if several && isRole || before.Is(lexicon.Honorific) && before.Sex != nlp.SexUnknown && !before.Is(lexicon.Role) {
			return true
		}
		if several && a.text(int32(first-1)) == "," && first > 2 && a.isOffice(int32(first-2)) {
			return true
		}
	}
	if last+2 >= len(a.Tokens) || a.text(int32(last)) != "," {
		return false
	}
	next := a.text(int32(last + 1))
	return several && next == "who" && m.Label != nlp.Organization || isAdultAge(next) && a.text(int32(last+2)) == ","
}

// surelyBody says whether "which" follows a name, as it follows no person's: but
// "the mayor, Ana Ruiz, which" may speak of the whole clause.
func (a *article) surelyBody(m *nlp.Mention) bool {
	if m.First > 0 && (a.text(int32(m.First-1)) == "," || a.words[m.First-1].known.Is(lexicon.Honorific|lexicon.Role)) ||
		lexicon.SexOf(a.Slice(m.Span)) != nlp.SexUnknown {
		return false
	}
	return m.Last+1 < len(a.Tokens) && a.text(int32(m.Last)) == "," && a.text(int32(m.Last+1)) == "which"
}

// hasArticle says whether "the" or a noun for a body stands right before a name
// that ends its phrase, as neither does before a person's: "the Wiener Walzer", "the
// newspaper Morning Bell". A first name that is known tells otherwise.
func (a *article) hasArticle(m *nlp.Mention) bool {
	first := m.First - 1
	if first >= 0 && a.words[first].symbol == symbolMark {
		first--
	}
	if first < 0 || a.words[m.First].known.Is(lexicon.Honorific|lexicon.Role) || lexicon.SexOf(a.Slice(m.Span)) != nlp.SexUnknown || a.Tokens[m.First].Sentence == 0 {
		return false
	}
	if m.Last < len(a.Tokens) {
		switch a.Tokens[m.Last].Tag {
		case "NN", "NNS", "NNP", "NNPS", "JJ", "POS", "CD":
			return false
		}
	}
	return strings.EqualFold(a.text(int32(first)), "the")
}

// ownsPerson says whether a name owns a person with a full name, as the place or
// the body does that one comes from: "Britain's Ana Ruiz".
func (a *article) ownsPerson(m int) bool {
	if m+1 >= len(a.Mentions) {
		return false
	}
	owner, person := &a.Mentions[m], &a.Mentions[m+1]
	return owner.Last-owner.First == 1 && person.Label == nlp.Person && person.Last-person.First > 1 &&
		person.First == owner.Last+1 && a.Tokens[owner.Last].Tag == "POS" && lexicon.SexOf(a.Slice(owner.Span)) == nlp.SexUnknown
}

// besideBody says whether a noun for a body tells in an apposition what bears a
// name: "The company, Blue Door,", "Blue Door, a theatre company". A first name
// that is known tells otherwise.
func (a *article) besideBody(m *nlp.Mention) bool {
	if lexicon.SexOf(a.Entities[m.Entity].Name) != nlp.SexUnknown {
		return false
	}
	if before := int32(m.First) - 2; before > 0 && a.text(before+1) == "," && a.isBodyNoun(before) && a.text(before-1) == "The" {
		return true
	}
	t := int32(m.Last)
	if int(t)+3 >= len(a.Tokens) || a.text(t) != "," || !a.isIndefinite(t+1) {
		return false
	}
	for t += 2; int(t)+2 < len(a.Tokens) && a.isNominal(t+1); t++ {
		if !a.isNominal(t) {
			return false
		}
	}
	return a.isNominal(t) && a.isBodyNoun(t) && a.Tokens[t+1].Tag != "POS" // "Ana Ruiz, the company's head"
}

// behindBody says whether a noun for a body that any name may go by stands in small
// letters right before a name: "supermarket chain Harl".
func (a *article) behindBody(m *nlp.Mention) bool {
	before := int32(m.First) - 1
	return before > 0 && a.isBodyNoun(before) && a.words[before].known.Is(lexicon.Generic) && a.Tokens[before].Tag == "NN"
}

// isNominal says whether a token is a noun or an adjective.
func (a *article) isNominal(t int32) bool {
	switch a.Tokens[t].Tag {
	case "NN", "NNS", "NNP", "NNPS", "JJ":
		return true
	}
	return false
}

// isBodyNoun says whether a token is a noun for a body and for no person.
func (a *article) isBodyNoun(t int32) bool {
	known := a.words[t].known
	return known.Is(lexicon.Body) && !known.Is(lexicon.Role)
}

// namesCompany says whether a name of several words that is taken for a place's
// ends in a word of companies' names, or in one that places have too and speaks:
// "Harl Aggregates", "Dun Farms said".
func (a *article) namesCompany(m *nlp.Mention) bool {
	if m.Last-m.First < 2 {
		return false
	}
	switch a.text(int32(m.Last - 1)) {
	case "Aggregates", "Airlines", "Airways", "Association", "Breweries", "Capital", "Chemicals", "Company", "Council", "Dairies", "Developments", "Energy", "Federation", "Foods",
		"Freight", "Group", "Holdings", "Homes", "Housing", "Industries", "Logistics", "Minerals", "Mining", "Motors", "Partners", "Pharma", "Power", "Resources", "Securities", "Services",
		"Society", "Steel", "Stores", "Systems", "Technologies", "Trust", "Union":
		return true
	case "Farms", "Mines", "Estates", "Bank", "Railway", "Railways", "Terminals":
		return m.Last < len(a.Tokens) && (a.reports(m.Last) || a.text(int32(m.Last)) == "plant" || a.text(int32(m.Last)) == "workers")
	}
	return false
}

// shortensBody says whether a person's name of one word is the first word of a
// body's name, and the first or last of no person's: "Dunmore" beside "Dunmore Farms".
func (a *article) shortensBody(e int32) bool {
	name := a.Entities[e].Name
	if name == "" || strings.Contains(name, " ") || lexicon.SexOf(name) != nlp.SexUnknown {
		return false
	}
	body := false
	for other := range int32(min(len(a.Entities), mostNames)) {
		full := a.Entities[other].Name
		switch {
		case a.labels[other] == nlp.Person && other != e && (strings.HasPrefix(full, name+" ") || strings.HasSuffix(full, " "+name)):
			return false
		case a.labels[other] == nlp.Organization && strings.HasPrefix(full, name+" "):
			body = true
		}
	}
	return body
}

// isFamily says whether a name is the plural of the last name of a person whom
// the article names: "the Attridges".
func (a *article) isFamily(e int32) bool {
	stem, plural := strings.CutSuffix(a.Entities[e].Name, "s")
	if !plural || len(stem) < leastFamily || strings.Contains(stem, " ") {
		return false
	}
	for other := range int32(min(len(a.Entities), mostNames)) {
		if a.bears(other, stem) {
			return true
		}
	}
	return false
}

// leastFamily is the length in bytes of a last name whose plural is told from other words.
const leastFamily = 3

// isClub says whether a name of several words ends in one that clubs' names end in.
func (a *article) isClub(m *nlp.Mention) bool {
	if m.Last-m.First < 2 || lexicon.SexOf(a.Slice(m.Span)) != nlp.SexUnknown {
		return false
	}
	switch a.text(int32(m.Last - 1)) {
	case "Town", "United", "City", "Rovers", "Wanderers", "Albion", "Athletic", "Rangers", "County", "FC", "AFC", "SC", "CF", "RFC":
		return true
	}
	return false
}

// isShip says whether the letters before a name are those before a ship's, or the word
// before it is one for a storm.
func (a *article) isShip(m *nlp.Mention) bool {
	if m.First == 0 {
		return false
	}
	switch a.text(int32(m.First - 1)) {
	case "Hurricane", "Typhoon", "Cyclone", "Storm", "/", "MV", "SS", "HMS", "USS", "RMS", "HMAS", "HMNZS", "HMCS", "RV", "FV":
		return true
	}
	return false
}

// isTitleInMarks says whether a name of several words that stands but once fills a
// pair of quotation marks, as the title of a work does. A first name tells otherwise.
func (a *article) isTitleInMarks(m *nlp.Mention) bool {
	if m.First == 0 || m.Last-m.First < 2 || len(a.Entities[m.Entity].Mentions) > 1 || lexicon.SexOf(a.Slice(m.Span)) != nlp.SexUnknown || a.words[m.First-1].symbol != symbolMark {
		return false
	}
	last := m.Last
	if last < len(a.words) && a.text(int32(last)) == "," {
		last++
	}
	return last < len(a.words) && a.words[last].symbol == symbolMark
}

// isRoad says whether a name ends in a word for a road and stands behind a
// preposition for places: "of Friary Lane".
func (a *article) isRoad(m *nlp.Mention) bool {
	if m.First == 0 || m.Last-m.First < 2 {
		return false
	}
	switch a.text(int32(m.Last - 1)) {
	case "Street", "Road", "Lane", "Avenue", "Drive", "Close", "Terrace", "Square", "Court", "Crescent", "Park":
	default:
		return false
	}
	switch a.text(int32(m.First - 1)) {
	case "of", "in", "on", "at", "near", "off", "along":
		return true
	}
	return false
}

// isDateline says whether a name in capitals begins one of the first paragraphs and
// a dash follows it, as the place where an article was written: "ADA FOAH —",
// "ALBA, Kan., Aug. 4 -".
func (a *article) isDateline(m *nlp.Mention) bool {
	if m.Last >= len(a.Tokens) || m.First > 0 && a.paragraph(int32(m.First-1)) == a.paragraph(int32(m.First)) || a.paragraph(int32(m.First)) == 0 || a.paragraph(int32(m.First)) > datelineReach {
		return false
	}
	if text := a.Slice(m.Span); text != strings.ToUpper(text) || len(text) < leastDateline {
		return false
	}
	for t := m.Last; t < min(len(a.words), m.Last+longestDateline); t++ {
		switch {
		case a.words[t].symbol == symbolDash:
			return true
		case t == m.Last && a.text(int32(t)) != "," && a.text(int32(t)) != "/":
			return false
		}
	}
	return false
}

// isByline says whether a token stands in the short line at the top that tells who wrote
// the article: "By Ana Ruiz in Turrin".
func (a *article) isByline(t int32) bool {
	n := a.paragraph(t)
	if n == 0 || n > datelineReach {
		return false
	}
	first, last := t, t+1
	for first > 0 && a.paragraph(first-1) == n && t-first < longestByline {
		first--
	}
	for int(last) < len(a.words) && a.paragraph(last) == n && last-first <= longestByline {
		last++
	}
	if last-first > longestByline || a.words[last-1].symbol == symbolStop || a.words[last-1].symbol == symbolColon {
		return false
	}
	switch a.text(first) {
	case "By", "BY", "Words", "Story", "Report":
		return true
	}
	return a.isNamedOnce(first)
}

// isNamedOnce says whether a person's full name begins with token t that the article has
// nowhere else.
func (a *article) isNamedOnce(t int32) bool {
	m := a.words[t].mention
	return m != none && a.isFullName(m) && a.entityAt(m) != none && len(a.Entities[a.entityAt(m)].Mentions) == 1
}

// longestByline is the length of a byline in tokens.
const longestByline = 12

// The length of a dateline's place, in bytes, and the last paragraph that it
// begins: a headline, a second one and a byline go before. What may stand between
// the place and the dash, in tokens.
const (
	leastDateline   = 4
	datelineReach   = 3
	longestDateline = 8
)

// isHomeOf says whether a lone name that is nobody's elsewhere stands behind
// somebody unnamed and "from", as a place: "a teacher from Harl".
func (a *article) isHomeOf(m *nlp.Mention) bool {
	if m.First < 2 || m.Last-m.First > 1 || lexicon.SexOf(a.Slice(m.Span)) != nlp.SexUnknown || len(a.Entities[m.Entity].Name) != len(a.Slice(m.Span)) {
		return false
	}
	return a.text(int32(m.First-1)) == "from" && a.words[m.First-2].known.Is(lexicon.Role)
}

// isSeat says whether a name stands in brackets right behind a person's full name,
// with a hyphen in it, as the party and the seat of a member of parliament do:
// "Ana Ruiz (Ind-Harl South)".
func (a *article) isSeat(m int) bool {
	if m == 0 || !a.isFullName(int32(m-1)) {
		return false
	}
	person, seat := &a.Mentions[m-1], &a.Mentions[m]
	return seat.First == person.Last+1 && seat.Last < len(a.words) && a.text(int32(seat.First-1)) == "(" && a.text(int32(seat.Last)) == ")" && strings.Contains(a.Slice(seat.Span), "-")
}

// isSaintsPlace says whether a lone name stands behind "St" without a full stop
// or a comma that would begin an apposition: "St Mary" beside "Portland".
func (a *article) isSaintsPlace(m *nlp.Mention) bool {
	return m.First > 0 && m.Last-m.First == 1 && (a.text(int32(m.First-1)) == "St" || a.text(int32(m.First-1)) == "St.")
}

// isOffice says whether token t is a lower-case noun for one person that an
// article or a possessor opens: "its abbot", "the temple's abbot".
func (a *article) isOffice(t int32) bool {
	known := a.words[t].known
	if !known.Is(lexicon.Role) || !known.Is(lexicon.Singular) || a.text(t) != strings.ToLower(a.text(t)) {
		return false
	}
	switch tag := a.Tokens[t-1].Tag; tag {
	case "POS", "PRP$":
		return true
	}
	return strings.EqualFold(a.text(t-1), "the")
}

// isAdultAge says whether a word is a number that an age between commas can be.
func isAdultAge(word string) bool {
	return len(word) == 2 && word[0] >= '1' && word[0] <= '9' && word[1] >= '0' && word[1] <= '9'
}
