package quote

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"quoth/nlp"
	"quoth/nlp/lexicon"
)

// findPost looks for a social-media post or a signed block in paragraph i.
func (w *work) findPost(i int) {
	p := w.paragraphs[i]
	switch {
	case w.findEmbedded(i, p), w.findHandleColon(i, p), w.findHeading(i, p), w.findNetwork(i, p), w.findTimed(i, p), w.findDated(i, p), w.findSigned(i, p), w.findUnnamed(i, p), w.findPulled(i, p):
	}
}

// embeddings are the lines that social networks put under a post.
var embeddings = [...]string{"A post shared by ", "A photo posted by ", "A video posted by ", "Posted by "}

// findEmbedded takes "… A post shared by Jane Doe (@jane)" and the like: the
// post stands before those words, in the paragraph or the one before it.
func (w *work) findEmbedded(i int, p nlp.Span) bool {
	text := w.text(p)
	for _, e := range embeddings {
		at := strings.Index(text, e)
		if at < 0 || len(text)-at > longestSignature {
			continue
		}
		name := nameAt(w.d.Text, p.Start+at+len(e), p.End)
		if name.Empty() {
			continue
		}
		w.taken[i] = true
		content := nlp.Span{Start: p.Start, End: p.Start + at}
		w.addSigned(i, content, name, lexicon.RuleSignature)
		return true
	}
	return false
}

// addSigned adds the words that a signature stands under: those before it in
// its paragraph or, where there are none, the paragraph before.
func (w *work) addSigned(i int, content, name nlp.Span, rule nlp.Rule) {
	if trimSpace(w.d.Text, content).Empty() {
		if i == 0 || w.taken[i-1] || boilerplate(w.text(w.paragraphs[i-1])) || isTimeLine(w.text(w.paragraphs[i-1])) {
			return
		}
		w.taken[i-1] = true
		content = w.paragraphs[i-1]
	}
	w.groups++
	w.addBlock(block{Span: content, kind: nlp.Post, rule: rule, speaker: name, group: w.groups})
}

// boilerplate says whether a paragraph is a network's own words.
func boilerplate(s string) bool {
	return strings.HasPrefix(s, "View this post") || strings.HasPrefix(s, "View post") || strings.HasPrefix(s, "Advertisement")
}

// findHandleColon takes "RT @handle: words", "@handle: words" and
// "Jane Doe (@handle): words".
func (w *work) findHandleColon(i int, p nlp.Span) bool {
	text := w.text(p)
	head := text[:min(len(text), longestHeading)]
	colon := strings.Index(head, ": ")
	at := strings.IndexByte(head, '@')
	if colon < 0 || at < 0 || at > colon {
		return false
	}
	name := nlp.Span{Start: p.Start, End: p.Start + colon}
	handle := handleAt(w.d.Text, p.Start+at, name.End)
	rest := strings.Trim(withoutLikes(w.d.Text[handle.End:name.End]), " )")
	lead := strings.TrimRight(text[:at], " (")
	switch {
	case handle.Empty() || rest != "":
		return false
	case lead == "", lead == "RT", lead == "MT", lead == "From":
		name = handle
	case nameAt(w.d.Text, p.Start, p.Start+len(lead)) != (nlp.Span{Start: p.Start, End: p.Start + len(lead)}):
		return false
	default:
		name.End = p.Start + len(lead)
	}
	w.taken[i] = true
	w.groups++
	w.addBlock(block{Span: nlp.Span{Start: p.Start + colon + 1, End: p.End}, kind: nlp.Post, rule: lexicon.RuleHeading, speaker: name, group: w.groups})
	return true
}

// withoutLikes leaves out how many liked a comment, in brackets at the end of a
// text: " (42 likes)".
func withoutLikes(text string) string {
	open := strings.LastIndex(text, " (")
	if open < 0 || !strings.HasSuffix(text, ")") || len(text) < open+3 || !isDigit(text[open+2]) {
		return text
	}
	return text[:open]
}

