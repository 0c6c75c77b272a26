"""Optional packages: what they add, and what is said where one is missing."""

import io
import json
import math
import os
import subprocess
import sys

import bert_mtl as mtl
import pytest
from bert_mtl import progress
from bert_mtl._extras import require
from bert_mtl.hub import local_folder


@pytest.fixture
def history(model, train):
    return model.fit(train, train, epochs=2, batch_size=8)


def test_a_missing_package_names_its_extra():
    with pytest.raises(ImportError) as caught:
        require("no_such_package.part", "plot", "plot")
    assert str(caught.value) == (
        "plot: expected the package no_such_package, got none (pip install 'bert_mtl[plot]')"
    )


def test_a_frame_has_a_row_a_step(history):
    frame = history.to_frame()
    assert len(frame) == len(history)
    assert list(frame.columns) == [
        *("step", "epoch", "loss", "loss.intent", "loss.mood", "loss.slots"),
        *("learning_rate", "gradient_norm", "tokens", "tokens_per_second"),
    ]
    drawn = [event["rows"].get("mood", 0) > 0 for event in history.steps]
    assert [not math.isnan(loss) for loss in frame["loss.mood"]] == drawn


def test_a_plot_is_written(history, tmp_path):
    figure = history.plot(tmp_path / "loss.png")
    assert [axis.get_ylabel() for axis in figure.axes] == [
        "loss",
        "score on dev",
        "learning rate",
    ]
    assert (tmp_path / "loss.png").read_bytes().startswith(b"\x89PNG")


def test_a_hub_id_is_fetched_from_a_mirror(trained, tmp_path):
    commit = "0123456789abcdef0123456789abcdef01234567"
    mirror = tmp_path / "hub" / "models--someone--tiny"
    (mirror / "refs").mkdir(parents=True)
    (mirror / "refs" / "main").write_text(commit)
    trained.save_pretrained(mirror / "snapshots" / commit)
    code = "import bert_mtl; print(bert_mtl.MultiTaskModel.from_pretrained('someone/tiny'))"
    environment = {**os.environ, "HF_HUB_CACHE": str(tmp_path / "hub"), "HF_HUB_OFFLINE": "1"}
    answer = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True
    )
    assert answer.stdout.strip() == repr(trained), answer.stderr


def test_a_folder_is_no_hub_id(tmp_path):
    assert local_folder(tmp_path) == str(tmp_path)
    with pytest.raises(FileNotFoundError):
        local_folder("./nowhere")


def test_a_name_that_is_nowhere_is_in_what_the_hub_raises(tmp_path):
    environment = {**os.environ, "HF_HUB_CACHE": str(tmp_path), "HF_HUB_OFFLINE": "1"}
    code = "from bert_mtl.hub import local_folder; local_folder('bert-foldr')"
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True
    )
    assert done.returncode == 1
    assert done.stderr.rstrip().endswith(
        "'bert-foldr': expected a folder here, got nothing, or an id of the hub, which answered "
        "the above"
    )


def test_without_the_hub_package_an_id_names_the_extra(monkeypatch):
    monkeypatch.setitem(sys.modules, "huggingface_hub", None)
    with pytest.raises(ImportError) as caught:
        mtl.Tokenizer.from_pretrained("someone/tiny")
    assert str(caught.value) == (
        "'someone/tiny' is no folder here; as a hub id: expected the package huggingface_hub, "
        "got none (pip install 'bert_mtl[hub]')"
    )


def test_progress_is_silent_where_nobody_looks(model, train, capfd):
    model.fit(train, epochs=1)
    assert capfd.readouterr() == ("", "")


def test_a_bar_shows_losses_and_scores(model, train, capfd):
    model.fit(train, train, epochs=1, progress=True)
    shown = capfd.readouterr()
    assert shown.out == ""
    assert "intent&slots: 24 rows, drawn 54.5%, " in shown.err
    assert "intent accuracy" in shown.err
    assert "slots " in shown.err


def test_plain_lines_where_tqdm_is_missing(monkeypatch, model, train, capfd):
    monkeypatch.setitem(sys.modules, "tqdm.auto", None)
    monkeypatch.setitem(sys.modules, "tqdm", None)
    history = model.fit(train, epochs=1, progress=True)
    last = capfd.readouterr().err.splitlines()[-1]
    assert last.startswith(f"step {len(history)}/{len(history)}  intent ")
    assert last.endswith(" 0:00 left")


def test_a_terminal_is_looked_at(monkeypatch, history):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    monkeypatch.setattr(sys, "stderr", Terminal())
    assert not isinstance(progress.make_progress(history.run, None), progress.Silence)
    assert isinstance(progress.make_progress(history.run, False), progress.Silence)


@pytest.mark.parametrize(("seconds", "text"), [(0.4, "0:00"), (61, "1:01"), (3600 + 62, "1:01:02")])
def test_time_left_is_written_as_a_clock(seconds, text):
    assert progress._clock(seconds) == text


def test_the_announcement_names_draws_weights_and_notes():
    run = {
        "groups": [{"group": "a", "rows": 5, "share": 1, "passes": 3, "truncated": 2}],
        "problems": [{"problem": "a", "loss_weight": 0.5}],
        "notes": ["a note"],
    }
    assert progress.announcement(run) == (
        "a: 5 rows, drawn 100.0%, 3.0 passes, 2 rows cut\nloss weights: a 0.5\na note\n"
    )


def test_the_stub_names_what_the_core_has():
    import ast
    import pathlib

    from bert_mtl import _core

    stub = ast.parse((pathlib.Path(mtl.__file__).parent / "_core.pyi").read_text())
    for node in stub.body:
        if isinstance(node, ast.ClassDef):
            members = {part.name for part in node.body if isinstance(part, ast.FunctionDef)}
            methods = {name for name in vars(getattr(_core, node.name)) if name[:2] != "__"}
            assert {name for name in members if name[:2] != "__"} == methods
        elif isinstance(node, ast.FunctionDef):
            assert callable(getattr(_core, node.name))
    declared = {node.name for node in stub.body if isinstance(node, ast.ClassDef | ast.FunctionDef)}
    assert declared == {name for name in vars(_core) if name[:2] != "__"}
    assert json.loads(_core.describe()[0])["version"] == mtl.__version__
