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
	// fails marks what the model is known to get wrong: such a line fails the
	// test when the model learns it.
	fails bool
}

var judgements = []judgement{
	{"a splendid piece of work", nlp.Positive, false},
	{"an utter failure", nlp.Negative, false},
	{"“horrible”", nlp.Negative, false},
	{"not happy with the result", nlp.Negative, false},
	{"It was not safe.", nlp.Negative, false},
	{"THIS IS A DISGRACE", nlp.Negative, false},
	{"#ProudAndGrateful", nlp.Positive, false},
	{"well done 👏😀", nlp.Positive, false},
	{"profits fell sharply in the second quarter", nlp.Negative, false},
	{"profits rose sharply in the second quarter", nlp.Positive, false},
	{"She was kind, but the treatment was a catastrophe.", nlp.Negative, false},
	{"The treatment was a catastrophe, but she was wonderfully kind and it ended well.", nlp.Positive, false},
	{"The committee will meet again on Thursday.", nlp.Neutral, false},
	{"The train leaves from platform two at noon.", nlp.Neutral, true},
	{"a slap in the face for every nurse", nlp.Negative, false},
	{"They were over the moon.", nlp.Positive, true},
	{"Nobody could have done it better.", nlp.Positive, false},

	{"[Lund] would ruin the harbour.", nlp.Negative, false},
	{"[She] is the best mayor we have ever had.", nlp.Positive, false},
	{"The landslide killed nineteen people, [the ministry] said.", nlp.Neutral, false},
	{"Reed thanked [Lund] for his courage.", nlp.Positive, false},
	{"Reed accused [Lund] of lying to the inquiry.", nlp.Negative, false},
	{"[Reed] accused Lund of lying to the inquiry.", nlp.Neutral, true},
	{"[Lund] arrived at the station on Monday.", nlp.Neutral, false},
	{"I would trust [him] with my life.", nlp.Positive, false},
}

func TestJudgements(t *testing.T) {
	a := annotator(t)
	for _, j := range judgements {
		text := strings.NewReplacer("[", "", "]", "").Replace(j.text)
		d := document(text)
		p := a.Polarity(d, nlp.Span{End: len(text)})
		if start := strings.IndexByte(j.text, '['); start >= 0 {
			p = a.Stance(d, nlp.Span{End: len(text)}, nlp.Span{Start: start, End: strings.IndexByte(j.text, ']') - 1})
		}
		switch right := p.Tone == j.want; {
		case !right && !j.fails:
			t.Errorf("%q is told %+v, want %s", j.text, p, j.want)
		case right && j.fails:
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
