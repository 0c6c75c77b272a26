"""The pages under docs/ say what the code says."""

import re
from pathlib import Path

import pytest
from bert_mtl import TrainingOptions

ROOT = Path(__file__).resolve().parents[2]
CONFIGURATION = ROOT / "Sources" / "MTLCore" / "Configuration"
READERS = ROOT / "Sources" / "MTLData" / "Readers"


def keys_of(swift: Path, structure: str) -> dict[str, str]:
    """Each key of a structure's CodingKeys, and the property that it names."""
    text = swift.read_text("utf-8")
    text = text[text.index(structure) :]
    body = re.search(r"enum CodingKeys[^{]*\{(.*?)\n *\}", text, re.DOTALL)
    assert body, f"{swift.name} has no CodingKeys"
    found: dict[str, str] = {}
    for line in re.findall(r"case ([^\n]+(?:\n\s{6,}[^\n]+)*)", body[1]):
        for entry in line.split(","):
            name, _, raw = (part.strip() for part in entry.partition("="))
            found[raw.strip('"') or name] = name
    return found


def rows_of(page: str) -> dict[str, str]:
    """Each key in the tables of a page, and its second column."""
    text = (ROOT / "docs" / page).read_text("utf-8")
    return dict(re.findall(r"^\| `(\w+)` \| ([^|]+?) \|", text, re.MULTILINE))


def test_every_key_of_a_run_has_a_row_and_no_row_is_without_a_key() -> None:
    keys = keys_of(CONFIGURATION / "TrainingConfiguration.swift", "struct TrainingConfiguration")
    keys |= keys_of(CONFIGURATION / "SessionRequest.swift", "struct SessionRequest")
    assert set(rows_of("configuration.md")) == set(keys) | {"train", "dev", "test"}


def test_python_types_every_key_of_training() -> None:
    keys = keys_of(CONFIGURATION / "TrainingConfiguration.swift", "struct TrainingConfiguration")
    assert set(TrainingOptions.__annotations__) == set(keys)


def test_defaults_are_those_of_the_code() -> None:
    swift = CONFIGURATION / "TrainingConfiguration.swift"
    keys = keys_of(swift, "struct TrainingConfiguration")
    declared = dict(re.findall(r"public var (\w+) = ([^\n]+)", swift.read_text("utf-8")))
    rows = rows_of("configuration.md")
    compared = 0
    for key, name in keys.items():
        default = declared.get(name, "")
        if re.fullmatch(r"[\d.e_-]+|true|false", default):
            assert rows[key] == default, key
            compared += 1
    assert compared >= 12


def test_every_key_of_a_source_has_a_row() -> None:
    keys = keys_of(READERS / "SourceDescription.swift", "struct SourceDescription")
    rows = set(rows_of("data.md"))
    assert rows == set(keys)


@pytest.mark.parametrize("page", sorted(ROOT.glob("*.md")) + sorted((ROOT / "docs").glob("*.md")))
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text("utf-8")):
        if not target.startswith("http"):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