// findHeading takes a line with a name and a handle, or a handle alone, over
// the paragraph of a post: "Jane Doe @janedoe · Aug 13".
func (w *work) findHeading(i int, p nlp.Span) bool {
	if p.Len() > longestHeading {
		return false
	}
	text := w.text(p)
	at := strings.IndexByte(text, '@')
	if at < 0 {
		return false
	}
	handle := handleAt(w.d.Text, p.Start+at, p.End)
	name := nlp.Span{Start: p.Start, End: p.Start + len(strings.TrimRight(text[:at], " (✔✓·*"))}
	switch {
	case handle.Empty() || strings.ContainsAny(text[:at], "—–:,"):
		return false
	case name.Empty():
		name = handle
	case nameAt(w.d.Text, name.Start, name.End) != name:
		return false
	}
	if rest := strings.Trim(w.d.Text[handle.End:p.End], " )"); rest != "" && (!isDate(rest) || strings.Contains(rest, ": ")) && !onNetwork(" "+rest) {
		return false
	}
	if w.signsAbove(i, handle) {
		w.taken[i] = true
		w.addSigned(i, nlp.Span{}, name, lexicon.RuleSignature)
		return true
	}
	if i+1 >= len(w.paragraphs) || w.taken[i+1] {
		return false
	}
	w.taken[i] = true
	w.groups++
	for j := i + 1; j < len(w.paragraphs) && !w.taken[j] && (j == i+1 || w.continuesPost(i, j)); j++ {
		w.taken[j] = true
		w.addBlock(block{Span: w.paragraphs[j], kind: nlp.Post, rule: lexicon.RuleHeading, speaker: name, group: w.groups})
	}
	return true
}

// continuesPost says whether paragraph j goes on with the post under paragraph i:
// it says "I", which the writer never does, and reports nobody.
func (w *work) continuesPost(i, j int) bool {
	p := w.paragraphs[j]
	return w.saysIUnmarked(p) && !w.reports(p) && !w.writerSaysWe(i)
}

// signsAbove says whether a line with a name, a handle in brackets and a date
// closes the post above it, as embedded posts read, and does not head the next
// paragraph: nothing announces the next with a colon. A colon over the
// paragraph above announces that one: the line then needs no date.
func (w *work) signsAbove(i int, handle nlp.Span) bool {
	if i == 0 || w.taken[i-1] || w.d.Text[w.paragraphs[i-1].End-1] == ':' {
		return false
	}
	if w.below(i) && !w.below(i+1) && !isTimeLine(w.text(w.paragraphs[i-1])) {
		return true // it stands right under the post
	}
	if w.d.Text[handle.Start-1] != '(' {
		return false
	}
	if i > 1 && w.d.Text[w.paragraphs[i-2].End-1] == ':' {
		return true
	}
	return isDate(strings.Trim(w.d.Text[handle.End:w.paragraphs[i].End], " )"))
}

// longestDated is the length in bytes of a line with a name and a date.
const longestDated = 60

// signs says whether a name can be that of who wrote what stands above: of
// several words, none a possessor, in a line with nothing right below it.
func (w *work) signs(name, p nlp.Span) bool {
	text := w.text(name)
	below := w.d.Text[p.End:]
	return strings.Contains(text, " ") && !strings.ContainsAny(text, "’'") && (strings.TrimSpace(below) == "" || strings.HasPrefix(below, "\n\n"))
}

// isPlaceName says whether each word of a tail begins with a capital, or is a
// small word of names, and no digit or mark but a comma is in it: "Wenham, Suffolk".
func isPlaceName(s string) bool {
	for _, word := range strings.Fields(s) {
		r, _ := utf8.DecodeRuneInString(word)
		if !unicode.IsUpper(r) && !smallName(word) || strings.ContainsAny(word, ".!?:;0123456789“\"@") {
			return false
		}
	}
	return s != ""
}

// networkLinks stand between a name and the network where its bearer posted;
// behind some of them a date must follow, since captions read so, too.
var networkLinks = [...]struct {
	link  string
	dated bool
}{{" on ", false}, {" via ", false}, {" (", false}, {", ", true}, {" · ", true}, {" | ", true}}

// onNetwork says whether what follows a name in a line is a network, and a date
// at most: " on Instagram, July 16".
func onNetwork(rest string) bool {
	for _, l := range networkLinks {
		network, ok := strings.CutPrefix(rest, l.link)
		if !ok {
			continue
		}
		first, _, _ := strings.Cut(network, " ")
		tail := strings.TrimLeft(strings.TrimPrefix(network[len(first):], " Social"), ", ·)")
		dated := isDate(tail) && !strings.ContainsAny(tail, "?!“\"")
		return lexicon.IsNetwork(strings.TrimRight(first, ",)")) && (dated || tail == "" && !l.dated)
	}
	return false
}

