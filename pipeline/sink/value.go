package sink

import (
	"strconv"
	"time"
	"unicode/utf8"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"
)

// appendJSON adds the value of a column at a row as JSON. Numbers have as many
// digits as tell them apart; times are RFC 3339.
func appendJSON(to []byte, column arrow.Array, row int) []byte {
	if column.IsNull(row) {
		return append(to, "null"...)
	}
	switch c := column.(type) {
	case *array.String:
		return appendString(to, c.Value(row))
	case *array.LargeString:
		return appendString(to, c.Value(row))
	case *array.Timestamp:
		return append(append(append(to, '"'), formatTime(c.Value(row))...), '"')
	case *array.List:
		start, end := c.ValueOffsets(row)
		to = append(to, '[')
		for i := int(start); i < int(end); i++ {
			if i > int(start) {
				to = append(to, ',')
			}
			to = appendJSON(to, c.ListValues(), i)
		}
		return append(to, ']')
	case *array.Struct:
		to = append(to, '{')
		for i, f := range c.DataType().(*arrow.StructType).Fields() {
			if i > 0 {
				to = append(to, ',')
			}
			to = append(appendString(to, f.Name), ':')
			to = appendJSON(to, c.Field(i), row)
		}
		return append(to, '}')
	}
	return appendPlain(to, column, row)
}

// appendPlain adds numbers and truth values, which JSON and CSV write alike.
func appendPlain(to []byte, column arrow.Array, row int) []byte {
	switch c := column.(type) {
	case *array.Int32:
		return strconv.AppendInt(to, int64(c.Value(row)), 10)
	case *array.Int64:
		return strconv.AppendInt(to, c.Value(row), 10)
	case *array.Float32:
		return strconv.AppendFloat(to, float64(c.Value(row)), 'g', -1, 32)
	case *array.Boolean:
		return strconv.AppendBool(to, c.Value(row))
	}
	return append(to, column.ValueStr(row)...)
}

func formatTime(t arrow.Timestamp) string {
	return t.ToTime(arrow.Microsecond).UTC().Format(time.RFC3339Nano)
}

const hexDigits = "0123456789abcdef"

// appendString adds a JSON string: the escapes that RFC 8259 asks for, and the
// two line separators that break JavaScript.
func appendString(to []byte, s string) []byte {
	to = append(to, '"')
	start := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c >= utf8.RuneSelf {
			r, n := utf8.DecodeRuneInString(s[i:])
			if r == '\u2028' || r == '\u2029' {
				to = append(to, s[start:i]...)
				to = append(to, `\u202`...)
				to = append(to, hexDigits[r&0xf])
				start = i + n
			}
			i += n
			continue
		}
		if c >= ' ' && c != '"' && c != '\\' {
			i++
			continue
		}
		to = append(to, s[start:i]...)
		switch c {
		case '"', '\\':
			to = append(to, '\\', c)
		case '\n':
			to = append(to, `\n`...)
		case '\t':
			to = append(to, `\t`...)
		case '\r':
			to = append(to, `\r`...)
		default:
			to = append(to, `\u00`...)
			to = append(to, hexDigits[c>>4], hexDigits[c&0xf])
		}
		i++
		start = i
	}
	to = append(to, s[start:]...)
	return append(to, '"')
}
