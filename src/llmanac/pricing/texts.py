"""Text that an API sent, as the JSON in it: one document, several, or a stream's events.

Numbers keep every digit. What is wrong is a `JSONDecodeError` at its line and column.
"""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Json = Any

_FIELD = re.compile(r"\ufeff?\s*(data|event|id|retry)?:")
"""How a stream of server-sent events begins; a comment is a line that begins with a colon."""
_LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|$)")
_SPACE = re.compile(r"[ \t\r\n]*")
_DONE = "[DONE]"


def parsed(text: str) -> Json:
    """Read JSON; several documents, or server-sent events, are the list of them."""
    if _FIELD.match(text):
        return [*_events(text)]
    documents = [*_documents(text.removeprefix("\ufeff"))]
    return documents[0] if len(documents) == 1 else documents


def _documents(text: str) -> Iterator[Json]:
    """Yield one document after another: JSONL, or whatever stands between them as white space."""
    at = _after_space(text, 0)
    while True:
        document, end = _DECODER.raw_decode(text, at)
        yield document
        at = _after_space(text, end)
        if at == len(text):
            return


def _after_space(text: str, at: int) -> int:
    space = _SPACE.match(text, at)
    return space.end() if space else at


def _events(text: str) -> Iterator[Json]:
    """Yield what each event carries; the mark of the end carries nothing."""
    for start, data in _data(text):
        if data.strip() in ("", _DONE):
            continue
        try:
            yield _DECODER.decode(data)
        except json.JSONDecodeError as error:
            at = min(start + error.pos, len(text))
            raise json.JSONDecodeError(error.msg, text, at) from None


def _data(text: str) -> Iterator[tuple[int, str]]:
    """Yield the data of each event, and where it starts: an empty line ends an event."""
    start = 0
    lines: list[str] = []
    for line in _LINE.finditer(text):
        name, _, value = line[1].removeprefix("\ufeff").partition(":")
        if name.strip() == "data":
            start = start if lines else line.end(1) - len(value)
            lines.append(value)
        elif not line[1] and lines:
            yield start, "\n".join(lines)
            lines = []
    if lines:
        yield start, "\n".join(lines)


def _number(kind: Callable[[str], int | Decimal]) -> Callable[[str], int | Decimal | str]:
    """Reads numbers; what is too great for any stays text, which only matters if it is a count."""

    def read(digits: str) -> int | Decimal | str:
        try:
            return kind(digits)
        except (ValueError, ArithmeticError):
            return digits

    return read


_DECODER = json.JSONDecoder(parse_int=_number(int), parse_float=_number(Decimal))
