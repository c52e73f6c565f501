package sentiment

import (
	"fmt"
	"math"
	"sync"
	"sync/atomic"

	"quoth/nlp/encoder"
	"quoth/nlp/modelfile"
)

// The kind and version of the model files that this package reads.
const (
	modelKind    = "sentiment"
	modelVersion = 1
)

// A shape gives the sizes of a model's parts.
type shape struct {
	Dimensions int         `json:"dimensions"` // of a piece's vector
	Hidden     int         `json:"hidden"`     // of a place's vector
	Reach      int         `json:"reach"`      // pieces on either side that a place's vector is made from
	Heads      int         `json:"heads"`      // ways of weighing the places
	Wide       int         `json:"wide"`       // of a head's inner layer
	Stance     calibration `json:"stance"`
	Polarity   calibration `json:"polarity"`
}

// A calibration makes probabilities of logits that are right as often as they
// say: a temperature that divides them and a lean that is added for each tone,
// both found on development sets.
type calibration struct {
	Temperature float32        `json:"temperature"`
	Lean        [tones]float32 `json:"lean"`
}

// tones is how many tones a head tells apart: negative, neutral, positive.
const tones = 3

// A model is a small network. Each piece of a text has a vector, to which that
// of its place relative to the target is added; a convolution over a few pieces
// gives each place a vector; a few heads weigh the places and sum them; and one
// small layer tells the tone from these sums. Stance and polarity share all but
// the last steps. The network learnt from a fine-tuned transformer, as the card
// in quoth/models/sentiment tells.
type model struct {
	*encoder.Vocabulary
	shape
	target   int32  // stands for the target
	mark     int32  // a quotation mark
	vectors  []int8 // by piece
	scales   []float32
	kernel   []float32 // the convolution: width parts, first to last piece; each Hidden × Dimensions
	bias     []float32
	places   []float32 // the convolution of each place's vector: width × Hidden
	stance   head
	polarity head

	// products are the convolutions of pieces' vectors, width × Hidden each, made
	// when a piece is first met: a text has few different ones.
	products []atomic.Pointer[[]float32]
	scratch  sync.Pool
}

// A head weighs places and tells a tone.
type head struct {
	weigh     []float32 // Heads × Hidden
	weighBias []float32
	byPlace   []float32 // Heads × placeCount; empty where there is no target
	inner     []float32 // Wide × (Heads+1)·Hidden
	innerBias []float32
	outer     []float32 // tones × Wide
	outerBias []float32
	calibration
}

// readModel reads a model file. Its errors are those of modelfile.
func readModel(name string, data []byte) (*model, *modelfile.File, error) {
	f, err := modelfile.Read(name, data, modelKind, modelVersion)
	if err != nil {
		return nil, nil, err
	}
	m := &model{}
	if err := f.JSON("shape", &m.shape); err != nil {
		return nil, nil, err
	}
	pieces, err := f.Strings("vocabulary")
	if err != nil {
		return nil, nil, err
	}
	if m.vectors, err = f.Int8s("vectors"); err != nil {
		return nil, nil, err
	}
	r := reader{file: f}
	m.scales = r.floats("scales", len(pieces))
	m.kernel = r.floats("kernel", m.width()*m.Hidden*m.Dimensions)
	m.bias = r.floats("bias", m.Hidden)
	places := r.floats("places", placeCount*m.Dimensions)
	m.stance = r.head("stance", m.shape, placeCount, m.Stance)
	m.polarity = r.head("polarity", m.shape, 0, m.Polarity)
	if r.err == nil && (m.Dimensions <= 0 || m.Hidden <= 0 || m.Reach < 0 || m.Heads <= 0 || m.Wide <= 0 || !(m.Stance.Temperature > 0) || !(m.Polarity.Temperature > 0) || len(m.vectors) != len(pieces)*m.Dimensions) {
		r.err = fmt.Errorf("%s: %w: shape", name, modelfile.ErrSection)
	}
	if r.err != nil {
		return nil, nil, r.err
	}
	if err := m.index(pieces); err != nil {
		return nil, nil, fmt.Errorf("%s: %w", name, err)
	}
	for at := range placeCount {
		m.places = append(m.places, m.convolve(places[at*m.Dimensions:(at+1)*m.Dimensions])...)
	}
	return m, f, nil
}

