package speaker

import (
	"strings"

	"quoth/nlp"
	"quoth/nlp/lexicon"
)

// A decision is what the ranker, or the layout, says of a quotation.
type decision struct {
	phrase int32 // the words that name the speaker; none
	span   nlp.Span
	rule   nlp.Rule
	share  float32 // the ranker's probability
	layout bool    // the layout names the speaker
	role   string  // of a speaker whom the layout tells without a name
	from   int32   // the quotation whose speaker this one shares; none
}

// decide picks the words that name the speaker of every quotation, in the
// order of the text, since a quotation may go on with the one before.
func (w *work) decide() {
	a := &w.article
	w.decisions = w.decisions[:0]
	for range a.Quotations {
		w.decisions = append(w.decisions, decision{phrase: none, from: none, rule: RuleNone})
	}
	before := newPast()
	for k, q := range a.order {
		d := &w.decisions[q]
		switch {
		case a.laidOut(q):
			w.decideByLayout(q, d)
		case w.decideByFormula(q, d), w.decideByTopic(q, d, before):
		case w.shares(k, q, d):
		default:
			w.decideByRank(q, d, before)
		}
		if d.phrase != none {
			before.remember(a, q, d.phrase)
		}
	}
}

// laidOut says whether the layout names the quotation's speaker.
func (a *article) laidOut(q int32) bool {
	s := &a.Quotations[q].Speaker
	if s.Span.Empty() {
		return s.Role != ""
	}
	return s.Rule == lexicon.RuleSignature || s.Rule == lexicon.RuleTurn || s.Rule == lexicon.RuleHeading
}

func (w *work) decideByLayout(q int32, d *decision) {
	a := &w.article
	s := a.Quotations[q].Speaker
	d.span, d.rule, d.layout, d.share, d.role = s.Span, s.Rule, true, 0.97, s.Role
	d.phrase = a.phraseOf(s.Span)
}

// piecesBack bounds how far back the pieces of an utterance are looked for.
const piecesBack = 12

// shares lets a piece of an utterance that has no cue of its own take the
// decision of the piece before it.
func (w *work) shares(k int, q int32, d *decision) bool {
	a := &w.article
	mine := &a.Quotations[q]
	for j := k - 1; j >= 0 && j >= k-piecesBack; j-- {
		o := a.order[j]
		other := &a.Quotations[o]
		if other.Utterance != mine.Utterance {
			continue
		}
		if !mine.Cue.Empty() && mine.Cue != other.Cue {
			return false
		}
		if w.decisions[o].phrase == none && !w.decisions[o].layout {
			return false
		}
		if !mine.Cue.Empty() && w.standsApart(q, d, o) {
			return true
		}
		*d = w.decisions[o]
		d.from = o
		if !mine.Cue.Empty() {
			return true
		}
		d.rule = RuleUtterance
		return true
	}
	return false
}

// ownShare is the share from which a piece with a cue goes its own way.
const ownShare = 0.9

// standsApart ranks a piece by itself, and says whether its speaker is surely
// another than that of the piece o: one cue between two quotations may be
// taken for the cue of both.
func (w *work) standsApart(q int32, d *decision, o int32) bool {
	var own decision
	own.phrase, own.from = none, none
	w.decideByRank(q, &own, newPast())
	if own.phrase == none || own.phrase == w.decisions[o].phrase || own.share < ownShare || own.share < w.decisions[o].share {
		return false
	}
	*d = own
	return true
}

// decideByRank asks the ranker.
func (w *work) decideByRank(q int32, d *decision, before past) {
	s := &w.scene
	if j := w.article.agentBehind(q); j != none {
		d.phrase, d.rule, d.share = j, RuleAgent, agentShare
		return
	}
	if s.wasTold(q) {
		if j := w.introducer(q, none); j != none {
			d.phrase, d.rule, d.share = j, RuleSameSentence, introducedShare
		}
		return
	}
	s.gather(q, before)
	s.describeAll()
	best, nobody := w.model.rank(s)
	if w.observe != nil {
		w.observe(q)
	}
	if s.Explain {
		w.keepCandidates(q)
	}
	chosen := int32(none)
	if best != none && (nobody <= nobodyShare || nobody <= s.candidates[best].share) {
		chosen = s.candidates[best].phrase
	}
	if s.cue == none || !w.article.isVerbalCue(q) {
		if j := w.introducer(q, chosen); j != none {
			d.phrase, d.rule, d.share = j, RuleSameSentence, introducedShare
			return
		}
	}
	if best == none {
		return
	}
	c := &s.candidates[best]
	d.share = c.share
	if nobody > nobodyShare && nobody > c.share {
		d.share = nobody
		if !s.places[q].marked || s.cue != none || c.share < leastShare*(1-nobody) || !isAnimate(s.phrases[c.phrase].sort) {
			return
		}
		d.share = c.share
	}
	if better := s.askerInstead(best); better != none {
		c = &s.candidates[better]
	} else if better := s.tellerInstead(best); better != none {
		c = &s.candidates[better]
	} else if better := s.ownedInstead(best); better != none {
		c = &s.candidates[better]
	} else if better := s.officerInstead(best); better != none {
		c = &s.candidates[better]
	} else if better := s.governorInstead(best); better != none {
		c = &s.candidates[better]
	} else if better := w.model.subjectInstead(s, best); better != none {
		c = &s.candidates[better]
	} else if better := w.model.somebodyInstead(s, best); better != none {
		c = &s.candidates[better]
		d.share = c.share
	}
	d.phrase = c.phrase
	d.rule = s.ruleOf(c)
	if family := w.article.householdOf(c.phrase); family != none {
		d.phrase = family
	}
}

