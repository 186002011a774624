"""What a run did, as Markdown for a pull request. What feeds say is data: it renders as code."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Final

from llmanac import messages
from llmanac.sync.markup import code, plain, shown, table
from llmanac.sync.tally import by_feed, totals

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from llmanac.messages import Language
    from llmanac.sync.run import Ran
    from llmanac.sync.writing.plan import Plan
    from llmanac.sync.writing.planned import Change


def report(ran: Ran, language: Language) -> str:
    """The report, whatever became of the run."""
    say = messages.section("sync", language)
    parts = [f"# {say['title']}", _outcome(ran, say, language), *_refused(ran, say, language)]
    parts += _feeds(ran, say)
    if ran.plan is not None:
        parts += [*_facts(ran, say), *_records(ran.plan, say), *_prices(ran.plan, say)]
        parts += [*_changed(ran.plan, say), *_kept(ran.plan, say), *_dropped(ran.plan, say)]
        parts += _unscored(ran.plan, say)
    parts += [*_quarantined(ran, say), *_unplaced(ran, say), *_left(ran, say)]
    return "\n\n".join(parts) + "\n"


def _outcome(ran: Ran, say: Mapping[str, str], language: Language) -> str:
    del language
    if ran.plan is None:
        return say["untouched"]
    key = "nothing" if not ran.plan.texts else "wrote" if ran.wrote else "would"
    foreign = "".join(f"\n- {say['foreign']} {code(path)}" for path in ran.foreign)
    return say[key].replace("{files}", str(len(ran.plan.texts))) + foreign


def _refused(ran: Ran, say: Mapping[str, str], language: Language) -> Iterator[str]:
    rows = [
        (code(one.feed), plain(messages.sentence(one.fault.code, language, one.fault.params)))
        for one in ran.refused
    ]
    yield from table(say["refused"], (say["feed"], say["why"]), rows)


def _feeds(ran: Ran, say: Mapping[str, str]) -> Iterator[str]:
    rows = [
        (code(feed), *(str(counts.get(key, "–")) for key in _OF_FEED))
        for feed, counts in by_feed(ran).items()
    ]
    heads = [say["feed"], *(say[key.replace("_", "-")] for key in _OF_FEED)]
    yield from table(say["feeds"], heads, rows)


_OF_FEED: Final = (
    *("as_of", "offers", "providers", "priced", "linked", "models", "provisional"),
    *("agreeing", "quarantined", "left"),
)


def _facts(ran: Ran, say: Mapping[str, str]) -> Iterator[str]:
    """How many offers and models there are, and how many facts have which witnesses."""
    if ran.decisions is None:
        return
    rows = [(say[key], str(count)) for key, count in totals(ran).items()]
    yield from table(say["counts"], (say["what"], say["count"]), rows)
    about = sorted({name for counted in _witnessed(ran) for name in counted})
    facts = [
        (code(key), *(str(counted.get(key, 0)) for counted in _witnessed(ran))) for key in about
    ]
    heads = [say[key] for key in ("fact", "agreeing", "alone", "disputed")]
    yield from table(say["facts"], heads, facts)


def _witnessed(ran: Ran) -> tuple[Mapping[str, int], ...]:
    decisions = ran.decisions
    return (decisions.agreeing, decisions.alone, decisions.disputed) if decisions else ()


def _records(plan: Plan, say: Mapping[str, str]) -> Iterator[str]:
    new = [one.about for one in plan.planned if one.is_new]
    counts = Counter(about.partition("/")[0] for about in new)
    head = ", ".join(f"{say[what]}: {count}" for what, count in sorted(counts.items()))
    yield from table(f"{say['new']} {head}".strip(), (say["record"],), [(code(a),) for a in new])
    yield from table(say["withdrawn"], (say["record"],), [(code(a),) for a in plan.withdrawn])
    yield from table(say["missed"], (say["record"],), [(code(a),) for a in plan.missed])


def _prices(plan: Plan, say: Mapping[str, str]) -> Iterator[str]:
    rows = [
        (code(change.about), str(entry.get("from") or ""), meter, *moved)
        for change in plan.changes()
        if change.field == "prices"
        for entry in (change.after,)
        for meter, *moved in _moves(change)
    ]
    heads = [say[key] for key in ("record", "from", "meter", "before", "after", "percent")]
    yield from table(say["prices"], heads, rows)


def _moves(change: Change) -> Iterator[tuple[str, str, str, str]]:
    """Each meter whose price moves in the smallest requests, with the percent."""
    before, after = change.before or {}, change.after
    old, new = before.get("rates", {}), after["rates"]
    names = [name for name in {**old, **new} if old.get(name) != new.get(name)]
    for name in names or [""]:
        then, now = (rates.get(name, [None])[0] for rates in (old, new))
        same = before.get("per") == after["per"]
        money = f"{after['currency']}/{after['per']}"
        yield (
            code(name or "…"),
            code(then or "–"),
            code(f"{now or '–'} {money}"),
            (percent(then, now) if same else ""),
        )


def percent(before: str | None, after: str | None) -> str:
    """By how much an amount moves: `+25 %`; empty where that has no meaning."""
    if not before or not after or "/" in before + after or not Decimal(before):
        return ""
    change = (Fraction(after) - Fraction(before)) / Fraction(before) * 100
    return f"{float(change):+.1f}".removesuffix(".0") + " %"


def _changed(plan: Plan, say: Mapping[str, str]) -> Iterator[str]:
    rows = [
        (code(one.about), code(one.field), shown(one.before), shown(one.after))
        for one in plan.changes()
        if one.field != "prices"
    ]
    heads = [say[key] for key in ("record", "field", "before", "after")]
    yield from table(say["changed"], heads, rows)


def _kept(plan: Plan, say: Mapping[str, str]) -> Iterator[str]:
    rows = [
        (code(one.about), code(one.field), shown(one.held), shown(one.said), _why(one.why, say))
        for one in plan.kept
    ]
    heads = [say[key] for key in ("record", "field", "yours", "feeds-say", "why")]
    yield from table(say["kept"], heads, rows)


def _dropped(plan: Plan, say: Mapping[str, str]) -> Iterator[str]:
    counts = sorted(Counter(one.code for one in plan.dropped).items())
    by_code = [(code(name), str(count), _why(name, say)) for name, count in counts]
    yield from table(say["dropped-by"], (say["code"], say["count"], say["why"]), by_code)
    rows = [(code(one.about), code(one.code), shown(one.says)) for one in plan.dropped]
    yield from table(say["dropped"], (say["record"], say["code"], say["more"]), rows)


def _unscored(plan: Plan, say: Mapping[str, str]) -> Iterator[str]:
    rows = [(code(one.about), shown(one.says), _why(one.code, say)) for one in plan.unscored]
    yield from table(say["unscored"], (say["record"], say["feeds-say"], say["why"]), rows)


def _quarantined(ran: Ran, say: Mapping[str, str]) -> Iterator[str]:
    held = ran.decisions.quarantined if ran.decisions else ()
    counts = sorted(Counter(one.code for one in held).items())
    by_code = [(code(name), str(count), _why(name, say)) for name, count in counts]
    yield from table(say["quarantined-by"], (say["code"], say["count"], say["why"]), by_code)
    rows = [
        (
            *(code(text) for text in (one.about, one.field, one.code)),
            code(f"{one.feed}: {one.where}"),
            shown(one.value),
            shown(one.against),
        )
        for one in held
    ]
    heads = [say[key] for key in ("record", "field", "code", "where", "feeds-say", "against")]
    yield from table(say["quarantine"], heads, rows)


def _unplaced(ran: Ran, say: Mapping[str, str]) -> Iterator[str]:
    unplaced = ran.identified.unplaced if ran.identified else ()
    rows = [
        (code(one.feed), code(one.provider), str(one.offers), _why(one.why, say))
        for one in unplaced
    ]
    heads = [say[key] for key in ("feed", "provider", "offers", "why")]
    yield from table(say["unplaced"], heads, rows)


def _left(ran: Ran, say: Mapping[str, str]) -> Iterator[str]:
    counts: Counter[tuple[str, str, str]] = Counter()
    first: dict[tuple[str, str, str], str] = {}
    for reading in ran.readings:
        for one in reading.left:
            key = (reading.feed, one.why, one.field)
            counts[key] += 1
            first.setdefault(key, f"{one.where}: {one.value}")
    rows = [
        (*map(code, (feed, field)), _why(why, say), str(count), code(first[feed, why, field]))
        for (feed, why, field), count in sorted(counts.items())
    ]
    heads = [say[key] for key in ("feed", "field", "why", "count", "example")]
    yield from table(say["left-out"], heads, rows)


def _why(name: str, say: Mapping[str, str]) -> str:
    """The sentence of a code, or the code."""
    return _PLACES.sub("…", say.get(f"why.{name}", "")) or code(name)


_PLACES: Final = re.compile(r"\{\w+\}")
"""What a single case says, in a sentence that is told of many."""
