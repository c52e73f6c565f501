package source_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"quoth/pipeline/limit"
	"quoth/pipeline/source"
)

func TestCompareIsTheOrderOfReading(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"a/10.txt", "a/9.txt", "a/z.txt", "a.txt", "a-b.txt", "b/c/d.txt", "b/e.txt", "B.txt", "c.jsonl"} {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		text := "Words."
		if name == "c.jsonl" {
			text = ""
			for range 12 {
				text += `{"text":"Words."}` + "\n"
			}
		}
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	read := func(inputs ...string) (names []string) {
		set, err := source.Open(source.Options{Inputs: inputs, Limits: limit.Default()})
		if err != nil {
			t.Fatal(err)
		}
		for item, err := range set.Items(context.Background()) {
			if err != nil {
				t.Fatal(err)
			}
			names = append(names, item.Source)
		}
		return names
	}
	all := read(dir)
	if len(all) != 20 || !slices.IsSortedFunc(all, source.Compare) {
		t.Errorf("%q", all)
	}
	inputs := []string{filepath.Join(dir, "c.jsonl"), filepath.Join(dir, "b"), filepath.Join(dir, "a.txt"), filepath.Join(dir, "a")}
	first := read(inputs...)
	slices.Reverse(inputs)
	if again := read(inputs...); !slices.Equal(first, again) || !slices.IsSortedFunc(first, source.Compare) {
		t.Errorf("%q\n%q", first, again)
	}
}

func TestCompareIsAnOrder(t *testing.T) {
	name := rapid.StringMatching(`[ab/#1-3]{0,7}`)
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := name.Draw(t, "a"), name.Draw(t, "b"), name.Draw(t, "c")
		if source.Compare(a, b) != -source.Compare(b, a) || (source.Compare(a, b) == 0) != (a == b) {
			t.Errorf("%q and %q", a, b)
		}
		if source.Compare(a, b) <= 0 && source.Compare(b, c) <= 0 && source.Compare(a, c) > 0 {
			t.Errorf("%q, %q, %q", a, b, c)
		}
		if source.Compare(a, a+"#1") >= 0 || source.Compare(a+"#2", a+"#10") >= 0 && a == "" {
			t.Errorf("%q", a)
		}
	})
}

func TestBelongsTo(t *testing.T) {
	for _, c := range []struct {
		source, file string
		want         bool
	}{{"a", "a", true}, {"a#1", "a", true}, {"a/b", "a", true}, {"ab", "a", false}, {"a", "a#1", false}} {
		if got := source.BelongsTo(c.source, c.file); got != c.want {
			t.Errorf("%q in %q: %v", c.source, c.file, got)
		}
	}
}
