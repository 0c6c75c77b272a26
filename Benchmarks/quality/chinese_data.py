"""Chinese text as the quality scripts read it: segmented lines, UD's words, names on Weibo."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from harness import data_folder

CORPORA = ("pku", "cityu", "msr")
BORDERS = ["b", "e", "m", "s"]


@dataclasses.dataclass(frozen=True)
class Tagged:
    """Sentences as characters, with a tag for each character."""

    characters: list[list[str]]
    tags: list[list[str]]

    def __getitem__(self, rows: slice) -> Tagged:
        """Answer some of the sentences."""
        return Tagged(self.characters[rows], self.tags[rows])

    def both(self) -> tuple[list[list[str]], list[list[str]]]:
        """Answer the sentences and their tags."""
        return self.characters, self.tags


def borders(words: Sequence[str]) -> list[str]:
    """Tag each character of words: alone, or at the beginning, middle or end of one."""
    return [tag for word in words for tag in _word(len(word))]


def _word(count: int) -> list[str]:
    return ["s"] if count == 1 else ["b", *["m"] * (count - 2), "e"]


def sighan(corpus: str) -> dict[str, Tagged]:
    """Cut a gold test file of SIGHAN 2005: 80 % train, then 10 % dev, then 10 % test.

    The training files are not at hand. Neighbouring lines stay together.
    """
    path = data_folder() / "sighan2005_cws" / f"{corpus}_test_gold.utf8"
    lines = [line.split() for line in path.read_text(encoding="utf-8-sig").splitlines()]
    lines = [words for words in lines if words]
    tagged = Tagged([list("".join(words)) for words in lines], [borders(w) for w in lines])
    first, second = len(lines) * 8 // 10, len(lines) * 9 // 10
    return {"train": tagged[:first], "dev": tagged[first:second], "test": tagged[second:]}


def universal(name: str) -> tuple[Tagged, Tagged]:
    """Read a split of UD Chinese: word borders, and parts of speech as IOB2 tags of words."""
    path = data_folder() / "ud_zh_cws_pos" / "udc" / f"{name}.conll"
    blocks = path.read_text(encoding="utf-8").strip().split("\n\n")
    sentences = [
        [line.split("\t") for line in block.split("\n") if line[:1].isdigit()] for block in blocks
    ]
    words = [[cells[1].replace(" ", "") for cells in rows] for rows in sentences]
    parts = [
        [f"{'B' if i == 0 else 'I'}-{cells[3]}" for cells in rows for i in range(len(cells[1]))]
        for rows in sentences
    ]
    characters = [list("".join(row)) for row in words]
    return Tagged(characters, [borders(row) for row in words]), Tagged(characters, parts)


def weibo(name: str) -> Tagged:
    """Read a split of Weibo's names as the original does: `.NAM` alone, all else is O.

    A sentence of U+FFFD alone (dev has one) is left out: BERT's clean-up takes all of it away.
    """
    path = data_folder() / "weibo_ner" / f"weiboNER_2nd_conll.{name}"
    characters, tags = [], []
    for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
        rows = [line.split("\t") for line in block.split("\n") if line.strip()]
        if all(row[0][0] == "\ufffd" for row in rows):
            continue
        characters.append([row[0][0] for row in rows])
        tags.append([_name(row[1].strip()) for row in rows])
    return Tagged(characters, tags)


def _name(tag: str) -> str:
    return tag.removesuffix(".NAM") if tag.endswith(".NAM") else "O"


def documents() -> list[list[str]]:
    """Read `zh_text` as documents of sentences; one of a single sentence is left out."""
    path = data_folder() / "zh_text" / "CLUECorpusSmall_bert_sampled.txt"
    blocks = path.read_text(encoding="utf-8").strip().split("\n\n")
    cut = [[line.strip() for line in block.split("\n") if line.strip()] for block in blocks]
    return [sentences for sentences in cut if len(sentences) > 1]


def word_spans(tags: Sequence[str | None]) -> set[tuple[int, int]]:
    """Answer the words of border tags in any order: one begins at `b`, at `s` or after an end.

    A character without a tag (cut off by the maximal length) stands alone.
    """
    starts = [
        i
        for i, tag in enumerate(tags)
        if i == 0 or tag in ("b", "s", None) or tags[i - 1] in ("e", "s", None)
    ]
    return set(zip(starts, [*starts[1:], len(tags)], strict=True))


def word_f1(found: Sequence[Sequence[str | None]], truth: Sequence[Sequence[str]]) -> float:
    """Answer the F1 of words."""
    pairs = [(word_spans(a), word_spans(b)) for a, b in zip(found, truth, strict=True)]
    both = sum(len(a & b) for a, b in pairs)
    return 2 * both / max(1, sum(len(a) + len(b) for a, b in pairs))
