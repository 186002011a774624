"""Laws of the engine, over bodies made of every dialect's own paths and prices of all kinds."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from billing import DIALECTS
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from made_bodies import bodies, get, level, put, slots, within

from llmanac.pricing.bodies import plain
from llmanac.pricing.dialect import Dialect
from llmanac.pricing.entries import Entry
from llmanac.pricing.meters import METERS
from llmanac.pricing.paths import BadBody
from llmanac.pricing.price import price
from llmanac.pricing.reader import Reader, Usage
from llmanac.pricing.tariff import Tariff

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

    from llmanac.pricing.receipt import Receipt

RECORDS: dict[str, dict[str, Any]] = {
    path.stem: yaml.safe_load(path.read_text("utf-8")) for path in sorted(DIALECTS.glob("*.yaml"))
}
READERS = {name: Reader(name, Dialect.from_json(record)) for name, record in RECORDS.items()}
TWICE = {"bedrock-converse-inclusive"}
"""Of which the vendor's total counts the cache twice: it decides nothing there."""
CHECKED = sorted(
    name for name, record in RECORDS.items() if "checksum" in record and name not in TWICE
)
"""Dialects whose vendors tell a total."""

AT = datetime(2026, 5, 1, 12, tzinfo=UTC)
NAMES = st.sampled_from(sorted(RECORDS))
COUNTS = st.integers(0, 300_000)

# --- prices of all kinds

AMOUNTS = st.decimals(0, 1000, places=6, allow_nan=False).map(lambda amount: format(amount, "f"))
OWN_UNITS = st.sampled_from(["", "", "", "/1k", "/1", "/7"])
PRICES = st.tuples(AMOUNTS, OWN_UNITS).map("".join)
TOKENS = [meter for meter in METERS if METERS[meter].unit == "token"]


@st.composite
def entries(draw: st.DrawFn, **said: Any) -> dict[str, Any]:  # noqa: ANN401
    """Draw a price entry: with bands or without, some meters priced, some not, some not sold."""
    bands = draw(st.sampled_from([None, [50_000], [1000, 200_000]]))
    rates = st.dictionaries(
        st.sampled_from([*METERS]),
        _row(1 if bands is None else len(bands) + 1),
        min_size=1,
        max_size=8,
    )
    entry: dict[str, Any] = {
        "currency": "USD",
        "per": draw(st.sampled_from(["1M", "1k", "1", "3"])),
        "seen": "2026-01-01",
        "source": "https://prices.example/",
        "rates": draw(rates),
    }
    if bands:
        edge = draw(st.sampled_from([">", ">="]))
        entry["bands"] = {"by": "input_total", "at": bands, "edge": edge}
    if draw(st.booleans()):
        entry["when"] = [{"if": {"tier": "flex"}, "rates": draw(rates), "rest": "keep"}]
    return entry | said


def _row(bands: int) -> st.SearchStrategy[list[str | None]]:
    amounts = st.none() | PRICES
    return st.lists(amounts, min_size=bands, max_size=bands) | st.lists(
        PRICES, min_size=1, max_size=1
    )


def tariff(*written: dict[str, Any]) -> Tariff:
    """Entries as they are written."""
    return Tariff(map(Entry.from_json, written))


def bill(usage: Usage, prices: Tariff, at: datetime = AT) -> Receipt:
    """A receipt in dollars."""
    return price(usage, prices, currency="USD", at=at, at_from="caller")


# --- laws


@settings(max_examples=80)
@given(data=st.data(), name=NAMES, entry=entries())
def test_lines_are_counts_times_rates_and_add_up_exactly(
    data: st.DataObject, name: str, entry: dict[str, Any]
) -> None:
    """Each line is its count times its rate, rounded once half to even; the total is their sum."""
    usage = READERS[name].read(readable(data.draw(bodies(RECORDS[name], COUNTS)), name))
    receipt = bill(usage, tariff(entry))
    for line in receipt.lines:
        assert line.count == (1 if line.meter == "request" else usage.counts[line.meter]) > 0
        assert (line.amount is None) == (line.rate is None)
        if line.rate is not None and line.unit is not None and line.amount is not None:
            assert line.amount == rounded(line.count * Fraction(line.rate.value) / size(line.unit))
    amounts = [line.amount for line in receipt.lines if line.amount is not None]
    assert receipt.total == (exactly(amounts) if amounts or not receipt.lines else None)
    assert receipt.complete is (len(amounts) == len(receipt.lines))
    assert receipt.range.low == (receipt.total or 0)


