package quote

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"quoth/nlp"
	"quoth/nlp/lexicon"
)

// A block is speech that the layout sets apart: a post, a turn, a statement
// under a colon. Nothing else is looked for inside it.
type block struct {
	nlp.Span
	kind    nlp.QuotationKind
	rule    nlp.Rule
	speaker nlp.Span
	cue     nlp.Span
	group   int    // the same number for blocks of one statement
	role    string // of a speaker in an interview that names nobody at the turns
	marked  bool   // it stood in quotation marks
	first   int    // tokens [first, last)
	last    int
}

// Limits of layouts, in bytes; what is longer is prose.
const (
	longestLabel     = 60  // "PRESIDENT OF THE CHAMBER:"
	longestSignature = 160 // "Jane Doe (@janedoe) on Facebook, August 13, 2024"
	longestHeading   = 90  // "Jane Doe @janedoe · Aug 13"
)

// readLayout fills w.blocks, in text order, and notes for every token which
// block it is in. Each paragraph belongs to one layout at most.
func (w *work) readLayout() {
	w.taken = append(w.taken[:0], make([]bool, len(w.paragraphs))...)
	w.groups = 0
	w.findTurns()
	w.findAddress()
	w.findInterview()
	w.findLetters()
	w.findVoices()
	w.findDialogue()
	for i := range w.paragraphs {
		if !w.taken[i] {
			w.findPost(i)
		}
	}
	for i := range w.paragraphs {
		if !w.taken[i] {
			w.findUnderColon(i)
		}
	}
	w.placeBlocks()
}

// placeBlocks sorts the blocks and marks their tokens.
func (w *work) placeBlocks() {
	sortBySpan(w.blocks, func(b block) nlp.Span { return b.Span })
	kept := w.blocks[:0]
	for _, b := range w.blocks {
		if len(kept) > 0 && kept[len(kept)-1].Overlaps(b.Span) {
			continue
		}
		b.first, b.last = w.tokensOf(b.Span)
		for t := b.first; t < b.last; t++ {
			w.words[t].block = int32(len(kept))
		}
		kept = append(kept, b)
	}
	w.blocks = kept
}

// addBlock adds a block without the white space and the one pair of marks
// around it.
func (w *work) addBlock(b block) {
	b.Span = trimSpace(w.d.Text, b.Span)
	if b.Empty() {
		return
	}
	if inner, ok := unmarked(w.d.Text, b.Span); ok {
		b.Span, b.marked = inner, true
	}
	w.blocks = append(w.blocks, b)
}

// unmarked takes off the marks where a block stands in marks as a whole.
func unmarked(text string, s nlp.Span) (nlp.Span, bool) {
	first, n := utf8.DecodeRuneInString(text[s.Start:s.End])
	last, m := utf8.DecodeLastRuneInString(text[s.Start:s.End])
	f, ok := familyOf(first)
	g, also := familyOf(last)
	if !ok || !also || f != g || s.Len() <= n+m || f == single || f == typed {
		return s, false
	}
	inner := nlp.Span{Start: s.Start + n, End: s.End - m}
	for _, r := range text[inner.Start:inner.End] {
		if r == first || r == last {
			return s, false
		}
	}
	return inner, true
}

// Posts

