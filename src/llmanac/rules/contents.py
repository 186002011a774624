"""What single records say makes sense: limits, tables, examples, settings."""

import itertools
import json
from collections.abc import Iterator
from zoneinfo import ZoneInfo, available_timezones

from llmanac.findings import Problem, problem
from llmanac.rules.world import World, nearest
from llmanac.schema.evaluation import Evaluation, Scores
from llmanac.schema.evidence import EvidenceFile
from llmanac.schema.model import Model
from llmanac.schema.offer import Offer
from llmanac.schema.provider import Provider
from llmanac.schema.site import Site

MOST_DIGITS = 15
"""Significant digits that every program can hold: a binary double keeps 15."""


def an_answer_fits_the_window(record: Model | Offer) -> Iterator[Problem]:
    """No limit on input or output is larger than the context window."""
    limits, path = (record, ()) if isinstance(record, Model) else (record.limits, ("limits",))
    context = limits and (getattr(limits, "context_extended", None) or limits.context)
    for field in ("input", "output") if context else ():
        count = getattr(limits, field, None)
        if count and count > context:
            yield problem(*path, field, count=count, context=context)


def an_extended_window_is_larger(model: Model) -> Iterator[Problem]:
    """The window to which a model can be extended is larger than its own."""
    native, extended = model.context, model.context_extended
    if native and extended and extended <= native:
        yield problem("context_extended", count=extended, context=native)


def rows_have_a_figure_per_column(evaluation: Evaluation) -> Iterator[Problem]:
    """A row has as many figures as the table has columns."""
    columns = len(evaluation.columns)
    for group, row, scores in _rows(evaluation):
        if len(scores) != columns:
            loc = ("groups", group, "rows", row)
            yield problem(*loc, benchmark=row, found=len(scores), columns=columns)


def rows_say_something(evaluation: Evaluation) -> Iterator[Problem]:
    """A row has at least one figure."""
    for group, row, scores in _rows(evaluation):
        if all(score is None for score in scores):
            yield problem("groups", group, "rows", row, benchmark=row)


def percentages_lie_between_0_and_100(
    _id: str, evaluation: Evaluation, world: World
) -> Iterator[Problem]:
    """A figure of a benchmark in percent is a percentage."""
    for group, row, scores in _rows(evaluation):
        benchmark = world.all("benchmark").get(row)
        for column, score in enumerate(scores):
            is_percent = benchmark and benchmark.scale == "percent"
            if is_percent and score is not None and not 0 <= score <= 100:
                yield problem("groups", group, "rows", row, column, figure=str(score))


def figures_have_no_noise(evaluation: Evaluation) -> Iterator[Problem]:
    """A figure has no more digits than somebody can have measured."""
    for group, row, scores in _rows(evaluation):
        for column, score in enumerate(scores):
            if score is not None and len(score.as_tuple().digits) > MOST_DIGITS:
                loc = ("groups", group, "rows", row, column)
                yield problem(*loc, figure=str(score), limit=MOST_DIGITS)


def notes_are_about_rows_of_the_table(evaluation: Evaluation) -> Iterator[Problem]:
    """A note that names a benchmark names one that the table reports."""
    rows = {row for _, row, _ in _rows(evaluation)}
    for index, note in enumerate(evaluation.notes):
        for step, name in enumerate(note.benchmarks):
            if name not in rows:
                loc = ("notes", index, "benchmarks", step)
                yield problem(*loc, id=name, nearest=nearest(name, rows))


def an_example_is_json(offer: Offer) -> Iterator[Problem]:
    """A response is an object of strict JSON, as a program would receive it."""
    if offer.example:
        try:
            body = json.loads(offer.example.response, parse_constant=_refuse)
        except (ValueError, RecursionError) as error:
            yield problem("example", "response", problem=str(error))
        else:
            if not isinstance(body, dict):
                yield problem("example", "response", problem="not an object")


def an_example_comes_from_an_api_of_the_offer(offer: Offer) -> Iterator[Problem]:
    """The API that gave the response is one that serves the offer."""
    if offer.example and offer.example.api not in offer.apis:
        yield problem("example", "api", api=offer.example.api, known=list(offer.apis))


def a_time_zone_exists(provider: Provider) -> Iterator[Problem]:
    """Days begin in a time zone of the IANA database."""
    if provider.timezone is None:
        return
    try:
        ZoneInfo(provider.timezone)
    except (ValueError, OSError, LookupError):
        known = available_timezones()
        if known:
            found = provider.timezone
            yield problem("timezone", found=found, nearest=nearest(found, known))


def the_root_is_a_language_of_the_site(site: Site) -> Iterator[Problem]:
    """The language at the root is one in which the site is published."""
    if site.root not in site.languages:
        yield problem("root", found=site.root, known=list(site.languages))


def languages_are_listed_once(site: Site) -> Iterator[Problem]:
    """The switch shows each language once."""
    for index, language in enumerate(site.languages):
        if language in site.languages[:index]:
            yield problem("languages", index, found=language)


def _rows(evaluation: Evaluation) -> Iterator[tuple[int, str, Scores]]:
    for index, group in enumerate(evaluation.groups):
        for row, scores in group.rows.items():
            yield index, row, scores


def _refuse(word: str) -> None:
    raise ValueError(f"{word} is not JSON")


def lines_of_evidence_are_in_order(evidence: EvidenceFile) -> Iterator[Problem]:
    """An offer has one line, and lines stand in the order of their offers."""
    offers = [line.offer for line in evidence.root]
    for row, (before, offer) in enumerate(itertools.pairwise(offers), start=1):
        if offer <= before:
            yield problem(row, offer=offer, before=before)
