"""Lets the encoder go on from what the large teacher tells: three passes over the same targets, and one over others.

usage: distil.py DATA VOCABULARY.txt SECOND.pt THIRD.pt TEXTS.pkl LABELS.npz MORE_LABELS.npz AFTER.pt

SECOND and THIRD are what tune.py's "further" gives, TEXTS those of models/sentiment/train, LABELS and MORE_LABELS what large.py tells
of them. The passes begin with THIRD; the last one goes on from the mean of the weights after each and of the former encoder's, which
are a mean of SECOND's and THIRD's. A third each of the former encoder, the passes' mean and the last pass is what is kept. Words'
vectors and places stay as they are, and the head of topics is fitted to tell what the former encoder told of news. Prints after each
pass how far the encoder's stances are from the teacher's on targets that are held back.
"""

import copy
import pickle
import random
import sys

import numpy as np
import torch
from torch.nn import functional as F

from gold import GRADED, HARD, TONES, read
from network import TOPICS, collate, predict, softmax
from tune import KEEP, KEEP_EVERY, TOPICS_COUNT, batched, expressions, lessons, rate, single, start, topic_items

PASSES, PASSES_PLANNED, BATCH, RATE, RATE_LAST, SEED = 3, 4, 64, 1e-4, 7e-5, 5  # rates would reach zero after the passes planned
FORMER = 0.3  # share of THIRD in the former encoder
GOLD = {"stance": 0.3, "polarity": 0.5}  # share of the gold label where a teacher has told it, too
HELD_BACK = slice(34_500, 36_000)  # targets that only measure
HEADLINES, FINANCE, FILMS, FORUM = 1500, 500, 2000, 1000  # items drawn each pass from the larger sets
SPANS, ARTICLES = 0.5, 0.5  # share of the labelled spans, and of the lessons in topics, that a pass sees
SPANS_LAST, ARTICLES_LAST = 0.3, 1.0
QUOTATIONS_TIMES = 2  # how often a pass sees a quotation of our own
NEWS = {"entities/worldwide.train": 745, "quotes/polnear.train": 500, "topics/huffpost_headlines.all": 1200, "topics/reuters21578.all": 500}
LESSONS_TOLD, LONG, SKIPPED, RIDGE = 0.5, 2500, 120, 1.0  # of what the head of topics is fitted to


def taught(texts, labels, more):
    """What the large teacher tells, as probabilities: of targets, of those for the last pass, of those held back, and of spans."""
    with open(texts, "rb") as f:
        targets, spans = pickle.load(f)
    first, further = np.load(labels), np.load(more)
    told = lambda items, logits: dict(zip(items, map(tuple, softmax(logits))))
    toward = told(targets, first["stance"])
    near, fresh = (told([targets[i] for i in further[lot]], further[lot + "_stance"]) for lot in ("near", "fresh"))
    toward.update(near)
    return toward, fresh, {x: toward.pop(x) for x in targets[HELD_BACK]}, told(spans, first["polarity"])


def mixed(gold, told, share):
    return gold if told is None else tuple(share * g + (1 - share) * t for g, t in zip(gold, told))


def place(x):
    return x["text"], x["target"]["start"], x["target"]["end"]


def hard(x):
    return HARD[TONES[x["label"]]]


