"""A comparison of offers: a table with a bar for a terminal, Markdown, and JSON."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING, Any

from llmanac import messages
from llmanac.comparison import Bid, Comparison, Out
from llmanac.messages import Language, visible
from llmanac.pricing.numbers import count_text
from llmanac.pricing.remarks import instant_text
from llmanac.report.beside import rounded, times, told
from llmanac.report.paint import Paint, by_point, left, right, width
from llmanac.report.receipt import grouped
from llmanac.report.written_up import plain, row

if TYPE_CHECKING:
    from llmanac.pricing.exchange import Exchange

SCHEMA_VERSION = 1

_BAR = 24
"""Cells of the longest bar."""
_EIGHTHS = " ▏▎▍▌▋▊▉"
_NAMED = 8
"""How many offers are named that are out for one reason."""


def compared(
    found: Comparison,
    labels: Mapping[str, str],
    language: Language,
    paint: Paint,
    requests: int = 1,
) -> str:
    """The comparison as text that ends in a line feed."""
    say = messages.section("receipt", language)
    head, *about = _head(found, labels, say, requests)
    lines = [paint("bold", head), *(paint("dim", one) for one in about), ""]
    lines += _table(found, say, paint, requests)
    lines += [*_rates(found, say), *_open(found, say), *_out(found, say, language)]
    return "\n".join([*lines, ""])


def compared_in_markdown(
    found: Comparison, labels: Mapping[str, str], language: Language, requests: int = 1
) -> str:
    """The comparison as Markdown that ends in a line feed."""
    say = messages.section("receipt", language)
    head, *about = _head(found, labels, say, requests)
    rows = [row(map(plain, cells)) for cells in _cells(found, say, requests)]
    notes = [*_rates(found, say), *_open(found, say), *_out(found, say, language)]
    table = [rows[0], row(("--:", "---", "---", "--:", "--:", "--:")), *rows[1:]]
    listed = [f"- {plain(note.strip())}" for note in notes if note]
    return "\n".join([f"## {plain(head)}", "", "\\\n".join(map(plain, about)), "",
                      *table, "", *listed, ""])  # fmt: skip


def as_json(found: Comparison, requests: int = 1) -> dict[str, Any]:
    """The comparison as plain data with exact text."""
    return {
        "schema_version": SCHEMA_VERSION,
        "catalogue": found.catalogue,
        "at": instant_text(found.at),
        "at_from": found.at_from,
        "usage": {meter: count_text(count) for meter, count in found.usage.counts.items()},
        "requests": requests,
        "currency": found.currency,
        "offers": [_bid_json(bid, requests) for bid in found.bids],
        "out": [
            {
                "provider": one.offer.provider,
                "offer": one.offer.id,
                "model": one.offer.model,
                **one.reason.to_json(),
            }
            for one in found.out
        ],
    }


def _bid_json(bid: Bid, requests: int) -> dict[str, Any]:
    receipt = bid.receipt
    return {
        "provider": receipt.sold.provider,
        "offer": receipt.sold.offer,
        "model": receipt.sold.model,
        "currency": receipt.currency,
        "total": None if receipt.total is None else format(receipt.total, "f"),
        "range": receipt.range.to_json(),
        "warnings": [warning.to_json() for warning in receipt.warnings],
        "rate": bid.exchange and bid.exchange.to_json(),
        "compared": format(bid.amount, "f"),
        "requests_total": format(times(bid.amount, requests), "f"),
    }


def _head(
    found: Comparison, labels: Mapping[str, str], say: Mapping[str, str], requests: int
) -> Iterator[str]:
    """What is compared: how much of what, how often, when."""
    yield f"{say['comparison']}  {found.currency or ''}".rstrip()
    counts = found.usage.counts.items()
    used = [f"{labels.get(name, name)} {grouped(count_text(count))}" for name, count in counts]
    yield say["separator"].join(used)
    if requests != 1:
        yield say["requests.each"].format(requests=f"{requests:,}")
    how = "quote" if found.at_from == "now" else found.at_from
    yield say[f"at.{how}"].format(at=found.at.strftime("%Y-%m-%d %H:%M:%S UTC"))


def _cells(found: Comparison, say: Mapping[str, str], requests: int) -> list[Sequence[str]]:
    """The table's rows: place, seller, offer, what it costs there, the same compared, how dear."""
    rows: list[Sequence[str]] = [
        ["", say["seller"], say["offer"], say["amount"], found.currency or "", ""]
    ]
    least = found.bids[0].amount if found.bids else Decimal(0)
    for place, bid in enumerate(found.bids, 1):
        sold, own = bid.receipt.sold, bid.receipt.total or Decimal(0)
        amount = f"{times(own, requests):f} {bid.receipt.currency}"
        compared = times(bid.amount, requests)
        shown = f"≈ {rounded(compared)}" if bid.exchange else f"{compared:f}"
        dearer = f"{bid.amount / least:.2f}×" if least and place > 1 else ""
        rows.append([str(place), sold.provider or "", sold.offer or "", amount, shown, dearer])
    return rows


