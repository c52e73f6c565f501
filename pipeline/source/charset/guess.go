package charset

import (
	"unicode"
	"unicode/utf8"
)

// sampleBytes is how much of a text a guess looks at.
const sampleBytes = 64 << 10

// candidates are the sets that newsrooms and archives have used for English
// news, the likelier first: the first of equals wins. EUC-KR is none: a few of
// its words can't be told from GBK, so it has to be declared.
var candidates = []string{
	Windows1252, "macintosh", "gbk", "big5", "shift_jis", "euc-jp", "windows-1250", "iso-8859-2", "iso-8859-15", "windows-1254", "windows-1251", "koi8-r",
}

// Guess names the likeliest character set of bytes that say nothing of it
// themselves. Text that is mostly UTF-8 is UTF-8; else every candidate is
// decoded, and the one wins that gives the most plausible English text: quotation
// marks that open before words and close after them, accented letters in Latin
// words, ideographs beside ideographs.
func Guess(text []byte) string {
	sample := text[:min(len(text), sampleBytes)]
	if isUTF8(sample) || mostlyUTF8(sample) {
		return UTF8
	}
	best, most := Windows1252, score(Decode(sample, Windows1252))
	for _, name := range candidates[1:] {
		if s := score(Decode(sample, name)); s > most {
			best, most = name, s
		}
	}
	return best
}

// mostlyUTF8 says whether most of what is not ASCII is UTF-8: one damaged
// article does not make a stream of another kind.
func mostlyUTF8(sample []byte) bool {
	valid, invalid := 0, 0
	for i := 0; i < len(sample); {
		if sample[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRune(sample[i:])
		if r == utf8.RuneError && n == 1 {
			invalid++
		} else {
			valid++
		}
		i += n
	}
	return valid > invalid
}

// score adds up how plausible the characters beyond ASCII are where they stand.
func score(decoded []byte) int {
	total := 0
	before := ' '
	for i := 0; i < len(decoded); {
		r, n := utf8.DecodeRune(decoded[i:])
		i += n
		if r >= utf8.RuneSelf {
			after, _ := utf8.DecodeRune(decoded[i:])
			if i == len(decoded) {
				after = ' '
			}
			total += plausible(before, r, after)
		}
		before = r
	}
	return total
}

// plausible weighs one character between its neighbours. The weights order
// readings; nothing else depends on them.
func plausible(before, r, after rune) int {
	switch {
	case r == utf8.RuneError:
		return -20
	case r >= 0x80 && r < 0xA0 || unicode.Is(unicode.Co, r):
		return -10
	case isQuote(r) || isDash(r):
		return mark(before, r, after)
	case unicode.Is(unicode.Latin, r):
		return letter(before, r, after)
	case unicode.IsLetter(r):
		return foreign(before, r, after)
	}
	return sign(before, r, after)
}

func isQuote(r rune) bool { return r >= '‘' && r <= '”' || r == '«' || r == '»' }
func isDash(r rune) bool  { return r == '–' || r == '—' || r == '…' }

// mark weighs a quotation mark, an apostrophe or a dash.
func mark(before, r, after rune) int {
	switch r {
	case '“', '‘', '«':
		if !isWord(before) && isWord(after) {
			return 4
		}
		return -1
	case '’':
		if isWord(before) {
			return 4
		}
		return 1
	case '”', '»':
		if !unicode.IsSpace(before) && !isWord(after) {
			return 4
		}
		return -1
	}
	return 2
}

// letter weighs an accented Latin letter: it belongs to a Latin word, and is no
// capital behind a small letter.
func letter(before, r, after rune) int {
	const commonest = 'ÿ' // the end of Latin-1, which English names rarely leave
	w := 0
	switch {
	case unicode.IsLower(before) && unicode.IsUpper(r):
		return -6
	case isPlain(before) || isPlain(after):
		w = 3
	case isLatin(before) || isLatin(after):
		return -3 // English has no words of accented letters alone
	}
	if unicode.IsUpper(r) && isLatin(before) && unicode.IsLower(after) {
		return -6
	}
	if r <= commonest {
		w++
	}
	if r == 'ª' || r == 'º' {
		return -2
	}
	return w
}

// foreign weighs a letter of another script, which stands among its like.
func foreign(before, r, after rune) int {
	if isLatin(before) || isLatin(after) {
		return -4
	}
	alike := func(other rune) bool { return other >= 0x370 && unicode.IsLetter(other) }
	if !alike(before) && !alike(after) {
		return -1
	}
	if r >= '\uff61' && r <= '\uff9f' {
		return -2 // katakana of half width, which any byte may be
	}
	if unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul) {
		return 3 // for the two bytes that it had
	}
	if unicode.IsLower(before) && unicode.IsUpper(r) {
		return -4
	}
	return 2
}

// sign weighs everything else.
func sign(before, r, after rune) int {
	switch r {
	case '£', '€', '¥':
		if unicode.IsDigit(after) {
			return 4
		}
		return -1
	case '\u00a0', '©', '®', '™', '•', '·', '½', '¼', '¾':
		return 1
	case '°':
		if unicode.IsDigit(before) || unicode.IsSpace(before) {
			return 2
		}
		return -2
	}
	if isLatin(before) || isLatin(after) {
		return -4
	}
	return -2
}

func isWord(r rune) bool  { return unicode.IsLetter(r) || unicode.IsDigit(r) }
func isPlain(r rune) bool { return r < utf8.RuneSelf && unicode.IsLetter(r) }
func isLatin(r rune) bool { return unicode.Is(unicode.Latin, r) }
