package catalog

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"quoth/pipeline/table"
)

func dataset() Dataset {
	d := Dataset{Version: "1.2.3", License: "CC-BY-4.0", Format: "parquet"}
	for i, t := range table.All() {
		described := Table{Table: t}
		for n := range i { // the first table has no file
			described.Parts = append(described.Parts, Part{Path: fmt.Sprintf("%s/language=en/part-%05d.parquet", t.Name, n), Bytes: 10, Rows: 2, SHA256: strings.Repeat("0", 64)})
		}
		d.Tables = append(d.Tables, described)
	}
	return d
}

func TestEveryColumnIsDescribed(t *testing.T) {
	for name, describe := range map[string]func(Dataset) ([]byte, error){"data package": DataPackage, "Croissant": Croissant} {
		words, err := describe(dataset())
		if err != nil || !json.Valid(words) {
			t.Fatalf("%s: %v", name, err)
		}
		for _, table := range table.All()[1:] {
			for _, c := range table.Columns {
				if name == "Croissant" && croissantTypes[c.Type] == "" {
					continue
				}
				meaning, _ := json.Marshal(c.Meaning)
				if !strings.Contains(strings.ReplaceAll(string(words), `\u0026`, "&"), strings.Trim(string(meaning), `"`)) {
					t.Errorf("%s: %s.%s is not there", name, table.Name, c.Name)
				}
			}
		}
		if strings.Contains(string(words), "article's address, where") {
			t.Errorf("%s: a table without files is there", name)
		}
		if !strings.Contains(string(words), "CC-BY-4.0") || !strings.Contains(string(words), "1.2.3") {
			t.Errorf("%s: no license or version", name)
		}
	}
}

func TestLicensesAreNamesOrAddresses(t *testing.T) {
	for in, want := range map[string]string{"": "null", "CC0-1.0": `[{"name":"CC0-1.0"}]`, "https://a.example/terms": `[{"path":"https://a.example/terms"}]`} {
		got, err := json.Marshal(licenses(in))
		if err != nil || string(got) != want {
			t.Errorf("%q: %s %v", in, got, err)
		}
	}
}

func TestPatternsReachIntoPartitions(t *testing.T) {
	for file, want := range map[string]string{
		"quotes/part-00000.parquet":                           "quotes/part-*.parquet",
		"quotes/language=en/part-00000.arrow":                 "quotes/*/part-*.arrow",
		"quotes/publisher=a/language=en/part-00000.jsonl":     "quotes/*/*/part-*.jsonl",
		"quotes/published_date=2025-01-01/part-00000.parquet": "quotes/*/part-*.parquet",
	} {
		got := pattern(Table{Table: table.Table{Name: table.Quotes}, Parts: []Part{{Path: file}}})
		if got != want {
			t.Errorf("%s: %s, not %s", file, got, want)
		}
	}
}
