"""What crosses from Python into a dataset, and what is refused on the way."""

import threading
from array import array

import numpy as np
import pytest
from bert_mtl import _core

RISING = "segments: expected starts that rise from 0 to 6"
PAIR = "expected a text or a pair"


def make(inputs, targets=()):
    return _core.Dataset("train", inputs, targets)


def starts(values, rows):
    return rows or array("q", range(len(values) + 1))


def labels(values, kinds=None, rows=None, forms=None):
    """One target a row: labels, or with `rows` lists of them."""
    string_rows = starts(values, rows)
    count = len(string_rows) - 1
    return (
        (
            "mood",
            array("B", forms or [1 if rows else 0] * count),
            values,
            array("B", kinds or [0] * len(values)),
            string_rows,
            array("d"),
            array("q", [0] * (count + 1)),
        ),
    )


def numbers(values, rows=None, forms=None):
    """One target a row: a number, or with `rows` lists of them."""
    number_rows = starts(values, rows)
    count = len(number_rows) - 1
    return (
        (
            "score",
            array("B", forms or [3 if rows else 2] * count),
            [],
            array("B"),
            array("q", [0] * (count + 1)),
            values,
            number_rows,
        ),
    )


def replaced(inputs, place, value):
    return (*inputs[:place], value, *inputs[place + 1 :])


def test_rows_are_counted(dataset):
    assert len(dataset) == 3


def test_no_rows_at_all():
    empty = array("q", [0])
    assert len(make(([], empty, array("B"), empty))) == 0


def test_numpy_and_array_buffers_are_equal_guests(inputs):
    as_numpy = tuple(np.array(part) if isinstance(part, array) else part for part in inputs)
    assert len(make(as_numpy)) == 3


def test_read_only_buffers_are_borrowed(inputs):
    rows = np.array(inputs[3])
    rows.flags.writeable = False
    assert len(make(replaced(inputs, 3, rows))) == 3


def test_a_type_cannot_be_changed():
    with pytest.raises(TypeError, match="cannot set 'a' attribute of immutable type"):
        _core.Dataset.a = 1


def test_an_array_cannot_be_made_by_hand():
    with pytest.raises(TypeError, match="cannot create 'bert_mtl._core.Array' instances"):
        _core.Array()


@pytest.mark.parametrize(
    ("place", "value", "error", "message"),
    [
        (0, ("a",), TypeError, "strings: expected a list of str, got <class 'tuple'>"),
        (0, ["a", 1], TypeError, "strings[1]: expected a str, got <class 'int'>"),
        (1, np.zeros(5, np.float32), TypeError, "segments: expected int64, got buffer format 'f'"),
        (1, np.zeros(5, np.int32), TypeError, "segments: expected int64, got buffer format 'i'"),
        (1, np.zeros((5, 1), np.int64), ValueError, "segments: expected 1 dimension, got 2"),
        (1, np.arange(10)[::2], ValueError, "ndarray is not C-contiguous"),
        (1, [0, 1], TypeError, "a bytes-like object is required, not 'list'"),
        (2, np.zeros(4, np.int64), TypeError, "kinds: expected uint8, got buffer format 'l'"),
        (2, array("B", [0, 1]), ValueError, "kinds: expected 4 values, got 2"),
        (2, array("B", [0, 1, 7, 0]), ValueError, "kinds[2]: expected a known kind, got 7"),
        (
            2,
            array("B", [0, 0, 0, 0]),
            ValueError,
            "segment 1: expected one string of running text, got 3",
        ),
        (1, array("q", [0, 1, 9, 5, 6]), ValueError, RISING),
        (1, array("q", [0, 1, 4, 5, 7]), ValueError, RISING),
        (1, array("q", [-1, 1, 4, 5, 6]), ValueError, RISING),
        (1, array("q"), ValueError, RISING),
        (3, array("q", [0, 1, 4]), ValueError, f"row 1: {PAIR}, got 3 segments"),
        (3, array("q", [0, 0, 2, 4]), ValueError, f"row 0: {PAIR}, got 0 segments"),
    ],
)
def test_a_structure_that_does_not_hold_is_refused(inputs, place, value, error, message):
    with pytest.raises(error) as caught:
        make(replaced(inputs, place, value))
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("targets", "error", "message"),
    [
        ([], TypeError, "Dataset() argument 3 must be tuple, not list"),
        ((3,), TypeError, "targets: expected tuples, got <class 'int'>"),
        (labels(["a", "b"], [0]), ValueError, "label kinds: expected 2 values, got 1"),
        (labels(["a"], [9]), ValueError, "label kinds[0]: expected a known kind, got 9"),
        (
            labels(["99999999999999999999"], [1]),
            ValueError,
            "problem 'mood': expected an integer label that fits 64 bits, got 99999999999999999999",
        ),
        (
            labels(["a"], rows=array("q", [0, 2])),
            ValueError,
            "label rows: expected starts that rise from 0 to 1",
        ),
        (
            numbers(array("d", [1, 2]), rows=array("q", [0, 3])),
            ValueError,
            "number rows: expected starts that rise from 0 to 2",
        ),
        (
            labels(["a", "b"], forms=[0]),
            ValueError,
            "label rows: expected 2 values, got 3",
        ),
        (
            labels(["a", "b"], rows=array("q", [0, 2]), forms=[0]),
            ValueError,
            "problem 'mood' row 0: expected strings and numbers of a known form, "
            "got others in form 0",
        ),
        (
            labels(["a"], forms=[8]),
            ValueError,
            "problem 'mood' row 0: expected strings and numbers of a known form, "
            "got others in form 8",
        ),
        (
            numbers(array("f", [1])),
            TypeError,
            "numbers: expected float64, got buffer format 'f'",
        ),
        (
            (("mood", 1, 2),),
            TypeError,
            "targets() takes exactly 7 arguments (3 given)",
        ),
        (
            labels(["a"]) + labels(["b"]),
            ValueError,
            "problem 'mood': expected its targets once, got them twice",
        ),
    ],
)
def test_targets_that_do_not_hold_are_refused(inputs, targets, error, message):
    with pytest.raises(error) as caught:
        make(inputs, targets)
    assert str(caught.value) == message


