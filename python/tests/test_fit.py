"""What happens between two steps of a run: options, callbacks, interrupts, resuming."""

import os
import signal
import threading

import bert_mtl as mtl
import numpy as np
import pytest


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        (
            {"learning_rat": 1e-4},
            ValueError,
            "configuration: unknown key 'learning_rat'; did you mean 'learning_rate'?",
        ),
        ({"epochs": "3"}, TypeError, "epochs: expected a whole number, got"),
        ({"epochs": -1}, ValueError, "epochs: expected a whole number from 1 to 1000000, got -1"),
        (
            {"learning_rate": float("nan")},
            ValueError,
            "learning_rate: expected a finite number, got nan",
        ),
        (
            {"learning_rate": object()},
            TypeError,
            "learning_rate: expected a number, a text, a list or a dict, got object",
        ),
        ({"patience": 2}, ValueError, "patience: expected dev data to evaluate on, got none"),
        ({"schedule": "linaer"}, ValueError, "schedule: expected one of the known names"),
        (
            {"threads": 1},
            TypeError,
            "fit: expected training options, got 'threads', which from_pretrained and "
            "from_configuration take",
        ),
    ],
)
def test_options_that_do_not_fit_are_refused(model, train, options, error, message):
    with pytest.raises(error) as caught:
        model.fit(train, **options)
    assert str(caught.value).startswith(message)


def test_numpy_numbers_are_numbers(model, train):
    history = model.fit(train, epochs=np.int64(1), learning_rate=np.float32(1e-3))
    assert history.finished is not None


def test_callbacks_that_cannot_be_called(model, train):
    with pytest.raises(TypeError, match="callbacks: expected a list of callables, got int"):
        model.fit(train, callbacks=5)
    with pytest.raises(TypeError, match=r"callbacks\[1\]: expected a callable, got str"):
        model.fit(train, callbacks=[print, "print"])


def test_callbacks_see_every_event_and_may_ask_the_model(model, train):
    kinds = []

    def watch(event):
        kinds.append(event["kind"])
        if event["kind"] == "evaluation":
            assert len(model.encode(["a table"]).pooled) == 1

    model.fit(train, train, epochs=1, callbacks=[watch])
    assert kinds[0] == "train"
    assert kinds[-1] == "finished"
    assert {"evaluating", "evaluation"} & set(kinds)


def test_a_callback_stops_a_run_and_another_goes_on(model, train, tmp_path):
    keywords = {"epochs": 2, "batch_size": 8, "output_dir": tmp_path / "run", "seed": 5}
    stopped = model.fit(train, callbacks=[lambda event: event["step"] == 3], **keywords)
    assert len(stopped) == 3
    assert stopped.finished is None
    assert repr(stopped) == "History(3 steps, 0 evaluations, stopped)"
    resumed = model.fit(train, resume=True, **keywords)
    assert resumed.steps[0]["step"] == 4
    assert resumed.run["done"] == 3


def test_a_resumed_run_has_the_losses_of_a_whole_one(make_model, train, tmp_path):
    keywords = {"epochs": 2, "batch_size": 8, "seed": 5}
    whole = make_model().fit(train, **keywords)
    folder = tmp_path / "run"
    make_model().fit(
        train, output_dir=folder, callbacks=[lambda event: event["step"] == 4], **keywords
    )
    rest = make_model().fit(train, output_dir=folder, resume=True, **keywords)
    assert [event["loss"] for event in rest.steps] == [event["loss"] for event in whole.steps[4:]]


def test_an_interrupt_finishes_the_step_and_saves(model, train, tmp_path):
    keywords = {"epochs": 1, "steps_per_epoch": 30_000, "output_dir": tmp_path / "run"}
    timer = threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGINT))
    with pytest.raises(KeyboardInterrupt):
        model.fit(train, callbacks=[lambda event: event["step"] == 1 and timer.start()], **keywords)
    timer.join()
    taken = len(model.history)
    assert taken > 0
    assert model.history.finished is None
    resumed = model.fit(train, resume=True, callbacks=[lambda event: True], **keywords)
    # The interrupt may meet Python between the end of a step and its entry in the history.
    assert resumed.run["done"] in (taken, taken + 1)
    assert resumed.steps[0]["step"] == resumed.run["done"] + 1


def test_an_interrupt_without_a_folder_only_stops(model, train):
    def interrupt(event):
        if event["step"] == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        model.fit(train, epochs=3, callbacks=[interrupt])
    assert len(model.history) == 2
    assert len(model.encode(["a"]).pooled) == 1


