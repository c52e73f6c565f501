package speaker

import (
	"strings"

	"quoth/nlp"
	"quoth/nlp/lexicon"
)

// described gives what a description stands for: the name that the article
// ties it to, else somebody unnamed. Speaks is the quotation it speaks, or none.
func (a *article) described(i, speaks int32) referent {
	ph := &a.phrases[i]
	unnamed := referent{entity: none, phrase: i, sureness: 0.85}
	if e := a.tiedHere(i); e != none {
		return referent{entity: e, phrase: i, sureness: 0.95}
	}
	if e := a.aged(ph); e != none {
		return referent{entity: e, phrase: i, sureness: 0.9}
	}
	if ph.plural || !a.pointsBack(i) {
		return unnamed
	}
	if e := a.tiedBefore(i); e != none {
		return referent{entity: e, phrase: i, sureness: 0.85}
	}
	if earlier := a.introduced(i); earlier != none {
		return referent{entity: none, phrase: earlier, sureness: 0.8}
	}
	if ph.sort == sortBody && a.words[ph.head].known.Is(lexicon.Generic) {
		return a.latestBody(i, unnamed)
	}
	if ph.sort == sortRole && speaks != none && !a.follows(i) && a.words[ph.first].known.Case != lexicon.Possessive && !strings.HasPrefix(strings.ToLower(a.text(ph.head)), "spokes") {
		return a.latestPerson(i, unnamed)
	}
	if a.openingSubject(i) {
		return a.presented(i, unnamed)
	}
	return unnamed
}

// openingSubject says whether phrase i is "the driver" that begins a sentence
// and is its subject.
func (a *article) openingSubject(i int32) bool {
	ph := &a.phrases[i]
	return ph.sort == sortRole && strings.EqualFold(a.text(ph.first), "the") && !a.words[ph.head].marked &&
		int(ph.first) == a.Sentences[a.Tokens[ph.head].Sentence].First && (a.isSubject(ph) || a.Tokens[a.chainEnd(i)].Tag == "VBD")
}

// presented gives the person whom an article has just named and tells of now,
// as newswriters do: "Ana Ruiz sells shoes. The driver from Turin …". The
// description is then tied to the name.
func (a *article) presented(i int32, unnamed referent) referent {
	who := a.latestPerson(i, unnamed)
	if who.entity == none || a.hasRole(who.entity) || a.Tokens[a.phrases[i].head].Sentence-a.Tokens[a.phrases[who.phrase].head].Sentence > presentedReach {
		return unnamed
	}
	ph := &a.phrases[i]
	a.addTie(who.entity, ph.head, a.skipArticle(ph.first), a.chainEnd(i), i)
	return who
}

// presentedReach is how far back the name may stand, in sentences.
const presentedReach = 1

// tiedHere gives the entity that an apposition ties phrase i to, right here.
func (a *article) tiedHere(i int32) int32 {
	head := a.phrases[i].head
	for _, k := range a.people.byNoun[a.words[head].hash] {
		if a.people.ties[k].token == head {
			return a.people.ties[k].entity
		}
	}
	return none
}

// aged gives the entity of the age in "the 19-year-old".
func (a *article) aged(ph *phrase) int32 {
	for t := ph.first; t < ph.last; t++ {
		if age, ok := strings.CutSuffix(a.text(t), "-year-old"); ok {
			if e, ok := a.people.ages[hashLower(age)]; ok {
				return e
			}
		}
	}
	return none
}

// pointsBack says whether phrase i speaks of somebody known: "the minister",
// "his lawyer", "the bank's chairman", a bare "Minister".
func (a *article) pointsBack(i int32) bool {
	ph := &a.phrases[i]
	if ph.definite || a.follows(i) {
		return true
	}
	switch a.Tokens[ph.first].Tag {
	case "DT", "CD":
		return false
	}
	return a.Tokens[ph.head].Tag == "NNP"
}

