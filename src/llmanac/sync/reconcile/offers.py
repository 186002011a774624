"""What the record of an offer should say: its facts, its prices, its line of evidence."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from llmanac.pricing.moments import start_of
from llmanac.schema.offer import Offer, slug
from llmanac.sync.decisions import OfferDecision, Quarantined
from llmanac.sync.reconcile.facts import Facts, limits, served, within
from llmanac.sync.reconcile.frames import timeline
from llmanac.sync.reconcile.guards import CORE, Refusal
from llmanac.sync.reconcile.lines import claimed_price, code_key, offer_line
from llmanac.sync.reconcile.points import claimed, point, text
from llmanac.sync.reconcile.prices import Settlement, settled, without
from llmanac.sync.reconcile.said import Said, named, voices
from llmanac.sync.reconcile.spoken import Priced, Speech, of_told, recalled, speeches
from llmanac.sync.reconcile.witnesses import UNDATED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from llmanac.catalog import Catalog
    from llmanac.pricing.entries import Entry
    from llmanac.sync.decisions import Listing
    from llmanac.sync.reconcile.said import Memory
    from llmanac.sync.reconcile.witnesses import Panel, Voice

MOST_CHANGE: Final = 3
"""A price that grows or shrinks beyond this factor waits for a person."""


@dataclass(frozen=True)
class Scales:
    """With what offers are weighed."""

    catalog: Catalog
    panel: Panel
    memory: Memory
    listed: Mapping[str, frozenset[str]]
    """Provider → the ids on sale there, by feeds and records."""

    @cached_property
    def records(self) -> Mapping[tuple[str, str], Offer]:
        """Provider and offer → its record."""
        pairs = ((key.partition("/")[0], offer) for key, offer in self.catalog.offers.items())
        return {(provider, offer.id): offer for provider, offer in pairs}

    @cached_property
    def labs(self) -> Mapping[str, str | None]:
        """Provider → the lab whose own platform it is."""
        return {str(provider): record.lab for provider, record in self.catalog.providers.items()}

    @cached_property
    def currencies(self) -> Mapping[str, frozenset[str]]:
        """Provider → the currencies in which it is known to sell."""
        known = defaultdict(set)
        for id_, record in self.catalog.providers.items():
            known[str(id_)].add(record.currency)
        for (provider, _), offer in self.records.items():
            known[provider].update(entry.currency for entry in offer.prices)
        return {provider: frozenset(some) for provider, some in known.items()}


@dataclass(slots=True)
class Weighed:
    """An offer's decision with what it took to reach it."""

    decision: OfferDecision
    quarantined: list[Quarantined]
    how: dict[str, list[str]] = field(default_factory=dict)
    """Sort of fact → `agreeing`, `alone`, `disputed` for each."""
    said: tuple[Said, ...] = ()


def weighed(listing: Listing, scales: Scales) -> Weighed:
    """Decide what an offer's record should say."""
    told = named(listing.told)
    said = (*told, *scales.memory.get((listing.provider, listing.offer), ()))
    facts = _facts(listing, said, scales)
    priced = {one.name: _stated(one) for one in said}
    prices = _prices(listing, priced, scales)
    about = f"offers/{listing.provider}/{slug(listing.offer)}"
    decision = OfferDecision(
        provider=listing.provider,
        offer=listing.offer,
        model=listing.model,
        unlinked=listing.unlinked,
        fields=facts.settled,
        prices=tuple(entry for one in prices for entry in one.entries),
        evidence=offer_line(listing, said, priced, _codes(facts, prices)),
    )
    how = {field: [how] for field, how in facts.how.items()}
    how["price"] = [one.settlement.how for one in prices if one.settlement.how != "refused"]
    return Weighed(decision, [*_quarantined(about, facts, prices)], how, said)


@dataclass(frozen=True, slots=True)
class _Decided:
    """The price of one currency."""

    settlement: Settlement
    entries: tuple[Entry, ...] = ()


def _facts(listing: Listing, said: Sequence[Said], scales: Scales) -> Facts:
    facts = Facts()
    limits(facts, lambda about: voices(said, about), scales.panel)
    for about in ("name", "status", "retires", "successor"):
        facts.put(about, scales.panel.verdict(voices(said, about)))
    facts.put("apis", served(voices(said, "apis"), scales.panel))
    successor = facts.settled.get("successor")
    known = scales.listed.get(listing.provider, frozenset())
    if successor and successor.value not in known - {listing.offer}:
        facts.drop("successor", "successor-unknown", "", voices(said, "successor"))
    _served(facts, listing, said, scales)
    _beside_the_record(facts, listing, said, scales)
    return facts


