"""Fine-tunes the encoder for its three tasks at once.

usage: tune.py first DATA VOCABULARY.txt FIRST.pt
       tune.py label VOCABULARY.txt ENCODER.pt TEXTS.pkl LABELS.npz
       tune.py label_rest VOCABULARY.txt ENCODER.pt TEXTS.pkl LARGE_LABELS.npz LABELS.npz
       tune.py further SEED SHARE DATA VOCABULARY.txt BEFORE.pt TEXTS.pkl LABELS.npz… AFTER.pt

"first" trains for three epochs. "label" has an encoder tell the tones of texts that nobody has labelled, each target's name hidden and
shown, "label_rest" those of texts after the ones that the large teacher labelled, names hidden. "further" goes on from an encoder, at a smaller rate, with what its teachers tell of such texts, on the mean; what it ends with
counts SHARE in the weights that are kept, what it began with the rest. TEXTS are those of models/sentiment/train; LABELS those of its
teacher, of large.py, or of "label".
"""

import glob
import pickle
import random
import sys
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional as F

from gold import GRADED, HARD, TONES, read
from network import TOPICS, Encoder, Reader, collate, predict, softmax

EPOCHS, BATCH, RATE, WARM_UP, SEED = 3, 16, 5e-5, 0.06, 1
RATE_FURTHER, BATCH_FURTHER, OWN_TIMES = 6e-5, 32, 3  # of "further"; how often it sees a quotation of our own
TARGETS_TOLD, SPANS_TOLD, GOLD = 36_000, 34_000, 0.5  # texts that teachers label, at most; share of the gold label where there is one
HEADLINES_FURTHER, FINANCE_FURTHER, FILMS_FURTHER, FORUM_FURTHER = 1500, 1000, 4000, 2000
LABELLED = 36_000  # texts of either kind that "label" labels
TARGETS_REST, SPANS_REST = 30_000, 40_000  # texts that "label_rest" labels
HIDE_TARGET = 0.5  # share of the stance items whose target's name is masked
KEEP, KEEP_EVERY = 0.97, 10  # of the moving average of the weights, which is what is kept; batches between its steps
TOPICS_COUNT = 0.5  # of a batch of topics, beside one of tones
HEADLINES, FINANCE, FORUM = 2000, 2500, 6000  # items drawn each epoch from the larger sets
MODELS = Path(__file__).resolve().parent.parent.parent


def one_hot(number, count=17, sure=0.95):
    return tuple(sure + (1 - sure) / count if i == number else (1 - sure) / count for i in range(count))


def lessons(folder):
    """What is known of topics: title, text, number of the topic, weight, how often an epoch sees it."""
    out = []
    place = lambda code: int(code[7:9]) - 1
    for x in read(folder, "topics/iptc_mediatopics.jsonl.gz"):
        out.append((x["name"], x["definition"] or "", place(x["top"]), 0.5, 1))
    for path in sorted(glob.glob(str(MODELS / "topic/texts/[01]*.txt"))):
        for line in open(path, encoding="utf-8"):
            if " | " in line:
                title, text = line.strip().split(" | ", 1)
                out.append((title, text, int(Path(path).name[:2]) - 1, 1.0, 2))
    for line in open(MODELS / "topic/texts/terms.txt", encoding="utf-8"):
        if not line.startswith("#"):
            number, terms = line.strip().split(": ", 1)
            out.append(("", terms, int(number) - 1, 1.0, 1))
    for x in read(folder, "topics/masakhanews_eng.fewshot50train.jsonl.gz"):
        out.append((x["title"], x["text"], place(x["iptc"]), 1.0, 2))
    for x in read(folder, "topics/sib200_eng.train.jsonl.gz"):
        if x["iptc"]:
            out.append(("", x["text"], place(x["iptc"]), 0.3, 1))
    total = [sum(weight * times for _, _, topic, weight, times in out if topic == k) for k in range(17)]
    scale = sum(total) / 17
    return [(title, text, topic, weight * scale / total[topic], times) for title, text, topic, weight, times in out]


def topic_items(reader, known, chance):
    """Every epoch reads another part of a long article, now and then without its title."""
    for title, text, topic, weight, times in known:
        for _ in range(times):
            skip = chance.randrange(200) if len(text) > 1500 and chance.random() < 0.5 else 0
            title = "" if len(text) > 200 and chance.random() < 0.15 else title
            yield (*reader.article(title, text, skip), one_hot(topic), weight)


