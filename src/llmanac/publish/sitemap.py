"""`sitemap.xml`: every page with its other languages, as sitemaps.org and Google describe it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from llmanac.publish.slots import Site

_URL: Final = Markup("<url><loc>{}</loc>{}</url>\n")
_OTHER: Final = Markup('<xhtml:link rel="alternate" hreflang="{}" href="{}"/>')
_HEAD: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    ' xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
)


def sitemap(site: Site, pages: Iterable[tuple[str, Sequence[str]]]) -> str | None:
    """The document; None where nobody has said under which address the site stands.

    `pages` are paths from a language's root, each with the languages in which it exists.
    """
    if site.base_url is None:
        return None
    return _HEAD + "".join(_entries(site, site.base_url, sorted(pages))) + "</urlset>\n"


def _entries(site: Site, base: str, pages: Iterable[tuple[str, Sequence[str]]]) -> Iterator[str]:
    for path, codes in pages:
        there = [language for language in site.languages if language.code in codes]
        urls = {language.code: base + language.prefix + path for language in there}
        others = Markup("").join(_OTHER.format(*each) for each in urls.items())
        for url in urls.values():
            yield _URL.format(url, others if len(urls) > 1 else "")
