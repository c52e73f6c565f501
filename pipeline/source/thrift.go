package source

import (
	"encoding/binary"
	"errors"
)

// errThrift says that the description of a Parquet file contradicts itself.
var errThrift = errors.New("the description of the table contradicts itself")

// Types of Thrift's compact protocol, in which Parquet describes its tables.
const (
	thriftTrue = 1 + iota
	thriftFalse
	thriftByte
	thriftI16
	thriftI32
	thriftI64
	thriftDouble
	thriftBinary
	thriftList
	thriftSet
	thriftMap
	thriftStruct
)

// checkThrift walks a description, whatever it describes, and holds every count
// in it to the bytes that are there: the library allocates by them.
func checkThrift(bytes []byte) error {
	t := &thrift{bytes: bytes}
	t.structure(0)
	if t.bad {
		return errThrift
	}
	return nil
}

type thrift struct {
	bytes []byte
	bad   bool
}

func (t *thrift) skip(n uint64) {
	if t.bad = t.bad || n > uint64(len(t.bytes)); !t.bad {
		t.bytes = t.bytes[n:]
	}
}

func (t *thrift) byte() byte {
	if t.bad = t.bad || len(t.bytes) == 0; t.bad {
		return 0
	}
	c := t.bytes[0]
	t.bytes = t.bytes[1:]
	return c
}

func (t *thrift) number() uint64 {
	n, size := binary.Uvarint(t.bytes)
	if t.bad = t.bad || size <= 0; t.bad {
		return 0
	}
	t.bytes = t.bytes[size:]
	return n
}

func (t *thrift) structure(depth int) {
	for !t.bad {
		head := t.byte()
		if head == 0 {
			return
		}
		if head>>4 == 0 {
			t.number() // the field's number, where it isn't close to the last
		}
		if kind := head & 15; kind != thriftTrue && kind != thriftFalse {
			t.value(kind, depth+1)
		}
	}
}

func (t *thrift) value(kind byte, depth int) {
	if t.bad = t.bad || depth > mostNested; t.bad {
		return
	}
	switch kind {
	case thriftTrue, thriftFalse, thriftByte:
		t.byte()
	case thriftI16, thriftI32, thriftI64:
		t.number()
	case thriftDouble:
		t.skip(8)
	case thriftBinary:
		t.skip(t.number())
	case thriftList, thriftSet:
		t.list(depth)
	case thriftStruct:
		t.structure(depth)
	default:
		t.bad = true // there is no map in the format
	}
}

func (t *thrift) list(depth int) {
	const long = 15
	head := t.byte()
	n := uint64(head >> 4)
	if n == long {
		n = t.number()
	}
	t.bad = t.bad || n > uint64(len(t.bytes))
	for ; n > 0 && !t.bad; n-- {
		t.value(head&15, depth+1)
	}
}
