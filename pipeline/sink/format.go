package sink

import (
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/apache/arrow/go/v17/arrow"

	"quoth/pipeline/limit"
	"quoth/pipeline/table"
)

// Errors of writing files.
var (
	// ErrUnknownFormat says that there is no such file format.
	ErrUnknownFormat = errors.New("unknown file format")

	// ErrUnknownCompression says that there is no such compression.
	ErrUnknownCompression = errors.New("unknown compression")

	// ErrReadBack says that a finished file is not what was written. The disk or
	// its driver is at fault; nothing is published.
	ErrReadBack = errors.New("file read back differs from what was written")
)

// A Format is a file format.
type Format string

// The formats.
const (
	Parquet Format = "parquet"
	Arrow   Format = "arrow" // IPC file, also called Feather version 2
	JSONL   Format = "jsonl"
	CSV     Format = "csv"
)

// Formats lists all of them.
func Formats() []Format { return []Format{Parquet, Arrow, JSONL, CSV} }

// Check returns ErrUnknownFormat, wrapped, for anything else.
func (f Format) Check() error {
	if !slices.Contains(Formats(), f) {
		return fmt.Errorf("%w: %s; there are %v", ErrUnknownFormat, f, Formats())
	}
	return nil
}

// Options say how files are written.
type Options struct {
	Format    Format
	CreatedBy string         // program and version, for formats that note it
	Metadata  arrow.Metadata // of every file, for formats that carry it
	Limits    limit.Limits
	Folder    string // of the files below the table's, with a slash at its end: "language=en/"; "" for none
	First     int    // number of the first part; where it isn't 0, there need not be any

	// WholeGroups ends a row group of a Parquet file with every Write, so that
	// none stays in memory; else they grow to their limits.
	WholeGroups bool

	Compression Compression // of Parquet's pages; "" is Zstandard

	// Formulas leaves CSV cells that a spreadsheet would run as they are; else
	// they get an apostrophe.
	Formulas bool
}

// An encoder writes records into one file. Its errors may be lost; the stream
// beneath keeps them.
type encoder interface {
	write(record arrow.Record, bytes int64) error
	close() error
}

// A grouper is an encoder that holds rows in memory until it ends their group.
type grouper interface {
	open() int64
	endGroup()
}

// A footer is what an encoder keeps in memory until it is closed.
type footer interface {
	footerBytes() int64
}

// A stream is what encoders write to; Seek tells the place only.
type stream interface {
	io.WriteSeeker
}

func newEncoder(t table.Table, w stream, o Options) (encoder, error) {
	switch o.Format {
	case Parquet:
		return newParquetEncoder(t, w, o)
	case Arrow:
		return newArrowEncoder(t, w, o)
	case JSONL:
		return newJSONEncoder(t, w), nil
	case CSV:
		return newCSVEncoder(t, w, o)
	}
	return nil, o.Format.Check()
}

// Rows counts the rows of a finished file.
func Rows(f Format, r File) (int64, error) {
	switch f {
	case Parquet:
		return parquetRows(r)
	case Arrow:
		return arrowRows(r)
	case JSONL:
		return jsonRows(r)
	}
	return csvRows(r)
}

// A File is a finished file, for reading.
type File interface {
	io.Reader
	io.ReaderAt
	io.Seeker
}
