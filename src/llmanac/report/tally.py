"""What a log came to: a table by day and offer, and what could not be priced."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from llmanac import messages
from llmanac.logs import Entry, Sum, Tally
from llmanac.messages import Language, visible
from llmanac.report.paint import Paint, by_point, left, right, width
from llmanac.report.written_up import plain, row

_FITS = (left, left, left, right, right, left)
_ALIGNED = ("---", "---", "---", "--:", "--:", "---")


def tallied(tally: Tally, language: Language, paint: Paint) -> str:
    """The sums as text that ends in a line feed."""
    say = messages.section("receipt", language)
    head, *rows = _rows(tally, say)
    columns = [[visible(cell) for cell in column] for column in zip(head, *rows, strict=True)]
    columns[4][1:] = by_point(columns[4][1:])
    widest = [max(map(width, column)) for column in columns]
    lines = []
    for cells in zip(*columns, strict=True):
        placed = zip(_FITS, cells, widest, strict=True)
        lines.append("  ".join(fit(cell, most) for fit, cell, most in placed).rstrip())
    sums = len(tally.totals)
    lines[0] = paint("dim", lines[0])
    lines[-sums or len(lines) :] = [paint("bold", line) for line in lines[-sums or len(lines) :]]
    return "\n".join([*lines, "", *_notes(tally, say, language), ""])


def tallied_in_markdown(tally: Tally, language: Language) -> str:
    """The sums as Markdown that ends in a line feed."""
    say = messages.section("receipt", language)
    head, *rows = [row(map(plain, cells)) for cells in _rows(tally, say)]
    notes = [f"- {plain(note.strip())}" for note in _notes(tally, say, language)]
    return "\n".join([head, row(_ALIGNED), *rows, "", *notes, ""])


def summary(tally: Tally, language: Language) -> dict[str, Any]:
    """The sums as plain data with exact text."""
    return {
        "lines": tally.read,
        "priced": tally.priced,
        "totals": [
            {"day": day, "provider": provider, "offer": offer, "currency": currency, **_json(one)}
            for (day, provider, offer, currency), one in sorted(tally.sums.items())
        ],
        "total": {currency: _json(one) for currency, one in tally.totals.items()},
        "unpriced": [
            {
                "code": code,
                "count": trouble.count,
                "lines": trouble.lines,
                "message": messages.sentence(code, language, trouble.params),
            }
            for (code, _), trouble in sorted(tally.troubles.items())
        ],
    }


def entry_json(entry: Entry, language: Language) -> dict[str, Any]:
    """One line of a log as plain data: its receipt, or why there is none."""
    if entry.receipt is not None:
        return {"line": entry.line, "receipt": entry.receipt.to_json()}
    code, params = entry.trouble or ("", {})
    said = messages.sentence(code, language, params)
    return {"line": entry.line, "error": {"code": code, "params": params, "message": said}}


def _json(one: Sum) -> dict[str, Any]:
    return {
        "requests": one.requests,
        "incomplete": one.incomplete,
        "total": f"{one.total:f}",
        "low": f"{one.low:f}",
        "high": None if one.high is None else f"{one.high:f}",
    }


def _rows(tally: Tally, say: Mapping[str, str]) -> list[Sequence[str]]:
    """A row per day and offer, then one per currency."""
    rows: list[Sequence[str]] = [
        (say["day"], say["seller"], say["offer"], say["how-many"], say["total"], "")
    ]
    for (day, provider, offer, currency), one in sorted(tally.sums.items()):
        rows.append((day, provider, offer, f"{one.requests:,}", f"{one.total:f}", currency))
    for currency, one in tally.totals.items():
        whole = say["total.incomplete" if tally.troubles else "total"]
        rows.append((whole, "", "", f"{one.requests:,}", f"{one.total:f}", currency))
    return rows


def _notes(tally: Tally, say: Mapping[str, str], language: Language) -> Iterator[str]:
    """How much of the log was priced; where the total is open; what was not, and why."""
    yield say["log.read"].format(read=f"{tally.read:,}", priced=f"{tally.priced:,}")
    for currency, one in tally.totals.items():
        if one.low != one.high:
            how = "least" if one.high is None else "between"
            ends = {"low": f"{one.low:f}", "high": "" if one.high is None else f"{one.high:f}"}
            yield say[f"log.{how}"].format(**ends, currency=currency)
    for (code, _), trouble in sorted(tally.troubles.items()):
        more = trouble.count - len(trouble.lines)
        lines = say["separator"].join(map(str, trouble.lines))
        where = lines + (say["more"].format(count=more) if more else "")
        form = "log.trouble" if trouble.count > 1 else "log.trouble.one"
        said = messages.sentence(code, language, trouble.params)
        yield say[form].format(lines=where, said=said, code=code)
