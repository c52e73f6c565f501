package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"
	"github.com/apache/arrow/go/v17/arrow/ipc"
	"github.com/apache/arrow/go/v17/arrow/memory"

	"quoth/pipeline/limit"
	"quoth/pipeline/source"
	"quoth/pipeline/table"
)

// articleStream writes our articles as a stream, two a batch.
func articleStream(t *testing.T, inputs string) []byte {
	t.Helper()
	set, err := source.Open(source.Options{Inputs: []string{inputs}, Limits: limit.Default()})
	if err != nil {
		t.Fatal(err)
	}
	names := []string{"published_at", "body", "source", "id", "title", "author", "publisher", "url"}
	var fields []arrow.Field
	for _, n := range names {
		fields = append(fields, arrow.Field{Name: n, Type: arrow.BinaryTypes.String, Nullable: true})
	}
	b := array.NewRecordBuilder(memory.DefaultAllocator, arrow.NewSchema(fields, nil))
	for item, err := range set.Items(context.Background()) {
		if err != nil || item.Fault != nil {
			t.Fatalf("%s: %v %v", item.Source, err, item.Fault)
		}
		a := item.Article
		published := ""
		if !a.Published.IsZero() {
			published = a.Published.Format("2006-01-02T15:04:05Z")
		}
		for i, v := range []string{published, string(a.Text), item.Source, a.ID, a.Title, a.Author, a.Publisher, a.URL} {
			if v == "" {
				b.Field(i).AppendNull()
			} else {
				b.Field(i).(*array.StringBuilder).Append(v)
			}
		}
	}
	all := b.NewRecord()
	var out bytes.Buffer
	w := ipc.NewWriter(&out, ipc.WithSchema(all.Schema()))
	for at := int64(0); at < all.NumRows(); at += 2 {
		if err := w.Write(all.NewSlice(at, min(at+2, all.NumRows()))); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// jsonRows gives the rows of records as JSON lines, without one column.
func jsonRows(t *testing.T, records []arrow.Record, without string) []string {
	t.Helper()
	var lines []string
	for _, r := range records {
		fields, columns := r.Schema().Fields(), slices.Clone(r.Columns())
		if i := slices.IndexFunc(fields, func(f arrow.Field) bool { return f.Name == without }); i >= 0 {
			fields, columns = slices.Delete(fields, i, i+1), slices.Delete(columns, i, i+1)
		}
		var b bytes.Buffer
		if err := array.RecordToJSON(array.NewRecord(arrow.NewSchema(fields, nil), columns, r.NumRows()), &b); err != nil {
			t.Fatal(err)
		}
		lines = append(lines, strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n")...)
	}
	return lines
}

// tableRows reads a table of a run in Arrow files.
func tableRows(t *testing.T, run, name string) []arrow.Record {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(run, name, "part-*.arrow"))
	if err != nil || len(files) != 1 {
		t.Fatalf("%v %v", files, err)
	}
	file, err := os.ReadFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	r, err := ipc.NewFileReader(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	var records []arrow.Record
	for i := range r.NumRecords() {
		record, err := r.RecordAt(i)
		if err != nil {
			t.Fatal(err)
		}
		records = append(records, record)
	}
	return records
}

// The rows of every table are those of a run, in its order, but duplicate_of.
func TestFilterGivesTheRowsOfARun(t *testing.T) {
	articles, out := filepath.Join("..", "..", "testdata", "articles"), filepath.Join(t.TempDir(), "out")
	var said bytes.Buffer
	if status := execute([]string{"quoth", "run", articles, "--out", out, "--format", "arrow", "--tables", "all", "--quiet"}, nil, &said, &said); status != statusDone {
		t.Fatalf("exit status %d: %s", status, said.String())
	}
	in := articleStream(t, articles)
	for _, name := range table.Names() {
		var got bytes.Buffer
		if status := execute([]string{"quoth", "filter", "--field", "text=body", "--table", name, "--quiet"}, bytes.NewReader(in), &got, &said); status != statusDone {
			t.Fatalf("%s: exit status %d: %s", name, status, said.String())
		}
		r, err := ipc.NewReader(&got)
		if err != nil {
			t.Fatal(err)
		}
		var records []arrow.Record
		for r.Next() {
			r.Record().Retain()
			records = append(records, r.Record())
		}
		if got, want := jsonRows(t, records, "duplicate_of"), jsonRows(t, tableRows(t, out, name), "duplicate_of"); !slices.Equal(got, want) {
			t.Errorf("%s: %d rows of the filter differ from %d of the run", name, len(got), len(want))
		}
	}
}

func TestFilterExitStatuses(t *testing.T) {
	in := articleStream(t, filepath.Join("..", "..", "testdata", "articles", "abbey-guillemets-religion.txt"))
	for name, c := range map[string]struct {
		in     []byte
		args   string
		status int
		says   string
	}{
		"done":          {in, "--field text=body", statusDone, "1 article"},
		"quiet":         {in, "--field text=body --nested --quiet", statusDone, ""},
		"set aside":     {in, "--field text=body --table quotes --language fr", statusQuarantined, "wrong_language"},
		"in the stream": {in, "--field text=body --language fr", statusDone, "1 set aside"},
		"cut off":       {in[:len(in)-9], "--field text=body", statusFailed, "cut off"},
		"nothing":       {nil, "", statusFailed, "cut off"},
		"no column":     {in, "", statusUsage, "body"},
		"two ways":      {in, "--table quotes --nested", statusUsage, "not both"},
		"argument":      {in, "articles", statusUsage, "standard input"},
		"no such table": {in, "--field text=body --table words", statusUsage, "words"},
	} {
		var out, said bytes.Buffer
		status := execute(append([]string{"quoth", "filter"}, strings.Fields(c.args)...), bytes.NewReader(c.in), &out, &said)
		if status != c.status || !strings.Contains(said.String(), c.says) || c.says == "" && said.Len() > 0 {
			t.Errorf("%s: exit status %d: %s", name, status, said.String())
		}
	}
}
