package quote

import (
	"strings"

	"quoth/nlp"
	"quoth/nlp/lexicon"
)

// Roles of those who speak in an interview whose turns name nobody.
const (
	interviewer = "interviewer"
	interviewee = "interviewee"
)

// Bounds of interviews without names at the turns, in bytes and in questions.
const (
	longestQuestion = 260
	longestPrompt   = 90 // a question without a question mark
	leastQuestions  = 3
	leastBold       = 2 // questions in bold
)

// findInterview takes an interview that is printed as questions and answers by
// turns, a paragraph each, as magazines do whose layout sets the questions in
// bold: three questions at least, to most of which somebody answers as "I". Where
// the text shows what is bold, that is a question, with or without its mark.
func (w *work) findInterview() {
	first, last, questions, personal := -1, 0, 0, 0
	w.boldAsks = w.countBoldQuestions() >= leastBold
	for i := 0; i+1 < len(w.paragraphs); i++ {
		if !w.asks(i) || w.asks(i+1) || w.taken[i+1] {
			continue
		}
		if first < 0 {
			first = i
		}
		questions, last = questions+1, i
		if w.saysI(w.paragraphs[i+1]) {
			personal++
		}
	}
	if questions < leastQuestions || 2*personal < questions {
		return
	}
	for i := first; i < len(w.paragraphs) && !w.taken[i]; i++ {
		question := w.asks(i) || i < last && w.prompts(i)
		if i > last+1 && !w.saysI(w.paragraphs[i]) || i > last+1 && w.reports(w.paragraphs[i]) {
			return
		}
		role := interviewee
		if question {
			role = interviewer
		}
		w.taken[i] = true
		w.groups++
		said := w.paragraphs[i]
		if question {
			said.Start += numberLength(w.text(said))
		}
		w.addBlock(block{Span: said, kind: nlp.Direct, rule: lexicon.RuleTurn, role: role, group: w.groups})
	}
}

// asks says whether paragraph i is a question of the interviewer's: short, and
// without quotation marks around it or reporting words.
func (w *work) asks(i int) bool {
	p := w.paragraphs[i]
	text := w.text(p)
	return !w.taken[i] && len(text) <= longestQuestion && (strings.HasSuffix(text, "?") || w.boldAsks && w.bold[i]) && !startsWithMark(text) && (!listItem(text) || w.asksByNumber(i)) && i > 0 && !w.reports(p)
}

// asksByNumber says whether paragraph i is one of several questions with a number before each,
// one paragraph of an answer apart: "1. Why bees?"
func (w *work) asksByNumber(i int) bool {
	numbered := func(k int) bool {
		if k < 0 || k >= len(w.paragraphs) {
			return false
		}
		text := w.text(w.paragraphs[k])
		return numberLength(text) > 0 && strings.HasSuffix(text, "?")
	}
	return numbered(i) && (numbered(i-2) || numbered(i+2))
}

// numberLength is the length of the number that begins an item of a list; 0 for a bullet or none.
func numberLength(text string) int {
	if isDigit(text[0]) {
		return bulletLength(text)
	}
	return 0
}

// countBoldQuestions counts the paragraphs in bold that end in a question mark.
func (w *work) countBoldQuestions() int {
	n := 0
	for i := range w.paragraphs {
		if w.bold[i] && strings.HasSuffix(w.text(w.paragraphs[i]), "?") {
			n++
		}
	}
	return n
}

// prompts says whether paragraph i, between questions, asks without a question
// mark: one short sentence, not of the speaker himself, before a longer answer.
func (w *work) prompts(i int) bool {
	p := w.paragraphs[i]
	if p.Len() > longestPrompt || w.asks(i+1) || w.asks(i-1) || w.saysI(p) || w.paragraphs[i+1].Len() < p.Len() {
		return false
	}
	first, last := w.tokensOf(p)
	return w.d.Tokens[first].Sentence == w.d.Tokens[last-1].Sentence
}

// saysI says whether a paragraph speaks of its speaker in the singular.
func (w *work) saysI(p nlp.Span) bool {
	first, last := w.tokensOf(p)
	for t := first; t < last; t++ {
		if w.isI(t) {
			return true
		}
	}
	return false
}

// saysIUnmarked says whether it does so outside quotation marks.
func (w *work) saysIUnmarked(p nlp.Span) bool { return w.hasUnmarked(p, w.isI) }

// hasUnmarked says whether a paragraph has a token of a kind outside quotation marks.
func (w *work) hasUnmarked(p nlp.Span, is func(token int) bool) bool {
	first, last := w.tokensOf(p)
	for t := first; t < last; t++ {
		if w.words[t].place == outside && is(t) {
			return true
		}
	}
	return false
}

// isI says whether a token stands for who speaks.
func (w *work) isI(t int) bool {
	return w.isFirstPerson(t) && w.token(t) != "us" && w.token(t) != "We"
}
