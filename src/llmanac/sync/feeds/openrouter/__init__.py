"""OpenRouter's `/api/v1/models`: what it sells, as it lists it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from llmanac.pricing.moments import Day
from llmanac.sync.claims import Hint, Seller, Statement
from llmanac.sync.feeds.fields.nodes import Node, named
from llmanac.sync.feeds.fields.reader import reads
from llmanac.sync.feeds.fields.values import at
from llmanac.sync.feeds.openrouter.prices import costs_of
from llmanac.sync.feeds.words import reasoning
from llmanac.sync.feeds.words.kinds import capabilities_of, kind_of, modalities

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from llmanac.sync.claims import Json, Value
    from llmanac.sync.feeds.fields.leaving import Leaving
    from llmanac.sync.feeds.fields.reader import Heard

FEED: Final = "openrouter"

_HUB: Final = "https://huggingface.co/"
_REPOSITORY: Final = re.compile(r"[A-Za-z0-9._-]+/[A-Za-z0-9._-]+")
_PARAMETERS: Final = frozenset(
    {
        *("temperature", "top_p", "top_k", "top_a", "min_p", "seed", "stop", "max_tokens"),
        *("frequency_penalty", "presence_penalty", "repetition_penalty", "logit_bias"),
        *("logprobs", "top_logprobs", "response_format", "structured_outputs", "verbosity"),
        *("tools", "tool_choice", "parallel_tool_calls"),
    }
)
"""Names of parameters that OpenRouter and `parameters.yaml` share."""
_SAME: Final = {"max_completion_tokens": "max_tokens"}
"""What OpenRouter calls a parameter besides."""
_REASONS: Final = frozenset(("reasoning", "include_reasoning", "reasoning_effort"))

_OTHER: Final = frozenset(("embedding", "rerank", "transcription"))
"""Kinds that have an API of their own here; all others that write text are called as chat."""

_INEXPRESSIBLE: Final = (
    "created",  # when it was listed here: no day of release
    "canonical_slug",  # another id for it, with the day of its listing
    "default_parameters",
    "per_request_limits",
    "supported_voices",
)
_IGNORED: Final = (
    "description",  # prose
    "links",  # paths of its own API
)


@reads(FEED)
def read(data: Json, as_of: Day, leaving: Leaving) -> Iterator[Heard]:
    """Read the list of models."""
    yield Seller(provider=FEED, name="OpenRouter", base_url="https://openrouter.ai/api/v1")
    whole = at(leaving).mapping("", data)
    listing = Node(at(leaving), {} if whole is None else whole)
    for name, model in named(listing.raw("data"), leaving, "id"):
        yield _statement(name, model, as_of)
    listing.close(ignored=("total_count", "links"))  # of this page of the list


def _statement(name: str, model: Node, as_of: Day) -> Statement:
    of_model = _of_model(model, name)
    statement = Statement(
        where=model.where,
        provider=FEED,
        offer=name,
        of_offer=dict(_of_offer(model, as_of, of_model)),
        of_model=of_model,
        prices=costs_of(model).entries(FEED, as_of, model.where),
        hints=tuple(_hints(name, of_model)),
    )
    model.close(_INEXPRESSIBLE, _IGNORED)
    return statement


def _hints(name: str, of_model: Mapping[str, Any]) -> Iterator[Hint]:
    for link in of_model.get("weights.links", ()):
        yield Hint("weights", link.removeprefix(_HUB))
    yield Hint("name", name.removeprefix("~"))  # which marks what leads to the latest


def _of_offer(model: Node, as_of: Day, of_model: Mapping[str, Any]) -> Iterator[tuple[str, Value]]:
    limits = {"context": model.count("context_length"), "output": None}
    top = model.node("top_provider")
    if top is not None:
        limits["output"] = top.count("max_completion_tokens")
        if top.data.get("context_length") == model.data.get("context_length"):
            top.raw("context_length")
        top.close(inexpressible=("context_length", "is_moderated"))
    name, last = model.text("name"), model.day("expiration_date")
    said = {"name": name, **limits, "retires": last}
    yield from ((field, value) for field, value in said.items() if value is not None)
    if last is not None and Day.parse(last) <= as_of:
        yield "status", "deprecated"
    if "text" in of_model.get("modalities.output", ()) and of_model.get("kind") not in _OTHER:
        yield "apis", ("chat-completions",)


def _of_model(model: Node, name: str) -> dict[str, Value]:
    nature, takes = _nature(model, name), _takes(model)
    how = model.node("reasoning")
    thinks = how is not None or not takes.isdisjoint(_REASONS)
    kind, inputs = nature.get("kind"), nature.get("modalities.input", ())
    said: dict[str, Value | None] = {
        "capabilities": capabilities_of(kind, inputs, thinks=thinks, calls="tools" in takes),
        "parameters": tuple(sorted(takes & _PARAMETERS)),
        "reasoning": thinks or None,  # a list without the parameter does not say that it never does
        "reasoning.options": _options(how) if how is not None else None,
        "knowledge": model.cutoff("knowledge_cutoff"),
    }
    if (weights := _weights(model)) is not None:
        said |= {"weights.open": True, "weights.links": (_HUB + weights,)}
    return nature | {field: value for field, value in said.items() if value not in (None, ())}


def _nature(model: Node, name: str) -> dict[str, Any]:
    """What goes in and comes out, and what it is for."""
    node = model.node("architecture")
    if node is None:
        return {}
    inputs, outputs = modalities(node, "input_modalities"), modalities(node, "output_modalities")
    node.close(("instruct_type", "tokenizer"), ("modality",))  # the two lists say it
    kind = kind_of(inputs, outputs, name)
    said = {"modalities.input": inputs, "modalities.output": outputs, "kind": kind}
    return {field: value for field, value in said.items() if value}


def _takes(model: Node) -> set[str]:
    """The parameters of a request."""
    names = {_SAME.get(name, name) for name in model.texts("supported_parameters")}
    if names - _PARAMETERS - _REASONS:
        model.leave("supported_parameters", "unknown-value")
    return names


def _weights(model: Node) -> str | None:
    """The repository of the weights on Hugging Face."""
    name = model.text("hugging_face_id")
    if name is None or _REPOSITORY.fullmatch(name):
        return name
    return model.leave("hugging_face_id", "unknown-value")


def _options(how: Node) -> str | None:
    """How a request asks for reasoning; no list of efforts says that any is taken."""
    efforts = filter(reasoning.is_effort, how.texts("supported_efforts"))
    options = reasoning.options(
        always=how.flag("mandatory") is True,
        efforts=efforts,
        budget=how.flag("supports_max_tokens") is True,
    )
    how.close(inexpressible=("default_effort", "default_enabled"))
    return options
