"""The WordPiece tokenizer, as BERT published it."""

from __future__ import annotations

import itertools
import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from bert_mtl import _core
from bert_mtl._columns import Input, input_columns
from bert_mtl.hub import local_folder


@dataclass(frozen=True, eq=False)
class Encoding:
    """What the model reads of one input, and where each piece comes from.

    Attributes
    ----------
    ids : ndarray of int32, shape [pieces]
        The vocabulary's number of each piece, special tokens included.
    type_ids : ndarray of int32, shape [pieces]
        0 up to and including the first ``[SEP]``, 1 after it.
    offsets : ndarray of int32, shape [pieces, 2]
        Which characters a piece was made of: of its text, or of its word where the words were
        given. (0, 0) for special tokens.
    words : ndarray of int32, shape [pieces]
        The word that a piece belongs to, counted in its side; -1 for special tokens.
    sides : ndarray of int32, shape [pieces]
        0 for the first text, 1 for the second, -1 for special tokens.
    truncated : int
        How many pieces were cut off.
    """

    ids: NDArray[np.int32]
    type_ids: NDArray[np.int32]
    offsets: NDArray[np.int32]
    words: NDArray[np.int32]
    sides: NDArray[np.int32]
    truncated: int

    def __len__(self) -> int:
        return len(self.ids)


class Tokenizer:
    """Texts to pieces of words, and back to where each piece stood.

    Make one with :meth:`from_pretrained`.

    Examples
    --------
    >>> tokenizer = Tokenizer.from_pretrained(folder)  # doctest: +SKIP
    >>> tokenizer.encode("a text").ids  # doctest: +SKIP
    array([ 101, 1037, 3793,  102], dtype=int32)
    """

    def __init__(self, core: _core.Tokenizer) -> None:
        self._core = core

    @classmethod
    def from_pretrained(cls, name: str | os.PathLike[str]) -> Tokenizer:
        """Read ``vocab.txt`` or ``tokenizer.json`` from a folder or a hub id."""
        return cls(_core.Tokenizer(local_folder(name)))

    def encode(
        self,
        text: str | Sequence[str],
        pair: str | Sequence[str] | None = None,
        *,
        max_length: int | None = None,
    ) -> Encoding:
        """Encode one text, or a pair.

        Parameters
        ----------
        text, pair : str or list of str
            Running text, or words already split.
        max_length : int, optional
            The longest encoding, special tokens included; what is over it goes, longest side
            first.
        """
        value: Input = text if pair is None else {"a": text, "b": pair}
        return self.encode_batch([value], max_length=max_length)[0]

    def encode_batch(
        self, inputs: Iterable[Input], *, max_length: int | None = None
    ) -> list[Encoding]:
        """Encode many inputs at once, on every core; same order."""
        if max_length is not None and max_length < 0:
            raise ValueError(f"max_length: expected at least 0, got {max_length}")
        dataset = _core.Dataset("inputs", input_columns("inputs", inputs), ())
        _, arrays = self._core.encode(dataset, -1 if max_length is None else max_length)
        ids, type_ids, offsets, words, sides, starts, truncated = (
            np.asarray(arrays[name])
            for name in ("ids", "type_ids", "offsets", "words", "sides", "row_starts", "truncated")
        )
        spans = [slice(start, end) for start, end in itertools.pairwise(starts)]
        return [
            Encoding(ids[s], type_ids[s], offsets[s], words[s], sides[s], int(cut))
            for s, cut in zip(spans, truncated, strict=True)
        ]

    def pieces(self, ids: Iterable[int]) -> list[str]:
        """Answer the piece of each id, as the vocabulary writes it."""
        known = self._vocabulary
        pieces = []
        for id_ in ids:
            piece = known[id_] if 0 <= id_ < len(known) else None
            if piece is None:
                raise ValueError(f"id: expected one of the vocabulary's {len(known)}, got {id_}")
            pieces.append(piece)
        return pieces

    @property
    def vocabulary_size(self) -> int:
        """One more than the highest id."""
        return len(self._vocabulary)

    def save_pretrained(self, folder: str | os.PathLike[str]) -> None:
        """Write the vocabulary and its settings into a folder, in Hugging Face's layout."""
        self._core.save(os.fspath(folder))

    @cached_property
    def _vocabulary(self) -> list[str | None]:
        pieces: list[str | None] = json.loads(self._core.describe()[0])["pieces"]
        return pieces

    def __repr__(self) -> str:
        return f"Tokenizer({self.vocabulary_size} pieces)"
