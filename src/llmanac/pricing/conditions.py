"""What other prices hold under a condition: rates of their own, a scale, meters without a rate."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003  # pydantic reads it
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, Self

from llmanac.pricing import rates as written_rates
from llmanac.pricing.amounts import Positive
from llmanac.pricing.faults import BadValue
from llmanac.pricing.given import Given
from llmanac.pricing.meters import METERS, MeterId, Part, fallbacks, is_part
from llmanac.pricing.rates import Rates  # noqa: TC001  # pydantic reads it
from llmanac.pricing.written import RECORD, Several

if TYPE_CHECKING:
    from collections.abc import Iterable

Rest = Literal["keep", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """Other prices under a condition. Of several that hold, the later wins, meter by meter; all
    scales multiply at the end."""

    given: Given
    """When these prices hold."""
    rates: Rates = field(default_factory=dict)
    """The price of each meter then, in the entry's currency, unit and bands. What falls back to
    one of them by the seller's own terms loses a price of its own, and follows it."""
    rest: Rest | None = None
    """What becomes of content meters that the entry prices and `rates` leaves out: they `keep`
    their price, or it is `unknown`. Needed where there are any; tools always keep theirs."""
    scale: Positive | None = None
    """By what the prices of content are multiplied; tools never are."""
    only: Annotated[tuple[Part, ...], Several(or_one=True, some=True)] = ()
    """What the scale is for, each with all of its parts: `[input, output]`; all content where
    nothing is said."""
    drop: Annotated[tuple[MeterId, ...], Several(or_one=True, some=True)] = ()
    """Meters that have no rate of their own then, and cost what they fall back to: a batch without
    the discount for cached input."""

    __pydantic_config__: ClassVar[Mapping[str, Any]] = RECORD

    def __post_init__(self) -> None:
        if not (self.rates or self.scale or self.drop):
            raise BadValue("condition-idle")
        if self.only and not self.scale:
            raise BadValue("only-without-scale", path=("only",))

    def scales(self, meter: str) -> bool:
        """Tell whether the scale is for this meter."""
        if self.scale is None or METERS[meter].kind == "tool":
            return False
        return not self.only or any(is_part(meter, part) for part in self.only)

    def left_out(self, rates: Iterable[str]) -> list[str]:
        """Return of which meters of content it says nothing, though it re-prices others."""
        return [meter for meter in rates if self._leaves_out(meter)]

    def over(self, rates: Rates) -> Rates:
        """Return what holds where these rates held before; nobody's `rest` is guessed."""
        lost = () if self.rest == "keep" else self.left_out(rates)
        kept = {m: rate for m, rate in rates.items() if m in self.rates or not self._leads(m)}
        mine = {**kept, **dict.fromkeys(lost, (None,)), **self.rates}
        return {meter: rate for meter, rate in mine.items() if meter not in self.drop}

    def factor(self, meter: str) -> Decimal:
        """Return by what the price of a meter is multiplied."""
        return self.scale.value if self.scale and self.scales(meter) else Decimal(1)

    def _leaves_out(self, meter: str) -> bool:
        if not self.rates or meter in self.rates or METERS[meter].kind == "tool":
            return False
        return not (meter in self.drop or self.scales(meter) or self._leads(meter))

    def _leads(self, meter: str) -> bool:
        """Tell whether it re-prices what the meter falls back to by the seller's own terms."""
        for step in fallbacks(meter):
            if step.how != "same":
                return False
            if step.meter in self.rates:
                return True
        return False

    def to_json(self) -> dict[str, Any]:
        """Write as plain data with exact text; absent fields stay absent."""
        said = {
            "rates": written_rates.to_json(self.rates),
            "rest": self.rest,
            "scale": self.scale and self.scale.text(),
            "only": [*self.only],
            "drop": [*self.drop],
        }
        return {"if": self.given.to_json()} | {name: value for name, value in said.items() if value}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read what `to_json` wrote."""
        return cls(
            given=Given.from_json(data["if"]),
            rates=written_rates.from_json(data.get("rates", {})),
            rest=data.get("rest"),
            scale=Positive.from_text(data["scale"]) if "scale" in data else None,
            only=tuple(data.get("only", ())),
            drop=tuple(data.get("drop", ())),
        )
