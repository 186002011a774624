"""What one request costs at every offer that can serve it, and why other offers are out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from llmanac.names import UnknownModel
from llmanac.pricing import asked as said
from llmanac.pricing.bodies import plain
from llmanac.pricing.exchange import Exchange, between
from llmanac.pricing.meters import METERS
from llmanac.pricing.moments import Day, is_gone
from llmanac.pricing.remarks import Remark
from llmanac.reading import opened, unsold
from llmanac.sales import own_currency, priced
from llmanac.when import at_of, moment

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime
    from decimal import Decimal

    from llmanac.pricing.numbers import Number
    from llmanac.pricing.reader import Usage
    from llmanac.pricing.receipt import AtFrom, Receipt
    from llmanac.snapshot import Offer, Snapshot
    from llmanac.when import At

    Moment = tuple[datetime, AtFrom]

_GOES_ALONG = ("tier", "mode")
"""What a body says of how it was served, and other sellers mean by the same word."""

_CANDIDATES = """
SELECT offers.key, offers.status, offers.retires, coalesce(offers.context, models.context),
       offers.input, coalesce(offers.output, models.output), models.kind
FROM offers LEFT JOIN models ON models.id = offers.model
ORDER BY offers.key
"""


@dataclass(frozen=True, slots=True)
class Bid:
    """What the request costs at one offer."""

    receipt: Receipt
    amount: Decimal
    """The total in the comparison's currency."""
    exchange: Exchange | None
    """The rate that made it so; None where the receipt is in that currency."""


@dataclass(frozen=True, slots=True)
class Out:
    """An offer that is out, and why."""

    offer: Offer
    reason: Remark


@dataclass(frozen=True, slots=True)
class Comparison:
    """All bids in one currency, cheapest first, and who is out."""

    usage: Usage
    at: datetime
    at_from: AtFrom
    currency: str | None
    """None where nobody has a price."""
    bids: tuple[Bid, ...]
    out: tuple[Out, ...]
    catalogue: str


@dataclass(frozen=True, slots=True)
class _Candidate:
    """An offer, and what a request must fit into."""

    offer: Offer
    status: str
    retires: Day | None
    limits: tuple[int | None, int | None, int | None]
    """Context, input, output."""


def compare(
    body: object = None,
    *,
    counts: Mapping[str, object] | None = None,
    model: str | None = None,
    kind: str | None = None,
    provider: str | None = None,
    api: str | None = None,
    dialect: str | None = None,
    at: At | None = None,
    asked: Mapping[str, str] | None = None,
    currency: str | None = None,
    rates: Iterable[Exchange] = (),
    snapshot: Snapshot | str | os.PathLike[str] | None = None,
) -> Comparison:
    """Return what a request costs at every offer that can serve it.

    The request is a body, or `counts` of one that is not yet sent. Offers are those of the model
    that is named, else of the body's own; with `kind` all of that kind, such as `chat`. `provider`
    says whose body it is. `currency` is that of the comparison; without it, the one that most are
    priced in. Others are converted at the callers' `rates`, else at the catalogue's, else they are
    out. The rest is as `estimate` has it, and it raises what that raises.
    """
    shot = opened(snapshot)
    if counts is None:
        usage = unsold(plain(body), shot, provider=provider, api=api, dialect=dialect)[1]
    else:
        usage = said.foreseen(counts)
    candidates = [*_candidates(shot, model or usage.model, kind)]
    wanted = currency or _usual(candidates, shot)
    when = at_of(moment(at), usage)
    request = _Request(_anywhere(usage), when, said.served(asked), wanted)
    judged = [_judged(one, request, shot, tuple(rates)) for one in candidates]
    bids = sorted((one for one in judged if isinstance(one, Bid)), key=_cheapest_first)
    out = tuple(one for one in judged if isinstance(one, Out))
    return Comparison(request.usage, *when, wanted, tuple(bids), out, shot.revision)


@dataclass(frozen=True, slots=True)
class _Request:
    """What is to be priced everywhere."""

    usage: Usage
    at: Moment
    asked: Mapping[str, str]
    currency: str | None

    def tokens(self, part: str) -> Number:
        """Return how many tokens it sends (`input`), or gets (`output`)."""
        counts = self.usage.counts
        return sum(
            count
            for meter, count in counts.items()
            if METERS[meter].unit == "token"
            and (METERS[meter].counts_as_input if part == "input" else meter.startswith("output"))
        )


