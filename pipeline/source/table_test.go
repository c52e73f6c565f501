package source_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"
	"github.com/apache/arrow/go/v17/arrow/ipc"
	"github.com/apache/arrow/go/v17/arrow/memory"
	"github.com/apache/arrow/go/v17/parquet"
	"github.com/apache/arrow/go/v17/parquet/compress"
	"github.com/apache/arrow/go/v17/parquet/pqarrow"

	"pgregory.net/rapid"

	"quoth/pipeline/limit"
	"quoth/pipeline/source"
)

// record makes a batch of columns from JSON.
func record(t testing.TB, s *arrow.Schema, rows string) arrow.Record {
	t.Helper()
	r, _, err := array.RecordFromJSON(memory.DefaultAllocator, s, strings.NewReader(rows))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func parqueted(t testing.TB, group int64, records ...arrow.Record) string {
	return parquetedWith(t, records, parquet.WithMaxRowGroupLength(group))
}

// prefixed writes texts by what each has in common with the one before.
func prefixed(t testing.TB, page int64, version parquet.DataPageVersion, records ...arrow.Record) string {
	return parquetedWith(t, records, parquet.WithDictionaryDefault(false), parquet.WithEncoding(parquet.Encodings.DeltaByteArray),
		parquet.WithDataPageSize(page), parquet.WithBatchSize(3), parquet.WithDataPageVersion(version))
}

func parquetedWith(t testing.TB, records []arrow.Record, properties ...parquet.WriterProperty) string {
	t.Helper()
	var b bytes.Buffer
	properties = append(properties, parquet.WithCompression(compress.Codecs.Snappy))
	w, err := pqarrow.NewFileWriter(records[0].Schema(), &b, parquet.NewWriterProperties(properties...), pqarrow.DefaultWriterProps())
	for _, r := range records {
		if err == nil {
			err = w.Write(r)
		}
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func streamed(t testing.TB, records ...arrow.Record) string {
	t.Helper()
	var b bytes.Buffer
	w := ipc.NewWriter(&b, ipc.WithSchema(records[0].Schema()), ipc.WithZstd())
	for _, r := range records {
		if err := w.Write(r); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func filed(t testing.TB, records ...arrow.Record) string {
	t.Helper()
	path := &seekable{}
	w, err := ipc.NewFileWriter(path, ipc.WithSchema(records[0].Schema()))
	for _, r := range records {
		if err == nil {
			err = w.Write(r)
		}
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return path.String()
}

// seekable is a buffer that tells its place.
type seekable struct{ bytes.Buffer }

func (s *seekable) Seek(int64, int) (int64, error) { return int64(s.Len()), nil }

// tables writes the same rows in every format.
func tables(t testing.TB, records ...arrow.Record) map[string]string {
	p, f, s := parqueted(t, 2, records...), filed(t, records...), streamed(t, records...)
	return map[string]string{
		"parquet": p, "arrow file": f, "arrow stream": s, "parquet.gz": gzipped(t, p), "arrow.gz": gzipped(t, f), "stream.gz": gzipped(t, s),
	}
}

// stories is the schema of most tests.
var stories = arrow.NewSchema([]arrow.Field{
	{Name: "n", Type: arrow.PrimitiveTypes.Int64, Nullable: true},
	{Name: "unused", Type: arrow.FixedWidthTypes.Boolean, Nullable: true},
	{Name: "headline", Type: arrow.BinaryTypes.LargeString, Nullable: true},
	{Name: "body", Type: arrow.StructOf(arrow.Field{Name: "full", Type: arrow.BinaryTypes.String, Nullable: true}), Nullable: true},
	{Name: "by", Type: arrow.ListOf(arrow.BinaryTypes.String), Nullable: true},
	{Name: "at", Type: &arrow.TimestampType{Unit: arrow.Millisecond, TimeZone: "UTC"}, Nullable: true},
}, nil)

var storyFields = map[string]string{"id": "n", "title": "headline", "text": "body.full", "author": "by", "published_at": "at"}

func TestTablesOfArticles(t *testing.T) {
	rows := `[{"n": 7, "unused": true, "headline": "A", "body": {"full": "words"}, "by": ["Ann", "Bob"], "at": "2024-08-13T10:00:00Z"},
		{"n": null, "headline": null, "body": {"full": "more"}, "by": null, "at": null},
		{"n": 8, "headline": "C", "body": {"full": null}, "by": [], "at": null},
		{"n": 9, "headline": "D", "body": {"full": "last"}, "by": ["Cy"], "at": "2024-08-14T00:00:00Z"}]`
	for kind, content := range tables(t, record(t, stories, rows), record(t, stories, `[{"n": 10, "body": {"full": "of the second"}}]`)) {
		dir := tree(t, map[string]string{"f": content})
		all := items(t, source.Options{Inputs: []string{dir}, Fields: storyFields})
		if len(all) != 5 {
			t.Errorf("%s: %+v", kind, all)
			continue
		}
		day := time.Date(2024, 8, 13, 10, 0, 0, 0, time.UTC)
		equal(t, all[0].Article, source.Article{ID: "7", Title: "A", Author: "Ann, Bob", Text: []byte("words"), Published: day})
		equal(t, all[1].Article, source.Article{Text: []byte("more")})
		equal(t, []string{string(all[2].Fault.Code), all[2].Fault.ID, all[2].Source}, []string{"no_text", "8", "f#3"})
		equal(t, all[3].Article, source.Article{ID: "9", Title: "D", Author: "Cy", Text: []byte("last"), Published: day.Add(14 * time.Hour)})
		equal(t, all[4].Article, source.Article{ID: "10", Text: []byte("of the second")})
	}
}

func TestTypesOfColumns(t *testing.T) {
	for name, c := range map[string]struct {
		of          arrow.DataType
		value, want string
	}{
		"dictionary": {&arrow.DictionaryType{IndexType: arrow.PrimitiveTypes.Int8, ValueType: arrow.BinaryTypes.String}, `"x"`, "x"},
		"binary":     {arrow.BinaryTypes.Binary, `"eA=="`, "x"},
		"list":       {arrow.ListOf(arrow.BinaryTypes.String), `["x", "y"]`, "x\n\ny"},
		"number":     {arrow.PrimitiveTypes.Float64, `1.5`, "1.5"},
		"date":       {arrow.FixedWidthTypes.Date32, `"2024-08-13"`, "wrong_type"},
		"struct":     {arrow.StructOf(arrow.Field{Name: "a", Type: arrow.BinaryTypes.String}), `{"a": "x"}`, ""},
		"decimal":    {&arrow.Decimal128Type{Precision: 20, Scale: 2}, `"1.50"`, "wrong_type"},
	} {
		s := arrow.NewSchema([]arrow.Field{{Name: "text", Type: c.of, Nullable: true}}, nil)
		for kind, content := range tables(t, record(t, s, fmt.Sprintf(`[{"text": %s}]`, c.value))) {
			got := readNamed(t, content, limit.Limits{})
			if name == "struct" {
				if !strings.HasSuffix(got, "no_text") && !strings.HasSuffix(got, "wrong_type") {
					t.Errorf("%s in %s: %q", name, kind, got)
				}
				continue
			}
			if got != "#1 "+c.want {
				t.Errorf("%s in %s: %q", name, kind, got)
			}
		}
	}
	s := arrow.NewSchema([]arrow.Field{{Name: "text", Type: arrow.BinaryTypes.String}, {Name: "published_at", Type: arrow.FixedWidthTypes.Date32, Nullable: true}}, nil)
	for kind, content := range tables(t, record(t, s, `[{"text": "a", "published_at": "2024-08-13"}, {"text": "b"}]`)) {
		all := items(t, source.Options{Inputs: []string{tree(t, map[string]string{"f": content})}})
		if !all[0].Article.Published.Equal(time.Date(2024, 8, 13, 0, 0, 0, 0, time.UTC)) || !all[1].Article.Published.IsZero() || all[1].BadDate {
			t.Errorf("%s: %+v", kind, all)
		}
	}
}

// textTable is a table with nothing but texts.
func textTable(t testing.TB, texts ...string) arrow.Record {
	s := arrow.NewSchema([]arrow.Field{{Name: "text", Type: arrow.BinaryTypes.String, Nullable: true}}, nil)
	b := array.NewRecordBuilder(memory.DefaultAllocator, s)
	b.Field(0).(*array.StringBuilder).AppendValues(texts, nil)
	return b.NewRecord()
}

func TestDamagedTables(t *testing.T) {
	other := arrow.NewSchema([]arrow.Field{{Name: "body", Type: arrow.BinaryTypes.String}}, nil)
	for kind, content := range tables(t, record(t, other, `[{"body": "x"}]`)) {
		equal(t, kind+readNamed(t, content, limit.Limits{}), kind+" no_text")
	}
	for kind, content := range tables(t, textTable(t)) {
		equal(t, kind+readNamed(t, content, limit.Limits{}), kind+" empty")
	}
	for kind, content := range tables(t, textTable(t, "first", "second"), textTable(t, "third")) {
		if strings.HasSuffix(kind, ".gz") {
			continue
		}
		for n := len(content) - 1; n > 16; n -= 7 {
			got := readNamed(t, content[:n], limit.Limits{})
			if !strings.HasSuffix(got, " corrupt") && !strings.HasSuffix(got, " binary") && (kind != "arrow stream" || got != "#1 first|#2 second|#3 third") {
				t.Errorf("%s of %d bytes, cut off at %d: %q", kind, len(content), n, got)
			}
		}
		for n := range content {
			damaged := []byte(content)
			damaged[n] ^= 0x55
			read(t, source.Options{Inputs: []string{"-"}, Stdin: bytes.NewReader(damaged)})
		}
	}
	p := parqueted(t, 2, textTable(t, "x"))
	equal(t, readNamed(t, p[:len(p)-4]+"PARE", limit.Limits{}), " encrypted")
}

func TestLimitsOfTablesAtTheirEdge(t *testing.T) {
	limits := limit.Default()
	limits.ArticleBytes, limits.FileRecords = 10, 2
	for i := 9; i <= 11; i++ {
		for kind, content := range tables(t, textTable(t, strings.Repeat("a", i))) {
			if got := readNamed(t, content, limits); strings.HasSuffix(got, "#1 too_large") != (i == 11) {
				t.Errorf("%d bytes in %s: %s", i, kind, got)
			}
		}
	}
	for i := 1; i <= 3; i++ {
		for kind, content := range tables(t, textTable(t, []string{"a", "b", "c"}[:i]...)) {
			if got := readNamed(t, content, limits); strings.HasSuffix(got, " too_many_records") != (i == 3) {
				t.Errorf("%d rows in %s: %s", i, kind, got)
			}
		}
	}
	limits = limit.Default()
	limits.HeldBytes = 100_000
	for kind, content := range tables(t, textTable(t, "small", strings.Repeat("a", 200_000))) {
		got := readNamed(t, content, limits)
		if !strings.HasSuffix(got, " too_large") {
			t.Errorf("%s: %.80s", kind, got)
		}
	}
}

// FuzzParquet is FuzzZip for Parquet.
func FuzzParquet(f *testing.F) {
	f.Add([]byte(prefixed(f, 1<<20, parquet.DataPageV1, textTable(f, "first", "firm", "", "firmament"))))
	f.Add([]byte(prefixed(f, 8, parquet.DataPageV2, textTable(f, "first", "second", "third", "fourth"))))
	f.Add([]byte(parqueted(f, 1, textTable(f, "first", "second"))))
	f.Add([]byte(parqueted(f, 9, record(f, stories, `[{"n": 1, "by": ["x"], "at": 5}]`))))
	fuzzReader(f)
}

// FuzzArrow is FuzzZip for files and streams of Arrow.
func FuzzArrow(f *testing.F) {
	f.Add([]byte(filed(f, textTable(f, "first", "second"))))
	f.Add([]byte(streamed(f, textTable(f, "first"), textTable(f, "second"))))
	fuzzReader(f)
}

// TestTextsWithoutTheirPrefixes: whatever the texts, and however they lie in
// pages, those of DELTA_BYTE_ARRAY come back.
func TestTextsWithoutTheirPrefixes(t *testing.T) {
	dir := t.TempDir()
	rapid.Check(t, func(r *rapid.T) {
		text := rapid.Custom(func(r *rapid.T) string {
			return strings.Repeat("The mayor spoke. ", rapid.IntRange(0, 9).Draw(r, "shared")) + rapid.StringMatching("[a-zé]{0,40}").Draw(r, "own")
		})
		texts := rapid.SliceOfN(text, 1, 150).Draw(r, "texts")
		null := rapid.IntRange(1, 5).Draw(r, "null")
		s := arrow.NewSchema([]arrow.Field{{Name: "text", Type: arrow.BinaryTypes.String, Nullable: true}, {Name: "title", Type: arrow.BinaryTypes.String}}, nil)
		b := array.NewRecordBuilder(memory.DefaultAllocator, s)
		var want []string
		for i, words := range texts {
			b.Field(1).(*array.StringBuilder).Append(words)
			one := fmt.Sprintf("f#%d ", i+1)
			if i%null == 1 {
				b.Field(0).AppendNull()
				want = append(want, one+"no_text")
				continue
			}
			b.Field(0).(*array.StringBuilder).Append(words)
			want = append(want, one+words)
		}
		version := rapid.SampledFrom([]parquet.DataPageVersion{parquet.DataPageV1, parquet.DataPageV2}).Draw(r, "version")
		content := prefixed(t, rapid.Int64Range(1, 4000).Draw(r, "page"), version, b.NewRecord())
		if err := os.WriteFile(filepath.Join(dir, "f"), []byte(content), 0o666); err != nil {
			r.Fatal(err)
		}
		got := read(t, source.Options{Inputs: []string{filepath.Join(dir, "f")}})
		if !slices.Equal(got, want) {
			r.Fatalf("%q, not %q", got, want)
		}
	})
}

// The files prefixes-v1 and -v2 are written by pyarrow, in many pages.
func TestPrefixesOfAnotherWriter(t *testing.T) {
	var want []string
	for i := range 60 {
		text := fmt.Sprintf("%sIt was day %d.", strings.Repeat("The mayor spoke. ", i%4), i)
		if i%5 == 4 {
			text = "no_text"
		}
		want = append(want, fmt.Sprintf("#%d %s", i+1, text))
	}
	for _, name := range []string{"prefixes-v1.parquet", "prefixes-v2.parquet"} {
		var got []string
		for i, line := range read(t, source.Options{Inputs: []string{filepath.Join("testdata", name)}}) {
			got = append(got, strings.TrimPrefix(line, name))
			if i >= len(want) || got[i] != want[i] {
				t.Fatalf("%s: %q", name, line)
			}
		}
		equal(t, got, want)
	}
}

// TestPagesOfPrefixesAreBounded: texts that grow from nearly nothing stop at
// what may be held.
func TestPagesOfPrefixesAreBounded(t *testing.T) {
	l := limit.Default()
	texts := make([]string, 2000)
	for i := range texts {
		texts[i] = strings.Repeat("w ", 1000)
	}
	content := prefixed(t, 1<<30, parquet.DataPageV1, textTable(t, texts...))
	if len(content) > 10_000 {
		t.Fatalf("it has %d bytes", len(content))
	}
	size := int64(len(texts)) * (4 + 2000 + 8) // their lengths, themselves, and both lengths of each
	for over, want := range map[int64]bool{0: true, -size / 2: false} {
		l.HeldBytes = size + 100_000 + over // what the library takes
		got := readNamed(t, content, l)
		if strings.HasPrefix(got, "#1 w w ") != want || !want && got != " too_large" {
			t.Errorf("%d bytes: %.100s", l.HeldBytes, got)
		}
	}
}

// testdata/lz4.parquet is written by pyarrow: the library can't write it.
func TestParquetOfLZ4(t *testing.T) {
	got := read(t, source.Options{Inputs: []string{filepath.Join("testdata", "lz4.parquet")}})
	equal(t, got, []string{"lz4.parquet#1 " + strings.Repeat("The mayor spoke. ", 9), "lz4.parquet#2 " + strings.Repeat("Nobody answered. ", 9)})
}
