"""What the placeholders of samples and guides stand for, at one offer and through one API.

What is not known is absent. A value is data wherever it goes: `in_code` refuses what could be read
as code, `in_data` escapes what could end a string.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from llmanac.catalog import provider_of
from llmanac.schema.record import ModelId
from llmanac.schema.text import PLACEHOLDER

if TYPE_CHECKING:
    from collections.abc import Mapping

    from llmanac.catalog import Catalog
    from llmanac.schema.model import Model
    from llmanac.schema.offer import Offer
    from llmanac.schema.provider import Api
    from llmanac.schema.record import Language, OfferKey
    from llmanac.schema.text import Placeholder

    Value = str | int | bool | tuple[str, ...]
    Values = Mapping[str, Value]

_OWN_PATH: Final[dict[str, str]] = {
    "chat-completions": "/chat/completions",
    "responses": "/responses",
    "messages": "/v1/messages",
    "embeddings": "/embeddings",
}
"""What an SDK appends to its base URL, by API."""

KEY_VARIABLE: Final = "API_KEY"
"""The environment variable of a provider that names none."""

_THINKS: Final = "deep-thinking"
_OPENCLAW: Final = ("text", "image")

_SAFE: Final = re.compile(r"(?!-)[A-Za-z0-9._~:/@+-]+")
"""Text that means itself in the strings of every language that samples are written in."""

_UNSEEN: Final = re.compile("[\\x7f-\\x9f\\u2028\\u2029\\ufeff]")
"""What JSON may hold as it is, and YAML or TOML may not."""


def shown_offer(catalog: Catalog, model: ModelId) -> OfferKey | None:
    """The offer that a model's page is filled in for: the default provider's, else the first, of
    those that can be had."""
    keys = catalog.offers_by_model.get(model, ())
    return next(filter(catalog.is_sold, keys), None)


def values(catalog: Catalog, key: OfferKey, api: Api, language: Language = "en") -> Values:
    """What every placeholder stands for; `language` is that of the provider's name."""
    offer, provider = catalog.offers[key], catalog.providers[provider_of(key)]
    model = catalog.models.get(ModelId(offer.model)) if offer.model else None
    url = provider.apis[api].url.replace("{model}", offer.id) if api in provider.apis else None
    known: dict[Placeholder, Value | None] = {
        "model": offer.id,
        "url": url,
        "base_url": _base(url, api),
        "keys": provider.keys,
        "key_variable": provider.key_variable or KEY_VARIABLE,
        "provider": provider_of(key),
        "provider_name": provider.name.text(language),
        **_of_model(offer, model),
    }
    return {name: value for name, value in known.items() if value is not None}


def _base(url: str | None, api: Api) -> str | None:
    own = _OWN_PATH.get(api)
    return url.removesuffix(own) if url and own and url.endswith(own) else None


def _of_model(offer: Offer, model: Model | None) -> Mapping[Placeholder, Value | None]:
    limits, goes = offer.limits, model.modalities if model else None
    taken = tuple(each for each in _OPENCLAW if goes and each in goes.input)
    return {
        "name": model.name if model else None,
        "context": (limits and limits.context) or (model and model.context) or None,
        "output": (limits and limits.output) or (model and model.output) or None,
        "input_modalities": goes.input if goes else None,
        "output_modalities": goes.output if goes else None,
        "openclaw_input": taken or None,
        "reasoning": True if model and _THINKS in model.capabilities else None,
    }


def fill(text: str, filled: Mapping[str, str]) -> str:
    """Text with its placeholders filled in, all of which have to be there."""
    return PLACEHOLDER.sub(lambda found: filled[found[1]], text)


def in_code(value: Value) -> str | None:
    """A value for the strings of any programming language; None where it is not safe there.

    >>> in_code("qwen/qwen3.6-27b"), in_code("$(reboot)")
    ('qwen/qwen3.6-27b', None)
    """
    text = value if isinstance(value, str) else in_data(value)
    return text if _SAFE.fullmatch(text) else None


def in_data(value: Value) -> str:
    """A value for JSON, YAML or TOML: text as it stands between double quotes, the rest as it is.

    >>> in_data('a "b"'), in_data(("text", "image")), in_data(True)
    ('a \\\\"b\\\\"', '["text", "image"]', 'true')
    """
    if not isinstance(value, str):
        return json.dumps(value)
    written = json.dumps(value, ensure_ascii=False)[1:-1]
    return _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", written)
