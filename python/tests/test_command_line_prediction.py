"""`bert-mtl predict` and `tokenize`: lines in, lines out."""

import json
import subprocess
from pathlib import Path

import pytest
from command_line import binary, run, write_project


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("predict")
    write_project(folder)
    result = run("train", "run.yaml", "--set", "output_dir=run", cwd=folder)
    assert result.status == 0, result.err
    return folder


LINES = [
    ('"wake me, at six"', ["wake", "me", ",", "at", "six"]),
    ('{"text": "Wake me"}', ["Wake", "me"]),
    ('["wanted", "me"]', ["wanted", "me"]),
    ('{"words": ["wake", "me"], "id": 7}', ["wake", "me"]),
    ('{"a": ["wake"], "b": ["me", "at"]}', ["wake", "me", "at"]),
    ('{"text": ["wake"], "text_b": ["me", "at"]}', ["wake", "me", "at"]),
    ('{"text": {"a": ["wake"], "b": ["me", "at"]}}', ["wake", "me", "at"]),
    ('{"a": "wake me", "b": "at six"}', ["wake", "me", "at", "six"]),
    ('{"a": ["wake"], "b": "me, at"}', ["wake", "me", ",", "at"]),
]


def test_every_way_to_write_a_line(trained: Path) -> None:
    text = "".join(line + "\n" for line, _ in LINES)
    result = run("predict", "run/best", cwd=trained, stdin=text)
    assert result.status == 0, result.err
    answers = [json.loads(line) for line in result.out.splitlines()]
    assert len(answers) == len(LINES)
    for answer, (_, words) in zip(answers, LINES, strict=True):
        assert list(answer) == ["intent", "slots", "mood"]
        assert answer["intent"]["label"] in ("alarm", "music")
        assert 0.5 <= answer["intent"]["probability"] <= 1
        assert answer["slots"]["words"] == words
        assert len(answer["slots"]["labels"]) == len(answer["slots"]["probabilities"]) == len(words)


def test_fields_that_the_model_does_not_read_are_told_once(trained: Path) -> None:
    lines = '{"text": "a", "image": "a.png"}\n"b"\n{"text": "c", "image": "c.png", "mood": 1}\n'
    result = run("predict", "run/best", cwd=trained, stdin=lines)
    assert (result.status, len(result.out.splitlines())) == (0, 3)
    assert result.err == "note: fields that the model does not read: 'image', 'mood'\n"


def test_fields_of_text_beside_a_text_are_told(trained: Path) -> None:
    lines = '{"text": "a", "a": "b", "b": "c"}\n{"words": ["a"], "text_b": "b", "text": "c"}\n'
    result = run("predict", "run/best", cwd=trained, stdin=lines)
    assert (result.status, len(result.out.splitlines())) == (0, 2)
    assert result.err == "note: fields that the model does not read: 'a', 'b', 'text'\n"


def test_a_runs_folder_is_no_model(trained: Path) -> None:
    result = run("predict", "run", cwd=trained, stdin='"a"\n')
    assert result.status == 1
    assert result.err == (
        "bert-mtl: run: expected a file config.json, got a folder without one; "
        "did you mean run/best?\n"
    )


def test_texts_from_a_file_and_only_one_problem(trained: Path) -> None:
    (trained / "rows.txt").write_text("good day\r\nbad soup")
    result = run("predict", "run/best", "rows.txt", "--problem", "mood", cwd=trained)
    answers = [json.loads(line) for line in result.out.splitlines()]
    assert [list(answer) for answer in answers] == [["mood"], ["mood"]]
    again = run("predict", "run/best", "--lines", "text", cwd=trained, stdin="good day\nbad soup\n")
    moods = [json.loads(line)["mood"] for line in again.out.splitlines()]
    assert moods == [answer["mood"] for answer in answers]


