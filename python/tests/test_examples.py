"""The example of the README and the notebook run as they stand."""

import json
import re
from pathlib import Path

import pytest
from command_line import run, write_model

ROOT = Path(__file__).resolve().parents[2]


def test_the_readmes_example_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    blocks = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    assert len(blocks) == 1
    monkeypatch.chdir(tmp_path)
    write_model(tmp_path / "bert-folder")
    exec(compile(blocks[0], "README.md", "exec"), {})
    assert (tmp_path / "assistant" / "model.safetensors").exists()


def test_the_notebook_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    notebook = json.loads((ROOT / "notebooks" / "first_steps.ipynb").read_text("utf-8"))
    names: dict[str, object] = {}
    cells = ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert len(cells) > 5
    for number, cell in enumerate(cells):
        exec(compile(cell, f"first_steps.ipynb cell {number}", "exec"), names)
    assert "again" in names


def test_the_notebook_runs_in_a_kernel(monkeypatch: pytest.MonkeyPatch) -> None:
    nbclient = pytest.importorskip("nbclient")
    nbformat = pytest.importorskip("nbformat")
    pytest.importorskip("ipykernel")
    monkeypatch.chdir(ROOT)
    notebook = nbformat.read(ROOT / "notebooks" / "first_steps.ipynb", as_version=4)
    nbclient.NotebookClient(notebook, timeout=300).execute()


def test_the_demos_configuration_reads_its_data(tmp_path: Path) -> None:
    write_model(tmp_path / "model")
    given = ["--set", f"model={tmp_path / 'model'}", "--set", "max_length=16"]
    result = run("inspect", "examples/demo.yaml", "--json", *given, cwd=ROOT)
    assert result.status == 0, result.err
    parts = [(d["part"], d["problems"], d["rows"]) for d in json.loads(result.out)["data"]]
    assert parts == [
        ("train", ["intent", "slots"], 1193),
        ("train", ["mood"], 642),
        ("dev", ["intent", "slots"], 128),
        ("dev", ["mood"], 45),
        ("test", ["intent", "slots"], 223),
        ("test", ["mood"], 150),
    ]
