"""Tables out of nested annotations."""

# The tables that `quoth filter --nested` makes, and the column that holds each.
TABLES = {
    "documents": "document", "sentences": "sentences", "tokens": "tokens", "entities": "entities", "quotes": "quotes",
    "stances": "stances", "topics": "topics", "quarantine": "quarantine",
}

# The tables with at most one row an article.
_ONE_ROW = ("documents", "quarantine")


def explode(annotated, table, keep=()):
    """One table of nested annotations: the rows and columns that `quoth run` writes.

    annotated: what `annotate` gave; write it and read it back first, else every table annotates everything again.
    keep: columns of `annotated` to repeat on every row, at the end.
    """
    from pyspark.sql import functions as F

    column = TABLES[table]
    kept = [F.col(f"`{name}`") for name in keep]
    if table in _ONE_ROW:
        rows = annotated.where(F.col(column).isNotNull()).select("doc_id", f"{column}.*", *kept)
    else:
        rows = annotated.select("doc_id", F.inline(column), *kept)
    if table == "quarantine":
        rows = rows.select("source", "doc_id", *[c for c in rows.columns if c not in ("source", "doc_id")])
    return rows


def explode_all(annotated, keep=()):
    """Every table that the annotations hold, by name."""
    return {table: explode(annotated, table, keep) for table, column in TABLES.items() if column in annotated.columns}
