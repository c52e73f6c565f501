package filter_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/ipc"
	"pgregory.net/rapid"

	"quoth/pipeline/filter"
	"quoth/pipeline/limit"
	"quoth/pipeline/source"
	"quoth/pipeline/table"
)

const (
	twoTexts = `["The mayor spoke.\n“We agree.”", "It rained.\n“Stay home,” she said.\nNobody did."]`
	textJSON = `["One line.\n“Two.”"]`
)

func TestColumnsOfAnyOrderAndType(t *testing.T) {
	utf8 := arrow.BinaryTypes.String
	want, _ := run(t, stream(t, batch("id", column(t, utf8, `["7", "8"]`), "text", column(t, utf8, twoTexts))), filter.Options{})
	for name, in := range map[string]arrow.Record{
		"order":       batch("text", column(t, utf8, twoTexts), "id", column(t, utf8, `["7", "8"]`)),
		"large":       batch("text", column(t, arrow.BinaryTypes.LargeString, twoTexts), "id", column(t, utf8, `["7", "8"]`)),
		"views":       batch("text", column(t, arrow.BinaryTypes.StringView, twoTexts), "id", column(t, utf8, `["7", "8"]`)),
		"numbers":     batch("text", column(t, utf8, twoTexts), "id", column(t, arrow.PrimitiveTypes.Int64, `[7, 8]`)),
		"dictionary":  batch("text", column(t, &arrow.DictionaryType{IndexType: arrow.PrimitiveTypes.Int8, ValueType: utf8}, twoTexts), "id", column(t, utf8, `["7", "8"]`)),
		"one in list": batch("text", column(t, arrow.ListOf(utf8), strings.NewReplacer("[", "[[", `", "`, `"], ["`, "]", "]]").Replace(twoTexts)), "id", column(t, utf8, `["7", "8"]`)),
	} {
		if got, _ := run(t, stream(t, in), filter.Options{}); !slices.Equal(rows(t, got), rows(t, want)) {
			t.Errorf("%s:\n%v\nwant\n%v", name, rows(t, got), rows(t, want))
		}
	}
}

func TestFieldsOfOtherNames(t *testing.T) {
	inner := arrow.StructOf(arrow.Field{Name: "body", Type: arrow.BinaryTypes.String, Nullable: true})
	in := stream(t, batch(
		"content", column(t, inner, `[{"body": "One line."}, {"body": null}, null]`),
		"file", column(t, arrow.BinaryTypes.String, `["a.txt", null, "c.txt"]`),
		"key.dots", column(t, arrow.BinaryTypes.String, `["x", null, "z"]`)))
	o := filter.Options{Fields: map[string]string{"text": "content.body", "source": "file", "id": "key.dots"}, Table: table.Documents}
	got, s := run(t, in, o)
	if lines := rows(t, got); len(lines) != 1 || !strings.Contains(lines[0], `"doc_id":"x"`) || !strings.Contains(lines[0], `"source":"a.txt"`) {
		t.Errorf("%v", lines)
	}
	if s.Articles != 1 || s.Quarantined != 2 {
		t.Errorf("%+v", s)
	}
	o.Table = table.Quarantine
	got, _ = run(t, in, o)
	if lines := rows(t, got); len(lines) != 2 || !strings.Contains(lines[0], `"source":"-#2"`) || !strings.Contains(lines[1], `"source":"c.txt"`) {
		t.Errorf("%v", lines)
	}
}

