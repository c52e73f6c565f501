package speaker

import (
	"slices"
	"strings"

	"quoth/nlp"
	"quoth/nlp/lexicon"
)

// bodyOfKind gives the only body whose name ends in a word that a noun for bodies may
// mean: "the airline" is Harl Airways.
func (a *article) bodyOfKind(noun string) int32 {
	found := int32(none)
	for _, kind := range lexicon.BodyKinds(strings.ToLower(noun)) {
		for e := range int32(min(len(a.Entities), mostNames)) {
			if a.labels[e] == nlp.Organization && endsInWord(a.Entities[e].Name, kind) {
				found = a.onlyOne(found, e)
			}
		}
	}
	return max(found, none)
}

// isBareInHeadline says whether a phrase is a noun for a body alone in the headline,
// which leaves out articles: "ministry says no".
func (a *article) isBareInHeadline(ph *phrase) bool {
	return ph.sort == sortBody && ph.first == ph.head && a.paragraph(ph.head) == 0
}

// namedBodyReach bounds how far back a body is looked for that has its name from a
// place or a people, in phrases.
const namedBodyReach = 60

// namedBody gives the nearest phrase before phrase i with the same noun for a body
// and a name before it: "the army" is "the Harlian army". None where the noun is
// tied to a name.
func (a *article) namedBody(i int32) int32 {
	ph := &a.phrases[i]
	if ph.sort != sortBody || !ph.definite || ph.last-ph.first != 2 || len(a.people.byNoun[a.words[ph.head].hash]) > 0 {
		return none
	}
	for j := i - 1; j >= max(0, i-namedBodyReach); j-- {
		before := &a.phrases[j]
		if a.words[before.head].hash != a.words[ph.head].hash || before.sort != sortBody {
			continue
		}
		if _, named := a.bodyName(before); named {
			return j
		}
	}
	return none
}

// bodyEnding gives the only body whose name ends in all words of a phrase behind its
// article: "the weather bureau" is the National Weather Bureau.
func (a *article) bodyEnding(ph *phrase) int32 {
	words := " " + a.Slice(a.span(ph.first+1, ph.last))
	found := int32(none)
	for e := range int32(min(len(a.Entities), mostNames)) {
		name := a.Entities[e].Name
		if n := len(name) - len(words); a.labels[e] == nlp.Organization && n > 0 && strings.EqualFold(name[n:], words) {
			found = a.onlyOne(found, e)
		}
	}
	return found
}

// downingStreet gives the office of the British prime minister, where "No 10" means it.
func (a *article) downingStreet(ph *phrase) int32 {
	switch a.Slice(a.span(ph.first, ph.last)) {
	case "No 10", "No. 10", "Number 10", "Number Ten":
		return a.entityNamed("Downing Street")
	}
	return none
}

// entityNamed gives the entity of a name; none where the article has none of it.
func (a *article) entityNamed(name string) int32 {
	for e := range int32(min(len(a.Entities), mostNames)) {
		if a.Entities[e].Name == name {
			return e
		}
	}
	return none
}

// speaksFor gives the body whose website or account phrase i is, as its words are that
// body's: "its website", "the party's official account".
func (a *article) speaksFor(i int32) int32 {
	switch strings.ToLower(a.text(a.phrases[i].head)) {
	case "website", "site", "webpage", "account", "channel", "feed", "page", "newsletter":
	default:
		return none
	}
	if owner := a.ownerOf(i); owner != none && a.labels[owner] == nlp.Organization {
		return owner
	}
	return none
}

// onlyTiedBody gives the only body that the noun of phrase i, "the union", is tied to,
// if that is named before.
func (a *article) onlyTiedBody(i int32) int32 {
	ph := &a.phrases[i]
	if !a.isOwnNoun(ph) || ph.last-ph.first != 2 || !strings.EqualFold(a.text(ph.first), "the") {
		return none
	}
	found, before := int32(none), false
	for _, k := range a.people.byNoun[a.words[ph.head].hash] {
		if t := &a.people.ties[k]; a.labels[t.entity] == nlp.Organization {
			found = a.onlyOne(found, t.entity)
			before = before || t.token < ph.head
		}
	}
	if !before {
		return none
	}
	return max(found, none)
}

