"""What is read of one entry of the map, before it is put together."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from llmanac.sync.feeds.litellm.names import priced

if TYPE_CHECKING:
    from llmanac.pricing.terms import Free, Term
    from llmanac.sync.claims import Json
    from llmanac.sync.feeds.fields.values import Here
    from llmanac.sync.feeds.litellm.grid import Grid


@dataclass(slots=True)
class Sheet:
    """One entry, and what was made of it so far."""

    entry: Json
    here: Here
    grid: Grid
    terms: list[Term] = field(default_factory=list)
    free: tuple[Free, ...] = ()

    @property
    def mode(self) -> str | None:
        """What the entry is for."""
        mode = self.entry.get("mode")
        return mode if isinstance(mode, str) else None


def meter_of(name: str, mode: Json) -> str | None:
    """Return the meter that a name prices in an entry of that mode."""
    found = priced(name)
    return found.meter(mode if isinstance(mode, str) else None) if found else None


def listed(value: Json) -> list[dict[str, Json]]:
    """Return the objects of a list; none where it is no list."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
