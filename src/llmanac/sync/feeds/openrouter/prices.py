"""Prices of OpenRouter, US dollars as text per token, search or request → prices."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from llmanac.pricing.conditions import Condition
from llmanac.pricing.faults import BadValue
from llmanac.pricing.given import Given
from llmanac.pricing.windows import Hours, Window
from llmanac.sync.feeds.sheets.costs import PER, Costs, lawful

if TYPE_CHECKING:
    from llmanac.sync.feeds.fields.nodes import Node
    from llmanac.sync.feeds.sheets.costs import Sheet

_METERS: Final = {
    "prompt": "input",
    "completion": "output",
    "input_cache_read": "cache.read",
    "input_cache_write": "cache.write",
    "input_cache_write_1h": "cache.write.1h",
    "internal_reasoning": "output.reasoning",
    "image_token": "input.image",
    "audio": "input.audio",
    "audio_output": "output.audio",
    "input_audio_cache": "cache.read.audio",
    "web_search": "search.web",
    "request": "request",
}
_EXTRA: Final = ("internal_reasoning", "web_search", "request", "image", "image_token", "audio")
"""Where these are 0, the listing says that nothing of the sort is billed, not that it is free."""
_INEXPRESSIBLE: Final = (
    "image_output",  # told as per image, and listed per token
    "discount",  # by which the listed price is said to be lowered, or has been
)
_NUMBER: Final = re.compile(r"-?\d{1,12}(\.\d{1,40})?([eE]-?\d{1,2})?")
_DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def costs_of(model: Node) -> Costs:
    """The prices of a listed model; none where they are decided when a request is made."""
    node = model.node("pricing")
    if node is None:
        return Costs()
    dynamic = [name for name in _METERS if node.data.get(name) == "-1"]
    for name in dynamic:
        node.leave(name, "dynamic")
    base = _sheet(node)
    overrides = node.nodes("overrides")
    node.close(_INEXPRESSIBLE)
    if dynamic:
        return Costs()
    costs = Costs(base=base)
    for override in overrides:
        _override(override, costs)
    return costs


def _sheet(node: Node) -> Sheet:
    """The prices that an object states."""
    read: Sheet = {}
    for name, meter in _METERS.items():
        one = _price(node, name)
        if one is not None and (price := node.here.clean(name, one, meter, PER)) is not None:
            read[meter] = price
    image = _price(node, "image")
    if (
        image is not None
        and (price := node.here.clean("image", image, "input.image", PER)) is not None
    ):
        if price == read.get("input"):
            read["input.image"] = price
        else:  # it is documented as per picture, and mostly the price of a token
            node.leave("image", "unit-unclear")
    if "output.reasoning" in read and read["output.reasoning"] == read.get("output"):
        del read["output.reasoning"]  # the same, as everywhere
    return lawful(node, read, _METERS)


def _price(node: Node, name: str) -> Decimal | None:
    """A price as text; a 0 of what is billed besides tokens says that there is no such thing."""
    said = node.raw(name)
    if said is None or said == "-1":
        return None
    if not isinstance(said, str) or not _NUMBER.fullmatch(said):
        return node.leave(name, "not-a-number")
    number = node.here.price(name, Decimal(said))
    return None if number is None or (not number and name in _EXTRA) else number


def _override(node: Node, costs: Costs) -> None:
    """Other prices beyond a size, or within hours of the day; what is not said stays."""
    size = node.count("min_prompt_tokens")
    window = _window(node)
    if (size is None) == (window is None) or (size is not None and costs.when):
        node.leave("utc_start" if size is None else "min_prompt_tokens", "inexpressible")
        return
    read = _sheet(node)
    node.close()
    if size is not None:
        _beyond(costs, size, read)
    elif window is not None and read:
        rates = {meter: (price,) for meter, price in read.items()}
        costs.when.append(Condition(given=Given(time=(window,)), rates=rates, rest="keep"))


def _beyond(costs: Costs, size: int, read: Sheet) -> None:
    """Of the entries that apply the later wins, price by price."""
    lower = [one for one in costs.above if one <= size]
    costs.above[size] = {**(costs.above[max(lower)] if lower else costs.base), **read}
    for larger in costs.above:
        if larger > size:
            costs.above[larger].update(read)


def _window(node: Node) -> Window | None:
    """Hours of the day in UTC, written as clock numbers: 1030 is 10:30."""
    start, end = node.count("utc_start", least=0), node.count("utc_end", least=0)
    days = [word.lower() for word in node.texts("utc_days")]
    if start is None or end is None or not {*days} <= {*_DAYS}:
        return None
    clocks = [f"{clock // 100:02}:{clock % 100:02}" for clock in (start, end)]
    try:
        hours = Hours.parse("-".join(clocks))
    except BadValue:
        return None
    return Window(tz="UTC", days=tuple(_DAYS.index(day) + 1 for day in days), hours=(hours,))
