package filter_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"
	"github.com/apache/arrow/go/v17/arrow/ipc"
	"github.com/apache/arrow/go/v17/arrow/memory"

	"quoth/nlp"
	"quoth/pipeline/filter"
)

// fake makes every line a sentence and every second one a quotation. A text may
// ask it to fail.
type fake struct{}

func (fake) Describe() nlp.Description {
	return nlp.Description{Name: "fake", Version: "1", Adds: []nlp.Layer{nlp.LayerLanguage, nlp.LayerSentences, nlp.LayerQuotations, nlp.LayerTopics}}
}

var errFake = errors.New("asked to fail")

func (fake) Annotate(ctx context.Context, d *nlp.Document) error {
	switch {
	case strings.HasPrefix(d.Text, "FAIL"):
		return errFake
	case strings.HasPrefix(d.Text, "PANIC"):
		panic("asked to panic")
	case strings.HasPrefix(d.Text, "WAIT"):
		<-ctx.Done()
		return ctx.Err()
	}
	d.Language = "en"
	if strings.HasPrefix(d.Text, "Bonjour") {
		d.Language = "fr"
	}
	d.Topics = []nlp.Topic{{Code: "medtop:11000000", Name: "politics and government", Level: 1, Score: 0.75}}
	start := 0
	for i, line := range strings.SplitAfter(d.Text, "\n") {
		span := nlp.Span{Start: start, End: start + len(strings.TrimSuffix(line, "\n"))}
		d.Sentences = append(d.Sentences, nlp.Sentence{Span: span, Paragraph: i})
		if i%2 == 1 {
			d.Quotations = append(d.Quotations, nlp.Quotation{Span: span, Sentence: i, Kind: nlp.Direct, Quoted: []nlp.Span{span}})
		}
		start += len(line)
	}
	return nil
}

func annotators(t testing.TB) *nlp.Pipeline {
	t.Helper()
	p, err := nlp.NewPipeline(fake{})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// column makes a column of a type from JSON.
func column(t testing.TB, kind arrow.DataType, values string) arrow.Array {
	t.Helper()
	c, _, err := array.FromJSON(memory.DefaultAllocator, kind, strings.NewReader(values))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// batch makes a record of columns in turn with their names.
func batch(columns ...any) arrow.Record {
	var fields []arrow.Field
	var arrays []arrow.Array
	for i := 0; i < len(columns); i += 2 {
		c := columns[i+1].(arrow.Array)
		fields = append(fields, arrow.Field{Name: columns[i].(string), Type: c.DataType(), Nullable: true})
		arrays = append(arrays, c)
	}
	rows := int64(0)
	if len(arrays) > 0 {
		rows = int64(arrays[0].Len())
	}
	return array.NewRecord(arrow.NewSchema(fields, nil), arrays, rows)
}

// texts is a batch of texts alone.
func texts(t testing.TB, words ...string) arrow.Record {
	b := array.NewStringBuilder(memory.DefaultAllocator)
	b.AppendValues(words, nil)
	return batch("text", b.NewArray())
}

// stream writes batches of one schema as a stream.
func stream(t testing.TB, batches ...arrow.Record) []byte {
	t.Helper()
	var out bytes.Buffer
	w := ipc.NewWriter(&out, ipc.WithSchema(batches[0].Schema()))
	for _, b := range batches {
		if err := w.Write(b); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// run filters a stream, and gives the bytes that come out.
func run(t testing.TB, in []byte, o filter.Options) ([]byte, filter.Summary) {
	t.Helper()
	o.Annotate = annotators(t)
	var out bytes.Buffer
	s, err := filter.Run(context.Background(), bytes.NewReader(in), &out, o)
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes(), s
}

// fails filters a stream, and gives the error.
func fails(t testing.TB, in []byte, o filter.Options) error {
	t.Helper()
	o.Annotate = annotators(t)
	_, err := filter.Run(context.Background(), bytes.NewReader(in), io.Discard, o)
	return err
}

// rows reads a stream as JSON, a row a line.
func rows(t testing.TB, in []byte) []string {
	t.Helper()
	r, err := ipc.NewReader(bytes.NewReader(in))
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for r.Next() {
		var b bytes.Buffer
		if err := array.RecordToJSON(r.Record(), &b); err != nil {
			t.Fatal(err)
		}
		lines = append(lines, strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n")...)
	}
	if r.Err() != nil {
		t.Fatal(r.Err())
	}
	return lines
}

// batches counts the batches of a stream.
func batches(t testing.TB, in []byte) int {
	t.Helper()
	r, err := ipc.NewReader(bytes.NewReader(in))
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for r.Next() {
		n++
	}
	return n
}

// columnNames lists the columns of a stream.
func columnNames(t testing.TB, in []byte) string {
	t.Helper()
	r, err := ipc.NewReader(bytes.NewReader(in))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range r.Schema().Fields() {
		names = append(names, f.Name)
	}
	return fmt.Sprint(names)
}
