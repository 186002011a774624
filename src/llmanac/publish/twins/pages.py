"""Catalogue → the Markdown of models and providers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from llmanac.publish import markdown as md
from llmanac.publish.kin import kin_of
from llmanac.publish.twins import code, disputes, evaluations, offers
from llmanac.publish.twins.writer import address
from llmanac.schema.record import CapabilityId, ParameterId
from llmanac.sentences import summary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from llmanac.publish.twins.writer import Writer
    from llmanac.schema.model import Model, Row
    from llmanac.schema.offer import Offer
    from llmanac.schema.provider import Provider
    from llmanac.schema.record import ModelId, ProviderId
    from llmanac.schema.vocabulary import Parameter


def models(writer: Writer) -> str:
    """The list of all models."""
    rows = (_in_list(writer, id_, one) for id_, one in writer.catalog.models.items())
    heads = writer.heads("model", "id", "lab", "kind", "context", "released")
    return md.page([f"# {writer.words['models']}", md.table(heads, rows)])


def _in_list(writer: Writer, id_: ModelId, one: Model) -> list[str]:
    return [
        md.link(md.text(one.name), writer.url(writer.path(f"models/{id_}/"))),
        md.code(id_),
        writer.lab(id_),
        one.kind,
        f"{one.context:,}" if one.context else "",
        one.released.text() if one.released else "",
    ]


def model(writer: Writer, id_: ModelId) -> str:
    """One model: what it is, who sells it, what it scores, how to call it."""
    one = writer.catalog.models[id_]
    keys = writer.catalog.offers_by_model.get(id_, ())
    return md.page(
        [
            f"# {md.text(one.name)}",
            f"> {writer.said(summary(writer.catalog, id_))}",
            writer.facts(_spec(writer, id_, one)),
            writer.section("highlights", [md.bullets(_highlights(writer, one))]),
            writer.section("prices", (offers.offer(writer, key) for key in keys)),
            writer.section("architecture", ["\n".join(_rows(writer, one.architecture))]),
            writer.section("benchmarks", evaluations.tables(writer, id_)),
            writer.section("parameters", [_parameters(writer, one)]),
            code.samples(writer, id_),
            code.guides(writer, id_),
            *(_example(writer, writer.catalog.offers[key]) for key in keys),
            writer.section("related", [md.bullets(_related(writer, id_))]),
            writer.section("links", [md.bullets(address(link.url) for link in one.links)]),
            writer.sources(one.sources),
            writer.section("disputes", [disputes.table(writer, id_)]),
            writer.data(f"models/{id_}.json"),
        ]
    )


def _related(writer: Writer, id_: ModelId) -> Iterator[str]:
    for each in kin_of(writer.catalog, id_):
        name = md.text(writer.catalog.models[each].name)
        yield md.link(name, writer.url(writer.path(f"models/{each}/")))


def _spec(writer: Writer, id_: ModelId, one: Model) -> Mapping[str, str]:
    known = writer.catalog.capabilities
    labels = (writer.said(known[CapabilityId(name)].label) for name in one.capabilities)
    goes, weights = one.modalities, one.weights
    return {
        "id": md.code(id_),
        "lab": writer.lab(id_),
        "series": md.text(one.series or ""),
        "kind": one.kind,
        "capabilities": writer.listed(labels),
        "input": writer.listed(goes.input) if goes else "",
        "output": writer.listed(goes.output) if goes else "",
        "context": _tokens(writer, one.context),
        "context_extended": _tokens(writer, one.context_extended),
        "longest": _tokens(writer, one.output),
        "dimensions": f"{one.dimensions:,}" if one.dimensions else "",
        "released": one.released.text() if one.released else "",
        "knowledge": one.knowledge or "",
        "size": md.text(one.size or ""),
        "weights": _weights(writer, one),
        "licence": md.text(weights.licence or "") if weights else "",
    }


def _tokens(writer: Writer, count: int | None) -> str:
    return writer.words["tokens"].format(count=f"{count:,}") if count else ""


def _weights(writer: Writer, one: Model) -> str:
    if one.weights is None:
        return ""
    said = writer.words["open" if one.weights.open else "closed"]
    return writer.then(said, *(address(link.url) for link in one.weights.links))


def _highlights(writer: Writer, one: Model) -> Iterator[str]:
    for highlight in one.highlights:
        title = f"**{writer.said(highlight.title)}**"
        yield f"{title}{writer.words['colon']}{writer.said(highlight.text)}"


def _rows(writer: Writer, rows: Iterable[Row], depth: int = 0) -> Iterator[str]:
    for row in rows:
        value = f"{writer.words['colon']}{writer.said(row.value)}" if row.value else ""
        yield md.bullets([f"{writer.said(row.label)}{value}"], depth)
        yield from _rows(writer, row.rows, depth + 1)


def _parameters(writer: Writer, one: Model) -> str:
    known = writer.catalog.parameters
    rows = [
        parameter_cells(writer, name, record)
        for name in one.parameters
        if (record := known.get(ParameterId(name)))
    ]
    heads = writer.heads("parameter", "type", "range", "default", "meaning")
    return md.table(heads, rows) if rows else ""


def parameter_cells(writer: Writer, name: str, record: Parameter) -> list[str]:
    """A parameter as cells of a table: name, type, range, default, meaning."""
    default = md.code(record.default) if record.default else ""
    span = _range(writer, record)
    return [md.code(name), record.type, span, default, writer.said(record.meaning)]


def _range(writer: Writer, record: Parameter) -> str:
    if record.values:
        return writer.listed(map(md.code, record.values))
    least, most = (
        "" if limit is None else format(limit, "f") for limit in (record.minimum, record.maximum)
    )
    return f"{least} … {most}".strip() if least or most else ""


def _example(writer: Writer, offer: Offer) -> str:
    if offer.example is None:
        return ""
    cut = writer.words["shortened"] if offer.example.shortened else ""
    return writer.section("example", [md.block(offer.example.response.strip(), "json"), cut])


def provider(writer: Writer, id_: ProviderId) -> str:
    """One provider: its APIs and what it sells."""
    one = writer.catalog.providers[id_]
    keys = writer.catalog.offers_by_provider.get(id_, ())
    facts = {
        "id": md.code(id_),
        "home": address(one.home) if one.home else "",
        "keys": address(one.keys) if one.keys else "",
        "currency": one.currency,
        "timezone": md.text(one.timezone) if one.timezone else "",
    }
    return md.page(
        [
            f"# {writer.said(one.name)}",
            writer.facts(facts),
            writer.section("endpoints", [offers.endpoints(writer, one), *_notes(writer, one)]),
            writer.section("offers", (offers.offer(writer, key) for key in keys)),
            writer.sources(one.sources),
            writer.data(f"providers/{id_}.json"),
        ]
    )


def _notes(writer: Writer, one: Provider) -> Iterator[str]:
    for api, endpoint in one.apis.items():
        if endpoint.note:
            yield f"{api}{writer.words['colon']}{writer.said(endpoint.note)}"
