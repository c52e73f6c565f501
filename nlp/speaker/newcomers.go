package speaker

import (
	"strings"

	"quoth/nlp"
	"quoth/nlp/lexicon"
)

// A newcomer is somebody unnamed whom the text has just brought in, and nobody
// named since: "A firefighter sat by her engine. She would not give her name. “We
// saved a church,” she said."

// Bounds of how far back a newcomer is brought in, in sentences and in tokens.
const (
	newcomerReach  = 3
	newcomerTokens = 200
)

// findNewcomer notes the newcomer among the antecedents of phrase i, and whether
// the article says that the name stays untold.
func (a *article) findNewcomer(list []antecedent, i int32) {
	p := &a.people
	p.newcomer, p.untold = none, false
	here := a.Tokens[a.phrases[i].head].Sentence
	for k := range list {
		c := &list[k]
		if c.self || c.who.entity != none || c.who.group || c.who.phrase >= i || !a.bringsIn(c.who.phrase) && !a.isUntold(c.who.phrase, i) {
			continue
		}
		if here-a.Tokens[a.phrases[c.who.phrase].head].Sentence <= newcomerReach && c.who.phrase > p.newcomer {
			p.newcomer = c.who.phrase
		}
	}
	if p.newcomer == none {
		return
	}
	from, to := a.phrases[p.newcomer].last, a.phrases[i].first
	if to-from > newcomerTokens || a.namesBetween(from, to) {
		p.newcomer = none
		return
	}
	p.untold = a.staysUntold(from, to)
}

// bringsIn says whether phrase i brings somebody in: "a firefighter", "one of the
// guests", "the mother of one of them", "the man who called", "the mayor's spokesman".
func (a *article) bringsIn(i int32) bool {
	ph := &a.phrases[i]
	if ph.plural || ph.possessor || ph.sort != sortRole && ph.sort != sortOther && ph.sort != sortThing || !a.isSubject(ph) && !a.isSubjectWithChain(i) {
		return false
	}
	switch strings.ToLower(a.text(ph.first)) {
	case "a", "an", "one", "another":
		return !a.isSubordinate(ph) && (ph.sort != sortThing || a.isFollowedByWho(i) || soundsHuman(strings.ToLower(a.text(ph.head))))
	}
	return ph.sort == sortRole && (a.isFollowedByWho(i) || a.isToldOf(i) || a.isKinOf(i) || a.follows(i) && a.phrases[i-1].sort != sortOwner)
}

// soundsHuman says whether a noun ends like one for somebody by what they do: "a
// welder", not "a version".
func soundsHuman(noun string) bool {
	for _, ending := range [...]string{"er", "or", "ist", "man", "woman", "ian", "ee", "ant", "ent", "ess", "boy", "girl"} {
		if strings.HasSuffix(noun, ending) {
			return true
		}
	}
	return false
}

// isUntold says whether phrase j is somebody whose name is not told up to phrase i:
// "the founder, who asked not to be named".
func (a *article) isUntold(j, i int32) bool {
	ph := &a.phrases[j]
	to := a.phrases[i].first
	return ph.sort == sortRole && !ph.plural && to-ph.last <= newcomerTokens && a.Tokens[to].Sentence-a.Tokens[ph.head].Sentence <= newcomerReach && a.staysUntold(ph.last, to)
}

// isSubjectWithChain says whether a verb follows what hangs on phrase i.
func (a *article) isSubjectWithChain(i int32) bool {
	end := a.chainEnd(i)
	if end == a.phrases[i].last || int(end) >= len(a.words) {
		return false
	}
	whole := a.phrases[i]
	whole.last = end
	return a.isSubject(&whole)
}

// isKinOf says whether phrase i calls somebody by kin to others, who are named
// behind it: "the mother of one of the boys", but not "the mother of three".
func (a *article) isKinOf(i int32) bool {
	ph := &a.phrases[i]
	of := ph.last
	if int(of)+2 >= len(a.words) || a.words[of].symbol != symbolOf || !isKin(strings.ToLower(a.text(ph.head))) {
		return false
	}
	return a.Tokens[of+1].Tag != "CD" || a.words[of+2].symbol == symbolOf || a.words[of+2].symbol == symbolNoun // "of one pupil"
}

// isKin says whether a noun is one for kin.
func isKin(noun string) bool {
	switch noun {
	case "mother", "father", "wife", "husband", "son", "daughter", "brother", "sister", "aunt", "uncle", "cousin", "niece", "nephew", "parent",
		"grandmother", "grandfather", "grandson", "granddaughter", "widow", "widower", "friend", "neighbour", "neighbor", "relative":
		return true
	}
	return false
}

// namesBetween says whether tokens [from, to) name a person outside quotation marks.
func (a *article) namesBetween(from, to int32) bool {
	for t := from; t < to; t++ {
		if m := a.words[t].mention; m != none && !a.words[t].marked && a.labelAt(m) == nlp.Person {
			return true
		}
	}
	return false
}

// untoldReach is how far behind a denial the word for a name stands, in tokens.
const untoldReach = 6

// staysUntold says whether tokens [from, to) tell that somebody's name is not told:
// "who asked not to be named", "on condition of anonymity", "gave only his age".
func (a *article) staysUntold(from, to int32) bool {
	denied := from - untoldReach - 1
	for t := from; t < to; t++ {
		switch strings.ToLower(a.text(t)) {
		case "not", "n't", "n’t", "never", "declined", "refused", "without", "only", "cannot":
			denied = t
		case "anonymity", "anonymous", "anonymously", "unnamed":
			return true
		case "name", "named", "identified", "identify", "surname", "identity", "age":
			if t-denied <= untoldReach {
				return true
			}
		}
	}
	return false
}

// describeNewcomer tells whether an antecedent is the newcomer, or whether there
// is one beside it.
func (a *article) describeNewcomer(c *antecedent, i int32, kind anaphor) {
	p := &a.people
	if p.newcomer == none {
		return
	}
	if c.who.entity == none && c.who.phrase == p.newcomer {
		sex := a.words[a.phrases[p.newcomer].head].known.Sex
		p.put(66, flag32(p.untold), kind)
		p.put(67, flag32(sex != nlp.SexUnknown && sex == a.words[a.phrases[i].head].known.Sex)<<2|uint32(min(c.distance, 3)), kind)
		return
	}
	p.put(68, flag32(p.untold)<<2|uint32(min(c.distance, 3)), kind)
	p.put(69, flag32(c.who.entity == p.lastSpeaker)<<1|flag32(a.words[a.phrases[i].head].known.Case == lexicon.Subject), kind)
}
