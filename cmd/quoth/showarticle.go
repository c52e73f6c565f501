package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"

	"quoth/nlp"
	"quoth/pipeline/table"
)

// writeDocument prints an article's head, quotations, entities and topics.
func writeDocument(w io.Writer, d *nlp.Document) {
	for _, line := range head(d) {
		fmt.Fprintln(w, printable(line))
	}
	quotations(d).write(w)
	if d.Explain {
		explain(w, d)
	}
	if len(d.Stances) > 0 {
		stances(d).write(w)
	}
	entities(d).write(w)
	topics(d).write(w)
}

// head tells what is known of the article as a whole.
func head(d *nlp.Document) []string {
	var lines []string
	if d.Title != "" {
		lines = append(lines, d.Title)
	}
	facts := []string{d.Language}
	if !d.Published.IsZero() {
		facts = append([]string{d.Published.Format("2006-01-02")}, facts...)
	}
	if d.Author != "" {
		facts = append([]string{"by " + d.Author}, facts...)
	}
	facts = append(facts, fmt.Sprintf("%d sentences, %d tokens", len(d.Sentences), len(d.Tokens)))
	if d.Sentiment.Tone != "" {
		facts = append(facts, fmt.Sprintf("%s (%+.2f)", d.Sentiment.Tone, d.Sentiment.Score))
	}
	return append(lines, strings.Join(facts, " · "))
}

func quotations(d *nlp.Document) *sheet {
	s := &sheet{headings: []string{"", "speaker", "cue", "words", "kind", "sentiment", "sure"}, words: 3}
	for i := range d.Quotations {
		q := &d.Quotations[i]
		s.rows = append(s.rows, []string{
			fmt.Sprint(i), speakerOf(d, &q.Speaker), d.Slice(q.Cue), oneLine(d.Slice(q.Span)), string(q.Kind),
			string(q.Sentiment.Tone), fmt.Sprintf("%.2f", q.Speaker.Confidence),
		})
	}
	return s
}

// explain tells why each quotation has its speaker.
func explain(w io.Writer, d *nlp.Document) {
	for i := range d.Quotations {
		q := &d.Quotations[i]
		at := nlp.NewCodePoints(d.Text).Span(q.Span)
		fmt.Fprintf(w, "quotation %d, characters %d to %d: rule %s, confidence %.2f\n", i, at.Start, at.End, q.Speaker.Rule, q.Speaker.Confidence)
		for k, c := range q.Candidates {
			mark := "      lost"
			if k == 0 && c.Span == q.Speaker.Span {
				mark = "    chosen"
			}
			fmt.Fprintf(w, "%s  candidate %s = %s, rule %s, score %.2f\n",
				mark, printable(quotedWords(d, c.Span)), printable(c.Name), c.Rule, c.Score)
		}
	}
}

func quotedWords(d *nlp.Document, s nlp.Span) string {
	if s.Empty() {
		return "nobody"
	}
	return "“" + oneLine(d.Slice(s)) + "”"
}

func stances(d *nlp.Document) *sheet {
	s := &sheet{headings: []string{"quotation", "toward", "stance", "score"}, words: 1}
	for _, st := range d.Stances {
		s.rows = append(s.rows, []string{
			fmt.Sprint(st.Quotation), d.Entities[st.Entity].Name, string(st.Polarity.Tone), fmt.Sprintf("%+.2f", st.Polarity.Score),
		})
	}
	return s
}

func entities(d *nlp.Document) *sheet {
	s := &sheet{headings: []string{"entity", "label", "mentions", "as"}, words: 3}
	for _, e := range d.Entities {
		var forms []string
		for _, m := range e.Mentions {
			if form := oneLine(d.Slice(d.Mentions[m].Span)); !slices.Contains(forms, form) {
				forms = append(forms, form)
			}
		}
		s.rows = append(s.rows, []string{e.Name, string(e.Label), fmt.Sprint(len(e.Mentions)), strings.Join(forms, ", ")})
	}
	return s
}

func topics(d *nlp.Document) *sheet {
	s := &sheet{headings: []string{"topic", "name", "level", "score"}, words: 1}
	for _, t := range d.Topics {
		s.rows = append(s.rows, []string{t.Code, t.Name, fmt.Sprint(t.Level), fmt.Sprintf("%.2f", t.Score)})
	}
	return s
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// writeDocumentJSON prints one object: for each table an array of the rows that
// a run would write, and with explain the candidates of each quotation.
func writeDocumentJSON(w io.Writer, d table.Document, explained bool) error {
	tables, err := table.Select(table.Names())
	if err != nil {
		return err
	}
	builder := table.NewBuilder(tables, arrow.Metadata{})
	builder.Add(d)
	object := map[string]json.RawMessage{}
	for _, t := range tables {
		if t.Name == table.Quarantine {
			continue
		}
		if object[t.Name], err = recordJSON(builder, t.Name); err != nil {
			return err
		}
	}
	if explained {
		if object["candidates"], err = json.Marshal(candidateRows(d.Document)); err != nil {
			return err
		}
	}
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(object)
}

// recordJSON gives the waiting rows of a table as a JSON array.
func recordJSON(builder *table.Builder, name string) (json.RawMessage, error) {
	record, err := builder.Take(name)
	if err != nil {
		return nil, err
	}
	defer record.Release()
	var lines bytes.Buffer
	if err := array.RecordToJSON(record, &lines); err != nil {
		return nil, err
	}
	rows := bytes.Join(bytes.Split(bytes.TrimSpace(lines.Bytes()), []byte("\n")), []byte(","))
	return append(append([]byte{'['}, rows...), ']'), nil
}

// A candidateRow is a candidate as JSON shows it, with offsets in code points.
type candidateRow struct {
	Quote int      `json:"quote"`
	Text  string   `json:"text"`
	Start int      `json:"start"`
	End   int      `json:"end"`
	Name  string   `json:"name"`
	Rule  nlp.Rule `json:"rule"`
	Score float32  `json:"score"`
}

func candidateRows(d *nlp.Document) []candidateRow {
	points := nlp.NewCodePoints(d.Text)
	rows := []candidateRow{}
	for i := range d.Quotations {
		for _, c := range d.Quotations[i].Candidates {
			at := points.Span(c.Span)
			rows = append(rows, candidateRow{i, d.Slice(c.Span), at.Start, at.End, c.Name, c.Rule, c.Score})
		}
	}
	return rows
}
