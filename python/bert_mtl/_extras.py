"""Optional packages, and what to install where one is missing."""

from __future__ import annotations

from importlib import import_module
from typing import Any


def require(module: str, extra: str, purpose: str) -> Any:
    """Import an optional package, or say which extra brings it.

    Parameters
    ----------
    module : str
        What to import.
    extra : str
        The extra of ``bert_mtl`` that installs it.
    purpose : str
        What it is needed for, as the message's subject.
    """
    try:
        return import_module(module)
    except ImportError as error:
        package = module.partition(".")[0]
        raise ImportError(
            f"{purpose}: expected the package {package}, got none "
            f"(pip install 'bert_mtl[{extra}]')",
            name=package,
        ) from error
