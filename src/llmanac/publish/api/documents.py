"""Catalogue → the API's documents, one table of paths for everyone who speaks of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

import orjson

from llmanac.catalog import provider_of
from llmanac.messages import section
from llmanac.pricing.moments import Day
from llmanac.publish import keys
from llmanac.publish.api import changing, shapes, things, views
from llmanac.publish.api.downloads import DOWNLOADS
from llmanac.schema.record import EvaluationId, Localised, ModelId, ProviderId

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pydantic import BaseModel

    from llmanac.catalog import Catalog

Fields = dict[str, Any]


@dataclass(frozen=True)
class Document:
    """One file of the API, by its path beneath `/api/v1/`; made when it is asked for."""

    path: str
    key: keys.Key | None
    """Of all that it depends on; None where that is most of the catalogue."""
    make: Callable[[], shapes.Envelope]

    @cached_property
    def content(self) -> bytes:
        """The file: keys sorted, one line."""
        return json_line(self.make())


@dataclass(frozen=True)
class Resource:
    """One kind of document: where it stands, what it looks like, how it is filled."""

    path: str
    """`{…}` stands for a part of an id."""
    shape: type[shapes.Envelope]
    fill: Callable[[Catalog, Day, str], Fields]
    """The fields beside the envelope's, of the document of one id."""
    ids: Callable[[Catalog], Iterable[str]] = lambda _: ("",)
    """What goes into the path."""
    files: Callable[[Catalog, str], Iterable[str]] | None = None
    """The records that the document of one id is made of, where those are few."""

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
    for resource in RESOURCES:
        for id_ in resource.ids(catalog):
            path = resource.at(id_)
            key = keys.key(catalog, resource.files(catalog, id_), path) if resource.files else None
            yield Document(path, key, partial(_made, resource, catalog, day, id_))


def _made(resource: Resource, catalog: Catalog, day: Day, id_: str) -> shapes.Envelope:
    return resource.shape.model_construct(as_of=day, **resource.fill(catalog, day, id_))


def day_of(catalog: Catalog) -> Day:
    """The day for which the catalogue is read."""
    if catalog.as_of is None:
        raise ValueError("the catalogue has no `as_of`: load it with one, prices depend on the day")
    return Day(*catalog.as_of.timetuple()[:3])


def json_line(shape: BaseModel) -> bytes:
    """A published thing as JSON: keys sorted, what is unknown absent, a newline at the end."""
    data = shape.model_dump(mode="json", by_alias=True, exclude_none=True)
    return orjson.dumps(data, option=orjson.OPT_SORT_KEYS | orjson.OPT_APPEND_NEWLINE)


def _index(catalog: Catalog, _day: Day, _id: str) -> Fields:
    site, chinese = catalog.site, section("api", "zh")
    return {
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
            things.Entrance(path=one.path, about=Localised(en=one.about, zh=chinese.get(one.path)))
            for one in (*RESOURCES, *DOWNLOADS)
        ),
    }


def _models(catalog: Catalog, _day: Day, _id: str) -> Fields:
    summaries = (views.model_summary(catalog, id_, one) for id_, one in catalog.models.items())
    return {"models": tuple(summaries)}


def _model(catalog: Catalog, day: Day, id_: str) -> Fields:
    model = ModelId(id_)
    offers = catalog.offers_by_model.get(model, ())
    return {
        "model": views.model(catalog, model),
        "offers": tuple(views.offer(catalog, key, day) for key in offers),
        "scores": tuple(views.scores(catalog, model)),
        "evidence": tuple(views.evidence(catalog, model)),
        "testimony": catalog.testimony_by_model.get(model),
    }


def _files_of_model(catalog: Catalog, id_: str) -> Iterator[str]:
    model = ModelId(id_)
    yield from ("feeds.yaml", "labs.yaml", f"models/{id_}.yaml")
    for key in catalog.offers_by_model.get(model, ()):
        yield from (f"offers/{key}.yaml", f"providers/{provider_of(key)}.yaml")
    yield from (
        f"evaluations/{table}.yaml" for table in catalog.evaluations_by_model.get(model, ())
    )
    yield keys.said_of(catalog, model)


def _providers(catalog: Catalog, _day: Day, _id: str) -> Fields:
    return {"providers": views.listed(things.Provider, catalog.providers)}


def _provider(catalog: Catalog, day: Day, id_: str) -> Fields:
    provider = ProviderId(id_)
    offers = catalog.offers_by_provider.get(provider, ())
    return {
        "provider": views.with_id(things.Provider, catalog.providers[provider], id=id_),
        "offers": tuple(views.offer(catalog, key, day) for key in offers),
    }


