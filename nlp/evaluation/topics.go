package evaluation

import (
	"slices"
	"strings"
)

// topicCounter counts the best and the three best level-1 topics against gold.
type topicCounter struct{ classes []string }

// Places of a topic tally; three a class follow.
const (
	topicsAll = iota
	topicsRight
	topicsNear // among the three best
	topicPlaces
)

func newTopicCounter(gold []Record) *topicCounter {
	c := &topicCounter{}
	for i := range gold {
		if gold[i].Topic != "" {
			c.classes = append(c.classes, goldTopic(gold[i].Topic))
		}
	}
	slices.Sort(c.classes)
	c.classes = slices.Compact(c.classes)
	return c
}

func (c *topicCounter) count(g *Record, p *Prediction) tally {
	t := make(tally, topicPlaces+3*len(c.classes))
	if g.Topic == "" {
		return t
	}
	var got []string
	for _, topic := range p.Topics {
		if top := levelOne(topic); !slices.Contains(got, top) {
			got = append(got, top)
		}
	}
	want := goldTopic(g.Topic)
	place := topicPlaces + 3*slices.Index(c.classes, want)
	t[topicsAll]++
	t[place]++
	if len(got) == 0 {
		return t
	}
	if got[0] == want {
		t[topicsRight]++
		t[place+2]++
	}
	if slices.Contains(got[:min(3, len(got))], want) {
		t[topicsNear]++
	}
	if k := slices.Index(c.classes, got[0]); k >= 0 {
		t[topicPlaces+3*k+1]++
	}
	return t
}

func (c *topicCounter) figures(t tally) []Figure {
	var figures []Figure
	macro := 0.0
	for i, class := range c.classes {
		k := t[topicPlaces+3*i:]
		p, r, f := precisionRecallF1(k[2], k[1], k[0])
		macro += f
		figures = append(figures,
			Figure{Measure: "precision", Class: "medtop:" + class, Value: p, Count: int(k[1])},
			Figure{Measure: "recall", Class: "medtop:" + class, Value: r, Count: int(k[0])},
			Figure{Measure: "F1", Class: "medtop:" + class, Value: f, Count: int(k[0])})
	}
	n := int(t[topicsAll])
	return append([]Figure{
		{Measure: "accuracy", Class: "all", Value: ratio(t[topicsRight], t[topicsAll]), Count: n},
		{Measure: "macro F1", Class: "all", Value: ratio(macro, float64(len(c.classes))), Count: n},
		{Measure: "among the best three", Class: "all", Value: ratio(t[topicsNear], t[topicsAll]), Count: n},
	}, figures...)
}

// goldTopic is the number of a gold topic, as it is given.
func goldTopic(code string) string {
	if _, number, found := strings.Cut(code, ":"); found {
		code = number
	}
	return code[:min(8, len(code))]
}

// levelOne is the number of the level-1 topic above a topic of the IPTC's
// older numbering, where the first two digits tell it.
func levelOne(code string) string {
	number := code[strings.LastIndexByte(code, ':')+1:]
	return number[:min(2, len(number))] + "000000"
}
