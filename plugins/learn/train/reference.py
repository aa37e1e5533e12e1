#!/usr/bin/env python3
"""The tagger of ../FORMAT.md in numpy: a writer, a reader, and every step in integers.

What the C code does fast this does plainly; tests compare the two. The trainer writes its models with write_model().

    reference.py random OUT [--seed N] [--channels C] [--layers L] [--words W]
        a small model with random weights, for tests
    reference.py tag MODEL < blocks.jsonl
        one block a line in, one line of labels and spans out
    reference.py vectors MODEL OUT [--seed N]
        random tokens and what the model makes of them, as a binary fixture (see vectors())

A block is a dict of columns: norm, folded (text), cls, flags, depth, mate (-1: none), and first_own, end_own, paragraph.
"""
import argparse
import json
import struct
import sys
import zlib

import numpy as np

MAGIC = b"\x89STL\r\n\x1a\n"
VERSION = 2
HEADER = 640
SLOTS = 28
TABLES = ["word", "prefix3", "suffix2", "suffix3", "suffix4", "shape", "class", "lexicon", "flags"]
LABELS_MAX = 32
STEPS = 64  # of a margin, in the table of confidence
NEVER = -32768
PAIR_MAX = 128  # of the weights of two neighbouring inputs, without their signs

SPACED, CAPITAL, ALL_CAPS, DOTTED = 1, 2, 4, 64
NUMBER, QUOTE_OPEN, QUOTE_CLOSE = 2, 4, 5


# ---- arithmetic ----------------------------------------------------------

def half(value, shift):
    """value / 2^shift, to the nearest, halves up."""
    value = np.asarray(value, np.int64)
    return (value + (1 << (shift - 1))) >> shift if shift else value


def sat8(value):
    return np.clip(value, -128, 127)


def sat16(value):
    return np.clip(value, -32768, 32767)


def requantise(factors, shift_in):
    """multiplier int16[n] and the shift for which half(half(z, shift_in) * multiplier, shift) is near z * factors[n]."""
    factors = np.asarray(factors, np.float64) * 2.0 ** shift_in
    largest = float(factors.max())
    shift = 15
    while shift > 1 and largest * 2.0 ** shift > 32767:
        shift -= 1
    if largest * 2.0 ** shift > 32767.5:
        raise ValueError("factor %g needs a larger shift_in than %d" % (largest, shift_in))
    return np.clip(np.rint(factors * 2.0 ** shift), 0, 32767).astype(np.int16), shift


# ---- features ------------------------------------------------------------

def fnv(data):
    h = 2166136261
    for byte in data:
        h = ((h ^ byte) * 16777619) & 0xFFFFFFFF
    return h


_ZEROS = str.maketrans("123456789", "000000000")


def word_hash(folded):
    return fnv(folded.translate(_ZEROS).encode())


def affix_hashes(folded):
    """Of prefix 3, suffixes 2, 3, 4."""
    t = folded.translate(_ZEROS)
    return [fnv(part.encode()) for part in (t[:3], t[-2:], t[-3:], t[-4:])]


def shape(norm):
    out = bytearray()
    for b in norm.encode():
        if 65 <= b <= 90:
            s = 88
        elif 97 <= b <= 122:
            s = 120
        elif 48 <= b <= 57:
            s = 100
        elif b >= 0xC0:
            s = 117
        elif b >= 0x80:
            continue
        else:
            s = b
        if len(out) >= 2 and out[-1] == s and out[-2] == s:
            continue
        if len(out) == 10:
            break
        out.append(s)
    return bytes(out)


def flag_bits(block, i):
    """Which of the 16 rows of the table `flags` token i adds, as a mask."""
    flags, cls, depth = block["flags"][i], block["cls"][i], block["depth"][i]
    own = block["first_own"] <= i < block["end_own"]
    bits = [
        flags & SPACED,
        flags & CAPITAL,
        flags & ALL_CAPS and len(block["norm"][i]) > 1,
        flags & DOTTED,
        depth >= 1,
        depth >= 2,
        cls in (QUOTE_OPEN, QUOTE_CLOSE) and block["mate"][i] < 0,
        i == block["first_own"] and own,
        i == block["end_own"],
        cls == NUMBER and len(block["folded"][i].encode()) == 4,
        own and not block.get("paragraph", True),
    ]
    return sum(1 << b for b, holds in enumerate(bits) if holds)


