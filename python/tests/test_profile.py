"""What `profile` says of a step, and that nothing else comes of it."""

import json

import bert_mtl as mtl
import numpy as np
import pytest


@pytest.fixture
def profile(model, train):
    return model.profile(train, steps=2, batch_size=2)


def test_a_row_a_kernel_and_one_for_what_lies_outside(profile):
    names = [row["kernel"] for row in profile.rows]
    assert {"product + bias", "attention", "attention backward", "adamw"} <= set(names)
    assert names[-1] == "outside kernels"
    assert sum(row["share"] for row in profile.rows) == pytest.approx(1)
    seconds = [row["seconds"] for row in profile.rows[:-1]]
    assert seconds == sorted(seconds, reverse=True)
    keys = ["kernel", "calls", "seconds", "share"]
    keys += ["gflop_per_second", "gb_per_second", "parallel_share"]
    assert all(list(row) == keys for row in profile.rows)


def test_the_step_as_a_whole(profile):
    assert profile.steps == 2
    assert profile.threads >= 1
    assert profile.tokens_per_second == pytest.approx(profile.tokens / profile.seconds)
    assert 0 <= profile.serial_share <= 1
    assert list(profile.bounds) == [2, 4, 8, 16, 32, 64]
    assert all(1 <= bound <= threads for threads, bound in profile.bounds.items())
    names = [phase["name"] for phase in profile.phases]
    assert names == ["batch", "forward", "heads", "backward", "norm", "update"]


def test_a_table_as_text_and_in_a_notebook(profile):
    lines = str(profile).splitlines()
    assert lines[0].split() == ["kernel", "calls", "ms", "share", "GFLOP/s", "GB/s", "parallel"]
    assert lines[-1] == profile.summary
    assert len(lines) == len(profile.rows) + 3
    assert repr(profile) == f"Profile({profile.summary})"
    page = profile._repr_html_()
    assert page.count("<tr>") == len(profile.rows) + 1
    assert profile.summary in page


def test_a_frame(profile):
    pytest.importorskip("pandas")
    frame = profile.to_frame()
    assert list(frame["kernel"]) == [row["kernel"] for row in profile.rows]


def test_a_picture(profile, tmp_path):
    pytest.importorskip("matplotlib")
    figure = profile.plot(tmp_path / "profile.png")
    assert len(figure.axes) == 2
    assert (tmp_path / "profile.png").stat().st_size > 0


def test_a_trace_of_every_call(model, train, tmp_path):
    profile = model.profile(train, steps=2, trace=tmp_path / "trace.json")
    trace = json.loads((tmp_path / "trace.json").read_text())
    events = trace["traceEvents"]
    kernels = [event for event in events if event.get("cat") == "kernel"]
    calls = sum(row["calls"] or 0 for row in profile.rows) * profile.steps
    assert len(kernels) == pytest.approx(calls)
    assert [event["name"] for event in events if event.get("cat") == "step"] == ["step 1", "step 2"]


def test_the_model_stays_as_it_is(model, train, tmp_path):
    options = {"output_dir": tmp_path / "run", "resume": True, "overwrite": True}
    before = model.encode(["a table"]).pooled
    history = model.history
    model.profile(train, steps=2, learning_rate=0.1, **options)
    assert np.array_equal(model.encode(["a table"]).pooled, before)
    assert model.history is history
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"steps": 0}, "steps: expected a whole number from 1 to 1000, got 0"),
        ({"steps": 1001}, "steps: expected a whole number from 1 to 1000, got 1001"),
        (
            {"batch_siz": 4},
            "training: unknown key 'batch_siz'; did you mean 'batch_size'?",
        ),
        ({"batch_size": 0}, "batch_size: expected a whole number from 1 to 1000000, got 0"),
    ],
)
def test_what_does_not_fit_is_refused(model, train, options, message):
    with pytest.raises(ValueError, match="expected|unknown") as caught:
        model.profile(train, **options)
    assert str(caught.value) == message


def test_a_trace_that_cannot_be_written(model, train, tmp_path):
    with pytest.raises(FileNotFoundError):
        model.profile(train, steps=1, trace=tmp_path / "nowhere" / "trace.json")


def test_a_trace_takes_no_other_files_place(model, train, tmp_path):
    (tmp_path / "precious.txt").write_text("mine")
    with pytest.raises(ValueError, match="trace: expected a new file or an earlier trace, got"):
        model.profile(train, steps=1, trace=tmp_path / "precious.txt")
    assert (tmp_path / "precious.txt").read_text() == "mine"


def test_it_is_told_by_name():
    assert mtl.Profile.__doc__
