package quote

import (
	"fmt"
	"strings"
	"sync"

	"quoth/models"
	"quoth/nlp/modelfile"
)

// Kind and version of the model file. The version is raised whenever features
// or sections change.
const (
	modelKind    = "quotations"
	modelVersion = 1
)

// A model is everything that was trained.
type model struct {
	clusters  clusters
	mayReport hashSet
	cues      *small // does this word report a statement?
	speech    *small // does somebody say what stands in these marks?
	clauses   *table // what is this token to reported speech?
	moves     moves
	file      *modelfile.File
}

var builtIn = sync.OnceValues(func() (*model, error) { return readModel("quote", models.Quote()) })

func readModel(name string, data []byte) (*model, error) {
	f, err := modelfile.Read(name, data, modelKind, modelVersion)
	if err != nil {
		return nil, err
	}
	m := &model{file: f}
	if err := m.clusters.read(f); err != nil {
		return nil, err
	}
	hashes, err := f.Uint32s("may report")
	if err != nil {
		return nil, err
	}
	m.mayReport.set(hashes)
	if m.cues, err = readSmall(f, "cues"); err != nil {
		return nil, err
	}
	if m.speech, err = readSmall(f, "speech"); err != nil {
		return nil, err
	}
	if m.clauses, err = readTable(f, "clauses"); err != nil {
		return nil, err
	}
	flat, err := f.Float32s("moves")
	if err != nil {
		return nil, err
	}
	if len(flat) != int(borders)*labels*labels {
		return nil, fmt.Errorf("%s: %w: moves", name, modelfile.ErrSection)
	}
	m.moves.fill(flat)
	m.moves.lean()
	return m, nil
}

// leaning is added to the score of every beginning of reported words, so that
// about as many clauses are found wrongly as are missed. It was chosen on the
// development set; likelihood alone leaves out more than it should.
const leaning = 0.5

func (m *moves) lean() {
	for b := range m {
		for a := range m[b] {
			m[b][a][beginSaid] += leaning
		}
	}
}

// fill takes the scores in order; what can't be is never chosen.
func (m *moves) fill(flat []float32) {
	k := 0
	for b := range m {
		for a := range label(labels) {
			for y := range label(labels) {
				m[b][a][y] = flat[k]
				if forbidden(a, y) {
					m[b][a][y] = never
				}
				k++
			}
		}
	}
}

func (m *moves) flat() []float32 {
	var flat []float32
	for b := range m {
		for a := range m[b] {
			flat = append(flat, m[b][a][:]...)
		}
	}
	return flat
}

// encode gives the model file.
func (m *model) encode(hashes []uint32) ([]byte, error) {
	w := modelfile.NewWriter(modelKind, modelVersion)
	m.clusters.write(w)
	w.Uint32s("may report", hashes)
	m.cues.write(w, "cues")
	m.speech.write(w, "speech")
	m.clauses.write(w, "clauses")
	w.Float32s("moves", m.moves.flat())
	return w.Encode()
}

func (m *small) write(w *modelfile.Writer, name string) {
	w.Bytes(name+" checks", m.checks)
	w.Int8s(name+" rows", m.rows)
	w.Float32s(name+" scale", []float32{m.scale, m.bias})
}

func readSmall(f *modelfile.File, name string) (*small, error) {
	checks, err := f.Bytes(name + " checks")
	if err != nil {
		return nil, err
	}
	rows, err := f.Int8s(name + " rows")
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
	if len(checks) < slotPairs || 1<<bits != len(checks) || len(rows) != len(checks) || len(scale) != 2 {
		return nil, fmt.Errorf("%s: %w: %s", f.Name(), modelfile.ErrSection, name)
	}
	return &small{checks: checks, rows: rows, shift: 32 - bits, scale: scale[0], bias: scale[1]}, nil
}

// prefix gives the number of the larger cluster that a cluster lies in.
func (m *model) prefix(cluster uint16) uint32 {
	if int(cluster) >= len(m.clusters.wider) {
		return 0
	}
	return uint32(m.clusters.wider[cluster])
}