@pytest.mark.parametrize("line", ["wake me at six", ["wake", "me", "at", "six"]])
def test_words_that_are_cut_off_have_no_label(trained: Path, line: object) -> None:
    line = json.dumps(line)
    result = run("predict", "run/best", "--max-length", "4", cwd=trained, stdin=line)
    slots = json.loads(result.out)["slots"]
    assert slots["words"] == ["wake", "me", "at", "six"]
    assert slots["labels"][2:] == [None, None]
    assert slots["probabilities"][2:] == [0, 0]
    assert None not in slots["labels"][:2]


def test_a_line_is_answered_before_the_next_is_written(trained: Path) -> None:
    with subprocess.Popen(
        [binary(), "predict", "run/best"],
        cwd=trained,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin
        assert process.stdout
        for _ in range(3):
            process.stdin.write('"wake me"\n')
            process.stdin.flush()
            assert "intent" in json.loads(process.stdout.readline())
        process.stdin.close()
    assert process.returncode == 0


def test_answers_do_not_depend_on_the_lines_beside(trained: Path) -> None:
    lines = [line + "\n" for line, _ in LINES]
    together = run("predict", "run/best", cwd=trained, stdin="".join(lines)).out.splitlines()
    for line, answer in zip(lines, together, strict=True):
        alone = json.loads(run("predict", "run/best", cwd=trained, stdin=line).out)
        assert alone["slots"]["labels"] == json.loads(answer)["slots"]["labels"]
        expected = json.loads(answer)["mood"]["probability"]
        assert alone["mood"]["probability"] == pytest.approx(expected, abs=1e-5)


BAD_LINES = [
    (
        "wake me",
        "line 2: expected a value at column 1, got 'w'; plain texts are read with --lines text",
    ),
    ("7", "line 2: field 'text': expected a text, a list of words or a pair, got 7"),
    ('["a", 3]', "line 2: field 'text[1]': expected a word, got 3"),
    (
        '{"txt": "a"}',
        "line 2: expected a field 'text', got none; did you mean 'txt'? (fields: 'txt')",
    ),
    ("{}", "line 2: expected a field 'text', got none"),
    ('"\\u0001"', "line 2: expected a text, got nothing that is left after clean-up"),
]


@pytest.mark.parametrize(("line", "message"), BAD_LINES)
def test_a_line_that_is_no_input_is_named(trained: Path, line: str, message: str) -> None:
    result = run("predict", "run/best", cwd=trained, stdin=f'"good day"\n{line}\n')
    assert (result.status, result.out) == (1, "")
    assert result.err == f"bert-mtl: standard input {message}\n"


def test_an_unknown_problem_is_named_with_the_nearest(trained: Path) -> None:
    result = run("predict", "run/best", "--problem", "moods", cwd=trained, stdin='"a"\n')
    assert result.status == 1
    assert result.err.endswith("did you mean 'mood'?\n")


def test_a_byte_order_mark_is_no_text(trained: Path) -> None:
    plain = run("predict", "run/best", cwd=trained, stdin='"good day"\n')
    marked = run("predict", "run/best", cwd=trained, stdin='\ufeff"good day"\n')
    assert (plain.status, marked.out, marked.err) == (0, plain.out, plain.err)


def test_no_lines_no_answers(trained: Path) -> None:
    result = run("predict", "run/best", cwd=trained, stdin="")
    assert (result.status, result.out, result.err) == (0, "", "")


def test_tokenize_shows_pieces(trained: Path) -> None:
    result = run("tokenize", "model", cwd=trained, stdin="Wanted: jazz\n\n")
    assert result.out == "[CLS] want ##ed [UNK] jazz [SEP]\n[CLS] [SEP]\n"
    line = json.loads(run("tokenize", "model", "--json", cwd=trained, stdin="wanted jazz\n").out)
    assert line["pieces"] == ["[CLS]", "want", "##ed", "jazz", "[SEP]"]
    assert line["words"] == [None, 0, 0, 1, None]
    assert line["offsets"][1:4] == [[0, 4], [4, 6], [7, 11]]
    assert line["truncated"] == 0
