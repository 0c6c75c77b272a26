"""Types other than `cls` and `seq_tag` from YAML: options, files of numbers, answers."""

import json
from pathlib import Path

import bert_mtl as mtl
import pytest
from command_line import run, write_model

ROWS = [
    ("g", "4.5", "wake me at six", "wake me at noon"),
    ("g", "0.5", "play some jazz", "good day"),
    ("g", "1.25", "bad soup", "good soup", "from", "there"),
    ("g", "3", "play jazz at six", "play some jazz"),
]
CONFIGURATION = """
model: model
problems: score
types: {score: regression}
options: {score: {head_dropout: 0.0}}
train:
  score: {path: sts.csv, format: tsv, header: false, text: 2, pair: 3,
          targets: {score: 1}, extra_columns: ignore}
epochs: 2
batch_size: 2
output_dir: run
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    write_model(tmp_path / "model")
    (tmp_path / "sts.csv").write_text("".join("\t".join(row) + "\n" for row in ROWS))
    (tmp_path / "run.yaml").write_text(CONFIGURATION)
    return tmp_path


def test_the_types_are_listed(tmp_path: Path) -> None:
    lines = run("types", cwd=tmp_path).out.splitlines()
    assert [line.split()[0] for line in lines] == mtl.problem_types()
    assert lines[0].split(maxsplit=1)[1] == "one label for a text or a pair"
    table = json.loads(run("types", "--json", cwd=tmp_path).out)
    assert table[0] == {
        "name": "cls",
        "aliases": [],
        "target": "label",
        "input": "text",
        "answer": "label",
        "summary": "one label for a text or a pair",
    }


def test_numbers_from_file_to_answer(project: Path) -> None:
    done = run("train", "run.yaml", cwd=project)
    assert done.status == 0, done.err
    lines = '{"a": "bad soup", "b": "good soup"}\n"good day"\n'
    answers = run("predict", "run/best" if (project / "run/best").exists() else "run/last",
                  cwd=project, stdin=lines).out.splitlines()  # fmt: skip
    for answer in answers:
        (score,) = json.loads(answer).values()
        assert score.keys() == {"value"}
        assert isinstance(score["value"], float)


def test_inspection_of_numbers(project: Path) -> None:
    found = json.loads(run("inspect", "run.yaml", "--json", cwd=project).out)["data"][0]
    assert found["rows"] == 4
    assert found["labels"] == {}
    assert found["numbers"] == {
        "score": {"count": 4, "lowest": 0.5, "mean": 2.3125, "highest": 4.5}
    }
    text = run("inspect", "run.yaml", cwd=project).out
    assert text.splitlines()[-2:] == [
        "score  numbers  lowest    mean  highest",
        "train        4  0.5000  2.3125   4.5000",
    ]


@pytest.mark.parametrize(
    ("override", "message"),
    [
        (
            "options.score.head_dropot=0",
            "options.score: unknown key 'head_dropot'; did you mean 'head_dropout'?",
        ),
        (
            "train.score.extra_columns=keep",
            "train.score.extra_columns: expected one of the known names, got 'keep'; "
            "known: 'refuse', 'ignore'",
        ),
        ("train.score.extra_columns=refuse", "sts.csv line 3: expected 4 columns, got 6"),
        (
            "train.score.targets.score=2",
            "sts.csv line 1: expected a number of 'score' (regression), got 'wake me at six'",
        ),
    ],
)
def test_refusals(project: Path, override: str, message: str) -> None:
    done = run("train", "run.yaml", "--set", override, cwd=project)
    assert (done.status, done.err) == (1, f"bert-mtl: {message}\n")
