"""Findings as text for people, JSON for programs, annotations for GitHub. Pure but for excerpts."""

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Literal

from llmanac.findings import Finding
from llmanac.load.text import LIMIT
from llmanac.messages import Language, sentence, visible

Format = Literal["text", "json", "github"]
_COLOURS = {"error": "\x1b[31m", "warning": "\x1b[33m"}
_DIM, _PLAIN = "\x1b[2m", "\x1b[0m"
_WIDEST = 100


def report(
    findings: Sequence[Finding],
    format_: Format,
    *,
    root: Path,
    language: Language = "en",
    colour: bool = False,
) -> str:
    """All findings of the catalogue at `root` in one of the formats, with a line end."""
    ordered = sorted(findings)
    if format_ == "json":
        return as_json(ordered, root, language)
    if format_ == "github":
        return as_github(ordered, root, language)
    return as_text(ordered, root, language, colour=colour)


def wants_colour(*, is_terminal: bool, environment: Mapping[str, str]) -> bool:
    """Whether to print in colour: on a terminal, unless `NO_COLOR` is set (no-color.org)."""
    return is_terminal and not environment.get("NO_COLOR")


def as_text(
    findings: Sequence[Finding], root: Path, language: Language, *, colour: bool = False
) -> str:
    """A paragraph per file, each finding above the line that it is about; then a count."""
    blocks = []
    for path, group in groupby(findings, key=lambda finding: finding.path):
        lines = _lines(root / path)
        told = [_told(finding, root, language, lines) for finding in group]
        blocks.append("\n".join(told))
    text = "\n\n".join([*blocks, _count(findings, language)]) + "\n"
    return text if colour else _COLOURED.sub("", text)


def as_json(findings: Sequence[Finding], root: Path, language: Language) -> str:
    """A list of objects with the fields of a finding, its severity and its sentence."""
    listed = [
        {
            "path": _path(finding, root),
            "line": finding.line,
            "column": finding.column,
            "severity": finding.severity,
            "code": finding.code,
            "params": finding.params,
            "message": sentence(finding.code, language, finding.params),
        }
        for finding in findings
    ]
    return json.dumps(listed, ensure_ascii=False, indent=2, default=str) + "\n"


def as_github(findings: Sequence[Finding], root: Path, language: Language) -> str:
    """Workflow commands, which GitHub shows beside the lines of a change."""
    return "".join(
        f"::{finding.severity} file={_property(_path(finding, root))},line={finding.line},"
        f"col={finding.column},title={finding.code}"
        f"::{_data(sentence(finding.code, language, finding.params))}\n"
        for finding in findings
    )


def _told(finding: Finding, root: Path, language: Language, lines: Sequence[str]) -> str:
    place = f"{_path(finding, root)}:{finding.line}:{finding.column}"
    said = sentence(finding.code, language, finding.params)
    head = f"{place}: {_COLOURS[finding.severity]}{finding.code}{_PLAIN} {said}"
    if not 0 < finding.line <= len(lines):
        return head
    line, column = visible(lines[finding.line - 1].replace("\t", " ")), finding.column - 1
    start = max(0, column - _WIDEST // 2)
    indent = " " * sum(_width(char) for char in line[start:column])
    return f"{head}\n{_DIM}    {line[start : start + _WIDEST]}\n    {indent}^{_PLAIN}"


def _lines(file: Path) -> Sequence[str]:
    """The lines of a file to show, none where it is no file that can be shown."""
    try:
        is_small = file.is_file() and file.stat().st_size <= LIMIT
        return file.read_bytes().decode(errors="replace").split("\n") if is_small else ()
    except OSError:
        return ()


def _width(char: str) -> int:
    """Columns that a terminal gives a character."""
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _count(findings: Sequence[Finding], language: Language) -> str:
    errors = sum(finding.severity == "error" for finding in findings)
    params = {
        "errors": str(errors),
        "warnings": str(len(findings) - errors),
        "files": str(len({finding.path for finding in findings})),
    }
    return sentence("findings" if findings else "no-findings", language, params)


def _path(finding: Finding, root: Path) -> str:
    return visible((root / finding.path).as_posix())


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


_COLOURED = re.compile(r"\x1b\[\d*m")
