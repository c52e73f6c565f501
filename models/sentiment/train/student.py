"""Trains the small network that quoth runs, on two teachers' labels and a share of gold, and writes it as a model file.

usage: student.py DATA TEXTS.pkl LARGE_LABELS.npz REST_LABELS.npz VADER_LEXICON.txt MODEL.bin

Both teachers are of models/encoder/train: the large one has labelled the first of the texts, the encoder some after those. The lexicon
is rawdata/vaderLexicon.txt of github.com/jonreiter/govader.
"""

import json
import pickle
import re
import sys
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F
from transformers import BertModel

import modelfile
from gold import GRADED, HARD, TONES, read
from phrases import doings, expressions, lexicon, phrases
from pieces import ENCODER, NOWHERE, PADDING, TARGET, UNKNOWN, VOCABULARY, around, whole

DIMENSIONS, HIDDEN, REACH, HEADS, WIDE = 128, 128, 2, 4, 64
EPOCHS, BATCH, RATE, SEED = 5, 256, 2e-3, 1
HEAT, GOLD = 1.0, 0.3  # temperature of the teacher's labels; share of the gold label where there is one
GOLD_TIMES, EXPRESSION_TIMES, QUOTATION_TIMES = 2, 6, 3  # how often an epoch sees a gold stance, an expression, a quotation
RUNS = (1, 0.85), (2, 0.15)  # a run's seed and its share in the mean of their weights
DROP, DROP_WORD = 0.15, 0.05
KEEP = 0.998  # of the moving average of the weights, which is what is kept in the end
VERSION, PIECES = 1, 26_900

torch.set_num_threads(1)


class Student(nn.Module):
    def __init__(self, vectors):
        super().__init__()
        self.vectors = nn.Embedding(len(VOCABULARY), DIMENSIONS)
        self.places = nn.Embedding(PADDING + 1, DIMENSIONS)
        self.vectors.weight.data = vectors.clone()
        self.places.weight.data.mul_(0.1)
        self.kernel = nn.Conv1d(DIMENSIONS, HIDDEN, 2 * REACH + 1, padding=REACH)
        self.weigh = nn.Linear(HIDDEN, 2 * HEADS)  # for stances, then for polarity
        self.by_place = nn.Parameter(torch.zeros(HEADS, PADDING + 1))
        self.stance = self.head()
        self.polarity = self.head()
        self.drop = nn.Dropout(DROP)

    @staticmethod
    def head():
        return nn.Sequential(nn.Linear((HEADS + 1) * HIDDEN, WIDE), nn.ReLU(), nn.Dropout(DROP), nn.Linear(WIDE, 3))

    def forward(self, ids, places, target):
        real = (places != PADDING).unsqueeze(-1).float()
        x = (self.drop(self.vectors(ids)) + self.places(places)) * real
        hidden = F.relu(self.kernel(x.transpose(1, 2)).transpose(1, 2)) * real
        aimed = (target >= 0)[:, None]
        scores = self.weigh(hidden)
        scores = torch.where(aimed.unsqueeze(-1), scores[..., :HEADS] + self.by_place.t()[places], scores[..., HEADS:])
        weights = scores.masked_fill(real == 0, -1e4).softmax(1)
        sums = torch.einsum("bnh,bnd->bhd", weights, hidden).flatten(1)
        own = hidden[torch.arange(len(ids)), target.clamp(min=0)]
        every = (hidden * real).sum(1) / real.sum(1).clamp(min=1) ** 0.5
        z = self.drop(torch.cat([sums, torch.where(aimed, own, every)], -1))
        return torch.where(aimed, self.stance(z), self.polarity(z))


