package catalog

import (
	"encoding/json"
	"strings"

	"quoth/pipeline/table"
)

// The properties of a Data Package that quoth fills, after
// https://datapackage.org/standard/data-package/.
type (
	dataPackage struct {
		Schema      string        `json:"$schema"`
		Name        string        `json:"name"`
		Title       string        `json:"title"`
		Description string        `json:"description"`
		Version     string        `json:"version"`
		Licenses    []dataLicense `json:"licenses,omitempty"`
		Resources   []resource    `json:"resources"`
	}
	dataLicense struct {
		Name string `json:"name,omitempty"`
		Path string `json:"path,omitempty"`
	}
	resource struct {
		Name        string      `json:"name"`
		Path        paths       `json:"path"`
		Format      string      `json:"format"`
		MediaType   string      `json:"mediatype"`
		Encoding    string      `json:"encoding,omitempty"`
		Description string      `json:"description"`
		Bytes       int64       `json:"bytes"`
		Rows        int64       `json:"rows"`
		Schema      tableSchema `json:"schema"`
	}
	paths       []string
	tableSchema struct {
		Fields      []packageField `json:"fields"`
		PrimaryKey  []string       `json:"primaryKey,omitempty"`
		ForeignKeys []foreignKey   `json:"foreignKeys,omitempty"`
	}
	packageField struct {
		Name        string       `json:"name"`
		Type        string       `json:"type"`
		Description string       `json:"description"`
		Constraints *constraints `json:"constraints,omitempty"`
	}
	constraints struct {
		Required bool `json:"required"`
	}
	foreignKey struct {
		Fields    []string  `json:"fields"`
		Reference reference `json:"reference"`
	}
	reference struct {
		Resource string   `json:"resource"`
		Fields   []string `json:"fields"`
	}
)

// MarshalJSON writes a single path as a string: not every reader takes a list.
func (p paths) MarshalJSON() ([]byte, error) {
	if len(p) == 1 {
		return json.Marshal(p[0])
	}
	return json.Marshal([]string(p))
}

var packageTypes = map[table.Type]string{
	table.Text: "string", table.LongText: "string", table.Int32: "integer", table.Int64: "integer", table.Float32: "number",
	table.Bool: "boolean", table.Timestamp: "datetime", table.TextList: "array", table.SpanList: "array",
}

// DataPackage describes a dataset as a Data Package. Tables without a file, of
// an output that leaves empty tables out, are not in it.
func DataPackage(d Dataset) ([]byte, error) {
	p := dataPackage{
		Schema: "https://datapackage.org/profiles/2.0/datapackage.json",
		Name:   name, Title: title, Description: description, Version: d.Version, Licenses: licenses(d.License),
	}
	for _, t := range d.Tables {
		if len(t.Parts) > 0 {
			p.Resources = append(p.Resources, resourceOf(d, t))
		}
	}
	return marshal(p)
}

func licenses(license string) []dataLicense {
	switch {
	case license == "":
		return nil
	case strings.Contains(license, "://"):
		return []dataLicense{{Path: license}}
	}
	return []dataLicense{{Name: license}}
}

func resourceOf(d Dataset, t Table) resource {
	r := resource{Name: t.Name, Format: string(d.Format), MediaType: mediaTypes[d.Format], Description: t.Meaning}
	if d.Format == "csv" || d.Format == "jsonl" {
		r.Encoding = "utf-8"
	}
	for _, p := range t.Parts {
		r.Path = append(r.Path, p.Path)
		r.Bytes += p.Bytes
		r.Rows += p.Rows
	}
	for _, c := range t.Columns {
		f := packageField{Name: c.Name, Type: packageTypes[c.Type], Description: c.Meaning}
		if !c.Nullable {
			f.Constraints = &constraints{Required: true}
		}
		r.Schema.Fields = append(r.Schema.Fields, f)
	}
	r.Schema.PrimaryKey = t.Key()
	if t.Key() != nil && t.Name != table.Documents {
		r.Schema.ForeignKeys = []foreignKey{{Fields: []string{"doc_id"}, Reference: reference{Resource: table.Documents, Fields: []string{"doc_id"}}}}
	}
	return r
}