func TestDates(t *testing.T) {
	const want = `"published_at":"2024-05-06 07:08:09Z"`
	for name, c := range map[string]struct {
		kind  arrow.DataType
		value string
	}{
		"words":        {arrow.BinaryTypes.String, `["2024-05-06T09:08:09+02:00"]`},
		"seconds":      {arrow.PrimitiveTypes.Int64, `[1714979289]`},
		"milliseconds": {arrow.PrimitiveTypes.Float64, `[1714979289000]`},
		"time":         {&arrow.TimestampType{Unit: arrow.Nanosecond}, `["2024-05-06 07:08:09"]`},
		"zoned time":   {&arrow.TimestampType{Unit: arrow.Second, TimeZone: "America/New_York"}, `["2024-05-06 07:08:09"]`},
		"dictionary":   {&arrow.DictionaryType{IndexType: arrow.PrimitiveTypes.Int32, ValueType: arrow.BinaryTypes.String}, `["2024-05-06 07:08:09"]`},
	} {
		got, _ := run(t, stream(t, batch("published_at", column(t, c.kind, c.value), "text", column(t, arrow.BinaryTypes.String, textJSON))), filter.Options{Table: table.Documents})
		if line := rows(t, got)[0]; !strings.Contains(line, want) {
			t.Errorf("%s: %s", name, line)
		}
	}
}

func TestWhatCannotBeAnnotatedIsSetAside(t *testing.T) {
	limits := limit.Default()
	limits.ArticleBytes, limits.FieldBytes, limits.ArticleTime = 1000, 100, time.Hour
	long := strings.Repeat("a", 1001)
	in := stream(t, batch(
		"text", column(t, arrow.BinaryTypes.String, fmt.Sprintf(`["Good.", null, " \n", %q, "FAIL", "PANIC", "WAIT", "Bonjour.", "Long title.", "Good."]`, long)),
		"title", column(t, arrow.BinaryTypes.String, fmt.Sprintf(`["A", null, null, null, null, null, null, null, %q, "B"]`, long[:101]))))
	var got []byte
	var s filter.Summary
	synctest.Test(t, func(t *testing.T) { // where the clock moves only when everybody waits
		got, s = run(t, in, filter.Options{Limits: limits, Language: "en"})
	})
	var codes []string
	for _, line := range rows(t, got) {
		var row struct {
			Document   map[string]any
			Sentences  []any
			Quarantine struct{ Code string }
		}
		if err := json.Unmarshal([]byte(line), &row); err != nil {
			t.Fatal(err)
		}
		if (row.Document == nil) != (row.Quarantine.Code != "") || (row.Document == nil) != (row.Sentences == nil) {
			t.Errorf("neither or both: %s", line)
		}
		codes = append(codes, row.Quarantine.Code)
	}
	want := "[ no_text empty_text too_large failed panicked timed_out wrong_language field_too_large ]"
	if fmt.Sprint(codes) != want || s.Articles != 2 || s.Quarantined != 8 {
		t.Errorf("%v %+v, want %s", codes, s, want)
	}
}

// The rows of a nested output are the rows of the tables, and neither depends
// on how the input is cut into batches, nor their bytes on the workers.
func TestNestedHoldsTheTables(t *testing.T) {
	line := rapid.SampledFrom([]string{"The mayor spoke.", "“We agree,” he said.", "Ça va ?", "", "FAIL", "Bonjour.", " "})
	rapid.Check(t, func(r *rapid.T) {
		words := rapid.SliceOfN(rapid.Custom(func(r *rapid.T) string { return strings.Join(rapid.SliceOfN(line, 0, 4).Draw(r, "lines"), "\n") }), 1, 12).Draw(r, "texts")
		whole := texts(t, words...)
		size := rapid.Int64Range(1, 12).Draw(r, "batch")
		var cut []arrow.Record
		for at := int64(0); at < whole.NumRows(); at += size {
			cut = append(cut, whole.NewSlice(at, min(at+size, whole.NumRows())))
		}
		limits := limit.Default()
		limits.BatchBytes = rapid.Int64Range(1, 2000).Draw(r, "bytes")
		nested, _ := run(t, stream(t, cut...), filter.Options{Workers: 1, Limits: limits})
		if again, _ := run(t, stream(t, cut...), filter.Options{Workers: 4, Limits: limits}); !bytes.Equal(again, nested) {
			r.Fatal("other bytes for other workers")
		}
		for _, name := range []string{table.Documents, table.Sentences, table.Quotes, table.Topics, table.Quarantine} {
			alone, _ := run(t, stream(t, whole), filter.Options{Table: name})
			if got, want := exploded(t, rows(t, nested), name), sorted(t, rows(t, alone)); !slices.Equal(got, want) {
				r.Fatalf("%s:\n%v\nwant\n%v", name, got, want)
			}
		}
	})
}

