"""The words that published files use around the facts, by language."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from collections.abc import Mapping


@cache
def words(name: str, language: str) -> Mapping[str, str]:
    """The words of `messages/<name>.<language>.yaml`."""
    text = (files("llmanac") / "messages" / f"{name}.{language}.yaml").read_text("utf-8")
    read: Mapping[str, str] = yaml.load(text, yaml.BaseLoader)
    return read
