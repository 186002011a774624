"""The title page: what the almanac holds, where it stands, one chart and one receipt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from llmanac.catalog import provider_of
from llmanac.publish.pages import figures, reference, scores
from llmanac.publish.pages.bill import bill
from llmanac.publish.pages.draft import Draft
from llmanac.publish.pages.edition import model_path, root_from

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from markupsafe import Markup

    from llmanac.publish.pages.bill import Bill
    from llmanac.publish.pages.calling import Bills
    from llmanac.publish.pages.edition import Edition
    from llmanac.publish.slots import Page
    from llmanac.schema.evaluation import Evaluation
    from llmanac.schema.record import BenchmarkId, EvaluationId, ProviderId

_SELLERS: Final = 20
"""Of more providers than these, the title page names those that sell most; all have a page."""


def drafts(edition: Edition, bills: Bills) -> Iterator[Draft]:
    """The home page. It counts everything, so that any record may change it."""
    key = edition.key("home", "", (edition.catalog.revision, *edition.catalog.digests))
    yield Draft(edition.language, "", key, lambda: _page(edition, bills))


def _page(edition: Edition, bills: Bills) -> Page:
    catalog = edition.catalog
    chart = _chart(edition)
    view = {
        "site": catalog.site,
        "as_of": catalog.as_of,
        "counts": list(_counts(edition)),
        "featured": [
            (
                edition.say(title),
                [(model_path(id_), catalog.models[id_].name, _words(edition, id_)) for id_ in ids],
            )
            for title, ids in catalog.featured
        ],
        "contents": list(_contents(edition)),
        "chart": chart and _bars(edition, *chart),
        "bill": _bill(edition, bills),
    }
    return edition.page("home", "", "", view, description=edition.plain(catalog.site.description))


def _words(edition: Edition, id_: str) -> Markup:
    model = edition.catalog.models[id_]  # type: ignore[index]
    known = edition.catalog.capabilities
    words = (edition.say(known[each].label) for each in model.capabilities if each in known)  # type: ignore[index]
    return edition.label("dot").join(words)


def _counts(edition: Edition) -> Iterator[Markup]:
    catalog = edition.catalog
    numbers = {
        "models": len(catalog.models),
        "providers": len(catalog.providers),
        "benchmarks": len(catalog.evaluations_by_benchmark),
    }
    for what, number in numbers.items():
        if number:
            yield edition.count(what, number)
    currencies = sorted(
        {entry.currency for each in catalog.offers.values() for entry in each.prices}
    )
    if currencies:
        yield edition.label("home.currencies", currencies=edition.label("comma").join(currencies))


def _contents(edition: Edition) -> Iterator[tuple[str, Markup, str]]:
    catalog, label = edition.catalog, edition.label
    yield "models/", label("home.models"), figures.grouped(len(catalog.models))
    if len(catalog.providers) > _SELLERS:
        yield "providers/", label("home.providers"), figures.grouped(len(catalog.providers))
    for id_ in _sellers(edition):
        sold = figures.grouped(len(catalog.offers_by_provider.get(id_, ())))
        name = edition.say(catalog.providers[id_].name)
        yield f"providers/{id_}/", label("home.provider", name=name), sold
    if catalog.evaluations:
        benchmarks = figures.grouped(len(catalog.evaluations_by_benchmark))
        yield "benchmarks/", label("home.benchmarks"), benchmarks
    if catalog.parameters:
        yield "parameters/", label("home.parameters"), figures.grouped(len(catalog.parameters))
    yield "changes/", label("home.changes"), ""
    yield "rules/", label("home.rules"), figures.grouped(len(reference.laws(edition)))
    yield "api/", label("home.api"), "JSON"


def _sellers(edition: Edition) -> list[ProviderId]:
    """All providers where they are few, else the default one and those that sell most."""
    catalog, first = edition.catalog, edition.catalog.site.default_provider
    sold = {id_: len(catalog.offers_by_provider.get(id_, ())) for id_ in catalog.providers}
    if len(sold) <= _SELLERS:
        return [*sold]
    ranked = sorted(sold, key=lambda id_: (id_ != first, -sold[id_], id_))
    return [id_ for id_ in ranked[:_SELLERS] if sold[id_]]


def _chart(edition: Edition) -> tuple[EvaluationId, BenchmarkId] | None:
    """The first benchmark in percent of the widest table in which a model of ours has a column: a
    featured one, where there is such a table."""
    catalog = edition.catalog
    featured = {id_ for _, ids in catalog.featured for id_ in ids}
    tables = sorted(
        catalog.evaluations.items(),
        key=lambda one: (not _tells_of(one[1], featured), -len(one[1].columns)),
    )
    for key, evaluation in tables:
        if _tells_of(evaluation, catalog.models):
            for group in evaluation.groups:
                for row in group.rows:
                    known = catalog.benchmarks.get(row)  # type: ignore[call-overload]
                    if known and known.scale == "percent":
                        return key, row  # type: ignore[return-value]
    return None


def _tells_of(evaluation: Evaluation, models: Container[Any]) -> bool:
    return any(column.model in models for column in evaluation.columns)


def _bars(edition: Edition, key: EvaluationId, benchmark: BenchmarkId) -> dict[str, object]:
    return {
        "name": scores.name_of(edition, benchmark),
        "path": f"benchmarks/{benchmark}/",
        "bars": scores.bars(edition, key, benchmark, root_from("")),
    }


def _bill(edition: Edition, bills: Bills) -> Bill | None:
    """The receipt of the first response on show, the default provider's before others."""
    first = edition.catalog.site.default_provider
    for key in sorted(edition.catalog.offers, key=lambda each: provider_of(each) != first):
        receipt = bills(key)
        printed = bill(edition, key, receipt) if receipt else None
        if printed:
            return printed
    return None
