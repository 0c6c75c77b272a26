"""`bert-mtl train`, `evaluate` and `inspect` on a model that trains in a moment."""

import json
import os
import pty
import signal
import subprocess
import time
from pathlib import Path

import pytest
from command_line import binary, run, write_lines, write_project


@pytest.fixture
def project(tmp_path: Path) -> Path:
    write_project(tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("trained")
    write_project(folder)
    result = run("train", "run.yaml", cwd=folder)
    assert result.status == 0, result.err
    (folder / "train.out").write_text(result.out)
    assert result.err == ""
    return folder


def test_train_tells_the_plan_and_the_evaluations(trained: Path) -> None:
    lines = (trained / "train.out").read_text().splitlines()
    assert any(line.split() == ["group", "rows", "cut", "share", "passes"] for line in lines)
    assert any(line.split()[:4] == ["intent&slots", "4", "0", "0.571"] for line in lines)
    assert "loss weights: intent 1.00, slots 1.00, mood 1.00" in lines
    assert sum(line.startswith("step ") and ": mean " in line for line in lines) == 2
    assert lines[-1].split(" steps in ")[0].isdigit()


def test_train_leaves_a_model_that_transformers_can_name(trained: Path) -> None:
    for name in ("best", "last"):
        files = {path.name for path in (trained / "run" / name).iterdir()}
        assert {"config.json", "model.safetensors", "vocab.txt", "heads.safetensors"} <= files
    assert (trained / "run" / "history.jsonl").exists()


def test_train_reports_as_json(project: Path) -> None:
    result = run("train", "run.yaml", "--json", "--set", "epochs=1", cwd=project)
    report = json.loads(result.out)
    assert report["reason"] == "completed"
    assert report["model"] == "run/best"
    assert len(report["evaluations"]) == 1
    assert 0 <= report["evaluations"][0]["value"] <= 1


def test_evaluate_prints_a_table_and_json_of_the_same_scores(trained: Path) -> None:
    table = run("evaluate", "run.yaml", cwd=trained)
    report = json.loads(run("evaluate", "run.yaml", "--json", cwd=trained).out)
    assert table.status == 0, table.err
    accuracy = report["problems"]["intent"]["accuracy"]
    assert ["intent", "accuracy", f"{accuracy:.4f}"] in [
        line.split() for line in table.out.splitlines()
    ]
    dev = run("evaluate", "run.yaml", "--part", "dev", "--model", "run/last", cwd=trained)
    assert dev.status == 0, dev.err


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ("types.mood=multi_cls", "problem 'mood': expected the saved type 'cls', got 'multi_cls'"),
        (
            "types.moods=cls",
            "problem 'moods': expected a problem of this model; did you mean 'mood'?",
        ),
        ("options.mood={layer: 0}", 'options.mood: expected the saved {}, got {"layer":0}'),
        (
            "labels.mood=[positive, calm]",
            "labels: expected the 2 of 'mood' that its head was trained with, or none, got others; "
            "a new head needs a problem of another name",
        ),
        ("trunk=mmoe", "trunk: expected the saved 'plain', got 'mmoe'"),
        ("modal_types=true", "modal_types: expected the saved false, got true"),
    ],
)
def test_evaluate_refuses_a_configuration_that_the_model_contradicts(
    trained: Path, change: str, message: str
) -> None:
    result = run("evaluate", "run.yaml", "--set", change, cwd=trained)
    assert (result.status, result.err) == (1, f"bert-mtl: {message}\n")


def test_evaluate_takes_labels_in_any_order(trained: Path) -> None:
    labels = "labels.mood=[positive, negative]"
    assert run("evaluate", "run.yaml", "--set", labels, cwd=trained).status == 0


def test_evaluate_without_data_says_so(trained: Path) -> None:
    result = run("evaluate", "run.yaml", "--set", "test={}", cwd=trained)
    assert (result.status, result.err) == (
        2,
        "bert-mtl: test: expected data in run.yaml, got none\n",
    )


def test_inspect_counts_rows_lengths_and_labels(project: Path) -> None:
    result = run("inspect", "run.yaml", "--json", "--set", "max_length=5", cwd=project)
    assert result.status == 0, result.err
    parts = json.loads(result.out)["data"]
    first = parts[0]
    assert (first["part"], first["problems"], first["rows"]) == ("train", ["intent", "slots"], 4)
    assert first["lengths"] == {"shortest": 5, "median": 6, "p90": 6, "longest": 6}
    assert (first["cut_rows"], first["cut_pieces"]) == (3, 3)
    assert first["labels"]["intent"] == [
        {"label": "alarm", "count": 2},
        {"label": "music", "count": 2},
    ]
    table = run("inspect", "run.yaml", cwd=project).out.splitlines()
    assert ["train", "intent&slots", "4", "5", "6", "6", "6", "0", "0"] in [
        line.split() for line in table
    ]


def test_lengths_beside_images_are_those_of_the_text(project: Path) -> None:
    write_lines(project / "numbers.jsonl", [{"text": "wake me", "others": [1, 2], "mood": "good"}])
    arguments = [
        "--set",
        "problems=mood",
        "--set",
        "types={mood: cls}",
        "--set",
        "modalities={others: {}}",
    ]
    result = run(
        "inspect",
        "run.yaml",
        *arguments,
        "--set",
        "train={mood: numbers.jsonl}",
        "--set",
        "dev={}",
        "--set",
        "test={}",
        cwd=project,
    )
    assert result.status == 0, result.err
    assert result.out.startswith("lengths in pieces of text, cut to 16\n")


