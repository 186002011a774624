"""What meters and the units of prices are called."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from llmanac.pricing.meters import METERS
from llmanac.publish.pages import figures

if TYPE_CHECKING:
    from llmanac.pricing.amounts import Unit
    from llmanac.publish.pages.edition import Edition

_TIMES: Final = {3600: "hour", 60: "minute"}


def unit_name(edition: Edition, unit: Unit, meter: str) -> Markup:
    """What a price buys, in words: `1,000 tokens`, `hour`."""
    size, word = unit.of(METERS[meter]), METERS[meter].unit
    if word == "second" and size in _TIMES:
        return edition.label(f"unit.{_TIMES[int(size)]}")
    if size == 1:
        return edition.label(f"unit.{word}.one")
    number = figures.grouped(int(size)) if size.denominator == 1 else str(size)
    return edition.label("unit.many", n=number, unit=edition.label(f"unit.{word}"))


def meter_name(edition: Edition, meter: str, *, short: bool = False) -> Markup:
    """What people call a meter; its id where nobody has said."""
    known = edition.catalog.meters.get(meter)
    if known is None:
        return Markup("<code>{}</code>").format(meter)
    return edition.say((short and known.short) or known.label)
