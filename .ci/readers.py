"""Reads the tables of one run in four formats with pyarrow, duckdb, polars and pandas, and compares every type and value."""

import glob
import json
import struct
import sys
from pathlib import Path

import duckdb
import pandas
import polars
import pyarrow as pa
import pyarrow.dataset
import pyarrow.ipc
import pyarrow.parquet as pq

out = Path(sys.argv[1])
declared = json.loads((out / "schema.json").read_text())["tables"]

TYPES = {
    "utf8": pa.string(), "large_utf8": pa.large_string(), "int32": pa.int32(), "int64": pa.int64(), "float32": pa.float32(),
    "bool": pa.bool_(), "timestamp[us, UTC]": pa.timestamp("us", tz="UTC"), "list<utf8>": pa.list_(pa.string()),
    "list<struct<start int32!, end int32!>>": pa.list_(pa.struct([("start", pa.int32()), ("end", pa.int32())])),
}


def same_type(a, b):
    """Whether two types hold the same values; names and nullability inside lists are compared by value."""
    if pa.types.is_list(a) and pa.types.is_list(b):
        return same_type(a.value_type, b.value_type)
    if pa.types.is_struct(a) and pa.types.is_struct(b):
        return [(f.name, f.type) for f in a] == [(f.name, f.type) for f in b]
    return a == b


def parts(fmt, table, ending):
    return sorted(glob.glob(str(out / fmt / table / f"part-*.{ending}")))


def rows_of_parquet(table):
    return [r for f in parts("parquet", table["name"], "parquet") for r in pq.ParquetFile(f).read().to_pylist()]


def rows_of_arrow(table):
    return [r for f in parts("arrow", table["name"], "arrow") for r in pa.ipc.open_file(f).read_all().to_pylist()]


def check_schema(table):
    for file in parts("parquet", table["name"], "parquet"):
        schema = pq.ParquetFile(file).schema_arrow
        assert schema.names == [c["name"] for c in table["columns"]], f"{file}: {schema.names}"
        for column in table["columns"]:
            field = schema.field(column["name"])
            assert same_type(field.type, TYPES[column["type"]]), f"{file}: {field}"
            assert field.nullable == column["nullable"], f"{file}: {field} nullable {field.nullable}"
            assert field.metadata[b"description"], f"{file}: {field} has no description"


def check_spans(rows):
    """Every slice of the text equals the text column beside it."""
    texts = {d["doc_id"]: d["text"] for d in rows["documents"]}
    for table in ("tokens", "entities", "quotes"):
        for r in rows[table]:
            assert texts[r["doc_id"]][r["start"]:r["end"]] == r["text"], (table, r)
    for r in rows["quotes"]:
        text = texts[r["doc_id"]]
        for words, start, end in (("speaker_text", "speaker_start", "speaker_end"), ("cue", "cue_start", "cue_end")):
            if r[words] is not None:
                assert text[r[start]:r[end]] == r[words], r
        assert abs(r["p_negative"] + r["p_neutral"] + r["p_positive"] - 1) < 1e-3, r


def check_keys(rows):
    """Every reference leads to a row, and every key is there once."""
    documents = [d["doc_id"] for d in rows["documents"]]
    assert len(documents) == len(set(documents))
    names = {(r["doc_id"], r["entity"]): r["name"] for r in rows["entities"]}
    quotes = {(r["doc_id"], r["quote"]) for r in rows["quotes"]}
    for table, of in rows.items():
        for r in of:
            assert table == "quarantine" or r["doc_id"] in set(documents), (table, r)
    for r in rows["quotes"]:
        if r["speaker_entity"] is not None:
            assert names[r["doc_id"], r["speaker_entity"]] == r["speaker"], r
    for r in rows["stances"]:
        assert names[r["doc_id"], r["entity"]] == r["target"], r
        assert (r["doc_id"], r["quote"]) in quotes, r


def plain(value):
    """A value as JSON lines write it."""
    if hasattr(value, "isoformat"):
        return value.isoformat()
    if isinstance(value, float):
        return struct.unpack("f", struct.pack("f", value))[0]  # of the numbers of 32 bits the nearest to what is written
    if isinstance(value, list):
        return [plain(v) for v in value]
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items()}
    return value


def same(a, b):
    if isinstance(a, float) or isinstance(b, float):
        return a is not None and b is not None and abs(a - b) < 1e-4
    if isinstance(a, str) and isinstance(b, str) and a[:10].count("-") == 2 and a[10:11] == "T":
        return a[:19] == b[:19]
    return a == b


def check_jsonl(table, rows):
    lines = [json.loads(line) for f in parts("jsonl", table["name"], "jsonl") for line in open(f, encoding="utf-8")]
    assert len(lines) == len(rows), (table["name"], len(lines), len(rows))
    for line, row in zip(lines, rows):
        for key, value in row.items():
            assert same(plain(line.get(key)), plain(value)), (table["name"], key, line.get(key), value)


def compare(who, table, have, rows):
    """Every value another reader finds is pyarrow's."""
    assert len(have) == len(rows), (who, table["name"], len(have), len(rows))
    for one, row in zip(have, rows):
        for key, value in row.items():
            assert same(plain(one[key]), plain(value)), (who, table["name"], key, one[key], value)


