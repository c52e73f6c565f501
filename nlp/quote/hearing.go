package quote

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"quoth/nlp"
	"quoth/nlp/lexicon"
)

// longestStage is the length in bytes of a heading in the record of a hearing:
// "Cross-examination by MR JONAS VALE KC (for the second defendant)".
const longestStage = 140

// A stage is who speaks under Q. and A. in a part of a hearing's record; both
// are empty before the first heading.
type stage struct{ examiner, witness nlp.Span }

// readStage takes a heading of a hearing's record: who examines from here on, or
// who gives evidence. It says whether the paragraph is such a heading, which
// nobody says.
func (w *work) readStage(p nlp.Span, s *stage) bool {
	if p.Len() > longestStage {
		return false
	}
	lower := strings.ToLower(w.text(p))
	if at := examinerAt(lower); at > 0 {
		if name := w.titledName(p.Start+at, p.End); !name.Empty() {
			s.examiner = name
			return true
		}
	}
	for _, oath := range [...]string{"sworn", "affirmed", "recalled", "called"} {
		at := strings.LastIndex(lower, oath)
		if at <= 0 || !strings.ContainsAny(lower[at-1:at], "( ,") || strings.ContainsAny(lower[:at], ".!?:“\"") && !titleDot(lower[:at]) {
			continue
		}
		begin := p.Start + len(w.text(p)) - len(strings.TrimLeft(w.text(p), "<> "))
		name := w.titledName(begin, p.Start+at)
		if rest := strings.Trim(w.d.Text[max(name.End, begin):p.Start+at], " ,(-–—"); !name.Empty() && (rest == "" || strings.HasPrefix(rest, "re")) {
			s.witness = name
			return true
		}
	}
	return false
}

// examinerAt gives where the name of who examines begins in a heading in lower
// case: behind "examination by", "questions from", or the "by" that opens the
// line "BY MS. VALE:" of American depositions; 0 for no such heading.
func examinerAt(lower string) int {
	for _, opening := range [...]string{"examination by ", "examination in chief by ", "examination-in-chief by ", "examined by ", "questioned by ", "questions by ", "questions from "} {
		at := strings.Index(lower, opening)
		if at >= 0 && at <= len("<further cross-") && !strings.ContainsAny(lower[:at], ".!?“\"") {
			return at + len(opening)
		}
	}
	if strings.HasPrefix(lower, "by m") && strings.HasSuffix(lower, ":") {
		return len("by ")
	}
	return 0
}

// titleDot says whether a text's only full stops are those of titles and initials.
func titleDot(lower string) bool {
	for _, word := range strings.Fields(lower) {
		if strings.ContainsAny(word, "!?:“\"") || strings.HasSuffix(word, ".") && utf8.RuneCountInString(word) > len("mrs.") {
			return false
		}
	}
	return true
}

// titledName reads a name with its title, without the letters of an office
// behind it: "MR TAIT KC".
func (w *work) titledName(i, end int) nlp.Span {
	name := nameAt(w.d.Text, i, end)
	for _, office := range [...]string{" KC", " QC", " SC", " K.C.", " Q.C.", " ESQ.", " Esq."} {
		name.End = name.Start + len(strings.TrimSuffix(w.text(name), office))
	}
	name.End = name.Start + len(strings.TrimRight(w.text(name), ":"))
	return name
}

// named gives the words that name the speaker of a turn: of Q and A under a
// heading those in the heading, else the label.
func (w *work) named(label nlp.Span, s stage) nlp.Span {
	switch strings.ToLower(w.text(label)) {
	case "q", "question":
		if !s.examiner.Empty() {
			return s.examiner
		}
	case "a", "answer", "the witness", "witness", "the deponent":
		if !s.witness.Empty() {
			return s.witness
		}
	}
	return label
}

// aside says whether a paragraph stands in brackets as a whole, as stage
// directions do: "(The witness withdrew)".
func aside(text string) bool {
	return isPlaceholder(text) || text[0] == '(' && strings.IndexByte(text, ')') == len(text)-1 || text[0] == '[' && strings.IndexByte(text, ']') >= len(text)-2
}

// isPlaceholder says whether a text is what a chat has in place of a picture:
// "<Media omitted>".
func isPlaceholder(text string) bool {
	return strings.HasPrefix(text, "<") && strings.IndexByte(text, '>') == len(text)-1
}

