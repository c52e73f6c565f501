"""Measures what docs/scale.md counts with: python3 bench/scale.py PROGRAM [ARTICLES]

Time is measured on articles of seventeen paragraphs drawn from those we wrote, so that they have the length of news (some
500 words); bytes on the articles we wrote, each once, since paragraphs that come again compress better than news does.
"""

import glob
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

PARAGRAPHS = 17


def own_texts():
    return [json.loads(Path(p).read_text(encoding="utf-8"))["text"] for p in sorted(glob.glob("testdata/gold/development/*.json"))]


def write(path, texts):
    """Writes articles, and gives how many words and bytes they have."""
    with open(path, "w", encoding="utf-8") as file:
        for n, text in enumerate(texts):
            file.write(json.dumps({"id": f"article-{n}", "text": text}, ensure_ascii=False) + "\n")
    return sum(len(t.split()) for t in texts), sum(len(t.encode()) for t in texts)


def drawn(count):
    paragraphs = [p for text in own_texts() for p in text.strip().split("\n\n")]
    dice = random.Random(7)
    return ["\n\n".join(dice.choice(paragraphs) for _ in range(PARAGRAPHS)) for _ in range(count)]


def measured(command):
    """CPU seconds and peak megabytes of a command."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, after.ru_maxrss / 1024


def main():
    program, count = os.path.abspath(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 4000
    with tempfile.TemporaryDirectory() as home:
        write(f"{home}/one.jsonl", ["One."])
        start, _ = measured([program, "run", f"{home}/one.jsonl", "--out", f"{home}/one", "--quiet"])
        words, _ = write(f"{home}/many.jsonl", drawn(count))
        cpu, peak = measured([program, "run", f"{home}/many.jsonl", "--out", f"{home}/many", "--quiet", "--workers", "2"])
        print(f"{count} articles of {words / count:.0f} words: {1000 * (cpu - start) / count:.1f} CPU milliseconds an article, {words / (cpu - start):.0f} words a CPU second")
        print(f"{start:.2f} CPU seconds to start; peak {peak:.0f} MB with two workers")
        texts = own_texts()
        words, size = write(f"{home}/own.jsonl", texts)
        measured([program, "run", f"{home}/own.jsonl", "--out", f"{home}/own", "--quiet"])
        print(f"{len(texts)} articles of {words / len(texts):.0f} words, {size / words:.2f} bytes a word; in Parquet, bytes for 1,000 words:")
        whole = 0
        for table in sorted(p for p in Path(home, "own").iterdir() if p.is_dir() and not p.name.startswith("_")):
            parts = sum(p.stat().st_size for p in table.glob("part-*"))
            whole += parts
            print(f"  {table.name}: {1000 * parts / words:.0f}")
        print(f"  all tables: {1000 * whole / words:.0f}")


if __name__ == "__main__":
    main()
