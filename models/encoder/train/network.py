"""The encoder: all-MiniLM-L6-v2 with fewer word pieces and three heads, and how texts are put to it."""

import numpy as np
import torch
from torch import nn
from transformers import BertModel
from transformers.utils import logging

from pieces import BEGIN, BERT, CLOSE, END, MASK, OPEN, SOURCE, Cutter

SIDE = 60  # pieces on either side of a target
CHUNK = 96  # pieces of a text without a target
WINDOW = 126  # pieces of an article's title and text
TARGET_LENGTH = 12
STANCE, POLARITY, TOPICS = 0, 1, 2  # tasks
CLASSES = [3, 3, 17]

torch.set_num_threads(1)
logging.set_verbosity_error()
logging.disable_progress_bar()


class Reader:
    """Puts texts into pieces; an item is (task, pieces, place of the target's first mark)."""

    def __init__(self, vocabulary):
        self.know([line.rstrip("\n") for line in open(vocabulary, encoding="utf-8")])

    def know(self, vocabulary):
        self.vocabulary = vocabulary
        self.cutter = Cutter(vocabulary)
        self.sign = self.cutter.places

    def marked(self, text, start, end, hide=True):
        before = self.cutter.pieces(text[:start])[-SIDE:]
        after = self.cutter.pieces(text[end:])[:SIDE]
        target = [self.sign[MASK]] if hide else self.cutter.pieces(text[start:end])[:TARGET_LENGTH]
        ids = [self.sign[BEGIN], *before, self.sign[OPEN], *target, self.sign[CLOSE], *after, self.sign[END]]
        return STANCE, ids, len(before) + 1

    def plain(self, text):
        return POLARITY, [self.sign[BEGIN], *self.cutter.pieces(text)[:CHUNK], self.sign[END]], 0

    def article(self, title, text, skip=0):
        """The title and as much of the text as there is room for, after some pieces that are skipped."""
        head = self.cutter.pieces(title)
        body = self.cutter.pieces(text[:12 * (WINDOW + skip)])[skip:]
        ids = ([*head[:WINDOW // 2], self.sign["."]] if head else []) + body
        return TOPICS, [self.sign[BEGIN], *ids[:WINDOW], self.sign[END]], 0


class Encoder(nn.Module):
    def __init__(self, vocabulary, drop=0.1):
        super().__init__()
        self.bert = BertModel.from_pretrained(SOURCE, add_pooling_layer=False, attn_implementation="eager",  # learns fastest on a CPU
                                              hidden_dropout_prob=drop, attention_probs_dropout_prob=drop)
        self.bert.config.vocab_size = len(vocabulary)
        vectors = self.bert.embeddings.word_embeddings.weight.data[[BERT[piece] for piece in vocabulary]]
        self.bert.embeddings.word_embeddings = nn.Embedding.from_pretrained(vectors.clone(), freeze=False)
        self.drop = nn.Dropout(0.1)
        self.stance, self.polarity, self.topics = nn.Linear(768, 3), nn.Linear(384, 3), nn.Linear(384, 17)

    def forward(self, ids, mask, place, task):
        hidden = self.bert(input_ids=ids, attention_mask=mask).last_hidden_state
        weight = mask.unsqueeze(-1).to(hidden.dtype)
        mean = (hidden * weight).sum(1) / weight.sum(1)
        if task == STANCE:
            return self.stance(self.drop(torch.cat([hidden[torch.arange(len(ids)), place], mean], -1)))
        return (self.polarity if task == POLARITY else self.topics)(self.drop(mean))


def collate(items):
    longest = max(len(ids) for _, ids, _ in items)
    ids = torch.zeros(len(items), longest, dtype=torch.long)
    mask = torch.zeros_like(ids)
    for i, (_, pieces, _) in enumerate(items):
        ids[i, :len(pieces)] = torch.tensor(pieces)
        mask[i, :len(pieces)] = 1
    return ids, mask, torch.tensor([place for _, _, place in items])


def predict(net, items, size=96):
    """Logits of items of one task, items of like length together."""
    net.eval()
    order = sorted(range(len(items)), key=lambda i: len(items[i][1]))
    out = np.zeros((len(items), CLASSES[items[0][0]]), np.float32)
    with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16):
        for k in range(0, len(order), size):
            some = order[k:k + size]
            out[some] = net(*collate([items[i] for i in some]), items[0][0]).float().numpy()
    return out


def softmax(logits, heat=1.0):
    e = np.exp((logits - logits.max(1, keepdims=True)) / heat)
    return e / e.sum(1, keepdims=True)
