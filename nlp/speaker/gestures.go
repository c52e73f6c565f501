package speaker

import (
	"strings"

	"quoth/nlp/lexicon"
)

// A gesture is a short sentence right before words in marks that tells what somebody
// does before speaking: Ruiz shrugged. “We are finished.” Who moves so speaks next, whoever
// spoke before.

// longestGesture bounds such a sentence, in tokens.
const longestGesture = 14

// gestureBefore gives who moves, or whom the sentence without a verb names that hands
// over the word, right before a quotation that nothing else reports; none for nobody.
func (a *article) gestureBefore(q int32) int32 {
	if i := a.broughtInAlone(q); i != none {
		return i
	}
	first, ok := a.sentenceAbove(q)
	if !ok || a.isReportedBehind(q) {
		return none
	}
	last := int32(a.Sentences[a.Tokens[first].Sentence].Last)
	if i := a.mover(first, last); i != none {
		return i
	}
	return a.handedOver(first, last)
}

// broughtInAlone gives the one person whom a paragraph of one short sentence is about, where
// words without reporting words begin the next: Ruiz remembers the day well.
func (a *article) broughtInAlone(q int32) int32 {
	p := &a.places[q]
	if !p.marked || p.cueFirst != none || p.first == 0 || int(p.first) >= len(a.words) {
		return none
	}
	s := a.Tokens[p.first].Sentence
	if s < 2 || p.first-int32(a.Sentences[s].First) > 1 || a.Sentences[s-1].Paragraph != a.Sentences[s].Paragraph-1 || a.Sentences[s-2].Paragraph == a.Sentences[s-1].Paragraph || !a.endsProse(s-1) {
		return none
	}
	first, last := a.unquoted(int32(a.Sentences[s-1].First), int32(a.Sentences[s-1].Last))
	if first == last {
		return none
	}
	i := a.words[first].phrase
	if a.words[first].quotation != none {
		return none // “Ruiz had known it, he said.”
	}
	if i == none || a.phrases[i].sort != sortPerson || !a.isOneSomebody(i) || !a.isSubject(&a.phrases[i]) || a.namesBetween(a.phrases[i].last, last) {
		return none
	}
	return i
}

// mover gives of whom the short sentence of tokens [first, last) tells a gesture.
func (a *article) mover(first, last int32) int32 {
	if first, last = a.unquoted(first, last); first == last {
		return none
	}
	if i := a.moverBehind(first, last); i != none {
		return i
	}
	i := a.words[first].phrase
	if i == none || !a.isOneSomebody(i) {
		return none
	}
	verb := a.phrases[i].last
	for verb < last && (a.words[verb].symbol == symbolAdverb || isHelping(a.text(verb))) {
		verb++
	}
	if verb < last && (isGesture(strings.ToLower(a.text(verb))) || a.tellsStance(verb, last) || a.putsIt(verb)) {
		return i
	}
	return none
}

// moverBehind gives whom the sentence of tokens [first, last) leads to: who answers in its
// relative clause, “Ruiz accused Lang, who laughed.”, or whom something moves, “The ruling
// angered Lang.”
func (a *article) moverBehind(first, last int32) int32 {
	for t := first + 1; t+1 < last; t++ {
		before, behind := a.words[t-1].phrase, a.words[t+1].phrase
		switch {
		case a.text(t) == "," && t+2 < last && a.text(t+1) == "who" && before != none && a.answers(t+2):
			if a.isOneSomebody(before) {
				return before
			}
			return none
		case a.words[t].symbol == symbolVerb && a.movesSomebody(first, t):
			if a.words[t+1].symbol == symbolAdverb && t+2 < last {
				behind = a.words[t+2].phrase
			}
			if behind != none && a.phrases[behind].sort == sortPerson && a.isOneSomebody(behind) {
				return behind
			}
			return none
		}
	}
	return none
}

// answers says whether the verb at a token tells a gesture or an answer.
func (a *article) answers(t int32) bool {
	switch verb := strings.ToLower(a.text(t)); verb {
	case "denied", "denies", "refused", "refuses":
		return true
	case "hit", "hits", "fired", "fires", "shot":
		return a.text(t+1) == "back"
	default:
		return isGesture(verb) || lexicon.IsReply(verb)
	}
}

// movesSomebody says whether the verb at token t tells what something, and nobody, that
// opens the sentence does to somebody's mood.
func (a *article) movesSomebody(first, t int32) bool {
	if i := a.words[first].phrase; i != none && isAnimate(a.phrases[i].sort) && !a.phrases[i].possessor && !a.words[a.phrases[i].head].known.Neuter {
		return false
	}
	switch strings.ToLower(a.text(t)) {
	case "angered", "angers", "infuriated", "infuriates", "delighted", "delights", "pleased", "pleases", "worried", "worries", "shocked", "shocks", "surprised", "surprises", "stunned", "stuns",
		"upset", "upsets", "alarmed", "alarms", "amused", "amuses", "annoyed", "annoys", "disappointed", "disappoints", "baffled", "baffles", "puzzled", "puzzles", "saddened", "saddens",
		"frustrated", "frustrates", "troubled", "troubles", "devastated", "dismayed", "appalled", "relieved":
		return true
	}
	return false
}

