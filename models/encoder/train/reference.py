"""Writes what the reference implementation tells of sentences of our own, for the test that the program tells the same.

usage: reference.py VOCABULARY.txt ENCODER.pt REFERENCE.json

The reference is transformers' BertModel in 32-bit floating point with the weights as the model file has them, rounded to bytes.
Of each token's last vector every 24th number is written.
"""

import json
import sys

import torch

from export import load, quantize
from network import POLARITY, STANCE, TOPICS, collate

EVERY = 24
SENTENCES = [  # the target stands in square brackets; a title and a text have a bar between them
    "The mayor praised [Anna Lund] for her calm and her courage.",
    "“[Lund] is a disgrace,” the treasurer said, “and should resign.”",
    "[Northgate Bank] said the flood had killed nine people.",
    "“We don’t trust [him] — not after what he did to the hospital…”",
    "Profit at [Halvorsen] fell 12 per cent to 3,400 crowns. #BadYear https://example.org/x",
    "[They] apologised.",
    "a wonderful, generous man",
    "not a very good idea",
    "The meeting begins at nine.",
    "Naïve? Perhaps; “unfit” is the word I’d use.",
    "The council voted on Tuesday to close the bridge for repairs until spring, although traders on the north bank fear that the "
    "summer will be ruined and say that nobody at the town hall has listened to them.",
    "Ferry aground off Sandhaven | A ferry with 214 people aboard ran aground in fog on Friday. Lifeboats took off all passengers; "
    "two were hurt.",
    "| The striker scored twice in the second half and the visitors never recovered.",
]


def item(reader, sentence):
    if "|" in sentence:
        title, text = (part.strip() for part in sentence.split("|"))
        return {"title": title, "text": text}, reader.article(title, text)
    start = sentence.find("[")
    if start < 0:
        return {"text": sentence}, reader.plain(sentence)
    end = sentence.index("]") - 1
    text = sentence.replace("[", "").replace("]", "")
    return {"text": text, "target": [len(text[:i].encode()) for i in (start, end)]}, reader.marked(text, start, end)


def as_bytes(net):
    """Rounds the weights as the model file does."""
    with torch.no_grad():
        for name, weights in net.state_dict().items():
            if weights.dim() == 2 and ("encoder.layer" in name or "word_embeddings" in name):
                rows, scales = quantize(weights.numpy())
                weights.copy_(torch.from_numpy(rows.astype("float32") * scales[:, None]))


def main(vocabulary, encoder, out):
    reader, net = load(vocabulary, encoder)
    as_bytes(net)
    records = []
    for sentence in SENTENCES:
        record, read = item(reader, sentence)
        ids, mask, place = collate([read])
        with torch.inference_mode():
            vectors = net.bert(input_ids=ids, attention_mask=mask).last_hidden_state[0]
            told = net(ids, mask, place, read[0])[0].softmax(-1)
        record["task"] = {STANCE: "stance", POLARITY: "polarity", TOPICS: "topics"}[read[0]]
        record["pieces"] = [reader.vocabulary[i] for i in read[1]]
        record["probabilities"] = [round(float(p), 4) for p in told]
        record["vectors"] = [[round(float(x), 3) for x in vector[::EVERY]] for vector in vectors]
        records.append(record)
    with open(out, "w", encoding="utf-8") as f:
        f.write("[\n" + ",\n".join(json.dumps(record, ensure_ascii=False) for record in records) + "\n]\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
