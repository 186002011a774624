"""One room per feed: its file as parsed JSON → what it says (`claims.Reading`).

A reader is a pure function of the file and its day. It never raises over what stands in the file:
whatever it cannot read or our records cannot say is in `Reading.left`.

All of them read by `fields` (an entry field by field, and what is left of it), put prices together
by `sheets`, and have their words from `words`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from llmanac.sync.feeds import (
    catwalk,
    genai_prices,
    langfuse,
    litellm,
    modelsdev,
    openrouter,
    piai,
    portkey,
)
from llmanac.sync.feeds.modelsdev import bases, models
from llmanac.sync.feeds.portkey import general

if TYPE_CHECKING:
    from collections.abc import Callable

    from llmanac.pricing.moments import Day
    from llmanac.sync.claims import Json, Reading


@dataclass(frozen=True, slots=True)
class Feed:
    """How a feed is read."""

    read: Callable[[Json, Day], Reading]


FEEDS = {
    modelsdev.FEED: Feed(modelsdev.read),
    models.FEED: Feed(models.read),
    bases.FEED: Feed(bases.read),
    openrouter.FEED: Feed(openrouter.read),
    piai.FEED: Feed(piai.read),
    litellm.FEED: Feed(litellm.read),
    genai_prices.FEED: Feed(genai_prices.read),
    portkey.FEED: Feed(portkey.read),
    "portkey-general": Feed(general.read),
    langfuse.FEED: Feed(langfuse.read),
    catwalk.FEED: Feed(catwalk.read),
}
"""Id in `catalog/feeds.yaml` → how it is read. A new feed is a room and a row; of a feed with a
second file, that file has a row, too."""