// findPost looks for a social-media post or a signed block in paragraph i.
func (w *work) findPost(i int) {
	p := w.paragraphs[i]
	switch {
	case w.findEmbedded(i, p), w.findHandleColon(i, p), w.findHeading(i, p), w.findDated(i, p), w.findSigned(i, p):
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
		if i == 0 || w.taken[i-1] || boilerplate(w.text(w.paragraphs[i-1])) {
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
	rest := strings.Trim(w.d.Text[handle.End:name.End], " )")
	lead := strings.TrimRight(text[:at], " (")
	switch {
	case handle.Empty() || rest != "":
		return false
	case lead == "" || lead == "RT" || lead == "MT":
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
	name := nlp.Span{Start: p.Start, End: p.Start + len(strings.TrimRight(text[:at], " (✔✓·"))}
	switch {
	case handle.Empty() || strings.ContainsAny(text[:at], "—–:,"):
		return false
	case name.Empty():
		name = handle
	case nameAt(w.d.Text, name.Start, name.End) != name:
		return false
	}
	if rest := strings.Trim(w.d.Text[handle.End:p.End], " )"); rest != "" && !isDate(rest) {
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
	w.taken[i], w.taken[i+1] = true, true
	w.groups++
	w.addBlock(block{Span: w.paragraphs[i+1], kind: nlp.Post, rule: lexicon.RuleHeading, speaker: name, group: w.groups})
	return true
}

// signsAbove says whether a line with a name, a handle in brackets and a date
// closes the post above it, as embedded posts read, and does not head the next
// paragraph: nothing announces the next with a colon. A colon over the
// paragraph above announces that one: the line then needs no date.
func (w *work) signsAbove(i int, handle nlp.Span) bool {
	if i == 0 || w.taken[i-1] || w.d.Text[handle.Start-1] != '(' || w.d.Text[w.paragraphs[i-1].End-1] == ':' {
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

// onNetwork says whether what follows a name in a line is the network where
// the name's bearer posted, and a date at most: " on Instagram, July 16".
func onNetwork(rest string) bool {
	for _, link := range [...]string{" on ", " via "} {
		network, ok := strings.CutPrefix(rest, link)
		if !ok {
			continue
		}
		first, _, _ := strings.Cut(strings.TrimRight(network, ","), " ")
		first = strings.TrimRight(first, ",")
		tail := strings.TrimLeft(strings.TrimPrefix(network[len(first):], " Social"), ", ·")
		return lexicon.IsNetwork(first) && (tail == "" || isDate(tail) && !strings.ContainsAny(tail, "?!“\""))
	}
	return false
}

// findDated takes a line with a name and a date, or a place, right under a paragraph that
// speaks in the first or the second person, as printed letters end: "Jane Doe,
// 5 May 1951", "Jane Doe, Turin"; or with a name and a network: "Jane Doe on X, 5 May".
func (w *work) findDated(i int, p nlp.Span) bool {
	if i == 0 || w.taken[i-1] || p.Len() > longestDated {
		return false
	}
	above := w.paragraphs[i-1]
	if strings.Count(w.d.Text[above.End:p.Start], "\n") != 1 || !w.addresses(above) {
		return false
	}
	name := nameAt(w.d.Text, p.Start, p.End)
	if !name.Empty() && onNetwork(w.d.Text[name.End:p.End]) {
		w.taken[i] = true
		w.addSigned(i, nlp.Span{}, name, lexicon.RuleSignature)
		return true
	}
	date, found := strings.CutPrefix(w.d.Text[name.End:p.End], ", ")
	if name.Empty() || !found || !(isDate(date) && !strings.ContainsAny(date, ",:;") || isPlaceName(date) && w.signs(name, p)) {
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
	content := trimSpace(w.d.Text, nlp.Span{Start: p.Start, End: dash})
	said := content
	if said.Empty() {
		if i == 0 || w.taken[i-1] {
			return false
		}
		said = w.paragraphs[i-1]
	}
	if _, marked := unmarked(w.d.Text, said); !handled && !marked && !w.addresses(said) {
		return false
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
		name := nameAt(text, after, p.End)
		if name.Empty() {
			continue
		}
		rest := strings.TrimLeft(text[name.End:p.End], " ")
		if strings.HasPrefix(rest, "(@") || strings.HasPrefix(rest, "@") {
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
	j := i + 1
	for j < end && (text[j] == '_' || text[j] == '.' || text[j] < utf8.RuneSelf && isWord(rune(text[j]))) {
		j++
	}
	for j > i+1 && text[j-1] == '.' {
		j--
	}
	if j == i+1 {
		return nlp.Span{}
	}
	return nlp.Span{Start: i, End: j}
}

// nameAt reads a name at i: one to six words that begin with capitals, the
// small words of names between them.
func nameAt(text string, i, end int) nlp.Span {
	name := nlp.Span{Start: i, End: i}
	for words := 0; words < 6 && i < end; words++ {
		j := i
		for j < end && !strings.ContainsRune(" \n\t,;:()@·|", rune(text[j])) && !strings.HasPrefix(text[j:end], "·") {
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

// Turns

// A turn is a paragraph that begins with a speaker's name and a colon.
type turn struct {
	paragraph int
	label     nlp.Span
	body      int
	bare      bool     // Q or A without a mark behind it
	heading   bool     // a line of its own above the words
	named     nlp.Span // the words that name the speaker: the label, or a heading's
}

// findTurns takes transcripts and interviews. Two turns at least are needed,
// and a label that comes twice, or Q and A: facts in a list ("Date: Monday")
// look the same otherwise.
func (w *work) findTurns() {
	w.turns = w.turns[:0]
	var now stage
	for i, p := range w.paragraphs {
		if w.readStage(p, &now) {
			continue
		}
		if t, ok := w.readTurn(p); ok {
			t.paragraph, t.named = i, w.named(t.label, now)
			w.turns = append(w.turns, t)
		}
	}
	w.dropBare()
	w.dropHeadings()
	if len(w.turns) < 2 || !w.isTranscript() {
		return
	}
	if w.isHeadline(w.turns[0]) {
		w.turns = w.turns[1:]
	}
	for k, t := range w.turns {
		if !w.speaks(t.label) {
			continue
		}
		w.groups++
		w.taken[t.paragraph] = true
		w.addBlock(block{Span: nlp.Span{Start: t.body, End: w.paragraphs[t.paragraph].End}, kind: nlp.Direct,
			rule: lexicon.RuleTurn, speaker: t.named, group: w.groups})
		switch {
		case k+1 == len(w.turns):
			w.continueTurn(t, min(len(w.paragraphs), t.paragraph+6))
		case w.turns[k+1].paragraph-t.paragraph <= 6, t.heading && w.turns[k+1].paragraph-t.paragraph <= longestRemarks:
			w.continueTurn(t, w.turns[k+1].paragraph)
		}
	}
}

// continueTurn adds the paragraphs between two turns to the first, as long as
// they are no stage directions and report nobody themselves.
func (w *work) continueTurn(t turn, until int) {
	for i := t.paragraph + 1; i < until; i++ {
		p := w.paragraphs[i]
		if aside(w.text(p)) {
			continue
		}
		if w.tellsStage(p) {
			return
		}
		below := t.heading && i == t.paragraph+1 // always what is said under it
		if c := w.d.Text[p.Start]; !below && (c == '(' || c == '[' || w.readStage(p, &stage{}) || w.reports(p) || w.isLast(t) && !w.addresses(p)) {
			return
		}
		w.taken[i] = true
		w.addBlock(block{Span: p, kind: nlp.Direct, rule: lexicon.RuleTurn, speaker: t.named, group: w.groups})
	}
}

// tellsStage says whether a paragraph between turns tells, in a writer's words,
// who gives evidence next or what the house does.
func (w *work) tellsStage(p nlp.Span) bool {
	lower := strings.ToLower(w.text(p))
	for _, stage := range [...]string{"examined by", "questioned by", "next witness", "next to testify", "was sworn", "was called", "took the stand", "was recalled", "adjourned", "resumed at", "withdrew"} {
		if strings.Contains(lower, stage) {
			return !w.addresses(p)
		}
	}
	return false
}

// isHeadline says whether what looks like a turn is the headline: "Analysis:
// why the ferry was late" stands at the top, and its label never comes again.
func (w *work) isHeadline(t turn) bool {
	if t.paragraph > 0 || t.heading || t.label.Len() < 2 {
		return false
	}
	for _, other := range w.turns[1:] {
		if w.text(other.label) == w.text(t.label) {
			return false
		}
	}
	return true
}

// isLast says whether a turn is the last: what stands behind it may be the
// writer's again.
func (w *work) isLast(t turn) bool { return t == w.turns[len(w.turns)-1] }

// reports says whether a paragraph holds marks, or a reporting verb after a
// name: the writer's words, not a speaker's.
func (w *work) reports(p nlp.Span) bool {
	first, last := w.tokensOf(p)
	for t := first; t < last; t++ {
		if r, _ := utf8.DecodeRuneInString(w.token(t)); (r == '“' || r == '"') || w.words[t].verb == hashSay && w.words[t].shaped == lexicon.PastForm {
			return true
		}
	}
	return false
}

// readTurn reads the label of a turn, behind the number of its line or question,
// or the time of a message.
func (w *work) readTurn(p nlp.Span) (turn, bool) {
	if n := stamp(w.text(p)); n > 0 {
		if label, body, ok := turnLabel(w.d.Text, nlp.Span{Start: p.Start + n, End: p.End}); ok {
			return turn{label: label, body: body}, true
		}
	}
	n := numbering(w.text(p))
	rest := nlp.Span{Start: p.Start + n, End: p.End}
	if body, bare, ok := lettered(w.text(rest)); ok {
		return turn{label: nlp.Span{Start: rest.Start, End: rest.Start + 1}, body: rest.Start + body, bare: bare}, true
	}
	if label, body, ok := w.officeHolder(rest); ok {
		return turn{label: label, body: body}, true
	}
	if label, body, ok := w.chorus(rest); ok {
		return turn{label: label, body: body}, true
	}
	if label, ok := w.nameLine(p); ok {
		return turn{label: label, body: p.End, heading: true}, true
	}
	question := w.d.Text[p.Start] == 'Q' && n > 0
	if n == 0 || question || w.d.Text[rest.Start-2] == ' ' {
		if label, body, ok := turnLabel(w.d.Text, rest); ok && !w.heads(label) {
			return turn{label: label, body: body}, true
		}
	}
	if question {
		return turn{label: nlp.Span{Start: p.Start, End: p.Start + 1}, body: rest.Start}, true
	}
	return turn{}, false
}

// heads says whether a label is a lone word that heads a list and names nobody:
// "Before: Dame Ana Ruiz, chair", "Also: …".
func (w *work) heads(label nlp.Span) bool {
	first, last := w.tokensOf(label)
	if last-first != 1 {
		return false
	}
	switch w.d.Tokens[first].Tag {
	case "IN", "RB", "CC", "DT", "MD", "WRB", "PRP", "TO":
		return w.words[first].shape != allCapitals
	}
	return false
}

// turnLabel reads the label of a turn: one to five words with capitals, in
// upper case or as names are written, a role in brackets, and a colon.
func turnLabel(text string, p nlp.Span) (label nlp.Span, body int, ok bool) {
	head := text[p.Start:min(p.End, p.Start+longestLabel)]
	colon := strings.IndexByte(head, ':')
	if colon < 1 || p.Start+colon+1 >= p.End {
		return label, 0, false
	}
	if c := text[p.Start+colon+1]; c != ' ' && c != '\n' && c != '\t' {
		return label, 0, false
	}
	end := colon
	if open := strings.IndexByte(head[:colon], '('); open > 0 {
		end = len(strings.TrimRight(head[:open], " "))
	}
	if comma := strings.IndexByte(head[:end], ','); comma > 0 {
		end = comma
	}
	name := nlp.Span{Start: p.Start, End: p.Start + end}
	if nameAt(text, name.Start, name.End) != name || notSpeaker(head[:end]) {
		return label, 0, false
	}
	return name, p.Start + colon + 1, true
}

// notSpeaker lists labels that head facts and links in news.
func notSpeaker(label string) bool {
	switch strings.ToLower(label) {
	case "update", "updated", "photo", "photos", "picture", "image", "video", "watch", "note", "notes", "editor's note", "editor’s note", "read more",
		"read", "related", "see also", "source", "sources", "correction", "clarification", "location", "date", "time", "when", "where", "what", "who", "why", "how",
		"price", "address", "phone", "email", "contact", "contacts", "media contact", "tickets", "website", "summary", "background", "breaking", "live", "more", "also",
		"transcript", "interview", "q&a", "opinion", "review", "analysis", "exclusive", "feature", "profile", "obituary", "letters", "podcast", "episode", "listen",
		"key points", "presenter's note", "published", "by", "file", "credit", "caption", "tags", "category", "topics", "example", "warning", "disclaimer", "witnesses", "members present", "present", "participants", "attendees", "in attendance", "counsel", "panel", "speakers", "subject", "to", "from", "re", "cc":
		return true
	}
	return false
}

// isTranscript says whether the turns are a conversation: questions and
// answers, or a speaker who comes back.
func (w *work) isTranscript() bool {
	seen := map[string]bool{}
	for _, t := range w.turns {
		label := strings.ToLower(w.text(t.label))
		if seen[label] {
			return true
		}
		seen[label] = true
	}
	return seen["q"] && seen["a"]
}

// speaks says whether a label comes from the conversation at all: any does,
// once it is known to be one.
func (w *work) speaks(label nlp.Span) bool { return !label.Empty() }

// Blocks under a colon

// findUnderColon takes the paragraphs under a paragraph that ends in a
// reporting clause and a colon, where they have no marks of their own: "In a
// statement, the club said:". After the first one, a paragraph belongs to the
// block as long as it speaks in the first person, or is an item of the same list.
func (w *work) findUnderColon(i int) {
	p := w.paragraphs[i]
	if i+1 >= len(w.paragraphs) || w.taken[i+1] || w.d.Text[p.End-1] != ':' {
		return
	}
	item := listItem(w.text(w.paragraphs[i+1]))
	cue, ok := w.cueBeforeColon(p, item)
	if !ok || startsWithMark(w.text(w.paragraphs[i+1])) {
		return
	}
	if !item && !w.announces(p) && !w.addresses(w.paragraphs[i+1]) {
		return
	}
	w.groups++
	for j := i + 1; j < len(w.paragraphs) && !w.taken[j] && j <= i+40; j++ {
		text := w.text(w.paragraphs[j])
		if startsWithMark(text) || item != listItem(text) || j > i+1 && !item && (w.reports(w.paragraphs[j]) || !w.addresses(w.paragraphs[j]) && !w.signedBelow(j)) {
			return
		}
		w.taken[j] = true
		content := w.paragraphs[j]
		if item {
			content.Start += bulletLength(text)
		}
		w.addBlock(block{Span: content, kind: nlp.Post, rule: lexicon.RuleColon, cue: cue, group: w.groups})
	}
}

// signedBelow says whether a line with a name and an office signs paragraph i:
// "Ana Ruiz, secretary general" under the last words of a statement.
func (w *work) signedBelow(i int) bool {
	if i+1 >= len(w.paragraphs) || w.signatory(w.paragraphs[i]) {
		return false
	}
	return w.signatory(w.paragraphs[i+1])
}

// signatory says whether a paragraph is a short line of a name and an office.
func (w *work) signatory(p nlp.Span) bool {
	name := nameAt(w.d.Text, p.Start, p.End)
	rest := w.d.Text[name.End:p.End]
	return p.Len() <= longestHeading && strings.Contains(w.text(name), " ") && strings.HasPrefix(rest, ", ") && !strings.ContainsAny(rest, ".!?:“\"")
}

// noun says whether the tags take a reporting verb for a noun: "three rules".
func (w *work) noun(t int) bool {
	tag := w.d.Tokens[t].Tag
	return tag != "" && tag[0] == 'N'
}

// announces says whether a paragraph that ends in a colon promises words in
// full: a word for posting or for a document stands in its last sentence.
func (w *work) announces(p nlp.Span) bool {
	first, last := w.tokensOf(p)
	first = max(first, w.d.Sentences[w.d.Tokens[last-1].Sentence].First)
	for t := last - 1; t >= first; t-- {
		switch strings.ToLower(w.token(t)) {
		case "posted", "tweeted", "wrote", "writes", "posts", "tweets", "read", "reads", "full", "facebook", "twitter", "instagram", "telegram", "x", "post", "tweet":
			return true
		case "statement", "letter", "message", "note", "email", "e-mail", "memo", "text", "caption":
			return true
		}
	}
	return false
}

// cueBeforeColon finds the last reporting verb, or noun for a record, of the
// paragraph's last sentence.
func (w *work) cueBeforeColon(p nlp.Span, item bool) (nlp.Span, bool) {
	first, last := w.tokensOf(p)
	for t := last - 1; t >= first && t > last-20; t-- {
		if w.words[t].class == lexicon.ReportCue && !w.noun(t) || !item && lexicon.Lookup(w.token(t)).Is(lexicon.Record) {
			return w.d.Tokens[t].Span, true
		}
		if strings.ContainsAny(w.token(t), ".!?") && t < last-2 {
			break
		}
	}
	return nlp.Span{}, false
}

func startsWithMark(s string) bool {
	r, n := utf8.DecodeRuneInString(s)
	return isMark(r) && !(n < len(s) && r == '\'' && clipped(s[n:]))
}

// listItem says whether a paragraph is an item of a list.
func listItem(s string) bool { return bulletLength(s) > 0 }

// bulletLength is the length of the bullet or number that begins an item.
func bulletLength(s string) int {
	for _, b := range [...]string{"• ", "* ", "- ", "– ", "— ", "· ", "▪ ", "◦ "} {
		if strings.HasPrefix(s, b) {
			return len(b)
		}
	}
	n := 0
	for n < len(s) && n < 3 && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	if n > 0 && n+1 < len(s) && (s[n] == '.' || s[n] == ')') && s[n+1] == ' ' {
		return n + 2
	}
	return 0
}
