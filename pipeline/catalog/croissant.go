package catalog

import (
	"encoding/json"
	"path"

	"quoth/pipeline/table"
)

// context is the one that the Croissant 1.0 specification asks for:
// https://docs.mlcommons.org/croissant/docs/croissant-spec.html.
const context = `{"@language":"en","@vocab":"https://schema.org/","citeAs":"cr:citeAs","column":"cr:column","conformsTo":"dct:conformsTo",` +
	`"cr":"http://mlcommons.org/croissant/","rai":"http://mlcommons.org/croissant/RAI/","data":{"@id":"cr:data","@type":"@json"},` +
	`"dataType":{"@id":"cr:dataType","@type":"@vocab"},"dct":"http://purl.org/dc/terms/","examples":{"@id":"cr:examples","@type":"@json"},` +
	`"extract":"cr:extract","field":"cr:field","fileProperty":"cr:fileProperty","fileObject":"cr:fileObject","fileSet":"cr:fileSet",` +
	`"format":"cr:format","includes":"cr:includes","isLiveDataset":"cr:isLiveDataset","jsonPath":"cr:jsonPath","key":"cr:key","md5":"cr:md5",` +
	`"parentField":"cr:parentField","path":"cr:path","recordSet":"cr:recordSet","references":"cr:references","regex":"cr:regex",` +
	`"repeated":"cr:repeated","replace":"cr:replace","sc":"https://schema.org/","separator":"cr:separator","source":"cr:source",` +
	`"subField":"cr:subField","transform":"cr:transform"}`

// The properties of Croissant that quoth fills.
type (
	croissant struct {
		Context      json.RawMessage `json:"@context"`
		Type         string          `json:"@type"`
		ConformsTo   string          `json:"conformsTo"`
		Name         string          `json:"name"`
		Description  string          `json:"description"`
		Version      string          `json:"version"`
		License      string          `json:"license,omitempty"`
		Distribution []fileSet       `json:"distribution"`
		RecordSet    []recordSet     `json:"recordSet"`
	}
	fileSet struct {
		Type           string `json:"@type"`
		ID             string `json:"@id"`
		Name           string `json:"name"`
		Description    string `json:"description"`
		EncodingFormat string `json:"encodingFormat"`
		Includes       string `json:"includes"`
	}
	recordSet struct {
		Type        string  `json:"@type"`
		ID          string  `json:"@id"`
		Name        string  `json:"name"`
		Description string  `json:"description"`
		Key         []id    `json:"key,omitempty"`
		Field       []field `json:"field"`
	}
	field struct {
		Type        string `json:"@type"`
		ID          string `json:"@id"`
		Name        string `json:"name"`
		Description string `json:"description"`
		DataType    string `json:"dataType"`
		Repeated    bool   `json:"repeated,omitempty"`
		Source      source `json:"source"`
	}
	source struct {
		FileSet id      `json:"fileSet"`
		Extract extract `json:"extract"`
	}
	extract struct {
		Column string `json:"column"`
	}
	id struct {
		ID string `json:"@id"`
	}
)

// croissantTypes are schema.org's. A list of spans has no type that Croissant's
// readers take: such a column is left to those who read the files themselves.
var croissantTypes = map[table.Type]string{
	table.Text: "sc:Text", table.LongText: "sc:Text", table.Int32: "sc:Integer", table.Int64: "sc:Integer", table.Float32: "sc:Float",
	table.Bool: "sc:Boolean", table.Timestamp: "sc:DateTime", table.TextList: "sc:Text",
}

// Croissant describes a dataset in Croissant. Tables without a file are not in
// it.
func Croissant(d Dataset) ([]byte, error) {
	c := croissant{
		Context: json.RawMessage(context), Type: "sc:Dataset", ConformsTo: "http://mlcommons.org/croissant/1.0",
		Name: name, Description: title + ". " + description, Version: d.Version, License: d.License,
	}
	for _, t := range d.Tables {
		if len(t.Parts) == 0 {
			continue
		}
		files := t.Name + "-files"
		c.Distribution = append(c.Distribution, fileSet{
			Type: "cr:FileSet", ID: files, Name: files, Description: "the files of the table " + t.Name,
			EncodingFormat: mediaTypes[d.Format], Includes: pattern(t),
		})
		c.RecordSet = append(c.RecordSet, recordSetOf(t, files))
	}
	return marshal(c)
}

// pattern matches the files of a table, in folders of partitions too.
func pattern(t Table) string {
	p := t.Name
	for range countFolders(t.Parts[0].Path) - 1 {
		p += "/*"
	}
	return p + "/part-*" + path.Ext(t.Parts[0].Path)
}

func countFolders(file string) int {
	n := 0
	for folder := path.Dir(file); folder != "." && folder != "/"; folder = path.Dir(folder) {
		n++
	}
	return n
}

func recordSetOf(t Table, files string) recordSet {
	r := recordSet{Type: "cr:RecordSet", ID: t.Name, Name: t.Name, Description: t.Meaning}
	for _, k := range t.Key() {
		r.Key = append(r.Key, id{t.Name + "/" + k})
	}
	for _, c := range t.Columns {
		if croissantTypes[c.Type] == "" {
			continue
		}
		r.Field = append(r.Field, field{
			Type: "cr:Field", ID: t.Name + "/" + c.Name, Name: c.Name, Description: c.Meaning, DataType: croissantTypes[c.Type],
			Repeated: c.Type == table.TextList,
			Source:   source{FileSet: id{files}, Extract: extract{c.Name}},
		})
	}
	return r
}
