package evaluation

import (
	"slices"
	"unicode"
)

// entityLabels are the types counted, spelt as in CoNLL-2003.
var entityLabels = []string{"LOC", "MISC", "ORG", "PER"}

// conllLabel maps other tag sets' types to the four of CoNLL-2003.
var conllLabel = map[string]string{
	"PERSON": "PER", "ORGANIZATION": "ORG", "ORGANISATION": "ORG", "GPE": "LOC", "LOCATION": "LOC", "FAC": "LOC",
	"NORP": "MISC", "EVENT": "MISC", "PRODUCT": "MISC", "WORK_OF_ART": "MISC", "LANGUAGE": "MISC", "LAW": "MISC",
	"WORK": "MISC", "OTHER": "MISC",
}

// entityCounter counts, for each label, gold mentions, predicted ones and
// those with the same borders and label; then the B-cubed sums.
type entityCounter struct{ types []string }

func newEntityCounter(types []string) *entityCounter {
	if len(types) == 0 {
		types = entityLabels
	}
	types = slices.Clone(types)
	slices.Sort(types)
	return &entityCounter{types: slices.Compact(types)}
}

// Places of an entity tally: three a label, then these behind them.
const (
	cubedPrecision = iota
	cubedRecall
	cubedMentions
	cubedPlaces
)

type mention struct {
	Range
	label string
}

func (c *entityCounter) count(g *Record, p *Prediction) tally {
	t := make(tally, 3*len(c.types)+cubedPlaces)
	text := []rune(g.Text)
	gold, predicted := map[mention]int{}, map[mention]int{}
	for _, e := range g.Entities {
		cluster := -1
		if e.Entity != nil {
			cluster = *e.Entity
		}
		gold[normalize(text, e.Start, e.End, e.Label)] = cluster
	}
	for _, e := range p.Entities {
		predicted[normalize(text, e.Start, e.End, e.Label)] = e.Entity
	}
	for i, label := range c.types {
		for m := range gold {
			if m.label == label {
				t[3*i]++
				if _, both := predicted[m]; both {
					t[3*i+2]++
				}
			}
		}
		for m := range predicted {
			if m.label == label {
				t[3*i+1]++
			}
		}
	}
	countCubed(t[3*len(c.types):], gold, predicted)
	return t
}

// countCubed adds B-cubed precision and recall (Bagga and Baldwin 1998) over
// the mentions that both sides have, where the gold says what is the same.
func countCubed(t tally, gold, predicted map[mention]int) {
	type clusters struct{ gold, predicted int }
	byGold, byPredicted, byBoth := map[int]float64{}, map[int]float64{}, map[clusters]float64{}
	for m, g := range gold {
		if p, both := predicted[m]; both && g >= 0 {
			byGold[g]++
			byPredicted[p]++
			byBoth[clusters{g, p}]++
		}
	}
	for k, n := range byBoth {
		t[cubedPrecision] += n * n / byPredicted[k.predicted]
		t[cubedRecall] += n * n / byGold[k.gold]
		t[cubedMentions] += n
	}
}

func (c *entityCounter) figures(t tally) []Figure {
	var all [3]float64
	var figures []Figure
	add := func(class string, gold, predicted, right float64) {
		p, r, f := precisionRecallF1(right, predicted, gold)
		figures = append(figures,
			Figure{Measure: "precision", Class: class, Value: p, Count: int(predicted)},
			Figure{Measure: "recall", Class: class, Value: r, Count: int(gold)},
			Figure{Measure: "F1", Class: class, Value: f, Count: int(gold)})
	}
	for i := range c.types {
		for k := range all {
			all[k] += t[3*i+k]
		}
	}
	add("all", all[0], all[1], all[2])
	for i, label := range c.types {
		add(label, t[3*i], t[3*i+1], t[3*i+2])
	}
	cubed := t[3*len(c.types):]
	n := cubed[cubedMentions]
	if n > 0 {
		p, r := cubed[cubedPrecision]/n, cubed[cubedRecall]/n
		figures = append(figures,
			Figure{Measure: "names B-cubed precision", Class: "all", Value: p, Count: int(n)},
			Figure{Measure: "names B-cubed recall", Class: "all", Value: r, Count: int(n)},
			Figure{Measure: "names B-cubed F1", Class: "all", Value: ratio(2*p*r, p+r), Count: int(n)})
	}
	return figures
}

// normalize leaves out a leading "the" and a trailing possessive, and maps
// the label, so that programs with other conventions are measured fairly.
func normalize(text []rune, start, end int, label string) mention {
	r := clamp(start, end, len(text))
	r.Start += leadingArticle(text[r.Start:r.End])
	r.End -= trailingPossessive(text[r.Start:r.End])
	if mapped, ok := conllLabel[label]; ok {
		label = mapped
	}
	return mention{r, label}
}

func leadingArticle(words []rune) int {
	if len(words) < 4 || unicode.ToLower(words[0]) != 't' || unicode.ToLower(words[1]) != 'h' || unicode.ToLower(words[2]) != 'e' {
		return 0
	}
	n := 3
	for n < len(words) && unicode.IsSpace(words[n]) {
		n++
	}
	if n == 3 {
		return 0
	}
	return n
}

func trailingPossessive(words []rune) int {
	n := len(words)
	switch {
	case n >= 2 && words[n-1] == 's' && isApostrophe(words[n-2]):
		return 2
	case n >= 1 && isApostrophe(words[n-1]):
		return 1
	}
	return 0
}

func isApostrophe(r rune) bool { return r == '\'' || r == '’' }
