"""Full text: what is looked through, the same bytes each time, and what a reader finds."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from copies import AS_OF, copied
from own import own_catalog

from llmanac.build import Plan, build
from llmanac.cli.build import render
from llmanac.pricing.faults import Fault
from llmanac.publish.finding import fulltext
from llmanac.publish.finding.bodies import Body, bodies
from llmanac.publish.finding.fulltext import bundle
from llmanac.publish.frame import Frames
from llmanac.publish.slots import Site
from served import served

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page

ROOT = Path(__file__).parents[2]
PAGES = [
    Body(f"{prefix}page-{n}/", f"<html lang={lang}><article><h1>{n}</h1><p>{text}</article></html>")
    for lang, prefix, text in (("en", "", "prices and models"), ("zh", "zh/", "模型的价格"))
    for n in range(40)
]


@pytest.fixture(scope="module")
def plan(own_files: Path) -> Plan:
    """The site of this repository."""
    return Plan(
        catalog=ROOT / "catalog",
        target=own_files,
        cache=own_files.parent / "cache",
        docs=ROOT / "docs",
        settings=ROOT / "mkdocs.yml",
    )


@pytest.fixture(scope="module")
def address(own_files: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where it is served, below a path."""
    folder = tmp_path_factory.mktemp("host")
    (folder / "below").symlink_to(own_files)
    with served(folder) as host:
        yield f"{host}below/"


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below the folder."""
    return {
        it.relative_to(folder).as_posix(): it.read_bytes()
        for it in folder.rglob("*")
        if it.is_file()
    }


def test_the_same_pages_give_the_same_bytes(tmp_path: Path) -> None:
    """Run after run; another page, another folder, and the old one is gone."""
    runs = [contents(bundle(PAGES, tmp_path / str(n))) for n in range(4)]
    assert all(run == runs[0] for run in runs)
    assert {*runs[0]} >= {"pagefind.js", "pagefind-entry.json"}
    first = bundle(PAGES, tmp_path / "0")
    other = bundle(PAGES[1:], tmp_path / "0")
    assert first != other
    assert not first.exists()
    assert contents(other) != runs[0]


def test_pages_that_say_the_same_are_not_indexed_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The folder is found by what the pages say."""
    kept = bundle(PAGES, tmp_path)
    monkeypatch.setattr(fulltext, "_indexed", None)
    assert bundle(iter(PAGES), tmp_path) == kept


def test_a_failing_index_is_a_fault_and_leaves_nothing(tmp_path: Path) -> None:
    """Its reason is told; no half of an index is taken for one."""
    with pytest.raises(Fault) as raised:
        bundle([Body("x/", None)], tmp_path / "text")  # type: ignore[arg-type]
    assert raised.value.code == "text-failed"
    assert not (tmp_path / "text").exists()


def test_a_new_price_leaves_the_text_as_it_was(tmp_path: Path) -> None:
    """And a new sentence does not."""
    copy = copied(tmp_path)
    plan = Plan.beside(copy.root, as_of=AS_OF)
    folders = []
    for path, old, new in (
        ("site.yaml", "path: /\n", "path: /\n"),
        ("offers/bazaar/acme-nova.yaml", "4.80", "4.90"),
        ("models/acme/nova.yaml", "Acme's model for everything.", "Acme's model for the rest."),
    ):
        text = (copy.root / path).read_text("utf-8")
        assert old in text
        copy.write(path, text.replace(old, new))
        assert not build(plan, render).fails
        folders.append({it.name for it in (plan.cache / "text").iterdir() if it.is_dir()})
    assert folders[0] == folders[1] != folders[2]


def test_every_heading_that_is_indexed_is_on_its_page(plan: Plan) -> None:
    """A find leads to a page that is there, and to a section of it; code is not looked through."""
    catalog = own_catalog()
    (frames,) = (it for it in (plan.cache / "frames").iterdir() if it.is_dir())
    pages = list(bodies(catalog, Frames.load(frames, Site.of(catalog.site))))
    assert len(pages) == len({it.path for it in pages})
    assert {f"{prefix}models/{id_}/" for id_ in catalog.models for prefix in ("", "zh/")} < {
        it.path for it in pages
    }
    assert {"parameters/", "zh/parameters/", "guide/prices/", "zh/guide/prices/"} < {
        it.path for it in pages
    }
    for page in pages[:: len(pages) // 400 + 1]:
        html = (plan.target / page.path / "index.html").read_text("utf-8")
        there = {*re.findall(r'\bid="([^"]+)"', html)}
        lean = page.html.partition("<article")[2].partition("</article>")[0]
        assert {*re.findall(r'<h\d id="([^"]+)"', lean)} <= there, page.path


@pytest.mark.parametrize(
    ("prefix", "query", "path"),
    [
        ("zh/", "价格", "zh/guide/prices/"),
        ("zh/", "视觉", "zh/models/"),
        ("", "receipt", "guide/"),
        ("", "freely", "parameters/#temperature"),
    ],
)
def test_words_of_a_page_lead_to_it(
    page: Page, address: str, prefix: str, query: str, path: str
) -> None:
    """Below the names, in the language of the page, with the words that were found; nothing is
    fetched before somebody types, nothing from elsewhere."""
    asked: list[str] = []
    page.on("request", lambda it: asked.append(it.url))
    page.goto(address + prefix)
    page.focus(".la-find input")
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "/text/" in url]
    page.keyboard.type(query)
    finds = page.locator("[data-group=texts] a")
    finds.first.wait_for()
    assert page.locator("[data-group=texts] mark").count()
    leads = finds.evaluate_all("all => all.map((it) => it.href)")
    assert all(url.startswith(address + prefix) for url in leads)
    assert any(url.startswith(address + path) for url in leads), leads
    finds.first.click()
    page.wait_for_url(leads[0])
    assert page.locator("h1").count() == 1
    assert [url for url in asked if not url.startswith((address, "data:", "blob:"))] == []


def test_without_full_text_names_are_found(page: Page, address: str) -> None:
    """A host that does not serve it shows nothing of it."""
    page.route(
        "**/text/pagefind.js",
        lambda it: it.fulfill(body="export const search = 1;", content_type="text/javascript"),
    )
    page.goto(address)
    page.fill(".la-find input", "qwen")
    page.locator("[data-group=names] a").first.wait_for()
    page.wait_for_timeout(500)
    assert page.locator("[data-group=texts]").is_hidden()
