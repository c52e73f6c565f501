"""Collects texts for the teacher to label: sentences with a target, and sentences, clauses and fragments without one.

usage: texts.py DATA TEXTS.pkl

No label of any set is read here. Targets are capitalised names, annotated people and organisations, and pronouns.
"""

import csv
import gzip
import pickle
import random
import re
import sys
from collections import Counter
from pathlib import Path

from gold import read

chance = random.Random(7)
BORDER = re.compile(r"(?<=[.!?])[\"”’')]*\s+(?=[\"“‘'(]?[A-Z])|\n+")
NAME = re.compile(r"(?:(?:Mr|Mrs|Ms|Dr|Sen|Gov|Rep|President|Senator)\.? )?[A-Z][\w’'-]*[a-z0-9](?:\.? (?:of |de |van |bin |al-)?[A-Z][\w-]*[a-z])*")
PRONOUN = re.compile(r"\b(?:he|she|him|her|his|He|She|His|Her|Him|you|You|your|Your|them|They|they)\b")
NO_NAMES = {
    "iowa", "new hampshire", "south carolina", "florida", "texas", "america", "ohio", "nevada", "north korea", "state", "u.s", "us", "u.s.",
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december", "i", "the",
}


def sentences(text):
    out, last = [], 0
    for m in BORDER.finditer(text):
        if s := text[last:m.start()].strip():
            out.append(s)
        last = m.end()
    if s := text[last:].strip():
        out.append(s)
    return out


def sample(items, n):
    return chance.sample(items, min(n, len(items)))


def fits(sentence):
    return 25 < len(sentence) < 420


class Collector:
    def __init__(self, folder):
        self.folder = folder
        self.targets, self.spans = set(), set()
        self.places, self.common = set(NO_NAMES), set()

    def read(self, name):
        return read(self.folder, name + ".jsonl.gz")

    def learn_words(self, records):
        """Places, and words that are common in small letters, are no targets."""
        lexical = Path(self.folder) / "lexical"
        with gzip.open(lexical / "countries_demonyms.tsv.gz", "rt", encoding="utf-8") as f:
            for row in csv.reader(f, delimiter="\t"):
                self.places.update(cell.strip().lower() for cell in row)
        with gzip.open(lexical / "world_cities.csv.gz", "rt", encoding="utf-8") as f:
            for row in csv.reader(f):
                if len(row) > 1:
                    self.places.update((row[0].strip().lower(), row[1].strip().lower()))
        counts = Counter(w for x in records for w in re.findall(r"\b[a-z]+\b", x["text"]))
        self.common.update(w for w, c in counts.items() if c > 8)

    def names(self, sentence):
        out = []
        for m in NAME.finditer(sentence):
            start = m.start()
            words = re.sub(r"[’']s?$", "", m.group())
            if words.lower() not in self.places and not (start < 2 and " " not in words and words.lower() in self.common):
                out.append((start, start + len(words)))
        return out

    def add_names(self, sentence, most):
        found = self.names(sentence)
        pronouns = [m.span() for m in PRONOUN.finditer(sentence)]
        if pronouns and chance.random() < 0.6:
            found = found + sample(pronouns, 1)
        self.targets.update((sentence, start, end) for start, end in sample(found, most))

    def add_annotated(self, record, most):
        """Sentences of a text whose people and organisations are known; gives the sentences."""
        text, at, out = record["text"], 0, []
        known = [e for e in record["entities"] if e["label"] in ("PER", "ORG")]
        for s in sentences(text):
            i = text.find(s, at)
            if i < 0:
                continue
            at = i + len(s)
            if fits(s):
                out.append(s)
                here = [(e["start"] - i, e["end"] - i) for e in known if i <= e["start"] and e["end"] <= at]
                self.targets.update((s, start, end) for start, end in sample(here, most))
        return out

    def add_quotations(self, record):
        for q in record["quotes"]:
            words = q["text"].strip()
            if 3 < len(words) < 300:
                self.spans.add(words)
            if 20 < len(words) < 300 and chance.random() < 0.5:
                self.add_names(words, 1)

    def add_fragments(self, sources):
        """Fragments of one to ten words, as partial quotations are, and clauses."""
        fragments, clauses = set(), set()
        while len(fragments) < 50000:
            words = chance.choice(sources).split()
            n = min(len(words), chance.choice([1, 1, 2, 2, 3, 3, 4, 5, 6, 8, 10]))
            start = chance.randrange(0, len(words) - n + 1)
            if t := " ".join(words[start:start + n]).strip(' ,.;:"“”()?!-'):
                fragments.add(t)
        while len(clauses) < 15000:
            parts = re.split(r'[,;:–—“”"]| and | but | because ', chance.choice(sources))
            if 8 < len(t := chance.choice([c.strip() for c in parts])) < 150:
                clauses.add(t)
        self.spans |= fragments | clauses


def collect(folder):
    c = Collector(folder)
    labelled, quotes = c.read("sentiment/newsmtsc.train"), c.read("quotes/polnear.train")
    annotated = c.read("entities/worldwide.train") + c.read("entities/conll03.train")
    stories, africa = c.read("topics/reuters21578.all"), c.read("topics/masakhanews_eng.fewshot50train")
    headlines, finance = c.read("topics/huffpost_headlines.all"), c.read("sentiment/sentfin.all")
    films, forum = c.read("sentiment/sst5.train"), c.read("sentiment/goemotions3.train")
    c.learn_words(quotes + africa)

    us = sorted({x["text"] for x in labelled})
    c.targets.update((x["text"], x["target"]["start"], x["target"]["end"]) for x in labelled)
    for s in us:
        c.add_names(s, 3)
    election = []
    for x in quotes:
        election += [s for s in sentences(x["text"]) if fits(s)]
        c.add_quotations(x)
    for s in election:
        c.add_names(s, 2)
    world = [s for x in annotated for s in c.add_annotated(x, 1 if x["source"].startswith("conll") else 2)]
    african = [s for x in africa for s in sentences(x["text"]) if fits(s)]
    for s in african:
        c.add_names(s, 1)
    wire = sample([s for x in stories for s in sentences(re.sub(r"\s+", " ", x["text"])) if fits(s) and not s.isupper()], 14000)
    for s in wire[:5000]:
        c.add_names(s, 1)
    c.targets.update((x["text"], x["target"]["start"], x["target"]["end"]) for x in sample([x for x in finance if x["target"]], 6000))

    titles = [x["title"] for x in sample(headlines, 14000)]
    c.spans |= set(sample(election, 16000)) | set(sample(world, 10000)) | set(sample(african, 5000)) | set(us) | set(wire[5000:9000]) | set(titles)
    c.spans |= {x["text"] for x in films} | {x["text"] for x in sample(forum, 15000)} | {x["text"] for x in sample(finance, 6000)}
    c.add_fragments(us + election + world + african + [x["text"] for x in films] + [x["text"] for x in forum])
    targets, spans = sorted(c.targets), sorted(c.spans)
    chance.shuffle(targets)
    chance.shuffle(spans)
    return targets, spans


if __name__ == "__main__":
    with open(sys.argv[2], "wb") as f:
        pickle.dump(collect(sys.argv[1]), f)
