"""A receipt as Markdown, for a ticket, a report or a page."""

import re
from collections.abc import Iterable, Iterator, Mapping

from llmanac import messages
from llmanac.clauses import Clauses
from llmanac.messages import Language
from llmanac.pricing.lines import Line
from llmanac.pricing.receipt import Receipt
from llmanac.report.beside import ALONE, Beside
from llmanac.report.paint import Paint
from llmanac.report.receipt import amount_of, counted, foot, head, names_of, rated

_MARKUP = re.compile(r"([\\`*_{}\[\]<>|#&~$!])")
_ADDRESS = re.compile(r"(https?://[^\s<>\"'`{}\\^|]+)")
_ALIGNED = ("---", "--:", "--:", "---", "--:")


def written_up(
    receipt: Receipt, labels: Mapping[str, str], language: Language, beside: Beside = ALONE
) -> str:
    """The receipt as Markdown that ends in a line feed."""
    say = messages.section("receipt", language)
    title, *told = head(receipt, say, Paint(on=False), Clauses(language, labels))
    notes = [f"- {plain(note)}" for note in foot(receipt, labels, say, language, beside)]
    about = "\\\n".join(map(_linked, told))
    return "\n".join([f"## {plain(title)}", "", about, "", *_table(receipt, labels, say), "",
                      *notes, ""])  # fmt: skip


def _table(receipt: Receipt, labels: Mapping[str, str], say: Mapping[str, str]) -> Iterator[str]:
    names = names_of(receipt.lines, labels)
    yield row([say["item"], say["count"], say["rate"], "", say["amount"]])
    yield row(_ALIGNED)
    for name, line in zip(names, receipt.lines, strict=True):
        yield row([*map(plain, (name, *_priced(line), amount_of(line)))])
    sum_of = plain(say["total" if receipt.complete else "total.incomplete"])
    total = "–" if receipt.total is None else format(receipt.total, "f")
    yield row([f"**{sum_of}**", "", "", plain(receipt.currency), f"**{total}**"])


def _priced(line: Line) -> tuple[str, str, str]:
    """Count, rate and unit."""
    unit = f"/ {line.unit.text()}" if line.unit else ""
    return counted(line), rated(line), unit


def row(cells: Iterable[str]) -> str:
    """One row of a table; the cells are Markdown already."""
    return f"| {' | '.join(cells)} |"


def _linked(text: str) -> str:
    """Text with its addresses as links."""
    parts = _ADDRESS.split(text)
    return "".join(f"<{part}>" if odd % 2 else plain(part) for odd, part in enumerate(parts))


def plain(text: str) -> str:
    """Text as it is: nothing in it is markup, and it stays on its line."""
    return _MARKUP.sub(r"\\\1", re.sub(r"\s", " ", text))
