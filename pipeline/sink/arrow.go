package sink

import (
	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/ipc"

	"quoth/pipeline/table"
)

// An arrowEncoder writes plain columns: the library's file format takes one
// dictionary a column and no second.
type arrowEncoder struct{ writer *ipc.FileWriter }

func newArrowEncoder(t table.Table, w stream, o Options) (encoder, error) {
	writer, err := ipc.NewFileWriter(w, ipc.WithSchema(t.Schema(o.Metadata)), ipc.WithZstd())
	if err != nil {
		return nil, err
	}
	return &arrowEncoder{writer: writer}, nil
}

func (e *arrowEncoder) write(record arrow.Record, _ int64) error { return e.writer.Write(record) }
func (e *arrowEncoder) close() error                             { return e.writer.Close() }

func arrowRows(r File) (int64, error) {
	reader, err := ipc.NewFileReader(r)
	if err != nil {
		return 0, err
	}
	var rows int64
	for i := range reader.NumRecords() {
		record, err := reader.Record(i)
		if err != nil {
			return 0, err
		}
		rows += record.NumRows()
	}
	return rows, reader.Close()
}
