"""Catalogue → the API's documents, one table of paths for everyone who speaks of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import orjson

from llmanac.messages import section
from llmanac.pricing.moments import Day
from llmanac.publish.api import shapes, things, views
from llmanac.publish.api.downloads import DOWNLOADS
from llmanac.schema.record import Localised

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pydantic import BaseModel

    from llmanac.catalog import Catalog

Fields = dict[str, Any]


@dataclass(frozen=True)
class Document:
    """One file of the API, by its path beneath `/api/v1/`."""

    path: str
    shape: shapes.Envelope

    @cached_property
    def content(self) -> bytes:
        """The file: keys sorted, one line."""
        return json_line(self.shape)


@dataclass(frozen=True)
class Resource:
    """One kind of document: where it stands, what it looks like, how it is filled."""

    path: str
    """`{…}` stands for a part of an id."""
    shape: type[shapes.Envelope]
    fill: Callable[[Catalog, Day], Iterator[tuple[str, Fields]]]
    """Yields the id that goes into the path, and the fields beside the envelope's."""

    @property
    def about(self) -> str:
        """What it holds, in a sentence."""
        return self.shape.__doc__ or ""

    def at(self, id_: str) -> str:
        """The path of the document of one id."""
        return re.sub(r"\{.*\}", lambda _: id_, self.path)


def documents(catalog: Catalog) -> Iterator[Document]:
    """Every document of the API; raises `ValueError` for a catalogue without a day."""
    day = day_of(catalog)
    envelope: Fields = {"as_of": day}
    for resource in RESOURCES:
        for id_, fields in resource.fill(catalog, day):
            shape = resource.shape.model_construct(**envelope, **fields)
            yield Document(resource.at(id_), shape)


def day_of(catalog: Catalog) -> Day:
    """The day for which the catalogue is read."""
    if catalog.as_of is None:
        raise ValueError("the catalogue has no `as_of`: load it with one, prices depend on the day")
    return Day(*catalog.as_of.timetuple()[:3])


def json_line(shape: BaseModel) -> bytes:
    """A published thing as JSON: keys sorted, what is unknown absent, a newline at the end."""
    data = shape.model_dump(mode="json", by_alias=True, exclude_none=True)
    return orjson.dumps(data, option=orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE)


def _index(catalog: Catalog, _: Day) -> Iterator[tuple[str, Fields]]:
    site, chinese = catalog.site, section("api", "zh")
    yield (
        "",
        {
            "revision": catalog.revision,
            "title": site.title,
            "description": site.description,
            "languages": site.languages,
            "default_provider": site.default_provider,
            "counts": things.Counts(
                **{name: len(getattr(catalog, name)) for name in things.Counts.model_fields}
            ),
            "exchange": site.exchange,
            "documents": tuple(
                things.Entrance(
                    path=one.path, about=Localised(en=one.about, zh=chinese.get(one.path))
                )
                for one in (*RESOURCES, *DOWNLOADS)
            ),
        },
    )


def _models(catalog: Catalog, _: Day) -> Iterator[tuple[str, Fields]]:
    summaries = (views.model_summary(catalog, id_, one) for id_, one in catalog.models.items())
    yield "", {"models": tuple(summaries)}


def _model(catalog: Catalog, day: Day) -> Iterator[tuple[str, Fields]]:
    for id_ in catalog.models:
        keys = catalog.offers_by_model.get(id_, ())
        yield (
            id_,
            {
                "model": views.model(catalog, id_),
                "offers": tuple(views.offer(catalog, key, day) for key in keys),
                "scores": tuple(views.scores(catalog, id_)),
            },
        )


def _providers(catalog: Catalog, _: Day) -> Iterator[tuple[str, Fields]]:
    yield "", {"providers": views.listed(things.Provider, catalog.providers)}


