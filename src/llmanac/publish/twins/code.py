"""The code samples of a model's page in Markdown: filled in as on the page, in fences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from llmanac.publish import markdown as md
from llmanac.publish.filling import fill, shown_offer, values
from llmanac.publish.pages.samples import ending, name_of, of_api, safe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llmanac.publish.twins.writer import Writer
    from llmanac.schema.record import ModelId, OfferKey


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
