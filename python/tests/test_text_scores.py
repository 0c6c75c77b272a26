"""BLEU and chrF through sacrebleu, and what is said where it is missing."""

import sys

import pytest
from bert_mtl.text_scores import text_scores


def test_without_sacrebleu_the_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "sacrebleu", None)
    with pytest.raises(ImportError) as caught:
        text_scores(["a"], ["a"])
    assert str(caught.value) == (
        "text_scores: expected the package sacrebleu, got none (pip install 'bert_mtl[bleu]')"
    )


def test_scores_are_sacrebleus():
    sacrebleu = pytest.importorskip("sacrebleu")
    answers = ["the cat sat on the mat today", "a dog runs over the green field"]
    references = ["the cat sat on the mat", "A dog runs over the green field"]
    scores = text_scores(answers, references)
    assert scores == {
        "bleu": sacrebleu.corpus_bleu(answers, [references]).score,
        "chrf": sacrebleu.corpus_chrf(answers, [references]).score,
    }
    assert text_scores(answers[1:], references[1:], lowercase=True) == {
        "bleu": pytest.approx(100),
        "chrf": pytest.approx(100),
    }


def test_lists_that_do_not_fit_are_refused():
    pytest.importorskip("sacrebleu")
    with pytest.raises(ValueError) as caught:
        text_scores(["a", "b"], ["a"])
    assert str(caught.value) == "references: expected 2, one for each answer, got 1"
    with pytest.raises(ValueError) as caught:
        text_scores([], [])
    assert str(caught.value) == "answers: expected at least one text, got none"
