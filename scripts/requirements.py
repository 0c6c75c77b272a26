"""Prints what the named extras of pyproject.toml ask for, and the hard dependencies."""

import sys
import tomllib
from pathlib import Path

project = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["project"]
extras = project["optional-dependencies"]
wanted = [*project["dependencies"], *(line for name in sys.argv[1:] for line in extras[name])]
print("\n".join(sorted(set(wanted))))
