package sink

import (
	"fmt"
	"io"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/parquet"
	"github.com/apache/arrow/go/v17/parquet/compress"
	"github.com/apache/arrow/go/v17/parquet/file"
	"github.com/apache/arrow/go/v17/parquet/pqarrow"

	"quoth/pipeline/table"
)

// Sizes of pages and dictionaries, which bound what the columns of all tables
// hold in memory at once: an encoder keeps four bytes a value until its page is
// full, however well the page packs them.
const (
	pageBytes       = 64 << 10
	dictionaryBytes = 256 << 10
)

// A Compression packs the pages of Parquet files.
type Compression string

// The compressions: Zstandard is the smaller one, Snappy the one that every
// reader has.
const (
	Zstd   Compression = "zstd"
	Snappy Compression = "snappy"
)

var codecs = map[Compression]compress.Compression{"": compress.Codecs.Zstd, Zstd: compress.Codecs.Zstd, Snappy: compress.Codecs.Snappy}

// Check returns ErrUnknownCompression, wrapped, where there is no such one.
func (c Compression) Check() error {
	if _, ok := codecs[c]; !ok {
		return fmt.Errorf("%w: %s; there are %s and %s", ErrUnknownCompression, c, Zstd, Snappy)
	}
	return nil
}

// A parquetEncoder collects rows in row groups that it ends by size: the
// library's Write would make a row group of every call.
type parquetEncoder struct {
	writer  *pqarrow.FileWriter
	options Options
	rows    int64 // of the row group
	bytes   int64
	full    bool  // the next rows begin another row group
	groups  int64 // that were written whole
	columns int64
}

// chunkBytes is what the library holds for the footer of a column of a row
// group, as measured.
const chunkBytes = 700

func newParquetEncoder(t table.Table, w io.Writer, o Options) (encoder, error) {
	properties := []parquet.WriterProperty{
		parquet.WithCreatedBy(o.CreatedBy),
		parquet.WithVersion(parquet.V2_LATEST),
		parquet.WithCompression(codecs[o.Compression]),
		parquet.WithDataPageSize(pageBytes),
		parquet.WithDictionaryPageSizeLimit(dictionaryBytes),
		parquet.WithMaxRowGroupLength(o.Limits.RowGroupRows),
	}
	for _, c := range t.Columns {
		properties = append(properties, columnProperties(c)...)
	}
	writer, err := pqarrow.NewFileWriter(t.Schema(o.Metadata), noClose{w}, parquet.NewWriterProperties(properties...),
		pqarrow.NewArrowWriterProperties(pqarrow.WithStoreSchema()))
	if err != nil {
		return nil, err
	}
	return &parquetEncoder{writer: writer, options: o, columns: int64(len(t.Columns))}, nil
}

// columnProperties chooses what suits a column: words that do not repeat go
// without dictionary and, where they are texts, without statistics.
func columnProperties(c table.Column) []parquet.WriterProperty {
	switch {
	case c.Encoding == table.Few:
		return nil
	case c.Type == table.Text || c.Type == table.LongText:
		return []parquet.WriterProperty{
			parquet.WithDictionaryFor(c.Name, false),
			parquet.WithEncodingFor(c.Name, parquet.Encodings.DeltaLengthByteArray),
			parquet.WithStatsFor(c.Name, c.Name == "doc_id"),
		}
	case c.Nullable:
		// The library's own reader loses its place in differences between
		// which nulls stand, from one batch of a page to the next.
		return []parquet.WriterProperty{parquet.WithDictionaryFor(c.Name, false)}
	case c.Type == table.Int32 || c.Type == table.Int64 || c.Type == table.Timestamp:
		return []parquet.WriterProperty{
			parquet.WithDictionaryFor(c.Name, false),
			parquet.WithEncodingFor(c.Name, parquet.Encodings.DeltaBinaryPacked),
		}
	}
	return nil
}

func (e *parquetEncoder) write(record arrow.Record, bytes int64) error {
	if e.options.WholeGroups {
		e.groups += 1 + record.NumRows()/e.options.Limits.RowGroupRows
		return e.writer.Write(record)
	}
	full := e.full || e.bytes+bytes > e.options.Limits.RowGroupBytes || e.rows+record.NumRows() > e.options.Limits.RowGroupRows
	if full && e.rows > 0 {
		e.writer.NewBufferedRowGroup()
		e.rows, e.bytes = 0, 0
	}
	e.full = false
	e.rows += record.NumRows()
	e.bytes += bytes
	return e.writer.WriteBuffered(record)
}

func (e *parquetEncoder) close() error { return e.writer.Close() }

// open is what the row group holds, before encoding; 0 where it is to end.
func (e *parquetEncoder) open() int64 {
	if e.full {
		return 0
	}
	return e.bytes
}

func (e *parquetEncoder) footerBytes() int64 { return e.groups * e.columns * chunkBytes }

// endGroup ends the row group where the next rows come: an empty one after the
// last would be in the way of readers.
func (e *parquetEncoder) endGroup() { e.full = true }

// noClose keeps the library from closing the file.
type noClose struct{ io.Writer }

func parquetRows(r File) (int64, error) {
	reader, err := file.NewParquetReader(r)
	if err != nil {
		return 0, err
	}
	rows := reader.NumRows()
	return rows, reader.Close()
}
