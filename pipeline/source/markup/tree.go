package markup

import (
	"bytes"
	"encoding/xml"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"
)

// A node is an element of XML, or text where it has no name. Names are local
// and in small letters; space is the namespace, or the prefix where none was
// declared.
type node struct {
	name, space string
	attributes  []xml.Attr
	children    []*node
	text        string
}

// A Record is an element of a stream of XML that holds an article, as bytes.
// Context are the start tags around it, which declare its namespaces.
type Record struct {
	Context [][]byte
	Raw     []byte
}

// parse makes a tree of a record. Entities that are no characters of HTML stay
// as they are written: the declarations of a document type are never read.
func (r Record) parse(b Bounds) (*node, error) {
	context := bytes.Join(r.Context, nil)
	d := xml.NewDecoder(io.MultiReader(bytes.NewReader(legal(context)), bytes.NewReader(legal(r.Raw))))
	d.Strict = false
	d.Entity = xml.HTMLEntity
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	t := treeMaker{bounds: b, around: len(r.Context)}
	for {
		token, err := d.Token()
		if err != nil {
			return nil, ErrBroken
		}
		if done, err := t.token(token); done || err != nil {
			return t.top, err
		}
	}
}

type treeMaker struct {
	bounds   Bounds
	around   int // start tags of the context to come
	top      *node
	open     []*node
	elements int
}

// token adds one token, and says whether the record ends with it.
func (t *treeMaker) token(token xml.Token) (done bool, err error) {
	switch token := token.(type) {
	case xml.StartElement:
		if t.around > 0 {
			t.around--
			return false, nil
		}
		return false, t.start(token)
	case xml.EndElement:
		if len(t.open) == 0 {
			return true, ErrBroken
		}
		t.open = t.open[:len(t.open)-1]
		return len(t.open) == 0, nil
	case xml.CharData:
		if n := len(t.open); n > 0 && len(token) > 0 {
			t.open[n-1].children = append(t.open[n-1].children, &node{text: string(token)})
		}
	}
	return false, nil
}

func (t *treeMaker) start(token xml.StartElement) error {
	n := &node{name: strings.ToLower(token.Name.Local), space: token.Name.Space, attributes: token.Copy().Attr}
	if t.elements++; t.elements > t.bounds.Elements {
		return ErrTooMany
	}
	if len(t.open) == t.bounds.Depth {
		return ErrTooDeep
	}
	if len(t.open) == 0 {
		t.top = n
	} else {
		above := t.open[len(t.open)-1]
		above.children = append(above.children, n)
	}
	t.open = append(t.open, n)
	return nil
}

// legal replaces what XML forbids, and what archives hold all the same:
// controls, bytes that are no UTF-8, and references to such characters.
func legal(raw []byte) []byte {
	if !utf8.Valid(raw) || bytes.IndexFunc(raw, forbidden) >= 0 {
		raw = bytes.Map(func(r rune) rune {
			if forbidden(r) {
				return ' '
			}
			return r
		}, bytes.ToValidUTF8(raw, []byte("\ufffd")))
	}
	return legalReferences(raw)
}

// legalReferences blanks numeric references that stand for no character.
func legalReferences(raw []byte) []byte {
	const longest = len("&#x10FFFF;")
	copied := false
	for at := 0; ; {
		next := bytes.Index(raw[at:], []byte("&#"))
		if next < 0 {
			return raw
		}
		at += next
		end := bytes.IndexByte(raw[at:min(len(raw), at+longest)], ';')
		if end < 0 || isCharacter(string(raw[at+2:at+end])) {
			at += len("&#")
			continue
		}
		if !copied {
			raw, copied = bytes.Clone(raw), true
		}
		for i := at; i <= at+end; i++ {
			raw[i] = ' '
		}
	}
}

// isCharacter says whether the number of a reference is one of a character.
func isCharacter(number string) bool {
	base := 10
	if hex, ok := strings.CutPrefix(strings.ToLower(number), "x"); ok {
		number, base = hex, 16
	}
	n, err := strconv.ParseUint(number, base, 32)
	return err == nil && n <= utf8.MaxRune && utf8.ValidRune(rune(n)) && !forbidden(rune(n))
}

func forbidden(r rune) bool {
	return r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xFFFE || r == 0xFFFF
}

// find gives the first element at a path of names below a node; nil for none.
func (n *node) find(path ...string) *node {
	for _, name := range path {
		if n = n.child(name); n == nil {
			return nil
		}
	}
	return n
}

func (n *node) child(name string) *node {
	if n != nil {
		for _, c := range n.children {
			if c.name == name {
				return c
			}
		}
	}
	return nil
}

// all gives the children of a name.
func (n *node) all(name string) []*node {
	var found []*node
	if n != nil {
		for _, c := range n.children {
			if c.name == name {
				found = append(found, c)
			}
		}
	}
	return found
}

func (n *node) attribute(name string) string {
	if n != nil {
		for _, a := range n.attributes {
			if strings.EqualFold(a.Name.Local, name) {
				return a.Value
			}
		}
	}
	return ""
}

// content is the text of a node and of all below it, as it stands.
func (n *node) content() string {
	if n == nil {
		return ""
	}
	if len(n.children) == 1 && n.children[0].name == "" {
		return n.children[0].text
	}
	var b strings.Builder
	n.write(func(t string) { b.WriteString(t) }, func(string) {}, func(string) {})
	return b.String()
}

// line is the content on one line.
func (n *node) line() string { return oneLine(n.content()) }

// blocks is the content with its paragraphs.
func (n *node) blocks() string {
	if n == nil {
		return ""
	}
	var w writer
	n.write(w.text, w.open, w.close)
	return w.out.String()
}

func (n *node) write(text, open, end func(string)) {
	if n.name == "" {
		text(n.text)
		return
	}
	open(n.name)
	for _, c := range n.children {
		c.write(text, open, end)
	}
	end(n.name)
}
