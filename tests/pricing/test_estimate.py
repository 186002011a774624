"""A body and a compiled catalogue make a receipt, or an error that says what to do."""

from __future__ import annotations

import json
import pickle
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict

import llmanac
from llmanac import estimate
from llmanac.names import UnknownApi, UnknownModel, UnknownProvider
from llmanac.pricing.faults import BadValue, Fault
from llmanac.pricing.paths import BadBody
from llmanac.pricing.reader import NoUsage
from llmanac.snapshot import NoSnapshot, Snapshot, find

USAGE: dict[str, Any] = {
    "prompt_tokens": 25,
    "completion_tokens": 1542,
    "total_tokens": 1567,
    "completion_tokens_details": {"reasoning_tokens": 1274, "text_tokens": 1542},
    "prompt_tokens_details": {"text_tokens": 25},
}
BODY: dict[str, Any] = {
    "id": "chatcmpl-1",
    "object": "chat.completion",
    "created": 1776925674,
    "model": "One",
    "choices": [],
    "usage": USAGE,
}

DETAILS = "usage.prompt_tokens_details"
AUDIO = f"{DETAILS}.audio_tokens"


def test_the_receipt_names_what_was_bought_and_for_how_much(snapshot: Snapshot) -> None:
    """Offer, entry, moment, catalogue and every line stand in its JSON, amounts as exact text."""
    receipt = estimate(BODY, model="nova/one", snapshot=snapshot)
    assert receipt.total == Decimal("0.030149")
    assert receipt.warnings == ()
    printed = json.loads(json.dumps(receipt.to_json()))
    assert {name: printed[name] for name in ("provider", "offer", "model", "api", "dialect")} == {
        "provider": "acme",
        "offer": "nova/One",
        "model": "nova/one",
        "api": "chat-completions",
        "dialect": "openai-chat",
    }
    assert printed["catalogue"] == "r1"
    assert (printed["at"], printed["at_from"]) == ("2026-04-23T06:27:54Z", "body")
    assert printed["range"] == {"low": "0.030149", "high": "0.030149", "reasons": []}
    assert printed["entry"]["seen"] == "2026-04-23"
    assert printed["checksum"]["holds"] is True
    assert [
        (line["offer"], line["entry"], line["meter"], line["rate"], line["unit"], line["fallback"])
        for line in printed["lines"]
    ] == [
        ("nova/One", 0, "input", "0.0032", "1k", None),
        ("nova/One", 0, "output", "0.0195", "1k", None),
        ("nova/One", 0, "output.reasoning", "0.0195", "1k", "output"),
    ]


class Loose(BaseModel):
    """As SDKs make their models: what they do not know is kept."""

    model_config = ConfigDict(extra="allow")


class Completion(Loose):
    """A response object."""

    model: str
    created: int
    usage: Loose


@dataclass
class Spent:
    """A usage object as a dataclass."""

    prompt_tokens: int
    completion_tokens: int


class Told:
    """An object that only says `to_dict`."""

    def to_dict(self) -> dict[str, Any]:
        """Take it apart."""
        return BODY


@pytest.mark.parametrize(
    "body",
    [
        BODY,
        USAGE,
        {"usage": Loose(**USAGE), "created": 1776925674},
        Completion(**BODY),
        MappingProxyType(BODY),
        Told(),
        [{"usage": None}, BODY],
    ],
    ids=["body", "usage", "mixed", "pydantic", "mapping", "to_dict", "stream"],
)
def test_plain_data_and_objects_of_sdks_cost_the_same(body: object, snapshot: Snapshot) -> None:
    """A dict, a usage object alone, a pydantic model, a mapping, a stream: one total."""
    receipt = estimate(body, model="nova/one", at="2026-04-23", snapshot=snapshot)
    assert receipt.total == Decimal("0.030149")


def test_a_dataclass_is_a_body(snapshot: Snapshot) -> None:
    """Fields are read by their names."""
    receipt = estimate(Spent(1000, 0), model="nova/one", at="2026-05-01", snapshot=snapshot)
    assert receipt.total == Decimal("0.0032")