def test_training_does_not_begin_with_weights_that_are_not_finite(trained, train, tmp_path):
    folder = tmp_path / "out"
    trained.save_pretrained(folder)
    weights = bytearray((folder / "model.safetensors").read_bytes())
    weights[-4096:] = np.full(1024, np.nan, np.float32).tobytes()
    (folder / "model.safetensors").write_bytes(weights)
    model = mtl.MultiTaskModel.from_pretrained(folder)
    with pytest.raises(
        ValueError, match="the model's weight '.*' is not finite, take another copy"
    ):
        model.fit(train, epochs=1)


def test_a_loss_weight_is_heard(make_model, train):
    history = make_model().fit(train, epochs=1, loss_weights={"mood": 0.0})
    weights = {entry["problem"]: entry["loss_weight"] for entry in history.run["problems"]}
    assert weights == {"intent": 1, "slots": 1, "mood": 0}


def test_nothing_to_resume(model, train, tmp_path):
    with pytest.raises(mtl.TrainingError) as caught:
        model.fit(train, output_dir=tmp_path, resume=True)
    assert isinstance(caught.value, RuntimeError)
    assert str(caught.value) == (
        f"{tmp_path}: expected a checkpoint to resume from in 'last', got none"
    )


def test_an_overwriting_run_leaves_the_older_model_until_it_saves(make_model, train, tmp_path):
    keywords = {"epochs": 1, "batch_size": 8, "output_dir": tmp_path / "run"}
    make_model().fit(train, train, **keywords)
    notes = tmp_path / "run/best/notes.txt"
    notes.write_text("mine")
    files = ["best/config.json", "last/config.json", "last/trainer.json"]

    def stop(event):
        raise RuntimeError("stop")

    with pytest.raises(RuntimeError, match="stop"):
        make_model().fit(train, overwrite=True, callbacks=[stop], **keywords)
    assert all((tmp_path / "run" / name).is_file() for name in files)
    make_model().fit(train, overwrite=True, **keywords)
    assert [(tmp_path / "run" / name).is_file() for name in files] == [False, True, True]
    assert notes.read_text() == "mine"


def test_a_folder_that_a_run_writes_to_is_refused_until_that_run_ends(make_model, train, tmp_path):
    options = {"epochs": 1, "output_dir": tmp_path / "run"}
    refused = []

    def train_there_too(event):
        with pytest.raises(ValueError, match="a folder that no other training writes to") as caught:
            make_model().fit(train, overwrite=True, **options)
        refused.append(str(caught.value))
        raise RuntimeError("stop")

    with pytest.raises(RuntimeError) as kept:
        make_model().fit(train, callbacks=[train_there_too], **options)
    assert refused == [
        f"output_dir: expected a folder that no other training writes to, got {tmp_path / 'run'}; "
        "give another folder or wait until that training has ended"
    ]
    make_model().fit(train, overwrite=True, **options)
    assert kept.traceback  # it keeps the stopped run, and not its folder


def test_a_run_stays_in_its_folder_when_the_process_leaves(
    make_model, train, tmp_path, monkeypatch
):
    here, there = tmp_path / "here", tmp_path / "there"
    here.mkdir()
    there.mkdir()
    monkeypatch.chdir(here)
    make_model().fit(
        train, train, epochs=1, output_dir="run", callbacks=[lambda event: os.chdir(there)]
    )
    assert (here / "run/best/config.json").is_file()
    assert not list(there.iterdir())


def test_a_callback_stops_with_the_true_of_numpy(make_model, train):
    history = make_model().fit(train, epochs=3, callbacks=[lambda event: np.float32(1) < 2])
    assert len(history.steps) == 1


def test_an_overwriting_run_leaves_the_older_history_until_it_saves(make_model, train, tmp_path):
    options = {"epochs": 1, "output_dir": tmp_path / "run"}
    make_model().fit(train, **options)
    history = tmp_path / "run/history.jsonl"
    before = history.read_text()

    def fail(event):
        raise RuntimeError("stop")

    with pytest.raises(RuntimeError, match="stop"):
        make_model().fit(train, overwrite=True, seed=7, callbacks=[fail], **options)
    assert history.read_text() == before
    make_model().fit(train, overwrite=True, seed=7, **options)
    after = history.read_text()
    assert after != before
    assert after.count("\n") == before.count("\n")
    assert {path.name for path in history.parent.iterdir()} == {".lock", "history.jsonl", "last"}
