"""Plain data → YAML, in the form of records that people write: one line where it fits."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from llmanac.load.scalars import TooLong, scalar

if TYPE_CHECKING:
    from collections.abc import Mapping

Plain = Any
"""dict with text keys, tuple or list, str, int, Decimal, bool, None."""

WIDTH: Final = 100
ALWAYS_BLOCK: Final = ("prices", "sources", "apis.", "columns", "groups", "rows", "notes")
"""Fields that stand line by line even where one line would do."""

_PLAIN = re.compile(
    r"[A-Za-z\u4e00-\u9fff]([A-Za-z0-9\u4e00-\u9fff ._/()+-]*[A-Za-z0-9\u4e00-\u9fff)+.])?"
    r"|https?://[A-Za-z0-9._~/%@=+-]*[A-Za-z0-9/]"
    r"|\d+(\.\d+)?/\d*[kM]?(s|min|h)?"
    r"|\d+[kM]"
    r"|\d{4}-\d{2}(-\d{2})?"
    r"|[a-z0-9.-]+@\d{4}-\d{2}-\d{2}:[A-Za-z0-9._/@+-]*[A-Za-z0-9]"
)
"""Text that needs no quotes in any place; `scalar` has the last word."""
_WORDS = {"true", "false", "null", "yes", "no", "on", "off", "y", "n"}
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
"""What JSON leaves as it is and YAML refuses."""


def document(data: Mapping[str, Plain], schema: str) -> str:
    """A record whole: its first line names its schema."""
    return f"# yaml-language-server: $schema={schema}\n{block(data)}\n"


def block(data: Mapping[str, Plain]) -> str:
    """The lines of a mapping, without a line's end after the last."""
    return "\n".join(line for key, value in data.items() for line in _field(key, value, ""))


def item(value: Mapping[str, Plain]) -> str:
    """A mapping as the item of a list, as it stands behind the dash."""
    return "\n".join(line for key, one in value.items() for line in _field(key, one, "  "))


def _field(key: str, value: Plain, indent: str) -> list[str]:
    """A field as lines; `indent` is only room that is taken, not written."""
    name, nests = flow(key), bool(value) and _nests(value)
    if not nests or (key not in ALWAYS_BLOCK and _least(value) <= WIDTH):
        line = f"{name}: {flow(value)}"
        if not nests or len(line) + len(indent) <= WIDTH:
            return [line]
    if isinstance(value, dict):
        inner = [row for each, one in value.items() for row in _field(each, one, f"{indent}  ")]
        return [f"{name}:", *(f"  {row}" for row in inner)]
    return [f"{name}:", *(f"  {row}" for one in value for row in _item(one, f"{indent}  "))]


def _item(value: Plain, indent: str) -> list[str]:
    if not isinstance(value, dict):
        return [f"- {flow(value)}"]
    if _least(value) <= _NARROW and len(line := flow(value)) + len(indent) + 2 <= _NARROW:
        return [f"- {line}"]
    rows = [row for key, one in value.items() for row in _field(key, one, f"{indent}  ")]
    return [f"- {rows[0]}", *(f"  {row}" for row in rows[1:])]


_NARROW: Final = 64
"""Longer items of a list stand field by field."""


def _least(value: Plain) -> int:
    """No fewer characters are needed for a value in one line: most need not be tried."""
    if isinstance(value, str):
        return len(value)
    if isinstance(value, dict):
        return sum(len(key) + _least(one) + 4 for key, one in value.items())
    return sum(_least(one) + 2 for one in value) if _nests(value) else 1


def _nests(value: Plain) -> bool:
    return isinstance(value, (dict, list, tuple))


def flow(value: Plain) -> str:
    """Any value as one line of YAML that reads back as the same."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{flow(key)}: {flow(one)}" for key, one in value.items()) + "}"
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(flow, value))}]"
    if isinstance(value, bool):
        return "true" if value else "false"
    return "null" if value is None else format(value, "f" if isinstance(value, Decimal) else "")


@lru_cache(maxsize=1 << 16)
def _text(text: str) -> str:
    return text if _is_plain(text) else _quoted(text)


def _is_plain(text: str) -> bool:
    if not _PLAIN.fullmatch(text) or text.lower() in _WORDS:
        return False
    try:
        return scalar(text) == text
    except TooLong:
        return False


def _quoted(text: str) -> str:
    said = json.dumps(text, ensure_ascii=False)
    return _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", said)
