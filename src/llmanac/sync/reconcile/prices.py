"""The price on which the witnesses of an offer settle, in one currency."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from llmanac.pricing.meters import METERS
from llmanac.sync.reconcile.guards import CORE, Refusal, doubts, is_free
from llmanac.sync.reconcile.points import core, text
from llmanac.sync.reconcile.quorum import odd_numbers
from llmanac.sync.reconcile.spoken import EVERYWHERE
from llmanac.sync.reconcile.witnesses import Voice

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from llmanac.sync.reconcile.points import Point
    from llmanac.sync.reconcile.spoken import Priced, Speech
    from llmanac.sync.reconcile.witnesses import Panel, Verdict

_CHARACTERS: Final = frozenset({"char.input", "char.output"})
_SAME: Final = Decimal("0.001")

Refused = tuple["Priced", Refusal]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """What holds of the price, and who stands for it."""

    point: Point
    """Meter → what a million cost, by those who were believed."""
    by: tuple[Priced, ...]
    """Who says so, the best witness first."""
    how: str
    """`agreeing`, `alone`, `disputed`, or `refused` where nothing is left that can be believed."""
    refused: tuple[Refused, ...] = ()


def settled(offer: str, speeches: Mapping[str, Speech], panel: Panel) -> Settlement:
    """Weigh what all feeds say of one currency: first what the price is known by, then the rest."""
    said = _aligned(_everywhere(speeches.values()))
    if not any(one.kept for one in said):
        return _by_table(said, panel)
    refused = [(one, refusal) for one in said for refusal in one.refused]
    left, beside = _consistent([one for one in said if one.kept], panel)
    left, free = _not_free_by_itself(offer, left, panel)
    refused += [*beside, *free]
    by, point, rivals = _elected(left, panel)
    extra, odd = _extras(by, point, panel)
    settled = {meter: extra[meter] for meter in METERS if meter in extra}
    how = _how(by, rivals, panel)
    return Settlement(point=settled, by=by, how=how, refused=(*refused, *odd))


def _by_table(said: Sequence[Priced], panel: Panel) -> Settlement:
    """Where all rates stand under conditions nothing is compared: the best witness is heard."""
    refused = tuple((one, refusal) for one in said for refusal in one.refused)
    by = tuple(panel.ranked([one for one in said if one.now])[:1])
    return Settlement(point={}, by=by, how="alone" if by else "refused", refused=refused)


def _how(by: Sequence[Priced], rivals: int, panel: Panel) -> str:
    if not by:
        return "refused"
    if rivals:
        return "disputed"
    return "agreeing" if len({panel.group(one.feed) for one in by}) > 1 else "alone"


def _consistent(said: list[Priced], panel: Panel) -> tuple[list[Priced], list[Refused]]:
    """Without those whose input or output cannot be, beside the others'."""
    refused = _in_two_units(said, panel)
    gone = {id(one) for one, _ in refused}
    for meter in core({name: 1 for one in said for name in one.kept}):
        voices = [_voice(one, meter) for one in said if meter in one.kept and id(one) not in gone]
        odd = odd_numbers(voices, panel)
        found = [(one, _odd(one, meter, odd)) for one in said if one.kept.get(meter) in odd]
        refused += [pair for pair in found if id(pair[0]) not in gone]
        gone |= {id(one) for one, _ in found}
    return [one for one in said if id(one) not in gone], refused


def _odd(one: Priced, meter: str, odd: Mapping[Decimal, tuple[str, str]]) -> Refusal:
    code, against = odd[one.kept[meter]]
    return Refusal(f"price.{meter}", code, text(one.kept[meter]), against)


def _in_two_units(said: Sequence[Priced], panel: Panel) -> list[Refused]:
    """Who prices characters where most price tokens, or the reverse; both where nobody decides."""
    sides = [[one for one in said if unit & one.kept.keys()] for unit in (CORE, _CHARACTERS)]
    votes = [panel.groups(side) for side in sides]
    if 0 in votes:
        return []
    lost = [
        one for side, count in zip(sides, votes, strict=True) for one in side if count == min(votes)
    ]
    return [(one, _per_character(one)) for one in lost]


def _per_character(one: Priced) -> Refusal:
    meter = next(meter for meter in one.kept if meter in CORE | _CHARACTERS)
    return Refusal(f"price.{meter}", "per-character-beside-per-token", text(one.kept[meter]), "")


def _aligned(said: Sequence[Priced]) -> list[Priced]:
    """Amounts that differ by less than a thousandth are one: the one with the fewest digits."""
    if len(said) == 1:
        return [*said]
    same = {
        meter: _nearest_short({one.kept[meter] for one in said if meter in one.kept})
        for meter in {meter for one in said for meter in one.kept}
    }
    return [
        replace(one, kept={meter: same[meter][price] for meter, price in one.kept.items()})
        for one in said
    ]


