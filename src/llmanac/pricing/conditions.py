"""On what a price depends beside the size of a request: the tier, the mode, the region.

A context says under each key what is so: `{"tier": ("batch",)}`. A request of which no tier is said
is of the standard one; of mode and region nothing is assumed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from itertools import product
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, Self

from llmanac.pricing import rates as written_rates
from llmanac.pricing.faults import BadValue
from llmanac.pricing.meters import METERS
from llmanac.pricing.rates import Rates  # noqa: TC001  # pydantic reads it
from llmanac.pricing.written import RECORD, JsonSchema, listed, nearest, shown

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from llmanac.pricing.written import CoreSchema, Handler

Context = Mapping[str, tuple[str, ...]]
"""Key → what is said of it; a key of which nothing is said is absent."""

TIERS = ("standard", "batch", "flex", "priority", "fast", "ultrafast", "balanced")
MODES = ("thinking", "non-thinking")
ORDINARY = {"default": "standard", "auto": "standard", "on_demand": "standard"}
"""What sellers call the standard tier."""
_REGION = r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}"


@dataclass(frozen=True, slots=True)
class Test:
    """Which values of one key are meant: these, or all but these."""

    values: tuple[str, ...]
    negated: bool = False

    def holds(self, said: Iterable[str]) -> bool:
        """Tell whether something is said, and is meant."""
        return any((value in self.values) is not self.negated for value in said)

    def to_json(self) -> Any:  # noqa: ANN401  # JSON
        """Write as a record does."""
        values = self.values[0] if len(self.values) == 1 else [*self.values]
        return {"not": values} if self.negated else values


class _Values:
    """Marks a test: which values may stand there. With none named, whatever a provider calls so."""

    def __init__(self, *names: str) -> None:
        self.names = names

    def accept(self, written: object) -> Test:
        """Read a value, a list of them, or `{not: …}`; raises `BadValue`."""
        if isinstance(written, Test):
            return written
        negated = isinstance(written, dict) and written.keys() == {"not"}
        values = tuple(listed(written["not"] if negated else written))  # type: ignore[index]
        for value in values or (written,):
            if not isinstance(value, str) or not (value in self.names or self._is_free(value)):
                close = nearest(value, self.names)
                raise BadValue("condition-unreadable", value=shown(value), nearest=close)
        return Test(values, negated)

    def _is_free(self, value: str) -> bool:
        return not self.names and re.fullmatch(_REGION, value) is not None

    def __get_pydantic_core_schema__(self, source: object, handler: Handler) -> CoreSchema:
        return {
            "type": "function-plain",
            "function": {"type": "no-info", "function": self.accept},
            "serialization": {"type": "function-plain", "function": Test.to_json},
        }

    def __get_pydantic_json_schema__(self, core_schema: CoreSchema, handler: Handler) -> JsonSchema:
        one: JsonSchema = {"type": "string", "pattern": f"^{_REGION}$"}
        if self.names:
            one = {"type": "string", "enum": [*self.names]}
        some: JsonSchema = {"anyOf": [one, {"type": "array", "items": one, "minItems": 1}]}
        others: JsonSchema = {
            "type": "object",
            "properties": {"not": some},
            "required": ["not"],
            "additionalProperties": False,
        }
        return {"anyOf": [*some["anyOf"], others]}


_READS = {"tier": _Values(*TIERS), "mode": _Values(*MODES), "region": _Values()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What must all be so. A list means any of its values; `{not: x}` any other than x."""

    tier: Annotated[Test, _READS["tier"]] | None = None
    """How a request is served; what the response names counts, not what was asked for."""
    mode: Annotated[Test, _READS["mode"]] | None = None
    """Whether the model thinks, where the seller bills by that and not by what was thought."""
    region: Annotated[Test, _READS["region"]] | None = None
    """Where a request is served, in the provider's own names."""

    __pydantic_config__: ClassVar[Mapping[str, Any]] = RECORD

    def __post_init__(self) -> None:
        if not self.tests():
            raise BadValue("condition-empty")

    def tests(self) -> dict[str, Test]:
        """Return the test of each key that is named."""
        return {field.name: test for field in fields(self) if (test := getattr(self, field.name))}

    def holds(self, context: Context) -> bool:
        """Tell whether all of it is so."""
        return all(test.holds(context.get(key, ())) for key, test in self.tests().items())

    def to_json(self) -> dict[str, Any]:
        """Write as a record does."""
        return {key: test.to_json() for key, test in self.tests().items()}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read what `to_json` wrote."""
        return cls(**{key: _READS[key].accept(test) for key, test in data.items()})


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """Other prices under a condition. Of several that hold, the later wins, meter by meter."""

    given: Given
    """When these prices hold."""
    rates: Rates
    """The price of each meter then, in the entry's currency, unit and bands."""
    rest: Literal["keep", "unknown"] | None = None
    """What becomes of content meters that the entry prices and `rates` leaves out: they `keep`
    their price, or it is `unknown`. Needed where there are any; tools always keep theirs."""

    __pydantic_config__: ClassVar[Mapping[str, Any]] = RECORD

    def left_out(self, rates: Iterable[str]) -> list[str]:
        """Return which meters of content it does not re-price."""
        return [m for m in rates if m not in self.rates and METERS[m].kind == "content"]

    def over(self, rates: Rates) -> Rates:
        """Return what holds where these rates held before; nobody's `rest` is guessed."""
        lost = () if self.rest == "keep" else self.left_out(rates)
        return {**rates, **dict.fromkeys(lost, (None,)), **self.rates}

    def to_json(self) -> dict[str, Any]:
        """Write as plain data with exact text."""
        said = {"if": self.given.to_json(), "rates": written_rates.to_json(self.rates)}
        return said | ({"rest": self.rest} if self.rest else {})

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read what `to_json` wrote."""
        given, rates = Given.from_json(data["if"]), written_rates.from_json(data["rates"])
        return cls(given=given, rates=rates, rest=data.get("rest"))


def context_of(
    served: Iterable[tuple[str, str]],
    ordinary: Iterable[tuple[str, str]] = (),
    asked: Mapping[str, str] | None = None,
) -> dict[str, tuple[str, ...]]:
    """Return what is so: what the body says was served, over what the caller says was asked for.

    A response of a batch may well call itself ordinary: that it was one, the caller knows better.
    """
    context: dict[str, tuple[str, ...]] = {"tier": ("standard",)}
    asked = {key: ORDINARY.get(value, value) for key, value in (asked or {}).items()}
    context.update({key: (value,) for key, value in asked.items()})
    context.update({k: (v,) for k, v in ordinary if (k, asked.get(k)) != ("tier", "batch")})
    said: dict[str, tuple[str, ...]] = {}
    for key, value in served:
        said[key] = (*said.get(key, ()), value)
    return context | said


def undecided(conditions: Collection[Condition], context: Context) -> Iterator[tuple[str, str]]:
    """Yield what is out of the ordinary and decides no price here."""
    for key, values in context.items():
        for value in values:
            alone = {**context, key: (value,)}
            holding = (one.given for one in conditions if one.given.holds(alone))
            tests = [one.given.tests().get(key) for one in conditions]
            excepted = any(test and test.negated and value in test.values for test in tests)
            known = excepted or any(key in given.tests() for given in holding)
            if not known and (key, value) != ("tier", "standard"):
                yield key, value


def unstated(conditions: Collection[Condition], context: Context) -> list[str]:
    """Return the keys on which a price depends and of which nothing is said."""
    keys = dict.fromkeys(key for one in conditions for key in one.given.tests())
    return [key for key in keys if key not in context]


def possible(conditions: Collection[Condition], context: Context) -> Iterator[Context]:
    """Yield every context that what is said leaves open, as far as a price depends on it.

    Of each open key: nothing out of the ordinary, each value that is named, and one that is not.
    """
    keys = unstated(conditions, context)
    tests = [test for one in conditions for test in one.given.tests().items()]
    named = [{v for k, test in tests if k == key for v in test.values} for key in keys]
    for values in product(*([(), *((value,) for value in ("", *sorted(some)))] for some in named)):
        yield {**context, **dict(zip(keys, values, strict=True))}
