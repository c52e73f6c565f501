package table

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// ErrUnknownDialect says that tables can't be described in that way.
var ErrUnknownDialect = errors.New("unknown schema format")

// A Dialect is a way of describing tables.
type Dialect string

// The dialects.
const (
	PlainText Dialect = "text"
	JSON      Dialect = "json"
	DuckDB    Dialect = "duckdb"
	BigQuery  Dialect = "bigquery"
	Snowflake Dialect = "snowflake"
	Spark     Dialect = "spark"
	Postgres  Dialect = "postgres"
	Redshift  Dialect = "redshift"
	Markdown  Dialect = "markdown"
)

// Dialects lists all of them.
func Dialects() []Dialect {
	return []Dialect{PlainText, JSON, DuckDB, BigQuery, Snowflake, Spark, Postgres, Redshift, Markdown}
}

// Describe writes the tables in a dialect. It returns ErrUnknownDialect,
// wrapped, or the writer's error.
func Describe(w io.Writer, tables []Table, d Dialect) error {
	var text string
	switch d {
	case PlainText:
		text = describeAll(tables, plainTable)
	case JSON:
		return describeJSON(w, tables)
	case DuckDB, BigQuery, Snowflake, Spark, Postgres, Redshift:
		text = describeAll(tables, func(t Table) string { return ddl(t, sqlDialects[d]) + currentView(t, sqlDialects[d]) })
	case Markdown:
		text = markdownHead + describeAll(tables, markdownTable)
	default:
		return fmt.Errorf("%w: %s; there are %v", ErrUnknownDialect, d, Dialects())
	}
	_, err := io.WriteString(w, text)
	return err
}

func describeAll(tables []Table, one func(Table) string) string {
	var parts []string
	for _, t := range tables {
		parts = append(parts, one(t))
	}
	return strings.Join(parts, "\n")
}

func plainTable(t Table) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s\n", t.Name, t.Meaning)
	name, kind := 0, 0
	for _, c := range t.Columns {
		name, kind = max(name, len(c.Name)), max(kind, len(c.typeMark()))
	}
	for _, c := range t.Columns {
		fmt.Fprintf(&b, "  %-*s  %-*s  %s\n", name, c.Name, kind, c.typeMark(), c.Meaning)
	}
	return b.String()
}

// typeMark is the type, with a "!" where the column is never null.
func (c Column) typeMark() string {
	if c.Nullable {
		return c.Type.String()
	}
	return c.Type.String() + "!"
}