// putsIt says whether the verb at a token tells of a view to come: "puts it another way".
func (a *article) putsIt(verb int32) bool {
	switch a.text(verb) {
	case "puts", "put", "sees", "saw", "remembers", "remembered":
		return int(verb)+2 < len(a.words) && a.text(verb+1) == "it" && a.text(verb+2) != "to" // "put it to her that"
	}
	return false
}

// tellsStance says whether the clause of the verb at a token ends with an adjective for how
// somebody takes something: "was not so sure".
func (a *article) tellsStance(verb, last int32) bool {
	if a.words[verb].symbol != symbolVerb || !a.isCopula(verb) && a.text(verb) != "seems" && a.text(verb) != "seemed" && a.text(verb) != "remains" && a.text(verb) != "remained" && a.text(verb) != "sounds" && a.text(verb) != "sounded" {
		return false
	}
	if last--; last > verb && isPunctuation(a.words[last].symbol) {
		last--
	}
	switch strings.ToLower(a.text(last)) {
	case "sure", "convinced", "certain", "unconvinced", "doubtful", "sceptical", "skeptical", "impressed", "unimpressed", "persuaded", "unmoved", "blunt", "blunter", "adamant", "defiant",
		"unrepentant", "scathing", "dismissive", "categorical", "emphatic", "succinct", "philosophical", "optimistic", "pessimistic", "cautious", "unapologetic", "sanguine", "furious":
		return true
	}
	return false
}

// unquoted gives the words of a short sentence without the mark that closes the words
// before it; nothing where it is a long one, or holds words in marks.
func (a *article) unquoted(first, last int32) (int32, int32) {
	if a.words[first].symbol == symbolMark {
		first++
	}
	if last-first < 2 || last-first > longestGesture {
		return first, first
	}
	for t := first; t < last; t++ {
		if a.words[t].marked {
			return first, first
		}
	}
	return first, last
}

// isReportedBehind says whether reporting words stand behind a quotation.
func (a *article) isReportedBehind(q int32) bool {
	p := &a.places[q]
	return p.cueFirst != none && p.cueFirst >= p.first
}

// isOneSomebody says whether phrase i is one person who may speak: a name, "she", "the mayor".
func (a *article) isOneSomebody(i int32) bool {
	ph := &a.phrases[i]
	if ph.plural || ph.possessor {
		return false
	}
	switch ph.sort {
	case sortPerson:
		first, last := a.conjuncts(i)
		return first == last
	case sortPronoun:
		k := a.words[ph.head].known
		return k.Case == lexicon.Subject && k.Person == 3 && !k.Neuter
	case sortRole:
		return ph.definite
	}
	return false
}

// handedOver gives the one person whom a sentence of a few words without a verb is
// about: “And Ana Ruiz? …”, “Then Ruiz. …”.
func (a *article) handedOver(first, last int32) int32 {
	if first, last = a.unquoted(first, last); first == last {
		return none
	}
	switch strings.ToLower(a.text(first)) {
	case "and", "then", "now", "enter", "next", "finally":
	default:
		return none
	}
	if i := a.words[first+1].phrase; i != none && a.phrases[i].last == last-1 && a.phrases[i].sort == sortPerson && a.isOneSomebody(i) {
		return i
	}
	return none
}

// isHelping says whether a word only helps the verb of a gesture: "does not hesitate".
func isHelping(word string) bool {
	switch word {
	case "does", "did", "not", "n’t", "n't", "just", "only", "simply", "then":
		return true
	}
	return false
}

// isGesture says whether a verb tells a move of somebody who is spoken with.
func isGesture(verb string) bool {
	switch verb {
	case "sighs", "sighed", "shrugs", "shrugged", "nods", "nodded", "laughs", "laughed", "smiles", "smiled", "grins", "grinned", "frowns", "frowned", "winces", "winced",
		"blushes", "blushed", "hesitates", "hesitated", "hesitate", "pauses", "paused", "pause", "agrees", "agreed", "disagrees", "disagreed", "shakes", "shook", "rolls", "rolled",
		"raises", "raised", "chuckles", "chuckled", "giggles", "giggled", "snorts", "snorted", "groans", "groaned", "grimaces", "grimaced", "smirks", "smirked", "scoffs", "scoffed",
		"points", "pointed", "gestures", "gestured", "leans", "leaned", "leant", "waves", "waved", "glances", "glanced", "looks", "looked", "thinks", "considers", "considered",
		"demurs", "demurred", "bristles", "bristled", "interrupts", "interrupted", "objects", "objected", "blinks", "blinked", "swallows", "swallowed", "concurs", "concurred":
		return true
	}
	return false
}