def _served(facts: Facts, listing: Listing, said: Sequence[Said], scales: Scales) -> None:
    """Keep to APIs that the provider has."""
    held, provider = facts.settled.get("apis"), _of(scales.catalog.providers, listing.provider)
    if not held or not provider:
        return
    has = tuple(api for api in held.value if api in provider.apis)  # type: ignore[union-attr]
    if has:
        facts.settled["apis"] = replace(held, value=has)
    else:
        facts.drop("apis", "api-unknown", ", ".join(provider.apis), voices(said, "apis"))


def _beside_the_record(
    facts: Facts, listing: Listing, said: Sequence[Said], scales: Scales
) -> None:
    """A limit fits the window that stands in the record, where a person wrote another one."""
    record = scales.records.get((listing.provider, listing.offer))
    window = record.limits.context if record and record.limits else None
    settled = facts.settled.get("context")
    if window and settled:
        for about in ("input", "output"):
            within(facts, about, voices(said, about), replace(settled, value=window))


def _prices(listing: Listing, priced: Mapping[str, list[Priced]], scales: Scales) -> list[_Decided]:
    said = speeches(one for some in priced.values() for one in some)
    return [_price(listing, currency, of, scales) for currency, of in said.items()]


def _price(listing: Listing, currency: str, said: Mapping[str, Speech], scales: Scales) -> _Decided:
    """Weigh one currency; a price that no guard minds is written as far as the laws let it."""
    settlement = settled(listing.offer, said, scales.panel)
    if not any(one.now for one in settlement.by):
        return _Decided(settlement)
    refusal = _foreign(listing, currency, scales) or _leap(listing, currency, settlement, scales)
    if refusal:
        return _Decided(without(settlement, refusal))
    days = [one.as_of for one in settlement.by if one.as_of != UNDATED]
    entries, broken = timeline(settlement, said, days)
    if not entries and broken:
        return _Decided(without(settlement, Refusal("price", broken[0], _brief(settlement), "")))
    return _Decided(settlement, entries)


def _foreign(listing: Listing, currency: str, scales: Scales) -> Refusal | None:
    """Refuse dollars where the seller is not known to take any: feeds convert, sellers do not."""
    known = scales.currencies.get(listing.provider)
    if currency == "USD" and known and currency not in known:
        return Refusal("price", "converted", currency, ", ".join(sorted(known)))
    return None


def _leap(
    listing: Listing, currency: str, settlement: Settlement, scales: Scales
) -> Refusal | None:
    """Refuse what departs from the record's price in force by more than a person would expect."""
    record = scales.records.get((listing.provider, listing.offer))
    day = max(one.as_of for one in settlement.by)
    held = [one for one in record.prices if one.currency == currency] if record else []
    begun = [one for one in held if one.start is None or one.start.instant <= start_of(day)]
    before = point(begun[-1]) if begun else {}
    for meter in sorted(CORE & before.keys() & settlement.point.keys()):
        old, new = before[meter], settlement.point[meter]
        if max(old, new) > MOST_CHANGE * min(old, new):
            return Refusal(f"price.{meter}", "change-beyond-3x", text(new), text(old))
    return None


def _stated(one: Said) -> list[Priced]:
    """The prices that a witness states, one per currency."""
    if one.told:
        return of_told(one.told)
    return [recalled(one, price, claimed(price)) for price in one.remembered if one.plain]


def _codes(facts: Facts, prices: Sequence[_Decided]) -> dict[tuple[str, Any], str]:
    """Which claims are kept out, whoever makes them."""
    codes: dict[tuple[str, Any], str] = {}
    for voice, refusal in facts.refused:
        codes[code_key(refusal.field, voice.value)] = refusal.code
    for one in prices:
        kept = {id(priced) for priced in one.settlement.by}
        for priced, refusal in one.settlement.refused:
            if id(priced) not in kept and priced.point:
                codes[code_key("price", claimed_price(priced))] = refusal.code.lower()
    return codes


def _quarantined(about: str, facts: Facts, prices: Sequence[_Decided]) -> list[Quarantined]:
    pairs: list[tuple[Voice | Priced, Refusal]] = [*facts.refused]
    pairs += [pair for one in prices for pair in one.settlement.refused]
    return [
        Quarantined(
            about=about,
            field=refusal.field,
            code=refusal.code,
            feed=who.feed,
            where=who.where,
            value=refusal.value,
            against=refusal.against,
        )
        for who, refusal in pairs
    ]


def _brief(settlement: Settlement) -> str:
    return ", ".join(f"{meter} {text(price)}" for meter, price in settlement.point.items())


def _of(records: Mapping[Any, Any], id_: str) -> Any:  # noqa: ANN401  # any record
    return records.get(id_)
