"""Hand-written pages: where they stand, and how they are listed beside each other."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markupsafe import Markup

from llmanac.publish.slots import Language, Link, NavList, Site, TocEntry

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from mkdocs.structure.pages import Page
    from mkdocs.structure.toc import AnchorLink

    from llmanac.publish.frame import Source


def anchor(heading: str, separator: str) -> str:
    """An anchor that is readable in any script, where the default drops all but ASCII."""
    return re.sub(r"\W+", separator, heading.lower()).strip(separator)


def other_languages(source: Source) -> Iterator[tuple[str, Path]]:
    """Hand-written files of the languages that do not stand at the root."""
    for language in source.site.languages[1:]:
        root = (source.docs or source.theme) / language.code
        for path in sorted(root.rglob("*")):
            if path.is_file():
                yield language.prefix + path.relative_to(root).as_posix(), path


def texts(source: Source) -> Iterator[tuple[str, Path]]:
    """Hand-written pages as they were written, by where they stand beside the page."""
    for language in source.site.languages:
        root = (source.docs or source.theme) / language.code
        for file in sorted(root.rglob("*.md")):
            page = file.relative_to(root).as_posix().removesuffix(".md").removesuffix("index")
            folder = page if not page or page.endswith("/") else f"{page}/"
            yield f"{language.prefix}{folder}index.html.md", file


def place(site: Site, page: Page) -> tuple[Language, str]:
    """The language of a page, and its path there."""
    for language in site.languages[1:]:
        if page.file.src_uri.startswith(language.prefix):
            return language, page.url.removeprefix(language.prefix)
    return site.languages[0], page.url.removeprefix("./")


def folders(site: Site, language: Language, pages: Iterable[Page]) -> dict[str, NavList]:
    """The hand-written pages of a language, listed by their first folder, in the order that
    they ask for with `order:`."""
    lists: dict[str, list[Link]] = {}
    for page in sorted(pages, key=lambda it: (it.meta.get("order", 0), it.url)):
        spoken, path = place(site, page)
        if spoken == language:
            lists.setdefault(path.rpartition("/")[0].split("/")[0], []).append(
                Link(Markup(page.title), path)
            )
    return {
        name: NavList(_title_of(name, links) or site.title[language.code], tuple(links))
        for name, links in lists.items()
    }


def _title_of(folder: str, links: Iterable[Link]) -> str:
    """The title of the folder's own page, or its name."""
    return next((it.text for it in links if it.path == f"{folder}/"), folder)


def contents(toc: Iterable[AnchorLink]) -> tuple[TocEntry, ...]:
    """A page's headings, for the list beside it; its title is none of them."""
    headings = list(toc)
    if headings and headings[0].level == 1:
        headings = headings[0].children
    return tuple(_toc_entry(each) for each in headings)


def _toc_entry(anchor: AnchorLink) -> TocEntry:
    children = tuple(_toc_entry(each) for each in anchor.children)
    return TocEntry(Markup(anchor.title), anchor.id, children)
