"""BLEU and chrF of written texts, by sacrebleu."""

from __future__ import annotations

from collections.abc import Sequence

from bert_mtl._extras import require


def text_scores(
    answers: Sequence[str], references: Sequence[str], *, lowercase: bool = False
) -> dict[str, float]:
    """Score the texts of a `seq2seq_text` problem against the right ones.

    Parameters
    ----------
    answers : sequence of str
        What was written, such as ``model.predict(inputs)["translation"].texts``.
    references : sequence of str
        The right text of each.
    lowercase : bool
        Whether case does not count: right for a tokenizer of lower-cased text.

    Returns
    -------
    dict of str to float
        ``bleu`` (Papineni et al. 2002) and ``chrf`` (Popović 2015), both from 0 to 100.

    Raises
    ------
    ImportError
        Where sacrebleu is missing.
    ValueError
        Where there are not as many references as answers, or none.
    """
    sacrebleu = require("sacrebleu", "bleu", "text_scores")
    if len(answers) != len(references):
        raise ValueError(
            f"references: expected {len(answers)}, one for each answer, got {len(references)}"
        )
    if not answers:
        raise ValueError("answers: expected at least one text, got none")
    texts, right = list(answers), [list(references)]
    bleu = sacrebleu.corpus_bleu(texts, right, lowercase=lowercase)
    chrf = sacrebleu.CHRF(lowercase=lowercase).corpus_score(texts, right)
    return {"bleu": float(bleu.score), "chrf": float(chrf.score)}
