package charset

import (
	"bytes"
	"io"
	"strings"
	"unicode/utf8"

	netcharset "golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
	"golang.org/x/text/transform"
)

// Names that are compared with; others come from the standard's list.
const (
	UTF8        = "utf-8"
	Windows1252 = "windows-1252"
)

// wide are the sets of two and four bytes a unit, which drop their marks.
// Browsers don't read UTF-32, and so the WHATWG's list has none.
var wide = map[string]encoding.Encoding{
	"utf-16le": unicode.UTF16(unicode.LittleEndian, unicode.UseBOM),
	"utf-16be": unicode.UTF16(unicode.BigEndian, unicode.UseBOM),
	"utf-32le": utf32.UTF32(utf32.LittleEndian, utf32.UseBOM),
	"utf-32be": utf32.UTF32(utf32.BigEndian, utf32.UseBOM),
}

// Unicode names the encoding of a stream that begins with these bytes where it
// is UTF-16 or UTF-32: "utf-16le", "utf-16be", "utf-32le", "utf-32be"; "" for
// everything else, UTF-8 included. Without a mark it is told by zero bytes:
// every second one in UTF-16, three of four in UTF-32.
func Unicode(head []byte) string {
	for _, mark := range []struct{ bytes, name string }{
		{"\xff\xfe\x00\x00", "utf-32le"}, {"\x00\x00\xfe\xff", "utf-32be"}, {"\xff\xfe", "utf-16le"}, {"\xfe\xff", "utf-16be"},
	} {
		if bytes.HasPrefix(head, []byte(mark.bytes)) {
			return mark.name
		}
	}
	return unmarked(head)
}

func unmarked(head []byte) string {
	const looked, least = 1 << 10, 16
	head = head[:min(len(head), looked)&^3]
	if len(head) < least {
		return ""
	}
	var zeros [4]int
	for i, b := range head {
		if b == 0 {
			zeros[i%4]++
		}
	}
	column := len(head) / 4
	most := func(n int) bool { return n*10 >= column*9 }
	few := func(n int) bool { return n*10 <= column }
	switch {
	case few(zeros[0]) && most(zeros[1]) && most(zeros[2]) && most(zeros[3]):
		return "utf-32le"
	case few(zeros[3]) && most(zeros[0]) && most(zeros[1]) && most(zeros[2]):
		return "utf-32be"
	case few(zeros[0]) && few(zeros[2]) && most(zeros[1]) && most(zeros[3]):
		return "utf-16le"
	case few(zeros[1]) && few(zeros[3]) && most(zeros[0]) && most(zeros[2]):
		return "utf-16be"
	}
	return ""
}

// Lookup gives the standard's name for a label; "" where there is none, or none
// that can be decoded.
func Lookup(label string) string {
	label = strings.ToLower(strings.TrimSpace(label))
	if _, ok := wide[label]; ok {
		return label
	}
	e, err := htmlindex.Get(label)
	if err != nil {
		return ""
	}
	name, err := htmlindex.Name(e)
	if err != nil || name == "replacement" || name == "x-user-defined" {
		return ""
	}
	return name
}

// NewReader decodes a stream. A mark at its begin is dropped. What can't be
// decoded becomes U+FFFD; an unknown name leaves the bytes as they are.
func NewReader(r io.Reader, name string) io.Reader {
	decoder := decoderOf(name)
	if decoder == nil {
		return r
	}
	return transform.NewReader(r, decoder)
}

// Decode decodes bytes as NewReader does.
func Decode(raw []byte, name string) []byte {
	decoder := decoderOf(name)
	if decoder == nil {
		return raw
	}
	decoded, _, err := transform.Bytes(decoder, raw)
	if err != nil {
		return raw
	}
	return decoded
}

func decoderOf(name string) transform.Transformer {
	if name == UTF8 || name == "" {
		return nil
	}
	if e, ok := wide[name]; ok {
		return e.NewDecoder()
	}
	e, err := htmlindex.Get(name)
	if err != nil {
		return nil
	}
	return encoding.Decoder{Transformer: e.NewDecoder().Transformer}
}

// Of names the character set of a page or a message: head is its begin or all
// of it, carrier the label that came with it, "" for none.
func Of(head []byte, carrier string) string {
	if name := Unicode(head); name != "" {
		return name
	}
	if bytes.HasPrefix(head, []byte("\ufeff")) {
		return UTF8
	}
	guess := Guess(head)
	for _, label := range []string{carrier, xmlLabel(head), metaLabel(head)} {
		switch name := Lookup(label); {
		case name == "" || strings.HasPrefix(name, "utf-16") || strings.HasPrefix(name, "utf-32"):
		case guess == UTF8 && singleByte(name):
			return UTF8 // what is valid UTF-8 by chance is not news
		case name == UTF8 && guess != UTF8:
			return guess
		default:
			return name
		}
	}
	return guess
}

// singleByte says whether a set has one byte a character: any bytes are valid
// in it, so its name proves little.
func singleByte(name string) bool {
	switch name {
	case "gbk", "gb18030", "big5", "shift_jis", "euc-jp", "euc-kr", "iso-2022-jp", UTF8:
		return false
	}
	return true
}

// xmlLabel gives the encoding that an XML declaration names.
func xmlLabel(head []byte) string {
	head = bytes.TrimLeft(head, " \t\r\n")
	if !bytes.HasPrefix(head, []byte("<?xml")) {
		return ""
	}
	end := bytes.Index(head, []byte("?>"))
	if end < 0 {
		return ""
	}
	_, after, found := bytes.Cut(head[:end], []byte("encoding"))
	if !found {
		return ""
	}
	after = bytes.TrimLeft(bytes.TrimPrefix(bytes.TrimLeft(after, " \t\r\n"), []byte("=")), " \t\r\n")
	if len(after) == 0 || after[0] != '"' && after[0] != '\'' {
		return ""
	}
	label, _, _ := bytes.Cut(after[1:], after[:1])
	return string(label)
}

// metaLabel gives the character set that a page's meta tag names, as browsers
// find it: in the first 1024 bytes.
func metaLabel(head []byte) string {
	const looked = 1 << 10
	head = head[:min(len(head), looked)]
	if !bytes.Contains(bytes.ToLower(head), []byte("charset")) {
		return ""
	}
	_, name, _ := netcharset.DetermineEncoding(head, "")
	if name == Windows1252 {
		return "" // what it gives for no tag at all, too
	}
	return name
}

// isUTF8 says whether bytes are UTF-8; a sample may end within a character.
func isUTF8(sample []byte) bool {
	if utf8.Valid(sample) || len(sample) < sampleBytes {
		return utf8.Valid(sample)
	}
	for cut := 1; cut < utf8.UTFMax && cut < len(sample); cut++ {
		if tail := sample[len(sample)-cut:]; utf8.RuneStart(tail[0]) {
			return !utf8.FullRune(tail) && utf8.Valid(sample[:len(sample)-cut])
		}
	}
	return false
}
