"""A receipt as a page prints it: a typeset bill."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from markupsafe import Markup

from llmanac.catalog import provider_of
from llmanac.clauses import Clauses
from llmanac.messages import sentence
from llmanac.pricing.lines import Sold
from llmanac.pricing.moments import start_of
from llmanac.pricing.numbers import count_text
from llmanac.pricing.paths import BadBody
from llmanac.pricing.price import price
from llmanac.pricing.reader import Reader
from llmanac.pricing.tariff import Tariff
from llmanac.publish.pages import figures
from llmanac.publish.pages.prose import prose
from llmanac.publish.pages.units import meter_name, unit_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llmanac.catalog import Catalog
    from llmanac.pricing.lines import Line
    from llmanac.pricing.receipt import Receipt
    from llmanac.publish.pages.edition import Edition
    from llmanac.schema.record import OfferKey


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the bill."""

    name: Markup
    count: str
    rate: str | None
    amount: str | None
    note: str
    """The mark of its footnote."""


@dataclass(frozen=True, slots=True)
class Bill:
    """A receipt, printed."""

    name: Markup
    provider: Markup
    currency: str
    sign: str
    seen: str | None
    unit: Markup | None
    """What the rates buy, where it is the same for all."""
    items: tuple[Item, ...]
    total: str | None
    places_rate: int
    places: int
    footnotes: tuple[tuple[str, Markup], ...]
    sum: Markup | None
    warnings: tuple[tuple[Markup, str], ...]
    """A sentence and its code."""
    shares: tuple[tuple[Markup, str], ...]
    """Name and percentage of each line, in order."""
    start: str
    """Where the largest begins, in percent."""
    largest: int


def example_receipt(catalog: Catalog, key: OfferKey) -> Receipt | None:
    """Price the response that an offer shows, for the day of that response.

    None where there is no response, or one that does not say what was used.
    """
    offer = catalog.offers[key]
    provider = catalog.providers[provider_of(key)]
    if offer.example is None:
        return None
    endpoint = provider.apis.get(offer.example.api)
    name = endpoint.dialect if endpoint else None
    dialect = catalog.dialects.get(name) if name else None
    if name is None or dialect is None:
        return None
    try:
        body = json.loads(offer.example.response, parse_float=Decimal)
        usage = Reader(name, dialect).read(body)
    except (ValueError, BadBody):
        return None
    at = usage.at or start_of(offer.example.seen)
    sold = Sold(provider_of(key), offer.id, offer.model, offer.example.api, name)
    calendars = {name: one.known() for name, one in catalog.calendars.items()}
    tariff = Tariff(offer.prices, calendars)
    return price(
        usage,
        tariff,
        currency=provider.currency,
        at=at,
        at_from="body" if usage.at else "caller",
        sold=sold,
    )


def bill(edition: Edition, key: OfferKey, receipt: Receipt) -> Bill | None:
    """Print a receipt; None where nothing in it has a price."""
    if receipt.total is None:
        return None
    catalog, lines = edition.catalog, receipt.lines
    offer = catalog.offers[key]
    model = catalog.models.get(offer.model) if offer.model else None  # type: ignore[call-overload]
    units = {line.unit for line in lines if line.unit}
    marks = {line.meter: "*†‡§¶"[min(index, 4)] for index, line in enumerate(_noted(receipt))}
    amounts = [_text(line.amount) for line in lines]
    total = figures.text(receipt.total)
    shares = [figures.percent(line.amount or Decimal(0), receipt.total) for line in lines]
    largest = max(range(len(lines)), key=lambda index: lines[index].amount or Decimal(0))
    return Bill(
        name=Markup("{}").format(model.name if model else offer.id),
        provider=edition.say(catalog.providers[provider_of(key)].name),
        currency=receipt.currency,
        sign=figures.sign(receipt.currency).strip(),
        seen=receipt.card.entry.seen.text() if receipt.card else None,
        unit=unit_name(edition, units.pop(), lines[0].meter) if len(units) == 1 else None,
        items=tuple(
            _item(edition, line, amount, marks) for line, amount in zip(lines, amounts, strict=True)
        ),
        total=total,
        places_rate=figures.places(_text(line.rate.value if line.rate else None) for line in lines),
        places=figures.places([*amounts, total]),
        footnotes=tuple(
            (marks[line.meter], _footnote(edition, receipt, line)) for line in _noted(receipt)
        ),
        sum=_sum(edition, receipt),
        warnings=tuple(
            (prose(sentence(each.code, edition.language, each.params)), each.code)
            for each in receipt.warnings
        ),
        shares=tuple(
            (meter_name(edition, line.meter, short=True), share)
            for line, share in zip(lines, shares, strict=True)
        ),
        start=str(sum((Decimal(share) for share in shares[:largest]), Decimal(0))),
        largest=largest,
    )


def _noted(receipt: Receipt) -> list[Line]:
    """Lines that are not their count times a rate of their own."""
    return [one for one in receipt.lines if one.fallback or _scaled(one) or one.billed != one.count]


def _scaled(line: Line) -> bool:
    return line.factor not in (None, 1)


def _text(value: Decimal | None) -> str | None:
    return None if value is None else figures.text(value)


def _item(edition: Edition, line: Line, amount: str | None, marks: dict[str, str]) -> Item:
    return Item(
        name=meter_name(edition, line.meter, short=True),
        count=figures.grouped(line.count)
        if isinstance(line.count, int)
        else str(count_text(line.count)),
        rate=_text(line.rate.value if line.rate else None),
        amount=amount,
        note=marks.get(line.meter, ""),
    )


def _footnote(edition: Edition, receipt: Receipt, line: Line) -> Markup:
    return edition.label("gap").join(_remarks(edition, receipt, line))


def _remarks(edition: Edition, receipt: Receipt, line: Line) -> Iterator[Markup]:
    meter = meter_name(edition, line.meter)
    if line.fallback:
        key = "bill.assumed" if line.assumed else "bill.same"
        yield edition.label(key, meter=meter, other=meter_name(edition, line.fallback))
    if _scaled(line):
        clauses, priced = Clauses.of(edition.catalog, edition.language), line.fallback or line.meter
        held = receipt.card.held if receipt.card else ()
        when = (clauses.change(one) for one in held if one.scales(priced))
        yield edition.label("bill.scaled", meter=meter, changes="; ".join(when))
    if line.billed != line.count:
        yield edition.label("bill.least", meter=meter, n=count_text(line.billed))


def _sum(edition: Edition, receipt: Receipt) -> Markup | None:
    """The lines added up, where that is what the vendor's own total says."""
    checked = receipt.checked
    counts = [line.count for line in receipt.lines]
    if checked is None or not checked.holds or sum(counts) != checked.total:
        return None
    numbers = " + ".join(figures.grouped(int(count)) for count in counts)
    total = Markup("<code>{}</code>").format(checked.path)
    whole = figures.grouped(int(checked.total))
    return edition.label("bill.sum", numbers=numbers, whole=whole, total=total)
