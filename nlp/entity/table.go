package entity

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math/bits"

	"quoth/nlp/modelfile"
)

// A table finds the slot of a 64-bit hash, in at most two looks at memory. It
// keeps 16 bits of each hash, so that one foreign hash in some eight thousand
// is taken for one of its own: features and gazetteers bear that.
//
// It is a cuckoo filter (Fan et al. 2014) with buckets of four, whose slots
// number the values kept beside it.
type table struct {
	tags    []byte // buckets of four 16-bit tags, little-endian; 0 is empty
	buckets uint64
}

const (
	bucketSlots = 4
	bucketBytes = 2 * bucketSlots
	tableLoad   = 0.94 // share of slots that may be taken
	kickLimit   = 2000 // moves before a key is given up and the table grown
)

var errTableFull = errors.New("table is full")

// newTable takes a section of a model file where it lies.
func newTable(f *modelfile.File, name string) (table, error) {
	tags, err := f.Bytes(name)
	if err != nil {
		return table{}, err
	}
	if len(tags) == 0 || len(tags)%bucketBytes != 0 {
		return table{}, fmt.Errorf("%s: %w: %s", f.Name(), modelfile.ErrSection, name)
	}
	return table{tags: tags, buckets: uint64(len(tags) / bucketBytes)}, nil
}

func (t table) slots() int { return len(t.tags) / 2 }

func tagOf(h uint64) uint64 {
	if tag := h & 0xffff; tag != 0 {
		return tag
	}
	return 1
}

func (t table) firstBucket(h uint64) uint64 {
	b, _ := bits.Mul64(h, t.buckets)
	return b
}

// otherBucket is its own inverse, so that a key can be moved by its tag alone.
func (t table) otherBucket(b, tag uint64) uint64 {
	turn := mix(tag) % t.buckets
	if turn >= b {
		return turn - b
	}
	return t.buckets + turn - b
}

const (
	lowBits  = 0x0001000100010001
	highBits = 0x8000800080008000
)

// find gives the slot of a hash, or -1.
func (t table) find(h uint64) int {
	tag := tagOf(h)
	b := t.firstBucket(h)
	if s := t.inBucket(b, tag); s >= 0 {
		return s
	}
	return t.inBucket(t.otherBucket(b, tag), tag)
}

// inBucket compares the four tags of a bucket at once; the lowest match of
// the "has a zero" test is always a true one.
func (t table) inBucket(b, tag uint64) int {
	x := binary.LittleEndian.Uint64(t.tags[b*bucketBytes:]) ^ tag*lowBits
	if hit := (x - lowBits) & ^x & highBits; hit != 0 {
		return int(b)*bucketSlots + bits.TrailingZeros64(hit)/16
	}
	return -1
}

// buildTable places distinct hashes, and tells each one's slot. Two hashes
// that share buckets and tag can't be told apart: the first given wins, and
// the other's slot is -1.
func buildTable(hashes []uint64) (table, []int32, error) {
	n := uint64(float64(len(hashes))/bucketSlots/tableLoad) + 1
	for range 20 {
		t := table{tags: make([]byte, n*bucketBytes), buckets: n}
		if owner, err := t.place(hashes); err == nil {
			return t, slotsOf(owner, len(hashes)), nil
		}
		n += n/50 + 1
	}
	return table{}, nil, errTableFull
}

func slotsOf(owner []int32, keys int) []int32 {
	slots := make([]int32, keys)
	for i := range slots {
		slots[i] = -1
	}
	for s, o := range owner {
		if o >= 0 {
			slots[o] = int32(s)
		}
	}
	return slots
}

func (t table) place(hashes []uint64) ([]int32, error) {
	owner := make([]int32, t.slots())
	for i := range owner {
		owner[i] = -1
	}
	random := uint64(1)
	for k, h := range hashes {
		if t.find(h) >= 0 {
			continue
		}
		if !t.insert(owner, int32(k), h, &random) {
			return nil, errTableFull
		}
	}
	return owner, nil
}

func (t table) insert(owner []int32, key int32, h uint64, random *uint64) bool {
	tag := tagOf(h)
	b := t.firstBucket(h)
	if t.settle(owner, key, b, tag) {
		return true
	}
	b = t.otherBucket(b, tag)
	for range kickLimit {
		if t.settle(owner, key, b, tag) {
			return true
		}
		*random = mix(*random + mixFactor)
		s := int(b)*bucketSlots + int(*random%bucketSlots)
		moved := uint64(binary.LittleEndian.Uint16(t.tags[2*s:]))
		binary.LittleEndian.PutUint16(t.tags[2*s:], uint16(tag))
		key, owner[s] = owner[s], key
		tag, b = moved, t.otherBucket(b, moved)
	}
	return false
}

func (t table) settle(owner []int32, key int32, b, tag uint64) bool {
	for i := range bucketSlots {
		s := int(b)*bucketSlots + i
		if owner[s] < 0 {
			owner[s] = key
			binary.LittleEndian.PutUint16(t.tags[2*s:], uint16(tag))
			return true
		}
	}
	return false
}
