package speaker

import (
	"context"
	"math"
)

// evidenceSize is the number of weights of the confidence: a constant, and the
// weight of the ranker's share as log odds.
const evidenceSize = 2

// confide gives the probability that the speaker is right: that the words name
// the speaker, times that they stand for that name.
func (m *model) confide(share, sureness float32) float32 {
	return logistic(m.confidence[0]+m.confidence[1]*logOdds(share)) * sureness
}

func logistic(x float32) float32 { return float32(1 / (1 + math.Exp(-float64(x)))) }

// logOdds gives the log odds of a probability, cut to ±5.
func logOdds(p float32) float32 {
	x := math.Log(float64(max(p, 1e-6)) / float64(max(1-p, 1e-6)))
	return float32(max(-5, min(5, x)))
}

// Every calibrationFold-th article is kept from the ranker while the
// confidence is fitted.
const (
	calibrationFold  = 8
	calibrationSteps = 4000
	calibrationRate  = 0.5
)

// calibrate fits the confidence: a ranker trained on the other examples says
// how sure it is of those of the fold, and a logistic regression says how
// often it is right then.
func calibrate(ctx context.Context, examples []example) ([]float32, error) {
	var rest, fold []example
	for _, e := range examples {
		if e.article%calibrationFold == 0 {
			fold = append(fold, e)
		} else {
			rest = append(rest, e)
		}
	}
	weights, err := fit(ctx, rest)
	if err != nil {
		return nil, err
	}
	var x, y []float64
	var shares []float64
	for i := range fold {
		shares = shareOut(weights, &fold[i], shares[:0])
		best := 0
		for j := range shares {
			if shares[j] > shares[best] {
				best = j
			}
		}
		if best == len(shares)-1 {
			continue
		}
		x = append(x, float64(logOdds(float32(shares[best]))))
		y = append(y, float64(flag(best == fold[i].right)))
	}
	return regress(x, y), nil
}

// regress fits a logistic regression of y on x by gradient descent.
func regress(x, y []float64) []float32 {
	a, b := 0.0, 1.0
	n := float64(max(len(x), 1))
	for range calibrationSteps {
		var da, db float64
		for i := range x {
			e := 1/(1+math.Exp(-(a+b*x[i]))) - y[i]
			da += e
			db += e * x[i]
		}
		a -= calibrationRate * da / n
		b -= calibrationRate * db / n / 4
	}
	return []float32{float32(a), float32(b)}
}
