package pipeline

import (
	"fmt"
	"strings"

	"quoth/pipeline/table"
)

// longestValue bounds a value in the name of a folder, in bytes: file systems
// take names of 255.
const longestValue = 200

// noValue stands for null in the name of a folder, as Hive has it.
const noValue = "__HIVE_DEFAULT_PARTITION__"

// partitionColumns are what tables can be partitioned by: a value of the
// article, "" for none.
var partitionColumns = map[string]func(table.Document) string{
	"published_date":  func(d table.Document) string { return published(d, "2006-01-02") },
	"published_month": func(d table.Document) string { return published(d, "2006-01") },
	"published_year":  func(d table.Document) string { return published(d, "2006") },
	"publisher":       func(d table.Document) string { return d.Publisher },
	"language":        func(d table.Document) string { return d.Language },
	"topic":           topicOf,
}

// PartitionColumns lists what tables can be partitioned by.
func PartitionColumns() []string {
	return []string{"published_date", "published_month", "published_year", "publisher", "language", "topic"}
}

func published(d table.Document, layout string) string {
	if d.Published.IsZero() {
		return ""
	}
	return d.Published.UTC().Format(layout)
}

// topicOf is the best topic's code without the colon, which Hive would escape.
func topicOf(d table.Document) string {
	for _, t := range d.Topics {
		if t.Level == 1 {
			return strings.TrimPrefix(t.Code, "medtop:")
		}
	}
	return ""
}

// partitionFolder is where a document's rows lie below each table:
// "published_date=2025-07-03/language=en/".
func partitionFolder(by []string, d table.Document) string {
	var b strings.Builder
	for _, column := range by {
		b.WriteString(column + "=" + escapeValue(partitionColumns[column](d)) + "/")
	}
	return b.String()
}

// escapeValue writes a value as Hive and Spark name folders: what a path, a
// shell or an address could take for something else is written as %XX.
func escapeValue(value string) string {
	if value == "" {
		return noValue
	}
	var b strings.Builder
	for i := 0; i < len(value) && b.Len() < longestValue; i++ {
		c := value[i]
		if c < ' ' || c == 0x7f || strings.IndexByte("\"#%'*/:=?\\{}[]^<>|", c) >= 0 {
			fmt.Fprintf(&b, "%%%02X", c)
			continue
		}
		b.WriteByte(c)
	}
	return strings.ToValidUTF8(b.String(), "") // a character that the bound cut in two
}
