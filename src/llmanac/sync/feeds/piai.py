"""pi-ai: provider → models, as its client calls them. Most of it is taken from models.dev."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from llmanac.sync.claims import Seller, Statement
from llmanac.sync.feeds.fields.nodes import objects
from llmanac.sync.feeds.fields.reader import reads
from llmanac.sync.feeds.sheets.costs import MILLION, Costs, sheet
from llmanac.sync.feeds.words import reasoning
from llmanac.sync.feeds.words.kinds import modalities
from llmanac.sync.feeds.words.regions import offer_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llmanac.pricing.moments import Day
    from llmanac.sync.claims import Json, Value
    from llmanac.sync.feeds.fields.leaving import Leaving
    from llmanac.sync.feeds.fields.nodes import Node
    from llmanac.sync.feeds.fields.reader import Heard

FEED: Final = "pi-ai"

_METERS: Final = {
    "input": "input",
    "output": "output",
    "cacheRead": "cache.read",
    "cacheWrite": "cache.write",
}
_APIS: Final = {
    "anthropic-messages": "messages",
    "azure-openai-responses": "responses",
    "bedrock-converse-stream": "converse",
    "google-generative-ai": "generate-content",
    "google-vertex": "generate-content",
    "openai-completions": "chat-completions",
    "openai-responses": "responses",
}
"""The client's word → the API. Its words for protocols that one seller has are not among them."""
_KINDS: Final = {"chat": "chat", "image": "image"}
_LEVELS: Final = ("minimal", "low", "medium", "high", "xhigh", "max")
_INEXPRESSIBLE: Final = (
    "inputLimits",  # how many pictures, and how large
    "promptCache",  # how long it is kept
    "lab",  # of a router's choice
    "providers",  # to whom a router leads
    "free",  # a 0 stands for what is not known all the same
    "compat",  # what its client does differently for this seller
)
_IGNORED: Final = (
    "id",  # the same as the key
    "input",  # of what its client can send, which is text and images
    "provider",  # the same as where it stands
    "enabled",  # in the client
    "headers",  # what the client sends besides
    "baseUrl",  # of the seller, per model; `models.dev` has it once
)


@reads(FEED)
def read(data: Json, as_of: Day, leaving: Leaving) -> Iterator[Heard]:
    """Read the list of models by their providers."""
    for provider, node in objects(data, leaving):
        yield Seller(provider=provider)
        for name, model in objects(node.data, leaving, provider):
            yield _statement(provider, name, model, as_of)


def _statement(provider: str, name: str, model: Node, as_of: Day) -> Statement:
    offer, region = offer_at(provider, name)
    statement = Statement(
        where=model.where,
        provider=provider,
        offer=offer,
        region=region,
        of_offer=dict(_of_offer(model)),
        of_model=dict(_of_model(model)),
        prices=_costs(model).entries(FEED, as_of, model.where),
    )
    model.close(_INEXPRESSIBLE, _IGNORED)
    return statement


def _of_offer(model: Node) -> Iterator[tuple[str, Value]]:
    said = {
        "name": model.text("name"),
        "context": model.count("contextWindow"),
        "output": model.count("maxTokens"),
    }
    yield from ((field, value) for field, value in said.items() if value is not None)
    if (api := model.text("api")) is not None:
        if api in _APIS:
            yield "apis", (_APIS[api],)
        else:
            model.leave("api", "inexpressible")


def _of_model(model: Node) -> Iterator[tuple[str, Value]]:
    if outputs := modalities(model, "output"):
        yield "modalities.output", outputs
    if (kind := model.text("type")) in _KINDS:
        yield "kind", _KINDS[kind]
    elif kind is not None:
        model.leave("type", "inexpressible")
    thinks = model.flag("reasoning")
    if thinks is not None:
        yield "reasoning", thinks
    if (options := _options(model)) is not None and thinks:
        yield "reasoning.options", options


def _options(model: Node) -> str | None:
    """What a request says for each level, where every ordinary one is told; null is none."""
    levels = model.node("thinkingLevelMap")
    if levels is None:
        return None
    told = {level: levels.text(level) for level in _LEVELS}
    off = levels.text("off")
    if not {"minimal", "low", "medium", "high"} <= levels.data.keys():
        return model.leave("thinkingLevelMap", "inexpressible")
    efforts = [word.lower() for word in told.values() if word]
    always = "off" in levels.data and off is None
    levels.close()
    return reasoning.options(
        always=always,
        toggle=off == "off",
        efforts=filter(reasoning.is_effort, [*efforts, *(["none"] if off == "none" else [])]),
    )


def _costs(model: Node) -> Costs:
    node = model.node("cost")
    if node is None:
        return Costs()
    costs = Costs(base=sheet(node, _METERS, MILLION, zeros=False))
    for tier in node.nodes("tiers"):
        size = tier.count("inputTokensAbove")
        if size is None or size in costs.above:
            tier.leave("inputTokensAbove", "unknown-value")
        else:
            costs.above[size] = sheet(tier, _METERS, MILLION, zeros=False)
            tier.close()
    node.close()
    return costs
