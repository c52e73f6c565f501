package sink

import (
	"bytes"
	"io"
	"strings"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"

	"quoth/pipeline/table"
)

// A csvEncoder writes RFC 4180 with line feeds: a head, null as an empty cell,
// lists as JSON. A text that a spreadsheet would run as a formula gets an
// apostrophe before it, as OWASP's "CSV Injection" advises.
type csvEncoder struct {
	w        io.Writer
	formulas bool
	line     []byte
	cell     []byte
}

func newCSVEncoder(t table.Table, w io.Writer, o Options) (encoder, error) {
	var names []string
	for _, c := range t.Columns {
		names = append(names, c.Name)
	}
	_, err := io.WriteString(w, strings.Join(names, ",")+"\n")
	return &csvEncoder{w: w, formulas: o.Formulas}, err
}

func (e *csvEncoder) write(record arrow.Record, _ int64) error {
	for row := range int(record.NumRows()) {
		e.line = e.line[:0]
		for i, column := range record.Columns() {
			if i > 0 {
				e.line = append(e.line, ',')
			}
			if !column.IsNull(row) {
				e.value(column, row)
			}
		}
		e.line = append(e.line, '\n')
		if _, err := e.w.Write(e.line); err != nil {
			return err
		}
	}
	return nil
}

func (e *csvEncoder) close() error { return nil }

func (e *csvEncoder) value(column arrow.Array, row int) {
	switch c := column.(type) {
	case *array.String:
		e.text(c.Value(row))
	case *array.LargeString:
		e.text(c.Value(row))
	case *array.Timestamp:
		e.line = append(e.line, formatTime(c.Value(row))...)
	case *array.List:
		e.cell = appendJSON(e.cell[:0], column, row)
		e.line = quoteCell(e.line, e.cell)
	default:
		e.line = appendPlain(e.line, column, row)
	}
}

func (e *csvEncoder) text(s string) {
	e.cell = e.cell[:0]
	if !e.formulas && IsFormula(s) {
		e.cell = append(e.cell, '\'')
	}
	e.line = quoteCell(e.line, append(e.cell, s...))
}

// IsFormula says whether a spreadsheet may run a cell: it begins with one of
// the characters that OWASP lists, full-width forms among them.
func IsFormula(s string) bool {
	if s == "" {
		return false
	}
	for _, mark := range []string{"=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"} {
		if strings.HasPrefix(s, mark) {
			return true
		}
	}
	return false
}

// quoteCell adds a cell, in quotation marks where it needs them. An empty text
// has them too, to differ from null.
func quoteCell(to, cell []byte) []byte {
	plain := len(cell) > 0 && !bytes.ContainsAny(cell, "\",\n\r") && cell[0] != ' ' && cell[len(cell)-1] != ' '
	if plain {
		return append(to, cell...)
	}
	to = append(to, '"')
	for _, c := range cell {
		if c == '"' {
			to = append(to, '"')
		}
		to = append(to, c)
	}
	return append(to, '"')
}
