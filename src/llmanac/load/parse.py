"""Text to plain data, by the ending of the file's name."""

from collections.abc import Callable
from pathlib import PurePath

from llmanac.findings import Finding
from llmanac.load.document import Node, Plain, compose
from llmanac.load.lines import compose_lines, plain_lines
from llmanac.load.plain import plain

READERS: dict[str, Callable[[str, str], tuple[Node | None, list[Finding]]]] = {
    ".yaml": compose,
    ".json": compose,  # whatever is JSON is YAML, too
    ".ndjson": compose_lines,
}

QUICK: dict[str, Callable[[str], Plain]] = {
    ".yaml": plain,
    ".json": plain,
    ".ndjson": plain_lines,
}
"""The same without places, for what is plain."""


def parse(path: str, text: str) -> tuple[Node | None, list[Finding]]:
    """The root of a record's file; None where there is none that can be read."""
    return READERS[PurePath(path).suffix](path, text)


def parse_plain(path: str, text: str) -> Plain:
    """What the file says, without places; None where `parse` may find something."""
    return QUICK[PurePath(path).suffix](text)
