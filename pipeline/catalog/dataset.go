package catalog

import (
	"bytes"
	"encoding/json"

	"quoth/pipeline/table"
)

// What both descriptions say of the whole.
const (
	name        = "quoth"
	title       = "Quotations, speakers, tones, entities and topics of news articles"
	description = "Who said what in each article, about whom and in what tone, what it names and what it is about. " +
		"Made by a program; every quotation has a confidence. Offsets count the code points of documents.text."
)

// A Dataset is the output of a run.
type Dataset struct {
	Version string // of the program
	License string // name of SPDX or address; "" where the user states none
	Format  Format
	Tables  []Table
}

// A Table is one table with its files.
type Table struct {
	table.Table
	Parts []Part
}

// A Part is one file of a table.
type Part struct {
	Path   string // relative to the output, with slashes
	Bytes  int64
	Rows   int64
	SHA256 string // hex
}

// A Format is how the files are written: parquet, arrow, jsonl or csv.
type Format string

// mediaTypes names the formats as the two descriptions' readers know them.
var mediaTypes = map[Format]string{
	"parquet": "application/x-parquet",
	"arrow":   "application/vnd.apache.arrow.file",
	"jsonl":   "application/jsonlines",
	"csv":     "text/csv",
}

// marshal writes JSON for people and programs.
func marshal(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err := e.Encode(v)
	return b.Bytes(), err
}