def expressions(name):
    """Expressions of our own with their tone: words, place of the target or None, tone."""
    for line in open(MODELS / "sentiment/train" / name, encoding="utf-8"):
        if line.strip() and not line.startswith("#"):
            tone, words = line.strip().split(" ", 1)
            start = words.find("[")
            target = (start, words.index("]") - 1) if start >= 0 else None
            yield words.replace("[", "").replace("]", ""), target, HARD[TONES[tone]]


def single(headlines):
    """Headlines with one target, toward which the stance is the polarity of the whole."""
    alone = {}
    for x in headlines:
        alone.setdefault(x["text"], []).append(x)
    return [v[0] for v in alone.values() if len(v) == 1]


def epoch(reader, data, known, chance):
    """One epoch's items."""
    hard = lambda x: HARD[TONES[x["label"]]]
    stance = lambda x: (*reader.marked(x["text"], x["target"]["start"], x["target"]["end"], chance.random() < HIDE_TARGET), hard(x), 1.0)
    plain = lambda text, wanted: (*reader.plain(text), wanted, 1.0)
    headlines = [x for x in data["sentfin.all"] if x["target"]]
    items = [stance(x) for x in data["newsmtsc.train"]]
    items += [stance(x) for x in chance.sample(headlines, HEADLINES)]
    items += [plain(x["text"], hard(x)) for x in chance.sample(single(headlines), FINANCE)]
    items += [plain(x["text"], GRADED[x["score"]]) for x in data["sst5.train"]]
    items += [plain(x["text"], hard(x)) for x in chance.sample(data["goemotions3.train"], FORUM)]
    items += [(*reader.marked(words, *target), wanted, 1.0) if target else plain(words, wanted) for words, target, wanted in expressions("expressions.txt")]
    items += list(topic_items(reader, known, chance))
    chance.shuffle(items)
    return items


def batched(items, chance, size=BATCH):
    """Batches of one task and of texts of like length."""
    batches = []
    for k in range(0, len(items), 150 * size):
        near = sorted(items[k:k + 150 * size], key=lambda item: (item[0], len(item[1])))
        for task in range(3):
            own = [item for item in near if item[0] == task]
            batches += [own[i:i + size] for i in range(0, len(own), size)]
    chance.shuffle(batches)
    return batches


def rate(highest, step, steps):
    return highest * min(1, (step + 1) / (WARM_UP * steps)) * (1 - step / steps)


def train(net, batches, highest):
    """Trains on batches; the net ends with the moving average of its weights."""
    optimizer = torch.optim.AdamW(net.parameters(), lr=highest, weight_decay=0.01, fused=True)
    mean = [p.detach().clone() for p in net.parameters()]
    net.train()
    running = 0.0
    for step, items in enumerate(batches):
        for group in optimizer.param_groups:
            group["lr"] = rate(highest, step, len(batches))
        task = items[0][0]
        with torch.autocast("cpu", torch.bfloat16):
            logits = net(*collate([item[:3] for item in items]), task)
        wanted = torch.tensor([item[3] for item in items])
        weight = torch.tensor([item[4] for item in items])
        loss = (weight * -(wanted * F.log_softmax(logits.float(), -1)).sum(-1)).mean() * (TOPICS_COUNT if task == TOPICS else 1)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimizer.step()
        if step % KEEP_EVERY == KEEP_EVERY - 1:
            blend(mean, net, 1 - min(KEEP, step / (step + 10 * KEEP_EVERY)))
        running += (loss.item() - running) * 0.01
        if step % 200 == 199:
            print(f"step {step + 1} of {len(batches)}: {running:.3f}", flush=True)
    with torch.no_grad():
        for m, p in zip(mean, net.parameters()):
            p.copy_(m)


def blend(mean, net, share):
    with torch.no_grad():
        for m, p in zip(mean, net.parameters()):
            m.lerp_(p, share)


def start(folder, vocabulary, seed, drop=0.1):
    torch.manual_seed(seed)
    sets = ("newsmtsc.train", "sentfin.all", "sst5.train", "goemotions3.train")
    reader = Reader(vocabulary)
    return reader, Encoder(reader.vocabulary, drop), {name: read(folder, f"sentiment/{name}.jsonl.gz") for name in sets}


def first(folder, vocabulary, out):
    chance = random.Random(SEED)
    reader, net, data = start(folder, vocabulary, SEED)
    known = lessons(folder)
    train(net, [b for _ in range(EPOCHS) for b in batched(epoch(reader, data, known, chance), chance)], RATE)
    torch.save(net.state_dict(), out)


