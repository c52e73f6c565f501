package markup

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"hash"
	"io"
	"strings"
)

// headBytes is how much of a stream before its first record is kept: a feed says
// its title there.
const headBytes = 64 << 10

// A Splitter cuts a stream of XML into the elements that hold articles, without
// reading them: a damaged one costs itself. It looks at tags, comments, CDATA
// and declarations, and at nothing else. Entities are declared in vain.
type Splitter struct {
	b     *bufio.Reader
	names map[string]bool
	most  int64 // bytes of a record
	depth int   // of elements around a record

	around [][]byte // tags of the open elements around; nil where they declare no namespace
	head   []byte   // what came before the first record
	first  bool     // it has come

	record []byte // bytes of the record at hand
	size   int64
	hash   hash.Hash // set once it is longer than most
	name   string    // its tag's name; "" outside of records
	nested int       // elements of that name that are open

	tag []byte // the tag at hand
}

// NewSplitter looks for elements with these local names, in small letters.
// Longer records than most bytes are left out.
func NewSplitter(b *bufio.Reader, names []string, most int64, depth int) *Splitter {
	return &Splitter{b: b, names: setOf(names...), most: most, depth: depth}
}

// Head is what came before the first record, as much as is kept of it.
func (s *Splitter) Head() []byte { return s.head }

// A LongRecord is one that was left out.
type LongRecord struct {
	Bytes int64
	Hash  []byte // SHA-256
}

func (*LongRecord) Error() string { return ErrTooLong.Error() }

// Unwrap makes it an ErrTooLong.
func (*LongRecord) Unwrap() error { return ErrTooLong }

// Next gives the next record and the local name of its element. Its bytes are
// valid until the next call. The error is io.EOF at the end, ErrBroken for a
// record that the end cuts off, a *LongRecord; ErrTooDeep where elements around
// the records nest without end, which ends the reading; or that of the stream.
func (s *Splitter) Next() (Record, string, error) {
	s.record, s.size, s.hash, s.name, s.nested = s.record[:0], 0, nil, "", 0
	for {
		done, err := s.step()
		switch {
		case err == io.EOF && s.name != "":
			return Record{Raw: s.record}, local(s.name), ErrBroken
		case err != nil:
			return Record{}, "", err
		case done && s.hash != nil:
			return Record{}, local(s.name), &LongRecord{Bytes: s.size, Hash: s.hash.Sum(nil)}
		case done:
			return Record{Context: s.context(), Raw: s.record}, local(s.name), nil
		}
	}
}

// context gives the tags around that declare namespaces.
func (s *Splitter) context() [][]byte {
	var tags [][]byte
	for _, tag := range s.around {
		if tag != nil {
			tags = append(tags, tag)
		}
	}
	return tags
}

// keep adds bytes to the record, or to the head.
func (s *Splitter) keep(p []byte) {
	switch {
	case s.name != "":
		s.size += int64(len(p))
		if s.hash == nil && s.size > s.most {
			s.hash = sha256.New()
			s.hash.Write(s.record)
			s.record = s.record[:0]
		}
		if s.hash != nil {
			s.hash.Write(p)
			return
		}
		s.record = append(s.record, p...)
	case !s.first:
		s.head = append(s.head, p[:min(len(p), headBytes-len(s.head))]...)
	}
}

// step takes text and the tag or the like after it; done says that it ends a
// record.
func (s *Splitter) step() (done bool, err error) {
	for {
		text, err := s.b.ReadSlice('<')
		s.keep(bytes.TrimSuffix(text, []byte("<")))
		if err == nil {
			break
		}
		if err != bufio.ErrBufferFull {
			return false, err
		}
	}
	return s.markup()
}

// markup takes what a "<" begins.
func (s *Splitter) markup() (done bool, err error) {
	const longest = len("![CDATA[")
	next, err := s.b.Peek(longest)
	if len(next) == 0 {
		s.keep([]byte("<"))
		return false, err
	}
	switch {
	case bytes.HasPrefix(next, []byte("!--")):
		return false, s.until("<!--", "-->")
	case bytes.HasPrefix(next, []byte("![CDATA[")):
		return false, s.until("<![CDATA[", "]]>")
	case next[0] == '?':
		return false, s.until("<?", "?>")
	case next[0] == '!':
		return false, s.declaration()
	case next[0] == '/' || next[0] == '_' || next[0] >= 'A' && next[0] <= 'Z' || next[0] >= 'a' && next[0] <= 'z' || next[0] >= 0x80:
		return s.readTag()
	}
	s.keep([]byte("<")) // a sign of the text
	return false, nil
}

