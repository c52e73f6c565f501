package tag

import (
	"errors"
	"math/bits"
)

// Sizes of an entry of a table: a value and a part of the key's hash.
const (
	valueBits = 12
	maxValue  = 1<<valueBits - 2
)

// errFull says that a table was given more than it can hold.
var errFull = errors.New("table is full")

// A table maps hashes to small numbers in four bytes an entry. It keeps 20 bits
// of each hash beside its place, so that a strange key is taken for a known one
// about once in a million times. 0 stands for an empty place.
type table []uint32

// newTable gives an empty table for n entries, at most four fifths full.
func newTable(n int) table {
	return make(table, 1<<bits.Len(uint(n+n/4)))
}

func (t table) place(h uint64) (i, mark uint32) {
	return uint32(h) & uint32(len(t)-1), uint32(h>>44) << valueBits
}

// put keeps value under a hash; an entry that is there already stays.
func (t table) put(h uint64, value int) error {
	i, mark := t.place(h)
	for range t {
		if t[i] == 0 {
			t[i] = mark | uint32(value+1)
			return nil
		}
		if t[i]&^(1<<valueBits-1) == mark {
			return nil
		}
		i = (i + 1) & uint32(len(t)-1)
	}
	return errFull
}

// get gives the value kept under a hash, -1 where there is none.
func (t table) get(h uint64) int {
	i, mark := t.place(h)
	for range t {
		v := t[i]
		if v == 0 {
			break
		}
		if v&^(1<<valueBits-1) == mark {
			return int(v&(1<<valueBits-1)) - 1
		}
		i = (i + 1) & uint32(len(t)-1)
	}
	return -1
}
