package source_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"quoth/pipeline/limit"
	"quoth/pipeline/object/objecttest"
	"quoth/pipeline/source"
)

func TestObjectsAreReadAsFiles(t *testing.T) {
	s := objecttest.New(t)
	for key, text := range map[string]string{
		"in/b.txt": "B", "in/a/z.txt": "Z", "in/a/a.jsonl": `{"text": "A"}`, "in/a-b.txt": "AB", "in/.hidden": "no", "in/_x/y.txt": "no", "in/c.zip": zipped(t, inside{"x", "X"}),
		"in/d.parquet": parqueted(t, 2, textTable(t, "P")), "in/e.gz": gzipped(t, "E"), "other.txt": "no", "in/": "",
	} {
		s.Put(key, text)
	}
	name := func(lines ...string) []string {
		for i := range lines {
			lines[i] = "s3://news/in/" + lines[i]
		}
		return lines
	}
	whole := name("a/a.jsonl#1 A", "a/z.txt Z", "a-b.txt AB", "b.txt B", "c.zip/x X", "d.parquet#1 P", "e.gz E")
	for _, prefix := range []string{"in", "in/"} {
		got := read(t, source.Options{Inputs: []string{s.URL(prefix)}})
		equal(t, got, whole)
		if !slices.IsSortedFunc(got, source.Compare) {
			t.Errorf("%q", got)
		}
	}
	equal(t, read(t, source.Options{Inputs: []string{s.URL("in/b.txt"), s.URL("in/a")}}), name("a/a.jsonl#1 A", "a/z.txt Z", "b.txt B"))
	equal(t, read(t, source.Options{Inputs: []string{s.URL("in/*.txt")}}), name("a-b.txt AB", "b.txt B"))
	equal(t, read(t, source.Options{Inputs: []string{s.URL("i*/[a]/*")}}), name("a/a.jsonl#1 A", "a/z.txt Z"))
	local := tree(t, map[string]string{"x.txt": "local"})
	if _, err := source.Open(source.Options{Inputs: []string{s.URL("in/b.txt"), local}, Limits: limit.Default()}); !errors.Is(err, source.ErrNoInput) {
		t.Error(err)
	}
	for _, missing := range []string{"none", "none/", "none*", "in/[b"} {
		_, err := source.Open(source.Options{Inputs: []string{s.URL(missing)}, Limits: limit.Default()})
		if missing == "none*" {
			if !errors.Is(err, source.ErrNothingToRead) {
				t.Errorf("%s: %v", missing, err)
			}
		} else if !errors.Is(err, source.ErrNoInput) {
			t.Errorf("%s: %v", missing, err)
		}
	}
	set, err := source.Open(source.Options{Inputs: []string{s.URL("in/")}, Limits: limit.Default()})
	if err != nil {
		t.Fatal(err)
	}
	for out, held := range map[string]bool{"in/out": true, "in": true, "": true, "out": false, "inner": false} {
		if set.Holds(s.URL(out)) != held {
			t.Errorf("%q", out)
		}
	}
}

func TestStoresThatFailEndTheRun(t *testing.T) {
	s := objecttest.New(t)
	for i := range 3 {
		s.Put(fmt.Sprintf("in/%d.txt", i), "words")
	}
	for n := 0; ; n++ {
		s.Fail(func(i int, _ *http.Request) objecttest.Failure {
			if i >= n {
				return objecttest.Before
			}
			return objecttest.None
		})
		var got []string
		set, err := source.Open(source.Options{Inputs: []string{s.URL("in/")}, Limits: limit.Default()})
		if err == nil {
			for item, itemErr := range set.Items(context.Background()) {
				if err = itemErr; err == nil {
					got = append(got, item.Source)
				}
			}
		}
		if s.Requests() <= n {
			if err != nil || len(got) != 3 {
				t.Errorf("without a failure: %v, %v", got, err)
			}
			return
		}
		if err == nil && len(got) != 3 {
			t.Errorf("request %d: %v, and no error", n, got)
		}
	}
}

// opened opens a set that remembers, reads it, and says what was in it.
func opened(t *testing.T, o source.Options, save bool) []string {
	t.Helper()
	o.Limits = limit.Default()
	set, err := source.Open(o)
	if err != nil {
		t.Fatal(err)
	}
	got := []string{}
	for item, err := range set.Items(context.Background()) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, string(item.Article.Text))
	}
	if !save {
		set.DropState()
	} else if err := set.SaveState(); err != nil {
		t.Fatal(err)
	}
	return got
}

