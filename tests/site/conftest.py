"""The sample site: its frames, its files, and a project of MkDocs around it."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from mkdocs.config.defaults import MkDocsConfig
from own import alone
from sample_site import DOCS, SITE, THEME, WEB, Sample

from llmanac.build import Plan, build
from llmanac.mkdocs_plugin import LlmanacPlugin, make_frames
from llmanac.publish.frame import Frames, Source
from served import served

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def source(tmp_path_factory: pytest.TempPathFactory) -> Source:
    """What the sample's frames are made of."""
    docs = tmp_path_factory.mktemp("project") / "docs"
    for name, text in DOCS.items():
        (docs / name).parent.mkdir(parents=True, exist_ok=True)
        (docs / name).write_text(text, "utf-8")
    return Source(SITE, THEME, WEB, docs)


@pytest.fixture(scope="session")
def frames(source: Source, tmp_path_factory: pytest.TempPathFactory) -> Frames:
    """The sample's frames."""
    return make_frames(source, tmp_path_factory.mktemp("cache") / "frames")


@pytest.fixture(scope="session")
def site(frames: Frames, source: Source, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample as a folder that a host could serve."""
    target = tmp_path_factory.mktemp("build") / "site"
    Sample(source).publish(frames, target)
    return target


@pytest.fixture
def project(source: Source, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An `mkdocs.yml` beside the sample's pages, for a run of MkDocs by itself."""
    assert source.docs
    shutil.copytree(source.docs, tmp_path / "docs")
    settings = tmp_path / "mkdocs.yml"
    settings.write_text(
        "site_name: x\ndocs_dir: docs/en\nsite_dir: out\ntheme: material\nplugins: [llmanac]\n"
    )
    own = Sample(replace(source, docs=tmp_path / "docs", settings=settings))
    monkeypatch.setattr(LlmanacPlugin, "open_catalog", lambda self, catalog: own)
    plugin = EntryPoint("llmanac", "llmanac.mkdocs_plugin:LlmanacPlugin", "mkdocs.plugins")
    known = dict(MkDocsConfig._schema)["plugins"].installed_plugins
    monkeypatch.setitem(known, "llmanac", plugin)  # as if installed, where it runs from its sources
    return tmp_path


@pytest.fixture(scope="session")
def own_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This repository's own site, built once for all processes of a run."""
    run = tmp_path_factory.getbasetemp()
    folder = (run.parent if "PYTEST_XDIST_WORKER" in os.environ else run) / "own"
    plan = Plan(
        catalog=ROOT / "catalog",
        target=folder / "site",
        cache=folder / "cache",
        docs=ROOT / "docs",
        settings=ROOT / "mkdocs.yml",
    )
    with alone(folder / "lock"):
        built = build(plan, make_frames)
    assert not built.findings
    return folder / "site"


@pytest.fixture(scope="session")
def own_site(own_files: Path) -> Iterator[str]:
    """Where that site is served."""
    with served(own_files) as address:
        yield address
