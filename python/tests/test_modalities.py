"""Images and numbers beside text: what a model makes of them, and what is refused."""

from __future__ import annotations

import json
import os
from pathlib import Path

import bert_mtl as mtl
import numpy as np
import pytest
from conftest import CONFIGURATION

COLOURS = ["red", "green", "blue"]


def picture(colour: str, side: int = 8) -> np.ndarray:
    image = np.full((side, side, 3), 20, np.uint8)
    image[:, :, COLOURS.index(colour)] = 230
    return image


def sign(value: float) -> np.ndarray:
    return np.array([[value, 0.5], [value, -0.5]])


def rows(count: int) -> tuple[list[object], list[str]]:
    """Every subset of text, a pair, an image and numbers."""
    inputs: list[object] = []
    colours = [COLOURS[i % 3] for i in range(count)]
    for i, colour in enumerate(colours):
        image = picture(colour, 8 if i % 2 else 12)
        if i % 4 == 0:
            inputs.append({"text": "a table", "image": image, "others": None})
        elif i % 4 == 1:
            inputs.append({"text": {"a": ["a", "table"], "b": "good"}, "image": image})
        elif i % 4 == 2:
            inputs.append({"a": "bad", "b": "awful", "others": sign(i), "image": image})
        else:
            inputs.append({"image": image, "others": sign(-i)[0]})
    return inputs, colours


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> mtl.MultiTaskModel:
    from conftest import PIECES

    path = tmp_path_factory.mktemp("modal") / "vocab.txt"
    path.write_text("\n".join(PIECES) + "\n", encoding="utf-8")
    model = mtl.MultiTaskModel.from_configuration(
        CONFIGURATION,
        path,
        "colour",
        {"colour": "cls"},
        modalities={"image": {"size": 8}},
        modal_types=True,
        seed=1,
    )
    model.fit({"colour": rows(120)}, epochs=12, learning_rate=3e-3, batch_size=16, progress=False)
    return model


def test_a_model_learns_from_images(seen: mtl.MultiTaskModel) -> None:
    inputs, colours = rows(24)
    assert seen.predict(inputs)["colour"].labels == colours
    assert seen.describe()["modalities"] == {
        "image": {"size": 8, "patch": 8, "segment": 0, "type": 1},
        "others": {"dimension": 2, "segment": 0, "type": 2},
    }


def test_a_saved_model_answers_the_same(seen: mtl.MultiTaskModel, tmp_path: Path) -> None:
    seen.save_pretrained(tmp_path)
    again = mtl.MultiTaskModel.from_pretrained(tmp_path)
    inputs, _ = rows(8)
    first, second = (model.predict(inputs)["colour"].probabilities for model in (seen, again))
    assert np.array_equal(first, second)
    assert again.describe()["modal_types"] is True
    saved = json.loads((tmp_path / "bert_mtl.json").read_text("utf-8"))
    assert set(saved["modalities"]) == {"image", "others"}


def test_arrays_of_every_kind_are_the_same_numbers(seen: mtl.MultiTaskModel) -> None:
    values = [[1, 2], [3, 4]]
    kinds = [np.float32, np.float64, np.float16, np.int64, np.int8, np.uint8]
    arrays = [np.array(values, kind) for kind in kinds]
    arrays += [values, np.asfortranarray(np.array(values, float)), np.array([values] * 2)[0]]
    vectors = seen.encode([{"text": "good", "others": value} for value in arrays])
    for pooled in vectors.pooled[1:]:
        assert np.allclose(pooled, vectors.pooled[0], atol=1e-6)


