package pipeline_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"quoth/nlp"
	"quoth/pipeline"
	"quoth/pipeline/object/objecttest"
	"quoth/pipeline/sink"
	"quoth/pipeline/table"
)

// calm is a fake that no longer panics.
type calm struct{ fake }

func (calm) Annotate(ctx context.Context, d *nlp.Document) error {
	if strings.HasPrefix(d.Text, "PANIC") {
		return other{}.Annotate(ctx, d)
	}
	return fake{}.Annotate(ctx, d)
}

func retrying(t *testing.T, out string) pipeline.Options {
	t.Helper()
	p, err := nlp.NewPipeline(calm{})
	if err != nil {
		t.Fatal(err)
	}
	return pipeline.Options{Out: out, Annotate: p, Version: "2", Workers: 2}
}

func retry(t *testing.T, o pipeline.Options) pipeline.Summary {
	t.Helper()
	s, err := pipeline.Retry(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestRetryAddsWhatSucceedsNow(t *testing.T) {
	for _, format := range sink.Formats() {
		in, elsewhere, out := t.TempDir(), t.TempDir(), filepath.Join(t.TempDir(), "out")
		put(t, in, "a.jsonl", lines("1", "One", "2", "PANIC", "3", "FAIL")+"{\n", "b.txt", "PANIC first", "c.txt", "Calm.")
		put(t, elsewhere, "a.jsonl", lines("9", "Nine", "8", "PANIC"))
		for _, folder := range []string{in, elsewhere} {
			o := options(t, folder, out)
			o.Format, o.Tables, o.Append = format, table.Names(), true
			run(t, o)
		}
		if n := len(current(t, out, table.Quarantine)); n != 5 {
			t.Fatalf("%s: %d were set aside", format, n)
		}
		s := retry(t, retrying(t, out))
		if s.Articles != 3 || s.AlreadyDone || s.Skipped[pipeline.SkippedUnchanged] != 2 {
			t.Errorf("%s: %+v", format, s)
		}
		left := strings.Join(current(t, out, table.Quarantine), "\n")
		if n := strings.Count(left, "\n") + 1; n != 2 || !strings.Contains(left, `"failed"`) || !strings.Contains(left, `"invalid_json"`) {
			t.Errorf("%s: still set aside:\n%s", format, left)
		}
		if _, found := problems(t, out); len(found) > 0 {
			t.Errorf("%s: %v", format, found)
		}
		untouched(t, out, func() {
			if s := retry(t, retrying(t, out)); !s.AlreadyDone {
				t.Errorf("%s: retried twice: %+v", format, s)
			}
		})
		compact(t, pipeline.CompactOptions{Out: out})
		put(t, in, "a.jsonl", lines("1", "One", "2", "PANIC", "3", "Mended"))
		if s := retry(t, retrying(t, out)); s.Articles != 1 || len(current(t, out, table.Quarantine)) != 0 {
			t.Errorf("%s: after compacting: %+v", format, s)
		}
	}
}

func TestRetryLeavesStandardInputAlone(t *testing.T) {
	out := filepath.Join(t.TempDir(), "out")
	o := options(t, "-", out)
	o.Stdin = strings.NewReader(lines("1", "One", "2", "PANIC"))
	run(t, o)
	untouched(t, out, func() {
		if s := retry(t, retrying(t, out)); !s.AlreadyDone {
			t.Errorf("%+v", s)
		}
	})
}

func TestRetryInAStore(t *testing.T) {
	s := objecttest.New(t)
	s.Put("in/a.jsonl", lines("1", "One.", "2", "PANIC"))
	s.Put("in/b.jsonl", lines("3", "Three."))
	o := inStore(t, s)
	run(t, o)
	again := retrying(t, o.Out)
	if summary := retry(t, again); summary.Articles != 1 || summary.Files != 1 || summary.Rows[table.Quarantine] != 0 {
		t.Errorf("%+v", summary)
	}
	if got := tableOf(t, s, "documents"); strings.Count(got, "\n") != 3 {
		t.Errorf("%s", got)
	}
}

func TestRetryNeedsARunAndItsInputs(t *testing.T) {
	in, out := t.TempDir(), filepath.Join(t.TempDir(), "out")
	if _, err := pipeline.Retry(context.Background(), retrying(t, out)); !errors.Is(err, pipeline.ErrNoRun) {
		t.Errorf("%v", err)
	}
	put(t, in, "a.txt", "PANIC")
	run(t, options(t, in, out))
	if err := os.RemoveAll(in); err != nil {
		t.Fatal(err)
	}
	untouched(t, out, func() {
		if _, err := pipeline.Retry(context.Background(), retrying(t, out)); !errors.Is(err, pipeline.ErrNoInput) {
			t.Errorf("%v", err)
		}
	})
}
