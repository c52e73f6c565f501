"""Registers the Parquet files of a run as tables of Delta Lake and Apache Iceberg, without a JVM, and compares every value."""

import logging
import shutil
import sys
import tempfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from deltalake import DeltaTable, convert_to_deltalake, write_deltalake
from pyiceberg.catalog.sql import SqlCatalog

logging.disable(logging.WARNING)  # texts have no statistics, which is meant
run, divided = Path(sys.argv[1]) / "parquet", Path(sys.argv[1]) / "divided"
tables = sorted(p.name for p in run.iterdir() if p.is_dir())
lake = Path(tempfile.mkdtemp(prefix="lake"))


def ordered(rows):
    return sorted(rows.to_pylist(), key=repr)


def stored(folder, name):
    """The rows of a table as they lie in its files, whatever folder they lie in."""
    files = sorted((folder / name).glob("**/part-*.parquet"))
    return pa.concat_tables(pq.ParquetFile(f).read() for f in files)


def same(what, got, want):
    """Compares rows; columns of the folder's name, which some readers add, are left out."""
    assert set(want.column_names) <= set(got.column_names), f"{what}: {got.column_names}"
    assert ordered(got.select(want.column_names)) == ordered(want), f"{what}: other rows"


def check_delta():
    for name in tables:
        want = stored(run, name)
        write_deltalake(lake / "written" / name, want, mode="overwrite")
        same(f"delta, written, {name}", DeltaTable(lake / "written" / name).to_pyarrow_table(), want)
        shutil.copytree(run / name, lake / "converted" / name)
        convert_to_deltalake(lake / "converted" / name)
        same(f"delta, converted, {name}", DeltaTable(lake / "converted" / name).to_pyarrow_table(), want)


def check_iceberg():
    catalog = SqlCatalog("lake", uri=f"sqlite:///{lake}/catalog.db", warehouse=f"file://{lake}/warehouse")
    catalog.create_namespace("news")
    for folder, prefix in ((run, ""), (divided, "divided_")):
        for name in tables:
            files = sorted(str(f) for f in (folder / name).glob("**/part-*.parquet"))
            registered = catalog.create_table(f"news.{prefix}{name}", schema=pq.read_schema(files[0]))
            registered.add_files(files)
            same(f"iceberg, {prefix}{name}", catalog.load_table(f"news.{prefix}{name}").scan().to_arrow(), stored(folder, name))


try:
    check_delta()
    check_iceberg()
finally:
    shutil.rmtree(lake)
print(f"lake: {len(tables)} tables as they were in Delta Lake and Iceberg")
