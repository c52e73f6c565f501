package table

// Key names the columns that tell one row of the table from every other, of
// rows that are current. Quarantine has no such columns: one source may be
// there for several reasons.
func (t Table) Key() []string {
	switch t.Name {
	case Documents:
		return []string{"doc_id"}
	case Sentences:
		return []string{"doc_id", "sentence"}
	case Tokens:
		return []string{"doc_id", "token"}
	case Entities:
		return []string{"doc_id", "mention"}
	case Quotes:
		return []string{"doc_id", "quote"}
	case Stances:
		return []string{"doc_id", "quote", "entity"}
	case Topics:
		return []string{"doc_id", "rank"}
	}
	return nil
}

// TypeIn names a column's type in a database; "" in a dialect without types of
// columns.
func (c Column) TypeIn(d Dialect) string {
	if dialect, ok := sqlDialects[d]; ok {
		return dialect.typeOf(typeNames[c.Type])
	}
	return ""
}
