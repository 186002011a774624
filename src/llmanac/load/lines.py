"""Newline-delimited JSON to plain data, with the line of every value."""

import json
from decimal import Decimal
from typing import Any, NoReturn

from llmanac.findings import Finding
from llmanac.load.document import Node, Plain


def compose_lines(path: str, text: str) -> tuple[Node | None, list[Finding]]:
    """A node whose items are the lines; None where one of them cannot be read."""
    root, findings = Node(1, 1), []
    for number, line in enumerate(text.splitlines(), start=1):
        try:
            root.items.append(Node(number, 1, _read(line)))
        except (ValueError, RecursionError) as error:
            params = {"problem": str(error)}
            findings.append(Finding(path, number, _column(error), "YML018", params))
    root.data = tuple(item.data for item in root.items)
    return (None if findings else root), findings


def plain_lines(text: str) -> Plain:
    """The lines without their places; None where one of them cannot be read."""
    try:
        return tuple([_read(line) for line in text.splitlines()]) or None
    except (ValueError, RecursionError):
        return None


def _read(line: str) -> Any:  # noqa: ANN401 - JSON enters here
    made = json.loads(
        line, parse_float=Decimal, parse_constant=_refused, object_pairs_hook=_mapping
    )
    return _frozen(made)


def _mapping(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    mapping = dict(pairs)
    if len(mapping) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"{twice!r} stands twice in one object")
    for name, value in pairs:
        if type(value) is list:
            mapping[name] = _frozen(value)
    return mapping


def _refused(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no number")


def _frozen(value: Any) -> Any:  # noqa: ANN401
    return tuple(_frozen(item) for item in value) if isinstance(value, list) else value


def _column(error: Exception) -> int:
    return error.colno if isinstance(error, json.JSONDecodeError) else 1
