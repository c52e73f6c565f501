package sentiment

import (
	"context"
	"math"
	"slices"

	"quoth/models"
	"quoth/nlp"
)

// Options choose how tones are told; the zero value gives the standard way.
type Options struct{}

// An Annotator adds polarities and stances. It is safe for concurrent use.
type Annotator struct {
	model *model
	info  nlp.ModelInfo
}

// New gives the annotator with the embedded model. Errors are those of
// modelfile, wrapped.
func New(Options) (*Annotator, error) { return Load("sentiment", models.Sentiment()) }

// Load gives the annotator with the model of a file's bytes; the name serves
// errors, which are those of modelfile, wrapped.
func Load(name string, data []byte) (*Annotator, error) {
	m, f, err := readModel(name, data)
	if err != nil {
		return nil, err
	}
	return &Annotator{model: m, info: nlp.ModelInfo{Name: "sentiment", SHA256: f.SHA256(), Bytes: f.Size()}}, nil
}

// stancePlaces is how many mentions of one entity in a quotation are weighed.
const stancePlaces = 8

// Describe declares the annotator.
func (a *Annotator) Describe() nlp.Description {
	return nlp.Description{
		Name:    "sentiment",
		Version: "1",
		Summary: "Tells the tone of sentences, quotations and the article, and quotations' stances toward those they speak about.",
		Reads:   []nlp.Layer{nlp.LayerTokens, nlp.LayerSentences, nlp.LayerMentions, nlp.LayerQuotations, nlp.LayerSpeakers},
		Adds:    []nlp.Layer{nlp.LayerSentiment, nlp.LayerStances},
		Models:  []nlp.ModelInfo{a.info},
	}
}

// Annotate fills Document.Sentiment, Sentence.Sentiment, Quotation.Sentiment
// and Document.Stances.
func (a *Annotator) Annotate(ctx context.Context, d *nlp.Document) error {
	for i := range d.Sentences {
		if i%256 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		d.Sentences[i].Sentiment = a.Polarity(d, d.Sentences[i].Span)
	}
	d.Sentiment = articlePolarity(d.Sentences)
	finder := targetFinder{d: d}
	d.Stances = d.Stances[:0]
	for i := range d.Quotations {
		if i%256 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		d.Quotations[i].Sentiment = a.Polarity(d, d.Quotations[i].Span)
		a.addStances(d, i, finder.find(i))
	}
	return nil
}

// addStances adds one stance for each entity among a quotation's targets: the
// mean over the places where it is spoken of.
func (a *Annotator) addStances(d *nlp.Document, quotation int, targets []target) {
	first := len(d.Stances)
	for from := 0; from < len(targets); {
		to := from + 1
		for to < len(targets) && targets[to].entity == targets[from].entity {
			to++
		}
		d.Stances = append(d.Stances, a.meanStance(d, quotation, targets[from:to]))
		from = to
	}
	slices.SortStableFunc(d.Stances[first:], func(a, b nlp.Stance) int { return a.Span.Start - b.Span.Start })
}

// meanStance weighs the places where a quotation speaks about one entity.
func (a *Annotator) meanStance(d *nlp.Document, quotation int, places []target) nlp.Stance {
	s := nlp.Stance{Quotation: quotation, Entity: places[0].entity}
	weighed := places[:min(len(places), stancePlaces)]
	sum := weightedSum{}
	for _, t := range weighed {
		p := a.stance(d, t.within, t.words, t.oneVoice)
		sum.add([tones]float64{float64(p.PNegative), float64(p.PNeutral), float64(p.PPositive)}, 1)
		if s.Span.Empty() {
			s.Span = t.inside
		}
	}
	s.Polarity = sum.polarity()
	return s
}

