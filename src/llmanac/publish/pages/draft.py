"""Say what a page is made of before it is made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from llmanac.publish.keys import Key
    from llmanac.publish.slots import Page


@dataclass(frozen=True, slots=True)
class Draft:
    """A page that is made when somebody asks for it."""

    language: str
    path: str
    """From the language's root: `models/qwen/qwen3.6-27b/`."""
    key: Key
    """Of everything that the page shows."""
    page: Callable[[], Page]
    """Make it."""