@pytest.mark.parametrize("dev", [[], ["--set", "dev={}"]])
def test_an_earlier_run_is_replaced_where_that_is_asked_for_alone(
    trained: Path, tmp_path: Path, dev: list[str]
) -> None:
    folder = tmp_path / "again"
    arguments = ["train", "run.yaml", "--set", f"output_dir={folder}"]
    assert run(*arguments, cwd=trained).status == 0
    kept = (folder / "history.jsonl").read_bytes()
    result = run(*arguments, *dev, cwd=trained)
    assert (result.status, result.err) == (
        1,
        "bert-mtl: output_dir: expected a folder without the model of an earlier run, got "
        f"{folder} with {folder}/best; give another folder, resume: true to go on with it or "
        "overwrite: true to replace it\n",
    )
    assert (folder / "history.jsonl").read_bytes() == kept
    (folder / "last/trainer.json").rename(folder / "trainer.json")
    result = run(*arguments, *dev, cwd=trained)
    assert result.err.endswith("/best; give another folder or overwrite: true to replace it\n")
    assert run(*arguments, *dev, "--set", "overwrite=true", cwd=trained).status == 0
    assert (folder / "best/config.json").is_file() == (not dev)
    assert (folder / "last/config.json").is_file()
    assert run("evaluate", *arguments[1:], cwd=trained).status == 0


def test_labels_of_dev_alone_are_named_with_the_way_out(project: Path) -> None:
    write_lines(project / "other.jsonl", [{"text": "good day", "mood": "calm"}])
    result = run("train", "run.yaml", "--set", "dev={mood: other.jsonl}", cwd=project)
    assert (result.status, result.err) == (
        1,
        "bert-mtl: other.jsonl line 1: expected a label of 'mood' that training has seen, got "
        "'calm'; known: 'negative', 'positive'; to train with it all the same, name all labels "
        "in labels before the first training\n",
    )
    named = "labels={mood: [calm, negative, positive]}"
    result = run(
        "train", "run.yaml", "--set", "dev={mood: other.jsonl}", "--set", named, cwd=project
    )
    assert result.status == 0, result.err


@pytest.mark.parametrize(
    ("length", "message"),
    [
        ("0", "max_length: expected a whole number from 3 to 1000000, got 0"),
        ("4096", "max_length: expected at most 16, the positions of the encoder, got 4096"),
    ],
)
def test_inspect_refuses_the_lengths_that_training_refuses(
    project: Path, length: str, message: str
) -> None:
    result = run("inspect", "run.yaml", "--set", f"max_length={length}", cwd=project)
    assert (result.status, result.err) == (1, f"bert-mtl: {message}\n")


def test_inspect_names_a_models_sizes_and_problems(trained: Path) -> None:
    model = json.loads(run("inspect", "run/best", "--json", cwd=trained).out)
    assert (model["layers"], model["hidden_size"], model["chain"]) == (1, 16, "intent&slots|mood")
    assert (model["trunk"], model["modalities"]) == ("plain", [])
    assert [problem["name"] for problem in model["problems"]] == ["intent", "slots", "mood"]
    assert model["problems"][0]["labels"] == ["alarm", "music"]
    text = run("inspect", "run/best", cwd=trained).out
    assert "chain: intent&slots|mood" in text


def losses(history: Path) -> list[object]:
    rows = [json.loads(line) for line in history.read_text().splitlines()]
    return [(row["step"], row["losses"]) for row in rows if "losses" in row]


def begun(project: Path, folder: str, *options: str) -> subprocess.Popen[bytes]:
    """A run of the project in this folder that has taken a step."""
    process = subprocess.Popen(
        [binary(), "train", "run.yaml", *options, "--set", f"output_dir={folder}"],
        cwd=project,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    history = project / folder / "history.jsonl"
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and not (history.exists() and history.stat().st_size):
        time.sleep(0.01)
    return process


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_finishes_the_step_and_resume_goes_on(
    project: Path, number: signal.Signals, status: int
) -> None:
    long = ["--set", "epochs=400"]
    process = begun(project, "stopped", *long)
    history = project / "stopped" / "history.jsonl"
    process.send_signal(number)
    _, error = process.communicate(timeout=60)
    assert process.returncode == status, error
    assert error.decode() == (
        "bert-mtl: interrupted: saved stopped/last; --set resume=true goes on from there\n"
    )
    before = losses(history)
    resume = ["--set", "output_dir=stopped", "--set", "resume=true"]
    assert run("train", "run.yaml", *long, *resume, cwd=project).status == 0
    assert run("train", "run.yaml", *long, "--set", "output_dir=whole", cwd=project).status == 0
    whole = losses(project / "whole" / "history.jsonl")
    assert 0 < len(before) < len(whole)
    assert losses(history) == whole


def test_a_second_training_of_a_folder_is_refused_until_the_first_one_ends(project: Path) -> None:
    first = begun(project, "run", "--set", "epochs=100000")
    again = ["--set", "overwrite=true"]
    refused = run("train", "run.yaml", *again, cwd=project)
    first.kill()
    first.communicate()
    assert (refused.status, refused.err) == (
        1,
        "bert-mtl: output_dir: expected a folder that no other training writes to, got "
        f"{project / 'run'}; give another folder or wait until that training has ended\n",
    )
    assert run("train", "run.yaml", *again, cwd=project).status == 0


def test_progress_goes_to_a_terminal_on_standard_error(project: Path) -> None:
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [binary(), "train", "run.yaml"], cwd=project, stdout=subprocess.DEVNULL, stderr=theirs
    )
    os.close(theirs)
    shown = b""
    while True:
        try:
            piece = os.read(ours, 4096)
        except OSError:  # what Linux says when the other side of a terminal is closed
            break
        if not piece:
            break
        shown += piece
    os.close(ours)
    assert process.wait(timeout=60) == 0
    assert b"tokens/s" in shown
    assert shown.endswith(b"\r\x1b[K")
