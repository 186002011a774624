"""Numbers of an entry → its grid: single prices, and prices by range of input."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from llmanac.pricing.meters import METERS
from llmanac.sync.feeds.litellm.names import priced
from llmanac.sync.feeds.litellm.sheet import listed, meter_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from llmanac.pricing.amounts import Amount
    from llmanac.sync.claims import Json, Why
    from llmanac.sync.feeds.litellm.sheet import Sheet

_BY_MODE: Final = ("dashscope", "qwencloud", "qwen_ai_platform")
"""Who bills a mode of the model, where the map tells of reasoning tokens."""
_UNTOKENED: Final = ("embedding", "rerank", "moderation", "audio_transcription", "ocr", "search")
"""Modes that answer with no tokens: a zero for those is no price."""
_OUT: Final = ("output", "output.audio", "output.image", "output.video")
_TOLD: Final = {
    "image": _OUT, "pixel": _OUT, "audio.output.second": _OUT, "char.output": _OUT,
    "image.input": ("input",), "char.input": ("input",), "audio.second": ("input", "input.audio"),
    "audio.input.second": ("input", "input.audio"), "video.input.second": ("input", "input.video"),
}  # fmt: skip
"""A meter → tokens that bill the same thing: beside them it only tells what they come to."""


def put_numbers(sheet: Sheet) -> None:
    """Put every price that is a single number into the grid."""
    figures = dict(_figures(sheet))
    billed = {meter for name, n in figures.items() if n and (meter := meter_of(name, sheet.mode))}
    for name, number in figures.items():
        found, meter = priced(name), meter_of(name, sheet.mode)
        if not found or not meter:
            reason: Why = "inexpressible" if number else "zero-for-unbilled"
            sheet.here.leave(name, sheet.entry[name], reason)
            continue
        if found.what == "input_cost_per_image" and _makes_pictures(sheet):
            meter = "image"
        if why := _no_price(sheet, found.what, meter, number, billed):
            sheet.here.leave(name, sheet.entry[name], why)
        elif amount := sheet.here.amount(name, number, meter, sheet.grid.per):
            _put(sheet, name, _by_mode(sheet, meter, found.tier), amount, found.above)


def _figures(sheet: Sheet) -> Iterator[tuple[str, Decimal]]:
    for name, value in sheet.entry.items():
        if priced(name) and (number := sheet.here.price(name, value)) is not None:
            yield name, number


def _makes_pictures(sheet: Sheet) -> bool:
    """Tell whether the price of a picture "in" is that of a picture that is made."""
    return sheet.mode == "image_generation" and "output_cost_per_image" not in sheet.entry


def _no_price(sheet: Sheet, what: str, meter: str, number: Decimal, billed: set[str]) -> Why | None:
    """Return why a number is no price of its own, if it is none."""
    if not number and meter in _OUT and sheet.mode in _UNTOKENED:
        return "zero-for-unbilled"
    if (
        not number
        and billed
        and meter in ("input", "output", "pixel")
        and meter not in billed
        and (not any(METERS[one].unit == "token" for one in billed))
    ):
        return "zero-for-unbilled"
    if not number and what == "output_cost_per_pixel" and "input_cost_per_pixel" in sheet.entry:
        return "zero-for-unbilled"
    apart = sheet.mode == "embedding" and meter != "char.input"
    if not apart and billed & {*_TOLD.get(meter, ())}:
        return "told-by-tokens"
    return None


def _by_mode(sheet: Sheet, meter: str, tier: str | None) -> tuple[str, str | None]:
    """Return meter and tier; where a seller bills a mode, thinking is a condition of output."""
    if (
        meter == "output.reasoning"
        and sheet.entry.get("litellm_provider") in _BY_MODE
        and tier is None
    ):
        return "output", "thinking"
    return meter, tier


def _put(sheet: Sheet, name: str, to: tuple[str, str | None], amount: Amount, above: int) -> None:
    meter, tier = to
    if not sheet.grid.put(meter, amount, above=above, tier=tier):
        sheet.here.leave(name, amount.text(), "contradicts")


def put_ranges(sheet: Sheet) -> None:
    """Put prices by range of input into the grid; each begins where the one before ends."""
    said = sheet.entry.get("tiered_pricing")
    if said is None:
        return
    ranges, end = listed(said), 0
    for one in ranges:
        bounds = one.get("range")
        span = (
            [sheet.here.number("tiered_pricing.range", n) for n in bounds]
            if isinstance(bounds, list)
            else []
        )
        if len(span) != 2 or None in span or span[0] != end or int(span[1] or 0) <= end:
            return sheet.here.leave("tiered_pricing", said, "inexpressible")
        end = int(span[1] or 0)
    if not ranges or len(ranges) != len(said):
        return sheet.here.leave("tiered_pricing", said, "inexpressible")
    for one in ranges:
        _range(sheet, one, int(one["range"][0]))


def _range(sheet: Sheet, one: dict[str, Json], above: int) -> None:
    for name, value in one.items():
        found = priced(name)
        if name == "range":
            continue
        if not found or found.above or not (meter := found.meter(sheet.mode)):
            sheet.here.leave(f"tiered_pricing.{name}", value, "unknown-field")
        elif amount := sheet.here.amount(f"tiered_pricing.{name}", value, meter, sheet.grid.per):
            to = _by_mode(sheet, meter, found.tier)
            _put(sheet, f"tiered_pricing.{name}", to, amount, above)