def case_of(flags):
    return 2 if flags & ALL_CAPS else 1 if flags & CAPITAL else 0


def features(model, block):
    """For each token a list of (table, row)."""
    rows = [model["tables"][name]["rows"].shape[0] for name in TABLES]
    listed = {int(h): (int(r), int(x)) for h, r, x in zip(model["word_hash"], model["word_row"], model["word_lexicon"])}
    out = []
    for i, folded in enumerate(block["folded"]):
        row, lexicon = listed.get(word_hash(folded), (0, 0))
        mine = [(0, row)]
        hashes = affix_hashes(folded) + [fnv(shape(block["norm"][i]))]
        mine += [(t + 1, h % rows[t + 1]) for t, h in enumerate(hashes) if rows[t + 1]]
        if rows[6]:
            mine.append((6, block["cls"][i] & 15))
        if rows[7]:
            case = case_of(block["flags"][i])
            mine += [(7, 16 * case + b) for b in range(16) if lexicon >> b & 1]
        if rows[8]:
            mask = flag_bits(block, i)
            mine += [(8, b) for b in range(16) if mask >> b & 1]
        out.append(mine)
    return out


# ---- the network ---------------------------------------------------------

def embed(model, block):
    mine = features(model, block)
    total = np.zeros((len(mine), model["channels"]), np.int64)
    for t, name in enumerate(TABLES):
        table = model["tables"][name]
        for i, token in enumerate(mine):
            for which, row in token:
                if which == t:
                    total[i] += table["rows"][row].astype(np.int64) * table["multiplier"]
    return sat16(half(total, model["input_shift"]))


def parabola(w):
    return 32767 - (np.abs(w) >> 1)


def layer(r, p):
    """The residual stream r[n][C] after one layer."""
    C = r.shape[1]
    n, d = r.shape[0], p["dilation"]
    x = sat8(half(r, p["shift_x"]))
    zero = np.zeros((d, C), np.int64)
    padded = np.concatenate([zero, x, zero])
    z = np.tile(p["bias"].astype(np.int64), (n, 1))
    for tap in range(3):
        z += padded[tap * d:tap * d + n] @ p["weights"][tap].astype(np.int64).T  # [tap][output][input]
    a = sat16(half(z, p["shift_in"])) * p["multiplier"].astype(np.int64)
    u = np.maximum(sat16(half(a[:, :C], p["shift_u"])), -32767)
    v = np.maximum(sat16(half(a[:, C:], p["shift_v"])), -32767)
    f = np.clip(16384 + half(v * parabola(v), 15), 0, 32767)
    if p["squash"]:
        u = np.clip(half(u * parabola(u), 14), -32767, 32767)
    g = half(u * f, 15)
    return sat16(r + half(g, p["shift_out"]))


def network(model, block):
    """x[n][C] int8 that the heads see."""
    r = embed(model, block)
    for p in model["layers"]:
        r = layer(r, p)
    return sat8(half(r, model["head_shift"]))


# ---- decoding ------------------------------------------------------------

def emissions(head, x):
    z = head["bias"].astype(np.int64) + x @ head["weights"].astype(np.int64).T
    return sat16(half(z * head["multiplier"].astype(np.int64), head["shift"]))


def widen(scores):
    scores = np.asarray(scores, np.int64)
    return np.where(scores == NEVER, -(1 << 28), scores)


def settle(row):
    row = np.maximum(row, -(1 << 29))
    return np.maximum(row - row.max(), -(1 << 29))


def decode(head, emission):
    """Labels y[n] and max-marginals M[n][K]."""
    n, K = emission.shape
    start, end, move = widen(head["start"]), widen(head["end"]), widen(head["transition"])
    A, B = np.zeros((n, K), np.int64), np.zeros((n, K), np.int64)
    A[0] = settle(start + emission[0])
    for t in range(1, n):
        A[t] = settle(emission[t] + (A[t - 1][:, None] + move).max(0))
    B[n - 1] = settle(end)
    for t in range(n - 2, -1, -1):
        B[t] = settle((move + (emission[t + 1] + B[t + 1])[None, :]).max(1))
    y = [0] * n
    y[n - 1] = int((A[n - 1] + end).argmax())
    for t in range(n - 1, 0, -1):
        y[t - 1] = int((A[t - 1] + move[:, y[t]]).argmax())
    return y, A + B