// findNetwork takes a line with a name or an account and a network under a
// post: "Jane Doe on X, 5 May", "janedoe, Instagram".
func (w *work) findNetwork(i int, p nlp.Span) bool {
	if i == 0 || w.taken[i-1] || p.Len() > longestHeading {
		return false
	}
	name := nameAt(w.d.Text, p.Start, p.End)
	if name.Empty() {
		name = accountAt(w.d.Text, p.Start, p.End)
	}
	if name.Empty() || !onNetwork(w.d.Text[name.End:p.End]) || isTimeLine(w.text(w.paragraphs[i-1])) || !w.below(i) && w.below(i+1) {
		return false // a heading reads so, too: "Minister on X"
	}
	w.taken[i] = true
	w.addSigned(i, nlp.Span{}, name, lexicon.RuleSignature)
	return true
}

// bylineReach is how many paragraphs from the top a name over a time is the writer's.
const bylineReach = 3

// findTimed takes a line with a name or an account alone, a line with a time under
// it and the words under that, as posts and comments are copied: "Jane Doe",
// "2 May at 19:04", "I was there.".
func (w *work) findTimed(i int, p nlp.Span) bool {
	if i < bylineReach || i+2 >= len(w.paragraphs) || w.below(i) || !w.below(i+1) || !w.below(i+2) || w.taken[i+1] || w.taken[i+2] || p.Len() > longestLabel {
		return false
	}
	name := nameAt(w.d.Text, p.Start, p.End)
	if name.Empty() {
		name = accountAt(w.d.Text, p.Start, p.End)
	}
	if name.Empty() || name.End != p.End || !isTimeLine(w.text(w.paragraphs[i+1])) || !w.addresses(w.paragraphs[i+2]) {
		return false // the scores of a match look the same
	}
	w.taken[i], w.taken[i+1], w.taken[i+2] = true, true, true
	w.groups++
	w.addBlock(block{Span: w.paragraphs[i+2], kind: nlp.Post, rule: lexicon.RuleHeading, speaker: name, group: w.groups})
	return true
}

// isTimeLine says whether a line is a time of day, with a date or without, or how
// long ago something was: "2 May at 19:04", "3 hours ago".
func isTimeLine(line string) bool {
	return isDate(line) && (hasTime(line) || strings.HasSuffix(line, " ago")) && !strings.ContainsAny(line, "?!“\"")
}

// findDated takes a line with a name and a date, or a place, right under a paragraph that
// speaks in the first or the second person, as printed letters end: "Jane Doe,
// 5 May 1951", "Jane Doe, Turin".
func (w *work) findDated(i int, p nlp.Span) bool {
	if i == 0 || w.taken[i-1] || p.Len() > longestDated {
		return false
	}
	above := w.paragraphs[i-1]
	if strings.Count(w.d.Text[above.End:p.Start], "\n") != 1 || !w.addresses(above) {
		return false
	}
	name := nameAt(w.d.Text, p.Start, p.End)
	date, found := strings.CutPrefix(w.d.Text[name.End:p.End], ", ")
	if place, time, timed := strings.Cut(date, ", "); timed && isPlaceName(place) && hasTime(time) {
		date = time // "Jane Doe, Turin, 10.40am", under a comment
	}
	if name.Empty() || !found || !(isDate(date) && !strings.ContainsAny(date, ",:;") || (isPlaceName(date) || isAge(date) && !ends(date)) && w.signs(name, p)) {
		return false
	}
	w.taken[i] = true
	w.addSigned(i, nlp.Span{}, name, lexicon.RuleSignature)
	return true
}

// findSigned takes a block that ends in a dash and a name: with a handle it is
// a post; without, a saying or a letter, which must speak in the first or the
// second person or stand in marks.
func (w *work) findSigned(i int, p nlp.Span) bool {
	dash, name, handled := w.signature(p)
	if name.Empty() {
		return false
	}
	content := trimSpace(w.d.Text, nlp.Span{Start: min(p.Start+bulletLength(w.text(p)), dash), End: dash})
	said := content
	if said.Empty() {
		if i == 0 || w.taken[i-1] {
			return false
		}
		said = w.paragraphs[i-1]
	}
	series := content.Empty() && i > 2 && w.isSignature(i-2) && w.taken[i-2]
	if _, marked := unmarked(w.d.Text, said); !handled && !marked && !series && (!w.addresses(said) || !content.Empty() && w.reports(said)) {
		return false // not addressed to anybody, or the writer's own, who signs an entry of a live blog
	}
	w.taken[i] = true
	kind := nlp.Post
	if _, marked := unmarked(w.d.Text, said); marked && !handled {
		kind = nlp.Direct
	}
	before := len(w.blocks)
	w.addSigned(i, content, name, lexicon.RuleSignature)
	if len(w.blocks) > before {
		w.blocks[before].kind = kind
	}
	return true
}

