"""Opens sessions: from a folder or the hub, or from a configuration alone."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from typing import Any, TypeAlias

from bert_mtl import _core
from bert_mtl._json import request
from bert_mtl.hub import local_folder

Folder: TypeAlias = "str | os.PathLike[str]"


def pretrained(name: Folder, revision: str | None, **asked: Any) -> _core.Session:
    """Open a folder or a hub id, and say what was not as one may expect."""
    session = _core.Session(request(model=local_folder(name, revision=revision), **asked))
    notes = json.loads(session.describe()[0])["loading"]["notes"]
    if notes:
        import logging  # which few openings need, and takes a twentieth of the import

        for note in notes:
            logging.getLogger("bert_mtl").warning("%s", note)
    return session


def configured(
    configuration: Mapping[str, Any] | Folder, vocabulary: Folder, **asked: Any
) -> _core.Session:
    """Open a session whose encoder begins at random."""
    if not isinstance(configuration, Mapping):
        path = os.fspath(configuration)
        with open(path, encoding="utf-8") as file:
            try:
                configuration = json.load(file)
            except ValueError as error:
                raise ValueError(f"{path}: expected JSON in UTF-8, got {error}") from error
    return _core.Session(request(configuration=configuration, vocabulary=vocabulary, **asked))
