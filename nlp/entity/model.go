package entity

import (
	"fmt"

	"quoth/nlp/modelfile"
)

// modelKind and modelVersion name what Load understands.
const (
	modelKind    = "entities"
	modelVersion = 1
)

// A model is what Train learnt.
type model struct {
	vocabulary *vocabulary
	sexes      *sexes
	rows       table   // features that have weights
	weights    []byte  // scored bytes a slot, signed: the feature's weight for each tag
	unit       float32 // what a weight of 1 is worth
	moves      transitions
}

func readModel(f *modelfile.File) (*model, error) {
	m := &model{}
	var err error
	if m.vocabulary, err = readVocabulary(f); err != nil {
		return nil, err
	}
	if m.sexes, err = readSexes(f); err != nil {
		return nil, err
	}
	if m.rows, m.weights, err = readTable(f, "features", scored); err != nil {
		return nil, err
	}
	numbers, err := f.Float32s("numbers")
	if err != nil {
		return nil, err
	}
	if len(numbers) != 1+tagCount*tagCount {
		return nil, fmt.Errorf("%s: %w: numbers", f.Name(), modelfile.ErrSection)
	}
	m.unit = numbers[0]
	for a := range m.moves {
		copy(m.moves[a][:], numbers[1+a*tagCount:])
	}
	return m, nil
}

// score sums the weights of features into the scores of one place.
func (m *model) score(hashes []uint64, emit *[tagCount]float32) {
	var sum [scored]int32
	for _, h := range hashes {
		slot := m.rows.find(h)
		if slot < 0 {
			continue
		}
		row := (*[scored]byte)(m.weights[slot*scored:])
		for y, w := range row {
			sum[y] += int32(int8(w))
		}
	}
	emit[outsideName] = 0
	for y, v := range sum {
		emit[y+1] = float32(v) * m.unit
	}
}
