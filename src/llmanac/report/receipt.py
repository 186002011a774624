"""A receipt as a typeset bill, for a terminal."""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from llmanac import messages
from llmanac.clauses import Clauses
from llmanac.messages import Language
from llmanac.pricing.lines import Line
from llmanac.pricing.numbers import count_text
from llmanac.pricing.receipt import Receipt
from llmanac.report.beside import ALONE, Beside
from llmanac.report.paint import Paint, by_point, left, right, width

Labels = Mapping[str, str]
Rows = Callable[[Receipt, Labels, Labels, Paint], Iterator[str]]
"""Prints the lines of a receipt: with the names of its meters, words of the language, colours."""


def bill(
    receipt: Receipt,
    labels: Mapping[str, str],
    language: Language,
    paint: Paint,
    beside: Beside = ALONE,
) -> str:
    """The receipt as text that ends in a line feed; `labels` are what people call the meters."""
    return framed(receipt, labels, language, paint, beside=beside, rows=_table)


def framed(
    receipt: Receipt,
    labels: Labels,
    language: Language,
    paint: Paint,
    *,
    beside: Beside,
    rows: Rows,
) -> str:
    """The rows of a receipt between what was sold and what is to be known of its total."""
    say = messages.section("receipt", language)
    above = head(receipt, say, paint, Clauses(language, labels))
    below = foot(receipt, labels, say, language, beside)
    return "\n".join([*above, "", *rows(receipt, labels, say, paint), "", *below, ""])


def head(receipt: Receipt, say: Mapping[str, str], paint: Paint, clauses: Clauses) -> Iterator[str]:
    """What was sold, for which moment it is priced, and who says what it costs."""
    sold = receipt.sold
    yield f"{paint('bold', say['title'])}  {receipt.currency}"
    if sold.offer:
        yield say["sold"].format(offer=sold.offer, provider=sold.provider)
    at = receipt.at.strftime("%Y-%m-%d %H:%M:%S UTC")
    is_quote = receipt.at_from == "now" and sold.dialect is None
    yield paint("dim", say["at.quote" if is_quote else f"at.{receipt.at_from}"].format(at=at))
    if receipt.card:
        entry = receipt.card.entry
        day = "checked" if entry.checked else "seen"
        said = say[f"price.{day}"].format(day=entry.checked or entry.seen, source=entry.source)
        yield paint("dim", said)
        if held := [clauses.given(condition.given) for condition in receipt.card.held]:
            yield paint("dim", say["held"].format(given=say["held.and"].join(held)))


def _table(
    receipt: Receipt, labels: Mapping[str, str], say: Mapping[str, str], paint: Paint
) -> Iterator[str]:
    lines = receipt.lines
    names = names_of(lines, labels)
    counts = [counted(line) for line in lines]
    rates = by_point([format(line.rate.value, "f") if line.rate else "–" for line in lines])
    if any(map(_scaled, lines)):
        scales = [_scaled(line) for line in lines]
        most = max(map(width, scales))
        rates = [f"{rate}{left(scale, most)}" for rate, scale in zip(rates, scales, strict=True)]
    units = [f"/ {line.unit.text()}" if line.unit else "" for line in lines]
    sum_of = say["total" if receipt.complete else "total.incomplete"]
    total = "–" if receipt.total is None else format(receipt.total, "f")
    amounts = by_point([*map(amount_of, lines), total])
    columns = (
        (left, [say["item"], *names, sum_of]),
        (right, [say["count"], *counts, ""]),
        (right, [say["rate"], *rates, ""]),
        (left, ["", *units, receipt.currency]),
        (right, [say["amount"], *amounts]),
    )
    fitted = [[fit(text, max(map(width, column))) for text in column] for fit, column in columns]
    rows = ["  ".join(cells).rstrip() for cells in zip(*fitted, strict=True)]
    rule = "─" * max(map(width, rows))
    yield paint("dim", rows[0])
    yield rule
    yield from rows[1:-1]
    yield rule
    yield paint("bold", rows[-1])


def counted(line: Line) -> str:
    """How many there were; and how many are billed, where the seller bills a least quantity."""
    count = grouped(count_text(line.count))
    return count if line.billed == line.count else f"{count} → {grouped(count_text(line.billed))}"


