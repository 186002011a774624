"""Prices of a record against those of feeds: a new price is a new entry, and none is edited."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from llmanac.pricing.moments import Moment
from llmanac.sync.writing.facts import digest

if TYPE_CHECKING:
    from llmanac.pricing.entries import Entry

Plain = Any

_ASIDE: Final = ("from", "until", "seen", "checked", "source")
"""What an entry says of itself, and not of a price."""


@dataclass(frozen=True, slots=True)
class Appended:
    """What becomes of a list of prices."""

    entries: tuple[Entry, ...] = ()
    """New ones, for its end."""
    late: tuple[Entry, ...] = ()
    """Those that say something else and cannot follow what is there: they are older."""


def appended(held: Sequence[Entry], wanted: Sequence[Entry]) -> Appended:
    """The entries that a record lacks, with the day from which each holds.

    Where no feed dates a change, it holds from the day on which it was seen. Prices in another
    currency are other prices.
    """
    new: list[Entry] = []
    late: list[Entry] = []
    for currency in dict.fromkeys(entry.currency for entry in wanted):
        before = [entry for entry in held if entry.currency == currency]
        for entry in _unknown(before, [one for one in wanted if one.currency == currency]):
            placed = _placed(before, entry)
            if placed is None:
                late.append(entry)
            else:
                before.append(placed)
                new.append(placed)
    return Appended(tuple(new), tuple(late))


def _unknown(held: Sequence[Entry], wanted: Sequence[Entry]) -> Sequence[Entry]:
    """Those behind the newest that the record has already."""
    if not held:
        return wanted
    last = told(held[-1])
    known = [number for number, entry in enumerate(wanted) if told(entry) == last]
    if known:
        return wanted[known[-1] + 1 :]
    return [entry for entry in wanted[:-1] if entry.start and _follows(held[-1], entry)] + [
        *wanted[-1:]
    ]


def _placed(before: Sequence[Entry], entry: Entry) -> Entry | None:
    """The entry as it follows what is there; None where it cannot."""
    if not before:
        return entry
    dated = entry if entry.start else replace(entry, start=Moment.parse(entry.seen.text()))
    return dated if _follows(before[-1], dated) else None


def _follows(last: Entry, entry: Entry) -> bool:
    begins = entry.start is not None and (last.start is None or entry.start > last.start)
    ended = last.until is None or (entry.start is not None and entry.start >= last.until)
    return begins and ended and entry.seen >= last.seen


def told(entry: Entry) -> Plain:
    """The price by itself, whoever says so and when."""
    return {name: value for name, value in entry.to_json().items() if name not in _ASIDE}


def marks(entries: Sequence[Entry]) -> str:
    """Digests of entries, in order: how a record's prices are known again."""
    return " ".join(digest(entry.to_json()) for entry in entries)


def written(entry: Entry) -> Mapping[str, Plain]:
    """An entry as a record has it: numbers plain, with the digits published."""
    said = entry.to_json()
    return {name: _WRITTEN.get(name, _same)(said[name]) for name in _ORDER if name in said}


_ORDER: Final = (
    *("currency", "per", "bands", "rates", "when", "minimum", "free", "typical"),
    *("from", "until", "seen", "checked", "source"),
)


def _same(value: Plain) -> Plain:
    return value


def _unit(text: str) -> Plain:
    return int(text) if text.isdecimal() else text


def _bands(bands: Mapping[str, Plain]) -> Plain:
    usual = {"by": "input_total", "edge": ">"}
    return {name: value for name, value in bands.items() if usual.get(name) != value}


def _amounts(value: Plain) -> Plain:
    """Amounts at any depth: a number where there is no unit, alone where there are no bands."""
    if isinstance(value, Mapping):
        return {name: _amounts(one) for name, one in value.items()}
    if isinstance(value, list):
        return _amounts(value[0]) if len(value) == 1 else [_amounts(one) for one in value]
    return value if value is None or "/" in value else _number(value)


def _number(text: str) -> Plain:
    return int(text) if text.isdecimal() else Decimal(text)


def _terms(terms: Sequence[Mapping[str, Plain]]) -> Plain:
    return [dict(_term(term)) for term in terms]


def _term(term: Mapping[str, Plain]) -> Iterator[tuple[str, Plain]]:
    for name, value in term.items():
        if name == "rates":
            if value:
                yield name, _amounts(value)
        elif name in ("scale", "count"):
            yield name, _number(value)
        else:
            yield name, value


_WRITTEN: Final[Mapping[str, Callable[[Any], Plain]]] = {
    "per": _unit,
    "bands": _bands,
    "rates": _amounts,
    "when": _terms,
    "free": _terms,
    "typical": _terms,
    "minimum": _amounts,
}
