package table

import (
	"github.com/apache/arrow/go/v17/arrow"
)

// DescriptionKey is the key of a column's meaning in its Arrow metadata.
const DescriptionKey = "description"

// A typeName says what a type is called in documentation and in databases.
type typeName struct {
	plain, duckdb, bigquery, snowflake, spark, postgres, redshift string
	arrow                                                         arrow.DataType
}

var spanType = arrow.StructOf(
	arrow.Field{Name: "start", Type: arrow.PrimitiveTypes.Int32},
	arrow.Field{Name: "end", Type: arrow.PrimitiveTypes.Int32},
)

// typeNames follows the types' order. BigQuery can't declare an array NOT NULL
// and has no INT32; Snowflake has no typed arrays in ordinary tables, Redshift
// none at all, and no text above 65,535 bytes.
var typeNames = []typeName{
	Text:      {"utf8", "VARCHAR", "STRING", "VARCHAR", "STRING", "TEXT", "VARCHAR(65535)", arrow.BinaryTypes.String},
	LongText:  {"large_utf8", "VARCHAR", "STRING", "VARCHAR", "STRING", "TEXT", "VARCHAR(MAX)", arrow.BinaryTypes.LargeString},
	Int32:     {"int32", "INTEGER", "INT64", "INTEGER", "INT", "INTEGER", "INTEGER", arrow.PrimitiveTypes.Int32},
	Int64:     {"int64", "BIGINT", "INT64", "BIGINT", "BIGINT", "BIGINT", "BIGINT", arrow.PrimitiveTypes.Int64},
	Float32:   {"float32", "FLOAT", "FLOAT64", "FLOAT", "FLOAT", "REAL", "REAL", arrow.PrimitiveTypes.Float32},
	Bool:      {"bool", "BOOLEAN", "BOOL", "BOOLEAN", "BOOLEAN", "BOOLEAN", "BOOLEAN", arrow.FixedWidthTypes.Boolean},
	Timestamp: {"timestamp[us, UTC]", "TIMESTAMPTZ", "TIMESTAMP", "TIMESTAMP_TZ", "TIMESTAMP", "TIMESTAMPTZ", "TIMESTAMPTZ", &arrow.TimestampType{Unit: arrow.Microsecond, TimeZone: "UTC"}},
	TextList:  {"list<utf8>", "VARCHAR[]", "ARRAY<STRING>", "ARRAY", "ARRAY<STRING>", "TEXT[]", "SUPER", arrow.ListOf(arrow.BinaryTypes.String)},
	SpanList:  {"list<struct<start int32!, end int32!>>", `STRUCT("start" INTEGER, "end" INTEGER)[]`, "ARRAY<STRUCT<`start` INT64, `end` INT64>>", "ARRAY", "ARRAY<STRUCT<`start`: INT, `end`: INT>>", "JSONB", "SUPER", arrow.ListOf(spanType)},
}

// Schema gives the table's Arrow schema. Each field carries its meaning under
// DescriptionKey; the schema carries the metadata given, in its order.
func (t Table) Schema(metadata arrow.Metadata) *arrow.Schema {
	fields := make([]arrow.Field, len(t.Columns))
	for i, c := range t.Columns {
		fields[i] = arrow.Field{
			Name: c.Name, Type: typeNames[c.Type].arrow, Nullable: c.Nullable,
			Metadata: arrow.NewMetadata([]string{DescriptionKey}, []string{c.Meaning}),
		}
	}
	return arrow.NewSchema(fields, &metadata)
}
