"""What stands beside the pages of a whole site: old addresses, the sitemap, published records."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING

import pytest
from copies import AS_OF, copied

from llmanac.build import Plan, build
from llmanac.cli.build import render

if TYPE_CHECKING:
    from pathlib import Path

    from copies import Copy

LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
LINK = "{http://www.w3.org/1999/xhtml}link"


def built(copy: Copy) -> Path:
    """The copy's site."""
    plan = Plan.beside(copy.root, as_of=AS_OF)
    assert not build(plan, render).fails
    return plan.target


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The invented catalogue's site, which has a host, a repository and an old id."""
    return built(copied(tmp_path_factory.mktemp("site")))


@pytest.mark.parametrize(
    ("prefix", "said"), [("", "This record has a new id"), ("zh/", "此记录已改用新的 ID")]
)
def test_an_old_address_leads_to_the_record(site: Path, prefix: str, said: str) -> None:
    """An id never dies: its page says what became of it, and goes there by itself."""
    old = site / prefix / "models/acme/nova-preview/index.html"
    page = old.read_text("utf-8")
    assert said in page
    (target,) = {*re.findall(r'(?:url=|href=")([^"]+)', page)}
    new = (old.parent / target / "index.html").resolve()
    assert new == (site / prefix / "models/acme/nova/index.html").resolve()
    assert new.is_file()


def test_the_sitemap_lists_every_page_in_every_language(site: Path) -> None:
    """Each page once, with its other languages; neither old addresses nor the missing page."""
    tree = ET.parse(site / "sitemap.xml")
    listed = [str(each.text) for each in tree.iter(LOC)]
    base = "https://almanac.example/"
    assert len(listed) == len({*listed})
    pages = {
        base + page.parent.relative_to(site).as_posix().removesuffix(".") + "/"
        for page in site.rglob("index.html")
        if "nova-preview" not in page.parts
    }
    assert {*listed} == {page.replace("example//", "example/") for page in pages}
    for link in tree.iter(LINK):
        assert link.get("href") in listed
        assert link.get("hreflang") in ("en", "zh")


def test_records_are_published_only_where_a_site_says_so(site: Path, tmp_path: Path) -> None:
    """With a repository pages link there; without one, to the record as it stands."""
    model = "models/acme/nova"
    assert not (site / "records").exists()
    page = (site / model / "index.html").read_text("utf-8")
    assert f'href="https://git.example/almanac/{model}.yaml"' in page

    copy = copied(tmp_path)
    copy.edit("site.yaml", "repository: https://git.example/almanac\n", "publish_records: true\n")
    copy.edit("site.yaml", "base_url: https://almanac.example\n", "")
    own = built(copy)
    published = own / f"records/{model}.yaml"
    assert published.read_bytes() == (copy.root / f"{model}.yaml").read_bytes()
    page = (own / model / "index.html").read_text("utf-8")
    assert f'href="../../../records/{model}.yaml"' in page
    assert not (own / "sitemap.xml").exists()
    assert 'rel="canonical"' not in page
