"""`quoth filter` as a child process, without Spark. QUOTH is the program."""

import os
import signal
import subprocess
import tempfile
import unittest

import pyarrow as pa

from quoth_spark import Filter, FilterError

QUOTH = os.path.abspath(os.environ["QUOTH"])
SPEECH = "“We will rebuild,” Mayor Ana Ruiz said. “It is hard.”"


def batches(*texts, **columns):
    return pa.table({"text": pa.array(texts), **columns}).to_batches(max_chunksize=2)


class Child(unittest.TestCase):
    def rows(self, given, program=QUOTH, **choices):
        return pa.Table.from_batches(Filter(program, **choices)(given)).to_pylist()

    def script(self, body):
        file = tempfile.NamedTemporaryFile("w", suffix=".sh", delete=False)
        self.addCleanup(os.unlink, file.name)
        with file:
            file.write(f"#!/bin/bash\n{body}\n")
        os.chmod(file.name, 0o755)
        return file.name

    def test_rows_in_order(self):
        rows = self.rows(batches(*(f"{SPEECH} {n}" for n in range(50)), n=pa.array(range(50))))
        self.assertEqual([r["n"] for r in rows], list(range(50)))
        self.assertEqual({q["speaker"] for r in rows for q in r["quotes"]}, {"Ana Ruiz"})

    def test_kinds_of_text(self):
        for kind in (pa.string(), pa.large_string(), pa.string_view(), pa.dictionary(pa.int32(), pa.string()), pa.binary()):
            rows = self.rows(pa.table({"text": pa.array([SPEECH, None]).cast(kind)}).to_batches())
            self.assertEqual([bool(r["quotes"]) for r in rows], [True, False], kind)
            self.assertEqual(rows[1]["quarantine"]["code"], "no_text")

    def test_kept_columns_of_many_types(self):
        kept = pa.table({
            "number": pa.array([1, None, 3]), "words": pa.array([["a"], None, []]), "desk": pa.array(["x", "y", "x"]).dictionary_encode(),
            "inner": pa.array([{"a": 1}, None, {"a": 2}]), "time": pa.array([1, 2, None], pa.timestamp("ns", "Asia/Tokyo")),
            "map": pa.array([[("k", 1)], [], None], pa.map_(pa.string(), pa.int64())), "cost": pa.array([None, 2, 3], pa.decimal128(9, 2)),
        })
        articles = kept.append_column("text", pa.array([SPEECH, " ", SPEECH]))
        got = pa.Table.from_batches(Filter(QUOTH)(articles.to_batches()))
        self.assertTrue(got.select(kept.column_names).equals(kept))
        quotes = pa.Table.from_batches(Filter(QUOTH, table="quotes", keep=kept.column_names)(articles.to_batches()))
        self.assertTrue(quotes.select(kept.column_names).equals(kept.take([0, 0, 2, 2])))

    def test_schema_without_rows(self):
        given = batches(SPEECH)[0].schema
        self.assertEqual(Filter(QUOTH).schema(given), next(Filter(QUOTH)(batches(SPEECH))).schema)
        self.assertEqual(list(Filter("/no/such/program")(batches())), [])

    def test_failing_child(self):
        with self.assertRaises(FilterError) as caught:
            self.rows(batches(SPEECH), self.script('echo "the moon is full" >&2; exit 7'))
        self.assertEqual(caught.exception.status, 7)
        self.assertIn("the moon is full", str(caught.exception))

    def test_killed_child(self):
        with self.assertRaises(FilterError) as caught:
            self.rows(batches(*[SPEECH] * 500), self.script(f'"{QUOTH}" "$@" | head -c 20000; kill -9 $$'))
        self.assertEqual(caught.exception.status, -signal.SIGKILL)

    def test_failing_input(self):
        def given():
            yield from batches(SPEECH)
            raise KeyError("the source is gone")

        with self.assertRaises(KeyError):
            self.rows(given())

    def test_reader_that_has_seen_enough(self):
        rows = Filter(QUOTH)(b for _ in range(10_000) for b in batches(SPEECH))
        next(rows)
        rows.close()  # ends the child, however much is left to read

    def test_closed_output_is_quiet(self):
        sink = pa.BufferOutputStream()
        given = pa.table({"text": [SPEECH] * 3000})
        with pa.ipc.new_stream(sink, given.schema) as writer:
            writer.write_table(given, max_chunksize=100)
        child = subprocess.Popen([QUOTH, "filter"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        child.stdout.close()
        _, said = child.communicate(sink.getvalue().to_pybytes())
        self.assertEqual(said, b"")


if __name__ == "__main__":
    unittest.main(verbosity=2)
