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

// A word is one word of a text.
type word struct {
	key     wordKey
	paired  bool // only white space or a hyphen stands between it and the one before
	capital bool // it begins with a capital letter
}

// eachWord calls f with every word of a text, in order.
func eachWord(text string, f func(word)) {
	var w word
	for i := 0; i < len(text); {
		c := text[i]
		switch {
		case isASCIILetter(c):
			var end int
			w.key, end = scanWord(text, i)
			if w.capital = c <= 'Z'; end-i > 1 {
				f(w)
				w.paired = true
			}
			i = end
		case c == ' ' || c == '-':
			i++
		case c < utf8.RuneSelf:
			i = skipEnding(text, i)
			w.paired = false
		default:
			i = w.wide(text, i, f)
		}
	}
}

// wide handles a code point outside ASCII: a letter begins a word, anything
// else parts words.
func (w *word) wide(text string, i int, f func(word)) int {
	r, n := utf8.DecodeRuneInString(text[i:])
	if unicode.IsLetter(r) {
		var end int
		w.key, end = scanWord(text, i)
		w.capital = unicode.IsUpper(r)
		f(*w)
		w.paired = true
		return end
	}
	w.paired = false
	if r == '’' {
		return skipEnding(text, i)
	}
	return i + n
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