@settings(max_examples=80)
@given(data=st.data(), name=NAMES, entry=entries())
def test_the_whole_request_is_priced_in_one_band(
    data: st.DataObject, name: str, entry: dict[str, Any]
) -> None:
    """In the one that its input tells, those of the cache among them."""
    usage = READERS[name].read(readable(data.draw(bodies(RECORDS[name], COUNTS)), name))
    plain = {name: value for name, value in entry.items() if name != "when"}
    receipt = bill(usage, tariff(plain))
    own = [meter for meter in usage.counts if meter.startswith(("input", "cache"))]
    total = sum(usage.counts[meter] for meter in own if meter in TOKENS)
    bands = entry.get("bands", {"at": [], "edge": ">"})
    above = [total > at if bands["edge"] == ">" else total >= at for at in bands["at"]]
    assert receipt.band == sum(above)
    for line in receipt.lines:
        row = entry["rates"].get(line.meter)
        if row is not None:
            said = row[sum(above) if len(row) > 1 else 0]
            assert line.rate == (None if said is None else parsed(said))
            assert line.fallback is None


@settings(max_examples=80)
@given(data=st.data(), name=st.sampled_from(CHECKED))
def test_meters_are_disjoint_and_add_up_to_the_vendors_total(
    data: st.DataObject, name: str
) -> None:
    """Whatever parts a body tells, the tokens that the total counts are billed once."""
    record = RECORDS[name]
    body = data.draw(bodies(record, st.none()))
    root = "/" if record["usage"][0].strip("/") not in body else record["usage"][0]
    for slot in first_slots(record):
        put(body, within(root, slot.path), data.draw(parts(record, slot)))
    way = data.draw(st.sampled_from(record["checksum"]["ways"]))
    numbers = [get(body, within(root, path)) or 0 for path in way["sum"]]
    put(body, within(root, record["checksum"]["total"]), sum(numbers))
    assume(sum(numbers))
    usage = READERS[name].read(body)
    assert usage.checked is not None
    assert usage.checked.holds
    if not any(remark.code == "parts-exceed-whole" for remark in usage.remarks):
        counted = {meter for meter in summed(record) if meter in usage.counts}
        assert sum(usage.counts[meter] for meter in counted) == sum(numbers)


@settings(max_examples=50)
@given(data=st.data(), name=NAMES, entry=entries(), times=st.integers(2, 5))
def test_splitting_a_usage_keeps_the_bill(
    data: st.DataObject, name: str, entry: dict[str, Any], times: int
) -> None:
    """Where no band is crossed, n requests cost what one costs that is n times as large."""
    entry.pop("bands", None)
    entry["rates"] = {"input": ["3"]} | {
        meter: row[:1]
        for meter, row in entry["rates"].items()
        if METERS[meter].kind == "content"  # n requests are n; calls are counted, not told
    }
    entry["when"] = []
    one = data.draw(bodies(RECORDS[name], st.integers(0, 1000)))
    prices, reader = tariff(entry), READERS[name]
    small = bill(reader.read(readable(one, name)), prices)
    large = bill(reader.read(multiplied(readable(one, name), times)), prices)
    assert {line.meter for line in small.lines} == {line.meter for line in large.lines}
    if small.total is not None and large.total is not None:
        parts = len(small.lines) * times  # each line is rounded once
        off = abs(Fraction(small.total) * times - Fraction(large.total))
        assert off <= parts * Fraction(1, 10**18)


