"""Preprocessing functions in every shape users write them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from bert_mtl.compat import EVAL, TRAIN, BaseParams, LabelEncoder, preprocessing_fn
from bert_mtl.compat.datasets import datasets
from bert_mtl.compat.preprocessing import read_rows


@preprocessing_fn
def lists(params: BaseParams, mode: str) -> Any:
    """Read lists."""
    rows = 4 if mode == TRAIN else 2
    return ["a text"] * rows, ["a"] * rows


@preprocessing_fn
def generator(params: BaseParams, mode: str) -> Any:
    for _ in range(4 if mode == TRAIN else 2):
        yield ["a", "text"], ["x", "y"]


@preprocessing_fn
def counted(params: BaseParams, mode: str, get_data_num: bool) -> Any:
    if get_data_num:
        return 7, LabelEncoder(["a", "b", "c"])
    return ["a text"] * 7, ["a"] * 7


@preprocessing_fn
def pairs(params: BaseParams, mode: str) -> Any:
    return [{"a": "one", "b": "two"}] * 3, [0, 1, 0]


@preprocessing_fn
def modal(params: BaseParams, mode: str) -> Any:
    yield {"text": ["a", "text"]}, {"text": ["x", "y"]}


def plain(params: BaseParams, mode: str) -> Any:
    return ["a text"], ["a"]


def plain_counted(params: BaseParams, mode: str, get_data_num: bool) -> Any:
    return (2, None) if get_data_num else (["a text"] * 2, ["a"] * 2)


def params_with(problem_type: str, function: Callable[..., Any]) -> BaseParams:
    params = BaseParams()
    params.add_problem("toy", problem_type, function)
    return params


@pytest.mark.parametrize(
    ("problem_type", "function", "rows", "first"),
    [
        ("cls", lists, 4, ("a text", "a")),
        ("seq_tag", generator, 4, (["a", "text"], ["x", "y"])),
        ("cls", counted, 7, ("a text", "a")),
        ("cls", pairs, 3, ({"a": "one", "b": "two"}, 0)),
        ("seq_tag", modal, 1, (["a", "text"], ["x", "y"])),
        ("cls", plain, 1, ("a text", "a")),
        ("cls", plain_counted, 2, ("a text", "a")),
    ],
)
def test_shapes(
    problem_type: str, function: Callable[..., Any], rows: int, first: tuple[Any, Any]
) -> None:
    params = params_with(problem_type, function)
    params.assign_problem("toy")
    assert params.data_num == rows
    inputs, targets = datasets(params, TRAIN)["toy"]
    assert len(inputs) == len(targets) == rows
    assert (inputs[0], targets[0]) == first


def test_decorated_function_stays_what_it_is() -> None:
    params = params_with("cls", lists)
    assert (lists.__name__, lists.__doc__) == ("lists", "Read lists.")
    assert lists(params, EVAL) == (["a text"] * 2, ["a"] * 2)
    assert lists(params, TRAIN, get_data_num=True) == (4, None)
    assert generator(params, TRAIN, get_data_num=True) == (4, None)
    assert counted(params, TRAIN, get_data_num=True)[0] == 7


def test_classes_from_the_encoder() -> None:
    params = params_with("cls", counted)
    params.assign_problem("toy")
    assert params.num_classes == {"toy": 3}


def test_rows_are_read_once_a_run() -> None:
    calls: list[str] = []

    @preprocessing_fn
    def toy(params: BaseParams, mode: str) -> Any:
        calls.append(mode)
        return ["a"], ["b"]

    params = params_with("cls", toy)
    params.assign_problem("toy")
    datasets(params, TRAIN)
    assert calls == [TRAIN]
    datasets(params, TRAIN)
    assert calls == [TRAIN, TRAIN]


def test_pretrain_gives_inputs_alone() -> None:
    @preprocessing_fn
    def toy(params: BaseParams, mode: str) -> Any:
        return [[["a", "b"], ["c"]], [["d"], ["e"]]]

    rows = read_rows(params_with("pretrain", toy), "toy", TRAIN)
    assert (len(rows.inputs), rows.targets) == (2, None)


def test_text_and_words_of_a_group_agree() -> None:
    @preprocessing_fn
    def spaced(params: BaseParams, mode: str) -> Any:
        return ["a toy", "other"], ["x", "y"]

    @preprocessing_fn
    def words(params: BaseParams, mode: str) -> Any:
        return [["a", "toy"], ["o", "t"]], [["b", "i"], ["b", "i"]]

    @preprocessing_fn
    def joined(params: BaseParams, mode: str) -> Any:
        return ["atoy", "ot"], ["x", "y"]

    params = BaseParams()
    params.add_multiple_problems(
        {"spaced": "cls", "words": "seq_tag", "joined": "cls"},
        {"spaced": spaced, "words": words, "joined": joined},
    )
    params.assign_problem("spaced&words&joined", predicting=True)
    data = datasets(params, TRAIN)
    assert data["spaced"][0] == [["a", "toy"], "other"]
    assert data["words"][0] == [["a", "toy"], ["o", "t"]]
    assert data["joined"][0] == [["a", "toy"], ["o", "t"]]


def value(answer: Any) -> Callable[..., Any]:
    return lambda params, mode: answer


def several(*answers: Any) -> Callable[..., Any]:
    return lambda params, mode: iter(answers)


@pytest.mark.parametrize(
    ("function", "error", "message"),
    [
        (value(None), TypeError,
         "problem 'toy': expected (inputs, targets) or a generator of pairs, got None"),
        (value(([1], [2], [3])), TypeError,
         "problem 'toy': expected (inputs, targets) or a generator of pairs, got a tuple of 3"),
        (value("text"), TypeError, "problem 'toy': expected (inputs, targets) or a generator "
         "of pairs, got a value of type str"),
        (value((3, 4)), TypeError,
         "problem 'toy': expected (inputs, targets) or a generator of pairs, got a tuple of 2"),
        (several(("a", "b"), "ab"), TypeError,
         "problem 'toy', row 1: expected (input, target), got a value of type str"),
        (value((["a", "b"], ["x"])), ValueError,
         "problem 'toy': expected as many targets as inputs (2), got 1"),
    ],
)  # fmt: skip
def test_refusal(function: Callable[..., Any], error: type[Exception], message: str) -> None:
    with pytest.raises(error) as caught:
        read_rows(params_with("cls", function), "toy", TRAIN)
    assert str(caught.value) == message


def test_no_function() -> None:
    params = BaseParams()
    params.add_problem("toy")
    with pytest.raises(KeyError) as caught:
        params.assign_problem("toy")
    assert caught.value.args[0] == (
        "problem 'toy': expected a preprocessing function, got none; name it in processing_fn_dict"
    )
