"""quoth in a real Spark cluster of two executors, compared with `quoth run` on one machine.

QUOTH is the program; ARTICLES is how many articles the comparison takes, 40,000 unless told otherwise.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
import unittest
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from pyspark.sql import SparkSession
from pyspark.sql import functions as F

import quoth_spark
from articles import article

QUOTH = os.path.abspath(os.environ["QUOTH"])
ARTICLES = int(os.environ.get("ARTICLES", "40000"))
FEW = min(ARTICLES, 2000)  # articles where the comparison is not the point
FIELDS = {"text": "body"}
SCHEMA = "desk int, body string, source string, id string, title string, publisher string, published_at string"

# What makes the rows of a table unique, and which columns a filter can't know.
KEYS = {
    "documents": ["source"], "quarantine": ["source"], "sentences": ["doc_id", "sentence"], "tokens": ["doc_id", "token"],
    "entities": ["doc_id", "mention"], "quotes": ["doc_id", "quote"], "topics": ["doc_id", "rank"],
    "stances": ["doc_id", "quote", "entity", "start"],
}
UNKNOWN = {"documents": ["duplicate_of"], "quarantine": ["message", "bytes", "sha256"]}


def setUpModule():
    global spark, folder
    folder = Path(tempfile.mkdtemp(prefix="quoth-spark-"))
    spark = (
        SparkSession.builder.master("local-cluster[2,1,1024]").appName("quoth")
        .config("spark.ui.enabled", "false").config("spark.sql.session.timeZone", "UTC").config("spark.sql.shuffle.partitions", "4")
        .config("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS").config("spark.local.dir", str(folder / "local"))
        .config("spark.executorEnv.PYTHONPATH", "").getOrCreate()
    )
    spark.sparkContext.setLogLevel("FATAL")


def tearDownModule():
    spark.stop()
    subprocess.run(["rm", "-rf", str(folder)], check=True)


def write_articles(count):
    """The articles as `quoth run` reads them, in a folder of their own, and with other names and columns for Spark."""
    home = folder / f"articles-{count}"
    home.mkdir(exist_ok=True)
    ours, theirs = home / "articles.jsonl", home / "renamed.jsonl"
    with open(ours, "w", encoding="utf-8") as one, open(theirs, "w", encoding="utf-8") as two:
        for number in range(count):
            record = article(number)
            two.write(json.dumps({"desk": number % 9, **{{"text": "body"}.get(k, k): v for k, v in record.items()}}) + "\n")
            one.write(json.dumps(record) + "\n")
    return ours, theirs


def frame(count, partitions):
    """The articles as a DataFrame of so many partitions."""
    _, path = write_articles(count)
    return spark.read.schema(SCHEMA).json(str(path)).repartition(partitions, "source")


def table(path, name):
    """A table as it was written, in the order of its keys, with types that don't depend on who wrote it."""
    rows = pq.read_table(path, schema=None)
    rows = rows.drop_columns([c for c in UNKNOWN.get(name, []) if c in rows.column_names])
    rows = rows.cast(pa.schema([pa.field(f.name, plain(f.type)) for f in rows.schema]))
    return rows.sort_by([(key, "ascending") for key in KEYS[name]]).combine_chunks()


def plain(t):
    if pa.types.is_large_string(t):
        return pa.string()
    if pa.types.is_list(t):
        return pa.list_(plain(t.value_type))
    if pa.types.is_struct(t):
        return pa.struct([(f.name, plain(f.type)) for f in t])
    return t


