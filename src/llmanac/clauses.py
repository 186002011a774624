"""What an entry's conditions say, in the words of a price list: plain text of one language.

Whoever prints it escapes it: names of regions and sizes are data.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Final, Self

from llmanac.messages import section
from llmanac.pricing.meters import METERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from decimal import Decimal

    from llmanac.catalog import Catalog
    from llmanac.pricing.conditions import Condition
    from llmanac.pricing.given import Given
    from llmanac.pricing.keys import Test
    from llmanac.pricing.terms import Free
    from llmanac.pricing.windows import Window
    from llmanac.schema.record import Language

_HAN: Final = "[\u3000-\u303f\u3400-\u9fff\uff00-\uff60]"
_WIDE: Final = "[\u3000-\u303f\uff00-\uff60]"
_GAP: Final = re.compile(f"(?<={_HAN}) (?={_HAN})|(?<={_WIDE}) | (?={_WIDE})")
_NAMED: Final = ("tier", "mode")
"""Keys whose values have names of their own in each language."""
_WEEK: Final = {
    (1, 2, 3, 4, 5): "working",
    (6, 7): "weekend",
    (): "daily",
    (1, 2, 3, 4, 5, 6, 7): "daily",
}


@dataclass(frozen=True)
class Clauses:
    """Words for the conditions of one catalogue in one language."""

    language: Language
    meters: Mapping[str, str]
    """What people call the meters, as far as somebody has said."""
    calendars: Mapping[str, str] = field(default_factory=dict)
    """What they call the calendars."""

    @classmethod
    def of(cls, catalog: Catalog, language: Language) -> Self:
        """Take the names from the records."""
        meters = {id_: meter.label.text(language) for id_, meter in catalog.meters.items()}
        calendars = {id_: one.name.text(language) for id_, one in catalog.calendars.items()}
        return cls(language, meters, calendars)

    def given(self, given: Given) -> str:
        """When it holds: `Batch or flex · region eu`."""
        said = [self._test(key, test) for key, test in given.tests().items()]
        if given.time:
            said.append(self._word("when.or").join(map(self._window, given.time)))
        text = _closed_up(self._word("when.and").join(said))
        return text[:1].upper() + text[1:]

    def factor(self, scale: Decimal) -> str:
        """By how much prices change: `−50 %`, `+10 %`, `×2`."""
        if scale >= 2 or not scale:
            return self._say("scale.times", n=_plain(scale))
        change = _plain(abs(scale - 1) * 100)
        return self._say("scale.less" if scale < 1 else "scale.more", n=change)

    def change(self, one: Condition) -> str:
        """A condition and what it does, in one line: `Batch or flex: −50 %`."""
        effect = (self.factor(one.scale.value),) if one.scale else ()
        what = self._word("then").join((*effect, *self.about(one)))
        return self._say("change", when=self.given(one.given), what=what)

    def about(self, one: Condition) -> Iterator[str]:
        """What it scales where that is not all content, and what it takes the own price from."""
        if one.only:
            yield self._say("only", meters=self._meters(one.only))
        if one.drop:
            yield self._say("drop", meters=self._meters(one.drop))

    def least(self, meter: str, count: Decimal) -> str:
        """How much of a meter is billed at least."""
        return self._say("minimum", meter=self.meter(meter), n=self._count(meter, count))

    def free(self, quota: Free) -> str:
        """What costs nothing, how often, and with what it is shared."""
        shared = self._say("shared", shared=quota.shared) if quota.shared else ""
        every = self._word(f"every.{quota.every}") if quota.every else ""
        count = self._count(quota.meter, quota.count.value)
        return self._say("free", meter=self.meter(quota.meter), n=count, every=every, shared=shared)

    def meter(self, name: str) -> str:
        """A meter as people call it, or a part of the meters; its id where nobody has said."""
        return self.meters.get(name) or self._words.get(f"part.{name}", name)

    def keys(self, keys: Iterable[str]) -> str:
        """What keys of conditions are called."""
        return self._word("and").join(self._word(f"key.{key}") for key in keys)

    def cell(self, keys: Iterable[str], cell: Iterable[str]) -> str:
        """Values of several keys in one line; there may be more keys than values."""
        named = zip(keys, cell, strict=False)
        return self._word("when.and").join(self.value(key, value) for key, value in named)

    def value(self, key: str, value: str) -> str:
        """What a value of a key is called; the seller's own words stay as they are."""
        return self._word(f"{key}.{value}") if key in _NAMED else value

    def _meters(self, names: Iterable[str]) -> str:
        return self._word("comma").join(map(self.meter, names))

    def _count(self, meter: str, count: Decimal) -> str:
        words, key = section("labels", self.language), f"unit.{METERS[meter].unit}"
        unit = words[f"{key}.one" if count == 1 else key]
        return _closed_up(words["unit.many"].format(n=_plain(count), unit=unit))

    def _test(self, key: str, test: Test) -> str:
        if test.bounds:
            bounds = {"when.above": test.above, "when.upto": test.upto}
            said = [self._say(name, n=_plain(n)) for name, n in bounds.items() if n is not None]
            values = self._word("comma").join(said)
            return self._say("when.key", key=self.keys((key,)), values=values)
        values = self._word("when.or").join(self.value(key, one) for one in test.values)
        form = "when.named" if key in _NAMED else "when.key"
        return self._say(
            f"{form}.not" if test.negated else form, key=self.keys((key,)), values=values
        )

    def _window(self, window: Window) -> str:
        """`Working days 09:00–12:00, 14:00–18:00 (Beijing), public holidays excepted`."""
        spans = self._word("comma").join(one.text().replace("-", "–") for one in window.hours)
        hours = (
            self._say("time.hours", days=self._days(window.days), hours=spans)
            if spans
            else self._days(window.days)
        )
        said = self._say("time.zone", when=hours, zone=self._zone(window.tz))
        if not window.excepted:
            return said
        days = self._word("comma").join(map(self._excepted, window.excepted))
        return self._say("time.except", when=said, days=days)

    def _days(self, days: tuple[int, ...]) -> str:
        ordered = tuple(sorted({*days}))
        if ordered in _WEEK:
            return self._word(f"time.{_WEEK[ordered]}")
        return self._word("comma").join(self._run(run) for run in _runs(ordered))

    def _run(self, run: tuple[int, ...]) -> str:
        first, last = (self._word(f"time.day.{day}") for day in (run[0], run[-1]))
        if len(run) < 3:
            return self._word("comma").join(self._word(f"time.day.{day}") for day in run)
        return self._say("time.run", first=first, last=last)

    def _zone(self, zone: str) -> str:
        key = f"time.zone.{zone}"
        if key in self._words:
            return self._word(key)
        return self._say("time.city", city=zone.rpartition("/")[2].replace("_", " "))

    def _excepted(self, name: str) -> str:
        return self.calendars.get(name, name)

    @cached_property
    def _words(self) -> Mapping[str, str]:
        return section("clauses", self.language)

    def _word(self, key: str) -> str:
        return self._words[key]

    def _say(self, name: str, /, **params: str) -> str:
        return _closed_up(self._words[name].format_map(params))


def _runs(days: tuple[int, ...]) -> list[tuple[int, ...]]:
    """Days that follow one another, together."""
    runs: list[tuple[int, ...]] = []
    for day in days:
        if runs and runs[-1][-1] == day - 1:
            runs[-1] = (*runs[-1], day)
        else:
            runs.append((day,))
    return runs


def _closed_up(text: str) -> str:
    """Without the gaps, meant for Latin words, beside Chinese ones and full-width marks."""
    return _GAP.sub("", text)


def _plain(number: Decimal) -> str:
    """Digits without noughts at the end, with a comma between thousands."""
    digits = format(number, ",f")
    return digits.rstrip("0").rstrip(".") if "." in digits else digits
