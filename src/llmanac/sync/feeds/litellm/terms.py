"""What the prices of an entry depend on beside size and tier: resolution, hours, region, …"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from llmanac.pricing.conditions import Condition
from llmanac.pricing.given import Given
from llmanac.pricing.keys import KEYS
from llmanac.pricing.meters import METERS
from llmanac.pricing.tables import Table
from llmanac.sync.feeds.litellm import hours, specials
from llmanac.sync.feeds.litellm.names import priced, resolved

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llmanac.pricing.conditions import Rest
    from llmanac.pricing.rates import Rate
    from llmanac.sync.claims import Json
    from llmanac.sync.feeds.litellm.sheet import Sheet

_OFF_PEAK: Final = "off_peak"
"""The name of that price within a grid: no end of a name is called so."""


def put_terms(sheet: Sheet) -> None:
    """Put what prices depend on, and what is free, beside the grid."""
    entry, here = sheet.entry, sheet.here
    sheet.terms += _by_resolution(sheet)
    sheet.terms += _by_interval(sheet)
    meter = specials.searched(entry)
    if "search_context_cost_per_query" in entry:
        searches = specials.searches(entry["search_context_cost_per_query"], meter, here)
        if isinstance(searches, Table):
            sheet.terms.append(replace(searches, rest=_rest(sheet, meter)))
        elif searches:
            sheet.grid.put(meter, searches)
        if "search_free_requests" in entry and searches:
            sheet.free = specials.quotas(entry["search_free_requests"], meter, here)
    elif "search_free_requests" in entry:
        here.leave("search_free_requests", entry["search_free_requests"], "inexpressible")
    if "guardrail_cost_per_unit" in entry:
        guarded = specials.guarded(entry["guardrail_cost_per_unit"], here)
        sheet.terms += [guarded] if guarded else []
    if "off_peak_pricing" in entry:
        sheet.terms += _off_peak(sheet, entry["off_peak_pricing"])
    sheet.terms += specials.uplifts(entry, here)


def _by_resolution(sheet: Sheet) -> Iterator[Table]:
    """Yield what pictures and videos cost by resolution."""
    rows: dict[str, dict[tuple[str, ...], Rate]] = {}
    for name, value in sheet.entry.items():
        if found := resolved(name):
            meter, resolution = found
            amount = sheet.here.amount(name, value, meter, sheet.grid.per)
            if amount:
                rows.setdefault(meter, {})[(resolution,)] = (amount,)
    for meter, row in rows.items():
        yield Table(by=("resolution",), rates={meter: row}, rest=_rest(sheet, meter))


def _by_interval(sheet: Sheet) -> Iterator[Condition]:
    """Yield what a second of video costs where it is looked at in longer steps."""
    meter, name = "video.input.second", "input_cost_per_video_per_second_above_{}s_interval"
    for above, upto in ((8, 15), (15, None)):
        value = sheet.entry.get(name.format(above))
        if value is not None and (amount := sheet.here.amount(name, value, meter, sheet.grid.per)):
            given = Given(
                interval=KEYS["interval"].accept(
                    {"above": above} | ({"upto": upto} if upto else {})
                )
            )
            yield Condition(given=given, rates={meter: (amount,)}, rest=_rest(sheet, meter))


def _rest(sheet: Sheet, meter: str) -> Rest | None:
    """Keep what a table of one meter leaves out, where there is any."""
    content = [m for m in sheet.grid.prices[None] if METERS[m].kind == "content" and m != meter]
    return "keep" if content else None


def _off_peak(sheet: Sheet, value: Json) -> Iterator[Condition]:
    """Yield what holds at some hours; what holds for most of the week is the ordinary price."""
    said = sheet.here.mapping("off_peak_pricing", value) or {}
    time = hours.windows(said, sheet.here) if said else ()
    for name, each in said.items() if time else ():
        found = priced(name)
        meter = found and not found.tier and found.meter(sheet.mode)
        if found and meter:
            amount = sheet.here.amount(f"off_peak_pricing.{name}", each, meter, sheet.grid.per)
            if amount:
                sheet.grid.put(meter, amount, above=found.above, tier=_OFF_PEAK)
        elif name not in ("windows", "weekday_timezone"):
            sheet.here.leave(f"off_peak_pricing.{name}", each, "unknown-field")
    if sheet.grid.prices.get(_OFF_PEAK):
        peak = hours.the_rest(time)
        if peak and hours.length(peak) * 2 < hours.WEEK and sheet.grid.swapped(_OFF_PEAK):
            time = peak
        yield sheet.grid.under(_OFF_PEAK, Given(time=time))
