package source

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/apache/arrow/go/v17/parquet"
	"github.com/apache/arrow/go/v17/parquet/file"
	"github.com/apache/arrow/go/v17/parquet/schema"
)

// errParquet says that the columns of a file don't fit each other.
var errParquet = errors.New("a column ends before the others")

// streamBytes is how much of a column is read ahead.
const streamBytes = 64 << 10

// readParquet reads a Parquet file: of the columns that are fields of an
// article, one page each at a time.
func (r *reader) readParquet(b *bufio.Reader, depth int) *Fault {
	at, release, f := r.random(b, depth)
	if f != nil {
		return f
	}
	defer release()
	return r.table(func(allocator *bounded) (*Fault, error) {
		footer, f := r.footer(at, "PAR1", "PARE")
		if f != nil {
			return f, nil
		}
		if err := checkThrift(footer); err != nil {
			return nil, err
		}
		properties := parquet.NewReaderProperties(allocator)
		properties.BufferedStreamEnabled, properties.BufferSize = true, streamBytes
		in, err := file.NewParquetReader(at, file.WithReadProps(properties))
		if err != nil {
			return nil, err
		}
		return r.rowGroups(in, allocator)
	})
}

// footer looks at the end of a table's file, where four bytes of length and a
// mark stand, and gives the list that stands before them: it must fit into
// memory.
func (r *reader) footer(at *io.SectionReader, mark, encrypted string) ([]byte, *Fault) {
	end := make([]byte, 4+len(mark))
	if _, err := at.ReadAt(end, at.Size()-int64(len(end))); err != nil && err != io.EOF || at.Size() < int64(len(end)) {
		return nil, fault(StageRead, Corrupt, "the table has no end")
	}
	n := int64(binary.LittleEndian.Uint32(end))
	switch found := string(end[4:]); {
	case encrypted != "" && found == encrypted:
		return nil, fault(StageRead, Encrypted, "the table is encrypted")
	case found != mark:
		return nil, fault(StageRead, Corrupt, "the table is cut off")
	case n > at.Size()-int64(len(end)):
		return nil, fault(StageRead, Corrupt, "the table's list lies outside")
	case n > r.set.options.Limits.HeldBytes:
		return nil, fault(StageRead, TooLarge, "the table's list has %d bytes, more than %d", n, r.set.options.Limits.HeldBytes)
	}
	list := make([]byte, n)
	if _, err := at.ReadAt(list, at.Size()-int64(len(end))-n); err != nil {
		return nil, fault(StageRead, Corrupt, "the table is cut off: %v", err)
	}
	return list, nil
}

// rowGroups reads all groups of rows.
func (r *reader) rowGroups(in *file.Reader, allocator *bounded) (*Fault, error) {
	if in.MetaData().IsSetEncryptionAlgorithm() {
		return fault(StageRead, Encrypted, "the table is encrypted"), nil
	}
	chosen, f := r.chooseColumns(in.MetaData().Schema)
	if f != nil {
		return f, nil
	}
	for i := range in.NumRowGroups() {
		group := in.RowGroup(i)
		columns := map[string]*parquetColumn{}
		for field, column := range chosen {
			pages, err := group.GetColumnPageReader(column)
			if err != nil {
				return nil, err
			}
			of := in.MetaData().Schema.Column(column)
			chunk := file.NewColumnReader(of, &pageReader{PageReader: pages, column: of, allocator: allocator}, allocator, in.BufferPool())
			columns[field] = newParquetColumn(chunk)
		}
		for range group.NumRows() {
			cells, err := nextRow(columns, r.set.options.Limits.LineBytes)
			if err != nil {
				return nil, err
			}
			if more, whole := r.giveRow(cells); !more {
				return whole, nil
			}
		}
	}
	if r.records == 0 {
		return fault(StageRead, Empty, "there is no row in it"), nil
	}
	return nil, nil
}

// chooseColumns finds the column of every field: by its path, or the values of
// the list that has the path.
func (r *reader) chooseColumns(s *schema.Schema) (map[string]int, *Fault) {
	chosen := map[string]int{}
	var names []string
	for i := range s.NumColumns() {
		path := s.Column(i).Path()
		names = append(names, path)
		for _, field := range FieldNames() {
			_, has := chosen[field]
			theirs := r.set.fields[field]
			list := strings.HasPrefix(path, theirs+".") && s.Column(i).MaxRepetitionLevel() == 1 && strings.Count(path[len(theirs)+1:], ".") <= 1
			if !has && (path == theirs || list) {
				chosen[field] = i
			}
		}
	}
	if _, has := chosen[fieldText]; !has {
		return nil, r.noColumn(names)
	}
	return chosen, nil
}

func nextRow(columns map[string]*parquetColumn, longest int64) (row, error) {
	cells := row{}
	for _, field := range FieldNames() {
		c := columns[field]
		if c == nil {
			continue
		}
		var err error
		if cells[field], err = c.next(longest); err != nil {
			return nil, err
		}
		longest -= cells[field].bytes()
	}
	return cells, nil
}

// A parquetColumn reads a column of a group of rows value by value. The levels
// of definition and repetition are those of Dremel, as Parquet has them.
type parquetColumn struct {
	chunk    file.ColumnChunkReader
	value    func(def, rep []int16) (levels int64, values int, c cell, err error)
	def, rep [1]int16
	ahead    *cell // read, and of the next row
	null     bool  // ahead is null
}

func newParquetColumn(chunk file.ColumnChunkReader) *parquetColumn {
	return &parquetColumn{chunk: chunk, value: valueReaderOf(chunk)}
}

