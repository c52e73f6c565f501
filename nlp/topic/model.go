package topic

import (
	"fmt"
	"math"

	"quoth/nlp"
	"quoth/nlp/modelfile"
)

// What the file of a model is.
const (
	modelKind    = "topics"
	modelVersion = 1
)

// A Class is one answer of a model.
type Class struct {
	Code string `json:"code"`
	Name string `json:"name"`
}

// Settings that a model is trained with and must be used with.
type shape struct {
	Bits        int     `json:"bits"`        // 2^Bits rows of weights
	TitleCounts int     `json:"titleCounts"` // how often a word of the title counts
	Pairs       bool    `json:"pairs"`
	Scale       float32 `json:"scale"`       // of one step of a weight
	Temperature float32 `json:"temperature"` // of the scores
}

// A model scores the bag of an article's features, linearly.
type model struct {
	info    nlp.ModelInfo
	classes []Class
	shape   shape
	weights []int8 // a row of len(classes) for each feature
	bias    []float32
}

func readModel(name string, data []byte) (*model, error) {
	f, err := modelfile.Read(name, data, modelKind, modelVersion)
	if err != nil {
		return nil, err
	}
	m := &model{info: nlp.ModelInfo{Name: "topics", SHA256: f.SHA256(), Bytes: f.Size()}}
	if err := f.JSON("classes", &m.classes); err != nil {
		return nil, err
	}
	if err := f.JSON("shape", &m.shape); err != nil {
		return nil, err
	}
	if m.weights, err = f.Int8s("weights"); err != nil {
		return nil, err
	}
	if m.bias, err = f.Float32s("bias"); err != nil {
		return nil, err
	}
	if !m.fits() {
		return nil, fmt.Errorf("%s: %w", name, modelfile.ErrSection)
	}
	return m, nil
}

// fits sees that the parts belong together, so that scoring can't go wrong.
func (m *model) fits() bool {
	s := m.shape
	return len(m.classes) > 0 && s.Bits > 0 && s.Bits < 25 && s.TitleCounts >= 0 && s.TitleCounts < 100 &&
		s.Temperature > 0 && !math.IsInf(float64(s.Temperature), 0) && !math.IsInf(float64(s.Scale), 0) && s.Scale >= 0 &&
		len(m.weights) == len(m.classes)<<s.Bits && len(m.bias) == len(m.classes)
}

func (m *model) encode() ([]byte, error) {
	w := modelfile.NewWriter(modelKind, modelVersion)
	if err := w.JSON("classes", m.classes); err != nil {
		return nil, err
	}
	if err := w.JSON("shape", m.shape); err != nil {
		return nil, err
	}
	w.Int8s("weights", m.weights)
	w.Float32s("bias", m.bias)
	return w.Encode()
}

// score gives the probabilities of the classes.
func (m *model) score(b *bag, title, text string) []float32 {
	b.fill(m.shape, title, text)
	logits := make([]float32, len(m.classes))
	if len(b.features) > 0 {
		m.logits(b, logits)
	}
	softmax(logits, m.shape.Temperature)
	return logits
}

func (m *model) logits(b *bag, out []float32) {
	n := len(m.classes)
	for i, f := range b.features {
		x := b.values[i] * m.shape.Scale
		row := m.weights[int(f)*n : int(f)*n+n]
		for c, w := range row {
			out[c] += x * float32(w)
		}
	}
	for c := range out {
		out[c] += m.bias[c]
	}
}

func softmax(v []float32, temperature float32) {
	top := v[0]
	for _, x := range v {
		top = max(top, x)
	}
	var sum float32
	for i, x := range v {
		v[i] = float32(math.Exp(float64((x - top) / temperature)))
		sum += v[i]
	}
	for i := range v {
		v[i] /= sum
	}
}
