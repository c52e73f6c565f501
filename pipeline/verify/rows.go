package verify

import (
	"encoding/json"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strconv"
	"strings"

	"quoth/pipeline/reader"
	"quoth/pipeline/sink"
	"quoth/pipeline/table"
)

// A stream gives the rows of one table, one article's after the other.
type stream struct {
	name string
	next func() (reader.Row, error, bool)
	row  reader.Row // not yet taken; nil at the end
}

// An article is what the tables hold of one article.
type article struct {
	id   string
	run  int
	text []rune // nil where the run left texts out
	rows map[string][]reader.Row
	ids  map[string]map[int]bool // of rows, by table and column, once asked for
}

// has says whether a row of a table has a number in a column.
func (a *article) has(name, column string, n int) bool {
	key := name + "." + column
	if a.ids[key] == nil {
		a.ids[key] = map[int]bool{}
		for _, row := range a.rows[name] {
			if m, ok := number(row, column); ok {
				a.ids[key][m] = true
			}
		}
	}
	return a.ids[key][n]
}

// numbered names the column that counts a table's rows from 0 in an article.
var numbered = map[string]string{
	table.Sentences: "sentence", table.Tokens: "token", table.Entities: "mention", table.Quotes: "quote", table.Topics: "rank",
}

// spans lists the columns of a span and of its words, for each table.
var spans = map[string][][3]string{
	table.Tokens:   {{"start", "end", "text"}},
	table.Entities: {{"start", "end", "text"}},
	table.Quotes:   {{"start", "end", "text"}, {"speaker_start", "speaker_end", "speaker_text"}, {"cue_start", "cue_end", "cue"}},
}

// references lists the columns that lead to a row of another table of the same
// article, by that table's own column.
var references = map[string][][3]string{
	table.Tokens:   {{"sentence", table.Sentences, "sentence"}, {"entity", table.Entities, "entity"}},
	table.Entities: {{"sentence", table.Sentences, "sentence"}},
	table.Quotes:   {{"sentence", table.Sentences, "sentence"}, {"speaker_entity", table.Entities, "entity"}},
	table.Stances:  {{"quote", table.Quotes, "quote"}, {"entity", table.Entities, "entity"}},
}

// checkRows walks all tables side by side, an article at a time: their rows
// stand in the order of the articles.
func (c *checker) checkRows() {
	streams := map[string]*stream{}
	for _, t := range c.manifest.Tables {
		if t.Name == table.Quarantine {
			continue
		}
		next, stop := iter.Pull2(reader.Stored(c.ctx, c.dir, t.Name))
		defer stop()
		streams[t.Name] = &stream{name: t.Name, next: next}
		c.advance(streams[t.Name])
	}
	seen := map[string]int{} // the last run of each article
	documents := streams[table.Documents]
	delete(streams, table.Documents)
	for documents != nil && documents.row != nil && c.ctx.Err() == nil {
		c.checkArticle(c.takeArticle(documents, streams), documents.row)
		c.checkIdentity(documents.row, seen)
		c.advance(documents)
	}
	c.checkOriginals(seen)
	c.checkReplaced(seen)
	for _, name := range table.Names() {
		if s := streams[name]; s != nil && s.row != nil && c.ctx.Err() == nil {
			c.problem(name, "doc_id %s is no row of documents, or its rows stand in another order", word(s.row, "doc_id"))
		}
	}
}

// checkIdentity finds articles that stand there twice: each run may write an
// article once. In partitions the rows of a later run may stand before those
// that they replace, and an article before the one that it is a duplicate of.
func (c *checker) checkIdentity(document reader.Row, seen map[string]int) {
	id := word(document, "doc_id")
	run, _ := number(document, "run")
	divided := len(c.manifest.Configuration.PartitionBy) > 0
	switch before, known := seen[id]; {
	case known && (before == run || before > run && !divided):
		c.problem(table.Documents+" "+id, "two articles have this doc_id")
	case known:
		run = max(run, before)
		c.replaced[id] = run
	}
	seen[id] = run
	of := word(document, "duplicate_of")
	switch _, known := seen[of]; {
	case of == "":
	case of != id && divided:
		c.originals[of] = id
	case of == id || !known:
		c.problem(table.Documents+" "+id, "duplicate_of %s is no earlier article", of)
	}
}

// checkOriginals finds articles that are said to be duplicates of one that is
// not there.
func (c *checker) checkOriginals(seen map[string]int) {
	for _, of := range slices.Sorted(maps.Keys(c.originals)) {
		if _, known := seen[of]; !known {
			c.problem(table.Documents+" "+c.originals[of], "duplicate_of %s is no article", of)
		}
	}
}

func (c *checker) advance(s *stream) {
	row, err, ok := s.next()
	if err != nil {
		c.problem(s.name, "%v", err)
	}
	if !ok || err != nil {
		row = nil
	}
	if row != nil {
		c.result.Rows++
	}
	s.row = row
}

