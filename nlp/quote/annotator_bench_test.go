package quote_test

import (
	"context"
	"os"
	"strings"
	"testing"

	"quoth/nlp/quote"
)

// BenchmarkAnnotate times this layer alone, over an article with its tokens
// and tags; it reports words a second.
func BenchmarkAnnotate(b *testing.B) {
	text, err := os.ReadFile("../../testdata/articles/musk-trump-interview.txt")
	if err != nil {
		b.Fatal(err)
	}
	d := annotate(b, string(text))
	want := len(d.Quotations)
	a, err := quote.New(quote.Options{})
	if err != nil {
		b.Fatal(err)
	}
	words := len(strings.Fields(d.Text))
	b.ReportAllocs()
	for b.Loop() {
		d.Quotations = nil
		if err := a.Annotate(context.Background(), d); err != nil {
			b.Fatal(err)
		}
		if len(d.Quotations) != want {
			b.Fatalf("%d quotations, not %d", len(d.Quotations), want)
		}
	}
	b.ReportMetric(float64(b.N*words)/b.Elapsed().Seconds(), "words/s")
}
