#!/usr/bin/env python3
"""Compare our tokenizer with `tokenizers` on generated Unicode text: ids, types, offsets and words.

    swift build -c release --product tokenizer-benchmark
    python Tests/parity/tokenizer_parity.py --vocabularies FOLDER [--characters 2000000] [--seed 1]

FOLDER holds bert-base-{uncased,cased,chinese}-vocab.txt. Exits with 1 where anything differs.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

VOCABULARIES = {"uncased": True, "cased": False, "chinese": True}
SPECIALS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
BINARY = Path(__file__).parent.parent.parent / ".build/release/tokenizer-benchmark"
SURROGATES = range(0xD800, 0xE000)
BLOCKS = [
    range(0x20, 0x7F), range(0, 0x20), range(0x7F, 0x250), range(0x250, 0x600),
    range(0x600, 0x1200),
    range(0x1100, 0x1200), range(0x1E00, 0x2000), range(0x2000, 0x2100), range(0x2100, 0x3000),
    range(0x3000, 0x3400), range(0x4E00, 0x9FFF), range(0xAC00, 0xD7A4), range(0xE000, 0xF900),
    range(0xF900, 0x10000), range(0x10000, 0x12000), range(0x1D100, 0x1D200),
    range(0x1E000, 0x20000),
    range(0x20000, 0x30000), range(0x2F800, 0x2FA20), range(0xE0000, 0xE0200),
]  # fmt: skip
MARKS = [c for c in range(0x20000) if unicodedata.combining(chr(c))]
CASED = [c for c in range(0x20000) if chr(c).lower() != chr(c) or chr(c).upper() != chr(c)]
COMPOSED = [c for c in range(0x30000) if unicodedata.decomposition(chr(c))]
ODDITIES = (
    "İıſßẞΣςσǅǄŉΐﬀ\u0344\u0345\u0340\u0f73\u302a\u302e\u1d16d\U0001d15e\U0001d1bc\u037e\u1fef"
    "\ufffd\u200b\u200d\ufeff\u00ad\u2028\u2029\u3000\x00\x1c\x85\u0378\U000e0001\U0010ffff#"
)


def peer(vocabulary: Path, lowercase: bool) -> Tokenizer:
    """Return the `tokenizers` pipeline that `transformers` builds for BERT."""
    tokenizer = Tokenizer(models.WordPiece.from_file(str(vocabulary), unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=lowercase)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    ids = {s: tokenizer.token_to_id(s) for s in SPECIALS}
    tokenizer.post_processor = processors.BertProcessing(
        ("[SEP]", ids["[SEP]"]), ("[CLS]", ids["[CLS]"])
    )
    tokenizer.add_special_tokens(SPECIALS)
    return tokenizer


def scalar(random: random.Random) -> str:
    """Return one scalar value, from every plane, the difficult ones more often."""
    kind = random.random()
    if kind < 0.35:
        return chr(random.choice(random.choice(BLOCKS)))
    if kind < 0.50:
        return chr(random.choice(MARKS))
    if kind < 0.62:
        return chr(random.choice(CASED))
    if kind < 0.72:
        return chr(random.choice(COMPOSED))
    if kind < 0.78:
        return random.choice(ODDITIES)
    if kind < 0.90:
        return chr(random.randrange(0x20, 0x7F))
    c = random.randrange(0x110000)
    return chr(c) if c not in SURROGATES else " "


def chunk(random: random.Random, words: list[str]) -> str:
    """Return a word, scalars, a run of marks, a special token, a space or a very long word."""
    kind = random.random()
    if kind < 0.35:
        word = random.choice(words).removeprefix("##")
        return random.choice([word, word.upper(), word.title(), unicodedata.normalize("NFD", word)])
    if kind < 0.60:
        return "".join(scalar(random) for _ in range(random.randrange(1, 12)))
    if kind < 0.66:
        marks = "".join(chr(random.choice(MARKS)) for _ in range(random.randrange(1, 7)))
        return random.choice("aéÅ가\U0001d15e豈") + marks
    if kind < 0.72:
        near = ["[mask]", "[MASK", "MASK]", "[ MASK ]", "[[MASK]]", "[UNK][UNK]", "[SEP]é[CLS]"]
        return random.choice(SPECIALS + near)
    if kind < 0.725:
        return random.choice(["a", "é", "字", "\u0301", "\U0001d165", "x\u0300"]) * random.choice(
            [50, 99, 100, 101, 150, 1000]
        )
    if kind < 0.95:
        return random.choice([" ", " ", " ", "  ", "\t", "\u3000", "\xa0"])
    return random.choice("。，！？.,!?'\"-—#$%")


def text(random: random.Random, words: list[str]) -> str:
    """Return a text of up to 40 chunks."""
    return "".join(chunk(random, words) for _ in range(random.randrange(40)))


def questions(random: random.Random, words: list[str], characters: int) -> Iterator[dict]:
    """Yield texts, pairs and split words, some with a maximum length, up to so many characters."""
    for plane in range(0, 0x110000, 64):  # every scalar value once, between letters
        yield {
            "a": "".join(f"a{chr(c)}b " for c in range(plane, plane + 64) if c not in SURROGATES)
        }
    seen = 0
    while seen < characters:
        kind = random.random()
        split = kind < 0.3

        def side(split: bool = split) -> str | list[str]:
            if not split:
                return text(random, words)
            return [text(random, words)[:12] for _ in range(random.randrange(1, 9))]

        question: dict = {"a": side()}
        if random.random() < 0.3:
            question["b"] = side()
        if random.random() < 0.3:
            question["maximum"] = random.randrange(4, 40)
        seen += sum(len("".join(question.get(k, ""))) for k in "ab")
        yield question


def answer(tokenizer: Tokenizer, question: dict) -> dict:
    """Return the peer's answer in our form."""
    if "maximum" in question:
        tokenizer.enable_truncation(question["maximum"], strategy="longest_first")
    else:
        tokenizer.no_truncation()
    split = isinstance(question["a"], list)
    encoding = tokenizer.encode(question["a"], question.get("b"), is_pretokenized=split)
    return {
        "ids": encoding.ids,
        "types": encoding.type_ids,
        "words": [-1 if w is None else w for w in encoding.word_ids],
        "offsets": [list(o) for o in encoding.offsets],
    }


