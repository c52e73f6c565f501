package pipeline_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"quoth/nlp"
)

// A fake adds every layer by rules that are easy to check: words are tokens,
// lines are sentences and paragraphs, capitalised words are mentions, and what
// stands in curly marks is quoted by the mention before it.
type fake struct{}

func (fake) Describe() nlp.Description {
	return nlp.Description{
		Name: "fake", Version: "1", Summary: "Adds layers for tests.",
		Adds: []nlp.Layer{
			nlp.LayerLanguage, nlp.LayerTokens, nlp.LayerSentences, nlp.LayerTags, nlp.LayerMentions, nlp.LayerQuotations,
			nlp.LayerSpeakers, nlp.LayerSentiment, nlp.LayerStances, nlp.LayerTopics,
		},
		Models: []nlp.ModelInfo{{Name: "fake", SHA256: strings.Repeat("ab", 32), Bytes: 3}},
	}
}

// hang is longer than any article may take.
const hang = time.Hour

var errFake = errors.New("asked to fail")

// Annotate fails, panics or hangs where a text asks for it.
func (fake) Annotate(ctx context.Context, d *nlp.Document) error {
	switch {
	case strings.HasPrefix(d.Text, "FAIL"):
		return errFake
	case strings.HasPrefix(d.Text, "PANIC"):
		panic("asked to panic")
	case strings.HasPrefix(d.Text, "HANG"):
		time.Sleep(hang)
	case strings.HasPrefix(d.Text, "WAIT"):
		<-ctx.Done()
		return ctx.Err()
	}
	d.Language = "en"
	if strings.HasPrefix(d.Text, "Bonjour") {
		d.Language = "fr"
	}
	neutral := nlp.Polarity{Tone: nlp.Neutral, Score: 0.25, PNegative: 0.125, PNeutral: 0.5, PPositive: 0.375}
	d.Sentiment = neutral
	d.Topics = []nlp.Topic{{Code: "medtop:11000000", Name: "politics and government", Level: 1, Score: 0.75}}
	start := 0
	for start < len(d.Text) {
		end := start + strings.IndexByte(d.Text[start:]+"\n", '\n')
		sentence := nlp.Sentence{Span: nlp.Span{Start: start, End: end}, First: len(d.Tokens), Paragraph: len(d.Sentences), Sentiment: neutral}
		words(d, start, end)
		sentence.Last = len(d.Tokens)
		if sentence.Last > sentence.First {
			d.Sentences = append(d.Sentences, sentence)
		}
		start = end + 1
	}
	quotations(d, neutral)
	return nil
}

func words(d *nlp.Document, start, end int) {
	for start < end {
		if d.Text[start] == ' ' || d.Text[start] == '\t' || d.Text[start] == '\f' {
			start++
			continue
		}
		stop := start
		for stop < end && d.Text[stop] != ' ' && d.Text[stop] != '\t' && d.Text[stop] != '\f' {
			stop++
		}
		span := nlp.Span{Start: start, End: stop}
		d.Tokens = append(d.Tokens, nlp.Token{Span: span, Sentence: len(d.Sentences), Tag: "NN"})
		if first, _ := utf8.DecodeRuneInString(d.Text[start:]); unicode.IsUpper(first) {
			d.Mentions = append(d.Mentions, nlp.Mention{
				Span: span, First: len(d.Tokens) - 1, Last: len(d.Tokens), Sentence: len(d.Sentences), Label: nlp.Person, Score: 0.5, Entity: len(d.Entities),
			})
			d.Entities = append(d.Entities, nlp.Entity{Name: d.Slice(span), Label: nlp.Person, Mentions: []int{len(d.Mentions) - 1}})
		}
		start = stop
	}
}

func quotations(d *nlp.Document, tone nlp.Polarity) {
	at := 0
	for {
		open := strings.Index(d.Text[at:], "“")
		if open < 0 {
			return
		}
		open += at + len("“")
		length := strings.Index(d.Text[open:], "”")
		if length < 0 {
			return
		}
		span := nlp.Span{Start: open, End: open + length}
		at = span.End
		q := nlp.Quotation{Span: span, Kind: nlp.Direct, Quoted: []nlp.Span{span}, Utterance: len(d.Quotations), Sentiment: tone}
		q.Speaker = nlp.Speaker{Entity: -1, Rule: "none"}
		for i, m := range d.Mentions {
			if m.End < open {
				q.Speaker = nlp.Speaker{
					Name: d.Entities[i].Name, Entity: i, Type: nlp.SpeakerPerson, Span: m.Span, Rule: "verb", Confidence: 0.5, Others: []string{"Ann", "Bob"},
				}
			}
			if span.Contains(m.Span) {
				d.Stances = append(d.Stances, nlp.Stance{Quotation: len(d.Quotations), Entity: i, Span: m.Span, Polarity: tone})
			}
		}
		d.Quotations = append(d.Quotations, q)
	}
}

func annotators(t testing.TB) *nlp.Pipeline {
	t.Helper()
	p, err := nlp.NewPipeline(fake{})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// other is an annotator that adds nothing.
type other struct{}

func (other) Describe() nlp.Description                     { return nlp.Description{Name: "other", Version: "1"} }
func (other) Annotate(context.Context, *nlp.Document) error { return nil }

func twoAnnotators(t testing.TB) *nlp.Pipeline {
	t.Helper()
	p, err := nlp.NewPipeline(fake{}, other{})
	if err != nil {
		t.Fatal(err)
	}
	return p
}
