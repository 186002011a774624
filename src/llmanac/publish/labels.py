"""The words of the site itself, in every language that it can be read in."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from collections.abc import Mapping


@cache
def labels(language: str) -> Mapping[str, str]:
    """Every label in a language; a test says that none is missing from any."""
    file = files("llmanac.messages") / f"labels.{language}.yaml"
    words: dict[str, str] = yaml.load(file.read_text("utf-8"), _LOADER)
    return words


_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