def compare(
    name: str, lowercase: bool, folder: Path, characters: int, seed: int
) -> tuple[int, int]:
    """Return how many characters were compared and how many texts differed."""
    vocabulary = folder / f"bert-base-{name}-vocab.txt"
    words = [w for w in vocabulary.read_text(encoding="utf-8").split("\n") if w.strip()]
    asked = list(questions(random.Random(f"{name} {seed}"), words, characters))
    total = sum(len("".join(q.get(k, ""))) for q in asked for k in "ab")
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".jsonl") as file:
        file.writelines(json.dumps(q, ensure_ascii=True) + "\n" for q in asked)
        file.flush()
        command = [str(BINARY), str(vocabulary), file.name, "--ids"]
        command += [] if lowercase else ["--cased"]
        ours = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    tokenizer = peer(vocabulary, lowercase)
    different = 0
    lines = ours.splitlines()
    assert len(lines) == len(asked), (len(lines), len(asked))
    for question, line in zip(asked, lines, strict=True):
        mine, theirs = json.loads(line), answer(tokenizer, question)
        if mine != theirs:
            different += 1
            if different <= 5:
                fields = [k for k in theirs if mine[k] != theirs[k]]
                print(f"{name}: {fields} of {json.dumps(question)[:600]}")
                print(f"  ours   {mine[fields[0]]}\n  theirs {theirs[fields[0]]}")
    return total, different


def main() -> int:
    """Compare the three vocabularies."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--vocabularies", type=Path, required=True)
    parser.add_argument("--characters", type=int, default=2_000_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    failures = 0
    for name, lowercase in VOCABULARIES.items():
        total, different = compare(
            name, lowercase, options.vocabularies, options.characters, options.seed
        )
        failures += different
        print(f"{name}: {total} characters, {different} texts differ", flush=True)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
