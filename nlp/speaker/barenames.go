package speaker

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"quoth/nlp/lexicon"
)

// A bare name is one that the layer of mentions found nothing in: "Attaher ag
// Inzar". What it is shows where it stands.

// isBareName says whether phrase i is written as a name of several words that no
// mention holds: each word has a capital but for particles between them.
func (a *article) isBareName(i int32) bool {
	ph := &a.phrases[i]
	if ph.mention != none || ph.plural || ph.sort != sortName && ph.sort != sortThing || a.paragraph(ph.head) == 0 {
		return false
	}
	first, last := a.bareFirst(ph), a.bareLast(ph)
	if last-first < 1 || !a.isCapital(first) || int(first) == a.Sentences[a.Tokens[first].Sentence].First && first == ph.first && ph.sort == sortThing {
		return false
	}
	for t := first; t <= last; t++ {
		if !a.isCapital(t) && !(t > first && t < last && a.isParticle(t)) || a.words[t].known.Is(lexicon.Time) && first == ph.first {
			return false
		}
	}
	return true
}

// bareFirst gives where the name in a phrase begins, behind its titles.
func (a *article) bareFirst(ph *phrase) int32 {
	first := ph.first
	for t := ph.first; t < ph.head; t++ {
		if a.Tokens[t].Tag == "DT" || a.words[t].known.Is(lexicon.Honorific|lexicon.Role) {
			first = t + 1
		}
	}
	return first
}

// bareLast gives the last word of the name in a phrase, before letters such as "KC".
func (a *article) bareLast(ph *phrase) int32 {
	last := ph.head
	for last > ph.first && lexicon.IsPostNominal(a.text(last)) {
		last--
	}
	return last
}

// isCapital says whether a word begins with a capital and goes on in small letters.
func (a *article) isCapital(t int32) bool {
	r, n := utf8.DecodeRuneInString(a.text(t))
	next, _ := utf8.DecodeRuneInString(a.text(t)[n:])
	return unicode.IsUpper(r) && (unicode.IsLower(next) || next == '.' || next == '’' || next == '\'')
}

// longestParticle bounds a particle between the words of a name, in letters.
const longestParticle = 4

// isParticle says whether a word can stand in small letters between the words of
// a name: "ag", "bin", "van".
func (a *article) isParticle(t int32) bool {
	text := a.text(t)
	if len(text) > longestParticle || text == "and" {
		return false
	}
	for _, r := range text {
		if !unicode.IsLower(r) {
			return false
		}
	}
	return true
}

// nameBeside gives the phrase of the bare name that an apposition puts beside
// phrase i: "a spokesman for the rebels, Attaher ag Inzar,"; none where there is none.
func (a *article) nameBeside(i int32) int32 {
	end := a.chainEnd(i)
	if int(end)+1 < len(a.words) && a.text(end) == "," {
		if next := a.words[end+1].phrase; next != none && a.phrases[next].first == end+1 && a.isBareName(next) && a.closesApposition(a.phrases[next].last) {
			return next
		}
	}
	return none
}

// goesByReach bounds how far behind somebody's description the name stands that
// they gave, in tokens.
const goesByReach = 24

// goesBy gives the phrase of the name that somebody described by phrase i gave
// or goes by: "a driver who gave his name only as Blue", "a tester who asked to be
// called Quinn", "a man by the name of Lang"; none where there is none.
func (a *article) goesBy(i int32) int32 {
	ph := &a.phrases[i]
	end := min(int32(a.Sentences[a.Tokens[ph.head].Sentence].Last), ph.last+goesByReach)
	for t := ph.last; t+1 < end; t++ {
		if a.words[t].marked || !a.introducesName(t) {
			continue
		}
		next := t + 1
		if a.words[next].symbol == symbolMark {
			next++
		}
		if next < end && a.isCapital(next) {
			return a.words[next].phrase
		}
	}
	return none
}

// introducesName says whether the word at token t can only stand before a name
// that somebody gave.
func (a *article) introducesName(t int32) bool {
	back := func(n int32, words ...string) bool {
		return t >= n && slices.Contains(words, a.text(t-n))
	}
	switch a.text(t) {
	case "as":
		return back(1, "name", "himself", "herself", "only") && (back(1, "name", "himself", "herself") || back(2, "name")) || back(1, "known", "identified") && back(2, "be")
	case "of":
		return back(1, "name") && back(2, "the") && back(3, "by")
	case "called", "named":
		return back(1, "be") && back(2, "to")
	case "guerre":
		return back(1, "de") && back(2, "nom") // "known by the nom de guerre Blue"
	}
	return false
}
