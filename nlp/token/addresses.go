package token

import (
	"strings"
	"unicode/utf8"
)

// address gives the end of the web or e-mail address that begins at i, i for none.
func (s *scanner) address(i, end int) int {
	rest := s.text[i:end]
	switch rest[0] | 0x20 {
	case 'h', 'f', 'w':
		if hasScheme(rest) {
			return s.url(i, end)
		}
	}
	e, dots, at := s.hostLike(i, end)
	if at {
		return e
	}
	if dots == 0 || !s.isDomain(s.text[i:e], dots) {
		return i
	}
	if e < end && (s.text[e] == '/' || s.text[e] == ':' && e+1 < end && isDigit(rune(s.text[e+1]))) {
		return s.url(i, end)
	}
	return e
}

func hasScheme(s string) bool {
	for _, p := range [...]string{"http://", "https://", "ftp://", "www."} {
		if len(s) > len(p) && strings.EqualFold(s[:len(p)], p) && !isSpace(rune(s[len(p)])) {
			return true
		}
	}
	return false
}

// url gives the end of the web address at i: up to white space, a quotation
// mark or an angle bracket, without the punctuation behind it.
func (s *scanner) url(i, end int) int {
	e, open := i, 0
	for e < end {
		r, n := s.runeAt(e, end)
		if isSpace(r) || strings.ContainsRune(`"<>“”«»‘„…`, r) || r == ')' && open == 0 || isIdeograph(r) {
			break
		}
		switch r {
		case '(':
			open++
		case ')':
			open--
		}
		e += n
	}
	for e > i {
		r, n := utf8.DecodeLastRuneInString(s.text[i:e])
		if !strings.ContainsRune(".,;:!?'’]}*_", r) {
			break
		}
		e -= n
	}
	return e
}

// hostLike reads labels with full stops between them, as host names and the
// local parts of e-mail addresses have them. It gives their end, the number of
// full stops inside, and whether they make a whole e-mail address.
func (s *scanner) hostLike(i, end int) (e, dots int, mail bool) {
	end = min(end, i+longestAddress)
	seenAt := false
	for e = i; e < end; e++ {
		c := s.text[e]
		switch {
		case c|0x20 >= 'a' && c|0x20 <= 'z', c >= '0' && c <= '9', c == '_':
			continue
		case (c == '.' || c == '-' || c == '+') && e+1 < end && isASCIIWord(s.text[e+1]):
			if c == '.' {
				dots++
			}
			continue
		case c == '@' && !seenAt && e > i && e+1 < end && isASCIIWord(s.text[e+1]):
			seenAt, dots = true, 0
			continue
		}
		break
	}
	return e, dots, seenAt && dots > 0
}

func isASCIILetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

func isASCIIUpper(c byte) bool { return c >= 'A' && c <= 'Z' }

func isASCIIWord(c byte) bool { return isASCIILetter(c) || c >= '0' && c <= '9' }

// isDomain says whether a word with full stops inside is a web address: its
// last label is a known ending, or two letters after two full stops, and what
// stands before is longer than an initial.
func (s *scanner) isDomain(w string, dots int) bool {
	first := strings.IndexByte(w, '.')
	last := w[strings.LastIndexByte(w, '.')+1:]
	if first < 2 || !isASCIIWord(w[0]) {
		return false
	}
	return s.domains[last] || dots > 1 && first > 2 && len(last) == 2 && last[0] >= 'a' && last[1] >= 'a'
}
