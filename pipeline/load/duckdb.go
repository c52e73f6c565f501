package load

import (
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"quoth/pipeline/reader"
	"quoth/pipeline/table"
)

// readers are DuckDB's functions for the formats that a run is written in.
var readers = map[string]string{".parquet": "read_parquet", ".jsonl": "read_json"}

// DuckDB writes a script for DuckDB's command line that loads the tables of a
// finished run into a database file, in one transaction. The paths in it are
// absolute. Arrow files are not read by DuckDB alone: they are ErrFormat.
func DuckDB(w io.Writer, file, run string) error {
	tables, err := tablesOf(run)
	if err != nil {
		return err
	}
	file, err = filepath.Abs(file)
	if err != nil {
		return err
	}
	statements := []string{"ATTACH " + literal(file) + " AS quoth_target", "BEGIN TRANSACTION"}
	for _, t := range tables {
		made, err := duckTable(t, run)
		if err != nil {
			return err
		}
		statements = append(statements, made...)
	}
	for _, t := range slices.Backward(tables) {
		m := merge{table: t, target: duckName(t), staged: staged(t.Name), stagedDocuments: staged(table.Documents), stagedQuarantine: staged(table.Quarantine)}
		if current := m.keepCurrent(); current != "" {
			statements = append(statements, current)
		}
		statements = append(statements, m.remove(), m.insert())
	}
	statements = append(statements, "COMMIT")
	_, err = io.WriteString(w, strings.Join(statements, ";\n")+";\n")
	return err
}

func duckName(t table.Table) string { return "quoth_target." + quoted(t.Name) }

// duckTable makes a table, adds columns that an older quoth did not have, and
// stages the run's rows. A key is not declared: DuckDB finds it broken where a
// row is taken away and put back in one transaction.
func duckTable(t table.Table, run string) ([]string, error) {
	statements := []string{createTable(duckName(t), t, table.DuckDB, false)}
	for _, c := range t.Columns {
		statements = append(statements, fmt.Sprintf("ALTER TABLE %s ADD COLUMN IF NOT EXISTS %s %s", duckName(t), quoted(c.Name), c.TypeIn(table.DuckDB)))
	}
	parts, err := reader.Parts(run, t.Name)
	if err != nil {
		return nil, err
	}
	read := readers[filepath.Ext(parts[0])]
	if read == "" {
		return nil, fmt.Errorf("%s: %w: %s", run, ErrFormat, strings.TrimPrefix(filepath.Ext(parts[0]), "."))
	}
	var names, columns []string
	for _, p := range parts {
		if p, err = filepath.Abs(p); err != nil {
			return nil, err
		}
		names = append(names, literal(p))
	}
	for _, c := range t.Columns {
		columns = append(columns, fmt.Sprintf("CAST(%s AS %s) AS %s", quoted(c.Name), c.TypeIn(table.DuckDB), quoted(c.Name)))
	}
	from := read + "([" + strings.Join(names, ", ") + "])"
	return append(statements, fmt.Sprintf("CREATE OR REPLACE TEMPORARY TABLE %s AS SELECT %s FROM %s", staged(t.Name), strings.Join(columns, ", "), from)), nil
}
