"""What no bill can say, a test says: what a record may not be, and what a body may not hold."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

TESTS = {
    "amounts": ("values",),
    "choice": ("reading",),
    "conditions": ("records",),
    "counting": ("grammar",),
    "counts": ("dialects",),
    "entries": ("records",),
    "given": ("records",),
    "joint": ("joint",),
    "keys": ("records",),
    "moments": ("values",),
    "numbers": ("grammar",),
    "paths": ("grammar",),
    "rates": ("records",),
    "reader": ("grammar",),
    "streams": ("grammar",),
    "tables": ("records",),
    "terms": ("records",),
    "typical": ("typical",),
    "windows": ("records",),
}
"""The files of `tests/pricing` that are asked where no bill has noticed a mutant of a module."""

ROOT = Path(__file__).parents[2]


def noticed(module: str) -> bool:
    """Tell whether a test fails, with the code as it is in this process, which prints no more."""
    files = [str(ROOT / "tests/pricing" / f"test_{name}.py") for name in TESTS.get(module, ())]
    if not files:
        return False
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    quietly = ("-q", "-x", "-p", "no:cacheprovider", "-p", "no:xdist", "--rootdir", str(ROOT))
    return pytest.main([*quietly, *files]) != pytest.ExitCode.OK
