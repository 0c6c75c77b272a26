#!/usr/bin/env python3
"""Write ``Sources/MTLData/Tokenizer/UnicodeData.swift`` from the behaviour of `tokenizers`.

BERT's clean-up depends on Unicode tables of three different ages inside the Rust crate (the
standard library's lower case, `unicode-normalization-alignments`, `unicode_categories`), so the
tables are not computed from Unicode's files: every scalar value is put through `tokenizers` itself,
and what it answers is written down.

Numbers are written in base 32, least digit first, a digit a character from ``0`` (value 0) on; all
digits of a number but its last have 32 added. Signed numbers are folded: 0, -1, 1, -2 become
0, 1, 2, 3.

Usage: python scripts/make_unicode_tables.py   (needs `pip install tokenizers`)
"""

from __future__ import annotations

import itertools
import unicodedata
from collections.abc import Callable, Iterable
from pathlib import Path

import tokenizers
from tokenizers import normalizers, pre_tokenizers

SCALARS = [c for c in range(0x110000) if not 0xD800 <= c < 0xE000]
HANGUL = range(0xAC00, 0xAC00 + 11172)
REMOVED, WHITESPACE, PUNCTUATION, CHINESE, MARK = 1, 2, 4, 8, 16
OUTPUT = Path(__file__).parent.parent / "Sources/MTLData/Tokenizer/UnicodeData.swift"


def bert(**settings: bool) -> Callable[[str], str]:
    """Return the one stage of ``BertNormalizer`` that is named."""
    stages = ["clean_text", "handle_chinese_chars", "strip_accents", "lowercase"]
    normalizer = normalizers.BertNormalizer(**{s: settings.get(s, False) for s in stages})
    return lambda text: normalizer.normalize_str(text)


def probe(ask: Callable[[str], str]) -> dict[int, str]:
    """Return the answer for each scalar value that is not answered with itself."""
    answers = {c: ask(chr(c)) for c in SCALARS}
    return {c: answer for c, answer in answers.items() if answer != chr(c)}


def properties(strip: dict[int, str], nfd: dict[int, str]) -> dict[int, int]:
    """Return the property bits of each scalar value that has any."""
    bits = dict.fromkeys(SCALARS, 0)
    for c, answer in probe(bert(clean_text=True)).items():
        bits[c] |= REMOVED if answer == "" else 0
        assert answer in ("", " ")
    pieces = pre_tokenizers.BertPreTokenizer()
    for c in SCALARS:
        parts = pieces.pre_tokenize_str(f"a{chr(c)}b")
        bits[c] |= {1: 0, 2: WHITESPACE, 3: PUNCTUATION}[len(parts)]
    for c, answer in probe(bert(handle_chinese_chars=True)).items():
        assert answer == f" {chr(c)} "
        bits[c] |= CHINESE
    for c, answer in strip.items():
        bits[c] |= MARK if answer == "" else 0
        kept = "".join(d for d in nfd.get(c, chr(c)) if ord(d) in nfd or strip.get(ord(d)) != "")
        assert answer == kept, hex(c)
    return bits


def combining_classes(nfd: dict[int, str]) -> dict[int, int]:
    """Return how canonical ordering sorts each mark that the crate knows as one.

    The class is the standard's, which never changes; that the crate agrees is asked by putting a
    mark of every class beside it.
    """
    order = normalizers.NFD().normalize_str
    low, high = "\u0334", "\u0345"  # of the lowest class and the highest

    def moves(first: str) -> bool:
        return order(first + low) != first + low or order(high + first) != high + first

    marks = {c: nfd.get(c, chr(c))[0] for c in SCALARS if moves(nfd.get(c, chr(c))[0])}
    classes = {c: unicodedata.combining(first) for c, first in marks.items()}
    references = {k: marks[c] for c, k in reversed(classes.items())}
    for c, first in marks.items():
        for k, reference in references.items():
            assert (order(first + reference) != first + reference) == (classes[c] > k), hex(c)
    return classes


def number(value: int) -> str:
    """Return a number in base 32."""
    digits = ""
    while value >= 32:
        digits += chr(48 + 32 + value % 32)
        value //= 32
    return digits + chr(48 + value)


def signed(value: int) -> str:
    """Return a number that may be negative."""
    return number(value * 2 if value >= 0 else -value * 2 - 1)


def runs(values: dict[int, int]) -> str:
    """Return (gap, length, value) for each run of equal values other than 0."""
    text, end = "", 0
    listed = sorted((c, v) for c, v in values.items() if v)
    groups = itertools.groupby(enumerate(listed), lambda e: (e[1][0] - e[0], e[1][1]))
    for (_, value), group in groups:
        members = [c for _, (c, _) in group]
        text += number(members[0] - end) + number(len(members)) + number(value)
        end = members[-1] + 1
    return text


def mappings(answers: Iterable[tuple[int, str]]) -> str:
    """Return (gap, length, targets) for each scalar value; a target is told from the one before."""
    text, end, target = "", 0, 0
    for c, answer in sorted(answers):
        text += number(c - end) + number(len(answer))
        end = c + 1
        for d in map(ord, answer):
            text += signed(d - target)
            target = d
    return text


def check_context(nfd: dict[int, str]) -> None:
    """Stop where a rule that looks at neighbours would make tables insufficient."""
    assert bert(lowercase=True)("ΑΣ ΑΣΑ") == "ασ ασα"  # no final sigma
    for c in HANGUL:
        assert nfd[c] == unicodedata.normalize("NFD", chr(c)), hex(c)


def main() -> None:
    """Ask, check and write."""
    nfd = probe(normalizers.NFD().normalize_str)
    strip = probe(bert(strip_accents=True))
    lower = probe(bert(lowercase=True))
    check_context(nfd)
    classes = combining_classes(nfd)
    for c, answer in strip.items():
        # Where the first scalar of a decomposition goes and another stays, order must not matter.
        assert answer == "" or answer[0] == nfd.get(c, chr(c))[0] or c not in classes, hex(c)
    tables = {
        "properties": runs(properties(strip, nfd)),
        "combiningClasses": runs(classes),
        "lowercase": mappings(lower.items()),
        "stripped": mappings((c, a) for c, a in strip.items() if a and c not in HANGUL),
    }
    lines = [
        f"// Written by scripts/make_unicode_tables.py from tokenizers {tokenizers.__version__};"
        " that script explains the numbers.",
        "",
        "/// What `tokenizers` does with every Unicode scalar value.",
        "enum UnicodeData {",
    ]
    for name, text in tables.items():
        lines += [f'  static let {name} = #"""']
        lines += [f"    {line}" for line in wrap(text)]
        lines += ['    """#', ""]
    lines[-1] = "}"
    OUTPUT.write_text("\n".join(lines) + "\n")
    print(f"{OUTPUT.name}: {len(lines)} lines, " + str({k: len(v) for k, v in tables.items()}))


def wrap(text: str) -> list[str]:
    """Return the text in lines of 96 characters."""
    return [text[i : i + 96] for i in range(0, len(text), 96)]


if __name__ == "__main__":
    main()
