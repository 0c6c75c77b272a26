"""How `bert-mtl` refuses what it cannot do: one line on standard error, and a status."""

import os
import subprocess
from pathlib import Path

import pytest
from command_line import binary, run, write_project


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("usage")
    write_project(folder)
    return folder


USAGE = [
    (
        ["fly"],
        "'fly': expected a command; known: 'train', 'evaluate', 'predict', 'export', 'inspect', "
        "'profile', 'tokenize', 'types', 'help'",
    ),
    (["help", "profil"], "'profil': expected a command; did you mean 'profile'?"),
    (
        ["\x1b[31mtrain"],
        "'\\u{1b}[31mtrain': expected a command; known: 'train', 'evaluate', 'predict', 'export', "
        "'inspect', 'profile', 'tokenize', 'types', 'help'",
    ),
    (["profil", "run.yaml"], "'profil': expected a command; did you mean 'profile'?"),
    (
        ["predict", "model", "rows.csv"],
        "rows.csv: expected lines of JSON or of text, got a file that ends with .csv; say --lines "
        "json or --lines text if its lines are that",
    ),
    (["train"], "missing expected argument '<configuration>'"),
    (["train", "run.yaml", "--epocs", "3"], "unknown option '--epocs'"),
    (["train", "run.yaml", "--set", "epochs"], "--set: expected key=value, got 'epochs'"),
    (["train", "run.yaml", "--set", "=3"], "--set: expected a key before '=', got '=3'"),
    (
        ["train", "run.yaml", "--set", "epochs.x=3"],
        "--set: expected a table at 'epochs', got 2",
    ),
    (
        ["train", "run.yaml", "--set", "output_dir="],
        "output_dir: expected a folder for the model, got none; add it to run.yaml or give "
        "--set output_dir=FOLDER",
    ),
    (
        ["evaluate", "run.yaml", "--set", "output_dir=none"],
        "none: expected best/ or last/ from a training, got neither; train first, or give "
        "--model FOLDER",
    ),
    (
        ["evaluate", "run.yaml", "--set", "output_dir="],
        "model: expected --model FOLDER or an output_dir in run.yaml, got neither",
    ),
    (
        ["train", "run.yaml", "--set", "epochs=[1"],
        "--set epochs=[1: did not find expected ',' or ']'",
    ),
    (["inspect", "model", "--set", "a=1"], "--set: expected a configuration, got the folder model"),
]

FAILURES = [
    (["train", "none.yaml"], "none.yaml: no such file or directory"),
    (["tokenize", "model", "none.txt"], "none.txt: no such file or directory"),
    (
        ["train", "run.yaml", "--set", "epocs=3"],
        "configuration: unknown key 'epocs'; did you mean 'epochs'?",
    ),
    (
        ["train", "run.yaml", "--set", "epochs=many"],
        "epochs: expected a whole number, got 'many'",
    ),
    (
        ["train", "run.yaml", "--set", "epochs=-1"],
        "epochs: expected a whole number from 1 to 1000000, got -1",
    ),
]

YAML = [
    ("a: 1\na: 2\n", "bad.yaml line 1 column 1: expected each key once, got 'a' again"),
    ("a: [1\nb: 2\n", "bad.yaml line 2 column 2: did not find expected ',' or ']'"),
    ("a: *b\n", "bad.yaml line 1 column 4: found undefined alias"),
    ("[1]: 2\n", "bad.yaml line 1 column 1: expected a text as key, got a collection"),
    ("[" * 2000, "bad.yaml line 1 column 1: expected at most 1000 levels, got more"),
    ("- 1\n", "configuration: expected a table, got [1]"),
    ("", "configuration: expected a table, got null"),
    ("epocs: 3\n", "configuration: unknown key 'epocs'; did you mean 'epochs'?"),
]


@pytest.mark.parametrize(("arguments", "message"), USAGE)
def test_wrong_use_ends_with_2(project: Path, arguments: list[str], message: str) -> None:
    result = run(*arguments, cwd=project)
    assert (result.status, result.out, result.err) == (2, "", f"bert-mtl: {message}\n")


@pytest.mark.parametrize(("arguments", "message"), FAILURES)
def test_failure_ends_with_1(project: Path, arguments: list[str], message: str) -> None:
    result = run(*arguments, cwd=project)
    assert (result.status, result.out, result.err) == (1, "", f"bert-mtl: {message}\n")


@pytest.mark.parametrize(("text", "message"), YAML)
def test_a_configuration_that_is_none(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "bad.yaml").write_text(text)
    result = run("train", "bad.yaml", cwd=tmp_path)
    assert (result.status, result.out, result.err) == (1, "", f"bert-mtl: {message}\n")


def test_aliases_that_multiply_are_refused(tmp_path: Path) -> None:
    lines = ["a0: &a0 [" + ",".join("x" * 10) + "]"]
    for i in range(1, 9):
        lines.append(f"a{i}: &a{i} [" + ",".join([f"*a{i - 1}"] * 10) + "]")
    (tmp_path / "bad.yaml").write_text("\n".join(lines))
    result = run("train", "bad.yaml", cwd=tmp_path)
    assert result.status == 1
    assert result.err.endswith(": expected at most 100000 values, got more\n")


def test_bytes_that_are_not_utf_8_are_named(tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_bytes(b"epochs: 3\nmodel: \xc3\xa4\xff\n")
    result = run("train", "bad.yaml", cwd=tmp_path)
    assert result.err == (
        "bert-mtl: bad.yaml line 2: expected UTF-8, got something else at byte 9 of the line\n"
    )


def test_verbose_adds_the_values_of_the_error(project: Path) -> None:
    result = run("train", "none.yaml", "--verbose", cwd=project)
    first, second = result.err.splitlines()
    assert first == "bert-mtl: none.yaml: no such file or directory"
    assert second == 'LineError.open(path: "none.yaml", reason: "no such file or directory")'


@pytest.mark.parametrize("arguments", [["--help"], [], ["help", "train"], ["train", "--help"]])
def test_help_goes_to_standard_output(project: Path, arguments: list[str]) -> None:
    result = run(*arguments, cwd=project)
    assert result.status == 0
    assert "USAGE: bert-mtl" in result.out
    assert result.err == ""


def test_a_reader_who_leaves_is_no_failure(project: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        [binary(), "tokenize", "model"],
        cwd=project,
        input=b"wake me\n" * 1000,
        stdout=write,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(write)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_full_disk_is_a_failure(project: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [binary(), "tokenize", "model"],
            cwd=project,
            input=b"wake me\n",
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr == b"bert-mtl: standard output: no space left on device\n"
