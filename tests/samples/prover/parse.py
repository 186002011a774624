"""Parse source files as they stand: `python parse.py GRAMMAR FILE …`. Runs beside its grammars.

Prints `file:line:column: what is wrong` for each mistake; ends with 1 if there is one.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

Spot = tuple[int, int, str]


def mistakes(node: Any) -> Iterator[Spot]:  # noqa: ANN401 - the library comes without types
    """Line, column and kind of every node that the grammar did not expect or had to make up."""
    if node.is_error or node.is_missing:
        line, column = node.start_point
        yield line + 1, column + 1, f"{node.type} is missing" if node.is_missing else "mistake"
        return
    for child in node.children:
        if child.has_error:
            yield from mistakes(child)


def main(grammar: str, *files: str) -> int:
    """Parse every file with one grammar."""
    from tree_sitter_language_pack import get_parser

    parser: Any = get_parser(grammar)
    found = [
        f"{file}:{line}:{column}: {what}"
        for file in files
        for line, column, what in mistakes(parser.parse(Path(file).read_bytes()).root_node)
    ]
    sys.stdout.write("".join(f"{each}\n" for each in found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
