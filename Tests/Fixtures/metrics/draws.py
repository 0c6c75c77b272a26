"""The random rows of the goldens: the tests draw the same ones from `RandomKey`."""

from __future__ import annotations

import dataclasses

WORD = 0xFFFF_FFFF_FFFF_FFFF


def mix(value: int) -> int:
    """Mix 64 bits as SplitMix64 does."""
    z = value & WORD
    z = ((z ^ (z >> 30)) * 0xBF58_476D_1CE4_E5B9) & WORD
    z = ((z ^ (z >> 27)) * 0x94D0_49BB_1331_11EB) & WORD
    return z ^ (z >> 31)


class Draws:
    """Numbers of `RandomKey(seed: seed)(place)` at 0, 1, 2, ..."""

    def __init__(self, seed: int, place: int) -> None:
        state = mix(seed + 0x9E37_79B9_7F4A_7C15)
        self.state = mix(state ^ mix(place + 1))
        self.index = 0

    def below(self, bound: int) -> int:
        """Draw one of 0 ..< bound."""
        at = self.state + self.index * 0x9E37_79B9_7F4A_7C15 + 0x632B_E59B_D9B4_E019
        self.index += 1
        return (mix(at) * bound) >> 64


@dataclasses.dataclass(frozen=True)
class TagCase:
    """One set of tags, how many sequences a batch has, and how many batches there are."""

    name: str
    scheme: str
    letters: str
    types: tuple[str, ...]
    outside: bool
    batches: int
    rows: int = 250

    @property
    def tags(self) -> list[str]:
        """List every tag."""
        typed = [f"{a}-{t}" if t else a for t in self.types for a in self.letters]
        return (["O"] if self.outside else []) + typed

    def kind(self, tag: int) -> int:
        """Give the number of a tag's type; tags of one type stand beside each other."""
        first = 1 if self.outside else 0
        return -1 if tag < first else (tag - first) // len(self.letters)

    def sequence(self, draws: Draws) -> tuple[list[int], list[int]]:
        """Draw a sequence of 0 to 12 tags, and a prediction that is wrong at every sixth or so."""
        truth: list[int] = []
        prediction: list[int] = []
        first = 1 if self.outside else 0
        for i in range(draws.below(13)):
            tag = draws.below(len(self.tags))
            stays = draws.below(2) == 0
            if i > 0 and stays and self.kind(truth[-1]) >= 0:
                kind = self.kind(truth[-1])
                tag = first + kind * len(self.letters) + draws.below(len(self.letters))
            wrong = draws.below(5) == 0
            truth.append(tag)
            prediction.append(draws.below(len(self.tags)) if wrong else tag)
        return truth, prediction


THREE = ("PER", "A-B", "-Z-")
TAG_CASES = [
    TagCase("iob2", "IOB2", "BI", THREE, True, 40),
    TagCase("iobes", "IOBES", "BIES", THREE, True, 40),
    TagCase("bilou", "BILOU", "BILU", THREE, True, 10),
    TagCase("ioe2", "IOE2", "IE", THREE, True, 10),
    TagCase("iob1", "IOB1", "I", THREE, True, 4),
    TagCase("bmes", "BMES", "BMES", THREE, True, 10),
    TagCase("segmentation", "BMES", "BMES", ("",), False, 10),
    TagCase("begin_inside", "IOB2", "BI", ("",), False, 4),
]


@dataclasses.dataclass(frozen=True)
class LabelCase:
    """Rows of one label each; `used` labels of all occur, `wrong` of 10 predictions are drawn."""

    name: str
    labels: int
    used: int
    wrong: int
    batches: int = 10
    rows: int = 100

    def row(self, draws: Draws) -> tuple[int, int]:
        """Draw a truth and a prediction."""
        truth = draws.below(self.used)
        drawn = draws.below(self.labels)
        return truth, drawn if draws.below(10) < self.wrong else truth


LABEL_CASES = [
    LabelCase("binary", 2, 2, 4),
    LabelCase("seven", 7, 7, 5),
    LabelCase("some_unused", 30, 20, 3),
    LabelCase("one_truth", 3, 1, 5, batches=4),
    LabelCase("constant", 2, 1, 0, batches=2),
    LabelCase("worse_than_chance", 2, 2, 10, batches=4),
]
