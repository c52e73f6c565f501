package index

import (
	"bytes"
	"encoding/binary"
	"errors"
)

// A Hash is half a SHA-256: enough that no two articles share one by chance or
// by design.
type Hash [16]byte

// An Entry is what is kept of an article.
type Entry struct {
	ID      Hash // of its id
	Text    Hash // of its cleaned text
	Article Hash // of all that was read of it
	Run     int  // that wrote its rows, from 0
}

// EntryBytes is the size of an entry in a file.
const EntryBytes = 16 + 16 + 16 + 8

// ErrDamaged says that a file is no index, or not all of one.
var ErrDamaged = errors.New("index is damaged")

func (e *Entry) append(to []byte) []byte {
	to = append(to, e.ID[:]...)
	to = append(to, e.Text[:]...)
	to = append(to, e.Article[:]...)
	return binary.BigEndian.AppendUint64(to, uint64(e.Run))
}

func (e *Entry) read(from []byte) {
	copy(e.ID[:], from)
	copy(e.Text[:], from[16:])
	copy(e.Article[:], from[32:])
	e.Run = int(binary.BigEndian.Uint64(from[48:]))
}

func compare(a, b Entry) int { return bytes.Compare(a.ID[:], b.ID[:]) }
