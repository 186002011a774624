"""What depends on conditions makes sense: it can hold, it can win, it is about what is priced."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import combinations
from zoneinfo import ZoneInfo, available_timezones

from llmanac.findings import Loc, Problem, problem
from llmanac.pricing.conditions import Condition
from llmanac.pricing.entries import Entry
from llmanac.pricing.given import Given
from llmanac.pricing.keys import KEYS, Test
from llmanac.pricing.meters import is_part
from llmanac.pricing.tables import Table
from llmanac.pricing.windows import Hours, Window, is_day
from llmanac.rules.world import World, nearest
from llmanac.schema.offer import Offer

_DAY = 86_400
_YEAR = 366


def a_scale_is_for_what_is_priced(offer: Offer) -> Iterator[Problem]:
    """Whatever `only` names has a price that can be scaled."""
    for loc, entry, condition in _conditions(offer):
        priced = entry.meters()
        for place, part in enumerate(condition.only):
            if not any(is_part(meter, part) for meter in priced):
                yield problem(*loc, "only", place, meter=part, priced=sorted(priced))


def only_what_is_priced_is_dropped(offer: Offer) -> Iterator[Problem]:
    """A meter that loses its rate under a condition had one."""
    for loc, entry, condition in _conditions(offer):
        for place, meter in enumerate(condition.drop):
            if meter not in entry.meters():
                yield problem(*loc, "drop", place, meter=meter, priced=sorted(entry.meters()))


def a_condition_can_hold(_id: str, offer: Offer, world: World) -> Iterator[Problem]:
    """There is a request, and a time at which the entry is in force, for which it holds."""
    for loc, entry, condition in _conditions(offer):
        for key, test in condition.given.tests().items():
            if not _can_be(key, test):
                yield problem(*loc, "if", key)
        for place, window in enumerate(condition.given.time or ()):
            if not _can_come(window, entry, world):
                yield problem(*loc, "if", "time", place)


def hours_of_a_window_do_not_overlap(offer: Offer) -> Iterator[Problem]:
    """Hours are listed once, and those over midnight do not reach into the next day's."""
    for loc, window in _windows(offer):
        days = window.days or range(1, 8)
        for first, second in combinations(window.hours, 2):
            if _overlap(first, second, {*days}):
                hours = second.text()
                place = window.hours.index(second)
                yield problem(*loc, "hours", place, hours=hours, other=first.text())


def excepted_days_are_known(_id: str, offer: Offer, world: World) -> Iterator[Problem]:
    """What a window excepts is a day of the calendar year, or a calendar on record."""
    for loc, window in _windows(offer):
        for place, name in enumerate(window.excepted):
            if is_day(name):
                if not _is_date(name):
                    yield problem(*loc, "except", place, id=name, nearest=[])
            elif not world.has("calendar", name):
                close = world.nearest("calendar", name)
                yield problem(*loc, "except", place, id=name, nearest=close)


def a_windows_zone_exists(offer: Offer) -> Iterator[Problem]:
    """Hours are those of a zone of the IANA database."""
    for loc, window in _windows(offer):
        known = available_timezones()
        if known and window.tz not in known:
            yield problem(*loc, "tz", found=window.tz, nearest=nearest(window.tz, known))


def a_table_has_all_of_its_cells(offer: Offer) -> Iterator[Problem]:
    """Every meter of a table has an amount, or null, for the same values."""
    for loc, table in _tables(offer):
        for meter, row in table.rates.items():
            missing = [cell for cell in table.cells() if cell not in row]
            if missing:
                cell = " ".join(missing[0])
                yield problem(*loc, "rates", meter, meter=meter, cell=cell)


def what_is_typical_does_not_bill(offer: Offer) -> Iterator[Problem]:
    """A typical amount tells what the priced meters come to, so it is of none of them."""
    for index, entry in enumerate(offer.prices):
        for place, table in enumerate(entry.typical):
            for meter in table.rates:
                if meter in entry.meters():
                    loc = ("prices", index, "typical", place, "rates", meter)
                    yield problem(*loc, at_key=True, meter=meter)


def quantities_are_of_what_is_priced(offer: Offer) -> Iterator[Problem]:
    """A least quantity or a free one is of a meter that has a price."""
    for index, entry in enumerate(offer.prices):
        for meter in entry.minimum or ():
            if meter not in entry.meters():
                loc = ("prices", index, "minimum", meter)
                yield problem(*loc, at_key=True, meter=meter)
        for place, free in enumerate(entry.free):
            if free.meter not in entry.meters():
                yield problem("prices", index, "free", place, "meter", meter=free.meter)