@pytest.mark.parametrize(
    ("name", "provider", "key"),
    [
        ("nova/one", None, ("acme", "nova/One")),
        ("nova/One", "acme", ("acme", "nova/One")),
        ("One", "acme", ("acme", "nova/One")),
        ("acme/nova-one", "acme", ("acme", "nova/One")),
        ("nova-one", "acme", ("acme", "nova/One")),
        ("nova/uno", None, ("acme", "nova/One")),
        ("ein", "acme", ("acme", "nova/One")),
        ("nova/one", "acme-cloud", ("acme", "nova/One")),
        ("nova/one", "bolt", ("bolt", "one")),
        ("one-latest", "bolt", ("bolt", "one")),
        ("one-latest", None, ("bolt", "one")),
        ("nova/two:free", None, ("acme", "nova/two:free")),
        ("nova/two", None, ("acme", "nova/two")),
    ],
)
def test_an_offer_is_found_by_every_name_it_has(
    name: str, provider: str | None, key: tuple[str, str], snapshot: Snapshot
) -> None:
    """Its id, an alias, its model, its record, an old id, and the last part of its id."""
    offer = snapshot.offer(name, provider)
    assert (offer.provider, offer.id) == key


def test_the_bodys_own_model_is_enough(snapshot: Snapshot) -> None:
    """A provider that answers with the last part of the id is understood."""
    assert estimate(BODY, provider="acme", snapshot=snapshot).sold.offer == "nova/One"
    assert estimate(BODY, snapshot=snapshot).sold.offer == "nova/One"


@pytest.mark.parametrize(
    ("error", "code", "nearest", "named"),
    [
        (UnknownModel, "model-unknown", "nova/one", {"model": "nova/onee"}),
        (UnknownModel, "model-unknown", "three", {"model": "thre", "provider": "bolt"}),
        (UnknownModel, "model-missing", None, {"body": {"usage": {"input_tokens": 1}}}),
        (UnknownProvider, "provider-unknown", "acme", {"model": "nova/one", "provider": "acm"}),
        (UnknownProvider, "provider-unknown", "bolt", {"provider": "bold"}),
        (UnknownProvider, "provider-needed", None, {"model": "nova/three"}),
        (UnknownApi, "api-unknown", "messages", {"model": "nova/one", "api": "message"}),
        (UnknownApi, "api-unknown", None, {"model": "one", "provider": "bolt", "api": "chat"}),
        (BadValue, "at-unreadable", None, {"model": "nova/one", "at": "yesterday"}),
    ],
)  # fmt: skip
def test_what_is_not_known_is_an_error_with_what_is(
    error: type[Fault], code: str, nearest: str | None, named: dict[str, Any], snapshot: Snapshot
) -> None:
    """The nearest names, if any are near, stand in the error."""
    with pytest.raises(error) as caught:
        estimate(**{"body": BODY, **named}, snapshot=snapshot)
    assert caught.value.code == code
    assert next(iter(caught.value.params.get("nearest", [])), None) == nearest
    assert code in str(caught.value)


def test_an_error_travels_between_processes(snapshot: Snapshot) -> None:
    """A pool of workers hands it on whole."""
    with pytest.raises(UnknownModel) as caught:
        snapshot.offer("nova/onee")
    again = pickle.loads(pickle.dumps(caught.value))
    assert type(again) is UnknownModel
    assert str(again) == str(caught.value)


def test_a_name_that_means_several_offers_is_an_error_with_all(snapshot: Snapshot) -> None:
    """Where no rule prefers one, the caller has to say which."""
    with pytest.raises(UnknownModel) as caught:
        snapshot.offer("nova/three", "coil")
    assert caught.value.code == "model-ambiguous"
    assert caught.value.params["offers"] == ["coil/three", "coil/three-fast"]


def test_a_lab_that_sells_its_model_means_the_offer_of_that_name(
    compiled: Path, tmp_path: Path
) -> None:
    """And not also those that are named for the model and more."""
    path = tmp_path / "more.sqlite"
    shutil.copyfile(compiled, path)
    with sqlite3.connect(path) as db:
        db.execute(
            "INSERT INTO providers (id, name_en, name_zh, home, currency, timezone, record)"
            " SELECT 'nova', name_en, name_zh, home, currency, timezone, record"
            " FROM providers WHERE id = 'bolt'"
        )
        for id_ in ("one", "one:fast"):
            db.execute(
                "INSERT INTO offers (key, provider, id, model, status, record)"
                " VALUES (?, 'nova', ?, 'nova/one', 'available', '{}')",
                (f"nova/{id_.replace(':', '-')}", id_),
            )
    db.close()
    with closing(Snapshot(path)) as more:
        assert more.offer("nova/one", "nova").id == "one"