// clusters tell words apart by how they are used (Brown et al. 1992).
type clusters struct {
	keys   []uint32 // hashes of words, in a table of a power of two; 0 is empty
	number []uint16
	wider  []uint16 // for each cluster, the number of the one that shares its first six bits
	paths  []string
}

// find gives the cluster of a word, as it is written or else in lower case.
func (c *clusters) find(text string) uint16 {
	if n := c.look(hashCased(text)); n > 0 {
		return n
	}
	if b := text[0]; 'A' <= b && b <= 'Z' {
		return c.look(hashCased(strings.ToLower(text)))
	}
	return 0
}

func (c *clusters) look(h uint32) uint16 {
	mask := uint32(len(c.keys) - 1)
	for i := h & mask; c.keys[i] != 0; i = (i + 1) & mask {
		if c.keys[i] == h {
			return c.number[i]
		}
	}
	return 0
}

// widerBits is the length of the shared beginning of two clusters that count
// as one.
const widerBits = 6

// build takes words with their clusters' paths.
func (c *clusters) build(words, paths []string) {
	numbers := map[string]uint16{}
	size := 16
	for size < 3*len(words)/2 {
		size *= 2
	}
	c.keys, c.number = make([]uint32, size), make([]uint16, size)
	for i, w := range words {
		n, ok := numbers[paths[i]]
		if !ok {
			c.paths = append(c.paths, paths[i])
			n = uint16(len(c.paths))
			numbers[paths[i]] = n
		}
		c.put(hashCased(w), n)
	}
	c.widen()
}

func (c *clusters) put(h uint32, n uint16) {
	mask := uint32(len(c.keys) - 1)
	i := h & mask
	for c.keys[i] != 0 {
		if c.keys[i] == h {
			return
		}
		i = (i + 1) & mask
	}
	c.keys[i], c.number[i] = h, n
}

func (c *clusters) widen() {
	numbers := map[string]uint16{}
	c.wider = make([]uint16, len(c.paths)+1)
	for i, p := range c.paths {
		p = p[:min(len(p), widerBits)]
		if _, ok := numbers[p]; !ok {
			numbers[p] = uint16(len(numbers) + 1)
		}
		c.wider[i+1] = numbers[p]
	}
}

func (c *clusters) write(w *modelfile.Writer) {
	w.Strings("cluster paths", c.paths)
	w.Uint32s("cluster words", c.keys)
	numbers := make([]int16, len(c.number))
	for i, n := range c.number {
		numbers[i] = int16(n)
	}
	w.Int16s("cluster numbers", numbers)
}

func (c *clusters) read(f *modelfile.File) error {
	var err error
	if c.paths, err = f.Strings("cluster paths"); err != nil {
		return err
	}
	if c.keys, err = f.Uint32s("cluster words"); err != nil {
		return err
	}
	numbers, err := f.Int16s("cluster numbers")
	if err != nil {
		return err
	}
	if n := len(c.keys); n == 0 || n&(n-1) != 0 || len(numbers) != n || !hasEmpty(c.keys) {
		return fmt.Errorf("%s: %w: cluster words", f.Name(), modelfile.ErrSection)
	}
	c.number = make([]uint16, len(numbers))
	for i, n := range numbers {
		c.number[i] = uint16(n)
	}
	c.widen()
	return nil
}

// hasEmpty says whether a table has a place where a search can end.
func hasEmpty(keys []uint32) bool {
	for _, k := range keys {
		if k == 0 {
			return true
		}
	}
	return false
}

// A hashSet is a set of hashes that may hold a few more than were put in.
type hashSet struct{ words [setSize / 64]uint64 }

const setSize = 1 << 17

func (b *hashSet) set(hashes []uint32) {
	for _, h := range hashes {
		b.words[h%setSize/64] |= 1 << (h % 64)
	}
}

func (b *hashSet) has(h uint32) bool { return b.words[h%setSize/64]&(1<<(h%64)) != 0 }