def a_condition_can_win(offer: Offer) -> Iterator[Problem]:
    """No later condition re-prices all of it whenever it holds."""
    for index, entry in enumerate(offer.prices):
        placed = list(_every(index, entry))
        for number, (loc, one) in enumerate(placed):
            if one.scale or one.drop:
                continue
            for other, later in placed[number + 1 :]:
                if other != loc and _always(later.given, one.given) and _covers(later, one, entry):
                    yield problem(*loc, later=other[-1] + 1)  # type: ignore[operator]
                    break


def _always(later: Given, one: Given) -> bool:
    """Whether it holds whenever the other one does."""
    tests = one.tests()
    wider = all(key in tests and _within(tests[key], test) for key, test in later.tests().items())
    return wider and later.time in (None, one.time)


def _within(narrow: Test, wide: Test) -> bool:
    if narrow.bounds or wide.bounds:
        return narrow == wide
    if not narrow.negated:
        return all(wide.holds((value,)) for value in narrow.values)
    return wide.negated and {*wide.values} <= {*narrow.values}


def _covers(later: Condition, one: Condition, entry: Entry) -> bool:
    """Whether it re-prices whatever the other one does."""
    lost = {*one.rates} if one.rest == "keep" else {*one.rates, *one.left_out(entry.rates)}
    mine = {*later.rates} if later.rest == "keep" else {*later.rates, *later.left_out(lost)}
    return lost <= mine


def _can_be(key: str, test: Test) -> bool:
    if test.above is not None and test.upto is not None:
        return test.above < test.upto
    names = KEYS[key].names
    return not (test.negated and names) or not {*names} <= {*test.values}


def _can_come(window: Window, entry: Entry, world: World) -> bool:
    """Whether a day of it comes while the entry is in force; beyond a year nobody counts."""
    if entry.start is None or entry.until is None:
        return True
    try:
        zone = ZoneInfo(window.tz)
    except (ValueError, OSError, LookupError):
        return True
    first = entry.start.instant.astimezone(zone).date()
    last = entry.until.instant.astimezone(zone).date()
    if (last - first).days > _YEAR:
        return True
    off = {day for name in window.calendars for day in _days_off(world, name)}
    days = (first + timedelta(days=ago) for ago in range(-1, (last - first).days + 1))
    return any(
        day.isoweekday() in (window.days or range(1, 8))
        and day.isoformat() not in window.excepted
        and day not in off
        for day in days
    )


def _days_off(world: World, name: str) -> Iterable[date]:
    calendar = world.catalog.calendars.get(name)
    return calendar.days if calendar else ()


def _overlap(first: Hours, second: Hours, days: set[int]) -> bool:
    """Whether both hold at some moment of a week."""
    spans = [[*_spans(hours, days)] for hours in (first, second)]
    return any(a < d and c < b for a, b in spans[0] for c, d in spans[1])


def _spans(hours: Hours, days: set[int]) -> Iterator[tuple[int, int]]:
    length = (hours.end - hours.start) % _DAY or _DAY
    for day in days:
        begin = (day - 1) * _DAY + hours.start
        yield begin, begin + length
        yield begin - 7 * _DAY, begin - 7 * _DAY + length  # Sunday's may reach into Monday


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _conditions(offer: Offer) -> Iterator[tuple[Loc, Entry, Condition]]:
    for index, entry in enumerate(offer.prices):
        for number, one in enumerate(entry.when):
            if isinstance(one, Condition):
                yield ("prices", index, "when", number), entry, one


def _every(index: int, entry: Entry) -> Iterator[tuple[Loc, Condition]]:
    """Every condition of an entry, those of its tables too."""
    for number, one in entry.conditions():
        yield ("prices", index, "when", number), one


def _tables(offer: Offer) -> Iterator[tuple[Loc, Table]]:
    for index, entry in enumerate(offer.prices):
        for number, one in enumerate(entry.when):
            if isinstance(one, Table):
                yield ("prices", index, "when", number), one


def _windows(offer: Offer) -> Iterator[tuple[Loc, Window]]:
    for loc, _, condition in _conditions(offer):
        for place, window in enumerate(condition.given.time or ()):
            yield (*loc, "if", "time", place), window
