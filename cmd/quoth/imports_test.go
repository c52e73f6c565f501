package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// directions says what a folder must not import, and why: the data run one
// way, from sources to sinks, and each step knows the one before it alone.
var directions = []struct{ folder, pattern, reason string }{
	{"nlp", "quoth/pipeline", "nlp knows no files and no tables"},
	{"nlp", "quoth/cmd", "nlp knows no flags"},
	{"nlp", "github.com/apache/arrow", "nlp knows no tables"},
	{"nlp", "github.com/urfave/cli", "nlp knows no flags"},
	{"pipeline", "quoth/cmd", "the batch knows no flags"},
	{"pipeline", "quoth/nlp/english", "the batch is given its annotators"},
	{"pipeline", "github.com/urfave/cli", "the batch knows no flags"},
	{"models", "quoth/", "weights know nobody"},
}

// shared are the packages under nlp that every layer may use; those that learn
// from gold records read them as the scorer does.
var shared = []string{"quoth/nlp/lexicon", "quoth/nlp/modelfile", "quoth/nlp/clean", "quoth/nlp/evaluation", "quoth/nlp/encoder"}

func TestImportsRunOneWay(t *testing.T) {
	root := filepath.Join("..", "..")
	err := filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if e.IsDir() && strings.HasPrefix(e.Name(), ".") && path != root && e.Name() != ".." {
			return filepath.SkipDir
		}
		if filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		folder := filepath.ToSlash(strings.TrimPrefix(filepath.Dir(path), root+string(filepath.Separator)))
		for _, spec := range file.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			checkImport(t, folder, path, imported)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func checkImport(t *testing.T, folder, path, imported string) {
	t.Helper()
	for _, d := range directions {
		if (folder == d.folder || strings.HasPrefix(folder, d.folder+"/")) && strings.HasPrefix(imported, d.pattern) {
			t.Errorf("%s imports %s: %s", path, imported, d.reason)
		}
	}
	layer, isLayer := strings.CutPrefix(folder, "nlp/")
	if !isLayer || layer == "english" || !strings.HasPrefix(imported, "quoth/nlp/") {
		return
	}
	for _, s := range shared {
		if imported == s || strings.HasPrefix(imported, s+"/") {
			return
		}
	}
	if !strings.HasPrefix(imported, "quoth/"+folder) {
		t.Errorf("%s imports %s: layers know each other through the document alone", path, imported)
	}
}