@settings(max_examples=50)
@given(
    data=st.data(),
    days=st.lists(st.integers(1, 300), min_size=1, max_size=4, unique=True),
    later=st.integers(301, 400),
    order=st.randoms(use_true_random=False),
)
def test_time_and_order_of_entries(
    data: st.DataObject, days: list[int], later: int, order: Random
) -> None:
    """A later entry never changes an earlier receipt, and entries may stand in any order."""
    first = datetime(2025, 1, 1, tzinfo=UTC)
    starts = [None, *((first + timedelta(days=day)) for day in sorted(days))]
    written = [
        data.draw(entries(**({"from": start.date().isoformat()} if start else {})))
        for start in starts
    ]
    new = data.draw(entries(**{"from": (first + timedelta(days=later)).date().isoformat()}))
    at = first + timedelta(seconds=data.draw(st.integers(0, 301 * 86400 - 1)))
    usage = Usage({"input": 1000, "output": 10}, (), None, None, None, None, ())
    plainly = bill(usage, tariff(*written), at)
    assert bill(usage, tariff(*written, new), at).to_json() == plainly.to_json()
    in_force = sum(start is not None and start <= at for start in starts)
    assert plainly.card is not None
    assert plainly.card.index == in_force
    shuffled = order.sample(written, len(written))
    again = bill(usage, tariff(*shuffled), at)
    assert again.card is not None
    assert shuffled[again.card.index] == written[in_force]
    assert (again.total, again.complete) == (plainly.total, plainly.complete)


RUBBISH = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(-(10**6), 10**6),
        st.sampled_from([10**18, 2**63 - 1, 2**63, 10**400, -1]),
        st.floats(),
        st.sampled_from([1e308, -0.0, 0.5, Decimal("1E+400"), Decimal("NaN"), Decimal("1e-50")]),
        st.text(max_size=5),
        st.sampled_from(["12", "1e5", "[DONE]", "2026-01-01T00:00:00Z", "${x}", "\x00"]),
    ),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)


@settings(max_examples=150)
@given(data=st.data(), name=NAMES, entry=entries())
def test_any_json_gives_a_receipt_or_an_error_that_names_the_path(
    data: st.DataObject, name: str, entry: dict[str, Any]
) -> None:
    """Whatever stands where a dialect looks: never a crash, a negative or a NaN."""
    body = data.draw(bodies(RECORDS[name], COUNTS | RUBBISH, deep=True))
    reader = READERS[name]
    try:
        assert reader.recognises(plain(body)) in (True, False)
        usage = reader.read(plain(body))
    except BadBody as error:
        told(error)
        return
    assert all(count > 0 for count in usage.counts.values())
    printed = bill(usage, tariff(entry)).to_json()
    assert json.loads(json.dumps(printed, allow_nan=False)) == printed
    amounts = [line["amount"] for line in printed["lines"] if line["amount"] is not None]
    assert all(set(amount) <= {*"0123456789."} for amount in amounts)


@settings(max_examples=80)
@given(data=st.data(), name=NAMES)
def test_events_of_rubbish_are_one_body_or_an_error(data: st.DataObject, name: str) -> None:
    """A stream's events are merged whatever they hold."""
    made = bodies(RECORDS[name], COUNTS | RUBBISH, deep=True)
    events = data.draw(st.lists(made.filter(bool), min_size=1, max_size=4))
    try:
        READERS[name].read(READERS[name].merged(plain(events)))
    except BadBody as error:
        told(error)


@settings(max_examples=50)
@given(data=st.data(), name=NAMES, entry=entries())
def test_the_text_of_a_body_costs_what_the_body_costs(
    data: st.DataObject, name: str, entry: dict[str, Any]
) -> None:
    """And a receipt survives JSON."""
    body = readable(data.draw(bodies(RECORDS[name], COUNTS)), name)
    printed = [
        bill(READERS[name].read(plain(one)), tariff(entry)).to_json()
        for one in (body, json.dumps(body), json.dumps(body, indent=1).encode("utf-16"))
    ]
    assert printed[0] == printed[1] == printed[2]
    assert json.loads(json.dumps(printed[0], allow_nan=False)) == printed[0]


@pytest.mark.parametrize("name", sorted(RECORDS))
def test_ten_megabytes_and_deep_nesting_are_read(name: str) -> None:
    """Of rubbish beside the usage, and in it."""
    deep: Any = 1
    for _ in range(20_000):
        deep = {"x": deep} if _ % 2 else [deep]
    body = {"text": "x" * 10_000_000, "deep": deep}
    for slot in slots(RECORDS[name]):
        put(body, slot.path, [] if slot.is_list else 3)
    for spoiled in (body, {**body, "usage": deep}):
        try:
            READERS[name].read(plain(spoiled))
        except BadBody as error:
            told(error)


