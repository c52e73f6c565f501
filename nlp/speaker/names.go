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
		case mention.Label == nlp.Person && a.isRoad(mention):
			*label = nlp.Location
		case mention.Label == nlp.Person && *label == nlp.Person && a.surelyBody(mention):
			*label = nlp.Organization
		}
	}
	for e := range int32(min(len(a.Entities), mostNames)) {
		a.same[e] = a.withFirstName(e)
	}
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

// withFirstName gives the one person whose name ends in another name of several
// words: "Van der Meulen" is Sander van der Meulen.
func (a *article) withFirstName(e int32) int32 {
	name := a.Entities[e].Name
	if a.labels[e] != nlp.Person || !strings.Contains(name, " ") {
		return e
	}
	found := int32(none)
	for full := range int32(min(len(a.Entities), mostNames)) {
		other := a.Entities[full].Name
		n := len(other) - len(name)
		if a.labels[full] == nlp.Person && n > 1 && other[n-1] == ' ' && strings.EqualFold(other[n:], name) {
			found = a.onlyOne(found, full)
		}
	}
	if found >= 0 {
		return found
	}
	return e
}
