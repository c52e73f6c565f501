package speaker

import "strings"

// An introduction is a sentence that ends in a colon right before words in marks
// and has no verb of saying: “This just in by voice note from Ana Ruiz: …”.

// introducer gives the phrase of an introduction that names who speaks the
// quotation, and none where nothing of the kind stands before it: whom the words
// are from, whom the writer hands over to, or, where the ranker takes nobody, the
// sentence's subject. Chosen is what the ranker takes.
func (w *work) introducer(q, chosen int32) int32 {
	a := &w.article
	first, end, ok := a.introduction(q)
	if !ok {
		return none
	}
	for t := end - 1; t > first; t-- {
		if j := a.words[t].phrase; j != none && t == a.phrases[j].first && a.text(t-1) == "from" && a.named(j) && a.isSent(t-2, first) {
			return j
		}
	}
	for t := first; t < end; t++ {
		j := a.words[t].phrase
		if j == none || t != a.phrases[j].first {
			continue
		}
		ph := &a.phrases[j]
		switch {
		case (chosen == none || !isAnimate(a.phrases[chosen].sort) || a.isGoverned(chosen, j)) && isAnimate(ph.sort) && a.isSubject(ph):
			return j
		case chosen != none && a.isFirstPerson(chosen) && ph.sort == sortPerson && !ph.possessor:
			return j
		}
	}
	return none
}

// isGoverned says whether a phrase stands behind a preposition in the sentence that
// another one begins as a named person: “Ana Ruiz is angry with Tom Hale: …”.
func (a *article) isGoverned(i, subject int32) bool {
	ph, over := &a.phrases[i], &a.phrases[subject]
	return i > subject && over.sort == sortPerson && a.Tokens[ph.head].Sentence == a.Tokens[over.head].Sentence &&
		!a.words[ph.head].marked && ph.first > 0 && governsNoun(a.text(ph.first-1))
}

// introduction gives the tokens [first, end) before the colon in front of a
// quotation in marks.
func (a *article) introduction(q int32) (first, end int32, ok bool) {
	p := &a.places[q]
	if !p.marked || p.first < 2 || int(p.first) >= len(a.words) {
		return 0, 0, false
	}
	colon := p.first - 1
	if a.words[colon].symbol == symbolMark {
		colon--
	}
	if a.words[colon].symbol != symbolColon || a.paragraph(colon) != a.paragraph(p.first) {
		return 0, 0, false
	}
	return int32(a.Sentences[a.Tokens[colon].Sentence].First), colon, true
}

// isSent says whether the word at token t, or the mark there, is something that
// comes from somebody: a record, an answer, “this”.
func (a *article) isSent(t, first int32) bool {
	if t < first {
		return true
	}
	if j := a.words[t].phrase; j != none && a.phrases[j].sort == sortRecord {
		return true
	}
	switch strings.ToLower(a.text(t)) {
	case ",", "this", "word", "words", "answer", "reply", "response", "retort", "verdict", "question", "line", "call", "shout", "more", "in":
		return true
	}
	return false
}

// isFirstPerson says whether a phrase is the writer's "I" or "we".
func (a *article) isFirstPerson(i int32) bool {
	ph := &a.phrases[i]
	return ph.sort == sortPronoun && a.words[ph.head].known.Person == 1 && !a.words[ph.head].marked
}

// isVerbalCue says whether the reporting words of a quotation have a verb.
func (a *article) isVerbalCue(q int32) bool {
	p := &a.places[q]
	for t := p.cueFirst; t >= 0 && t < p.cueLast && int(t) < len(a.words); t++ {
		switch a.words[t].symbol {
		case symbolVerb, symbolBare, symbolGerund, symbolParticiple:
			return true
		}
	}
	return false
}