// exploded gives the rows that nested rows hold of a table, with doc_id, as
// JSON with sorted keys.
func exploded(t testing.TB, lines []string, name string) []string {
	var out []string
	for _, line := range lines {
		var row map[string]any
		if err := json.Unmarshal([]byte(line), &row); err != nil {
			t.Fatal(err)
		}
		column := name
		if name == table.Documents {
			column = "document"
		}
		inner, isList := row[column].([]any)
		if !isList && row[column] != nil {
			inner = []any{row[column]}
		}
		for _, one := range inner {
			one := one.(map[string]any)
			one["doc_id"] = row["doc_id"]
			out = append(out, canonical(t, one))
		}
	}
	return out
}

func sorted(t testing.TB, lines []string) []string {
	var out []string
	for _, line := range lines {
		var row map[string]any
		if err := json.Unmarshal([]byte(line), &row); err != nil {
			t.Fatal(err)
		}
		out = append(out, canonical(t, row))
	}
	return out
}

func canonical(t testing.TB, row map[string]any) string {
	b, err := json.Marshal(row)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestOutputBatchesAreBounded(t *testing.T) {
	words := make([]string, 200)
	for i := range words {
		words[i] = fmt.Sprintf("Line %d.\n“Two.”", i)
	}
	limits := limit.Default()
	limits.BatchBytes = 10_000
	few, _ := run(t, stream(t, texts(t, words...)), filter.Options{})
	many, _ := run(t, stream(t, texts(t, words...)), filter.Options{Limits: limits})
	if batches(t, few) != 1 || batches(t, many) < 5 || !slices.Equal(rows(t, few), rows(t, many)) {
		t.Errorf("%d and %d batches", batches(t, few), batches(t, many))
	}
}

func TestKeptColumns(t *testing.T) {
	dictionary := &arrow.DictionaryType{IndexType: arrow.PrimitiveTypes.Int8, ValueType: arrow.BinaryTypes.String}
	in := batch(
		"n", column(t, arrow.PrimitiveTypes.Int16, `[1, null, 3, 4]`), "text", column(t, arrow.BinaryTypes.String, `["A.\nB.\nC.\nD.", " ", "A.", "A.\nB."]`),
		"tags", column(t, arrow.ListOf(arrow.BinaryTypes.String), `[["x"], null, [], ["y", "z"]]`), "desk", column(t, dictionary, `["home", "world", null, "home"]`))
	for _, c := range []struct {
		o       filter.Options
		columns string // that follow ours
		rows    string // of the kept columns
	}{
		{filter.Options{}, "n tags desk", `[1 home] [<nil> world] [3 <nil>] [4 home]`},
		{filter.Options{Table: table.Documents}, "n tags desk", `[1 home] [3 <nil>] [4 home]`},
		{filter.Options{Table: table.Quarantine}, "n tags desk", `[<nil> world]`},
		{filter.Options{Table: table.Sentences}, "", `[<nil> <nil>] [<nil> <nil>] [<nil> <nil>] [<nil> <nil>] [<nil> <nil>] [<nil> <nil>] [<nil> <nil>]`},
		{filter.Options{Table: table.Quotes, Keep: []string{"desk", "n"}}, "desk n", `[1 home] [1 home] [4 home]`},
		{filter.Options{Keep: []string{filter.KeepNone}, Table: table.Documents}, "", `[<nil> <nil>] [<nil> <nil>] [<nil> <nil>]`},
	} {
		for _, size := range []int64{1, 3, 4} {
			var cut []arrow.Record
			for at := int64(0); at < 4; at += size {
				cut = append(cut, in.NewSlice(at, min(at+size, 4)))
			}
			got, _ := run(t, stream(t, cut...), c.o)
			var kept []string
			for _, line := range rows(t, got) {
				var row map[string]any
				if err := json.Unmarshal([]byte(line), &row); err != nil {
					t.Fatal(err)
				}
				kept = append(kept, fmt.Sprint([]any{row["n"], row["desk"]}))
			}
			if names := columnNames(t, got); !strings.HasSuffix(names, c.columns+"]") || strings.Join(kept, " ") != c.rows {
				t.Errorf("%+v in batches of %d: %s\n%s\nwant\n%s", c.o, size, names, kept, c.rows)
			}
		}
	}
}

func TestColumnsThatCannotBeUsed(t *testing.T) {
	utf8 := arrow.BinaryTypes.String
	good := column(t, utf8, `["A."]`)
	for name, c := range map[string]struct {
		in   arrow.Record
		o    filter.Options
		want error
	}{
		"no text":            {batch("body", good), filter.Options{}, filter.ErrColumn},
		"field not there":    {batch("text", good), filter.Options{Fields: map[string]string{"title": "head"}}, filter.ErrColumn},
		"unknown field":      {batch("text", good), filter.Options{Fields: map[string]string{"words": "text"}}, source.ErrField},
		"text twice":         {batch("text", good, "text", good), filter.Options{}, filter.ErrColumn},
		"text a number":      {batch("text", column(t, arrow.PrimitiveTypes.Int32, `[1]`)), filter.Options{}, filter.ErrColumn},
		"title a struct":     {batch("text", good, "title", column(t, arrow.StructOf(arrow.Field{Name: "a", Type: utf8}), `[{"a": "b"}]`)), filter.Options{}, filter.ErrColumn},
		"kept and ours":      {batch("text", good, "doc_id", good), filter.Options{}, filter.ErrColumn},
		"kept, not there":    {batch("text", good), filter.Options{Keep: []string{"x"}}, filter.ErrColumn},
		"unknown table":      {batch("text", good), filter.Options{Table: "words"}, table.ErrUnknownTable},
		"table and tables":   {batch("text", good), filter.Options{Table: "quotes", Tables: []string{"quotes"}}, filter.ErrOptions},
		"negative workers":   {batch("text", good), filter.Options{Workers: -1}, filter.ErrOptions},
		"a limit of nothing": {batch("text", good), filter.Options{Limits: limit.Limits{ArticleBytes: 1}}, limit.ErrLimit},
	} {
		if err := fails(t, stream(t, c.in), c.o); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := filter.Run(context.Background(), bytes.NewReader(nil), io.Discard, filter.Options{}); !errors.Is(err, filter.ErrOptions) {
		t.Errorf("no annotators: %v", err)
	}
}

func TestStreamsWithoutRows(t *testing.T) {
	empty := texts(t)
	var none bytes.Buffer
	if err := ipc.NewWriter(&none, ipc.WithSchema(empty.Schema())).Close(); err != nil {
		t.Fatal(err)
	}
	for name, in := range map[string][]byte{"no batch": none.Bytes(), "no row": stream(t, empty), "no row, twice": stream(t, empty, empty)} {
		got, s := run(t, in, filter.Options{})
		if names := columnNames(t, got); !strings.HasPrefix(names, "[doc_id document sentences") || batches(t, got) != 0 || s != (filter.Summary{}) {
			t.Errorf("%s: %s %+v", name, names, s)
		}
	}
}

// Every beginning of a stream but the whole of it was cut off.
func TestCutOffInputFails(t *testing.T) {
	whole := stream(t, texts(t, "A.\nB.", "C."), texts(t, "D."))
	for n := range whole {
		if err := fails(t, whole[:n], filter.Options{Workers: 1}); !errors.Is(err, filter.ErrCutOff) {
			t.Fatalf("%d of %d bytes: %v", n, len(whole), err)
		}
	}
	if err := fails(t, whole, filter.Options{}); err != nil {
		t.Error(err)
	}
	if err := fails(t, append(slices.Clone(whole), whole...), filter.Options{}); !errors.Is(err, filter.ErrStream) {
		t.Errorf("two streams: %v", err)
	}
	if err := fails(t, []byte("id,text\n1,No Arrow at all, but values with commas.\n"), filter.Options{}); !errors.Is(err, filter.ErrStream) {
		t.Errorf("no Arrow: %v", err)
	}
}

func TestLargeBatchesAreRefused(t *testing.T) {
	limits := limit.Default()
	limits.StreamBatchBytes = 1000
	if err := fails(t, stream(t, texts(t, "A."), texts(t, strings.Repeat("A", 1000))), filter.Options{Limits: limits}); !errors.Is(err, filter.ErrTooLarge) {
		t.Errorf("%v", err)
	}
	var packed bytes.Buffer
	w := ipc.NewWriter(&packed, ipc.WithSchema(texts(t).Schema()), ipc.WithZstd())
	if err := errors.Join(w.Write(texts(t, strings.Repeat("A", 100_000))), w.Close()); err != nil {
		t.Fatal(err)
	}
	if err := fails(t, packed.Bytes(), filter.Options{Limits: limits}); !errors.Is(err, filter.ErrTooLarge) {
		t.Errorf("packed: %v", err)
	}
	if err := fails(t, packed.Bytes(), filter.Options{}); err != nil {
		t.Error(err)
	}
}

// broken takes so many bytes, and then fails as a closed pipe does.
type broken struct{ room int }

func (b *broken) Write(p []byte) (int, error) {
	if b.room -= len(p); b.room < 0 {
		return 0, syscall.EPIPE
	}
	return len(p), nil
}

func TestClosedOutputIsTheWritersError(t *testing.T) {
	in := stream(t, texts(t, "A."), texts(t, "B."), texts(t, "C."))
	for room := 0; room < 8000; room += 500 {
		_, err := filter.Run(context.Background(), bytes.NewReader(in), &broken{room}, filter.Options{Annotate: annotators(t)})
		if !errors.Is(err, syscall.EPIPE) {
			t.Fatalf("after %d bytes: %v", room, err)
		}
	}
}

// What is made of a batch comes out before the next one has to come in, and a
// filter that waits for input ends when it is told to.
func TestBatchByBatch(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	in, send := io.Pipe()
	receive, out := io.Pipe()
	ended := make(chan error, 1)
	go func() {
		_, err := filter.Run(ctx, in, out, filter.Options{Annotate: annotators(t)})
		ended <- errors.Join(err, out.CloseWithError(io.ErrUnexpectedEOF))
	}()
	w := ipc.NewWriter(send, ipc.WithSchema(texts(t).Schema()))
	var r *ipc.Reader
	for i, words := range []string{"A.", "B.", "C."} {
		if err := w.Write(texts(t, words)); err != nil {
			t.Fatal(err)
		}
		if r == nil {
			var err error
			if r, err = ipc.NewReader(receive); err != nil {
				t.Fatal(err)
			}
		}
		if !r.Next() || r.Record().NumRows() != 1 {
			t.Fatalf("batch %d: %v", i, r.Err())
		}
	}
	cancel()
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	send.Close()
}

func FuzzRun(f *testing.F) {
	f.Add(stream(f, texts(f, "A.\nB.", "C.")))
	f.Add(stream(f, batch("text", column(f, arrow.ListOf(arrow.BinaryTypes.String), `[["a", null], null]`), "id", column(f, arrow.PrimitiveTypes.Float64, `[1, 2]`))))
	f.Add(stream(f, batch("text", column(f, &arrow.DictionaryType{IndexType: arrow.PrimitiveTypes.Int8, ValueType: arrow.BinaryTypes.String}, `["a", "b"]`), "n", column(f, arrow.PrimitiveTypes.Int64, `[1, 2]`))))
	p := annotators(f)
	limits := limit.Default()
	limits.StreamBatchBytes, limits.ArticleTime = 1<<20, time.Second
	f.Fuzz(func(t *testing.T, in []byte) {
		var out bytes.Buffer
		s, err := filter.Run(context.Background(), bytes.NewReader(in), &out, filter.Options{Annotate: p, Limits: limits, Workers: 1})
		if err == nil && int64(len(rows(t, out.Bytes()))) != s.Articles+s.Quarantined {
			t.Errorf("%+v, and %d rows", s, len(rows(t, out.Bytes())))
		}
	})
}
