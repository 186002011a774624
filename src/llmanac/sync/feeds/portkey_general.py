"""The feed Portkey, its second file: provider → id → kind of model and what a request may ask."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from llmanac.sync.claims import Reading, Statement
from llmanac.sync.feeds.leaving import Leaving, is_text
from llmanac.sync.feeds.portkey import FEED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llmanac.pricing.moments import Day
    from llmanac.sync.claims import Json, Value
    from llmanac.sync.feeds.leaving import Here

_DEFAULT: Final = "default"
_OF_PROVIDER: Final = frozenset({"name", "description", _DEFAULT})
_READ: Final = frozenset({"type", "params", "removeParams", "name"})
_IGNORED: Final = {
    "disablePlayground": "not-a-fact",
    "isDefault": "not-a-fact",
    "messages": "inexpressible",  # the roles that a request may name
    "features": "inexpressible",
}
_TYPE: Final = frozenset({"primary", "supported"})
_TYPE_IGNORED: Final = {"unsupported": "inexpressible"}  # routes of its gateway
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


def read(data: Json, as_of: Day) -> Reading:
    """All that the file says as of a day."""
    leaving = Leaving()
    statements: list[Statement] = []
    for provider, models in data.items() if isinstance(data, dict) else ():
        if not isinstance(models, dict) or not is_text(provider):
            leaving.at(provider).leave("models", models, "unreadable")
            continue
        usual = _keys(models.get(_DEFAULT), leaving.at(provider, _DEFAULT))
        statements += _statements(provider, models, usual, leaving)
    if not isinstance(data, dict):
        leaving.at("-").leave("providers", data, "unreadable")
    return Reading(feed=FEED, as_of=as_of, statements=tuple(statements), left=leaving.all())


def _statements(
    provider: str, models: Json, usual: tuple[str, ...], leaving: Leaving
) -> Iterator[Statement]:
    for model, said in models.items():
        here = leaving.at(provider, model)
        if model in _OF_PROVIDER:
            leaving.alike(model, "not-a-fact")
        elif not isinstance(said, dict) or not is_text(model):
            here.leave("entry", said, "unreadable")
        else:
            here.fields(said, _READ, _IGNORED)
            yield Statement(
                where=here.where,
                provider=provider,
                offer=model,
                of_offer=_of_offer(said, here),
                of_model=_of_model(said, usual, here),
            )


def _of_offer(said: Json, here: Here) -> dict[str, Value]:
    """The most tokens of an answer, where the model has a bound of its own."""
    for parameter in _params(said):
        if parameter.get("key") in ("max_tokens", "max_completion_tokens"):
            most = parameter.get("maxValue")
            output = None if most is None else here.count("maxValue", most)
            return {} if output is None else {"output": output}
    return {}


def _of_model(said: Json, usual: tuple[str, ...], here: Here) -> dict[str, Value]:
    kind = _kind(said.get("type"), here)
    found: dict[str, Value] = {} if kind is None else {"kind": kind}
    if capabilities := _capabilities(said.get("type"), kind, here):
        found["capabilities"] = capabilities
    own = _keys(said, here)
    if _REASONING & {*own}:
        found["reasoning"] = True
    taken = {*usual, *own} - {*_words(here.items(said, "removeParams"))}
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
    here.under("type").fields(said, _TYPE, _TYPE_IGNORED)
    words = _words(here.items(said, "supported"))
    for word in words:
        if word not in _CAPABILITIES:
            here.leaving.alike(f"type.supported.{word}", "inexpressible")
    known = {_CAPABILITIES[word] for word in words if word in _CAPABILITIES}
    return tuple(sorted(known)) if kind == "chat" else ()


def _words(listed: list[Json]) -> list[str]:
    return [one for one in listed if isinstance(one, str)]


def _keys(said: Json, here: Here) -> tuple[str, ...]:
    """The parameters that an entry names."""
    if isinstance(said, dict):
        here.items(said, "params")
    keys = tuple(str(one["key"]) for one in _params(said) if isinstance(one.get("key"), str))
    for key in keys:
        if key in _PARAMETERS_LEFT:
            here.leaving.alike(f"params.{key}", "inexpressible")
        elif key not in _PARAMETERS:
            here.leave("params", key, "unknown-field")
    return keys


def _params(said: Json) -> list[Json]:
    listed = said.get("params") if isinstance(said, dict) else None
    return [one for one in listed if isinstance(one, dict)] if isinstance(listed, list) else []
