package tag

import (
	"unicode"
	"unicode/utf8"
)

// hashedBytes is how much of a token is looked at: longer ones differ by how
// they begin and end.
const hashedBytes = 48

const (
	offset64 = 0xcbf29ce484222325 // of FNV-1a
	prime64  = 0x100000001b3
	mixer    = 0x9e3779b97f4a7c15 // 2^64 over the golden ratio
)

func mix(h uint64) uint64 {
	h ^= h >> 32
	h *= mixer
	return h ^ h>>29
}

// pair hashes a feature of two values under the number of its template.
func pair(template int, a, b uint64) uint64 {
	return mix((a+uint64(template))*prime64 ^ mix(b+uint64(template)*mixer))
}

func hashBytes(b []byte) uint64 {
	h := uint64(offset64)
	for _, c := range b {
		h = (h ^ uint64(c)) * prime64
	}
	return mix(h)
}

func hashString(s string) uint64 {
	h := uint64(offset64)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * prime64
	}
	return mix(h)
}

// normalize appends the small letters of a word to b, digits as 0, apostrophes
// straight, and no more than hashedBytes from its beginning and its end.
func normalize(b []byte, w string) []byte {
	if len(w) > 2*hashedBytes {
		b = normalizeRunes(b, w[:hashedBytes])
		return normalizeRunes(b, w[len(w)-hashedBytes:])
	}
	for i := range len(w) {
		c := w[i]
		switch {
		case c >= utf8.RuneSelf:
			return normalizeRunes(b[:len(b)-i], w)
		case c >= 'A' && c <= 'Z':
			c |= 0x20
		case c >= '0' && c <= '9':
			c = '0'
		}
		b = append(b, c)
	}
	return b
}

func normalizeRunes(b []byte, w string) []byte {
	for _, r := range w {
		switch r {
		case '’', '‘', 'ʼ':
			r = '\''
		case '“', '”', '„':
			r = '"'
		}
		if unicode.IsDigit(r) {
			r = '0'
		}
		b = utf8.AppendRune(b, unicode.ToLower(r))
	}
	return b
}
