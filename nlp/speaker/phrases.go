package speaker

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"quoth/nlp"
	"quoth/nlp/lexicon"
)

// A sort says what a noun phrase stands for, as far as its head shows.
type sort byte

// The sorts of noun phrases. They are the letters that stand for them in paths.
const (
	sortThing    sort = 'n' // anything else
	sortPerson   sort = 'P' // a person's name
	sortName     sort = 'M' // a name of unknown or other kind
	sortBodyName sort = 'O' // an organisation's name
	sortPlace    sort = 'L' // a place's name
	sortRole     sort = 'R' // "the minister", "officials"
	sortBody     sort = 'U' // "the company"
	sortRecord   sort = 'A' // "the report"
	sortPronoun  sort = 'H' // "he"
	sortOther    sort = 'i' // "others", "some"
	sortRelative sort = 'w' // "who"
	sortTime     sort = 'T' // "Tuesday"
	sortOwner    sort = 'S' // "his"
)

// A phrase is a base noun phrase: no preposition, clause or possessor inside.
// A possessor ("the bank's") is a phrase of its own.
type phrase struct {
	first, last int32 // tokens [first, last)
	head        int32 // the token that names it
	mention     int32 // the mention that holds the head
	sort        sort
	possessor   bool // followed by 's, or "his"
	plural      bool
	definite    bool // begins with "the", "this", "that", "his"
}

// longestPhrase bounds a phrase, in tokens; longer runs are cut.
const longestPhrase = 24

// readPhrases cuts every sentence into its base noun phrases.
func (a *article) readPhrases() {
	a.phrases = a.phrases[:0]
	for s := range a.Sentences {
		first, last := int32(a.Sentences[s].First), int32(a.Sentences[s].Last)
		for i := first; i < last; {
			end := a.phraseEnd(i, last)
			if end == i {
				i++
				continue
			}
			a.addPhrase(i, end)
			i = end
		}
	}
}

// phraseEnd gives where the phrase that begins at token i ends; i where none does.
func (a *article) phraseEnd(i, last int32) int32 {
	if c := a.words[i].known.Case; c != lexicon.NoCase && c != lexicon.Indefinite {
		if c == lexicon.Relative && !a.relative(i, last) {
			return i
		}
		return i + 1
	}
	end, noun := i, false
	for j := i; j < last && j-i < longestPhrase; {
		if m := a.words[j].mention; m != none {
			if noun && (a.afterName(i, j) || a.beginsName(j)) {
				break
			}
			j = min(int32(a.Mentions[m].Last), last)
			end, noun = j, true
			continue
		}
		part := a.partOf(j, i, last, noun)
		if part == outside || a.endsName(i, j) {
			break
		}
		j++
		if part == nominal {
			end, noun = j, true
		}
	}
	return end
}

// afterName says whether a mention at j begins a phrase of its own because the
// phrase from i has ended with a name: "Ruiz Spain" never is one phrase.
func (a *article) afterName(i, j int32) bool {
	before := a.words[j-1].mention
	return before != none && a.labelAt(before) == nlp.Person && j > i && a.words[j-1].mention != a.words[j].mention
}

// beginsName says whether a full name of a person at j begins a phrase of its
// own, since the noun before it says nothing of the person: "for years Ana Ruiz",
// "the head of the bench Ana Ruiz".
func (a *article) beginsName(j int32) bool {
	if !a.isFullName(a.words[j].mention) || a.words[j-1].mention != none || int32(a.Mentions[a.words[j].mention].First) != j {
		return false
	}
	tag := a.Tokens[j-1].Tag
	if tag == "NN" && j > 2 && a.words[j-2].symbol == symbolOf && a.words[j-3].known.Is(lexicon.Role) && !a.words[j-1].known.Is(lexicon.Role|lexicon.Honorific) {
		return true // "superintendent of police Ana Ruiz"
	}
	if (tag == "NNP" || tag == "NNPS" || tag == "NNS") && a.isOfOffice(j-1) {
		return true // "Minister for Trade and Ports Ana Ruiz"
	}
	return (tag == "NN" || tag == "NNS") && !a.words[j-1].known.Is(lexicon.Role|lexicon.Body|lexicon.Honorific) && a.words[j-1].known.Is(lexicon.Time) ||
		tag == "NN" && j > 2 && a.words[j-2].symbol != symbolAdjective && a.Tokens[j-2].Tag == "DT" && a.words[j-3].symbol == symbolOf && !a.words[j-1].known.Is(lexicon.Role)
}

