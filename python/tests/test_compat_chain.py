"""The chain as `parse_problem_string` answers it."""

from __future__ import annotations

import pytest
from bert_mtl.compat import BaseParams
from bert_mtl.compat.chain import chunk_name


@pytest.mark.parametrize(
    ("chain", "names", "groups"),
    [
        ("a", ["a"], [["a"]]),
        ("b&a", ["a", "b"], [["b", "a"]]),
        ("cws|NER|weibo_ner&weibo_cws", ["NER", "cws", "weibo_cws", "weibo_ner"],
         [["cws"], ["NER"], ["weibo_ner", "weibo_cws"]]),
        (" a & b | c-1 ", ["a", "b", "c-1"], [["a", "b"], ["c-1"]]),
    ],
)  # fmt: skip
def test_groups(chain: str, names: list[str], groups: list[list[str]]) -> None:
    assert BaseParams().parse_problem_string(chain) == (names, groups)


@pytest.mark.parametrize(
    ("chain", "message"),
    [
        ("", "chain '', column 1: expected the name of a problem, got none"),
        ("a||b", "chain 'a||b', column 3: expected the name of a problem, got none"),
        ("a&", "chain 'a&', column 3: expected the name of a problem, got none"),
        ("a| |b", "chain 'a| |b', column 4: expected the name of a problem, got none"),
        ("a| a", "chain 'a| a', column 4: expected each problem once, got 'a' again"),
        (
            "a b",
            "chain 'a b', column 1: expected a name of letters, digits, '_' and '-', got 'a b'",
        ),
    ],
)
def test_refusal(chain: str, message: str) -> None:
    with pytest.raises(ValueError) as caught:
        BaseParams().parse_problem_string(chain)
    assert str(caught.value) == message


def test_chunk_name() -> None:
    assert chunk_name(["weibo_ner", "weibo_cws"]) == "weibo_cws_weibo_ner"
