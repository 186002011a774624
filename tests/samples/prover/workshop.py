"""The folder where samples run: the libraries beside them, the environment around them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from llmanac.files import write

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from prover.ways import Tool

KEY_VARIABLE = "ACME_API_KEY"
PATIENCE = 1200
"""Seconds that one command may take; Rust compiles a hundred crates."""

_HERE = Path(__file__).parents[1]
_PINS = ("requirements.txt", "package.json")
_PIP = ("-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--upgrade")
_NPM = ("install", "--no-audit", "--no-fund", "--no-package-lock", "--ignore-scripts")


class Unfit(Exception):
    """A command that should bring what samples need has failed; its own words tell why."""


@dataclass(frozen=True)
class Ran:
    """What a command did."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Workshop:
    """A folder that may be removed at any time: everything in it is made again."""

    root: Path

    def run(self, command: Sequence[str], folder: Path | None = None, key: str = "") -> Ran:
        """Run a command in a folder, with nothing around it but what a sample may see."""
        try:
            ran = subprocess.run(
                command,
                cwd=folder or self.root,
                env={**self._environment(), KEY_VARIABLE: key},
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=PATIENCE,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            return Ran(-1, "", str(error))
        return Ran(ran.returncode, _text(ran.stdout), _text(ran.stderr))

    def furnish(self) -> None:
        """Install the libraries that come from PyPI and npm, unless they are there as pinned."""
        pins = {name: (_HERE / name).read_text("utf-8") for name in _PINS}
        stamp, wanted = self.root / "furnished", "\n".join((sys.version, *pins.values()))
        if stamp.is_file() and stamp.read_text("utf-8") == wanted:
            return
        for name, text in pins.items():
            write(self.root / name, text)
        target = ("--target", "python", "--requirement", "requirements.txt")
        for command in ((sys.executable, *_PIP, *target), ("npm", *_NPM)):
            if subprocess.run(command, cwd=self.root, stdout=sys.stderr, check=False).returncode:
                raise Unfit(" ".join(command[:4]))
        write(stamp, wanted)

    def version(self, tool: Tool) -> str | None:
        """The version of a tool, None where it is not there."""
        return _version(self, tool.version)

    def missing(self, tools: Iterable[Tool]) -> list[Tool]:
        """Tools that the system should bring and does not."""
        self.root.mkdir(parents=True, exist_ok=True)
        wanted = {tool: None for tool in tools if tool.package}
        return [tool for tool in wanted if self.version(tool) is None]

    def _environment(self) -> Mapping[str, str]:
        return {
            "PATH": os.environ["PATH"],
            "HOME": str(self.root / "home"),
            "LANG": "C.UTF-8",
            "PYTHONPATH": str(self.root / "python"),
            "CARGO_HOME": str(self.root / "cargo"),
            "RUSTC": "/usr/bin/rustc",
            "GOCACHE": str(self.root / "go"),
            "CGO_ENABLED": "0",
        }


@cache
def _version(workshop: Workshop, command: Sequence[str]) -> str | None:
    ran = workshop.run(command)
    found = re.search(r"\d+(\.\d+)+", ran.out) if ran.code == 0 else None
    return found[0] if found else None


def _text(output: bytes) -> str:
    return output.decode("utf-8", "replace")
