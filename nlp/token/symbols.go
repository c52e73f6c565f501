package token

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// symbol emits the token that begins at i with a rune that begins no word, and
// gives its end.
func (s *scanner) symbol(i, end int, r rune, n int) int {
	e, k := i+n, other
	switch r {
	case '.':
		if e = s.run(i, end, '.'); e-i > 1 {
			k = ellipsis
		} else if d, _ := s.runeAt(e, end); isDigit(d) && s.opensWord(i) {
			return s.prefixed(i, e, end, number) // ".5"
		} else if s.afterSpace(i) && isASCIILetter(byte(min(d, utf8.RuneSelf))) && !isUpper(d) {
			return s.prefixed(i, e, end, word) // ".com"
		} else {
			k = stop
		}
	case '!', '?', '‽', '⁇', '⁈', '⁉':
		e, k = s.marks(i, end), mark
	case '…':
		e, k = s.run(i, end, '…'), ellipsis
	case '。', '！', '？', '｡', '।', '॥', '۔', '؟', '።':
		k = wideStop
	case ',', ';', ':', '،', '、', '，', '；', '：':
		if e := s.emoticon(i, end); e > i {
			s.emit(i, e, other)
			return e
		}
		k = comma
	case '(', '[', '{', '（', '【', '［':
		k = opener
	case ')', ']', '}', '）', '】', '］':
		k = closer
	case '"', '“', '”', '„', '‟', '«', '»', '‹', '›', '‚', '‛', '「', '」', '『', '』', '《', '》', '〈', '〉', '＂', '″':
		k = quoteMark
	case '`':
		e, k = s.upTo(i, end, '`', 2), quoteMark
	case '\'', '’', '‘', 'ʼ', '＇', '´', '′':
		return s.apostrophe(i, end, r, n)
	case '-', '–', '—', '―', '‒', '−', '‐', '‑':
		return s.dashes(i, end, r, n)
	case '@', '#', '$':
		return s.tagged(i, end, r)
	case '*', '=', '~', '<', '>', '|', '/', '\\', '+', '^', '•', '·':
		e = s.run(i, end, r)
	default:
		e = s.pictograph(i, end, r, n)
	}
	s.emit(i, e, k)
	return e
}

// emoticon gives the end of a face such as ":-)" that stands between spaces, i for none.
func (s *scanner) emoticon(i, end int) int {
	if c := s.text[i]; c != ':' && c != ';' || !s.afterSpace(i) {
		return i
	}
	e := i + 1
	if e < end && s.text[e] == '-' {
		e++
	}
	if e >= end || !strings.ContainsRune(")(DPp/|", rune(s.text[e])) {
		return i
	}
	e = s.run(e, end, rune(s.text[e]))
	if r, n := s.runeAt(e, end); n > 0 && !isSpace(r) && r != '.' && r != ',' {
		return i
	}
	return e
}

// run gives the end of the run of r at i.
func (s *scanner) run(i, end int, r rune) int {
	for i < end {
		next, n := s.runeAt(i, end)
		if next != r {
			break
		}
		i += n
	}
	return i
}

func (s *scanner) upTo(i, end int, r rune, most int) int {
	for ; most > 0 && i < end; most-- {
		next, n := s.runeAt(i, end)
		if next != r {
			break
		}
		i += n
	}
	return i
}

// marks gives the end of a run of question and exclamation marks.
func (s *scanner) marks(i, end int) int {
	for i < end {
		r, n := s.runeAt(i, end)
		if r != '!' && r != '?' && r != '‽' && r != '⁇' && r != '⁈' && r != '⁉' {
			break
		}
		i += n
	}
	return i
}

// opensWord says whether no word ends right before i.
func (s *scanner) opensWord(i int) bool {
	r, n := utf8.DecodeLastRuneInString(s.text[:i])
	return n == 0 || !isWordRune(r)
}

// prefixed emits the word at e together with the sign from i on.
func (s *scanner) prefixed(i, e, end int, k kind) int {
	e, _ = s.core(e, end)
	s.emit(i, e, k)
	return e
}

// apostrophe emits what begins at i with an apostrophe or a single quotation
// mark: a clitic, a word that begins with one, or the mark alone.
func (s *scanner) apostrophe(i, end int, r rune, n int) int {
	if r == '\'' || r == '’' || r == '‘' {
		if next, m := s.runeAt(i+n, end); next == r { // '' for "
			s.emit(i, i+n+m, quoteMark)
			return i + n + m
		}
		if e := s.elided(i, i+n, end); e > 0 {
			s.emit(i, e, word)
			return e
		}
	}
	s.emit(i, i+n, quoteMark)
	return i + n
}

