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
	if strings.EqualFold(a.text(ph.head), "one") {
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
		if isPunctuation(a.words[t].symbol) && !a.listsNames(t) {
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

// listsNames says whether a comma stands between words with a capital, as in a
// row of fields: "the Minister for Trade, Ports and Fisheries".
func (a *article) listsNames(t int32) bool {
	return a.text(t) == "," && t > 0 && int(t)+1 < len(a.words) && a.Tokens[t-1].Tag == "NNP" && a.Tokens[t+1].Tag == "NNP" &&
		a.words[t+1].phrase != none && a.phrases[a.words[t+1].phrase].mention == none
}

// tieSentenceBefore reads a person's full name that opens a sentence, where the
// sentence before begins with somebody not named yet: "The minister has been careful.
// Ana Ruiz, who appointed the board, said …". The noun must be tied to nobody else.
func (a *article) tieSentenceBefore(i int32) {
	ph := &a.phrases[i]
	s := a.Tokens[ph.head].Sentence
	e := a.entityAt(ph.mention)
	if s == 0 || int(ph.first) != a.Sentences[s].First || a.words[ph.head].marked || a.paragraph(ph.head) == 0 || !a.isFullName(ph.mention) || ph.possessor ||
		a.labelAt(ph.mention) != nlp.Person || int(a.Mentions[a.Entities[e].Mentions[0]].First) != a.Mentions[ph.mention].First {
		return
	}
	first := int32(a.Sentences[s-1].First)
	j := a.words[first].phrase
	for j != none && a.phrases[j].possessor && j+1 < i && a.follows(j+1) {
		j++
	}
	if j == none || j >= i || a.words[first].marked || a.Tokens[a.phrases[j].head].Sentence != s-1 || a.paragraph(a.phrases[j].head) == 0 {
		return
	}
	noun := &a.phrases[j]
	if noun.sort != sortRole || noun.plural || noun.mention != none || !a.pointsBack(j) || !a.isSubject(noun) && !a.isSubjectWithChain(j) ||
		len(a.people.byNoun[a.words[noun.head].hash]) > 0 || !a.canBe(e, a.words[noun.head].known.Sex) || a.namesBetween(first, ph.first) {
		return
	}
	a.addTie(e, noun.head, a.skipArticle(noun.first), noun.last, j)
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

// joinedBefore gives the role that "and" joins to the one that opens a name's phrase
// at token t: "farmer and councillor Ana Ruiz", "poet and Labour member Ana Ruiz" is
// one person. A second article, or a title with a capital, would begin with somebody else.
func (a *article) joinedBefore(t int32) int32 {
	if t < 2 || a.text(t-1) != "and" || a.opensTitle(t) || a.Tokens[t].Tag == "DT" {
		return none
	}
	return a.loneRole(a.words[t-2].phrase, t-1)
}

// joinedAfter gives the role without an article that "and" joins to a description
// that ends at token t: "Ana Ruiz, a nurse and mother of two,".
func (a *article) joinedAfter(t int32) int32 {
	if int(t)+1 >= len(a.words) || a.text(t) != "and" || a.opensTitle(t+1) || a.Tokens[t+1].Tag == "DT" {
		return none
	}
	next := a.words[t+1].phrase
	if next == none || a.phrases[next].first != t+1 {
		return none
	}
	return a.loneRole(next, a.phrases[next].last)
}

// loneRole gives a phrase that ends at a token, where it is one person's role without
// a name; none where it is not.
func (a *article) loneRole(i, last int32) int32 {
	if i == none || a.phrases[i].last != last || a.phrases[i].sort != sortRole || a.phrases[i].plural || a.phrases[i].mention != none || a.phrases[i].possessor {
		return none
	}
	return i
}

// opensTitle says whether a word is a title written with a capital: "Councillor".
func (a *article) opensTitle(t int32) bool {
	return a.words[t].known.Is(lexicon.Role|lexicon.Honorific) && a.text(t) != strings.ToLower(a.text(t))
}
