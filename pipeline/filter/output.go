package filter

import (
	"bufio"
	"fmt"
	"io"
	"slices"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"
	"github.com/apache/arrow/go/v17/arrow/ipc"
	"github.com/apache/arrow/go/v17/arrow/memory"

	"quoth/nlp"
	"quoth/pipeline/source"
	"quoth/pipeline/table"
)

// An output collects the rows of articles, all of one batch of the input, and
// writes them when they are many or when that batch is done.
type output struct {
	options Options
	tables  []table.Table
	builder *table.Builder
	nested  *nested // nil where one table goes out
	schema  *arrow.Schema
	keep    []int
	buffer  *bufio.Writer
	writer  *ipc.Writer
	summary Summary

	record arrow.Record // the batch of the input that the rows below are of
	rows   []keptRow
	bytes  int64 // of the kept columns, about
}

// A keptRow is a row of the input that stands behind so many rows of the output.
type keptRow struct{ row, times int }

func newOutput(out io.Writer, input *arrow.Schema, c *columns, tables []table.Table, o Options) (*output, error) {
	w := &output{
		options: o, tables: tables, builder: table.NewBuilder(tables, arrow.Metadata{}), keep: c.keep,
		buffer: bufio.NewWriterSize(out, 1<<16),
	}
	var fields []arrow.Field
	if o.Table == "" {
		w.nested = newNested(tables)
		fields = w.nested.fields
	} else {
		fields = tables[0].Schema(arrow.Metadata{}).Fields()
	}
	for _, i := range c.keep {
		f := input.Field(i)
		if slices.ContainsFunc(fields, func(ours arrow.Field) bool { return ours.Name == f.Name }) {
			return nil, fmt.Errorf("%w: %q is also a column of the output: rename it, or say which columns to keep", ErrColumn, source.Printable(f.Name))
		}
		fields = append(fields, f)
	}
	metadata := o.metadata()
	w.schema = arrow.NewSchema(fields, &metadata)
	w.writer = ipc.NewWriter(w.buffer, ipc.WithSchema(w.schema))
	return w, nil
}

// take adds the rows of one article, and writes where it is time to.
func (w *output) take(j *job) error {
	w.record = j.record
	if j.fault != nil {
		w.setAside(j)
	} else {
		w.summary.Articles++
	}
	times := 1
	if w.nested != nil {
		w.nested.add(w.builder, j)
	} else {
		times = w.addTable(j)
	}
	w.rows = append(w.rows, keptRow{j.row, times})
	w.bytes += int64(times) * keptBytes(j.record, w.keep)
	if !j.last && w.pending() < w.options.Limits.BatchBytes {
		return nil
	}
	return w.flush()
}

// addTable adds an article to the one table, and says how many rows it has.
func (w *output) addTable(j *job) (rows int) {
	name := w.tables[0].Name
	before, _ := w.builder.Pending(name)
	switch {
	case j.fault == nil && name != table.Quarantine:
		w.builder.Add(table.Document{Document: j.document, Source: j.item.Source})
	case j.fault != nil && name == table.Quarantine:
		w.builder.Reject(rejected(j))
	}
	after, _ := w.builder.Pending(name)
	return after - before
}

func (w *output) setAside(j *job) {
	w.summary.Quarantined++
	if w.options.Quarantined != nil {
		w.options.Quarantined(rejected(j))
	}
}

func rejected(j *job) table.Rejected {
	f := j.fault
	return table.Rejected{
		Source: j.item.Source, ID: f.ID, Stage: string(f.Stage), Code: string(f.Code), Message: f.Message, Bytes: f.Bytes, SHA256: f.SHA256,
	}
}

// pending is about how many bytes wait to be written.
func (w *output) pending() int64 {
	sum := w.bytes
	for _, t := range w.tables {
		_, bytes := w.builder.Pending(t.Name)
		sum += bytes
	}
	return sum
}

// flush writes the rows that wait, and hands them to whoever reads.
func (w *output) flush() error {
	var columns []arrow.Array
	var err error
	if w.nested != nil {
		columns, err = w.nested.take(w.builder)
	} else {
		columns, err = takeColumns(w.builder, w.tables[0].Name)
	}
	if err != nil {
		return err
	}
	rows := 0
	for _, r := range w.rows {
		rows += r.times
	}
	if rows > 0 {
		if err := w.write(columns, rows); err != nil {
			return err
		}
	}
	w.summary.Rows += int64(rows)
	w.record, w.rows, w.bytes = nil, w.rows[:0], 0
	return w.buffer.Flush()
}

func (w *output) write(columns []arrow.Array, rows int) error {
	for _, i := range w.keep {
		var column arrow.Array
		err := guard(func() error {
			var err error
			column, err = keptColumn(w.record.Column(i), w.rows)
			return err
		})
		if err != nil {
			return err
		}
		columns = append(columns, column)
	}
	record := array.NewRecord(w.schema, columns, int64(rows))
	defer record.Release()
	return w.writer.Write(record)
}

// close ends the stream; its head is written even where there is no row.
func (w *output) close() error {
	if err := w.writer.Close(); err != nil {
		return err
	}
	return w.buffer.Flush()
}

func takeColumns(b *table.Builder, name string) ([]arrow.Array, error) {
	record, err := b.Take(name)
	if err != nil {
		return nil, err
	}
	return slices.Clone(record.Columns()), nil
}

// keptBytes is about what the columns hold of one row.
func keptBytes(record arrow.Record, keep []int) int64 {
	var all uint64
	for _, i := range keep {
		all += record.Column(i).Data().SizeInBytes()
	}
	return int64(all) / max(record.NumRows(), 1)
}

// keptColumn gives the cells of a column at the rows, each as often as asked.
func keptColumn(column arrow.Array, rows []keptRow) (arrow.Array, error) {
	var parts []arrow.Array
	for i := 0; i < len(rows); {
		run := 1
		for rows[i].times == 1 && i+run < len(rows) && rows[i+run] == (keptRow{rows[i].row + run, 1}) {
			run++
		}
		for range rows[i].times {
			parts = append(parts, array.NewSlice(column, int64(rows[i].row), int64(rows[i].row+run)))
		}
		i += run
	}
	if len(parts) == 1 {
		return parts[0], nil
	}
	return array.Concatenate(parts, memory.DefaultAllocator)
}

// emptyDocument stands in a column of documents where there is none: all of its
// row is hidden by a null.
func emptyDocument() table.Document { return table.Document{Document: &nlp.Document{}} }
