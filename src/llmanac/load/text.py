"""Bytes to text: a file's size, its encoding, and characters that no record may hold."""

import re

from llmanac.findings import Finding

LIMIT = 1_048_576
"""The most bytes of one file that a person writes."""
LINES_LIMIT = 16 * LIMIT
"""The most bytes of one file of lines, which programs write."""

_BOM = "\ufeff"
_REFUSED = re.compile(
    "[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)
"""What YAML refuses, and what only some programs take for the end of a line."""


def read_text(path: str, data: bytes) -> tuple[str | None, list[Finding]]:
    """The text of a file, None where there is none, and what is wrong with it."""
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        line, column = spot(data[: error.start].decode(), error.start)
        byte = f"0x{data[error.start]:02X}"
        return None, [Finding(path, line, column, "YML002", {"byte": byte})]
    findings = [Finding(path, 1, 1, "YML015")] if text.startswith(_BOM) else []
    text = text.removeprefix(_BOM)
    if refused := _REFUSED.search(text):
        line, column = spot(text, refused.start())
        point = f"U+{ord(refused[0]):04X}"
        return None, [*findings, Finding(path, line, column, "YML013", {"point": point})]
    return text, findings


def spot(text: str, offset: int) -> tuple[int, int]:
    """Line and column, from 1, of a position in `text`."""
    before = text[:offset]
    return before.count("\n") + 1, len(before) - before.rfind("\n")
