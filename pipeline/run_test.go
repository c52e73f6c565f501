package pipeline_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"quoth/pipeline"
	"quoth/pipeline/limit"
	"quoth/pipeline/sink"
	"quoth/pipeline/source"
	"quoth/pipeline/table"
)

// articles writes a folder of inputs of every kind, good and bad.
func articles(t testing.TB) string {
	t.Helper()
	dir := t.TempDir()
	write := func(name, text string) {
		path := filepath.Join(dir, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o777), os.WriteFile(path, []byte(text), 0o666)); err != nil {
			t.Fatal(err)
		}
	}
	write("a.txt", "Müller said: “We are glad, Zoë 🙂 and I.”\n\nThe end\n")
	write("b/c.txt", "Smith said: “=1+1 is, two”\r\nand “no”")
	write("b/empty.txt", "")
	write("b/zeros.bin", strings.Repeat("\x00\x01", 100))
	var lines strings.Builder
	for i := range 200 {
		fmt.Fprintf(&lines, `{"id": "n%d", "title": "Title %d", "text": "Jones told Ada: “Number %d it is.” 🙂\nIt\u0000 rained.", "published_at": "2024-08-13T01:02:03.5Z"}`+"\n", i, i, i)
	}
	write("d.jsonl", lines.String()+"\n"+strings.Join([]string{
		`{"id": "x", "text": `, `[1]`, `{"id": "y"}`, `{"id": "z", "text": " \n "}`, `{"id": "n3", "text": "Other words"}`,
		`{"id": "f", "text": "FAIL now"}`, `{"id": "p", "text": "PANIC now"}`, `{"text": "Bonjour Zoë"}`, `{"text": "Bonjour Zoë"}`,
	}, "\n"))
	return dir
}

func options(t testing.TB, in, out string) pipeline.Options {
	return pipeline.Options{Inputs: []string{in}, Out: out, Annotate: annotators(t), Version: "1.2.3", Workers: 2}
}

