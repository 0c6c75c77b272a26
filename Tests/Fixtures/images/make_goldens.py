"""Writes the goldens beside this file: small images, and what Pillow decodes and resizes them to.

Run it with an interpreter that has Pillow and numpy:

    python Tests/Fixtures/images/make_goldens.py
"""

from __future__ import annotations

import hashlib
import json
import pathlib
import platform

import numpy as np
import PIL
from PIL import Image

FOLDER = pathlib.Path(__file__).parent
SIZES = (1, 8, 17, 40)
BILINEAR = Image.Resampling.BILINEAR


def picture(height: int, width: int, channels: int) -> np.ndarray:
    """Smooth colours with a hard edge, the same everywhere."""
    y, x = np.mgrid[0:height, 0:width]
    planes = [
        128 + 100 * np.sin(x / 5 + y / 9),
        (x * 255) // max(width - 1, 1),
        np.where((x // 4 + y // 3) % 2 == 0, 230, 20),
        255 - (y * 200) // max(height - 1, 1),
    ]
    return np.stack(planes[:channels], axis=-1).astype(np.uint8)


def images() -> dict[str, Image.Image]:
    """One of every kind that a decoder meets."""
    colours = Image.fromarray(picture(13, 21, 3))
    return {
        "colours.png": colours,
        "alpha.png": Image.fromarray(picture(13, 21, 4)),
        "grey.png": Image.fromarray(picture(9, 30, 3)[:, :, 2]),
        "palette.png": colours.quantize(16),
        "photo.jpg": Image.fromarray(picture(30, 40, 3)),
        "grey.jpg": Image.fromarray(picture(16, 16, 3)[:, :, 0]),
    }


def main() -> None:
    """Write the goldens and their manifest."""
    goldens = {}
    for name, image in images().items():
        image.save(FOLDER / name, **({"quality": 90} if name.endswith(".jpg") else {}))
        with Image.open(FOLDER / name) as opened:
            decoded = opened.convert("RGB")
        goldens[name] = {
            "height": decoded.height,
            "width": decoded.width,
            "pixels": np.asarray(decoded).ravel().tolist(),
            "resized": {
                str(size): np.asarray(
                    decoded.resize((size, decoded.height), BILINEAR).resize((size, size), BILINEAR)
                )
                .ravel()
                .tolist()
                for size in SIZES
            },
        }
    text = json.dumps(goldens, separators=(",", ":"), sort_keys=True)
    (FOLDER / "goldens.json").write_text(text + "\n", encoding="utf-8")
    written = [*images(), "goldens.json"]
    manifest = {
        "files": {
            name: {
                "bytes": (FOLDER / name).stat().st_size,
                "sha256": hashlib.sha256((FOLDER / name).read_bytes()).hexdigest(),
            }
            for name in written
        },
        "versions": {
            "numpy": np.__version__,
            "pillow": PIL.__version__,
            "python": platform.python_version(),
        },
    }
    text = json.dumps(manifest, indent=1, sort_keys=True)
    (FOLDER / "manifest.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
