package source

import (
	"bytes"
	"path"
	"strings"

	"quoth/pipeline/source/charset"
	"quoth/pipeline/source/markup"
)

// A Format is a way in which a stream holds articles.
type Format string

// The formats.
const (
	FormatText  Format = "text"  // one article
	FormatJSONL Format = "jsonl" // an object a line
	FormatJSON  Format = "json"  // an object, or an array of objects
	FormatCSV   Format = "csv"   // values separated by commas, tabs or semicolons, with a head

	FormatMarkdown Format = "markdown" // one article
	FormatHTML     Format = "html"     // one web page
	FormatWARC     Format = "warc"     // web pages, as a crawler stored them
	FormatFeed     Format = "feed"     // items of RSS or RDF, entries of Atom
	FormatNewsML   Format = "newsml"   // items of NewsML-G2
	FormatNITF     Format = "nitf"     // documents of NITF
	formatXML      Format = "xml"      // anything else
)

// A kind is what the first bytes of a stream tell of it.
type kind int

const (
	kindText kind = iota
	kindBinary
	kindGzip
	kindZstd
	kindBzip2
	kindZip
	kindTar
	kindParquet
	kindArrowFile
	kindArrowStream
	kindUnicode // UTF-16 or UTF-32
)

// signatures of compressions, RFC 1952 and RFC 8878 (a frame and a skippable
// frame), of archives and tables, and of files that look like text for long enough to be taken for it.
var signatures = []struct {
	begin string
	kind  kind
}{
	{"\x1f\x8b", kindGzip},
	{"\x28\xb5\x2f\xfd", kindZstd},
	{"BZh", kindBzip2},
	{"WARC/0.", kindText}, // whatever the pages in it hold
	{"WARC/1.", kindText},
	{"%PDF-", kindBinary},
	{"{\\rtf", kindBinary},
	{"PK\x03\x04", kindZip},
	{"PK\x05\x06", kindZip},
	{"PAR1", kindParquet},
	{"PARE", kindParquet},
	{"ARROW1\x00\x00", kindArrowFile},
	{"\x7fELF", kindBinary},
	{"\x89PNG", kindBinary},
	{"\xff\xd8\xff", kindBinary},
	{"\xd0\xcf\x11\xe0", kindBinary},
}

func sniff(head []byte) kind {
	for _, s := range signatures {
		if bytes.HasPrefix(head, []byte(s.begin)) && (s.kind != kindBzip2 || isBzip2(head)) {
			return s.kind
		}
	}
	if isTar(head) {
		return kindTar
	}
	if isArrowStream(head) {
		return kindArrowStream
	}
	if charset.Unicode(head) != "" {
		return kindUnicode
	}
	if isBinary(head) {
		return kindBinary
	}
	return kindText
}

// isBzip2 tells a bzip2 stream from a text that begins with its letters: a
// level and the digits of pi follow.
func isBzip2(head []byte) bool {
	return len(head) >= 10 && head[3] >= '1' && head[3] <= '9' &&
		(string(head[4:10]) == "\x31\x41\x59\x26\x53\x59" || string(head[4:10]) == "\x17\x72\x45\x38\x50\x90")
}

// isBinary says whether bytes hold more control characters than text does. A
// few are allowed everywhere: old wire formats use them, and cleaning takes
// them out.
func isBinary(head []byte) bool {
	const looked = 8 << 10
	head = head[:min(len(head), looked)]
	controls := 0
	for _, c := range head {
		if c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f' || c == 0x7f {
			controls++
		}
	}
	return controls > 4+len(head)/32
}

// format tells the format of a stream of text: by its content, and by the
// name where the first line is broken.
func (r *reader) format(head []byte) Format {
	if f := r.set.options.Format; f != "" {
		return f
	}
	if f := markupFormat(head); f != "" {
		return f
	}
	names, _ := r.set.fields.headOf(head)
	switch {
	case looksLikeJSON(head):
		return FormatJSON
	case looksLikeObject(head) || namedJSONL(r.source):
		return FormatJSONL
	case names != nil:
		return FormatCSV
	case namedMarkdown(r.source) || markup.LooksMarkdown(head):
		return FormatMarkdown
	}
	return FormatText
}

// looksLikeJSON says whether a stream begins with an array of objects, or with
// an object whose brace stands alone on its line: lines of objects do not.
func looksLikeJSON(head []byte) bool {
	head = bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\ufeff")), " \t\r\n")
	if rest, array := bytes.CutPrefix(head, []byte("[")); array {
		return looksLikeObject(rest)
	}
	line, rest, _ := bytes.Cut(head, []byte("\n"))
	return string(bytes.TrimSpace(line)) == "{" && looksLikeObject(append([]byte("{"), rest...))
}

// looksLikeObject says whether the first thing in a stream is a JSON object:
// a brace, then a key or the closing brace.
func looksLikeObject(head []byte) bool {
	head = bytes.TrimPrefix(head, []byte("\ufeff"))
	head = bytes.TrimLeft(head, " \t\r\n")
	if len(head) == 0 || head[0] != '{' {
		return false
	}
	head = bytes.TrimLeft(head[1:], " \t\r\n")
	return len(head) > 0 && (head[0] == '"' || head[0] == '}')
}

// namedJSONL says whether a file calls itself JSON lines.
func namedJSONL(name string) bool {
	name = strings.ToLower(name)
	for {
		switch ext := path.Ext(name); ext {
		case ".gz", ".zst", ".bz2":
			name = strings.TrimSuffix(name, ext)
		case ".jsonl", ".ndjson", ".jsonlines":
			return true
		default:
			return false
		}
	}
}