// numbering is the length of the number of a line or a question that stands
// before a turn's label: "14   A.", "Q14 Chair:".
func numbering(head string) int {
	n := 0
	if head[0] == 'Q' {
		n = 1
	}
	begin := n
	for n < len(head) && n < begin+4 && head[n] >= '0' && head[n] <= '9' {
		n++
	}
	if n == begin {
		return 0
	}
	if n < len(head) && head[n] == '.' {
		n++
	}
	spaces := n
	for n < len(head) && (head[n] == ' ' || head[n] == '\t') {
		n++
	}
	if n == spaces || n == len(head) {
		return 0
	}
	return n
}

// lettered reads the label Q or A, with a mark behind it or, bare, with white
// space alone: "Q. Was it dark?", "Q    Was it dark?".
func lettered(head string) (body int, bare, ok bool) {
	if len(head) < 3 || head[0] != 'Q' && head[0] != 'A' {
		return 0, false, false
	}
	n := 1
	for n < len(head) && isDigit(head[n]) {
		n++ // "Q1:"
	}
	if n+1 < len(head) && (head[n] == '.' || head[n] == ':') && strings.ContainsAny(strings.TrimPrefix(head[n+1:], "**")[:1], " \t") {
		return n + 1 + len(head[n+1:]) - len(strings.TrimPrefix(head[n+1:], "**")), false, true
	}
	switch {
	case (head[1] == ' ' || head[1] == '\t') && head[2] != '&':
		return 1, true, true
	}
	return 0, false, false
}

// dropBare takes those turns away that begin with a bare A or Q by chance: a
// record has two bare Qs at least, and an answer follows a question or another
// turn right away.
func (w *work) dropBare() {
	questions := 0
	for _, t := range w.turns {
		if t.bare && w.d.Text[t.label.Start] == 'Q' {
			questions++
		}
	}
	kept := w.turns[:0]
	for _, t := range w.turns {
		follows := len(kept) > 0 && t.paragraph-kept[len(kept)-1].paragraph <= 2
		if !t.bare || questions >= 2 && (w.d.Text[t.label.Start] == 'Q' || follows) {
			kept = append(kept, t)
		}
	}
	w.turns = kept
}

// Bounds of records that head each turn with a line of its own, in lines and in
// paragraphs.
const (
	leastHeadings  = 3
	longestRemarks = 40
)

// nameLine reads a line that heads a turn, as records of company calls have it:
// "Ana Ruiz -- Chief Executive Officer", or "Operator" alone; or as those have
// it that are made by a machine, with a time: "00:04:31 Ana".
func (w *work) nameLine(p nlp.Span) (nlp.Span, bool) {
	text := w.text(p)
	if text == "Operator" {
		return p, true
	}
	if label, ok := w.timedName(p); ok {
		return label, true
	}
	if len(text) > longestPlaceLine {
		return nlp.Span{}, false
	}
	for _, dash := range [...]string{" -- ", " — ", " – "} {
		at := strings.Index(text, dash)
		if at < 0 {
			continue
		}
		label := nlp.Span{Start: p.Start, End: p.Start + at}
		r, _ := utf8.DecodeRuneInString(text[at+len(dash):])
		return label, strings.Contains(text[:at], " ") && nameAt(w.d.Text, label.Start, label.End) == label &&
			unicode.IsUpper(r) && !strings.ContainsAny(text[at:], ".?!:;“\"")
	}
	return nlp.Span{}, false
}

// dropHeadings takes lines with names away that head no turns: there must be a
// few, one of them twice, and words below each.
func (w *work) dropHeadings() {
	lines, again, close := 0, false, false
	seen := map[string]bool{}
	for k, t := range w.turns {
		if !t.heading {
			continue
		}
		label := w.text(t.label)
		lines, again, seen[label] = lines+1, again || seen[label], true
		close = close || k+1 < len(w.turns) && w.turns[k+1].heading && w.turns[k+1].paragraph == t.paragraph+1
	}
	if lines == 0 || lines >= leastHeadings && again && !close {
		return
	}
	w.turns = slices.DeleteFunc(w.turns, func(t turn) bool { return t.heading })
}

