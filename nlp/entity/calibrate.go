package entity

import "math"

// The field and the committee are too sure of what they agree on. The
// probabilities p become 1/(1+exp(-slope·logit(p)-offset)) (Platt 1999);
// both numbers were fitted on development sets, whose reliability the model's
// card shows.
const (
	calibrationSlope  = 0.678
	calibrationOffset = 0.01
)

// leastProbability bounds the logit.
const leastProbability = 1e-4

func calibrated(p float32) float32 {
	q := min(max(float64(p), leastProbability), 1-leastProbability)
	logit := math.Log(q / (1 - q))
	return float32(1 / (1 + math.Exp(-calibrationSlope*logit-calibrationOffset)))
}
