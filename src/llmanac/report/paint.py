"""Colour for terminals that want it, and columns that line up in any script."""

import os
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Final, TextIO

_STYLES: Final = {"bold": "1", "dim": "2", "alert": "31", "accent": "36"}


class Paint:
    """Puts styles around text, or leaves it as it is."""

    def __init__(self, *, on: bool) -> None:
        """Paint, or do not."""
        self.on = on

    @classmethod
    def to(cls, stream: TextIO) -> "Paint":
        """Colours for a terminal, unless NO_COLOR is set (no-color.org) or it is a dumb one."""
        wanted = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
        return cls(on=wanted and stream.isatty())

    def __call__(self, style: str, text: str) -> str:
        """`text` in a style: bold, dim, alert, accent."""
        return f"\x1b[{_STYLES[style]}m{text}\x1b[0m" if self.on and text else text


def width(text: str) -> int:
    """How many cells a terminal gives to the text: two for a Han character."""
    return sum(
        2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
        if not unicodedata.combining(char)
    )


def left(text: str, cells: int) -> str:
    """The text, filled up with blanks behind it."""
    return text + " " * (cells - width(text))


def right(text: str, cells: int) -> str:
    """The text, filled up with blanks before it."""
    return " " * (cells - width(text)) + text


def by_point(numbers: Iterable[str]) -> Sequence[str]:
    """Numbers of one column, each followed by as many blanks as bring the points in line."""
    column = list(numbers)
    tails = [len(number) - number.index(".") if "." in number else 0 for number in column]
    longest = max(tails, default=0)
    return [number + " " * (longest - tail) for number, tail in zip(column, tails, strict=True)]
