package speaker

import (
	"slices"
	"strings"

	"quoth/nlp"
)

// Whose somebody is tells who is meant where an article has two wives or two
// lawyers, and that a pronoun was misread where somebody would be his own.

// belonging gives whom the article ties to the noun and the owner of phrase i: the
// one who was called so as that owner's before, "Ruiz's lawyer". Who is taken for his own
// lawyer, or for her own mother, is not whom the pronoun means: it is the one who was
// called so as somebody else's.
func (a *article) belonging(i int32) int32 {
	owner := a.ownerOf(i)
	if owner == none || a.labels[owner] != nlp.Person || a.phrases[i].sort != sortRole || a.phrases[i].plural {
		return none
	}
	noun := strings.ToLower(a.text(a.phrases[i].head))
	misread := a.phrases[i-1].sort == sortOwner && !slices.Contains(otherSides[noun], noun)
	found := a.calledOwners(i, owner, misread)
	if found == none && misread {
		found = a.ownKin(i, owner, otherSides[noun])
	}
	return max(found, none)
}

// calledOwners gives the one who was called by the noun of phrase i as the owner's; with
// misread also the owner, who was called so as somebody else's.
func (a *article) calledOwners(i, owner int32, misread bool) int32 {
	head, found := a.phrases[i].head, int32(none)
	for _, k := range a.people.byNoun[a.words[head].hash] {
		t := &a.people.ties[k]
		if p := a.words[t.token].phrase; t.token >= head || p == none || !a.follows(p) {
			continue
		}
		if t.entity == owner && misread || t.entity != owner && a.kinOwner(t) == owner {
			found = a.onlyOne(found, t.entity)
		}
	}
	return found
}

// ownKin gives the owner of phrase i where the article has told of one of another side,
// whom the pronoun may mean: "Ana Ruiz's daughter … her mother".
func (a *article) ownKin(i, owner int32, sides []string) int32 {
	if !a.canBe(owner, a.words[a.phrases[i].head].known.Sex) && a.people.sure[owner] {
		return none
	}
	for _, side := range sides {
		for _, k := range a.people.byNoun[hashLower(side)] {
			if t := &a.people.ties[k]; t.entity != owner && a.kinOwner(t) == owner && a.canBe(t.entity, a.words[a.phrases[i-1].head].known.Sex) {
				return owner
			}
		}
	}
	return none
}

// isOtherOwners says whether a tie tells that somebody is kin to another one than
// the one who is named as the owner of phrase i: "Ruiz's wife" is not Lang's.
func (a *article) isOtherOwners(t *tie, i int32) bool {
	owner := a.ownerOf(i)
	if owner == none || !a.named(i-1) || a.labels[owner] != nlp.Person || !isKin(strings.ToLower(a.text(a.phrases[i].head))) {
		return false
	}
	other := a.kinOwner(t)
	return other != none && other != owner && a.labels[other] == nlp.Person
}

// joinedOwner gives the person to whom a possessive at phrase i belongs that stands
// behind the name and "and": "Peter Lang and his wife"; none for other words.
func (a *article) joinedOwner(i int32) int32 {
	ph := &a.phrases[i]
	if i == 0 || ph.sort != sortOwner || a.words[ph.head].known.Sex == nlp.SexUnknown || ph.first == 0 || a.text(ph.first-1) != "and" || a.phrases[i-1].last != ph.first-1 || !a.named(i-1) {
		return none
	}
	who := a.people.resolved[i-1].entity
	if who == none || a.labels[who] != nlp.Person || !a.canBe(who, a.words[ph.head].known.Sex) {
		return none
	}
	return who
}
