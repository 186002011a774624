"""A site is a function of its records: whoever builds it, where, when, and on top of what."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from copies import copied
from terminal import PLAIN, llmanac, tree

from llmanac.build import Plan, build
from llmanac.cli.build import render

REPOSITORY = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented records under the pages of this repository, with nothing made of them."""
    folder = tmp_path_factory.mktemp("copy") / "almanac"
    copied(folder)
    shutil.copytree(REPOSITORY / "docs", folder / "docs")
    shutil.copyfile(REPOSITORY / "mkdocs.yml", folder / "mkdocs.yml")
    return folder


@pytest.fixture(scope="module")
def site(copy: Path) -> dict[str, bytes]:
    """What `llmanac build` makes of them."""
    return built(copy)


def built(project: Path, *words: str, **variables: str) -> dict[str, bytes]:
    """Build by the command; the site."""
    said = llmanac("build", *words, cwd=project, **variables)
    assert said.code == 0, said.err
    return tree(project / "build" / "site")


def by_mkdocs(project: Path) -> dict[str, bytes]:
    """Build by plain `mkdocs build`; the site."""
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    run = subprocess.run(
        command, cwd=project, env=PLAIN, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    return tree(project / "build" / "site")


def test_plain_mkdocs_gives_the_same(copy: Path, site: dict[str, bytes], tmp_path: Path) -> None:
    """Also the slow way, in which every page goes through MkDocs and Material by itself."""
    other = Path(shutil.copytree(copy, tmp_path / "other", ignore=shutil.ignore_patterns("build")))
    assert by_mkdocs(other) == site
    settings = other / "mkdocs.yml"
    said = settings.read_text("utf-8")
    slowly = said.replace("[llmanac]", "[{llmanac: {slow: true}}]")
    assert slowly != said
    settings.write_text(slowly, "utf-8")
    shutil.rmtree(other / "build")
    slow = by_mkdocs(other)
    assert [path for path in {*site, *slow} if slow.get(path) != site.get(path)] == []


def test_place_and_time_do_not_matter(copy: Path, site: dict[str, bytes], tmp_path: Path) -> None:
    """Another folder, hash seed, locale, time zone and umask, and other times of the files."""
    other = tmp_path / "别处 elsewhere"
    shutil.copytree(copy, other, ignore=shutil.ignore_patterns("build"))
    for file in other.rglob("*"):
        os.utime(file, (1, 1))
    surroundings = {"PYTHONHASHSEED": "7", "LC_ALL": "C", "TZ": "Pacific/Kiritimati"}
    assert built(other, **surroundings) == site


CHANGES = [
    ("models/acme/nova.yaml", "name: Nova", "name: Supernova"),
    ("models/acme/nova.yaml", "context: 131072", "context: 120000"),
    ("models/acme/nova.yaml", "output: 32768", "output: 16384"),
    ("models/acme/nova.yaml", "released: 2026-01-15", "released: 2026-01-16"),
    ("models/acme/nova.yaml", "[text-generation, thinking]", "[thinking]"),
    ("models/acme/nova.yaml", "kind: chat", "kind: image"),
    ("feeds.yaml", "as_of: 2026-06-01", "as_of: 2026-05-01"),
    ("feeds.yaml", "name: Far Sight", "name: Far Beyond"),
    ("evidence/bazaar.ndjson", '"input":"0.5"', '"input":"4.8"'),
    ("labs.yaml", "Acme", "Acme & Sons"),
    ("providers/bazaar.yaml", "currency: USD", "currency: CNY"),
    ("offers/bazaar/acme-nova.yaml", "4.80, 9.60", "4.90, 9.90"),
    ("evaluations/acme/nova-launch.yaml", "79.5", "79.6"),
    ("capabilities.yaml", "text generation", "prose"),
    ("site.yaml", "Start here", "Begin here"),
    ("redirects.yaml", "acme/nova-preview", "acme/nova-draft"),
]
"""File, and text in it that is replaced wherever it stands."""


def test_a_site_on_top_of_another_is_the_same(tmp_path: Path) -> None:
    """Records of each kind changed, added, taken away: what a build from nothing makes."""
    catalog = copied(tmp_path).root
    plan = Plan.beside(catalog)
    assert not build(plan, render).fails
    first = tree(plan.target)
    for path, old, new in CHANGES:
        file = catalog / path
        text = file.read_text("utf-8")
        assert old in text, path
        file.write_text(text.replace(old, new), "utf-8")
        assert not build(plan, render).fails
        assert differing(plan, afresh(plan, tmp_path)) == [], path
    added = catalog / "models/acme/nova-two.yaml"
    shutil.copyfile(catalog / "models/acme/nova.yaml", added)
    (catalog / "offers/bazaar/mystery.yaml").unlink()
    assert not build(plan, render).fails
    assert differing(plan, afresh(plan, tmp_path)) == []
    shutil.rmtree(catalog)
    copied(tmp_path)
    assert not build(plan, render).fails
    assert differing(plan, first) == []


def afresh(plan: Plan, folder: Path) -> dict[str, bytes]:
    """The site that is made with nothing kept but the frames, which their digest names."""
    other = folder / "other"
    shutil.rmtree(other, ignore_errors=True)
    shutil.copytree(plan.cache / "frames", other / "cache" / "frames")
    made = Plan(plan.catalog, other / "site", other / "cache")
    assert not build(made, render).fails
    return tree(made.target)


def differing(plan: Plan, site: dict[str, bytes]) -> list[str]:
    """The files in which the site that stands is another."""
    found = tree(plan.target)
    return sorted(path for path in {*site, *found} if site.get(path) != found.get(path))


def test_what_somebody_changed_in_the_site_is_mended(tmp_path: Path) -> None:
    """A file that was edited, taken away, or does not belong there."""
    copied(tmp_path)
    site = built(tmp_path)
    folder = tmp_path / "build" / "site"
    (folder / "index.html").write_text("spoilt")
    (folder / "llms.txt").unlink()
    (folder / "foreign.txt").write_text("x")
    assert built(tmp_path) == site


def test_pages_may_come_from_elsewhere_and_go_elsewhere(tmp_path: Path) -> None:
    """`--docs` and `--out` are read from where one is, with blanks and Chinese in them."""
    copied(tmp_path)
    pages = tmp_path / "our pages 页"
    for language in ("en", "zh"):
        (pages / language).mkdir(parents=True)
        (pages / language / "about.md").write_text("# Written by hand\n")
    here = tmp_path / "here"
    here.mkdir()
    words = ("--catalog", "../catalog", "--docs", f"../{pages.name}", "--out", "the site 站")
    said = llmanac("build", *words, cwd=here)
    assert said.code == 0, said.err
    assert said.out == ""
    for prefix in ("", "zh/"):
        page = here / "the site 站" / prefix / "about" / "index.html"
        assert "Written by hand" in page.read_text("utf-8")
    assert not (tmp_path / "build" / "site").exists()
