package speaker

import (
	"slices"
	"strings"

	"quoth/nlp"
)

// nameSender names who stands behind a report, a letter, a post: "a statement
// from the ministry", "Ruiz’s letter". Itself says that the quotation's own words
// name the record, and no pronoun does.
func (w *work) nameSender(speaker *nlp.Speaker, phrase int32, itself bool) {
	a := &w.article
	if sender := a.senderIn(phrase); sender != none {
		if who := a.people.resolved[sender]; a.canSend(who) {
			w.name(speaker, who, sender)
		}
		return
	}
	who := a.senderAround(phrase)
	if who.entity == none && itself {
		who = a.spokeBefore(phrase)
	}
	if who.entity != none {
		w.name(speaker, who, phrase)
	}
}

// canSend says whether a referent is somebody or some body that the article names.
func (a *article) canSend(who referent) bool {
	return who.entity != none && a.labels[who.entity] != nlp.Location && a.labels[who.entity] != nlp.Misc
}

// senderIn gives the phrase that words beside a record say it is from; none for no such one.
func (a *article) senderIn(record int32) int32 {
	if sender := a.senderBeside(record); sender != none {
		return sender
	}
	return a.writer(record)
}

// senderBeside gives the phrase of a record's sender where it hangs on the record
// itself: "Ruiz’s letter", "a letter from Ruiz", "the letter that Ruiz sent".
func (a *article) senderBeside(record int32) int32 {
	ph := &a.phrases[record]
	if a.follows(record) {
		return record - 1
	}
	if int(ph.last)+1 >= len(a.words) {
		return none
	}
	if sender := a.senderAfter(ph); sender != none {
		return sender
	}
	return a.senderInClause(record)
}

// senderInClause gives the subject of the relative clause behind a record, where its verb
// is one of sending: "the letter to Lang that Ruiz had sent", "an email in which Ruiz wrote".
func (a *article) senderInClause(record int32) int32 {
	for t, last := a.chainEnd(record), int32(a.Sentences[a.Tokens[a.phrases[record].head].Sentence].Last); t+1 < last; t++ {
		switch strings.ToLower(a.text(t)) {
		case "which", "that":
			if subject := a.words[t+1].phrase; subject != none && a.sends(a.phrases[subject].last) {
				return subject
			}
			return none
		case ",", "in":
		default:
			return none
		}
	}
	return none
}

// senderAround gives whom the sentences around a record say it is from, where no words
// beside it do.
func (a *article) senderAround(record int32) referent {
	for _, find := range [...]func(int32) referent{a.sentBy, a.wroteBefore, a.sentAbove} {
		if who := find(record); who.entity != none {
			return who
		}
	}
	return nobody
}

// sentAbove gives whose "the letter" is where the article has just said it of the same
// record: "Ruiz opened Lang’s letter. The letter said".
func (a *article) sentAbove(record int32) referent {
	ph := &a.phrases[record]
	if !ph.definite {
		return nobody
	}
	for j := record - 1; j >= 0 && j >= record-writerPhrases; j-- {
		other := &a.phrases[j]
		if a.Tokens[ph.head].Sentence-a.Tokens[other.head].Sentence > writtenSentences {
			break
		}
		if a.words[other.head].hash != a.words[ph.head].hash || a.words[other.head].marked {
			continue
		}
		if sender := a.senderBeside(j); sender != none {
			if who := a.people.resolved[sender]; a.canSend(who) {
				return who
			}
			return nobody
		}
		if who := a.sentBy(j); who.entity != none {
			return who
		}
	}
	return nobody
}

// nameMaker names who stands behind a thing that says something, where words
// beside it tell: "its website", "an evaluation by the institute", "in Ruiz's own words".
func (w *work) nameMaker(speaker *nlp.Speaker, phrase int32) bool {
	a := &w.article
	ph := &a.phrases[phrase]
	maker := int32(none)
	if isHousehold(a.text(ph.head)) {
		return false // Ruiz's family speaks for itself
	}
	if a.follows(phrase) {
		maker = phrase - 1
	} else if int(ph.last)+1 < len(a.words) && (a.text(ph.last) == "by" || a.text(ph.last) == "from") {
		maker = a.words[ph.last+1].phrase
	}
	if maker == none {
		return false
	}
	who := a.people.resolved[maker]
	if who.entity == none || a.labels[who.entity] == nlp.Location || a.labels[who.entity] == nlp.Misc {
		return false
	}
	w.name(speaker, who, maker)
	return true
}

