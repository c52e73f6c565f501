package encoder

import (
	"fmt"
	"math"
	"sync"

	"quoth/models"
	"quoth/nlp"
	"quoth/nlp/modelfile"
)

// The kind and version of the model files that this package reads.
const (
	modelKind    = "encoder"
	modelVersion = 1
)

// A Task is what is told of a text.
type Task int

// The tasks, each with a head of its own on the network that they share.
const (
	Stance   Task = iota // negative, neutral or positive, toward a marked target
	Polarity             // negative, neutral or positive
	Topics               // the 17 IPTC Media Topics of the first level, in the order of their codes
	tasks    = iota
)

// TopicCount is how many topics are told apart.
const TopicCount = 17

// classes is how many answers each task has.
var classes = [tasks]int{Stance: 3, Polarity: 3, Topics: TopicCount}

// headSize is how many numbers ("width" times) a head looks at: those of the
// target's mark and the mean over the text, or the mean alone.
var headSize = [tasks]int{Stance: 2, Polarity: 1, Topics: 1}

// Largest sizes that a model may have, so that no file can ask for all memory.
const (
	mostWidth     = 1 << 12
	mostLayers    = 64
	mostPositions = 1 << 12
)

// A shape gives the sizes of the network's parts and how its answers are
// calibrated.
type shape struct {
	Layers      int                `json:"layers"`
	Width       int                `json:"width"`     // numbers a token has between layers
	Heads       int                `json:"heads"`     // of attention; each has Width/Heads numbers, 32 at most
	Inner       int                `json:"inner"`     // numbers a token has inside a layer
	Positions   int                `json:"positions"` // the longest text, in pieces
	Calibration [tasks]calibration `json:"calibration"`
}

// A calibration makes probabilities of a task's logits that are right as often
// as they say.
type calibration struct {
	Temperature float32   `json:"temperature"`
	Lean        []float32 `json:"lean"` // added for each class; none where nothing leans
}

// An Encoder is a loaded network. It is safe for concurrent use.
type Encoder struct {
	shape
	info       nlp.ModelInfo
	vocabulary *Vocabulary
	signs      signs
	kernel     kernel

	vectors   []byte     // Width signed bytes for each piece
	scales    []float32  // of a piece's vector
	positions []float32  // Width numbers for each position
	norm      normalizer // of a piece's vector at its position
	layers    []layer
	heads     [tasks]head

	scratch   sync.Pool
	splitters sync.Pool
}

// signs are the pieces that stand for something else than their letters.
type signs struct{ begin, end, mask, open, close, stop, mark int32 }

// A layer is attention and a network of two matrices, each followed by a norm.
type layer struct {
	attend, out, inner, outer matrix
	afterOut, afterOuter      normalizer
}

// A matrix multiplies rows of numbers.
type matrix struct {
	rows, columns int
	packed        []byte
	scales        []float32 // of a row of weights
	bias          []float32 // of a row
}

// A normalizer brings numbers to mean 0 and variance 1, then stretches and moves
// each (Ba et al. 2016).
type normalizer struct{ stretch, move []float32 }

// A head tells a task's answer.
type head struct {
	weights []float32 // classes × what it looks at
	bias    []float32
	calibration
}

// New gives the encoder with the embedded model, which is read once. Errors are
// those of modelfile, wrapped.
var New = sync.OnceValues(func() (*Encoder, error) { return Load("models/encoder/model.bin", models.Encoder()) })

// Load gives an encoder with the model of a file's bytes, which must not change
// afterwards; the name serves errors, which are those of modelfile, wrapped.
func Load(name string, data []byte) (*Encoder, error) {
	f, err := modelfile.Read(name, data, modelKind, modelVersion)
	if err != nil {
		return nil, err
	}
	e := &Encoder{info: nlp.ModelInfo{Name: "encoder", SHA256: f.SHA256(), Bytes: f.Size()}, kernel: kernels[0]}
	if err := f.JSON("shape", &e.shape); err != nil {
		return nil, err
	}
	r := reader{file: f}
	if !e.fits() {
		r.fail("shape")
		return nil, r.err
	}
	e.readPieces(&r)
	for i := range e.Layers {
		e.layers = append(e.layers, r.layer(fmt.Sprintf("layer %d/", i), e.shape))
	}
	for t, name := range [tasks]string{"stance", "polarity", "topics"} {
		e.heads[t] = head{r.floats(name+"/weights", classes[t]*headSize[t]*e.Width), r.floats(name+"/bias", classes[t]), e.Calibration[t]}
	}
	if r.err != nil {
		return nil, r.err
	}
	e.scratch.New = func() any { return newScratch(e.shape) }
	e.splitters.New = func() any { return &Splitter{Vocabulary: e.vocabulary} }
	return e, nil
}

