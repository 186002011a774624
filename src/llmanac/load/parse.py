"""Text to plain data, by the ending of the file's name."""

from collections.abc import Callable
from pathlib import PurePath

from llmanac.findings import Finding
from llmanac.load.document import Node, compose
from llmanac.load.lines import compose_lines

READERS: dict[str, Callable[[str, str], tuple[Node | None, list[Finding]]]] = {
    ".yaml": compose,
    ".json": compose,  # whatever is JSON is YAML, too
    ".ndjson": compose_lines,
}


def parse(path: str, text: str) -> tuple[Node | None, list[Finding]]:
    """The root of a record's file; None where there is none that can be read."""
    return READERS[PurePath(path).suffix](path, text)
