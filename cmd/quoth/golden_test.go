package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"quoth/nlp/english"
	"quoth/pipeline"
	"quoth/pipeline/limit"
	"quoth/pipeline/source"
)

var update = flag.Bool("update", false, "write the golden tables again")

// TestGolden compares what quoth show prints of every article in testdata with
// testdata/golden, one file an article, read by eye whenever it changes.
func TestGolden(t *testing.T) {
	articles, golden := filepath.Join("..", "..", "testdata", "articles"), filepath.Join("..", "..", "testdata", "golden")
	annotators, err := english.New(english.Options{})
	if err != nil {
		t.Fatal(err)
	}
	set, err := source.Open(source.Options{Inputs: []string{articles}, Limits: limit.Default()})
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for item, err := range set.Items(context.Background()) {
		if err != nil || item.Fault != nil {
			t.Fatalf("%s: %v %v", item.Source, err, item.Fault)
		}
		d, _ := pipeline.NewDocument(&item.Article)
		if err := annotators.Annotate(context.Background(), d); err != nil {
			t.Fatalf("%s: %v", item.Source, err)
		}
		var got bytes.Buffer
		writeDocument(&got, d)
		name := goldenName(item)
		seen[name] = true
		compareGolden(t, filepath.Join(golden, name), got.Bytes())
	}
	files, err := os.ReadDir(golden)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if !seen[f.Name()] {
			t.Errorf("testdata/golden/%s belongs to no article", f.Name())
		}
	}
}

// goldenName is the article's file, or the record's id.
func goldenName(item source.Item) string {
	name := item.Article.ID
	if name == "" {
		name = strings.TrimSuffix(filepath.Base(item.Source), filepath.Ext(item.Source))
	}
	return name + ".txt"
}

func compareGolden(t *testing.T, path string, got []byte) {
	t.Helper()
	if *update {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Error(fmt.Errorf("%w; make golden writes it", err))
		return
	}
	if d := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(string(got), "\n")); d != "" {
		t.Errorf("%s (make golden writes it again):\n%s", path, d)
	}
}

// TestTablesPage sees that docs/tables.md is what the program declares.
func TestTablesPage(t *testing.T) {
	var got bytes.Buffer
	if status := execute([]string{"quoth", "schema", "--format", "markdown"}, nil, &got, &got); status != statusDone {
		t.Fatalf("exit status %d: %s", status, got.String())
	}
	want, err := os.ReadFile(filepath.Join("..", "..", "docs", "tables.md"))
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), got.String()); d != "" {
		t.Errorf("docs/tables.md (make docs writes it again):\n%s", d)
	}
}