def test_images_of_every_kind_are_the_same_pixels(seen: mtl.MultiTaskModel, tmp_path: Path) -> None:
    images = pytest.importorskip("PIL.Image")
    rng = np.random.default_rng(3)
    array = rng.integers(0, 255, (21, 13, 3), np.uint8)
    image = images.fromarray(array)
    image.save(tmp_path / "picture.png")
    given = [array, image, str(tmp_path / "picture.png"), tmp_path / "picture.png"]
    vectors = seen.encode([{"text": "good", "image": one} for one in given])
    for pooled in vectors.pooled[1:]:
        assert np.allclose(pooled, vectors.pooled[0], atol=1e-5)
    data = tmp_path / "rows.jsonl"
    data.write_text('{"text": "good", "image": "picture.png", "colour": "red"}\n', "utf-8")
    assert set(seen.evaluate({"colour": str(data)})) == {"colour"}


def test_sixteen_bits_are_scaled_to_eight(seen: mtl.MultiTaskModel, tmp_path: Path) -> None:
    images = pytest.importorskip("PIL.Image")
    deep = np.random.default_rng(4).integers(0, 65535, (12, 9), np.uint16)
    images.fromarray(deep).save(tmp_path / "deep.png")
    grey = ((255 * deep.astype(np.uint32) + 32895) >> 16).astype(np.uint8)
    flat = np.repeat(grey[:, :, None], 3, axis=2)
    given = [{"text": "good", "image": one} for one in (tmp_path / "deep.png", flat)]
    vectors = seen.encode(given)
    assert np.allclose(vectors.pooled[0], vectors.pooled[1], atol=1e-5)


IMAGE = "expected numbers [n, d] or [d], or an image, uint8 [height, width, 3]"


@pytest.mark.parametrize(
    ("value", "error", "message"),
    [
        (
            {"text": "a", "image": np.zeros((4, 4, 4), np.uint8)},
            ValueError,
            f"inputs row 1: modality 'image': {IMAGE}, got [4, 4, 4]",
        ),
        (
            {"text": "a", "image": np.zeros((0, 4, 3), np.uint8)},
            ValueError,
            f"inputs row 1: modality 'image': {IMAGE}, got [0, 4, 3]",
        ),
        (
            {"text": "a", "image": np.zeros((1, 20_000, 3), np.uint8)},
            ValueError,
            "inputs row 1: image 'image': expected at most 16384 pixels a side and 67108864 in "
            "all, got 20000 x 1",
        ),
        (
            {"text": "a", "others": np.zeros((1, 2, 3))},
            ValueError,
            f"inputs row 1: modality 'others': {IMAGE}, got [1, 2, 3]",
        ),
        (
            {"text": "a", "others": []},
            ValueError,
            f"inputs row 1: modality 'others': {IMAGE}, got [0]",
        ),
        (
            {"text": "a", "others": 3.0},
            TypeError,
            "inputs row 1: modality 'others': expected numbers [n, d] or [d], uint8 [height, "
            "width, 3], an image or its path, got float",
        ),
        (
            {"text": "a", "others": ["x", "y"]},
            TypeError,
            "inputs row 1: modality 'others': expected numbers [n, d] or [d], uint8 [height, "
            "width, 3], an image or its path, got list of <U1",
        ),
        (
            {"text": "a", 3: [1.0]},
            TypeError,
            "inputs row 1: expected the name of a modality as key, got int",
        ),
        ({"a": "x"}, ValueError, "inputs row 1: expected the keys 'a' and 'b', got ['a']"),
        ({}, ValueError, "inputs row 1: expected the keys 'a' and 'b', got []"),
        (
            {"text": "a", "others": [1.0, 2.0, 3.0]},
            ValueError,
            "input 1: modality 'others': expected 2 numbers in a row, got 3",
        ),
        (
            {"text": "a", "others": [1.0, float("nan")]},
            ValueError,
            "input 1: modality 'others': expected finite numbers, got another at [0, 1]",
        ),
        (
            {"text": "a", "others": [1e300, 1.0]},
            ValueError,
            "input 1: modality 'others': expected finite numbers, got another at [0, 0]",
        ),
        (
            {"text": "a", "others": np.zeros((40, 2))},
            ValueError,
            "input 1: expected modalities that leave room for text in 32 positions, got 42 rows",
        ),
        (
            {"text": "a", "sound": [1.0]},
            ValueError,
            "input 1: expected modalities that training has seen, got 'sound'; known: 'image', "
            "'others'",
        ),
    ],
)
def test_a_row_is_refused(
    seen: mtl.MultiTaskModel, value: object, error: type[Exception], message: str
) -> None:
    with pytest.raises(error) as caught:
        seen.predict(["good", value])
    assert str(caught.value) == message


