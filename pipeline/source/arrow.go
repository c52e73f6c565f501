package source

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"
	"github.com/apache/arrow/go/v17/arrow/ipc"
	"github.com/apache/arrow/go/v17/arrow/memory"
)

// errMessage says that a message of an Arrow stream has impossible sizes.
var errMessage = errors.New("a message has an impossible size")

// continuation stands before every message of an Arrow stream since version
// 0.15 of the format.
const continuation = 0xffffffff

// isArrowStream says whether a stream begins with a message of Arrow: its mark
// and a length that a schema may have.
func isArrowStream(head []byte) bool {
	const shortest, longest = 16, 16 << 20
	if len(head) < 8 || binary.LittleEndian.Uint32(head) != continuation {
		return false
	}
	n := binary.LittleEndian.Uint32(head[4:])
	return n >= shortest && n <= longest && n%8 == 0
}

// readArrowFile reads a file of Arrow batches, one batch at a time.
func (r *reader) readArrowFile(b *bufio.Reader, depth int) *Fault {
	at, release, f := r.random(b, depth)
	if f != nil {
		return f
	}
	defer release()
	return r.table(func(allocator *bounded) (*Fault, error) {
		footer, f := r.footer(at, "ARROW1", "")
		if f != nil {
			return f, nil
		}
		dictionaries, batches, err := checkFooter(footer)
		for _, d := range dictionaries {
			err = errors.Join(err, r.checkBlock(at, d))
		}
		if err != nil {
			return nil, err
		}
		in, err := ipc.NewFileReader(at, ipc.WithAllocator(allocator))
		if err != nil {
			return nil, err
		}
		defer in.Close()
		next := 0
		return r.batches(in.Schema(), func() (arrow.Record, error) {
			if next == in.NumRecords() {
				return nil, io.EOF
			}
			if err := r.checkBlock(at, batches[next]); err != nil {
				return nil, err
			}
			next++
			return in.RecordAt(next - 1)
		})
	})
}

// checkBlock checks the head of a message in a file.
func (r *reader) checkBlock(at *io.SectionReader, b block) error {
	const mark = 8 // the continuation and the length of the head
	if b.head < mark || b.offset < 0 || b.head > r.set.options.Limits.HeldBytes {
		return errMessage
	}
	head := make([]byte, b.head)
	if _, err := at.ReadAt(head, b.offset); err != nil {
		return unexpected(err)
	}
	if binary.LittleEndian.Uint32(head) != continuation {
		return errMessage
	}
	_, err := checkMessage(head[mark:])
	return err
}

// readArrowStream reads a stream of Arrow batches, one batch at a time.
func (r *reader) readArrowStream(b *bufio.Reader) *Fault {
	return r.table(func(allocator *bounded) (*Fault, error) {
		messages := &messages{r: b, allocator: allocator}
		in, err := ipc.NewReaderFromMessageReader(messages, ipc.WithAllocator(allocator))
		if err != nil {
			return nil, err
		}
		defer in.Release()
		return r.batches(in.Schema(), func() (arrow.Record, error) {
			if in.Next() {
				record := in.Record()
				record.Retain()
				return record, nil
			}
			if err := errors.Join(in.Err(), messages.err); err != nil {
				return nil, err
			}
			return nil, io.EOF
		})
	})
}

// messages reads the messages of a stream into memory that is bounded.
type messages struct {
	r         io.Reader
	allocator memory.Allocator
	last      *ipc.Message
	err       error // not io.EOF
}

// Retain and Release are for readers that share messages; these don't.
func (*messages) Retain() {}

// Release does nothing.
func (*messages) Release() {}

// Message gives the next message; io.EOF at the end of the stream.
func (m *messages) Message() (*ipc.Message, error) {
	if m.last != nil {
		m.last.Release()
		m.last = nil
	}
	var err error
	m.last, err = m.read()
	if err != nil && err != io.EOF {
		m.err = err
	}
	return m.last, err
}

func (m *messages) read() (*ipc.Message, error) {
	var head [8]byte
	if n, err := io.ReadFull(m.r, head[:4]); err == io.EOF && n == 0 {
		return nil, io.ErrUnexpectedEOF // a whole stream says that it ends
	} else if err != nil {
		return nil, err
	}
	if binary.LittleEndian.Uint32(head[:]) == 0 {
		return nil, io.EOF
	}
	if _, err := io.ReadFull(m.r, head[4:]); err != nil {
		return nil, unexpected(err)
	}
	n := int64(binary.LittleEndian.Uint32(head[4:]))
	switch {
	case binary.LittleEndian.Uint32(head[:]) != continuation:
		return nil, errMessage
	case n == 0:
		return nil, io.EOF
	}
	meta, err := m.buffer(n)
	if err != nil {
		return nil, err
	}
	defer meta.Release()
	bodyBytes, err := checkMessage(meta.Bytes())
	if err != nil {
		return nil, err
	}
	body, err := m.buffer(bodyBytes)
	if err != nil {
		return nil, err
	}
	defer body.Release()
	return ipc.NewMessage(meta, body), nil
}