// Polarity tells the tone of the words of a span of the text. A long span is
// told in parts, whose probabilities are weighed by their lengths.
func (a *Annotator) Polarity(d *nlp.Document, span nlp.Span) nlp.Polarity {
	s := a.model.scratch.Get().(*scratch)
	defer a.model.scratch.Put(s)
	sum := weightedSum{}
	s.pieces = s.pieces[:0]
	stretches(d, span, func(text string) {
		pieces := s.split(text, len(text))
		if len(s.pieces)+len(pieces) > chunkPieces {
			a.addPolarity(&sum, s)
		}
		for len(pieces) > 0 {
			n := min(len(pieces), chunkPieces-len(s.pieces))
			s.pieces = append(s.pieces, pieces[:n]...)
			pieces = pieces[n:]
			if len(s.pieces) == chunkPieces {
				a.addPolarity(&sum, s)
			}
		}
	})
	a.addPolarity(&sum, s)
	return sum.polarity()
}

// addPolarity tells the tone of the pieces read so far and begins anew.
// Pieces without a word among them say nothing.
func (a *Annotator) addPolarity(sum *weightedSum, s *scratch) {
	if slices.ContainsFunc(s.pieces, func(p int32) bool { return a.model.spoken[p] }) {
		s.places = s.places[:0]
		for range s.pieces {
			s.places = append(s.places, nowhere)
		}
		t := &a.model.polarity
		sum.add(t.probabilities(a.model.tell(t, s, -1)), float64(len(s.pieces)))
	}
	s.pieces = s.pieces[:0]
}

// Stance tells the attitude that the words within a span show toward a target.
// The target's own words are not looked at; they lie in the span, or count as
// standing before it.
func (a *Annotator) Stance(d *nlp.Document, within, target nlp.Span) nlp.Polarity {
	return a.stance(d, within, target, false)
}

// stance leaves out the quotation marks where all words are one voice's.
func (a *Annotator) stance(d *nlp.Document, within, target nlp.Span, oneVoice bool) nlp.Polarity {
	before, after := "", d.Slice(within)
	if within.Contains(target) {
		before, after = d.Text[within.Start:target.Start], d.Text[target.End:within.End]
	}
	s := a.model.scratch.Get().(*scratch)
	defer a.model.scratch.Put(s)
	at := a.model.readAround(s, before, after, oneVoice)
	sum := weightedSum{}
	if slices.ContainsFunc(s.pieces, func(p int32) bool { return a.model.spoken[p] }) {
		t := &a.model.stance
		sum.add(t.probabilities(a.model.tell(t, s, at)), 1)
	}
	return sum.polarity()
}

// A weightedSum adds up probabilities.
type weightedSum struct {
	sum    [tones]float64
	weight float64
}

func (w *weightedSum) add(p [tones]float64, weight float64) {
	for k := range p {
		w.sum[k] += weight * p[k]
	}
	w.weight += weight
}

// polarity gives the mean. Of nothing it is neutral, as sure as we are of words
// that no model has seen.
func (w *weightedSum) polarity() nlp.Polarity {
	if w.weight == 0 {
		return fromProbabilities([tones]float64{0.1, 0.8, 0.1})
	}
	for k := range w.sum {
		w.sum[k] /= w.weight
	}
	return fromProbabilities(w.sum)
}

// articlePolarity is the mean of the sentences' probabilities, each weighted by
// the root of its length, so that no long sentence drowns the others.
func articlePolarity(sentences []nlp.Sentence) nlp.Polarity {
	sum := weightedSum{}
	for _, s := range sentences {
		p := s.Sentiment
		sum.add([tones]float64{float64(p.PNegative), float64(p.PNeutral), float64(p.PPositive)}, math.Sqrt(float64(s.Last-s.First)))
	}
	return sum.polarity()
}

// fromProbabilities makes a polarity of probabilities of negative, neutral and
// positive that sum to 1; of equals the most neutral wins.
func fromProbabilities(p [tones]float64) nlp.Polarity {
	out := nlp.Polarity{Tone: nlp.Neutral, Score: float32(p[2] - p[0]), PNegative: float32(p[0]), PNeutral: float32(p[1]), PPositive: float32(p[2])}
	switch {
	case p[0] > p[1] && p[0] > p[2]:
		out.Tone = nlp.Negative
	case p[2] > p[1] && p[2] > p[0]:
		out.Tone = nlp.Positive
	}
	return out
}
