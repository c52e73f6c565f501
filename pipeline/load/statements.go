package load

import (
	"fmt"
	"strings"

	"quoth/pipeline/table"
)

// quoted writes a name as SQL does.
func quoted(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

// literal writes a string as SQL does, where backslashes are nothing special.
func literal(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }

// columnNames lists the columns of a table as SQL does, each after a prefix.
func columnNames(t table.Table, prefix string) string {
	var names []string
	for _, c := range t.Columns {
		names = append(names, prefix+quoted(c.Name))
	}
	return strings.Join(names, ", ")
}

// createTable makes a table where it is missing. Its key is declared where
// withKey asks for it.
func createTable(name string, t table.Table, d table.Dialect, withKey bool) string {
	var lines []string
	for _, c := range t.Columns {
		line := "  " + quoted(c.Name) + " " + c.TypeIn(d)
		if !c.Nullable {
			line += " NOT NULL"
		}
		lines = append(lines, line)
	}
	if key := t.Key(); withKey && key != nil {
		var names []string
		for _, k := range key {
			names = append(names, quoted(k))
		}
		lines = append(lines, "  PRIMARY KEY ("+strings.Join(names, ", ")+")")
	}
	return fmt.Sprintf("CREATE TABLE IF NOT EXISTS %s (\n%s\n)", name, strings.Join(lines, ",\n"))
}

// sameKey is the condition that two rows stand for the same thing: by the
// table's key, or by its source where it has none.
func sameKey(t table.Table, a, b string) string {
	key := t.Key()
	if key == nil {
		key = []string{"source"}
	}
	var all []string
	for _, k := range key {
		all = append(all, a+"."+quoted(k)+" = "+b+"."+quoted(k))
	}
	return strings.Join(all, " AND ")
}

// sameRow is the condition that two rows are equal in every column.
func sameRow(t table.Table, a, b string) string {
	return sameKey(t, a, b) + " AND (" + columnNames(t, a+".") + ") IS NOT DISTINCT FROM (" + columnNames(t, b+".") + ")"
}

// A merge is what brings the rows of a staged table into the one that lasts.
type merge struct {
	table            table.Table
	target           string // name of the table that lasts
	staged           string // name of the one that holds the run's rows
	stagedDocuments  string
	stagedQuarantine string
}

// keepCurrent takes away staged rows that a later run of the same output has
// replaced.
func (m merge) keepCurrent() string {
	if m.table.Key() == nil {
		return ""
	}
	return fmt.Sprintf(`DELETE FROM %s s USING (SELECT "doc_id", max("run") AS latest FROM %s GROUP BY "doc_id") l
WHERE s."doc_id" = l."doc_id" AND s."run" < l.latest`, m.staged, m.stagedDocuments)
}

// remove takes away the rows of the run's articles, but for those that are the
// same already. An article that is there is in quarantine no more.
func (m merge) remove() string {
	of := fmt.Sprintf(`t."doc_id" IN (SELECT "doc_id" FROM %s)`, m.stagedDocuments)
	if m.table.Key() == nil {
		of = fmt.Sprintf(`(t."source" IN (SELECT "source" FROM %s) OR t."source" IN (SELECT "source" FROM %s))`, m.stagedDocuments, m.stagedQuarantine)
	}
	return fmt.Sprintf("DELETE FROM %s t WHERE %s\nAND NOT EXISTS (SELECT 1 FROM %s s WHERE %s)", m.target, of, m.staged, sameRow(m.table, "s", "t"))
}

// insert adds the rows that are not there.
func (m merge) insert() string {
	return fmt.Sprintf("INSERT INTO %s (%s)\nSELECT %s FROM %s s WHERE NOT EXISTS (SELECT 1 FROM %s t WHERE %s)",
		m.target, columnNames(m.table, ""), columnNames(m.table, "s."), m.staged, m.target, sameRow(m.table, "s", "t"))
}
