"""The site's pages: pure functions of the catalogue, made only where somebody asks for them."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING, Any

from llmanac.publish.pages import (
    benchmarks,
    changes,
    home,
    lists,
    model,
    reference,
    sellers,
    terms,
)
from llmanac.publish.pages.bill import example_receipt
from llmanac.publish.pages.draft import Draft
from llmanac.publish.pages.edition import Edition

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llmanac.catalog import Catalog
    from llmanac.publish.pages.calling import Bills

__all__ = ["Draft", "Edition", "pages"]


def pages(catalog: Catalog, *, bills: Bills | None = None) -> Iterator[Draft]:
    """Every page in every language of the site.

    `bills` gives the receipt of an offer's example, priced here by default.
    """
    receipts = cache(bills or partial(example_receipt, catalog))
    common: dict[object, Any] = {}
    for language in catalog.site.languages:
        edition = Edition(catalog, language, common)
        yield from home.drafts(edition, receipts)
        yield from lists.drafts(edition)
        yield from model.drafts(edition, receipts)
        yield from benchmarks.drafts(edition)
        yield from sellers.drafts(edition)
        yield from changes.drafts(edition)
        yield from terms.drafts(edition)
        yield from reference.drafts(edition)
