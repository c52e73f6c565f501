package clean

import (
	"encoding/binary"
	"html"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// longestEntity in bytes, "&" and ";" with it: HTML's own longest name,
// CounterClockwiseContourIntegral, has 33.
const longestEntity = 33

// A Report counts what was changed.
type Report struct {
	InvalidBytes int // bytes that were no UTF-8
	Misread      int // characters restored that had been decoded wrongly before
	Controls     int // controls and direction marks dropped
	Hidden       int // soft hyphens and spaces of no width dropped
	Spaces       int // spaces and line breaks made plain
	Entities     int // HTML entities replaced
}

// Changed says whether the text differs from the bytes it was made of.
func (r Report) Changed() bool { return r != Report{} }

// Text gives the clean text of raw bytes, and what was changed. It takes any
// bytes and time in line with their number.
func Text(raw []byte) (string, Report) {
	if isPlain(raw) {
		return string(raw), Report{}
	}
	c := cleaner{raw: string(raw)}
	if decoded, ok := fromUTF16(raw); ok {
		c.raw = decoded
		c.report.Misread++
	}
	c.out.Grow(len(c.raw))
	for c.at < len(c.raw) {
		c.step()
	}
	return c.out.String(), c.report
}

// isPlain says whether nothing in raw could need a change.
func isPlain(raw []byte) bool {
	for _, b := range raw {
		if b >= 0x7F || b == '&' || b < ' ' && b != '\n' && b != '\t' && b != '\f' {
			return false
		}
	}
	return true
}

// fromUTF16 decodes text that begins with a byte order mark of UTF-16.
func fromUTF16(raw []byte) (string, bool) {
	if len(raw) < 2 {
		return "", false
	}
	var order binary.ByteOrder
	switch {
	case raw[0] == 0xFF && raw[1] == 0xFE:
		order = binary.LittleEndian
	case raw[0] == 0xFE && raw[1] == 0xFF:
		order = binary.BigEndian
	default:
		return "", false
	}
	units := make([]uint16, 0, len(raw)/2)
	for i := 2; i+1 < len(raw); i += 2 {
		units = append(units, order.Uint16(raw[i:]))
	}
	return string(utf16.Decode(units)), true
}

// A cleaner is one pass over a text.
type cleaner struct {
	raw    string
	at     int
	out    strings.Builder
	report Report
}

// step takes one character, entity or wrong sequence from the raw text.
func (c *cleaner) step() {
	b := c.raw[c.at]
	switch {
	case b == '&':
		c.entity()
	case b == '\r':
		c.at++
		if c.at < len(c.raw) && c.raw[c.at] == '\n' {
			c.at++
		}
		c.report.Spaces++
		c.out.WriteByte('\n')
	case b < utf8.RuneSelf:
		c.at++
		c.put(rune(b))
	default:
		c.beyondASCII()
	}
}

func (c *cleaner) beyondASCII() {
	r, n := utf8.DecodeRuneInString(c.raw[c.at:])
	if r == utf8.RuneError && n == 1 {
		c.report.InvalidBytes++
		r = fromWindows1252(c.raw[c.at])
	} else if right, length := misread(c.raw[c.at:]); length > 0 {
		c.report.Misread++
		r, n = right, length
	}
	c.at += n
	c.put(r)
}

// put writes a character, changed or dropped where it has to be.
func (c *cleaner) put(r rune) {
	if r >= ' ' && r < 0x7F {
		c.out.WriteByte(byte(r))
		return
	}
	switch r {
	case '\n', '\t', '\f':
	case '\v', '\u0085', '\u2028':
		r = '\n'
		c.report.Spaces++
	case '\u2029':
		c.out.WriteByte('\n')
		r = '\n'
		c.report.Spaces++
	case '\u00ad', '\u200b', '\u2060', '\ufeff':
		c.report.Hidden++
		return
	case '\u00a0', '\u1680', '\u202f', '\u205f', '\u3000':
		r = ' '
		c.report.Spaces++
	default:
		if r >= '\u2000' && r <= '\u200a' {
			r = ' '
			c.report.Spaces++
		} else if isControl(r) {
			c.report.Controls++
			return
		}
	}
	c.out.WriteRune(r)
}

// isControl says whether a character only steers a terminal or the direction
// of writing, or is none at all (Unicode 2.4: noncharacters).
func isControl(r rune) bool {
	return r < ' ' || r >= 0x7F && r < 0xA0 ||
		r == '\u200e' || r == '\u200f' || r == '\u061c' ||
		r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069' ||
		r&0xFFFE == 0xFFFE || r >= 0xFDD0 && r <= 0xFDEF
}

// entity takes the "&" at hand, with the entity that it begins, if any.
func (c *cleaner) entity() {
	decoded, n := decodeEntity(c.raw[c.at:])
	if n == 0 {
		c.at++
		c.out.WriteByte('&')
		return
	}
	c.at += n
	c.report.Entities++
	for decoded == "&" { // escaped twice: what follows may be the rest of an entity
		again, m := decodeEntity("&" + c.raw[c.at:min(len(c.raw), c.at+longestEntity)])
		if m == 0 {
			break
		}
		decoded = again
		c.at += m - 1
	}
	for _, r := range decoded {
		c.put(r)
	}
}

// decodeEntity decodes the entity that s begins with and gives its length, 0
// where there is none. Entities without a semicolon are left alone: "AT&T".
func decodeEntity(s string) (string, int) {
	end := strings.IndexByte(s[:min(len(s), longestEntity)], ';')
	if end < 2 {
		return "", 0
	}
	for _, b := range []byte(s[1:end]) {
		if b != '#' && (b < '0' || b > '9') && (b|0x20 < 'a' || b|0x20 > 'z') {
			return "", 0
		}
	}
	whole := s[:end+1]
	decoded := html.UnescapeString(whole)
	if decoded == whole || strings.HasSuffix(decoded, ";") && decoded != ";" {
		return "", 0
	}
	return decoded, end + 1
}
