package token

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"quoth/nlp"
)

// longestToken in bytes: a longer one is cut, since nothing that long is a
// word and every later step may then look at all of a token.
const longestToken = 4096

// longestAddress in bytes, of an e-mail address (RFC 5321, 4.5.3.1).
const longestAddress = 254

// A kind is what the sentence splitter needs to know of a token.
type kind uint8

const (
	other     kind = iota
	word           // letters, perhaps with digits
	number         // begins with a digit
	stop           // a full stop that belongs to no word
	wideStop       // a full stop of a script that writes no spaces
	mark           // "?", "!", "?!"
	ellipsis       // "…", "..."
	abbrev         // keeps its full stop and may end a sentence
	title          // keeps its full stop and never ends a sentence
	opener         // opening bracket
	closer         // closing bracket
	quoteMark      // any quotation mark
	comma          // "," ";" ":"
	dash
)

// words cuts a paragraph into tokens.
func (s *scanner) words(p nlp.Span) {
	for i := p.Start; i < p.End; {
		r, n := s.runeAt(i, p.End)
		switch {
		case isSpace(r):
			i += n
		case isWordStart(r):
			i = s.word(i, p.End)
		default:
			i = s.symbol(i, p.End, r, n)
		}
	}
}

func (s *scanner) runeAt(i, end int) (rune, int) {
	if i >= end {
		return 0, 0
	}
	if c := s.text[i]; c < utf8.RuneSelf {
		return rune(c), 1
	}
	return utf8.DecodeRuneInString(s.text[i:end])
}

// emit adds a token, cut where it is too long.
func (s *scanner) emit(start, end int, k kind) {
	for end-start > longestToken {
		cut := start + longestToken
		for !utf8.RuneStart(s.text[cut]) && cut > start+longestToken-utf8.UTFMax {
			cut--
		}
		s.emit(start, cut, k)
		start = cut
	}
	s.tokens = append(s.tokens, nlp.Token{Span: nlp.Span{Start: start, End: end}})
	s.kinds = append(s.kinds, k)
}

func isLetter(r rune) bool {
	if r < utf8.RuneSelf {
		return r|0x20 >= 'a' && r|0x20 <= 'z'
	}
	return unicode.IsLetter(r)
}

func isDigit(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= '0' && r <= '9'
	}
	return unicode.IsNumber(r)
}

func isWordStart(r rune) bool { return isLetter(r) || isDigit(r) || r == '_' }

func isWordRune(r rune) bool {
	return isWordStart(r) || r >= utf8.RuneSelf && (unicode.IsMark(r) || r == '\u200c' || r == '\u200d' || r == '\u00ad')
}

func isUpper(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= 'A' && r <= 'Z'
	}
	return unicode.IsUpper(r) || unicode.IsTitle(r)
}

// isIdeograph says whether a rune is a word of its own: scripts that write no
// spaces and no letters of an alphabet.
func isIdeograph(r rune) bool {
	return r >= 0x2E80 && (unicode.Is(unicode.Han, r) || unicode.Is(unicode.Hiragana, r))
}

func isApostrophe(r rune) bool {
	return r == '\'' || r == '’' || r == 'ʼ' || r == '‘' || r == '＇'
}

// word emits the tokens of the word that begins at i and gives its end.
func (s *scanner) word(i, end int) int {
	if r, n := s.runeAt(i, end); isIdeograph(r) {
		for {
			m, size := s.runeAt(i+n, end)
			if size == 0 || !unicode.IsMark(m) {
				break
			}
			n += size
		}
		s.emit(i, i+n, word)
		return i + n
	}
	if e := s.address(i, end); e > i {
		s.emit(i, e, word)
		return e
	}
	e, acronym := s.core(i, end)
	if r, n := s.runeAt(e, end); r == '.' {
		if k := s.dotKind(i, e, end, acronym); k != other {
			s.emit(i, e+n, k)
			return e + n
		}
	} else if r == '$' && isASCIIUpper(s.text[e-1]) && e-i <= 3 {
		if d, _ := s.runeAt(e+1, end); isDigit(d) { // "US$5", "A$3"
			s.emit(i, e+1, other)
			return e + 1
		}
	}
	s.split(i, e)
	return e
}

