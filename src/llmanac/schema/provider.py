"""Who sells access over an API: `catalog/providers/<provider>.yaml`."""

from typing import Annotated, Literal

from pydantic import Field

from llmanac.schema.record import Localised, Record, Slug, Source, Text, Url

Api = Literal[
    "chat-completions", "responses", "messages", "generate-content", "converse", "embeddings",
    "rerank", "images", "transcriptions", "speech", "ocr", "video", "realtime",
]  # fmt: skip
"""The shape of request and response."""

EndpointUrl = Annotated[
    str, Field(pattern=r"^https?://([^\s<>\"'`{}\\^|]|\{model\})+$", max_length=2000)
]
"""An address on the web in which `{model}` may stand."""


class Setting(Record):
    """One setting of an SDK that has to change."""

    name: Text
    """The option or environment variable."""
    also: Text | None = None
    """Another name that does the same."""
    value: Text
    """What to set; `{key}` stands for the reader's API key, `{model}` for the offer's id."""


class Sdk(Record):
    """How to point a vendor's own SDK at this endpoint."""

    name: Text
    """The SDK, as its makers call it."""
    settings: Annotated[tuple[Setting, ...], Field(min_length=1)]
    """What to set, in order."""


class Endpoint(Record):
    """One API of a provider."""

    url: EndpointUrl
    """Where a request goes, whole; `{model}` may stand in it."""
    dialect: Slug | None = None
    """How this API reports usage: the name of a file in `pricing/dialects/`; absent where it does
    not, as where an answer is a sound or a picture."""
    sdk: Sdk | None = None
    """How to use a vendor's SDK with it."""
    note: Localised | None = None
    """What a caller should know."""


class Provider(Record):
    """A seller: separate account, base URL and currency make a separate provider."""

    name: Localised
    """The name, as it calls itself."""
    home: Url | None = None
    """Its home page, where it is known."""
    keys: Url | None = None
    """Where one gets an API key."""
    key_variable: Annotated[str, Field(pattern=r"^[A-Z][A-Z0-9_]*$")] | None = None
    """The environment variable that samples read the key from."""
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3,8}$")]
    """The currency in which it bills: ISO 4217, or a credit of its own."""
    timezone: Text | None = None
    """The IANA time zone in which its days begin, where it is known."""
    lab: Slug | None = None
    """The lab whose own platform this is."""
    apis: Annotated[dict[Api, Endpoint], Field(min_length=1)]
    """Its APIs."""
    pinned: tuple[Text, ...] = ()
    """Fields that `sync` leaves as they are."""
    sources: dict[str, Source]
    """Where each field's fact stands, by the field's name."""
