"""Where a pretrained folder lies: here, or on the hub."""

from __future__ import annotations

import errno
import os

from bert_mtl._extras import require

#: The files of a checkpoint that bert_mtl reads.
FILES = [
    "config.json",
    "*.safetensors",
    "*.safetensors.index.json",
    "vocab.txt",
    "tokenizer.json",
    "tokenizer_config.json",
    "special_tokens_map.json",
    "bert_mtl.json",
]


def local_folder(name: str | os.PathLike[str], *, revision: str | None = None) -> str:
    """Answer the folder of a checkpoint, fetching a hub id where no folder has this name.

    Parameters
    ----------
    name : str or path
        A folder, or an id as ``organisation/model``.
    revision : str, optional
        The branch, tag or commit of a hub id.
    """
    path = os.fspath(name)
    if os.path.isdir(path):
        return path
    if isinstance(name, os.PathLike) or path.startswith((".", "/", "~")) or path.count("/") > 1:
        raise FileNotFoundError(
            errno.ENOENT, f"{path}: expected a folder with a checkpoint, got nothing"
        )
    hub = require("huggingface_hub", "hub", f"'{path}' is no folder here; as a hub id")
    try:
        folder: str = hub.snapshot_download(path, revision=revision, allow_patterns=FILES)
    except Exception as error:  # the hub's own, and those of any network
        found = "a file" if os.path.isfile(path) else "nothing"
        error.add_note(
            f"'{path}': expected a folder here, got {found}, or an id of the hub, which answered "
            "the above"
        )
        raise
    return folder