// isHousehold says whether a noun is one for people who belong to somebody and
// are no thing that somebody makes.
func isHousehold(noun string) bool {
	switch strings.ToLower(noun) {
	case "family", "families", "household", "kin":
		return true
	}
	return false
}

// householdOf gives the phrase of a family before the phrase of whose it is: "the
// family of Ana Ruiz"; none for no such one.
func (a *article) householdOf(i int32) int32 {
	ph := &a.phrases[i]
	if i == 0 || ph.first == 0 || a.text(ph.first-1) != "of" || a.phrases[i-1].last != ph.first-1 || !isHousehold(a.text(a.phrases[i-1].head)) {
		return none
	}
	return i - 1
}

// sentBy gives whom the sentence of a record has for its subject: "She had sent
// me one message".
func (a *article) sentBy(record int32) referent {
	ph := &a.phrases[record]
	for j := record - 1; j >= 0 && j >= record-writerPhrases && a.Tokens[a.phrases[j].head].Sentence == a.Tokens[ph.head].Sentence; j-- {
		subject := &a.phrases[j]
		if !a.sends(subject.last) {
			continue
		}
		if who := a.people.resolved[j]; who.entity != none && a.isSubject(subject) && !a.words[subject.head].marked && a.labels[who.entity] != nlp.Location && a.labels[who.entity] != nlp.Misc {
			return who
		}
	}
	return nobody
}

// sends says whether the verb at token t, behind what helps it, is one of sending
// or writing.
func (a *article) sends(t int32) bool {
	for end := t + senderReach; t < end && int(t) < len(a.words); t++ {
		switch a.words[t].symbol {
		case symbolVerb, symbolParticiple:
			switch strings.ToLower(a.text(t)) {
			case "sent", "wrote", "written", "posted", "texted", "left", "released", "issued", "sends", "writes", "posts", "put":
				return true
			}
		case symbolAdverb:
		default:
			return false
		}
	}
	return false
}

// readOf gives the record whose words a neuter pronoun speaks: "one message. “Go,” it
// read", "Ruiz’s letter is short. “Go,” it says"; none elsewhere.
func (a *article) readOf(q, phrase int32) int32 {
	p := &a.places[q]
	if !a.words[a.phrases[phrase].head].known.Neuter || p.cueFirst == none || p.cueFirst >= p.cueLast {
		return none
	}
	switch a.text(p.cueFirst) {
	case "read", "reads", "began", "begins", "ran", "runs", "went", "goes", "ended", "ends", "concluded", "concludes":
		return a.recordNear(phrase, a.phrases[phrase].head)
	}
	who := a.people.resolved[phrase]
	if who.entity == none {
		if record := a.recordAbove(phrase); record != none {
			return record
		}
	} else if a.canSend(who) {
		return none
	}
	record := a.recordNear(phrase, min(a.phrases[phrase].head, p.first))
	if record != none && (a.senderIn(record) != none || a.senderAround(record).entity != none) {
		return record
	}
	return none
}

// recordNear gives the record nearest before a pronoun, in the sentence of token t or
// the two before it.
func (a *article) recordNear(pronoun, t int32) int32 {
	for j := pronoun - 1; j >= 0 && j >= pronoun-writerPhrases && a.Tokens[t].Sentence-a.Tokens[a.phrases[j].head].Sentence <= writerSentences; j-- {
		if ph := &a.phrases[j]; ph.sort == sortRecord && !a.words[ph.head].marked {
			return j
		}
	}
	return none
}