// A reader reads sections of a known size and keeps the first error.
type reader struct {
	file *modelfile.File
	err  error
}

func (r *reader) floats(name string, count int) []float32 {
	v, err := r.file.Float32s(name)
	if err == nil && len(v) != count {
		err = fmt.Errorf("%s: %w: %s", r.file.Name(), modelfile.ErrSection, name)
	}
	if err != nil && r.err == nil {
		r.err = err
	}
	return v
}

func (r *reader) head(name string, s shape, places int, c calibration) head {
	return head{
		weigh:       r.floats(name+"/weigh", s.Heads*s.Hidden),
		weighBias:   r.floats(name+"/weigh bias", s.Heads),
		byPlace:     r.floats(name+"/by place", s.Heads*places),
		inner:       r.floats(name+"/inner", s.Wide*(s.Heads+1)*s.Hidden),
		innerBias:   r.floats(name+"/inner bias", s.Wide),
		outer:       r.floats(name+"/outer", tones*s.Wide),
		outerBias:   r.floats(name+"/outer bias", tones),
		calibration: c,
	}
}

// Names of the pieces that stand for something else than their letters.
const (
	targetPiece = "[MASK]"
	numberPiece = "0"
	markPiece   = `"`
)

// index makes the look-ups by piece.
func (m *model) index(pieces []string) error {
	m.Vocabulary = encoder.NewVocabulary(pieces, numberPiece)
	for _, p := range []string{encoder.UnknownPiece, targetPiece, numberPiece, markPiece} {
		if _, ok := m.Find(p); !ok {
			return fmt.Errorf("%w: the vocabulary lacks %s", modelfile.ErrSection, p)
		}
	}
	m.target, _ = m.Find(targetPiece)
	m.mark, _ = m.Find(markPiece)
	m.products = make([]atomic.Pointer[[]float32], len(pieces))
	m.scratch.New = func() any { return &scratch{Splitter: encoder.Splitter{Vocabulary: m.Vocabulary}} }
	return nil
}

// width is how many pieces a place's vector is made from.
func (s shape) width() int { return 2*s.Reach + 1 }

// convolve multiplies a vector with the parts of the convolution.
func (m *model) convolve(v []float32) []float32 {
	out := make([]float32, m.width()*m.Hidden)
	for i := range out {
		out[i] = dot(m.kernel[i*m.Dimensions:(i+1)*m.Dimensions], v)
	}
	return out
}

// product gives the convolution of a piece's vector.
func (m *model) product(piece int32) []float32 {
	if p := m.products[piece].Load(); p != nil {
		return *p
	}
	v := make([]float32, m.Dimensions)
	for i, q := range m.vectors[int(piece)*m.Dimensions : (int(piece)+1)*m.Dimensions] {
		v[i] = float32(q) * m.scales[piece]
	}
	p := m.convolve(v)
	m.products[piece].Store(&p)
	return p
}

// scratch is the memory of one reading of a text.
type scratch struct {
	encoder.Splitter
	reading
	pieces  []int32
	places  []uint8
	hidden  []float32 // pieces × Hidden
	weights []float32
	sums    []float32 // (Heads+1) × Hidden
}

// hide gives every place its vector: the convolution, never below zero.
func (m *model) hide(s *scratch) {
	n, h, width := len(s.pieces), m.Hidden, m.width()
	s.hidden = resize(s.hidden, n*h)
	for i := range n {
		out := s.hidden[i*h : (i+1)*h]
		copy(out, m.bias)
		for j := max(0, i-m.Reach); j <= min(n-1, i+m.Reach); j++ {
			k := j - i + m.Reach
			piece := m.product(s.pieces[j])[k*h:]
			place := m.places[(int(s.places[j])*width+k)*h:]
			addBoth(out, piece[:h], place[:h])
		}
		for j, x := range out {
			out[j] = max(x, 0)
		}
	}
}

