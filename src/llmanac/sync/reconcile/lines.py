"""Lines of evidence: every claim that was weighed, with those who make it."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import TYPE_CHECKING, Any, Final, get_args

from llmanac.pricing.amounts import Unit
from llmanac.schema.evidence import Claim, Claimed, ClaimedPrice, Evidence, ModelEvidence, feed_of
from llmanac.sync.reconcile.points import MILLION, is_token, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from llmanac.sync.decisions import Listing
    from llmanac.sync.reconcile.points import Point
    from llmanac.sync.reconcile.said import Said
    from llmanac.sync.reconcile.spoken import Priced
    from llmanac.sync.reconcile.witnesses import Voice

Codes = dict[tuple[str, Any], str]
"""Fact and value → the guard that keeps it out."""

_ABOUT: Final = {about: place for place, about in enumerate(get_args(Claimed))}
_TWELVE: Final = Context(prec=12, rounding=ROUND_HALF_EVEN)
_ONE: Final = Unit("1")


def offer_line(
    listing: Listing, said: Iterable[Said], priced: Mapping[str, list[Priced]], codes: Codes
) -> Evidence:
    """The line of an offer. `priced` are the prices that each witness states, by its name."""
    witnesses = {one.name: one for one in said}
    claims: list[tuple[str, Any, str]] = []
    for name, one in witnesses.items():
        claims += [(about, value, name) for about, value in one.of_offer.items()]
        claims += [
            ("price", claimed_price(price), name) for price in priced.get(name, ()) if price.point
        ]
        if one.told is None:
            claims += [(about, value, name) for about, value in one.of_model.items()]
    return Evidence(
        offer=listing.offer,
        model=listing.model,
        link=listing.link,
        where={name: witnesses[name].where for name in sorted(witnesses)},
        claims=_grouped(claims, codes),
    )


def model_line(model: str, said: Mapping[str, list[Voice]], codes: Codes) -> ModelEvidence | None:
    """The line of a model, from what each feed says of each fact; None where nobody says any."""
    where: dict[str, str] = {}
    claims: list[tuple[str, Any, str]] = []
    for about, voices in said.items():
        for voice in voices:
            name = _name(where, voice)
            claims.append((about, voice.value, name))
    if not claims:
        return None
    ordered = {name: where[name] for name in sorted(where)}
    return ModelEvidence(model=model, where=ordered, claims=_grouped(claims, codes))


def _name(where: dict[str, str], voice: Voice) -> str:
    """The feed, or `feed.2` where it speaks from another entry."""
    name, number = voice.feed, 1
    while where.setdefault(name, voice.where) != voice.where:
        number += 1
        name = f"{voice.feed}.{number}"
    return name


def claimed_price(price: Priced) -> ClaimedPrice:
    """The amounts as text, for a million tokens, or for one where no tokens are billed; what is
    remembered stays as it was written."""
    if price.claim:
        return price.claim
    per = MILLION if any(map(is_token, price.point)) else _ONE
    return ClaimedPrice(
        currency=price.currency, per=per, rates=_rates(price.point, per), banded=price.banded
    )


def _rates(point: Point, per: Unit) -> dict[str, str]:
    if per == MILLION:
        return {meter: text(price) for meter, price in point.items()}
    return {meter: text(_one(price)) for meter, price in point.items()}


def _one(price: Decimal) -> Decimal:
    return _TWELVE.divide(price, Decimal(1_000_000)).normalize(_TWELVE)


def _grouped(claims: Iterable[tuple[str, Any, str]], codes: Codes) -> tuple[Claim, ...]:
    groups: dict[tuple[int, str], tuple[str, Any, list[str]]] = {}
    for about, value, name in claims:
        key = _ABOUT[about], _text(value)
        groups.setdefault(key, (about, value, []))[2].append(name)
    return tuple(
        Claim(
            about=about,  # type: ignore[arg-type]
            value=value,
            by=tuple(sorted(set(names))),
            refused=codes.get((about, _text(value))),
        )
        for _, (about, value, names) in sorted(groups.items(), key=_order)
    )


def _order(group: tuple[tuple[int, str], tuple[str, Any, list[str]]]) -> tuple[int, int, str]:
    (about, value), (_, _, names) = group
    return about, -len({feed_of(name) for name in names}), value


def _text(value: Any) -> str:  # noqa: ANN401  # any value of a claim
    return value.model_dump_json() if isinstance(value, ClaimedPrice) else repr(value)


def code_key(about: str, value: Any) -> tuple[str, str]:  # noqa: ANN401  # any value of a claim
    """How a refused value is found again among claims."""
    return about, _text(value)
