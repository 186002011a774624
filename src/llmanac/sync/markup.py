"""Markdown for a report: tables, and data of feeds that renders as itself."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from llmanac.messages import visible

Row = Sequence[str]

_OPEN: Final = 12
"""Rows of a table that are shown unfolded."""
_MOST: Final = 400
"""Rows of a table; of the rest the number is told."""
_LONGEST: Final = 90
"""Characters of one value."""


def table(title: str, heads: Row, rows: Iterable[Row]) -> Iterator[str]:
    """A heading and a table, folded where it is long; nothing where there are no rows."""
    rows = list(rows)
    if not rows:
        return
    lines = [_row(heads), _row(["---"] * len(heads)), *map(_row, rows[:_MOST])]
    if len(rows) > _MOST:
        lines.append(_row([f"… +{len(rows) - _MOST}", *[""] * (len(heads) - 1)]))
    table = "\n".join(lines)
    if len(rows) > _OPEN:
        table = f"<details><summary>{len(rows)}</summary>\n\n{table}\n\n</details>"
    yield f"## {title}\n\n{table}"


def _row(cells: Row) -> str:
    return f"| {' | '.join(cells)} |"


def shown(value: Any) -> str:  # noqa: ANN401 - any part of a record
    """A value as code, short; a dash where there is none."""
    if value is None or value == "":
        return "–"
    if isinstance(value, str):
        return code(value)
    return code(json.dumps(value, ensure_ascii=False, default=str))


def code(text: object) -> str:
    """Text that renders as itself, whatever stands in it."""
    said = visible(str(text)).replace("`", "'")
    short = said if len(said) <= _LONGEST else f"{said[: _LONGEST - 1]}…"
    return f"`{short}`".replace("|", "\\|") if short.strip() else "–"


_MARKUP = str.maketrans({char: f"\\{char}" for char in "\\`*_{}[]<>()#|~@!&"})


def plain(text: str) -> str:
    """A sentence of ours in which something of a feed may stand."""
    return text.translate(_MARKUP)
