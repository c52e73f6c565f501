package pipeline_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"quoth/pipeline"
	"quoth/pipeline/commit"
	"quoth/pipeline/reader"
	"quoth/pipeline/sink"
	"quoth/pipeline/table"
)

// put writes files of a folder, given as name and content in turn.
func put(t testing.TB, dir string, files ...string) {
	t.Helper()
	for i := 0; i < len(files); i += 2 {
		path := filepath.Join(dir, files[i])
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o777), os.WriteFile(path, []byte(files[i+1]), 0o666)); err != nil {
			t.Fatal(err)
		}
	}
}

// lines makes JSON lines of ids and texts in turn.
func lines(values ...string) string {
	var b strings.Builder
	for i := 0; i < len(values); i += 2 {
		line, _ := json.Marshal(map[string]string{"id": values[i], "text": values[i+1]})
		b.Write(append(line, '\n'))
	}
	return b.String()
}

// current lists, for one table, the rows that are current, each as JSON without
// the run that wrote it.
func current(t testing.TB, out, name string) []string {
	t.Helper()
	var all []string
	for row, err := range reader.Rows(context.Background(), out, name) {
		if err != nil {
			t.Fatal(err)
		}
		delete(row, "run")
		words, err := json.Marshal(row)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, string(words))
	}
	return all
}

// sameCurrent fails the test where two outputs differ in a current row, whatever
// the order of rows.
func sameCurrent(t testing.TB, got, want string) {
	t.Helper()
	for _, name := range table.Names() {
		a, b := current(t, got, name), current(t, want, name)
		slices.Sort(a)
		slices.Sort(b)
		if !slices.Equal(a, b) {
			t.Errorf("%s:\n%s\nwant\n%s", name, strings.Join(a, "\n"), strings.Join(b, "\n"))
		}
	}
}

// three nights: articles are added, one changes, one that could not be read is
// mended and another breaks.
var nights = [][]string{
	{"a.jsonl", lines("1", "Smith said: “One.”", "2", "Jones said: “Two.”", "3", "PANIC") + "{\n", "b/x.txt", "=Words of Ada.", "c.txt", ""},
	{"a.jsonl", lines("1", "Smith said: “One.”", "2", "Jones said: “Two, and more.”", "3", "PANIC") + "{\n", "b/d.jsonl", lines("4", "Hale said: “Four.”\nZoë.")},
	{"a.jsonl", lines("1", "Smith said: “One.”", "2", "Jones said: “Two!”", "3", "Lee said: “Three.”", "4", "Other words") + "{\n", "b/a.txt", "“New”", "c.txt", "Mended."},
}

func TestAppendedNightsEqualOneRun(t *testing.T) {
	for _, format := range sink.Formats() {
		in, out := t.TempDir(), filepath.Join(t.TempDir(), "out")
		for night, changes := range nights {
			put(t, in, changes...)
			o := options(t, in, out)
			o.Format, o.Tables, o.Append = format, table.Names(), true
			s := run(t, o)
			if want := []int64{0, 1, 2}[night]; s.Replaced != want || s.AlreadyDone {
				t.Errorf("%s: night %d: %+v", format, night, s)
			}
			if _, found := problems(t, out); len(found) > 0 {
				t.Errorf("%s: night %d: %v", format, night, found)
			}
			whole := options(t, in, t.TempDir())
			whole.Format, whole.Tables = format, table.Names()
			run(t, whole)
			if night < 2 { // on the third, article 4 stands in two files
				sameCurrent(t, out, whole.Out)
			}
			before := fmt.Sprint(files(t, out))
			if again := run(t, o); !again.AlreadyDone || fmt.Sprint(files(t, out)) != before {
				t.Errorf("%s: night %d: the same run again did something: %+v", format, night, again)
			}
			o.Inputs = []string{filepath.Join(in, "a.jsonl")}
			if again := run(t, o); !again.AlreadyDone || fmt.Sprint(files(t, out)) != before {
				t.Errorf("%s: night %d: a part of the same run again did something: %+v", format, night, again)
			}
		}
	}
}

func TestAppendLinksWhatStays(t *testing.T) {
	in, out := t.TempDir(), filepath.Join(t.TempDir(), "out")
	put(t, in, nights[0]...)
	o := options(t, in, out)
	o.Append = true
	run(t, o)
	part := filepath.Join(out, "quotes", "part-00000.parquet")
	before, err := os.Stat(part)
	if err != nil {
		t.Fatal(err)
	}
	put(t, in, nights[1]...)
	run(t, o)
	after, err := os.Stat(part)
	if err != nil || !os.SameFile(before, after) {
		t.Errorf("the part of the first run is another file (%v)", err)
	}
}

