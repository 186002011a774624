"""`llmanac init`: a catalogue of one's own that is right from the start."""

import re
from pathlib import Path

from terminal import Run, llmanac, tree

from llmanac.publish.schemas import schema_files


def test_it_checks_and_builds_at_once(starter: Path, run: Run) -> None:
    """No finding, a site in both languages, an estimate, a second build that does nothing."""
    assert run("check", cwd=starter) == (0, "no findings\n", "")
    assert llmanac("build", cwd=starter).code == 0
    site = starter / "build" / "site"
    for prefix in ("", "zh/"):
        assert (site / prefix / "models/example-lab/first-model/index.html").is_file()
    usage = '{"prompt_tokens": 1000, "completion_tokens": 500}'
    said = llmanac("estimate", "--model", "first-model", "--json", cwd=starter, stdin=usage)
    assert '"total": "0.003"' in said.out
    again = llmanac("build", cwd=starter)
    assert (again.code, again.out, again.err) == (0, "", f"nothing has changed: {site}\n")


def test_its_records_name_schemas_that_are_there(starter: Path) -> None:
    """Editors find them; they are those of this release."""
    records = [*starter.rglob("catalog/**/*.yaml")]
    assert len(records) >= 5
    for record in records:
        named = re.match(r"# yaml-language-server: \$schema=(\S+)\n", record.read_text("utf-8"))
        assert named, record
        assert (record.parent / named[1]).is_file(), record
    assert tree(starter / "schemas") == dict(schema_files())


def test_it_prints_what_it_writes_and_what_comes_next(tmp_path: Path, run: Run) -> None:
    """Paths to stdout, advice to stderr; this folder is meant where none is named."""
    said = run("init", cwd=tmp_path)
    assert said.code == 0
    assert {*said.out.splitlines()} == {*tree(tmp_path)}
    assert ".gitignore" in tree(tmp_path)
    assert "llmanac serve" in said.err


def test_it_writes_over_nothing(tmp_path: Path, run: Run) -> None:
    """Where anything of it stands already, nothing is written; a git repository may be there."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "catalog").mkdir()
    said = run("init", cwd=tmp_path)
    assert (said.code, said.out) == (2, "")
    assert "catalog is there already; name an empty folder" in said.err
    assert tree(tmp_path) == {}
    (tmp_path / "catalog").rmdir()
    assert run("init", cwd=tmp_path).code == 0
    assert run("init", cwd=tmp_path).code == 2