// readOut gives the record of somebody else that a phrase's referent reads out or shows,
// right before the colon in front of a quotation: "Ruiz read aloud from Lang's letter: “…”";
// none where there is no such one.
func (a *article) readOut(q, reader int32) int32 {
	colon := a.colonBefore(q)
	ph := &a.phrases[reader]
	if colon == none || !isAnimate(ph.sort) && ph.sort != sortPronoun || ph.last >= colon || colon-ph.last > subjectReach || !a.presents(ph.last) {
		return none
	}
	for t := colon - 1; t > ph.last && t >= colon-longestDescription; t-- {
		record := a.words[t].phrase
		if record == none || a.phrases[record].sort != sortRecord {
			continue
		}
		sender := a.senderBeside(record)
		if sender == none || sameReferent(a.people.resolved[sender], a.people.resolved[reader]) {
			return none
		}
		return record
	}
	return none
}

// colonBefore gives the colon right before the first words in marks of a quotation,
// and none for no such one.
func (a *article) colonBefore(q int32) int32 {
	if len(a.Quotations[q].Quoted) == 0 {
		return none
	}
	t := int32(a.tokenAt(a.Quotations[q].Quoted[0].Start)) - 1
	if t > 0 && int(t) < len(a.words) && a.words[t].symbol == symbolMark {
		t--
	}
	if t < 0 || int(t) >= len(a.words) || a.words[t].symbol != symbolColon {
		return none
	}
	return t
}

// presents says whether the verb at token t, behind what helps it, is one of reading out
// or showing what somebody has written.
func (a *article) presents(t int32) bool {
	for end := t + senderReach; t < end && int(t) < len(a.words); t++ {
		switch a.words[t].symbol {
		case symbolVerb, symbolParticiple, symbolGerund:
			switch strings.ToLower(a.text(t)) {
			case "read", "reads", "reading", "quoted", "quotes", "quoting", "cited", "cites", "citing", "recited", "recites", "produced", "produces",
				"showed", "shows", "showing", "shared", "shares", "held", "holds", "opened", "opens", "unfolded", "unfolds", "published", "released":
				return true
			}
		case symbolAdverb:
		default:
			return false
		}
	}
	return false
}

// recordAbove gives the record that begins the sentence before that of a pronoun which
// begins its own: "A letter from Ruiz was read out. It said"; none elsewhere.
func (a *article) recordAbove(phrase int32) int32 {
	sentence := a.Tokens[a.phrases[phrase].head].Sentence
	if sentence == 0 || int(a.phrases[phrase].first) != a.Sentences[sentence].First {
		return none
	}
	above := a.words[a.Sentences[sentence-1].First].phrase
	if above == none || a.phrases[above].sort != sortRecord || a.words[a.phrases[above].head].marked {
		return none
	}
	return above
}

// wroteBefore gives the subject of the sentence that speaks of a record first, a
// little above: "In a message to members, the union said … “We heard you,” the
// message went on."
func (a *article) wroteBefore(record int32) referent {
	ph := &a.phrases[record]
	if !ph.definite {
		return nobody
	}
	for j := record - 1; j >= 0 && j >= record-writerPhrases; j-- {
		other := &a.phrases[j]
		distance := a.Tokens[ph.head].Sentence - a.Tokens[other.head].Sentence
		if distance > writtenSentences {
			break
		}
		if distance == 0 || a.words[other.head].hash != a.words[ph.head].hash || other.first == 0 || a.words[other.head].marked {
			continue
		}
		switch a.text(other.first - 1) {
		case "In", "in", "with", "via", "sent", "posted", "wrote", "issued":
			return a.mainSubject(a.Tokens[other.head].Sentence)
		}
	}
	return nobody
}

// writtenSentences is how far above the words of a record the article says who
// wrote it, in sentences.
const writtenSentences = 4

// subjectReach is how far into a sentence its main subject is looked for, in tokens.
const subjectReach = 100

