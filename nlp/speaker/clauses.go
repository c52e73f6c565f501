package speaker

import (
	"strings"

	"quoth/nlp"
	"quoth/nlp/lexicon"
)

// subjectOver gives who is the subject of the clause in which a pronoun is an object,
// or who asks what the pronoun's clause tells: in "Ruiz asked her" and in "Ruiz asked
// whether she knew" the two are not the same.
func (a *article) subjectOver(i int32) referent {
	ph := &a.phrases[i]
	if ph.sort != sortPronoun && ph.sort != sortOwner || ph.first < 2 {
		return nobody
	}
	verb := int32(none)
	switch a.words[ph.head].known.Case {
	case lexicon.Reflexive: // "Ruiz hurt herself"
		return nobody
	case lexicon.Subject: // "Ruiz says she left"
		if told := a.interrupts(ph.first); told != none {
			return a.people.resolved[told]
		}
		if told := a.toldBefore(ph.first); told != none {
			return a.people.resolved[told]
		}
		if agent := a.agentAbove(ph.first); agent != none {
			return a.people.resolved[agent]
		}
		if verb = a.asksAbout(ph.first); verb == none {
			verb = a.asksAbove(ph.first)
		}
	default:
		if ph.sort == sortOwner && a.Tokens[ph.head].Tag == "PRP$" && int(ph.last) < len(a.words) && a.words[ph.last].phrase != none {
			return nobody // "Ruiz asked her son"
		}
		verb = a.governs(ph.first)
	}
	if verb == none {
		return nobody
	}
	if subject := a.subjectAt(verb); subject != none && subject < i {
		return a.people.resolved[subject]
	}
	return nobody
}

// agentReach is how far into its sentence "by" stands behind a participle, in tokens.
const agentReach = 6

// agentAbove gives the phrase of whom a participle that opens the sentence tells what
// was done to the pronoun at token t: "Cross-examined by Ruiz, he agreed", "Under
// questioning by Ruiz, he agreed"; none for no such phrase.
func (a *article) agentAbove(t int32) int32 {
	first := int32(a.Sentences[a.Tokens[t].Sentence].First)
	if a.words[first].marked || a.words[first].symbol != symbolParticiple && a.text(first) != "Asked" && a.text(first) != "Under" {
		return none
	}
	for by := first + 1; by < t-1 && by <= first+agentReach; by++ {
		if a.words[by].symbol == symbolComma {
			return none
		}
		if agent := a.words[by+1].phrase; a.words[by].symbol == symbolBy && agent != none && isAnimate(a.phrases[agent].sort) && a.phrases[agent].last < t {
			return agent
		}
	}
	return none
}

// interrupts gives the phrase of whom a report without marks tells that a pronoun at
// token t interrupts: "Ruiz, she said, had lied"; none where it interrupts none.
func (a *article) interrupts(t int32) int32 {
	first := int32(a.Sentences[a.Tokens[t].Sentence].First)
	if t == first {
		return none
	}
	opener, q := a.words[first].phrase, a.words[first].quotation
	if opener != none && int(opener)+1 < len(a.phrases) && a.follows(opener+1) {
		opener++ // "Her brother, she said, had lied"
	}
	if opener == none || q == none || a.words[first].marked || a.text(t-1) != "," || !isAnimate(a.phrases[opener].sort) || a.phrases[opener].possessor || a.phrases[opener].last != t-1 {
		return none
	}
	return opener
}

// toldBefore gives the name that is the subject of a report right before the pronoun at
// token t that tells whose it is: "Ruiz had lied, he said", where he is not Ruiz, for
// the report would call himself "he"; none where no such report stands there.
func (a *article) toldBefore(t int32) int32 {
	if t < 3 || a.text(t-1) != "," && a.text(t-1) != "”" && a.text(t-1) != "’" {
		return none
	}
	q := a.words[t-2].quotation
	if q == none {
		q = a.words[t-3].quotation
	}
	if q == none || a.Quotations[q].Kind != nlp.Indirect && a.Quotations[q].Kind != nlp.Mixed || a.Tokens[a.places[q].first].Sentence != a.Tokens[t].Sentence {
		return none
	}
	opener := a.words[a.places[q].first].phrase
	if opener == none || !a.named(opener) || a.words[a.phrases[opener].head].marked || a.phrases[opener].possessor || !a.isSubject(&a.phrases[opener]) {
		return none
	}
	return opener
}

