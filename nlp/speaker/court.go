package speaker

import (
	"strings"

	"quoth/nlp"
	"quoth/nlp/lexicon"
)

// Reports from courts go on with the part that somebody plays there, without an
// apposition that would tell it: whoever "denies arson" is the defendant from
// there on, whoever "gave evidence" the witness.

// courtReach is how far behind a name the verb stands that tells its part in court,
// in tokens: an age and a place of residence go between.
const courtReach = 14

// tieCourt ties the nouns for somebody's part in court to a person whom the verb
// behind the name tells to play it.
func (a *article) tieCourt(i int32) {
	ph := &a.phrases[i]
	if a.labelAt(ph.mention) != nlp.Person || ph.possessor || a.words[ph.head].marked {
		return
	}
	entity := a.entityAt(ph.mention)
	verb := a.verbBehind(ph)
	if verb == none {
		return
	}
	switch a.partAt(verb) {
	case "defendant":
		a.addPart(entity, verb, "defendant", "accused")
	case "witness":
		if !a.pleads(entity) {
			a.addPart(entity, verb, "witness")
		}
	}
}

// pleads says whether a person is called a lawyer so far, who tells a court much and
// witnesses nothing.
func (a *article) pleads(entity int32) bool {
	for _, noun := range [...]string{"prosecutor", "barrister", "counsel", "lawyer", "attorney", "solicitor", "advocate", "judge"} {
		if a.isCalled(entity, noun) {
			return true
		}
	}
	return false
}

// addPart ties nouns to a person. Whoever gives evidence last is the witness, so that
// one person may be tied to it at several places.
func (a *article) addPart(entity, t int32, nouns ...string) {
	p := &a.people
	for _, noun := range nouns {
		hash := hashLower(noun)
		if len(p.byNoun[hash]) >= mostTies {
			continue
		}
		p.ties = append(p.ties, tie{entity: entity, token: t, first: t, last: t + 1, phrase: none})
		p.byNoun[hash] = append(p.byNoun[hash], int32(len(p.ties)-1))
	}
}

// verbBehind gives the first verb behind a phrase, where nothing but its appositions
// and what helps the verb goes between; none where there is none.
func (a *article) verbBehind(ph *phrase) int32 {
	end := min(int32(a.Sentences[a.Tokens[ph.head].Sentence].Last), ph.last+courtReach)
	for t := a.behindCommas(ph.last, end); t != none && t < end; t++ {
		switch symbol := a.words[t].symbol; {
		case symbol == symbolVerb || symbol == symbolParticiple:
			return t
		case symbol != symbolAdverb && symbol != symbolRelative && a.words[t].known.Case != lexicon.Relative:
			return none
		}
	}
	return none
}

// behindCommas gives the token behind an age in brackets and behind what stands between
// commas from token t on; none where no second comma goes before a verb.
func (a *article) behindCommas(t, end int32) int32 {
	if t < end && a.text(t) == "(" {
		t += 3 // "Ana Ruiz (54)"
	}
	if t >= end || a.words[t].symbol != symbolComma {
		return t
	}
	for u := t + 1; u+1 < end; u++ {
		if a.words[u].symbol == symbolComma && (a.words[u+1].symbol == symbolVerb || a.words[u+1].symbol == symbolAdverb) {
			return u + 1
		}
	}
	return none
}

// partAt gives the part in court that the verb at token t tells of its subject; ""
// where it tells none.
func (a *article) partAt(t int32) string {
	word := strings.ToLower(a.text(t))
	switch word {
	case "pleaded", "pleads", "pled", "denies", "denied", "admitted", "admits":
		return "defendant"
	case "testified", "testifies":
		return "witness"
	case "gave", "gives", "giving", "took", "takes":
		if a.isNear(t, "evidence", "testimony", "stand") {
			return "witness"
		}
	case "told", "tells":
		if a.isNear(t, "court", "jury", "jurors", "inquest", "tribunal", "inquiry", "hearing", "magistrates") {
			return "witness"
		}
	case "is", "was", "has", "stands", "stood", "faces", "faced", "appeared", "went", "goes":
		if a.isNear(t, "charged", "accused", "convicted", "sentenced", "jailed", "guilty", "trial", "remanded", "acquitted", "charges", "dock", "extradited") {
			return "defendant"
		}
	}
	return ""
}

// isNear says whether one of some words stands shortly behind token t in its clause.
func (a *article) isNear(t int32, words ...string) bool {
	end := min(int32(a.Sentences[a.Tokens[t].Sentence].Last), t+partReach)
	for u := t + 1; u < end && a.words[u].symbol != symbolComma && !a.words[u].marked; u++ {
		for _, word := range words {
			if a.text(u) == word {
				return true
			}
		}
	}
	return false
}

// partReach is how far behind the verb the word stands that tells the part, in tokens.
const partReach = 6

// isExamined says whether phrase i is the subject of a sentence that begins with
// who examines its subject: "Cross-examined by Omar Haddad, she agreed", "Giving
// evidence, Ana Ruiz said".
func (a *article) isExamined(i int32) bool {
	ph := &a.phrases[i]
	first := int32(a.Sentences[a.Tokens[ph.head].Sentence].First)
	if ph.first-first < 2 || ph.first-first > courtReach || a.words[ph.head].marked || a.text(ph.first-1) != "," || !a.isSubject(ph) {
		return false
	}
	for t := first; t < min(first+2, ph.first); t++ {
		switch strings.ToLower(a.text(t)) {
		case "cross-examined", "cross-examination", "re-examined", "examined", "questioned", "questioning", "evidence", "oath":
			return true
		}
	}
	return false
}

// noteWitness ties "witness" to whoever phrase i stands for, where that one is examined.
func (a *article) noteWitness(i int32, who referent) {
	if who.entity != none && a.labels[who.entity] == nlp.Person && a.isExamined(i) {
		a.addPart(who.entity, a.phrases[i].head, "witness")
	}
}