// elided gives the end of the word that the apostrophe before at begins ('tis,
// ’90s, or a clitic that stands by itself), 0 where it begins none.
func (s *scanner) elided(start, at, end int) int {
	if s.followsWord(start) {
		return s.looseClitic(at, end)
	}
	e := at
	for e < end && e-at < 6 && isASCIIWord(s.text[e]) {
		e++
	}
	w := s.text[at:e]
	if r, _ := s.runeAt(e, end); w == "" || isWordRune(r) || isApostrophe(r) {
		return 0
	}
	if isDecade(w) || s.elisions[strings.ToLower(w)] {
		return e
	}
	if isClitic(w) && len(s.kinds) > 0 && s.kinds[len(s.kinds)-1] == word {
		return e
	}
	return 0
}

// followsWord says whether the token that ends right before i is neither an
// opening mark nor a dash.
func (s *scanner) followsWord(i int) bool {
	n := len(s.tokens)
	if n == 0 || s.tokens[n-1].End != i {
		return false
	}
	switch s.kinds[n-1] {
	case quoteMark, opener, dash, comma:
		return false
	}
	return true
}

// looseClitic gives the end of a clitic whose word could not hold it, such as
// that of "U.S.'s" or "5%'s".
func (s *scanner) looseClitic(at, end int) int {
	e := at
	for e < end && e-at < 3 && isASCIILetter(s.text[e]) {
		e++
	}
	if r, _ := s.runeAt(e, end); !isWordRune(r) && isClitic(s.text[at:e]) {
		return e
	}
	return 0
}

// isDecade says whether a word is two digits, with or without "s": ’90s, ’08.
func isDecade(w string) bool {
	return (len(w) == 2 || len(w) == 3 && w[2] == 's') && isDigit(rune(w[0])) && isDigit(rune(w[1]))
}

// dashes emits a dash, or a number with its sign.
func (s *scanner) dashes(i, end int, r rune, n int) int {
	e := s.run(i, end, r)
	if next, _ := s.runeAt(e, end); e == i+n && (r == '-' || r == '−') && isDigit(next) && s.opensWord(i) && s.afterSpace(i) {
		return s.prefixed(i, e, end, number)
	}
	s.emit(i, e, dash)
	return e
}

func (s *scanner) afterSpace(i int) bool {
	r, n := utf8.DecodeLastRuneInString(s.text[:i])
	return n == 0 || isSpace(r) || r == '('
}

// tagged emits a handle, a hashtag, a cashtag, or the sign alone.
func (s *scanner) tagged(i, end int, r rune) int {
	e := i + 1
	letters := false
	if s.opensWord(i) {
		for e < end {
			c, n := s.runeAt(e, end)
			if !isWordRune(c) || r != '#' && c >= utf8.RuneSelf {
				break
			}
			letters = letters || isLetter(c)
			if r == '$' && !isUpper(c) || isIdeograph(c) && r != '#' {
				letters = false
				break
			}
			e += n
		}
	}
	if next, _ := s.runeAt(e, end); !letters || r == '$' && (e-i > 6 || isWordRune(next)) {
		s.emit(i, i+1, other)
		return i + 1
	}
	s.emit(i, e, word)
	return e
}

// pictograph gives the end of the sign at i with what modifies it: an emoji
// with its skin tone and joined parts, a flag, a letter with loose accents.
func (s *scanner) pictograph(i, end int, r rune, n int) int {
	e := i + n
	if isRegional(r) {
		if next, m := s.runeAt(e, end); isRegional(next) {
			return e + m
		}
		return e
	}
	for e < end {
		next, m := s.runeAt(e, end)
		switch {
		case next == '\u200d': // zero width joiner
			e += m
			if part, size := s.runeAt(e, end); part >= 0x2190 && !isWordRune(part) && !isSpace(part) {
				e += size
			}
		case next >= utf8.RuneSelf && unicode.IsMark(next), next >= 0x1F3FB && next <= 0x1F3FF, next >= 0xE0020 && next <= 0xE007F:
			e += m
		default:
			return e
		}
	}
	return e
}

func isRegional(r rune) bool { return r >= 0x1F1E6 && r <= 0x1F1FF }
