package source

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"io"
)

// readJSON reads a stream that is one JSON object, or an array of objects. Each
// value is held alone, up to the limit of a line.
func (r *reader) readJSON(b *bufio.Reader) *Fault {
	if mark, _ := b.Peek(3); string(mark) == "\ufeff" {
		b.Discard(len(mark)) // what was peeked is there
	}
	c, err := nextByte(b)
	if err != nil {
		return r.broken
	}
	if c != '[' {
		if err := b.UnreadByte(); err != nil {
			return r.broken
		}
		_, fault := r.value(b)
		return fault
	}
	if c, err = nextByte(b); err == nil && c == ']' {
		return fault(StageRead, Empty, "there is no record in it")
	}
	for err == nil {
		if err = b.UnreadByte(); err != nil {
			break
		}
		if more, fault := r.value(b); !more {
			return fault
		}
		if c, err = nextByte(b); err != nil || c == ']' {
			break
		}
		if c != ',' {
			return fault(StageParse, InvalidJSON, "no comma after record %d", r.records)
		}
		_, err = nextByte(b)
	}
	if r.broken == nil && err != nil {
		return fault(StageParse, InvalidJSON, "the array has no end")
	}
	return r.broken
}

// nextByte gives the next byte that is no blank.
func nextByte(b *bufio.Reader) (byte, error) {
	for {
		c, err := b.ReadByte()
		if err != nil || c != ' ' && c != '\t' && c != '\n' && c != '\r' {
			return c, err
		}
	}
}

// value reads one value and gives its item; more says whether to go on.
func (r *reader) value(b *bufio.Reader) (more bool, whole *Fault) {
	name, ok := r.record()
	if !ok {
		return false, fault(StageRead, TooManyRecords, "more than %d records", r.set.options.Limits.FileRecords)
	}
	v := valueReader{longest: r.set.options.Limits.LineBytes}
	if err := v.read(b); err != nil && err != io.EOF {
		return false, r.broken
	}
	if v.hash != nil {
		f := fault(StageRead, TooLarge, "the record has %d bytes, more than %d", v.size, v.longest)
		f.Bytes, f.SHA256 = v.size, hex.EncodeToString(v.hash.Sum(nil))
		return r.give(Item{Source: name, Fault: f, Bytes: v.size}), nil
	}
	return r.give(r.set.objectItem(name, v.bytes)), nil
}

// A valueReader finds the end of a JSON value by its brackets and strings. What
// is longer than the limit is hashed, not kept.
type valueReader struct {
	longest int64
	bytes   []byte
	size    int64
	hash    hash.Hash // set once the value is too long

	depth           int
	quoted, escaped bool
}

func (v *valueReader) read(b *bufio.Reader) error {
	for {
		c, err := b.ReadByte()
		if err != nil {
			return err
		}
		if v.depth == 0 && !v.quoted && v.size > 0 && bytes.IndexByte([]byte(",] \t\r\n"), c) >= 0 {
			return b.UnreadByte()
		}
		v.add(c)
		if v.step(c) {
			return nil
		}
	}
}

func (v *valueReader) add(c byte) {
	v.size++
	if v.hash != nil {
		v.hash.Write([]byte{c})
		return
	}
	v.bytes = append(v.bytes, c)
	if v.size > v.longest {
		v.hash = sha256.New()
		v.hash.Write(v.bytes)
		v.bytes = nil
	}
}

// step says whether a byte ends the value.
func (v *valueReader) step(c byte) bool {
	switch {
	case v.escaped:
		v.escaped = false
	case v.quoted && c == '\\':
		v.escaped = true
	case c == '"':
		v.quoted = !v.quoted
		return !v.quoted && v.depth == 0
	case v.quoted:
	case c == '{' || c == '[':
		v.depth++
	case c == '}' || c == ']':
		v.depth--
		return v.depth <= 0
	}
	return false
}
