package reader_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"quoth/nlp"
	"quoth/pipeline"
	"quoth/pipeline/reader"
	"quoth/pipeline/sink"
)

// articles is more than the reader holds at once, so that it meets every page
// of a file in more than one batch.
const articles = 3000

// paragraphs gives each line of a text as a sentence, and nothing else.
type paragraphs struct{}

func (paragraphs) Describe() nlp.Description {
	return nlp.Description{Name: "paragraphs", Version: "1", Adds: []nlp.Layer{nlp.LayerSentences}}
}

func (paragraphs) Annotate(_ context.Context, d *nlp.Document) error {
	d.Sentences = []nlp.Sentence{{Span: nlp.Span{End: len(d.Text)}}}
	return nil
}

// write runs a batch of articles, some without a date or a title.
func write(t *testing.T, format sink.Format) string {
	t.Helper()
	dir := t.TempDir()
	var lines []byte
	for i := range articles {
		date, title := "null", "null"
		if i%7 > 2 {
			date = `"` + time.Date(2020, 1, 1, i, 0, 0, 0, time.UTC).Format(time.RFC3339) + `"`
			title = fmt.Sprintf(`"Title %d"`, i)
		}
		lines = fmt.Appendf(lines, `{"id":"a%d","text":"Text number %d.","title":%s,"published_at":%s}`+"\n", i, i, title, date)
	}
	input, out := filepath.Join(dir, "in.jsonl"), filepath.Join(dir, "out")
	if err := os.WriteFile(input, lines, 0o600); err != nil {
		t.Fatal(err)
	}
	annotate, err := nlp.NewPipeline(paragraphs{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := pipeline.Run(context.Background(), pipeline.Options{Inputs: []string{input}, Out: out, Annotate: annotate, Format: format}); err != nil {
		t.Fatal(err)
	}
	return out
}

func TestRowsOfEveryFormat(t *testing.T) {
	for _, format := range sink.Formats() {
		t.Run(string(format), func(t *testing.T) {
			out := write(t, format)
			n := 0
			for row, err := range reader.Rows(context.Background(), out, "documents") {
				if err != nil {
					t.Fatal(err)
				}
				if want := fmt.Sprintf("a%d", n); row["doc_id"] != want {
					t.Fatalf("row %d has doc_id %v, want %s", n, row["doc_id"], want)
				}
				known := row["published_at"] != nil && row["published_at"] != ""
				if known != (n%7 > 2) {
					t.Fatalf("row %d has published_at %v", n, row["published_at"])
				}
				n++
			}
			if n != articles {
				t.Errorf("%d rows, want %d", n, articles)
			}
		})
	}
}

func TestErrors(t *testing.T) {
	first := func(dir, table string) error {
		for _, err := range reader.Rows(context.Background(), dir, table) {
			return err
		}
		return nil
	}
	if err := first(t.TempDir(), "documents"); !errors.Is(err, reader.ErrNotFinished) {
		t.Errorf("no run: %v, want ErrNotFinished", err)
	}
	out := write(t, sink.Parquet)
	if err := first(out, "moods"); !errors.Is(err, reader.ErrNoTable) {
		t.Errorf("no table: %v, want ErrNoTable", err)
	}
	path := filepath.Join(out, "documents", "part-00000.parquet")
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i := 200; i < len(data)/2; i += 7 {
		data[i] ^= 0x55
	}
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := first(out, "documents"); !errors.Is(err, reader.ErrDamaged) {
		t.Errorf("damaged file: %v, want ErrDamaged", err)
	}
}
