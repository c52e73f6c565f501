package topic

import "math/bits"

// A vocabulary finds the row of a feature by its key. Features are told apart
// by 32 bits, so that one in some ten thousand stands for two.
type vocabulary struct {
	keys   []uint32  // of each row
	rarity []float32 // of each row: how much one occurrence is worth
	slots  []uint32  // 1 + row, by hash; 0 for none
}

func newVocabulary(keys []uint32, rarity []float32) *vocabulary {
	v := &vocabulary{keys: keys, rarity: rarity}
	v.slots = make([]uint32, 1<<bits.Len(uint(2*len(keys))))
	for row, key := range keys {
		i := v.slot(key)
		for v.slots[i] != 0 {
			i = (i + 1) % len(v.slots)
		}
		v.slots[i] = uint32(row) + 1
	}
	return v
}

func (v *vocabulary) slot(key uint32) int { return int(key) & (len(v.slots) - 1) }

func (v *vocabulary) find(key uint32) (uint32, bool) {
	for i := v.slot(key); v.slots[i] != 0; i = (i + 1) & (len(v.slots) - 1) {
		if row := v.slots[i] - 1; v.keys[row] == key {
			return row, true
		}
	}
	return 0, false
}
