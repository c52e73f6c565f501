"""Writes the fine-tuned encoder as a model file of signed bytes, and what the reference implementation tells.

usage: export.py DATA VOCABULARY.txt ENCODER.pt MODEL.bin

Prints figures on the development sets; temperatures and the lean of polarity are found there.
"""

import json
import sys
from pathlib import Path

import numpy as np
import torch

import modelfile
from gold import TONES, read
from network import WINDOW, Encoder, Reader, predict, softmax
from pieces import BERT, SPECIAL

VERSION = 1
PIECES = 22_550
LAYERS, WIDTH, HEADS, INNER, POSITIONS = 6, 384, 12, 1536, WINDOW + 2
BLOCK_ROWS, GROUP, ZERO = 32, 4, 128
STANCE_LEAN = 0.1  # away from neutral: half of what suits the macro F1 of the targets that distil.py holds back best


def load(vocabulary, path):
    """The fine-tuned net without its rarest pieces, which would make the file too large."""
    reader = Reader(vocabulary)
    net = Encoder(reader.vocabulary)
    net.load_state_dict(torch.load(path))
    rare = {piece for piece in reader.vocabulary if len(piece.removeprefix("##")) > 1 and piece not in SPECIAL}
    rare = set(sorted(rare, key=lambda piece: BERT[piece], reverse=True)[:max(0, len(reader.vocabulary) - PIECES)])
    kept = [i for i, piece in enumerate(reader.vocabulary) if piece not in rare]
    vectors = net.bert.embeddings.word_embeddings
    vectors.weight = torch.nn.Parameter(vectors.weight.data[kept])
    reader.know([reader.vocabulary[i] for i in kept])
    return reader, net.eval()


def quantize(weights):
    """Rows of signed bytes, and what each row is to be multiplied with."""
    scales = np.maximum(np.abs(weights).max(1) / 127, 1e-8).astype(np.float32)
    return np.clip(np.round(weights / scales[:, None]), -127, 127).astype(np.int8), scales


