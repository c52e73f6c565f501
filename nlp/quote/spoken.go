package quote

import (
	"strings"

	"quoth/nlp/lexicon"
)

// wordedReach is how many words before “with the words” are searched for something
// that they stand on.
const wordedReach = 10

// worded finds what somebody does or sends something with: reposted it with the words
// “Never again”. What stands on a sign is none.
func (w *work) worded(o *outer, r tokenRange) bool {
	i := o.open - 1
	if i > r.first && (w.words[i].sign == colon || w.words[i].sign == comma) {
		i--
	}
	if i-2 < r.first || w.token(i) != "words" {
		return false
	}
	if w.token(i-1) != "the" || w.token(i-2) != "with" {
		return false
	}
	for j := i - 1; j >= max(r.first, i-wordedReach) && w.words[j].sign != stop; j-- {
		word := strings.ToLower(w.token(j))
		if lexicon.Naming(word) == lexicon.ShownThing || putsOn(word) {
			return false
		}
	}
	return true
}

// commented finds what somebody says of what he posts or does: shared it with the comment
// “Says it all”.
func (w *work) commented(o *outer, r tokenRange) bool {
	i := o.open - 1
	if i > r.first && (w.words[i].sign == colon || w.words[i].sign == comma) {
		i--
	}
	if i-2 < r.first || w.token(i-1) != "the" && w.token(i-1) != "a" || w.token(i-2) != "with" {
		return false
	}
	switch w.token(i) {
	case "comment", "remark", "observation", "reply", "retort", "promise":
		return true
	}
	return false
}

// calledOutReach is how many words behind “called out” its colon stands at most.
const calledOutReach = 8

// calledOut says whether somebody calls the words out: as he was led away, a man called out from
// the gallery: “Merry Christmas.”
func (w *work) calledOut(o *outer, r tokenRange) bool {
	if o.open-1 <= r.first || w.words[o.open-1].sign != colon && w.words[o.open-1].sign != comma {
		return false
	}
	for j := o.open - 2; j > max(r.first, o.open-2-calledOutReach) && w.words[j].sign == noSign; j-- {
		if before := w.token(j - 1); w.token(j) == "out" && (before == "called" || before == "calls" || before == "calling" || before == "cried") {
			return true
		}
	}
	return false
}

// saysRight says whether “says” or “said” stands right before the marks, and behind it somebody
// who says it, and no sign or note: Minister says “glitch”.
func (w *work) saysRight(o *outer, r tokenRange) bool {
	i := o.open - 1
	if i <= r.first || w.words[i].verb != hashSay || w.words[i].shaped != lexicon.PastForm && w.words[i].shaped != lexicon.ThirdForm {
		return false
	}
	switch tag := w.d.Tokens[i-1].Tag; tag {
	case "NN", "NNS", "NNP", "NNPS":
		word := strings.ToLower(w.token(i - 1))
		return lexicon.Naming(word) == lexicon.NoNaming && (w.words[i-1].shape == capital || lexicon.Lookup(word).Is(lexicon.Role|lexicon.Body))
	case "PRP":
		return !lexicon.Lookup(w.token(i - 1)).Neuter
	}
	return false
}

// goesOnBehind says whether words that begin their sentence are followed by who goes on: “Patience”,
// she went on, “runs down”.
func (w *work) goesOnBehind(o *outer, r tokenRange) bool {
	i := o.close
	if !w.opensSentence(o, r) || i >= r.last {
		return false
	}
	if w.words[i].sign == comma {
		i++
	} else if w.words[o.last-1].sign != comma {
		return false
	}
	for j := i + 1; j+1 < min(r.last, i+longestTag+1); j++ {
		if verb := w.token(j); verb == "went" || verb == "goes" {
			return w.token(j+1) == "on"
		}
	}
	return false
}

// putsOn says whether a participle tells that words were put on a thing.
func putsOn(word string) bool {
	switch word {
	case "painted", "printed", "written", "hung", "emblazoned", "embroidered", "engraved", "inscribed", "carved", "daubed", "scrawled", "sprayed", "stamped", "stencilled", "tattooed", "decorated", "iced":
		return true
	}
	return false
}

// calledBy says whether who calls something so in the passive stands behind the marks:
// has been called “a door in the rain” by the critic Ana Ruiz. What several call it by
// habit, and what is written as a name, is one.
func (w *work) calledBy(o *outer, r tokenRange) bool {
	if o.close+2 >= r.last || w.token(o.close) != "by" || w.titled(o) {
		return false
	}
	i := o.open - 1
	if i > r.first && w.token(i) == "as" {
		i--
	}
	if i <= r.first || w.words[i].class != lexicon.NameCue {
		return false
	}
	for j := o.close + 1; j < min(r.last, o.close+5) && w.words[j].sign == noSign && w.d.Tokens[j].Tag != "IN"; j++ {
		if w.words[j].shape == capital || lexicon.Lookup(w.token(j)).Is(lexicon.Role) && w.d.Tokens[j].Tag == "NN" {
			return true
		}
	}
	return false
}

// answersSo says whether the clause behind words that begin their sentence tells that
// somebody answers so: “No” is how Ana Ruiz puts it, “No” was all that she would say,
// “No” is the mayor's answer.
func (w *work) answersSo(o *outer, r tokenRange) bool {
	i := o.close
	if !w.opensSentence(o, r) || i+3 >= r.last {
		return false
	}
	switch w.token(i) {
	case "is", "was", "are", "were", "came", "comes", "goes", "went", "ran", "runs":
	default:
		return false
	}
	switch w.token(i + 1) {
	case "how", "all":
		return w.words[i+2].sign == noSign
	}
	for j := i + 1; j < min(r.last, i+6) && w.words[j].sign == noSign; j++ {
		if isAnswer(w.token(j)) {
			return true
		}
	}
	return false
}
