"""Turns what rows hold of other modalities than text into arrays that cross the boundary.

Dense numbers and raw images stay what they are; C borrows the arrays and the core copies them once.
"""

from __future__ import annotations

import os
import stat
import warnings
from array import array
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bert_mtl._extras import require
from bert_mtl._rows import refuse_masked

ModalColumns = tuple[list[str], "array[int]", "array[int]", list[NDArray[Any]]]
#: The side in pixels to which the images of each modality are made small, where it is known.
Sizes = Mapping[str, int]

# The core's own limits, asked before a pixel is decoded.
_SIDE, _PIXELS = 16_384, 1 << 26
_TEXT = ("text", "a", "b")


class ModalArrays:
    """The arrays of a dataset's rows, as they come."""

    def __init__(self, sizes: Sizes) -> None:
        self._sizes = sizes
        self._names: dict[str, int] = {}
        self._owners, self._rows = array("q"), array("q")
        self._arrays: list[NDArray[Any]] = []

    def add(self, place: str, row: int, modalities: Mapping[str, Any]) -> None:
        """Add what one row holds; None is nothing."""
        for name, value in modalities.items():
            if not isinstance(name, str):
                raise TypeError(
                    f"{place} row {row}: expected the name of a modality as key, "
                    f"got {type(name).__name__}"
                )
            if value is None:
                continue
            subject = f"{place} row {row}: modality '{name}'"
            self._arrays.append(_array(subject, value, self._sizes.get(name)))
            self._owners.append(self._names.setdefault(name, len(self._names)))
            self._rows.append(row)

    def columns(self) -> ModalColumns | None:
        """Answer everything that was added; None where that is nothing."""
        if not self._arrays:
            return None
        return list(self._names), self._owners, self._rows, self._arrays


def parted(value: Mapping[str, Any], place: str, row: int) -> tuple[Any, dict[str, Any]]:
    """Part a row's text (a text, words, a pair, or None) from its other modalities.

    `{"a", "b"}` stays a pair; `{"text": x}` is x; every other key names a modality.
    """
    for name in ("text_b", "words", "sentences"):
        if name in value:
            raise ValueError(
                f"{place} row {row}: expected a pair as {{'a', 'b'}}, words and sentences as "
                f"lists, got the key '{name}', which files have"
            )
    others = {name: part for name, part in value.items() if name not in _TEXT}
    sides = {name: value[name] for name in ("a", "b") if name in value}
    if sides and (len(sides) == 1 or "text" in value):
        raise ValueError(f"{place} row {row}: expected the keys 'a' and 'b', got {list(value)}")
    if sides:
        return sides, others
    if "text" not in value and not others:
        raise ValueError(f"{place} row {row}: expected the keys 'a' and 'b', got {list(value)}")
    return value.get("text"), others


def _array(subject: str, value: Any, size: int | None) -> NDArray[Any]:
    if isinstance(value, str | os.PathLike):
        return _opened(subject, os.fspath(value), size)
    if hasattr(value, "convert") and hasattr(value, "getbands"):
        return _pixels(subject, value, size)
    refuse_masked(subject, value)
    try:
        found = np.asarray(value)
    except ValueError as error:
        raise ValueError(f"{subject}: expected rows of equal length, got {error}") from error
    if found.ndim == 0 or found.dtype.kind not in "fiub":
        raise TypeError(
            f"{subject}: expected numbers [n, d] or [d], uint8 [height, width, 3], an image or "
            f"its path, got {type(value).__name__}" + (f" of {found.dtype}" if found.ndim else "")
        )
    if found.dtype not in (np.float32, np.float64) and not _is_image(found):
        found = found.astype(np.float32)
    return np.ascontiguousarray(found)


def _is_image(value: NDArray[Any]) -> bool:
    return value.dtype == np.uint8 and value.ndim == 3


def _opened(subject: str, path: str, size: int | None) -> NDArray[np.uint8]:
    """Decode the image of a file; its header says how large it is before anything is decoded."""
    pillow = require("PIL.Image", "images", subject)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", pillow.DecompressionBombWarning)
        try:
            _refuse_what_waits(path)
            with pillow.open(path) as image:
                return _pixels(f"{subject}: {path}", image, size)
        except pillow.DecompressionBombError as error:
            raise ValueError(f"{subject}: {path}: expected a smaller image, got {error}") from error
        except pillow.UnidentifiedImageError as error:
            raise ValueError(f"{subject}: {path}: expected an image, got other bytes") from error
        except OSError as error:
            reason = error.strerror or str(error)
            expected = "the path of an image, as of every key but 'text', 'a' and 'b'"
            if os.path.lexists(path):
                expected = "a readable file"
            placed = type(error)(f"{subject}: {path}: expected {expected}, got '{reason}'")
            # Set afterwards, so that it stays out of the message.
            placed.errno = error.errno
            raise placed from error


def _refuse_what_waits(path: str) -> None:
    """Refuse pipes and devices: opening one may wait for ever, reading one may never end."""
    mode = os.stat(path).st_mode
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        raise OSError("not a regular file")


def _pixels(subject: str, image: Any, size: int | None) -> NDArray[np.uint8]:
    width, height = image.size
    if max(width, height) > _SIDE or width * height > _PIXELS:
        raise ValueError(
            f"{subject}: expected at most {_SIDE} pixels a side and {_PIXELS} in all, "
            f"got {width} x {height}"
        )
    try:
        if image.mode.startswith("I;16"):  # whose upper values Pillow clips instead of scaling them
            wide = np.asarray(image).astype(np.uint32)
            narrow = ((255 * wide + 32895) >> 16).astype(np.uint8)
            image = require("PIL.Image", "images", subject).fromarray(narrow)
        image = image.convert("RGB")
    except (OSError, SyntaxError, ValueError) as error:
        raise ValueError(f"{subject}: expected a whole image, got {error}") from error
    if size is not None:
        bilinear = require("PIL.Image", "images", subject).Resampling.BILINEAR
        # Pillow's versions differ in which pass comes first; the core goes across, then down.
        image = image.resize((size, height), bilinear).resize((size, size), bilinear)
    return np.ascontiguousarray(np.asarray(image, dtype=np.uint8))
