package topic

import (
	"unicode"
	"unicode/utf8"
)

// A word's key is a hash of its lower-case letters. Digits, marks and endings
// behind an apostrophe are no words.
type wordKey uint64

// FNV-1a, 64 bit.
const (
	hashSeed  = 14695981039346656037
	hashPrime = 1099511628211
)

// eachWord calls f with the key of every word of a text, in order; paired says
// that only white space or a hyphen stands between the word and the one before.
func eachWord(text string, f func(key wordKey, paired bool)) {
	paired := false
	for i := 0; i < len(text); {
		c := text[i]
		switch {
		case isASCIILetter(c):
			key, end := scanWord(text, i)
			if end-i > 1 {
				f(key, paired)
				paired = true
			}
			i = end
		case c == ' ' || c == '-':
			i++
		case c == '\'' || c < utf8.RuneSelf:
			i = skipEnding(text, i)
			paired = false
		default:
			i, paired = wideWord(text, i, paired, f)
		}
	}
}

// wideWord handles a code point outside ASCII: a letter begins a word, anything
// else parts words.
func wideWord(text string, i int, paired bool, f func(wordKey, bool)) (int, bool) {
	r, n := utf8.DecodeRuneInString(text[i:])
	if r == '’' {
		return skipEnding(text, i), false
	}
	if !unicode.IsLetter(r) {
		return i + n, false
	}
	key, end := scanWord(text, i)
	f(key, paired)
	return end, true
}

// scanWord hashes a run of letters.
func scanWord(text string, i int) (wordKey, int) {
	h := uint64(hashSeed)
	for i < len(text) {
		if c := text[i]; isASCIILetter(c) {
			h = (h ^ uint64(c|0x20)) * hashPrime
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(text[i:])
		if r < utf8.RuneSelf || !unicode.IsLetter(r) && !unicode.Is(unicode.Mn, r) {
			break
		}
		h = (h ^ uint64(unicode.ToLower(r))) * hashPrime
		i += n
	}
	return wordKey(h), i
}

// skipEnding passes over a mark, and over what follows an apostrophe: "s", "ll".
func skipEnding(text string, i int) int {
	r, n := utf8.DecodeRuneInString(text[i:])
	if i += n; r != '\'' && r != '’' || i < n+1 || !isASCIILetter(text[i-n-1]) {
		return i
	}
	end := i
	for end < len(text) && isASCIILetter(text[end]) {
		end++
	}
	if end-i <= 2 {
		return end
	}
	return i
}

func isASCIILetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
