"""`llmanac check`: every finding of every file, in three formats."""

import json
import re
from pathlib import Path

import pytest
from copies import Copy
from flaws import BAZAAR, ECHO, NOVA, SOLD, TABLE, Flaw
from terminal import Run, llmanac

FLAWS = [
    Flaw("REC001", NOVA, "kind: chat", "kind: chat\n§kindd: chat"),
    Flaw("YML004", ECHO, "kind: embedding\n", "kind: embedding\n§\tcontext: 1\n"),
    Flaw("PRC021", SOLD, "output: 6}", "output: §-6}"),
    Flaw("REC022", BAZAAR, "home: https://bazaar.example", "home: §javascript:alert(1)"),
    Flaw("EVL003", TABLE, "79.5", "§100.1"),
]
"""One in each of five files, of three layers: text, schema, law."""


def test_a_good_catalogue_has_no_findings(copy: Copy, run: Run) -> None:
    """Exit code 0; a program reads an empty list, GitHub nothing."""
    cwd = copy.root.parent
    assert run("check", cwd=cwd) == (0, "no findings\n", "")
    assert run("check", "--format", "json", cwd=cwd) == (0, "[]\n", "")
    assert run("check", "--format", "github", cwd=cwd) == (0, "", "")
    assert run("check", "--lang", "zh", cwd=cwd).out == "没有发现问题\n"


def test_one_run_shows_every_finding_of_every_file(copy: Copy, run: Run) -> None:
    """A file that does not parse hides no other; all formats say the same, with exit code 1."""
    places = {flaw.place_in(copy) for flaw in FLAWS}
    formats = {
        name: run("check", "--format", name, cwd=copy.root.parent)
        for name in ("text", "json", "github")
    }
    assert {said.code for said in formats.values()} == {1}
    assert {said.err for said in formats.values()} == {""}
    by_json = {
        (it["path"].removeprefix("catalog/"), it["line"], it["column"], it["code"])
        for it in json.loads(formats["json"].out)
    }
    heads = re.findall(r"^catalog/(\S+?):(\d+):(\d+): ([A-Z]+\d+) \S", formats["text"].out, re.M)
    notes = re.findall(
        r"^::error file=catalog/(.*),line=(\d+),col=(\d+),title=(\w+)::.",
        formats["github"].out,
        re.M,
    )
    by_text, by_github = (
        {(path, int(line), int(column), code) for path, line, column, code in found}
        for found in (heads, notes)
    )
    assert places <= by_json == by_text == by_github
    assert {path for path, *_ in by_json} == {path for path, *_ in places}


def test_a_warning_alone_is_told_and_passes(copy: Copy, run: Run) -> None:
    """Exit code 0: nothing keeps the site from being published."""
    copy.edit(NOVA, "{en: Layers, zh: 层}", "{en: Layers}")
    said = run("check", "--format", "json", cwd=copy.root.parent)
    assert said.code == 0
    assert [it["severity"] for it in json.loads(said.out)] == ["warning"]


def test_a_catalogue_may_stand_anywhere(copy: Copy, run: Run, tmp_path: Path) -> None:
    """Findings name a path that can be opened from where one is."""
    copy.edit(NOVA, "kind: chat", "kind: chatt")
    moved = copy.root.rename(tmp_path / "our 目录 x")
    here = tmp_path / "elsewhere"
    here.mkdir()
    said = run("check", "--catalog", f"../{moved.name}", cwd=here)
    assert said.code == 1
    assert f"../{moved.name}/models/acme/nova.yaml:4:7: REC009" in said.out
    assert list(here.iterdir()) == []


def test_a_day_can_be_chosen(copy: Copy, run: Run) -> None:
    """A price that was checked after that day is a finding."""
    earlier = run("check", "--as-of", "2026-02-28", cwd=copy.root.parent)
    assert (earlier.code, "PRC007" in earlier.out) == (1, True)
    assert run("check", "--as-of", "2026-03-01", cwd=copy.root.parent).code == 0


@pytest.mark.parametrize("variables", [{}, {"NO_COLOR": "1", "TERM": "xterm"}])
def test_a_pipe_gets_no_colours(copy: Copy, variables: dict[str, str]) -> None:
    """Programs read it."""
    copy.edit(NOVA, "kind: chat", "kind: chatt")
    said = llmanac("check", cwd=copy.root.parent, **variables)
    assert said.code == 1
    assert "\x1b" not in said.out + said.err
