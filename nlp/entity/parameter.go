package entity

import "math"

// A parameter is a part of a network's weights while they are learnt, by the
// method of Kingma and Ba (2015) with weights that decay apart from it
// (Loshchilov and Hutter 2019).
type parameter struct {
	value        []float32
	change       []float32 // what a batch asks for
	mean, square []float32 // of the changes so far, later ones weighing more
	decay        []float32 // pull toward 0, of each number; nil for none
}

// The shares of the means of changes, and of their squares, that a step keeps.
const (
	meanKeep   = 0.9
	squareKeep = 0.999
)

func newParameter(value []float32) *parameter {
	n := len(value)
	return &parameter{value: value, change: make([]float32, n), mean: make([]float32, n), square: make([]float32, n)}
}

// A pace is how far a step goes, with what makes up for means that began at 0.
type pace struct{ rate, meanScale, squareScale float32 }

func paceOf(rate float32, step int) pace {
	return pace{
		rate:        rate,
		meanScale:   float32(1 / (1 - math.Pow(meanKeep, float64(step)))),
		squareScale: float32(1 / (1 - math.Pow(squareKeep, float64(step)))),
	}
}

// move takes a step with the numbers from one to another and forgets what was
// asked for. Products are rounded before they are added, so that no processor
// joins the two.
func (p *parameter) move(from, to int, by pace) {
	value, change, mean, square := p.value[from:to], p.change[from:to], p.mean[from:to], p.square[from:to]
	for i, g := range change {
		mean[i] = float32(mean[i]*meanKeep) + float32(g*(1-meanKeep))
		square[i] = float32(square[i]*squareKeep) + float32(float32(g*g)*(1-squareKeep))
		length := float32(math.Sqrt(float64(float32(square[i]*by.squareScale)))) + 1e-8
		step := float32(float32(mean[i]*by.meanScale) * by.rate)
		if p.decay != nil {
			value[i] -= float32(float32(by.rate*p.decay[from+i]) * value[i])
		}
		value[i] -= step / length
		change[i] = 0
	}
}
