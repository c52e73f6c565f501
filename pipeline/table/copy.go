package table

import (
	"encoding/json"
	"fmt"
	"strconv"
	"time"

	"github.com/apache/arrow/go/v17/arrow/array"

	"quoth/nlp"
)

// Copy adds a row to one table by its values: what a reader of a run's files
// gives of a row, by column. Numbers and truth values may be words, as in CSV,
// and an empty text is null where the column can be null. A value that is not
// of its column's type makes Take return ErrRow. The row keeps its own run only
// if keepRun is set; else it is of the builder's.
func (b *Builder) Copy(name string, values map[string]any, keepRun bool) {
	r := b.named(name)
	last := len(r.table.Columns) - 1
	for _, c := range r.table.Columns[:last] {
		r.copyValue(c, values[c.Name])
	}
	own := r.run
	if keepRun {
		r.run = int(r.whole(run, values[run.Name], 32))
	}
	r.endRow()
	r.run = own
}

func (r *rows) copyValue(c Column, v any) {
	if v == nil || v == "" && c.Nullable {
		size := 4
		if c.Type == Int64 || c.Type == Timestamp {
			size = 8
		}
		if b, ok := next[array.Builder](r, size); ok {
			null(r, b)
		}
		return
	}
	switch c.Type {
	case Text:
		r.text(r.words(c, v))
	case LongText:
		r.longText(r.words(c, v))
	case Int32:
		r.int(int(r.whole(c, v, 32)))
	case Int64:
		r.longOrNull(r.whole(c, v, 64), true)
	case Float32:
		r.float(r.fraction(c, v))
	case Bool:
		r.bool(v == true || v == "true")
	case Timestamp:
		r.timeOrNull(r.moment(c, v))
	case TextList:
		r.texts(copyList[string](r, c, v))
	case SpanList:
		r.spans(copyList[nlp.Span](r, c, v))
	}
}

// misfit keeps the first value that is not of its column's type.
func (r *rows) misfit(c Column, v any) {
	if r.err == nil {
		r.err = fmt.Errorf("%w: %s.%s can't be %q", ErrRow, r.table.Name, c.Name, fmt.Sprint(v))
	}
}

func (r *rows) words(c Column, v any) string {
	s, ok := v.(string)
	if !ok {
		r.misfit(c, v)
	}
	return s
}

func (r *rows) whole(c Column, v any, bits int) int64 {
	n, err := strconv.ParseInt(fmt.Sprint(v), 10, bits)
	if err != nil {
		r.misfit(c, v)
	}
	return n
}

func (r *rows) fraction(c Column, v any) float32 {
	f, err := strconv.ParseFloat(fmt.Sprint(v), 32)
	if err != nil {
		r.misfit(c, v)
	}
	return float32(f)
}

// momentLayouts are the ways in which times are written: ours, and that of the
// library which reads Parquet and Arrow.
var momentLayouts = []string{time.RFC3339Nano, "2006-01-02 15:04:05.999999999Z07:00", "2006-01-02 15:04:05.999999999Z0700"}

func (r *rows) moment(c Column, v any) time.Time {
	words := r.words(c, v)
	for _, layout := range momentLayouts {
		if t, err := time.Parse(layout, words); err == nil {
			return t
		}
	}
	r.misfit(c, v)
	return time.Time{}
}

// copyList reads a list that is JSON, or what JSON was read into.
func copyList[T any](r *rows, c Column, v any) []T {
	words, isText := v.(string)
	written := []byte(words)
	var err error
	if !isText {
		written, err = json.Marshal(v)
	}
	var list []T
	if err == nil {
		err = json.Unmarshal(written, &list)
	}
	if err != nil {
		r.misfit(c, v)
	}
	return list
}
