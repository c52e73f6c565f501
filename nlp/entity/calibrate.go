package entity

import "math"

// The field is too sure of doubtful names' absence and of sure ones' presence.
// Its probabilities p become 1/(1+exp(-slope·logit(p)-offset)) (Platt 1999);
// both numbers were fitted on development sets, whose reliability the model's
// card shows.
const (
	calibrationSlope  = 0.774
	calibrationOffset = 0.416
)

// leastProbability bounds the logit.
const leastProbability = 1e-4

func calibrated(p float32) float32 {
	q := min(max(float64(p), leastProbability), 1-leastProbability)
	logit := math.Log(q / (1 - q))
	return float32(1 / (1 + math.Exp(-calibrationSlope*logit-calibrationOffset)))
}
