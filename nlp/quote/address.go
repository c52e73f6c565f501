package quote

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"quoth/nlp"
	"quoth/nlp/lexicon"
)

// Bounds of speeches that are given in full.
const (
	introduced       = 8   // paragraphs from the top in which a speech is announced
	longestIntro     = 700 // bytes of a paragraph that announces it
	leastAddress     = 3   // paragraphs of a speech
	longestPlaceLine = 90  // bytes of a line with a place, a date, a time
	prefaces         = 3   // paragraphs of the writer's between what announces a speech and its words
)

// findAddress takes an article that is the text of a speech: a paragraph near
// the top announces it in full, and from there on somebody speaks who says "I"
// or "we", whom nobody reports and of whom the text does not tell.
func (w *work) findAddress() {
	at := w.announcement()
	if at < 0 || w.startsTranscript() {
		return
	}
	name := w.orator(at)
	first := w.firstWords(at+1, name)
	last := w.lastWords(first, name)
	if name.Empty() || !w.isAddress(first, last, name) {
		return
	}
	w.groups++
	for i := first; i < last; i++ {
		if text := w.text(w.paragraphs[i]); aside(text) || isPlaceLine(text) && !salutes(text) {
			continue
		}
		w.taken[i] = true
		content := w.paragraphs[i]
		if t, ok := w.readTurn(content); ok && !t.bare && w.text(t.label) == strings.ToUpper(w.text(t.label)) {
			content.Start = t.body
		}
		w.addBlock(block{Span: content, kind: nlp.Direct, rule: lexicon.RuleHeading, speaker: name, group: w.groups})
	}
}

// startsTranscript says whether turns were found: the speech is theirs then.
func (w *work) startsTranscript() bool { return len(w.blocks) > 0 }

// announcement gives the last paragraph near the top that announces the text of
// a speech; -1 for none.
func (w *work) announcement() int {
	found := -1
	for i := 0; i < min(introduced, len(w.paragraphs)-leastAddress); i++ {
		if p := w.paragraphs[i]; p.Len() <= longestIntro && announcesAddress(strings.ToLower(w.text(p)), i) && (i == 0 || !w.addresses(p) || w.prints(p)) {
			found = i
		}
	}
	return found
}

// prints says whether a paper speaks of itself as "we", which gives a speech:
// "We publish it here in full."
func (w *work) prints(p nlp.Span) bool {
	text := w.text(p)
	return strings.Contains(text, "publish") || strings.Contains(text, "print") || strings.Contains(text, "delivered")
}

// announcesAddress says whether a paragraph in lower case announces a speech in
// full: by its kind and words for the whole of it, or, at the top, as the title
// of one, "Remarks by the mayor at the harbour".
func announcesAddress(lower string, paragraph int) bool {
	if strings.HasPrefix(strings.Trim(lower, "()[] "), "as prepared for delivery") || strings.HasPrefix(lower, "check against delivery") {
		return true
	}
	kind := ""
	for _, k := range addressKinds {
		if i := strings.Index(lower, k); i >= 0 && wordAt(lower, i, len(k)) {
			kind = k
			break
		}
	}
	for _, whole := range wholeAddress {
		if i := strings.Index(lower, whole); i >= 0 && wordAt(lower, i, len(whole)) && (kind != "" || strings.HasPrefix(whole, "this is what ")) {
			return true
		}
	}
	if paragraph > 1 || kind == "" {
		return false
	}
	for _, title := range [...]string{" by ", " of ", " for ", " to "} {
		before, rest, ok := strings.Cut(lower, kind)
		if rest = strings.TrimPrefix(rest, "s"); ok && strings.Count(before, " ") <= 1 && strings.HasPrefix(rest, title) && !strings.HasSuffix(lower, ".") {
			return true
		}
	}
	return paragraph == 1 && (strings.HasPrefix(lower, "by ") || strings.Contains(lower, ", ")) && (strings.Contains(lower, "preached") || strings.Contains(lower, "delivered"))
}

// addressKinds are words for speeches, as prefixes that plurals share.
var addressKinds = [...]string{"speech", "address", "remarks", "sermon", "homily", "lecture", "eulogy", "statement", "keynote", "oration", "tribute", "reflection", "testimony", "speaking notes", "opening statement", "concession", "toast"}

