package pipeline

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"

	"quoth/pipeline/commit"
	"quoth/pipeline/index"
	"quoth/pipeline/reader"
	"quoth/pipeline/sink"
	"quoth/pipeline/source"
	"quoth/pipeline/table"
)

// A base is the finished output that a run adds to. A nil base is none.
type base struct {
	output   *commit.Output
	manifest Manifest
	index    *index.File
	roots    map[int]string // of the runs that read, by number
}

// openBase takes up the finished run in an output, which a run of the
// configuration given is to add to. It returns ErrAppend where it can't.
func openBase(output *commit.Output, c Configuration) (*base, error) {
	m, err := readManifest(output)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrAppend, err)
	}
	if difference := c.differsInTables(m.Configuration); difference != "" {
		return nil, fmt.Errorf("%w: %s changed", ErrAppend, difference)
	}
	b := &base{output: output, manifest: m, roots: m.roots()}
	file, err := output.OpenPublished(commit.Index)
	if err != nil {
		return nil, err
	}
	if b.index, err = index.Open(file); err != nil {
		return nil, fmt.Errorf("%s: %w", commit.Index, err)
	}
	return b, nil
}

// differsInTables names the first thing that must be as it was for rows to
// stand beside earlier ones; "" for none. Another version, other models or
// other limits may add to an output: run.json tells which run had which.
func (c Configuration) differsInTables(then Configuration) string {
	now, before := c.byName(), then.byName()
	for _, name := range []string{"schema_version", "format", "tables", "no_text", "formula", "partition_by"} {
		if string(now[name]) != string(before[name]) {
			return name
		}
	}
	return ""
}

// identity tells one base from another.
func (b *base) identity() string {
	if b == nil {
		return ""
	}
	return fmt.Sprintf("%d %s", b.manifest.Run, b.manifest.Index.SHA256)
}

// find looks an article up by the hash of its id.
func (b *base) find(id digest) (e index.Entry, found bool, err error) {
	if b == nil {
		return e, false, nil
	}
	return b.index.Find(id)
}

func (b *base) close() error {
	if b == nil {
		return nil
	}
	return b.index.Close()
}

// parts lists the files that a table has.
func (m *Manifest) parts(name string) []commit.Part {
	for _, t := range m.Tables {
		if t.Name == name {
			return t.Parts
		}
	}
	return nil
}

// nextPart is the number of the first part that a table has not had.
func (m *Manifest) nextPart(name string) int {
	next := 0
	for _, p := range m.parts(name) {
		var n int
		file := p.Path[strings.LastIndexByte(p.Path, '/')+1:]
		if _, err := fmt.Sscanf(file, "part-%d", &n); err == nil {
			next = max(next, n+1)
		}
	}
	return next
}

// rows yields the rows of parts of the finished run, in order. In CSV, the
// apostrophes that keep spreadsheets from running a cell are taken off.
func rows(ctx context.Context, output *commit.Output, m *Manifest, parts []commit.Part) iter.Seq2[reader.Row, error] {
	return func(yield func(reader.Row, error) bool) {
		marked := m.Configuration.Format == sink.CSV && !m.Configuration.Formula
		for _, p := range parts {
			if !partRows(ctx, output, p.Path, marked, yield) {
				return
			}
		}
	}
}

// partRows yields the rows of one part; false where there are to be no more.
func partRows(ctx context.Context, output *commit.Output, path string, marked bool, yield func(reader.Row, error) bool) bool {
	file, err := output.OpenPublished(path)
	if err != nil {
		yield(nil, err)
		return false
	}
	defer file.Close()
	for row, err := range reader.Part(ctx, path, file) {
		if err == nil && ctx.Err() != nil {
			err = ctx.Err()
		}
		if marked {
			unmark(row)
		}
		if !yield(row, err) || err != nil {
			return false
		}
	}
	return true
}

func unmark(row reader.Row) {
	for name, v := range row {
		if words, ok := v.(string); ok {
			if rest, ok := strings.CutPrefix(words, "'"); ok && sink.IsFormula(rest) {
				row[name] = rest
			}
		}
	}
}

// A carry brings over, from the base, what the files say that this run doesn't
// read: rows of the quarantine and lines of the list of inputs, in the order in
// which files are read. What it says of a file that is read again is dropped.
type carry[T any] struct {
	next  func() (T, error, bool)
	stop  func()
	head  T
	more  bool
	of    func(T) string       // its source
	again func(T, string) bool // whether it is of this file, which is read again
	keep  func(T) error        // what is brought over
	drop  func(T)              // what is not
}

// start takes the first one.
func (c *carry[T]) start(all iter.Seq2[T, error]) error {
	c.next, c.stop = iter.Pull2(all)
	return c.advance()
}

func (c *carry[T]) advance() error {
	var err error
	c.head, err, c.more = c.next()
	return err
}

// reach brings over all that stands before a file.
func (c *carry[T]) reach(file string) error {
	if c == nil {
		return nil
	}
	for c.more {
		at := c.of(c.head)
		again := c.again(c.head, file)
		if !again && source.Compare(at, file) >= 0 && !source.BelongsTo(at, file) {
			return nil
		}
		if err := c.pass(again); err != nil {
			return err
		}
	}
	return nil
}

// end brings over the rest.
func (c *carry[T]) end() error {
	if c == nil {
		return nil
	}
	for c.more {
		if err := c.pass(false); err != nil {
			return err
		}
	}
	return nil
}

func (c *carry[T]) pass(again bool) error {
	if again {
		c.drop(c.head)
	} else if err := c.keep(c.head); err != nil {
		return err
	}
	return c.advance()
}

func (c *carry[T]) close() {
	if c != nil && c.stop != nil {
		c.stop()
	}
}

// scratch lays down parts of a run's index among its staged files.
type scratch struct{ output *commit.Output }

func scratchName(number int) string { return fmt.Sprintf("_index-%06d", number) }

func (s scratch) Write(number int, fill func(io.Writer) error) (index.Source, error) {
	w, err := s.output.Create(scratchName(number))
	if err != nil {
		return nil, err
	}
	if err := fill(w); err != nil {
		w.Discard()
		return nil, err
	}
	if _, err := w.Finish(); err != nil {
		return nil, err
	}
	return s.output.OpenStaged(scratchName(number))
}

func (s scratch) Remove(number int) error { return s.output.RemoveStaged(scratchName(number)) }

// rejectedRow reads a row of the quarantine.
func rejectedRow(row reader.Row) rejection {
	words := func(column string) string {
		s, _ := row[column].(string)
		return s
	}
	q := rejection{
		Source: words("source"), ID: words("doc_id"), Stage: words("stage"), Code: words("code"), Message: words("message"),
		Bytes: -1, SHA256: words("sha256"),
	}
	if n, known := wholeNumber(row["bytes"]); known {
		q.Bytes = n
	}
	return q
}

// wholeNumber reads a number as any format gives it; false for null.
func wholeNumber(v any) (n int64, known bool) {
	if v == nil || v == "" {
		return 0, false
	}
	_, err := fmt.Sscan(fmt.Sprint(v), &n)
	return n, err == nil
}

// keepParts makes the files of a table that stay part of the new output.
func (b *base) keepParts(name string) ([]commit.Part, error) {
	if b == nil || name == table.Quarantine {
		return nil, nil
	}
	parts := slices.Clone(b.manifest.parts(name))
	for _, p := range parts {
		if err := b.output.Keep(p.Path); err != nil {
			return nil, err
		}
	}
	return parts, nil
}

// errUnchanged ends a run that found nothing to add.
var errUnchanged = errors.New("nothing to add")
