"""Findings are shown to people, programs and GitHub."""

import json
from pathlib import Path

from copies import copied
from flaws import NOVA

from llmanac.findings import Finding
from llmanac.report.findings import report


def test_text_shows_the_place_and_the_line(tmp_path: Path) -> None:
    """The caret stands under the value, also behind wide characters."""
    copy = copied(tmp_path)
    copy.edit(NOVA, "title: {en: Short thoughts, zh: 思考简短}", "title: {zh: 思考简短, on: x}")
    said = report(copy.check(), "text", root=copy.root)
    assert said == (
        f"{copy.root}/{NOVA}:28:23: REC001 `on` is no field here; remove it, or write `en`\n"
        "      - title: {zh: 思考简短, on: x}\n"
        "                              ^\n\n"
        "errors: 1, warnings: 0, files: 1\n"
    )


def test_colour_is_only_for_those_who_want_it(tmp_path: Path) -> None:
    """Without it no escape is written, whatever the file holds."""
    (tmp_path / "x.yaml").write_text("a: \x1b[31m\n")
    finding = Finding("x.yaml", 1, 4, "YML013", {"point": "U+001B"})
    assert "\x1b" not in report([finding], "text", root=tmp_path)
    assert "\x1b[31mYML013\x1b[0m" in report([finding], "text", root=tmp_path, colour=True)


def test_json_is_for_programs(tmp_path: Path) -> None:
    """Every field, and the sentence in the language asked for."""
    [found] = json.loads(report([FOUND], "json", root=Path("catalog"), language="zh"))
    assert found == {
        "path": "catalog/a,b.yaml",
        "line": 3,
        "column": 5,
        "severity": "error",
        "code": "YML003",
        "params": {"problem": "50%\n::error"},
        "message": "这不是合法的 YAML：50%\\u{a}::error；请修改这一行或上一行",
    }


def test_github_cannot_be_told_anything_else() -> None:
    """What data holds ends no command and begins none."""
    assert report([FOUND], "github", root=Path("catalog")) == (
        "::error file=catalog/a%2Cb.yaml,line=3,col=5,title=YML003"
        "::this is no YAML: 50%25\\u{a}::error; mend the line or the one before it\n"
    )


def test_a_warning_is_no_error() -> None:
    """It is counted and shown apart."""
    finding = Finding("labs.yaml", 1, 1, "TXT002", {"language": "zh"})
    assert finding.severity == "warning"
    assert report([finding], "github", root=Path()).startswith("::warning file=labs.yaml,")
    text = report([finding], "text", root=Path("none"))
    assert text.endswith("\n\nerrors: 0, warnings: 1, files: 1\n")


FOUND = Finding("a,b.yaml", 3, 5, "YML003", {"problem": "50%\n::error"})
