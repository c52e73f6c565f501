package filter

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"

	"quoth/pipeline/limit"
	"quoth/pipeline/source"
)

// The fields that are not read as a short text. "source" is no field of an
// article's record elsewhere: there the file's name says it.
const (
	fieldID        = "id"
	fieldText      = "text"
	fieldPublished = "published_at"
	fieldSource    = "source"
)

// fieldNames lists the fields that columns can be mapped to.
func fieldNames() []string { return append(source.FieldNames(), fieldSource) }

// Columns says which columns of a stream hold what.
type columns struct {
	fields map[string]cellPath // by field; those that the stream has
	names  map[string]string   // by field: what the stream calls it
	keep   []int               // columns that go out as they came in
}

// A cellPath leads to a column: an index, and those of structs inside it.
type cellPath []int

// newColumns finds the articles' fields in a schema, and the columns to keep.
func newColumns(schema *arrow.Schema, o Options) (*columns, error) {
	c := &columns{fields: map[string]cellPath{}, names: map[string]string{}}
	for field := range o.Fields {
		if !slices.Contains(fieldNames(), field) {
			return nil, fmt.Errorf("%w: %s; an article has %s", source.ErrField, field, strings.Join(fieldNames(), ", "))
		}
	}
	used := map[int]bool{}
	for _, field := range fieldNames() {
		name, asked := o.Fields[field]
		if !asked {
			name = field
		}
		c.names[field] = name
		path, found, err := findColumn(schema, name)
		switch {
		case err != nil:
			return nil, err
		case !found && (asked || field == fieldText):
			return nil, fmt.Errorf("%w: there is no column %q for the articles' %s; there are %s", ErrColumn, name, field, nameList(schema.Fields()))
		case !found:
			continue
		}
		if err := checkType(field, name, path.dataType(schema)); err != nil {
			return nil, err
		}
		c.fields[field] = path
		if len(path) == 1 {
			used[path[0]] = true
		}
	}
	var err error
	c.keep, err = keptColumns(schema, used, o)
	return c, err
}

// findColumn finds a column by its name, else as a path of names with dots
// through structs.
func findColumn(schema *arrow.Schema, name string) (cellPath, bool, error) {
	fields := schema.Fields()
	var path cellPath
	for {
		i, err := oneField(fields, name)
		if err != nil || i >= 0 {
			return append(path, i), err == nil, err
		}
		first, rest, dotted := strings.Cut(name, ".")
		if i, err = oneField(fields, first); err != nil || !dotted || i < 0 {
			return nil, false, err
		}
		inner, isStruct := fields[i].Type.(*arrow.StructType)
		if !isStruct {
			return nil, false, nil
		}
		path, fields, name = append(path, i), inner.Fields(), rest
	}
}

// oneField gives the index of the field of a name; -1 for none.
func oneField(fields []arrow.Field, name string) (int, error) {
	found := -1
	for i, f := range fields {
		if f.Name == name && found >= 0 {
			return 0, fmt.Errorf("%w: there are two of the name %q", ErrColumn, name)
		}
		if f.Name == name {
			found = i
		}
	}
	return found, nil
}

func nameList(fields []arrow.Field) string {
	var names []string
	for _, f := range fields {
		names = append(names, source.Printable(f.Name))
	}
	if len(names) == 0 {
		return "none"
	}
	return strings.Join(names, ", ")
}

// Words that stand for columns to keep.
const (
	KeepAll  = "all"  // all that are no field of an article
	KeepNone = "none" // none
)

