"""What keeps a number out beside what others say: zero where others ask something, and numbers
that differ by a power of ten."""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations
from typing import TYPE_CHECKING

from llmanac.sync.reconcile.guards import by_ten

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from llmanac.sync.reconcile.witnesses import Panel, Voice


def odd_numbers(voices: Sequence[Voice], panel: Panel) -> dict[Decimal, tuple[str, str]]:
    """Values of voices that are not believed → the guard's code, and what speaks against them."""
    refused: dict[Decimal, tuple[str, str]] = {}
    values = sorted({voice.value for voice in voices})
    if len(values) < 2:
        return refused
    support = {
        Decimal(value): panel.groups([voice for voice in voices if voice.value == value])
        for value in values
    }
    positive = [value for value in support if value > 0]
    if positive and Decimal(0) in support:
        refused[Decimal(0)] = "zero-beside-price", _listed(positive)
        del support[Decimal(0)]
    for one, other in combinations(support, 2):
        if by_ten(one, other):
            for value in _weaker(one, other, support):
                rival = other if value == one else one
                refused.setdefault(value, ("power-of-ten", _listed([rival])))
    return refused


def _weaker(one: Decimal, other: Decimal, support: Mapping[Decimal, int]) -> tuple[Decimal, ...]:
    """Those of two that fewer independent groups say; both where nobody decides."""
    if support[one] == support[other]:
        return one, other
    return (one,) if support[one] < support[other] else (other,)


def _listed(values: Sequence[Decimal]) -> str:
    return ", ".join(format(value, "f") for value in values)
