"""A receipt as arithmetic, written out as a person would on paper."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from llmanac.messages import Language
from llmanac.pricing.lines import Line
from llmanac.pricing.meters import METERS
from llmanac.pricing.receipt import Receipt
from llmanac.report.beside import ALONE, Beside
from llmanac.report.paint import Paint, left, width
from llmanac.report.receipt import amount_of, counted, framed, names_of, rated


def explained(
    receipt: Receipt,
    labels: Mapping[str, str],
    language: Language,
    paint: Paint,
    beside: Beside = ALONE,
) -> str:
    """The receipt as text that ends in a line feed: a product per line, then their sum."""
    return framed(receipt, labels, language, paint, beside=beside, rows=_rows)


def _rows(
    receipt: Receipt, labels: Mapping[str, str], say: Mapping[str, str], paint: Paint
) -> Iterator[str]:
    names = names_of(receipt.lines, labels)
    sum_of = say["total" if receipt.complete else "total.incomplete"]
    cells = max(map(width, [*names, sum_of]))
    for name, line in zip(names, receipt.lines, strict=True):
        yield f"{left(name, cells)}  {_product(line, say)}"
    yield paint("bold", f"{left(sum_of, cells)}  {_sum(receipt)}")


def _product(line: Line, say: Mapping[str, str]) -> str:
    """`1,000 × 0.0032 ÷ 1,000 = 0.0032`; `≈` where the amount is rounded to 18 decimals."""
    if line.rate is None or line.unit is None or line.amount is None:
        return f"{counted(line)} × {say['no-rate']}"
    size = line.unit.of(METERS[line.fallback or line.meter])
    exact = Fraction(line.billed) * Fraction(line.rate.value) * (line.factor or 1) / size
    sign = "=" if exact == Fraction(line.amount) else "≈"
    return f"{counted(line)} × {rated(line)}{_divided(size)} {sign} {amount_of(line)}"


def _divided(size: Fraction) -> str:
    if size == 1:
        return ""
    return f" ÷ {size.numerator:,}" if size.denominator == 1 else f" ÷ ({size})"


def _sum(receipt: Receipt) -> str:
    """The amounts of all lines that have one, and what they add up to."""
    total = "–" if receipt.total is None else format(receipt.total, "f")
    priced = [amount_of(line) for line in receipt.lines if line.amount is not None]
    sums = f"{' + '.join(priced)} = " if len(priced) > 1 else ""
    return f"{sums}{total} {receipt.currency}"
