"""Writes what the network tells of sentences of our own, for the test that the program's answers equal the reference's.

usage: reference.py STUDENT.pt MODEL.bin REFERENCE.json
"""

import json
import struct
import sys

import torch

from pieces import VOCABULARY, around, whole
from student import Items, Student, apply, logits, quantize

SENTENCES = [  # the target stands in square brackets
    "The mayor praised [Anna Lund] for her calm and her courage.",
    "“[Lund] is a disgrace,” the treasurer said, “and should resign.”",
    "[Northgate Bank] said the flood had killed nine people.",
    "“We don’t trust [him] — not after what he did to the hospital…”",
    "Few doubted that [she] would win, but nobody cheered.",
    "Profit at [Halvorsen] fell 12 per cent to 3,400 crowns. #BadYear https://example.org/x",
    "[They] apologised.",
    "a wonderful, generous man",
    "not a very good idea",
    "The meeting begins at nine.",
    "Naïve? Perhaps; “unfit” is the word I’d use.",
    "It was not easy but it was worth it, and I’m proud of everybody at the café",
    "unwatchable",
    "The council voted on Tuesday to close the bridge for repairs until spring, although traders on the north bank fear that the "
    "summer will be ruined and say that nobody at the town hall has listened to them.",
]


def split(sentence):
    start = sentence.find("[")
    if start < 0:
        return sentence, None
    end = sentence.index("]") - 1
    return sentence.replace("[", "").replace("]", ""), (start, end)


def shape_of(model):
    data = open(model, "rb").read()
    directory = json.loads(data[16:16 + struct.unpack("<I", data[12:16])[0]])
    place = next(s for s in directory["sections"] if s["name"] == "shape")
    return json.loads(data[place["offset"]:place["offset"] + place["length"]])


def main(student, model, out):
    state = torch.load(student)
    rows, scales = quantize(state["vectors.weight"].numpy())
    state["vectors.weight"] = torch.from_numpy(rows.astype("float32") * scales[:, None])
    net = Student(torch.zeros(len(VOCABULARY), state["vectors.weight"].shape[1]))
    net.load_state_dict(state)
    shape, records = shape_of(model), []
    for sentence in SENTENCES:
        text, target = split(sentence)
        items = Items()
        items.add(around(text, *target) if target else whole(text), 0)
        told = apply(logits(net, items), shape["stance" if target else "polarity"])[0]
        record = {"text": text, "probabilities": [round(float(p), 6) for p in told]}
        if target:
            record["target"] = [len(text[:i].encode()) for i in target]
        records.append(record)
    with open(out, "w", encoding="utf-8") as f:
        json.dump(records, f, ensure_ascii=False, indent=1)
        f.write("\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
