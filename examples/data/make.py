"""Write the demo's data set from the seeds beside this script.

A seed is one hand-written sentence. `(a|b|)` chooses one of the words; `[slot]` is filled with a
value of that name and `[slot:list]` with a value of another list; what is filled in becomes the
slot's words. The test set has sentences, values and openings of its own, so nothing that it asks
can be looked up in train.
"""

import json
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).resolve().parent
SEED = 20
ROWS_PER_SEED = {"train": 5, "dev": 4, "test": 2}
OPENINGS = {
    "train": ["hey", "ok", "please", "um", "hi there", "excuse me"],
    "test": ["right", "listen", "hello", "well", "one more thing"],
}
CLOSINGS = {"train": ["please", "thanks", "ok"], "test": ["if possible", "cheers", "thank you"]}

Row = dict[str, object]


class Request(NamedTuple):
    """A sentence in words, and a tag a word."""

    words: list[str]
    tags: list[str]


def sections(path: Path) -> Iterator[tuple[str, str]]:
    """Yield (section, line) of a file whose sections begin with `# name`."""
    section = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            section = line[2:]
        elif line:
            yield section, line


def read_values(path: Path) -> dict[str, list[str]]:
    """Read the values of each list, which stand on one line with bars between them."""
    return {name: line.split(" | ") for name, line in sections(path)}


def choose_words(seed: str, random_state: random.Random) -> str:
    """Replace each `(a|b)` by one of its choices."""
    return re.sub(r"\(([^)]*)\)", lambda m: random_state.choice(m[1].split("|")), seed)


def fill(seed: str, values: dict[str, list[str]], random_state: random.Random) -> Request:
    """Fill the slots of a seed; the words of a value are tagged B- and I-, the others O."""
    words: list[str] = []
    tags: list[str] = []
    used: set[str] = set()
    for literal, slot, listed in re.findall(r"([^\[\]]+)|\[(\w+)(?::(\w+))?\]", seed):
        if literal:
            words += literal.split()
            tags += ["O"] * len(literal.split())
            continue
        value = random_state.choice([v for v in values[listed or slot] if v not in used])
        used.add(value)
        words += value.split()
        tags += [f"B-{slot}"] + [f"I-{slot}"] * (len(value.split()) - 1)
    return Request(words, tags)


def frame(request: Request, side: str, random_state: random.Random) -> Request:
    """Sometimes open or close a sentence with words that mean nothing."""
    words, tags = request
    chance = random_state.random()
    if chance < 0.2:
        extra = random_state.choice(OPENINGS[side]).split()
        return Request(extra + words, ["O"] * len(extra) + tags)
    if chance < 0.3 and words[-1] not in CLOSINGS[side]:
        extra = random_state.choice(CLOSINGS[side]).split()
        return Request(words + extra, tags + ["O"] * len(extra))
    return request


def make_requests(part: str, random_state: random.Random) -> list[Row]:
    """Make the rows of one part: different sentences, each with its intent and a tag a word."""
    side = "test" if part == "test" else "train"
    values = read_values(FOLDER / "seeds" / f"values_{side}.txt")
    rows: dict[str, Row] = {}
    for intent, seed in sections(FOLDER / "seeds" / f"intents_{part}.txt"):
        made = 0
        for _ in range(40):
            plain = fill(choose_words(seed, random_state), values, random_state)
            text = " ".join(plain.words)
            if text not in rows:
                words, tags = frame(plain, side, random_state)
                rows[text] = {"words": words, "intent": intent, "slots": tags}
                made += 1
            if made == ROWS_PER_SEED[part]:
                break
    return shuffled(list(rows.values()), random_state)


def make_moods(part: str, random_state: random.Random) -> list[Row]:
    """Make the rows of one part: every choice of words a seed allows, each with its mood."""
    rows: dict[str, Row] = {}
    for mood, seed in sections(FOLDER / "seeds" / f"moods_{part}.txt"):
        for text in every_choice(seed):
            rows[text] = {"text": text, "mood": mood}
    return shuffled(list(rows.values()), random_state)


def every_choice(seed: str) -> list[str]:
    """Give the sentences that a seed with `(a|b)` stands for."""
    found = re.search(r"\(([^)]*)\)", seed)
    if not found:
        return [" ".join(seed.split())]
    return [
        text
        for choice in found[1].split("|")
        for text in every_choice(seed[: found.start()] + choice + seed[found.end() :])
    ]


def shuffled(rows: list[Row], random_state: random.Random) -> list[Row]:
    """Give the rows in an order that says nothing about their labels."""
    random_state.shuffle(rows)
    return rows


def write(name: str, rows: list[Row]) -> None:
    """Write one JSON object a line."""
    lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in rows]
    (FOLDER / name).write_text("".join(lines), encoding="utf-8")


def main() -> None:
    """Write the six files."""
    for place, part in enumerate(["train", "dev", "test"]):
        write(f"requests_{part}.jsonl", make_requests(part, random.Random(SEED + place)))
        write(f"moods_{part}.jsonl", make_moods(part, random.Random(SEED + 10 + place)))


if __name__ == "__main__":
    main()