// asksAbout gives the verb of asking whose question a pronoun at token t begins:
// "asked whether she", "asked her how long he"; none where there is none.
func (a *article) asksAbout(t int32) int32 {
	for word := t - 1; word >= 2 && word >= t-2; word-- {
		if !a.isQuestionWord(word) {
			continue
		}
		for v := word - 1; v >= 1 && v >= word-2; v-- {
			if a.isAsking(v) {
				return v
			}
		}
	}
	return none
}

// isAsking says whether the token is a finite verb of asking.
func (a *article) isAsking(v int32) bool {
	if a.words[v].symbol != symbolVerb {
		return false
	}
	switch strings.ToLower(a.text(v)) {
	case "asked", "asks":
		return true
	}
	return false
}

// asksAbove gives the verb of asking of a clause that opens the sentence before a
// pronoun at token t: "When the judge asked for silence, she laughed"; none for none.
func (a *article) asksAbove(t int32) int32 {
	first := int32(a.Sentences[a.Tokens[t].Sentence].First)
	if a.text(first) != "When" && a.text(first) != "As" || a.text(t-1) != "," {
		return none
	}
	for v := first + 2; v < t && v < first+longestApposition; v++ {
		if a.isAsking(v) {
			return v
		}
	}
	return none
}

// isQuestionWord says whether a question may begin with the token.
func (a *article) isQuestionWord(t int32) bool {
	switch strings.ToLower(a.text(t)) {
	case "whether", "if", "why", "how", "what", "when", "where":
		return true
	}
	return false
}

// governs gives the finite verb whose object a pronoun at token t is, right before it
// or before a short preposition; none where another word stands between.
func (a *article) governs(t int32) int32 {
	v := t - 1
	if before := a.text(v); before == "to" || before == "with" || before == "at" {
		if v--; v > 0 && a.words[v].phrase != none {
			v = a.phrases[a.words[v].phrase].first - 1 // "put it to her"
		}
	}
	for v > 1 && a.words[v].symbol == symbolAdverb {
		v--
	}
	if v < 1 || a.Tokens[v].Sentence != a.Tokens[t].Sentence {
		return none
	}
	switch a.words[v].symbol {
	case symbolVerb:
		return v
	case symbolParticiple, symbolBare:
		if a.words[v-1].symbol == symbolVerb {
			return v - 1 // "had asked her"
		}
		if a.words[v-1].phrase != none {
			return v // "Ruiz put it to her", where the tagger took the past for another form
		}
	}
	return none
}

// subjectAt gives the phrase that is the subject of the finite verb at token v, over
// other verbs, adverbs, what hangs on it, and an apposition between commas; none for
// no such phrase.
func (a *article) subjectAt(v int32) int32 {
	first := int32(a.Sentences[a.Tokens[v].Sentence].First)
	t := v - 1
	for t > first && (a.words[t].symbol == symbolVerb || a.words[t].symbol == symbolAdverb) {
		t--
	}
	if t > first && a.text(t) == "," {
		if t = a.beforeApposition(t, first); t < first {
			return none
		}
	}
	if t < first || a.words[t].phrase == none {
		return none
	}
	if head := a.chainHead(t); head != none && isAnimate(a.phrases[head].sort) {
		return head
	}
	return a.words[t].phrase
}

// beforeApposition gives the token before the comma that opens what the comma at
// token t closes.
func (a *article) beforeApposition(t, first int32) int32 {
	for u := t - 1; u > first && u > t-longestApposition; u-- {
		if a.text(u) == "," {
			return u - 1
		}
	}
	return none
}

// clauseAbove gives who is the subject that opens the sentence of a description behind
// it: in "Ruiz laughed so hard that the priest asked her to leave" and "Ruiz told the
// minister" neither is Ruiz.
func (a *article) clauseAbove(i int32) referent {
	ph := &a.phrases[i]
	first := int32(a.Sentences[a.Tokens[ph.head].Sentence].First)
	opener := a.words[first].phrase
	if ph.sort != sortRole || opener == none || opener+1 >= i || a.words[first].marked != a.words[ph.head].marked || a.words[ph.first-1].symbol == symbolComma {
		return nobody
	}
	if !isAnimate(a.phrases[opener].sort) || a.phrases[opener].possessor || !a.isSubject(&a.phrases[opener]) {
		return nobody
	}
	return a.people.resolved[opener]
}
