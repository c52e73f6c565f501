"""Reads labelled sets and gives their labels as probabilities of negative, neutral and positive."""

import gzip
import json
from pathlib import Path

TONES = {"negative": 0, "neutral": 1, "positive": 2}
HARD = {0: (0.95, 0.04, 0.01), 1: (0.03, 0.94, 0.03), 2: (0.01, 0.04, 0.95)}
GRADED = {  # film reviews in five steps
    -1.0: (0.93, 0.06, 0.01), -0.5: (0.75, 0.22, 0.03), 0.0: (0.12, 0.76, 0.12), 0.5: (0.03, 0.22, 0.75), 1.0: (0.01, 0.06, 0.93),
}


def read(folder, name):
    with gzip.open(Path(folder) / name, "rt", encoding="utf-8") as f:
        return [json.loads(line) for line in f]
