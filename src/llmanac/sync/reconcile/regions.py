"""What a feed says apart for regions and tiers, as conditions of one entry."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from llmanac.pricing.amounts import Positive
from llmanac.pricing.conditions import Condition
from llmanac.pricing.faults import BadValue
from llmanac.pricing.given import Given
from llmanac.pricing.keys import KEYS, Test
from llmanac.pricing.meters import METERS
from llmanac.pricing.tables import Cell, Table
from llmanac.sync.reconcile.points import each, rate_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from llmanac.pricing.entries import Entry
    from llmanac.pricing.rates import Rate
    from llmanac.pricing.terms import Term
    from llmanac.sync.reconcile.spoken import Priced, Speech

_MOST_DECIMALS: Final = 4

Cells = dict[str, "Mapping[str, Rate]"]
"""Region or tier → its rates, in the entry's unit."""


def departures(entry: Entry, told: Iterable[Priced], speeches: Mapping[str, Speech]) -> Entry:
    """The entry with the regions and tiers of the best witness that knows any.

    A region in which everything costs the same factor more is a scale; others stand in a table.
    What a region has no price for is unknown there.
    """
    for one in told:
        speech = speeches[one.feed]
        if speech.others and speech.base.now:
            terms = [*_terms(entry, speech, "region"), *entry.when, *_terms(entry, speech, "tier")]
            return replace(entry, when=tuple(terms))
    return entry


def _terms(entry: Entry, speech: Speech, key: str) -> Iterator[Term]:
    known = {word for _, one in entry.conditions() for word in _named(one, key)}
    scaled: dict[Decimal, list[str]] = {}
    cells: Cells = {}
    for word, now in _told(speech, key):
        if word in known or not _is_word(key, word):
            continue
        factor = _factor(speech.base.now, now)  # type: ignore[arg-type]
        if factor is None:
            cells[word] = _rates(now, entry)
        elif factor != 1:
            scaled.setdefault(factor, []).append(word)
    yield from _table(cells, key)
    for factor in sorted(scaled):
        yield Condition(given=_given(key, scaled[factor]), scale=Positive(factor))


def _told(speech: Speech, key: str) -> Iterator[tuple[str, Entry]]:
    """Each region, or each tier, with its entry; what is both is the price of neither."""
    seen: dict[str, Entry] = {}
    for one in speech.others:
        word, other = (one.region, one.tier) if key == "region" else (one.tier, one.region)
        if word and one.now and not other:
            seen.setdefault(word, one.now)
    yield from seen.items()


def _factor(base: Entry, other: Entry) -> Decimal | None:
    """By what everything is dearer there; None where that differs from meter to meter."""
    if base.bands != other.bands:
        return None
    ratios = {*_ratios(base, other)}
    if len(ratios) != 1 or not {*_content(base)} <= other.rates.keys():
        return None
    ratio = ratios.pop() or Fraction(0)
    factor = round(Decimal(ratio.numerator) / Decimal(ratio.denominator), _MOST_DECIMALS)
    return factor.normalize() if factor and Fraction(factor) == ratio else None


def _ratios(base: Entry, other: Entry) -> Iterator[Fraction | None]:
    for meter in _content(other):
        mine, theirs = base.rates.get(meter, ()), other.rates[meter]
        if len(mine) != len(theirs):
            yield None
            continue
        for a, b in zip(mine, theirs, strict=True):
            if a and b and a.value:
                yield each(b, other.per, meter) / each(a, base.per, meter)
            elif a or b:
                yield None if (a and a.value) or (b and b.value) else Fraction(1)


def _content(entry: Entry) -> Iterator[str]:
    return (meter for meter in entry.rates if METERS[meter].kind == "content")


def _rates(other: Entry, entry: Entry) -> dict[str, Rate]:
    """The rates of a region in the terms of the entry; of what it leaves out nothing is known."""
    same = other.bands == entry.bands
    return {
        meter: rate_in(rate, other.per, entry.per)
        for meter in _content(entry)
        if (rate := other.rates.get(meter)) and (same or len(rate) == 1)
    }


def _table(cells: Cells, key: str) -> Iterator[Term]:
    meters = [meter for meter in METERS if any(meter in rates for rates in cells.values())]
    if key == "tier" or len(cells) == 1:
        for word, rates in cells.items():
            if rates:
                yield Condition(given=_given(key, [word]), rates=rates, rest="unknown")
    elif meters:
        rows: dict[str, dict[Cell, Rate]] = {
            m: {(word,): cells[word].get(m, (None,)) for word in cells} for m in meters
        }
        yield Table(by=(key,), rates=rows, rest="unknown")


def _given(key: str, words: Sequence[str]) -> Given:
    test = Test(tuple(words))
    return Given(region=test) if key == "region" else Given(tier=test)


def _named(condition: Condition, key: str) -> tuple[str, ...]:
    test = condition.given.tests().get(key)
    return test.values if test else ()


def _is_word(key: str, word: str) -> bool:
    try:
        KEYS[key].word(word)
    except BadValue:
        return False
    return True
