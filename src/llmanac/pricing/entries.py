"""What an offer costs from a day on, in one currency: the price language's records.

The types are plain dataclasses that pydantic can read (`__pydantic_config__`); the docstring under
each field is its JSON Schema description. A snapshot carries an entry as JSON with exact text
(`Entry.to_json`) and reads it without pydantic (`Entry.from_json`).
"""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003  # pydantic reads it
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, Self, TypeVar

from llmanac.pricing import rates as written_rates
from llmanac.pricing.amounts import Unit
from llmanac.pricing.faults import BadValue
from llmanac.pricing.moments import Day, Moment
from llmanac.pricing.rates import Rates  # noqa: TC001  # pydantic reads it
from llmanac.pricing.tables import Table
from llmanac.pricing.terms import (
    Amounts,
    Free,
    Term,
    least_from_json,
    least_to_json,
    term_from_json,
)
from llmanac.pricing.written import RECORD, Several, Shape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from llmanac.pricing.conditions import Condition

Json = Any
"""Plain data: dicts with text keys, lists, text, integers, booleans, None."""

_When = TypeVar("_When", Day, Moment)

Currency = Annotated[str, Shape(type="str", pattern="^[A-Z]{3,8}$")]
Source = Annotated[
    str,
    Shape(
        type="str",
        pattern=r"^(https?://[^\s<>\"'`{}\\^|]+|[a-z0-9._-]+@\d{4}-\d{2}-\d{2}:\S+)$",
        max_length=2000,
    ),
]
"""An address on the web, or an entry of a feed as of a day. No other scheme is an address."""
Size = Annotated[int, Shape(type="int", gt=0, le=2**53 - 1)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bands:
    """Ranges of request size. The whole request is priced in the band into which its size falls."""

    by: Literal["input_total"] = "input_total"
    """The size that decides: all input tokens, read from and written to the cache among them."""
    at: Annotated[tuple[Size, ...], Several()]
    """Where the bands meet, smallest first: `[128000, 256000]` makes three bands."""
    edge: Literal[">", ">="] = ">"
    """`>`: a request of exactly that size is in the lower band; `>=` where the seller says "from"
    that size on."""

    __pydantic_config__: ClassVar[Mapping[str, Any]] = RECORD

    def __post_init__(self) -> None:
        if not self.at or list(self.at) != sorted(set(self.at)):
            raise BadValue("bands-not-rising", path=("at",), at=list(self.at))

    def to_json(self) -> Json:
        """Write as plain data."""
        return {"by": self.by, "at": list(self.at), "edge": self.edge}

    @classmethod
    def from_json(cls, data: Json) -> Self:
        """Read what `to_json` wrote."""
        return cls(by=data["by"], at=tuple(data["at"]), edge=data["edge"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What an offer costs from a day on, in one currency."""

    currency: Currency
    """ISO 4217 code, or a credit of the provider (`DBU`)."""
    per: Unit
    """The unit in which the seller publishes, never converted: `1`, `1k`, `1M`, `1h`."""
    start: Moment | None = None
    """The day or instant from which the seller says it holds. Absent only in the first entry of a
    currency: start unknown. A bare day begins at 00:00 UTC."""
    until: Moment | None = None
    """Set only when the price ends without a successor; else the next entry of the currency ends
    it. The price no longer holds at that moment."""
    seen: Day
    """The earliest day on which this price was recorded."""
    checked: Day | None = None
    """The last day on which somebody read the seller's own page."""
    source: Source
    """Where it stands: the seller's page (`https://…`), else the entry of a feed and the day on
    which it stood there: `models.dev@2026-09-30:alibaba/qwen3.6-27b`."""
    bands: Bands | None = None
    """Ranges of request size with prices of their own."""
    rates: Rates
    """The price of each meter: one amount, or a list with one per band; null is not sold there.
    An amount may carry its own unit: `10/1k`."""
    when: Annotated[tuple[Term, ...], Several(some=True)] = ()
    """Conditions under which other prices hold, in order: of those that hold, the later wins. A
    table stands for a condition for each of its cells."""
    free: Annotated[tuple[Free, ...], Several(some=True)] = ()
    """Quotas that cost nothing: reported, never subtracted from one request."""
    minimum: Amounts | None = None
    """The least that is billed of a meter of which something was used, in the meter's own unit."""
    typical: Annotated[tuple[Table, ...], Several(some=True)] = ()
    """What a call typically comes to, by what it asks for. It never bills: it tells beforehand."""

    __pydantic_config__: ClassVar[Mapping[str, Any]] = RECORD

    def __post_init__(self) -> None:
        if self.start and self.until and self.until <= self.start:
            begins, ends = self.start.text(), self.until.text()
            raise BadValue("entry-ends-first", path=("until",), start=begins, until=ends)
        self._check((), self.rates)
        for number, condition in self.conditions():
            self._check(("when", number), condition.rates)
        for number, table in enumerate(self.typical):
            for condition in table.conditions():
                self._check(("typical", number), condition.rates)

    def _check(self, path: tuple[str | int, ...], rates: Rates) -> None:
        try:
            written_rates.check(rates, bands=self.band_count, per=self.per)
        except BadValue as fault:
            raise fault.within(*path) from None

    @property
    def band_count(self) -> int:
        """How many bands there are; one where nothing is said."""
        return len(self.bands.at) + 1 if self.bands else 1

    def conditions(self) -> Iterator[tuple[int, Condition]]:
        """Yield every condition, those of tables among them, with its place in `when`."""
        for number, term in enumerate(self.when):
            for condition in term.conditions() if isinstance(term, Table) else (term,):
                yield number, condition

    def meters(self) -> list[str]:
        """Return every meter that has a rate here, under whatever condition."""
        rates = (condition.rates for _, condition in self.conditions())
        return [*dict.fromkeys(chain(self.rates, *rates))]

    def to_json(self) -> Json:
        """Write as plain data with exact text; absent fields stay absent."""
        said = {
            "currency": self.currency,
            "per": self.per.text(),
            "from": self.start and self.start.text(),
            "until": self.until and self.until.text(),
            "seen": self.seen.text(),
            "checked": self.checked and self.checked.text(),
            "source": self.source,
            "bands": self.bands and self.bands.to_json(),
            "rates": written_rates.to_json(self.rates),
            "when": [term.to_json() for term in self.when] or None,
            "free": [quota.to_json() for quota in self.free] or None,
            "minimum": least_to_json(self.minimum),
            "typical": [table.to_json() for table in self.typical] or None,
        }
        return {name: value for name, value in said.items() if value is not None}

    @classmethod
    def from_json(cls, data: Json) -> Self:
        """Read what `to_json` wrote."""
        return cls(
            currency=data["currency"],
            per=Unit.parse(data["per"]),
            start=_read(Moment, data.get("from")),
            until=_read(Moment, data.get("until")),
            seen=Day.parse(data["seen"]),
            checked=_read(Day, data.get("checked")),
            source=data["source"],
            bands=Bands.from_json(data["bands"]) if "bands" in data else None,
            rates=written_rates.from_json(data["rates"]),
            when=tuple(map(term_from_json, data.get("when", ()))),
            free=tuple(map(Free.from_json, data.get("free", ()))),
            minimum=least_from_json(data.get("minimum")),
            typical=tuple(map(Table.from_json, data.get("typical", ()))),
        )


def _read(kind: type[_When], text: str | None) -> _When | None:
    return None if text is None else kind.parse(text)
