package pipeline_test

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"quoth/nlp"
	"quoth/pipeline"
	"quoth/pipeline/commit"
)

// counting counts the articles that are annotated.
type counting struct {
	fake
	n *atomic.Int64
}

func (c counting) Annotate(ctx context.Context, d *nlp.Document) error {
	c.n.Add(1)
	return c.fake.Annotate(ctx, d)
}

func counted(t *testing.T, o *pipeline.Options) *atomic.Int64 {
	t.Helper()
	n := &atomic.Int64{}
	var err error
	if o.Annotate, err = nlp.NewPipeline(counting{n: n}); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestResumedRunEqualsOneNeverStopped(t *testing.T) {
	in, want := articles(t), t.TempDir()
	run(t, options(t, in, want))
	out := filepath.Join(t.TempDir(), "out")
	var done int64
	for _, stop := range []int64{0, 30, 31, 120, 1000} {
		o := options(t, in, out)
		o.Resume = true
		annotated := counted(t, &o)
		ctx, cancel := context.WithCancel(context.Background())
		o.Progress = func(p pipeline.Progress) {
			if p.Articles >= stop {
				cancel()
			}
		}
		s, err := pipeline.Run(ctx, o)
		cancel()
		if stop < 1000 && !errors.Is(err, context.Canceled) {
			t.Fatalf("stopped at %d: %v", stop, err)
		}
		if want := min(done, stop); s.Resumed < want { // a stop may come before all that was done is read back
			t.Errorf("stopped at %d: resumed %d of %d", stop, s.Resumed, want)
		}
		const inFlight = 40 // two workers' queue
		if redone := annotated.Load() + s.Resumed - s.Articles - s.SetAside(); stop < 1000 && redone > inFlight {
			t.Errorf("stopped at %d: %d articles were annotated for nothing", stop, redone)
		}
		done = s.Articles
		if stop == 1000 && (err != nil || s.Articles != 203) {
			t.Errorf("%+v %v", s, err)
		}
	}
	if fmt.Sprint(data(t, out)) != fmt.Sprint(data(t, want)) {
		t.Errorf("other bytes\n%v\n%v", data(t, out), data(t, want))
	}
}

// stopped leaves a run that was stopped in the middle.
func stopped(t *testing.T, in, out string) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	o := options(t, in, out)
	o.Progress = func(p pipeline.Progress) {
		if p.Articles == 100 {
			cancel()
		}
	}
	if _, err := pipeline.Run(ctx, o); !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
}

func TestChangedRunIsNotResumed(t *testing.T) {
	for want, change := range map[string]func(in string, o *pipeline.Options){
		"version":    func(_ string, o *pipeline.Options) { o.Version = "2" },
		"annotators": func(_ string, o *pipeline.Options) { o.Annotate = twoAnnotators(t) },
		"fields":     func(_ string, o *pipeline.Options) { o.Fields = map[string]string{"text": "body"} },
		"input a.txt": func(in string, _ *pipeline.Options) {
			if err := os.WriteFile(filepath.Join(in, "a.txt"), []byte("Other words"), 0o666); err != nil {
				t.Fatal(err)
			}
		},
	} {
		in, out := articles(t), filepath.Join(t.TempDir(), "out")
		stopped(t, in, out)
		o := options(t, in, out)
		o.Resume = true
		change(in, &o)
		_, err := pipeline.Run(context.Background(), o)
		if !errors.Is(err, pipeline.ErrResume) || !strings.Contains(err.Error(), want+" changed") {
			t.Errorf("%s: %v", want, err)
		}
		o.Resume = false
		if s := run(t, o); s.Resumed != 0 {
			t.Errorf("%s: resumed %d", want, s.Resumed)
		}
	}
}

func TestDamagedJournalCostsItsEndAlone(t *testing.T) {
	in, want := articles(t), t.TempDir()
	run(t, options(t, in, want))
	for _, cut := range []func([]byte) []byte{
		func(b []byte) []byte { return b[:len(b)-1] }, func(b []byte) []byte { return b[:len(b)/2] }, func(b []byte) []byte { return b[:5] },
		func(b []byte) []byte { return nil }, func(b []byte) []byte { b[len(b)*2/3] ^= 1; return b }, func(b []byte) []byte { b[0] ^= 255; return b },
	} {
		out := filepath.Join(t.TempDir(), "out")
		stopped(t, in, out)
		path := filepath.Join(out, commit.Journal, "000000")
		words, err := os.ReadFile(path)
		if err == nil {
			err = os.WriteFile(path, cut(words), 0o666)
		}
		if err != nil {
			t.Fatal(err)
		}
		o := options(t, in, out)
		o.Resume = true
		run(t, o)
		if fmt.Sprint(data(t, out)) != fmt.Sprint(data(t, want)) {
			t.Error("other bytes")
		}
	}
}

// childOut names, in the environment, the output of a run that this binary does
// instead of tests.
const childOut = "QUOTH_TEST_OUT"

// childAppends makes that run add to its output where it is set.
const childAppends = "QUOTH_TEST_APPEND"

func TestMain(m *testing.M) {
	if out := os.Getenv(childOut); out != "" {
		child(out)
		return
	}
	os.Exit(m.Run())
}

