package evaluation

// quoteKinds are the kinds that recall is told for.
var quoteKinds = []string{"direct", "mixed", "indirect"}

// quoteCounter counts quotations whose words overlap strictly or loosely, and
// the speakers' words of those that overlap loosely.
type quoteCounter struct{ statements bool }

// Places of a quote tally.
const (
	quoteGold = iota
	quotePredicted
	quotedGold // direct and mixed alone
	quotedPredicted
	strictRight
	strictQuoted
	looseRight
	looseQuoted
	speakerGold
	kindPlaces // five a kind from here on
)

// Places of a kind, from kindPlaces on.
const (
	kindGold = iota
	kindStrict
	kindLoose
	kindSpeakers
	kindSpeakersRight
	kindWidth
)

func (c *quoteCounter) count(g *Record, p *Prediction) tally {
	t := make(tally, kindPlaces+kindWidth*len(quoteKinds))
	text := []rune(g.Text)
	gold, goldAt, others := c.gold(g, text)
	predicted, predictedAt := c.predicted(p, text, goldAt, others)
	t[quoteGold], t[quotePredicted] = float64(len(gold)), float64(len(predicted))
	for _, q := range gold {
		if k := kindPlace(q.Type); k >= 0 {
			t[k+kindGold]++
		}
		if q.Speaker != nil {
			t[speakerGold]++
		}
	}
	c.countQuoted(t, gold, goldAt, predicted, predictedAt)
	strict := match(goldAt, predictedAt, strictOverlap)
	t[strictRight] = float64(len(strict))
	for _, m := range strict {
		addAt(t, kindPlace(gold[m.gold].Type), kindStrict)
	}
	loose := match(goldAt, predictedAt, looseOverlap)
	t[looseRight] = float64(len(loose))
	for _, m := range loose {
		k := kindPlace(gold[m.gold].Type)
		addAt(t, k, kindLoose)
		if s := gold[m.gold].Speaker; s != nil {
			addAt(t, k, kindSpeakers)
			if overlapsSpeaker(s, predicted[m.predicted]) {
				addAt(t, k, kindSpeakersRight)
			}
		}
	}
	return t
}

// gold gives the quotations to find, their trimmed places, and the places of
// those left aside.
func (c *quoteCounter) gold(g *Record, text []rune) (kept []*GoldQuote, at, others []Range) {
	for i := range g.Quotes {
		q := &g.Quotes[i]
		r := trim(text, clamp(q.Start, q.End, len(text)))
		if c.statements && !q.IsStatement() {
			others = append(others, r)
			continue
		}
		kept, at = append(kept, q), append(at, r)
	}
	return kept, at, others
}

// predicted gives the predicted quotations that count: one that falls on a
// belief or an intention, and on no statement, is neither right nor wrong.
func (c *quoteCounter) predicted(p *Prediction, text []rune, goldAt, others []Range) ([]*PredictedQuote, []Range) {
	at := make([]Range, len(p.Quotes))
	for i, q := range p.Quotes {
		at[i] = trim(text, clamp(q.Start, q.End, len(text)))
	}
	drop := map[int]bool{}
	if c.statements {
		for _, m := range match(others, at, looseOverlap) {
			drop[m.predicted] = true
		}
		for _, m := range match(goldAt, at, looseOverlap) {
			delete(drop, m.predicted)
		}
	}
	var kept []*PredictedQuote
	var keptAt []Range
	for i := range p.Quotes {
		if !drop[i] {
			kept, keptAt = append(kept, &p.Quotes[i]), append(keptAt, at[i])
		}
	}
	return kept, keptAt
}

// countQuoted counts what stands, wholly or partly, inside quotation marks.
func (c *quoteCounter) countQuoted(t tally, gold []*GoldQuote, goldAt []Range, predicted []*PredictedQuote, predictedAt []Range) {
	var g, p []Range
	for i, q := range gold {
		if q.Type != "indirect" {
			g = append(g, goldAt[i])
		}
	}
	for i, q := range predicted {
		if q.Kind != "indirect" {
			p = append(p, predictedAt[i])
		}
	}
	t[quotedGold], t[quotedPredicted] = float64(len(g)), float64(len(p))
	t[strictQuoted] = float64(len(match(g, p, strictOverlap)))
	t[looseQuoted] = float64(len(match(g, p, looseOverlap)))
}

func (c *quoteCounter) figures(t tally) []Figure {
	var figures []Figure
	add := func(prefix, class string, right, predicted, gold int) {
		p, r, f := precisionRecallF1(t[right], t[predicted], t[gold])
		figures = append(figures,
			Figure{Measure: prefix + "precision", Class: class, Value: p, Count: int(t[predicted])},
			Figure{Measure: prefix + "recall", Class: class, Value: r, Count: int(t[gold])},
			Figure{Measure: prefix + "F1", Class: class, Value: f, Count: int(t[gold])})
	}
	add("strict ", "all", strictRight, quotePredicted, quoteGold)
	add("strict ", "quoted", strictQuoted, quotedPredicted, quotedGold)
	add("loose ", "all", looseRight, quotePredicted, quoteGold)
	add("loose ", "quoted", looseQuoted, quotedPredicted, quotedGold)
	var spoken, right float64
	for i, kind := range quoteKinds {
		k := t[kindPlaces+kindWidth*i:]
		figures = append(figures,
			Figure{Measure: "strict recall", Class: kind, Value: ratio(k[kindStrict], k[kindGold]), Count: int(k[kindGold])},
			Figure{Measure: "loose recall", Class: kind, Value: ratio(k[kindLoose], k[kindGold]), Count: int(k[kindGold])},
			Figure{Measure: "speaker span accuracy", Class: kind, Value: ratio(k[kindSpeakersRight], k[kindSpeakers]), Count: int(k[kindSpeakers])})
		spoken += k[kindSpeakers]
		right += k[kindSpeakersRight]
	}
	return append(figures,
		Figure{Measure: "speaker span accuracy", Class: "all", Value: ratio(right, spoken), Count: int(spoken)},
		Figure{Measure: "end to end", Class: "all", Value: ratio(right, t[speakerGold]), Count: int(t[speakerGold])})
}

// kindPlace is where a kind's counts begin in a tally, -1 for other kinds.
func kindPlace(kind string) int {
	for i, k := range quoteKinds {
		if k == kind {
			return kindPlaces + kindWidth*i
		}
	}
	return -1
}

func addAt(t tally, place, what int) {
	if place >= 0 {
		t[place+what]++
	}
}

func overlapsSpeaker(gold *Place, q *PredictedQuote) bool {
	if q.SpeakerStart == nil || q.SpeakerEnd == nil {
		return false
	}
	return min(*q.SpeakerEnd, gold.End) > max(*q.SpeakerStart, gold.Start)
}