func describeJSON(w io.Writer, tables []Table) error {
	type column struct {
		Name     string `json:"name"`
		Type     string `json:"type"`
		Nullable bool   `json:"nullable"`
		Meaning  string `json:"meaning"`
	}
	type table struct {
		Name    string   `json:"name"`
		Meaning string   `json:"meaning"`
		Default bool     `json:"default"`
		Columns []column `json:"columns"`
	}
	out := struct {
		SchemaVersion string  `json:"schema_version"`
		Tables        []table `json:"tables"`
	}{SchemaVersion: SchemaVersion}
	for _, t := range tables {
		one := table{Name: t.Name, Meaning: t.Meaning, Default: t.Default}
		for _, c := range t.Columns {
			one.Columns = append(one.Columns, column{c.Name, c.Type.String(), c.Nullable, c.Meaning})
		}
		out.Tables = append(out.Tables, one)
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(out)
}

// A sqlDialect says how one database writes a table down.
type sqlDialect struct {
	open, close string // around a name
	typeOf      func(typeName) string
	comment     string // before a column's meaning: " COMMENT %s"
	nullArrays  bool   // arrays can't be declared NOT NULL
	tail        func(Table, sqlDialect) string
}

var sqlDialects = map[Dialect]sqlDialect{
	DuckDB:    {`"`, `"`, func(n typeName) string { return n.duckdb }, "", false, commentStatements},
	BigQuery:  {"`", "`", func(n typeName) string { return n.bigquery }, " OPTIONS(description=%s)", true, bigQueryTail},
	Snowflake: {`"`, `"`, func(n typeName) string { return n.snowflake }, " COMMENT %s", false, snowflakeTail},
	Spark:     {"`", "`", func(n typeName) string { return n.spark }, " COMMENT %s", false, sparkTail},
	Postgres:  {`"`, `"`, func(n typeName) string { return n.postgres }, "", false, commentStatements},
	Redshift:  {`"`, `"`, func(n typeName) string { return n.redshift }, "", false, commentStatements},
}

func ddl(t Table, d sqlDialect) string {
	var lines []string
	for _, c := range t.Columns {
		line := "  " + d.open + c.Name + d.close + " " + d.typeOf(typeNames[c.Type])
		isList := c.Type == TextList || c.Type == SpanList
		if !c.Nullable && !(isList && d.nullArrays) {
			line += " NOT NULL"
		}
		if d.comment != "" {
			line += fmt.Sprintf(d.comment, d.quote(c.Meaning))
		}
		lines = append(lines, line)
	}
	return "CREATE TABLE " + d.open + t.Name + d.close + " (\n" + strings.Join(lines, ",\n") + "\n)" + d.tail(t, d)
}

// currentView defines the rows that no later run has replaced: those of each
// article's latest run. Quarantine holds current rows alone.
func currentView(t Table, d sqlDialect) string {
	if t.Name == Quarantine {
		return ""
	}
	name := func(s string) string { return d.open + s + d.close }
	id, run := name(docID.Name), name(run.Name)
	return fmt.Sprintf("CREATE VIEW %s AS SELECT t.* FROM %s t JOIN (SELECT %s, MAX(%s) AS latest FROM %s GROUP BY %s) l ON t.%s = l.%s AND t.%s = l.latest;\n",
		name("current_"+t.Name), name(t.Name), id, run, name(Documents), id, id, id, run)
}

// quote makes a string literal. Backslashes escape in BigQuery and Spark alone,
// and no meaning holds one.
func (d sqlDialect) quote(s string) string {
	if d.open == "`" {
		return "'" + strings.ReplaceAll(s, "'", `\'`) + "'"
	}
	return "'" + strings.ReplaceAll(s, "'", "''") + "'"
}

// commentStatements is for databases that have comments as statements only.
func commentStatements(t Table, d sqlDialect) string {
	lines := []string{";", fmt.Sprintf("COMMENT ON TABLE %s IS %s;", d.open+t.Name+d.close, d.quote(t.Meaning))}
	for _, c := range t.Columns {
		lines = append(lines, fmt.Sprintf("COMMENT ON COLUMN %s.%s IS %s;", d.open+t.Name+d.close, d.open+c.Name+d.close, d.quote(c.Meaning)))
	}
	return strings.Join(lines, "\n") + "\n"
}

func bigQueryTail(t Table, d sqlDialect) string {
	return " OPTIONS(description=" + d.quote(t.Meaning) + ");\n"
}

func snowflakeTail(t Table, d sqlDialect) string { return " COMMENT = " + d.quote(t.Meaning) + ";\n" }

func sparkTail(t Table, d sqlDialect) string {
	return " USING PARQUET COMMENT " + d.quote(t.Meaning) + ";\n"
}

const markdownHead = `# The tables

What a run writes, made by ` + "`quoth schema --format markdown`" + ` from the one declaration of all tables.
Names, types and meanings are fixed; a column may be added, never renamed, retyped or dropped.
Schema version ` + SchemaVersion + `.

A run's folder holds ` + "`<table>/part-00000.parquet`" + ` (or ` + "`.arrow`, `.jsonl`, `.csv`" + `), ` + "`run.json`" + ` (the manifest)
and ` + "`_SUCCESS`" + `, which is written last. Names that begin with ` + "`_` or `.`" + ` are not data.

- **Offsets.** ` + "`start` and `end`" + ` count Unicode code points from the beginning of ` + "`documents.text`" + `, half-open:
  ` + "`text[start:end]`" + ` in Python, ` + "`substring(text, start + 1, end - start)`" + ` in SQL. The slice equals the text column
  beside it, byte for byte.
- **Keys.** ` + "`doc_id`" + ` is the input's own id where it has one, else the first 16 bytes of the SHA-256 of the cleaned
  text, in hex. Integer ids count from 0 within an article, in text order.
- **Runs.** A run with ` + "`--append`" + ` adds rows and removes none. Rows of an article that changed stand there once for each
  run that wrote it; its latest ` + "`run`" + ` counts. ` + "`quoth schema --format duckdb`" + ` (and the others) defines a view for each table,
  ` + "`current_quotes`" + ` of ` + "`quotes`" + `, that shows current rows alone; ` + "`quoth compact`" + ` removes the others. An output that was never
  added to holds current rows alone, of run 0.
- **Nulls.** Unknown is null, never "", "Unknown" or -1. A type with ` + "`!`" + ` is never null.

`

func markdownTable(t Table) string {
	var b strings.Builder
	fmt.Fprintf(&b, "## %s\n%s%s.\n\n| column | type | meaning |\n|---|---|---|\n", t.Name, strings.ToUpper(t.Meaning[:1])+t.Meaning[1:], onlyWhenNamed(t))
	for _, c := range t.Columns {
		fmt.Fprintf(&b, "| %s | %s | %s |\n", c.Name, escapeCell(c.typeMark()), escapeCell(c.Meaning))
	}
	return b.String()
}

func onlyWhenNamed(t Table) string {
	if t.Default || slices.Contains([]string{Documents, Quarantine}, t.Name) {
		return ""
	}
	return "; only when `--tables` names it"
}

func escapeCell(s string) string {
	return strings.NewReplacer("|", `\|`, "<", "&lt;", ">", "&gt;").Replace(s)
}