// officeHolder gives the name in the brackets behind an office, as parliaments
// write it: "The Minister for Ports (Ana Ruiz)". Names of places that follow a
// member's name are none: only an office with "The" is taken so.
func (w *work) officeHolder(p nlp.Span) (label nlp.Span, body int, ok bool) {
	text := w.text(p)
	if !strings.HasPrefix(text, "The ") {
		return label, 0, false
	}
	head := text[:min(len(text), longestStage)]
	open := strings.Index(head, " (")
	if open < 0 {
		return label, 0, false
	}
	end := strings.Index(head, "):")
	if end < open || end+2 >= len(text) || text[end+2] != ' ' || nameAt(text, 0, open).End != open && !officeOnly(text[:open]) {
		return label, 0, false
	}
	label = nlp.Span{Start: p.Start + open + 2, End: p.Start + end}
	if strings.Count(w.text(label), " ") == 0 || nameAt(w.d.Text, label.Start, label.End) != label {
		return label, 0, false
	}
	return label, p.Start + end + 2, true
}

// recorded reads the label of a turn as the records of a congress have it, an honorific or an
// office with a name in capitals and a full stop: "Senator RUIZ. Is it dark?", "The CHAIRMAN. It is."
func recorded(text string, p nlp.Span) (label nlp.Span, body int, ok bool) {
	head := text[p.Start:min(p.End, p.Start+longestLabel)]
	at := 0
	for begin := 0; ; begin = at + len(". ") {
		next := strings.Index(head[begin:], ". ")
		if next < 0 {
			return label, 0, false
		}
		if at = begin + next; at > len("Sen") && head[:at] != "Prof" {
			break // not the full stop of "Ms."
		}
	}
	words := strings.Fields(head[:at])
	if len(words) < 2 || len(words) > 4 {
		return label, 0, false
	}
	title, last := strings.TrimSuffix(words[0], "."), words[len(words)-1]
	if known := lexicon.Lookup(strings.ToLower(title)); title != "The" && !known.Is(lexicon.Honorific|lexicon.Role) || title == strings.ToUpper(title) {
		return label, 0, false
	}
	if len(last) < 2 || last != strings.ToUpper(last) || strings.ContainsAny(last, "0123456789") {
		return label, 0, false
	}
	return nlp.Span{Start: p.Start, End: p.Start + at}, p.Start + at + 1, true
}

// chorus reads the label of those whom a parliament's record doesn't name:
// "Some hon. members: Oh, oh!", "A voice: Shame!".
func (w *work) chorus(p nlp.Span) (label nlp.Span, body int, ok bool) {
	head, rest, found := strings.Cut(w.d.Text[p.Start:min(p.End, p.Start+longestLabel)], ": ")
	words := strings.Fields(head)
	if !found || rest == "" || len(words) < 2 || len(words) > 4 || !unicode.IsUpper(rune(head[0])) {
		return label, 0, false
	}
	switch strings.ToLower(words[len(words)-1]) {
	case "member", "members", "voice", "voices", "senators":
		return nlp.Span{Start: p.Start, End: p.Start + len(head)}, p.Start + len(head) + 1, true
	}
	if words[0] == "The" && lexicon.Lookup(words[len(words)-1]).Is(lexicon.Role) {
		return nlp.Span{Start: p.Start, End: p.Start + len(head)}, p.Start + len(head) + 1, true // "The harbour master: …"
	}
	return label, 0, false
}

// questionTo reads the label of a question in parliament that tells whom it is
// put to: "ANA RUIZ (Quayside) to the Minister of Ports: Does he stand by …".
func (w *work) questionTo(p nlp.Span) (label nlp.Span, body int, ok bool) {
	head := w.d.Text[p.Start:min(p.End, p.Start+longestStage)]
	colon := strings.Index(head, ": ")
	if colon < 0 {
		return label, 0, false
	}
	who, to, found := strings.Cut(head[:colon], " to ")
	if !found || !officeOnly(to) {
		return label, 0, false
	}
	who, _, _ = strings.Cut(strings.TrimRight(who, "*"), " (")
	label = nlp.Span{Start: p.Start, End: p.Start + len(who)}
	if !strings.Contains(who, " ") || who != strings.ToUpper(who) || nameAt(w.d.Text, label.Start, label.End) != label {
		return nlp.Span{}, 0, false
	}
	return label, p.Start + colon + 1, true
}

// officeOnly says whether a label is an office of many words, without marks
// that end a sentence.
func officeOnly(s string) bool {
	for _, word := range strings.Fields(s) {
		if lexicon.Lookup(strings.ToLower(word)).Is(lexicon.Role) {
			return !strings.ContainsAny(s, ".!?:;")
		}
	}
	return false
}
