package token

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"quoth/nlp"
)

// Widths in code points that lines are wrapped at by hand or by a mail
// program: typewriters and teleprinters set 60 to 80.
const (
	narrowestWrap = 50
	widestWrap    = 100

	// raggedness is how far a line may fall short of the width and still count
	// as full, beyond the length of the next line's first word.
	raggedness = 8

	// joinableLine is the length from which a line that ends in mid-sentence
	// goes on in the next one, when that begins with a small letter.
	joinableLine = 40
)

// A line is a run of text without a line break, trimmed of white space.
type line struct {
	nlp.Span
	length    int  // code points
	firstWord int  // code points of its first word
	newBlock  bool // a blank line or a form feed stands before it
	indented  bool
}

// paragraphs gives the spans of the paragraphs, in order, none of them blank.
func (s *scanner) paragraphs() []nlp.Span {
	s.splitLines()
	width := s.wrapWidth()
	for i, l := range s.lines {
		if i > 0 && s.joins(s.lines[i-1], l, width) {
			s.spans[len(s.spans)-1].End = l.End
			continue
		}
		s.spans = append(s.spans, l.Span)
	}
	return s.spans
}

// splitLines finds the lines that hold anything.
func (s *scanner) splitLines() {
	start, block := 0, true
	flush := func(end int) {
		if !s.addLine(start, end, block) {
			block = true
			return
		}
		block = false
	}
	for i := 0; i < len(s.text); {
		next, hard := lineBreak(s.text, i)
		if next == i {
			i++
			continue
		}
		flush(i)
		block = block || hard
		start, i = next, next
	}
	flush(len(s.text))
}

// lineBreak gives the place after the line break at i, i where there is none,
// and whether the break always ends a paragraph.
func lineBreak(text string, i int) (next int, hard bool) {
	switch c := text[i]; {
	case c > '\r' && c < 0xC2:
		return i, false
	case c == '\n':
		return i + 1, false
	case c == '\r':
		if i+1 < len(text) && text[i+1] == '\n' {
			return i + 2, false
		}
		return i + 1, false
	case c == '\f' || c == '\v':
		return i + 1, true
	case c == 0xC2 && strings.HasPrefix(text[i:], "\u0085"):
		return i + 2, false
	case c == 0xE2 && strings.HasPrefix(text[i:], "\u2028"):
		return i + 3, false
	case c == 0xE2 && strings.HasPrefix(text[i:], "\u2029"):
		return i + 3, true
	}
	return i, false
}

// addLine keeps the line text[start:end], trimmed; it says whether it held anything.
func (s *scanner) addLine(start, end int, newBlock bool) bool {
	at := start
	for start < end {
		r, n := utf8.DecodeRuneInString(s.text[start:end])
		if !isSpace(r) {
			break
		}
		start += n
	}
	for start < end {
		r, n := utf8.DecodeLastRuneInString(s.text[start:end])
		if !isSpace(r) {
			break
		}
		end -= n
	}
	if start == end {
		return false
	}
	l := line{Span: nlp.Span{Start: start, End: end}, newBlock: newBlock, indented: start-at > 1}
	inFirst := true
	for _, r := range s.text[start:end] {
		inFirst = inFirst && !isSpace(r)
		if inFirst {
			l.firstWord++
		}
		l.length++
	}
	s.lines = append(s.lines, l)
	return true
}

// wrapWidth gives the width that the document's lines were wrapped at, 0 where
// they were not. Wrapped lines are as full as they can be: the next line's
// first word would not have fitted.
func (s *scanner) wrapWidth() int {
	var lengths [widestWrap + 1]int
	breaks, longer := 0, 0
	for i := 1; i < len(s.lines); i++ {
		if s.lines[i].newBlock {
			continue
		}
		breaks++
		if n := s.lines[i-1].length; n <= widestWrap {
			lengths[n]++
		} else {
			longer++
		}
	}
	if breaks < 2 || longer*20 > breaks {
		return 0
	}
	width, left := widestWrap, breaks/50
	for width > narrowestWrap && lengths[width] <= left {
		left -= lengths[width]
		width--
	}
	full := 0
	for i := 1; i < len(s.lines); i++ {
		if !s.lines[i].newBlock && isFull(s.lines[i-1], s.lines[i], width) {
			full++
		}
	}
	if width <= narrowestWrap || full*10 < breaks*6 {
		return 0
	}
	return width
}

func isFull(l, next line, width int) bool { return l.length+1+next.firstWord+raggedness > width }

// joins says whether b goes on with the paragraph of a.
func (s *scanner) joins(a, b line, width int) bool {
	if b.newBlock {
		return false
	}
	if width > 0 {
		return isFull(a, b, width) && !(b.indented && !a.indented) && !s.beginsItem(b)
	}
	last, _ := utf8.DecodeLastRuneInString(s.text[a.Start:a.End])
	first, _ := utf8.DecodeRuneInString(s.text[b.Start:b.End])
	return a.length >= joinableLine && a.length <= widestWrap && unicode.IsLower(first) && (last == ',' || unicode.IsLetter(last))
}

// beginsItem says whether a line begins with the mark of a list.
func (s *scanner) beginsItem(l line) bool {
	r, n := utf8.DecodeRuneInString(s.text[l.Start:l.End])
	switch r {
	case '•', '·', '▪', '◦', '‣', '*', '■', '●':
		return true
	case '-', '–':
		rest := s.text[l.Start+n : l.End]
		return strings.HasPrefix(rest, " ")
	}
	return false
}

// isSpace is unicode.IsSpace with the spaces of no width, which stand between
// words where they stand at all.
func isSpace(r rune) bool {
	if r < utf8.RuneSelf {
		return r == ' ' || r <= '\r' && r >= '\t'
	}
	return unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' || r == '\u2060'
}