def rated(line: Line) -> str:
    """The rate as published, and by what it is multiplied: `0.0032 × 0.5`."""
    return "–" if line.rate is None else format(line.rate.value, "f") + _scaled(line)


def _scaled(line: Line) -> str:
    return "" if line.factor in (None, 1) else f" × {count_text(line.factor)}"


def amount_of(line: Line) -> str:
    """What a line comes to, exactly; a dash where it has no price."""
    return "–" if line.amount is None else format(line.amount, "f")


def names_of(lines: tuple[Line, ...], labels: Mapping[str, str]) -> list[str]:
    """What each line is called, with its footnote mark; and of which offer, if there are more."""
    marks, several = marks_of(lines), len({line.offer for line in lines}) > 1
    return [
        (f"{line.offer}: " if several and line.offer else "")
        + labels.get(line.meter, line.meter)
        + marks.get(line.fallback, "")
        for line in lines
    ]


def marks_of(lines: tuple[Line, ...]) -> dict[str | None, str]:
    """The footnote mark of each meter whose rate another one took."""
    taken = dict.fromkeys(line.fallback for line in lines if line.fallback)
    return {meter: " " + "*" * count for count, meter in enumerate(taken, 1)}


def foot(
    receipt: Receipt,
    labels: Mapping[str, str],
    say: Mapping[str, str],
    language: Language,
    beside: Beside,
) -> Iterator[str]:
    """Footnotes, the vendor's checksum and own cost, what stands beside, and every warning."""
    for meter, mark in marks_of(receipt.lines).items():
        yield f"{mark.strip()} {say['fallback'].format(meter=labels.get(meter or '', meter))}"
    if checked := receipt.checked:
        parts = " + ".join(grouped(count) for count in checked.parts.values())
        sign = "=" if checked.holds else "≠"
        yield f"{parts} {sign} {grouped(checked.total)}  {checked.path}"
    for quota in receipt.free:
        facts = {
            "count": grouped(quota.count.text()),
            "meter": labels.get(quota.meter, quota.meter),
        }
        every = say[f"every.{quota.every}"] if quota.every else ""
        yield say["free"].format(**facts, every=every)
    yield from _typical(receipt, labels, say)
    if reported := receipt.reported:
        amount = format(reported.amount, "f")
        yield say["reported"].format(amount=amount, currency=reported.currency or "")
    yield from beside.told(receipt, say)
    yield from _told(receipt, say, language)


def _typical(receipt: Receipt, labels: Mapping[str, str], say: Mapping[str, str]) -> Iterator[str]:
    """What that which has no price typically comes to."""
    for one in receipt.typical:
        how = "typical" if one.low == one.high else "typical.between"
        facts = {"count": grouped(count_text(one.count)), "meter": labels.get(one.meter, one.meter)}
        ends = {"low": f"{one.low:f}", "high": f"{one.high:f}"}
        yield say[how].format(**facts, **ends, currency=receipt.currency)


def _told(receipt: Receipt, say: Mapping[str, str], language: Language) -> Iterator[str]:
    """Between what it cost, and why that is open; then every other warning."""
    between = receipt.range
    is_open = between.reasons and between.low != between.high
    reasons = between.reasons if is_open else ()
    if is_open:
        how = "unknown" if receipt.total is None else "least" if between.high is None else "between"
        ends = {"low": between.low, "high": between.high}
        said = {end: format(amount, "f") for end, amount in ends.items() if amount is not None}
        yield say[f"range.{how}"].format(**said, currency=receipt.currency)
    for remark in reasons:
        said_so = messages.sentence(remark.code, language, remark.params)
        yield say["reason"].format(said=said_so, code=remark.code)
    for warning in receipt.warnings:
        if warning not in reasons:
            said_so = messages.sentence(warning.code, language, warning.params)
            yield say["warning"].format(said=said_so, code=warning.code)
    if not receipt.warnings:
        yield say["no-warnings"]


def grouped(count: object) -> str:
    """A count with its thousands parted: `262,144`."""
    return f"{Decimal(str(count)):,f}"
