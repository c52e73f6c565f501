package table

import (
	"errors"
	"fmt"
	"time"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"
	"github.com/apache/arrow/go/v17/arrow/memory"

	"quoth/nlp"
)

// ErrRow says that a row does not fit its table; it tells of a fault in this
// program, never of the input.
var ErrRow = errors.New("row does not fit its table")

// rows collects rows of one table, value by value in the order of the columns.
// The first mistake is kept, and found when the rows are taken.
type rows struct {
	table   Table
	builder *array.RecordBuilder
	column  int
	run     int // that writes the rows
	count   int
	bytes   int64
	err     error
}

func newRows(t Table, metadata arrow.Metadata) *rows {
	return &rows{table: t, builder: array.NewRecordBuilder(memory.DefaultAllocator, t.Schema(metadata))}
}

// next gives the builder of the next column as the type it has to have.
func next[B array.Builder](r *rows, bytes int) (B, bool) {
	var none B
	if r.err != nil {
		return none, false
	}
	if r.column >= len(r.table.Columns) {
		r.err = fmt.Errorf("%w: %s has no column %d", ErrRow, r.table.Name, r.column)
		return none, false
	}
	b, ok := r.builder.Field(r.column).(B)
	if !ok {
		r.err = fmt.Errorf("%w: %s.%s is no %T", ErrRow, r.table.Name, r.table.Columns[r.column].Name, none)
		return none, false
	}
	r.column++
	r.bytes += int64(bytes)
	return b, true
}

// null adds null to a column that can be null.
func null(r *rows, b array.Builder) {
	if c := r.table.Columns[r.column-1]; !c.Nullable {
		r.err = fmt.Errorf("%w: %s.%s can't be null", ErrRow, r.table.Name, c.Name)
		return
	}
	b.AppendNull()
}

func (r *rows) text(s string) {
	if b, ok := next[*array.StringBuilder](r, len(s)+4); ok {
		b.Append(s)
	}
}

// textOrNull adds null for "".
func (r *rows) textOrNull(s string) {
	if b, ok := next[*array.StringBuilder](r, len(s)+4); ok {
		if s == "" {
			null(r, b)
			return
		}
		b.Append(s)
	}
}

func (r *rows) longText(s string) {
	if b, ok := next[*array.LargeStringBuilder](r, len(s)+8); ok {
		b.Append(s)
	}
}

func (r *rows) int(n int) { r.intOrNull(n, true) }

func (r *rows) intOrNull(n int, known bool) {
	if b, ok := next[*array.Int32Builder](r, 4); ok {
		if !known {
			null(r, b)
			return
		}
		b.Append(int32(n))
	}
}

func (r *rows) longOrNull(n int64, known bool) {
	if b, ok := next[*array.Int64Builder](r, 8); ok {
		if !known {
			null(r, b)
			return
		}
		b.Append(n)
	}
}

func (r *rows) float(f float32) { r.floatOrNull(f, true) }

func (r *rows) floatOrNull(f float32, known bool) {
	if b, ok := next[*array.Float32Builder](r, 4); ok {
		if !known {
			null(r, b)
			return
		}
		b.Append(f)
	}
}

func (r *rows) bool(v bool) {
	if b, ok := next[*array.BooleanBuilder](r, 1); ok {
		b.Append(v)
	}
}

// timeOrNull adds null for the zero time.
func (r *rows) timeOrNull(t time.Time) {
	if b, ok := next[*array.TimestampBuilder](r, 8); ok {
		if t.IsZero() {
			null(r, b)
			return
		}
		b.Append(arrow.Timestamp(t.UnixMicro()))
	}
}

func (r *rows) texts(list []string) {
	b, ok := next[*array.ListBuilder](r, 4)
	if !ok {
		return
	}
	b.Append(true)
	values := b.ValueBuilder().(*array.StringBuilder)
	for _, s := range list {
		values.Append(s)
		r.bytes += int64(len(s) + 4)
	}
}

func (r *rows) spans(list []nlp.Span) {
	b, ok := next[*array.ListBuilder](r, 4+8*len(list))
	if !ok {
		return
	}
	b.Append(true)
	values := b.ValueBuilder().(*array.StructBuilder)
	for _, s := range list {
		values.Append(true)
		values.FieldBuilder(0).(*array.Int32Builder).Append(int32(s.Start))
		values.FieldBuilder(1).(*array.Int32Builder).Append(int32(s.End))
	}
}

// endRow closes a row with the run that wrote it; it must be full then.
func (r *rows) endRow() {
	r.int(r.run)
	if r.err == nil && r.column != len(r.table.Columns) {
		r.err = fmt.Errorf("%w: %s has %d columns, the row %d", ErrRow, r.table.Name, len(r.table.Columns), r.column)
	}
	r.column = 0
	r.count++
}

// take gives the rows collected and begins anew.
func (r *rows) take() (arrow.Record, error) {
	if r.err != nil {
		return nil, r.err
	}
	r.count, r.bytes = 0, 0
	return r.builder.NewRecord(), nil
}