class Lessons:
    """Draws the items of passes; every target is masked."""

    def __init__(self, reader, data, known, toward, of):
        self.reader, self.data, self.toward, self.of = reader, data, toward, of
        self.articles = [(*x[:4], 1) for x in known if x[4] > 1]
        self.chance = random.Random(SEED)

    def batches(self, shown, spans, articles):
        """A pass over the targets shown, over gold, and over shares of the spans and of the lessons in topics."""
        return batched(self.items(shown, spans, articles), self.chance, BATCH)

    def items(self, shown, spans, articles):
        reader, chance, data = self.reader, self.chance, self.data
        headlines = [x for x in data["sentfin.all"] if x["target"]]
        gold = {place(x): hard(x) for x in data["newsmtsc.train"] + chance.sample(headlines, HEADLINES)}
        tones = {x["text"]: GRADED[x["score"]] for x in chance.sample(data["sst5.train"], FILMS)}
        tones.update((x["text"], hard(x)) for x in chance.sample(data["goemotions3.train"], FORUM))
        tones.update((x["text"], hard(x)) for x in chance.sample(single(headlines), FINANCE))
        items = [(*reader.marked(*x), mixed(wanted, self.toward.get(x), GOLD["stance"]), 1.0) for x, wanted in gold.items()]
        items += [(*reader.plain(x), mixed(wanted, self.of.get(x), GOLD["polarity"]), 1.0) for x, wanted in tones.items()]
        items += [(*reader.marked(*x), told, 1.0) for x, told in shown.items() if x not in gold]
        items += [(*reader.plain(x), self.of[x], 1.0) for x in chance.sample(list(self.of), int(spans * len(self.of))) if x not in tones]
        for name, times in (("expressions.txt", 1), ("quotations.txt", QUOTATIONS_TIMES)):
            for words, target, wanted in expressions(name):
                items += [(*(reader.marked(words, *target) if target else reader.plain(words)), wanted, 1.0)] * times
        items += topic_items(reader, chance.sample(self.articles, int(articles * len(self.articles))), chance)
        chance.shuffle(items)
        return items


class Half(torch.nn.Module):
    """A copy of the layers with numbers of sixteen bits, in which a step takes less time; the weights that are moved keep all theirs."""

    def __init__(self, layers):
        super().__init__()
        self.layers = copy.deepcopy(layers).bfloat16()
        self.pairs = [(p, q) for p, q in zip(layers.parameters(), self.layers.parameters()) if p.requires_grad]

    def forward(self, **inputs):
        out = self.layers(**inputs)
        out.last_hidden_state = out.last_hidden_state.float()
        return out

    def hand_gradients(self):
        for p, q in self.pairs:
            p.grad, q.grad = q.grad.float(), None

    def take_weights(self):
        with torch.no_grad():
            for p, q in self.pairs:
                q.copy_(p)


def divergence(reader, net, held):
    """How far the stances are from the teacher's, on the mean, in nats."""
    wanted, told = np.array(list(held.values())), softmax(predict(net, [reader.marked(*x) for x in held]))
    return float((wanted * np.log(wanted / told)).sum(1).mean())


class Learner:
    """Moves the weights above the words' vectors."""

    def __init__(self, reader, net, held):
        self.reader, self.net, self.held = reader, net, held
        self.layers = net.bert
        net.bert.embeddings.requires_grad_(False)
        self.learnt = [p for p in net.parameters() if p.requires_grad]

    def passes(self, weights, plan, highest, count):
        """Goes on from some weights through the first passes of a plan; gives after each the moving average of the weights."""
        self.net.load_state_dict(weights)
        mean = [p.detach().clone() for p in self.learnt]
        half = Half(self.layers)
        optimizer = torch.optim.AdamW(self.learnt, lr=highest, weight_decay=0.01, fused=True)
        step, steps, out = 0, sum(map(len, plan)), []
        for batches in plan[:count]:
            self.net.train()
            for items in batches:
                for group in optimizer.param_groups:
                    group["lr"] = rate(highest, step, steps)
                self.step(half, items, optimizer)
                if step % KEEP_EVERY == KEEP_EVERY - 1:
                    take(mean, self.learnt, 1 - min(KEEP, step / (step + 10 * KEEP_EVERY)))
                step += 1
            out.append(self.with_weights(mean))
        return out

    def step(self, half, items, optimizer):
        task = items[0][0]
        self.net.bert = half
        logits = self.net(*collate([item[:3] for item in items]), task)
        self.net.bert = self.layers
        wanted, weight = (torch.tensor([item[k] for item in items]) for k in (3, 4))
        loss = (weight * -(wanted * F.log_softmax(logits, -1)).sum(-1)).mean() * (TOPICS_COUNT if task == TOPICS else 1)
        loss.backward()
        half.hand_gradients()
        torch.nn.utils.clip_grad_norm_(self.learnt, 1.0)
        optimizer.step()
        optimizer.zero_grad()
        half.take_weights()

    def with_weights(self, mean):
        """The whole net's weights with some in the place of those it learns, measured."""
        now = [p.detach().clone() for p in self.learnt]
        take(self.learnt, mean, 1)
        print(f"{divergence(self.reader, self.net, self.held):.4f} from the teacher", flush=True)
        out = {name: p.clone() for name, p in self.net.state_dict().items()}
        take(self.learnt, now, 1)
        return out