// tiedBefore gives the entity that the article ties the noun of phrase i to
// elsewhere: the one whose description shares most words, then the nearest
// before it, then the nearest after it.
func (a *article) tiedBefore(i int32) int32 {
	ph := &a.phrases[i]
	best, bestScore := int32(none), -1<<30
	for _, k := range a.people.byNoun[a.words[ph.head].hash] {
		t := &a.people.ties[k]
		if a.Entities[t.entity].Label == nlp.Person != (ph.sort == sortRole || ph.sort == sortName || ph.sort == sortThing) {
			continue
		}
		score := 1000 * a.sharedWords(ph, t)
		if gap := int(ph.head - t.token); gap >= 0 {
			score -= min(gap, 5000) / 10
		} else {
			score -= 500 + min(-gap, 5000)/10
		}
		if score > bestScore {
			best, bestScore = t.entity, score
		}
	}
	return best
}

// sharedWords counts the modifiers of a phrase that a description has too.
func (a *article) sharedWords(ph *phrase, t *tie) int {
	n := 0
	for x := ph.first; x < ph.head; x++ {
		if a.Tokens[x].Tag == "DT" {
			continue
		}
		for y := t.first; y < t.last; y++ {
			if y != t.token && a.words[x].hash == a.words[y].hash {
				n++
				break
			}
		}
	}
	return n
}

// introduced gives the phrase that introduced somebody unnamed whom phrase i
// speaks of again: "a witness … the witness".
func (a *article) introduced(i int32) int32 {
	ph := &a.phrases[i]
	refs := a.people.references
	for k := len(refs) - 1; k >= 0 && k >= len(refs)-mostReferences; k-- {
		who := refs[k].who
		if who.entity == none && who.phrase != none && who.phrase < i &&
			a.words[a.phrases[who.phrase].head].hash == a.words[ph.head].hash {
			return who.phrase
		}
	}
	return none
}

// latestBody gives the organisation that "the company" stands for: the latest
// one spoken of, subjects and repeated ones first.
func (a *article) latestBody(i int32, unnamed referent) referent {
	return a.latest(i, unnamed, func(r *reference) (float32, bool) {
		return 0, !r.person && r.who.entity != none && a.Entities[r.who.entity].Label == nlp.Organization
	})
}

// latestPerson gives the person that an untied "the witness" stands for: the
// one who is spoken of right now.
func (a *article) latestPerson(i int32, unnamed referent) referent {
	sex := a.words[a.phrases[i].head].known.Sex
	return a.latest(i, unnamed, func(r *reference) (float32, bool) {
		if !r.person || r.plural || r.who.entity == none || sex != nlp.SexUnknown && r.sex != nlp.SexUnknown && r.sex != sex {
			return 0, false
		}
		if a.hasRole(r.who.entity) {
			return weightDescribed, true
		}
		return 0, true
	})
}

// hasRole says whether the article describes the entity in words of its own.
func (a *article) hasRole(entity int32) bool { return a.people.roles[entity] != none }

// latest gives the likeliest of the references that pass, with what weigh adds
// to their scores, or otherwise.
func (a *article) latest(i int32, otherwise referent, weigh func(*reference) (added float32, pass bool)) referent {
	ph := &a.phrases[i]
	here := a.Tokens[ph.head].Sentence
	refs := a.people.references
	var list [16]weighed
	n := 0
	for k := len(refs) - 1; k >= 0 && k >= len(refs)-mostReferences; k-- {
		r := &refs[k]
		distance := here - a.Tokens[r.token].Sentence
		if distance > farthest {
			break
		}
		added, pass := weigh(r)
		if !pass || r.token >= ph.first && r.token < ph.last {
			continue
		}
		score := added + a.referenceScore(r, ph.head, a.words[ph.head].known, distance)
		j := find(list[:n], r.who)
		if j == none {
			if n == len(list) {
				continue
			}
			list[n] = weighed{who: r.who, score: score}
			j, n = n, n+1
		}
		list[j].score = max(list[j].score, score)
		list[j].times++
	}
	who := a.best(list[:n], i, none)
	if who.phrase == none {
		return otherwise
	}
	who.sureness *= 0.7
	return who
}
