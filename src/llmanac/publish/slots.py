"""Say what a page is and what it gives to its frame. Knows no theme."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from llmanac.messages import section

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from llmanac.schema.site import Site as SiteRecord

SLOTS: Final = ("title", "head", "languages", "nav", "toc", "body")
"""What differs between two pages of one template and language; the frame is the rest."""


@dataclass(frozen=True, slots=True)
class Language:
    """A language that the site is written in."""

    code: str
    """As HTML names it: `en`, `zh`. Its hand-written pages stand in `docs/<code>`."""
    name: str
    """As its speakers write it: `English`, `中文`."""
    prefix: str
    """Where its pages stand below the site's root: empty, or a path that ends in a slash."""


@dataclass(frozen=True, slots=True)
class Site:
    """The facts of a site that its frames show."""

    title: Mapping[str, str]
    """By language."""
    tagline: Mapping[str, str]
    """What the site is, in a few words, by language."""
    languages: tuple[Language, ...]
    """The one at the root first."""
    host: str | None = None
    """Scheme and host that serve the site; None where nobody has decided yet."""
    path: str = "/"
    """The path of the site's root on its host, from slash to slash."""
    repository: str | None = None
    """Where the records can be read and mended."""

    @classmethod
    def of(cls, record: SiteRecord) -> Site:
        """What `catalog/site.yaml` says of the frame."""
        codes = (record.root, *(code for code in record.languages if code != record.root))
        return cls(
            title={code: record.title.text(code) for code in codes},
            tagline={code: record.tagline.text(code) for code in codes},
            languages=tuple(
                Language(
                    code,
                    section("labels", code)["language"],
                    "" if code == record.root else f"{code}/",
                )
                for code in codes
            ),
            host=record.base_url,
            path=record.path,
            repository=record.repository,
        )

    @property
    def base_url(self) -> str | None:
        """The site's root, where its host is known."""
        return None if self.host is None else self.host + self.path

    def language(self, code: str) -> Language:
        """The language of that code; KeyError where the site has no such language."""
        return {it.code: it for it in self.languages}[code]


@dataclass(frozen=True, slots=True)
class Link:
    """A link to a page of the same language."""

    text: str
    path: str
    """From the language's root: `models/qwen/qwen3.6-27b/`."""


@dataclass(frozen=True, slots=True)
class NavList:
    """A titled list of links beside the page."""

    title: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class TocEntry:
    """A heading of the page, for the list of its contents."""

    text: str
    anchor: str
    children: tuple[TocEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class Format:
    """The same facts in another format."""

    media_type: str
    path: str
    """From the site's root: `api/v1/models/qwen/qwen3.6-27b.json`."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page before it is framed. A `str` is text and is escaped; only a `Markup` is HTML."""

    language: str
    template: str
    path: str
    """From the language's root, with a slash at the end; empty for its home page."""
    title: str
    """Empty where the page is the site itself: its home."""
    body: Markup
    description: str = ""
    toc: tuple[TocEntry, ...] = ()
    nav: tuple[NavList, ...] = ()
    formats: tuple[Format, ...] = ()
    languages: frozenset[str] | None = None
    """The languages in which the page exists under this path; None: in all."""


def up_from(url: str) -> str:
    """The relative way from a page's URL to the site's root."""
    return "../" * url.count("/") or "./"


def slots(site: Site, page: Page, up: str | None = None) -> dict[str, Markup]:
    """What the page puts into each of `SLOTS`; `up` leads to the root where a path cannot."""
    language = site.language(page.language)
    up = up_from(language.prefix + page.path) if up is None else up
    return {
        "title": _title(site, page),
        "head": _head(site, page, language, up),
        "languages": _languages(site, page, up),
        "nav": _nav(page, up + language.prefix),
        "toc": _toc(page.toc),
        "body": page.body,
    }


def _title(site: Site, page: Page) -> Markup:
    title = site.title[page.language]
    pair = (page.title, title) if page.title else (title, site.tagline[page.language])
    return Markup(" · ").join(pair)


def _head(site: Site, page: Page, language: Language, up: str) -> Markup:
    lines = []
    if page.description:
        lines.append(Markup('<meta name="description" content="{}">').format(page.description))
    if site.base_url is not None:
        url = site.base_url + language.prefix + page.path
        lines.append(Markup('<link rel="canonical" href="{}">').format(url))
    lines += _hreflang(site, page, up if site.base_url is None else site.base_url)
    link = Markup('<link rel="{}" type="{}" href="{}">')
    lines += (link.format(_ALTERNATE, it.media_type, up + it.path) for it in page.formats)
    return Markup("\n").join(lines)


def _hreflang(site: Site, page: Page, base: str) -> Iterator[Markup]:
    """The page in each language; the first stands for all languages that we do not speak."""
    existing = [each for each in site.languages if _exists(page, each)]
    if len(existing) < 2:
        return
    link = Markup('<link rel="{}" hreflang="{}" href="{}">')
    for code, each in [*((it.code, it) for it in existing), ("x-default", existing[0])]:
        yield link.format(_ALTERNATE, code, base + each.prefix + page.path)


_ALTERNATE: Final = "alternate "
"""The space is not seen by HTML, and hides the link from Material's script, which otherwise fetches
a sitemap from beside every alternate: requests for files that are not there, on every page."""


def _exists(page: Page, language: Language) -> bool:
    return page.languages is None or language.code in page.languages


def _languages(site: Site, page: Page, up: str) -> Markup:
    """A link to the same page in each other language, or to that language's home."""
    link = Markup('<a class="{}" href="{}" lang="{}" hreflang="{}">{}</a>')
    return Markup("").join(
        link.format(
            "md-header__button la-language",
            up + each.prefix + (page.path if _exists(page, each) else ""),
            each.code,
            each.code,
            each.name,
        )
        for each in site.languages
        if each.code != page.language
    )


def _nav(page: Page, root: str) -> Markup:
    """The lists; a link to a page of the same folder takes the short way."""
    folder, _, rest = page.path.partition("/")
    return Markup("").join(
        _nav_list(
            each,
            root,
            (f"{folder}/", "../" * rest.count("/") or "./"),
            page.path if any(it.path == page.path for it in each.links) else None,
        )
        for each in page.nav
    )


@lru_cache(maxsize=1024)
def _nav_list(each: NavList, root: str, short: tuple[str, str], current: str | None) -> Markup:
    """Remembered, because most pages of a template show the same lists in the same way."""
    item = Markup('<li><a href="{}"{}>{}</a>')
    here = Markup(' aria-current="page"')
    links = Markup("").join(
        item.format(_way(root, short, link.path), here if link.path == current else "", link.text)
        for link in each.links
    )
    return Markup(
        '<nav class="la-nav" aria-label="{0}"><h2 class="la-nav__title">{0}</h2><ul>{1}</ul></nav>'
    ).format(each.title, links)


def _way(root: str, short: tuple[str, str], path: str) -> str:
    folder, up = short
    return up + path.removeprefix(folder) if path.startswith(folder) else root + path


def _toc(entries: Iterable[TocEntry]) -> Markup:
    """List items in the classes by which the theme's script marks the one in sight."""
    item = Markup('<li><a class="md-nav__link" href="#{}">{}</a>{}')
    below = Markup('<ul class="md-nav__list la-toc__below">{}</ul>')
    return Markup("").join(
        item.format(
            entry.anchor,
            entry.text,
            below.format(_toc(entry.children)) if entry.children else "",
        )
        for entry in entries
    )
