package tag

import (
	"errors"
	"fmt"
	"math/bits"
	"slices"

	"quoth/nlp"
	"quoth/nlp/modelfile"
)

// Kind and version of the model file.
const (
	modelKind    = "tags"
	modelVersion = 1
)

// A line is a stretch of the weights that holds those of one feature, beside
// those of others: one line of a processor's cache.
const lineSize = 64

// maxTags is how many tags a line has room for.
const maxTags = 64

// ErrModel says that a model file lacks something or contradicts itself: train
// it again.
var ErrModel = errors.New("tagging model makes no sense")

// A tagSet is the tags that a word was seen with.
type tagSet struct {
	tags   uint64 // bits
	closed bool   // seen so often that it has no others
}

func (s tagSet) candidates(open uint64) uint64 {
	if s.closed {
		return s.tags
	}
	return s.tags | open
}

// A model is what the tagger knows. It is never changed once read.
type model struct {
	tags     []nlp.Tag
	weights  []int8
	mask     uint64 // over the weights' lines, in bytes
	clusters table
	paths    []uint32 // of the clusters, each with a 1 before its first bit
	words    table
	sets     []tagSet
	open     uint64 // tags that a word never seen may have
	verbs    uint64 // tags of verbs
	names    uint64 // tags of names
	info     nlp.ModelInfo
}

// read takes a model from its file.
func read(name string, data []byte) (*model, error) {
	f, err := modelfile.Read(name, data, modelKind, modelVersion)
	if err != nil {
		return nil, err
	}
	m := &model{info: nlp.ModelInfo{Name: "tag", SHA256: f.SHA256(), Bytes: f.Size()}}
	if err := m.readSections(f); err != nil {
		return nil, err
	}
	if err := m.check(); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return m, nil
}

func (m *model) readSections(f *modelfile.File) error {
	names, err := f.Strings("tags")
	if err != nil {
		return err
	}
	for _, n := range names {
		m.tags = append(m.tags, nlp.Tag(n))
	}
	m.nameTags()
	if m.weights, err = f.Int8s("weights"); err != nil {
		return err
	}
	var clusters, words, sets []uint32
	for name, to := range map[string]*[]uint32{"clusters": &clusters, "paths": &m.paths, "words": &words, "sets": &sets} {
		if *to, err = f.Uint32s(name); err != nil {
			return err
		}
	}
	m.clusters, m.words = clusters, words
	for i := 0; i+2 < len(sets); i += 3 {
		m.sets = append(m.sets, tagSet{tags: uint64(sets[i]) | uint64(sets[i+1])<<32, closed: sets[i+2] != 0})
	}
	if len(m.sets) > 0 { // the first one is that of unknown words
		m.open = m.sets[0].tags
	}
	m.mask = uint64(len(m.weights)-1) &^ (lineSize - 1)
	return nil
}

// check sees that every index the tagger makes lies in its table.
func (m *model) check() error {
	all := uint64(1)<<len(m.tags) - 1
	switch {
	case len(m.tags) == 0 || len(m.tags) >= maxTags:
		return fmt.Errorf("%w: %d tags", ErrModel, len(m.tags))
	case len(m.weights) < lineSize || !isPower(len(m.weights)):
		return fmt.Errorf("%w: %d weights", ErrModel, len(m.weights))
	case !isPower(len(m.clusters)) || !isPower(len(m.words)):
		return fmt.Errorf("%w: tables of %d clusters and %d words", ErrModel, len(m.clusters), len(m.words))
	case m.open == 0:
		return fmt.Errorf("%w: no tags for unknown words", ErrModel)
	}
	for _, s := range m.sets {
		if s.tags == 0 || s.tags&^all != 0 {
			return fmt.Errorf("%w: a word with the tags %b", ErrModel, s.tags)
		}
	}
	for _, p := range m.paths {
		if p == 0 {
			return fmt.Errorf("%w: a cluster without a path", ErrModel)
		}
	}
	return nil
}

// nameTags notes which of the tags are those of verbs and of names.
func (m *model) nameTags() {
	m.verbs = m.bits("MD", "VB", "VBD", "VBG", "VBN", "VBP", "VBZ")
	m.names = m.bits("NNP", "NNPS")
}

// bits gives the bits of those tags that the model has.
func (m *model) bits(names ...nlp.Tag) uint64 {
	var bits uint64
	for i, t := range m.tags {
		if i < maxTags && slices.Contains(names, t) {
			bits |= 1 << i
		}
	}
	return bits
}

func isPower(n int) bool { return n > 0 && n&(n-1) == 0 }

func leadingZeros(x uint32) int { return bits.LeadingZeros32(x) }

// encode gives the model's file.
func (m *model) encode() ([]byte, error) {
	w := modelfile.NewWriter(modelKind, modelVersion)
	names := make([]string, len(m.tags))
	for i, t := range m.tags {
		names[i] = string(t)
	}
	var sets []uint32
	for _, s := range m.sets {
		closed := uint32(0)
		if s.closed {
			closed = 1
		}
		sets = append(sets, uint32(s.tags), uint32(s.tags>>32), closed)
	}
	w.Strings("tags", names)
	w.Int8s("weights", m.weights)
	w.Uint32s("clusters", m.clusters)
	w.Uint32s("paths", m.paths)
	w.Uint32s("words", m.words)
	w.Uint32s("sets", sets)
	return w.Encode()
}
