package entity

import (
	"slices"
	"strings"

	"quoth/nlp"
	"quoth/nlp/lexicon"
)

// wholeNames gives people's names the words that the field cuts off: a nickname
// in marks or brackets between a first and a last name, the small words that
// names of many languages have between theirs, a first name that is a
// day of the week or a month as well or, behind a title, any other word.
func (r *reader) wholeNames(m *model) {
	r.joinNicknames(m)
	r.placeJoined()
	r.joinParticles()
	r.placeJoined()
	r.addCalendarNames()
	r.addTitledNames()
	r.addIntroducedNames()
	r.placeJoined()
}

// addIntroducedNames adds names that the field found nothing in behind a word that
// stands before people's names alone, a title or a noun for kin: "Hon. Sunday Ruiz",
// "her son, Beat".
func (r *reader) addIntroducedNames() {
	words := r.page.words
	for i := 1; i < len(words); i++ {
		if !words[i].isNamed() || words[i].style != styleText || r.mentionOver(i) >= 0 || lexicon.Lookup(r.text(i)).Class&(lexicon.Honorific|lexicon.Role|lexicon.Body) != 0 {
			continue
		}
		if !r.isStrictTitle(i-1) && (!r.isKinBefore(i) || lexicon.Lookup(r.text(i)).Is(lexicon.Time)) || !r.sameSentence(i-1, i) {
			continue
		}
		last := i + 1
		for last < len(words) && words[last].isNamed() && r.sameSentence(i, last) && r.mentionOver(last) < 0 {
			last++
		}
		if last == len(words) || !words[last].active {
			r.joinPerson(i, last)
		}
	}
}

// isStrictTitle says whether a word is a title that stands in no other names than
// people's.
func (r *reader) isStrictTitle(i int) bool {
	switch strings.TrimSuffix(r.text(i), ".") {
	case "Mr", "Mrs", "Ms", "Miss", "Dr", "Prof", "Hon", "Rev", "Revd", "Sgt", "Capt", "Lt", "Col", "Cllr", "Insp", "Barr", "Sister", "Madam", "Alhaji", "Hajia", "Dame", "Auntie":
		return true
	}
	return false
}

// isKinBefore says whether a noun for kin that somebody or "the" owns stands right
// before token i, or before a comma there.
func (r *reader) isKinBefore(i int) bool {
	kin := i - 1
	if r.text(kin) == "," {
		kin--
	}
	if kin < 1 {
		return false
	}
	switch r.text(kin) {
	case "son", "daughter", "wife", "husband", "brother", "sister", "mother", "father", "grandson", "granddaughter", "nephew", "niece":
	default:
		return false
	}
	switch strings.ToLower(r.text(kin - 1)) {
	case "his", "her", "their", "my", "our", "your", "the", "'s", "’s":
		return r.text(i-1) != "," || i+1 < len(r.page.words) && r.page.words[i+1].kind == kindMark
	}
	return false
}

// longestNickname bounds a nickname, in words.
const longestNickname = 2

// joinedScore is the score of a name of several parts, where none of them has a
// higher one.
const joinedScore = 0.8

// joinNicknames makes one name of "Ana “Bebe” Ruiz", where it is somebody's.
func (r *reader) joinNicknames(m *model) {
	words := r.page.words
	for i := 1; i+3 < len(words); i++ {
		if words[i].kind != kindMark || !r.isFirstName(m, i-1) {
			continue
		}
		closing := r.closesNickname(i)
		if closing == 0 || !r.sameSentence(i-1, closing+1) || !words[closing+1].isNamed() {
			continue
		}
		if r.text(i) == "(" && !m.sexes.has(words[i+1].lower) {
			continue
		}
		r.joinPerson(i-1, closing+2)
	}
}

// isFirstName says whether a word with a capital ends a person's name, or stands in
// one that goes on with the mark, or is a first name.
func (r *reader) isFirstName(m *model, i int) bool {
	if !r.page.words[i].isNamed() {
		return false
	}
	if k := r.mentionOver(i); k >= 0 {
		mention := &r.page.d.Mentions[k]
		return mention.Label == nlp.Person && mention.Last >= i+1
	}
	return m.sexes.has(r.page.words[i].lower)
}

// isNamed says whether a word has a capital and small letters, as names have.
func (w *word) isNamed() bool { return w.kind == kindTitle || w.kind == kindMixed }

// nicknameMarks are the marks that close a nickname, by those that open it.
var nicknameMarks = map[string]string{"“": "”", `"`: `"`, "‘": "’", "'": "'", "``": "''", "«": "»", "„": "“", "(": ")"}

