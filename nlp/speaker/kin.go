package speaker

import (
	"strings"

	"quoth/nlp"
)

// otherSides gives, for a noun of kinship, what the other of the two is called by it:
// whoever has Ana for a daughter is her mother or her father.
var otherSides = func() map[string][]string {
	parents := []string{"mother", "father", "mum", "mom", "dad", "mama", "parent", "stepmother", "stepfather"}
	children := []string{"son", "daughter", "child", "boy", "girl", "stepson", "stepdaughter"}
	sides := map[string][]string{}
	for _, pair := range [...][2][]string{
		{parents, children},
		{{"grandmother", "grandfather", "gran", "granny", "nan", "grandma", "grandpa", "grandad", "granddad", "grandparent"}, {"grandson", "granddaughter", "grandchild"}},
		{{"aunt", "uncle", "auntie"}, {"niece", "nephew"}},
		{{"mother-in-law", "father-in-law"}, {"son-in-law", "daughter-in-law"}},
		{{"husband", "wife", "spouse", "partner", "fiance", "fiancé", "fiancee", "fiancée", "ex-wife", "ex-husband"}, {"husband", "wife", "spouse", "partner", "fiance", "fiancé", "fiancee", "fiancée", "ex-wife", "ex-husband"}},
		{{"brother", "sister", "twin", "sibling"}, {"brother", "sister", "twin", "sibling"}},
		{{"cousin"}, {"cousin"}},
	} {
		for _, noun := range pair[0] {
			sides[noun] = append(sides[noun], pair[1]...)
		}
		for _, noun := range pair[1] {
			if len(sides[noun]) == 0 {
				sides[noun] = append(sides[noun], pair[0]...)
			}
		}
	}
	return sides
}()

// relativeOf gives the only one named whom the article has told to be such kin of the
// owner of phrase i as its noun says, either way round: "her husband" is the one who
// is called so beside his name, or whose wife she is told to be. It gives none where
// nothing tells.
func (a *article) relativeOf(i int32) int32 {
	ph := &a.phrases[i]
	noun := strings.ToLower(a.text(ph.head))
	sides := otherSides[noun]
	if ph.plural || ph.mention != none || len(sides) == 0 {
		return none
	}
	owner := a.ownerOf(i)
	if owner == none || a.labels[owner] != nlp.Person {
		return none
	}
	found := int32(none)
	for _, k := range a.people.byNoun[a.words[ph.head].hash] {
		if t := &a.people.ties[k]; t.entity != owner && a.kinOwner(t) == owner {
			found = a.onlyOne(found, t.entity)
		}
	}
	for _, side := range sides {
		for _, k := range a.people.byNoun[hashLower(side)] {
			t := &a.people.ties[k]
			if e := a.kinOwner(t); t.entity == owner && e != none && e != owner && a.labels[e] == nlp.Person && a.canBe(e, a.words[ph.head].known.Sex) {
				found = a.onlyOne(found, e)
			}
		}
	}
	return max(found, none)
}

// kinOwner gives whose kin a description tells somebody to be, where that was read
// already: "his daughter, Ana", "his daughter Ana", "Ana, the daughter of Peter Lang";
// none where it does not tell.
func (a *article) kinOwner(t *tie) int32 {
	i := a.words[t.token].phrase
	if i == none {
		return none
	}
	if owner := a.ownerOf(i); owner != none {
		return owner
	}
	of := a.phrases[i].last
	if int(of)+1 >= len(a.words) || a.words[of].symbol != symbolOf {
		return none
	}
	if next := a.words[of+1].phrase; next != none && a.named(next) {
		return a.entityAt(a.phrases[next].mention)
	}
	return none
}
