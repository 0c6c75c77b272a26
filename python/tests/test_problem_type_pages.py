"""The example of every page on a problem type runs as it stands."""

import re
from pathlib import Path

import pytest
from command_line import write_model

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "problem_types"
# What options.md shows is part of the types' own examples.
PAGES = sorted(page for page in FOLDER.glob("*.md") if page.stem != "options")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_example_runs(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocks = re.findall(r"```python\n(.*?)```", page.read_text("utf-8"), re.DOTALL)
    assert blocks, f"{page.name} has no example"
    monkeypatch.chdir(tmp_path)
    write_model(tmp_path / "bert-folder")
    for number, block in enumerate(blocks):
        exec(compile(block, f"{page.name} block {number}", "exec"), {})