// isOfOffice says whether the capitalised words that end with token t tell, behind
// a preposition, what an office before it is for: "Minister for Trade and Ports".
func (a *article) isOfOffice(t int32) bool {
	if a.words[t].known.Is(lexicon.Role | lexicon.Honorific) {
		return false
	}
	for begin := max(1, t-longestPhrase); t > begin && (a.Tokens[t].Tag == "NNP" || a.Tokens[t].Tag == "NNPS" || a.Tokens[t].Tag == "NNS" || a.Tokens[t].Tag == "CC"); {
		t--
	}
	return t > 0 && (a.words[t].symbol == symbolPreposition || a.words[t].symbol == symbolOf) && a.words[t-1].known.Is(lexicon.Role) && a.words[t-1].known.Is(lexicon.Singular)
}

// reportsAsNoun says whether token j, tagged as a plural, is a reporting verb behind
// a person's name that ends its clause: “No,” Lang jokes.
func (a *article) reportsAsNoun(j int32) bool {
	m := a.words[j-1].mention
	if m == none || a.labelAt(m) != nlp.Person || a.words[j].mention != none || a.Tokens[j].Tag != "NNS" || int(j)+1 >= len(a.words) {
		return false
	}
	cue, ok := lexicon.ReportingCues().Lookup(a.text(j))
	next := a.words[j+1].symbol
	return ok && cue.Class == lexicon.ReportCue && (next == symbolStop || next == symbolComma)
}

// governsAsNoun says whether token j, tagged as a plural, is the verb of a person whose name
// the phrase from i is: an object of its own follows, or it tells a gesture. “Ana Ruiz shares
// the flat”, “Ruiz laughs at that”.
func (a *article) governsAsNoun(i, j int32) bool {
	m := a.words[j-1].mention
	if m == none || a.labelAt(m) != nlp.Person || int32(a.Mentions[m].First) != i || a.words[j].mention != none || a.Tokens[j].Tag != "NNS" || int(j)+1 >= len(a.words) {
		return false
	}
	if a.text(j+1) == "." && int(i) == a.Sentences[a.Tokens[i].Sentence].First {
		return true // "Ana Ruiz cooks."
	}
	if a.words[j].known.Class != 0 {
		return false
	}
	switch a.Tokens[j+1].Tag {
	case "DT", "PRP$", "PRP":
		return true
	case "NNS":
		return a.isFullName(m) // "Ana Ruiz studies lakes"
	}
	return isGesture(a.text(j))
}

// standsBetween says whether token j behind a full name is a past tense before another, which
// the tagger may take for anything: "Ana Ruiz texted Peter Lang".
func (a *article) standsBetween(j int32) bool {
	text := a.text(j)
	return int(j)+1 < len(a.words) && strings.HasSuffix(text, "ed") && text == strings.ToLower(text) && a.words[j].known.Class == 0 && a.isFullName(a.words[j+1].mention)
}

// endsName says whether a phrase from i ends before j with a person's full name,
// where a verb can be taken for a noun or an adjective: "Ana Ruiz shot", "Judge
// Ana Ruiz pleased Peter Lang".
func (a *article) endsName(i, j int32) bool {
	if j > i && (a.reportsAsNoun(j) || a.governsAsNoun(i, j)) {
		a.words[j].symbol = symbolVerb
		return true
	}
	if j == i || !a.isFullName(a.words[j-1].mention) || int32(a.Mentions[a.words[j-1].mention].Last) != j {
		return false
	}
	if a.standsBetween(j) {
		a.words[j].symbol = symbolVerb
		return true
	}
	switch a.Tokens[j].Tag {
	case "NN":
		first := int32(a.Mentions[a.words[j-1].mention].First)
		return a.words[j].known.Class == 0 && (first == i || a.words[first-1].known.Is(lexicon.Role|lexicon.Honorific))
	case "NNS":
		if cue, ok := lexicon.ReportingCues().Lookup(a.text(j)); ok && cue.Class == lexicon.ReportCue {
			a.words[j].symbol = symbolVerb // "Ana Ruiz confirms"
			return true
		}
	case "VBN", "VBG", "JJ":
		return true
	}
	return false
}

// isFullName says whether a mention is a person's name of several words.
func (a *article) isFullName(m int32) bool {
	return m != none && a.labelAt(m) == nlp.Person && a.Mentions[m].Last-a.Mentions[m].First > 1
}

// A part says how a token belongs to a phrase.
type part uint8

