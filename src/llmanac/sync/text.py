"""Bytes of a feed → JSON with exact numbers; what is no such thing is a `Fault` with a place."""

from __future__ import annotations

import json
import re
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, Final, NoReturn

from llmanac.pricing.faults import Fault

if TYPE_CHECKING:
    from llmanac.sync.claims import Json

LARGEST: Final = 64 * 2**20
"""The most bytes of one feed; the largest that is read today has 9 MB."""
DEEPEST: Final = 40
"""How deep values may nest; feeds of today nest 9 deep."""
MOST_DIGITS: Final = 60

_HTML = re.compile(rb"\s*<(!doctype|html|head|body|\?xml)", re.IGNORECASE)
_LONE = re.compile("[\ud800-\udfff]")


def read_json(feed: str, data: bytes) -> Json:
    """What a feed's bytes say; fractions are Decimal, whole numbers int.

    Raises `Fault`: `sync-too-large`, `sync-empty`, `sync-html`, `sync-no-text`, `sync-cut-short`,
    `sync-no-json`, `sync-repeated-key`, `sync-no-number`, `sync-long-number`, `sync-too-deep`,
    `sync-half-character`.
    """
    if len(data) > LARGEST:
        raise Fault("sync-too-large", feed=feed, limit=LARGEST)
    if not data.strip():
        raise Fault("sync-empty", feed=feed)
    if _HTML.match(data):
        raise Fault("sync-html", feed=feed)
    made = _parsed(feed, _text(feed, data))
    _bounded(feed, made, may_be_broken=b"\\ud" in data.lower())
    return made


def _text(feed: str, data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Fault("sync-no-text", feed=feed, byte=error.start) from None


def _parsed(feed: str, text: str) -> Json:
    try:
        return json.loads(
            text,
            parse_int=_whole,
            parse_float=_fraction,
            parse_constant=_constant,
            object_pairs_hook=_mapping,
        )
    except json.JSONDecodeError as error:
        place = {"line": error.lineno, "column": error.colno}
        if error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated"):
            raise Fault("sync-cut-short", feed=feed, **place) from None
        raise Fault("sync-no-json", feed=feed, problem=error.msg, **place) from None
    except _Refused as refused:
        line = _line_of(text, refused.value)
        raise Fault(refused.code, feed=feed, value=refused.value[:60], line=line) from None
    except RecursionError:
        raise Fault("sync-too-deep", feed=feed, limit=DEEPEST, place="") from None


class _Refused(Exception):
    """A part of the text that means nothing, or two things."""

    def __init__(self, code: str, value: str) -> None:
        self.code = code
        self.value = value


def _whole(digits: str) -> int:
    if len(digits) > MOST_DIGITS:
        raise _Refused("sync-long-number", digits)
    return int(digits)


def _fraction(digits: str) -> Decimal:
    try:
        number = Decimal(digits)
    except InvalidOperation:
        raise _Refused("sync-long-number", digits) from None
    if len(digits) > MOST_DIGITS or abs(number.adjusted()) > MOST_DIGITS:
        raise _Refused("sync-long-number", digits)
    return number


def _constant(word: str) -> NoReturn:
    raise _Refused("sync-no-number", word)


def _mapping(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    mapping = dict(pairs)
    if len(mapping) < len(pairs):
        seen: set[str] = set()
        twice = next(name for name, _ in pairs if name in seen or seen.add(name))  # type: ignore[func-returns-value]
        raise _Refused("sync-repeated-key", twice)
    return mapping


def _line_of(text: str, value: str) -> int:
    """The line on which something stands last: where it was refused, or close to it."""
    return text.count("\n", 0, max(text.rfind(value), 0)) + 1


def _bounded(feed: str, made: Json, *, may_be_broken: bool) -> None:
    """Refuse what nests too deep for a reader, and halves of characters."""
    level, depth, path = [("", made)], 0, ""
    while level:
        depth += 1
        path = level[0][0]
        if depth > DEEPEST:
            raise Fault("sync-too-deep", feed=feed, limit=DEEPEST, place=path)
        level = [
            (f"{path}/{name}"[:200], value)
            for path, outer in level
            for name, value in _within(outer)
            if isinstance(value, dict | list) or (may_be_broken and _breaks(feed, value))
        ]


def _within(outer: Json) -> list[tuple[str, Json]]:
    if isinstance(outer, dict):
        return list(outer.items())
    return [(str(number), value) for number, value in enumerate(outer)] if outer is not None else []


def _breaks(feed: str, value: Json) -> bool:
    if isinstance(value, str) and _LONE.search(value):
        raise Fault("sync-half-character", feed=feed, value=value.encode("ascii", "replace")[:40])
    return False