func run(t testing.TB, o pipeline.Options) pipeline.Summary {
	t.Helper()
	s, err := pipeline.Run(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestRunCountsEverything(t *testing.T) {
	out := filepath.Join(t.TempDir(), "deep", "out")
	s := run(t, options(t, articles(t), out))
	if s.Articles != 203 || s.Files != 5 || s.Skipped[pipeline.SkippedRepeated] != 1 {
		t.Errorf("articles, files, repeated: %d, %d, %d", s.Articles, s.Files, s.Skipped[pipeline.SkippedRepeated])
	}
	want := map[source.Code]int64{
		source.Empty: 1, source.Binary: 1, source.InvalidJSON: 1, source.NotAnObject: 1, source.NoText: 1, source.EmptyText: 1,
		source.DuplicateID: 1, source.Failed: 1, source.Panicked: 1,
	}
	for code, n := range want {
		if s.Quarantined[string(code)] != n {
			t.Errorf("%s: %d, want %d", code, s.Quarantined[string(code)], n)
		}
	}
	if s.SetAside() != 9 || s.Rows[table.Quarantine] != 9 || s.Rows[table.Documents] != 203 || s.Quotes != 203 {
		t.Errorf("rows: %+v", s)
	}
	if s.Repairs["controls"] == 0 {
		t.Errorf("repairs: %v", s.Repairs)
	}
}

func TestOutputHasTheLayoutPromised(t *testing.T) {
	out := t.TempDir()
	o := options(t, articles(t), out)
	o.Tables = table.Names()
	run(t, o)
	names := files(t, out)
	for _, table := range table.Names() {
		if _, ok := names[table+"/part-00000.parquet"]; !ok {
			t.Errorf("no %s", table)
		}
	}
	for _, name := range []string{"run.json", "_SUCCESS", "_inputs.jsonl", "_index", "datapackage.json", "croissant.json"} {
		if _, ok := names[name]; !ok {
			t.Errorf("no %s", name)
		}
	}
	if len(names) != len(table.Names())+6 {
		t.Errorf("files left over: %v", names)
	}
	var m pipeline.Manifest
	words, err := os.ReadFile(filepath.Join(out, "run.json"))
	if err != nil || json.Unmarshal(words, &m) != nil {
		t.Fatal(err, string(words))
	}
	for _, one := range m.Tables {
		for _, p := range one.Parts {
			if names[p.Path] != p.SHA256 {
				t.Errorf("%s has another hash than its manifest", p.Path)
			}
		}
	}
}

// files gives the hash of every file below a folder.
func files(t testing.TB, dir string) map[string]string {
	t.Helper()
	found := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		words, err := os.ReadFile(path)
		name, _ := filepath.Rel(dir, path)
		h := sha256.Sum256(words)
		found[filepath.ToSlash(name)] = hex.EncodeToString(h[:])
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// data is what files gives, without the manifest, which tells the time.
func data(t testing.TB, dir string) map[string]string {
	found := files(t, dir)
	delete(found, "run.json")
	return found
}

func TestSameBytesForAnyNumberOfWorkers(t *testing.T) {
	in := articles(t)
	for _, format := range sink.Formats() {
		var first map[string]string
		for _, workers := range []int{1, 4, 16} {
			old := runtime.GOMAXPROCS(1 + workers%3)
			o := options(t, in, t.TempDir())
			o.Workers, o.Format, o.Tables = workers, format, table.Names()
			o.Limits = limit.Default()
			o.Limits.BatchBytes, o.Limits.RowGroupBytes, o.Limits.PartBytes = 5000, 12000, 30000
			run(t, o)
			runtime.GOMAXPROCS(old)
			now := data(t, o.Out)
			if first == nil {
				first = now
				if len(first) < 15 {
					t.Errorf("%s: parts did not roll: %v", format, first)
				}
			}
			if fmt.Sprint(now) != fmt.Sprint(first) {
				t.Errorf("%s: %d workers give other bytes", format, workers)
			}
		}
	}
}

func TestSameBytesForInputsInAnyOrder(t *testing.T) {
	in := articles(t)
	names := []string{"a.txt", "b", "d.jsonl"}
	var first map[string]string
	for range 2 {
		o := options(t, in, t.TempDir())
		o.Inputs = nil
		for _, name := range names {
			o.Inputs = append(o.Inputs, filepath.Join(in, name))
		}
		run(t, o)
		if first == nil {
			first = data(t, o.Out)
		} else if now := data(t, o.Out); fmt.Sprint(now) != fmt.Sprint(first) {
			t.Errorf("other bytes\n%v\n%v", first, now)
		}
		slices.Reverse(names)
	}
}

func TestSameRunAgainDoesNothing(t *testing.T) {
	in, out := articles(t), t.TempDir()
	first := run(t, options(t, in, out))
	before := files(t, out)
	again := run(t, options(t, in, out))
	if !again.AlreadyDone || again.Articles != first.Articles || fmt.Sprint(files(t, out)) != fmt.Sprint(before) {
		t.Error("the same run did something")
	}
}

func TestAnotherRunIsRefusedAndSaysWhy(t *testing.T) {
	in, out := articles(t), t.TempDir()
	run(t, options(t, in, out))
	before := files(t, out)
	for want, change := range map[string]func(*pipeline.Options){
		"version":    func(o *pipeline.Options) { o.Version = "2" },
		"no_text":    func(o *pipeline.Options) { o.NoText = true },
		"b/new.txt":  func(*pipeline.Options) { os.WriteFile(filepath.Join(in, "b/new.txt"), []byte("New"), 0o666) },
		"a.txt":      func(*pipeline.Options) { os.WriteFile(filepath.Join(in, "a.txt"), []byte("Other"), 0o666) },
		"tables":     func(o *pipeline.Options) { o.Tables = []string{"quotes"} },
		"choices":    func(o *pipeline.Options) { o.Choices = map[string]string{"cues": "1f"} },
		"annotators": func(o *pipeline.Options) { o.Annotate = twoAnnotators(t) },
	} {
		o := options(t, in, out)
		change(&o)
		_, err := pipeline.Run(context.Background(), o)
		if !errors.Is(err, pipeline.ErrOutputExists) || !strings.Contains(err.Error(), want) && want != "b/new.txt" {
			t.Errorf("%s: %v", want, err)
		}
	}
	if fmt.Sprint(files(t, out)) != fmt.Sprint(before) {
		t.Error("a refused run changed the output")
	}
}

func TestOverwriteReplacesAll(t *testing.T) {
	in, out := articles(t), filepath.Join(t.TempDir(), "out")
	o := options(t, in, out)
	o.Tables = table.Names()
	run(t, o)
	o.Tables, o.Overwrite, o.Format = nil, true, sink.JSONL
	run(t, o)
	names := files(t, out)
	if names["quotes/part-00000.jsonl"] == "" || names["tokens/part-00000.parquet"] != "" || names["_SUCCESS"] == "" {
		t.Errorf("%v", names)
	}
	if left, _ := os.ReadDir(filepath.Dir(out)); len(left) != 1 {
		t.Errorf("left beside the output: %v", left)
	}
}