// closesNickname gives the token that closes the marks which token i opens around
// a word or two with capitals; 0 where there is none.
func (r *reader) closesNickname(i int) int {
	want, opens := nicknameMarks[r.text(i)]
	if !opens {
		return 0
	}
	words := r.page.words
	for k := i + 1; k+1 < len(words) && k <= i+1+longestNickname; k++ {
		if words[k].kind == kindMark {
			if k > i+1 && r.text(k) == want {
				return k
			}
			return 0
		}
		if !words[k].isNamed() {
			return 0
		}
	}
	return 0
}

// joinPerson notes that tokens [first, last), with the people's names that begin or
// end in them, are one name. Names are joined in the order of the text.
func (r *reader) joinPerson(first, last int) {
	mentions := r.page.d.Mentions
	score := float32(joinedScore)
	at, _ := slices.BinarySearchFunc(mentions, first, func(m nlp.Mention, first int) int {
		if m.Last <= first {
			return -1
		}
		return 1
	})
	for k := at; k < len(mentions) && mentions[k].First < last; k++ {
		m := &mentions[k]
		if m.Label != nlp.Person && m.Score >= doubtfulScore {
			return
		}
		first, last, score = min(first, m.First), max(last, m.Last), max(score, m.Score)
	}
	if n := len(r.joined); n > 0 && r.joined[n-1].Last > first {
		first, score = min(first, r.joined[n-1].First), max(score, r.joined[n-1].Score)
		r.joined = r.joined[:n-1]
	}
	r.joined = append(r.joined, r.mention(first, last, nlp.Person, score))
}

// placeJoined puts the names that were joined in the place of their parts.
func (r *reader) placeJoined() {
	r.put(r.joined)
	r.joined = r.joined[:0]
}

// put puts mentions, which are in the order of the text, in the place of those that
// overlap them.
func (r *reader) put(mentions []nlp.Mention) {
	if len(mentions) == 0 {
		return
	}
	d, k := r.page.d, 0
	d.Mentions = slices.DeleteFunc(d.Mentions, func(m nlp.Mention) bool {
		for k < len(mentions) && mentions[k].Last <= m.First {
			k++
		}
		return k < len(mentions) && mentions[k].First < m.Last
	})
	d.Mentions = append(d.Mentions, mentions...)
	slices.SortFunc(d.Mentions, byPlace)
}

// mention makes the mention of tokens [first, last).
func (r *reader) mention(first, last int, label nlp.Label, score float32) nlp.Mention {
	tokens := r.page.d.Tokens
	return nlp.Mention{
		Span: nlp.Span{Start: tokens[first].Start, End: tokens[last-1].End}, First: first, Last: last,
		Sentence: tokens[first].Sentence, Label: label, Score: score,
	}
}

// particles are the small words between the words of a name that stand there in
// no English phrase: of Irish, Faroese, Tuareg, Arabic, Malay, Welsh, Spanish and
// German names, and what Malaysian and Singaporean ones write for son and daughter of.
var particles = [...][]string{{"d", "/", "o"}, {"s", "/", "o"}, {"a", "/", "l"}, {"a", "/", "p"}, {"d/o"}, {"s/o"}, {"a/l"}, {"a/p"},
	{"í"}, {"á"}, {"við"}, {"ag"}, {"ould"}, {"bin"}, {"binti"}, {"binte"}, {"ibn"}, {"ap"}, {"ferch"}, {"anak"}, {"y"}, {"zu"}, {"zum"}, {"zur"}, {"af"}}

// gaelicParticles stand behind "Mac" and "Nic" alone: "Mac an Bhaird".
var gaelicParticles = [...][]string{{"an"}, {"a", "’"}, {"a’"}, {"na"}}

// joinParticles makes one name of what stands on either side of a particle, where
// it is somebody's.
func (r *reader) joinParticles() {
	words := r.page.words
	for i := 1; i+1 < len(words); i++ {
		if !words[i-1].isNamed() {
			continue
		}
		n := r.particleAt(i)
		if n == 0 || i+n >= len(words) || !words[i+n].isNamed() || !r.sameSentence(i-1, i+n) {
			continue
		}
		if r.isPersonAt(i-1) || r.isPersonAt(i+n) || lexicon.SexOf(r.text(i-1)) != nlp.SexUnknown || r.isPersonElsewhere(i-1) {
			r.joinPerson(i-1, i+n+1)
		}
	}
}

// isPersonElsewhere says whether the word at token i alone is a person's name at
// another place.
func (r *reader) isPersonElsewhere(i int) bool {
	return slices.ContainsFunc(r.page.d.Mentions, func(m nlp.Mention) bool {
		return m.Label == nlp.Person && m.Last-m.First == 1 && r.page.words[m.First].form == r.page.words[i].form
	})
}

