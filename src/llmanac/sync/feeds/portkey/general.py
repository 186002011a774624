"""The feed Portkey, its second file: provider → id → kind of model and what a request may ask."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from llmanac.sync.claims import Statement
from llmanac.sync.feeds.fields.nodes import Node, objects
from llmanac.sync.feeds.fields.reader import reads
from llmanac.sync.feeds.portkey import FEED

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from llmanac.pricing.moments import Day
    from llmanac.sync.claims import Json, Value, Why
    from llmanac.sync.feeds.fields.leaving import Leaving
    from llmanac.sync.feeds.fields.reader import Heard
    from llmanac.sync.feeds.fields.values import Here

_DEFAULT: Final = "default"
_OF_PROVIDER: Final = frozenset({"name", "description", _DEFAULT})
_IGNORED: Final[Mapping[str, Why]] = {
    "disablePlayground": "not-a-fact",
    "isDefault": "not-a-fact",
    "messages": "inexpressible",  # the roles that a request may name
    "features": "inexpressible",
}
_TYPE_IGNORED: Final[Mapping[str, Why]] = {"unsupported": "inexpressible"}  # routes of its gateway
_KINDS: Final = {
    "chat": "chat",
    "responses": "chat",
    "text": "completion",
    "embedding": "embedding",
    "rerank": "rerank",
    "image": "image",
    "image_generation": "image",
    "video": "video",
    "moderation": "moderation",
    "ocr": "ocr",
}
"""The feed's kinds → ours; its `audio` is speech and transcription alike."""
_CAPABILITIES: Final = {"tools": "tool-calling", "image": "vision", "vision": "vision"}
_SAME: Final = (
    "temperature", "top_p", "top_k", "frequency_penalty", "presence_penalty", "seed", "max_tokens",
    "logit_bias", "response_format", "stop", "tool_choice", "parallel_tool_calls", "verbosity",
)  # fmt: skip
_PARAMETERS: Final = dict(zip(_SAME, _SAME, strict=True)) | {"max_completion_tokens": "max_tokens"}
"""The feed's parameters → ids of our vocabulary."""
_PARAMETERS_LEFT: Final = frozenset(
    {"thinking", "reasoning", "reasoning_effort", "stream", "n", "safe_prompt", "candidateCount"}
)
_REASONING: Final = frozenset({"thinking", "reasoning", "reasoning_effort"})


@reads(FEED)
def read(data: Json, as_of: Day, leaving: Leaving) -> Iterator[Heard]:
    """All that the file says as of a day."""
    for provider, models in objects(data, leaving):
        for field in models.data.keys() & _OF_PROVIDER:
            leaving.alike(field, "not-a-fact")
        usual = models.node(_DEFAULT)
        taken = () if usual is None else _keys(usual)
        said = {name: one for name, one in models.data.items() if name not in _OF_PROVIDER}
        for name, model in objects(said, leaving, provider):
            yield _statement(provider, name, model, taken)


def _statement(provider: str, name: str, model: Node, usual: tuple[str, ...]) -> Statement:
    statement = Statement(
        where=model.where,
        provider=provider,
        offer=name,
        of_offer=_of_offer(model),
        of_model=_of_model(model, usual),
    )
    model.close(ignored=("name",), alike=_IGNORED)
    return statement


def _of_offer(model: Node) -> dict[str, Value]:
    """The most tokens of an answer, where the model has a bound of its own."""
    for parameter in _params(model):
        if parameter.get("key") in ("max_tokens", "max_completion_tokens"):
            most = parameter.get("maxValue")
            output = None if most is None else model.here.count("maxValue", most)
            return {} if output is None else {"output": output}
    return {}


def _of_model(model: Node, usual: tuple[str, ...]) -> dict[str, Value]:
    said = model.raw("type")
    kind = _kind(said, model.here)
    found: dict[str, Value] = {} if kind is None else {"kind": kind}
    if capabilities := _capabilities(said, kind, model.here):
        found["capabilities"] = capabilities
    own = _keys(model)
    if _REASONING & {*own}:
        found["reasoning"] = True
    taken = {*usual, *own} - {*model.texts("removeParams")}
    names = sorted({_PARAMETERS[one] for one in taken if one in _PARAMETERS})
    if kind == "chat" and own and names:
        found["parameters"] = tuple(names)
    return found


def _kind(said: Json, here: Here) -> str | None:
    primary = said.get("primary") if isinstance(said, dict) else said
    if primary is None:
        return None
    kind = _KINDS.get(primary) if isinstance(primary, str) else None
    if kind is None:
        here.leave("type", primary, "inexpressible" if primary == "audio" else "unreadable")
    return kind


def _capabilities(said: Json, kind: str | None, here: Here) -> tuple[str, ...]:
    """What a model that chats can do beside; other words are routes and kinds of file."""
    if not isinstance(said, dict):
        return ()
    node = Node(here.under("type"), said, {"primary"})
    words = node.texts("supported")
    node.close(alike=_TYPE_IGNORED)
    for word in words:
        if word not in _CAPABILITIES:
            here.leaving.alike(f"type.supported.{word}", "inexpressible")
    known = {_CAPABILITIES[word] for word in words if word in _CAPABILITIES}
    return tuple(sorted(known)) if kind == "chat" else ()


def _keys(entry: Node) -> tuple[str, ...]:
    """The parameters that an entry names."""
    keys = tuple(str(one["key"]) for one in _params(entry) if isinstance(one.get("key"), str))
    for key in keys:
        if key in _PARAMETERS_LEFT:
            entry.here.leaving.alike(f"params.{key}", "inexpressible")
        elif key not in _PARAMETERS:
            entry.here.leave("params", key, "unknown-field")
    return keys


def _params(entry: Node) -> list[Json]:
    return [one for one in entry.items("params") if isinstance(one, dict)]
