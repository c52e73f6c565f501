package pipeline_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"quoth/pipeline"
	"quoth/pipeline/commit"
	"quoth/pipeline/limit"
	"quoth/pipeline/table"
)

// untouched fails the test where a folder is not as it was.
func untouched(t *testing.T, dir string, do func()) {
	t.Helper()
	before := fmt.Sprint(files(t, dir))
	do()
	if after := fmt.Sprint(files(t, dir)); after != before {
		t.Errorf("%s changed\nfrom %s\nto   %s", dir, before, after)
	}
}

func TestOutputsThatAreRefused(t *testing.T) {
	in := articles(t)
	root := t.TempDir()
	file, foreign := filepath.Join(root, "file"), filepath.Join(root, "foreign")
	if err := errors.Join(os.WriteFile(file, nil, 0o666), os.Mkdir(foreign, 0o777), os.WriteFile(filepath.Join(foreign, "thesis.tex"), nil, 0o666)); err != nil {
		t.Fatal(err)
	}
	for out, want := range map[string]error{
		file: pipeline.ErrNotWritable, filepath.Join(file, "below"): pipeline.ErrNotWritable, foreign: pipeline.ErrOutputForeign,
		filepath.Join(in, "out"): pipeline.ErrOutputInInput, in: pipeline.ErrOutputInInput, filepath.Dir(in): pipeline.ErrOutputInInput,
	} {
		untouched(t, root, func() {
			o := options(t, in, out)
			o.Overwrite = true
			if _, err := pipeline.Run(context.Background(), o); !errors.Is(err, want) {
				t.Errorf("%s: %v, want %v", out, err, want)
			}
		})
	}
	if _, err := os.Stat(filepath.Join(in, "out")); err == nil {
		t.Error("an output was made inside an input")
	}
}

func TestOverwriteLeavesForeignFilesAlone(t *testing.T) {
	in, out := articles(t), t.TempDir()
	run(t, options(t, in, out))
	for _, name := range []string{"notes.txt", "quotes/notes.txt"} {
		path := filepath.Join(out, name)
		if err := os.WriteFile(path, []byte("mine"), 0o666); err != nil {
			t.Fatal(err)
		}
		o := options(t, in, out)
		o.Overwrite, o.Version = true, "2"
		untouched(t, out, func() {
			if _, err := pipeline.Run(context.Background(), o); !errors.Is(err, pipeline.ErrOutputForeign) {
				t.Errorf("%s: %v", name, err)
			}
		})
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
	}
}

func TestOneRunAtATime(t *testing.T) {
	in, out := articles(t), t.TempDir()
	held, err := commit.Disk.Lock(filepath.Join(out, "_lock"), "process 7 on moon")
	if err != nil {
		t.Fatal(err)
	}
	_, err = pipeline.Run(context.Background(), options(t, in, out))
	if !errors.Is(err, pipeline.ErrLocked) || !strings.Contains(err.Error(), "process 7 on moon") {
		t.Errorf("%v", err)
	}
	released := make(chan error)
	go func() {
		time.Sleep(10 * time.Millisecond)
		released <- held.Release(filepath.Join(out, "_lock"))
	}()
	o := options(t, in, out)
	o.Wait = time.Hour
	run(t, o)
	if err := <-released; err != nil {
		t.Error(err)
	}
}

func TestUnusableOptions(t *testing.T) {
	in, out := articles(t), filepath.Join(t.TempDir(), "out")
	for name, c := range map[string]struct {
		change func(*pipeline.Options)
		want   error
	}{
		"no annotators": {func(o *pipeline.Options) { o.Annotate = nil }, pipeline.ErrOptions},
		"no output":     {func(o *pipeline.Options) { o.Out = "" }, pipeline.ErrOptions},
		"workers":       {func(o *pipeline.Options) { o.Workers = -1 }, pipeline.ErrOptions},
		"percent":       {func(o *pipeline.Options) { o.MaxErrors.Percent = 101 }, pipeline.ErrOptions},
		"format":        {func(o *pipeline.Options) { o.Format = "xml" }, pipeline.ErrUnknownFormat},
		"table":         {func(o *pipeline.Options) { o.Tables = []string{"words"} }, pipeline.ErrUnknownTable},
		"field":         {func(o *pipeline.Options) { o.Fields = map[string]string{"words": "x"} }, pipeline.ErrField},
		"limit":         {func(o *pipeline.Options) { o.Limits = limit.Default(); o.Limits.BatchBytes = 0 }, limit.ErrLimit},
		"no input":      {func(o *pipeline.Options) { o.Inputs = nil }, pipeline.ErrNothingToRead},
		"input":         {func(o *pipeline.Options) { o.Inputs = []string{in, "none"} }, pipeline.ErrNoInput},
	} {
		o := options(t, in, out)
		c.change(&o)
		if _, err := pipeline.Run(context.Background(), o); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := os.Stat(out); err == nil {
			t.Errorf("%s: the output was made", name)
		}
	}
}