// wholeAddress are words that say that a speech is given as it was held.
var wholeAddress = [...]string{"full text", "in full", "the following is", "the following are", "following is", "here is", "here are", "here's", "here’s", "this is the text", "text of",
	"transcript", "as prepared", "as delivered", "as transcribed", "as given", "full remarks", "full speech", "full statement", "complete text", "abridged", "edited version",
	"edited extract", "edited text", "reprinted", "reproduced", "published here", "this is what she said", "this is what he said", "this is what they said"}

// wordAt says whether the n bytes at i begin a word, and end one but for a plural.
func wordAt(lower string, i, n int) bool {
	before, _ := utf8.DecodeLastRuneInString(lower[:i])
	after, _ := utf8.DecodeRuneInString(strings.TrimPrefix(strings.TrimPrefix(lower[i+n:], "es"), "s"))
	return (i == 0 || !unicode.IsLetter(before)) && !unicode.IsLetter(after)
}

// isPlaceLine says whether a paragraph is a line of a place, a date or a time:
// short, and without a mark at its end.
func isPlaceLine(text string) bool {
	r, _ := utf8.DecodeLastRuneInString(text)
	return len(text) <= longestPlaceLine && (unicode.IsLetter(r) || unicode.IsDigit(r) || r == ')' || strings.HasSuffix(text, ".M.") || strings.HasSuffix(text, "p.m.") || strings.HasSuffix(text, "a.m."))
}

// salutes says whether a line addresses somebody: "Mr Speaker", "Dear friends".
func salutes(text string) bool {
	for _, s := range [...]string{"Mr", "Mrs", "Ms", "Madam", "Dear", "Your ", "Ladies", "Friends", "Fellow", "My ", "Members", "President", "Chair", "Brothers", "Sisters", "Thank", "Amen"} {
		if strings.HasPrefix(text, s) {
			return true
		}
	}
	return false
}

// firstWords gives the paragraph that a speech begins with, behind lines of
// places and dates and what the writer tells of the speaker before.
func (w *work) firstWords(from int, name nlp.Span) int {
	i := from
	for skipped := 0; i < len(w.paragraphs) && skipped < prefaces; i++ {
		text := w.text(w.paragraphs[i])
		switch {
		case aside(text), isPlaceLine(text) && !salutes(text):
		case w.tellsOf(w.paragraphs[i], name) && !w.addresses(w.paragraphs[i]) && !w.labelled(w.paragraphs[i]):
			skipped++
		default:
			return i
		}
	}
	return i
}

func (w *work) labelled(p nlp.Span) bool {
	_, ok := w.readTurn(p)
	return ok
}

// lastWords gives the paragraph behind a speech: notes on the speaker and on
// the text are the writer's.
func (w *work) lastWords(first int, name nlp.Span) int {
	last := len(w.paragraphs)
	for last > first {
		p := w.paragraphs[last-1]
		text := w.text(p)
		lower := strings.ToLower(text)
		note := strings.HasPrefix(lower, "this is an") || strings.Contains(lower, "was delivered") || strings.Contains(lower, "has been edited") || strings.Contains(lower, "edited for")
		if !note && !aside(text) && (!isPlaceLine(text) || salutes(text)) && (w.addresses(p) || !w.tellsOf(p, name)) {
			break
		}
		last--
	}
	return w.beforeReport(first, last, name)
}

// beforeReport gives the paragraph from which a writer tells what came after a
// speech, where one does: the speaker is named there, and from there on nobody
// speaks in the first person but in marks.
func (w *work) beforeReport(first, last int, name nlp.Span) int {
	for i := last - 1; i >= first+leastAddress && !w.saysWe(w.paragraphs[i]); i-- {
		if w.tellsOf(w.paragraphs[i], name) && (w.reports(w.paragraphs[i]) || w.quotesIndirectly(w.paragraphs[i])) {
			last = i
		}
	}
	return last
}

// quotesIndirectly says whether a verb of saying in the past stands in a paragraph.
func (w *work) quotesIndirectly(p nlp.Span) bool {
	first, last := w.tokensOf(p)
	for t := first; t < last; t++ {
		if w.reportsIn(t, lexicon.PastForm) {
			return true
		}
	}
	return false
}

// mostTold is of how many paragraphs of a speech one may hold the speaker's own
// last name.
const mostTold = 8

