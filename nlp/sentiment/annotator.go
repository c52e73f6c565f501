package sentiment

import (
	"context"
	"math"
	"slices"
	"strings"

	"quoth/nlp"
)

// Options choose how tones are told; the zero value gives the standard way.
type Options struct{}

// An Annotator adds polarities and stances. It is safe for concurrent use.
type Annotator struct{}

// New gives the annotator with the embedded model.
func New(Options) (*Annotator, error) { return &Annotator{}, nil }

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
	for i, t := range targets {
		if slices.ContainsFunc(targets[:i], func(u target) bool { return u.entity == t.entity }) {
			continue
		}
		var sum [3]float64
		places, inside := 0.0, t.inside
		for _, u := range targets[i:] {
			if u.entity != t.entity || places == stancePlaces {
				continue
			}
			p := a.Stance(d, u.within, u.words)
			sum[0], sum[1], sum[2] = sum[0]+float64(p.PNegative), sum[1]+float64(p.PNeutral), sum[2]+float64(p.PPositive)
			places++
			if inside.Empty() {
				inside = u.inside
			}
		}
		for k := range sum {
			sum[k] /= places
		}
		d.Stances = append(d.Stances, nlp.Stance{Quotation: quotation, Entity: t.entity, Span: inside, Polarity: fromProbabilities(sum)})
	}
}

// Polarity tells the tone of the words of a span of the text.
func (a *Annotator) Polarity(d *nlp.Document, s nlp.Span) nlp.Polarity {
	return fromScore(lexiconScore(words(d, s)))
}

// Stance tells the attitude of the words within a span toward the target whose
// words are given; the target lies in within or beside it.
func (a *Annotator) Stance(d *nlp.Document, within, target nlp.Span) nlp.Polarity {
	near := nlp.Span{Start: max(within.Start, target.Start-80), End: min(within.End, target.End+80)}
	return fromScore(lexiconScore(words(d, near)))
}

// words gives the tokens of a span, lower case, with plain apostrophes.
func words(d *nlp.Document, s nlp.Span) []string {
	first, _ := slices.BinarySearchFunc(d.Tokens, s.Start, func(t nlp.Token, at int) int { return t.Start - at })
	var out []string
	for ; first < len(d.Tokens) && d.Tokens[first].End <= s.End; first++ {
		out = append(out, strings.ReplaceAll(strings.ToLower(d.Slice(d.Tokens[first].Span)), "’", "'"))
	}
	return out
}

// articlePolarity is the mean of the sentences' probabilities, each weighted by
// the root of its length, so that no long sentence drowns the others.
func articlePolarity(sentences []nlp.Sentence) nlp.Polarity {
	var sum [3]float64
	total := 0.0
	for _, s := range sentences {
		w := math.Sqrt(float64(s.Last - s.First))
		total += w
		sum[0] += w * float64(s.Sentiment.PNegative)
		sum[1] += w * float64(s.Sentiment.PNeutral)
		sum[2] += w * float64(s.Sentiment.PPositive)
	}
	if total == 0 {
		return fromScore(0)
	}
	return fromProbabilities([3]float64{sum[0] / total, sum[1] / total, sum[2] / total})
}

// fromScore turns a score of -1 … 1 into probabilities.
func fromScore(score float64) nlp.Polarity {
	n, z, p := math.Exp(-4*score), math.Exp(1), math.Exp(4*score)
	sum := n + z + p
	return fromProbabilities([3]float64{n / sum, z / sum, p / sum})
}

// fromProbabilities makes a polarity of probabilities of negative, neutral and
// positive that sum to 1; of equals the most neutral wins.
func fromProbabilities(p [3]float64) nlp.Polarity {
	out := nlp.Polarity{Tone: nlp.Neutral, Score: float32(p[2] - p[0]), PNegative: float32(p[0]), PNeutral: float32(p[1]), PPositive: float32(p[2])}
	switch {
	case p[0] > p[1] && p[0] > p[2]:
		out.Tone = nlp.Negative
	case p[2] > p[1] && p[2] > p[0]:
		out.Tone = nlp.Positive
	}
	return out
}