class Once(unittest.TestCase):
    """Every article comes out once, whatever happens to whoever works on it."""

    def test_every_table_is_that_of_one_machine(self):
        started = time.monotonic()
        path, _ = write_articles(ARTICLES)
        run = subprocess.run([QUOTH, "run", "--quiet", "--tables", "all", "--out", str(folder / "run"), str(path)])
        self.assertEqual(run.returncode, 3, "some articles are made to be set aside")
        one_machine = time.monotonic() - started
        started = time.monotonic()
        annotated = quoth_spark.annotate(frame(ARTICLES, 8), QUOTH, FIELDS, tables=["all"])
        annotated.write.parquet(str(folder / "annotated"))
        cluster = time.monotonic() - started
        annotated = spark.read.parquet(str(folder / "annotated"))
        self.assertEqual(annotated.count(), ARTICLES)
        self.assertEqual(annotated.where(F.col("desk").isNull()).count(), 0, "columns that are no field are kept")
        tables = quoth_spark.explode_all(annotated)
        self.assertEqual(set(tables), set(KEYS))
        for name, rows in tables.items():
            rows.write.parquet(str(folder / "tables" / name))
            want, got = table(folder / "run" / name, name), table(folder / "tables" / name, name)
            self.assertEqual(got.column_names, want.column_names, name)
            for column in want.column_names:
                self.assertTrue(want[column].equals(got[column]), f"{name}.{column} differs")
            print(f"{name}: {want.num_rows} rows, the same from Spark and from one machine", flush=True)
        print(f"{ARTICLES} articles: {one_machine:.0f} s by one process, {cluster:.0f} s by two executors", flush=True)

    def check(self, annotated, count=FEW):
        """Each article is there once, in documents or in quarantine."""
        rows = annotated.select("desk", F.coalesce("document.source", "quarantine.source").alias("source")).collect()
        self.assertEqual(sorted(r.source for r in rows), sorted(f"articles.jsonl#{n + 1}" for n in range(count)))

    def disturbed(self, disturbance):
        """Annotates with a program that is disturbed once, and by then has given a part of its output."""
        armed, program = folder / "armed", folder / "disturbed"
        program.write_text(f'#!/bin/bash\nif rm "{armed}" 2>/dev/null; then\n"{QUOTH}" "$@" | head -c 200000\n{disturbance}\nfi\nexec "{QUOTH}" "$@"\n')
        program.chmod(0o755)
        annotated = quoth_spark.annotate(frame(FEW, 3), str(program), FIELDS, ship=False)
        armed.touch()
        self.check(annotated)
        self.assertFalse(armed.exists(), "the program was disturbed")

    def test_killed_child(self):
        self.disturbed("kill -9 $$")

    def test_killed_executor(self):
        self.disturbed(
            'above=$$\nuntil tr "\\0" " " < /proc/$above/cmdline | grep -q CoarseGrainedExecutorBackend; do\n'
            "above=$(awk '/^PPid/ {print $2}' /proc/$above/status)\ndone\nkill -9 $above"
        )

    def test_few_articles_in_many_partitions(self):
        self.check(quoth_spark.annotate(frame(3, 16), QUOTH, FIELDS, tables=["quotes"]), 3)

    def test_no_articles(self):
        none = frame(3, 2).where("desk > 100")
        self.assertEqual(quoth_spark.annotate(none, QUOTH, FIELDS).collect(), [])

    def test_one_table(self):
        articles = frame(FEW, 2).drop("desk")
        nested = quoth_spark.explode(quoth_spark.annotate(articles, QUOTH, FIELDS), "quotes")
        alone = quoth_spark.annotate(articles, QUOTH, FIELDS, table="quotes")
        self.assertEqual(alone.columns, nested.columns)
        self.assertGreater(alone.count(), FEW)
        self.assertEqual(alone.exceptAll(nested).count() + nested.exceptAll(alone).count(), 0)

    def test_kept_columns_on_every_row(self):
        rows = quoth_spark.annotate(frame(20, 2), QUOTH, FIELDS, table="quotes", keep=["desk"]).select("doc_id", "desk").distinct().collect()
        self.assertEqual({r.doc_id: r.desk for r in rows if r.doc_id.startswith("article-")}["article-1"], 1)


class Failing(unittest.TestCase):
    """A failure tells why, and leaves nothing behind."""

    def program(self, body):
        path = folder / "failing"
        path.write_text(f'#!/bin/bash\nif [ -e "{folder}/started" ]; then\n{body}\nfi\nexec "{QUOTH}" "$@"\n')
        path.chmod(0o755)
        (folder / "started").unlink(missing_ok=True)
        annotated = quoth_spark.annotate(frame(20, 1), str(path), FIELDS, ship=False)
        (folder / "started").touch()
        return annotated

    def test_standard_error_is_in_the_exception(self):
        annotated = self.program('echo "the moon is full" >&2; exit 7')
        with self.assertRaises(Exception) as caught:
            annotated.collect()
        self.assertIn("the moon is full", str(caught.exception))
        self.assertIn("exit status 7", str(caught.exception))

    def test_wrong_columns_fail_on_the_driver(self):
        with self.assertRaises(quoth_spark.FilterError) as caught:
            quoth_spark.annotate(frame(3, 1), QUOTH)  # there is no column "text"
        self.assertIn("body", str(caught.exception))

    def test_child_of_a_cancelled_job_ends(self):
        running = folder / "running"
        annotated = self.program(f'echo $$ > "{running}.new" && mv "{running}.new" "{running}"\nexec cat > /dev/null')
        job = threading.Thread(target=self.collect_cancelled, args=(annotated,))
        job.start()
        wait_for(running.exists)
        child = int(running.read_text())
        spark.sparkContext.cancelAllJobs()
        job.join()
        wait_for(lambda: not Path(f"/proc/{child}").exists())

    def collect_cancelled(self, annotated):
        try:
            annotated.collect()
        except Exception as error:  # Spark's own kind differs between its versions
            self.assertIn("cancel", str(error).lower())


def wait_for(condition):
    """Waits until a condition holds; a machine that is busy may take its time."""
    for _ in range(3000):
        if condition():
            return
        time.sleep(0.1)
    raise AssertionError("waited five minutes")


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    unittest.main(verbosity=2)
