package quote

import (
	"slices"
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
	w.findMails()
	w.findLetters()
	w.findSignedLetters()
	w.findVoices()
	w.findDialogue()
	w.findLines()
	w.findMarkedLines()
	for i := range w.paragraphs {
		if !w.taken[i] {
			w.findPost(i)
		}
	}
	w.findNamedAbove()
	for i := range w.paragraphs {
		if !w.taken[i] {
			w.findUnderColon(i)
			w.findBehindColon(i)
			w.findUnannounced(i)
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
	w.dropEntries()
	if len(w.turns) < 2 || !w.isTranscript() {
		return
	}
	if w.isHeadline(w.turns[0]) {
		w.turns = w.turns[1:]
	}
	w.addBoldQuestions()
	w.addUnlabelledQuestions()
	for k, t := range w.turns {
		if !w.speaks(t.label) {
			continue
		}
		w.groups++
		w.taken[t.paragraph] = true
		if body := trimSpace(w.d.Text, nlp.Span{Start: t.body, End: w.paragraphs[t.paragraph].End}); !isPlaceholder(w.text(body)) {
			w.addBlock(block{Span: body, kind: nlp.Direct, rule: lexicon.RuleTurn, speaker: t.named, group: w.groups})
		}
		switch {
		case k+1 == len(w.turns):
			w.continueTurn(t, min(len(w.paragraphs), t.paragraph+6))
		case w.turns[k+1].paragraph-t.paragraph <= 6, t.heading && w.turns[k+1].paragraph-t.paragraph <= longestRemarks:
			w.continueTurn(t, w.turns[k+1].paragraph)
		}
	}
}

// addBoldQuestions takes the questions that a conversation with labels at its
// answers sets in bold, without one: "**Why bees?**", "ROE: I was afraid of dogs."
func (w *work) addBoldQuestions() {
	if w.countBoldQuestions() < leastBold {
		return
	}
	next := 0 // the turn that is at i or behind it
	for i := max(w.turns[0].paragraph-1, 0); i < w.turns[len(w.turns)-1].paragraph; i++ {
		for w.turns[next].paragraph < i {
			next++
		}
		p := w.paragraphs[i]
		if !w.bold[i] || !strings.ContainsAny(w.d.Text[p.End-1:p.End], ".?!") || w.turns[next].paragraph == i {
			continue
		}
		w.taken[i] = true
		w.groups++
		w.addBlock(block{Span: p, kind: nlp.Direct, rule: lexicon.RuleTurn, role: interviewer, group: w.groups})
	}
}

// addUnlabelledQuestions takes the questions of a conversation that labels nothing but one
// person's answers: "Why bees?", "ROE: I was afraid of dogs."
func (w *work) addUnlabelledQuestions() {
	questions := 0
	for _, t := range w.turns {
		if w.text(t.label) != w.text(w.turns[0].label) || t.bare || t.heading {
			return
		}
		if w.isUnlabelledQuestion(t.paragraph - 1) {
			questions++
		}
	}
	if questions < leastQuestions || 2*questions < len(w.turns) {
		return
	}
	for _, t := range w.turns {
		if i := t.paragraph - 1; w.isUnlabelledQuestion(i) {
			w.taken[i] = true
			w.groups++
			w.addBlock(block{Span: w.paragraphs[i], kind: nlp.Direct, rule: lexicon.RuleTurn, role: interviewer, group: w.groups})
		}
	}
}

// isUnlabelledQuestion says whether paragraph i is short and ends in a question mark, without
// marks around it.
func (w *work) isUnlabelledQuestion(i int) bool {
	if i < 1 || w.taken[i] || w.labelled(w.paragraphs[i]) {
		return false
	}
	text := w.text(w.paragraphs[i])
	return len(text) <= longestQuestion && strings.HasSuffix(text, "?") && !startsWithMark(text)
}

// dropEntries takes the entries of a list of words away, as stand below an
// interview: their label comes once, and what is behind it begins in small
// letters: "Sail: a cloth for the wind".
func (w *work) dropEntries() {
	times := map[string]int{}
	for _, t := range w.turns {
		times[w.text(t.label)]++
	}
	w.turns = slices.DeleteFunc(w.turns, func(t turn) bool {
		said := strings.TrimLeft(w.d.Text[t.body:w.paragraphs[t.paragraph].End], " \t\n")
		r, _ := utf8.DecodeRuneInString(said)
		return unicode.IsLower(r) && times[w.text(t.label)] == 1
	})
}

// continueTurn adds the paragraphs between two turns to the first, as long as
// they are no stage directions and report nobody themselves.
func (w *work) continueTurn(t turn, until int) {
	for i := t.paragraph + 1; i < until; i++ {
		p := w.paragraphs[i]
		if aside(w.text(p)) || w.actsNow(p) {
			continue
		}
		if w.taken[i] || w.tellsStage(p) {
			return
		}
		p.Start += wayLength(w.text(p))
		below := t.heading && i == t.paragraph+1 // always what is said under it
		if c := w.d.Text[p.Start]; !below && (c == '(' || c == '[' || w.readStage(p, &stage{}) || w.isTopic(p) || w.tells(t, p)) {
			return
		}
		w.taken[i] = true
		w.addBlock(block{Span: p, kind: nlp.Direct, rule: lexicon.RuleTurn, speaker: t.named, group: w.groups})
	}
}

// longestWay is the length in bytes of what stands in brackets before a turn that
// goes on: "(through interpreter):".
const longestWay = 40

// wayLength is the length of the words in brackets by which the records of
// broadcasts tell how somebody goes on speaking: "(voice-over): The bridge …"; 0
// for none.
func wayLength(text string) int {
	end := strings.Index(text[:min(len(text), longestWay)], "): ")
	if text[0] != '(' || end < 0 {
		return 0
	}
	return end + len("): ")
}

// actsNow says whether a paragraph between turns tells, in the present, what one
// of those who speak does there: "She gets up and opens the window."
func (w *work) actsNow(p nlp.Span) bool {
	first, last := w.tokensOf(p)
	if last-first < 2 || w.token(first) != "She" && w.token(first) != "He" || w.addresses(p) {
		return false
	}
	switch w.token(first + 1) {
	case "gets", "laughs", "smiles", "grins", "pauses", "nods", "shrugs", "sighs", "looks", "leans", "points", "shakes", "stands", "sits", "walks", "turns", "pours",
		"picks", "takes", "opens", "closes", "puts", "reaches", "reads", "quotes", "shows", "holds", "starts", "begins", "sips", "stops", "thinks", "considers", "hesitates", "raises", "lowers", "bends", "goes", "comes", "leaves", "returns":
		return true
	}
	return false
}

// tells says whether a paragraph behind a turn is the writer's: it reports
// somebody, or, behind the last turn, speaks to nobody. Between two turns whoever
// says "I" goes on speaking, and may report others.
func (w *work) tells(t turn, p nlp.Span) bool {
	if w.isLast(t) {
		return w.reports(p) || !w.addresses(p)
	}
	return w.reports(p) && !w.saysIUnmarked(p)
}

// leastTopic is how long a heading of one word is at least, in bytes.
const leastTopic = 8

// isTopic says whether a paragraph is a heading in capitals, or with a number before
// it, or has digits alone, as a time to the second.
func (w *work) isTopic(p nlp.Span) bool {
	text := w.text(p)
	if n := bulletLength(text); n > 0 && isDigit(text[0]) && len(text) <= longestHeading && !strings.ContainsAny(text[len(text)-1:], ".!?:") {
		return true // "2. The captain"
	}
	return len(text) <= longestHeading && strings.ToUpper(text) == text && (strings.Contains(text, " ") || len(text) >= leastTopic) && !strings.ContainsAny(text[len(text)-1:], ".!?:")
}

// tellsStage says whether a paragraph between turns tells, in a writer's words,
// who gives evidence next or what the house does.
func (w *work) tellsStage(p nlp.Span) bool {
	lower := strings.ToLower(w.text(p))
	for _, stage := range [...]string{"examined by", "questioned by", "next witness", "next to testify", "was sworn", "was called", "took the stand", "was recalled", "adjourned", "resumed at", "withdrew", "the court then", "the court heard", "the chair invited", "the committee then"} {
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
	label := w.lastName(t)
	for _, other := range w.turns[1:] {
		if last := w.lastName(other); last == label || strings.HasSuffix(label, " "+last) {
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
		if w.words[t].place == opening || w.words[t].verb == hashSay && w.words[t].shaped == lexicon.PastForm {
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
	if label, body, ok := recorded(w.d.Text, rest); ok && n == 0 {
		return turn{label: label, body: body}, true
	}
	if label, body, ok := w.chorus(rest); ok {
		return turn{label: label, body: body}, true
	}
	if label, body, ok := w.questionTo(rest); ok {
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
// upper case or as names are written, a role in brackets, and a colon. A label
// in upper case may stand alone above the words.
func turnLabel(text string, p nlp.Span) (label nlp.Span, body int, ok bool) {
	head := text[p.Start:min(p.End, p.Start+longestLabel)]
	colon := strings.IndexByte(head, ':')
	if colon < 1 {
		return label, 0, false
	}
	if p.Start+colon+1 == p.End {
		if head != strings.ToUpper(head) {
			return label, 0, false
		}
	} else if c := text[p.Start+colon+1]; c != ' ' && c != '\n' && c != '\t' && !strings.HasPrefix(text[p.Start+colon+1:p.End], "** ") {
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
	words := p.Start + len(unnumbered(head[:end]))
	if nameAt(text, name.Start, words).End != words || notSpeaker(head[:end]) {
		return label, 0, false
	}
	body = p.Start + colon + 1
	return name, body + len(text[body:p.End]) - len(strings.TrimPrefix(text[body:p.End], "**")), true
}

// unnumbered leaves out the number of one of several whom a record doesn't name:
// "UNIDENTIFIED WOMAN #2".
func unnumbered(label string) string {
	if rest, numbered := strings.CutSuffix(strings.TrimRight(label, "0123456789"), " #"); numbered {
		return rest
	}
	return label
}

// notSpeaker lists labels that head facts and links in news.
func notSpeaker(label string) bool {
	switch strings.ToLower(label) {
	case "update", "updated", "photo", "photos", "picture", "image", "video", "watch", "note", "notes", "editor's note", "editor’s note", "read more",
		"read", "related", "see also", "source", "sources", "correction", "clarification", "location", "date", "time", "when", "where", "what", "who", "why", "how",
		"price", "address", "phone", "email", "contact", "contacts", "media contact", "tickets", "website", "summary", "background", "breaking", "live", "more", "also",
		"transcript", "interview", "q&a", "opinion", "review", "analysis", "exclusive", "feature", "profile", "obituary", "letters", "podcast", "episode", "listen",
		"key points", "presenter's note", "published", "by", "file", "credit", "caption", "photo caption", "box", "factbox", "fact box", "sidebar", "infobox", "inset", "headline", "standfirst", "subhead", "pull quote", "at a glance", "timeline", "by the numbers", "in brief", "tags", "category", "topics", "example", "warning", "disclaimer", "witnesses", "members present", "present", "participants", "attendees", "in attendance", "counsel", "panel", "speakers", "subject", "to", "from", "re", "cc":
		return true
	}
	return false
}

// isTranscript says whether the turns are a conversation: questions and
// somebody's answers, or a speaker who comes back, who may have lost the first name by
// then: "ANA RUIZ:", "Ruiz:".
func (w *work) isTranscript() bool {
	seen, ends := map[string]bool{}, map[string]bool{}
	for _, t := range w.turns {
		label := w.lastName(t)
		if seen[label] || ends[label] {
			return true
		}
		seen[label] = true
		if last := strings.LastIndexByte(label, ' '); last > 0 {
			ends[label[last+1:]] = true
		}
	}
	return seen["q"] && len(seen) > 1
}

// lastName gives a turn's label in lower case; of one in upper case, which is the
// way of transcripts, the last word.
func (w *work) lastName(t turn) string {
	label := strings.ToLower(w.text(t.label))
	if w.text(t.label) == strings.ToUpper(label) {
		label = label[strings.LastIndexByte(label, ' ')+1:]
	}
	return label
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
	var present nlp.Span
	if !ok && !item && (w.announces(p) || w.addresses(w.paragraphs[i+1])) && !w.writerSaysI(i) {
		present = w.personIntroduced(p)
		ok = !present.Empty()
	}
	letter := !item && strings.HasPrefix(w.text(w.paragraphs[i+1]), "Dear ")
	if !ok && !letter || startsWithMark(w.text(w.paragraphs[i+1])) || w.listsFacts(i+1) {
		return
	}
	if !item && !w.announces(p) && !w.addresses(w.paragraphs[i+1]) && !w.tellsAtEnd(p) {
		return
	}
	sender, rule := w.sender(p), lexicon.RuleColon
	if sender.Empty() {
		sender = present
	}
	if sender.Empty() {
		sender = w.senderOfIt(p)
	}
	if !sender.Empty() {
		rule = lexicon.RuleHeading
	}
	w.groups++
	for j := i + 1; j < len(w.paragraphs) && !w.taken[j] && j <= i+40; j++ {
		text := w.text(w.paragraphs[j])
		if startsWithMark(text[bulletLength(text):]) || isLabelled(text) || item != listItem(text) || j > i+1 && !item && !w.goesOnUnderColon(i, j) {
			return
		}
		w.taken[j] = true
		content := w.paragraphs[j]
		if item {
			content.Start += bulletLength(text)
		}
		w.addBlock(block{Span: content, kind: nlp.Post, rule: rule, speaker: sender, cue: cue, group: w.groups})
	}
}

// findUnannounced takes a paragraph without marks below one whose last sentence tells that
// somebody posted or sent something, but announces it with no colon: it speaks as "I" or "we" and
// reports nobody, as nothing else in the article does, whose writer never says "I" or "you".
func (w *work) findUnannounced(i int) {
	p, j := w.paragraphs[i], i+1
	if i == 0 || j >= len(w.paragraphs) || w.taken[j] || w.below(j) || !ends(w.text(p)) || w.d.Text[p.End-1] == ':' {
		return
	}
	below := w.paragraphs[j]
	if !w.posts(p) || !w.hasUnmarked(below, w.isFirstPerson) || w.reports(below) || w.isHeading(j) || startsWithMark(w.text(below)) || listItem(w.text(below)) || w.hasMarks(below) {
		return
	}
	for k := max(0, i-writerReach); k < min(len(w.paragraphs), i+writerReach); k++ {
		if k != j && !w.taken[k] && w.hasUnmarked(w.paragraphs[k], w.isToSomebody) {
			return
		}
	}
	w.taken[j] = true
	w.groups++
	_, last := w.tokensOf(p)
	cue := w.reportingIn(w.d.Sentences[w.d.Tokens[last-1].Sentence].Span)
	w.addBlock(block{Span: below, kind: nlp.Post, rule: lexicon.RuleColon, cue: cue, group: w.groups})
}

// isToSomebody says whether a token is a pronoun of the first or the second person.
func (w *work) isToSomebody(t int) bool {
	k := lexicon.Lookup(w.token(t))
	return k.Case != lexicon.NoCase && (k.Person == 1 || k.Person == 2)
}

// hasMarks says whether words in marks stand in a paragraph.
func (w *work) hasMarks(p nlp.Span) bool {
	first, last := w.tokensOf(p)
	for t := first; t < last; t++ {
		if w.words[t].place == opening {
			return true
		}
	}
	return false
}

// posts says whether the last sentence of a paragraph, which has no words in marks, tells that
// somebody announces or writes something on a network, or of a post or a text message.
func (w *work) posts(p nlp.Span) bool {
	first, last := w.tokensOf(p)
	if last == first {
		return false
	}
	s := w.d.Sentences[w.d.Tokens[last-1].Sentence]
	reported := !w.reportingIn(s.Span).Empty()
	for t := max(first, s.First); t < last; t++ {
		if w.words[t].place != outside {
			return false
		}
		if w.onNetwork(t) && reported || lexicon.IsNetwork(w.token(t)) && t+1 < last && w.token(t+1) == "post" {
			return true
		}
		if w.token(t) == "text" && t+1 < last && w.token(t+1) == "message" {
			return true
		}
	}
	return false
}

// isLabelled says whether a paragraph has words in marks behind a label of its own, up to its
// end: "• Ana Ruiz: “It is dark.”" Who announces such a list does not speak them.
func isLabelled(text string) bool {
	label, said, found := strings.Cut(text, ": ")
	last, _ := utf8.DecodeLastRuneInString(text)
	return found && len(label) <= longestStage && startsWithMark(said) && isMark(last)
}

// listsFacts says whether two paragraphs from the i-th on begin with labels, as entries of a
// list do: "Friday: Doors open at six."
func (w *work) listsFacts(i int) bool {
	for k := i; k < i+2; k++ {
		if k >= len(w.paragraphs) {
			return false
		}
		p := w.paragraphs[k]
		name := nameAt(w.d.Text, p.Start, p.End)
		if name.Empty() || !strings.HasPrefix(w.d.Text[name.End:p.End], ": ") {
			return false
		}
	}
	return true
}

// tellsAtEnd says whether a verb of saying stands right before the colon that ends a
// paragraph: "Ruiz replied:", but not "What the report says:".
func (w *work) tellsAtEnd(p nlp.Span) bool {
	_, last := w.tokensOf(p)
	verb := last - 2
	return verb > 0 && w.words[verb].class == lexicon.ReportCue && w.words[verb].shaped != lexicon.ThirdForm && !w.noun(verb)
}

// personIntroduced gives whom the last sentence of a paragraph names in full:
// "Our reporter, Ana Ruiz, is at the quay:".
func (w *work) personIntroduced(p nlp.Span) nlp.Span {
	_, last := w.tokensOf(p)
	s := w.d.Sentences[w.d.Tokens[last-1].Sentence]
	name := w.personIn(s.Start, s.End, longestOffice)
	if w.sees(name.Start) {
		name = w.personIn(name.End, s.End, longestOffice)
	}
	if strings.Contains(w.text(name), " ") {
		return name
	}
	return nlp.Span{}
}

// sees says whether a paper that has seen a document is named at a byte: "seen by the Courier".
func (w *work) sees(at int) bool {
	before := strings.TrimRight(strings.TrimSuffix(w.d.Text[max(0, at-longestLabel):at], "the "), " “‘\"")
	return strings.HasSuffix(before, " seen by") || strings.HasSuffix(before, " obtained by") || strings.HasSuffix(before, " shared with") || strings.HasSuffix(before, " sent to")
}

// writerReach is how many paragraphs back it is looked for whether the writer says
// "I" or "we".
const writerReach = 40

// writerSays says whether a paragraph up to the i-th has a token of a kind outside
// marks and layouts.
func (w *work) writerSays(i int, is func(token int) bool) bool {
	for k := max(0, i-writerReach); k <= i; k++ {
		if !w.taken[k] && w.hasUnmarked(w.paragraphs[k], is) {
			return true
		}
	}
	return false
}

// writerSaysI says whether the writer says "I", and not only "our reporter".
func (w *work) writerSaysI(i int) bool {
	return w.writerSays(i, func(t int) bool {
		word := w.token(t)
		return word == "I" || word == "me" || word == "my" || word == "My"
	})
}

// writerSaysWe says whether the writer speaks in the first person, as columns and
// newsletters do.
func (w *work) writerSaysWe(i int) bool { return w.writerSays(i, w.isFirstPerson) }

// isFirstPerson says whether a token is a pronoun of the first person.
func (w *work) isFirstPerson(t int) bool {
	k := lexicon.Lookup(w.token(t))
	return k.Case != lexicon.NoCase && k.Person == 1
}

// goesOnUnderColon says whether paragraph j belongs to the words below paragraph
// i that its colon announced: their speaker goes on as "I" or "we", whomever the
// paragraph quotes, where the writer never does, or speaks to somebody, or signs
// below it.
func (w *work) goesOnUnderColon(i, j int) bool {
	p := w.paragraphs[j]
	if w.visits(p) {
		return false
	}
	if w.reports(p) {
		return w.hasUnmarked(p, w.isFirstPerson) && !w.writerSaysWe(i)
	}
	return w.addresses(p) || w.signedBelow(j)
}

// visits says whether a paragraph tells what the paper's own reporter does: "When our
// correspondent came", "I asked her whether she had answered."
func (w *work) visits(p nlp.Span) bool {
	first, last := w.tokensOf(p)
	for t := first; t+1 < last; t++ {
		if w.words[t].place != outside {
			continue
		}
		switch word := w.token(t + 1); strings.ToLower(w.token(t)) {
		case "our":
			if word == "correspondent" || word == "reporter" || word == "reporters" {
				return true
			}
		case "i":
			if t == first && (word == "asked" || word == "called" || word == "phoned" || word == "rang" || word == "visited") {
				return true
			}
		}
	}
	return false
}

// sender gives the name or the handle behind "from" in a paragraph that
// announces words, where nobody but who wrote them can stand: "In full, from
// the Ruiz Group:", "The answer, from @anaruiz, came at once:".
func (w *work) sender(p nlp.Span) nlp.Span {
	const from = " from "
	text := w.text(p)
	at := strings.LastIndex(text, from)
	if at < 0 {
		return nlp.Span{}
	}
	begin := p.Start + at + len(from)
	if w.d.Text[begin] == '@' {
		return handleAt(w.d.Text, begin, p.End)
	}
	if !strings.HasPrefix(strings.ToLower(text), "in full,") {
		return nlp.Span{}
	}
	begin += len(w.d.Text[begin:p.End]) - len(strings.TrimPrefix(w.d.Text[begin:p.End], "the "))
	return nameAt(w.d.Text, begin, p.End)
}

// senderOfIt gives who a letter or the like is from, where "It" begins the sentence that
// announces its words: "A letter from Ana Ruiz was read out. It ran:".
func (w *work) senderOfIt(p nlp.Span) nlp.Span {
	first, last := w.tokensOf(p)
	s := w.d.Sentences[w.d.Tokens[last-1].Sentence]
	if w.token(s.First) != "It" || s.First == first {
		return nlp.Span{}
	}
	above := w.d.Sentences[w.d.Tokens[s.First-1].Sentence]
	for t := max(first, above.First) + 1; t+1 < above.Last; t++ {
		if w.token(t) == "from" && lexicon.Lookup(w.token(t-1)).Is(lexicon.Record) {
			return w.personIn(w.d.Tokens[t+1].Start, above.End, longestOffice)
		}
	}
	return nlp.Span{}
}

// leastStatement is the length in tokens from which words behind a colon are a
// statement, and not the words on a sign.
const leastStatement = 8

// findBehindColon takes words without marks behind a colon, up to the end of
// their paragraph, where the clause before it announces them in full: "The club
// issued the following statement: We love our fans. …".
func (w *work) findBehindColon(i int) {
	p := w.paragraphs[i]
	at := strings.Index(w.text(p), ": ")
	if i == 0 || at < 0 {
		return
	}
	clause := nlp.Span{Start: p.Start, End: p.Start + at + 1}
	said := nlp.Span{Start: clause.End + 1, End: p.End}
	if r, _ := utf8.DecodeRuneInString(w.text(said)); !unicode.IsUpper(r) || startsWithMark(w.text(said)) {
		return
	}
	cue, ok := w.cueBeforeColon(clause, false)
	if !ok || !w.givesInFull(clause) && w.text(cue) != "stated" && !(w.postsOn(clause) && w.hasUnmarked(said, w.isFirstPerson) && !w.writerSaysI(i-1)) || !strings.ContainsAny(w.d.Text[p.End-1:p.End], ".!?)") {
		return
	}
	if first, last := w.tokensOf(said); last-first < leastStatement {
		return
	}
	w.groups++
	w.addBlock(block{Span: said, kind: nlp.Post, rule: lexicon.RuleColon, cue: cue, group: w.groups})
}

// postsOn says whether a clause up to its colon tells of a post on a network, or with a handle:
// "Ana Ruiz wrote on Instagram:", "@anaruiz wrote:".
func (w *work) postsOn(clause nlp.Span) bool {
	first, last := w.tokensOf(clause)
	if last == first {
		return false
	}
	for t := max(first, w.d.Sentences[w.d.Tokens[last-1].Sentence].First); t < last; t++ {
		if w.words[t].place != outside {
			return false
		}
		if w.onNetwork(t) || w.d.Text[w.d.Tokens[t].Start] == '@' || w.words[t].verb == hashTweet {
			return true
		}
	}
	return false
}

// givesInFull says whether a clause promises "the following" or "this" document.
func (w *work) givesInFull(clause nlp.Span) bool {
	first, last := w.tokensOf(clause)
	for t := first + 1; t < last; t++ {
		switch before := strings.ToLower(w.token(t - 1)); strings.ToLower(w.token(t)) {
		case "statement", "letter", "message", "note", "email", "e-mail", "memo":
			if before == "following" || before == "this" || before == "full" {
				return true
			}
		}
	}
	return false
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
		if w.onNetwork(t) {
			return true
		}
		switch strings.ToLower(w.token(t)) {
		case "posted", "tweeted", "wrote", "writes", "posts", "tweets", "read", "reads", "full", "facebook", "twitter", "instagram", "telegram", "x", "post", "tweet",
			"posting", "reposted", "reposting", "retweeted", "retweeting", "tweeting", "sharing", "commented", "captioned":
			return true
		case "statement", "letter", "message", "note", "email", "e-mail", "memo", "text", "caption":
			return true
		}
	}
	return false
}

// announceReach is how many tokens before a colon a reporting word is looked for.
const announceReach = 40

// cueBeforeColon finds the last reporting verb, or noun for a record, or "in
// full", of the paragraph's last sentence.
func (w *work) cueBeforeColon(p nlp.Span, item bool) (nlp.Span, bool) {
	first, last := w.tokensOf(p)
	for t := last - 1; t >= first && t > last-announceReach; t-- {
		if w.words[t].class == lexicon.ReportCue && !w.noun(t) && !w.isAttribute(t) || !item && (lexicon.Lookup(w.token(t)).Is(lexicon.Record) || w.isInFull(first, t) || isSpeech(w.token(t)) || w.putsIt(t) || w.isThisAnswer(t)) {
			return w.d.Tokens[t].Span, true
		}
		if strings.ContainsAny(w.token(t), ".!?") && t < last-2 {
			first = t
		}
	}
	for t := last - 1; t >= first && !item; t-- {
		if w.onNetwork(t) {
			return w.d.Tokens[t].Span, true
		}
	}
	return nlp.Span{}, false
}

// isAttribute says whether a verb is a participle behind its noun, which reports nothing:
// "with the spelling corrected in red".
func (w *work) isAttribute(t int) bool {
	return w.d.Tokens[t].Tag == "VBN" && t > 0 && w.d.Tokens[t-1].Tag == "NN" && !lexicon.Lookup(w.token(t-1)).Is(lexicon.Record|lexicon.Role|lexicon.Body)
}

// isThisAnswer says whether a noun for an answer that follows ends with token t: "sent us this
// reply:", "in the following answer:".
func (w *work) isThisAnswer(t int) bool {
	if t == 0 || !isAnswer(w.token(t)) {
		return false
	}
	before := strings.ToLower(w.token(t - 1))
	return before == "this" || before == "following"
}

// putsIt says whether "put it" or "puts it" begins with token t: "The port put it like this:".
func (w *work) putsIt(t int) bool {
	word := w.token(t)
	return (word == "put" || word == "puts") && t+1 < len(w.words) && w.token(t+1) == "it"
}

// isSpeech says whether a word is one for a speech: "From her sermon:".
func isSpeech(word string) bool {
	switch strings.ToLower(word) {
	case "speech", "address", "remarks", "sermon", "homily", "lecture", "eulogy":
		return true
	}
	return false
}

// onNetwork says whether a network stands at token t, where somebody posts
// something: "On its Facebook page the club calmed its members:".
func (w *work) onNetwork(t int) bool {
	if !lexicon.IsNetwork(w.token(t)) {
		return false
	}
	for j := t - 1; j >= max(0, t-2); j-- {
		if before := w.words[j].lower; before == hashOn || before == hashTo {
			return true
		}
	}
	return false
}

// isInFull says whether "in full" ends with token t.
func (w *work) isInFull(first, t int) bool {
	return t > first && w.token(t) == "full" && strings.EqualFold(w.token(t-1), "in")
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
