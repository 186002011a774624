"""What no bill can say, a test says: what a record may not be, and in which forms a body comes."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

TESTS = {
    "amounts": ("values", "records"),
    "bodies": ("bodies", "sdk_objects", "messages"),
    "choice": ("reading",),
    "conditions": ("records",),
    "counting": ("grammar",),
    "entries": ("records", "units"),
    "envelopes": ("bodies", "messages"),
    "given": ("records",),
    "joint": ("joint",),
    "keys": ("records",),
    "meters": ("values",),
    "moments": ("values",),
    "numbers": ("dialects", "grammar"),
    "paths": ("dialects", "grammar"),
    "rates": ("records", "units"),
    "reader": ("estimate", "dialects"),
    "streams": ("dialects", "grammar"),
    "tables": ("records",),
    "terms": ("records",),
    "texts": ("bodies",),
    "typical": ("typical",),
    "unknown": ("dialects",),
    "windows": ("calendars", "records"),
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
