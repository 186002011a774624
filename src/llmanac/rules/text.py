"""Text shows what it says."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar, get_args

from pydantic import BaseModel

from llmanac.findings import Loc, Problem, problem
from llmanac.pricing.written import Written
from llmanac.rules.world import World, nearest
from llmanac.schema.provider import Api
from llmanac.schema.record import Localised
from llmanac.schema.text import GUIDE_HEAD, PLACEHOLDER, Guide, Placeholder, Sample

T = TypeVar("T")

HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e"
    "\u2060-\u2069\ud800-\udfff\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
"""Control characters, and those that reorder or hide what stands beside them."""


def text_hides_nothing(record: object) -> Iterator[Problem]:
    """No text holds characters that a reader does not see."""
    if not any(map(HIDDEN.search, _all(str, record))):
        return  # nearly always: where a text stands need not be known
    for loc, text in _texts(record):
        if hidden := HIDDEN.search(text):
            yield problem(*loc, hidden.start(), point=f"U+{ord(hidden[0]):04X}")


def text_is_in_every_language(_id: str, record: object, world: World) -> Iterator[Problem]:
    """What people read is there in every language of the site."""
    languages = world.catalog.site.languages
    if all(all(getattr(one, code) for code in languages) for one in _all(Localised, record)):
        return
    for loc, text in _localised(record, ()):
        for language in languages:
            if text.falls_back(language):
                yield problem(*loc, language=language)


def placeholders_can_be_filled(record: Sample | Guide) -> Iterator[Problem]:
    """A placeholder is one that a page knows."""
    known = get_args(Placeholder)
    for found in PLACEHOLDER.finditer(record.text):
        if found[1] not in known:
            yield problem("text", found.start(), name=found[1], nearest=nearest(found[1], known))


def guides_say_for_what_they_are(record: Guide) -> Iterator[Problem]:
    """A guide begins with its APIs and the tool's name."""
    if not GUIDE_HEAD.match(record.text):
        yield problem("text", 0)


def apis_of_guides_exist(record: Guide) -> Iterator[Problem]:
    """An API that a guide uses is one that providers may have."""
    known, head = get_args(Api), GUIDE_HEAD.match(record.text)
    if head is None:
        return
    for found in re.finditer(r"[^ ,]+", head["apis"]):
        if found[0] not in known:
            start = head.start("apis") + found.start()
            yield problem("text", start, name=found[0], nearest=nearest(found[0], known))


def _all(sort: type[T], record: object) -> list[T]:
    """Every value of exactly this type within a record, in no order worth knowing."""
    found: list[T] = []
    unseen = [record]
    while unseen:
        value = unseen.pop()
        kind = type(value)
        if kind is sort:
            found.append(value)  # type: ignore[arg-type]
        elif inner := _inner(kind):  # type: ignore[arg-type]
            unseen.extend(inner(value))
    return found


@cache
def _inner(kind: type) -> Callable[[Any], Iterable[object]] | None:
    """What gives the values within a value of this type; None where there are none."""
    if issubclass(kind, (str, Written, *_NUMBERS)):
        return None
    if issubclass(kind, tuple):
        return iter
    if issubclass(kind, BaseModel):
        return lambda record: vars(record).values()
    if issubclass(kind, Mapping):
        return lambda mapping: mapping.values()
    if is_dataclass(kind):
        names = [field.name for field in fields(kind)]
        return lambda record: [getattr(record, name) for name in names]
    return None


def _texts(record: object, loc: Loc = ()) -> Iterator[tuple[Loc, str]]:
    if isinstance(record, str):
        yield loc, record
    for step, value in _parts(record):
        yield from _texts(value, (*loc, step))


def _localised(record: object, loc: Loc) -> Iterator[tuple[Loc, Localised]]:
    if isinstance(record, Localised):
        yield loc, record
        return
    for step, value in _parts(record):
        if not isinstance(value, str):
            yield from _localised(value, (*loc, step))


_NUMBERS = (Decimal, int, bool, type(None))
"""Most values of a catalogue, by far. Nothing stands within them, and they are no text."""


def _parts(record: Any) -> Iterator[tuple[str | int, object]]:  # noqa: ANN401 - any kind of record
    """The texts and further records within a record, under the keys that its file has for them."""
    for step, value in _values(record):
        if type(value) not in _NUMBERS:
            yield step, value


def _values(record: Any) -> Iterable[tuple[str | int, object]]:  # noqa: ANN401
    if isinstance(record, str):
        return ()
    if isinstance(record, BaseModel):
        written = type(record).__pydantic_fields__
        return ((written[name].alias or name, value) for name, value in vars(record).items())
    if isinstance(record, tuple):
        return enumerate(record)
    if isinstance(record, Mapping):
        return record.items()
    if is_dataclass(record) and not isinstance(record, Written):
        return ((field.name, getattr(record, field.name)) for field in fields(record))
    return ()
