package pipeline

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"quoth/nlp"
	"quoth/pipeline/table"
)

func TestFoldersAreNamedAsHiveDoes(t *testing.T) {
	d := table.Document{Document: &nlp.Document{
		Publisher: "A/B: “C” 100%", Language: "en", Published: time.Date(2025, 7, 3, 23, 30, 0, 0, time.FixedZone("", -3600)),
		Topics: []nlp.Topic{{Code: "medtop:20000002", Level: 2}, {Code: "medtop:11000000", Level: 1}},
	}}
	for by, want := range map[string]string{
		"published_date": "published_date=2025-07-04/", "published_month": "published_month=2025-07/", "published_year": "published_year=2025/",
		"publisher": "publisher=A%2FB%3A “C” 100%25/", "topic": "topic=11000000/", "language,published_year": "language=en/published_year=2025/",
	} {
		if got := partitionFolder(strings.Split(by, ","), d); got != want {
			t.Errorf("%s: %s, not %s", by, got, want)
		}
	}
	nothing := table.Document{Document: &nlp.Document{}}
	for _, by := range PartitionColumns() {
		if got := partitionFolder([]string{by}, nothing); got != by+"="+noValue+"/" {
			t.Errorf("%s: %s", by, got)
		}
	}
}

// Whatever a publisher is called, its folder is one name of a bounded length.
func TestNoValueLeavesItsFolder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		got := escapeValue(rapid.String().Draw(t, "value"))
		if got == "" || strings.ContainsAny(got, "/\\\x00\n") || len(got) > longestValue+3 {
			t.Errorf("%q", got)
		}
	})
}