def _table(found: Comparison, say: Mapping[str, str], paint: Paint, requests: int) -> Iterator[str]:
    head, *rows = [[visible(cell) for cell in cells] for cells in _cells(found, say, requests)]
    if not rows:
        yield say["nobody"]
        return
    columns = [list(column) for column in zip(*rows, strict=True)]
    columns[4] = list(by_point(columns[4]))
    fits = (right, left, left, right, right, right)
    widest = [max(map(width, [top, *column])) for top, column in zip(head, columns, strict=True)]
    most = max(bid.amount for bid in found.bids)
    bars = ["", *(_bar(bid.amount, most) for bid in found.bids)]
    for number, cells in enumerate([head, *zip(*columns, strict=True)]):
        placed = zip(fits, cells, widest, strict=True)
        line = "  ".join(fit(cell, cells_wide) for fit, cell, cells_wide in placed)
        styled = line if number else paint("dim", line)
        yield f"{styled}  {paint('accent', bars[number])}".rstrip()


def _bar(amount: Decimal, most: Decimal) -> str:
    """So long as the amount is of the greatest, in eighths of a cell."""
    eighths = int(_BAR * 8 * amount / most) if most else 0
    whole, rest = divmod(eighths, 8)
    return "█" * whole + (_EIGHTHS[rest] if rest else "")


def _rates(found: Comparison, say: Mapping[str, str]) -> Iterator[str]:
    """Each rate of exchange that was used, once."""
    used: dict[Exchange, None] = dict.fromkeys(bid.exchange for bid in found.bids if bid.exchange)
    if used:
        yield ""
    yield from (told(rate, say) for rate in used)


def _open(found: Comparison, say: Mapping[str, str]) -> Iterator[str]:
    """Offers whose amount is open, and between what it lies."""
    for place, bid in enumerate(found.bids, 1):
        between = bid.receipt.range
        if between.high is not None and between.low != between.high:
            facts = {"low": f"{between.low:f}", "high": f"{between.high:f}"}
            said = say["open"].format(place=place, currency=bid.receipt.currency, **facts)
            codes = ", ".join(reason.code for reason in between.reasons)
            yield f"{said} [{codes}]"


def _out(found: Comparison, say: Mapping[str, str], language: Language) -> Iterator[str]:
    """Why others are out: a line per reason, with the offers that it is the reason of."""

    def reason(one: Out) -> str:
        said = messages.sentence(one.reason.code, language, one.reason.params)
        return f"{said} [{one.reason.code}]"

    if found.out:
        yield from ("", say["out"].format(count=len(found.out)))
    for why, group in groupby(sorted(found.out, key=reason), reason):
        names = [visible(f"{one.offer.provider} {one.offer.id}") for one in group]
        more = len(names) - _NAMED
        listed = say["separator"].join(names[:_NAMED])
        yield f"  {why}: {listed}" + (say["more"].format(count=more) if more > 0 else "")
