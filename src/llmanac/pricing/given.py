"""When a condition holds: what must be so, all of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Self

from llmanac.pricing.faults import BadValue
from llmanac.pricing.keys import KEYS, Test
from llmanac.pricing.windows import Window
from llmanac.pricing.written import RECORD, Several

if TYPE_CHECKING:
    from llmanac.pricing.calendars import Clock

Context = Mapping[str, tuple[str, ...]]
"""Key → what is said of it; a key of which nothing is said is absent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What must all be so. A list means any of its values; `{not: x}` any other than x; where the
    seller's words are numbers, `{above: n}` and `{upto: n}` are bounds."""

    tier: Annotated[Test, KEYS["tier"]] | None = None
    """How a request is served; what the response names counts, not what was asked for."""
    mode: Annotated[Test, KEYS["mode"]] | None = None
    """Whether the model thinks, where the seller bills by that and not by what was thought."""
    region: Annotated[Test, KEYS["region"]] | None = None
    """Where a request is served, in the provider's own names."""
    time: Annotated[tuple[Window, ...], Several(or_one=True, some=True)] | None = None
    """When a request is made: a window, or a list of them, any of which may hold."""
    quality: Annotated[Test, KEYS["quality"]] | None = None
    """How finely a picture is made, in the seller's words."""
    size: Annotated[Test, KEYS["size"]] | None = None
    """How large a picture is, as the seller writes it: `1024x1024`."""
    resolution: Annotated[Test, KEYS["resolution"]] | None = None
    """How fine a video or picture is: `720p`."""
    search_context: Annotated[Test, KEYS["search_context"]] | None = None
    """How much of the web a search looks through."""
    search_type: Annotated[Test, KEYS["search_type"]] | None = None
    """Which search is made, in the seller's words."""
    interval: Annotated[Test, KEYS["interval"]] | None = None
    """The interval by which the seller bills or samples, in its words."""
    policy: Annotated[Test, KEYS["policy"]] | None = None
    """The terms under which a request is served, in the seller's words."""
    route: Annotated[Test, KEYS["route"]] | None = None
    """By which way a request goes, in the seller's words."""
    api: Annotated[Test, KEYS["api"]] | None = None
    """Which of the seller's APIs is called."""

    __pydantic_config__: ClassVar[Mapping[str, Any]] = RECORD

    def __post_init__(self) -> None:
        if not (self.time or self.tests()):
            raise BadValue("condition-empty")

    def tests(self) -> dict[str, Test]:
        """Return the test of each key that is named; `time` is none of them."""
        return {key: test for key in KEYS if (test := getattr(self, key)) is not None}

    def holds(self, context: Context, clock: Clock) -> bool:
        """Tell whether all of it is so."""
        said = all(test.holds(context.get(key, ())) for key, test in self.tests().items())
        return said and (self.time is None or clock.holds(self.time))

    def to_json(self) -> dict[str, Any]:
        """Write as a record does."""
        said = {key: test.to_json() for key, test in self.tests().items()}
        return said | ({"time": [one.to_json() for one in self.time]} if self.time else {})

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Read what `to_json` wrote."""
        said: dict[str, Any] = {k: Test.from_json(v) for k, v in data.items() if k != "time"}
        if "time" in data:
            said["time"] = tuple(map(Window.from_json, data["time"]))
        return cls(**said)
