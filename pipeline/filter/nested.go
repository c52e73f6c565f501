package filter

import (
	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"
	"github.com/apache/arrow/go/v17/arrow/memory"

	"quoth/pipeline/table"
)

// The columns of a nested output that are not called like their table: both
// hold at most one row an article.
const (
	documentColumn = "document"
	docIDColumn    = "doc_id"
)

// nested makes one row of all rows of an article: a column a table, with that
// table's columns but doc_id, which stands in front once. Documents and the
// quarantine are structs, one of which is null in every row; the other tables
// are lists of structs, null for an article that was set aside.
type nested struct {
	tables []table.Table
	fields []arrow.Field
	ids    *array.StringBuilder
	parts  []part // by table
}

// A part collects where the articles' rows in one table end.
type part struct {
	one     bool // at most one row an article: a struct, not a list
	valid   []bool
	offsets []int32 // of lists, without the first
}

func newNested(tables []table.Table) *nested {
	n := &nested{tables: tables, ids: array.NewStringBuilder(memory.DefaultAllocator)}
	n.fields = []arrow.Field{{
		Name: docIDColumn, Type: arrow.BinaryTypes.String, Nullable: true,
		Metadata: describe("the article's id; null where it was set aside and has none"),
	}}
	for _, t := range tables {
		one := t.Name == table.Documents || t.Name == table.Quarantine
		n.parts = append(n.parts, part{one: one})
		n.fields = append(n.fields, nestedField(t, one))
	}
	return n
}

func describe(meaning string) arrow.Metadata {
	return arrow.NewMetadata([]string{table.DescriptionKey}, []string{meaning})
}

// nestedField declares the column of a table.
func nestedField(t table.Table, one bool) arrow.Field {
	inner := arrow.StructOf(t.Without(docIDColumn).Schema(arrow.Metadata{}).Fields()...)
	f := arrow.Field{Name: t.Name, Type: inner, Nullable: true}
	switch {
	case t.Name == table.Documents:
		f.Name, f.Metadata = documentColumn, describe("the article's row of documents; null where it was set aside")
	case one:
		f.Metadata = describe("why the article was set aside; null where it was annotated")
	default:
		f.Type, f.Metadata = arrow.ListOfNonNullable(inner), describe(t.Meaning)
	}
	return f
}

// add adds an article's rows to all tables.
func (n *nested) add(b *table.Builder, j *job) {
	annotated := j.fault == nil
	if annotated {
		n.ids.Append(j.document.ID)
		b.Add(table.Document{Document: j.document, Source: j.item.Source})
		b.Reject(table.Rejected{})
	} else {
		n.id(j.fault.ID)
		b.Add(emptyDocument())
		b.Reject(rejected(j))
	}
	for i, t := range n.tables {
		p := &n.parts[i]
		p.valid = append(p.valid, annotated != (t.Name == table.Quarantine))
		rows, _ := b.Pending(t.Name)
		p.offsets = append(p.offsets, int32(rows))
	}
}

func (n *nested) id(id string) {
	if id == "" {
		n.ids.AppendNull()
		return
	}
	n.ids.Append(id)
}

// take gives the columns of the articles added, and begins anew.
func (n *nested) take(b *table.Builder) ([]arrow.Array, error) {
	columns := []arrow.Array{n.ids.NewArray()}
	for i, t := range n.tables {
		inner, err := takeColumns(b, t.Name)
		if err != nil {
			return nil, err
		}
		columns = append(columns, n.parts[i].column(n.fields[i+1].Type, withoutID(t, inner)))
		n.parts[i] = part{one: n.parts[i].one}
	}
	return columns, nil
}

// withoutID leaves out the column of a table that all tables share.
func withoutID(t table.Table, columns []arrow.Array) []arrow.Array {
	var rest []arrow.Array
	for i, c := range t.Columns {
		if c.Name != docIDColumn {
			rest = append(rest, columns[i])
		}
	}
	return rest
}

// column makes the column of a table of the table's own columns.
func (p *part) column(t arrow.DataType, inner []arrow.Array) arrow.Array {
	var children []arrow.ArrayData
	for _, c := range inner {
		children = append(children, c.Data())
	}
	validity, nulls := bitmap(p.valid)
	if p.one {
		return array.NewStructData(array.NewData(t, len(p.valid), []*memory.Buffer{validity}, children, nulls, 0))
	}
	elements := t.(*arrow.ListType).Elem()
	rows := array.NewData(elements, inner[0].Len(), []*memory.Buffer{nil}, children, 0, 0)
	offsets := memory.NewBufferBytes(arrow.Int32Traits.CastToBytes(append([]int32{0}, p.offsets...)))
	return array.NewListData(array.NewData(t, len(p.valid), []*memory.Buffer{validity, offsets}, []arrow.ArrayData{rows}, nulls, 0))
}

// bitmap packs truth values as Arrow does, the first in the lowest bit.
func bitmap(valid []bool) (*memory.Buffer, int) {
	bits := make([]byte, (len(valid)+7)/8)
	nulls := 0
	for i, v := range valid {
		if v {
			bits[i/8] |= 1 << (i % 8)
		} else {
			nulls++
		}
	}
	return memory.NewBufferBytes(bits), nulls
}
