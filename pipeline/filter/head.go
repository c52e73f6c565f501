package filter

import (
	"fmt"

	flatbuffers "github.com/google/flatbuffers/go"
)

// Places of fields in the tables of a message's head, as its schema numbers
// them: 4 for the first, and 2 more for each one after it.
// https://github.com/apache/arrow/blob/main/format/Message.fbs and Schema.fbs
const (
	messageKind, messageHeader           = 6, 8
	schemaFields, schemaMetadata         = 6, 8
	fieldChildren, fieldMetadata         = 14, 16
	batchNodes, batchBuffers, batchViews = 6, 8, 12
	dictionaryBatch                      = 6
)

// Kinds of messages.
const (
	kindSchema     = 1
	kindDictionary = 2
	kindBatch      = 3
)

// checkHead returns ErrStream, wrapped, where a list in the head of a message
// says that it is longer than the head: the library makes room for whatever
// such a list says. Places outside the head panic, which guard knows.
func checkHead(head []byte) error {
	message := flatbuffers.Table{Bytes: head, Pos: flatbuffers.GetUOffsetT(head)}
	kind := message.GetByteSlot(messageKind, 0)
	inner, ok := tableAt(message, messageHeader)
	switch {
	case !ok:
		return fmt.Errorf("%w: a message without a header", ErrStream)
	case kind == kindSchema:
		return checkFields(inner, schemaFields, schemaMetadata)
	case kind == kindDictionary:
		if inner, ok = tableAt(inner, dictionaryBatch); !ok {
			return fmt.Errorf("%w: a dictionary without values", ErrStream)
		}
		return checkBatch(inner)
	case kind == kindBatch:
		return checkBatch(inner)
	}
	return fmt.Errorf("%w: a message of kind %d", ErrStream, kind)
}

// checkFields checks the fields of a schema, or the children of a field, and
// what describes them. They lie behind their parent, so that there is no ring.
func checkFields(t flatbuffers.Table, children, metadata flatbuffers.VOffsetT) error {
	if _, _, err := list(t, metadata, 4); err != nil {
		return err
	}
	start, n, err := list(t, children, 4)
	for i := 0; i < n && err == nil; i++ {
		field := flatbuffers.Table{Bytes: t.Bytes, Pos: t.Indirect(start + flatbuffers.UOffsetT(4*i))}
		err = checkFields(field, fieldChildren, fieldMetadata)
	}
	return err
}

func checkBatch(t flatbuffers.Table) error {
	for _, l := range []struct {
		at   flatbuffers.VOffsetT
		each int
	}{{batchNodes, 16}, {batchBuffers, 16}, {batchViews, 8}} {
		if _, _, err := list(t, l.at, l.each); err != nil {
			return err
		}
	}
	return nil
}

// tableAt gives the table that a field holds.
func tableAt(t flatbuffers.Table, at flatbuffers.VOffsetT) (flatbuffers.Table, bool) {
	offset := flatbuffers.UOffsetT(t.Offset(at))
	if offset == 0 {
		return flatbuffers.Table{}, false
	}
	return flatbuffers.Table{Bytes: t.Bytes, Pos: t.Indirect(t.Pos + offset)}, true
}

// list gives the start and the length of the list that a field holds, whose
// elements take so many bytes each.
func list(t flatbuffers.Table, at flatbuffers.VOffsetT, each int) (flatbuffers.UOffsetT, int, error) {
	offset := flatbuffers.UOffsetT(t.Offset(at))
	if offset == 0 {
		return 0, 0, nil
	}
	start, n := t.Vector(offset), t.VectorLen(offset)
	if n < 0 || int64(start)+int64(n)*int64(each) > int64(len(t.Bytes)) {
		return 0, 0, fmt.Errorf("%w: a list of %d in a head of %d bytes", ErrStream, n, len(t.Bytes))
	}
	return start, n, nil
}
