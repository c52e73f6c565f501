package nlp_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"quoth/nlp"

	"pgregory.net/rapid"
)

// A step is an annotator that does what a test tells it.
type step struct {
	name  string
	reads []nlp.Layer
	adds  []nlp.Layer
	do    func(ctx context.Context, d *nlp.Document) error
}

func (s step) Describe() nlp.Description {
	return nlp.Description{Name: s.name, Version: "1", Reads: s.reads, Adds: s.adds}
}

func (s step) Annotate(ctx context.Context, d *nlp.Document) error {
	if s.do == nil {
		return nil
	}
	return s.do(ctx, d)
}

var (
	words = step{name: "words", adds: []nlp.Layer{nlp.LayerTokens, nlp.LayerSentences}}
	tags  = step{name: "tags", reads: []nlp.Layer{nlp.LayerTokens}, adds: []nlp.Layer{nlp.LayerTags}}
	names = step{name: "names", reads: []nlp.Layer{nlp.LayerSentences, nlp.LayerTags}, adds: []nlp.Layer{nlp.LayerMentions}}
)

func TestPipelineChecksItsOrder(t *testing.T) {
	for name, c := range map[string]struct {
		steps []nlp.Annotator
		says  []string // of the error; none for an order that works
	}{
		"none":         {nil, nil},
		"in order":     {[]nlp.Annotator{words, tags, names}, nil},
		"reversed":     {[]nlp.Annotator{tags, words}, []string{"tags", "reads tokens"}},
		"left out":     {[]nlp.Annotator{words, names}, []string{"names", "reads tags"}},
		"twice":        {[]nlp.Annotator{words, tags, tags}, []string{"adds tags", "which tags has added"}},
		"reads itself": {[]nlp.Annotator{step{name: "x", reads: []nlp.Layer{nlp.LayerTopics}, adds: []nlp.Layer{nlp.LayerTopics}}}, []string{"reads topics"}},
	} {
		t.Run(name, func(t *testing.T) {
			p, err := nlp.NewPipeline(c.steps...)
			if c.says == nil {
				if err != nil {
					t.Fatal(err)
				}
				if got := len(p.Describe()); got != len(c.steps) {
					t.Fatalf("%d descriptions, want %d", got, len(c.steps))
				}
				return
			}
			if !errors.Is(err, nlp.ErrOrder) {
				t.Fatalf("got %v, want ErrOrder", err)
			}
			for _, part := range c.says {
				if !strings.Contains(err.Error(), part) {
					t.Errorf("%q does not say %q", err, part)
				}
			}
		})
	}
}

func TestPipelineAcceptsJustTheOrdersThatWork(t *testing.T) {
	layers := []nlp.Layer{nlp.LayerTokens, nlp.LayerTags, nlp.LayerMentions, nlp.LayerTopics}
	rapid.Check(t, func(t *rapid.T) {
		var steps []nlp.Annotator
		works := true
		there := map[nlp.Layer]bool{}
		for range rapid.IntRange(0, 5).Draw(t, "steps") {
			s := step{
				name:  "step",
				reads: rapid.SliceOfN(rapid.SampledFrom(layers), 0, 2).Draw(t, "reads"),
				adds:  rapid.SliceOfNDistinct(rapid.SampledFrom(layers), 0, 2, rapid.ID).Draw(t, "adds"),
			}
			for _, l := range s.reads {
				works = works && there[l]
			}
			for _, l := range s.adds {
				works = works && !there[l]
				there[l] = true
			}
			steps = append(steps, s)
		}
		if _, err := nlp.NewPipeline(steps...); (err == nil) != works {
			t.Fatalf("the order works: %t; error %v", works, err)
		}
	})
}

func TestDescribeGivesACopy(t *testing.T) {
	p, err := nlp.NewPipeline(words)
	if err != nil {
		t.Fatal(err)
	}
	p.Describe()[0].Name = "changed"
	if got := p.Describe()[0].Name; got != "words" {
		t.Fatalf("the pipeline's own description became %q", got)
	}
}

// annotateWith runs one step over a document.
func annotateWith(t *testing.T, ctx context.Context, do func(context.Context, *nlp.Document) error) error {
	t.Helper()
	p, err := nlp.NewPipeline(step{name: "broken", do: do})
	if err != nil {
		t.Fatal(err)
	}
	return p.Annotate(ctx, &nlp.Document{Text: "Some text."})
}

func TestPanicBecomesAnError(t *testing.T) {
	err := annotateWith(t, context.Background(), func(context.Context, *nlp.Document) error {
		var none []int
		_ = none[len(none)]
		return nil
	})
	var a *nlp.AnnotateError
	if !errors.Is(err, nlp.ErrPanic) || !errors.As(err, &a) {
		t.Fatalf("got %v, want an AnnotateError of ErrPanic", err)
	}
	if a.Annotator != "broken" || len(a.Stack) == 0 {
		t.Fatalf("annotator %q with a stack of %d bytes", a.Annotator, len(a.Stack))
	}
}

func TestErrorNamesItsAnnotator(t *testing.T) {
	own := errors.New("no such thing")
	err := annotateWith(t, context.Background(), func(context.Context, *nlp.Document) error { return own })
	var a *nlp.AnnotateError
	if !errors.Is(err, own) || !errors.As(err, &a) || a.Annotator != "broken" || a.Stack != nil {
		t.Fatalf("got %#v", err)
	}
}

func TestCancelledContextStopsThePipeline(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	ran := []string{}
	run := func(name string) step {
		return step{name: name, do: func(context.Context, *nlp.Document) error {
			ran = append(ran, name)
			cancel()
			return nil
		}}
	}
	p, err := nlp.NewPipeline(run("first"), run("second"))
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Annotate(ctx, &nlp.Document{}); !errors.Is(err, context.Canceled) {
		t.Fatalf("got %v, want context.Canceled", err)
	}
	if !slices.Equal(ran, []string{"first"}) {
		t.Fatalf("ran %q, want the first alone", ran)
	}
}

func TestContextErrorPassesThrough(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	err := annotateWith(t, ctx, func(ctx context.Context, _ *nlp.Document) error {
		cancel()
		return errors.Join(errors.New("gave up"), ctx.Err())
	})
	if err != context.Canceled {
		t.Fatalf("got %v, want context.Canceled itself", err)
	}
}
