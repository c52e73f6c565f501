package pipeline_test

import (
	"context"
	"errors"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"quoth/pipeline"
	"quoth/pipeline/commit"
	"quoth/pipeline/object/objecttest"
	"quoth/pipeline/sink"
	"quoth/pipeline/verify"
)

// inStore are options for a run from a store to the same store.
func inStore(t *testing.T, s *objecttest.Store) pipeline.Options {
	o := options(t, s.URL("in/"), s.URL("out"))
	o.Format, o.Tables, o.Files = sink.JSONL, []string{"quotes"}, nil
	return o
}

// tableOf joins the parts of a table of the run in the store.
func tableOf(t *testing.T, s *objecttest.Store, name string) string {
	t.Helper()
	folder := t.TempDir()
	if err := commit.Fetch(t.Context(), s.URL("out"), folder, nil); err != nil {
		t.Fatal(err)
	}
	result, err := verify.Check(t.Context(), folder, func(p verify.Problem) { t.Error(p) })
	if err != nil || result.Files == 0 {
		t.Errorf("%+v, %v", result, err)
	}
	var all strings.Builder
	for key, text := range s.Objects("out/" + name + "/") {
		if !strings.HasPrefix(key, "part-") {
			t.Error(key)
		}
		all.WriteString(text)
	}
	return all.String()
}

func TestRunsFromAStoreToAStore(t *testing.T) {
	s := objecttest.New(t)
	s.Put("in/a.jsonl", `{"id": "1", "text": "Smith said: “Yes.”"}`)
	o := inStore(t, s)
	o.StateFile = filepath.Join(t.TempDir(), "state")
	run(t, o)
	if got := tableOf(t, s, "documents"); strings.Count(got, "\n") != 1 || !strings.Contains(got, `"source":"s3://news/in/a.jsonl#1"`) {
		t.Errorf("%s", got)
	}
	if again := run(t, o); !again.AlreadyDone || again.Skipped["seen"] != 1 {
		t.Errorf("%+v", again)
	}
	s.Put("in/b.jsonl", `{"id": "2", "text": "Jones said: “No.”"}`)
	o.Append = true
	if added := run(t, o); added.Articles != 1 || added.Skipped["seen"] != 1 {
		t.Errorf("%+v", added)
	}
	if got := tableOf(t, s, "documents"); strings.Count(got, "\n") != 2 {
		t.Errorf("%s", got)
	}
	if _, err := pipeline.Compact(t.Context(), pipeline.CompactOptions{Out: o.Out, Version: o.Version}); err != nil {
		t.Error(err)
	}
	if got := tableOf(t, s, "documents"); strings.Count(got, "\n") != 2 {
		t.Errorf("compact: %s", got)
	}
	if finished, err := pipeline.Clean(o.Out); !finished || err != nil {
		t.Error(finished, err)
	}
}

// TestAStoppedRunToAStoreIsResumed: what fails on its way into the store is
// published by the next start without being annotated again.
func TestAStoppedRunToAStoreIsResumed(t *testing.T) {
	s := objecttest.New(t)
	s.Put("in/a.jsonl", `{"id": "1", "text": "Smith said: “Yes.”"}`)
	o := inStore(t, s)
	o.Resume, o.StateFile = true, filepath.Join(t.TempDir(), "state")
	s.Fail(func(_ int, r *http.Request) objecttest.Failure {
		if r.Method == http.MethodPut && strings.HasSuffix(r.URL.Path, commit.Manifest) {
			return objecttest.Before
		}
		return objecttest.None
	})
	if _, err := pipeline.Run(context.Background(), o); err == nil {
		t.Fatal("no error")
	}
	s.Fail(nil)
	if left := s.Objects("out/"); len(left) != 0 {
		t.Errorf("left over: %v", left)
	}
	if summary := run(t, o); summary.Resumed != 1 || summary.Articles != 1 {
		t.Errorf("%+v", summary)
	}
	tableOf(t, s, "quotes")
}

func TestNothingNewSinceLeavesTheOutputAlone(t *testing.T) {
	s := objecttest.New(t)
	s.Put("in/a.jsonl", `{"id": "1", "text": "Smith said: “Yes.”"}`)
	o := inStore(t, s)
	o.Since = time.Now().Add(time.Hour)
	if summary := run(t, o); !summary.AlreadyDone || summary.Skipped["older"] != 1 {
		t.Errorf("%+v", summary)
	}
	if left := s.Objects("out/"); len(left) != 0 {
		t.Errorf("%v", left)
	}
	o = inStore(t, s)
	o.Out = s.URL("in/out")
	if _, err := pipeline.Run(context.Background(), o); !errors.Is(err, pipeline.ErrOutputInInput) {
		t.Error(err)
	}
}
