"""Writes files of trained weights in the container of the Go package quoth/nlp/modelfile."""

import hashlib
import json
import struct

MAGIC, FORMAT, ALIGNMENT = b"QUOTHMDL", 1, 64


def align(n):
    return (n + ALIGNMENT - 1) // ALIGNMENT * ALIGNMENT


def encode(kind, version, notes, sections):
    """Gives the bytes of a file; sections is a list of (name, bytes)."""
    header = len(MAGIC) + 8
    room = 0
    while True:  # the sections' offsets stand in the directory, whose length moves them
        at, places = align(header + room), []
        for name, body in sections:
            places.append({"name": name, "offset": at, "length": len(body)})
            at = align(at + len(body))
        listing = {"kind": kind, "version": version, "notes": notes, "sections": places}
        directory = json.dumps(listing, separators=(",", ":")).encode()
        if len(directory) <= room:
            break
        room = align(len(directory) + ALIGNMENT)
    out = bytearray(MAGIC + struct.pack("<II", FORMAT, room) + directory.ljust(room))
    for place, (_, body) in zip(places, sections):
        out += b"\0" * (place["offset"] - len(out)) + body
    return bytes(out + hashlib.sha256(out).digest())