// wasTold says whether a quotation's cue is passive and one of asking or telling,
// with no agent behind it: "the jury was told" does not say by whom.
func (a *article) wasTold(q int32) bool {
	if !a.wasAsked(q) {
		return false
	}
	p := &a.places[q]
	switch strings.ToLower(a.text(p.cueLast - 1)) {
	case "asked", "told", "informed", "warned", "reminded", "advised":
	default:
		return false
	}
	return int(p.cueLast) >= len(a.words) || a.words[p.cueLast].symbol != symbolBy
}

// agentShare is how sure it is that the agent behind a passive's words speaks them.
const agentShare = 0.9

// introducedShare is how sure it is that an introduction names who speaks.
const introducedShare = 0.8

// leastShare is the share of what isn't nobody's from which the best candidate
// for words in marks without a cue is taken all the same.
const leastShare = 0.35

// ownedInstead gives the candidate right behind the best, where the best only owns
// it and it can speak: not "the growers" but "the growers' association", not "her" but
// "her union".
func (s *scene) ownedInstead(best int) int {
	owner := s.candidates[best].phrase
	if ph := &s.phrases[owner]; !ph.possessor || int(owner)+1 >= len(s.phrases) || !s.follows(owner+1) {
		return none
	}
	switch s.phrases[owner+1].sort {
	case sortPerson, sortRole, sortBody, sortBodyName:
	default:
		return none
	}
	for i := range s.candidates {
		if s.candidates[i].phrase == owner+1 {
			return i
		}
	}
	return none
}

// officerInstead gives the person in whose description the best candidate stands, as
// the body that the office is one of: not "Harl Aid" but "Ana Ruiz, head of Harl Aid,".
func (s *scene) officerInstead(best int) int {
	i := s.candidates[best].phrase
	ph := &s.phrases[i]
	if i < 2 || ph.sort == sortPerson || s.words[ph.first-1].phrase != none || s.words[ph.first-1].symbol != symbolOf && s.words[ph.first-1].symbol != symbolPreposition {
		return none
	}
	office, person := &s.phrases[i-1], &s.phrases[i-2]
	if office.sort != sortRole || office.last != ph.first-1 || person.sort != sortPerson || person.last != office.first-1 || s.text(person.last) != "," {
		return none
	}
	for k := range s.candidates {
		if s.candidates[k].phrase == i-2 {
			return k
		}
	}
	return none
}

// governorInstead gives the head of the noun phrase whose last preposition has the best
// candidate, where the reporting verb follows: not "Ruiz" but "an email from Hale to Ruiz said".
func (s *scene) governorInstead(best int) int {
	i := s.candidates[best].phrase
	p := &s.places[s.q]
	if s.cue == none || s.candidates[best].item > s.cue || s.phrases[i].last != p.cueFirst || !s.isVerbalCue(s.q) {
		return none
	}
	j := i
	for j > 0 && s.phrases[j].first > 0 && s.phrases[j-1].last == s.phrases[j].first-1 {
		if !governsNoun(s.text(s.phrases[j].first - 1)) {
			break
		}
		j--
	}
	if j == i {
		return none
	}
	for k := range s.candidates {
		if s.candidates[k].phrase == j {
			return k
		}
	}
	return none
}

// governsNoun says whether a word is a preposition that has a noun behind it and no clause.
func governsNoun(word string) bool {
	switch word {
	case "to", "from", "for", "of", "with", "at", "about", "against":
		return true
	}
	return false
}

// askerInstead gives the best candidate before the reporting word in its sentence,
// where the best of all stands right behind that word and is asked or told what a
// colon leads to: “a boy asked Ruiz: ‘Why?’”
func (s *scene) askerInstead(best int) int {
	c := &s.candidates[best]
	if s.cue == none || c.item <= s.cue {
		return none
	}
	ph, p := &s.phrases[c.phrase], &s.places[s.q]
	if ph.first != p.cueLast || int(ph.last) >= len(s.words) || s.words[ph.last].symbol != symbolColon || !lexicon.Addresses(s.text(p.cueLast-1)) {
		return none
	}
	found := none
	for i := range s.candidates {
		o := &s.candidates[i]
		if o.item != none && o.item < s.cue && s.bordersTo(o.item, s.cue) == 0 && isAnimate(s.phrases[o.phrase].sort) && (found == none || o.score > s.candidates[found].score) {
			found = i
		}
	}
	return found
}

