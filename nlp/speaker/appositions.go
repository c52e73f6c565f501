package speaker

import (
	"strings"

	"quoth/nlp"
	"quoth/nlp/lexicon"
)

// tieApposed reads a name between commas that tells who or what the subject of its
// sentence is: "The company, Ruiz Systems of Turin, said", "One of the buyers,
// Ana Ruiz, said", "The firm that built it, Puente del Sur, said". It says whether
// there is one.
func (a *article) tieApposed(i int32) bool {
	ph := &a.phrases[i]
	comma := ph.first - 1
	if ph.mention == none || comma < 1 || a.text(comma) != "," || !a.closesName(ph.last) {
		return false
	}
	start := int32(a.Sentences[a.Tokens[ph.head].Sentence].First)
	subject := a.words[start].phrase
	for subject != none && a.phrases[subject].possessor && subject+1 < i && a.follows(subject+1) {
		subject++
	}
	if subject == none || subject >= i || a.words[start].marked || !a.canBeNamed(subject, a.labelAt(ph.mention)) || !a.runsTo(a.phrases[subject].last, comma) {
		return false
	}
	a.addTie(a.entityAt(ph.mention), a.phrases[subject].head, a.skipArticle(start), comma, subject)
	return true
}

// canBeNamed says whether an apposition with a name of the label can tell who or
// what phrase i is. Names of bodies are at times taken for those of places.
func (a *article) canBeNamed(i int32, label nlp.Label) bool {
	ph := &a.phrases[i]
	if label == nlp.Person && strings.EqualFold(a.text(ph.head), "one") {
		return true
	}
	if label == nlp.Person {
		return a.describes(i, label)
	}
	known := a.words[ph.head].known
	return known.Is(lexicon.Body) && !ph.plural && ph.mention == none
}

// runsTo says whether nothing but what hangs on a noun stands between its end and
// the comma behind it: phrases with prepositions, a relative clause, a participle.
func (a *article) runsTo(from, comma int32) bool {
	if comma-from > longestApposition {
		return false
	}
	for t := from; t < comma; t++ {
		if isPunctuation(a.words[t].symbol) {
			return false
		}
	}
	if from == comma {
		return true
	}
	switch a.words[from].symbol {
	case symbolPreposition, symbolOf, symbolRelative, symbolParticiple:
		return true
	}
	return a.words[from].known.Case == lexicon.Relative || a.text(from) == "that"
}

// closesName says whether a comma and then no other name, an age or a verb ends a
// name in apposition at token t, behind the place where it is at home.
func (a *article) closesName(t int32) bool {
	if int(t)+2 >= len(a.words) {
		return false
	}
	if next := a.words[t+1].phrase; a.words[t].symbol == symbolOf && next != none && a.phrases[next].sort == sortPlace {
		t = a.phrases[next].last
		if int(t)+2 >= len(a.words) {
			return false
		}
		if next = a.words[t+1].phrase; a.text(t) == "," && next != none && a.phrases[next].sort == sortPlace {
			t = a.phrases[next].last
		}
	}
	if int(t)+1 >= len(a.words) || a.text(t) != "," {
		return false
	}
	if next := a.words[t+1].phrase; next != none && a.isAge(next) {
		return true
	}
	return a.words[t+1].symbol == symbolVerb || a.words[t+1].symbol == symbolAdverb
}
