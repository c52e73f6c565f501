package speaker

import (
	"fmt"
	"math"

	"quoth/nlp/modelfile"
)

const (
	modelKind    = "speakers"
	modelVersion = 2
)

// A model is the trained ranker.
type model struct {
	weights []int16 // by hashed feature
	scale   float32 // of a weight
	// confidence maps what is known of an answer to a probability: weights of
	// a logistic regression, see evidence.
	confidence []float32
	// antecedents are the weights of what pronouns and descriptions stand for,
	// by hashed feature.
	antecedents []float32
	file        *modelfile.File
	data        []byte // of a model that was trained just now: its file
}

// loadModel reads a model file. It returns the errors of modelfile.Read.
func loadModel(name string, data []byte) (*model, error) {
	f, err := modelfile.Read(name, data, modelKind, modelVersion)
	if err != nil {
		return nil, err
	}
	m := &model{file: f}
	if m.weights, err = f.Int16s("weights"); err != nil {
		return nil, err
	}
	scale, err := f.Float32s("scale")
	if err != nil {
		return nil, err
	}
	if m.confidence, err = f.Float32s("confidence"); err != nil {
		return nil, err
	}
	if m.antecedents, err = f.Float32s("antecedents"); err != nil {
		return nil, err
	}
	if len(m.antecedents) != 1<<antecedentBits || len(m.weights) != 1<<tableBits || len(scale) != 1 || len(m.confidence) != evidenceSize {
		return nil, fmt.Errorf("%s: %w: a section of the speakers' model", name, modelfile.ErrSection)
	}
	m.scale = scale[0]
	return m, nil
}

// encode gives the model file of trained weights.
func encode(weights, confidence, antecedents []float32) ([]byte, error) {
	var largest float32
	for _, w := range weights {
		largest = max(largest, max(w, -w))
	}
	scale := max(largest, 1e-6) / math.MaxInt16
	quantized := make([]int16, len(weights))
	for i, w := range weights {
		quantized[i] = int16(math.Round(float64(w / scale)))
	}
	f := modelfile.NewWriter(modelKind, modelVersion)
	f.Int16s("weights", quantized)
	f.Float32s("scale", []float32{scale})
	f.Float32s("confidence", confidence)
	f.Float32s("antecedents", antecedents)
	return f.Encode()
}

// score sums the weights of features.
func (m *model) score(features []uint32) float32 {
	var sum int32
	for _, f := range features {
		sum += int32(m.weights[f&(1<<tableBits-1)])
	}
	return float32(sum) * m.scale
}

// rank scores the candidates of a scene and gives the best one and the share
// of probability that goes to nobody; none where there are no candidates.
func (m *model) rank(s *scene) (best int, nobody float32) {
	best = none
	zero := m.score(s.describeNone())
	highest := zero
	for i := range s.candidates {
		c := &s.candidates[i]
		c.score = m.score(c.features)
		highest = max(highest, c.score)
		if best == none || c.score > s.candidates[best].score {
			best = i
		}
	}
	sum := math.Exp(float64(zero - highest))
	nothing := sum
	for i := range s.candidates {
		c := &s.candidates[i]
		e := math.Exp(float64(c.score - highest))
		c.share = float32(e)
		sum += e
	}
	for i := range s.candidates {
		s.candidates[i].share /= float32(sum)
	}
	return best, float32(nothing / sum)
}
