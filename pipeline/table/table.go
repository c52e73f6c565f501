package table

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// SchemaVersion is the version of all tables together. It stands in every file.
const SchemaVersion = "1"

// ErrUnknownTable says that there is no table of that name.
var ErrUnknownTable = errors.New("unknown table")

// A Type is the type of a column's values.
type Type int

// The types of columns.
const (
	Text      Type = iota // UTF-8
	LongText              // UTF-8 with 64-bit offsets: texts of whole articles
	Int32                 // signed
	Int64                 // signed
	Float32               // IEEE 754
	Bool                  //
	Timestamp             // microseconds, UTC
	TextList              // list of Text; no element is ever null
	SpanList              // list of struct<start int32, end int32>; no element is ever null
)

// String gives the name that documentation uses.
func (t Type) String() string { return typeNames[t].plain }

// An Encoding says how a column's values repeat, for formats that can use it.
type Encoding int

// The encodings.
const (
	Few     Encoding = iota // few different values: a dictionary
	Rising                  // numbers that mostly rise: differences
	Various                 // words that seldom repeat: lengths and bytes apart
)

// A Column declares one column.
type Column struct {
	Name     string
	Type     Type
	Nullable bool
	Encoding Encoding
	Meaning  string // one sentence without a full stop
}

// A Table declares one table.
type Table struct {
	Name    string
	Meaning string // what one row is
	Default bool   // written unless a run names its tables
	Columns []Column
}

// Has says whether the table has a column of that name.
func (t Table) Has(column string) bool {
	return slices.ContainsFunc(t.Columns, func(c Column) bool { return c.Name == column })
}

// Without gives the table without one column.
func (t Table) Without(column string) Table {
	t.Columns = slices.DeleteFunc(slices.Clone(t.Columns), func(c Column) bool { return c.Name == column })
	return t
}

// The names of the tables.
const (
	Documents  = "documents"
	Sentences  = "sentences"
	Tokens     = "tokens"
	Entities   = "entities"
	Quotes     = "quotes"
	Stances    = "stances"
	Topics     = "topics"
	Quarantine = "quarantine"
)

// Names lists the names of all tables, in the order of All.
func Names() []string {
	var names []string
	for _, t := range All() {
		names = append(names, t.Name)
	}
	return names
}

// Find gives the table of a name; ErrUnknownTable, wrapped, where there is none.
func Find(name string) (Table, error) {
	for _, t := range All() {
		if t.Name == name {
			return t, nil
		}
	}
	return Table{}, fmt.Errorf("%w: %s; there are %s", ErrUnknownTable, name, strings.Join(Names(), ", "))
}

// Select gives the tables of a run: those named, or the default ones where
// none is; documents and quarantine are always among them. They come in the
// order of All.
func Select(names []string) ([]Table, error) {
	for _, n := range names {
		if _, err := Find(n); err != nil {
			return nil, err
		}
	}
	var selected []Table
	for _, t := range All() {
		always := t.Name == Documents || t.Name == Quarantine
		if always || slices.Contains(names, t.Name) || len(names) == 0 && t.Default {
			selected = append(selected, t)
		}
	}
	return selected, nil
}