def spans(head, y, M):
    """(start, end, type, margin, confidence) of every span."""
    labels = head["labels"]
    n, at, out = len(y), 0, []
    while at < n:
        first = labels[y[at]]
        if first == "O":
            at += 1
            continue
        inside = "I-" + first[2:]
        stop = at + 1
        while stop < n and labels[y[stop]] == inside:
            stop += 1
        lead = sum(int(M[t][y[t]] - max(M[t][k] for k in range(len(labels)) if k != y[t])) for t in range(at, stop))
        margin = max(lead, 0) // (stop - at)
        confidence = int(head["confidence"][y[at]][min(margin >> 6, STEPS - 1)])
        out.append((at, stop, first[2:], margin, confidence))
        at = stop
    return out


def tag(model, block):
    """For each head its name, labels and spans over the block's own tokens."""
    own = slice(block["first_own"], block["end_own"])
    if block["first_own"] >= block["end_own"]:
        return [(head["name"], [], [], np.zeros((0, len(head["labels"])), np.int64)) for head in model["heads"]]
    x = network(model, block)[own]
    out = []
    for head in model["heads"]:
        emission = emissions(head, x)
        y, M = decode(head, emission)
        out.append((head["name"], y, spans(head, y, M), emission))
    return out


# ---- the file ------------------------------------------------------------

