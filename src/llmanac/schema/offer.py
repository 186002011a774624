"""What is on sale and for how much: `catalog/offers/<provider>/<slug>.yaml`."""

import re
from typing import Annotated, Literal, Self

from pydantic import ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from llmanac.pricing.entries import Entry
from llmanac.pricing.moments import Day
from llmanac.schema.provider import Api
from llmanac.schema.record import Count, Localised, Record, SlashId, Source, Text

Status = Literal["available", "preview", "deprecated", "withdrawn"]


class Limits(Record):
    """What one request may hold here."""

    context: Count | None = None
    """The context window, in tokens."""
    context_shown: Text | None = None
    """The window as the seller prints it, where it does not say if K is 1,000 or 1,024."""
    input: Count | None = None
    """The most tokens in a request, where the seller limits it by itself."""
    output: Count | None = None
    """The most tokens in a response."""


JsonText = Annotated[
    str, Field(min_length=2, json_schema_extra={"contentMediaType": "application/json"})
]


class Example(Record):
    """A response that this offer really gave, with its own usage."""

    api: Api
    """The API that gave it."""
    seen: Day
    """The day of the response."""
    source: Text
    """Where it stands."""
    shortened: bool = False
    """Whether long text was cut; counts never are."""
    response: JsonText
    """The body, as JSON text."""


class Offer(Record):
    """One model on sale at one provider. The file's name is the slug of its id."""

    model_config = ConfigDict(
        json_schema_extra={
            "oneOf": [
                {"required": [link], "properties": {link: {"type": "string"}}}
                for link in ("model", "unlinked")
            ]
        }
    )

    model: SlashId | None = None
    """The model's id."""
    unlinked: Text | None = None
    """Why no model is named; given instead of `model`."""
    id: Text
    """Exactly what a request names."""
    aliases: tuple[Text, ...] = ()
    """Other ids that the provider takes for the same offer, or answers with."""
    apis: Annotated[tuple[Api, ...], Field(min_length=1)] = ()
    """The provider's APIs that serve it; left out where nobody says through which."""
    limits: Limits | None = None
    """What one request may hold here."""
    status: Status
    """Whether it can be had."""
    retires: Day | None = None
    """The last day, where one is announced."""
    successor: Text | None = None
    """The offer id that the provider names instead."""
    prices: tuple[Entry, ...] = ()
    """Price entries, oldest first; empty where no price is known."""
    example: Example | None = None
    """A response with its usage."""
    note: Localised | None = None
    """What a buyer should know."""
    pinned: tuple[Text, ...] = ()
    """Fields that `sync` leaves as they are: `limits.context`, `prices`."""
    sources: dict[str, Source] = Field(default_factory=dict)
    """Where each field's fact stands, by the field's name."""

    @model_validator(mode="after")
    def _linked_or_says_why(self) -> Self:
        if (self.model is None) == (self.unlinked is None):
            raise PydanticCustomError("offer_link", "give either `model` or `unlinked`, not both")
        return self


def slug(offer_id: str) -> str:
    """The file name of an offer: its id in lower case, with anything outside `[a-z0-9._-]` as `-`,
    and a dot at the beginning too.

    >>> slug("qwen/Qwen3.6-27B:free")
    'qwen-qwen3.6-27b-free'
    """
    return re.sub(r"[^a-z0-9._-]|^\.", "-", offer_id.lower())
