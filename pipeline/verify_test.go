package pipeline_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"quoth/pipeline"
	"quoth/pipeline/sink"
	"quoth/pipeline/table"
	"quoth/pipeline/verify"
)

// problems verifies an output.
func problems(t *testing.T, dir string) (verify.Result, []string) {
	t.Helper()
	var found []string
	result, err := verify.Check(context.Background(), dir, func(p verify.Problem) { found = append(found, p.String()) })
	if err != nil {
		t.Fatal(err)
	}
	return result, found
}

func TestEveryOutputVerifies(t *testing.T) {
	in := articles(t)
	for _, format := range sink.Formats() {
		o := options(t, in, t.TempDir())
		o.Format, o.Tables = format, table.Names()
		s := run(t, o)
		result, found := problems(t, o.Out)
		if len(found) > 0 || result.Rows < s.Articles || result.Spans == 0 || result.Files != 10 {
			t.Errorf("%s: %+v %v", format, result, found)
		}
		o.NoText, o.Tables, o.Out = true, []string{"quotes"}, t.TempDir()
		run(t, o)
		if _, found := problems(t, o.Out); len(found) > 0 {
			t.Errorf("%s without text: %v", format, found)
		}
	}
}

func TestDamageIsFound(t *testing.T) {
	in := articles(t)
	for name, c := range map[string]struct {
		harm func(path string) error
		want string
	}{
		"cut":     {func(p string) error { return os.Truncate(p, 10) }, "bytes"},
		"gone":    {os.Remove, "no such file"},
		"changed": {func(p string) error { return edit(p, "Number 5 ", "Number 6 ") }, "another hash"},
		"extra": {func(p string) error {
			return os.WriteFile(filepath.Join(filepath.Dir(p), "part-00009.jsonl"), nil, 0o666)
		}, "doesn't know"},
	} {
		o := options(t, in, t.TempDir())
		o.Format = sink.JSONL
		run(t, o)
		if err := c.harm(filepath.Join(o.Out, "quotes", "part-00000.jsonl")); err != nil {
			t.Fatal(err)
		}
		if _, found := problems(t, o.Out); !strings.Contains(strings.Join(found, "\n"), c.want) {
			t.Errorf("%s: %v", name, found)
		}
	}
	if _, err := verify.Check(context.Background(), in, nil); !errors.Is(err, verify.ErrNoRun) {
		t.Errorf("%v", err)
	}
}

func TestWrongRowsAreFound(t *testing.T) {
	in := articles(t)
	for _, c := range []struct{ table, from, to, want string }{
		{"quotes", `"Number 5 it is."`, `"Number 6 it is."`, "text[17:32] is not text"},
		{"quotes", `"doc_id":"n5"`, `"doc_id":"n555"`, "no row of documents"},
		{"quotes", `"quote":0`, `"quote":1`, "quote is 1, not 0"},
		{"quotes", `"speaker_role":null`, `"speaker_role":""`, "empty, not null"},
		{"quotes", `"rule":"verb"`, `"rule":null`, "rule is null"},
		{"quotes", `"speaker_entity":1`, `"speaker_entity":70`, "no row of entities"},
		{"quotes", `[{"start":17`, `[{"start":16`, "outside the quote"},
		{"documents", `"doc_id":"n5"`, `"doc_id":"n4"`, "two articles"},
		{"documents", `"quotes":1`, `"quotes":2`, "there are 1 rows"},
		{"documents", `"duplicate_of":null`, `"duplicate_of":"n9999"`, "no earlier article"},
	} {
		o := options(t, in, t.TempDir())
		o.Format = sink.JSONL
		run(t, o)
		forge(t, o.Out, c.table, c.from, c.to)
		if _, found := problems(t, o.Out); !strings.Contains(strings.Join(found, "\n"), c.want) {
			t.Errorf("%s to %s: %v", c.from, c.to, found)
		}
	}
}

func edit(path, from, to string) error {
	words, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	if !bytes.Contains(words, []byte(from)) {
		return errors.New("nothing to edit: " + from)
	}
	return os.WriteFile(path, bytes.Replace(words, []byte(from), []byte(to), 1), 0o666)
}

// forge changes a row and makes the manifest agree with the file.
func forge(t *testing.T, out, name, from, to string) {
	t.Helper()
	path := filepath.Join(out, name, "part-00000.jsonl")
	err := edit(path, from, to)
	var m pipeline.Manifest
	manifest := filepath.Join(out, "run.json")
	words, readErr := os.ReadFile(manifest)
	if err := errors.Join(err, readErr, json.Unmarshal(words, &m)); err != nil {
		t.Fatal(err)
	}
	changed, err := os.ReadFile(path)
	for i := range m.Tables {
		if m.Tables[i].Name == name {
			h := sha256.Sum256(changed)
			m.Tables[i].Parts[0].Bytes, m.Tables[i].Parts[0].SHA256 = int64(len(changed)), hex.EncodeToString(h[:])
		}
	}
	words, marshalErr := json.Marshal(m)
	if err := errors.Join(err, marshalErr, os.WriteFile(manifest, words, 0o666)); err != nil {
		t.Fatal(err)
	}
}
