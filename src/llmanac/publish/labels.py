"""The words of the site itself, in every language that it can be read in."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

import yaml

if TYPE_CHECKING:
    from collections.abc import Mapping

FALLBACK: Final = "en"


@cache
def labels(language: str) -> Mapping[str, str]:
    """The labels in a language; in English where it lacks one, or we do not speak it."""
    fallback = {} if language == FALLBACK else labels(FALLBACK)
    file = files("llmanac.messages") / f"labels.{language}.yaml"
    if not file.is_file():
        return fallback
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return {**fallback, **yaml.load(file.read_text("utf-8"), loader)}
