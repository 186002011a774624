"""Findings as text for people, JSON for programs, annotations for GitHub. Pure but for excerpts."""

import json
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import Literal

from llmanac.findings import Finding
from llmanac.messages import Language, sentence, visible
from llmanac.report.paint import Paint, width

Format = Literal["text", "json", "github"]
_STYLES = {"error": "alert", "warning": "accent"}
_WIDEST = 100
"""Characters of a line that are shown."""
_LARGEST = 2**20
"""Bytes of a file of which a line is shown; a larger one is no record."""


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
    return as_text(ordered, root, language, Paint(on=colour))


def as_text(findings: Sequence[Finding], root: Path, language: Language, paint: Paint) -> str:
    """A paragraph per file, each finding above the line that it is about; then a count."""
    blocks = []
    for path, group in groupby(findings, key=lambda finding: finding.path):
        lines = _lines(root / path)
        blocks.append("\n".join(_told(one, root, language, lines, paint) for one in group))
    return "\n\n".join([*blocks, _count(findings, language)]) + "\n"


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


def _told(
    finding: Finding, root: Path, language: Language, lines: Sequence[str], paint: Paint
) -> str:
    place = f"{_path(finding, root)}:{finding.line}:{finding.column}"
    said = sentence(finding.code, language, finding.params)
    head = f"{place}: {paint(_STYLES[finding.severity], finding.code)} {said}"
    excerpt = _excerpt(lines, finding)
    return f"{head}\n{paint('dim', excerpt)}" if excerpt else head


def _excerpt(lines: Sequence[str], finding: Finding) -> str:
    """The line that a finding is about, or what fits of it, with a caret under the place."""
    if finding.line > len(lines):
        return ""
    line, column = lines[finding.line - 1], finding.column - 1
    start = max(0, column - _WIDEST // 2)
    before, rest = line[start:column], line[column : start + _WIDEST]
    shown = [visible(part.replace("\t", " ")) for part in (before, rest)]
    return f"    {''.join(shown)}\n    {' ' * width(shown[0])}^"


def _lines(file: Path) -> Sequence[str]:
    """The lines of a file to show, none where it is no file that can be shown."""
    try:
        is_small = file.is_file() and file.stat().st_size <= _LARGEST
        return file.read_bytes().decode(errors="replace").split("\n") if is_small else ()
    except OSError:
        return ()


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
