"""An id never dies: a page at the old address of a renamed record leads to the new one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from llmanac.messages import section

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from llmanac.catalog import Catalog
    from llmanac.publish.slots import Language, Site

_PAGE: Final = Markup(
    '<!doctype html>\n<html lang="{language}">\n<meta charset="utf-8">\n<title>{title}</title>\n'
    '<meta name="robots" content="noindex">\n<link rel="canonical" href="{href}">\n'
    '<meta http-equiv="refresh" content="0; url={href}">\n'
    '<p>{said} <a href="{href}">{new}</a></p>\n</html>\n'
)


def redirects(catalog: Catalog, site: Site) -> Iterator[tuple[str, str]]:
    """Path and content of a page for every old id that had a page."""
    for folder, moved in _moves(catalog).items():
        for language in site.languages:
            for old, new in moved.items():
                path = f"{language.prefix}{folder}/{old}/"
                yield f"{path}index.html", _page(language, f"{folder}/{new}/", path, new)


def _moves(catalog: Catalog) -> Mapping[str, Mapping[str, str]]:
    """The folder of pages → old id → new id."""
    moved = catalog.redirects
    return {
        "models": moved.models,
        "providers": moved.providers,
        "labs": moved.labs,
        "benchmarks": moved.benchmarks,
    }


def _page(language: Language, target: str, path: str, new: str) -> str:
    words = section("labels", language.code)
    href = "../" * path.count("/") + language.prefix + target
    said = words["moved.text"]
    return str(
        _PAGE.format(
            language=language.code, title=words["moved.title"], href=href, said=said, new=new
        )
    )
