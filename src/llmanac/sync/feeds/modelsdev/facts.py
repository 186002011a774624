"""What models.dev says of a model itself, in the same words in both of its files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from llmanac.sync.feeds.words import reasoning
from llmanac.sync.feeds.words.kinds import capabilities_of, kind_of, modalities

if TYPE_CHECKING:
    from llmanac.sync.claims import Value
    from llmanac.sync.feeds.fields.nodes import Node

_OF_KIND: Final = {"embedding": {"chat-completions": "embeddings"}}
"""Kind → API of chat → the API for such a model of the same family."""


def facts_of(model: Node, name: str) -> dict[str, Value]:
    """`MODEL_FIELDS` with their values."""
    nature = dict(_nature(model, name))
    thinks, calls = model.flag("reasoning"), model.flag("tool_call")
    kind, inputs = nature.get("kind"), nature.get("modalities.input", ())
    takes = {
        "structured_outputs": model.flag("structured_output"),
        "temperature": model.flag("temperature"),
        "tools": calls,
    }
    said: dict[str, Value | None] = {
        "capabilities": capabilities_of(kind, inputs, thinks=thinks, calls=calls),
        "parameters": tuple(name for name, so in takes.items() if so),
        "reasoning": thinks,
        "reasoning.options": _options(model),
        "released": model.day("release_date"),
        "knowledge": model.cutoff("knowledge"),
        "weights.open": model.flag("open_weights"),
    }
    return nature | {field: value for field, value in said.items() if value not in (None, ())}


def kind_named(api: str | None, kind: Value | None) -> tuple[str, ...]:
    """The API for a model of a kind, where the one for chat is known."""
    if kind != "chat" and api is not None:
        api = _OF_KIND.get(str(kind), {}).get(api)
    return () if api is None else (api,)


def _nature(model: Node, name: str) -> dict[str, Any]:
    """What goes in and comes out, and what it is for."""
    node = model.node("modalities")
    if node is None:
        return {}
    inputs, outputs = modalities(node, "input"), modalities(node, "output")
    node.close()
    family = model.data.get("family")
    kind = kind_of(inputs, outputs, name, family if isinstance(family, str) else None)
    said = {"modalities.input": inputs, "modalities.output": outputs, "kind": kind}
    return {field: value for field, value in said.items() if value}


def _options(model: Node) -> str | None:
    """How a request asks for reasoning."""
    toggle = budget = False
    efforts: list[str] = []
    minimum = maximum = None
    for option in model.nodes("reasoning_options"):
        match option.text("type"):
            case "toggle":
                toggle = True
            case "effort":
                efforts += filter(reasoning.is_effort, option.texts("values"))
            case "budget_tokens":
                budget = True
                minimum, maximum = option.count("min", least=0), option.count("max")
            case _:
                option.leave("type", "unknown-value")
        option.close()
    return reasoning.options(
        toggle=toggle, efforts=efforts, budget=budget, minimum=minimum, maximum=maximum
    )
