"""What models.dev says of a model itself, in the same words in both of its files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from llmanac.sync.feeds import reasoning
from llmanac.sync.feeds.kinds import kind_of, modalities

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llmanac.sync.claims import Value
    from llmanac.sync.feeds.fields import Node

_OF_KIND: Final = {"embedding": {"chat-completions": "embeddings"}}
"""Kind → API of chat → the API for such a model of the same family."""


def facts_of(model: Node, name: str) -> Iterator[tuple[str, Value]]:
    """Yield `MODEL_FIELDS` with their values."""
    yield from _nature(model, name)
    yield from _abilities(model)
    for field, day in (
        ("released", model.day("release_date")),
        ("knowledge", model.cutoff("knowledge")),
        ("weights.open", model.flag("open_weights")),
    ):
        if day is not None:
            yield field, day


def kind_named(api: str | None, kind: Value | None) -> tuple[str, ...]:
    """The API for a model of a kind, where the one for chat is known."""
    if kind != "chat" and api is not None:
        api = _OF_KIND.get(str(kind), {}).get(api)
    return () if api is None else (api,)


def _nature(model: Node, name: str) -> Iterator[tuple[str, Value]]:
    """What goes in and comes out, and what it is for."""
    node = model.node("modalities")
    if node is None:
        return
    inputs, outputs = modalities(node, "input"), modalities(node, "output")
    node.close()
    family = model.data.get("family")
    kind = kind_of(inputs, outputs, name, family if isinstance(family, str) else None)
    for field, value in (
        ("modalities.input", inputs),
        ("modalities.output", outputs),
        ("kind", kind),
    ):
        if value:
            yield field, value


def _abilities(model: Node) -> Iterator[tuple[str, Value]]:
    """What it can do, and which parameters it takes."""
    thinks = model.flag("reasoning")
    if thinks is not None:
        yield "reasoning", thinks
    if (how := _options(model)) is not None:
        yield "reasoning.options", how
    able = {"deep-thinking": thinks, "tool-calling": model.flag("tool_call")}
    takes = {
        "structured_outputs": model.flag("structured_output"),
        "temperature": model.flag("temperature"),
    }
    for field, said in (("capabilities", able), ("parameters", takes)):
        if some := tuple(name for name, so in said.items() if so):
            yield field, some


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
