package source

import (
	"encoding/binary"
	"errors"
)

// errFlat says that the description of a table contradicts itself.
var errFlat = errors.New("the description of the table contradicts itself")

// A flat is a buffer of FlatBuffers, as Arrow describes its tables. The library
// believes the counts in it and allocates by them; so they are checked first:
// every vector lies in the buffer, and descriptions nest no deeper and number no
// more than any table's do.
type flat struct {
	bytes []byte
	left  int // fields that may still come
	bad   bool
}

// Bounds of the description of a table: wide exports of databases have a few
// thousand columns.
const (
	mostColumns = 100_000
	mostNested  = 64
)

// u reads a number of so many bytes.
func (f *flat) u(at, bytes int) int {
	if f.bad = f.bad || at < 0 || at > len(f.bytes)-bytes; f.bad {
		return 0
	}
	switch bytes {
	case 2:
		return int(binary.LittleEndian.Uint16(f.bytes[at:]))
	case 4:
		return int(binary.LittleEndian.Uint32(f.bytes[at:]))
	}
	n := binary.LittleEndian.Uint64(f.bytes[at:])
	f.bad = f.bad || n > 1<<62
	return int(n)
}

// slot finds field i of a table; 0 where the table doesn't have it.
func (f *flat) slot(table, i int) int {
	index := table - int(int32(f.u(table, 4)))
	size := f.u(index, 2)
	f.u(index+size-2, 2)
	if at := 4 + 2*i; !f.bad && at+2 <= size {
		if offset := f.u(index+at, 2); offset != 0 {
			return table + offset
		}
	}
	return 0
}

// table follows field i to another table; 0 where there is none.
func (f *flat) table(table, i int) int {
	slot := f.slot(table, i)
	if slot == 0 || f.bad {
		return 0
	}
	return slot + f.u(slot, 4)
}

// byte reads field i, which is one byte; 0 where there is none.
func (f *flat) byte(table, i int) byte {
	slot := f.slot(table, i)
	if slot == 0 || f.bad || slot >= len(f.bytes) {
		return 0
	}
	return f.bytes[slot]
}

// vector finds the elements of field i, of so many bytes each.
func (f *flat) vector(table, i, bytes int) (start, n int) {
	at := f.table(table, i)
	if at == 0 || f.bad {
		return 0, 0
	}
	n = f.u(at, 4)
	if f.bad = f.bad || n > (len(f.bytes)-at-4)/bytes; f.bad {
		return 0, 0
	}
	return at + 4, n
}

// each visits the tables of a vector.
func (f *flat) each(table, i int, visit func(int)) {
	start, n := f.vector(table, i, 4)
	for k := 0; k < n && !f.bad; k++ {
		at := start + 4*k
		visit(at + f.u(at, 4))
	}
}

// schema checks a Schema: its fields (1) and notes (2).
func (f *flat) schema(at int) {
	f.each(at, 1, func(field int) { f.field(field, 0) })
	f.notes(at, 2)
	f.vector(at, 3, 8)
}

// Kinds of types whose description has a vector: a zone, and the kinds of a
// union.
const (
	timestampType = 10
	unionType     = 14
)

// field checks a Field: name (0), type (2 and 3), children (5) and notes (6).
func (f *flat) field(at, depth int) {
	if f.left--; f.left < 0 || depth > mostNested {
		f.bad = true
		return
	}
	f.vector(at, 0, 1)
	switch kind := f.table(at, 3); f.byte(at, 2) {
	case unionType:
		f.vector(kind, 1, 4)
	case timestampType:
		f.vector(kind, 1, 1)
	}
	f.each(at, 5, func(child int) { f.field(child, depth+1) })
	f.notes(at, 6)
}

// notes checks a vector of KeyValue.
func (f *flat) notes(at, i int) {
	f.each(at, i, func(note int) {
		f.left--
		f.bad = f.bad || f.left < 0
		f.vector(note, 0, 1)
		f.vector(note, 1, 1)
	})
}

// Kinds of messages, as Arrow's format numbers them.
const (
	schemaMessage = 1 + iota
	dictionaryMessage
	batchMessage
)

// checkMessage checks the head of a message, and gives the length of its body.
func checkMessage(head []byte) (body int64, err error) {
	f := &flat{bytes: head, left: mostColumns}
	root := f.u(0, 4)
	content := f.table(root, 2)
	f.bad = f.bad || content == 0
	switch f.byte(root, 1) {
	case schemaMessage:
		f.schema(content)
	case dictionaryMessage:
		content = f.table(content, 1)
		f.bad = f.bad || content == 0
		f.batch(content)
	case batchMessage:
		f.batch(content)
	default:
		f.bad = true
	}
	f.notes(root, 4)
	if slot := f.slot(root, 3); slot != 0 {
		body = int64(f.u(slot, 8))
	}
	if f.bad {
		return 0, errFlat
	}
	return body, nil
}

// batch checks a RecordBatch: its nodes (1), buffers (2) and counts (4).
func (f *flat) batch(at int) {
	f.vector(at, 1, 16)
	f.vector(at, 2, 16)
	start, n := f.vector(at, 4, 8)
	for k := 0; k < n && !f.bad; k++ {
		f.left -= f.u(start+8*k, 8)
		f.bad = f.bad || f.left < 0
	}
}

// A block is where a message stands in a file.
type block struct{ offset, head int64 }

// checkFooter checks the list at the end of a file, and gives the places of its
// dictionaries and batches.
func checkFooter(footer []byte) (dictionaries, batches []block, err error) {
	f := &flat{bytes: footer, left: mostColumns}
	root := f.u(0, 4)
	if schema := f.table(root, 1); schema != 0 {
		f.schema(schema)
	} else {
		f.bad = true
	}
	f.notes(root, 4)
	blocks := func(i int) (all []block) {
		const blockBytes = 24
		start, n := f.vector(root, i, blockBytes)
		for k := range n {
			at := start + blockBytes*k
			all = append(all, block{int64(f.u(at, 8)), int64(f.u(at+8, 4))})
		}
		return all
	}
	dictionaries, batches = blocks(2), blocks(3)
	if f.bad {
		return nil, nil, errFlat
	}
	return dictionaries, batches, nil
}
