package table

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"
	"pgregory.net/rapid"

	"quoth/nlp"
)

var update = flag.Bool("update", false, "write docs/tables.md anew")

func TestDocumentationIsWhatIsDeclared(t *testing.T) {
	const path = "../../docs/tables.md"
	var b bytes.Buffer
	if err := Describe(&b, All(), Markdown); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(path, b.Bytes(), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	words, err := os.ReadFile(path)
	if err != nil || string(words) != b.String() {
		t.Errorf("docs/tables.md differs from the declaration (%v); go test ./pipeline/table -update writes it", err)
	}
}

func TestDeclarationsAreSound(t *testing.T) {
	for _, table := range All() {
		seen := map[string]bool{}
		for _, c := range table.Columns {
			if seen[c.Name] || c.Meaning == "" || strings.HasSuffix(c.Meaning, ".") || strings.ContainsAny(c.Meaning, `\`) {
				t.Errorf("%s.%s: %q", table.Name, c.Name, c.Meaning)
			}
			seen[c.Name] = true
		}
		schema := table.Schema(arrow.NewMetadata([]string{"k"}, []string{"v"}))
		for i, f := range schema.Fields() {
			meaning, ok := f.Metadata.GetValue(DescriptionKey)
			if !ok || meaning != table.Columns[i].Meaning || f.Nullable != table.Columns[i].Nullable {
				t.Errorf("%s.%s: %+v", table.Name, f.Name, f)
			}
		}
	}
}

func TestSelect(t *testing.T) {
	for _, c := range []struct{ names, want string }{
		{"", "documents sentences entities quotes stances topics quarantine"}, {"quotes", "documents quotes quarantine"},
		{"tokens documents", "documents tokens quarantine"},
	} {
		selected, err := Select(strings.Fields(c.names))
		var names []string
		for _, s := range selected {
			names = append(names, s.Name)
		}
		if got := strings.Join(names, " "); err != nil || got != c.want {
			t.Errorf("%q: %q %v", c.names, got, err)
		}
	}
	if _, err := Select([]string{"words"}); !errors.Is(err, ErrUnknownTable) || !strings.Contains(err.Error(), "quotes") {
		t.Errorf("%v", err)
	}
}

func TestEveryDialectNamesEveryColumn(t *testing.T) {
	for _, d := range Dialects() {
		var b bytes.Buffer
		if err := Describe(&b, All(), d); err != nil {
			t.Fatal(err)
		}
		for _, table := range All() {
			for _, c := range table.Columns {
				if !strings.Contains(b.String(), c.Name) {
					t.Errorf("%s: no %s.%s", d, table.Name, c.Name)
				}
			}
		}
		if d == JSON && !json.Valid(b.Bytes()) {
			t.Error("no JSON")
		}
	}
	if err := Describe(&bytes.Buffer{}, All(), "cobol"); !errors.Is(err, ErrUnknownDialect) {
		t.Errorf("%v", err)
	}
}

// drawDocument makes a document with one annotation of every kind, at spans
// drawn from a text of all sorts of characters.
func drawDocument(t *rapid.T) *nlp.Document {
	text := rapid.StringN(1, 60, -1).Draw(t, "text")
	borders := []int{0}
	for i := range text {
		if i > 0 {
			borders = append(borders, i)
		}
	}
	borders = append(borders, len(text))
	span := func(label string) nlp.Span {
		from := rapid.IntRange(0, len(borders)-2).Draw(t, label)
		to := rapid.IntRange(from+1, len(borders)-1).Draw(t, label)
		return nlp.Span{Start: borders[from], End: borders[to]}
	}
	maybe := func(label string) nlp.Span {
		if rapid.Bool().Draw(t, label) {
			return span(label)
		}
		return nlp.Span{}
	}
	d := &nlp.Document{ID: "d", Text: text, Entities: []nlp.Entity{{Name: "n"}}}
	d.Sentences = []nlp.Sentence{{Span: nlp.Span{End: len(text)}, Last: 1}}
	d.Tokens = []nlp.Token{{Span: span("token")}}
	d.Mentions = []nlp.Mention{{Span: span("mention"), Last: rapid.IntRange(0, 1).Draw(t, "last"), Label: nlp.Person}}
	q := span("quote")
	d.Quotations = []nlp.Quotation{{
		Span: q, Kind: nlp.Direct, Quoted: []nlp.Span{q}, Cue: maybe("cue"), Speaker: nlp.Speaker{Entity: -1, Span: maybe("speaker"), Rule: "none"},
	}}
	d.Stances = []nlp.Stance{{Span: maybe("stance")}}
	return d
}

// TestSpansAreTheWordsBesideThem is the law of offsets: for every span, the
// code points of the text from start to end are the text column.
func TestSpansAreTheWordsBesideThem(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawDocument(t)
		b := NewBuilder(All(), arrow.Metadata{})
		b.Add(Document{Document: d, Source: "s"})
		points := []rune(d.Text)
		for name, spans := range map[string][][3]string{
			Tokens: {{"start", "end", "text"}}, Entities: {{"start", "end", "text"}},
			Quotes: {{"start", "end", "text"}, {"speaker_start", "speaker_end", "speaker_text"}, {"cue_start", "cue_end", "cue"}},
		} {
			record := take(t, b, name)
			for _, s := range spans {
				start, end, words := column[*array.Int32](record, s[0]), column[*array.Int32](record, s[1]), column[*array.String](record, s[2])
				if start.IsNull(0) != words.IsNull(0) || end.IsNull(0) != words.IsNull(0) {
					t.Errorf("%s.%s is null, and others are not", name, s[0])
				}
				if start.IsNull(0) {
					continue
				}
				if got := string(points[start.Value(0):end.Value(0)]); got != words.Value(0) {
					t.Errorf("%s.%s: %q, and the text has %q", name, s[0], words.Value(0), got)
				}
			}
		}
		if n := column[*array.Int32](take(t, b, Documents), "chars").Value(0); int(n) != len(points) {
			t.Errorf("chars %d of %d", n, len(points))
		}
	})
}

func take(t rapid.TB, b *Builder, name string) arrow.Record {
	record, err := b.Take(name)
	if err != nil {
		t.Fatal(err)
	}
	if record.NumRows() != 1 {
		t.Fatalf("%s has %d rows", name, record.NumRows())
	}
	return record
}

func column[A arrow.Array](r arrow.Record, name string) A {
	return r.Column(r.Schema().FieldIndices(name)[0]).(A)
}

func TestUnknownIsNull(t *testing.T) {
	b := NewBuilder(All(), arrow.Metadata{})
	b.Add(Document{Document: &nlp.Document{ID: "d", Text: "x", Quotations: []nlp.Quotation{{Speaker: nlp.Speaker{Entity: -1}}}}, Source: "s"})
	b.Reject(Rejected{Source: "s", Stage: "read", Code: "empty", Message: "m", Bytes: -1})
	for _, table := range All() {
		record, err := b.Take(table.Name)
		if err != nil {
			t.Fatal(err)
		}
		for i, c := range table.Columns {
			for row := range int(record.NumRows()) {
				if record.Column(i).IsNull(row) != c.Nullable {
					t.Errorf("%s.%s: null is %v", table.Name, c.Name, record.Column(i).IsNull(row))
				}
			}
		}
	}
}

func TestRowsThatDoNotFitAreErrors(t *testing.T) {
	topics, err := Find(Topics)
	if err != nil {
		t.Fatal(err)
	}
	for name, fill := range map[string]func(*rows){
		"short": func(r *rows) { r.text("d"); r.endRow() },
		"long":  func(r *rows) { topicRow(r); r.text("more"); r.endRow() },
		"type":  func(r *rows) { r.int(1) },
		"null":  func(r *rows) { r.textOrNull("") },
		"time":  func(r *rows) { r.timeOrNull(time.Time{}) },
	} {
		r := newRows(topics, arrow.Metadata{})
		fill(r)
		if _, err := r.take(); !errors.Is(err, ErrRow) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func topicRow(r *rows) {
	r.text("d")
	r.int(0)
	r.text("medtop:01000000")
	r.text("arts")
	r.int(1)
	r.float(0.5)
}