const (
	outside part = iota
	inside       // belongs to it where a noun follows
	nominal      // may be its last word
)

// partOf says how token j belongs to the phrase that began at i.
func (a *article) partOf(j, i, last int32, noun bool) part {
	if c := a.words[j].known.Case; c != lexicon.NoCase && c != lexicon.Indefinite || isPunctuation(a.words[j].symbol) {
		return outside
	}
	switch a.Tokens[j].Tag {
	case "NN", "NNS", "NNP", "NNPS", "FW":
		if isSign(a.text(j)) {
			return outside
		}
		if j+1 < last && a.text(j) == "shot" && a.text(j+1) == "back" {
			a.words[j].symbol = symbolVerb // "his rival, Ana Ruiz, shot back"
			return outside
		}
		if j > i && a.words[j].known.Case == lexicon.Indefinite && a.words[j].known.Number == lexicon.One {
			return outside
		}
		return nominal
	case "DT", "PDT":
		if j > i {
			return outside
		}
		if a.words[j].known.Case == lexicon.Indefinite || a.standsAlone(j, last) {
			return nominal
		}
		return inside
	case "CD":
		if noun && !a.isGrade(j, last) {
			return outside
		}
		return nominal
	case "JJ", "JJR", "JJS", "VBN", "VBG":
		return a.modifierPart(j, i, last, noun)
	case "VB", "VBP":
		if j > i && a.isMistaken(j, last) {
			return nominal
		}
	case "RB", "RBR", "RBS":
		if !noun && j > i && j+1 < last && symbolFor("", a.Tokens[j+1].Tag) == symbolAdjective {
			return inside
		}
	case "$", "#":
		return inside
	case "CC":
		if a.text(j) == "&" && noun {
			return inside
		}
	}
	return outside
}

// isSign says whether a token that the tagger took for a noun is a bullet or the like.
func isSign(token string) bool {
	r, size := utf8.DecodeRuneInString(token)
	return size == len(token) && !unicode.IsLetter(r) && !unicode.IsDigit(r)
}

// isGrade says whether a number tells the year or the class of somebody who is named
// behind it: "a Year Nine student".
func (a *article) isGrade(j, last int32) bool {
	switch a.text(j - 1) {
	case "Year", "Grade", "Class", "Form", "Standard", "Primary":
		return j+1 < last && a.words[j+1].known.Is(lexicon.Role)
	}
	return false
}

// isMistaken says whether the tagger took a noun for somebody for a verb: a verb
// of the past follows, which is then no participle either. "The retired cook told".
func (a *article) isMistaken(j, last int32) bool {
	known := a.words[j].known
	if !known.Is(lexicon.Role) || !known.Is(lexicon.Singular) || j+1 >= last {
		return false
	}
	switch a.Tokens[j+1].Tag {
	case "VBN":
		a.words[j+1].symbol = symbolVerb
		return true
	case "VBD", "VBZ", "MD":
		return true
	}
	return false
}

func isPunctuation(symbol byte) bool {
	switch symbol {
	case symbolComma, symbolColon, symbolDash, symbolMark, symbolBracket, symbolStop:
		return true
	}
	return false
}

// modifierPart says how an adjective or a participle belongs: before a noun it
// is inside, after one only where another noun follows at once.
func (a *article) modifierPart(j, i, last int32, noun bool) part {
	next := nlp.Tag("")
	if j+1 < last {
		next = a.Tokens[j+1].Tag
	}
	nounNext := next == "NN" || next == "NNS" || next == "NNP" || next == "NNPS"
	verb := a.Tokens[j].Tag == "VBN" || a.Tokens[j].Tag == "VBG"
	switch {
	case !verb && !noun && j == i+1 && a.Tokens[i].Tag == "DT" && (j+1 >= last || isPunctuation(a.words[j+1].symbol) || a.words[j+1].symbol == symbolVerb):
		return nominal // "the accused", "the secretary-general"
	case !noun && !nounNext && strings.HasSuffix(a.text(j), "-year-old"):
		return nominal // "the 23-year-old from Turin"
	case !verb && noun && !nounNext && a.words[j].known.Is(lexicon.Role) && a.words[j].known.Is(lexicon.Singular):
		return nominal // "one Harl Air executive", "chief executive of Harl Air"
	case verb && (j == i || noun), noun && !nounNext:
		return outside
	case a.words[j].known.Case == lexicon.Indefinite && !nounNext,
		a.words[j].known.Class != 0 && !nounNext:
		return nominal
	}
	return inside
}