func TestAppendRefusesOtherTables(t *testing.T) {
	in, out := t.TempDir(), t.TempDir()
	put(t, in, nights[0]...)
	run(t, options(t, in, out))
	put(t, in, nights[1]...)
	for want, change := range map[string]func(*pipeline.Options){
		"format": func(o *pipeline.Options) { o.Format = sink.CSV }, "tables": func(o *pipeline.Options) { o.Tables = []string{"quotes"} },
		"no_text": func(o *pipeline.Options) { o.NoText = true },
	} {
		o := options(t, in, out)
		o.Append = true
		change(&o)
		untouched(t, out, func() {
			if _, err := pipeline.Run(context.Background(), o); !errors.Is(err, pipeline.ErrAppend) || !strings.Contains(err.Error(), want) {
				t.Errorf("%s: %v", want, err)
			}
		})
	}
	o := options(t, in, out)
	o.Append, o.Overwrite = true, true
	if _, err := pipeline.Run(context.Background(), o); !errors.Is(err, pipeline.ErrOptions) {
		t.Errorf("%v", err)
	}
}

func TestAppendByAnotherVersionAdds(t *testing.T) {
	in, out := t.TempDir(), filepath.Join(t.TempDir(), "out")
	put(t, in, nights[0]...)
	run(t, options(t, in, out))
	put(t, in, nights[1]...)
	o := options(t, in, out)
	o.Append, o.Version = true, "2"
	if s := run(t, o); s.Articles != 2 || s.Skipped[pipeline.SkippedUnchanged] != 2 {
		t.Errorf("%+v", s)
	}
	if _, found := problems(t, out); len(found) > 0 {
		t.Errorf("%v", found)
	}
	m := manifest(t, out)
	if m.Run != 1 || len(m.Earlier) != 1 || m.Configurations[m.Earlier[0].ConfigurationSHA256].Version != "1.2.3" {
		t.Errorf("%+v", m)
	}
}

func manifest(t testing.TB, out string) (m pipeline.Manifest) {
	t.Helper()
	words, err := os.ReadFile(filepath.Join(out, "run.json"))
	if err := errors.Join(err, json.Unmarshal(words, &m)); err != nil {
		t.Fatal(err)
	}
	return m
}

func TestStoppedAppendIsResumed(t *testing.T) {
	in, out, want := t.TempDir(), filepath.Join(t.TempDir(), "out"), filepath.Join(t.TempDir(), "out")
	put(t, in, nights[0]...)
	for _, o := range []string{out, want} {
		run(t, options(t, in, o))
	}
	put(t, in, "d.jsonl", manyLines(100), "a.jsonl", lines("1", "Smith said: “Once.”"))
	o := options(t, in, want)
	o.Append = true
	run(t, o)
	o = options(t, in, out)
	o.Append = true
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	o.Progress = func(p pipeline.Progress) {
		if p.Articles == 50 {
			cancel()
		}
	}
	if _, err := pipeline.Run(ctx, o); !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	if _, found := problems(t, out); len(found) > 0 {
		t.Errorf("after the stop: %v", found)
	}
	o.Progress, o.Resume = nil, true
	if s := run(t, o); s.Resumed < 40 {
		t.Errorf("resumed %d", s.Resumed)
	}
	if got, want := fmt.Sprint(data(t, out)), fmt.Sprint(data(t, want)); got != want {
		t.Errorf("other bytes\n%v\n%v", got, want)
	}
}

func manyLines(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(lines(fmt.Sprint("m", i), fmt.Sprintf("Smith told Ada: “Number %d.”", i)))
	}
	return b.String()
}

func TestAnyFailureOfAnAppendLeavesAWholeRun(t *testing.T) {
	in := t.TempDir()
	put(t, in, nights[0]...)
	first := published(t, in)
	before := newMemory()
	run(t, adding(t, before, in))
	disk := before.clone()
	later := t.TempDir()
	put(t, later, nights[0]...)
	put(t, later, nights[1]...)
	run(t, adding(t, disk, later))
	states := map[string]map[string]string{"old": first, "new": disk.data(out)}
	for _, f := range failures {
		t.Run(f.name, func(t *testing.T) {
			for n := 0; failAppend(t, f, n, before, later, states); n++ {
			}
		})
	}
}

// failAppend lets one operation of an append fail; false where there is none.
func failAppend(t *testing.T, f failure, n int, before *memory, later string, states map[string]map[string]string) bool {
	disk := before.clone()
	broken := &faulty{FS: disk, n: n, err: f.err, after: f.after, short: f.short, dies: f.dies}
	_, err := pipeline.Run(context.Background(), adding(t, broken, later))
	if broken.count <= n {
		if err != nil {
			t.Fatalf("without a failure: %v", err)
		}
		return false
	}
	when := fmt.Sprintf("operation %d", n)
	checkAfterFailure(t, when, disk, "old", f, err, states)
	if _, err := pipeline.Run(context.Background(), adding(t, disk, later)); err != nil {
		t.Fatalf("%s: the next run: %v", when, err)
	}
	if got := wholeRun(t, disk, states); got != "new" {
		t.Fatalf("%s: the next run gives %q", when, got)
	}
	if left := disk.data("/runs"); len(left) != len(states["new"]) {
		t.Fatalf("%s: left over: %v", when, left)
	}
	return true
}

func adding(t *testing.T, disk commit.FS, in string) pipeline.Options {
	o := onDisk(t, disk, in)
	o.Overwrite, o.Append = false, true
	return o
}
