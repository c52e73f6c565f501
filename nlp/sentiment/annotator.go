package sentiment

import (
	"cmp"
	"context"
	"math"
	"slices"

	"quoth/models"
	"quoth/nlp"
	"quoth/nlp/encoder"
)

// Options choose how tones are told; the zero value gives the standard way.
type Options struct {
	// Encoder tells tones in place of the small network, which then has a say in
	// polarities alone: more of them rightly, a hundred times slower.
	Encoder *encoder.Encoder
}

// An Annotator adds polarities and stances. It is safe for concurrent use.
type Annotator struct {
	judge judge
	info  []nlp.ModelInfo
}

// New gives the annotator with the embedded model, or with an encoder. Errors
// are those of modelfile, wrapped.
func New(o Options) (*Annotator, error) {
	a, err := Load("sentiment", models.Sentiment())
	if err != nil || o.Encoder == nil {
		return a, err
	}
	return &Annotator{judge: accurateJudge{o.Encoder, a.judge.(*model)}, info: append(a.info, o.Encoder.Info())}, nil
}

// Load gives the annotator with the model of a file's bytes; the name serves
// errors, which are those of modelfile, wrapped.
func Load(name string, data []byte) (*Annotator, error) {
	m, f, err := readModel(name, data)
	if err != nil {
		return nil, err
	}
	return &Annotator{judge: m, info: []nlp.ModelInfo{{Name: "sentiment", SHA256: f.SHA256(), Bytes: f.Size()}}}, nil
}

const (
	stancePlaces = 8   // mentions of one entity in a quotation that are weighed
	portion      = 128 // sentences, or quotations, that are told before the context is asked
)

// Describe declares the annotator.
func (a *Annotator) Describe() nlp.Description {
	return nlp.Description{
		Name:    "sentiment",
		Version: "2",
		Summary: "Tells the tone of sentences, quotations and the article, and quotations' stances toward those they speak about.",
		Reads:   []nlp.Layer{nlp.LayerTokens, nlp.LayerSentences, nlp.LayerMentions, nlp.LayerQuotations, nlp.LayerSpeakers},
		Adds:    []nlp.Layer{nlp.LayerSentiment, nlp.LayerStances},
		Models:  a.info,
	}
}

// Annotate fills Document.Sentiment, Sentence.Sentiment, Quotation.Sentiment
// and Document.Stances.
func (a *Annotator) Annotate(ctx context.Context, d *nlp.Document) error {
	finder := targetFinder{d: d}
	d.Stances = d.Stances[:0]
	for from := 0; from < len(d.Sentences); from += portion {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		some := d.Sentences[from:min(from+portion, len(d.Sentences))]
		spans := make([]nlp.Span, len(some))
		for i := range some {
			spans[i] = some[i].Span
		}
		for i, p := range a.judge.polarities(d, spans) {
			some[i].Sentiment = p
		}
	}
	d.Sentiment = articlePolarity(d.Sentences)
	for from := 0; from < len(d.Quotations); from += portion {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		a.tellQuotations(&finder, from, min(from+portion, len(d.Quotations)))
	}
	return nil
}

// tellQuotations tells the polarities and the stances of some quotations.
func (a *Annotator) tellQuotations(f *targetFinder, from, to int) {
	var spans []nlp.Span
	var targets []target
	var groups []stanceGroup
	for i := from; i < to; i++ {
		spans = append(spans, f.d.Quotations[i].Span)
		targets, groups = appendGroups(targets, groups, f.find(i), i)
	}
	for i, p := range a.judge.polarities(f.d, spans) {
		f.d.Quotations[from+i].Sentiment = p
	}
	told := a.judge.stances(f.d, targets)
	first := len(f.d.Stances)
	for _, g := range groups {
		f.d.Stances = append(f.d.Stances, g.stance(targets[:g.places], told[:g.places]))
		targets, told = targets[g.places:], told[g.places:]
	}
	slices.SortStableFunc(f.d.Stances[first:], func(a, b nlp.Stance) int {
		return cmp.Or(a.Quotation-b.Quotation, a.Span.Start-b.Span.Start)
	})
}

// A stanceGroup is the places where a quotation speaks about one entity.
type stanceGroup struct{ quotation, places int }

// appendGroups adds a quotation's targets, those of one entity side by side.
func appendGroups(targets []target, groups []stanceGroup, found []target, quotation int) ([]target, []stanceGroup) {
	for from := 0; from < len(found); {
		to := from + 1
		for to < len(found) && found[to].entity == found[from].entity {
			to++
		}
		n := min(to-from, stancePlaces)
		targets, groups = append(targets, found[from:from+n]...), append(groups, stanceGroup{quotation, n})
		from = to
	}
	return targets, groups
}

// stance is the mean over a group's places.
func (g stanceGroup) stance(targets []target, told []nlp.Polarity) nlp.Stance {
	s := nlp.Stance{Quotation: g.quotation, Entity: targets[0].entity}
	sum := weightedSum{}
	for i, p := range told {
		sum.add(probabilities(p), 1)
		if s.Span.Empty() {
			s.Span = targets[i].inside
		}
	}
	s.Polarity = sum.polarity()
	return s
}

// Polarity tells the tone of the words of a span of the text. A long span is
// told in parts, whose probabilities are weighed by their lengths.
func (a *Annotator) Polarity(d *nlp.Document, span nlp.Span) nlp.Polarity {
	return a.judge.polarities(d, []nlp.Span{span})[0]
}

// Stance tells the attitude that the words within a span show toward a target.
// The target's own words are not looked at; they lie in the span, or count as
// standing before it. Where mentions name the target elsewhere in the span, too,
// it is the mean over its places, as in a quotation.
func (a *Annotator) Stance(d *nlp.Document, within, words nlp.Span) nlp.Polarity {
	finder := targetFinder{d: d}
	places := finder.everywhere(target{within: within, words: words})
	return stanceGroup{}.stance(places, a.judge.stances(d, places)).Polarity
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
		sum.add(probabilities(p), math.Sqrt(float64(s.Last-s.First)))
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
