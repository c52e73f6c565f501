package nlp

import "unicode/utf8"

// codePointStep is the distance in bytes between two remembered places: small
// enough that a look-up is a short walk, large enough that the index costs an
// eighth of the text.
const codePointStep = 64

// CodePoints turns byte offsets of one text into code point offsets. Use one a
// text; it is safe for concurrent use once made.
type CodePoints struct {
	text  string
	ascii bool
	at    []int32 // code points before byte i*codePointStep
}

// NewCodePoints indexes a text in one pass.
func NewCodePoints(text string) *CodePoints {
	c := &CodePoints{text: text, ascii: isASCII(text)}
	if c.ascii {
		return c
	}
	c.at = make([]int32, 0, len(text)/codePointStep+1)
	var n int32
	for i := 0; i < len(text); i++ {
		if i%codePointStep == 0 {
			c.at = append(c.at, n)
		}
		if utf8.RuneStart(text[i]) {
			n++
		}
	}
	return c
}

// Offset gives the number of code points before byte i; i must lie on a code
// point's border, 0 … len(text).
func (c *CodePoints) Offset(i int) int {
	if c.ascii {
		return i
	}
	k := min(i/codePointStep, len(c.at)-1)
	n := int(c.at[k])
	for j := k * codePointStep; j < i; j++ {
		if utf8.RuneStart(c.text[j]) {
			n++
		}
	}
	return n
}

// Count is the number of code points of the whole text.
func (c *CodePoints) Count() int { return c.Offset(len(c.text)) }

// Span turns a span of bytes into one of code points.
func (c *CodePoints) Span(s Span) Span {
	return Span{Start: c.Offset(s.Start), End: c.Offset(s.End)}
}

// Byte gives the byte at which code point n begins; n beyond the text gives
// the text's length.
func (c *CodePoints) Byte(n int) int {
	if c.ascii {
		return min(max(n, 0), len(c.text))
	}
	lo, hi := 0, len(c.at)
	for lo+1 < hi {
		if mid := (lo + hi) / 2; int(c.at[mid]) <= n {
			lo = mid
		} else {
			hi = mid
		}
	}
	seen := int(c.at[lo])
	for i := lo * codePointStep; i < len(c.text); i++ {
		if utf8.RuneStart(c.text[i]) {
			if seen == n {
				return i
			}
			seen++
		}
	}
	return len(c.text)
}

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
