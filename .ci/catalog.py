"""Validates datapackage.json and croissant.json of runs, and reads the tables through them."""

import json
import logging
import os
import sys
from pathlib import Path

import mlcroissant
import pyarrow.parquet as pq
from frictionless import Package, validate

logging.disable(logging.WARNING)
out = Path(sys.argv[1])


def check_package(folder):
    os.chdir(folder)
    package = Package.from_descriptor("datapackage.json")
    declared = {t["name"]: t for t in json.loads(Path("datapackage.json").read_text())["resources"]}
    for resource in package.resources:
        assert resource.schema.field_names == [f["name"] for f in declared[resource.name]["schema"]["fields"]], resource.name
    assert package.licenses == [{"name": "CC-BY-4.0"}], package.licenses


def check_values(folder):
    """CSV read by the package's own types: every cell is one."""
    os.chdir(folder)
    report = validate("datapackage.json")
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "message"])[:5]


def check_croissant(folder):
    os.chdir(folder)
    dataset = mlcroissant.Dataset(jsonld="croissant.json")
    issues = dataset.metadata.ctx.issues
    assert not issues.errors, issues.report()
    for record_set in dataset.metadata.record_sets:
        rows = sum(pq.ParquetFile(f).metadata.num_rows for f in Path(record_set.id).glob("part-*"))
        if record_set.id == "quotes":
            found = list(dataset.records("quotes"))
            assert len(found) == rows, (len(found), rows)
            assert found[0]["quotes/speaker"] == b"Ines Calloway", found[0]


check_package(out / "parquet")
check_package(out / "csv")
check_values(out / "csv")
check_croissant(out / "parquet")
print("catalog: frictionless and mlcroissant find nothing wrong")