func TestStateRemembersWhatWasRead(t *testing.T) {
	s := objecttest.New(t)
	s.Put("in/a.txt", "A")
	s.Put("in/b.txt", "B")
	folder := t.TempDir()
	o := source.Options{Inputs: []string{s.URL("in/")}, StateFile: filepath.Join(folder, "state")}
	equal(t, opened(t, o, false), []string{"A", "B"})
	equal(t, opened(t, o, true), []string{"A", "B"})
	equal(t, opened(t, o, true), []string{})
	s.Put("in/b.txt", "new B")
	s.Put("in/d.txt", "D")
	equal(t, opened(t, o, false), []string{"new B", "D"})
	equal(t, opened(t, o, true), []string{"new B", "D"})
	equal(t, opened(t, o, true), []string{})
	local := tree(t, map[string]string{"c.txt": "C"})
	o.Inputs = []string{local}
	equal(t, opened(t, o, true), []string{"C"})
	if err := os.WriteFile(filepath.Join(local, "c.txt"), []byte("new C"), 0o666); err != nil {
		t.Fatal(err)
	}
	equal(t, opened(t, o, true), []string{"new C"})
	left, err := os.ReadDir(folder)
	if err != nil || len(left) != 1 {
		t.Errorf("%v, %v", left, err)
	}
	raw, err := os.ReadFile(o.StateFile)
	if err != nil || strings.Count(string(raw), "\n") != 5 || strings.Contains(string(raw), "endpoint") {
		t.Errorf("%s, %v", raw, err)
	}
	for _, broken := range []string{"", "{}", "no state", string(raw[:len(raw)-9])} {
		if err := os.WriteFile(o.StateFile, []byte(broken), 0o666); err != nil {
			t.Fatal(err)
		}
		if _, err := source.Open(o); !errors.Is(err, source.ErrState) {
			t.Errorf("%q: %v", broken, err)
		}
	}
}

func TestOlderFilesArePassedOver(t *testing.T) {
	dir := tree(t, map[string]string{"a.txt": "A", "b.txt": "B"})
	old := time.Now().Add(-48 * time.Hour)
	if err := os.Chtimes(filepath.Join(dir, "a.txt"), old, old); err != nil {
		t.Fatal(err)
	}
	equal(t, opened(t, source.Options{Inputs: []string{dir}, Since: time.Now().Add(-24 * time.Hour)}, false), []string{"B"})
	equal(t, opened(t, source.Options{Inputs: []string{dir}, Since: old}, false), []string{"B"})
	equal(t, opened(t, source.Options{Inputs: []string{dir}, Since: old.Add(-time.Second)}, false), []string{"A", "B"})
	equal(t, opened(t, source.Options{Inputs: []string{dir}, Since: time.Now().Add(time.Hour)}, false), []string{})
}

func TestListsOfInputs(t *testing.T) {
	limits := limit.Default()
	limits.ListedInputs, limits.FieldBytes = 3, 10
	for text, want := range map[string]string{
		"a\n\n# no\n  b c \r\ns3://x\n": "a|b c|s3://x", "\ufeffa": "a", "a\nb\nc\nd": "no input", "# none\n": "nothing", "": "nothing",
		"a\x00b": "no input", "\xff": "no input", "123456789": "123456789", "1234567890": "1234567890", "12345678901": "no input",
	} {
		got, err := source.ReadList("list", strings.NewReader(text), limits)
		switch {
		case errors.Is(err, source.ErrNoInput):
			got = []string{"no input"}
		case errors.Is(err, source.ErrNothingToRead):
			got = []string{"nothing"}
		case err != nil:
			t.Error(err)
		}
		if strings.Join(got, "|") != want {
			t.Errorf("%q: %q", text, got)
		}
	}
}

// FuzzState: whatever is in a file of state, it is read or refused.
func FuzzState(f *testing.F) {
	f.Add([]byte("{\"quoth_state\":1}\n{\"name\":\"s3://b/k\",\"bytes\":1,\"modified\":\"2024-08-13T00:00:00Z\",\"tag\":\"x\"}\n"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		dir := tree(t, map[string]string{"a.txt": "A"})
		path := filepath.Join(t.TempDir(), "state")
		if err := os.WriteFile(path, raw, 0o666); err != nil {
			t.Fatal(err)
		}
		set, err := source.Open(source.Options{Inputs: []string{dir}, StateFile: path, Limits: limit.Default()})
		if err != nil && !errors.Is(err, source.ErrState) || err == nil && set.Files != 1 {
			t.Errorf("%v", err)
		}
	})
}