def _provider(catalog: Catalog, day: Day) -> Iterator[tuple[str, Fields]]:
    for id_, record in catalog.providers.items():
        keys = catalog.offers_by_provider.get(id_, ())
        yield (
            id_,
            {
                "provider": views.with_id(things.Provider, record, id=id_),
                "offers": tuple(views.offer(catalog, key, day) for key in keys),
            },
        )


def _labs(catalog: Catalog, _: Day) -> Iterator[tuple[str, Fields]]:
    yield (
        "",
        {
            "labs": tuple(
                views.with_id(things.Lab, lab, id=id_, models=catalog.models_by_lab.get(id_, ()))
                for id_, lab in catalog.labs.items()
            )
        },
    )


def _benchmarks(catalog: Catalog, _: Day) -> Iterator[tuple[str, Fields]]:
    tables = catalog.evaluations_by_benchmark
    yield (
        "",
        {
            "benchmarks": tuple(
                views.with_id(things.Benchmark, benchmark, id=id_, evaluations=tables.get(id_, ()))
                for id_, benchmark in catalog.benchmarks.items()
            )
        },
    )


def _evaluations(catalog: Catalog, _: Day) -> Iterator[tuple[str, Fields]]:
    tables = (views.evaluation_summary(catalog, id_) for id_ in catalog.evaluations)
    yield "", {"evaluations": tuple(tables)}


def _evaluation(catalog: Catalog, _: Day) -> Iterator[tuple[str, Fields]]:
    for id_ in catalog.evaluations:
        yield id_, {"evaluation": views.evaluation(catalog, id_)}


def _capabilities(catalog: Catalog, _: Day) -> Iterator[tuple[str, Fields]]:
    yield "", {"capabilities": views.listed(things.Capability, catalog.capabilities)}


def _parameters(catalog: Catalog, _: Day) -> Iterator[tuple[str, Fields]]:
    yield "", {"parameters": views.listed(things.Parameter, catalog.parameters)}


def _meters(catalog: Catalog, _: Day) -> Iterator[tuple[str, Fields]]:
    yield "", {"meters": tuple(views.meters(catalog))}


def _calendars(catalog: Catalog, _: Day) -> Iterator[tuple[str, Fields]]:
    yield "", {"calendars": views.listed(things.Calendar, catalog.calendars)}


def _prices(catalog: Catalog, day: Day) -> Iterator[tuple[str, Fields]]:
    yield "", {"prices": tuple(views.prices(catalog, day))}


def _aliases(catalog: Catalog, _: Day) -> Iterator[tuple[str, Fields]]:
    yield "", {"aliases": tuple(views.aliases(catalog)), "redirects": catalog.redirects}


def _dialects(catalog: Catalog, _: Day) -> Iterator[tuple[str, Fields]]:
    yield "", {"dialects": dict(catalog.dialects)}


RESOURCES = (
    Resource("index.json", shapes.IndexDocument, _index),
    Resource("models.json", shapes.ModelsDocument, _models),
    Resource("models/{lab}/{model}.json", shapes.ModelDocument, _model),
    Resource("providers.json", shapes.ProvidersDocument, _providers),
    Resource("providers/{provider}.json", shapes.ProviderDocument, _provider),
    Resource("prices.json", shapes.PricesDocument, _prices),
    Resource("labs.json", shapes.LabsDocument, _labs),
    Resource("benchmarks.json", shapes.BenchmarksDocument, _benchmarks),
    Resource("evaluations.json", shapes.EvaluationsDocument, _evaluations),
    Resource("evaluations/{lab}/{evaluation}.json", shapes.EvaluationDocument, _evaluation),
    Resource("aliases.json", shapes.AliasesDocument, _aliases),
    Resource("capabilities.json", shapes.CapabilitiesDocument, _capabilities),
    Resource("parameters.json", shapes.ParametersDocument, _parameters),
    Resource("meters.json", shapes.MetersDocument, _meters),
    Resource("calendars.json", shapes.CalendarsDocument, _calendars),
    Resource("dialects.json", shapes.DialectsDocument, _dialects),
)
"""What there is under `/api/v1/`, the most wanted first."""