// mainSubject gives the first subject of a sentence that can write.
func (a *article) mainSubject(sentence int) referent {
	s := &a.Sentences[sentence]
	for t := s.First; t < min(s.Last, s.First+subjectReach); t++ {
		j := a.words[t].phrase
		if j == none || a.words[t].marked || int(a.phrases[j].first) != t || !a.isSubject(&a.phrases[j]) {
			continue
		}
		if who := a.people.resolved[j]; who.entity != none && (a.labels[who.entity] == nlp.Person || a.labels[who.entity] == nlp.Organization) {
			return who
		}
	}
	return nobody
}

// spokeBefore gives who speaks last before a record in its own paragraph: "Ruiz
// wrote that … A second post read". Only a record that is not somebody else's
// goes to that one.
func (a *article) spokeBefore(record int32) referent {
	head := a.phrases[record].head
	refs := a.people.references
	from, _ := slices.BinarySearchFunc(refs, head, func(r reference, head int32) int { return int(r.token) - int(head) })
	for k := from - 1; k >= 0 && k >= from-mostReferences; k-- {
		r := &refs[k]
		if a.paragraph(r.token) != a.paragraph(head) {
			break
		}
		if r.speaks && r.who.entity != none && !r.marked {
			return r.who
		}
	}
	return nobody
}

// senderReach bounds how far after a record its sender is looked for, in tokens.
const senderReach = 5

// senderAfter gives the phrase that a record comes from: "a statement from
// the ministry", "the letter, signed by Ruiz".
func (a *article) senderAfter(ph *phrase) int32 {
	for t := ph.last; t < ph.last+senderReach && int(t)+1 < len(a.words); t++ {
		switch a.text(t) {
		case "by", "from":
			if isPassedOn(a.text(t - 1)) {
				return none
			}
			return a.words[t+1].phrase
		case "of":
			if t == ph.last {
				return a.words[t+1].phrase
			}
		}
		switch a.words[t].symbol {
		case symbolComma, symbolVerb, symbolParticiple, symbolAdverb:
		default:
			if word := a.text(t); word != "this" && word != "one" { // "a second memo, this one from Ruiz"
				return none
			}
		}
	}
	return none
}

// isPassedOn says whether a word before "by" tells that somebody else read a record or
// made it known: "a memo seen by the Courier", "the letter was read out by the clerk".
func isPassedOn(word string) bool {
	switch word {
	case "seen", "obtained", "reviewed", "viewed", "heard", "read", "out", "aloud", "leaked", "released", "published", "shown", "received", "shared", "found":
		return true
	}
	return false
}

// Bounds of the search for who wrote a record: phrases, sentences.
const (
	writerPhrases   = 120
	writerSentences = 2
)

// writer gives the phrase of who wrote a record, in words that stand before
// it: "the letter had been written by Ruiz", "Ruiz wrote to her".
func (a *article) writer(record int32) int32 {
	ph := &a.phrases[record]
	for j := record - 1; j >= 0 && j >= record-writerPhrases; j-- {
		other := &a.phrases[j]
		if a.words[other.head].hash == a.words[ph.head].hash && int(other.last)+1 < len(a.words) {
			if by := a.agentAfter(other); by != none {
				return by
			}
		}
		if t := other.last; int(t) < len(a.words) && a.Tokens[ph.head].Sentence-a.Tokens[other.head].Sentence <= writerSentences &&
			!a.words[t].marked && a.writes(t) && (a.named(j) || a.isSubject(other) && a.canSend(a.people.resolved[j])) {
			return j
		}
	}
	return none
}

// writes says whether the verb at token t is one of writing: "wrote", "had written".
func (a *article) writes(t int32) bool {
	return a.words[t].hash == hashWrote || a.text(t) == "had" && int(t)+1 < len(a.words) && a.text(t+1) == "written"
}

var hashWrote = hashLower("wrote")

// agentAfter gives the agent of the passive that follows a phrase: "had been
// written by Ruiz".
func (a *article) agentAfter(ph *phrase) int32 {
	for t := ph.last; t < ph.last+senderReach && int(t)+1 < len(a.words); t++ {
		switch a.words[t].symbol {
		case symbolVerb, symbolParticiple, symbolAdverb:
		case symbolBy:
			return a.words[t+1].phrase
		default:
			return none
		}
	}
	return none
}
