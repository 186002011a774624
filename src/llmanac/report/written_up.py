"""A receipt as Markdown, for a ticket, a report or a page."""

import re
from collections.abc import Iterator, Mapping, Sequence

from llmanac import messages
from llmanac.messages import Language
from llmanac.pricing.lines import Line
from llmanac.pricing.numbers import count_text
from llmanac.pricing.receipt import Receipt
from llmanac.report.paint import Paint
from llmanac.report.receipt import amount_of, foot, grouped, head, marks_of

_MARKUP = re.compile(r"([\\`*_{}\[\]<>|#&~$!])")
_ADDRESS = re.compile(r"(https?://[^\s<>\"'`{}\\^|]+)")
_ALIGNED = ("---", "--:", "--:", "---", "--:")


def written_up(receipt: Receipt, labels: Mapping[str, str], language: Language) -> str:
    """The receipt as Markdown that ends in a line feed."""
    say = messages.section("receipt", language)
    title, *told = head(receipt, say, Paint(on=False))
    notes = [f"- {_text(note)}" for note in foot(receipt, labels, say, language)]
    about = "\\\n".join(map(_linked, told))
    return "\n".join([f"## {_text(title)}", "", about, "", *_table(receipt, labels, say), "",
                      *notes, ""])  # fmt: skip


def _table(receipt: Receipt, labels: Mapping[str, str], say: Mapping[str, str]) -> Iterator[str]:
    marks = marks_of(receipt.lines)
    yield _row([say["item"], say["count"], say["rate"], "", say["amount"]])
    yield _row(_ALIGNED)
    for line in receipt.lines:
        name = labels.get(line.meter, line.meter) + marks.get(line.fallback, "")
        yield _row([*map(_text, (name, *_priced(line), amount_of(line)))])
    sum_of = _text(say["total" if receipt.complete else "total.incomplete"])
    total = "–" if receipt.total is None else format(receipt.total, "f")
    yield _row([f"**{sum_of}**", "", "", _text(receipt.currency), f"**{total}**"])


def _priced(line: Line) -> tuple[str, str, str]:
    """Count, rate and unit."""
    rate = format(line.rate.value, "f") if line.rate else "–"
    unit = f"/ {line.unit.text()}" if line.unit else ""
    return grouped(count_text(line.count)), rate, unit


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _linked(text: str) -> str:
    """Text with its addresses as links."""
    parts = _ADDRESS.split(text)
    return "".join(f"<{part}>" if odd % 2 else _text(part) for odd, part in enumerate(parts))


def _text(text: str) -> str:
    """Text as it is: nothing in it is markup, and it stays on its line."""
    return _MARKUP.sub(r"\\\1", re.sub(r"\s", " ", text))
