package source

import (
	"bufio"

	"quoth/pipeline/source/charset"
)

// decoded gives a stream of UTF-8 for one in another character set.
func decoded(b *bufio.Reader, name string) *bufio.Reader {
	if name == charset.UTF8 {
		return b
	}
	return bufio.NewReaderSize(charset.NewReader(b, name), bufferBytes)
}

// decodedText makes UTF-8 of a text that says nothing of its character set.
// UTF-8 stays as it is, damaged or not, and so does Windows-1252: the cleaner
// knows both, and counts what it mends.
func decodedText(raw []byte) []byte {
	if name := charset.Guess(raw); name != charset.UTF8 && name != charset.Windows1252 {
		return charset.Decode(raw, name)
	}
	return raw
}
