"""Benchmark figures of feeds as tables: one for each lab and page that published them."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from llmanac import messages
from llmanac.catalog import lab_of
from llmanac.schema.record import FeedId, LabId, ModelId
from llmanac.schema.vocabulary import heard
from llmanac.sync.writing.facts import digest
from llmanac.sync.writing.planned import Dropped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from llmanac.catalog import Catalog
    from llmanac.pricing.moments import Day
    from llmanac.schema.record import BenchmarkId
    from llmanac.schema.vocabulary import Benchmark
    from llmanac.sync.claims import Score

Plain = Any
Said = tuple[str, str, "Score"]
"""Model, feed, figure: as `Identified.scores` has them."""

SCALES: Final[Mapping[str | None, tuple[str, ...]]] = {
    None: ("percent", "score"),
    "score": ("percent", "score"),
    "index": ("score",),
    "elo": ("elo",),
    "count": ("count",),
    **dict.fromkeys(
        (
            *("percent", "percent correct", "percent resolved", "resolved", "resolve rate"),
            *("success rate", "pass@1", "average pass@1"),
        ),
        ("percent",),
    ),
}
"""A feed's word for the unit → the scales of benchmarks that it can mean."""

_FIRST_TRY: Final = "pass@1"
_LONGEST: Final = 80
"""Characters of a file's name."""


class Run(NamedTuple):
    """What a column is about: a model, and how it was run."""

    model: str
    harness: str
    variant: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with its place."""

    run: Run
    benchmark: BenchmarkId
    feed: str
    score: Score


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it should be."""

    key: str
    """`lab/slug`."""
    models: tuple[str, ...]
    """Those of its columns."""
    figures: int
    data: Mapping[str, Plain]
    """The record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known when tables are made."""

    catalog: Catalog
    names: Mapping[str, str]
    """Model → its name, of all that have a record or get one."""
    days: Mapping[str, Day]
    """Feed → the day of its state."""


def tables(said: Iterable[Said], known: Known) -> tuple[list[Table], list[Dropped]]:
    """The tables that figures make, and the figures that have no place in one."""
    dropped: list[Dropped] = []
    pages: dict[str, dict[str, list[Figure]]] = defaultdict(lambda: defaultdict(list))
    for figure in _figures(said, known, dropped):
        url = figure.score.source or ""
        pages[f"{lab_of(ModelId(figure.run.model))}/{slug(url)}"][url].append(figure)
    made = []
    for key, by_url in sorted(pages.items()):
        first, *others = sorted(by_url)
        dropped += [_without(one, "same-file") for url in others for one in by_url[url]]
        if kept := list(_agreed(by_url[first], dropped)):
            made.append(_table(key, first, kept, known))
    return made, dropped


def slug(url: str) -> str:
    """The name of a page's table: `aider.chat-docs-leaderboards`."""
    name = re.sub(r"[^a-z0-9._]+", "-", page(url).lower()).strip("-.")
    return name if len(name) <= _LONGEST else f"{name[:_LONGEST]}-{digest(url)}"


def page(url: str) -> str:
    """An address as people read it: host and path."""
    return url.partition("://")[2].removeprefix("www.").strip("/")


def _figures(said: Iterable[Said], known: Known, dropped: list[Dropped]) -> Iterator[Figure]:
    """The figures of which page, benchmark and scale are known."""
    heads = by_name(known.catalog.benchmarks)
    for model, feed, score in said:
        run = Run(model, score.harness or "", score.variant or "")
        name = f"{score.benchmark} {score.dataset}" if score.dataset else score.benchmark
        figure = Figure(run, heads.get(heard(name), _NONE), feed, score)
        if why := _why_not(figure, known):
            dropped.append(_without(figure, why))
        else:
            yield figure


_NONE: Final[Any] = ""


def by_name(benchmarks: Mapping[BenchmarkId, Benchmark]) -> Mapping[str, BenchmarkId]:
    """Benchmarks by all that they are called. The rule `ID008` keeps each name for one."""
    return {heard(name): id_ for id_, one in benchmarks.items() for name in (one.name, *one.names)}


def _why_not(figure: Figure, known: Known) -> str | None:
    """Why a figure cannot stand in a table; None where it can."""
    if figure.run.model not in known.names:
        return "no-model"
    if not slug(figure.score.source or ""):
        return "no-page"
    benchmark = known.catalog.benchmarks.get(figure.benchmark)
    if benchmark is None:
        return "no-benchmark"
    return None if _is_clear(figure.score, benchmark.scale) else "scale-unclear"


def _is_clear(score: Score, scale: str) -> bool:
    """Whether a figure is certainly on the scale; one up to 1 may be a part of 1, not of 100."""
    if scale not in SCALES.get(score.metric, ()):
        return False
    return scale != "percent" or score.figure == 0 or 1 < score.figure <= Decimal(100)


