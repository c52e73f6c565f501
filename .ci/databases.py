"""Loads runs into Postgres and DuckDB with quoth load, compares every value, and parses the statements of quoth schema.

usage: databases.py PROGRAM POSTGRES_ADDRESS FOLDER
"""

import datetime
import json
import struct
import subprocess
import sys
from pathlib import Path

import duckdb
import psycopg
import sqlglot

quoth, address, work = sys.argv[1], sys.argv[2], Path(sys.argv[3])
INPUT = "testdata/newspapers/port-ellery.jsonl"
ORDER = {"sentences": "sentence", "tokens": "token", "entities": "mention", "quotes": "quote", "stances": "quote, entity", "topics": "rank"}


def run(*arguments, fails=None):
    """Runs quoth; where it must fail, its message has to hold the words of fails."""
    done = subprocess.run([quoth, *map(str, arguments)], capture_output=True, text=True, check=False)
    if fails:
        assert done.returncode == 1 and fails in done.stderr, (done.returncode, done.stderr)
    else:
        assert done.returncode == 0, done.stderr
    return done


def tables():
    return json.loads(run("schema", "--format", "json").stdout)["tables"]


def plain(value, column):
    """A value as JSON lines of a run hold it."""
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.timezone.utc).replace(tzinfo=None)
    if column["type"] == "float32" and value is not None:
        return struct.unpack("f", struct.pack("f", value))[0]  # of the numbers of 32 bits the nearest to what is written
    return value


def expected(out, table):
    rows = [json.loads(line) for part in sorted(Path(out, table["name"]).glob("part-*")) for line in part.open()]
    for row in rows:
        for column in table["columns"]:
            value = row[column["name"]]
            if column["type"].startswith("timestamp") and value is not None:
                value = datetime.datetime.fromisoformat(value.replace("Z", "+00:00").replace(" +00:00", "+00:00"))
            row[column["name"]] = plain(value, column)
    return rows


def selected(execute, name, table):
    columns = ", ".join(f'"{c["name"]}"' for c in table["columns"])
    order = "source" if table["name"] == "quarantine" else "doc_id"
    order += ", " + ORDER[table["name"]] if table["name"] in ORDER else ""
    rows = execute(f"SELECT {columns} FROM {name} ORDER BY {order}")
    return [{c["name"]: plain(v, c) for c, v in zip(table["columns"], row)} for row in rows]


def compare(execute, prefix, out):
    for table in tables():
        keys = [k.strip() for k in ("doc_id, " + ORDER.get(table["name"], "doc_id")).split(",")]
        by_key = lambda row: [(row[k] is None, "" if row[k] is None else row[k]) for k in keys]
        want = sorted(expected(out, table), key=by_key)
        have = sorted(selected(execute, prefix + table["name"], table), key=by_key)
        assert have == want, f"{table['name']}: {next((h, w) for h, w in zip(have + [None], want + [None]) if h != w)}"


def changed_input():
    """The archive with one article rewritten, one gone, and an empty one that goes to quarantine."""
    articles = [json.loads(line) for line in open(INPUT)]
    articles[0]["text"] = "“I take it all back,” Mayor Ines Calloway said on Friday."
    articles[1] = {"id": "empty", "text": ""}
    path = work / "changed.jsonl"
    path.write_text("".join(json.dumps(a) + "\n" for a in articles[:3]))
    return path


def annotate(name, source, fmt):
    """A run in JSON lines, which says what to expect, and one in the format to load."""
    for f in ("jsonl", fmt):
        subprocess.run([quoth, "run", source, "--out", work / name / f, "--format", f, "--tables", "all", "--quiet"], check=False)
    return work / name / "jsonl", work / name / fmt


def check_postgres(first, second):
    connection = psycopg.connect(address, autocommit=True)
    execute = lambda sql: connection.execute(sql).fetchall()
    run("load", first[1], "--to", address)
    compare(execute, "quoth.", first[0])
    rows = execute('SELECT max(xmin::text::bigint), count(*) FROM quoth.quotes')
    again = run("load", first[1], "--to", address)
    assert "0 new, 0 removed" in again.stderr and rows == execute('SELECT max(xmin::text::bigint), count(*) FROM quoth.quotes')

    run("load", second[1], "--to", address)
    ids = "('tunnel-approved', 'tunnel-costs-wire')"
    held = execute(f"SELECT doc_id, count(*) FROM quoth.quotes WHERE doc_id IN {ids} GROUP BY 1 ORDER BY 1")
    wanted = {}
    for row in expected(second[0], next(t for t in tables() if t["name"] == "quotes")):
        wanted[row["doc_id"]] = wanted.get(row["doc_id"], 0) + 1
    assert dict(held) == wanted, (held, wanted)
    assert execute("SELECT count(*) FROM quoth.documents WHERE doc_id = 'tunnel-costs'") == [(1,)], "an article that was not loaded again is gone"
    assert execute("SELECT code FROM quoth.quarantine") == [("empty_text",)]

    connection.execute("ALTER TABLE quoth.quotes DROP COLUMN negated")
    run("load", first[1], "--to", address)
    assert execute("SELECT count(*) FROM quoth.quotes WHERE negated IS NULL") == [(0,)], "a column that was missing is not filled"
    connection.execute("ALTER TABLE quoth.topics ALTER COLUMN level TYPE text")
    state = execute("SELECT count(*), max(xmin::text::bigint) FROM quoth.documents")
    run("load", second[1], "--to", address, fails="topics.level is text, not integer")
    assert state == execute("SELECT count(*), max(xmin::text::bigint) FROM quoth.documents"), "a load that failed changed something"
    run("load", first[1], "--to", "postgres://nobody:secret@127.0.0.1:1/none", fails="the database refused")


def check_duckdb(first, second):
    file = work / "news.duckdb"
    for out in (first, first, second):
        script = run("load", out[1], "--to", f"duckdb:{file}").stdout
        with duckdb.connect() as session:
            session.execute("SET TimeZone = 'UTC'")
            session.execute(script)
        if out is first:
            with duckdb.connect(str(file)) as session:
                session.execute("SET TimeZone = 'UTC'")
                compare(lambda sql: session.execute(sql).fetchall(), "", first[0])
    with duckdb.connect(str(file)) as session:
        assert session.execute("SELECT count(*) FROM documents").fetchall() == [(14,)]
        assert session.execute("SELECT count(*) FROM quotes WHERE doc_id = 'tunnel-approved'").fetchall() == [(1,)]


def check_statements():
    connection = psycopg.connect(address, autocommit=True)
    connection.execute("CREATE SCHEMA declared; SET search_path = declared")
    connection.execute(run("schema", "--format", "postgres").stdout)
    with duckdb.connect() as session:
        session.execute(run("schema", "--format", "duckdb").stdout)
    for dialect in ("bigquery", "snowflake", "spark", "redshift", "postgres", "duckdb"):
        statements = [s for s in sqlglot.parse(run("schema", "--format", dialect).stdout, read=dialect) if s]
        created = [s for s in statements if isinstance(s, sqlglot.exp.Create)]
        assert len([s for s in created if s.kind == "TABLE"]) == len(tables()), dialect
        assert not any(isinstance(s, sqlglot.exp.Command) for s in created), dialect


first = annotate("first", INPUT, "parquet")
second = annotate("second", changed_input(), "parquet")
check_postgres(first, second)
check_duckdb(first, second)
check_statements()
print("databases: Postgres and DuckDB hold what the run holds; the statements of six databases parse")