// read reads one value; io.EOF after the last.
func (c *parquetColumn) read() error {
	if !c.chunk.HasNext() {
		if err := c.chunk.Err(); err != nil {
			return err
		}
		return io.EOF
	}
	c.def, c.rep = [1]int16{}, [1]int16{}
	levels, values, value, err := c.value(c.def[:], c.rep[:])
	switch {
	case err != nil:
		return err
	case levels == 0:
		return errParquet
	}
	c.ahead, c.null = &value, values == 0
	return nil
}

// next gives the value of the next row: of a list, all its values, up to so many
// bytes and one more value.
func (c *parquetColumn) next(longest int64) (cell, error) {
	if c.ahead == nil {
		if err := c.read(); err == io.EOF {
			return cell{}, errParquet
		} else if err != nil {
			return cell{}, err
		}
	}
	first := *c.ahead
	if c.null {
		first.texts = nil
		first.at = time.Time{}
	}
	c.ahead = nil
	for c.chunk.Descriptor().MaxRepetitionLevel() > 0 {
		if err := c.read(); err == io.EOF {
			break
		} else if err != nil {
			return cell{}, err
		}
		if c.rep[0] == 0 {
			break
		}
		if !c.null && first.bytes() <= longest {
			first.texts = append(slices.Clip(first.texts), c.ahead.texts...)
		}
		c.ahead = nil
	}
	return first, nil
}

// valueReaderOf reads one value of a column of any type.
func valueReaderOf(chunk file.ColumnChunkReader) func(def, rep []int16) (int64, int, cell, error) {
	of := chunk.Descriptor()
	switch c := chunk.(type) {
	case *file.ByteArrayColumnChunkReader:
		return reading(c.ReadBatch, func(v parquet.ByteArray) cell { return byteCell(of.LogicalType(), v) })
	case *file.FixedLenByteArrayColumnChunkReader:
		return reading(c.ReadBatch, func(v parquet.FixedLenByteArray) cell { return fixedCell(of.LogicalType(), v) })
	case *file.Int32ColumnChunkReader:
		return reading(c.ReadBatch, func(v int32) cell { return intCell(of.LogicalType(), int64(v)) })
	case *file.Int64ColumnChunkReader:
		return reading(c.ReadBatch, func(v int64) cell { return intCell(of.LogicalType(), v) })
	case *file.Int96ColumnChunkReader:
		return reading(c.ReadBatch, func(v parquet.Int96) cell { return cell{texts: []string{""}, at: v.ToTime(), timed: true} })
	case *file.Float32ColumnChunkReader:
		return reading(c.ReadBatch, func(v float32) cell { return textCell(strconv.FormatFloat(float64(v), 'g', -1, 32)) })
	case *file.Float64ColumnChunkReader:
		return reading(c.ReadBatch, func(v float64) cell { return textCell(strconv.FormatFloat(v, 'g', -1, 64)) })
	case *file.BooleanColumnChunkReader:
		return reading(c.ReadBatch, func(v bool) cell { return textCell(strconv.FormatBool(v)) })
	}
	return func(_, _ []int16) (int64, int, cell, error) { return 0, 0, cell{}, errParquet }
}

// reading reads one value at a time: what a batch of them takes is not known
// before it is read.
func reading[T any](read func(int64, []T, []int16, []int16) (int64, int, error), convert func(T) cell) func(def, rep []int16) (int64, int, cell, error) {
	var one [1]T
	return func(def, rep []int16) (int64, int, cell, error) {
		levels, values, err := read(1, one[:], def, rep)
		if values == 0 || err != nil {
			var none T
			c := convert(none)
			return levels, 0, cell{timed: c.timed}, err
		}
		return levels, values, convert(one[0]), nil
	}
}

func textCell(text string) cell { return cell{texts: []string{text}} }

// byteCell gives the text of a value; decimals, intervals and the like are none.
func byteCell(of schema.LogicalType, v parquet.ByteArray) cell {
	switch of.(type) {
	case schema.StringLogicalType, schema.EnumLogicalType, schema.JSONLogicalType, schema.NoLogicalType, schema.UnknownLogicalType, nil:
		return textCell(string(v))
	}
	return cell{wrong: true}
}

func fixedCell(of schema.LogicalType, v parquet.FixedLenByteArray) cell {
	const uuidBytes = 16
	if _, ok := of.(schema.UUIDLogicalType); ok && len(v) == uuidBytes {
		return textCell(fmt.Sprintf("%x-%x-%x-%x-%x", []byte(v[:4]), []byte(v[4:6]), []byte(v[6:8]), []byte(v[8:10]), []byte(v[10:])))
	}
	return cell{wrong: true}
}

// intCell gives a whole number, a day or a time.
func intCell(of schema.LogicalType, v int64) cell {
	const secondsOfDay = 24 * 60 * 60
	timed := func(at time.Time) cell { return cell{texts: []string{""}, at: at.UTC(), timed: true} }
	switch t := of.(type) {
	case schema.DateLogicalType:
		return timed(time.Unix(v*secondsOfDay, 0))
	case schema.DecimalLogicalType, schema.TimeLogicalType:
		return cell{wrong: true}
	case *schema.TimestampLogicalType:
		return timed(timestamp(t.TimeUnit(), v))
	case schema.TimestampLogicalType:
		return timed(timestamp(t.TimeUnit(), v))
	}
	return textCell(strconv.FormatInt(v, 10))
}

func timestamp(unit schema.TimeUnitType, v int64) time.Time {
	switch unit {
	case schema.TimeUnitMillis:
		return time.UnixMilli(v)
	case schema.TimeUnitNanos:
		return time.Unix(0, v)
	}
	return time.UnixMicro(v)
}
