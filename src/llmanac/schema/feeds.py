"""Where claims come from, and what feeds call what we know: `feeds.yaml` and `aliases/`."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, RootModel

from llmanac.pricing.moments import Day  # noqa: TC001  # pydantic reads it
from llmanac.schema.record import Localised, Record, SlashId, Slug, Text, Url


class Feed(Record):
    """A source of claims that is published as a whole."""

    name: Text
    """The name, as its makers spell it."""
    home: Url
    """Where it is kept."""
    url: Url | None = None
    """The address that `sync` asks; absent for a feed that is not read any more."""
    licence: Text | None = None
    """SPDX identifier of its data."""
    derived: tuple[Slug, ...] = ()
    """Feeds from which this one takes what it says: with them it makes one witness, not two."""
    about: Localised | None = None
    """What to know of it."""
    as_of: Day | None = None
    """The day of its state that `sync` read last."""
    offers: Annotated[int, Field(ge=0)] | None = None
    """How many offers it listed then."""


class Feeds(RootModel[dict[Slug, Feed]]):
    """`feeds.yaml`: feed → what it is, and in which state it was read."""


class ProviderNames(RootModel[dict[Slug, dict[Slug, tuple[Text, ...]]]]):
    """`aliases/providers.yaml`: provider → feed (`any` for all) → what that feed calls it."""


class LabNames(RootModel[dict[Slug, tuple[Text, ...]]]):
    """`aliases/labs.yaml`: lab → what feeds call it."""


class ModelNames(RootModel[dict[SlashId, tuple[Text, ...]]]):
    """`aliases/models.yaml`: model → what else it is called: bare names (`gpt-4o`), names with a
    lab (`openai/gpt-4o`), names at one provider (`azure:gpt-4o-eu`)."""