@pytest.mark.parametrize(
    "body", [{}, {"usage": None, "output": []}, {"usage": {}}, {"error": {"message": "no"}}]
)
@pytest.mark.parametrize("api", [None, "messages", "responses"])
def test_a_body_without_usage_is_an_error_that_says_what_was_looked_for(
    body: dict[str, Any], api: str | None, snapshot: Snapshot
) -> None:
    """Nothing found is not nothing spent."""
    with pytest.raises(NoUsage) as caught:
        estimate(body, model="nova/one", api=api, snapshot=snapshot)
    assert caught.value.code == "no-usage"
    assert "usage.input_tokens" in caught.value.params["looked_for"]


@pytest.mark.parametrize(
    ("change", "code", "path"),
    [
        ({"prompt_tokens": True}, "count-not-a-number", "usage.prompt_tokens"),
        ({"prompt_tokens": "25"}, "count-not-a-number", "usage.prompt_tokens"),
        ({"prompt_tokens": float("nan")}, "count-not-a-number", "usage.prompt_tokens"),
        ({"prompt_tokens": Decimal("sNaN")}, "count-not-a-number", "usage.prompt_tokens"),
        ({"prompt_tokens": -1}, "count-negative", "usage.prompt_tokens"),
        ({"prompt_tokens": 2.5}, "count-not-whole", "usage.prompt_tokens"),
        ({"prompt_tokens": 1e308}, "count-too-large", "usage.prompt_tokens"),
        ({"prompt_tokens": 10**400}, "count-too-large", "usage.prompt_tokens"),
        ({"total_tokens": {}}, "count-not-a-number", "usage.total_tokens"),
        ({"prompt_tokens_details": "no"}, "not-a-mapping", DETAILS),
        ({"prompt_tokens_details": {"x": 1, "audio_tokens": []}}, "count-not-a-number", AUDIO),
    ],
)  # fmt: skip
def test_a_count_that_is_none_is_an_error_at_its_path(
    change: dict[str, Any], code: str, path: str, snapshot: Snapshot
) -> None:
    """The error names the path from the top of the body."""
    with pytest.raises(BadBody) as caught:
        estimate({"usage": {**USAGE, **change}}, model="nova/one", snapshot=snapshot)
    assert (caught.value.code, caught.value.params["path"]) == (code, path)


@pytest.mark.parametrize("number", [25.0, Decimal("25"), Decimal("25.00")])
def test_a_whole_number_may_be_written_with_a_point(number: object, snapshot: Snapshot) -> None:
    """JSON knows no integers."""
    body = {"usage": {"prompt_tokens": number, "completion_tokens": 0}}
    (line,) = estimate(body, model="nova/one", snapshot=snapshot).lines
    assert line.count == 25
    assert type(line.count) is int


@pytest.mark.parametrize("body", [None, 3, [], [1], dict, object()])
def test_what_is_no_body_is_refused(body: object, snapshot: Snapshot) -> None:
    """A body is a mapping, or a list of them."""
    with pytest.raises(BadBody) as caught:
        estimate(body, model="nova/one", snapshot=snapshot)
    assert caught.value.code == "body-not-a-mapping"


@pytest.mark.parametrize(
    ("at", "instant"),
    [
        ("2026-05-01", datetime(2026, 5, 1, tzinfo=UTC)),
        ("2026-05-01T08:00:00+08:00", datetime(2026, 5, 1, tzinfo=UTC)),
        (date(2026, 5, 1), datetime(2026, 5, 1, tzinfo=UTC)),
        (datetime(2026, 5, 1), datetime(2026, 5, 1, tzinfo=UTC)),
        (1777593600, datetime(2026, 5, 1, tzinfo=UTC)),
    ],
)
def test_the_callers_moment_comes_first(
    at: str | date | int, instant: datetime, snapshot: Snapshot
) -> None:
    """Days and naive times are UTC, numbers count seconds since 1970."""
    receipt = estimate(BODY, model="nova/one", at=at, snapshot=snapshot)
    assert (receipt.at, receipt.at_from) == (instant, "caller")


def test_without_any_moment_it_is_now(snapshot: Snapshot) -> None:
    """The receipt says that it took the clock's word."""
    before = datetime.now(UTC)
    receipt = estimate(USAGE, model="nova/one", snapshot=snapshot)
    assert receipt.at_from == "now"
    assert before <= receipt.at <= datetime.now(UTC)


