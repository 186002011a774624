"""Records as the API shows them: with their ids, prices taken apart, tables in rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import quote

from llmanac.catalog import lab_of, provider_of
from llmanac.compile.prices import Held, Priced, price_rows, published, timeline
from llmanac.pricing.meters import METERS
from llmanac.publish.api import selling, things
from llmanac.publish.witnesses import witnesses
from llmanac.schema.record import OfferKey
from llmanac.sentences import summary

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from pydantic import BaseModel

    from llmanac.catalog import Catalog
    from llmanac.pricing.conditions import Condition
    from llmanac.pricing.entries import Entry
    from llmanac.pricing.rates import Rates
    from llmanac.schema.model import Model
    from llmanac.schema.record import EvaluationId, ModelId

S = TypeVar("S", bound="BaseModel")


def with_id(shape: type[S], record: BaseModel, **more: Any) -> S:  # noqa: ANN401
    """The record in its published shape: its own fields, already checked, and more."""
    return shape.model_construct(**{**vars(record), **more})


def listed(shape: type[S], records: Mapping[Any, BaseModel]) -> tuple[S, ...]:
    """Records of a vocabulary, each with its id."""
    return tuple(with_id(shape, record, id=id_) for id_, record in records.items())


def model(catalog: Catalog, id_: ModelId) -> things.Model:
    """The whole record of a model."""
    record, said = catalog.models[id_], summary(catalog, id_)
    return with_id(things.Model, record, id=id_, lab=lab_of(id_), summary=said)


_IN_BRIEF = (
    "name", "series", "kind", "capabilities", "modalities", "context", "output", "released",
    "size",
)  # fmt: skip


def model_summary(catalog: Catalog, id_: ModelId, record: Model) -> things.ModelSummary:
    """What a list says of a model."""
    return things.ModelSummary.model_construct(
        id=id_,
        lab=lab_of(id_),
        **{name: getattr(record, name) for name in _IN_BRIEF},
        summary=summary(catalog, id_),
        open_weights=record.weights.open if record.weights else None,
        offers=catalog.offers_by_model.get(id_, ()),
    )


def scores(catalog: Catalog, model_id: ModelId) -> Iterator[things.Score]:
    """Every figure of the model, table by table."""
    for key in catalog.evaluations_by_model.get(model_id, ()):
        table = catalog.evaluations[key]
        for place, column in enumerate(table.columns):
            if column.model != model_id:
                continue
            for group in table.groups:
                for benchmark, row in group.rows.items():
                    if (figure := row[place]) is not None:
                        yield things.Score(
                            benchmark=benchmark,
                            score=format(figure, "f"),
                            label=column.label,
                            evaluation=key,
                        )


def evidence(catalog: Catalog, model_id: ModelId) -> Iterator[things.Evidence]:
    """What was claimed of the model, provider by provider."""
    for provider, line in catalog.evidence_by_model.get(model_id, ()):
        yield with_id(things.Evidence, line, provider=provider)


def evaluation(catalog: Catalog, id_: EvaluationId) -> things.Evaluation:
    """A table, its rows in the published order."""
    table = catalog.evaluations[id_]
    groups = tuple(
        things.Group.model_construct(
            title=group.title,
            rows=tuple(
                things.ScoreRow(
                    benchmark=benchmark,
                    scores=tuple(
                        figure if figure is None else format(figure, "f") for figure in row
                    ),
                )
                for benchmark, row in group.rows.items()
            ),
        )
        for group in table.groups
    )
    return things.Evaluation.model_construct(**{**vars(table), "groups": groups}, id=id_)


def evaluation_summary(catalog: Catalog, id_: EvaluationId) -> things.EvaluationSummary:
    """What a list says of a table."""
    table = catalog.evaluations[id_]
    models = [column.model for column in table.columns if column.model]
    benchmarks = [benchmark for group in table.groups for benchmark in group.rows]
    return things.EvaluationSummary.model_construct(
        id=id_,
        title=table.title,
        source=table.source,
        models=tuple(dict.fromkeys(models)),
        benchmarks=tuple(dict.fromkeys(benchmarks)),
    )


def offer(catalog: Catalog, key: OfferKey, as_of: date) -> selling.Offer:
    """An offer with its endpoints and its prices."""
    record = catalog.offers[key]
    apis = catalog.providers[provider_of(key)].apis
    said = {name: value for name, value in record if name not in ("apis", "prices")}
    return selling.Offer.model_construct(
        **said,
        key=key,
        provider=provider_of(key),
        endpoints=tuple(
            selling.OfferEndpoint.model_construct(
                api=api,
                url=apis[api].url.replace("{model}", quote(record.id, safe="/:@")),
                dialect=apis[api].dialect,
            )
            for api in record.apis
        ),
        prices=tuple(_entry(catalog, key, held, as_of) for held in timeline(record.prices)),
    )


def _entry(catalog: Catalog, key: OfferKey, held: Held, as_of: date) -> selling.PriceEntry:
    behind = witnesses(catalog, key, held.entry) if held.holds(as_of) else None
    return selling.PriceEntry.model_construct(
        **_dated(held, as_of),
        last_seen=behind and behind.seen,
        agree=tuple(dict.fromkeys(one.feed for one in behind.agree)) if behind else (),
        differ=tuple(dict.fromkeys(one.feed for one in behind.differ)) if behind else (),
        bands=held.entry.bands,
        rates=_rates(held.entry, held.entry.rates),
        when=tuple(_condition(held.entry, one) for _, one in held.entry.conditions()),
        minimum=tuple(
            selling.Least.model_construct(meter=meter, count=least.text())
            for meter, least in (held.entry.minimum or {}).items()
        ),
        free=tuple(
            selling.Quota.model_construct(
                meter=one.meter, count=one.count.text(), every=one.every, shared=one.shared
            )
            for one in held.entry.free
        ),
        typical=tuple(
            selling.Typical.model_construct(given=one.given, rates=_rates(held.entry, one.rates))
            for table in held.entry.typical
            for one in table.conditions()
        ),
    )


def _condition(entry: Entry, condition: Condition) -> selling.Condition:
    return selling.Condition.model_construct(
        given=condition.given,
        rates=_rates(entry, condition.rates),
        rest=condition.rest,
        unsold=tuple(meter for meter, rate in condition.rates.items() if not any(rate)),
        scale=condition.scale and condition.scale.text(),
        only=condition.only,
        drop=condition.drop,
    )


def _rates(entry: Entry, rates: Rates) -> tuple[selling.Rate, ...]:
    return tuple(selling.Rate.model_construct(**_rate(one)) for one in published(entry, rates))


def _dated(held: Held, as_of: date) -> dict[str, Any]:
    entry = held.entry
    return {
        "currency": entry.currency,
        "start": entry.start,
        "until": held.until,
        "current": held.holds(as_of),
        "seen": entry.seen,
        "checked": entry.checked,
        "source": entry.source,
    }


def _rate(priced: Priced) -> dict[str, Any]:
    return {
        "meter": priced.meter,
        "amount": format(priced.amount.value, "f"),
        "per": priced.per,
        "units": str(priced.units),
        "unit": priced.unit,
        "amount_per_million": priced.per_million,
        "min_input_tokens": priced.least,
        "max_input_tokens": priced.most,
    }


def prices(catalog: Catalog, as_of: date) -> Iterator[selling.Price]:
    """Every price by itself."""
    for row in price_rows(catalog):
        yield selling.Price.model_construct(
            **_dated(row.held, as_of),
            **_rate(row.priced),
            given=row.priced.given or None,
            unless=row.priced.unless or None,
            holds=row.priced.holds or None,
            scale=row.priced.scale and format(row.priced.scale, "f"),
            offer=row.key,
            provider=row.provider,
            model=row.offer.model,
            id=row.offer.id,
        )


def meters(catalog: Catalog) -> Iterator[selling.Meter]:
    """The closed vocabulary, with what this catalogue calls each meter."""
    for meter in METERS.values():
        words, back = catalog.meters.get(meter.id), meter.fallback
        yield selling.Meter.model_construct(
            id=meter.id,
            kind=meter.kind,
            unit=meter.unit,
            counts_as_input=meter.counts_as_input,
            fallback=back and selling.Fallback(meter=back.meter, how=back.how),
            label=words and words.label,
            short=words and words.short,
        )


def aliases(catalog: Catalog) -> Iterator[things.Alias]:
    """Every name of a model or an offer, in order; a name of several things has several lines."""
    named = sorted(_names(catalog), key=lambda one: [text or "" for text in one])
    for name, kind, model_id, key in named:
        yield things.Alias.model_construct(name=name, kind=kind, model=model_id, offer=key)


def _names(catalog: Catalog) -> Iterator[tuple[str, str, str | None, str | None]]:
    for model_id in catalog.models:
        yield model_id, "model", model_id, None
    for key, record in catalog.offers.items():
        yield key, "offer-key", record.model, key
        yield record.id, "offer-id", record.model, key
        for alias in record.aliases:
            yield alias, "offer-alias", record.model, key
    for old, new in catalog.redirects.models.items():
        yield old, "redirect", new, None
    for old, new in catalog.redirects.offers.items():
        sold = catalog.offers.get(OfferKey(new))
        yield old, "redirect", sold.model if sold else None, new
