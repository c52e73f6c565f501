package reader

import (
	"bufio"
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strings"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"
	"github.com/apache/arrow/go/v17/arrow/ipc"
	"github.com/apache/arrow/go/v17/arrow/memory"
	"github.com/apache/arrow/go/v17/parquet/file"
	"github.com/apache/arrow/go/v17/parquet/pqarrow"
)

// Errors of reading a run.
var (
	ErrNotFinished = errors.New("not the folder of a finished run") // it has no _SUCCESS
	ErrNoTable     = errors.New("the run did not write this table")
	ErrDamaged     = errors.New("a table's file can't be read") // quoth wrote it whole; copy it again
)

// batchRows is how many rows of a Parquet file are held at once.
const batchRows = 1024

// maxLine bounds a row of a JSON lines file, in bytes.
const maxLine = 256 << 20

// A Row holds the values of a row by column: string, json.Number, bool, nil, or
// a slice or map of such. In CSV every value is a string, and null is "".
type Row map[string]any

// Rows yields the rows of a table of a finished run that are current, in order:
// those that no later run replaced. The error is one of this package's, wrapped
// with the file, or that of the system.
func Rows(ctx context.Context, run, table string) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		latest, err := readReplaced(run)
		if err != nil {
			yield(nil, err)
			return
		}
		for row, err := range Stored(ctx, run, table) {
			if err == nil && latest.over(row) {
				continue
			}
			if !yield(row, err) {
				return
			}
		}
	}
}

// Stored is Rows with the rows that were replaced.
func Stored(ctx context.Context, run, table string) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		parts, err := Parts(run, table)
		if err != nil {
			yield(nil, err)
			return
		}
		for _, part := range parts {
			if !readPart(ctx, part, yield) {
				return
			}
		}
	}
}

// Parts lists the files of a table of a finished run, in order. It returns
// ErrNotFinished or ErrNoTable, wrapped.
func Parts(run, table string) ([]string, error) {
	if _, err := os.Stat(filepath.Join(run, "_SUCCESS")); err != nil {
		return nil, fmt.Errorf("%s: %w", run, ErrNotFinished)
	}
	var found []string
	err := filepath.WalkDir(filepath.Join(run, table), func(path string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() && strings.HasPrefix(e.Name(), "part-") {
			found = append(found, path)
		}
		return err
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	if len(found) == 0 {
		return nil, fmt.Errorf("%s: %w: %s", run, ErrNoTable, table)
	}
	return found, nil
}

// A File is a table's file, for reading.
type File interface {
	io.Reader
	io.ReaderAt
	io.Seeker
}

// Part yields the rows of one file of a table, whose name tells its format. The
// error is ErrDamaged, wrapped with the name. The caller closes the file.
func Part(ctx context.Context, name string, in File) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		goOn := true
		err := decode(ctx, name, in, func(r Row) bool {
			goOn = yield(r, nil)
			return goOn
		})
		if err != nil && goOn {
			yield(nil, fmt.Errorf("%s: %w: %w", name, ErrDamaged, err))
		}
	}
}

// readPart yields the rows of one file; false ends the reading.
func readPart(ctx context.Context, path string, yield func(Row, error) bool) bool {
	in, err := os.Open(path)
	if err != nil {
		yield(nil, fmt.Errorf("%s: %w: %w", path, ErrDamaged, err))
		return false
	}
	defer in.Close()
	goOn := true
	for row, err := range Part(ctx, path, in) {
		if goOn = yield(row, err); !goOn || err != nil {
			return false
		}
	}
	return goOn
}

// decode gives the rows of one file. The libraries that read Parquet and Arrow
// panic on some damaged files; that is an error here, while a panic of the one
// who is given the rows goes on.
func decode(ctx context.Context, name string, in File, give func(Row) bool) (err error) {
	giving := false
	defer func() {
		if giving {
			return
		}
		if r := recover(); r != nil {
			err = fmt.Errorf("%v", r)
		}
	}()
	guarded := func(r Row) bool {
		giving = true
		goOn := give(r)
		giving = false
		return goOn
	}
	switch filepath.Ext(name) {
	case ".parquet":
		return readParquet(ctx, in, guarded)
	case ".arrow":
		return readArrow(in, guarded)
	case ".jsonl":
		_, err := giveLines(in, guarded)
		return err
	case ".csv":
		return readCSV(in, guarded)
	}
	return nil
}

func readParquet(ctx context.Context, from File, give func(Row) bool) error {
	in, err := file.NewParquetReader(from)
	if err != nil {
		return err
	}
	defer in.Close()
	tables, err := pqarrow.NewFileReader(in, pqarrow.ArrowReadProperties{BatchSize: batchRows}, memory.DefaultAllocator)
	if err != nil {
		return err
	}
	records, err := tables.GetRecordReader(ctx, nil, nil)
	if err != nil {
		return err
	}
	defer records.Release()
	for records.Next() {
		if goOn, err := giveRecord(records.Record(), give); err != nil || !goOn {
			return err
		}
	}
	if err := records.Err(); err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	return nil
}

func readArrow(in File, give func(Row) bool) error {
	records, err := ipc.NewFileReader(in)
	if err != nil {
		return err
	}
	defer records.Close()
	for i := range records.NumRecords() {
		record, err := records.Record(i)
		if err != nil {
			return err
		}
		if goOn, err := giveRecord(record, give); err != nil || !goOn {
			return err
		}
	}
	return nil
}

// giveRecord turns a record into rows by way of JSON, which keeps every type of
// the tables readable.
func giveRecord(record arrow.Record, give func(Row) bool) (goOn bool, err error) {
	var lines bytes.Buffer
	if err := array.RecordToJSON(record, &lines); err != nil {
		return false, err
	}
	return giveLines(&lines, give)
}

func giveLines(in io.Reader, give func(Row) bool) (goOn bool, err error) {
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, maxLine)
	for lines.Scan() {
		values := json.NewDecoder(bytes.NewReader(lines.Bytes()))
		values.UseNumber()
		var row Row
		if err := values.Decode(&row); err != nil {
			return false, err
		}
		if !give(row) {
			return false, nil
		}
	}
	return true, lines.Err()
}

func readCSV(in io.Reader, give func(Row) bool) error {
	records := csv.NewReader(in)
	records.ReuseRecord = true
	first, err := records.Read()
	if err != nil {
		return err
	}
	names := make([]string, len(first))
	for i, n := range first {
		names[i] = strings.Clone(n)
	}
	for {
		record, err := records.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		row := Row{}
		for i, v := range record {
			row[names[i]] = v
		}
		if !give(row) {
			return nil
		}
	}
}
