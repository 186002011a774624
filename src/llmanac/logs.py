"""Many bodies, one a line: each is priced by itself, and all are added up by day and offer.

Whatever the length of a log, what is kept is a sum per day and offer, and of each kind of trouble
its first lines.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, BinaryIO

from llmanac.pricing.faults import Fault
from llmanac.pricing.money import added

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from llmanac.pricing.receipt import Receipt

LONGEST = 2**26
"""Bytes of a line that are read; a longer one is no response."""
_UNPRICED = ("no-price", "unpriced")
_KINDS = 50
"""So many kinds of trouble are told apart; of more, those of one code are one."""
_VARY = ("count", "at", "line", "column", "reason")
"""What differs from line to line of the same trouble."""
_NAMED = 10
"""How many lines are named that are in the same trouble."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a log: what it cost, or why nobody knows."""

    line: int
    """Counted from 1, empty ones too."""
    receipt: Receipt | None
    fault: Fault | None

    @property
    def trouble(self) -> tuple[str, dict[str, Any]] | None:
        """Code and parameters of why it is not, or not wholly, priced."""
        if self.fault is not None:
            return self.fault.code, self.fault.params
        if self.receipt is None or self.receipt.complete:
            return None
        first = next(one for one in self.receipt.warnings if one.code in _UNPRICED)
        return first.code, dict(first.params)


def entries(
    stream: BinaryIO, price: Callable[[bytes], Receipt], read: Callable[[int], None]
) -> Iterator[Entry]:
    """Yield what each line that is not empty comes to; `read` is told how many bytes were."""
    done = 0
    for line, (raw, size) in enumerate(_lines(stream), 1):
        done += size
        read(done)
        if raw is None:
            yield Entry(line, None, Fault("line-too-long", limit=LONGEST))
        elif raw.strip():
            yield _entry(line, raw, price)


def _entry(line: int, raw: bytes, price: Callable[[bytes], Receipt]) -> Entry:
    try:
        return Entry(line, price(raw), None)
    except Fault as fault:
        return Entry(line, None, fault)


def _lines(stream: BinaryIO) -> Iterator[tuple[bytes | None, int]]:
    """Yield each line and its size; of one that is too long only the size."""
    while raw := stream.readline(LONGEST):
        size, whole = len(raw), raw.endswith(b"\n") or len(raw) < LONGEST
        if whole:
            yield raw, size
            continue
        while not raw.endswith(b"\n") and (raw := stream.readline(LONGEST)):
            size += len(raw)
        yield None, size


@dataclass(slots=True)
class Sum:
    """What all requests of one day to one offer came to."""

    requests: int = 0
    incomplete: int = 0
    """Of how many something has no price."""
    total: Decimal = Decimal(0)
    low: Decimal = Decimal(0)
    high: Decimal | None = Decimal(0)
    """None where nothing bounds it."""

    def add(self, receipt: Receipt) -> None:
        """Count one more."""
        between, total = receipt.range, receipt.total or Decimal(0)
        self.take(Sum(1, not receipt.complete, total, between.low, between.high))

    def take(self, other: Sum) -> None:
        """Take over what others came to."""
        self.requests += other.requests
        self.incomplete += other.incomplete
        self.total = added([self.total, other.total])
        self.low = added([self.low, other.low])
        ends = (self.high, other.high)
        self.high = None if None in ends else added(ends)  # type: ignore[arg-type]


@dataclass(slots=True)
class Trouble:
    """One kind of trouble: how often, where first, and what a sentence needs."""

    params: dict[str, Any]
    count: int = 0
    lines: list[int] = field(default_factory=list)


Key = tuple[str, str, str, str]
"""Day, provider, offer or model, currency."""


@dataclass(slots=True)
class Tally:
    """What has been added up so far."""

    sums: dict[Key, Sum] = field(default_factory=dict)
    troubles: dict[tuple[str, str], Trouble] = field(default_factory=dict)
    """By code and what it is about."""
    read: int = 0
    priced: int = 0
    """Lines of which everything has a price."""

    def add(self, entry: Entry) -> None:
        """Add what one line came to."""
        self.read += 1
        if entry.receipt is not None:
            self.sums.setdefault(_key(entry.receipt), Sum()).add(entry.receipt)
        if (trouble := entry.trouble) is None:
            self.priced += 1
            return
        code, params = trouble
        found = self._trouble(code, params)
        found.count += 1
        if len(found.lines) < _NAMED:
            found.lines.append(entry.line)

    def _trouble(self, code: str, params: dict[str, Any]) -> Trouble:
        """Return the trouble that it is; of those that are too many to tell apart, the first."""
        key = code, repr({name: value for name, value in params.items() if name not in _VARY})
        if key not in self.troubles and len(self.troubles) >= _KINDS:
            key = next((known for known in self.troubles if known[0] == code), key)
        return self.troubles.setdefault(key, Trouble(params))

    @property
    def totals(self) -> dict[str, Sum]:
        """All days and offers together, by currency."""
        totals: dict[str, Sum] = {}
        for (_, _, _, currency), one in sorted(self.sums.items()):
            totals.setdefault(currency, Sum()).take(one)
        return totals


def _key(receipt: Receipt) -> Key:
    sold = receipt.sold
    named = sold.offer or sold.model or ""
    return receipt.at.date().isoformat(), sold.provider or "", named, receipt.currency
