"""Fine-tunes all-MiniLM-L6-v2 with two heads, stance toward a marked target and polarity of a text, and lets it label.

usage: teacher.py tune DATA TEACHER.pt
       teacher.py label TEACHER.pt TEXTS.pkl LABELS.npz
"""

import pickle
import random
import sys

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import nn
from torch.nn import functional as F
from transformers import BertModel

from gold import HARD, GRADED, TONES, read
from pieces import ENCODER

OPEN, CLOSE, MASK, CLS, SEP = 1, 2, 103, 101, 102  # the first two are pieces that BERT left unused
LENGTH, TARGET_LENGTH = 110, 12
BATCH, RATE, WARM_UP, SEED = 16, 5e-5, 0.06, 1
EPOCHS = 2
PARTS = 8  # tenths of the texts that are labelled
SCHEDULE = 3894  # batches over which the rate would fall to nothing; training stops a little before
HIDE_TARGET = 0.4  # share of the items whose target's name is masked

torch.set_num_threads(1)
tokenizer = Tokenizer.from_file(str(ENCODER / "tokenizer.json"))
tokenizer.no_padding()
tokenizer.no_truncation()


def encode(text):
    return tokenizer.encode(text, add_special_tokens=False).ids


def marked(text, start, end, hide):
    """Pieces of a text with its target between two marks, and the place of the first mark."""
    before, after = encode(text[:start]), encode(text[end:])
    target = [MASK] if hide else encode(text[start:end])[:TARGET_LENGTH]
    room = LENGTH - len(target)
    if len(before) + len(after) > room:
        before = before[-max(room // 2, room - len(after)):]
        after = after[:room - len(before)]
    return [CLS] + before + [OPEN] + target + [CLOSE] + after + [SEP], len(before) + 1


def plain(text):
    return [CLS] + encode(text)[:LENGTH] + [SEP], -1


class Teacher(nn.Module):
    def __init__(self):
        super().__init__()
        self.bert = BertModel.from_pretrained(ENCODER, add_pooling_layer=False)
        self.stance, self.pol, self.drop = nn.Linear(768, 3), nn.Linear(384, 3), nn.Dropout(0.1)

    def forward(self, ids, mask, place):
        hidden = self.bert(input_ids=ids, attention_mask=mask).last_hidden_state
        weight = mask.unsqueeze(-1).to(hidden.dtype)
        mean = (hidden * weight).sum(1) / weight.sum(1)
        at_mark = hidden[torch.arange(len(ids)), place.clamp(min=0)]
        stance = self.stance(self.drop(torch.cat([at_mark, mean], -1)))
        return torch.where((place >= 0).unsqueeze(-1), stance, self.pol(self.drop(mean)))


def collate(items):
    longest = max(len(item[0]) for item in items)
    ids = torch.zeros(len(items), longest, dtype=torch.long)
    mask = torch.zeros_like(ids)
    for i, item in enumerate(items):
        ids[i, :len(item[0])] = torch.tensor(item[0])
        mask[i, :len(item[0])] = 1
    return ids, mask, torch.tensor([item[1] for item in items])


def epoch(data, chance):
    """One epoch's batches: all stance items, and a share of the polarity sets."""
    hide = lambda: chance.random() < HIDE_TARGET
    stance = lambda x: (*marked(x["text"], x["target"]["start"], x["target"]["end"], hide()), HARD[TONES[x["label"]]])
    headlines = [x for x in data["sentfin"] if x["target"]]
    alone = {}
    for x in headlines:
        alone.setdefault(x["text"], []).append(x)
    items = [stance(x) for x in data["newsmtsc"]]
    items += [stance(x) for x in chance.sample(headlines, 2000)]
    items += [(*plain(x["text"]), HARD[TONES[x["label"]]]) for x in chance.sample([v[0] for v in alone.values() if len(v) == 1], 2500)]
    items += [(*plain(x["text"]), GRADED[x["score"]]) for x in data["sst5"]]
    items += [(*plain(x["text"]), HARD[TONES[x["label"]]]) for x in chance.sample(data["goemotions3"], 5000)]
    chance.shuffle(items)
    batches = []
    for k in range(0, len(items), 50 * BATCH):
        near = sorted(items[k:k + 50 * BATCH], key=lambda item: len(item[0]))
        batches += [near[i:i + BATCH] for i in range(0, len(near), BATCH)]
    chance.shuffle(batches)
    return batches


def tune(folder, out):
    chance = random.Random(SEED)
    torch.manual_seed(SEED)
    data = {name: read(folder, f"sentiment/{name}.jsonl.gz") for name in ("newsmtsc.train", "sentfin.all", "sst5.train", "goemotions3.train")}
    data = {name.split(".")[0]: records for name, records in data.items()}
    net = Teacher()
    optimizer = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=0.01)
    batches = [b for _ in range(EPOCHS) for b in epoch(data, chance)]
    net.train()
    for i, items in enumerate(batches):
        for group in optimizer.param_groups:
            group["lr"] = RATE * min(1, (i + 1) / (WARM_UP * SCHEDULE)) * (1 - i / SCHEDULE)
        with torch.autocast("cpu", torch.bfloat16):
            logits = net(*collate(items))
        wanted = torch.tensor([item[2] for item in items])
        loss = -(wanted * F.log_softmax(logits.float(), -1)).sum(-1).mean()
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimizer.step()
    torch.save(net.state_dict(), out)


def predict(net, items, size=96):
    """Logits of each item, items of like length together."""
    net.eval()
    order = sorted(range(len(items)), key=lambda i: len(items[i][0]))
    out = np.zeros((len(items), 3), np.float32)
    with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
        for k in range(0, len(order), size):
            some = order[k:k + size]
            out[some] = net(*collate([items[i] for i in some])).float().numpy()
    return out


def label(teacher, texts, out):
    net = Teacher()
    net.load_state_dict(torch.load(teacher))
    with open(texts, "rb") as f:
        targets, spans = pickle.load(f)
    stance, polarity = [], []
    for k in range(PARTS):
        stance.append(predict(net, [marked(*x, True) for x in targets[k * len(targets) // 10:(k + 1) * len(targets) // 10]]))
        polarity.append(predict(net, [plain(x) for x in spans[k * len(spans) // 10:(k + 1) * len(spans) // 10]]))
    np.savez(out, stance=np.concatenate(stance), polarity=np.concatenate(polarity))


if __name__ == "__main__":
    {"tune": tune, "label": label}[sys.argv[1]](*sys.argv[2:])
