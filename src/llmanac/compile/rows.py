"""Catalogue → the rows of each table of the snapshot."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson
from pydantic import TypeAdapter

from llmanac.catalog import lab_of, provider_of
from llmanac.compile.selling import conditional_rates, prices, rates
from llmanac.pricing.dialect import Dialect
from llmanac.pricing.meters import METERS
from llmanac.sentences import summary
from llmanac.tables import SCHEMA_VERSION

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from decimal import Decimal

    from llmanac.catalog import Catalog
    from llmanac.schema.record import Localised, Record

Row = tuple[object, ...]

_DIALECT = TypeAdapter(Dialect)


def _meta(catalog: Catalog) -> Iterator[Row]:
    said = {
        "schema_version": SCHEMA_VERSION,
        "revision": catalog.revision,
        "as_of": catalog.as_of,
        "default_provider": catalog.site.default_provider,
    }
    yield from ((key, str(value)) for key, value in said.items() if value is not None)


def _labs(catalog: Catalog) -> Iterator[Row]:
    for id_, lab in catalog.labs.items():
        yield id_, *_both(lab.name), lab.home


def _capabilities(catalog: Catalog) -> Iterator[Row]:
    for id_, capability in catalog.capabilities.items():
        yield id_, *_both(capability.label)


def _parameters(catalog: Catalog) -> Iterator[Row]:
    for id_, one in catalog.parameters.items():
        limits = (_digits(one.minimum), _digits(one.maximum))
        yield id_, *_both(one.label), one.type, *limits, one.default, *_both(one.meaning)


def _meters(catalog: Catalog) -> Iterator[Row]:
    for id_, meter in METERS.items():
        back = meter.fallback
        words = catalog.meters.get(id_)
        labels = _both(words.label) if words else (None, None)
        yield id_, meter.kind, meter.unit, back and back.meter, back and back.how, *labels


def _calendars(catalog: Catalog) -> Iterator[Row]:
    for id_, one in catalog.calendars.items():
        source = (one.source.url, one.source.seen.text())
        yield id_, *_both(one.name), one.start.text(), one.until.text(), *source


def _calendar_days(catalog: Catalog) -> Iterator[Row]:
    for id_, one in catalog.calendars.items():
        yield from ((id_, day.text()) for day in dict.fromkeys(one.days))


def _models(catalog: Catalog) -> Iterator[Row]:
    for id_, one in catalog.models.items():
        yield (
            id_,
            lab_of(id_),
            one.name,
            one.series,
            one.kind,
            one.context,
            one.context_extended,
            one.output,
            one.released and one.released.text(),
            one.size,
            one.weights and int(one.weights.open),
            *_both(summary(catalog, id_)),
            _record(one),
        )


def _model_capabilities(catalog: Catalog) -> Iterator[Row]:
    for id_, one in catalog.models.items():
        yield from ((id_, place, name) for place, name in enumerate(one.capabilities))


def _model_parameters(catalog: Catalog) -> Iterator[Row]:
    for id_, one in catalog.models.items():
        yield from ((id_, place, name) for place, name in enumerate(one.parameters))


def _dialects(catalog: Catalog) -> Iterator[Row]:
    for id_, dialect in catalog.dialects.items():
        yield id_, dialect.api, _json(_DIALECT.dump_python(dialect, mode="json", exclude_none=True))


def _providers(catalog: Catalog) -> Iterator[Row]:
    for id_, one in catalog.providers.items():
        place = (one.home, one.keys, one.currency, one.timezone, one.lab)
        yield id_, *_both(one.name), *place, _record(one)


def _apis(catalog: Catalog) -> Iterator[Row]:
    for id_, provider in catalog.providers.items():
        yield from ((id_, api, one.url, one.dialect) for api, one in provider.apis.items())


def _offers(catalog: Catalog) -> Iterator[Row]:
    for key, one in catalog.offers.items():
        limits = one.limits
        yield (
            key,
            provider_of(key),
            one.id,
            one.model,
            one.status,
            one.retires and one.retires.text(),
            one.successor,
            limits and limits.context,
            limits and limits.input,
            limits and limits.output,
            _record(one),
        )


def _offer_apis(catalog: Catalog) -> Iterator[Row]:
    for key, offer in catalog.offers.items():
        yield from ((key, api) for api in dict.fromkeys(offer.apis))


def _offer_aliases(catalog: Catalog) -> Iterator[Row]:
    for key, offer in catalog.offers.items():
        yield from ((key, alias) for alias in dict.fromkeys(offer.aliases))


def _benchmarks(catalog: Catalog) -> Iterator[Row]:
    for id_, one in catalog.benchmarks.items():
        yield id_, one.name, one.link, one.scale, one.direction


def _evaluations(catalog: Catalog) -> Iterator[Row]:
    for id_, one in catalog.evaluations.items():
        source = (one.source.url, one.source.seen.text())
        yield id_, id_.partition("/")[0], *_both(one.title), *source, _record(one)


def _evaluation_columns(catalog: Catalog) -> Iterator[Row]:
    for id_, one in catalog.evaluations.items():
        for place, column in enumerate(one.columns):
            yield id_, place, column.label, column.model


def _scores(catalog: Catalog) -> Iterator[Row]:
    for id_, one in catalog.evaluations.items():
        for group in one.groups:
            title = _both(group.title) if group.title else (None, None)
            for benchmark, row in group.rows.items():
                for place, figure in enumerate(row):
                    near = None if figure is None else float(figure)
                    yield id_, benchmark, place, *title, _digits(figure), near


def _exchange(catalog: Catalog) -> Iterator[Row]:
    told = {(one.base, one.to, one.day): one for one in catalog.site.exchange}
    for (base, to, day), one in sorted(told.items()):
        yield base, to, _digits(one.rate), day.text(), one.source


def _redirects(catalog: Catalog) -> Iterator[Row]:
    for kind, moved in catalog.redirects:
        yield from ((kind, old, new) for old, new in moved.items())


CONTENT: dict[str, Callable[[Catalog], Iterator[Row]]] = {
    "meta": _meta,
    "labs": _labs,
    "capabilities": _capabilities,
    "parameters": _parameters,
    "meters": _meters,
    "calendars": _calendars,
    "calendar_days": _calendar_days,
    "models": _models,
    "model_capabilities": _model_capabilities,
    "model_parameters": _model_parameters,
    "dialects": _dialects,
    "providers": _providers,
    "apis": _apis,
    "offers": _offers,
    "offer_apis": _offer_apis,
    "offer_aliases": _offer_aliases,
    "prices": prices,
    "rates": rates,
    "conditional_rates": conditional_rates,
    "benchmarks": _benchmarks,
    "evaluations": _evaluations,
    "evaluation_columns": _evaluation_columns,
    "scores": _scores,
    "exchange": _exchange,
    "redirects": _redirects,
}
"""What goes into each table, in the order of its columns."""


def _both(text: Localised) -> tuple[str, str]:
    return text.text("en"), text.text("zh")


def _digits(number: Decimal | None) -> str | None:
    return None if number is None else format(number, "f")


def _record(record: Record) -> str:
    """The record as it is written, as JSON; exact numbers are text."""
    return _json(record.model_dump(mode="json", by_alias=True, exclude_none=True))


def _json(data: object) -> str:
    return orjson.dumps(data, option=orjson.OPT_SORT_KEYS).decode()
