package sentiment

import (
	"context"
	"math"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"

	"quoth/nlp"
)

// checkPolarity says what every polarity must hold to.
func checkPolarity(t rapid.TB, p nlp.Polarity) {
	t.Helper()
	sum := float64(p.PNegative) + float64(p.PNeutral) + float64(p.PPositive)
	if math.IsNaN(sum) || math.Abs(sum-1) > 1e-5 || min(p.PNegative, p.PNeutral, p.PPositive) < 0 {
		t.Fatalf("%+v: no probabilities", p)
	}
	if math.Abs(float64(p.Score-(p.PPositive-p.PNegative))) > 1e-6 {
		t.Fatalf("%+v: the score is not what the probabilities say", p)
	}
	most := map[nlp.Tone]float32{nlp.Negative: p.PNegative, nlp.Neutral: p.PNeutral, nlp.Positive: p.PPositive}
	if best, ok := most[p.Tone]; !ok || best < max(p.PNegative, p.PNeutral, p.PPositive) {
		t.Fatalf("%+v: the tone is not the likeliest", p)
	}
}

func FuzzStance(f *testing.F) {
	f.Add("Reed said Lund is a “fool”", 0, 4)
	f.Add("", 0, 0)
	f.Add("\xff\xfe ’", 1, 2)
	f.Add("#", 0, 1)
	f.Add("👍🏽👍🏽", 0, 4)
	a := annotator(f)
	f.Fuzz(func(t *testing.T, text string, start, end int) {
		text = strings.ToValidUTF8(text, "?")
		d := document(text)
		start = min(max(start, 0), len(text))
		end = min(max(end, start), len(text))
		for start > 0 && start < len(text) && !utf8.RuneStart(text[start]) {
			start--
		}
		for end < len(text) && !utf8.RuneStart(text[end]) {
			end++
		}
		whole, target := nlp.Span{End: len(text)}, nlp.Span{Start: start, End: end}
		checkPolarity(t, a.Polarity(d, whole))
		checkPolarity(t, a.Polarity(d, target))
		checkPolarity(t, a.Stance(d, whole, target))
		checkPolarity(t, a.Stance(d, target, nlp.Span{}))
	})
}

// Words that the laws' sentences are made of.
var vocabularyOfLaws = strings.Fields("the minister Reed a plan is good terrible never not praised blamed , but and bank profit fell rose “ ” very 12 she")

func sentenceOfLaws() *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom(vocabularyOfLaws), 1, 60).Draw(t, "words"), " ")
	})
}

func TestStyleOfMarksAndCaseDoNotMatter(t *testing.T) {
	a := annotator(t)
	plain := strings.NewReplacer("“", `"`, "”", `"`)
	rapid.Check(t, func(t *rapid.T) {
		text := sentenceOfLaws().Draw(t, "text")
		want := a.Polarity(document(text), nlp.Span{End: len(text)})
		for _, same := range []string{plain.Replace(text), strings.ToUpper(text), "  " + text} {
			if got := a.Polarity(document(same), nlp.Span{End: len(same)}); got != want {
				t.Fatalf("%q is %v, %q is %v", text, want, same, got)
			}
		}
	})
}

func TestTargetsNameDoesNotMatter(t *testing.T) {
	a := annotator(t)
	rapid.Check(t, func(t *rapid.T) {
		before, after := sentenceOfLaws().Draw(t, "before")+" ", " "+sentenceOfLaws().Draw(t, "after")
		tell := func(name string) nlp.Polarity {
			text := before + name + after
			return a.Stance(document(text), nlp.Span{End: len(text)}, nlp.Span{Start: len(before), End: len(before) + len(name)})
		}
		if one, other := tell("Lund"), tell("the wicked Northgate Bank"); one != other {
			t.Fatalf("%v under one name, %v under another", one, other)
		}
	})
}

func TestWordsThatSayNothing(t *testing.T) { eachWay(t, testWordsThatSayNothing) }

func testWordsThatSayNothing(t *testing.T, a *Annotator) {
	for _, text := range []string{"", " ", "...", "”", "1,000,000", "日本語", strings.Repeat("x", 1<<20), strings.Repeat("“", 1000), "\u200d\ufe0f", strings.Repeat("ä", 1<<19)} {
		d := document(text)
		p := a.Polarity(d, nlp.Span{End: len(text)})
		checkPolarity(t, p)
		if p.Tone != nlp.Neutral {
			t.Errorf("%.20q… is %v", text, p)
		}
		if p := a.Stance(d, nlp.Span{End: len(text)}, nlp.Span{}); p.Tone != nlp.Neutral {
			t.Errorf("%.20q… has the stance %v", text, p)
		}
	}
}

// The encoder's own laws are tested in its package; these hold for what is
// asked of it here.
func TestAccurateKeepsTheLaws(t *testing.T) {
	a := accurate(t)
	const before, after = "Few doubted that ", " would win, but nobody cheered."
	tell := func(name string) nlp.Polarity {
		text := before + name + after
		return a.Stance(document(text), nlp.Span{End: len(text)}, nlp.Span{Start: len(before), End: len(before) + len(name)})
	}
	if one, other := tell("Lund"), tell("the wicked Northgate Bank"); one != other {
		t.Errorf("%v under one name, %v under another", one, other)
	}
	plain := document(`It was a "splendid" day`)
	curly := document("  IT WAS A “SPLENDID” DAY")
	if one, other := a.Polarity(plain, nlp.Span{End: len(plain.Text)}), a.Polarity(curly, nlp.Span{End: len(curly.Text)}); one != other {
		t.Errorf("%v in one style, %v in another", one, other)
	}
	long := document(strings.Repeat("The rescuers did a wonderful job. ", 40))
	checkPolarity(t, a.Polarity(long, nlp.Span{End: len(long.Text)}))
}

func TestSameAnswersAtOnce(t *testing.T) {
	const text = "Reed praised the fine work of the rescuers, but the delay was a disgrace."
	want := annotator(t).Polarity(document(text), nlp.Span{End: len(text)})
	fresh := annotator(t)
	answers := make(chan nlp.Polarity)
	for range 8 {
		go func() { answers <- fresh.Polarity(document(text), nlp.Span{End: len(text)}) }()
	}
	for range 8 {
		if got := <-answers; got != want {
			t.Errorf("%v, alone %v", got, want)
		}
	}
}

func TestAnnotateStopsWhenTold(t *testing.T) {
	ctx, cancel := context.WithDeadline(context.Background(), time.Time{})
	defer cancel()
	if err := annotator(t).Annotate(ctx, document("It is late.")); err == nil {
		t.Error("no error though the context had ended")
	}
}

func BenchmarkQuotations(b *testing.B) {
	b.Run("fast", func(b *testing.B) { benchmarkQuotations(b, annotator(b)) })
	b.Run("accurate", func(b *testing.B) { benchmarkQuotations(b, accurate(b)) })
}

func benchmarkQuotations(b *testing.B, a *Annotator) {
	d := article("Lund said: “[Reed has done more for this town than anyone, and she deserves our thanks for it.]”\nThe Bank , he said, was “[a disgrace to everybody who ever trusted it].”", 1, 1)
	words := 0
	for _, q := range d.Quotations {
		words += len(strings.Fields(d.Slice(q.Span)))
	}
	finder := targetFinder{d: d}
	for b.Loop() {
		d.Stances = d.Stances[:0]
		a.tellQuotations(&finder, 0, len(d.Quotations))
	}
	if len(d.Stances) < 2 {
		b.Fatalf("stances %v", d.Stances)
	}
	b.ReportMetric(float64(words*b.N)/b.Elapsed().Seconds(), "words/s")
}