func (m *messages) buffer(n int64) (*memory.Buffer, error) {
	if n < 0 || n != int64(int(n)) {
		return nil, errMessage
	}
	b := memory.NewResizableBuffer(m.allocator)
	b.Resize(int(n))
	if _, err := io.ReadFull(m.r, b.Bytes()); err != nil {
		b.Release()
		return nil, unexpected(err)
	}
	return b, nil
}

func unexpected(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}

// batches reads all batches of a table of Arrow.
func (r *reader) batches(s *arrow.Schema, next func() (arrow.Record, error)) (*Fault, error) {
	var names []string
	for _, f := range s.Fields() {
		names = append(names, f.Name)
	}
	if _, ok := fieldOf(s.Fields(), r.set.fields[fieldText]); !ok {
		return r.noColumn(names), nil
	}
	for {
		record, err := next()
		if err == io.EOF && r.records == 0 {
			return fault(StageRead, Empty, "there is no row in it"), nil
		}
		if err == io.EOF {
			return nil, nil
		}
		if err != nil {
			return nil, err
		}
		more, whole := r.batch(record)
		record.Release()
		if !more {
			return whole, nil
		}
	}
}

func (r *reader) batch(record arrow.Record) (more bool, whole *Fault) {
	columns := map[string]arrow.Array{}
	for _, field := range FieldNames() {
		if path, ok := fieldOf(record.Schema().Fields(), r.set.fields[field]); ok {
			columns[field] = columnOf(record, path)
		}
	}
	for i := range int(record.NumRows()) {
		cells := row{}
		for field, column := range columns {
			cells[field] = arrowCell(column, i)
		}
		if more, whole := r.giveRow(cells); !more {
			return false, whole
		}
	}
	return true, nil
}

// fieldOf finds a column by its name, else by a path through columns inside
// columns: the places on the way.
func fieldOf(fields []arrow.Field, name string) ([]int, bool) {
	named := func(n string) int { return slices.IndexFunc(fields, func(f arrow.Field) bool { return f.Name == n }) }
	if i := named(name); i >= 0 {
		return []int{i}, true
	}
	for i := range name {
		if name[i] != '.' {
			continue
		}
		at := named(name[:i])
		if at < 0 {
			continue
		}
		if inner, ok := fields[at].Type.(*arrow.StructType); ok {
			if path, ok := fieldOf(inner.Fields(), name[i+1:]); ok {
				return append([]int{at}, path...), true
			}
		}
	}
	return nil, false
}

// columnOf follows a path that fieldOf gave. A value inside a null is null: the
// field of a struct is read with the struct's own nulls.
func columnOf(record arrow.Record, path []int) arrow.Array {
	column := record.Column(path[0])
	for _, i := range path[1:] {
		column = column.(*array.Struct).Field(i)
	}
	return column
}

// arrowCell gives the value of one row of a column.
func arrowCell(column arrow.Array, i int) cell {
	timed := func(at time.Time) cell { return cell{texts: []string{""}, at: at.UTC(), timed: true} }
	null := column.IsNull(i)
	switch c := column.(type) {
	case *array.Dictionary:
		if null {
			return cell{}
		}
		return arrowCell(c.Dictionary(), c.GetValueIndex(i))
	case array.ExtensionArray:
		return arrowCell(c.Storage(), i)
	case *array.Timestamp, *array.Date32, *array.Date64:
		if null {
			return cell{timed: true}
		}
		return timed(timeOf(column, i))
	case array.ListLike:
		if null {
			return cell{}
		}
		return listCell(c, i)
	}
	if null {
		return cell{}
	}
	switch c := column.(type) {
	case *array.String:
		return textCell(strings.Clone(c.Value(i)))
	case *array.LargeString:
		return textCell(strings.Clone(c.Value(i)))
	case *array.StringView:
		return textCell(strings.Clone(c.Value(i)))
	case *array.Binary:
		return textCell(string(bytes.Clone(c.Value(i))))
	case *array.LargeBinary:
		return textCell(string(bytes.Clone(c.Value(i))))
	case *array.Null:
		return cell{}
	case *array.Struct, *array.Map, *array.FixedSizeBinary, *array.Decimal128, *array.Decimal256, array.Union, *array.Time32, *array.Time64:
		return cell{wrong: true}
	}
	return textCell(column.ValueStr(i))
}

func listCell(list array.ListLike, i int) cell {
	var all cell
	start, end := list.ValueOffsets(i)
	for j := start; j < end; j++ {
		one := arrowCell(list.ListValues(), int(j))
		all.texts = append(all.texts, one.texts...)
		all.wrong = all.wrong || one.wrong || one.timed
	}
	if all.texts == nil && !all.wrong {
		all.texts = []string{""}
	}
	return all
}

func timeOf(column arrow.Array, i int) time.Time {
	switch c := column.(type) {
	case *array.Timestamp:
		return c.Value(i).ToTime(c.DataType().(*arrow.TimestampType).Unit)
	case *array.Date32:
		return c.Value(i).ToTime()
	case *array.Date64:
		return c.Value(i).ToTime()
	}
	return time.Time{}
}
