package filter

import (
	"fmt"
	"strings"
	"time"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"

	"quoth/pipeline/source"
)

// valueAt gives a cell as text: words as they are, numbers as digits, times in
// RFC 3339, lists joined; "" and false for null.
func valueAt(column arrow.Array, row int, join string) (text string, known bool) {
	if column.IsNull(row) {
		return "", false
	}
	switch c := column.(type) {
	case array.StringLike:
		return c.Value(row), true
	case interface{ Value(int) []byte }: // binary, of every layout
		return string(c.Value(row)), true
	case *array.Dictionary:
		return valueAt(c.Dictionary(), c.GetValueIndex(row), join)
	case array.ExtensionArray:
		return valueAt(c.Storage(), row, join)
	case array.ListLike:
		return listAt(c, row, join), true
	case *array.Timestamp, *array.Date32, *array.Date64:
		return timeAt(column, row).Format(time.RFC3339Nano), true
	}
	return column.ValueStr(row), true
}

func listAt(c array.ListLike, row int, join string) string {
	start, end := c.ValueOffsets(row)
	var parts []string
	for i := start; i < end; i++ {
		part, _ := valueAt(c.ListValues(), int(i), join) // a null of a list is nothing, as in JSON
		parts = append(parts, part)
	}
	return strings.Join(parts, join)
}

// timeAt gives a cell of a type of times.
func timeAt(column arrow.Array, row int) time.Time {
	switch c := column.(type) {
	case *array.Timestamp:
		unit := c.DataType().(*arrow.TimestampType).Unit
		return c.Value(row).ToTime(unit).UTC()
	case *array.Date32:
		return c.Value(row).ToTime()
	case *array.Date64:
		return c.Value(row).ToTime()
	}
	return time.Time{}
}

// publishedAt reads a date; bad says that there is one that can't be read.
func publishedAt(column arrow.Array, row int) (at time.Time, bad bool) {
	for {
		dictionary, isDictionary := column.(*array.Dictionary)
		if !isDictionary || column.IsNull(row) {
			break
		}
		column, row = dictionary.Dictionary(), dictionary.GetValueIndex(row)
	}
	text, _ := valueAt(column, row, " ")
	text = strings.TrimSpace(text)
	switch {
	case text == "":
		return time.Time{}, false
	case isNumber(column.DataType()):
		return source.ParseUnix(text)
	}
	return source.ParseDate(text)
}

func isNumber(t arrow.DataType) bool {
	return arrow.IsInteger(t.ID()) || arrow.IsFloating(t.ID()) || arrow.IsDecimal(t.ID())
}

// isText says whether cells of a type can be an article's text. Nothing but
// nulls can't: such a column has as many rows as it says, and no bytes.
func isText(t arrow.DataType) bool {
	switch t := t.(type) {
	case *arrow.DictionaryType:
		return isText(t.ValueType)
	case arrow.ExtensionType:
		return isText(t.StorageType())
	case arrow.ListLikeType:
		return t.ID() != arrow.MAP && isText(t.Elem())
	}
	return arrow.IsBaseBinary(t.ID()) || t.ID() == arrow.STRING_VIEW || t.ID() == arrow.BINARY_VIEW
}

// isShort says whether cells of a type can be one of an article's other fields.
func isShort(t arrow.DataType) bool {
	switch t := t.(type) {
	case *arrow.DictionaryType:
		return isShort(t.ValueType)
	case arrow.ExtensionType:
		return isShort(t.StorageType())
	case arrow.ListLikeType:
		return t.ID() != arrow.MAP && isShort(t.Elem())
	}
	switch t.ID() {
	case arrow.NULL, arrow.BOOL, arrow.TIMESTAMP, arrow.DATE32, arrow.DATE64:
		return true
	}
	return isText(t) || isNumber(t)
}

// checkType returns ErrColumn, wrapped, where a column can't be the field.
func checkType(field, column string, t arrow.DataType) error {
	switch {
	case field == fieldText && !isText(t):
		return fmt.Errorf("%w: %s is %s, and an article's text is wanted", ErrColumn, column, t)
	case !isShort(t):
		return fmt.Errorf("%w: %s is %s, and can't be an article's %s", ErrColumn, column, t, field)
	}
	return nil
}
