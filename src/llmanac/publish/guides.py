"""Which guides to tools an offer has, and what is left of each where something is unknown."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from llmanac.publish.filling import in_code, in_data, values
from llmanac.schema.text import placeholders

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from llmanac.catalog import Catalog
    from llmanac.publish.filling import Values
    from llmanac.schema.record import Language, OfferKey
    from llmanac.schema.text import Guide

ORDER: Final = (
    "hermes-agent", "roo-code", "kilo-code", "cline", "openclaw", "opencode", "claude-code",
    "aider", "codex-cli",
)  # fmt: skip
"""The tools in the order in which they are listed; others follow by name."""

DATA: Final = ("json", "jsonc", "yaml", "yml", "toml")
"""Fences whose text is data: a value is escaped there. In any other it has to be safe."""

_NEEDED: Final = ("model", "url", "base_url", "provider", "key_variable")
"""A guide that names one of these is of no use without it."""

_FENCE: Final = re.compile(r"^```(?P<language>\w+)\n(?P<code>.*?)^```$\n?", re.M | re.S)
_ITEM: Final = re.compile(r"^(?=(?:[-*]|\d+\.) )", re.M)
_LAST_COMMA: Final = re.compile(r",(\s*[}\]])")


@dataclass(frozen=True, slots=True)
class Block:
    """A fence, or the prose between two."""

    text: str
    language: str | None = None
    """The word beside a fence."""


@dataclass(frozen=True, slots=True)
class Fitting:
    """A guide that fits an offer, and what its placeholders stand for there."""

    guide: Guide
    known: Values


def fitting(catalog: Catalog, key: OfferKey, language: Language) -> Iterator[Fitting]:
    """The guides that an offer can be used with, each tool's in the language if there is one."""
    tools = {guide.tool for guide in catalog.guides.values()}
    for tool in sorted(
        tools, key=lambda it: (it not in ORDER, it in ORDER and ORDER.index(it), it)
    ):
        guides = [it for it in catalog.guides.values() if it.tool == tool]
        guide = min(guides, key=lambda it: it.language != language)
        if found := _fit(catalog, key, guide):
            yield found


def _fit(catalog: Catalog, key: OfferKey, guide: Guide) -> Fitting | None:
    """The guide through the best API that both have; None where none is, or a value unfit."""
    api = next((it for it in catalog.offers[key].apis if it in guide.apis), None)
    if api is None:
        return None
    known = values(catalog, key, api, guide.language)
    needed = {name for name in placeholders(guide.text) if name in _NEEDED}
    if needed - known.keys() or any(_is_unsafe(it, known) for it in blocks(guide.body)):
        return None
    return Fitting(guide, known)


def _is_unsafe(block: Block, known: Values) -> bool:
    """Whether a value would become code, where a reader is told to run it."""
    if block.language is None or block.language in DATA:
        return False
    return any(name in known and in_code(known[name]) is None for name in placeholders(block.text))


@lru_cache(maxsize=256)
def blocks(body: str) -> tuple[Block, ...]:
    """A guide's fences and the prose between them, in order."""
    return tuple(_blocks(body))


def _blocks(body: str) -> Iterator[Block]:
    at = 0
    for fence in _FENCE.finditer(body):
        yield Block(body[at : fence.start()])
        yield Block(fence["code"], fence["language"])
        at = fence.end()
    yield Block(body[at:])


@lru_cache(maxsize=1024)
def trimmed(body: str, known: frozenset[str]) -> tuple[Block, ...]:
    """The blocks without what names something unknown: lines of a fence, items, paragraphs."""
    return tuple(_trimmed(body, known))


def _trimmed(body: str, known: Collection[str]) -> Iterator[Block]:
    for block in blocks(body):
        text = (_prose if block.language is None else _code)(block.text, known)
        if block.language in DATA and text != block.text:
            text = _LAST_COMMA.sub(r"\1", text)
        if text.strip():
            yield Block(text, block.language)


def _code(code: str, known: Collection[str]) -> str:
    return "".join(line for line in code.splitlines(keepends=True) if _can_be_said(line, known))


def _prose(prose: str, known: Collection[str]) -> str:
    paragraphs = re.split(r"\n{2,}", prose.strip("\n"))
    kept = (_items(paragraph, known) for paragraph in paragraphs)
    return "\n\n".join(filter(None, kept))


def _items(paragraph: str, known: Collection[str]) -> str:
    """A paragraph, or the items of a list, that name nothing unknown."""
    return "".join(it for it in _ITEM.split(paragraph) if _can_be_said(it, known)).rstrip("\n")


def _can_be_said(text: str, known: Collection[str]) -> bool:
    return all(name in known for name in placeholders(text))


def written(name: str, known: Values, language: str) -> str:
    """A value as it stands in a fence of the language."""
    value = known[name]
    if language in DATA:
        return in_data(value)
    return in_code(value) or ""  # `fitting` has seen to it that there is one
