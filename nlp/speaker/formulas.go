package speaker

import (
	"strings"
)

// A formula is a fixed wording that says whose the words in marks are, surer than
// anything the ranker knows: “in the words of Ana Ruiz”, “described by Ana Ruiz as”.

// formulaShare is how sure it is that a formula names who speaks.
const formulaShare = 0.95

// formulaReach is how many tokens may lie between a formula and the words.
const formulaReach = 14

// behindReach is how many tokens behind the words a formula may begin.
const behindReach = 5

// A run is the tokens [first, last).
type run struct{ first, last int32 }

// decideByFormula lets a formula in the quotation's sentence name who speaks.
func (w *work) decideByFormula(q int32, d *decision) bool {
	a := &w.article
	if len(a.Quotations[q].Quoted) == 0 {
		return false
	}
	marked := a.Quotations[q].Quoted[0]
	r := run{int32(a.tokenAt(marked.Start)), int32(a.tokenAfter(marked.End))}
	if r.first >= r.last || int(r.last) > len(a.words) {
		return false
	}
	sentence := run{int32(a.Sentences[a.Tokens[r.first].Sentence].First), int32(a.Sentences[a.Tokens[r.last-1].Sentence].Last)}
	phrase, rule := a.quotedIn(sentence, r), RuleSubject
	if phrase == none {
		phrase, rule = a.wordsOf(sentence, r), RuleAccording
	}
	if phrase == none {
		phrase, rule = a.answerOf(sentence, r), RulePossessor
	}
	if phrase == none {
		phrase, rule = a.callerOf(sentence, r), RuleAgent
	}
	if phrase == none && a.places[q].cueFirst == none {
		phrase, rule = a.seenBy(sentence, r), RuleAccording
	}
	if phrase == none {
		phrase, rule = a.ownerOfWords(q), RulePossessor
	}
	if phrase == none && a.places[q].cueFirst == none {
		phrase, rule = a.pointedBack(sentence, r), RuleSameParagraph
	}
	if phrase == none {
		phrase, rule = a.wouldSay(sentence, r), RuleSubject
	}
	if phrase == none {
		phrase, rule = a.gestureBefore(q), RuleSameParagraph
	}
	if phrase == none {
		return false
	}
	d.phrase, d.rule, d.share = phrase, rule, formulaShare
	return true
}

// longestTopic bounds a label that tells what words are about, in tokens.
const longestTopic = 10

// decideByTopic lets whoever spoke before go on where a label says what the words
// are about: “On Ruiz: …”.
func (w *work) decideByTopic(q int32, d *decision, before past) bool {
	a := &w.article
	first, end, ok := a.introduction(q)
	if !ok || before.phrases[0] == none || end-first > longestTopic || a.text(first) != "On" && a.text(first) != "About" {
		return false
	}
	for t := first; t < end; t++ {
		if s := a.words[t].symbol; s == symbolVerb || s == symbolComma || s == symbolParticiple {
			return false
		}
	}
	d.phrase, d.rule, d.share = before.phrases[0], RulePreviousSpeaker, formulaShare
	return true
}

// wordsOf gives whose words “in the words of …” or “to quote …” says that they
// are, before them in the sentence or right behind.
func (a *article) wordsOf(sentence, r run) int32 {
	first, last := sentence.first, sentence.last
	for t := max(first, r.first-formulaReach); t < min(last, r.last+behindReach); t++ {
		if t >= r.first && t < r.last || a.words[t].marked {
			continue
		}
		switch strings.ToLower(a.text(t)) {
		case "words":
			if t > first+1 && t+1 < last && a.words[t+1].symbol == symbolOf && strings.EqualFold(a.text(t-2), "in") && a.text(t-1) == "the" {
				return a.speakerAt(t + 2)
			}
		case "quote":
			if t > first && strings.EqualFold(a.text(t-1), "to") && (t-1 == first || !a.isVerbBefore(t-1)) {
				return a.speakerAt(t + 1)
			}
		}
	}
	return none
}

// isVerbBefore says whether a verb governs the infinitive at a token: "wanted to quote".
func (a *article) isVerbBefore(t int32) bool {
	switch a.words[t-1].symbol {
	case symbolComma, symbolDash, symbolAnd:
		return false
	}
	return true
}

