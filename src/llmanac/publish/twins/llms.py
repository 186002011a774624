"""`llms.txt`: what a language model should read first. The format is that of llmstxt.org."""

from __future__ import annotations

from typing import TYPE_CHECKING

from llmanac.publish import markdown as md
from llmanac.publish.twins.writer import root
from llmanac.sentences import summary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llmanac.publish.twins.writer import Writer
    from llmanac.schema.record import Language
    from llmanac.schema.site import Site

_API = {"index.json": "index", "models.json": "models", "prices.json": "prices"}


def path(site: Site, language: Language) -> str:
    """Where it stands for a language, from the site's root."""
    return f"{root(site, language)}llms.txt"


def text(writer: Writer) -> str:
    """What is here and where, for one language."""
    return md.page(_parts(writer))


def _parts(writer: Writer) -> Iterator[str]:
    site, words = writer.catalog.site, writer.words
    api = writer.url("api/v1/")
    yield f"# {writer.said(site.title)}"
    yield f"> {writer.said(site.description)}"
    yield words["llms.notes"]
    yield words["llms.json"].format(url=api, openapi=f"{api}openapi.json")
    yield _section(words["models"], _models(writer))
    yield _section(words["providers"], _providers(writer))
    yield _section("API", (_file(writer, name, key) for name, key in _API.items()))
    yield _section(words["optional"], _optional(writer))


def _section(title: str, links: Iterator[str]) -> str:
    lines = md.bullets(links)
    return f"## {title}\n\n{lines}" if lines else ""


def _models(writer: Writer) -> Iterator[str]:
    for id_, one in writer.catalog.models.items():
        url = writer.url(writer.path(f"models/{id_}/"))
        yield f"{md.link(md.text(one.name), url)}: {writer.said(summary(writer.catalog, id_))}"


def _providers(writer: Writer) -> Iterator[str]:
    for id_, one in writer.catalog.providers.items():
        yield md.link(writer.said(one.name), writer.url(writer.path(f"providers/{id_}/")))


def _file(writer: Writer, name: str, key: str) -> str:
    return f"{md.link(name, writer.url(f'api/v1/{name}'))}: {writer.words[f'llms.{key}']}"


def _optional(writer: Writer) -> Iterator[str]:
    yield _file(writer, "openapi.json", "openapi")
    yield _file(writer, "llmanac.sqlite", "sqlite")
    for language in writer.catalog.site.languages:
        if language != writer.language:
            other = path(writer.catalog.site, language)
            yield f"{md.link(other, writer.url(other))}: {writer.words['llms.other']}"
