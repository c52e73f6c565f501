package evaluation

import (
	"math"
	"slices"
)

// tones are the labels of sentiment and stance.
var tones = []string{"negative", "neutral", "positive"}

// toneCounter counts a confusion matrix of tones and the sums that Pearson's
// correlation is made from.
type toneCounter struct{}

// Places of a tone tally: nine of the confusion matrix, gold by row, then
// places for labels outside the three, then the sums of the scores.
const (
	toneOther   = 9
	scoreN      = 10
	scoreX      = 11
	scoreY      = 12
	scoreXX     = 13
	scoreYY     = 14
	scoreXY     = 15
	tonePlaces  = 16
	fewestPairs = 10 // a correlation of fewer pairs means nothing
)

func (toneCounter) count(g *Record, p *Prediction) tally {
	t := make(tally, tonePlaces)
	got := p.Sentiment
	if got == "" {
		got = "neutral"
	}
	i, j := slices.Index(tones, g.Label), slices.Index(tones, got)
	if i < 0 || j < 0 {
		t[toneOther]++
	} else {
		t[3*i+j]++
	}
	if g.Score != nil && p.Score != nil {
		x, y := *g.Score, *p.Score
		t[scoreN], t[scoreX], t[scoreY], t[scoreXX], t[scoreYY], t[scoreXY] = 1, x, y, x*x, y*y, x*y
	}
	return t
}

func (toneCounter) figures(t tally) []Figure {
	n, right := t[toneOther], 0.0
	var figures []Figure
	macro := 0.0
	for i, tone := range tones {
		gold, predicted := 0.0, 0.0
		for j := range tones {
			gold += t[3*i+j]
			predicted += t[3*j+i]
		}
		n += gold
		right += t[3*i+i]
		p, r, f := precisionRecallF1(t[3*i+i], predicted, gold)
		macro += f / float64(len(tones))
		figures = append(figures,
			Figure{Measure: "precision", Class: tone, Value: p, Count: int(predicted)},
			Figure{Measure: "recall", Class: tone, Value: r, Count: int(gold)},
			Figure{Measure: "F1", Class: tone, Value: f, Count: int(gold)})
	}
	whole := []Figure{
		{Measure: "accuracy", Class: "all", Value: ratio(right, n), Count: int(n)},
		{Measure: "macro F1", Class: "all", Value: macro, Count: int(n)},
	}
	if t[scoreN] > fewestPairs {
		whole = append(whole, Figure{Measure: "Pearson", Class: "all", Value: pearson(t), Count: int(t[scoreN])})
	}
	return append(whole, figures...)
}

func pearson(t tally) float64 {
	n := t[scoreN]
	covariance := t[scoreXY] - t[scoreX]*t[scoreY]/n
	vx, vy := t[scoreXX]-t[scoreX]*t[scoreX]/n, t[scoreYY]-t[scoreY]*t[scoreY]/n
	if vx <= 0 || vy <= 0 {
		return 0
	}
	return covariance / math.Sqrt(vx*vy)
}
