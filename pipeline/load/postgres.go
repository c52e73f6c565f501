package load

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"quoth/pipeline/reader"
	"quoth/pipeline/table"
)

// A Result counts what loading did to one table.
type Result struct {
	Table    string
	Read     int64 // rows of the run
	Removed  int64 // rows that were there, and are replaced or gone
	Inserted int64
}

// lockKey is of the advisory lock that keeps two loads apart: "quoth", as a
// number.
const lockKey = 0x71756f7468

// Postgres loads the tables of a finished run into the schema of a database, in
// one transaction. The address is a URL or a connection string as libpq takes
// it; what it leaves out comes from libpq's environment variables. The schema is
// made where it is missing. Errors are this package's and those of reading the
// run (reader.ErrNotFinished, reader.ErrDamaged), wrapped.
func Postgres(ctx context.Context, address, schema, run string) ([]Result, error) {
	tables, err := tablesOf(run)
	if err != nil {
		return nil, err
	}
	connection, err := pgx.Connect(ctx, address)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDatabase, withoutPassword(err, address))
	}
	defer connection.Close(context.WithoutCancel(ctx))
	var results []Result
	err = pgx.BeginFunc(ctx, connection, func(tx pgx.Tx) error {
		p := postgres{ctx: ctx, tx: tx, schema: schema, run: run}
		results, err = p.load(tables)
		return err
	})
	return results, err
}

// withoutPassword keeps an address, which may hold a password, out of a message.
func withoutPassword(err error, address string) error {
	if strings.Contains(err.Error(), address) {
		return errors.New(strings.ReplaceAll(err.Error(), address, "the address given"))
	}
	return err
}

// tablesOf finds the tables that a run has written, and refuses formats that
// can't be loaded.
func tablesOf(run string) ([]table.Table, error) {
	var tables []table.Table
	for _, t := range table.All() {
		parts, err := reader.Parts(run, t.Name)
		if errors.Is(err, reader.ErrNoTable) {
			continue
		}
		if err != nil {
			return nil, err
		}
		if filepath.Ext(parts[0]) == ".csv" {
			return nil, fmt.Errorf("%s: %w: csv", run, ErrFormat)
		}
		tables = append(tables, t)
	}
	return tables, nil
}

// A postgres is one load, inside its transaction.
type postgres struct {
	ctx         context.Context
	tx          pgx.Tx
	schema, run string
}

func (p *postgres) load(tables []table.Table) ([]Result, error) {
	for _, statement := range []string{
		fmt.Sprintf("SELECT pg_advisory_xact_lock(%d)", int64(lockKey)),
		"CREATE SCHEMA IF NOT EXISTS " + quoted(p.schema),
	} {
		if _, err := p.exec(statement); err != nil {
			return nil, err
		}
	}
	results := make([]Result, len(tables))
	for i, t := range tables {
		results[i].Table = t.Name
		if err := p.prepare(t); err != nil {
			return nil, err
		}
		var err error
		if results[i].Read, err = p.stage(t); err != nil {
			return nil, err
		}
	}
	// Documents say what is current: they come last.
	for i, t := range slices.Backward(tables) {
		if err := p.merge(t, &results[i]); err != nil {
			return nil, err
		}
	}
	return results, nil
}

func (p *postgres) exec(statement string) (int64, error) {
	tag, err := p.tx.Exec(p.ctx, statement)
	if err != nil {
		return 0, fmt.Errorf("%w: %w", ErrDatabase, err)
	}
	return tag.RowsAffected(), nil
}

func (p *postgres) name(t string) string { return quoted(p.schema) + "." + quoted(t) }

func staged(t string) string { return quoted("staged_" + t) }

// prepare makes the table, or adds the columns that an older quoth did not
// have.
func (p *postgres) prepare(t table.Table) error {
	there, err := p.columns(t)
	if err != nil {
		return err
	}
	if len(there) == 0 {
		return p.create(t)
	}
	for _, c := range t.Columns {
		have, ok := there[c.Name]
		want := c.TypeIn(table.Postgres)
		if !ok {
			if _, err := p.exec(fmt.Sprintf("ALTER TABLE %s ADD COLUMN %s %s", p.name(t.Name), quoted(c.Name), want)); err != nil {
				return err
			}
			continue
		}
		if !strings.EqualFold(have, want) {
			return fmt.Errorf("%w: %s.%s is %s, not %s", ErrColumn, t.Name, c.Name, have, strings.ToLower(want))
		}
	}
	return nil
}

func (p *postgres) create(t table.Table) error {
	statements := []string{
		createTable(p.name(t.Name), t, table.Postgres, true),
		fmt.Sprintf("COMMENT ON TABLE %s IS %s", p.name(t.Name), literal(t.Meaning)),
	}
	for _, c := range t.Columns {
		statements = append(statements, fmt.Sprintf("COMMENT ON COLUMN %s.%s IS %s", p.name(t.Name), quoted(c.Name), literal(c.Meaning)))
	}
	for _, s := range statements {
		if _, err := p.exec(s); err != nil {
			return err
		}
	}
	return nil
}

