package speaker

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"quoth/nlp"
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
	case "alias":
		return true
	case "guerre":
		return back(1, "de") && back(2, "nom") // "known by the nom de guerre Blue"
	}
	return false
}

// isLoneName says whether a phrase is one word written as a name, which no mention
// holds and which is no noun for somebody: "Bae said".
func (a *article) isLoneName(ph *phrase) bool {
	t := ph.head
	return ph.mention == none && ph.last-ph.first == 1 && !ph.plural && a.Tokens[t].Tag == "NNP" && a.isCapital(t) && a.paragraph(t) > 0 &&
		!a.words[t].known.Is(lexicon.Honorific|lexicon.Role|lexicon.Body|lexicon.Time|lexicon.Record) && !a.isTitleHere(a.text(t))
}

// isTitleHere says whether the article has a word right before a person's name, as
// it has a title: "Kap Ana Ruiz".
func (a *article) isTitleHere(word string) bool {
	for m := range min(len(a.Mentions), mostNames) {
		if first := a.Mentions[m].First; first > 0 && a.labelAt(int32(m)) == nlp.Person && a.text(int32(first-1)) == word {
			return true
		}
	}
	return false
}

// bearerOf gives who bears the lone name that phrase i is: a name of several words
// that no mention holds and that begins or ends with it, a person called so;
// else somebody of whom no more is known.
func (a *article) bearerOf(i int32) referent {
	name := a.text(a.phrases[i].head)
	if full := a.bareNameWith(name); full != none {
		return referent{entity: none, phrase: full, sureness: 0.9}
	}
	for e := range int32(min(len(a.Entities), mostNames)) {
		if a.labels[e] == nlp.Person && a.Entities[e].Name == name {
			return referent{entity: a.same[e], phrase: i, sureness: 0.9}
		}
	}
	return unnamed(i)
}

// readBareNames lists the phrases that are bare names.
func (a *article) readBareNames() {
	p := &a.people
	p.bareNames = p.bareNames[:0]
	for j := range min(len(a.phrases), mostSearched) {
		if ph := &a.phrases[j]; ph.mention == none && ph.last-ph.first > 1 && a.isCapital(ph.last-1) && a.isBareName(int32(j)) {
			p.bareNames = append(p.bareNames, int32(j))
		}
	}
}

// bareNameWith gives the first bare name of several words that begins or ends with
// a name; none where there is none.
func (a *article) bareNameWith(name string) int32 {
	for _, j := range a.people.bareNames {
		if ph := &a.phrases[j]; a.text(a.bareFirst(ph)) == name || a.text(a.bareLast(ph)) == name {
			return j
		}
	}
	return none
}