def test_rows_of_unequal_length_are_refused(seen: mtl.MultiTaskModel) -> None:
    with pytest.raises(ValueError, match="modality 'others': expected rows of equal length, got"):
        seen.predict([{"text": "a", "others": [[1.0, 2.0], [3.0]]}])


def test_image_files_are_refused(seen: mtl.MultiTaskModel, tmp_path: Path) -> None:
    images = pytest.importorskip("PIL.Image")
    (tmp_path / "text.png").write_text("no image", "utf-8")
    images.new("RGB", (40, 40)).save(tmp_path / "whole.png")
    (tmp_path / "part.png").write_bytes((tmp_path / "whole.png").read_bytes()[:60])
    images.new("1", (20_000, 2)).save(tmp_path / "wide.png")

    def refusal(name: str) -> str:
        with pytest.raises((ValueError, OSError)) as caught:
            seen.predict([{"image": str(tmp_path / name)}])
        return str(caught.value).replace(f"{tmp_path}/", "")

    place = "inputs row 0: modality 'image'"
    assert refusal("text.png") == f"{place}: text.png: expected an image, got other bytes"
    assert refusal("part.png").startswith(f"{place}: part.png: expected a whole image, got ")
    assert refusal("wide.png") == (
        f"{place}: wide.png: expected at most 16384 pixels a side and 67108864 in all, "
        "got 20000 x 2"
    )


@pytest.mark.parametrize(
    ("name", "error", "expected", "reason"),
    [
        (
            "absent.png",
            FileNotFoundError,
            "the path of an image, as of every key but 'text', 'a' and 'b'",
            "No such file or directory",
        ),
        ("folder", IsADirectoryError, "a readable file", "Is a directory"),
        ("loop.png", OSError, "a readable file", "Too many levels of symbolic links"),
    ],
)
def test_files_that_cannot_be_read_are_refused(
    seen: mtl.MultiTaskModel,
    tmp_path: Path,
    name: str,
    error: type[OSError],
    expected: str,
    reason: str,
) -> None:
    pytest.importorskip("PIL.Image")
    (tmp_path / "folder").mkdir()
    (tmp_path / "loop.png").symlink_to("loop.png")
    path = tmp_path / name
    with pytest.raises(OSError) as caught:
        seen.predict(["good", {"image": path}])
    assert type(caught.value) is error
    assert str(caught.value) == (
        f"inputs row 1: modality 'image': {path}: expected {expected}, got '{reason}'"
    )
    assert isinstance(caught.value.__cause__, OSError)
    assert caught.value.errno == caught.value.__cause__.errno


@pytest.mark.parametrize("kind", ["pipe", "device"])
def test_what_may_wait_for_ever_is_refused(
    seen: mtl.MultiTaskModel, tmp_path: Path, kind: str
) -> None:
    pytest.importorskip("PIL.Image")
    path = tmp_path / "pipe.png" if kind == "pipe" else Path("/dev/zero")
    if kind == "pipe":
        os.mkfifo(path)
    with pytest.raises(OSError) as caught:
        seen.predict(["good", {"image": path}])
    assert str(caught.value) == (
        f"inputs row 1: modality 'image': {path}: expected a readable file, "
        "got 'not a regular file'"
    )


def test_without_pillow_a_path_says_which_extra(
    seen: mtl.MultiTaskModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "PIL", None)
    monkeypatch.setitem(__import__("sys").modules, "PIL.Image", None)
    with pytest.raises(ImportError) as caught:
        seen.predict([{"image": "picture.png"}])
    assert str(caught.value) == (
        "inputs row 0: modality 'image': expected the package PIL, got none "
        "(pip install 'bert_mtl[images]')"
    )