func TestTooManyErrorsPublishNothing(t *testing.T) {
	in := articles(t)
	for _, c := range []struct {
		bound pipeline.MaxErrors
		fails bool
	}{
		{pipeline.MaxErrors{Count: 8}, true}, {pipeline.MaxErrors{Count: 9}, false}, {pipeline.MaxErrors{Percent: 4}, true}, {pipeline.MaxErrors{Percent: 5}, false},
	} {
		out := filepath.Join(t.TempDir(), "out")
		o := options(t, in, out)
		o.MaxErrors = c.bound
		_, err := pipeline.Run(context.Background(), o)
		if errors.Is(err, pipeline.ErrTooManyErrors) != c.fails {
			t.Errorf("%+v: %v", c.bound, err)
		}
		if _, err := os.Stat(out); (err != nil) != c.fails {
			t.Errorf("%+v: the output: %v", c.bound, err)
		}
	}
}

func TestInterruptedRunPublishesNothing(t *testing.T) {
	in := articles(t)
	for _, after := range []int64{0, 1, 50, 203} {
		out := filepath.Join(t.TempDir(), "out")
		ctx, cancel := context.WithCancel(context.Background())
		o := options(t, in, out)
		o.Progress = func(p pipeline.Progress) {
			if p.Articles >= after {
				cancel()
			}
		}
		_, err := pipeline.Run(ctx, o)
		if !errors.Is(err, context.Canceled) {
			t.Errorf("after %d articles: %v", after, err)
		}
		for name := range files(t, filepath.Dir(out)) {
			if !strings.HasPrefix(name, "out/_journal/") {
				t.Errorf("after %d articles: %s", after, name)
			}
		}
	}
}

func TestSlowAnnotatorsCostTheirArticleAlone(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{"a": "HANG", "b": "WAIT", "c": "Words"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	o := options(t, dir, t.TempDir())
	o.Format = "jsonl"                    // Parquet's compressors wait on channels from outside
	synctest.Test(t, func(t *testing.T) { // where the clock moves only when everybody waits
		s := run(t, o)
		if s.Articles != 1 || s.Quarantined["timed_out"] != 2 {
			t.Errorf("%+v", s)
		}
		time.Sleep(2 * hang) // the one that hung ends
	})
}

// TestStoppedRunDoesNotWaitForItsInput stops a run whose input says no more.
func TestStoppedRunDoesNotWaitForItsInput(t *testing.T) {
	o := options(t, "-", filepath.Join(t.TempDir(), "out"))
	o.Format = "jsonl" // Parquet's compressors wait on channels from outside
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithCancel(context.Background())
		defer cancel()
		in, silent := io.Pipe()
		defer silent.Close()
		o.Stdin = in
		go func() {
			io.WriteString(silent, lines("1", "One.", "2", "Two."))
			synctest.Wait()
			cancel()
		}()
		begun := time.Now()
		if _, err := pipeline.Run(ctx, o); !errors.Is(err, context.Canceled) {
			t.Errorf("%v", err)
		}
		if waited := time.Since(begun); waited > time.Minute {
			t.Errorf("it waited %v", waited)
		}
	})
}

func TestOtherLanguagesAreSetAsideWhereAsked(t *testing.T) {
	o := options(t, articles(t), t.TempDir())
	o.Language = "en"
	if s := run(t, o); s.Quarantined["wrong_language"] != 2 || s.Articles != 202 {
		t.Errorf("%+v", s)
	}
	o.Out, o.Others = t.TempDir(), pipeline.CountOthers
	if s := run(t, o); s.Skipped[pipeline.SkippedLanguage] != 2 || s.SetAside() != 9 || s.Articles != 202 {
		t.Errorf("%+v", s)
	}
	o.Out, o.Others = t.TempDir(), pipeline.KeepOthers
	if s := run(t, o); s.SetAside() != 9 || s.Articles != 203 {
		t.Errorf("%+v", s)
	}
	o.Others = "burn"
	if _, err := pipeline.Run(context.Background(), o); !errors.Is(err, pipeline.ErrOptions) {
		t.Errorf("%v", err)
	}
}

func TestLimitAndDryRun(t *testing.T) {
	in, out := articles(t), filepath.Join(t.TempDir(), "out")
	o := options(t, in, out)
	o.DryRun, o.Annotate = true, nil
	var told []table.Rejected
	o.Quarantined = func(r table.Rejected) { told = append(told, r) }
	s := run(t, o)
	if s.Articles != 208 || s.SetAside() != 5 || len(told) != 5 {
		t.Errorf("%+v", s)
	}
	if _, err := os.Stat(out); err == nil {
		t.Error("a dry run wrote something")
	}
	for _, n := range []int{1, 3, 10} {
		o := options(t, in, filepath.Join(t.TempDir(), "out"))
		o.Limit = n
		if s := run(t, o); s.Articles+s.SetAside() != int64(n) {
			t.Errorf("limit %d: %+v", n, s)
		}
	}
}
