"""Whose a field is: what `sync` wrote may be written anew, what a person wrote stays."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from llmanac.sync.writing.facts import Fact, Plain, digest, held

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic import BaseModel


@dataclass(frozen=True, slots=True)
class Kept:
    """A field that stays as it is although feeds say something else."""

    about: str
    """The record: `offers/openai/gpt-4o`."""
    field: str
    held: Plain
    """None where a person took the field out."""
    said: Plain
    """What feeds say."""
    why: str
    """`person`, `pinned`, `removed`, or the code of what else keeps it."""


@dataclass(slots=True)
class Ruling:
    """What is to be written into a record, and what is not."""

    changes: dict[str, Fact] = field(default_factory=dict)
    """Path → the new fact."""
    before: dict[str, Plain] = field(default_factory=dict)
    """Path → what stood there, of each change."""
    wrote: dict[str, str] = field(default_factory=dict)
    kept: list[Kept] = field(default_factory=list)


def ruled(
    about: str,
    record: BaseModel,
    wanted: Mapping[str, Fact],
    wrote: Mapping[str, str],
) -> Ruling:
    """Judge each wanted field by who wrote what the record has.

    A field that is as wanted needs nothing, whoever wrote it. One that is absent is added, unless
    `sync` wrote it once: then a person took it out. One that `sync` wrote last is written anew. A
    record of which `sync` wrote nothing is a person's whole: what they left out stays out.
    """
    ruling = Ruling(wrote=dict(wrote))
    pinned = getattr(record, "pinned", ())
    for path, fact in wanted.items():
        now = held(record, path)
        if is_same(now, fact.value):
            continue
        why = _why_kept(path, now, wrote, pinned)
        if why:
            ruling.kept.append(Kept(about, path, now, fact.value, why))
        else:
            ruling.changes[path] = fact
            ruling.before[path] = now
            ruling.wrote[path] = digest(fact.value)
    return ruling


def _why_kept(
    path: str, now: Plain, wrote: Mapping[str, str], pinned: tuple[str, ...]
) -> str | None:
    """Why a field may not be written; None where it may."""
    if is_pinned(path, pinned):
        return "pinned"
    if all("/" in name for name in wrote):  # of tables of scores, if of anything
        return "person"
    if now is None:
        return "removed" if path in wrote else None
    return None if wrote.get(path) == digest(now) else "person"


def is_same(now: Plain, value: Plain) -> bool:
    """Whether two values say the same; the order of words in a list says nothing new."""
    if isinstance(now, list) and isinstance(value, list) and _are_words(now) and _are_words(value):
        return sorted(now) == sorted(value)
    return bool(now == value)


def _are_words(items: list[Plain]) -> bool:
    return all(isinstance(item, str) for item in items)


def is_pinned(path: str, pinned: tuple[str, ...]) -> bool:
    """Whether a person said that a field stays: by itself, or with all of its group."""
    return any(path == pin or path.startswith(f"{pin}.") for pin in pinned)
