"""An entry in all contexts: which of its conditions hold for a request, and the card of those."""

from __future__ import annotations

from itertools import islice, product
from typing import TYPE_CHECKING

from llmanac.pricing.calendars import Clock
from llmanac.pricing.card import Card
from llmanac.pricing.contexts import may_hold, possible

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from llmanac.pricing.calendars import Calendar
    from llmanac.pricing.entries import Entry
    from llmanac.pricing.given import Context

_MOST_KNOWN = 1000
"""So many contexts are remembered at most: bodies may say what they like."""
_MOST_TRIED = 4096
"""So many contexts are tried at most to see between what a price lies."""


class Deck:
    """One entry with the cards of the contexts that have been asked for."""

    def __init__(self, entry: Entry, index: int, calendars: Mapping[str, Calendar]) -> None:
        """Take an entry, its place in its record, and the calendars that its windows may name."""
        self.entry = entry
        self.index = index
        self.calendars = calendars
        self.terms = tuple(entry.conditions())
        self.conditions = tuple(condition for _, condition in self.terms)
        self.plain = Card(entry, index)
        """What holds where no condition does."""
        given = [condition.given for condition in self.conditions]
        self.keys = tuple(dict.fromkeys(key for one in given for key in one.tests()))
        """The keys on which a price depends."""
        self.by_request = "request" in entry.meters()
        """Whether each request costs something by itself, which no body counts."""
        self.windows = tuple(dict.fromkeys(one.time for one in given if one.time))
        """The windows of time on which a price depends."""
        self._cards: dict[tuple[int, ...], Card] = {(): self.plain}
        self._known: dict[tuple[object, ...], Card] = {}

    def card(
        self, context: Context, at: datetime, supposed: Mapping[str, bool] | None = None
    ) -> Card:
        """Return the card that holds in a context at a moment.

        `supposed` says what is taken for granted of calendars and zones that are unknown.
        """
        if not self.terms:
            return self.plain
        clock = Clock(at, self.calendars, supposed or {})
        said = (*map(context.get, self.keys), *map(clock.holds, self.windows))
        found = self._known.get(said)
        if found is None:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            found = self._known[said] = self._card(context, clock)
        return found

    def unknown(self, context: Context, at: datetime) -> list[tuple[str, str]]:
        """Return which calendars and zones nobody knows though a price depends on them."""
        clock = Clock(at, self.calendars)
        live = (one.given.time for one in self.conditions if may_hold(one, context))
        return [*dict.fromkeys(found for some in live if some for found in clock.unknown(some))]

    def possible(self, context: Context, at: datetime) -> list[tuple[Card, bool]] | None:
        """Return each card that may hold as far as anybody says, None where they are too many.

        Beside each: whether a value that the entry names stands under every key that is open.
        """
        names = [*dict.fromkeys(name for _, name in self.unknown(context, at))]
        said = [*islice(possible(self.conditions, context), _MOST_TRIED + 1)]
        if len(said) << len(names) > _MOST_TRIED:
            return None
        truths = [
            dict(zip(names, t, strict=True)) for t in product((False, True), repeat=len(names))
        ]
        tried = product(said, truths)
        return [*dict.fromkeys((self.card(one, at, true), named) for (one, named), true in tried)]

    def _card(self, context: Context, clock: Clock) -> Card:
        given = enumerate(condition.given for condition in self.conditions)
        holding = tuple(number for number, one in given if one.holds(context, clock))
        found = self._cards.get(holding)
        if found is None:
            held = tuple(self.terms[number] for number in holding)
            found = self._cards[holding] = Card(self.entry, self.index, held)
        return found
