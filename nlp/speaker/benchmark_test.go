package speaker_test

import (
	"context"
	"strings"
	"testing"
)

func BenchmarkAnnotate(b *testing.B) {
	paragraph := `The council of Turrin met on Monday in the old town hall, where RUIZ, the mayor, presented a plan for the bridge. ` +
		`"It will open in May," she said. "It will not," replied LANG, a farmer who has lived beside the river for thirty years. ` +
		"According to the report, the work is late, and nobody expects the trains to run before the summer of next year.\n\n"
	d := quoteMarks(b, strings.Repeat(paragraph, 200))
	annotator := newAnnotator(b)
	words := len(strings.Fields(d.Text))
	b.ResetTimer()
	for range b.N {
		if err := annotator.Annotate(context.Background(), d); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(words)*float64(b.N)/b.Elapsed().Seconds(), "words/s")
}
