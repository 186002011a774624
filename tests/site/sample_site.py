"""A small invented site: hand-written pages, and pages as the catalogue would give them."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from llmanac.publish.frame import Frames, Source, token
from llmanac.publish.slots import Format, Language, Link, NavList, Page, Site, TocEntry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

THEME = Path(__file__).parents[2] / "docs" / "theme"
WEB = Path(__file__).parents[2] / "web" / "dist"

NASTY = (
    "<script>alert(1)</script></code> {{ config }} {% raw %} ${x} \\1 \\g<0> %s "
    f"{token('body')} {token('title')} \" ' & 中文"
)
"""Text from a record, as bad as it comes."""

SITE = Site(
    title={"en": "Prices & models", "zh": "模型与价格"},
    tagline={"en": "a small almanac", "zh": "小小的年鉴"},
    languages=(Language("en", "English", ""), Language("zh", "中文", "zh/")),
    host="https://almanac.example",
    path="/small/",
    repository="https://almanac.example/records",
)

NO_NAMES = {"id": [], "name": [], "also": []}
NAMES = {
    "terms": {"en": [], "zh": [], "pinyin": []},
    "models": {**NO_NAMES, "lab": [], "can": [], "more": [], "featured": []},
    **dict.fromkeys(("labs", "providers", "benchmarks", "parameters"), NO_NAMES),
}
NO_TEXT = "export const search = async () => ({ results: [] });"
"""Indexes in which the field in the header finds nothing."""

DOCS = {
    "en/guide/index.md": "---\ndescription: Where to start.\n---\n# Guide\n\n[Z](zebra.md#one)\n",
    "en/guide/zebra.md": "---\norder: 1\n---\n# Zebra & co\n\n## One\n\n### Deeper\n",
    "en/guide/apple.md": "---\norder: 2\n---\n# Apple\n\nOnly in English.\n",
    "en/picture.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
    "zh/guide/index.md": "# 指南\n\n[斑马](zebra.md)\n",
    "zh/guide/zebra.md": "---\norder: 1\n---\n# 斑马\n\n## 第一节\n",
}


def sample_pages() -> list[Page]:
    """A page of several kinds in each language, with nasty text wherever a record has a say."""
    return [page for language in SITE.languages for page in _pages_in(language.code)]


def _pages_in(language: str) -> Iterator[Page]:
    lists = (NavList(NASTY, (Link("Nova", "models/acme/nova/"), Link(NASTY, "models/"))),)
    headings = (TocEntry("Price", "price", (TocEntry(NASTY, "deep"),)), TocEntry("End", "end"))
    yield Page(language, "home", "", "", Markup("<h1>Home</h1>"), description="Home & <all>")
    yield Page(
        language,
        "models",
        "models/",
        "Models",
        Markup(
            '<h1>Models</h1><ul><li data-find="acme nova 新星"><a href="acme/nova/">Nova</a></li>'
            '<li data-find="acme terra">Terra</li></ul><p data-find-none hidden>none</p>'
        ),
    )
    yield Page(
        language,
        "model",
        "models/acme/nova/",
        NASTY,
        Markup(
            "<h1>{}</h1><button class='la-copy' data-copy='acme/nova'>copy</button>"
            "<h2 id='price'>Price</h2><p>{}</p><h3 id='deep'>Deep</h3><h2 id='end'>End</h2>"
        ).format(NASTY, NASTY),
        description=NASTY,
        toc=headings,
        nav=lists,
        formats=(Format("application/json", "api/v1/models/acme/nova.json"),),
    )
    if language == "en":
        yield Page(
            "en", "provider", "providers/acme/", "Acme", escape(NASTY), languages=frozenset({"en"})
        )


@dataclass(frozen=True)
class Sample:
    """A publication of the sample pages: frames' files, and each page in its frame."""

    source: Source

    def pages(self) -> Iterable[Page]:
        """The sample's."""
        return sample_pages()

    def publish(self, frames: Frames, target: Path) -> None:
        """Lay them out as a host serves them."""
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(frames.files, target)
        (target / "find" / "text").mkdir(parents=True)
        (target / "find" / "text" / "pagefind.js").write_text(NO_TEXT, "utf-8")
        (target / "find" / "entries.json").write_text(json.dumps(NAMES), "utf-8")
        for page in () if frames.has_pages else self.pages():
            file = target / SITE.language(page.language).prefix / page.path / "index.html"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(frames.stamp(page), "utf-8")