def test_a_lone_surrogate_is_named_by_row_and_character(inputs):
    strings = [*inputs[0][:5], "ab\ud800"]
    with pytest.raises(ValueError) as caught:
        make(replaced(inputs, 0, strings))
    assert str(caught.value) == "train row 2: expected text, got a lone surrogate at character 2"


def test_a_lone_surrogate_in_labels_is_named_by_row(inputs):
    rows = array("q", [0, 1, 3, 4])
    with pytest.raises(ValueError) as caught:
        make(inputs, labels(["a", "b", "\udfff", "c"], rows=rows))
    assert str(caught.value) == "train row 1: expected text, got a lone surrogate at character 0"


def test_every_form_of_a_target_crosses(inputs):
    forms = array("B", [0, 1, 2, 3, 4, 5, 6])
    columns = (
        "mood",
        forms,
        ["a", "b", "c", "d e", "f", "g"],
        array("B", [0] * 6),
        array("q", [0, 1, 3, 3, 3, 4, 6, 6]),
        np.array([1.5, 2, 3]),
        array("q", [0, 0, 0, 1, 3, 3, 3, 3]),
    )
    assert len(make(inputs, (columns,))) == 3


def test_a_document_crosses_with_any_number_of_sentences(inputs):
    parts = replaced(inputs, 2, array("B", [2, 3, 2, 2]))
    assert len(make(replaced(parts, 3, array("q", [0, 1, 4])))) == 2


def test_a_document_holds_sentences_alone(inputs):
    with pytest.raises(ValueError) as caught:
        make(replaced(inputs, 2, array("B", [2, 3, 0, 2])))
    assert str(caught.value) == (
        "row 2: expected sentences of a document alone, got other segments among them"
    )


def test_references_are_paid_back_when_calls_succeed_and_fail(inputs, same_references):
    good = labels(["a", "b", "a"])
    bad = labels(["a", "\ud800", "a"])
    scores = numbers(array("d", [1, 2, 3]))
    odd = ((*scores[0][:6], array("i", [0])),)
    worse = replaced(inputs, 3, array("q", [0, 9]))

    def call():
        make(inputs, good)
        make(inputs, scores)
        for arguments in ((inputs, bad), (worse, good), (inputs, (*good, 3)), (inputs, odd)):
            with pytest.raises((ValueError, TypeError)):
                make(*arguments)

    same_references(call, [*inputs, *inputs[0], *good[0], *bad[0], *scores[0], *odd[0], worse[3]])


def test_many_threads_make_datasets_from_one_list(inputs):
    counts = []

    def work():
        counts.extend(len(make(inputs, labels(["a", "b", "a"]))) for _ in range(200))

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counts == [3] * 1600


def test_a_list_that_shrinks_meanwhile_keeps_its_strings_alive(inputs):
    strings = [f"text {number}" for number in range(50_000)]
    count = len(strings)
    parts = (
        strings,
        array("q", range(count + 1)),
        array("B", bytes(count)),
        array("q", range(count + 1)),
    )
    thread = threading.Thread(target=lambda: [strings.clear() for _ in range(10)])
    thread.start()
    try:
        made = len(make(parts))
    except ValueError:
        made = 0
    thread.join()
    assert made in (0, count)
