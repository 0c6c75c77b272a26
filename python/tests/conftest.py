"""What the tests of the boundary share."""

import gc
import sys
from array import array
from collections.abc import Callable

import pytest
from bert_mtl import _core

Inputs = tuple[list[str], array, array, array]


@pytest.fixture
def inputs() -> Inputs:
    """Three rows: running text, three words, and a pair."""
    return (
        ["a text", "three", "split", "words", "one side", "the other"],
        array("q", [0, 1, 4, 5, 6]),
        array("B", [0, 1, 0, 0]),
        array("q", [0, 1, 2, 4]),
    )


@pytest.fixture
def same_references() -> Callable[[Callable[[], None], list[object]], None]:
    """Call many times, and compare the reference counts of what was passed before and after."""

    def check(call: Callable[[], None], watched: list[object]) -> None:
        call()
        gc.collect()
        before = [sys.getrefcount(value) for value in watched]
        for _ in range(2000):
            call()
        gc.collect()
        assert [sys.getrefcount(value) for value in watched] == before

    return check


@pytest.fixture
def dataset(inputs: Inputs) -> _core.Dataset:
    """The rows of `inputs`, with a label each."""
    return _core.Dataset("train", inputs, (("mood", ["a", "b", "a"], array("B", [0, 0, 0]), None),))
