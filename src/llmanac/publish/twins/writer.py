"""What all pages of one language share: its words, addresses, sections, sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from llmanac.catalog import lab_of
from llmanac.messages import section
from llmanac.publish import markdown as md

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from llmanac.catalog import Catalog
    from llmanac.schema.record import EvaluationId, Language, Localised, ModelId, Source
    from llmanac.schema.site import Site


def twin_path(site: Site, language: Language, page: str) -> str:
    """Where the twin of a page stands, from the site's root: beside it, as llmstxt.org asks.

    `page` is the page's own path from the language's root, such as `models/acme/nova/`.
    """
    return f"{root(site, language)}{page}index.html.md"


def root(site: Site, language: Language) -> str:
    """Where the pages of a language stand below the site's root: empty, or `zh/`."""
    return "" if language == site.root else f"{language}/"


class Writer:
    """Writes for one catalogue in one language."""

    def __init__(self, catalog: Catalog, language: Language) -> None:
        """Take the words of the language."""
        self.catalog = catalog
        self.language = language
        self.words = section("twins", language)
        self.tables: dict[EvaluationId, str] = {}
        """Benchmark tables that are written already: several pages show the same."""

    def path(self, page: str) -> str:
        """Where the twin of a page of this language stands."""
        return twin_path(self.catalog.site, self.language, page)

    def url(self, path: str) -> str:
        """The address of a file of the site, with its host where that is known."""
        site = self.catalog.site
        return f"{site.base_url or ''}{site.path}{path}"

    def said(self, text: Localised | None) -> str:
        """Text of a record in this language, else in the other one; escaped."""
        return md.text(text.text(self.language)) if text else ""

    def listed(self, items: Iterable[str]) -> str:
        """Several things in one line."""
        return self.words["comma"].join(items)

    def then(self, *parts: str) -> str:
        """Something, and a remark on it."""
        return self.words["then"].join(parts)

    def labelled(self, key: str, said: str) -> str:
        """A fact with its name."""
        return f"{self.words[key]}{self.words['colon']}{said}"

    def facts(self, facts: Mapping[str, str]) -> str:
        """A list of facts with their names; what is not known is left out."""
        return md.bullets(self.labelled(key, said) for key, said in facts.items() if said)

    def heads(self, *keys: str) -> list[str]:
        """The heads of a table."""
        return [self.words[key] for key in keys]

    def section(self, title: str, parts: Iterable[str]) -> str:
        """A part of the page under a heading; nothing where there is nothing to say."""
        body = "\n\n".join(part for part in parts if part)
        return f"## {self.words[title]}\n\n{body}" if body else ""

    def lab(self, model: ModelId) -> str:
        """Who made the model."""
        lab = self.catalog.labs.get(lab_of(model))
        return self.said(lab.name) if lab else md.text(lab_of(model))

    def source(self, source: Source) -> str:
        """Where a fact stands, and when it was seen there."""
        seen = self.words["seen"].format(day=source.seen.text())
        return self.then(address(source.url), seen)

    def sources(self, sources: Mapping[str, Source]) -> str:
        """The section of all sources."""
        return self.section("sources", [md.bullets(self._source_lines(sources))])

    def _source_lines(self, sources: Mapping[str, Source]) -> Iterator[str]:
        for name, source in sources.items():
            yield f"{md.code(name)}{self.words['colon']}{self.source(source)}"

    def data(self, path: str) -> str:
        """A link to the page's JSON."""
        return self.labelled("data", md.link(md.text(path), self.url(f"api/v1/{path}")))


def address(url: str) -> str:
    """A link that shows where it leads."""
    return md.link(md.text(url), url)