// isAddress says whether paragraphs [first, last) are one person's own words:
// two of five, and two at least, speak as "I" or "we" or to "you", two of them
// as "I" or "we", next to none tells of the speaker, and few report anybody.
func (w *work) isAddress(first, last int, name nlp.Span) bool {
	own, we, reported, told, all := 0, 0, 0, 0, 0
	for i := first; i < last; i++ {
		p := w.paragraphs[i]
		text := w.text(p)
		if aside(text) || isPlaceLine(text) {
			continue
		}
		all++
		if w.taken[i] {
			return false
		}
		if w.tellsOf(p, name) {
			told++
		}
		if w.addresses(p) {
			own++
		}
		if w.saysWe(p) {
			we++
		}
		if startsWithMark(text) && w.reports(p) || w.attributes(p) {
			reported++
		}
	}
	return all >= leastAddress && own >= 2 && we >= 2 && 5*own >= 2*all && 4*reported <= all && mostTold*told <= all
}

// saysWe says whether a paragraph speaks in the first person outside marks.
func (w *work) saysWe(p nlp.Span) bool {
	first, last := w.tokensOf(p)
	for t := first; t < last; t++ {
		if k := lexicon.Lookup(w.token(t)); k.Case != lexicon.NoCase && k.Person == 1 {
			return true
		}
		switch r, _ := utf8.DecodeRuneInString(w.token(t)); r {
		case '“', '"', '‘', '«':
			return false
		}
	}
	return false
}

// attributes says whether a mark closes and a reporting verb follows with a
// name behind it or before it, as writers report: “…,” said Ruiz.
func (w *work) attributes(p nlp.Span) bool {
	first, last := w.tokensOf(p)
	for t := first + 1; t+1 < last; t++ {
		if r, _ := utf8.DecodeRuneInString(w.token(t - 1)); r != '”' && r != '"' && r != '’' {
			continue
		}
		if tag := w.d.Tokens[t+1].Tag; w.words[t].verb == hashSay && tag == "NNP" || w.words[t+1].verb == hashSay && w.d.Tokens[t].Tag == "NNP" {
			return true
		}
	}
	return false
}

// tellsOf says whether a paragraph holds the last word of a name.
func (w *work) tellsOf(p, name nlp.Span) bool {
	words := strings.Fields(w.text(name))
	return len(words) > 0 && strings.Contains(w.text(p), words[len(words)-1])
}

// orator gives the words that name who speaks, from what stands up to the
// paragraph that announces the speech: the one it is by, whose it is, or who
// holds it.
func (w *work) orator(at int) nlp.Span {
	for _, find := range [...]func(nlp.Span) nlp.Span{w.whose, w.introducee, w.byWhom, w.whoHolds} {
		for i := at; i >= 0; i-- {
			if name := find(w.paragraphs[i]); !name.Empty() {
				return name
			}
		}
		for i := at + 1; i < min(at+prefaces, len(w.paragraphs)); i++ {
			if w.addresses(w.paragraphs[i]) || w.paragraphs[i].Len() > longestIntro {
				break
			}
			if name := find(w.paragraphs[i]); !name.Empty() {
				return name
			}
		}
	}
	return nlp.Span{}
}

// introducee gives whom somebody introduces: "said in introducing Ana Ruiz".
func (w *work) introducee(p nlp.Span) nlp.Span {
	text := w.text(p)
	for _, verb := range [...]string{"introducing ", "introduced ", "introduces ", "introduction of "} {
		i := strings.Index(text, verb)
		if i < 0 || strings.HasPrefix(text[i+len(verb):], "by ") {
			continue
		}
		if name := w.personIn(p.Start+i+len(verb), p.End, longestOffice); strings.Contains(w.text(name), " ") {
			return name
		}
	}
	return nlp.Span{}
}

// longestOffice is how many words stand between "by" and a name: "by the former
// head of the lifeboat station Ana Ruiz".
const longestOffice = 12

// byWhom gives the name behind "by", or "from", and an office.
func (w *work) byWhom(p nlp.Span) nlp.Span {
	text := w.text(p)
	for _, by := range [...]string{" by ", " By ", "by ", "By ", "tatement of ", "emarks of ", "estimony of "} {
		i := strings.Index(text, by)
		if i < 0 || len(by) == len("by ") && i > 0 || publishes(text[:i]) {
			continue
		}
		if name := w.personIn(p.Start+i+len(by), p.End, longestOffice); !name.Empty() {
			return name
		}
	}
	return nlp.Span{}
}