def take(weights, others, share):
    with torch.no_grad():
        for w, o in zip(weights, others):
            w.lerp_(o, share)


def average(many):
    return {name: sum(weights[name] for weights in many) / len(many) for name in many[0]}


def news(reader, folder, known):
    """Articles whose topics the former encoder tells: lessons and texts of sets; of half the long ones not the beginning."""
    chance = random.Random(1)
    items = [x[:3] for x in topic_items(reader, [(*x[:4], 1) for x in known if x[4] > 1 and chance.random() < LESSONS_TOLD], chance)]
    for name, many in NEWS.items():
        records = read(folder, name + ".jsonl.gz")
        for x in chance.sample(records, min(many, len(records))):
            text = x.get("text") or ""
            items.append(reader.article(x.get("title") or "", text, chance.choice((0, SKIPPED)) if len(text) > LONG else 0))
    return [item for item in items if len(item[1]) > 3]


def vectors(net, items, size=96):
    """The mean vector of each item, and a one."""
    order = sorted(range(len(items)), key=lambda i: len(items[i][1]))
    out = torch.ones(len(items), net.topics.in_features + 1, dtype=torch.float64)
    net.eval()
    with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
        for k in range(0, len(items), size):
            some = order[k:k + size]
            ids, mask, _ = collate([items[i] for i in some])
            hidden, weight = net.bert(input_ids=ids, attention_mask=mask).last_hidden_state.float(), mask.unsqueeze(-1).float()
            out[some, :-1] = ((hidden * weight).sum(1) / weight.sum(1)).double()
    return out


def head(net):
    return torch.cat([net.topics.weight, net.topics.bias[:, None]], 1).detach().double().T


def tell_topics_as(net, former, items):
    """Moves the head of topics to where it comes nearest to the former encoder's logits."""
    weights = {name: p.clone() for name, p in net.state_dict().items()}
    net.load_state_dict(former)
    wanted = vectors(net, items) @ head(net)
    net.load_state_dict(weights)
    seen, begun = vectors(net, items), head(net)
    square = seen.T @ seen + RIDGE * torch.eye(seen.shape[1], dtype=torch.float64)
    fitted = begun + torch.linalg.solve(square, seen.T @ (wanted - seen @ begun))
    with torch.no_grad():
        net.topics.weight.copy_(fitted[:-1].T)
        net.topics.bias.copy_(fitted[-1])


def main(folder, vocabulary, second, third, texts, labels, more, out):
    reader, net, data = start(folder, vocabulary, SEED, 0)  # what teachers tell needs no dropout
    second, third, known = torch.load(second), torch.load(third), lessons(folder)
    toward, fresh, held, of = taught(texts, labels, more)
    lots = Lessons(reader, data, known, toward, of)
    learner = Learner(reader, net, held)
    plan = [lots.batches(toward, SPANS, ARTICLES) for _ in range(PASSES_PLANNED)]
    after = learner.passes(third, plan, RATE, PASSES)
    former = {name: weights.lerp(third[name], FORMER) for name, weights in second.items()}
    last = learner.passes(average([former, *after]), [lots.batches(fresh, SPANS_LAST, ARTICLES_LAST)], RATE_LAST, 1)
    net.load_state_dict(average([former, average(after), *last]))
    tell_topics_as(net, former, news(reader, folder, known))
    torch.save(net.state_dict(), out)


if __name__ == "__main__":
    main(*sys.argv[1:])
