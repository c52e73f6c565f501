package quote

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"quoth/nlp"
	"quoth/nlp/lexicon"
)

// A stretch is what stands between a pair of quotation marks in one paragraph.
type stretch struct {
	Open, Close nlp.Span // the marks; Close is empty where the paragraph ends first
	Inner       nlp.Span // the words between them
	Depth       int      // 0 for the outermost
	Chain       int      // the same number for the pieces of one quotation over several paragraphs
	Single      bool     // single marks: British style, or nested
}

// A family is the marks that can close each other.
type family uint8

const (
	double    family = iota // “ ” „ ‟ ″ and two commas or apostrophes side by side
	straight                // "
	single                  // ‘ ’ ‚ ‛
	typed                   // ' and `
	guillemet               // « »
	angle                   // ‹ ›
	families
)

// isInner says whether the marks of a family are those that stand inside the
// others in most papers.
func (f family) isInner() bool { return f == single || f == typed || f == angle }

// sibling gives the family whose marks close those of a family where its own do not:
// papers set “so", ,,so” and „so". Single marks have none, since half of them are
// apostrophes.
func (f family) sibling() family {
	switch f {
	case double:
		return straight
	case straight:
		return double
	}
	return f
}

// A direction says what a mark can be where it stands.
type direction uint8

const (
	neither direction = iota // an apostrophe, a prime
	opens
	closes
	weakly // closes, unless a surer mark follows: the plural’s apostrophe
	either // closes where something is open, opens otherwise
	clips  // an apostrophe before a clipped word, unless nothing else opens what a surer mark closes
)

type mark struct {
	nlp.Span
	family    family
	direction direction
}

// pairs finds the stretches of a text, paragraph by paragraph, outer before
// inner. A mark without a partner costs its own quotation and no other: it
// falls away at the paragraph's end, and what it seemed to hold moves up.
type pairs struct {
	text      string
	stretches []stretch
	stack     []opener
	open      [families]int
	marks     []mark
	surely    []bool // for each mark: a sure closing mark of its family comes before the next opening one
	maybe     []bool // the same of any mark that may close
	pending   pendingMark
	chains    int
}

type opener struct {
	mark
	index int // into stretches, where its place is kept
}

// A pendingMark is a quotation that its paragraph left open.
type pendingMark struct {
	set    bool
	family family
	chain  int
}

// findStretches pairs the marks of every paragraph.
func (p *pairs) findStretches(text string, paragraphs []nlp.Span) {
	p.text, p.stretches, p.chains, p.pending = text, p.stretches[:0], 0, pendingMark{}
	for i, paragraph := range paragraphs {
		p.readMarks(paragraph)
		p.lookAhead()
		next := nlp.Span{}
		if i+1 < len(paragraphs) {
			next = paragraphs[i+1]
		}
		p.pair(paragraph, next)
	}
}

