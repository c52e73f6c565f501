package quote

import (
	"fmt"
	"slices"

	"quoth/nlp/modelfile"
)

// width is the number of weights a feature has.
const width = 8

// A row holds a feature's weight for each label.
type row = [width]int8

// A table finds the weights of a feature by its hash, in one or two looks at
// memory. It keeps eight bits of each hash, so that a feature never seen in
// training is taken for another one in a hundred times: linear models bear that.
type table struct {
	checks []uint8
	rows   []row
	shift  uint
	scale  float32 // weight = int8 * scale
}

// slotPairs is how many neighbouring slots a hash may take.
const slotPairs = 2

func (t *table) slot(h uint32) uint32 { return (h >> t.shift) &^ (slotPairs - 1) }

func checkOf(h uint32) uint8 { return uint8(h) | 1 }

// find gives the row of a feature, or nil.
func (t *table) find(h uint32) *row {
	s, c := t.slot(h), checkOf(h)
	if t.checks[s] == c {
		return &t.rows[s]
	}
	if t.checks[s+1] == c {
		return &t.rows[s+1]
	}
	return nil
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
	t := &table{checks: make([]uint8, 1<<logSize), rows: make([]row, 1<<logSize), shift: 32 - logSize, scale: top / 127}
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
	var r row
	used := false
	for k, w := range f.weights {
		r[k] = int8(min(max(roundHalf(w/t.scale), -127), 127))
		used = used || r[k] != 0
	}
	if !used || t.find(f.hash) != nil {
		return
	}
	for s := t.slot(f.hash); s < t.slot(f.hash)+slotPairs; s++ {
		if t.checks[s] == 0 {
			t.checks[s], t.rows[s] = checkOf(f.hash), r
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
		flat = append(flat, r[:]...)
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
	t := &table{checks: checks, rows: make([]row, len(checks)), shift: 32 - bits, scale: scale[0]}
	for i := range t.rows {
		copy(t.rows[i][:], flat[i*width:])
	}
	return t, nil
}