def test_a_list_of_many_items_is_read() -> None:
    """An item that is none is named by its place."""
    details: list[Any] = [{"modality": "AUDIO", "tokenCount": 1}] * 20_000
    usage = {"promptTokenCount": 20_000, "promptTokensDetails": details}
    counts = READERS["gemini-generate-content"].read({"usageMetadata": usage}).counts
    assert counts == {"input.audio": 20_000}
    details.append(7)
    with pytest.raises(BadBody) as caught:
        READERS["gemini-generate-content"].read({"usageMetadata": usage})
    assert caught.value.params["path"] == "usageMetadata.promptTokensDetails[20000]"


# --- what the laws are told with


def readable(body: dict[str, Any], name: str) -> dict[str, Any]:
    """A body in which there is something to count, for a law about what is counted."""
    record = RECORDS[name]
    counted = (slot for slot in slots(record) if not slot.is_list and slot.path[0] != "/")
    root, path = record["usage"][0], next(counted).path
    at = root if isinstance(get(body, root), dict) and get(body, root) else "/"
    if get(body, within(at, path)) is None:
        put(body, within(at, path), 1)
    return body


def multiplied(node: Any, times: int) -> Any:  # noqa: ANN401
    """Every number of a body, so many times."""
    if isinstance(node, dict):
        return {name: multiplied(inner, times) for name, inner in node.items()}
    if isinstance(node, list):
        return [multiplied(inner, times) for inner in node]
    return node * times if isinstance(node, int) else node


def told(error: BadBody) -> None:
    """An error says what is wrong and where."""
    assert error.code
    assert error.params["looked_for" if error.code == "no-usage" else "path"]


def first_slots(record: dict[str, Any]) -> Iterator[Any]:
    """Where each count looks first: a vendor that tells a number twice tells the same."""
    first = {
        path
        for rule in record["counts"].values()
        for path in [rule.get("first", [])]
        for path in ([path] if isinstance(path, str) else path[:1])
    }
    for slot in slots(record):
        if slot.is_list or slot.path in first or slot.path in more(record):
            yield slot


def more(record: dict[str, Any]) -> set[str]:
    """What is added to the first number."""
    return {path for rule in record["counts"].values() for path in rule.get("plus", [])}


def parts(record: dict[str, Any], slot: Any) -> st.SearchStrategy[Any]:  # noqa: ANN401
    """Numbers, the smaller the deeper they stand: parts seldom exceed their whole."""
    depth = level(record, slot.meter)
    most = (100_000, 1000, 10)[min(depth, 2)]
    number = st.integers(most // 2, most)
    if not slot.is_list and slot.where:
        return st.just({})
    if not slot.is_list:
        return st.none() | number if depth else number
    words = {path: st.sampled_from(some) for path, some in slot.where.items()}
    item = st.fixed_dictionaries({**dict.fromkeys(slot.items, number), **words})
    return st.lists(item, max_size=3)


def summed(record: dict[str, Any]) -> set[str]:
    """The meters that the vendor's total counts, and all that are part of them."""
    paths = {path for way in record["checksum"]["ways"] for path in way["sum"]}
    found: list[str] = []
    for meter, rule in record["counts"].items():
        first = rule.get("first", [])
        if paths & {*([first] if isinstance(first, str) else first), *rule.get("plus", ())}:
            found.append(meter)
    for meter in found:
        found.extend(set(record["counts"][meter].get("includes", ())) - {*found})
    return {*found}


def exactly(amounts: list[Decimal]) -> Decimal:
    """A sum that no context rounds."""
    with localcontext(prec=200):
        return sum(amounts, Decimal(0))


def rounded(exact: Fraction) -> Decimal:
    """At most 18 decimals, half to even."""
    with localcontext(prec=200):
        return Decimal(round(exact * 10**18)) / 10**18


def size(unit: Any) -> Fraction:  # noqa: ANN401
    """How many a unit buys, of a meter that does not measure time."""
    return Fraction({"1M": 10**6, "1k": 1000}.get(unit.written) or int(unit.written))


def parsed(said: str) -> Any:  # noqa: ANN401
    """An amount as an entry holds it."""
    from llmanac.pricing.amounts import Amount

    return Amount.from_text(said)
