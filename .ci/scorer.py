"""Compares quoth eval with the common scorer, figure by figure, and scores the real article's tables."""

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

quoth, shared = sys.argv[1], Path(sys.argv[2])
SCORER = shared / "tools" / "score.py"

# task, gold file, flags, and for each figure: a pattern in the scorer's output, our measure, our class
CASES = [
    ("entities", "entities/worldwide.dev", [], [(r"F1 ([\d.]+)", "F1", "all"), (r"PER ([\d.]+)", "F1", "PER"), (r"MISC ([\d.]+)", "F1", "MISC")]),
    ("quotes", "quotes/polnear.dev", ["--statements"], [
        (r"strict: all P ([\d.]+)", "strict precision", "all"),
        (r"strict:.*?quoted P [\d.]+ R [\d.]+ F1 ([\d.]+)", "strict F1", "quoted"),
        (r"loose: all P [\d.]+ R [\d.]+ F1 ([\d.]+)", "loose F1", "all"),
        (r"speaker span accuracy: ([\d.]+)", "speaker span accuracy", "all"),
        (r"end to end: ([\d.]+)", "end to end", "all")]),
    ("sentiment", "sentiment/nyt_editorials.dev", [], [(r"accuracy ([\d.]+)", "accuracy", "all"), (r"pearson ([\d.-]+)", "Pearson", "all")]),
    ("stance", "sentiment/newsmtsc_mt.dev", [], [(r"macro F1 ([\d.]+)", "macro F1", "all")]),
    ("topics", "topics/masakhanews_eng.dev", [], [(r"accuracy ([\d.]+)", "accuracy", "all"), (r"top-3 ([\d.]+)", "among the best three", "all")]),
]


def check(task, name, flags, figures, folder):
    gold = str(shared / "data" / f"{name}.jsonl.gz")
    predictions = str(Path(folder) / "predictions.jsonl")
    ours = json.loads(subprocess.check_output([quoth, "eval", task, "--gold", gold, "--predictions", predictions, "--json", *flags]))
    what = {"stance": "sentiment"}.get(task, task)
    theirs = subprocess.check_output([sys.executable, str(SCORER), what, gold, predictions, *flags], text=True)
    values = {(f["measure"], f["class"]): f["value"] for f in ours["figures"]}
    for pattern, measure, group in figures:
        want = float(re.search(pattern, theirs, re.S).group(1))
        got = values[measure, group]
        if abs(got - want) > 0.00051:
            sys.exit(f"{name}: {measure} of {group} is {got:.4f}, the common scorer says {want}")
    print(f"{name}: {len(figures)} figures equal the common scorer's")


def real_article(folder):
    """Runs the real article to tables, and lets the common tools read and score them."""
    out = Path(folder) / "tables"
    subprocess.check_call([quoth, "run", "testdata/articles/musk-trump-interview.txt", "--out", str(out), "--quiet"])
    rows = subprocess.check_output([sys.executable, str(shared / "tools" / "tables_to_predictions.py"), str(out)], text=True).splitlines()
    gold = json.loads((shared / "articles" / "musk-trump-interview.gold.json").read_text())
    prediction = json.loads(rows[0])
    prediction["id"] = gold["id"]
    gold_file, file = Path(folder) / "gold.jsonl", Path(folder) / "real.jsonl"
    gold_file.write_text(json.dumps(gold) + "\n")
    file.write_text(json.dumps(prediction) + "\n")
    text = subprocess.check_output([sys.executable, str(SCORER), "speakers", str(gold_file), str(file), "--verbose"], text=True)
    print("real article:", text.strip())
    if "found with the right speaker 1.000" not in text or "spurious 0; traps taken as speech 0/1" not in text:
        sys.exit("the real article's ten quotations aren't all right")


with tempfile.TemporaryDirectory() as folder:
    for case in CASES:
        check(*case, folder)
    real_article(folder)