def load(vocabulary, path):
    reader = Reader(vocabulary)
    net = Encoder(reader.vocabulary)
    net.load_state_dict(torch.load(path))
    return reader, net


def label(vocabulary, encoder, texts, out):
    reader, net = load(vocabulary, encoder)
    with open(texts, "rb") as f:
        targets, spans = (some[:LABELLED] for some in pickle.load(f))
    masked, named = (predict(net, [reader.marked(*x, hide) for x in targets]) for hide in (True, False))
    np.savez(out, masked=masked, named=named, polarity=predict(net, [reader.plain(x) for x in spans]))


def label_rest(vocabulary, encoder, texts, labels, out):
    reader, net = load(vocabulary, encoder)
    with open(texts, "rb") as f:
        targets, spans = pickle.load(f)
    done = np.load(labels)
    stance = [reader.marked(*x) for x in targets[len(done["stance"]):][:TARGETS_REST]]
    polarity = [reader.plain(x) for x in spans[len(done["polarity"]):][:SPANS_REST]]
    np.savez(out, stance=predict(net, stance), polarity=predict(net, polarity))


def told(texts, labels):
    """What teachers tell on the mean, as probabilities: of targets, by text and place, and of spans; only what all of them labelled."""
    with open(texts, "rb") as f:
        targets, spans = pickle.load(f)
    answers = [{name: softmax(scores) for name, scores in np.load(path).items()} for path in labels]
    mean = lambda parts: map(tuple, sum(part[:min(map(len, parts))] for part in parts) / len(parts))
    stance = mean([a["stance"] if "stance" in a else (a["masked"] + a["named"]) / 2 for a in answers])
    return dict(zip(targets, stance)), dict(zip(spans, mean([a["polarity"] for a in answers])))


def mixed(gold, wanted):
    return gold if wanted is None else tuple(GOLD * g + (1 - GOLD) * w for g, w in zip(gold, wanted))


def further_items(reader, data, known, toward, of, chance):
    hard = lambda x: HARD[TONES[x["label"]]]
    place = lambda x: (x["text"], x["target"]["start"], x["target"]["end"])
    headlines = [x for x in data["sentfin.all"] if x["target"]]
    gold = {place(x): hard(x) for x in data["newsmtsc.train"] + chance.sample(headlines, HEADLINES_FURTHER)}
    tones = {x["text"]: GRADED[x["score"]] for x in chance.sample(data["sst5.train"], FILMS_FURTHER)}
    tones.update((x["text"], hard(x)) for x in chance.sample(data["goemotions3.train"], FORUM_FURTHER))
    tones.update((x["text"], hard(x)) for x in chance.sample(single(headlines), FINANCE_FURTHER))
    items = [(*reader.marked(*x), mixed(wanted, toward.get(x)), 1.0) for x, wanted in gold.items()]
    items += [(*reader.plain(x), mixed(wanted, of.get(x)), 1.0) for x, wanted in tones.items()]
    items += [(*reader.marked(*x), toward[x], 1.0) for x in [x for x in toward if x not in gold][:TARGETS_TOLD]]
    items += [(*reader.plain(x), of[x], 1.0) for x in [x for x in of if x not in tones][:SPANS_TOLD]]
    for name, times in (("expressions.txt", 1), ("quotations.txt", OWN_TIMES)):
        for words, target, wanted in expressions(name):
            items += [(*(reader.marked(words, *target) if target else reader.plain(words)), wanted, 1.0)] * times
    items += topic_items(reader, [(*x[:4], 1) for x in known if x[4] > 1], chance)
    chance.shuffle(items)
    return items


def further(seed, share, folder, vocabulary, before, texts, *labels_and_out):
    *labels, out = labels_and_out
    chance = random.Random(int(seed))
    reader, net, data = start(folder, vocabulary, int(seed), 0)  # what teachers tell needs no dropout
    begun = torch.load(before)
    net.load_state_dict(begun)
    items = further_items(reader, data, lessons(folder), *told(texts, labels), chance)
    train(net, batched(items, chance, BATCH_FURTHER), RATE_FURTHER)
    torch.save({name: begun[name].lerp(weights, float(share)) for name, weights in net.state_dict().items()}, out)


if __name__ == "__main__":
    {"first": first, "label": label, "label_rest": label_rest, "further": further}[sys.argv[1]](*sys.argv[2:])
