"""Costs of models.dev, US dollars per million tokens → prices."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from llmanac.pricing.conditions import Condition
from llmanac.pricing.given import Given
from llmanac.pricing.keys import TIERS, Test
from llmanac.sync.feeds.sheets.costs import MILLION, PER, Costs, in_tier, sheet
from llmanac.sync.feeds.sheets.steps import each, short

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llmanac.sync.feeds.fields.nodes import Node
    from llmanac.sync.feeds.sheets.costs import Sheet

_METERS: Final = {
    "input": "input",
    "output": "output",
    "cache_read": "cache.read",
    "cache_write": "cache.write",
    "reasoning": "output.reasoning",
    "input_audio": "input.audio",
    "output_audio": "output.audio",
}
_LEGACY: Final = "context_over_200k"
"""What one tier was before there was a list of them; it repeats what stands in the list."""
_LEGACY_SIZE: Final = 200_000
_SERVED: Final = ("service_tier", "speed")
"""Fields of a request by which it asks for a mode; the response names the tier likewise."""


def costs_of(model: Node) -> Costs:
    """The prices of a model's entry, those of its modes among them."""
    node = model.node("cost")
    if node is None:
        return Costs()
    base = sheet(node, _METERS, MILLION)
    costs = Costs(base=base, above=dict(_tiers(node)))
    node.close()
    _thinking(node, costs)
    _modes(model, costs)
    return costs


def _tiers(node: Node) -> Iterator[tuple[int, Sheet]]:
    """The size beyond which a request is priced otherwise, and how."""
    seen = set()
    for tier in node.nodes("tiers"):
        size = _size(tier)
        if size is None or size in seen:
            tier.leave("tier", "unknown-value")
        else:
            seen.add(size)
            yield size, sheet(tier, _METERS, MILLION)
            tier.close()
    legacy = node.node(_LEGACY)
    if legacy is not None and not seen:
        yield _LEGACY_SIZE, sheet(legacy, _METERS, MILLION)
        legacy.close()


def _size(tier: Node) -> int | None:
    about = tier.node("tier")
    if about is None or about.text("type") != "context":
        return None
    size = about.count("size")
    about.close()
    return size


def _thinking(node: Node, costs: Costs) -> None:
    """Say what reasoning costs: as a meter, or as a mode where it is dearer than the answer.

    Who sells thinking at a price of its own above the answer's (Alibaba's Qwen) bills the mode: in
    it the answer costs as much.
    """
    meter = "output.reasoning"
    sheets = [costs.base, *(costs.above[size] for size in sorted(costs.above))]
    ways = {_way(one) for one in sheets if meter in one}
    if "dearer" in ways:
        rate = short(one.pop(meter, None) for one in sheets)
        given = Given(mode=Test(("thinking",)))
        costs.when.append(Condition(given=given, rates={"output": rate}, rest="keep"))
    elif "free" in ways:
        node.leave("reasoning", "zero-for-unknown")
    if "cheaper" not in ways:
        for one in sheets:
            one.pop(meter, None)


def _way(one: Sheet) -> str:
    """How reasoning costs beside the answer."""
    if "output" not in one:
        return "cheaper"
    thought, answer = (each(one[meter], meter, PER) for meter in ("output.reasoning", "output"))
    if thought == answer:
        return "same"
    return "dearer" if thought > answer else "cheaper" if thought else "free"


def _modes(model: Node, costs: Costs) -> None:
    """Ways of serving at other prices; a mode without them is none of a price."""
    node = model.node("experimental")
    if node is None:
        return
    modes = node.node("modes")
    node.close()
    for name in sorted(modes.data) if modes else ():
        mode = modes.node(name) if modes else None
        cost = mode.node("cost") if mode else None
        if mode and cost:
            _mode(mode, cost, _tier(mode, name), costs)
        elif mode and modes:
            modes.leave(name, "inexpressible")


def _mode(mode: Node, cost: Node, tier: str, costs: Costs) -> None:
    read = sheet(cost, _METERS, MILLION)
    if tier not in TIERS or not read:
        mode.leave("cost", "inexpressible")
    elif (condition := in_tier(costs, tier, read)) is not None:
        costs.when.append(condition)
    cost.close()
    mode.close()


def _tier(mode: Node, name: str) -> str:
    """The tier as the seller's API names it, else the mode's own name."""
    provider = mode.node("provider")
    body = provider and provider.node("body")
    if provider is None or body is None:
        return name
    provider.close(ignored=("headers",))  # how to ask for it, not what it costs
    said = [one for field in _SERVED if (one := body.text(field))]
    body.close(inexpressible=body.data)
    return said[0] if said else name
