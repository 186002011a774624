"""Markdown that says exactly what it is given: text is text, whatever stands in it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_ENTITIES = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;"}
"""No dialect of Markdown takes these for markup; a backslash before them some would ignore."""

_MARKUP = re.compile(r"([\\`*_\[\]|~])")
_BLOCK = re.compile(r"^([#+-]|\d+(?=[.)]))")


@lru_cache(maxsize=65_536)
def text(said: str) -> str:
    """Text on one line, with every character that could be markup escaped.

    >>> text("1. <b>*x*</b>")
    '1\\\\. &lt;b&gt;\\\\*x\\\\*&lt;/b&gt;'
    """
    inline = _MARKUP.sub(r"\\\1", " ".join(said.split())).translate(_ENTITIES)
    marker = _BLOCK.match(inline)
    if not marker:
        return inline
    cut = marker.end() if marker[1].isdigit() else 0
    return f"{inline[:cut]}\\{inline[cut:]}"


def code(said: str) -> str:
    """A code span around text of any kind, on one line."""
    line = " ".join(said.split())
    fence = "`" * (_longest_run(line) + 1)
    pad = " " if line[:1] == "`" or line[-1:] == "`" or not line else ""
    return f"{fence}{pad}{line}{pad}{fence}"


def block(said: str, language: str = "") -> str:
    """A block of code, fenced by more backticks than stand in it."""
    fence = "`" * max(3, _longest_run(said) + 1)
    return f"{fence}{language}\n{said}\n{fence}"


def _longest_run(said: str) -> int:
    return max(map(len, re.findall("`+", said)), default=0)


def link(label: str, url: str) -> str:
    """A link to an address of the web or of the site; anything else stays text."""
    if not _ADDRESS.fullmatch(url):
        return label
    return f"[{label}](<{url}>)" if "(" in url or ")" in url else f"[{label}]({url})"


_ADDRESS = re.compile(r"(https?://|/)[^\s<>\\]+")


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table of finished cells. A pipe ends a cell even within code, so it is escaped there."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(map(_cell, line))} |" for line in lines)


def _cell(said: str) -> str:
    return _PIPE.sub(r"\\|", said) if "|" in said else said


_PIPE = re.compile(r"(?<!\\)\|")


def bullets(items: Iterable[str], depth: int = 0) -> str:
    """A list of finished items."""
    return "\n".join(f"{'  ' * depth}- {item}" for item in items)


def page(parts: Iterable[str]) -> str:
    """Blocks with an empty line between them; empty ones are left out."""
    return "\n\n".join(part for part in parts if part) + "\n"