def blocked(weights):
    """[3][2C][C], tap, output, input -> the file's order."""
    taps, outputs, inputs = weights.shape
    return weights.reshape(taps, outputs, inputs // 4, 4).transpose(0, 2, 1, 3)


def unblocked(data, C):
    return np.frombuffer(data, np.int8).reshape(3, C // 4, 2 * C, 4).transpose(0, 2, 1, 3).reshape(3, 2 * C, C)


def within(name, array, low, high):
    array = np.asarray(array)
    if array.size and (array.min() < low or array.max() > high):
        raise ValueError("%s: not within %d to %d" % (name, low, high))
    return array


def pair_sums(weights):
    """[3][2C][C/2]: of two neighbouring inputs, without their signs."""
    sizes = np.abs(weights.astype(np.int64))
    return sizes[:, :, ::2] + sizes[:, :, 1::2]


def layer_bytes(p, C):
    head = struct.pack("<7I36x", p["dilation"], p["shift_x"], p["shift_in"], p["shift_u"], p["shift_v"], p["shift_out"],
                       p["squash"])
    weights = within("weights", p["weights"], -127, 127).astype(np.int8)
    if weights.shape != (3, 2 * C, C):
        raise ValueError("weights: shape %s" % (weights.shape,))
    within("pairs of weights", pair_sums(weights), 0, PAIR_MAX)
    return b"".join([
        head,
        within("bias", p["bias"], -2**28, 2**28).astype("<i4").tobytes(),
        within("multiplier", p["multiplier"], 0, 32767).astype("<i2").tobytes(),
        bytes(4 * C),
        np.ascontiguousarray(blocked(weights)).tobytes(),
    ])


def padded(array, shape_, dtype):
    out = np.zeros(shape_, dtype)
    array = np.asarray(array)
    out[tuple(slice(0, s) for s in array.shape)] = array
    return out.tobytes()


def head_bytes(h, C):
    K = len(h["labels"])
    texts = b"".join(label.encode().ljust(16, b"\0") for label in h["labels"]).ljust(16 * LABELS_MAX, b"\0")
    return b"".join([
        struct.pack("<2I8x", K, h["shift"]), h["name"].encode().ljust(16, b"\0"), bytes(32), texts,
        padded(within("bias", h["bias"], -2**28, 2**28), LABELS_MAX, "<i4"),
        padded(within("multiplier", h["multiplier"], 0, 32767), LABELS_MAX, "<i2"),
        padded(within("start", h["start"], -32768, 32767), LABELS_MAX, "<i2"),
        padded(within("end", h["end"], -32768, 32767), LABELS_MAX, "<i2"),
        padded(within("transition", h["transition"], -32768, 32767), (LABELS_MAX, LABELS_MAX), "<i2"),
        padded(within("confidence", h["confidence"], 0, 1000), (LABELS_MAX, STEPS), "<u2"),
        padded(within("weights", h["weights"], -128, 127), (LABELS_MAX, C), np.int8),
    ])


def word_index(hashes, bits):
    tops = hashes.astype(np.uint64) >> np.uint64(32 - bits)
    return np.searchsorted(tops, np.arange(2**bits + 1, dtype=np.uint64), side="left").astype("<u4")


def model_bytes(model):
    """model: a dict of
        channels, reach, input_shift, head_shift       integers
        provenance                                     text
        word_hash u32[W], word_row u16[W], word_lexicon u16[W]     in any order
        tables: name of TABLES -> {"rows": int8[rows][C], "multiplier": int}; a name may be left out (but word)
        layers: list of {"dilation", "shift_x", "shift_in", "shift_u", "shift_v", "shift_out", "squash": integers,
                "bias" int32[2C], "multiplier" int16[2C], "weights" int8[3][2C][C] (tap, output, input)}
        heads: list of {"name", "labels": list of text, "shift": integer, "bias" int32[K], "multiplier" int16[K],
                "start" int16[K], "end" int16[K], "transition" int16[K][K] (from, to), "confidence" uint16[K][64],
                "weights" int8[K][C]}
    """
    C = model["channels"]
    hashes = np.asarray(model["word_hash"], np.uint32)
    order = np.argsort(hashes, kind="stable")
    hashes = hashes[order]
    if len(np.unique(hashes)) != len(hashes):
        raise ValueError("two words of one hash: keep the commoner")
    words = np.zeros(len(hashes), [("hash", "<u4"), ("row", "<u2"), ("lexicon", "<u2")])
    words["hash"], words["row"] = hashes, np.asarray(model["word_row"])[order]
    words["lexicon"] = np.asarray(model["word_lexicon"])[order]
    bits = min(16, max(0, int(len(hashes) // 4).bit_length()))
    sections = [model["provenance"].encode(), word_index(hashes, bits).tobytes(), words.tobytes()]

    counts = []
    for name in TABLES:
        table = model["tables"].get(name)
        rows = np.zeros((0, C)) if table is None else within(name, table["rows"], -128, 127)
        counts += [rows.shape[0], 0 if table is None else int(table["multiplier"])]
        sections.append(rows.astype(np.int8).tobytes())
    sections += [layer_bytes(p, C) for p in model["layers"]] + [b""] * (12 - len(model["layers"]))
    sections += [head_bytes(h, C) for h in model["heads"]] + [b""] * (4 - len(model["heads"]))

    body, places = bytearray(), []
    for section in sections:
        if section:
            body += bytes(-(HEADER + len(body)) % 64)
            places += [HEADER + len(body), len(section)]
            body += section
        else:
            places += [0, 0]
    rest = struct.pack("<Q", HEADER + len(body))
    rest += struct.pack("<8I8x", C, len(model["layers"]), model["reach"], len(model["heads"]), len(hashes), bits,
                        model["input_shift"], model["head_shift"])
    rest += struct.pack("<18I56x", *counts) + struct.pack("<56Q", *places) + bytes(body)
    return MAGIC + struct.pack("<2I", VERSION, zlib.crc32(rest)) + rest


def write_model(path, model):
    data = model_bytes(model)
    with open(path, "wb") as file:
        file.write(data)
    return len(data)


def read_model(path):
    with open(path, "rb") as file:
        data = file.read()
    if data[:8] != MAGIC:
        raise ValueError("%s: not a model" % path)
    version, crc, length = struct.unpack_from("<2IQ", data, 8)
    if version != VERSION or length != len(data) or zlib.crc32(data[16:]) != crc:
        raise ValueError("%s: another version, cut short or damaged" % path)
    C, L, reach, H, W, bits, input_shift, head_shift = struct.unpack_from("<8I", data, 24)
    counts = struct.unpack_from("<18I", data, 64)
    places = struct.unpack_from("<56Q", data, 192)

    def section(slot):
        return data[places[2 * slot]:places[2 * slot] + places[2 * slot + 1]]

    def take(raw, at, dtype, *dims):
        count = int(np.prod(dims))
        return np.frombuffer(raw, dtype, count, at).reshape(dims), at + count * np.dtype(dtype).itemsize

    words = np.frombuffer(section(2), [("hash", "<u4"), ("row", "<u2"), ("lexicon", "<u2")])
    model = dict(channels=C, reach=reach, input_shift=input_shift, head_shift=head_shift,
                 provenance=section(0).decode(), word_hash=words["hash"], word_row=words["row"],
                 word_lexicon=words["lexicon"], tables={}, layers=[], heads=[])
    for t, name in enumerate(TABLES):
        rows = np.frombuffer(section(3 + t), np.int8).reshape(counts[2 * t], C)
        model["tables"][name] = dict(rows=rows, multiplier=counts[2 * t + 1])
    for i in range(L):
        raw = section(12 + i)
        names = ["dilation", "shift_x", "shift_in", "shift_u", "shift_v", "shift_out", "squash"]
        p = dict(zip(names, struct.unpack_from("<7I", raw)))
        p["bias"], at = take(raw, 64, "<i4", 2 * C)
        p["multiplier"], at = take(raw, at, "<i2", 2 * C)
        p["weights"] = unblocked(raw[at + 4 * C:], C)
        model["layers"].append(p)
    for i in range(H):
        raw = section(24 + i)
        K, shift = struct.unpack_from("<2I", raw)
        h = dict(name=raw[16:32].rstrip(b"\0").decode(), shift=shift,
                 labels=[raw[64 + 16 * k:80 + 16 * k].rstrip(b"\0").decode() for k in range(K)])
        at = 576
        for field, dtype, dims in [("bias", "<i4", (32,)), ("multiplier", "<i2", (32,)), ("start", "<i2", (32,)),
                                   ("end", "<i2", (32,)), ("transition", "<i2", (32, 32)),
                                   ("confidence", "<u2", (32, STEPS)), ("weights", np.int8, (32, C))]:
            array, at = take(raw, at, dtype, *dims)
            h[field] = array[:K, :K] if field == "transition" else array[:K]
        model["heads"].append(h)
    return model


# ---- for tests -----------------------------------------------------------

def bio(types):
    return ["O"] + [p + t for t in types for p in ("B-", "I-")]


def bio_scores(labels, rng=None):
    """start, transition: never an I- that continues nothing; small random scores else."""
    K = len(labels)
    draw = (lambda *n: rng.integers(-400, 400, n)) if rng is not None else (lambda *n: np.zeros(n, np.int64))
    start, move = draw(K), draw(K, K)
    for k, label in enumerate(labels):
        if label.startswith("I-"):
            start[k] = NEVER
            for j, before in enumerate(labels):
                if before == "O" or before[2:] != label[2:]:
                    move[j, k] = NEVER
    return start.astype(np.int16), move.astype(np.int16)


def random_weights(rng, C, extreme):
    """[3][2C][C]; `extreme`: every pair is as large as it may be."""
    first = rng.integers(1, 128, (3, 2 * C, C // 2))
    second = PAIR_MAX - first
    if not extreme:
        second = rng.integers(0, second + 1)
    sizes = np.stack([first, second], -1).reshape(3, 2 * C, C)
    return (sizes * rng.choice([-1, 1], sizes.shape)).astype(np.int8)


def random_model(seed=1, C=32, L=3, words=200, extreme=False):
    """Weights at random, so scaled that the activations stay alive; `extreme`: as large as they may be."""
    rng = np.random.default_rng(seed)
    top = 127 if extreme else 40

    def rows(n):
        return rng.integers(-top, top + 1, (n, C)).astype(np.int8)

    sizes = dict(word=words + 1, prefix3=61, suffix2=64, suffix3=67, suffix4=128, shape=32, lexicon=48, flags=16)
    sizes["class"] = 16
    layers = []
    for i in range(L):
        p = dict(dilation=[1, 2, 4, 8, 1, 2][i % 6], shift_x=6, shift_in=3 if extreme else 5, shift_out=int(i % 2),
                 squash=int(i % 3 == 1))
        p["weights"] = random_weights(rng, C, extreme)
        p["bias"] = rng.integers(-20000, 20000, 2 * C).astype(np.int32)
        p["multiplier"] = rng.integers(1000, 32767, 2 * C).astype(np.int16)
        p["shift_u"], p["shift_v"] = 15, 13
        layers.append(p)
    heads = []
    for name, types in [("names", ["PERSON", "ORG", "PLACE", "WORK", "EVENT", "MISC"]),
                        ("roles", ["SOURCE", "CUE", "CONTENT"])]:
        labels = bio(types)
        K = len(labels)
        start, move = bio_scores(labels, rng)
        heads.append(dict(name=name, labels=labels, shift=14, bias=rng.integers(-5000, 5000, K),
                          multiplier=rng.integers(500, 2000, K), start=start, end=np.zeros(K, np.int16), transition=move,
                          confidence=np.sort(rng.integers(0, 1001, (K, STEPS)), axis=1),
                          weights=rng.integers(-127, 128, (K, C)).astype(np.int8)))
    seen = sorted({word_hash(w) for w in WORDS} | {int(h) for h in rng.integers(0, 2**32, words)})[:words]
    return dict(channels=C, reach=8, input_shift=2, head_shift=6, provenance="Random weights, for tests. Seed %d." % seed,
                word_hash=np.array(seen, np.uint32), word_row=rng.integers(0, words + 1, len(seen)),
                word_lexicon=rng.integers(0, 65536, len(seen)) & rng.integers(0, 65536, len(seen)),
                tables={name: dict(rows=rows(sizes[name]), multiplier=int(rng.integers(40, 120))) for name in TABLES},
                layers=layers, heads=heads)


WORDS = """the a of in to and said mayor harbor council Ellen Marsh told reporters Thursday that "we 'll build it"
Zürich Ørsted naïve 2024 1,250 17 $ % ( ) - , . ? U.S. Rep. N.Y. NATO McDonald's don't 's É x I café 10:30""".split()


def random_block(rng, count):
    norm = [WORDS[i] for i in rng.integers(0, len(WORDS), count)]
    first = int(rng.integers(0, min(9, count)))
    end = int(count - rng.integers(0, min(9, count - first)))
    return dict(norm=norm, folded=[w.lower() for w in norm], cls=[int(c) for c in rng.integers(1, 10, count)],
                flags=[int(f) for f in rng.integers(0, 128, count)], depth=[int(d) for d in rng.integers(0, 4, count)],
                mate=[int(m) for m in rng.integers(-1, 2, count)], first_own=first, end_own=end,
                paragraph=bool(rng.integers(0, 2)))


def vectors(model, out, seed):
    """Little-endian u32s: the number of blocks; for each the tokens, first_own, end_own, paragraph, then for each token
    cls, flags, depth, has mate and the lengths and bytes of norm and folded (u32 length, bytes), then for each head and own
    token the label and K emissions (i32), then the number of spans and start, end, margin, confidence of each."""
    rng = np.random.default_rng(seed)
    counts = [1, 2, 3, 9, 17, 40, 75]
    data = [struct.pack("<I", len(counts))]
    for count in counts:
        block = random_block(rng, count)
        data.append(struct.pack("<4I", count, block["first_own"], block["end_own"], block["paragraph"]))
        for i in range(count):
            data.append(struct.pack("<4I", block["cls"][i], block["flags"][i], block["depth"][i], block["mate"][i] >= 0))
            for text in (block["norm"][i].encode(), block["folded"][i].encode()):
                data.append(struct.pack("<I", len(text)) + text)
        for _, y, found, emission in tag(model, block):
            for t, label in enumerate(y):
                data.append(struct.pack("<I", label) + emission[t].astype("<i4").tobytes())
            data.append(struct.pack("<I", len(found)))
            for start, end, _, margin, confidence in found:
                data.append(struct.pack("<4I", start, end, margin, confidence))
    with open(out, "wb") as file:
        file.write(b"".join(data))


def main():
    parser = argparse.ArgumentParser(description="The tagger of FORMAT.md in numpy.")
    parser.add_argument("what", choices=["random", "tag", "vectors"])
    parser.add_argument("path")
    parser.add_argument("out", nargs="?")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--channels", type=int, default=32)
    parser.add_argument("--layers", type=int, default=3)
    parser.add_argument("--words", type=int, default=200)
    parser.add_argument("--extreme", action="store_true")
    args = parser.parse_args()
    if args.what == "random":
        model = random_model(args.seed, args.channels, args.layers, args.words, args.extreme)
        print("%d bytes" % write_model(args.path, model))
    elif args.what == "vectors":
        vectors(read_model(args.path), args.out, args.seed)
    else:
        model = read_model(args.path)
        for line in sys.stdin:
            print(json.dumps([(name, [model["heads"][h]["labels"][k] for k in y], found)
                              for h, (name, y, found, _) in enumerate(tag(model, json.loads(line)))]))


if __name__ == "__main__":
    main()