def check_duckdb(table, rows):
    files = parts("parquet", table["name"], "parquet")
    db = duckdb.connect()
    db.execute("SET TimeZone = 'UTC'")
    db.execute((out / "schema.sql").read_text())
    declared_types = db.execute(f"SELECT column_name, data_type FROM information_schema.columns WHERE table_name = '{table['name']}'").fetchall()
    found = db.execute("DESCRIBE SELECT * FROM read_parquet(?)", [files]).fetchall()
    assert sorted(declared_types) == sorted((f[0], f[1]) for f in found), (declared_types, found)
    db.execute(f"INSERT INTO {table['name']} SELECT * FROM read_parquet(?)", [files])
    result = db.execute(f"SELECT * FROM {table['name']}")
    names = [d[0] for d in result.description]
    compare("duckdb", table, [dict(zip(names, r)) for r in result.fetchall()], rows)
    if table["name"] == "quotes":
        bad = db.execute("""select count(*) from quotes q join read_parquet(?) d using (doc_id)
                            where substring(d.text, q.start + 1, q."end" - q.start) <> q.text""",
                         [str(out / "parquet" / "documents" / "*.parquet")]).fetchone()[0]
        assert bad == 0, f"{bad} quotes differ from their slice in duckdb"


POLARS = {
    "utf8": polars.String, "large_utf8": polars.String, "int32": polars.Int32, "int64": polars.Int64, "float32": polars.Float32,
    "bool": polars.Boolean, "timestamp[us, UTC]": polars.Datetime("us", "UTC"), "list<utf8>": polars.List(polars.String),
    "list<struct<start int32!, end int32!>>": polars.List(polars.Struct({"start": polars.Int32, "end": polars.Int32})),
}


def check_polars(table, rows):
    for fmt, ending, read in (("parquet", "parquet", polars.read_parquet), ("arrow", "arrow", polars.read_ipc)):
        frame = polars.concat([read(f) for f in parts(fmt, table["name"], ending)])
        assert frame.schema == {c["name"]: POLARS[c["type"]] for c in table["columns"]}, frame.schema
        compare("polars", table, frame.to_dicts(), rows)


def check_pandas(table, rows):
    frame = pandas.concat([pandas.read_parquet(f, dtype_backend="pyarrow") for f in parts("parquet", table["name"], "parquet")])
    for column in table["columns"]:
        assert same_type(frame.dtypes[column["name"]].pyarrow_dtype, TYPES[column["type"]]), (column, frame.dtypes[column["name"]])
    values = [[None if v is pandas.NA else v for v in line] for line in frame.itertuples(index=False, name=None)]
    compare("pandas", table, [dict(zip(frame.columns, v)) for v in values], rows)


def check_partitions(table, rows):
    """A run divided by publisher and month holds the same rows, and readers find the folders' values."""
    if table["name"] == "quarantine":
        return
    files = sorted(glob.glob(str(out / "divided" / table["name"] / "*" / "*" / "part-*.parquet")))
    folder = str(out / "divided" / table["name"])
    key = lambda r: json.dumps(plain(r), sort_keys=True)
    found = [r for f in files for r in pq.ParquetFile(f).read().to_pylist()]
    assert sorted(map(key, found)) == sorted(map(key, rows)), f"{table['name']}: other rows in partitions"
    by_duckdb = duckdb.execute(f"SELECT DISTINCT published_year::VARCHAR, language FROM read_parquet('{folder}/*/*/*.parquet', hive_partitioning=true)").fetchall()
    by_arrow = pyarrow.dataset.dataset(folder, partitioning="hive", schema=None).to_table(columns=["published_year"])
    by_polars = polars.scan_parquet(files, hive_partitioning=True).select("published_year").collect()
    assert len(by_arrow) == len(by_polars) == len(rows)
    assert {y for y, _ in by_duckdb} == {None if y is None else str(y) for y in by_arrow.column("published_year").to_pylist()}


def check_csv(table, rows):
    files = parts("csv", table["name"], "csv")
    read = sum(len(duckdb.connect().execute("select * from read_csv(?, header=true, all_varchar=true, quote='\"', escape='\"', max_line_size=20000000)", [f]).fetchall()) for f in files)
    assert read == len(rows), (table["name"], read, len(rows))


rows = {}
for table in declared:
    check_schema(table)
    rows[table["name"]] = rows_of_parquet(table)
    assert rows[table["name"]] == rows_of_arrow(table), f"{table['name']}: Parquet and Arrow differ"
    check_jsonl(table, rows[table["name"]])
    check_duckdb(table, rows[table["name"]])
    check_polars(table, rows[table["name"]])
    check_pandas(table, rows[table["name"]])
    check_partitions(table, rows[table["name"]])
    check_csv(table, rows[table["name"]])
check_spans(rows)
check_keys(rows)
assert rows["quotes"] and rows["topics"] and rows["entities"], "tables without rows"
print("\n".join(f"{name}: {len(r)} rows, the same in Parquet, Arrow, JSON lines and CSV" for name, r in rows.items()))