// columns gives the types of a table's columns, in the words of DDL; none where
// there is no such table.
func (p *postgres) columns(t table.Table) (map[string]string, error) {
	rows, err := p.tx.Query(p.ctx, `SELECT a.attname, format_type(a.atttypid, a.atttypmod) FROM pg_attribute a
		JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
		WHERE n.nspname = $1 AND c.relname = $2 AND a.attnum > 0 AND NOT a.attisdropped`, p.schema, t.Name)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDatabase, err)
	}
	there := map[string]string{}
	var name, kind string
	_, err = pgx.ForEachRow(rows, []any{&name, &kind}, func() error {
		if kind == "timestamp with time zone" {
			kind = "timestamptz"
		}
		there[name] = kind
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDatabase, err)
	}
	return there, nil
}

// stage copies the rows of the run into a table that ends with the transaction.
func (p *postgres) stage(t table.Table) (int64, error) {
	create := strings.Replace(createTable(staged(t.Name), t, table.Postgres, false), "CREATE TABLE", "CREATE TEMPORARY TABLE", 1)
	if _, err := p.exec(create + " ON COMMIT DROP"); err != nil {
		return 0, err
	}
	var names []string
	for _, c := range t.Columns {
		names = append(names, c.Name)
	}
	next, stop := iter.Pull2(reader.Rows(p.ctx, p.run, t.Name))
	defer stop()
	rows := &copied{columns: t.Columns, next: next}
	n, err := p.tx.CopyFrom(p.ctx, pgx.Identifier{"staged_" + t.Name}, names, rows)
	if rows.err != nil {
		return n, rows.err
	}
	if err != nil {
		return n, fmt.Errorf("%w: %s: %w", ErrDatabase, t.Name, err)
	}
	return n, nil
}

func (p *postgres) merge(t table.Table, r *Result) error {
	m := merge{table: t, target: p.name(t.Name), staged: staged(t.Name), stagedDocuments: staged(table.Documents), stagedQuarantine: staged(table.Quarantine)}
	if current := m.keepCurrent(); current != "" {
		if _, err := p.exec(current); err != nil {
			return err
		}
	}
	var err error
	if r.Removed, err = p.exec(m.remove()); err != nil {
		return err
	}
	r.Inserted, err = p.exec(m.insert())
	return err
}

// A copied gives rows to COPY.
type copied struct {
	columns []table.Column
	next    func() (reader.Row, error, bool)
	row     reader.Row
	err     error
}

func (c *copied) Next() bool {
	var more bool
	c.row, c.err, more = c.next()
	return more && c.err == nil
}

func (c *copied) Err() error { return c.err }

func (c *copied) Values() ([]any, error) {
	values := make([]any, len(c.columns))
	for i, column := range c.columns {
		var err error
		if values[i], err = valueOf(column, c.row[column.Name]); err != nil {
			c.err = fmt.Errorf("%w: column %s: %w", reader.ErrDamaged, column.Name, err)
			return nil, c.err
		}
	}
	return values, nil
}

// timeLayouts are how the formats write a time.
var timeLayouts = []string{"2006-01-02 15:04:05.999999Z07:00", "2006-01-02 15:04:05.999999", time.RFC3339Nano}

// valueOf gives a value as the driver takes it.
func valueOf(c table.Column, v any) (any, error) {
	if v == nil {
		return nil, nil
	}
	switch c.Type {
	case table.Int32:
		n, err := strconv.ParseInt(fmt.Sprint(v), 10, 32)
		return int32(n), err
	case table.Int64:
		return strconv.ParseInt(fmt.Sprint(v), 10, 64)
	case table.Float32:
		n, err := strconv.ParseFloat(fmt.Sprint(v), 32)
		return float32(n), err
	case table.Timestamp:
		return timeOf(fmt.Sprint(v))
	case table.TextList:
		return textsOf(v)
	case table.SpanList:
		return json.Marshal(v)
	}
	return v, nil
}

func timeOf(s string) (any, error) {
	for _, layout := range timeLayouts {
		if t, err := time.Parse(layout, s); err == nil {
			return t, nil
		}
	}
	return nil, fmt.Errorf("%q is no time", s)
}

func textsOf(v any) (any, error) {
	list, ok := v.([]any)
	if !ok {
		return nil, fmt.Errorf("%v is no list", v)
	}
	texts := make([]string, len(list))
	for i, item := range list {
		if texts[i], ok = item.(string); !ok {
			return nil, fmt.Errorf("%v is no text", item)
		}
	}
	return texts, nil
}