// until takes all up to an end, which may not lie in the begin.
func (s *Splitter) until(begin, end string) error {
	s.keep([]byte("<"))
	p := make([]byte, len(begin)-1)
	if _, err := io.ReadFull(s.b, p); err != nil {
		return io.EOF
	}
	s.keep(p)
	last := make([]byte, 0, len(end))
	for {
		part, err := s.b.ReadSlice('>')
		s.keep(part)
		tail := append(last, part[max(0, len(part)-len(end)):]...)
		last = append(last[:0], tail[max(0, len(tail)-len(end)):]...)
		if err != nil && err != bufio.ErrBufferFull {
			return err
		}
		if string(last) == end {
			return nil
		}
	}
}

// declaration takes a document type with all that is declared in its brackets.
// None of it is remembered.
func (s *Splitter) declaration() error {
	s.keep([]byte("<"))
	open := 0
	for {
		part, err := s.b.ReadSlice('>')
		s.keep(part)
		open += bytes.Count(part, []byte("[")) - bytes.Count(part, []byte("]"))
		if err != nil && err != bufio.ErrBufferFull {
			return err
		}
		if err == nil && open <= 0 {
			return nil
		}
	}
}

// readTag takes a tag. Of a longer one than anybody writes, the begin counts.
func (s *Splitter) readTag() (done bool, err error) {
	s.tag = append(s.tag[:0], '<')
	var quote byte
	for {
		part, err := s.b.ReadSlice('>')
		for _, c := range part {
			switch {
			case c == '<': // no tag has one: it was cut off
				s.keep(s.tag)
				s.tag, quote = s.tag[:0], 0
			case quote == 0 && (c == '"' || c == '\''):
				quote = c
			case c == quote:
				quote = 0
			}
			if len(s.tag) < tagBytes {
				s.tag = append(s.tag, c)
			}
		}
		if err != nil && err != bufio.ErrBufferFull {
			s.keep(s.tag)
			return false, err
		}
		if err == nil && quote == 0 {
			if len(s.tag) == tagBytes {
				s.tag[tagBytes-1] = '>'
			}
			return s.act()
		}
	}
}

// act does what the tag at hand says.
func (s *Splitter) act() (done bool, err error) {
	ends := len(s.tag) > 1 && s.tag[1] == '/'
	empty := len(s.tag) > 2 && s.tag[len(s.tag)-2] == '/'
	name := tagName(s.tag)
	switch {
	case s.name != "":
		s.keep(s.tag)
		if name == s.name && ends {
			s.nested--
		} else if name == s.name && !empty {
			s.nested++
		}
		return s.nested == 0, nil
	case ends:
		s.keep(s.tag)
		s.around = s.around[:max(0, len(s.around)-1)]
		return false, nil
	case s.names[local(name)]:
		s.first = true
		s.name, s.nested = name, 1
		s.keep(s.tag)
		return empty, nil
	}
	s.keep(s.tag)
	if empty {
		return false, nil
	}
	var declares []byte
	if bytes.Contains(s.tag, []byte("xmlns")) {
		declares = bytes.Clone(s.tag)
	}
	if s.around = append(s.around, declares); len(s.around) > s.depth {
		return false, ErrTooDeep
	}
	return false, nil
}

// tagName gives the name in a tag, with its prefix.
func tagName(tag []byte) string {
	name := bytes.TrimPrefix(tag[1:], []byte("/"))
	if end := bytes.IndexAny(name, " \t\r\n/>"); end >= 0 {
		name = name[:end]
	}
	return string(name)
}

// local gives a name without its prefix, in small letters.
func local(name string) string {
	return strings.ToLower(name[strings.LastIndexByte(name, ':')+1:])
}