// standsAlone says whether a determiner is a phrase by itself: "this shows".
func (a *article) standsAlone(j, last int32) bool {
	switch a.text(j) {
	case "the", "The", "a", "A", "an", "An", "every", "Every", "no", "No":
		return false
	}
	if j+1 >= last {
		return true
	}
	switch symbolFor("", a.Tokens[j+1].Tag) {
	case symbolVerb, symbolPreposition, symbolRelative, symbolAnd, symbolTo:
		return true
	}
	return false
}

// relative says whether "who", "which" or "that" at token i stands for somebody:
// a verb follows, and a noun goes before.
func (a *article) relative(i, last int32) bool {
	if a.words[i].known.Neuter || a.text(i) == "that" {
		return a.Tokens[i].Tag == "WDT" || a.Tokens[i].Tag == "WP"
	}
	return true
}

func (a *article) addPhrase(first, last int32) {
	p := phrase{first: first, last: last, head: last - 1}
	if last-first > 1 && a.words[last-2].mention != none && a.words[last-1].mention == none && lexicon.IsPostNominal(a.text(last-1)) {
		p.head-- // "Ana Ruiz KC"
	}
	p.mention = a.words[p.head].mention
	for t := first; t < last; t++ {
		a.words[t].phrase = int32(len(a.phrases))
	}
	p.possessor = int(last) < len(a.Tokens) && a.Tokens[last].Tag == "POS"
	p.plural = !a.namesOne(p.mention) && a.isPlural(p.head)
	p.definite = a.isDefinite(first)
	p.sort = a.sortOf(p)
	if p.mention != none && a.labelAt(p.mention) == nlp.Misc && (p.plural || a.isIndefinite(first) || p.definite && (last-first == 2 || a.namesPeople(p.mention))) {
		p.mention, p.sort = none, sortRole
	}
	if p.sort == sortOwner {
		p.possessor = true
	}
	a.phrases = append(a.phrases, p)
}

// namesPeople says whether a mention is a word for somebody by the country: "the New
// Zealander".
func (a *article) namesPeople(m int32) bool {
	return lexicon.Demonyms(a.Slice(a.Mentions[m].Span)) != nil
}

// namesOne says whether a mention names a person, whatever the last name looks like:
// "Ana Gathers", "Rivers"; "the Rivers" are several.
func (a *article) namesOne(m int32) bool {
	return m != none && a.labelAt(m) == nlp.Person && (a.Mentions[m].First == 0 || !strings.EqualFold(a.text(int32(a.Mentions[m].First-1)), "the"))
}

func (a *article) isPlural(head int32) bool {
	if k := a.words[head].known; k.Case != lexicon.NoCase {
		return k.Number == lexicon.Several
	} else if k.Is(lexicon.Plural) {
		return true
	}
	tag := a.Tokens[head].Tag
	return tag == "NNS" || tag == "NNPS" && a.words[head].mention == none
}

func (a *article) isDefinite(first int32) bool {
	switch a.text(first) {
	case "the", "The", "this", "This", "that", "That", "these", "These", "those", "Those":
		return true
	}
	return a.words[first].known.Case == lexicon.Possessive
}

// isIndefinite says whether a phrase that begins at the token is indefinite:
// "a Democrat" describes, it doesn't name.
func (a *article) isIndefinite(first int32) bool {
	switch a.text(first) {
	case "a", "A", "an", "An":
		return true
	}
	return false
}

func (a *article) sortOf(p phrase) sort {
	known := a.words[p.head].known
	switch known.Case {
	case lexicon.Possessive:
		return sortOwner
	case lexicon.Relative:
		return sortRelative
	case lexicon.Indefinite:
		return sortOther
	case lexicon.Subject, lexicon.Object, lexicon.Reflexive:
		return sortPronoun
	}
	if p.mention != none {
		switch a.labelAt(p.mention) {
		case nlp.Person:
			return sortPerson
		case nlp.Organization:
			return sortBodyName
		case nlp.Location:
			return sortPlace
		}
	}
	if strings.HasSuffix(a.text(p.head), "-year-old") {
		return sortRole
	}
	if known.Is(lexicon.Time) {
		return sortTime
	}
	switch tag := a.Tokens[p.head].Tag; {
	case known.Is(lexicon.Role):
		return sortRole
	case known.Is(lexicon.Body):
		return sortBody
	case known.Is(lexicon.Record):
		return sortRecord
	case tag == "NNP" || tag == "NNPS" || p.mention != none:
		return sortName
	}
	return sortThing
}