class Items:
    """Pieces, places and targets of texts, with wanted probabilities."""

    def __init__(self):
        self.ids, self.places, self.targets, self.wanted, self.repeat = [], [], [], [], []

    def add(self, item, wanted, repeat=False):
        ids, places, target = item
        if ids:
            self.ids.append(np.array(ids, np.int32))
            self.places.append(np.array(places, np.int16))
            self.targets.append(target)
            self.wanted.append(wanted)
            self.repeat.append(repeat)

    def batch(self, some):
        longest = max(len(self.ids[i]) for i in some)
        ids = np.zeros((len(some), longest), np.int64)
        places = np.full((len(some), longest), PADDING, np.int64)
        for k, i in enumerate(some):
            ids[k, :len(self.ids[i])] = self.ids[i]
            places[k, :len(self.ids[i])] = self.places[i]
        return torch.from_numpy(ids), torch.from_numpy(places), torch.tensor([self.targets[i] for i in some])


def soften(logits, heat):
    e = np.exp((logits - logits.max(1, keepdims=True)) / heat)
    return e / e.sum(1, keepdims=True)


def mix(wanted, gold):
    return wanted if gold is None else (1 - GOLD) * wanted + GOLD * np.array(gold)


def taught(large, encoder):
    """What is wanted of targets and of spans: what the large teacher tells, and of the texts after those the encoder."""
    parts = np.load(large), np.load(encoder)
    return (np.concatenate([soften(part[name], HEAT) for part in parts]) for name in ("stance", "polarity"))


def training_items(folder, texts, large, encoder, words):
    with open(texts, "rb") as f:
        targets, spans = pickle.load(f)
    stance, polarity = taught(large, encoder)
    key = lambda x: (x["text"], x["target"]["start"], x["target"]["end"])
    toward = {key(x): HARD[TONES[x["label"]]] for name in ("newsmtsc.train", "sentfin.all")
              for x in read(folder, f"sentiment/{name}.jsonl.gz") if x["target"]}
    of = {x["text"]: GRADED[x["score"]] for x in read(folder, "sentiment/sst5.train.jsonl.gz")}
    of.update({x["text"]: HARD[TONES[x["label"]]] for x in read(folder, "sentiment/goemotions3.train.jsonl.gz")})
    items = Items()
    for x, wanted in zip(targets, stance):
        items.add(around(*x), mix(wanted, toward.get(x)), x in toward)
    for x, wanted in zip(spans, polarity):
        items.add(whole(x), mix(wanted, of.get(x)))
    ours = Path(__file__).parent
    for x, wanted in [*phrases(), *lexicon(words)]:
        items.add(whole(x), np.array(wanted))
    own = list(expressions(ours / "expressions.txt")) * EXPRESSION_TIMES + list(expressions(ours / "quotations.txt")) * QUOTATION_TIMES
    for x, target, wanted in [*own, *doings(words)]:
        items.add(around(x, *target) if target else whole(x), np.array(wanted))
    return items


def first_vectors():
    """The pieces' vectors in all-MiniLM-L6-v2, cut down by principal components."""
    w = BertModel.from_pretrained(ENCODER).embeddings.word_embeddings.weight.detach().numpy()
    latin = np.array([i for piece, i in VOCABULARY.items() if piece.isascii()])
    centred = w - w[latin].mean(0)
    _, _, axes = np.linalg.svd(centred[latin], full_matrices=False)
    cut = centred @ axes[:DIMENSIONS].T
    return torch.tensor((cut / cut[latin].std() * 0.5).astype(np.float32))


def batches(items, chance):
    lengths = np.array([len(x) for x in items.ids])
    repeat = np.flatnonzero(items.repeat)
    for _ in range(EPOCHS):
        order = np.concatenate([np.arange(len(lengths))] + [repeat] * (GOLD_TIMES - 1))
        chance.shuffle(order)
        near = []
        for k in range(0, len(order), 40 * BATCH):
            some = order[k:k + 40 * BATCH]
            some = some[np.argsort(lengths[some], kind="stable")]
            near += [some[i:i + BATCH] for i in range(0, len(some), BATCH)]
        yield from (near[i] for i in chance.permutation(len(near)))


