"""Pages that lead to others, in Markdown: home and labs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from llmanac.publish import markdown as md
from llmanac.publish.twins.writer import address

if TYPE_CHECKING:
    from collections.abc import Iterable

    from llmanac.publish.twins.writer import Writer
    from llmanac.schema.record import LabId, ModelId


def home(writer: Writer) -> str:
    """What the site is, its lists, and where everything else stands."""
    site = writer.catalog.site
    lists = (
        f"## {writer.said(title)}\n\n{_models(writer, ids)}"
        for title, ids in writer.catalog.featured
    )
    folders = ("models", "providers", "benchmarks", "changes", "parameters", "rules")
    contents = md.bullets(
        md.link(writer.words[name], writer.url(writer.path(f"{name}/"))) for name in folders
    )
    return md.page(
        [
            f"# {writer.said(site.title)}",
            f"> {writer.said(site.description)}",
            *lists,
            writer.section("contents", [contents]),
            writer.data("index.json"),
        ]
    )


def providers(writer: Writer) -> str:
    """All providers, and how many offers each has."""
    catalog = writer.catalog
    rows = (
        [
            md.link(writer.said(one.name), writer.url(writer.path(f"providers/{id_}/"))),
            md.code(id_),
            one.currency,
            str(len(catalog.offers_by_provider.get(id_, ()))),
        ]
        for id_, one in catalog.providers.items()
    )
    heads = writer.heads("provider", "id", "currency", "offers")
    return md.page([f"# {writer.words['providers']}", md.table(heads, rows)])


def lab(writer: Writer, id_: LabId) -> str:
    """One lab and its models."""
    one = writer.catalog.labs[id_]
    facts = {"id": md.code(id_), "home": address(one.home) if one.home else ""}
    models = _models(writer, writer.catalog.models_by_lab.get(id_, ()))
    return md.page(
        [
            f"# {writer.said(one.name)}",
            writer.facts(facts),
            writer.section("models", [models]),
            writer.section("links", [md.bullets(address(link.url) for link in one.links)]),
            writer.data("labs.json"),
        ]
    )


def _models(writer: Writer, ids: Iterable[ModelId | str]) -> str:
    known = writer.catalog.models
    return md.bullets(
        md.link(md.text(known[id_].name), writer.url(writer.path(f"models/{id_}/")))  # type: ignore[index]
        for id_ in ids
        if id_ in known
    )