// takeArticle collects the rows of the article that documents stands at.
func (c *checker) takeArticle(documents *stream, streams map[string]*stream) *article {
	run, _ := number(documents.row, "run")
	a := &article{id: word(documents.row, "doc_id"), run: run, rows: map[string][]reader.Row{}, ids: map[string]map[int]bool{}}
	if _, has := documents.row["text"]; has {
		a.text = []rune(c.words(documents.row, "text"))
	}
	for _, name := range table.Names() {
		s := streams[name]
		for s != nil && s.row != nil && word(s.row, "doc_id") == a.id && isOf(s.row, a.run) {
			a.rows[name] = append(a.rows[name], s.row)
			c.advance(s)
		}
	}
	return a
}

// isOf says whether a run wrote a row.
func isOf(row reader.Row, run int) bool {
	n, _ := number(row, "run")
	return n == run
}

func (c *checker) checkArticle(a *article, document reader.Row) {
	where := table.Documents + " " + a.id
	for _, name := range []string{table.Tokens, table.Sentences, table.Quotes} {
		n, _ := number(document, name)
		if c.wrote(name) && n != len(a.rows[name]) {
			c.problem(where, "%s says %d, and there are %d rows", name, n, len(a.rows[name]))
		}
	}
	if n, _ := number(document, "chars"); a.text != nil && n != len(a.text) {
		c.problem(where, "chars says %d, and the text has %d", n, len(a.text))
	}
	for _, name := range table.Names() {
		for i, row := range a.rows[name] {
			c.checkRow(a, name, i, row)
		}
	}
}

// wrote says whether the run wrote a table.
func (c *checker) wrote(name string) bool {
	return slices.Contains(c.manifest.Configuration.Tables, name)
}

func (c *checker) checkRow(a *article, name string, i int, row reader.Row) {
	where := fmt.Sprintf("%s %s, row %d", name, a.id, i)
	if column, ok := numbered[name]; ok {
		if n, known := number(row, column); !known || n != i {
			c.problem(where, "%s is %v, not %d", column, row[column], i)
		}
	}
	c.checkNulls(where, name, row)
	for _, s := range spans[name] {
		c.checkSpan(a, where, row, s)
	}
	if name == table.Quotes {
		c.checkQuoted(where, row)
	}
	for _, r := range references[name] {
		n, known := number(row, r[0])
		if !known || !c.wrote(r[1]) {
			continue
		}
		if !a.has(r[1], r[2], n) {
			c.problem(where, "%s %d is no row of %s", r[0], n, r[1])
		}
	}
}

// checkNulls finds nulls that may not be, and empty words that should be null.
func (c *checker) checkNulls(where, name string, row reader.Row) {
	t, err := table.Find(name)
	if err != nil {
		c.problem(where, "%v", err)
		return
	}
	csv := c.manifest.Configuration.Format == sink.CSV
	for _, column := range t.Columns {
		v, has := row[column.Name]
		if column.Name == "text" && name == table.Documents && c.manifest.Configuration.NoText {
			continue
		}
		empty := v == nil || v == ""
		switch {
		case !has && !column.Nullable, empty && !column.Nullable:
			c.problem(where, "%s is null", column.Name)
		case v == "" && column.Nullable && !csv:
			c.problem(where, "%s is empty, not null", column.Name)
		}
	}
}

func (c *checker) checkSpan(a *article, where string, row reader.Row, s [3]string) {
	start, known := number(row, s[0])
	end, ended := number(row, s[1])
	words := c.words(row, s[2])
	switch {
	case !known && !ended && words == "":
		return
	case !known || !ended:
		c.problem(where, "%s and %s are not both there", s[0], s[1])
	case a.text == nil:
		return
	case start < 0 || end < start || end > len(a.text):
		c.problem(where, "%s %d and %s %d lie outside the text", s[0], start, s[1], end)
	case string(a.text[start:end]) != words:
		c.problem(where, "text[%d:%d] is not %s", start, end, s[2])
	}
	c.result.Spans++
}

// checkQuoted finds quoted parts that lie outside their quote.
func (c *checker) checkQuoted(where string, row reader.Row) {
	start, _ := number(row, "start")
	end, _ := number(row, "end")
	var quoted []struct{ Start, End int }
	words, err := json.Marshal(row["quoted"])
	if text, ok := row["quoted"].(string); ok {
		words = []byte(text)
	}
	if err == nil {
		err = json.Unmarshal(words, &quoted)
	}
	if err != nil {
		c.problem(where, "quoted can't be read: %v", err)
	}
	for _, q := range quoted {
		c.result.Spans++
		if q.Start < start || q.End > end || q.End <= q.Start {
			c.problem(where, "quoted %d to %d lies outside the quote", q.Start, q.End)
		}
	}
}

// number reads an integer, whatever the format gave; false for null.
func number(row reader.Row, column string) (int, bool) {
	text := ""
	switch v := row[column].(type) {
	case json.Number:
		text = v.String()
	case string:
		text = v
	}
	n, err := strconv.Atoi(text)
	return n, err == nil
}

func word(row reader.Row, column string) string {
	s, _ := row[column].(string)
	return s
}

// words reads a text; in CSV, without the apostrophe that keeps spreadsheets
// from running it.
func (c *checker) words(row reader.Row, column string) string {
	s := word(row, column)
	if rest, marked := strings.CutPrefix(s, "'"); marked && c.manifest.Configuration.Format == sink.CSV && !c.manifest.Configuration.Formula && sink.IsFormula(rest) {
		return rest
	}
	return s
}