// findUnnamed takes a letter with a dash under it and what stands in the place of a
// name that the paper does not tell: "— Name and address supplied".
func (w *work) findUnnamed(i int, p nlp.Span) bool {
	size := dashAt(w.d.Text, p.Start, p)
	if size == 0 || i == 0 || w.taken[i-1] || !isWithheld(strings.TrimLeft(w.text(p)[size:], " ")) || !w.addresses(w.paragraphs[i-1]) {
		return false
	}
	w.taken[i-1], w.taken[i] = true, true
	w.groups++
	w.addBlock(block{Span: w.paragraphs[i-1], kind: nlp.Post, rule: lexicon.RuleSignature, role: nameWithheld, group: w.groups})
	return true
}

// findPulled takes a line with a name of several words, and an office at most,
// right under a paragraph that stands in marks as a whole, as press releases and
// pulled quotes have it: "Jane Doe", "Jane Doe, site manager".
func (w *work) findPulled(i int, p nlp.Span) bool {
	if i == 0 || w.taken[i-1] || p.Len() > longestHeading || ends(w.text(p)) || !w.below(i) && !w.isPulledApart(i) {
		return false
	}
	name := nameAt(w.d.Text, p.Start, p.End)
	office, behind := strings.CutPrefix(w.d.Text[name.End:p.End], ", ")
	if !strings.Contains(w.text(name), " ") || name.End < p.End && !behind || strings.ContainsAny(office, "“”\"?!:") {
		return false
	}
	if _, marked := unmarked(w.d.Text, w.paragraphs[i-1]); !marked {
		return false
	}
	w.taken[i] = true
	before := len(w.blocks)
	w.addSigned(i, nlp.Span{}, name, lexicon.RuleSignature)
	for k := before; k < len(w.blocks); k++ {
		w.blocks[k].kind = nlp.Direct
	}
	return true
}

// isPulledApart says whether paragraph i is a line with a name and an office, an empty line below
// what it signs, and no heading of words in marks under it.
func (w *work) isPulledApart(i int) bool {
	if i < 2 || !w.signatory(w.paragraphs[i]) || w.signatory(w.paragraphs[i-2]) || w.below(i-1) {
		return false
	}
	if i+1 == len(w.paragraphs) {
		return true
	}
	_, marked := unmarked(w.d.Text, w.paragraphs[i+1])
	return !marked || i+2 < len(w.paragraphs) && w.signatory(w.paragraphs[i+2])
}

// signature finds a dash with a name behind it at the end of a paragraph.
func (w *work) signature(p nlp.Span) (dash int, name nlp.Span, handled bool) {
	text := w.d.Text
	for i := max(p.Start, p.End-longestSignature); i < p.End; i++ {
		size := dashAt(text, i, p)
		if size == 0 {
			continue
		}
		after := i + size
		for after < p.End && text[after] == ' ' {
			after++
		}
		name := w.signer(after, p.End)
		if name.Empty() && after < p.End && text[after] == '@' {
			if handle := handleAt(text, after, p.End); handle.End == p.End || onNetwork(text[handle.End:p.End]) {
				return i, handle, true
			}
		}
		if name.Empty() {
			continue
		}
		rest := strings.TrimLeft(text[name.End:p.End], " ")
		if strings.HasPrefix(rest, "(@") || strings.HasPrefix(rest, "@") || onNetwork(text[name.End:p.End]) {
			return i, name, true
		}
		if i == p.Start && byline(text[name.Start:name.End]) {
			continue
		}
		if rest == "" || isDate(rest) || strings.HasPrefix(rest, ", ") && !strings.ContainsAny(rest, ".!?”\"") {
			return i, name, false
		}
	}
	return 0, nlp.Span{}, false
}

// longestTrade is how many words in small letters a signature has before its name.
const longestTrade = 4

