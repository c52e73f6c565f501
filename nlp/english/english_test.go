package english

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"quoth/nlp"
)

// modelsOf lists the models of an annotator of a pipeline.
func modelsOf(t *testing.T, o Options, annotator string) []string {
	t.Helper()
	p, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, d := range p.Describe() {
		if d.Name == annotator {
			for _, m := range d.Models {
				names = append(names, m.Name)
			}
		}
	}
	return names
}

func TestModels(t *testing.T) {
	for _, c := range []struct {
		set, annotator string
		want           []string
	}{
		{"", "sentiment", []string{"sentiment"}},
		{Fast, "sentiment", []string{"sentiment"}},
		{Fast, "topics", []string{"topics"}},
		{Accurate, "sentiment", []string{"sentiment", "encoder"}},
		{Accurate, "topics", []string{"topics", "encoder"}},
	} {
		if got := modelsOf(t, Options{Models: c.set}, c.annotator); !slices.Equal(got, c.want) {
			t.Errorf("%q: %s uses %v, want %v", c.set, c.annotator, got, c.want)
		}
	}
}

func TestChoicesThatDoNotExist(t *testing.T) {
	for _, o := range []Options{{Models: "slow"}, {Tagger: "nobody"}, {Entities: "nobody"}, {Until: "nowhere"}, {From: "nowhere"}, {From: nlp.LayerTopics, Until: nlp.LayerSpeakers}} {
		if _, err := New(o); !errors.Is(err, ErrChoice) {
			t.Errorf("%+v: %v, want %v", o, err, ErrChoice)
		}
	}
}

func TestFrom(t *testing.T) {
	p, err := New(Options{From: nlp.LayerTopics})
	if err != nil {
		t.Fatal(err)
	}
	if d := p.Describe(); len(d) != 1 || d[0].Name != "topics" || p.Sentiment != nil {
		t.Errorf("annotators %+v, want topics alone", d)
	}
	if _, err := New(Options{From: nlp.LayerSpeakers}); !errors.Is(err, nlp.ErrOrder) {
		t.Errorf("speakers without what they read: %v, want %v", err, nlp.ErrOrder)
	}
}

func TestBothSetsAnnotate(t *testing.T) {
	for _, set := range []string{Fast, Accurate} {
		p, err := New(Options{Models: set})
		if err != nil {
			t.Fatal(err)
		}
		d := &nlp.Document{Text: "“Ana Ruiz is the best mayor we have ever had,” Tom Hale said on Monday."}
		if err := p.Annotate(context.Background(), d); err != nil {
			t.Fatal(err)
		}
		if len(d.Quotations) != 1 || d.Quotations[0].Sentiment.Tone != nlp.Positive || len(d.Topics) == 0 {
			t.Errorf("%s: %+v, topics %v", set, d.Quotations, d.Topics)
		}
		if len(d.Stances) != 1 || d.Stances[0].Polarity.Tone != nlp.Positive {
			t.Errorf("%s: stances %+v", set, d.Stances)
		}
	}
}

// What annotators keep for the next document must not tell on it: articles give the same in any order.
func TestNoArticleTellsOnAnother(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("..", "..", "testdata", "articles", "*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatalf("articles: %v, %v", files, err)
	}
	p, err := New(Options{})
	if err != nil {
		t.Fatal(err)
	}
	first := map[string]*nlp.Document{}
	for round := range 2 {
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			d := &nlp.Document{Text: string(text)}
			if err := p.Annotate(context.Background(), d); err != nil {
				t.Fatal(err)
			}
			if round == 0 {
				first[file] = d
			} else if diff := cmp.Diff(first[file], d, cmpopts.IgnoreUnexported(nlp.Document{})); diff != "" {
				t.Errorf("%s told apart in two orders:\n%s", file, diff)
			}
		}
		slices.Reverse(files)
	}
}