def train(items, vectors, seed):
    torch.manual_seed(SEED)  # all runs begin alike, or the mean of their weights would be none
    net = Student(vectors)
    torch.manual_seed(seed)
    rest = [p for name, p in net.named_parameters() if name != "vectors.weight"]
    optimizer = torch.optim.Adam([{"params": [net.vectors.weight], "lr": RATE / 2}, {"params": rest, "lr": RATE}], betas=(0.9, 0.99), fused=True)
    rates = [group["lr"] for group in optimizer.param_groups]
    wanted = torch.from_numpy(np.array(items.wanted, np.float32))
    plan = list(batches(items, np.random.default_rng(seed)))
    mean = [p.detach().clone() for p in net.parameters()]
    net.train()
    for step, some in enumerate(plan):
        for group, rate in zip(optimizer.param_groups, rates):
            group["lr"] = rate * min(1, (step + 1) / 100) * max(0.02, 1 - step / len(plan))
        ids, places, targets = items.batch(some)
        hidden = (torch.rand(ids.shape) < DROP_WORD) & (ids != TARGET)
        ids = torch.where(hidden, torch.tensor(UNKNOWN), ids)
        loss = -(wanted[some] * F.log_softmax(net(ids, places, targets), -1)).sum(-1).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        with torch.no_grad():
            for m, p in zip(mean, net.parameters()):
                m.lerp_(p, 1 - min(KEEP, step / (step + 10)))
        if step % 500 == 499:
            print(f"step {step + 1} of {len(plan)}", flush=True)
    with torch.no_grad():
        for m, p in zip(mean, net.parameters()):
            p.copy_(m)
    return net


def logits(net, items):
    net.eval()
    order = sorted(range(len(items.ids)), key=lambda i: len(items.ids[i]))
    out = np.zeros((len(order), 3), np.float32)
    with torch.inference_mode():
        for k in range(0, len(order), BATCH):
            some = order[k:k + BATCH]
            out[some] = net(*items.batch(some)).numpy()
    return out


def development(folder, names):
    items, records = Items(), []
    for name in names:
        for x in read(folder, f"sentiment/{name}.dev.jsonl.gz"):
            items.add(around(x["text"], x["target"]["start"], x["target"]["end"]) if x["target"] else whole(x["text"]), TONES[x["label"]])
            records.append(x)
    return items, records


def calibrate(scores, labels, lean):
    """The temperature, and where wanted the lean toward each tone, under which the labels are likeliest."""
    steps = np.arange(-0.8, 0.81, 0.1) if lean else (0.0,)
    fits = []
    for heat in np.arange(0.4, 2.0, 0.02):
        for negative in steps:
            for positive in steps:
                p = soften(scores / heat + np.array([negative, 0, positive]), 1)
                fits.append((-np.log(p[np.arange(len(labels)), labels]).mean(), round(heat, 2), round(negative, 1), round(positive, 1)))
    _, heat, negative, positive = min(fits)
    return {"temperature": heat, "lean": [negative, 0, positive]}


def apply(scores, calibration):
    return soften(scores / calibration["temperature"] + np.array(calibration["lean"]), 1)


def macro_f1(labels, told):
    f1 = [2 * ((labels == k) & (told == k)).sum() / max(1, (labels == k).sum() + (told == k).sum()) for k in range(3)]
    return float(np.mean(f1))


def reliability(probabilities, labels):
    """Rows of: the tone's probability, how many, how often it was right."""
    best, right = probabilities.max(1), probabilities.argmax(1) == labels
    for low in np.arange(0.3, 1.0, 0.1):
        inside = (best >= low) & (best < low + 0.1)
        if inside.any():
            print(f"  {low:.1f}-{low + 0.1:.1f}: told {best[inside].mean():.3f}, right {right[inside].mean():.3f}, {inside.sum()} items")