// child runs in its own process, to be killed.
func child(out string) {
	annotate, err := nlp.NewPipeline(fake{})
	if err == nil {
		_, err = pipeline.Run(context.Background(), pipeline.Options{
			Inputs: []string{os.Getenv("QUOTH_TEST_IN")}, Out: out, Annotate: annotate, Version: "1.2.3", Format: "jsonl", Workers: 2,
			Tables: []string{"quotes"}, Overwrite: os.Getenv(childAppends) == "", Append: os.Getenv(childAppends) != "", Resume: true,
		})
	}
	if errors.Is(err, pipeline.ErrResume) {
		os.Exit(3)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// kills is how often TestKilledAtRandomMoments kills a run; a soak asks for
// more.
var kills = flag.Int("kills", 40, "how often to kill a run")

func TestKilledAtRandomMoments(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	root := t.TempDir()
	out := filepath.Join(root, "out")
	inputs := map[string]string{"first": articles(t), "second": articles(t)}
	if err := os.WriteFile(filepath.Join(inputs["second"], "more.txt"), []byte("One more."), 0o666); err != nil {
		t.Fatal(err)
	}
	states := map[string]string{}
	for name, in := range inputs {
		o := options(t, in, t.TempDir())
		o.Format, o.Tables = "jsonl", []string{"quotes"}
		run(t, o)
		states[name] = fmt.Sprint(data(t, o.Out))
	}
	killed, names := 0, []string{"first", "second"}
	for i := 0; killed < *kills; i++ {
		killed += untilDone(t, random, inputs[names[i%2]], out, states, names[i%2])
	}
	if left, _ := os.ReadDir(root); len(left) != 1 {
		t.Errorf("left beside the output: %v", left)
	}
}

// TestAppendKilledAtRandomMoments adds to an output, which holds what it held or
// all of what it is to hold.
func TestAppendKilledAtRandomMoments(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 8))
	in, more := articles(t), articles(t)
	put(t, more, "a.txt", "Müller said: “We are not.”", "m.jsonl", manyLines(100))
	t.Setenv(childAppends, "yes")
	set := func(in, out string) pipeline.Options {
		o := options(t, in, out)
		o.Format, o.Tables, o.Append = "jsonl", []string{"quotes"}, true
		return o
	}
	states := map[string]string{}
	for killed := 0; killed < *kills/2 || len(states) < 2; {
		out := filepath.Join(t.TempDir(), "out")
		run(t, set(in, out))
		if len(states) == 0 {
			states["old"] = fmt.Sprint(data(t, out))
			run(t, set(more, out))
			states["new"] = fmt.Sprint(data(t, out))
			continue
		}
		killed += untilDone(t, random, more, out, states, "new")
		if _, found := problems(t, out); len(found) > 0 {
			t.Errorf("%v", found)
		}
	}
}

// untilDone starts a run again and again, each time killed a little later,
// until it is done: later by a share, so that on a slow machine, too, it takes a
// few times as long as one run. A reader sees a whole run all the time, or none at first.
func untilDone(t *testing.T, random *rand.Rand, in, out string, states map[string]string, want string) (killed int) {
	t.Helper()
	before := seen(t, out, states)
	for {
		c := exec.Command(os.Args[0])
		c.Env = append(os.Environ(), childOut+"="+out, "QUOTH_TEST_IN="+in)
		var errs strings.Builder
		c.Stderr = &errs
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		latest := 60 << (killed / 4)
		timer := time.AfterFunc(time.Duration(10+random.IntN(latest))*time.Millisecond, func() { c.Process.Kill() })
		err := c.Wait()
		timer.Stop()
		now := seen(t, out, states)
		switch {
		case err == nil:
			if now != want {
				t.Fatalf("done, and the output holds %q, not %q", now, want)
			}
			return killed
		case c.ProcessState.Exited():
			t.Fatalf("%v: %s", err, errs.String())
		case now != before && now != want:
			t.Fatalf("killed, and the output holds %q", now)
		}
		killed++
	}
}

// seen names the run that a reader sees; "" for none.
func seen(t *testing.T, out string, states map[string]string) string {
	t.Helper()
	if _, err := os.Stat(filepath.Join(out, commit.Success)); err != nil {
		return ""
	}
	found := data(t, out)
	for name := range found {
		if unfinished(name) {
			delete(found, name)
		}
	}
	for name, state := range states {
		if state == fmt.Sprint(found) {
			return name
		}
	}
	t.Fatalf("a marked output holds half a run: %v", found)
	return ""
}

func TestCleanRemovesWhatIsLeft(t *testing.T) {
	in, out := articles(t), filepath.Join(t.TempDir(), "out")
	stopped(t, in, out)
	if err := os.MkdirAll(filepath.Join(out, "_staging", "quotes"), 0o777); err != nil {
		t.Fatal(err)
	}
	if finished, err := pipeline.Clean(out); finished || err != nil {
		t.Errorf("%v %v", finished, err)
	}
	if left := files(t, out); len(left) > 0 {
		t.Errorf("left: %v", left)
	}
	run(t, options(t, in, out))
	before := fmt.Sprint(files(t, out))
	if finished, err := pipeline.Clean(out); !finished || err != nil || fmt.Sprint(files(t, out)) != before {
		t.Errorf("a finished run was changed: %v %v", finished, err)
	}
	if _, err := pipeline.Clean(filepath.Join(out, "none")); !errors.Is(err, pipeline.ErrNoInput) {
		t.Errorf("%v", err)
	}
}