// signer reads the name in a signature, behind an office or a trade whose words have
// small letters: "Retired pilot Ana Ruiz".
func (w *work) signer(i, end int) nlp.Span {
	name := nameAt(w.d.Text, i, end)
	at, trade := name.End, false
	for range longestTrade {
		rest := strings.TrimPrefix(w.d.Text[at:end], " ")
		word, _, _ := strings.Cut(rest, " ")
		if r, _ := utf8.DecodeRuneInString(word); !unicode.IsLower(r) || strings.ContainsAny(word, ",.;:") {
			break
		}
		trade = trade || lexicon.Lookup(word).Is(lexicon.Role)
		at = end - len(rest) + len(word)
		if person := nameAt(w.d.Text, min(at+1, end), end); trade && strings.Contains(w.text(person), " ") {
			return person
		}
	}
	return name
}

// dashAt gives the length of a dash that begins at i and stands at the
// paragraph's beginning, after white space or after a closing mark.
func dashAt(text string, i int, p nlp.Span) int {
	size := 0
	for _, d := range [...]string{"—", "–", "―", "--", "-", "~"} {
		if strings.HasPrefix(text[i:p.End], d) {
			size = len(d)
			break
		}
	}
	if size == 0 || i == p.Start {
		return size
	}
	r, _ := utf8.DecodeLastRuneInString(text[p.Start:i])
	if isSpace(r) || isMark(r) || size > 1 && isClosing(r) {
		return size
	}
	return 0
}

// byline says whether a dash is followed by who wrote, not by who spoke.
func byline(name string) bool {
	return strings.HasPrefix(name, "By ") || strings.HasPrefix(name, "With ") || strings.ToUpper(name) == name && !strings.Contains(name, " ")
}

// addresses says whether a block speaks in the first or second person.
func (w *work) addresses(s nlp.Span) bool {
	first, last := w.tokensOf(s)
	for t := first; t < last; t++ {
		if p := lexicon.Lookup(w.token(t)); p.Case != lexicon.NoCase && (p.Person == 1 || p.Person == 2) {
			return true
		}
	}
	return false
}

// handleAt gives the handle that begins with the @ at i.
func handleAt(text string, i, end int) nlp.Span {
	account := accountAt(text, i+1, end)
	if account.Empty() {
		return nlp.Span{}
	}
	return nlp.Span{Start: i, End: account.End}
}

// accountAt gives the name of an account on a network that begins at i: letters
// without accents, digits, underscores and full stops.
func accountAt(text string, i, end int) nlp.Span {
	j := i
	for j < end && (text[j] == '_' || text[j] == '.' || text[j] < utf8.RuneSelf && isWord(rune(text[j]))) {
		j++
	}
	for j > i && text[j-1] == '.' {
		j--
	}
	return nlp.Span{Start: i, End: j}
}

// nameAt reads a name at i: one to six words that begin with capitals, the
// small words of names between them.
func nameAt(text string, i, end int) nlp.Span {
	name := nlp.Span{Start: i, End: i}
	for words := 0; words < 6 && i < end; words++ {
		j := i
		for j < end && !strings.ContainsRune(" \n\t,;:()@·|*", rune(text[j])) && !strings.HasPrefix(text[j:end], "·") {
			j++
		}
		r, _ := utf8.DecodeRuneInString(text[i:end])
		if j == i || !unicode.IsUpper(r) && !(words > 0 && smallName(text[i:j])) {
			break
		}
		if words > 0 && isMonth(text[i:j]) {
			break
		}
		if unicode.IsUpper(r) {
			name.End = j
		}
		if j >= end || text[j] != ' ' {
			break
		}
		i = j + 1
	}
	return name
}

func smallName(w string) bool {
	switch w {
	case "de", "da", "di", "du", "la", "le", "les", "van", "von", "der", "den", "al", "bin", "ibn", "of", "the", "and", "el", "del", "dos", "for",
		"am", "im", "an", "zu", "und", "y", "e", "et", "af", "av", "ter", "ten":
		return true
	}
	return false
}

func isMonth(w string) bool {
	if len(w) < 3 {
		return false
	}
	switch w[:3] {
	case "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec":
		switch strings.TrimRight(w, ".") {
		case "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
			"Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec":
			return true
		}
	}
	return false
}

// isDate says whether a tail is no more than a date, a time, a place on the
// net: it holds a digit and few letters.
func isDate(s string) bool {
	digits, letters := 0, 0
	for _, r := range s {
		switch {
		case unicode.IsDigit(r):
			digits++
		case unicode.IsLetter(r):
			letters++
		}
	}
	return digits > 0 && len(s) < 60 && letters < 36
}
