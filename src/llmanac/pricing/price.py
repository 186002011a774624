"""What a body reports, priced by the entry that is in force."""

from __future__ import annotations

from typing import TYPE_CHECKING

from llmanac.pricing.contexts import context_of
from llmanac.pricing.lines import Sold
from llmanac.pricing.receipt import Receipt

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from llmanac.pricing.deck import Deck
    from llmanac.pricing.given import Context
    from llmanac.pricing.reader import Usage
    from llmanac.pricing.receipt import AtFrom
    from llmanac.pricing.tariff import Tariff


def price(
    usage: Usage,
    tariff: Tariff,
    *,
    currency: str,
    at: datetime,
    at_from: AtFrom,
    sold: Sold | None = None,
    asked: Mapping[str, str] | None = None,
) -> Receipt:
    """Price what a body reports by the entry that is in force at a moment.

    `asked` is what the caller says of tier, mode and region; what the body says was served counts.
    """
    sold = sold or Sold()
    deck, noted = tariff.deck(currency, at)
    context = in_deck(deck, context_of(usage.context, usage.ordinary, asked), sold)
    card = deck.card(context, at) if deck else None
    return Receipt(sold, currency, at, at_from, usage, card, tuple(noted), context, deck)


def in_deck(deck: Deck | None, context: dict[str, tuple[str, ...]], sold: Sold) -> Context:
    """Return a context with what the deck asks for and the seller's API answers."""
    if deck and sold.api and "api" in deck.tests:
        context.setdefault("api", (sold.api,))
    return context
