"""`annotate`: a DataFrame of articles into one of their annotations, by `quoth filter` on the executors."""

import os
import shutil
import sys

from .filter import Filter, FilterError


def annotate(df, quoth=None, fields=None, table=None, tables=None, keep=None, language=None, workers=1, options=(), ship=True):
    """Annotates a DataFrame of articles, a row an article.

    Gives one row an article: doc_id, document, a list of structs for each other table (`explode` makes tables of them),
    quarantine (why the article was set aside, else null), and the columns of df that are no field of an article. With
    `table`, the rows of that table alone.

    quoth: path of the program on the driver; else the environment variable QUOTH, else the one on the PATH.
    ship: sends the program to the executors. False runs what is there under the same path, or, for a name without a
        folder, what `--files` brought or what is on the executors' PATH; the driver needs the program all the same, to
        ask it for the columns.
    fields, table, tables, keep, language, workers, options: as in `Filter`. Give df a column "source" to say where
        articles come from (`input_file_name()`); else it is "-#n", the row in its partition.

    Only columns that are used or kept travel to the program. A failed or killed child fails its task, which Spark runs
    again; what a failed task gave is dropped, so that each article comes out once.
    """
    from pyspark.sql.pandas.types import from_arrow_schema, to_arrow_schema

    program = _program(quoth)
    choices = dict(fields=fields, table=table, tables=tables, keep=keep, language=language, workers=workers, options=tuple(options))
    df = _needed(df, fields or {}, table, keep)
    schema = from_arrow_schema(_plain(Filter(program, **choices).schema(to_arrow_schema(df.schema))))
    if ship:
        _ship(df.sparkSession.sparkContext, program)
    return df.mapInArrow(_partition(os.path.basename(program) if ship else quoth or program, choices), schema)


def _program(quoth):
    """The program on the driver."""
    found = quoth or os.environ.get("QUOTH") or "quoth"
    path = shutil.which(found)
    if path is None:
        raise FilterError(f"there is no program {found} here; name it with quoth=PATH, or set QUOTH")
    return os.path.abspath(path)


# What an article's fields are called where `fields` says nothing else.
FIELDS = ("id", "title", "text", "published_at", "url", "author", "publisher", "source")


def _needed(df, fields, table, keep):
    """The columns that are used or kept; the others never leave Spark."""
    keep = [keep] if isinstance(keep, str) else list(keep or [])
    if keep == ["all"] or not keep and table in (None, "documents", "quarantine"):
        return df
    wanted = {fields.get(name, name).split(".")[0] for name in FIELDS} | {fields.get(name, name) for name in FIELDS} | set(keep)
    return df.select(*[f"`{name}`" for name in df.columns if name in wanted])


def _plain(schema):
    """The schema with the types that Spark has a name for: it knows one kind of text, and no dictionaries."""
    import pyarrow as pa

    return pa.schema([pa.field(f.name, _plain_type(f.type), f.nullable) for f in schema])


def _plain_type(t):
    import pyarrow as pa

    if pa.types.is_dictionary(t):
        return _plain_type(t.value_type)
    if pa.types.is_large_string(t):
        return pa.string()
    if pa.types.is_struct(t):
        return pa.struct([pa.field(f.name, _plain_type(f.type), f.nullable) for f in t])
    if pa.types.is_list(t):
        return pa.list_(pa.field("element", _plain_type(t.value_type), t.value_field.nullable))
    return t


def _ship(context, program):
    """Sends the program to the executors, once."""
    name = os.path.basename(program)
    if not any(path.rsplit("/", 1)[-1] == name for path in getattr(context, "listFiles", [])):
        context.addFile(program)


def _partition(program, choices):
    """The function that annotates a partition on an executor."""
    from pyspark import cloudpickle

    for module in ("filter", "annotate"):  # executors need no package of ours: it travels with the function
        cloudpickle.register_pickle_by_value(sys.modules[f"{__package__}.{module}"])

    def partition(batches):
        for batch in Filter(_on_executor(program), **choices)(batches):
            yield batch

    return partition


def _on_executor(program):
    """Where the program is on this executor."""
    if os.path.dirname(program):
        return program
    from pyspark import SparkFiles

    shipped = SparkFiles.get(program)
    return shipped if os.path.exists(shipped) else program
