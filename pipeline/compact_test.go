package pipeline_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"quoth/pipeline"
	"quoth/pipeline/limit"
	"quoth/pipeline/sink"
	"quoth/pipeline/table"
)

func compact(t testing.TB, o pipeline.CompactOptions) pipeline.Summary {
	t.Helper()
	s, err := pipeline.Compact(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// twins takes texts for alike that begin with the same letter.
type twins map[byte]string

func (twins) Sketch(text string) any { return text[0] }

func (w twins) Earlier(id string, sketch any) string {
	first := sketch.(byte)
	if w[first] == "" {
		w[first] = id
		return ""
	}
	return w[first]
}

// tablesOf is what files gives, without all that is no table.
func tablesOf(t testing.TB, out string) map[string]string {
	return tablesIn(files(t, out))
}

func tablesIn(found map[string]string) map[string]string {
	for name := range found {
		if !strings.Contains(name, "/") {
			delete(found, name)
		}
	}
	return found
}

func TestCompactedOutputEqualsOneRun(t *testing.T) {
	small := limit.Default()
	small.BatchBytes, small.RowGroupBytes, small.PartBytes = 200, 1000, 3000
	for _, format := range sink.Formats() {
		in, out := t.TempDir(), filepath.Join(t.TempDir(), "out")
		set := func(to string, tw twins) pipeline.Options {
			o := options(t, in, to)
			o.Format, o.Tables, o.Append, o.Limits, o.Duplicates = format, table.Names(), true, small, tw
			return o
		}
		for night, changes := range nights[:2] {
			put(t, in, changes...)
			put(t, in, "m.jsonl", manyLines(30+30*night))
			run(t, set(out, twins{}))
		}
		whole := set(t.TempDir(), twins{})
		run(t, whole)
		s := compact(t, pipeline.CompactOptions{Out: out, Duplicates: twins{}})
		if s.Articles != 64 || s.Duplicates == 0 {
			t.Errorf("%s: %+v", format, s)
		}
		for _, name := range table.Names() {
			if got, want := current(t, out, name), current(t, whole.Out, name); !slices.Equal(got, want) {
				t.Errorf("%s: %s:\n%s\nwant\n%s", format, name, strings.Join(got, "\n"), strings.Join(want, "\n"))
			}
		}
		// Parquet's row groups are cut by what all tables hold at once, and here one is written after the other.
		if got, want := fmt.Sprint(tablesOf(t, out)), fmt.Sprint(tablesOf(t, whole.Out)); got != want && format != sink.Parquet {
			t.Errorf("%s: other tables:\n%s\n%s", format, got, want)
		}
		if _, found := problems(t, out); len(found) > 0 {
			t.Errorf("%s: %v", format, found)
		}
		untouched(t, out, func() {
			if s := compact(t, pipeline.CompactOptions{Out: out}); !s.AlreadyDone {
				t.Errorf("%s: compacted twice", format)
			}
			if s := run(t, set(out, twins{})); !s.AlreadyDone {
				t.Errorf("%s: the same run again did something", format)
			}
		})
		put(t, in, nights[2]...)
		run(t, set(out, twins{}))
		if _, found := problems(t, out); len(found) > 0 {
			t.Errorf("%s: added to what was compacted: %v", format, found)
		}
	}
}

// TestAnyNightsCompactToOneRun draws what arrives on some nights.
func TestAnyNightsCompactToOneRun(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 5))
	for range 8 {
		in, out, whole := t.TempDir(), filepath.Join(t.TempDir(), "out"), t.TempDir()
		set := func(to string) pipeline.Options {
			o := options(t, in, to)
			o.Format, o.Append, o.Tables = sink.JSONL, true, []string{"quotes"}
			return o
		}
		for range 1 + random.IntN(4) {
			drawNight(t, random, in)
			run(t, set(out))
			if _, found := problems(t, out); len(found) > 0 {
				t.Fatal(found)
			}
		}
		compact(t, pipeline.CompactOptions{Out: out})
		if _, found := problems(t, out); len(found) > 0 {
			t.Fatal(found)
		}
		run(t, set(whole))
		if got, want := current(t, out, table.Quarantine), current(t, whole, table.Quarantine); !slices.Equal(got, want) {
			t.Fatalf("quarantine\n%v\n%v", got, want)
		}
		got := current(t, out, table.Documents) // what was taken from a file stays, so there may be more
		for _, row := range current(t, whole, table.Documents) {
			if !slices.Contains(got, row) {
				t.Fatalf("%s is not in\n%s", row, strings.Join(got, "\n"))
			}
		}
	}
}

func drawNight(t *testing.T, random *rand.Rand, in string) {
	words := []string{"Yes", "No", "PANIC", " ", "Smith: “So.”"}
	for _, name := range []string{"a", "b/a", "b/c", "d"} {
		if random.IntN(2) == 0 {
			continue
		}
		var articles []string
		for i := range random.IntN(4) {
			articles = append(articles, fmt.Sprint(name, i), words[random.IntN(len(words))])
		}
		put(t, in, name+".jsonl", lines(articles...)+"{}\n")
	}
	put(t, in, "e.txt", "Always there.")
}

func TestCompactNeedsARun(t *testing.T) {
	for _, out := range []string{t.TempDir(), filepath.Join(t.TempDir(), "none")} {
		if _, err := pipeline.Compact(context.Background(), pipeline.CompactOptions{Out: out}); !errors.Is(err, pipeline.ErrNoRun) {
			t.Errorf("%v", err)
		}
	}
}

func TestAnyFailureOfCompactingLeavesAWholeRun(t *testing.T) {
	for _, by := range [][]string{nil, {"language"}} {
		t.Run(strings.Join(by, ","), func(t *testing.T) { failCompacting(t, by) })
	}
}

func failCompacting(t *testing.T, partitionBy []string) {
	in, later := t.TempDir(), t.TempDir()
	put(t, in, nights[0]...)
	put(t, later, nights[0]...)
	put(t, later, nights[1]...)
	put(t, later, "e.txt", "Bonjour Zoë")
	before := newMemory()
	for _, from := range []string{in, later} {
		o := adding(t, before, from)
		o.PartitionBy = partitionBy
		run(t, o)
	}
	disk := before.clone()
	states := map[string]map[string]string{"old": disk.data(out)}
	compact(t, pipeline.CompactOptions{Out: out, Files: disk})
	states["new"] = disk.data(out)
	for _, f := range failures {
		t.Run(f.name, func(t *testing.T) {
			for n := 0; ; n++ {
				disk := before.clone()
				broken := &faulty{FS: disk, n: n, err: f.err, after: f.after, short: f.short, dies: f.dies}
				_, err := pipeline.Compact(context.Background(), pipeline.CompactOptions{Out: out, Files: broken})
				if broken.count <= n {
					if err != nil {
						t.Fatalf("without a failure: %v", err)
					}
					return
				}
				when := fmt.Sprintf("operation %d", n)
				checkAfterFailure(t, when, disk, "old", f, err, states)
				compact(t, pipeline.CompactOptions{Out: out, Files: disk})
				if got := wholeRun(t, disk, states); got != "new" {
					t.Fatalf("%s: compacted again, it is %q", when, got)
				}
				if left := disk.data("/runs"); len(left) != len(states["new"]) {
					t.Fatalf("%s: left over: %v", when, left)
				}
			}
		})
	}
}
