package speaker

import (
	"strings"

	"quoth/nlp"
	"quoth/nlp/lexicon"
)

// Reports of sport and of trade call people and bodies by where they come from:
// "Norway's Ana Ruiz … the Norwegian", "the Danish firm Norvik … the Danish company".

// tieOrigin ties the words for a people to whom a name beside them belongs: "Norway's
// Ana Ruiz", "Norwegian skier Ana Ruiz", "Ana Ruiz of Norway", "Ana Ruiz (Norway)".
func (a *article) tieOrigin(i int32) {
	ph := &a.phrases[i]
	entity := a.entityAt(ph.mention)
	for t := ph.first; t < int32(a.Mentions[ph.mention].First); t++ {
		a.tiePeople(entity, t)
	}
	if a.follows(i) {
		a.tiePeople(entity, a.phrases[i-1].first)
	}
	t := ph.last
	if int(t)+1 >= len(a.words) || a.Tokens[t+1].Sentence != a.Tokens[ph.head].Sentence || a.labelAt(ph.mention) != nlp.Person {
		return
	}
	switch a.text(t) {
	case "of", "from", "(":
		a.tiePeople(entity, t+1)
	}
}

// tieOrigins ties the words for a people that stand before a noun in what the article
// says of somebody: "the Norwegian skier, Ana Ruiz,", "Norway's coach, Ana Ruiz,". The
// manager of "the Norwegian skier's team" may come from anywhere.
func (a *article) tieOrigins() {
	for k := range a.people.ties {
		t := a.people.ties[k]
		if t.phrase == none {
			continue
		}
		for u := a.phrases[t.phrase].first; u < t.token; u++ {
			a.tiePeople(t.entity, u)
		}
		if a.follows(t.phrase) {
			a.tiePeople(t.entity, a.phrases[t.phrase-1].head)
		}
	}
}

// tiePeople ties an entity to the words for a people whose name, or whose country's,
// begins at token t.
func (a *article) tiePeople(entity, t int32) {
	for _, word := range lexicon.Demonyms(a.nameFrom(t)) {
		a.addNoun(entity, t, hashLower(word[strings.LastIndexByte(word, ' ')+1:]))
	}
}

// nameFrom gives the mention that begins at token t, else the word there.
func (a *article) nameFrom(t int32) string {
	if m := a.words[t].mention; m != none && int32(a.Mentions[m].First) == t {
		return a.Slice(a.Mentions[m].Span)
	}
	return a.text(t)
}

// sharedPeople counts the word for a people before the head of a phrase, where an entity
// is tied to it: "the Malian president" is Mali's.
func (a *article) sharedPeople(ph *phrase, entity int32) int {
	if ph.head == ph.first || lexicon.Demonyms(a.text(ph.head-1)) == nil {
		return 0
	}
	for _, k := range a.people.byNoun[a.words[ph.head-1].hash] {
		if a.people.ties[k].entity == entity {
			return 1
		}
	}
	return 0
}

// ofPeople gives the only person or body of the people that stands before the noun
// of phrase i: "the Norwegian skier", "the Danish company".
func (a *article) ofPeople(i int32) int32 {
	ph := &a.phrases[i]
	if !ph.definite || ph.plural || ph.head == ph.first || lexicon.Demonyms(a.text(ph.head-1)) == nil {
		return none
	}
	found := int32(none)
	for _, k := range a.people.byNoun[a.words[ph.head-1].hash] {
		t := &a.people.ties[k]
		person := a.labels[t.entity] == nlp.Person
		if t.token < ph.head && person == (ph.sort != sortBody) && (person && a.canBe(t.entity, a.words[ph.head].known.Sex) || !person && a.canBeCalled(t.entity, a.text(ph.head))) {
			found = a.onlyOne(found, t.entity)
		}
	}
	return max(found, none)
}
