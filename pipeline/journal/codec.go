package journal

import (
	"encoding/binary"
	"math"
	"time"

	"quoth/nlp"
	"quoth/pipeline/source"
)

// A coder writes or reads the values of a record, in one order for both: with
// reading set, every method fills what it is given, else it appends it. So no
// field can be written in one way and read in another.
type coder struct {
	bytes   []byte
	reading bool
	short   bool
	words   map[string]string // the tags and rules that repeat in every article
}

func (c *coder) int(n *int) {
	if !c.reading {
		c.bytes = binary.AppendVarint(c.bytes, int64(*n))
		return
	}
	v, size := binary.Varint(c.bytes)
	if size <= 0 {
		c.fail()
		return
	}
	*n, c.bytes = int(v), c.bytes[size:]
}

func (c *coder) int64(n *int64) {
	v := int(*n)
	c.int(&v)
	*n = int64(v)
}

// fail ends reading: everything after it is zero.
func (c *coder) fail() { c.short, c.bytes = true, nil }

func (c *coder) bool(b *bool) {
	n := 0
	if *b {
		n = 1
	}
	c.int(&n)
	*b = n != 0
}

func (c *coder) float(f *float32) {
	if !c.reading {
		c.bytes = binary.LittleEndian.AppendUint32(c.bytes, math.Float32bits(*f))
		return
	}
	if len(c.bytes) < 4 {
		c.fail()
		return
	}
	*f = math.Float32frombits(binary.LittleEndian.Uint32(c.bytes))
	c.bytes = c.bytes[4:]
}

// text is for any type of string.
func text[S ~string](c *coder, s *S) {
	n := len(*s)
	c.int(&n)
	if !c.reading {
		c.bytes = append(c.bytes, *s...)
		return
	}
	if n < 0 || n > len(c.bytes) {
		c.fail()
		return
	}
	*s = S(c.intern(c.bytes[:n]))
	c.bytes = c.bytes[n:]
}

// intern keeps one copy of each short word.
func (c *coder) intern(b []byte) string {
	const longest = 16
	if len(b) > longest {
		return string(b)
	}
	if s, ok := c.words[string(b)]; ok {
		return s
	}
	s := string(b)
	if c.words != nil {
		c.words[s] = s
	}
	return s
}

// list is for a slice of anything; each value takes a byte at least.
func list[T any](c *coder, l *[]T, one func(*T)) {
	n := len(*l)
	c.int(&n)
	if c.reading {
		if n < 0 || n > len(c.bytes) {
			c.fail()
			return
		}
		*l = nil
		if n > 0 {
			*l = make([]T, n)
		}
	}
	for i := range *l {
		one(&(*l)[i])
	}
}

func (c *coder) time(t *time.Time) {
	known := !t.IsZero()
	c.bool(&known)
	if !known {
		return
	}
	n := t.UnixMicro()
	c.int64(&n)
	if c.reading {
		*t = time.UnixMicro(n).UTC()
	}
}

func (c *coder) span(s *nlp.Span) {
	c.int(&s.Start)
	length := s.End - s.Start
	c.int(&length)
	s.End = s.Start + length
}

func (c *coder) polarity(p *nlp.Polarity) {
	text(c, &p.Tone)
	c.float(&p.Score)
	c.float(&p.PNegative)
	c.float(&p.PNeutral)
	c.float(&p.PPositive)
}

// document codes all of a document but its text and the candidates, which a
// run never keeps.
func (c *coder) document(d *nlp.Document) {
	for _, s := range []*string{&d.ID, &d.URL, &d.Title, &d.Author, &d.Publisher, &d.Language} {
		text(c, s)
	}
	c.time(&d.Published)
	c.polarity(&d.Sentiment)
	list(c, &d.Tokens, c.token)
	list(c, &d.Sentences, c.sentence)
	list(c, &d.Mentions, c.mention)
	list(c, &d.Entities, c.entity)
	list(c, &d.Quotations, c.quotation)
	list(c, &d.Stances, c.stance)
	list(c, &d.Topics, c.topic)
}

func (c *coder) token(t *nlp.Token) {
	c.span(&t.Span)
	c.int(&t.Sentence)
	text(c, &t.Tag)
}

func (c *coder) sentence(s *nlp.Sentence) {
	c.span(&s.Span)
	c.int(&s.First)
	c.int(&s.Last)
	c.int(&s.Paragraph)
	c.polarity(&s.Sentiment)
}

func (c *coder) mention(m *nlp.Mention) {
	c.span(&m.Span)
	c.int(&m.First)
	c.int(&m.Last)
	c.int(&m.Sentence)
	text(c, &m.Label)
	c.float(&m.Score)
	c.int(&m.Entity)
}

func (c *coder) entity(e *nlp.Entity) {
	text(c, &e.Name)
	text(c, &e.Label)
	text(c, &e.Sex)
	list(c, &e.Mentions, c.int)
}

func (c *coder) quotation(q *nlp.Quotation) {
	c.span(&q.Span)
	text(c, &q.Kind)
	c.int(&q.Sentence)
	list(c, &q.Quoted, c.span)
	c.int(&q.Utterance)
	c.span(&q.Cue)
	c.bool(&q.Negated)
	c.speaker(&q.Speaker)
	c.polarity(&q.Sentiment)
}

func (c *coder) speaker(s *nlp.Speaker) {
	text(c, &s.Name)
	c.int(&s.Entity)
	text(c, &s.Type)
	text(c, &s.Role)
	c.span(&s.Span)
	text(c, &s.Addressee)
	list(c, &s.Others, func(o *string) { text(c, o) })
	text(c, &s.Rule)
	c.float(&s.Confidence)
}

func (c *coder) stance(s *nlp.Stance) {
	c.int(&s.Quotation)
	c.int(&s.Entity)
	c.span(&s.Span)
	c.polarity(&s.Polarity)
}

func (c *coder) topic(t *nlp.Topic) {
	text(c, &t.Code)
	text(c, &t.Name)
	c.int(&t.Level)
	c.float(&t.Score)
}

func (c *coder) fault(f *source.Fault) {
	text(c, &f.Stage)
	text(c, &f.Code)
	text(c, &f.Message)
	text(c, &f.ID)
	c.int64(&f.Bytes)
	text(c, &f.SHA256)
}

// record codes a record: a document, or else a fault.
func (c *coder) record(r *Record) {
	c.int(&r.number)
	text(c, &r.Source)
	for i := range r.Hash {
		n := int(r.Hash[i])
		c.int(&n)
		r.Hash[i] = byte(n)
	}
	whole := r.Document != nil
	c.bool(&whole)
	if c.reading {
		r.Document, r.Fault = nil, nil
		if whole {
			r.Document = &nlp.Document{}
		} else {
			r.Fault = &source.Fault{}
		}
	}
	if whole {
		c.document(r.Document)
	} else {
		c.fault(r.Fault)
	}
}
