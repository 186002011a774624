"""One module per feed: its file as parsed JSON → what it says (`claims.Reading`).

A reader is a pure function of the file and its day. It never raises over what stands in the file:
whatever it cannot read or our records cannot say is in `Reading.left`.
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
    zero_is_unknown: bool = False
    """Whether it writes 0 where it knows no price; its reader leaves such zeros out."""


FEEDS = {
    modelsdev.FEED: Feed(modelsdev.read),
    models.FEED: Feed(models.read),
    bases.FEED: Feed(bases.read),
    openrouter.FEED: Feed(openrouter.read),
    piai.FEED: Feed(piai.read, zero_is_unknown=True),
    litellm.FEED: Feed(litellm.read),
    genai_prices.FEED: Feed(genai_prices.read),
    portkey.FEED: Feed(portkey.read, zero_is_unknown=True),
    "portkey-general": Feed(general.read, zero_is_unknown=True),
    langfuse.FEED: Feed(langfuse.read),
    catwalk.FEED: Feed(catwalk.read, zero_is_unknown=True),
}
"""Id in `catalog/feeds.yaml` → how it is read. A new feed is a module and a row; of a feed with a
second file, that file has a row, too."""
