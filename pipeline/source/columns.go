package source

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/apache/arrow/go/v17/arrow/memory"
)

// A cell is the value of one column in one row of a table.
type cell struct {
	texts []string  // of a list, its values; else one; none for null
	at    time.Time // of a column of times
	timed bool      // the column is one of times
	wrong bool      // the value is of a type that no field has
}

func (c cell) join(with string) string {
	if c.timed && !c.at.IsZero() {
		return c.at.Format(time.RFC3339Nano)
	}
	return strings.Join(c.texts, with)
}

func (c cell) bytes() (n int64) {
	for _, t := range c.texts {
		n += int64(len(t))
	}
	return n
}

// A row gives the cells that are fields of an article.
type row map[string]cell

// giveRow makes an item of a row and gives it; more says whether to go on.
func (r *reader) giveRow(cells row) (more bool, whole *Fault) {
	name, ok := r.record()
	if !ok {
		return false, fault(StageRead, TooManyRecords, "more than %d records", r.set.options.Limits.FileRecords)
	}
	r.giving = true
	more = r.give(r.set.tableItem(name, cells))
	r.giving = false
	return more, nil
}

// tableItem makes an item of a row of a table.
func (s *Set) tableItem(name string, cells row) Item {
	item := Item{Source: name}
	for _, c := range cells {
		item.Bytes += c.bytes()
	}
	if item.Fault = s.cells(&item, cells); item.Fault != nil {
		item.Fault.ID, item.Fault.Bytes, item.Article = item.Article.ID, item.Bytes, Article{}
	}
	return item
}

func (s *Set) cells(item *Item, cells row) *Fault {
	limits, a := s.options.Limits, &item.Article
	for _, t := range []struct {
		name string
		to   *string
	}{{fieldID, &a.ID}, {fieldURL, &a.URL}, {fieldTitle, &a.Title}, {fieldAuthor, &a.Author}, {fieldPublisher, &a.Publisher}} {
		c := cells[t.name]
		text := c.join(", ")
		if c.wrong {
			return fault(StageParse, WrongType, "column %q holds no text", s.fields[t.name])
		}
		if len(text) > limits.FieldBytes {
			return fault(StageParse, FieldTooLarge, "column %q has %d bytes, more than %d", s.fields[t.name], len(text), limits.FieldBytes)
		}
		*t.to = text
	}
	a.Published, item.BadDate = cells[fieldPublished].date()
	text := cells[fieldText]
	switch {
	case text.wrong || text.timed:
		return fault(StageParse, WrongType, "column %q holds no text", s.fields[fieldText])
	case len(text.texts) == 0:
		return fault(StageParse, NoText, "column %q is null", s.fields[fieldText])
	case text.bytes() > limits.ArticleBytes:
		return fault(StageRead, TooLarge, "the text has %d bytes, more than %d", text.bytes(), limits.ArticleBytes)
	}
	a.Text = []byte(text.join("\n\n"))
	return nil
}

// date reads a time: one of a column of times as it is, a text or a number as
// other records give it.
func (c cell) date() (at time.Time, bad bool) {
	switch {
	case c.wrong:
		return time.Time{}, true
	case c.timed && c.at.IsZero():
		return time.Time{}, false
	case c.timed:
		return inRange(c.at)
	}
	text := strings.TrimSpace(c.join(" "))
	if text == "" {
		return time.Time{}, false
	}
	return ParseDate(text)
}

// table runs what reads a table by libraries that panic on some damaged files.
// A panic of the one who is given the articles goes on.
func (r *reader) table(read func(*bounded) (*Fault, error)) (whole *Fault) {
	allocator := &bounded{Allocator: memory.NewGoAllocator(), left: r.set.options.Limits.HeldBytes}
	defer func() {
		if r.giving {
			return
		}
		if p := recover(); p != nil {
			whole = r.badTable(allocator, fmt.Errorf("%v", p))
		}
	}()
	whole, err := read(allocator)
	if err != nil {
		return r.badTable(allocator, err)
	}
	return whole
}

func (r *reader) badTable(allocator *bounded, err error) *Fault {
	switch {
	case r.broken != nil:
		return r.broken
	case allocator.over:
		return fault(StageRead, TooLarge, "a page or a batch of the table takes more than %d bytes", r.set.options.Limits.HeldBytes)
	}
	if errors.Is(err, errEncoding) {
		return fault(StageRead, Unsupported, "%v", err)
	}
	return fault(StageRead, Corrupt, "the table is damaged or cut off: %v", err)
}

// noColumn is the fault of a table without a column for the text.
func (r *reader) noColumn(names []string) *Fault {
	return fault(StageParse, NoText, "no column is named %q; the table has %s", r.set.fields[fieldText], strings.Join(names, ", "))
}

// errOver ends the reading of a table that asks for too much memory.
var errOver = errors.New("too much memory")

// bounded gives memory up to a limit, and panics beyond it: the libraries know
// no other way.
type bounded struct {
	memory.Allocator
	left int64
	over bool
}

func (b *bounded) take(n int64) {
	if n > b.left {
		b.over = true
		panic(errOver)
	}
	b.left -= n
}

// Allocate gives memory.
func (b *bounded) Allocate(size int) []byte {
	b.take(int64(size))
	return b.Allocator.Allocate(size)
}

// Reallocate gives more or less memory for what is in old.
func (b *bounded) Reallocate(size int, old []byte) []byte {
	b.take(int64(size) - int64(len(old)))
	return b.Allocator.Reallocate(size, old)
}

// Free takes memory back.
func (b *bounded) Free(old []byte) {
	b.left += int64(len(old))
	b.Allocator.Free(old)
}
