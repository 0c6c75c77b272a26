#!/usr/bin/env python3
"""Write the goldens beside this file: three small vocabularies and what `tokenizers` answers.

    python Tests/Fixtures/tokenizer/make_goldens.py   (needs `pip install tokenizers`)

The vocabularies are made here, of single scalars and a few syllables, so that texts of many scripts
give more than [UNK]. The texts are those of the parity script, shorter.
"""

from __future__ import annotations

import itertools
import json
import pathlib
import random
import sys
import unicodedata

import tokenizers

FOLDER = pathlib.Path(__file__).parent
sys.path.insert(0, str(FOLDER.parents[1] / "parity"))
import tokenizer_parity as parity  # noqa: E402

TEXTS = 160
SYLLABLES = "an able aff be com con de ed er es in ing ion is ly ment ness re s st th the tion un"
SCRIPTS = [
    range(0x21, 0x7F), range(0xDF, 0x100), range(0x3B1, 0x3CA), range(0x430, 0x450),
    range(0x5D0, 0x5EB), range(0x627, 0x63B), range(0x905, 0x940), range(0x1100, 0x1113),
    range(0x1161, 0x1176), range(0x11A8, 0x11C3), range(0x3041, 0x3097), range(0x4E00, 0x4E40),
    [0x2019, 0x3001, 0x3002, 0x8C48, 0xFF0C, 0x10428, 0x1D157, 0x1D165, 0x20000, 0x1F600, 0x302A],
]  # fmt: skip


def vocabulary(name: str) -> list[str]:
    """Return the pieces of a small vocabulary."""
    scalars = [chr(c) for block in SCRIPTS for c in block]
    if name == "cased":
        scalars += [chr(c) for c in (*range(0xC0, 0xD7), *range(0x391, 0x3AA))] + ["\u0301"]
    else:
        scalars = [s for s in scalars if s == s.lower()]
    if name == "chinese":
        scalars += [chr(c) for c in range(0x5927, 0x5A00)]
    scalars = [s for s in scalars if not s.isspace()]
    words = SYLLABLES.split()
    if name == "cased":
        words += [w.title() for w in words]
    continuing = [s for s in scalars if unicodedata.category(s)[0] in "LMN"] + words
    return [*parity.SPECIALS, *scalars, *words, *("##" + s for s in continuing)]


def checksum(data: bytes) -> str:
    """Return 64-bit FNV-1a, which a test can compute in three lines."""
    value = 0xCBF29CE484222325
    for byte in data:
        value = (value ^ byte) * 0x100000001B3 % 2**64
    return f"{value:016x}"


def write_answers(name: str, lowercase: bool) -> None:
    """Write a vocabulary, and questions with the peer's answers to them."""
    pieces = vocabulary(name)
    path = FOLDER / f"{name}-vocab.txt"
    path.write_text("\n".join(pieces) + "\n", encoding="utf-8")
    peer = parity.peer(path, lowercase)
    source = parity.questions(random.Random(f"goldens {name}"), pieces, 10**9)
    # The walk through every scalar value is the parity script's alone: its texts are longer.
    asked = (q for q in source if 0 < sum(len("".join(q.get(k, ""))) for k in "ab") < 160)
    answers = [q | parity.answer(peer, q) for q in itertools.islice(asked, TEXTS)]
    lines = [json.dumps(answer, separators=(",", ":")) for answer in answers]
    (FOLDER / f"{name}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Write everything and say what was written."""
    for name, lowercase in parity.VOCABULARIES.items():
        write_answers(name, lowercase)
    files = {}
    for path in sorted([*FOLDER.glob("*.txt"), *FOLDER.glob("*.jsonl")]):
        data = path.read_bytes()
        files[path.name] = {"bytes": len(data), "fnv1a": checksum(data)}
    manifest = {"tokenizers": tokenizers.__version__, "files": files}
    (FOLDER / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n")
    print(json.dumps(manifest, indent=1))


if __name__ == "__main__":
    main()
