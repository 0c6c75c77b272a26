"""The chain as `parse_problem_string` answers it."""

from __future__ import annotations

from pathlib import Path

import pytest
from bert_mtl import MultiTaskModel
from bert_mtl.compat import BaseParams
from bert_mtl.compat.chain import chunk_name
from compat_toy import CONFIGURATION, make_encoder


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
        ("a b", "chain 'a b', column 3: expected '|' or '&', got 'b'"),
        ("a|b!", "chain 'a|b!', column 4: expected a letter, digit, '_' or '-', got '!'"),
        ("a|.", "chain 'a|.', column 3: expected a letter, digit, '_' or '-', got '.'"),
    ],
)
def test_refusal(chain: str, message: str, tmp_path: Path) -> None:
    vocabulary = make_encoder(tmp_path / "encoder")
    with pytest.raises(ValueError) as caught:
        BaseParams().parse_problem_string(chain)
    assert str(caught.value) == message
    # The core, which reads the chain again, says the same.
    with pytest.raises(ValueError) as caught:
        MultiTaskModel.from_configuration(CONFIGURATION, vocabulary, chain, {})
    assert str(caught.value) == message


def test_chunk_name() -> None:
    assert chunk_name(["weibo_ner", "weibo_cws"]) == "weibo_cws_weibo_ner"