// core gives the end of the word at i, without a full stop behind it, and
// whether its last part (behind a hyphen) is letters with full stops between
// them: "U.S", "e.g", "J", "non-U.S".
func (s *scanner) core(i, end int) (e int, acronym bool) {
	acronym = true
	segment := 0 // letters since the last full stop
	var before rune
	for e = i; e < end; {
		r, n := s.runeAt(e, end)
		if isWordRune(r) {
			if isIdeograph(r) || isDigit(before) && s.isTimeOfDay(e, end) {
				return e, false
			}
			acronym = acronym && isLetter(r) && segment == 0
			segment++
			before = r
			e += n
			continue
		}
		next, size := s.runeAt(e+n, end)
		if size == 0 {
			break
		}
		if r == '.' && acronym && isHyphen(next) { // "U.S.-led"
			if after, _ := s.runeAt(e+n+size, end); e-i > 1 && isLetter(after) {
				e += n + size
				segment, before = 0, next
				continue
			}
		}
		if !s.joinsWord(i, e, end, before, r, next, e+n, acronym) {
			break
		}
		switch {
		case r == '.':
			segment = 0
		case isHyphen(r):
			acronym, segment = true, 0
		default:
			acronym = false
		}
		before = r
		e += n
	}
	return e, acronym
}

// isTimeOfDay says whether "am", "pm", "a.m" or "p.m" stands at i, in any case.
func (s *scanner) isTimeOfDay(i, end int) bool {
	if c := s.text[i] | 0x20; c != 'a' && c != 'p' {
		return false
	}
	i++
	if i < end && s.text[i] == '.' {
		i++
	}
	if i >= end || s.text[i]|0x20 != 'm' {
		return false
	}
	r, _ := s.runeAt(i+1, end)
	return !isWordRune(r)
}

func isHyphen(r rune) bool { return r == '-' || r == '\u2010' || r == '\u2011' }

// joinsWord says whether r, at e, holds the parts before and after it together.
func (s *scanner) joinsWord(start, e, end int, before, r, next rune, at int, acronym bool) bool {
	switch {
	case isHyphen(r):
		return isWordStart(next) && isWordRune(before)
	case isApostrophe(r):
		return isLetter(next) && isWordRune(before) && !(r == '‘' && !s.clitic(at, end))
	case r == '.':
		if isDigit(next) && (isDigit(before) || isUpper(before)) {
			return true // "3.5", "BA.5"
		}
		if !isLetter(before) || !isLetter(next) {
			return false
		}
		after, _ := s.runeAt(at+utf8.RuneLen(next), end)
		return acronym && !isWordRune(after) || s.dottedAbbreviation(start, at, end)
	case r == ',':
		return isDigit(before) && isDigit(next) && s.isThousands(at, end)
	case r == ':' || r == '/':
		return isDigit(before) && isDigit(next)
	case r == '&':
		return isUpper(before) && isUpper(next)
	case r == '*':
		return isLetter(before) && (next == '*' || isLetter(next)) || before == '*' && (next == '*' || isLetter(next))
	case r == '⁄': // fraction slash
		return isDigit(before) && isDigit(next)
	}
	return false
}

// isThousands says whether two or three digits and no more stand at i, as in
// 1,000 or 10,00,000.
func (s *scanner) isThousands(i, end int) bool {
	n := 0
	for n < 4 && i+n < end && s.text[i+n] >= '0' && s.text[i+n] <= '9' {
		n++
	}
	return n == 3 || n == 2
}

// dottedAbbreviation says whether the word from start with its part at i is a
// known abbreviation with a full stop inside, such as "Ph.D".
func (s *scanner) dottedAbbreviation(start, i, end int) bool {
	e := i
	for e < end && e-start < 8 && isASCIILetter(s.text[e]) {
		e++
	}
	return e-start < 8 && (s.abbreviations[s.text[start:e]] || s.titles[s.text[start:e]])
}

// clitic says whether the letters at i, to the end of the word, are one of
// "s", "m", "d", "re", "ve", "ll", in any case.
func (s *scanner) clitic(i, end int) bool {
	e := i
	for e < end && e-i < 3 && isASCIILetter(s.text[e]) {
		e++
	}
	if r, _ := s.runeAt(e, end); isWordRune(r) {
		return false
	}
	return isClitic(s.text[i:e])
}

func isClitic(w string) bool {
	switch len(w) {
	case 1:
		c := w[0] | 0x20
		return c == 's' || c == 'm' || c == 'd'
	case 2:
		a, b := w[0]|0x20, w[1]|0x20
		return a == 'r' && b == 'e' || a == 'v' && b == 'e' || a == 'l' && b == 'l'
	}
	return false
}