// fits sees that the sizes are such that texts can be read.
func (s *shape) fits() bool {
	for t, c := range s.Calibration {
		if !(c.Temperature > 0) || len(c.Lean) != 0 && len(c.Lean) != classes[t] {
			return false
		}
	}
	return 0 < s.Width && s.Width <= mostWidth && 0 < s.Layers && s.Layers <= mostLayers && 0 < s.Inner && s.Inner <= mostWidth &&
		leastPositions <= s.Positions && s.Positions <= mostPositions && s.Heads > 0 && s.Width == s.Heads*headWidth && s.Inner%groupSize == 0
}

// readPieces reads the vocabulary and the pieces' vectors.
func (e *Encoder) readPieces(r *reader) {
	pieces, err := r.file.Strings("vocabulary")
	if err != nil {
		r.keep(err)
		return
	}
	e.vocabulary = NewVocabulary(pieces, "")
	for name, sign := range map[string]*int32{
		"[CLS]": &e.signs.begin, "[SEP]": &e.signs.end, "[MASK]": &e.signs.mask, "[unused0]": &e.signs.open, "[unused1]": &e.signs.close,
		".": &e.signs.stop, `"`: &e.signs.mark, UnknownPiece: &e.vocabulary.unknown,
	} {
		var ok bool
		if *sign, ok = e.vocabulary.Find(name); !ok {
			r.fail("vocabulary")
		}
	}
	e.vectors = r.bytes("vectors", len(pieces)*e.Width)
	e.scales = r.floats("scales", len(pieces))
	e.positions = r.floats("positions", e.Positions*e.Width)
	e.norm = r.norm("norm", e.Width)
}

// A reader reads sections of a known size and keeps the first error.
type reader struct {
	file *modelfile.File
	err  error
}

func (r *reader) keep(err error) {
	if r.err == nil {
		r.err = err
	}
}

func (r *reader) fail(section string) {
	r.keep(fmt.Errorf("%s: %w: %s", r.file.Name(), modelfile.ErrSection, section))
}

func (r *reader) floats(name string, count int) []float32 {
	v, err := r.file.Float32s(name)
	if err != nil {
		r.keep(err)
		return nil
	}
	if len(v) != count {
		r.fail(name)
	}
	for _, x := range v {
		if x-x != 0 { // infinite, or not a number
			r.fail(name)
		}
	}
	return v
}

func (r *reader) bytes(name string, count int) []byte {
	v, err := r.file.Bytes(name)
	if err != nil {
		r.keep(err)
		return nil
	}
	if len(v) != count {
		r.fail(name)
	}
	return v
}

func (r *reader) norm(name string, width int) normalizer {
	return normalizer{r.floats(name+"/stretch", width), r.floats(name+"/move", width)}
}

func (r *reader) matrix(name string, rows, columns int) matrix {
	return matrix{rows, columns, r.bytes(name, packedSize(rows, columns)), r.floats(name+"/scales", rows), r.floats(name+"/bias", rows)}
}

func (r *reader) layer(name string, s shape) layer {
	return layer{
		attend: r.matrix(name+"attend", 3*s.Width, s.Width), out: r.matrix(name+"out", s.Width, s.Width),
		inner: r.matrix(name+"inner", s.Inner, s.Width), outer: r.matrix(name+"outer", s.Width, s.Inner),
		afterOut: r.norm(name+"after out", s.Width), afterOuter: r.norm(name+"after outer", s.Width),
	}
}

// Info describes the model file.
func (e *Encoder) Info() nlp.ModelInfo { return e.info }

// probabilities calibrates logits, in place.
func (c *calibration) probabilities(logits []float32) {
	most := float32(math.Inf(-1))
	for k := range logits {
		logits[k] /= c.Temperature
		if len(c.Lean) > 0 {
			logits[k] += c.Lean[k]
		}
		most = max(most, logits[k])
	}
	sum := 0.0
	for _, x := range logits {
		sum += exp(float64(x - most))
	}
	for k, x := range logits {
		logits[k] = float32(exp(float64(x-most)) / sum)
	}
}
