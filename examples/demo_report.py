"""What the demo says and writes about its run."""

from typing import Any

import bert_mtl as mtl

QUOTED = {
    "cls": ("accuracy", "macro_f1"),
    "seq_tag": ("precision", "recall", "f1", "strict_f1"),
}


def report(
    encoder: str,
    settings: dict[str, Any],
    history: mtl.History,
    seconds: float,
    scores: dict[str, Any],
) -> dict[str, Any]:
    """Gather everything that was measured.

    Parameters
    ----------
    encoder : str
        What the encoder was before training.
    settings : dict
        What `fit` was told.
    history : bert_mtl.History
        What `fit` answered.
    seconds : float
        Wall time of `fit`, evaluations on dev included.
    scores : dict
        What `evaluate` answered for test.
    """
    tokens = sum(step["tokens"] for step in history.steps)
    stepping = sum(step["seconds"] for step in history.steps)
    return {
        "version": mtl.__version__,
        "encoder": encoder,
        "settings": settings,
        "steps": len(history),
        "seconds": round(seconds, 1),
        "tokens_per_second": round(tokens / stepping),
        "test": scores,
    }


def table(report: dict[str, Any]) -> str:
    """The scores of test that are usually quoted, as Markdown; `report.json` has them all."""
    lines = ["| problem | score | test |", "|---|---|---|"]
    for problem in ("intent", "slots", "mood"):
        scores = report["test"][problem]
        for name in QUOTED["seq_tag" if "f1" in scores else "cls"]:
            lines.append(f"| {problem} | {name} | {100 * scores[name]:.1f} |")
    lines.append("")
    lines.append(
        f"trained {report['steps']} steps in {report['seconds']:.0f} s "
        f"at {report['tokens_per_second']} tokens/s"
    )
    return "\n".join(lines)


def tagged(sentence: str, answer: dict[str, Any]) -> str:
    """Write a sentence with its slots in brackets, its intent and its mood."""
    parts: list[str] = []
    for word, tag in zip(sentence.split(), answer["slots"], strict=True):
        if tag.startswith("I-") and parts and parts[-1].startswith(f"[{tag[2:]}:"):
            parts[-1] = f"{parts[-1][:-1]} {word}]"
        else:
            parts.append(word if tag == "O" else f"[{tag[2:]}: {word}]")
    return f"{' '.join(parts)}\n  intent {answer['intent']}, mood {answer['mood']}"
