"""Runs the SQL of docs/recipes.md on a run's tables; checks each answer on the page, or writes it there.

usage: recipes.py PAGE FOLDER [--update]   FOLDER holds the run in out/
"""

import os
import re
import sys
from pathlib import Path

import duckdb

page, folder = Path(sys.argv[1]).resolve(), sys.argv[2]
update = "--update" in sys.argv[3:]
LONGEST = 90  # characters of a cell

RECIPE = re.compile(r"```sql\n(?P<sql>.*?)```\n(?P<answer>(?:\n\|[^\n]*)?(?:\n\|[^\n]*)*\n?)", re.S)


def cell(value):
    if value is None:
        return ""
    text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    text = " ".join(text.split()).replace("|", "\\|")
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def answer(sql):
    result = duckdb.sql(sql)
    rows = result.fetchall()
    assert rows, f"no rows:\n{sql}"
    lines = [result.columns, ["---"] * len(result.columns), *rows]
    return "\n" + "\n".join("| " + " | ".join(map(cell, line)) + " |" for line in lines) + "\n"


def answered(match):
    return f"```sql\n{match['sql']}```\n" + answer(match["sql"])


before = page.read_text()
os.chdir(folder)
after, count = RECIPE.subn(answered, before)
assert count == 20, f"{count} recipes were found"
if update:
    page.write_text(after)
elif after != before:
    for old, new in zip(before.split("\n"), after.split("\n")):
        if old != new:
            sys.exit(f"{page.name}: an answer has changed; make recipes writes it anew\n- {old}\n+ {new}")
    sys.exit(f"{page.name}: answers are missing; make recipes writes them")
print(f"recipes: {count} questions answered")
