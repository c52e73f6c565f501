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
	text       stage // reads the text
	documents  stage // reads what the first stage believes of the document
}

// A stage holds the weights of one linear-chain field.
type stage struct {
	rows    table   // features that have weights
	weights []byte  // scored bytes a slot, signed: the feature's weight for each tag
	unit    float32 // what a weight of 1 is worth
	moves   transitions
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
	if m.text, err = readStage(f, "features"); err != nil {
		return nil, err
	}
	m.documents, err = readStage(f, "documents")
	return m, err
}

func readStage(f *modelfile.File, name string) (s stage, err error) {
	if s.rows, s.weights, err = readTable(f, name, scored); err != nil {
		return s, err
	}
	numbers, err := f.Float32s(name + ".numbers")
	if err != nil {
		return s, err
	}
	if len(numbers) != 1+tagCount*tagCount {
		return s, fmt.Errorf("%s: %w: %s.numbers", f.Name(), modelfile.ErrSection, name)
	}
	s.unit = numbers[0]
	for a := range s.moves {
		copy(s.moves[a][:], numbers[1+a*tagCount:])
	}
	return s, nil
}

// score adds the weights of features to the scores of one place.
func (s *stage) score(hashes []uint64, emit *[tagCount]float32) {
	var sum [scored]int32
	for _, h := range hashes {
		slot := s.rows.find(h)
		if slot < 0 {
			continue
		}
		row := (*[scored]byte)(s.weights[slot*scored:])
		for y, w := range row {
			sum[y] += int32(int8(w))
		}
	}
	for y, v := range sum {
		emit[y+1] += float32(v) * s.unit
	}
}
