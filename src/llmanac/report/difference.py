"""What differs between two states of a catalogue: for a terminal, as Markdown, as JSON."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any

from llmanac.changes.difference import Difference, Repriced, Restated
from llmanac.changes.moves import Move
from llmanac.changes.words import Words
from llmanac.report.paint import Paint
from llmanac.report.written_up import plain

SCHEMA_VERSION = 1

_MOST = 40
"""So many of a kind are told to a person."""

Part = tuple[str, int, Iterator[str]]
"""A heading, how many there are, and what is said of each."""


def told(found: Difference, words: Words, paint: Paint) -> str:
    """The difference as text that ends in a line feed."""
    lines = [paint("bold", _head(found, words))]
    for heading, count, each in _parts(found, words):
        lines += ["", paint("bold", heading), *(f"  {one}" for one in islice(each, _MOST))]
        lines += [f"  {one}" for one in _more(count, words)]
    return "\n".join([*lines, *_nothing(found, words), ""])


def in_markdown(found: Difference, words: Words) -> str:
    """The difference as Markdown that ends in a line feed."""
    lines = [f"## {plain(_head(found, words))}"]
    for heading, count, each in _parts(found, words):
        lines += ["", f"### {plain(heading)}", ""]
        lines += [f"- {plain(one)}" for one in (*islice(each, _MOST), *_more(count, words))]
    return "\n".join([*lines, *map(plain, _nothing(found, words)), ""])


def as_json(found: Difference) -> dict[str, Any]:
    """The difference as plain data; amounts are decimal text."""
    states = {"old": found.old, "new": found.new}
    lists = ("models", "models_gone", "providers", "providers_gone", "offers", "offers_gone")
    return {
        "schema_version": SCHEMA_VERSION,
        **{
            name: {"revision": one.revision, "as_of": one.as_of.text()}
            for name, one in states.items()
        },
        **{name: list(getattr(found, name)) for name in lists},
        "repriced": [_repriced(one) for one in found.repriced],
        "restated": [_restated(one) for one in found.restated],
    }


def _head(found: Difference, words: Words) -> str:
    old, new = found.old, found.new
    days = {"old_day": old.as_of.text(), "new_day": new.as_of.text()}
    return words.say["diff.head"].format(old=old.revision, new=new.revision, **days)


def _nothing(found: Difference, words: Words) -> list[str]:
    return ["", words.say["diff.nothing"]] if found.is_empty else []


def _more(count: int, words: Words) -> list[str]:
    rest = count - _MOST
    return [words.say["diff.more"].format(count=f"{rest:,}")] if rest > 0 else []


def _parts(found: Difference, words: Words) -> Iterator[Part]:
    """What there is to tell, the most important first."""
    yield from _part("repriced", found.repriced, words, lambda one: _price(one, words))
    yield from _part("restated", found.restated, words, lambda one: _status(one, words))
    for name in ("models", "models_gone", "providers", "providers_gone", "offers", "offers_gone"):
        yield from _part(name, getattr(found, name), words, str)


def _part(
    name: str, listed: tuple[Any, ...], words: Words, say: Callable[[Any], str]
) -> Iterator[Part]:
    if listed:
        heading = words.say[f"diff.{name}"].format(count=f"{len(listed):,}")
        yield heading, len(listed), map(say, listed)


def _price(one: Repriced, words: Words) -> str:
    told = [words.moved(one.moves, one.currency)] if one.moves else []
    if one.conditions:
        told.append(words.say["conditions" if one.moves else "conditions.only"])
    if one.day:
        told.append(words.say["diff.from"].format(day=one.day))
    return f"{one.key}  {words.say['comma'].join(told)}"


def _status(one: Restated, words: Words) -> str:
    told = [f"{one.before} → {one.after}"]
    if one.retires:
        told.append(words.say["diff.retires"].format(day=one.retires))
    if one.successor:
        told.append(words.say["diff.instead"].format(successor=one.successor))
    return f"{one.key}  {words.say['comma'].join(told)}"


def _repriced(one: Repriced) -> dict[str, Any]:
    return {
        "key": one.key,
        "currency": one.currency,
        "from": one.day,
        "coming": one.coming,
        "source": one.source,
        "moves": [_move(move) for move in one.moves],
        "conditions": one.conditions,
    }


def _restated(one: Restated) -> dict[str, Any]:
    named = ("key", "before", "after", "retires", "successor")
    return {name: getattr(one, name) for name in named}


def _move(move: Move) -> dict[str, Any]:
    sides: Iterable[tuple[str, Any]] = (("before", move.before), ("after", move.after))
    return {
        "meter": move.meter,
        "above": move.above,
        **{name: None if one is None else format(one.value, "f") for name, one in sides},
        "per_before": move.per_before,
        "per_after": move.per_after,
        "percent": None if move.percent is None else format(move.percent, "f"),
    }
