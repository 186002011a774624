"""Mark up code once, with its placeholders left open; a page only joins its values in.

Three elements say all that the dress shows: `<b>` a keyword, `<u>` a string, `<i>` a comment.
"""

from __future__ import annotations

import re
from html import escape
from itertools import count, groupby
from typing import TYPE_CHECKING, Final

from markupsafe import Markup
from pygments.lexers import get_lexer_by_name  # type: ignore[import-untyped]
from pygments.token import (  # type: ignore[import-untyped]
    Comment,
    Keyword,
    Operator,
    String,
)

from llmanac.schema.text import PLACEHOLDER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from pygments.token import _TokenType

_LEXERS: Final = {
    "bash": "bash", "c": "c", "cs": "csharp", "dart": "dart", "go": "go", "java": "java",
    "json": "json", "jsonc": "json", "mjs": "javascript", "js": "javascript", "kt": "kotlin",
    "php": "php", "py": "python", "rb": "ruby", "rs": "rust", "sh": "bash", "swift": "swift",
    "toml": "toml", "ts": "typescript", "yaml": "yaml", "yml": "yaml",
}  # fmt: skip
"""The ending of a file, or the word beside a fence → a lexer of Pygments."""

_CLASSES: Final = (
    (Comment.Preproc, ""),
    (Comment.PreprocFile, "u"),
    (Comment, "i"),
    (String, "u"),
    (Keyword, "b"),
    (Operator.Word, "b"),
)
"""Kind of token → element, the more special kinds first."""

Template = tuple[str, ...]
"""HTML, placeholder, HTML, placeholder, …, HTML."""


def template(text: str, language: str) -> Template:
    """Code in the language of a file's ending, marked up; an unknown one stays plain.

    To its lexer a placeholder is a number: part of the string in which it stands, else a value.
    """
    lexer = _LEXERS.get(language, "text")
    return opened(
        text.strip("\n"), "70007", lambda marked: "".join(_elements(_runs(marked, lexer)))
    )


def opened(text: str, mark: str, markup: Callable[[str], str]) -> Template:
    """Marked-up text with its placeholders open; to `markup`, each is a number between marks."""
    while mark in text:
        mark += mark[-1]
    names = PLACEHOLDER.findall(text)
    numbers = count()
    html = markup(PLACEHOLDER.sub(lambda _: f"{mark}{next(numbers)}{mark}", text))
    parts = re.split(f"{mark}([0-9]+?){mark}", html)
    parts[1::2] = [names[int(number)] for number in parts[1::2]]
    return tuple(parts)


def join(parts: Template, values: Mapping[str, str]) -> Markup:
    """The template with its values, which are text; every one of them has to be there."""
    filled = list(parts)
    filled[1::2] = [escape(values[name]) for name in parts[1::2]]
    return Markup("".join(filled))  # the rest is ours, or escaped when it was marked up


def _runs(text: str, lexer: str) -> Iterator[tuple[str, str]]:
    """Text in pieces, each with its element; blanks between two of one element belong to it."""
    held, last = "", ""
    for kind, piece in get_lexer_by_name(lexer, stripnl=False, ensurenl=False).get_tokens(text):
        element = _element(kind, piece)
        if not piece.strip() and "\n" not in piece:
            held += piece
            continue
        if held:
            yield element if element == last else "", held
        held, last = "", element
        yield element, piece
    yield "", held


def _element(kind: _TokenType, piece: str) -> str:
    """A shell's line end is no string, and its `$(` no word."""
    if piece == "\\\n" or (kind in Keyword and not any(map(str.isalpha, piece))):
        return ""
    return next((it for each, it in _CLASSES if kind in each), "")


def _elements(runs: Iterable[tuple[str, str]]) -> Iterator[str]:
    for element, pieces in groupby(runs, key=lambda run: run[0]):
        html = escape("".join(piece for _, piece in pieces), quote=False)
        said = html.rstrip("\n")
        yield f"<{element}>{said}</{element}>{html[len(said) :]}" if element else html
