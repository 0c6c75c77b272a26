"""`bert-mtl profile` on a model that trains in a moment."""

import json
from pathlib import Path

import pytest
from command_line import run, write_project


@pytest.fixture
def project(tmp_path: Path) -> Path:
    write_project(tmp_path)
    return tmp_path


def test_profile_tells_where_the_time_goes(project: Path) -> None:
    result = run("profile", "run.yaml", "--steps", "2", cwd=project)
    assert (result.status, result.err) == (0, "")
    kernels, parts, summary = result.out.rstrip().split("\n\n")
    lines = kernels.splitlines()
    assert lines[0].split() == ["kernel", "calls", "ms", "share", "GFLOP/s", "GB/s", "parallel"]
    assert lines[-2].startswith("outside kernels")
    assert lines[-1].split()[:2] == ["a", "step"]
    names = [line.split()[0] for line in parts.splitlines()]
    assert names == ["part", "batch", "forward", "heads", "backward", "norm", "update"]
    assert summary.startswith("2 steps of ")
    assert summary.splitlines()[1].startswith("serial: ")
    assert " times as fast with 2 threads as with one, " in summary.splitlines()[2]
    assert not (project / "run").exists()


def test_profile_reports_as_json_and_writes_a_trace(project: Path) -> None:
    result = run("profile", "run.yaml", "--steps", "2", "--json", "--trace", "t.json", cwd=project)
    assert (result.status, result.err) == (0, "")
    report = json.loads(result.out)
    assert report["steps"] == 2
    shares = [kernel["share"] for kernel in report["kernels"]]
    assert sum(shares) + report["outside"]["share"] == pytest.approx(1)
    events = json.loads((project / "t.json").read_text())["traceEvents"]
    kernels = sum(event.get("cat") == "kernel" for event in events)
    assert kernels == pytest.approx(2 * sum(kernel["calls"] for kernel in report["kernels"]))


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--steps", "0"], "steps: expected a whole number from 1 to 1000, got 0"),
        (
            ["--steps", "1", "--trace", "nowhere/t.json"],
            "nowhere/t.json: expected to write it, got 'No such file or directory'",
        ),
        (
            ["--trace", "run.yaml"],
            "trace: expected a new file or an earlier trace, got another file, run.yaml",
        ),
        (["--trace", "."], ".: expected a file, got a folder or device"),
    ],
)
def test_profile_refuses(project: Path, arguments: list[str], message: str) -> None:
    result = run("profile", "run.yaml", *arguments, cwd=project)
    assert (result.status, result.err) == (1, f"bert-mtl: {message}\n")