// callerOf gives who is said to call something so, in the passive, before the words:
// “described by Ruiz as …”.
func (a *article) callerOf(sentence, r run) int32 {
	before := r.first - 1
	if before > sentence.first && a.words[before].symbol == symbolMark {
		before--
	}
	if before <= sentence.first || a.text(before) != "as" {
		return none
	}
	for t := before - 1; t > max(sentence.first, before-formulaReach); t-- {
		if a.words[t].symbol == symbolBy && a.isCalling(t-1) {
			return a.speakerAt(t + 1)
		}
	}
	return none
}

// isCalling says whether a token is a participle of a verb for calling something so.
func (a *article) isCalling(t int32) bool {
	switch strings.ToLower(a.text(t)) {
	case "called", "described", "dubbed", "termed", "labelled", "labeled", "branded", "dismissed", "hailed", "denounced", "condemned", "praised", "characterised", "characterized", "summed":
		return true
	}
	return false
}

// seenBy gives whose view a sentence tells that begins with “for” and somebody, a comma
// behind them: “For Ana Ruiz, the farmers' leader, the law is …”.
func (a *article) seenBy(sentence, r run) int32 {
	if !strings.EqualFold(a.text(sentence.first), "for") || r.first-sentence.first < 4 {
		return none
	}
	i := a.speakerAt(sentence.first + 1)
	if i == none || a.phrases[i].plural || a.phrases[i].sort == sortPronoun {
		return none
	}
	if end := a.phrases[i].last; end < r.first && a.words[end].symbol == symbolComma {
		return i
	}
	return none
}

// ownerOfWords gives whose words the sentence before them is about, or the label that
// ends in a colon: “Her message to the board: …”, “The mayor's verdict? …”, “Ana
// Ruiz's answer came at once. …”.
func (a *article) ownerOfWords(q int32) int32 {
	first, _, ok := a.introduction(q)
	if !ok && a.places[q].cueFirst == none {
		first, ok = a.sentenceAbove(q)
	}
	if !ok {
		return none
	}
	i := a.words[first].phrase
	if i == none || !a.phrases[i].possessor || int(i)+1 >= len(a.phrases) || !a.follows(i+1) {
		return none
	}
	noun := &a.phrases[i+1]
	if isSaid(a.text(noun.head)) {
		return i
	}
	return none
}

// sentenceAbove gives the first token of the sentence right before a quotation that
// begins its own, in the same paragraph.
func (a *article) sentenceAbove(q int32) (first int32, ok bool) {
	p := &a.places[q]
	if !p.marked || p.first == 0 || int(p.first) >= len(a.words) {
		return 0, false
	}
	s := a.Tokens[p.first].Sentence
	if s == 0 || a.Sentences[s-1].Paragraph != a.Sentences[s].Paragraph || p.first-int32(a.Sentences[s].First) > 1 {
		return 0, false
	}
	return int32(a.Sentences[s-1].First), true
}

// pointedBack gives who the next sentence says spoke, in so many words: “No.” So says
// Ana Ruiz; “No.” That is what the mayor told us; “No.” With these words she left.
func (a *article) pointedBack(sentence, r run) int32 {
	t := sentence.last
	if int(t)+4 >= len(a.words) || r.last+1 < sentence.last-1 {
		return none
	}
	pointer, next := strings.ToLower(a.text(t)), strings.ToLower(a.text(t+1))
	switch {
	case pointer == "so" && (next == "says" || next == "said"), pointer == "thus" && (next == "spoke" || next == "speaks"):
		return a.speakerAt(t + 2)
	case pointer == "that" && isBe(next) && (a.text(t+2) == "what" || a.text(t+2) == "how"):
		return a.speakerAt(t + 3)
	case pointer == "with" && (next == "these" || next == "those") && a.text(t+2) == "words":
		if t += 3; a.words[t].symbol == symbolComma {
			t++
		}
		return a.speakerAt(t)
	case (pointer == "the" || pointer == "these" || pointer == "those") && strings.Contains(" words were are ", " "+next+" "):
		for u := t + 2; u < t+6 && int(u)+1 < len(a.words); u++ {
			if a.text(u) == "of" {
				return a.speakerAt(u + 1)
			}
		}
	}
	return none
}

