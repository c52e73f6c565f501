package sink

import (
	"bufio"
	"bytes"
	"io"

	"github.com/apache/arrow/go/v17/arrow"

	"quoth/pipeline/table"
)

// A jsonEncoder writes an object a row, with all columns in their order.
type jsonEncoder struct {
	w     io.Writer
	names [][]byte // `{"doc_id":`, `,"source":` …
	line  []byte
}

func newJSONEncoder(t table.Table, w io.Writer) encoder {
	e := &jsonEncoder{w: w}
	for i, c := range t.Columns {
		before := byte(',')
		if i == 0 {
			before = '{'
		}
		e.names = append(e.names, append(appendString([]byte{before}, c.Name), ':'))
	}
	return e
}

func (e *jsonEncoder) write(record arrow.Record, _ int64) error {
	for row := range int(record.NumRows()) {
		e.line = e.line[:0]
		for i, column := range record.Columns() {
			e.line = append(e.line, e.names[i]...)
			e.line = appendJSON(e.line, column, row)
		}
		e.line = append(e.line, '}', '\n')
		if _, err := e.w.Write(e.line); err != nil {
			return err
		}
	}
	return nil
}

func (e *jsonEncoder) close() error { return nil }

// jsonRows counts lines: no value has a line end in it.
func jsonRows(r File) (int64, error) {
	var rows int64
	buffer := make([]byte, 64<<10)
	for {
		n, err := r.Read(buffer)
		rows += int64(bytes.Count(buffer[:n], []byte("\n")))
		if err == io.EOF {
			return rows, nil
		}
		if err != nil {
			return 0, err
		}
	}
}

// csvRows counts line ends outside quotation marks, without the head's.
func csvRows(r File) (int64, error) {
	b := bufio.NewReaderSize(r, 64<<10)
	rows, quoted := int64(-1), false
	for {
		c, err := b.ReadByte()
		switch {
		case err == io.EOF:
			return rows, nil
		case err != nil:
			return 0, err
		case c == '"':
			quoted = !quoted
		case c == '\n' && !quoted:
			rows++
		}
	}
}
