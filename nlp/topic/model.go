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
	modelVersion = 4
)

// A Class is one answer of a model.
type Class struct {
	Code string `json:"code"`
	Name string `json:"name"`
}

// shape holds the numbers a model was trained with and must be used with.
type shape struct {
	emphasis
	Scale       float32 `json:"scale"`       // of one step of a weight
	RarityScale float32 `json:"rarityScale"` // of one step of a feature's rarity
	Temperature float32 `json:"temperature"` // what the logits are divided by
}

// A model scores the bag of an article's features, linearly.
type model struct {
	info    nlp.ModelInfo
	classes []Class
	shape   shape
	words   *vocabulary
	weights []int8    // a row of len(classes) for each feature
	lean    []float32 // what is added to the classes' logits where a text is short
	deeper  *deeper   // topics below the first level; nil for a user's own labels
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
	keys, err := f.Uint32s("keys")
	if err != nil {
		return nil, err
	}
	rarity, err := f.Bytes("rarity")
	if err != nil {
		return nil, err
	}
	if m.weights, err = f.Int8s("weights"); err != nil {
		return nil, err
	}
	if m.lean, err = f.Float32s("lean"); err != nil {
		return nil, err
	}
	if !m.fits() || len(keys) != len(rarity) || len(m.weights) != len(m.classes)*len(keys) {
		return nil, fmt.Errorf("%s: %w", name, modelfile.ErrSection)
	}
	m.words = newVocabulary(keys, stretch(rarity, m.shape.RarityScale))
	var concepts []Concept
	if err := f.JSON("concepts", &concepts); err != nil {
		return nil, err
	}
	if len(concepts) > 0 {
		m.deeper = newDeeper(concepts)
	}
	return m, nil
}

// fits sees that the numbers are such that scores can be told.
func (m *model) fits() bool {
	for _, x := range append([]float32{m.shape.Scale, m.shape.RarityScale, 1 / m.shape.Temperature}, m.lean...) {
		if x-x != 0 { // infinite, or not a number
			return false
		}
	}
	return len(m.classes) > 0 && len(m.lean) == len(m.classes) && m.shape.Temperature > 0 && min(m.shape.TitleCounts, m.shape.LeadCounts) >= 0
}

func stretch(bytes []byte, scale float32) []float32 {
	v := make([]float32, len(bytes))
	for i, b := range bytes {
		v[i] = float32(b) * scale
	}
	return v
}

func (m *model) encode(rarity []byte, concepts []Concept) ([]byte, error) {
	w := modelfile.NewWriter(modelKind, modelVersion)
	if err := w.JSON("classes", m.classes); err != nil {
		return nil, err
	}
	if err := w.JSON("shape", m.shape); err != nil {
		return nil, err
	}
	if err := w.JSON("concepts", namesOf(concepts)); err != nil {
		return nil, err
	}
	w.Uint32s("keys", m.words.keys)
	w.Float32s("lean", m.lean)
	if err := w.Packed("rarity", rarity); err != nil {
		return nil, err
	}
	if err := w.Packed("weights", bytesOf(m.weights)); err != nil {
		return nil, err
	}
	return w.Encode()
}

func bytesOf(v []int8) []byte {
	b := make([]byte, len(v))
	for i, x := range v {
		b[i] = byte(x)
	}
	return b
}

// namesOf keeps what is needed of the concepts below the first level that are told.
func namesOf(concepts []Concept) []Concept {
	kept := []Concept{}
	for _, c := range concepts {
		if c.Level > 1 && c.Level <= deepest && c.Retired == nil {
			kept = append(kept, Concept{Code: c.Code, Name: c.Name, Level: c.Level, Top: c.Top})
		}
	}
	return kept
}

// score gives the probabilities of the classes. An article without a known
// word is as likely to be of one class as of another.
func (m *model) score(b *bag, title, text string) []float32 {
	b.fill(m.words, m.shape.emphasis, title, text)
	scores := make([]float32, len(m.classes))
	if len(b.rows) > 0 {
		m.logits(b, scores)
	}
	softmax(scores, m.shape.Temperature)
	return scores
}

// fewFeatures is the number of known words and pairs of words below which a
// text is short; it is less so the more it has.
const fewFeatures = 25

func (m *model) logits(b *bag, out []float32) {
	n := len(m.classes)
	for i, row := range b.rows {
		x := b.values[i] * m.shape.Scale
		for c, w := range m.weights[int(row)*n : int(row)*n+n] {
			out[c] += x * float32(w)
		}
	}
	shortness := min(1, fewFeatures/float32(len(b.rows)))
	for c, x := range m.lean {
		out[c] += x * shortness
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
