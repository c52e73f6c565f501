package clean

import "unicode/utf8"

// windows1252 gives the characters of bytes 0x80 … 0x9F, after the WHATWG
// Encoding Standard; 0 where there is none.
var windows1252 = [32]rune{
	'€', 0, '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', 0, 'Ž', 0,
	0, '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', 0, 'ž', 'Ÿ',
}

func fromWindows1252(b byte) rune {
	if b >= 0xA0 {
		return rune(b)
	}
	if b >= 0x80 {
		if r := windows1252[b-0x80]; r != 0 {
			return r
		}
	}
	return utf8.RuneError
}

// toWindows1252 gives the byte that was read as r, by a program that took the
// text for Windows-1252 or for Latin-1.
func toWindows1252(r rune) (byte, bool) {
	if r >= 0x80 && r <= 0xFF {
		return byte(r), true
	}
	for i, w := range windows1252 {
		if w == r && w != 0 {
			return byte(0x80 + i), true
		}
	}
	return 0, false
}

// misread restores a character of two or three bytes that s begins with each
// byte of as a character of its own, and gives the length of what to replace,
// 0 where there is nothing to restore. Only the lead bytes of Latin letters
// and of punctuation are trusted: after Ã, Â and â no text has such signs.
func misread(s string) (rune, int) {
	lead, n := utf8.DecodeRuneInString(s)
	want := 2
	switch lead {
	case 'Ã', 'Â':
	case 'â':
		want = 3
	default:
		return 0, 0
	}
	var bytes [3]byte
	bytes[0] = byte(lead)
	for i := 1; i < want; i++ {
		r, size := utf8.DecodeRuneInString(s[n:])
		b, ok := toWindows1252(r)
		if !ok || b >= 0xC0 {
			return 0, 0
		}
		bytes[i] = b
		n += size
	}
	r, size := utf8.DecodeRune(bytes[:want])
	if size != want {
		return 0, 0
	}
	return r, n
}