// tellerReach is how far before a relative clause the word of telling stands on whose
// object it hangs, in tokens.
const tellerReach = 12

// tellerInstead gives the best candidate before a word of telling, where the best of all
// is the “who” of a clause that only tells more of whoever is told: “a boy told Ruiz,
// who had run to help: ‘Go.’”
func (s *scene) tellerInstead(best int) int {
	who, p := &s.phrases[s.candidates[best].phrase], &s.places[s.q]
	if s.cue == none || who.sort != sortRelative || p.cueFirst < who.first || p.cueLast > p.first {
		return none
	}
	switch s.text(p.cueFirst) {
	case "had", "has", "have", "was", "were", "is", "are":
	default:
		return none // “told Ruiz, who smiled: ‘No.’”
	}
	for t := p.cueFirst; t < p.cueLast; t++ {
		if cue, ok := lexicon.ReportingCues().Lookup(s.text(t)); ok && cue.Class == lexicon.ReportCue {
			return none
		}
	}
	verb := who.first - 1
	for verb > max(0, who.first-tellerReach) && !lexicon.Addresses(s.text(verb)) && s.words[verb].symbol != symbolStop {
		verb--
	}
	if !lexicon.Addresses(s.text(verb)) {
		return none
	}
	found := none
	for i := range s.candidates {
		o := &s.candidates[i]
		if ph := &s.phrases[o.phrase]; o.item != none && ph.last <= verb && s.Tokens[ph.head].Sentence == s.Tokens[verb].Sentence && isAnimate(ph.sort) && (found == none || o.score > s.candidates[found].score) {
			found = i
		}
	}
	return found
}

// subjectInstead gives the best candidate that is no record, where the best of
// all is one that only says where the words stand: "she writes in a report".
func (m *model) subjectInstead(s *scene, best int) int {
	ph := &s.phrases[s.candidates[best].phrase]
	if ph.sort != sortRecord || ph.first == 0 || s.words[ph.first-1].symbol != symbolPreposition || s.words[ph.first-1].hash != hashLower("in") {
		return none
	}
	found := none
	for i := range s.candidates {
		if sort := s.phrases[s.candidates[i].phrase].sort; i != best && sort != sortRecord && (found == none || s.candidates[i].score > s.candidates[found].score) {
			found = i
		}
	}
	return found
}

// leastSomebody is the share from which somebody is taken before a thing.
const leastSomebody = 0.03

// somebodyInstead gives the best candidate that can speak, where the best of
// all is a thing and nothing but nearness ties it to words in marks.
func (m *model) somebodyInstead(s *scene, best int) int {
	if s.cue != none || !s.places[s.q].marked || s.phrases[s.candidates[best].phrase].sort != sortThing {
		return none
	}
	found := none
	for i := range s.candidates {
		c := &s.candidates[i]
		if isAnimate(s.phrases[c.phrase].sort) && c.share >= leastSomebody && (found == none || c.score > s.candidates[found].score) {
			found = i
		}
	}
	return found
}

// nobodyShare is the probability from which "nobody" is believed.
const nobodyShare = 0.8

// ruleOf names the evidence that ties a candidate to the quotation.
func (s *scene) ruleOf(c *candidate) nlp.Rule {
	if c.item == none {
		return RulePreviousSpeaker
	}
	ph := &s.phrases[c.phrase]
	if s.cue != none && s.bordersTo(c.item, s.cue) == 0 {
		return s.ruleBesideCue(c, ph)
	}
	if c.phrase == s.past.phrases[0] || s.past.entities[0] != none && s.entityOf(ph) == s.past.entities[0] {
		return RulePreviousSpeaker
	}
	switch borders := s.bordersTo(c.item, s.self); {
	case borders == 0:
		return RuleSameSentence
	case borders < 4:
		return RuleSameParagraph
	}
	return RuleNearParagraph
}

func (s *scene) ruleBesideCue(c *candidate, ph *phrase) nlp.Rule {
	cue := s.items[s.cue]
	before := byte(0)
	if ph.first > 0 {
		before = s.words[ph.first-1].symbol
	}
	verbal := false
	switch s.words[cue.token].symbol {
	case symbolVerb, symbolBare, symbolGerund, symbolParticiple, symbolAdverb:
		verbal = true
	}
	switch {
	case before == symbolBy && c.item > s.cue:
		return RuleAgent
	case ph.possessor && !verbal:
		return RulePossessor
	case !verbal:
		return RuleAccording
	case c.item > s.cue:
		return RuleInversion
	case ph.sort == sortRelative:
		return RuleRelative
	}
	for k := c.item + 1; k < s.cue; k++ {
		switch s.items[k].symbol {
		case byte(sortRelative), symbolRelative:
			return RuleRelative
		case symbolAnd:
			return RuleSharedSubject
		}
	}
	return RuleSubject
}