@pytest.mark.parametrize(
    "created", [0, -1, True, "soon", 1776925674000, float("nan"), Decimal("NaN"), []]
)
def test_a_bodys_time_that_is_none_is_a_warning(created: object, snapshot: Snapshot) -> None:
    """Then it is priced for now, and says so."""
    receipt = estimate({**BODY, "created": created}, model="nova/one", snapshot=snapshot)
    assert receipt.at_from == "now"
    assert [remark.code for remark in receipt.warnings] == ["time-unreadable"]


def test_the_currency_is_the_callers_then_the_sellers_then_what_there_is(
    snapshot: Snapshot,
) -> None:
    """One receipt, one currency, never converted."""
    assert estimate(BODY, model="nova/one", snapshot=snapshot).currency == "CNY"
    assert estimate(BODY, model="nova/one", currency="USD", snapshot=snapshot).currency == "USD"
    usage = {"input_tokens": 1000, "output_tokens": 0}
    receipt = estimate(usage, model="one", provider="bolt", snapshot=snapshot)
    assert (receipt.currency, receipt.total) == ("EUR", Decimal("0.0032"))


def test_an_offer_without_prices_costs_nobody_knows_what(snapshot: Snapshot) -> None:
    """Unknown is not zero."""
    receipt = estimate(USAGE, model="nova/two", snapshot=snapshot)
    assert receipt.total is None
    assert not receipt.complete
    assert receipt.range.high is None
    assert [remark.code for remark in receipt.range.reasons] == ["no-price"]


@pytest.mark.parametrize(
    ("cost", "amount"), [(0.00219855, "0.00219855"), (1e-07, "0.0000001"), (0, "0"), ("0.5", "0.5")]
)
def test_the_vendors_own_cost_stands_beside_ours(
    cost: object, amount: str, snapshot: Snapshot
) -> None:
    """Exactly as the body wrote it."""
    receipt = estimate({"usage": {**USAGE, "cost": cost}}, model="nova/one", snapshot=snapshot)
    assert receipt.reported is not None
    assert receipt.reported.to_json() == {"amount": amount, "currency": None}


@pytest.mark.parametrize(
    "cost", [True, float("inf"), -1, "free", {"total": 1}, 10**400, Decimal("1e-99")]
)
def test_a_vendors_cost_that_is_none_is_a_warning(cost: object, snapshot: Snapshot) -> None:
    """Our own total does not depend on it."""
    receipt = estimate(
        {"usage": {**USAGE, "cost": cost}}, model="nova/one", at="2026-05-01", snapshot=snapshot
    )
    assert receipt.reported is None
    assert [remark.code for remark in receipt.warnings] == ["reported-unreadable"]
    assert receipt.total == Decimal("0.030149")


def test_unknown_fields_are_named_up_to_a_point(snapshot: Snapshot) -> None:
    """A body of rubbish does not make a receipt of rubbish."""
    usage = {**USAGE, **{f"x{index}": index + 1 for index in range(100)}}
    codes = [
        remark.code for remark in estimate(usage, model="nova/one", snapshot=snapshot).warnings
    ]
    assert codes == ["unknown-field"] * 20 + ["unknown-fields-more"]


def test_several_responses_are_not_one_stream(snapshot: Snapshot) -> None:
    """Merging them would price one and lose the others."""
    with pytest.raises(BadBody) as caught:
        estimate([BODY, {**BODY, "id": "chatcmpl-2"}], model="nova/one", snapshot=snapshot)
    assert caught.value.code == "several-responses"


def test_a_snapshot_that_is_replaced_is_read_anew(compiled: Path, tmp_path: Path) -> None:
    """A long-lived process sees the new prices."""
    path = tmp_path / "llmanac.sqlite"
    path.write_bytes(compiled.read_bytes())
    assert estimate(BODY, model="nova/one", snapshot=path).sold.catalogue == "r1"
    beside = tmp_path / "beside.sqlite"
    beside.write_bytes(compiled.read_bytes())
    with sqlite3.connect(beside) as db:
        db.execute("UPDATE meta SET value = 'r2' WHERE key = 'revision'")
    db.close()
    beside.replace(path)
    assert estimate(BODY, model="nova/one", snapshot=path).sold.catalogue == "r2"