// readMarks lists the paragraph's marks with what each can be.
func (p *pairs) readMarks(paragraph nlp.Span) {
	p.marks = p.marks[:0]
	for i := paragraph.Start; i < paragraph.End; {
		c := p.text[i]
		if c < utf8.RuneSelf && c != '"' && c != '\'' && c != '`' && !(c == ',' && strings.HasPrefix(p.text[i:paragraph.End], ",,")) {
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(p.text[i:])
		f, ok := familyOf(r)
		if doubled(p.text, i, size, paragraph.End) {
			size *= 2
			r, f, ok = '"', straight, true
			if c == '`' || c == ',' {
				r = '“'
			}
		}
		if ok {
			m := mark{Span: nlp.Span{Start: i, End: i + size}, family: f}
			m.direction = p.direct(r, m.Span, paragraph)
			if m.direction != neither {
				p.marks = append(p.marks, m)
			}
		}
		i += size
	}
}

// doubled says whether the mark at i is one half of ” or “two singles side by side”.
func doubled(text string, i, size, end int) bool {
	if i+2*size > end {
		return false
	}
	one := text[i : i+size]
	if one != "'" && one != "`" && one != "’" && one != "‘" && one != "," {
		return false
	}
	if text[i+size:i+2*size] != one {
		return false
	}
	// Three in a row are an inner single beside an outer double, read from the
	// outside in: the single comes first when they close.
	return i+3*size > end || text[i+2*size:i+3*size] != one || spaceBefore(text, i)
}

func familyOf(r rune) (family, bool) {
	switch r {
	case '"', '＂':
		return straight, true
	case '“', '”', '„', '‟', '❝', '❞', '〝', '〞':
		return double, true
	case '‘', '’', '‚', '‛', '❛', '❜':
		return single, true
	case '\'', '`':
		return typed, true
	case '«', '»':
		return guillemet, true
	case '‹', '›':
		return angle, true
	}
	return 0, false
}

// direct decides by the characters on either side what a mark can be.
func (p *pairs) direct(r rune, m, paragraph nlp.Span) direction {
	before, after := ' ', ' '
	if m.Start > paragraph.Start {
		before, _ = utf8.DecodeLastRuneInString(p.text[:m.Start])
	}
	if m.End < paragraph.End {
		after, _ = utf8.DecodeRuneInString(p.text[m.End:])
	}
	switch r {
	case '„', '‟', '❝', '〝':
		return opens
	case '‚', '‛', '❛':
		if isSpace(before) && isWord(after) {
			return opens
		}
		return neither
	case '“', '«', '‹':
		if !canOpen(before) && !isWord(after) && !isMark(after) || !isSpace(before) && isSpace(after) {
			return closes // the German „…“ and »…«, behind a dash, too
		}
		return opens
	case '”', '»', '›', '❞', '〞':
		if isSpace(before) && isWord(after) {
			return either // the Swedish ”…” and the German »…«
		}
		return closes
	case '"', '＂':
		return directStraight(before, after)
	}
	return p.directSingle(r, m, before, after)
}

func directStraight(before, after rune) direction {
	switch left, right := canOpen(before), isSpace(after) || isClosing(after); {
	case left && !right:
		return opens
	case !left && right:
		return closes
	}
	return either
}

// directSingle tells single marks from apostrophes. An apostrophe has letters
// on both sides, or begins a clipped word (’em, ’90s), or ends a plural or a
// clipped word, where only what follows can tell: that is the weak case.
func (p *pairs) directSingle(r rune, m nlp.Span, before, after rune) direction {
	if isWord(before) && isWord(after) {
		return neither
	}
	if before == '"' && (isSpace(after) || isClosing(after)) {
		return closes // around words that end in a quotation: 'He said, "Go,"' she says
	}
	if canOpen(before) {
		if isSpace(after) || r == '’' || r == '❜' {
			return neither
		}
		if clipped(p.text[m.End:]) {
			return clips
		}
		return opens
	}
	if r == '‘' && !isSpace(after) && !isClosing(after) {
		return opens
	}
	if isLetter(before) && (isSpace(after) || after == '-') {
		return weakly
	}
	return closes
}

// clippedWords are words written with an apostrophe for their first letters.
var clippedWords = [...]string{"em", "til", "till", "tis", "twas", "cause", "cuz", "bout", "n", "round", "neath", "im", "er"}

func clipped(after string) bool {
	n := 0
	for n < len(after) && n < 8 && (after[n]|0x20 >= 'a' && after[n]|0x20 <= 'z' || after[n] >= '0' && after[n] <= '9') {
		n++
	}
	if n == 0 {
		return false
	}
	if after[0] >= '0' && after[0] <= '9' {
		return n >= 2 && n <= 3 // '90s
	}
	for _, w := range clippedWords {
		if len(w) == n && equalFold(after[:n], w) {
			return true
		}
	}
	return false
}

func equalFold(s, lower string) bool {
	for i := range len(lower) {
		if s[i]|0x20 != lower[i] {
			return false
		}
	}
	return true
}

// lookAhead notes for each mark whether a sure closing mark of its family
// stands before the family opens again, so that a weak one can stand back.
func (p *pairs) lookAhead() {
	p.surely = append(p.surely[:0], make([]bool, len(p.marks))...)
	p.maybe = append(p.maybe[:0], make([]bool, len(p.marks))...)
	var sure, maybe [families]bool
	for i := len(p.marks) - 1; i >= 0; i-- {
		m := p.marks[i]
		p.surely[i], p.maybe[i] = sure[m.family], maybe[m.family]
		switch m.direction {
		case closes:
			sure[m.family], maybe[m.family] = true, true
		case weakly:
			maybe[m.family] = true
		case opens, either:
			sure[m.family], maybe[m.family] = false, false
		}
	}
}

// pair matches one paragraph's marks with a stack. A closing mark ends the
// nearest open one of its family; what was opened inside that and not closed
// falls away.
func (p *pairs) pair(paragraph, next nlp.Span) {
	first := len(p.stretches)
	p.stack = p.stack[:0]
	p.open = [families]int{}
	resumed := p.resume(paragraph)
	for i, m := range p.marks {
		switch {
		case m.direction == clips:
			if p.open[m.family] == 0 && p.surely[i] {
				p.push(m) // ‘Till, now!’
			}
		case m.direction == opens, m.direction == either && p.open[m.family] == 0:
			p.closeForgotten(m.family, m.Start)
			p.push(m)
		case p.open[m.family] == 0 && m.direction == closes && p.open[m.family.sibling()] > 0:
			m.family = m.family.sibling()
			p.close(m)
		case p.open[m.family] == 0:
			p.closeUnopened(m, paragraph)
		case m.direction == weakly && p.isApostrophe(i):
		default:
			p.close(m)
		}
	}
	p.leaveOpen(paragraph, next)
	p.settle(first, resumed, paragraph)
}

// resume says whether the paragraph takes up a quotation that the one before
// left open, and gives its chain.
func (p *pairs) resume(paragraph nlp.Span) (chain int) {
	was := p.pending
	p.pending = pendingMark{}
	if !was.set || len(p.marks) == 0 {
		return -1
	}
	if m := p.marks[0]; m.Start == paragraph.Start && m.family == was.family && m.direction != closes {
		return was.chain
	}
	return -1
}

func (p *pairs) push(m mark) {
	p.stack = append(p.stack, opener{mark: m, index: len(p.stretches)})
	p.stretches = append(p.stretches, stretch{Open: m.Span, Depth: -1, Chain: -1, Single: m.family == single || m.family == typed})
	p.open[m.family]++
}

func (p *pairs) close(m mark) {
	for {
		top := p.stack[len(p.stack)-1]
		p.stack = p.stack[:len(p.stack)-1]
		p.open[top.family]--
		if top.family == m.family {
			p.fill(top, m.Span)
			return
		}
	}
}

// fill gives a stretch its end.
func (p *pairs) fill(top opener, end nlp.Span) {
	s := &p.stretches[top.index]
	s.Close = end
	s.Inner = trimSpace(p.text, nlp.Span{Start: top.End, End: end.Start})
	s.Depth = len(p.stack)
}

// isApostrophe says whether a weak mark is likelier an apostrophe than an end:
// that of a plural, as long as another mark may end the stretch; that of a
// clipped word (goin’, o’), where another one surely does.
func (p *pairs) isApostrophe(i int) bool {
	m := p.marks[i]
	if m.Start == 0 {
		return false
	}
	before := p.text[:m.Start]
	if before[len(before)-1]|0x20 == 's' && m.End < len(p.text) && p.text[m.End] == ' ' {
		return p.maybe[i] && (p.surely[i] || !unpossessed(p.text[m.End+1:]))
	}
	return p.surely[i] && (strings.HasSuffix(before, "in") || strings.HasSuffix(before, " o") || strings.HasSuffix(before, " an") || strings.HasSuffix(before, " th"))
}

// unpossessed says whether a text begins with a word that nobody owns: what
// stands before ends in a plural's s and a mark, and in no apostrophe.
func unpossessed(text string) bool {
	word, _, found := strings.Cut(text[:min(len(text), longestFunctionWord+1)], " ")
	switch word {
	case "that", "which", "who", "was", "were", "is", "are", "had", "has", "have", "would", "will", "can", "could", "in", "on", "at", "of", "to", "for", "from", "by", "with", "as", "but":
		return found
	}
	return false
}

// longestFunctionWord is the length in bytes of the longest word of unpossessed.
const longestFunctionWord = 5

// closeUnopened mends a forgotten opening mark where its place is plain: the
// paragraph's beginning, with nothing but this quotation before the mark.
func (p *pairs) closeUnopened(m mark, paragraph nlp.Span) {
	if m.direction != closes || m.family == single || m.family == typed || len(p.stack) > 0 {
		return
	}
	if m.Start != p.firstMark().Start || !endsClause(p.text[paragraph.Start:m.Start]) {
		return
	}
	p.stretches = append(p.stretches, stretch{
		Open: nlp.Span{Start: paragraph.Start, End: paragraph.Start}, Close: m.Span, Chain: -1,
		Inner: trimSpace(p.text, nlp.Span{Start: paragraph.Start, End: m.Start}),
	})
}

// closeForgotten ends the stretch that was opened last, where its family opens again or
// its paragraph ends before it is closed, and a comma with who said it shows where its
// mark was forgotten: “We are late, she said. “Very,” he said.
func (p *pairs) closeForgotten(f family, until int) {
	if len(p.stack) == 0 || f.isInner() {
		return
	}
	top := p.stack[len(p.stack)-1]
	if top.family != f {
		return
	}
	if at := tagAt(p.text[top.End:until]); at > 0 {
		p.close(mark{Span: nlp.Span{Start: top.End + at, End: top.End + at}, family: f})
	}
}

// longestTag is how many words stand between a comma and the verb that tells who spoke.
const longestTag = 3

// tagAt gives where a clause that tells who spoke begins behind a comma, a question or a
// shout, as in "We are late, Ana Ruiz said": -1 for none.
func tagAt(text string) int {
	for from := 0; ; {
		i := strings.IndexAny(text[from:], ",?!")
		if i < 0 {
			return -1
		}
		from += i + 1
		rest, spaced := strings.CutPrefix(text[from:], " ")
		for words := 0; spaced && words <= longestTag; words++ {
			var word string
			word, rest, spaced = strings.Cut(rest, " ")
			switch strings.TrimRight(word, ".,:") {
			case "said", "says", "told", "added", "asked", "replied":
				return from
			}
			if r, _ := utf8.DecodeRuneInString(word); !unicode.IsUpper(r) && lexicon.Lookup(word).Case != lexicon.Subject || strings.ContainsAny(word, ".,?!") {
				break
			}
		}
	}
}

// firstMark gives the paragraph's first mark that is no apostrophe before a clipped word.
func (p *pairs) firstMark() mark {
	for _, m := range p.marks {
		if m.direction != clips {
			return m
		}
	}
	return mark{}
}

// endsClause says whether the words end as quoted words do before a closing
// mark in American style: with a comma or the end of a sentence.
func endsClause(s string) bool {
	if len(s) == 0 {
		return false
	}
	switch s[len(s)-1] {
	case ',', '.', '!', '?':
		return true
	}
	return false
}

// leaveOpen deals with the outermost mark that nothing closed. It runs to the
// paragraph's end where the next paragraph opens with the same mark, as the
// rule for quotations of several paragraphs has it, or where it opened the
// paragraph itself and holds nothing but its words.
func (p *pairs) leaveOpen(paragraph, next nlp.Span) {
	if len(p.stack) == 0 {
		return
	}
	if next.Empty() || !p.beginsWith(next, p.stack[0].family) {
		p.closeForgotten(p.stack[0].family, paragraph.End)
	}
	if len(p.stack) == 0 {
		return
	}
	outer := p.stack[0]
	again := !next.Empty() && p.beginsWith(next, outer.family)
	if !again && !p.lacksEnd(outer.mark, paragraph) {
		return
	}
	p.stack = p.stack[:0]
	p.fill(outer, nlp.Span{Start: paragraph.End, End: paragraph.End})
	if again {
		s := &p.stretches[outer.index]
		s.Chain = p.chains
		p.pending = pendingMark{set: true, family: outer.family, chain: p.chains}
		p.chains++
	}
}

// lacksEnd says whether the mark that should close a quotation at the end of its
// paragraph was forgotten: a sentence of its own begins behind the opening mark,
// no mark of its level follows, and the paragraph ends as a sentence does.
func (p *pairs) lacksEnd(open mark, paragraph nlp.Span) bool {
	for _, m := range p.marks {
		if m.Start > open.Start && m.direction != clips && m.family.isInner() == open.family.isInner() {
			return false
		}
	}
	if open.Start == paragraph.Start {
		return true
	}
	r, _ := utf8.DecodeRuneInString(p.text[open.End:paragraph.End])
	before := strings.TrimRight(p.text[paragraph.Start:open.Start], " ")
	return unicode.IsUpper(r) && (endsClause(before) || strings.HasSuffix(before, ":")) && endsClause(p.text[open.End:paragraph.End])
}

func (p *pairs) beginsWith(paragraph nlp.Span, f family) bool {
	r, size := utf8.DecodeRuneInString(p.text[paragraph.Start:])
	if doubled(p.text, paragraph.Start, size, paragraph.End) {
		r = '"'
	}
	got, ok := familyOf(r)
	return ok && got == f
}

// settle drops the paragraph's unclosed stretches, counts depths anew without
// them, and ties the first stretch to the chain it resumes.
func (p *pairs) settle(first, resumed int, paragraph nlp.Span) {
	kept := p.stretches[:first]
	ends := make([]int, 0, 8)
	for _, s := range p.stretches[first:] {
		if s.Depth < 0 || s.Inner.Empty() {
			continue
		}
		for len(ends) > 0 && ends[len(ends)-1] <= s.Inner.Start {
			ends = ends[:len(ends)-1]
		}
		s.Depth = len(ends)
		ends = append(ends, s.Inner.End)
		if resumed >= 0 && s.Open.Start == paragraph.Start {
			p.join(&s, resumed)
		}
		kept = append(kept, s)
	}
	p.stretches = kept
}

// join gives a stretch the chain it goes on with. Where it was left open in its
// turn, what goes on after it keeps that chain too.
func (p *pairs) join(s *stretch, chain int) {
	if s.Chain >= 0 && p.pending.set && p.pending.chain == s.Chain {
		p.pending.chain = chain
	}
	s.Chain = chain
}

func isSpace(r rune) bool { return r == ' ' || r == '\n' || r == '\t' || unicode.IsSpace(r) }

func isLetter(r rune) bool { return unicode.IsLetter(r) }

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// isMark says whether r can be a quotation mark.
func isMark(r rune) bool { _, ok := familyOf(r); return ok }

// canOpen says whether an opening mark can stand after r.
func canOpen(r rune) bool {
	switch r {
	case '(', '[', '{', '—', '–', '―', '-', '/', '“', '‘', '«', '„', '"', '¿', '¡', '*', '>':
		return true
	}
	return isSpace(r)
}

// isClosing says whether r goes on after a closing mark.
func isClosing(r rune) bool {
	switch r {
	case '.', ',', ';', ':', '!', '?', ')', ']', '}', '…', '—', '–', '―', '-', '/', '”', '’', '»', '\'', '"', '*':
		return true
	}
	return false
}

func spaceBefore(text string, i int) bool {
	if i == 0 {
		return true
	}
	r, _ := utf8.DecodeLastRuneInString(text[:i])
	return canOpen(r)
}

// trimSpace takes white space from both ends of a span.
func trimSpace(text string, s nlp.Span) nlp.Span {
	for s.Start < s.End {
		r, n := utf8.DecodeRuneInString(text[s.Start:s.End])
		if !isSpace(r) {
			break
		}
		s.Start += n
	}
	for s.Start < s.End {
		r, n := utf8.DecodeLastRuneInString(text[s.Start:s.End])
		if !isSpace(r) {
			break
		}
		s.End -= n
	}
	return s
}
