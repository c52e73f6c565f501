// Package table declares the tables that a run writes, once: their names,
// columns, types and meanings. Arrow and Parquet schemas, the definitions for
// databases, the listings that users see and the page docs/tables.md are made
// from the declaration; the rows are made of documents by [Builder].
//
// A column may be added, never renamed, retyped or dropped; [SchemaVersion]
// rises with every addition.
package table
