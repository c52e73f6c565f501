package quote

import (
	"fmt"
	"slices"

	"quoth/nlp/modelfile"
)

// width is the number of weights a feature has.
const width = 8

// A packed row holds a feature's weight for each label, a byte each, the
// label's number from the low end; 128 stands for 0, so that rows can be summed
// four bytes at a time.
type packed uint64

const zeroWeight = 128

func pack(weights *[width]int8) packed {
	var p packed
	for k, w := range weights {
		p |= packed(uint8(int(w)+zeroWeight)) << (8 * k)
	}
	return p
}

func (p packed) unpack() (weights [width]int8) {
	for k := range weights {
		weights[k] = int8(int(uint8(p>>(8*k))) - zeroWeight)
	}
	return weights
}

// longestSum is how many rows can be summed before 16 bits run over.
const longestSum = 257

// sum adds up the weights of features, of which there must be no more than
// longestSum.
func (t *table) sum(features []uint32) (sums [width]int32) {
	const every = 0x00ff00ff00ff00ff
	var even, odd uint64
	var found int32
	for _, h := range features {
		s, c := t.slot(h), checkOf(h)
		if t.checks[s] != c {
			if s++; t.checks[s] != c {
				continue
			}
		}
		r := uint64(t.rows[s])
		even += r & every
		odd += r >> 8 & every
		found++
	}
	for k := range sums {
		lanes := even
		if k%2 == 1 {
			lanes = odd
		}
		sums[k] = int32(lanes>>(16*(k/2))&0xffff) - zeroWeight*found
	}
	return sums
}

// A table finds the weights of a feature by its hash, in one or two looks at
// memory. It keeps eight bits of each hash, so that a feature never seen in
// training is taken for another one in a hundred times: linear models bear that.
type table struct {
	checks []uint8
	rows   []packed
	shift  uint
	scale  float32 // weight = int8 * scale
}

// slotPairs is how many neighbouring slots a hash may take.
const slotPairs = 2

func (t *table) slot(h uint32) uint32 { return (h >> t.shift) &^ (slotPairs - 1) }

func checkOf(h uint32) uint8 { return uint8(h) | 1 }

// holds says whether a feature has a row.
func (t *table) holds(h uint32) bool {
	s, c := t.slot(h), checkOf(h)
	return t.checks[s] == c || t.checks[s+1] == c
}

// A weighted feature is what training hands over.
type weighted struct {
	hash    uint32
	weights [width]float32
}

func (f *weighted) size() float32 {
	var m float32
	for _, w := range f.weights {
		m = max(m, w, -w)
	}
	return m
}

// clippedShare is how many features there are to one whose weights are cut down
// to the largest that a byte holds, so that the others keep their precision.
const clippedShare = 2000

// buildTable puts the heaviest features into a table of 1<<logSize rows.
func buildTable(features []weighted, logSize uint) *table {
	order := make([]int, len(features))
	var top float32
	for i := range features {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		x, y := features[a].size(), features[b].size()
		switch {
		case x > y:
			return -1
		case x < y:
			return 1
		}
		return 0
	})
	if len(order) > 0 {
		top = features[order[len(order)/clippedShare]].size()
	}
	t := &table{checks: make([]uint8, 1<<logSize), rows: make([]packed, 1<<logSize), shift: 32 - logSize, scale: top / 127}
	if top == 0 {
		t.scale = 1
	}
	for _, i := range order {
		t.put(&features[i])
	}
	return t
}

// put adds a feature where a slot is free; the lightest come last and may find none.
func (t *table) put(f *weighted) {
	var r [width]int8
	used := false
	for k, w := range f.weights {
		r[k] = int8(min(max(roundHalf(w/t.scale), -127), 127))
		used = used || r[k] != 0
	}
	if !used || t.holds(f.hash) {
		return
	}
	for s := t.slot(f.hash); s < t.slot(f.hash)+slotPairs; s++ {
		if t.checks[s] == 0 {
			t.checks[s], t.rows[s] = checkOf(f.hash), pack(&r)
			return
		}
	}
}

func roundHalf(v float32) int {
	if v < 0 {
		return -int(0.5 - v)
	}
	return int(v + 0.5)
}

func (t *table) write(w *modelfile.Writer, name string) {
	w.Bytes(name+" checks", t.checks)
	flat := make([]int8, 0, width*len(t.rows))
	for _, r := range t.rows {
		weights := r.unpack()
		if r == 0 {
			weights = [width]int8{} // an empty slot
		}
		flat = append(flat, weights[:]...)
	}
	w.Int8s(name+" rows", flat)
	w.Float32s(name+" scale", []float32{t.scale})
}

func readTable(f *modelfile.File, name string) (*table, error) {
	checks, err := f.Bytes(name + " checks")
	if err != nil {
		return nil, err
	}
	flat, err := f.Int8s(name + " rows")
	if err != nil {
		return nil, err
	}
	scale, err := f.Float32s(name + " scale")
	if err != nil {
		return nil, err
	}
	bits := uint(0)
	for 1<<bits < len(checks) {
		bits++
	}
	if len(checks) < slotPairs || 1<<bits != len(checks) || len(flat) != width*len(checks) || len(scale) != 1 {
		return nil, fmt.Errorf("%s: %w: %s", f.Name(), modelfile.ErrSection, name)
	}
	t := &table{checks: checks, rows: make([]packed, len(checks)), shift: 32 - bits, scale: scale[0]}
	for i := range t.rows {
		t.rows[i] = pack((*[width]int8)(flat[i*width:]))
	}
	return t, nil
}