def _without(figure: Figure, why: str) -> Dropped:
    score = figure.score
    said = (score.benchmark, score.dataset, score.figure, score.metric, score.source)
    return Dropped(f"models/{figure.run.model}", why, ", ".join(str(one) for one in said if one))


def _agreed(figures: Iterable[Figure], dropped: list[Dropped]) -> Iterator[Figure]:
    """One figure for each place; where a page has two, which is meant is not known."""
    places: dict[tuple[Run, str], list[Figure]] = defaultdict(list)
    for figure in figures:
        places[figure.run, figure.benchmark].append(figure)
    for _, here in sorted(places.items()):
        if len({one.score.figure for one in here}) == 1:
            yield here[0]
        else:
            dropped += [_without(one, "contradictory") for one in here]


def _table(key: str, url: str, figures: Sequence[Figure], known: Known) -> Table:
    runs = sorted({figure.run for figure in figures})
    rows = sorted({figure.benchmark for figure in figures})
    cells = {(one.run, one.benchmark): one.score.figure for one in figures}
    seen = max(known.days[figure.feed] for figure in figures)
    data = {
        "title": in_words("table.title", lab=_maker(key, known.catalog), page=page(url)),
        "source": {"url": url, "seen": seen.text()},
        "columns": [{"label": _label(run, known), "model": run.model} for run in runs],
        "groups": [{"rows": {row: [cells.get((run, row)) for run in runs] for row in rows}}],
        "notes": [*_notes(figures, known)],
    }
    return Table(key, tuple(dict.fromkeys(run.model for run in runs)), len(figures), data)


def _maker(key: str, catalog: Catalog) -> Mapping[str, str]:
    """The lab's name in every language; its id where it has no record."""
    id_ = LabId(key.partition("/")[0])
    lab = catalog.labs.get(id_)
    names: dict[str, str | None] = {"en": lab.name.en, "zh": lab.name.zh} if lab else {}
    return {one: names.get(one) or names.get("en") or id_ for one in messages.LANGUAGES}


def _label(run: Run, known: Known) -> str:
    how = ", ".join(filter(None, (run.harness, run.variant)))
    return f"{known.names[run.model]} ({how})" if how else known.names[run.model]


def _notes(figures: Sequence[Figure], known: Known) -> Iterator[Mapping[str, Plain]]:
    """What bears on the figures, and by whom they are known."""
    if any(figure.run.harness or figure.run.variant for figure in figures):
        yield {"text": in_words("table.runs")}
    first_try = [one for one in figures if one.score.metric == _FIRST_TRY]
    if first_try:
        yield {"benchmarks": _rows(first_try), "text": in_words("table.first-try")}
    for part in sorted({part for one in figures if (part := _part(one, known))}):
        rows = _rows(one for one in figures if one.score.dataset == part)
        yield {"benchmarks": rows, "text": in_words("table.part", part=part)}
    if days := sorted({one.score.day for one in figures if one.score.day}):
        which = "table.day" if len(days) == 1 else "table.days"
        yield {"text": in_words(which, first=days[0], last=days[-1])}
    feeds = sorted({figure.feed for figure in figures})
    known_feeds = (known.catalog.feeds.get(FeedId(feed)) for feed in feeds)
    names = [one.name if one else feed for one, feed in zip(known_feeds, feeds, strict=True)]
    yield {"text": in_words("table.by", feeds=", ".join(dict.fromkeys(names)))}


def _part(figure: Figure, known: Known) -> str | None:
    """The part of the benchmark that was run, unless the benchmark is named for it."""
    part, name = figure.score.dataset, known.catalog.benchmarks[figure.benchmark].name
    return part if part and heard(part) not in heard(name) else None


def _rows(figures: Iterable[Figure]) -> list[str]:
    return sorted({figure.benchmark for figure in figures})


def in_words(key: str, **words: str | Mapping[str, str]) -> dict[str, str]:
    """A sentence of ours in every language."""
    return {language: _said(key, language, words) for language in messages.LANGUAGES}


def _said(key: str, language: str, words: Mapping[str, str | Mapping[str, str]]) -> str:
    text = messages.section("sync", language)[key]
    for name, word in words.items():
        text = text.replace(f"{{{name}}}", word if isinstance(word, str) else word[language])
    return _TIGHT.sub(" ", text) if language == "zh" else text


_HAN: Final = "\u3400-\u9fff"
_TIGHT: Final = re.compile(
    rf"(?<=[{_HAN}])(?=[A-Za-z0-9])|(?<=[A-Za-z0-9)])(?=[{_HAN}])",
)
"""Where Han and Latin meet without a space."""