def _files_of_provider(catalog: Catalog, id_: str) -> Iterator[str]:
    yield from ("feeds.yaml", f"providers/{id_}.yaml", f"evidence/{id_}.ndjson")
    yield from (f"offers/{key}.yaml" for key in catalog.offers_by_provider.get(ProviderId(id_), ()))


def _labs(catalog: Catalog, _day: Day, _id: str) -> Fields:
    return {
        "labs": tuple(
            views.with_id(things.Lab, lab, id=id_, models=catalog.models_by_lab.get(id_, ()))
            for id_, lab in catalog.labs.items()
        )
    }


def _benchmarks(catalog: Catalog, _day: Day, _id: str) -> Fields:
    tables = catalog.evaluations_by_benchmark
    return {
        "benchmarks": tuple(
            views.with_id(things.Benchmark, benchmark, id=id_, evaluations=tables.get(id_, ()))
            for id_, benchmark in catalog.benchmarks.items()
        )
    }


def _evaluations(catalog: Catalog, _day: Day, _id: str) -> Fields:
    tables = (views.evaluation_summary(catalog, id_) for id_ in catalog.evaluations)
    return {"evaluations": tuple(tables)}


def _evaluation(catalog: Catalog, _day: Day, id_: str) -> Fields:
    return {"evaluation": views.evaluation(catalog, EvaluationId(id_))}


def _file_of_evaluation(_: Catalog, id_: str) -> Iterator[str]:
    yield f"evaluations/{id_}.yaml"


def _capabilities(catalog: Catalog, _day: Day, _id: str) -> Fields:
    return {"capabilities": views.listed(things.Capability, catalog.capabilities)}


def _parameters(catalog: Catalog, _day: Day, _id: str) -> Fields:
    return {"parameters": views.listed(things.Parameter, catalog.parameters)}


def _meters(catalog: Catalog, _day: Day, _id: str) -> Fields:
    return {"meters": tuple(views.meters(catalog))}


def _calendars(catalog: Catalog, _day: Day, _id: str) -> Fields:
    return {"calendars": views.listed(things.Calendar, catalog.calendars)}


def _prices(catalog: Catalog, day: Day, _id: str) -> Fields:
    return {"prices": tuple(views.prices(catalog, day))}


def _changes(catalog: Catalog, _day: Day, _id: str) -> Fields:
    return {"changes": tuple(changing.changes(catalog))}


def _aliases(catalog: Catalog, _day: Day, _id: str) -> Fields:
    return {"aliases": tuple(views.aliases(catalog)), "redirects": catalog.redirects}


def _dialects(catalog: Catalog, _day: Day, _id: str) -> Fields:
    return {"dialects": dict(catalog.dialects)}


RESOURCES = (
    Resource("index.json", shapes.IndexDocument, _index),
    Resource("models.json", shapes.ModelsDocument, _models),
    Resource(
        "models/{lab}/{model}.json",
        shapes.ModelDocument,
        _model,
        ids=lambda catalog: catalog.models,
        files=_files_of_model,
    ),
    Resource("providers.json", shapes.ProvidersDocument, _providers),
    Resource(
        "providers/{provider}.json",
        shapes.ProviderDocument,
        _provider,
        ids=lambda catalog: catalog.providers,
        files=_files_of_provider,
    ),
    Resource("prices.json", shapes.PricesDocument, _prices),
    Resource("changes.json", shapes.ChangesDocument, _changes),
    Resource("labs.json", shapes.LabsDocument, _labs),
    Resource("benchmarks.json", shapes.BenchmarksDocument, _benchmarks),
    Resource("evaluations.json", shapes.EvaluationsDocument, _evaluations),
    Resource(
        "evaluations/{lab}/{evaluation}.json",
        shapes.EvaluationDocument,
        _evaluation,
        ids=lambda catalog: catalog.evaluations,
        files=_file_of_evaluation,
    ),
    Resource("aliases.json", shapes.AliasesDocument, _aliases),
    Resource("capabilities.json", shapes.CapabilitiesDocument, _capabilities),
    Resource("parameters.json", shapes.ParametersDocument, _parameters),
    Resource("meters.json", shapes.MetersDocument, _meters),
    Resource("calendars.json", shapes.CalendarsDocument, _calendars),
    Resource("dialects.json", shapes.DialectsDocument, _dialects),
)
"""What there is under `/api/v1/`, the most wanted first."""
