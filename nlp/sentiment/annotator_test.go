package sentiment

import (
	"context"
	"math"
	"strings"
	"testing"

	"quoth/nlp"
	"quoth/nlp/encoder"
)

// document makes a document of one sentence a line with a token for each word
// and each mark of punctuation.
func document(text string) *nlp.Document {
	d := &nlp.Document{Text: text}
	start := 0
	for i, line := range strings.SplitAfter(text, "\n") {
		s := nlp.Sentence{Span: nlp.Span{Start: start, End: start + len(strings.TrimRight(line, "\n"))}, First: len(d.Tokens), Paragraph: i}
		for at := s.Start; at < s.End; {
			end := at + wordLength(text[at:s.End])
			if text[at] != ' ' {
				d.Tokens = append(d.Tokens, nlp.Token{Span: nlp.Span{Start: at, End: end}, Sentence: len(d.Sentences)})
			}
			at = end
		}
		s.Last = len(d.Tokens)
		d.Sentences = append(d.Sentences, s)
		start += len(line)
	}
	return d
}

// wordLength is the length of the word, or of the one other character, that a text begins with.
func wordLength(text string) int {
	for i, r := range text {
		if strings.ContainsRune(" ,.!?“”\"", r) {
			return max(i, len(string(r)))
		}
	}
	return len(text)
}

func annotator(t testing.TB) *Annotator {
	t.Helper()
	a, err := New(Options{})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// accurate gives the annotator that asks the encoder.
func accurate(t testing.TB) *Annotator {
	t.Helper()
	e, err := encoder.New()
	if err != nil {
		t.Fatal(err)
	}
	a, err := New(Options{Encoder: e})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// eachWay runs a test with the small network and with the encoder.
func eachWay(t *testing.T, test func(t *testing.T, a *Annotator)) {
	t.Run("fast", func(t *testing.T) { test(t, annotator(t)) })
	t.Run("accurate", func(t *testing.T) { test(t, accurate(t)) })
}

func TestPolarity(t *testing.T) { eachWay(t, testPolarity) }

func testPolarity(t *testing.T, a *Annotator) {
	for text, want := range map[string]nlp.Tone{
		"a wonderful success":       nlp.Positive,
		"“a terrible disaster”":     nlp.Negative,
		"The committee met at noon": nlp.Neutral,
		"":                          nlp.Neutral,
		"…!?":                       nlp.Neutral,
	} {
		d := document(text)
		p := a.Polarity(d, nlp.Span{End: len(text)})
		if p.Tone != want {
			t.Errorf("%q is %v, want %s", text, p, want)
		}
		if sum := p.PNegative + p.PNeutral + p.PPositive; math.Abs(float64(sum)-1) > 1e-5 {
			t.Errorf("%q: probabilities sum to %v", text, sum)
		}
	}
}

func TestAnnotateNothing(t *testing.T) { eachWay(t, testAnnotateNothing) }

func testAnnotateNothing(t *testing.T, a *Annotator) {
	d := &nlp.Document{}
	if err := a.Annotate(context.Background(), d); err != nil {
		t.Fatal(err)
	}
	if d.Sentiment.Tone != nlp.Neutral {
		t.Errorf("an empty article is %v", d.Sentiment)
	}
}

func TestAStanceIsTheMeanOverTheTargetsPlaces(t *testing.T) {
	eachWay(t, func(t *testing.T, a *Annotator) {
		const text = "Reed saved the hospital, but Lund closed the school, and Reed is a liar."
		d := article(text)
		whole := nlp.Span{End: len(text)}
		first := nlp.Span{End: len("Reed")}
		second := nlp.Span{Start: strings.LastIndex(text, "Reed"), End: strings.LastIndex(text, "Reed") + len("Reed")}
		got := a.Stance(d, whole, first)
		if other := a.Stance(d, whole, second); math.Abs(float64(got.Score-other.Score)) > 1e-6 {
			t.Errorf("%v at one place, %v at the other", got, other)
		}
		d.Mentions = nil
		if one, other := a.Stance(d, whole, first), a.Stance(d, whole, second); math.Abs(float64(got.Score-(one.Score+other.Score)/2)) > 1e-6 {
			t.Errorf("%v, not between %v and %v", got, one, other)
		}
	})
}
