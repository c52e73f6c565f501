package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/urfave/cli/v2"

	"quoth/pipeline/reader"
	"quoth/pipeline/table"
)

// briefColumns are what a terminal shows of a table that has more than fits;
// the last one is wrapped.
var briefColumns = map[string][]string{
	table.Documents: {"doc_id", "published_at", "topic_name", "sentiment", "quotes", "title"},
	table.Sentences: {"doc_id", "sentence", "paragraph", "sentiment", "sentiment_score"},
	table.Quotes:    {"speaker", "cue", "sentiment", "kind", "text"},
	table.Stances:   {"doc_id", "quote", "stance", "score", "target"},
}

// showRun prints one table of a finished run.
func showRun(c *cli.Context, run string) error {
	t, err := table.Find(c.String("table"))
	if err != nil {
		return usageError{err}
	}
	if c.Bool("json") {
		return showRunJSON(c, run, t)
	}
	columns := briefColumns[t.Name]
	if columns == nil {
		for _, column := range t.Columns {
			columns = append(columns, column.Name)
		}
	}
	s := &sheet{headings: columns, words: len(columns) - 1}
	most, more := c.Int("rows"), 0
	for row, err := range reader.Rows(c.Context, run, t.Name) {
		if errors.Is(err, reader.ErrNoTable) {
			fmt.Fprintf(c.App.Writer, "%s: no rows\n", t.Name)
			return nil
		}
		if err != nil {
			return err
		}
		if most > 0 && len(s.rows) == most {
			more++
			continue
		}
		s.rows = append(s.rows, cells(row, columns))
	}
	s.write(c.App.Writer)
	if more > 0 {
		fmt.Fprintf(c.App.Writer, "%d more rows; --rows 0 prints all\n", more)
	}
	return nil
}

func showRunJSON(c *cli.Context, run string, t table.Table) error {
	encoder := json.NewEncoder(c.App.Writer)
	encoder.SetEscapeHTML(false)
	for row, err := range reader.Rows(c.Context, run, t.Name) {
		if errors.Is(err, reader.ErrNoTable) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := encoder.Encode(row); err != nil {
			return err
		}
	}
	return nil
}

func cells(row reader.Row, columns []string) []string {
	var all []string
	for _, name := range columns {
		all = append(all, cell(row[name], row, name))
	}
	return all
}

// cell writes a value for the terminal. A quotation without a name shows the
// words that stand for its speaker, in parentheses.
func cell(value any, row reader.Row, name string) string {
	switch v := value.(type) {
	case nil:
		if words, ok := row[name+"_text"].(string); ok && words != "" {
			return "(" + oneLine(words) + ")"
		}
		return "–"
	case string:
		return oneLine(v)
	case json.Number:
		return v.String()
	case bool:
		return fmt.Sprint(v)
	default:
		b, err := json.Marshal(v)
		if err != nil {
			return "?"
		}
		return strings.TrimSpace(string(b))
	}
}
