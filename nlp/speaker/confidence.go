package speaker

import "math"

// evidenceSize is the number of weights of the confidence: a constant, the
// ranker's share as log odds, the sureness of the way to the name as log odds.
const evidenceSize = 3

// confide gives the probability that the speaker is right.
func (m *model) confide(share, sureness float32) float32 {
	c := m.confidence
	return logistic(c[0] + c[1]*logOdds(share) + c[2]*logOdds(sureness))
}

func logistic(x float32) float32 { return float32(1 / (1 + math.Exp(-float64(x)))) }

// logOdds gives the log odds of a probability, cut to ±5.
func logOdds(p float32) float32 {
	x := math.Log(float64(max(p, 1e-6)) / float64(max(1-p, 1e-6)))
	return float32(max(-5, min(5, x)))
}
