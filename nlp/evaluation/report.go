package evaluation

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
)

// ErrTask says that there is no such task; Tasks lists them.
var ErrTask = errors.New("no such task")

// ErrNoGold says that no record holds the labels the task is measured by.
var ErrNoGold = errors.New("no gold labels for this task")

// Tasks lists what can be measured.
func Tasks() []string {
	return []string{"entities", "quotes", "speakers", "sentiment", "stance", "topics"}
}

// Options of Score.
type Options struct {
	Statements bool     // quotes: leave beliefs and intentions aside
	Types      []string // entities: the labels to count, all four where empty
	Resamples  int      // for the intervals; 0 leaves them out
}

// A Report holds the figures of one task.
type Report struct {
	Task      string   `json:"task"`
	Documents int      `json:"documents"`
	Figures   []Figure `json:"figures"`
	Mistakes  []string `json:"-"` // speakers: each wrong or missing quotation, a line each
}

// A Figure is one measure of one class, with a 95 % interval over documents.
type Figure struct {
	Measure string  `json:"measure"` // "strict F1"
	Class   string  `json:"class"`   // "all", "PER", "direct", "negative", …
	Value   float64 `json:"value"`
	Low     float64 `json:"low"`
	High    float64 `json:"high"`
	Count   int     `json:"count"` // gold items the figure rests on
}

// Find gives a figure of the report by its measure and class.
func (r *Report) Find(measure, class string) (Figure, bool) {
	i := slices.IndexFunc(r.Figures, func(f Figure) bool { return f.Measure == measure && f.Class == class })
	if i < 0 {
		return Figure{}, false
	}
	return r.Figures[i], true
}

// A counter adds one document to a tally: numbers that are summed over
// documents and that all figures are made from.
type counter interface {
	count(gold *Record, predicted *Prediction) tally
	figures(sum tally) []Figure
}

// tally is a vector of sums; counters name their places.
type tally []float64

// Score measures predictions against gold records. Documents without a
// prediction count as predicted empty; predictions without a record don't count.
func Score(task string, gold []Record, predicted []Prediction, o Options) (*Report, error) {
	byID := make(map[string]*Prediction, len(predicted))
	for i := range predicted {
		byID[predicted[i].ID] = &predicted[i]
	}
	c, key, err := newCounter(task, gold, o)
	if err != nil {
		return nil, err
	}
	report := &Report{Task: task}
	var tallies []tally
	for i := range gold {
		if !gold[i].Has(key) {
			continue
		}
		p := byID[gold[i].ID]
		if p == nil {
			p = &Prediction{ID: gold[i].ID}
		}
		tallies = append(tallies, c.count(&gold[i], p))
	}
	if len(tallies) == 0 {
		return nil, fmt.Errorf("%w: no record has %q", ErrNoGold, key)
	}
	report.Documents = len(tallies)
	report.Figures = c.figures(sum(tallies))
	if s, ok := c.(*speakerCounter); ok {
		report.Mistakes = s.mistakes
	}
	if o.Resamples > 0 {
		addIntervals(report.Figures, tallies, c, o.Resamples)
	}
	return report, nil
}

// newCounter gives the counter of a task, and the key that records it is
// measured by must hold.
func newCounter(task string, gold []Record, o Options) (counter, string, error) {
	switch task {
	case "entities":
		return newEntityCounter(o.Types), "entities", nil
	case "quotes":
		return &quoteCounter{statements: o.Statements}, "quotes", nil
	case "speakers":
		return &speakerCounter{}, "quotes", nil
	case "sentiment", "stance":
		return toneCounter{}, "label", nil
	case "topics":
		return newTopicCounter(gold), "iptc", nil
	}
	return nil, "", fmt.Errorf("%w: %q; there are %v", ErrTask, task, Tasks())
}

func sum(tallies []tally) tally {
	total := make(tally, len(tallies[0]))
	for _, t := range tallies {
		for i, v := range t {
			total[i] += v
		}
	}
	return total
}

// addIntervals resamples documents with replacement and takes the 2.5th and
// the 97.5th percentile of each figure (Efron and Tibshirani 1993, chapter 13).
// The seed is fixed: the same input gives the same interval.
func addIntervals(figures []Figure, tallies []tally, c counter, resamples int) {
	random := rand.New(rand.NewPCG(1, 2))
	values := make([][]float64, len(figures))
	drawn := make([]tally, len(tallies))
	for range resamples {
		for i := range drawn {
			drawn[i] = tallies[random.IntN(len(tallies))]
		}
		for i, f := range c.figures(sum(drawn)) {
			values[i] = append(values[i], f.Value)
		}
	}
	for i := range figures {
		slices.Sort(values[i])
		figures[i].Low = values[i][resamples*25/1000]
		figures[i].High = values[i][min(resamples*975/1000, resamples-1)]
	}
}

// precisionRecallF1 of counts; 0 where there is nothing to divide by.
func precisionRecallF1(right, predicted, gold float64) (precision, recall, f1 float64) {
	precision, recall = ratio(right, predicted), ratio(right, gold)
	if precision+recall > 0 {
		f1 = 2 * precision * recall / (precision + recall)
	}
	return precision, recall, f1
}

func ratio(a, b float64) float64 {
	if b == 0 {
		return 0
	}
	return a / b
}