def _everywhere(speeches: Collection[Speech]) -> list[Priced]:
    """What feeds say without a region; where one tells regions apart, the others' price of such a
    region is none of the whole."""
    regional = {
        (_known_by(other), _known_by(speech.base))
        for speech in speeches
        if speech.base.region in EVERYWHERE
        for other in speech.others
        if other.region and other.tier is None
    }
    apart = {price for price, base in regional} - {base for _, base in regional}
    return [
        speech.base for speech in speeches if speech.others or _known_by(speech.base) not in apart
    ]


def _known_by(one: Priced) -> tuple[Decimal | None, ...]:
    return one.kept.get("input"), one.kept.get("output")


def _nearest_short(prices: Iterable[Decimal]) -> dict[Decimal, Decimal]:
    """Each amount → the one for which it stands."""
    short: dict[Decimal, Decimal] = {}
    for price in sorted(prices, key=lambda one: (len(one.as_tuple().digits), one)):
        near = (kept for kept in short.values() if abs(kept - price) <= kept * _SAME)
        short[price] = next(near, price)
    return short


def _not_free_by_itself(
    offer: str, said: list[Priced], panel: Panel
) -> tuple[list[Priced], list[Refused]]:
    """Without those that ask nothing, where neither the name nor a second group says so."""
    free = [one for one in said if not any(one.kept.values())]
    if is_free(offer) or len({panel.group(one.feed) for one in free}) > 1:
        return said, []
    refusal = Refusal("price", "zero-alone", "0", "")
    return [one for one in said if any(one.kept.values())], [(one, refusal) for one in free]


def _elected(said: list[Priced], panel: Panel) -> tuple[tuple[Priced, ...], Point, int]:
    """Those who agree with the winner of each core meter in turn, with it and its rivals."""
    meters = core({name: 1 for one in said for name in one.kept})
    point: dict[str, Decimal] = {}
    rivals = 0
    for meter in meters:
        verdict = panel.verdict([_voice(one, meter) for one in said if meter in one.kept])
        if verdict:
            point[meter] = verdict.value
            rivals = max(rivals, verdict.rivals)
            said = [one for one in said if one.kept.get(meter, verdict.value) == verdict.value]
    by = [one for one in said if point.keys() & one.kept.keys()]
    return tuple(panel.ranked(by)), point, rivals


def _extras(
    by: Sequence[Priced], point: Point, panel: Panel
) -> tuple[dict[str, Decimal], list[Refused]]:
    """The other meters, each by those who were believed in the first place."""
    found = dict(point)
    meters = sorted({meter for one in by for meter in one.kept} - point.keys())
    refused = [pair for meter in meters for pair in _odd_ones(by, meter, panel)]
    for one in by:
        own = [refusal for who, refusal in refused if who is one]
        refused += [(one, doubt) for doubt in doubts(_alone(one, by, panel), own)]
    gone = {(id(one), refusal.field) for one, refusal in refused}
    for meter in meters:
        said = [one for one in by if meter in one.kept and (id(one), f"price.{meter}") not in gone]
        verdict: Verdict | None = panel.verdict([_voice(one, meter) for one in said])
        if verdict:
            found[meter] = verdict.value
    return found, refused


def _alone(one: Priced, by: Sequence[Priced], panel: Panel) -> Point:
    """What a witness says of which no independent one says the same."""
    return {
        meter: price
        for meter, price in one.kept.items()
        if panel.groups(other for other in by if other.kept.get(meter) == price) == 1
    }


def _odd_ones(by: Sequence[Priced], meter: str, panel: Panel) -> list[Refused]:
    """Whose price of a meter cannot be beside the others'."""
    said = [one for one in by if meter in one.kept]
    odd = odd_numbers([_voice(one, meter) for one in said], panel)
    return [(one, _odd(one, meter, odd)) for one in said if one.kept[meter] in odd]


def _voice(one: Priced, meter: str) -> Voice:
    return Voice(
        feed=one.feed,
        as_of=one.as_of,
        where=one.where,
        value=one.kept[meter],
        since=one.since,
        cited=one.cited,
    )


def without(settlement: Settlement, refusal: Refusal) -> Settlement:
    """The same with nothing believed, for one reason more."""
    refused = tuple((one, refusal) for one in settlement.by[:1])
    return replace(
        settlement, point={}, by=(), how="refused", refused=(*settlement.refused, *refused)
    )


def feeds_of(by: Iterable[Any]) -> tuple[str, ...]:
    """The feeds of witnesses, each once, in their order."""
    return tuple(dict.fromkeys(one.feed for one in by))
