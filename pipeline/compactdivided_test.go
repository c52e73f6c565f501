package pipeline_test

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"quoth/pipeline"
	"quoth/pipeline/commit"
	"quoth/pipeline/limit"
	"quoth/pipeline/object/objecttest"
	"quoth/pipeline/sink"
	"quoth/pipeline/table"
)

// printed makes JSON lines of ids, publishers and texts in turn.
func printed(values ...string) string {
	var b strings.Builder
	for i := 0; i < len(values); i += 3 {
		line, _ := json.Marshal(map[string]string{"id": values[i], "publisher": values[i+1], "text": values[i+2]})
		b.Write(append(line, '\n'))
	}
	return b.String()
}

// syndicated makes articles of many publishers in turn, of which some print the
// same text.
func syndicated(articles, publishers int) string {
	var values []string
	for i := range articles {
		values = append(values, fmt.Sprint("m", i), fmt.Sprint("Paper ", (i*7)%publishers), fmt.Sprintf("%c: “Number %d.”", 'A'+i%26, i))
	}
	return printed(values...)
}

// dividedNights is what arrives on two nights from so many publishers: on the
// second an article moves to another, and one comes before all others.
func dividedNights(publishers int) [][]string {
	return [][]string{
		{"b.jsonl", printed("1", "North", "Smith said: “One.”", "2", "South", "Jones said: “Two.”", "3", "North", "PANIC"), "m.jsonl", syndicated(45, publishers)},
		{"a.txt", "Ada said: “First.”", "b.jsonl", printed("1", "South", "Smith said: “One.”", "2", "South", "Jones said: “Two!”", "4", "West", "New")},
	}
}

func TestCompactedPartitionsEqualOneRun(t *testing.T) {
	small := limit.Default()
	small.RowGroupBytes, small.OpenFiles = 200_000, 5
	for format, publishers := range map[sink.Format]int{sink.Parquet: 3, sink.Arrow: 2, sink.CSV: 1, sink.JSONL: 36} { // 36: more than are read side by side
		in, out := t.TempDir(), filepath.Join(t.TempDir(), "out")
		set := func(to string) pipeline.Options {
			o := options(t, in, to)
			o.Format, o.PartitionBy, o.Append, o.Limits, o.Duplicates, o.Tables = format, []string{"publisher"}, true, small, twins{}, []string{"quotes"}
			return o
		}
		for _, changes := range dividedNights(publishers) {
			put(t, in, changes...)
			run(t, set(out))
			whole(t, out)
		}
		once := set(t.TempDir())
		run(t, once)
		s := compact(t, pipeline.CompactOptions{Out: out, Duplicates: twins{}})
		if s.Articles != 49 || s.Duplicates == 0 || s.AlreadyDone {
			t.Errorf("%s: %+v", format, s)
		}
		whole(t, out)
		for _, name := range []string{table.Documents, table.Quotes, table.Quarantine} {
			if got, want := current(t, out, name), current(t, once.Out, name); !slices.Equal(got, want) {
				t.Errorf("%s: %s:\n%s\nwant\n%s", format, name, strings.Join(got, "\n"), strings.Join(want, "\n"))
			}
		}
		compact(t, pipeline.CompactOptions{Out: once.Out, Duplicates: twins{}})
		if got, want := fmt.Sprint(tablesOf(t, out)), fmt.Sprint(tablesOf(t, once.Out)); got != want {
			t.Errorf("%s: other files than those of one run, compacted", format)
		}
		for name := range tablesOf(t, out) {
			if !strings.Contains(name, "/part-00000.") {
				t.Errorf("%s: more than one file: %s", format, name)
			}
		}
		untouched(t, out, func() {
			if s := compact(t, pipeline.CompactOptions{Out: out}); !s.AlreadyDone {
				t.Errorf("%s: compacted twice", format)
			}
			if s := run(t, set(out)); !s.AlreadyDone {
				t.Errorf("%s: the same run again did something", format)
			}
		})
	}
}

// TestCompactKeepsDuplicatesOfOtherPartitions where they aren't looked for anew.
func TestCompactKeepsDuplicatesOfOtherPartitions(t *testing.T) {
	in, out := t.TempDir(), t.TempDir()
	o := options(t, in, out)
	o.PartitionBy, o.Append, o.Duplicates = []string{"publisher"}, true, twins{}
	put(t, in, dividedNights(2)[0]...)
	run(t, o)
	put(t, in, "z.jsonl", printed("9", "East", "Z"))
	run(t, o)
	before := current(t, out, table.Documents)
	s := compact(t, pipeline.CompactOptions{Out: out})
	whole(t, out)
	if got := current(t, out, table.Documents); !slices.Equal(got, before) || s.Duplicates == 0 {
		t.Errorf("%d duplicates, and other documents", s.Duplicates)
	}
}

func TestPartitionsInAStoreAreCompacted(t *testing.T) {
	s := objecttest.New(t)
	s.Put("in/a.jsonl", printed("1", "A/B", "Smith said: “Yes.”", "2", "C", "No"))
	o := inStore(t, s)
	o.PartitionBy, o.Append = []string{"publisher"}, true
	run(t, o)
	s.Put("in/b.jsonl", printed("1", "C", "Smith said: “Yes!”", "3", "A/B", "New"))
	run(t, o)
	if _, err := pipeline.Compact(t.Context(), pipeline.CompactOptions{Out: o.Out, Version: o.Version}); err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	if err := commit.Fetch(t.Context(), s.URL("out"), folder, nil); err != nil {
		t.Fatal(err)
	}
	whole(t, folder)
	if got := current(t, folder, table.Documents); len(got) != 3 {
		t.Errorf("%v", got)
	}
	var found int
	for key := range s.Objects("out/documents/") {
		if !strings.HasPrefix(key, "publisher=A%2FB/part-") && !strings.HasPrefix(key, "publisher=C/part-") {
			t.Error(key)
		}
		found++
	}
	if found != 2 {
		t.Errorf("%d files of documents", found)
	}
}
