package sentiment

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"quoth/nlp"
)

// A judgement is a text and the tone that a reader gives it; where a target
// stands in square brackets, the tone is the stance toward it.
type judgement struct {
	text string
	want nlp.Tone
	// fails tells who is known to get it wrong: such a line fails the test when
	// the model learns it.
	fails fails
}

// fails says which of the networks fail.
type fails string

const (
	none     fails = ""
	fast     fails = "fast"
	encoders fails = "accurate"
	both     fails = "fast and accurate"
)

var judgements = []judgement{
	{"a splendid piece of work", nlp.Positive, none},
	{"an utter failure", nlp.Negative, none},
	{"“horrible”", nlp.Negative, none},
	{"not happy with the result", nlp.Negative, none},
	{"It was not safe.", nlp.Negative, none},
	{"THIS IS A DISGRACE", nlp.Negative, none},
	{"#ProudAndGrateful", nlp.Positive, none},
	{"well done 👏😀", nlp.Positive, none},
	{"profits fell sharply in the second quarter", nlp.Negative, none},
	{"profits rose sharply in the second quarter", nlp.Positive, none},
	{"She was kind, but the treatment was a catastrophe.", nlp.Negative, none},
	{"The treatment was a catastrophe, but she was wonderfully kind and it ended well.", nlp.Positive, none},
	{"The committee will meet again on Thursday.", nlp.Neutral, none},
	{"The train leaves from platform two at noon.", nlp.Neutral, none},
	{"a slap in the face for every nurse", nlp.Negative, none},
	{"They were over the moon.", nlp.Positive, fast},
	{"Nobody could have done it better.", nlp.Positive, none},
	{"It did us all a world of good.", nlp.Positive, none},
	{"You cannot buy friendship like that.", nlp.Positive, none},
	{"I will never forget what you did for my family.", nlp.Positive, none},
	{"We have heard nothing but excuses from this council.", nlp.Negative, none},
	{"I was born on the island and went to school there.", nlp.Neutral, none},
	{"Nobody was at home when the letter came.", nlp.Neutral, none},
	{"She has never let a pupil down.", nlp.Positive, fast},
	{"You would never guess how hard she works.", nlp.Positive, none},
	{"He refused to abandon his men.", nlp.Positive, both},
	{"They don't make them like her any more.", nlp.Positive, both},
	{"You can't run a hospital like this.", nlp.Negative, none},
	{"Nobody could have done it worse.", nlp.Negative, none},
	{"No one was held responsible.", nlp.Negative, fast},
	{"We can't say how long it will take.", nlp.Neutral, none},
	{"There is no bus after ten.", nlp.Neutral, fast},

	{"[Lund] would ruin the harbour.", nlp.Negative, none},
	{"[She] is the best mayor we have ever had.", nlp.Positive, none},
	{"The landslide killed nineteen people, [the ministry] said.", nlp.Neutral, none},
	{"Reed thanked [Lund] for his courage.", nlp.Positive, none},
	{"Reed accused [Lund] of lying to the inquiry.", nlp.Negative, none},
	{"[Reed] accused Lund of lying to the inquiry.", nlp.Neutral, fast},
	{"[Lund] arrived at the station on Monday.", nlp.Neutral, none},
	{"I would trust [him] with my life.", nlp.Positive, none},
}

func TestJudgements(t *testing.T) {
	t.Run("fast", func(t *testing.T) { testJudgements(t, annotator(t), fast) })
	t.Run("accurate", func(t *testing.T) { testJudgements(t, accurate(t), encoders) })
}

func testJudgements(t *testing.T, a *Annotator, who fails) {
	for _, j := range judgements {
		text := strings.NewReplacer("[", "", "]", "").Replace(j.text)
		d := document(text)
		p := a.Polarity(d, nlp.Span{End: len(text)})
		if start := strings.IndexByte(j.text, '['); start >= 0 {
			p = a.Stance(d, nlp.Span{End: len(text)}, nlp.Span{Start: start, End: strings.IndexByte(j.text, ']') - 1})
		}
		known := j.fails == who || j.fails == both
		switch right := p.Tone == j.want; {
		case !right && !known:
			t.Errorf("%q is told %+v, want %s", j.text, p, j.want)
		case right && known:
			t.Errorf("%q is told rightly now: take it off the known failures", j.text)
		}
	}
}

func TestAnnotate(t *testing.T) {
	d := article("Lund said: “[Reed saved the hospital, and she deserves our thanks.]”\nLund called the Bank “[a disgrace].”", 1, 1)
	if err := annotator(t).Annotate(context.Background(), d); err != nil {
		t.Fatal(err)
	}
	checkPolarity(t, d.Sentiment)
	for _, s := range d.Sentences {
		checkPolarity(t, s.Sentiment)
	}
	type told struct {
		Quotation   int
		Name, Words string
		Tone        nlp.Tone
	}
	var got []told
	for _, s := range d.Stances {
		checkPolarity(t, s.Polarity)
		got = append(got, told{s.Quotation, d.Entities[s.Entity].Name, d.Slice(s.Span), s.Polarity.Tone})
	}
	want := []told{{0, "Anna Reed", "Reed", nlp.Positive}, {1, "Northgate Bank", "", nlp.Negative}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("stances (-want +got):\n%s", diff)
	}
	for i, want := range []nlp.Tone{nlp.Positive, nlp.Negative} {
		if got := d.Quotations[i].Sentiment; got.Tone != want {
			t.Errorf("quotation %d is told %+v, want %s", i, got, want)
		}
	}
}
