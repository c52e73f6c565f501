package topic

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"
)

// TrainOptions say what to learn from.
type TrainOptions struct {
	Examples []Example
	Names    map[string]string // of labels, where they have names
	Log      func(format string, arguments ...any)
	Settings Settings
}

// Settings are the numbers of training.
type Settings struct {
	Bits        int
	TitleCounts int
	Epochs      int
	Rate        float32
	Decay       float32
}

// DefaultSettings were chosen on development sets.
var DefaultSettings = Settings{Bits: 17, TitleCounts: 3, Epochs: 8, Rate: 0.5, Decay: 1e-6}

// lesson is one example as features.
type lesson struct {
	features []uint32
	values   []float32
	class    int
	weight   float32
}

// Train learns a model of the examples' labels and gives the bytes of its file.
// All labels weigh the same, however many examples they have. The same options
// give the same bytes. The error is ErrTooFew, or that of the context.
func Train(ctx context.Context, o TrainOptions) ([]byte, error) {
	classes := classesOf(o)
	if len(classes) < 2 {
		return nil, ErrTooFew
	}
	t := &trainer{settings: o.Settings, classes: classes}
	t.shape = shape{Bits: o.Settings.Bits, TitleCounts: o.Settings.TitleCounts, Pairs: true, Temperature: 1}
	t.read(o.Examples)
	if err := t.run(ctx, o.Log); err != nil {
		return nil, err
	}
	return t.model().encode()
}

func classesOf(o TrainOptions) []Class {
	var codes []string
	for _, e := range o.Examples {
		codes = append(codes, e.Label)
	}
	slices.Sort(codes)
	var classes []Class
	for _, code := range slices.Compact(codes) {
		name := o.Names[code]
		if name == "" {
			name = code
		}
		classes = append(classes, Class{Code: code, Name: name})
	}
	return classes
}

type trainer struct {
	settings Settings
	shape    shape
	classes  []Class
	lessons  []lesson
	weights  []float32
	squares  []float32 // of the gradients, for adaptive steps
	bias     []float32
}

func (t *trainer) read(examples []Example) {
	place := map[string]int{}
	for i, c := range t.classes {
		place[c.Code] = i
	}
	b := newBag(t.shape.Bits)
	total := make([]float32, len(t.classes))
	for _, e := range examples {
		b.fill(t.shape, e.Title, e.Text)
		if len(b.features) == 0 {
			continue
		}
		weight := e.Weight
		if weight == 0 {
			weight = 1
		}
		class := place[e.Label]
		total[class] += weight
		t.lessons = append(t.lessons, lesson{slices.Clone(b.features), slices.Clone(b.values), class, weight})
	}
	var sum float32
	for _, x := range total {
		sum += x
	}
	for i := range t.lessons {
		l := &t.lessons[i]
		l.weight *= sum / float32(len(total)) / total[l.class]
	}
}

// run takes AdaGrad steps over the lessons in an order that is shuffled anew,
// always in the same way.
func (t *trainer) run(ctx context.Context, log func(string, ...any)) error {
	n := len(t.classes)
	t.weights, t.squares, t.bias = make([]float32, n<<t.shape.Bits), make([]float32, n<<t.shape.Bits), make([]float32, n)
	random := rand.New(rand.NewPCG(1, 2))
	p := make([]float32, n)
	for epoch := range t.settings.Epochs {
		if err := ctx.Err(); err != nil {
			return err
		}
		var loss float64
		for _, i := range random.Perm(len(t.lessons)) {
			loss += t.step(&t.lessons[i], p)
		}
		if log != nil {
			log("epoch %d: loss %.4f", epoch+1, loss/float64(len(t.lessons)))
		}
	}
	return nil
}

func (t *trainer) step(l *lesson, p []float32) float64 {
	n := len(t.classes)
	copy(p, t.bias)
	for i, f := range l.features {
		for c, w := range t.weights[int(f)*n : int(f)*n+n] {
			p[c] += l.values[i] * w
		}
	}
	softmax(p, 1)
	loss := -math.Log(math.Max(float64(p[l.class]), 1e-9))
	p[l.class]--
	for i, f := range l.features {
		row, squares := t.weights[int(f)*n:int(f)*n+n], t.squares[int(f)*n:int(f)*n+n]
		for c := range row {
			g := l.weight*p[c]*l.values[i] + t.settings.Decay*row[c]
			squares[c] += g * g
			row[c] -= t.settings.Rate * g / (float32(math.Sqrt(float64(squares[c]))) + 1e-4)
		}
	}
	return loss
}

// model rounds the weights to bytes.
func (t *trainer) model() *model {
	var most float32
	for _, w := range t.weights {
		most = max(most, w, -w)
	}
	m := &model{classes: t.classes, shape: t.shape, bias: t.bias, weights: make([]int8, len(t.weights))}
	if m.shape.Scale = most / 127; most == 0 {
		return m
	}
	for i, w := range t.weights {
		m.weights[i] = int8(math.Round(float64(w / m.shape.Scale)))
	}
	return m
}
