"""Draw links and prices of a catalogue for a person to judge.

    python benchmarks/sample.py [--catalog catalog] [--seed almanac] [--count 200]

Prints two tables in Markdown: offers with their models, why they are linked and who says so;
prices with what each witness says. It reads records and evidence alone, no feed. What is drawn
hangs on the seed and each offer's own name, so that few rows change where few offers do.
"""

from __future__ import annotations

import argparse
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from llmanac.load import load
from llmanac.schema.evidence import ClaimedPrice
from llmanac.schema.record import ProviderId

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from llmanac.catalog import Catalog
    from llmanac.pricing.amounts import Amount
    from llmanac.pricing.entries import Entry
    from llmanac.schema.evidence import Claim, Evidence
    from llmanac.schema.offer import Offer


class Drawn(NamedTuple):
    """An offer that feeds tell of, with its evidence."""

    key: str
    offer: Offer
    line: Evidence


def main() -> None:
    """Print what is drawn."""
    wish = argparse.ArgumentParser()
    wish.add_argument("--catalog", type=Path, default=Path("catalog"))
    wish.add_argument("--seed", default="almanac")
    wish.add_argument("--count", type=int, default=200)
    asked = wish.parse_args()
    catalog, _ = load(asked.catalog)
    if catalog is None:
        raise SystemExit(1)
    every = tuple(_told(catalog))
    links = (each for each in every if each.line.link and each.offer.model)
    priced = (each for each in every if each.offer.prices and any(_claims(each.line)))
    print("\n".join(("## Links", "", *_head("offer", "model", "because", "who speaks"))))
    for each in drawn(links, f"{asked.seed}:link", asked.count):
        print(_link(each))
    print("\n".join(("", "## Prices", "", *_head("offer", "price", "who says what"))))
    for each in drawn(priced, f"{asked.seed}:price", asked.count):
        print(_price(each))


def drawn(every: Iterable[Drawn], seed: str, count: int) -> tuple[Drawn, ...]:
    """The first so many in an order that the seed and the names alone make."""
    order = sorted(every, key=lambda each: sha256(f"{seed}:{each.key}".encode()).digest())
    return tuple(order[:count])


def _told(catalog: Catalog) -> Iterator[Drawn]:
    """Offers of which feeds speak."""
    by_offer = catalog.evidence_by_offer
    for key, offer in catalog.offers.items():
        provider = key.partition("/")[0]
        line = by_offer.get(ProviderId(provider), {}).get(offer.id)
        if line:
            yield Drawn(f"{provider}/{offer.id}", offer, line)


def _head(*columns: str) -> tuple[str, str]:
    return f"| {' | '.join(columns)} |", f"|{' --- |' * len(columns)}"


def _link(each: Drawn) -> str:
    link = each.line.link
    because = f"{link.how} `{link.key}` {', '.join(link.by)}".strip() if link else ""
    return f"| `{each.key}` | `{each.offer.model}` | {because} | {', '.join(each.line.where)} |"


def _price(each: Drawn) -> str:
    said = "; ".join(_said(claim) for claim in _claims(each.line))
    return f"| `{each.key}` | {_entry(each.offer.prices[-1])} | {said} |"


def _claims(line: Evidence) -> Iterator[Claim]:
    return (claim for claim in line.claims if isinstance(claim.value, ClaimedPrice))


def _said(claim: Claim) -> str:
    price = claim.value
    if not isinstance(price, ClaimedPrice):
        return ""
    rates = " ".join(f"{meter} {amount}" for meter, amount in price.rates.items())
    marks = (" banded" if price.banded else "") + (f" ({claim.refused})" if claim.refused else "")
    return f"{', '.join(claim.by)}: {price.currency}/{price.per.text()} {rates}{marks}"


def _entry(entry: Entry) -> str:
    """The newest price: what it asks of a plain request, and what else it hangs on."""
    rates = " ".join(f"{meter} {_amounts(rate)}" for meter, rate in entry.rates.items())
    more = f" + {len(entry.when)} conditions" if entry.when else ""
    stands = f"{entry.seen.text()} {entry.source}"
    return f"{entry.currency}/{entry.per.text()} {rates}{more}, {stands}"


def _amounts(rate: tuple[Amount | None, ...]) -> str:
    """An amount per band; `–` is not sold there."""
    return " → ".join("–" if amount is None else str(amount.text()) for amount in rate)


if __name__ == "__main__":
    main()
