"""quoth inside Spark: articles in, tables of quotations, speakers, entities, tones and topics out.

    annotated = quoth_spark.annotate(articles, quoth="bin/quoth", fields={"text": "body"})
    annotated.write.parquet("annotated")
    quotes = quoth_spark.explode(spark.read.parquet("annotated"), "quotes")

`Filter` runs the same program over Arrow record batches without Spark.
"""

from .annotate import annotate
from .filter import Filter, FilterError
from .tables import TABLES, explode, explode_all

__all__ = ["annotate", "explode", "explode_all", "Filter", "FilterError", "TABLES"]