// isSaid says whether a noun is one for what somebody says in a few words.
func isSaid(noun string) bool {
	switch strings.ToLower(noun) {
	case "message", "advice", "answer", "reply", "response", "retort", "verdict", "warning", "plea", "appeal", "explanation", "comment", "reaction", "conclusion", "promise", "request",
		"instruction", "instructions", "question", "excuse", "summary", "assessment", "wish", "tip", "recommendation", "pitch", "diagnosis", "prediction":
		return true
	}
	return false
}

// answerOf gives whose answer the clause behind the words says they are: “No” was the
// answer of Ana Ruiz, “No” came the reply from the board.
func (a *article) answerOf(sentence, r run) int32 {
	for t := r.last + 1; t+1 < min(sentence.last, r.last+formulaReach); t++ {
		if a.words[t].marked || a.words[t].symbol == symbolComma {
			return none
		}
		if isSaid(a.text(t)) {
			switch a.text(t + 1) {
			case "of", "from", "by":
				return a.speakerAt(t + 2)
			}
			if a.text(r.last+1) == "came" {
				return a.askedAbove(sentence.first)
			}
			return none
		}
	}
	return none
}

// askedAbove gives whom the sentence before the one that begins at a token says that
// somebody asked: Ruiz asked Hale whether he knew. “No,” came the reply.
func (a *article) askedAbove(first int32) int32 {
	if first == 0 {
		return none
	}
	for t := first - 1; int(t) >= a.Sentences[a.Tokens[first-1].Sentence].First; t-- {
		if asked := a.askedAt(t); asked != none && isAnimate(a.phrases[asked].sort) && !a.words[t].marked {
			return asked
		}
	}
	return none
}

// sayingReach is how many tokens lie between the words and “as saying”.
const sayingReach = 24

// quotedIn gives whom a sentence says that somebody quoted: “the Echo quoted Ana Ruiz as
// saying”, “Ana Ruiz was quoted by the Echo as saying”.
func (a *article) quotedIn(sentence, r run) int32 {
	saying := int32(none)
	for t := max(sentence.first+1, r.first-sayingReach); t < min(sentence.last, r.last+sayingReach); t++ {
		if a.text(t) == "saying" && a.text(t-1) == "as" && !a.words[t].marked {
			saying = t
		}
	}
	for t := saying - 2; saying != none && t >= max(sentence.first, saying-formulaReach); t-- {
		if a.text(t) != "quoted" || a.words[t].marked {
			continue
		}
		if t > sentence.first && isBe(a.text(t-1)) {
			return a.endingAt(t-1, sentence.first)
		}
		return a.speakerAt(t + 1)
	}
	return none
}

// isBe says whether a word is a form of "be" before a participle.
func isBe(word string) bool {
	switch word {
	case "was", "is", "were", "are", "been", "being":
		return true
	}
	return false
}

// endingAt gives the phrase of somebody that ends before a verb at a token, past what
// helps the verb.
func (a *article) endingAt(t, first int32) int32 {
	for t > first && a.words[t-1].phrase == none && (a.words[t-1].symbol == symbolVerb || a.words[t-1].symbol == symbolAdverb || isBe(a.text(t-1))) {
		t--
	}
	if t == first {
		return none
	}
	i := a.words[t-1].phrase
	if i == none || !isAnimate(a.phrases[i].sort) {
		return none
	}
	return i
}

// wouldSay gives who says no more than the words that begin the sentence: “No” was all
// that Ana Ruiz would say.
func (a *article) wouldSay(sentence, r run) int32 {
	t := r.last + 1
	if r.first-sentence.first > 1 || t+2 >= sentence.last || a.text(t) != "was" && a.text(t) != "is" || a.text(t+1) != "all" {
		return none
	}
	if a.text(t+2) == "that" {
		t++
	}
	return a.speakerAt(t + 2)
}

// speakerAt gives the phrase that begins at a token or behind a participle there, or
// whom it only leads to as their owner's, where that can speak: “the minister's
// spokesman”, “losing coach Ana Ruiz”.
func (a *article) speakerAt(t int32) int32 {
	if int(t)+1 >= len(a.words) || a.words[t].marked {
		return none
	}
	if s := a.words[t].symbol; a.words[t].phrase == none && (s == symbolGerund || s == symbolParticiple) {
		t++
	}
	i := a.pastOwners(a.words[t].phrase)
	if i == none {
		return none
	}
	switch a.phrases[i].sort {
	case sortPerson, sortRole, sortBody, sortBodyName, sortName, sortPronoun:
		return i
	}
	return none
}
