package entity

import (
	"encoding/binary"
	"fmt"

	"quoth/nlp/modelfile"
)

// modelKind and modelVersion name what Load understands.
const (
	modelKind    = "entities"
	modelVersion = 3
)

// A model is what Train learnt.
type model struct {
	vocabulary  *vocabulary
	sexes       *sexes
	features    [manners]featureTable
	moves       transitions
	informality informality
	committee   committee
}

// A featureTable holds the features that have weights.
type featureTable struct {
	rows    table
	weights []byte  // scored bytes a slot, signed: the feature's weight for each tag
	unit    float32 // what a weight of 1 is worth
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
	for k, name := range featureSections {
		if m.features[k].rows, m.features[k].weights, err = readTable(f, name, scored); err != nil {
			return nil, err
		}
	}
	if m.informality, err = readInformality(f); err != nil {
		return nil, err
	}
	if m.committee, err = readCommittee(f); err != nil {
		return nil, err
	}
	numbers, err := f.Float32s(numbersSection)
	if err != nil {
		return nil, err
	}
	if len(numbers) != manners+tagCount*tagCount {
		return nil, fmt.Errorf("%s: %w: numbers", f.Name(), modelfile.ErrSection)
	}
	for k := range m.features {
		m.features[k].unit = numbers[k]
	}
	for a := range m.moves {
		copy(m.moves[a][:], numbers[manners+a*tagCount:])
	}
	return m, nil
}

// score sums the weights of features into the scores of one place of a document
// that takes on a share of the informal manner.
func (m *model) score(hashes []uint64, informal float32, emit *[tagCount]float32) {
	*emit = [tagCount]float32{}
	m.features[ownManner].add(hashes, 1, emit)
	if informal > 0 {
		m.features[informalManner].add(hashes, informal, emit)
	}
}

// add adds a share of the features' weights to the scores of one place. Eight
// weights are added at a time, as unsigned bytes in lanes of 16 bits.
func (t *featureTable) add(hashes []uint64, share float32, emit *[tagCount]float32) {
	var sum [scored]int32
	var even, odd [scored / 8]uint64
	rows := 0
	for _, h := range hashes {
		slot := t.rows.find(h)
		if slot < 0 {
			continue
		}
		row := t.weights[slot*scored : slot*scored+scored]
		for k := range even {
			w := binary.LittleEndian.Uint64(row[8*k:]) ^ signBits
			even[k] += w & evenBytes
			odd[k] += w >> 8 & evenBytes
		}
		if rows++; rows == maxRows {
			empty(&sum, &even, &odd, rows)
			rows = 0
		}
	}
	empty(&sum, &even, &odd, rows)
	for y, v := range sum {
		emit[y+1] += float32(v) * t.unit * share
	}
}

const (
	signBits  = 0x8080808080808080 // turn signed bytes into ones greater by 128
	evenBytes = 0x00ff00ff00ff00ff
	maxRows   = 256 // sums of so many bytes fit a lane
)

// empty moves the lanes' sums over rows into sum.
func empty(sum *[scored]int32, even, odd *[scored / 8]uint64, rows int) {
	for k := range even {
		for i := range 4 {
			sum[8*k+2*i] += int32(even[k]>>(16*i)&0xffff) - 128*int32(rows)
			sum[8*k+2*i+1] += int32(odd[k]>>(16*i)&0xffff) - 128*int32(rows)
		}
	}
	*even, *odd = [scored / 8]uint64{}, [scored / 8]uint64{}
}