def _anywhere(usage: Usage) -> Usage:
    """Return what a body says, without what only holds of its own seller."""
    context = tuple(one for one in usage.context if one[0] in _GOES_ALONG)
    ordinary = tuple(one for one in usage.ordinary if one[0] in _GOES_ALONG)
    return replace(
        usage, context=context, ordinary=ordinary, checked=None, reported=None, remarks=()
    )


def _candidates(shot: Snapshot, name: str | None, kind: str | None) -> Iterator[_Candidate]:
    """Yield the offers of a model by any of its names, or all of a kind; raises `UnknownModel`."""
    keys = {*(shot.names.offers(name) if name and not kind else ())}
    models = {shot.by_key(key).model for key in keys} - {None}
    if kind is None and name is None:
        raise UnknownModel("model-missing", provider=None)
    if kind is None and not keys:
        shot.offer(name or "")  # which says what is near
    if len(models) > 1:
        raise UnknownModel("models-ambiguous", model=name, models=sorted(map(str, models)))
    for key, status, retires, *limits, of_kind in shot.rows(_CANDIDATES):
        offer = shot.by_key(key)
        if of_kind == kind if kind else (key in keys or offer.model in models):
            last = Day.parse(retires) if retires else None
            yield _Candidate(offer, status, last, tuple(limits))


def _usual(candidates: Iterable[_Candidate], shot: Snapshot) -> str | None:
    """Return the currency in which most of them are priced; of several, the first by name."""
    own = Counter(
        own_currency(one.offer, shot) for one in candidates if one.offer.tariff.currencies
    )
    return min(own, key=lambda currency: (-own[currency], currency), default=None)


def _judged(
    one: _Candidate, request: _Request, shot: Snapshot, rates: tuple[Exchange, ...]
) -> Bid | Out:
    """Return what the request costs there, or why it cannot be had."""
    shut = next(_shut(one, request), None)
    if shut:
        return Out(one.offer, shut)
    has_it = request.currency in one.offer.tariff.currencies
    receipt = priced(
        request.usage,
        one.offer,
        shot,
        at=request.at,
        asked=request.asked,
        currency=request.currency if has_it else None,
    )
    lacking = _lacking(receipt)
    if lacking or receipt.total is None:
        return Out(one.offer, lacking or Remark("out-no-price", {}))
    return _bid(receipt, receipt.total, one.offer, request, (rates, shot.exchange))


def _shut(one: _Candidate, request: _Request) -> Iterator[Remark]:
    """Yield why an offer does not take the request, whatever it would cost."""
    if one.status == "withdrawn":
        yield Remark("out-withdrawn", {})
    if one.retires and is_gone(one.retires, request.at[0].date()):
        yield Remark("out-retired", {"day": one.retires.text()})
    sent, got = request.tokens("input"), request.tokens("output")
    for limit, needed, code in zip(one.limits, (sent + got, sent, got), _TOO_SMALL, strict=True):
        if limit is not None and needed > limit:
            yield Remark(code, {"needed": needed, "limit": limit})


_TOO_SMALL = ("out-context", "out-input", "out-output")


def _lacking(receipt: Receipt) -> Remark | None:
    """Return what of the request has no price there."""
    if receipt.complete:
        return None
    meters = [line.meter for line in receipt.lines if line.amount is None]
    code = "out-unpriced" if receipt.card else "out-no-price"
    return Remark(code, {"meters": meters} if receipt.card else {})


def _bid(
    receipt: Receipt,
    total: Decimal,
    offer: Offer,
    request: _Request,
    rates: tuple[tuple[Exchange, ...], ...],
) -> Bid | Out:
    wanted, own = request.currency or receipt.currency, receipt.currency
    if own == wanted:
        return Bid(receipt, total, None)
    day = receipt.at.date()
    found = next(filter(None, (between(some, own, wanted, day) for some in rates)), None)
    if found is None:
        return Out(offer, Remark("out-no-rate", {"currency": own, "wanted": wanted}))
    return Bid(receipt, found.converted(total, own), found)


def _cheapest_first(bid: Bid) -> tuple[Decimal, str, str]:
    sold = bid.receipt.sold
    return bid.amount, sold.provider or "", sold.offer or ""