// publishes says whether the last word before "by" tells who wrote a speech down.
func publishes(before string) bool {
	for _, verb := range [...]string{"transcribed", "published", "released", "provided", "recorded", "supplied", "edited", "introduced", "shared", "attended"} {
		if strings.HasSuffix(before, verb) {
			return true
		}
	}
	return false
}

// personIn gives the first name of two words at least, or with a title, among
// so many words, and no office: of "Foreign Minister, Ana Ruiz" the latter.
func (w *work) personIn(i, end, words int) nlp.Span {
	var office nlp.Span
	for ; words > 0 && i < end; words-- {
		if r, _ := utf8.DecodeRuneInString(w.d.Text[i:end]); unicode.IsUpper(r) {
			name := w.withoutPossessive(nameAt(w.d.Text, i, end))
			if fields := strings.Fields(w.text(name)); len(fields) > 0 && !officeOnly(fields[len(fields)-1]) && notTitleWord(fields[len(fields)-1]) {
				if len(fields) > 1 {
					return name
				}
			} else if !name.Empty() {
				office, i = name, name.End
			}
		}
		next := strings.IndexAny(w.d.Text[i:end], " \n")
		if next < 0 || i > 0 && strings.ContainsRune(".;:", rune(w.d.Text[i+next-1])) && !titleDot(strings.ToLower(w.d.Text[i:i+next])) {
			break
		}
		i += next + 1
	}
	return office
}

// notTitleWord says whether the last word of what looks like a name is no part
// of a speech's, a house's or a day's title.
func notTitleWord(last string) bool {
	lower := strings.ToLower(last)
	for _, kind := range addressKinds {
		if strings.HasPrefix(lower, kind) {
			return false
		}
	}
	switch lower {
	case "college", "university", "school", "house", "parliament", "commons", "council", "hall", "committee", "church", "cathedral", "senate", "assembly", "congress", "society":
		return false
	}
	return !unicode.IsDigit(rune(last[0])) && !isMonth(last)
}

// withoutPossessive takes "'s" and a mark off the end of a name.
func (w *work) withoutPossessive(name nlp.Span) nlp.Span {
	text := strings.TrimRight(w.text(name), ".!?”\"")
	for _, s := range [...]string{"'s", "’s", "'", "’"} {
		if i := strings.Index(text, s+" "); i > 0 {
			text = text[:i]
		}
		text = strings.TrimSuffix(text, s)
	}
	name.End = name.Start + len(text)
	return name
}

// whose gives the name whose speech it is: "Ana Ruiz’s maiden speech".
func (w *work) whose(p nlp.Span) nlp.Span {
	text := w.text(p)
	for _, s := range [...]string{"’s ", "'s ", "’ ", "' "} {
		at := strings.Index(text, s)
		if at < 0 {
			continue
		}
		begin := at
		for begin > 0 && text[begin-1] != '\n' {
			space := strings.LastIndexByte(text[:begin-1], ' ')
			r, _ := utf8.DecodeRuneInString(text[space+1:])
			if !unicode.IsUpper(r) {
				break
			}
			if begin = space + 1; space > 0 && strings.ContainsRune(":;.,–—", rune(text[space-1])) {
				break
			}
		}
		name := nlp.Span{Start: p.Start + begin, End: p.Start + at}
		words := strings.Fields(w.text(name))
		if len(words) > 1 && notTitleWord(words[len(words)-1]) && namesAddress(strings.ToLower(text[at+len(s):])) {
			return name
		}
	}
	return nlp.Span{}
}

// namesAddress says whether a word for a speech stands soon in a text in lower
// case: "maiden speech in full".
func namesAddress(lower string) bool {
	near := lower[:min(len(lower), longestPlaceLine/2)]
	for _, kind := range addressKinds {
		if strings.Contains(near, kind) {
			return true
		}
	}
	return false
}

// whoHolds gives the first person of a sentence that tells of holding a speech.
func (w *work) whoHolds(p nlp.Span) nlp.Span {
	first, last := w.tokensOf(p)
	for t := first; t < last; t++ {
		switch strings.ToLower(w.token(t)) {
		case "delivered", "gave", "gives", "spoke", "addressed", "told", "said", "made", "addresses", "delivers", "preached", "full", "remarks", "address":
		default:
			continue
		}
		s := w.d.Sentences[w.d.Tokens[t].Sentence]
		if name := w.personIn(s.Start, s.End, longestOffice+8); strings.Contains(w.text(name), " ") {
			return name
		}
	}
	return nlp.Span{}
}