// isOwnNoun says whether a phrase is a noun for a body that an article keeps for one of
// them: "the union", but not "the company", which is whichever was named last.
func (a *article) isOwnNoun(ph *phrase) bool {
	switch strings.ToLower(a.text(ph.head)) {
	case "company", "firm", "group", "body", "bank", "agency", "team", "club", "organisation", "organization":
		return false
	}
	return ph.sort == sortBody
}

// meansNamed says whether phrase i is a noun alone that any body may go by, "the
// company", and no body without a name was called so before: then it means a named one.
func (a *article) meansNamed(i int32) bool {
	ph := &a.phrases[i]
	if ph.sort != sortBody || ph.last-ph.first != 2 || !strings.EqualFold(a.text(ph.first), "the") || !a.words[ph.head].known.Is(lexicon.Generic) {
		return false
	}
	noun := a.words[ph.head].hash
	for _, k := range a.people.byNoun[noun] {
		if a.people.ties[k].token > ph.head {
			return false // whom the article calls so comes only below
		}
	}
	for j := max(0, i-meansNamedReach); j < i; j++ {
		if before := &a.phrases[j]; a.words[before.head].hash == noun && a.isIndefinite(before.first) {
			return false
		}
	}
	return true
}

// meansNamedReach is how far back a body without a name is looked for, in phrases.
const meansNamedReach = 600

// tieKind reads the kind of body behind a body's name: "the Carton Makers union".
func (a *article) tieKind(i int32) {
	ph := &a.phrases[i]
	if ph.sort != sortBody || ph.plural || ph.head == ph.first {
		return
	}
	m := a.words[ph.head-1].mention
	if m == none || a.labelAt(m) != nlp.Organization || a.Mentions[m].Last-a.Mentions[m].First < 2 || a.entityAt(m) == none {
		return
	}
	switch a.text(ph.head) {
	case "union", "company", "firm", "group", "charity", "newspaper", "airline", "lobby", "agency", "think-tank", "foundation":
		a.addTie(a.entityAt(m), ph.head, ph.head, ph.last, i)
	}
}

// canBeCalled says whether a noun for a body can mean one: "the company" means none whose
// name or whom the article calls a union or a ministry, "the union" no airline.
func (a *article) canBeCalled(entity int32, noun string) bool {
	name := a.Entities[entity].Name
	switch strings.ToLower(noun) {
	case "company", "firm", "airline", "retailer", "manufacturer", "supplier", "carmaker", "chipmaker", "drugmaker", "maker", "brewer", "startup", "start-up", "insurer", "conglomerate":
		return !a.isCalled(entity, "union") && !holdsOne(name, "Union", "Workers", "Guild", "Federation", "Confederation", "Confederación", "Confédération", "Federación", "Fédération", "Sindicato", "Sindacato", "Syndicat", "Gewerkschaft", "Ministry", "Department", "Executive", "Commission", "Court", "Council", "Tribunal",
			"Police", "University", "Hospital", "Government", "Parliament", "Inspectorate", "Agency", "Authority", "Association", "Party")
	case "union":
		return !a.isCalled(entity, "company") && !holdsOne(name, "Airways", "Airlines", "Inc", "Inc.", "Ltd", "plc", "Corp", "Holdings", "Systems", "Motors", "Foods", "Ratings", "Securities", "Capital", "Radio",
			"Television", "Ministry", "Department", "Court", "Police", "Government", "University")
	}
	return true
}

// isCalled says whether the article ties a noun to a body.
func (a *article) isCalled(entity int32, noun string) bool {
	return slices.ContainsFunc(a.people.byNoun[hashLower(noun)], func(k int32) bool { return a.people.ties[k].entity == entity })
}

// holdsOne says whether a name of several words begins or ends with one of these words.
func holdsOne(name string, words ...string) bool {
	return slices.ContainsFunc(words, func(word string) bool { return holdsWord(name, word) })
}

// isBodyOfOther says whether phrase i is a body that the one who owns it tells and
// that the article never names: "Lithuania's central bank", "the president's office".
func (a *article) isBodyOfOther(i int32) bool {
	ph := &a.phrases[i]
	return ph.sort == sortBody && a.follows(i) && a.phrases[i-1].sort != sortOwner && !ph.plural && len(a.people.byNoun[a.words[ph.head].hash]) == 0
}