// split emits the word text[i:e], its clitics apart.
func (s *scanner) split(i, e int) {
	w := s.text[i:e]
	if len(w) <= 8 {
		if n := s.joined[strings.ToLower(w)]; n > 0 && len(w) >= 5 {
			s.emit(i, i+n, word)
			s.emit(i+n, e, word)
			return
		}
	}
	if c := cliticStart(w); c > 0 {
		s.split(i, i+c)
		s.emit(i+c, e, word)
		return
	}
	k := word
	if r, _ := s.runeAt(i, e); isDigit(r) {
		k = number
	}
	s.emit(i, e, k)
}

// cliticStart gives the place in a word at which its last clitic begins, 0
// where it has none: 's, 'm, 'd, 're, 've, 'll and n't.
func cliticStart(w string) int {
	for back := 1; back <= 2; back++ {
		at := len(w) - back
		if at < 2 {
			return 0
		}
		r, n := utf8.DecodeLastRuneInString(w[:at])
		if !isApostrophe(r) {
			continue
		}
		a := at - n
		if isClitic(w[at:]) {
			return a
		}
		if back == 1 && w[at]|0x20 == 't' && a > 1 && w[a-1]|0x20 == 'n' {
			return a - 1
		}
	}
	return 0
}

// dotKind decides what the full stop at e is to the word text[i:e]: abbrev or
// title where it belongs to the word, other where it does not.
func (s *scanner) dotKind(i, e, end int, acronym bool) kind {
	if next, _ := s.runeAt(e+1, end); next == '.' {
		return other // an ellipsis
	}
	w := s.text[i:e]
	party := false // "R-Ky."
	if h := strings.LastIndexByte(w, '-'); h >= 0 {
		party = h == 1
		w = w[h+1:]
	}
	follow, at := s.follow(e+1, end)
	switch {
	case acronym && strings.IndexByte(w, '.') >= 0:
		if s.neverFinal[s.text[i:e+1]] {
			return title
		}
		return abbrev
	case s.titles[w]:
		if isWordStart(follow) {
			return title
		}
		return abbrevIf(w != "al" || follow == 0)
	case s.abbreviations[w], s.final[w]:
		return abbrev
	case s.numbered[w] && isDigit(follow):
		return title
	case s.places[w]:
		return abbrevIf(party || s.afterComma())
	case acronym && utf8.RuneCountInString(w) == 1:
		return s.letterKind(w, follow, at, end)
	}
	return other
}

// letterKind decides on a single letter with a full stop, before follow at i:
// part of a spaced acronym ("U. S."), an initial ("J. Smith"), or other.
func (s *scanner) letterKind(w string, follow rune, i, end int) kind {
	if isLetter(follow) && s.isLetterDot(i, end) {
		return title
	}
	if n := len(s.tokens); n > 0 && s.kinds[n-1] == title {
		if t := s.tokens[n-1]; s.text[t.End-1] == '.' && s.isLetterDot(t.Start, t.End) {
			return abbrev
		}
	}
	if isUpperWord(w) && isLetter(follow) {
		return s.initialKind(i, end)
	}
	return other
}

// isLetterDot says whether a single letter with a full stop stands at i.
func (s *scanner) isLetterDot(i, end int) bool {
	_, n := s.runeAt(i, end)
	return i+n < end && s.text[i+n] == '.'
}

func abbrevIf(b bool) kind {
	if b {
		return abbrev
	}
	return other
}

func isUpperWord(w string) bool {
	r, _ := utf8.DecodeRuneInString(w)
	return isUpper(r)
}

// initialKind decides on a single capital letter before the word at i: an
// initial ("J. Smith", "J. van Dam"), unless the word is no name's beginning or
// often begins sentences and no name stands before the letter ("Plan B. The …").
func (s *scanner) initialKind(i, end int) kind {
	e := i
	for e < end && e-i < 16 && isASCIILetter(s.text[e]) {
		e++
	}
	w := s.text[i:e]
	if first, _ := s.runeAt(i, end); !isUpper(first) {
		if s.particles[w] {
			return title
		}
		return other
	}
	if len(w) > 1 && s.starters[w] && len(s.tokens) > 0 {
		return other
	}
	return title
}

// follow gives the first rune after i that is no space, and its place.
func (s *scanner) follow(i, end int) (rune, int) {
	for limit := i + 8; i < end && i < limit; {
		r, n := s.runeAt(i, end)
		if !isSpace(r) {
			return r, i
		}
		i += n
	}
	return 0, i
}

func (s *scanner) afterComma() bool {
	n := len(s.tokens)
	return n > 0 && s.text[s.tokens[n-1].Start] == ','
}
