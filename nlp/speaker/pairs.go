package speaker

import (
	"strings"

	"quoth/nlp"
)

// isPair says whether a noun in lower case is one for two people together.
func isPair(noun string) bool {
	switch noun {
	case "pair", "couple", "duo", "two", "sisters", "brothers", "twins", "siblings", "newlyweds", "friends":
		return true
	}
	return false
}

// pairOf gives whom the article names first of the two who spoke last, where phrase i is
// "the pair" and nothing else tells who they are; nobody for other phrases.
func (a *article) pairOf(i int32) referent {
	ph := &a.phrases[i]
	last, before := a.people.lastSpeaker, a.people.speakerBefore
	if !ph.definite || ph.first > 0 && a.words[ph.first-1].symbol == symbolOf || !isPair(strings.ToLower(a.text(ph.head))) || a.chainEnd(i) != ph.last || last == none || before == none || a.labels[last] != nlp.Person || a.labels[before] != nlp.Person {
		return nobody
	}
	first := last
	if a.firstNamed(before) < a.firstNamed(last) {
		first = before
	}
	return referent{entity: first, phrase: i, sureness: pairSurely}
}

// firstNamed gives the token where an entity is named first.
func (a *article) firstNamed(entity int32) int {
	if m := a.Entities[entity].Mentions; len(m) > 0 {
		return a.Mentions[m[0]].First
	}
	return len(a.Tokens)
}

// pairSurely is how sure "the pair" is of the two who spoke last.
const pairSurely = 0.6