// particleAt gives the number of tokens of the particle at token i; 0 for none.
func (r *reader) particleAt(i int) int {
	if r.page.words[i].isNamed() {
		return 0
	}
	for _, p := range particles {
		if r.reads(i, p) {
			return len(p)
		}
	}
	if before := r.text(i - 1); before != "Mac" && before != "Nic" {
		return 0
	}
	for _, p := range gaelicParticles {
		if r.reads(i, p) {
			return len(p)
		}
	}
	return 0
}

// reads says whether the tokens from i on are these.
func (r *reader) reads(i int, tokens []string) bool {
	for k, token := range tokens {
		if i+k >= len(r.page.words) || r.text(i+k) != token {
			return false
		}
	}
	return true
}

// isPersonAt says whether token i stands in a person's name.
func (r *reader) isPersonAt(i int) bool {
	k := r.mentionOver(i)
	return k >= 0 && r.page.d.Mentions[k].Label == nlp.Person
}

// addCalendarNames adds a day of the week or a month to the name that it is the
// first one of, where nobody of that name has another first name: a day behind a
// title or at the beginning of a sentence, a month where no word stands before it
// that stands before dates. "Friday, Ruiz said" has a comma between them.
func (r *reader) addCalendarNames() {
	var surnames map[uint64]float32
	d := r.page.d
	for k := range d.Mentions {
		m := &d.Mentions[k]
		first := m.First - 1
		if m.Label != nlp.Person || first < d.Sentences[m.Sentence].First || !r.mayBeCalled(first, d.Sentences[m.Sentence].First) {
			continue
		}
		if surnames == nil {
			surnames = r.surnames()
		}
		if surnames[r.formOf(m.First, m.Last)] == 0 {
			m.First, m.Start = first, d.Tokens[first].Start
		}
	}
}

// mayBeCalled says whether the day or the month at token i can be somebody's first
// name, in a sentence that begins with token begin.
func (r *reader) mayBeCalled(i, begin int) bool {
	titled := i > begin && lexicon.Lookup(r.text(i-1)).Is(lexicon.Honorific)
	switch {
	case isDay(r.text(i)):
		return i == begin || titled
	case !isMonthName(r.text(i)):
		return false
	case i == begin:
		return r.text(i) != "May" // "May Ruiz go?"
	}
	switch strings.ToLower(r.text(i - 1)) {
	case "in", "on", "since", "until", "till", "by", "of", "last", "next", "this", "early", "late", "mid", "from", "to", "through", "between", "before", "after", "during", "for", "every", "each", "and", "or":
		return false
	}
	return r.page.words[i-1].kind != kindDigit
}

// isMonthName says whether a word is a month that women and men are named after.
func isMonthName(word string) bool {
	switch word {
	case "April", "May", "June", "August", "APRIL", "JUNE":
		return true
	}
	return false
}

// addTitledNames adds the word with a capital that stands between a title and a
// name to the name: "Abbot Beat Ruiz".
func (r *reader) addTitledNames() {
	d := r.page.d
	end := 0
	for k := range d.Mentions {
		m := &d.Mentions[k]
		first := m.First - 1
		if m.Label == nlp.Person && first-1 >= max(end, d.Sentences[m.Sentence].First) && r.page.words[first].isNamed() && r.page.words[first].style == styleText &&
			lexicon.Lookup(r.text(first)).Class == 0 && r.isTitle(first-1) && !r.isDetectiveConstable(first) {
			m.First, m.Start = first, d.Tokens[first].Start
		}
		end = m.Last
	}
}

// isTitle says whether a word is a title or an office with a capital.
func (r *reader) isTitle(i int) bool {
	known := lexicon.Lookup(r.text(i))
	return r.page.words[i].isNamed() && (known.Is(lexicon.Honorific) || known.Is(lexicon.Role) && known.Is(lexicon.Singular))
}

func isDay(word string) bool {
	switch word {
	case "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday":
		return true
	}
	return false
}

// mentionOver gives the mention that token i stands in, -1 for none.
func (r *reader) mentionOver(i int) int {
	at, found := slices.BinarySearchFunc(r.page.d.Mentions, i, func(m nlp.Mention, i int) int {
		switch {
		case m.Last <= i:
			return -1
		case m.First > i:
			return 1
		}
		return 0
	})
	if !found {
		return -1
	}
	return at
}

func (r *reader) sameSentence(a, b int) bool {
	return r.page.d.Tokens[a].Sentence == r.page.d.Tokens[b].Sentence
}

func (r *reader) text(i int) string { return r.page.d.Slice(r.page.d.Tokens[i].Span) }
