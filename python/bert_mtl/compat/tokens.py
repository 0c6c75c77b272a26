"""One row's pieces, from the tokenizer of the new API."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bert_mtl import Tokenizer


@dataclass
class Pieces:
    """The pieces of a row, special tokens included.

    Attributes
    ----------
    ids, type_ids : list of int
        Of each piece.
    words : list of int
        The word each piece belongs to, -1 for special tokens.
    """

    ids: list[int]
    type_ids: list[int]
    words: list[int]

    def first_pieces(self) -> tuple[list[int], list[int]]:
        """Where each word begins, and which word that is; words that were cut off are left out."""
        places: list[int] = []
        words: list[int] = []
        for place, word in enumerate(self.words):
            if word >= 0 and self.type_ids[place] == 0 and word not in words[-1:]:
                places.append(place)
                words.append(word)
        return places, words


def encode(tokenizer: Tokenizer, value: Any, max_length: int) -> Pieces:
    """Encode a text, a list of words, or a pair."""
    first, second = (value["a"], value.get("b")) if isinstance(value, dict) else (value, None)
    found = tokenizer.encode(first, pair=second, max_length=max_length)
    return Pieces(
        [int(i) for i in found.ids],
        [int(i) for i in found.type_ids],
        [-1 if word is None else int(word) for word in found.words],
    )
