"""Plain `mkdocs build` gives the site that stamping gives, and never a broken one."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, PluginError
from sample_site import SITE, THEME, WEB, Sample, sample_pages

from llmanac.mkdocs_plugin import LlmanacPlugin, make_frames
from llmanac.publish.frame import Frames, Source

if TYPE_CHECKING:
    from pathlib import Path

    from llmanac.build import Plan


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below the folder."""
    return {
        it.relative_to(folder).as_posix(): it.read_bytes()
        for it in sorted(folder.rglob("*"))
        if it.is_file()
    }


def run_mkdocs(project: Path, *, slow: bool = False) -> Path:
    """`mkdocs build` in that folder; where the site is."""
    config = load_config(str(project / "mkdocs.yml"))
    config.plugins["llmanac"].config["slow"] = slow
    build(config)
    return project / "out"


def test_mkdocs_build_gives_the_same_bytes(project: Path, site: Path) -> None:
    """One way to make frames, whoever starts it."""
    assert contents(run_mkdocs(project)) == contents(site)


def test_frames_are_the_same_with_a_settings_file(
    project: Path, frames: Frames, source: Source
) -> None:
    """`llmanac build` reads an `mkdocs.yml` where there is one, and is not led astray by it."""
    settled = replace(source, settings=project / "mkdocs.yml")
    assert contents(make_frames(settled, project / "f").folder) == contents(frames.folder)
    assert settled.digest() != source.digest()


def test_the_slow_way_gives_the_same_bytes(project: Path, site: Path) -> None:
    """A page that goes through MkDocs and Material by itself is what stamping makes of it."""
    slow = contents(run_mkdocs(project, slow=True))
    assert slow == contents(site)
    assert len(slow) > len(sample_pages())


def test_findings_stop_mkdocs_before_it_touches_the_site(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is published, and what stood still stands."""
    old = project / "out" / "index.html"
    old.parent.mkdir()
    old.write_text("old")

    def refuse(self: LlmanacPlugin, plan: Plan) -> Sample:
        raise PluginError(f"{plan.catalog.name}/models/acme/nova.yaml:1:1: SCH001 …")

    monkeypatch.setattr(LlmanacPlugin, "open_catalog", refuse)
    with pytest.raises(Abort):
        run_mkdocs(project)
    assert contents(project / "out") == {"index.html": b"old"}


def test_an_error_on_the_way_leaves_the_site_and_nothing_beside(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """MkDocs cleans and fills a folder of ours, and not the site."""
    old = project / "out" / "index.html"
    old.parent.mkdir()
    old.write_text("old")

    def fail(self: LlmanacPlugin, context: object, **_: object) -> None:
        raise PluginError("broken on the way")

    monkeypatch.setattr(LlmanacPlugin, "on_page_context", fail)
    with pytest.raises(Abort):
        run_mkdocs(project)
    assert contents(project / "out") == {"index.html": b"old"}
    left = [it for it in (project / "build").rglob("*") if it.is_file()]
    assert all(it.suffix == ".lock" for it in left), left


def test_a_page_by_hand_does_not_shadow_the_catalogue(project: Path) -> None:
    """Two pages at one address are an error that names it."""
    (project / "docs/en/index.md").write_text("# Mine\n")
    with pytest.raises(Abort):
        run_mkdocs(project)
    assert not (project / "out").exists()


def test_our_own_pages_have_no_broken_link(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """MkDocs warns of none; each page stands in both languages under the same name."""
    docs = THEME.parent
    with caplog.at_level(logging.INFO, "mkdocs"):
        made = make_frames(Source(SITE, THEME, WEB, docs), tmp_path / "frames")
    assert [it.getMessage() for it in caplog.records if it.levelno >= logging.WARNING] == []
    assert not [it.getMessage() for it in caplog.records if "anchor" in it.getMessage()]
    assert made.documents
    assert all(it.languages == ["en", "zh"] and it.description for it in made.documents)