def test_the_snapshot_is_found_where_it_was_named(
    compiled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The argument, then the variable, then the nearest build from here upwards."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("LLMANAC_SNAPSHOT", raising=False)
    built = tmp_path / "build/site/api/v1/llmanac.sqlite"
    built.parent.mkdir(parents=True)
    built.write_bytes(compiled.read_bytes())
    (tmp_path / "deep/er").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "deep/er")
    assert find() == built
    monkeypatch.setenv("LLMANAC_SNAPSHOT", str(compiled))
    assert find() == compiled
    assert find(built) == built


def test_a_snapshot_that_is_none_is_an_error(tmp_path: Path, compiled: Path) -> None:
    """Missing, not a database, of another version: each says so."""
    junk = tmp_path / "junk.sqlite"
    junk.write_text("not a database, but long enough to be taken for one" * 10)
    old = tmp_path / "old.sqlite"
    old.write_bytes(compiled.read_bytes())
    with sqlite3.connect(old) as db:
        db.execute("UPDATE meta SET value = '0' WHERE key = 'schema_version'")
    db.close()
    for path, code in (
        (tmp_path / "none", "snapshot-missing"),
        (junk, "snapshot-unreadable"),
        (old, "snapshot-version"),
    ):
        with pytest.raises(NoSnapshot) as caught:
            estimate(BODY, model="nova/one", snapshot=path)
        assert caught.value.code == code


def test_an_estimate_imports_the_standard_library_only(compiled: Path) -> None:
    """`import llmanac` imports nothing at all of ours; an estimate nothing of others."""
    script = f"""
import sys
import llmanac
assert not any(name.startswith("llmanac.") for name in sys.modules)
from llmanac import estimate
total = estimate({USAGE!r}, model="nova/one", at="2026-04-23", snapshot={str(compiled)!r}).total
assert str(total) == "0.030149"
known = {{*sys.stdlib_module_names, "llmanac", "__main__"}}
print(sorted({{name.partition(".")[0] for name in sys.modules}} - known))
"""
    source = str(Path(llmanac.__path__[0]).parent)
    done = subprocess.run(
        [
            sys.executable,
            "-I",
            "-S",
            "-c",
            f"import sys; sys.path[:0] = [{source!r}]{script}",
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout.strip(), done.stderr) == ("[]", "")


def test_the_function_stays_the_function() -> None:
    """Importing the module of that name does not hide it."""
    import llmanac.estimate

    assert callable(llmanac.estimate)


NAMED = """
usage prompt_tokens completion_tokens total_tokens prompt_tokens_details cached_tokens
completion_tokens_details reasoning_tokens input_tokens output_tokens input_tokens_details
cache_creation ephemeral_5m_input_tokens tool_usage output object type model created cost
"""
NAMES = st.sampled_from(NAMED.split())
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=5),
    max_leaves=15,
)


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=JSON, api=st.sampled_from([None, "chat-completions", "responses", "messages"]))
def test_any_json_gives_a_receipt_or_one_of_our_errors(
    body: object, api: str | None, snapshot: Snapshot
) -> None:
    """Never a crash, a negative, a NaN, an exponent; the lines add up to the total."""
    try:
        printed = estimate(body, model="nova/one", api=api, snapshot=snapshot).to_json()
    except Fault as fault:
        assert isinstance(fault, BadBody)
        assert fault.code == "no-usage" or "path" in fault.params
        return
    amounts = [line["amount"] for line in printed["lines"]]
    assert all(amount.replace(".", "", 1).isdigit() for amount in amounts if amount is not None)
    if printed["total"] is not None:
        assert sum(Decimal(amount) for amount in amounts if amount) == Decimal(printed["total"])
    json.dumps(printed, allow_nan=False)


COUNTS = st.integers(min_value=0, max_value=10**9)


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=COUNTS, second=COUNTS, out=COUNTS)
def test_splitting_a_usage_keeps_the_bill(
    first: int, second: int, out: int, snapshot: Snapshot
) -> None:
    """Where no band is crossed, two requests cost what one costs that is as large as both."""

    def cost(tokens: int, made: int) -> Decimal:
        usage = {"prompt_tokens": tokens, "completion_tokens": made, "total_tokens": tokens + made}
        total = estimate(usage, model="nova/one", at="2026-05-01", snapshot=snapshot).total
        assert total is not None
        return total

    assert cost(first, out) + cost(second, 0) == cost(first + second, out)
