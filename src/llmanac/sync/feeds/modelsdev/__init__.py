"""models.dev's `api.json`: provider → what it is, and its models with limits and costs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from llmanac.sync.claims import Hint, Seller, Statement
from llmanac.sync.feeds.fields.nodes import objects
from llmanac.sync.feeds.fields.reader import reads
from llmanac.sync.feeds.modelsdev.costs import costs_of
from llmanac.sync.feeds.modelsdev.facts import facts_of, kind_named
from llmanac.sync.feeds.words.regions import offer_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llmanac.pricing.moments import Day
    from llmanac.sync.claims import Json, Value
    from llmanac.sync.feeds.fields.leaving import Leaving
    from llmanac.sync.feeds.fields.nodes import Node
    from llmanac.sync.feeds.fields.reader import Heard

FEED: Final = "models.dev"

_STATUS: Final = {"alpha": "preview", "beta": "preview", "deprecated": "deprecated"}

_APIS: Final = {
    "@ai-sdk/amazon-bedrock": "converse",
    "@ai-sdk/anthropic": "messages",
    "@ai-sdk/azure": "chat-completions",
    "@ai-sdk/cerebras": "chat-completions",
    "@ai-sdk/deepinfra": "chat-completions",
    "@ai-sdk/google": "generate-content",
    "@ai-sdk/google-vertex": "generate-content",
    "@ai-sdk/google-vertex/anthropic": "messages",
    "@ai-sdk/groq": "chat-completions",
    "@ai-sdk/mistral": "chat-completions",
    "@ai-sdk/openai": "chat-completions",
    "@ai-sdk/openai-compatible": "chat-completions",
    "@ai-sdk/perplexity": "chat-completions",
    "@ai-sdk/togetherai": "chat-completions",
    "@ai-sdk/vercel": "chat-completions",
    "@ai-sdk/xai": "chat-completions",
    "@aihubmix/ai-sdk-provider": "chat-completions",
    "@openrouter/ai-sdk-provider": "chat-completions",
    "venice-ai-sdk-provider": "chat-completions",
}
"""Package of the client → the API that it speaks. A package that speaks its seller's own protocol
is not among them."""

_INSTEAD: Final = {"@ai-sdk/openai": "responses"}
"""What a model's package asks for where its provider's is another one. This one asks for responses
by itself (https://ai-sdk.dev/providers/ai-sdk-providers/openai); for chat there is
`openai-compatible`."""

_SHAPES: Final = {"responses": "responses", "completions": "chat-completions"}
"""What models.dev calls the two shapes of OpenAI's API."""

_INEXPRESSIBLE: Final = (
    "family",  # a slug of its own, no series as its lab spells it; `kinds` looks at its words
    "interleaved",  # in which field reasoning comes back
    "experimental",  # modes of what has no price; `modelsdev_costs` reads those of the rest
)
_IGNORED: Final = (
    "id",  # the same as the key
    "attachment",  # modalities say it, and which files
    "last_updated",  # when something was changed in the entry: no day of a price
    "description",  # prose
)
_KEY: Final = re.compile(r"[A-Z][A-Z0-9_]*")
_SECRET: Final = re.compile(r"KEY$|TOKEN$|PAT$")


@reads(FEED)
def read(data: Json, as_of: Day, leaving: Leaving) -> Iterator[Heard]:
    """Read `api.json`."""
    for provider, node in objects(data, leaving):
        shape = node.text("npm")
        yield _seller(provider, node, shape)
        for name, model in objects(node.raw("models"), leaving, provider):
            yield _statement(provider, name, model, shape, as_of)
        node.close(ignored=("id",))  # the same as the key


def _seller(provider: str, node: Node, shape: str | None) -> Seller:
    return Seller(
        provider=provider,
        name=node.text("name"),
        base_url=node.address("api"),
        shape=shape,
        documentation=node.address("doc"),
        key_variable=_key_variable(node),
    )


def _key_variable(node: Node) -> str | None:
    """The variable that holds the key; where there are several, the one that is called so."""
    names = node.texts("env")
    fit = [name for name in names if _KEY.fullmatch(name)]
    if len(fit) != len(names):
        node.leave("env", "unknown-value")
    secret = [name for name in fit if _SECRET.search(name)]
    return next(iter(fit if len(fit) == 1 else secret), None)


def _statement(provider: str, name: str, model: Node, shape: str | None, as_of: Day) -> Statement:
    offer, region = offer_at(provider, name)
    of_model = facts_of(model, offer)
    kind = of_model.get("kind")
    canonical = model.text("canonical_model_id")
    statement = Statement(
        where=model.where,
        provider=provider,
        offer=offer,
        region=region,
        of_offer=dict(_of_offer(model, _apis(model, shape, kind))),
        of_model=of_model,
        prices=costs_of(model).entries(FEED, as_of, model.where),
        hints=(Hint("canonical", canonical),) if canonical else (),
    )
    model.close(_INEXPRESSIBLE, _IGNORED)
    return statement


def _of_offer(model: Node, apis: tuple[str, ...]) -> Iterator[tuple[str, Value]]:
    if (name := model.text("name")) is not None:
        yield "name", name
    if (limit := model.node("limit")) is not None:
        for field in ("context", "input", "output"):
            if (tokens := limit.count(field)) is not None:
                yield field, tokens
        limit.close()
    if (status := model.text("status")) is not None:
        if status in _STATUS:
            yield "status", _STATUS[status]
        else:
            model.leave("status", "unknown-value")
    if apis:
        yield "apis", apis


def _apis(model: Node, shape: str | None, kind: Value | None) -> tuple[str, ...]:
    """The API by which it is called, as far as the client's package tells it for such a model."""
    own = model.node("provider")
    called = own.text("shape") if own else None
    package = own.text("npm") if own else None
    if own is not None:
        own.close(inexpressible=("api",), ignored=("body", "headers"))  # how its client asks
    table = _APIS if package in (None, shape) else _APIS | _INSTEAD
    api = _SHAPES[called] if called in _SHAPES else table.get(package or shape or "")
    return kind_named(api, kind)