// keptColumns says which columns go out as they came in.
func keptColumns(schema *arrow.Schema, used map[int]bool, o Options) ([]int, error) {
	keep := o.Keep
	if len(keep) == 0 {
		keep = []string{KeepNone}
		if o.oneRowAnArticle() {
			keep = []string{KeepAll}
		}
	}
	var kept []int
	switch keep[0] {
	case KeepNone:
		return nil, nil
	case KeepAll:
		for i := range schema.Fields() {
			if !used[i] {
				kept = append(kept, i)
			}
		}
		return kept, nil
	}
	for _, name := range keep {
		i, err := oneField(schema.Fields(), name)
		if err != nil {
			return nil, err
		}
		if i < 0 {
			return nil, fmt.Errorf("%w: there is no column %q to keep; there are %s", ErrColumn, name, nameList(schema.Fields()))
		}
		kept = append(kept, i)
	}
	return kept, nil
}

// dataType gives the type of the column at the end of the path.
func (p cellPath) dataType(schema *arrow.Schema) arrow.DataType {
	t := schema.Field(p[0]).Type
	for _, i := range p[1:] {
		t = t.(*arrow.StructType).Field(i).Type
	}
	return t
}

// column gives the column at the end of the path; false where a struct on the
// way is null in the row.
func (p cellPath) column(record arrow.Record, row int) (arrow.Array, bool) {
	column := record.Column(p[0])
	for _, i := range p[1:] {
		if column.IsNull(row) {
			return nil, false
		}
		column = column.(*array.Struct).Field(i)
	}
	return column, !column.IsNull(row)
}

// value gives a field of a row as text; false for null and where there is no
// such column.
func (c *columns) value(record arrow.Record, row int, field, join string) (string, bool) {
	path, ok := c.fields[field]
	if !ok {
		return "", false
	}
	column, ok := path.column(record, row)
	if !ok {
		return "", false
	}
	return valueAt(column, row, join)
}

// item makes an item of a row, as a record of a file makes one. The row's
// number counts from 1 in the stream.
func (c *columns) item(record arrow.Record, row int, number int64, limits limit.Limits) source.Item {
	item := source.Item{Source: source.Stdin + "#" + strconv.FormatInt(number, 10)}
	if item.Fault = c.article(&item, record, row, limits); item.Fault != nil {
		item.Fault.ID, item.Article = strings.ToValidUTF8(item.Article.ID, "\uFFFD"), source.Article{}
	}
	item.Source = strings.ToValidUTF8(item.Source, "\uFFFD")
	return item
}

func (c *columns) article(item *source.Item, record arrow.Record, row int, limits limit.Limits) *source.Fault {
	a := &item.Article
	for _, t := range []struct {
		field string
		to    *string
	}{{fieldID, &a.ID}, {"url", &a.URL}, {"title", &a.Title}, {"author", &a.Author}, {"publisher", &a.Publisher}, {fieldSource, &item.Source}} {
		text, _ := c.value(record, row, t.field, ", ")
		if len(text) > limits.FieldBytes {
			return rowFault(source.StageParse, source.FieldTooLarge, "field %q has %d bytes, more than %d", c.names[t.field], len(text), limits.FieldBytes)
		}
		if text != "" {
			*t.to = strings.Clone(text)
		}
	}
	if path, ok := c.fields[fieldPublished]; ok {
		if column, ok := path.column(record, row); ok {
			a.Published, item.BadDate = publishedAt(column, row)
		}
	}
	text, known := c.value(record, row, fieldText, "\n\n")
	if !known {
		return rowFault(source.StageParse, source.NoText, "the column %q is null", c.names[fieldText])
	}
	if int64(len(text)) > limits.ArticleBytes {
		f := rowFault(source.StageRead, source.TooLarge, "the text has %d bytes, more than %d", len(text), limits.ArticleBytes)
		f.Bytes, f.SHA256 = int64(len(text)), source.Sum([]byte(text))
		return f
	}
	a.Text = []byte(text)
	return nil
}

// rowFault is a fault of a row whose size is not known.
func rowFault(stage source.Stage, code source.Code, format string, values ...any) *source.Fault {
	return &source.Fault{Stage: stage, Code: code, Message: source.Printable(fmt.Sprintf(format, values...)), Bytes: -1}
}
