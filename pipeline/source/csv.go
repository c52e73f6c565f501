package source

import (
	"bufio"
	"bytes"
	"io"
	"slices"
	"strings"
)

// headOf gives the names in the first line of a table of separated values, and
// the separator; none where the line names no column for the text. A table is
// told by this alone: other lines may look like anything.
func (f fields) headOf(head []byte) (names []string, separator byte) {
	head = bytes.TrimPrefix(head, []byte("\ufeff"))
	line, _, whole := bytes.Cut(head, []byte("\n"))
	if !whole {
		return nil, 0
	}
	for _, separator := range []byte(",\t;") {
		b := bufio.NewReader(bytes.NewReader(append(slices.Clone(line), '\n')))
		c := cells{separator: separator, longest: int64(len(line)) + 1}
		if c.read(b) == nil && len(c.values) > 1 && slices.Contains(c.values, f[fieldText]) {
			return c.values, separator
		}
	}
	return nil, 0
}

// readCSV reads comma, tab or semicolon separated values after RFC 4180, with a
// head. A record's number counts records, not lines, without the head.
func (r *reader) readCSV(b *bufio.Reader, names []string, separator byte) *Fault {
	c := cells{separator: separator, longest: r.set.options.Limits.LineBytes}
	if err := c.read(b); err != nil {
		return r.broken
	}
	for {
		err := c.read(b)
		if err == io.EOF && r.broken == nil && r.records == 0 {
			return fault(StageRead, Empty, "there is no record in it")
		}
		if err != nil {
			return r.broken
		}
		if len(c.values) == 1 && c.values[0] == "" && !c.long {
			continue
		}
		name, ok := r.record()
		if !ok {
			return fault(StageRead, TooManyRecords, "more than %d records", r.set.options.Limits.FileRecords)
		}
		if !r.give(r.rowItem(name, names, &c)) {
			return nil
		}
	}
}

// rowItem makes an item of one record.
func (r *reader) rowItem(name string, names []string, c *cells) Item {
	item := Item{Source: name, Bytes: c.size}
	if c.long {
		item.Fault = fault(StageRead, TooLarge, "the record has %d bytes, more than %d", c.size, c.longest)
		item.Fault.Bytes = c.size
		return item
	}
	if len(c.values) != len(names) {
		item.Fault = fault(StageParse, WrongColumns, "the record has %d columns, the head %d", len(c.values), len(names))
		return item
	}
	get := func(field string) string {
		if i := slices.Index(names, r.set.fields[field]); i >= 0 {
			return c.values[i]
		}
		return ""
	}
	a := &item.Article
	a.ID, a.URL, a.Title, a.Author, a.Publisher = get(fieldID), get(fieldURL), get(fieldTitle), get(fieldAuthor), get(fieldPublisher)
	a.Text = []byte(get(fieldText))
	if date := strings.TrimSpace(get(fieldPublished)); date != "" {
		a.Published, item.BadDate = ParseDate(date)
	}
	limits := r.set.options.Limits
	for _, field := range []string{a.ID, a.URL, a.Title, a.Author, a.Publisher} {
		if len(field) > limits.FieldBytes {
			item.Fault = fault(StageParse, FieldTooLarge, "a field has %d bytes, more than %d", len(field), limits.FieldBytes)
		}
	}
	switch {
	case item.Fault != nil:
	case len(a.Text) == 0:
		item.Fault = fault(StageParse, NoText, "the field %q is empty", r.set.fields[fieldText])
	case int64(len(a.Text)) > limits.ArticleBytes:
		item.Fault = fault(StageRead, TooLarge, "the text has %d bytes, more than %d", len(a.Text), limits.ArticleBytes)
	}
	if item.Fault != nil {
		item.Fault.ID, item.Fault.Bytes, item.Article = a.ID, c.size, Article{}
	}
	return item
}

// cells reads the records of separated values, one at a time. A record beyond
// the limit is read to its end and dropped.
type cells struct {
	separator byte
	longest   int64

	values []string
	size   int64 // bytes of the record
	long   bool  // it was beyond the limit

	cell   []byte
	quoted bool // inside quotation marks
	closed bool // a quotation mark may have ended the cell
}

// read reads one record; io.EOF after the last.
func (c *cells) read(b *bufio.Reader) error {
	c.values, c.cell, c.size, c.long, c.quoted, c.closed = nil, c.cell[:0], 0, false, false, false
	for {
		ch, err := b.ReadByte()
		if err == io.EOF && c.size > 0 {
			c.endCell()
			return nil
		}
		if err != nil {
			return err
		}
		c.size++
		if c.long = c.long || c.size > c.longest; c.long {
			c.cell, c.values = nil, nil
		}
		if c.step(ch) {
			return nil
		}
	}
}

// step takes one byte, and says whether it ends the record.
func (c *cells) step(ch byte) bool {
	switch {
	case c.quoted && ch == '"':
		c.quoted, c.closed = false, true
		return false
	case c.quoted:
	case ch == '"' && c.closed:
		c.quoted, c.closed = true, false // two marks stand for one
	case ch == '"' && len(c.cell) == 0:
		c.quoted = true
		return false
	case ch == c.separator:
		c.endCell()
		return false
	case ch == '\n':
		c.cell = bytes.TrimSuffix(c.cell, []byte("\r"))
		c.endCell()
		return true
	}
	if !c.long {
		c.cell = append(c.cell, ch)
	}
	return false
}

func (c *cells) endCell() {
	if !c.long {
		c.values = append(c.values, string(c.cell))
	}
	c.cell, c.closed = c.cell[:0], false
}
