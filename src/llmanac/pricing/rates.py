"""What each meter costs, as a record writes it: one amount, or one for every band."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

from llmanac.pricing.amounts import Amount
from llmanac.pricing.faults import BadValue
from llmanac.pricing.meters import METERS, MeterId
from llmanac.pricing.written import Several

if TYPE_CHECKING:
    from llmanac.pricing.amounts import Unit

Rate = Annotated[tuple[Amount | None, ...], Several(or_one=True)]
"""One amount for every band, or one per band; `None` is not sold, or not published, there."""
Rates = Mapping[MeterId, Rate]


def check(rates: Rates, *, bands: int, per: Unit) -> None:
    """Refuse rates that do not fit the bands, or units that do not fit the meter."""
    for meter, rate in rates.items():
        path = ("rates", meter)
        if len(rate) not in (1, bands):
            raise BadValue("rate-band-count", path=path, meter=meter, rates=len(rate), bands=bands)
        for unit in {amount.unit or per for amount in rate if amount}:
            try:
                unit.of(METERS[meter])
            except BadValue as fault:
                raise fault.within(*path) from None


def to_json(rates: Rates) -> dict[str, Any]:
    """Write as plain data with exact text."""
    return {meter: [a and a.text() for a in rate] for meter, rate in rates.items()}


def from_json(data: Mapping[str, Any]) -> Rates:
    """Read what `to_json` wrote."""
    return {
        meter: tuple(None if text is None else Amount.from_text(text) for text in rate)
        for meter, rate in data.items()
    }