// tell gives the logits of the tones. The target is its place among the
// pieces, -1 for none.
func (m *model) tell(t *head, s *scratch, target int) [tones]float32 {
	m.hide(s)
	n, h := len(s.pieces), m.Hidden
	s.sums = resize(s.sums, (m.Heads+1)*h)
	clear(s.sums)
	for k := range m.Heads {
		m.weigh(t, s, k)
		sum := s.sums[k*h : (k+1)*h]
		for i, w := range s.weights {
			addScaled(sum, s.hidden[i*h:(i+1)*h], w)
		}
	}
	last := s.sums[m.Heads*h:]
	if target >= 0 {
		copy(last, s.hidden[target*h:(target+1)*h])
	} else {
		w := float32(1 / math.Sqrt(float64(n)))
		for i := range n {
			addScaled(last, s.hidden[i*h:(i+1)*h], w)
		}
	}
	logits := [tones]float32(t.outerBias)
	for i, b := range t.innerBias {
		x := b + dot(t.inner[i*len(s.sums):(i+1)*len(s.sums)], s.sums)
		for k := range logits {
			logits[k] += float32(t.outer[k*m.Wide+i] * max(x, 0))
		}
	}
	return logits
}

// weigh fills the weights of the places for one way of weighing; they sum to 1.
func (m *model) weigh(t *head, s *scratch, k int) {
	n, h := len(s.pieces), m.Hidden
	s.weights = resize(s.weights, n)
	most := float32(math.Inf(-1))
	for i := range n {
		w := t.weighBias[k] + dot(t.weigh[k*h:(k+1)*h], s.hidden[i*h:(i+1)*h])
		if len(t.byPlace) > 0 {
			w += t.byPlace[k*placeCount+int(s.places[i])]
		}
		s.weights[i] = w
		most = max(most, w)
	}
	sum := float32(0)
	for i, w := range s.weights {
		w = float32(math.Exp(float64(w - most)))
		s.weights[i] = w
		sum += w
	}
	for i := range s.weights {
		s.weights[i] /= sum
	}
}

// probabilities calibrates logits.
func (c *calibration) probabilities(logits [tones]float32) [tones]float64 {
	most := float32(math.Inf(-1))
	for k := range logits {
		logits[k] = logits[k]/c.Temperature + c.Lean[k]
		most = max(most, logits[k])
	}
	var p [tones]float64
	sum := 0.0
	for k, x := range logits {
		p[k] = math.Exp(float64(x - most))
		sum += p[k]
	}
	for k := range p {
		p[k] /= sum
	}
	return p
}

func resize(v []float32, n int) []float32 {
	if cap(v) < n {
		return make([]float32, n, n+n/2)
	}
	return v[:n]
}

// dot multiplies vectors of the same length. The products are rounded one by
// one, so that machines with fused multiplication give the same answers.
func dot(a, b []float32) float32 {
	var s0, s1, s2, s3 float32
	b = b[:len(a)]
	i := 0
	for ; i+4 <= len(a); i += 4 {
		s0 += float32(a[i] * b[i])
		s1 += float32(a[i+1] * b[i+1])
		s2 += float32(a[i+2] * b[i+2])
		s3 += float32(a[i+3] * b[i+3])
	}
	for ; i < len(a); i++ {
		s0 += float32(a[i] * b[i])
	}
	return s0 + s1 + s2 + s3
}

func addBoth(out, a, b []float32) {
	a, b = a[:len(out)], b[:len(out)]
	for i := range out {
		out[i] += a[i] + b[i]
	}
}

func addScaled(out, a []float32, w float32) {
	a = a[:len(out)]
	for i := range out {
		out[i] += float32(a[i] * w)
	}
}
