"""Chinese text as characters, and tags spread over them."""

from __future__ import annotations

import re

_UNIT = re.compile(r"[A-Za-z0-9Ａ-Ｚａ-ｚ０-９]+|\S")


def units_of(text: str) -> list[str]:
    """The characters of a text; a run of letters and digits is one, white space none."""
    return _UNIT.findall(text)


def entity_tags(kind: str, count: int) -> list[str]:
    """`B-kind`, then `I-kind`: the tags of an entity of `count` units; "O" is no entity."""
    if kind == "O":
        return ["O"] * count
    return [f"B-{kind}", *[f"I-{kind}"] * (count - 1)][:count]


def word_tags(count: int) -> list[str]:
    """`s` for a word of one unit, else `b`, `m` ..., `e`."""
    if count == 1:
        return ["s"]
    return ["b", *["m"] * (count - 2), "e"][:count]