def report(net, folder):
    """Prints figures on development sets; gives the calibrations of stance and of polarity."""
    calibrations = []
    for names, lean in ((("newsmtsc_rw", "newsmtsc_mt"), False), (("nyt_editorials",), True)):
        items, records = development(folder, names)
        scores, labels = logits(net, items), np.array(items.wanted)
        calibrations.append(calibrate(scores, labels, lean))
        p = apply(scores, calibrations[-1])
        print(names, calibrations[-1], "macro F1", round(macro_f1(labels, p.argmax(1)), 4))
        reliability(p, labels)
        if lean:
            print("  Pearson", round(float(np.corrcoef(p[:, 2] - p[:, 0], [x["score"] for x in records])[0, 1]), 4))
    for name in ("newsmtsc_rw", "newsmtsc_mt"):
        items, _ = development(folder, (name,))
        print(name, "macro F1", round(macro_f1(np.array(items.wanted), logits(net, items).argmax(1)), 4))
    return calibrations


def kept_pieces(counts):
    """Pieces of Latin script, without those that the texts hold least often; the others are unknown words to the student."""
    special = ["[UNK]", "[MASK]"]
    usual = [p for p, _ in sorted(VOCABULARY.items(), key=lambda x: x[1]) if not re.fullmatch(r"\[.+\]", p)]
    latin = re.compile(r"[\u00c0-\u024f\u2010-\u2044\u20ac\u00a3]+")
    kept = special + [p for p in usual if p.isascii() or latin.fullmatch(p.lstrip("#") or "#")]
    rarest = sorted((p for p in kept if len(p.removeprefix("##")) > 1 and p not in special), key=lambda p: counts[VOCABULARY[p]])
    rare = set(rarest[:len(kept) - PIECES])
    return [p for p in kept if p not in rare]


def quantize(weights):
    """Rows of signed bytes, and what each row is to be multiplied with."""
    scales = np.maximum(np.abs(weights).max(1) / 127, 1e-8).astype(np.float32)
    return np.clip(np.round(weights / scales[:, None]), -127, 127).astype(np.int8), scales


def write(net, counts, calibrations, path):
    weights = {name: value.detach().numpy() for name, value in net.state_dict().items()}
    floats = lambda a: np.ascontiguousarray(a, "<f4").tobytes()
    pieces = kept_pieces(counts)
    rows, scales = quantize(weights["vectors.weight"][[VOCABULARY[p] for p in pieces]])
    shape = {"dimensions": DIMENSIONS, "hidden": HIDDEN, "reach": REACH, "heads": HEADS, "wide": WIDE,
             "stance": calibrations[0], "polarity": calibrations[1]}
    sections = [
        ("shape", json.dumps(shape).encode()), ("vocabulary", "\n".join(pieces).encode()), ("vectors", rows.tobytes()), ("scales", floats(scales)),
        ("kernel", floats(weights["kernel.weight"].transpose(2, 0, 1))), ("bias", floats(weights["kernel.bias"])),
        ("places", floats(weights["places.weight"][:NOWHERE + 1])),
    ]
    for i, name in enumerate(("stance", "polarity")):
        own = slice(i * HEADS, (i + 1) * HEADS)
        sections += [
            (name + "/weigh", floats(weights["weigh.weight"][own])), (name + "/weigh bias", floats(weights["weigh.bias"][own])),
            (name + "/by place", floats(weights["by_place"][:, :NOWHERE + 1]) if name == "stance" else b""),
            (name + "/inner", floats(weights[name + ".0.weight"])), (name + "/inner bias", floats(weights[name + ".0.bias"])),
            (name + "/outer", floats(weights[name + ".3.weight"])), (name + "/outer bias", floats(weights[name + ".3.bias"])),
        ]
    Path(path).write_bytes(modelfile.encode("sentiment", VERSION, {}, sections))


def main(folder, texts, large, encoder, words, out):
    vectors, items, mean = first_vectors(), training_items(folder, texts, large, encoder, words), {}
    for seed, share in RUNS:
        weights = train(items, vectors, seed).state_dict()
        mean = {name: mean.get(name, 0) + share * weights[name] for name in weights}
    net = Student(vectors)
    net.load_state_dict(mean)
    torch.save(mean, Path(out).with_suffix(".pt"))
    write(net, np.bincount(np.concatenate(items.ids), minlength=len(VOCABULARY)), report(net, folder), out)


if __name__ == "__main__":
    main(*sys.argv[1:])
