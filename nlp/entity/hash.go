package entity

import (
	"unicode"
	"unicode/utf8"
)

// Hashes are 64 bits wide and the same on every machine: model files are
// keyed by them.
const (
	hashStart  = 0xcbf29ce484222325
	hashFactor = 0x100000001b3
	mixFactor  = 0x9e3779b97f4a7c15
)

// mix spreads every bit of x over all the others.
func mix(x uint64) uint64 {
	x ^= x >> 32
	x *= 0xd6e8feb86659fd93
	x ^= x >> 32
	x *= 0xd6e8feb86659fd93
	x ^= x >> 32
	return x
}

// join gives the hash of an ordered pair of hashes.
func join(a, b uint64) uint64 { return mix(a*mixFactor + b) }

// hashForms gives the hash of a word as it is spelt, of its lower case and of
// its title case. A run of digits counts as a single 0, so that amounts, dates
// and scores share what is learnt of them.
func hashForms(s string) (form, lower, title uint64) {
	form, lower, title = hashStart, hashStart, hashStart
	digits, first := false, true
	for i := 0; i < len(s); {
		c := s[i]
		if c >= utf8.RuneSelf {
			r, n := utf8.DecodeRuneInString(s[i:])
			i += n
			r = plainApostrophe(r)
			low := unicode.ToLower(r)
			form, lower = step(form, r), step(lower, low)
			if first {
				title = step(title, r)
			} else {
				title = step(title, low)
			}
			digits, first = false, false
			continue
		}
		i++
		if '0' <= c && c <= '9' {
			if digits {
				continue
			}
			digits, c = true, '0'
		} else {
			digits = false
		}
		low := c
		if 'A' <= c && c <= 'Z' {
			low = c + 'a' - 'A'
		}
		form = (form ^ uint64(c)) * hashFactor
		lower = (lower ^ uint64(low)) * hashFactor
		if first {
			title = (title ^ uint64(c)) * hashFactor
		} else {
			title = (title ^ uint64(low)) * hashFactor
		}
		first = false
	}
	return mix(form), mix(lower), mix(title)
}

func step(h uint64, r rune) uint64 {
	if r < utf8.RuneSelf {
		return (h ^ uint64(r)) * hashFactor
	}
	return (h ^ (uint64(r) << 8)) * hashFactor
}

// plainApostrophe lets "O’Brien" and "O'Brien" be one word.
func plainApostrophe(r rune) rune {
	if r == '’' || r == '‘' {
		return '\''
	}
	return r
}

// titleHash gives the hash of a word in lower case with its first letter as a
// capital.
func titleHash(s string) uint64 {
	r, n := utf8.DecodeRuneInString(s)
	_, _, title := hashForms(string(unicode.ToUpper(r)) + s[n:])
	return title
}

// lowerHash gives the hash of a word's lower case.
func lowerHash(s string) uint64 {
	_, lower, _ := hashForms(s)
	return lower
}

// phraseHash extends the hash of a phrase, 0 at its beginning, by a word.
func phraseHash(phrase, word uint64) uint64 { return join(phrase, word) }
