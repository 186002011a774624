"""The code samples and guides of a model's page in Markdown: filled in as on the page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from llmanac.publish import markdown as md
from llmanac.publish.filling import fill, shown_offer, values
from llmanac.publish.guides import fitting, trimmed, written
from llmanac.publish.pages.samples import ending, name_of, of_api, safe
from llmanac.schema.text import placeholders

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llmanac.publish.filling import Values
    from llmanac.publish.guides import Block
    from llmanac.publish.twins.writer import Writer
    from llmanac.schema.record import ModelId, OfferKey

_SPAN: Final = re.compile(r"(`+)(.+?)\1", re.S)


def samples(writer: Writer, model: ModelId) -> str:
    """Every sample that can be filled in for the offer that the page shows."""
    key = shown_offer(writer.catalog, model)
    return writer.section("samples", _samples(writer, key)) if key else ""


def _samples(writer: Writer, key: OfferKey) -> Iterator[str]:
    for api in writer.catalog.offers[key].apis:
        known = values(writer.catalog, key, api, writer.language)
        for sample in of_api(writer.catalog, api):
            filled = safe(sample, known)
            if filled is not None:
                yield f"### {api}{writer.words['colon']}{md.text(name_of(sample))}"
                yield md.block(fill(sample.text, filled).strip("\n"), ending(sample))


def guides(writer: Writer, model: ModelId) -> str:
    """Every guide that the page shows."""
    key = shown_offer(writer.catalog, model)
    return writer.section("guides", _guides(writer, key)) if key else ""


def _guides(writer: Writer, key: OfferKey) -> Iterator[str]:
    for fit in fitting(writer.catalog, key, writer.language):
        yield f"### {md.text(fit.guide.title)}"
        for block in trimmed(fit.guide.body, frozenset(fit.known)):
            yield _block(block, fit.known)


def _block(block: Block, known: Values) -> str:
    if block.language is None:
        return _prose(block.text, known)
    names = placeholders(block.text)
    filled = {name: written(name, known, block.language) for name in names}
    return md.block(fill(block.text, filled).rstrip("\n"), block.language)


def _prose(text: str, known: Values) -> str:
    """A guide's own Markdown; values in it are text, in a code span as elsewhere."""
    plain: dict[str, str] = {
        name: ", ".join(value) if isinstance(value, tuple) else str(value)
        for name, value in known.items()
    }
    escaped: dict[str, str] = {name: md.text(value) for name, value in plain.items()}
    parts, at = [], 0
    for span in _SPAN.finditer(text):
        parts += [fill(text[at : span.start()], escaped), md.code(fill(span[2], plain))]
        at = span.end()
    return "".join((*parts, fill(text[at:], escaped)))
