"""Builds the Swift core and the command, and packs them beside the Python face."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sysconfig
from pathlib import Path

from setuptools import Command, Distribution, Extension, setup
from setuptools.command.bdist_wheel import bdist_wheel
from setuptools.command.build_ext import build_ext

ROOT = Path(__file__).resolve().parent
SCRATCH = ROOT / "build" / "swift"
COMMAND = "bert-mtl"


def version() -> str:
    """The version as `Sources/MTLCore/Version.swift` says it."""
    text = (ROOT / "Sources" / "MTLCore" / "Version.swift").read_text(encoding="utf-8")
    found = re.search(r'^public let version = "([^"]+)"$', text, re.MULTILINE)
    if found is None:
        raise SystemExit("Version.swift: expected a line 'public let version = \"...\"'")
    return found[1]


def swift_build(product: str) -> Path:
    """Build one product in release and answer the folder it lies in."""
    if shutil.which("swift") is None:
        raise SystemExit(
            "bert_mtl: expected the Swift compiler 'swift' 6.2 or later on PATH, got none "
            "(https://www.swift.org/install; a wheel needs no compiler)"
        )
    arguments = [
        *("swift", "build", "--configuration", "release", "--product", product),
        *("--scratch-path", str(SCRATCH), "--jobs", os.environ.get("MTL_JOBS", "2")),
        *("-Xswiftc", "-static-stdlib"),
        *("-Xlinker", f"--version-script={ROOT / 'exports.map'}"),
        *("-Xlinker", "--gc-sections", "-Xlinker", "-s"),
    ]
    environment = {**os.environ, "MTL_PYTHON_INCLUDE": sysconfig.get_path("include")}
    subprocess.run(arguments, cwd=ROOT, env=environment, check=True)
    shown = subprocess.run(
        [*arguments, "--show-bin-path"],
        cwd=ROOT,
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    return Path(shown.stdout.strip())


class BuildCore(build_ext):
    """Builds `_core` with SwiftPM; there is no C compiler of Python's to drive."""

    def build_extension(self, ext: Extension) -> None:
        target = Path(self.get_ext_fullpath(ext.name))
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(swift_build("_core") / "lib_core.so", target)


class BuildCommand(Command):
    """Builds the command with SwiftPM, in the place of the step that copies Python scripts."""

    def initialize_options(self) -> None:
        self.build_dir: str | None = None
        self.force = False

    def finalize_options(self) -> None:
        self.set_undefined_options("build", ("build_scripts", "build_dir"))

    def get_source_files(self) -> list[str]:
        return []

    def run(self) -> None:
        target = Path(self.build_dir or "") / COMMAND
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(swift_build(COMMAND) / COMMAND, target)


class StableWheel(bdist_wheel):
    """One wheel serves CPython 3.11 and later."""

    def finalize_options(self) -> None:
        self.py_limited_api = "cp311"
        super().finalize_options()


class BinaryDistribution(Distribution):
    """Holds machine code even where setuptools sees no source of it."""

    def has_ext_modules(self) -> bool:
        return True


setup(
    version=version(),
    distclass=BinaryDistribution,
    ext_modules=[Extension("bert_mtl._core", sources=[], py_limited_api=True)],
    scripts=[COMMAND],
    cmdclass={
        "build_ext": BuildCore,
        "build_scripts": BuildCommand,
        "bdist_wheel": StableWheel,
    },
)