def pack(rows):
    """Blocks of 32 rows, in each of which the first four columns of every row come first, then the next four."""
    n, columns = rows.shape
    blocks = rows.reshape(n // BLOCK_ROWS, BLOCK_ROWS, columns // GROUP, GROUP).transpose(0, 2, 1, 3)
    return (blocks.astype(np.int16) + ZERO).astype(np.uint8).tobytes()


def floats(a):
    return np.ascontiguousarray(a, "<f4").tobytes()


def sections(net, vocabulary, calibrations):
    weights = {name: value.float().numpy() for name, value in net.state_dict().items()}
    shape = {"layers": LAYERS, "width": WIDTH, "heads": HEADS, "inner": INNER, "positions": POSITIONS, "calibration": calibrations}
    rows, scales = quantize(weights["bert.embeddings.word_embeddings.weight"])
    first = "bert.embeddings."
    places = weights[first + "position_embeddings.weight"][:POSITIONS] + weights[first + "token_type_embeddings.weight"][0]
    yield "shape", json.dumps(shape).encode()
    yield "vocabulary", "\n".join(vocabulary).encode()
    yield "vectors", rows.tobytes()
    yield "scales", floats(scales)
    yield "positions", floats(places)
    yield from norm("norm", weights, first + "LayerNorm")
    for i in range(LAYERS):
        own, name = f"bert.encoder.layer.{i}.", f"layer {i}/"
        parts = [own + f"attention.self.{part}." for part in ("query", "key", "value")]
        yield from matrix(name + "attend", *(np.concatenate([weights[part + kind] for part in parts]) for kind in ("weight", "bias")))
        yield from matrix(name + "out", weights[own + "attention.output.dense.weight"], weights[own + "attention.output.dense.bias"])
        yield from matrix(name + "inner", weights[own + "intermediate.dense.weight"], weights[own + "intermediate.dense.bias"])
        yield from matrix(name + "outer", weights[own + "output.dense.weight"], weights[own + "output.dense.bias"])
        yield from norm(name + "after out", weights, own + "attention.output.LayerNorm")
        yield from norm(name + "after outer", weights, own + "output.LayerNorm")
    for name in ("stance", "polarity", "topics"):
        yield name + "/weights", floats(weights[name + ".weight"])
        yield name + "/bias", floats(weights[name + ".bias"])


def norm(name, weights, source):
    yield name + "/stretch", floats(weights[source + ".weight"])
    yield name + "/move", floats(weights[source + ".bias"])


def matrix(name, weights, bias):
    rows, scales = quantize(weights)
    yield name, pack(rows)
    yield name + "/scales", floats(scales)
    yield name + "/bias", floats(bias)


def calibrate(scores, labels, lean):
    """The temperature, and where wanted the lean toward each tone, under which the labels are likeliest."""
    steps = np.arange(-0.8, 0.81, 0.1) if lean else (0.0,)
    fits = []
    for heat in np.arange(0.4, 3.0, 0.04):
        for negative in steps:
            for positive in steps:
                p = softmax(scores / heat + (np.array([negative, 0, positive]) if lean else 0))
                fits.append((-np.log(p[np.arange(len(labels)), labels] + 1e-9).mean(), round(heat, 2), round(negative, 1), round(positive, 1)))
    _, heat, negative, positive = min(fits)
    return {"temperature": float(heat), "lean": [float(negative), 0.0, float(positive)] if lean else []}


def apply(scores, calibration):
    return softmax(scores / calibration["temperature"] + (np.array(calibration["lean"]) if calibration["lean"] else 0))


def macro_f1(labels, told):
    f1 = [2 * ((labels == k) & (told == k)).sum() / max(1, (labels == k).sum() + (told == k).sum()) for k in range(3)]
    return float(np.mean(f1))


def reliability(probabilities, labels):
    """Rows of: the best answer's probability, how often it was right, how many."""
    best, right = probabilities.max(1), probabilities.argmax(1) == labels
    for low in np.arange(0.2, 1.0, 0.1):
        inside = (best >= low) & (best < low + 0.1)
        if inside.any():
            print(f"  {low:.1f}-{low + 0.1:.1f}: told {best[inside].mean():.3f}, right {right[inside].mean():.3f}, {inside.sum()} items")


def report(reader, net, folder):
    """Prints figures on development sets; gives the calibration of each task."""
    tones = lambda records: np.array([TONES[x["label"]] for x in records])
    sets = {name: read(folder, f"sentiment/newsmtsc_{name}.dev.jsonl.gz") for name in ("rw", "mt")}
    both = sets["rw"] + sets["mt"]
    scores = predict(net, [reader.marked(x["text"], x["target"]["start"], x["target"]["end"]) for x in both])
    ends = {"rw": slice(0, len(sets["rw"])), "mt": slice(len(sets["rw"]), None)}
    stance = calibrate(scores, tones(both), False) | {"lean": [STANCE_LEAN, 0.0, STANCE_LEAN]}
    p = apply(scores, stance)
    print("stance", stance, "macro F1", {name: round(macro_f1(tones(both)[own], p[own].argmax(1)), 4) for name, own in ends.items()})
    reliability(p, tones(both))
    editorials = read(folder, "sentiment/nyt_editorials.dev.jsonl.gz")
    scores = predict(net, [reader.plain(x["text"]) for x in editorials])
    polarity = calibrate(scores, tones(editorials), True)
    p = apply(scores, polarity)
    print("polarity", polarity, "macro F1", round(macro_f1(tones(editorials), p.argmax(1)), 4),
          "Pearson", round(float(np.corrcoef(p[:, 2] - p[:, 0], [x["score"] for x in editorials])[0, 1]), 4))
    reliability(p, tones(editorials))
    return [stance, polarity, report_topics(reader, net, folder)]


def report_topics(reader, net, folder):
    records = read(folder, "topics/masakhanews_eng.dev.jsonl.gz")
    labels = np.array([int(x["iptc"][7:9]) - 1 for x in records])
    scores = predict(net, [reader.article(x["title"] or "", x["text"]) for x in records])
    print("topics, accuracy", round(float((scores.argmax(1) == labels).mean()), 4))
    return calibrate(scores, labels, False)


def main(folder, vocabulary, encoder, out):
    reader, net = load(vocabulary, encoder)
    calibrations = report(reader, net, folder)
    Path(out).write_bytes(modelfile.encode("encoder", VERSION, {}, list(sections(net, reader.vocabulary, calibrations))))


if __name__ == "__main__":
    main(*sys.argv[1:])
