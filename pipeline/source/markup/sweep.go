package markup

import (
	"bytes"

	"golang.org/x/net/html"
)

// What a page keeps of its attributes: enough for every honest tag. A parser
// compares attributes with each other, so that their number counts twice.
const (
	tagBytes      = 16 << 10
	tagAttributes = 64
	metadataBytes = 1 << 20 // of one JSON-LD script
)

// sweep copies a page without what no article is made of: comments, scripts but
// for JSON-LD, styles, drawings, and attributes of hostile size. It returns
// ErrTooMany or ErrTooLong where the page is larger than the bounds.
func sweep(raw []byte, b Bounds) ([]byte, error) {
	s := sweeper{tokens: html.NewTokenizer(bytes.NewReader(raw)), bounds: b}
	s.out.Grow(len(raw) / 2)
	for {
		kind := s.tokens.Next()
		if kind == html.ErrorToken {
			return s.out.Bytes(), nil
		}
		s.token(kind)
		if s.elements > b.Elements {
			return nil, ErrTooMany
		}
		if s.words > b.TextBytes {
			return nil, ErrTooLong
		}
	}
}

type sweeper struct {
	tokens   *html.Tokenizer
	bounds   Bounds
	out      bytes.Buffer
	elements int
	words    int64 // bytes of text

	raw      string // the script or style that is open
	metadata bool   // it is JSON-LD
	drawing  string // the svg or math that is open
	root     [2]bool
}

func (s *sweeper) token(kind html.TokenType) {
	raw := s.tokens.Raw()
	switch kind {
	case html.DoctypeToken:
		s.out.Write(raw)
	case html.TextToken:
		s.text(raw)
	case html.StartTagToken, html.SelfClosingTagToken:
		raw = bytes.Clone(raw) // reading its name changes it
		name, attributes := s.tokens.TagName()
		s.start(string(name), raw, attributes)
	case html.EndTagToken:
		raw = bytes.Clone(raw)
		name, _ := s.tokens.TagName()
		s.end(string(name), raw)
	}
}

func (s *sweeper) text(raw []byte) {
	switch {
	case s.drawing != "":
	case s.raw != "":
		if s.metadata && len(raw) <= metadataBytes {
			s.out.Write(raw)
		}
	default:
		s.words += int64(len(bytes.TrimSpace(raw)))
		s.out.Write(raw)
	}
}

func (s *sweeper) start(name string, raw []byte, attributes bool) {
	if s.drawing != "" && !blockNames[name] {
		return
	}
	s.drawing = "" // a paragraph ends an svg that was left open, as in browsers
	switch name {
	case "svg", "math":
		if !bytes.HasSuffix(raw, []byte("/>")) {
			s.drawing = name
		}
		return
	case "style", "script":
		s.raw, s.metadata = name, name == "script" && s.isMetadata(attributes)
		if s.metadata {
			s.elements++
			s.out.WriteString(`<script type="application/ld+json">`)
		}
		return
	}
	s.elements++
	if len(raw) > tagBytes || attributes && s.tooMany() || s.repeated(name) {
		s.out.WriteString("<" + name + ">")
		return
	}
	s.out.Write(raw)
}

// isMetadata says whether the script at hand is JSON-LD.
func (s *sweeper) isMetadata(more bool) bool {
	for more {
		var key, value []byte
		key, value, more = s.tokens.TagAttr()
		if string(key) == "type" {
			return bytes.EqualFold(bytes.TrimSpace(value), []byte("application/ld+json"))
		}
	}
	return false
}

func (s *sweeper) tooMany() bool {
	for n := 1; ; n++ {
		if n > tagAttributes {
			return true
		}
		if _, _, more := s.tokens.TagAttr(); !more {
			return false
		}
	}
}

// repeated says whether a page opens its root again: the parser adds such a
// tag's attributes to those that are there.
func (s *sweeper) repeated(name string) bool {
	i := 0
	switch name {
	case "html":
	case "body":
		i = 1
	default:
		return false
	}
	again := s.root[i]
	s.root[i] = true
	return again
}

func (s *sweeper) end(name string, raw []byte) {
	switch {
	case s.drawing != "":
		if name == s.drawing {
			s.drawing = ""
		}
		return
	case name == "style" || name == "script":
		if s.metadata {
			s.out.WriteString("</script>")
		}
		s.raw, s.metadata = "", false
		return
	}
	if len(raw) > tagBytes {
		raw = []byte("</" + name + ">")
	}
	s.out.Write(raw)
}
