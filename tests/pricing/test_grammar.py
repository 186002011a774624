"""What a dialect may say, each part by itself: the law that every executor of dialects keeps."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from llmanac.pricing.dialect import Dialect
from llmanac.pricing.faults import BadValue
from llmanac.pricing.paths import BadBody, ListPath, Path
from llmanac.pricing.reader import Other, Reader


def dialect(counts: dict[str, Any], **more: Any) -> Reader:  # noqa: ANN401
    """A dialect of its own for one test."""
    written = {"api": "x", "usage": ["/usage"], "recognise": [{"has": ["n"]}], "counts": counts}
    return Reader("x", Dialect.from_json({**written, **more}))


def counts(rules: dict[str, Any], usage: dict[str, Any], **around: Any) -> dict[str, Any]:  # noqa: ANN401
    """What a dialect with these rules reads in a usage object."""
    return dict(dialect(rules).read({"usage": usage, **around}).counts)


NAMED = {
    '"gen.in"': 3,
    '"a"."b c"': 5,
    "list[1].n": 7,
    "list[9].n": None,
    "list[2].n": None,
    '"a".x': None,
}


@pytest.mark.parametrize(("path", "count"), NAMED.items())
def test_a_path_names_fields_and_items(path: str, count: int | None) -> None:
    """A name with dots stands in quotes, an item by its number, counted from 0."""
    usage = {"gen.in": 3, "a": {"b c": 5}, "list": [{}, {"n": 7}], "n": 1}
    rules = {"input": {"first": path}, "output": {"first": "n"}}
    assert counts(rules, usage) == ({"input": count} if count else {}) | {"output": 1}


@pytest.mark.parametrize("path", ["", "a.", ".a", "a[]", "a[x]", "[0]", 'a"b"', '""', "a[1", "a b"])
def test_what_is_no_path_is_refused(path: str) -> None:
    """`[]` is for lists of which every item is meant."""
    with pytest.raises(BadValue) as caught:
        Path.parse(path)
    assert caught.value.code == "path-unreadable"
    if path == "a[]":
        assert ListPath.parse(path).steps == ListPath.parse("a").steps


def test_the_usage_object_may_stand_in_an_item_of_a_list() -> None:
    """What is wrong there is named from the top of the body."""
    reader = dialect({"input": {"first": "n"}}, usage=["/usage", "/choices[0].usage"])
    assert reader.read({"choices": [{"usage": {"n": 3}}]}).counts == {"input": 3}
    assert reader.recognises({"choices": [{"usage": {"n": 3}}]})
    assert not reader.recognises({"choices": "none"})
    with pytest.raises(BadBody) as caught:
        reader.read({"choices": [{"usage": {"n": "3"}}]})
    assert caught.value.params["path"] == "choices[0].usage.n"


QUERIES = {
    "candidates": [
        {"grounding": {"queries": ["a", "b"]}},
        {"grounding": {"queries": ["b", None, "c"]}},
        {"grounding": None},
        {},
    ]
}


def test_items_of_all_lists_are_counted_and_each_text_once_where_that_is_said() -> None:
    """Null is no item; `a[].b` are the `b` of all items."""
    usage = {"n": 1}
    every = "/candidates[].grounding.queries[]"
    rules = {
        "output": {"first": "n"},
        "search.web": {"each": every, "distinct": True},
        "search.x": {"each": every},
        "search.prompt": {"each": "/candidates[].grounding"},
    }
    found = counts(rules, usage, **QUERIES)
    assert found == {"output": 1, "search.web": 3, "search.x": 4, "search.prompt": 2}


def test_an_item_that_cannot_be_read_is_an_error_at_its_place() -> None:
    """Only items that are merely counted may be texts."""
    rules = {"input": {"first": "n"}, "search.web": {"each": "/a[].b[]", "where": {"type": "x"}}}
    with pytest.raises(BadBody) as caught:
        counts(rules, {"n": 1}, a=[{}, {"b": [{}, "text"]}])
    assert (caught.value.code, caught.value.params["path"]) == ("not-a-mapping", "a[1].b[1]")


KINDS = [
    ({"kind": "explicit"}, {"cache.read.explicit": 3, "input": 7}),
    ({"kind": "implicit"}, {"cache.read": 3, "input": 7}),
    ({}, {"cache.read": 3, "input": 7}),
]


@pytest.mark.parametrize(("said", "wanted"), KINDS)
def test_a_count_may_depend_on_what_stands_beside_it(
    said: dict[str, Any], wanted: dict[str, int]
) -> None:
    """`where` without a list: in the usage object."""
    rules = {
        "input": {"first": "n", "includes": ["cache.read"]},
        "cache.read": {"first": "c", "includes": ["cache.read.explicit"]},
        "cache.read.explicit": {"first": "c", "where": {"kind": "explicit"}},
    }
    assert counts(rules, {"n": 10, "c": 3, **said}) == wanted


@pytest.mark.parametrize(("words", "own", "wanted"), [("true", True, 1), ("true", False, 0)])
@pytest.mark.parametrize("said", [True, "true"])
def test_true_and_false_are_texts_where_they_stand(
    words: str, own: object, wanted: int, said: object
) -> None:
    """A number is never a text: 1 is not true."""
    rules = {"input": {"first": "n", "where": {"own": words}}, "output": {"first": "n"}}
    value = own if said is True else str(own).lower()
    assert counts(rules, {"n": 1, "own": value}).get("input", 0) == wanted
    assert "input" not in counts(rules, {"n": 1, "own": 1})


@pytest.mark.parametrize(("tag", "wanted"), [("x", 1), (0, 1), ([], 1), (None, 0)])
def test_a_star_is_anything_that_is_there(tag: object, wanted: int) -> None:
    """Null is nothing."""
    rules = {"search.web": {"each": "calls", "where": {"tag": "*"}}, "input": {"first": "n"}}
    assert counts(rules, {"n": 1, "calls": [{"tag": tag}]}).get("search.web", 0) == wanted


GAP = {"total": "t", "ways": [{"sum": ["n", "m"], "rest": "output.reasoning"}, {"sum": ["n", "m"]}]}
GAPS = [
    ({"t": 10}, {"input": 3, "output": 2, "output.reasoning": 5}, ["rest-assumed"]),
    ({"t": 5}, {"input": 3, "output": 2}, []),
    ({"t": 4}, {"input": 3, "output": 2}, ["checksum"]),
    ({"t": 10, "r": 1}, {"input": 3, "output": 1, "output.reasoning": 1}, ["checksum"]),
    ({}, {"input": 3, "output": 2}, []),
]


@pytest.mark.parametrize(("more", "wanted", "codes"), GAPS)
def test_the_rest_of_a_total_is_of_the_meter_that_no_field_tells(
    more: dict[str, int], wanted: dict[str, int], codes: list[str]
) -> None:
    """It stands beside the rest; where the body tells that meter, the total does not add up."""
    rules = {
        "input": {"first": "n"},
        "output": {"first": "m", "includes": ["output.reasoning"]},
        "output.reasoning": {"first": "r"},
    }
    usage = dialect(rules, checksum=GAP, known=["t"]).read({"usage": {"n": 3, "m": 2, **more}})
    assert usage.counts == wanted
    assert [remark.code for remark in usage.remarks] == codes
    if usage.checked and usage.checked.holds:
        assert sum(usage.checked.parts.values()) == usage.checked.total


def test_further_totals_only_warn() -> None:
    """Which way holds is the first checksum's matter."""
    also = [{"total": "images.t", "ways": [{"sum": ["images.n"]}]}]
    reader = dialect({"input": {"first": "n"}}, also_checked=also)
    usage = reader.read({"usage": {"n": 3, "images": {"t": 4, "n": 3}}})
    assert (usage.counts, usage.checked) == ({"input": 3}, None)
    assert [(one.code, one.params["path"]) for one in usage.remarks] == [
        ("checksum", "usage.images.t")
    ]


TICKS = [
    {"first": "byok", "where": {"own": "*"}, "currency": "USD"},
    {"first": "ticks", "per": 10**10, "currency": "USD"},
    {"first": "cost", "currency_at": "money"},
]
COSTS = [
    ({"byok": 2, "own": True, "cost": 0}, ("2", "USD")),
    ({"byok": 2, "cost": Decimal("0.10")}, ("0.10", None)),
    ({"ticks": 232856000, "cost": 1}, ("0.0232856", "USD")),
    ({"cost": "3.5", "money": "cny"}, ("3.5", "CNY")),
    ({"cost": 1, "money": "much"}, ("1", None)),
    ({}, None),
]


@pytest.mark.parametrize(("said", "wanted"), COSTS)
def test_the_first_rule_that_says_a_cost_holds(
    said: dict[str, Any], wanted: tuple[str, str | None] | None
) -> None:
    """The body may name the currency, or count in parts of it."""
    reported = dialect({"input": {"first": "n"}}, reported=TICKS).read({"n": 1, **said}).reported
    assert (reported and (format(reported.amount, "f"), reported.currency)) == wanted


OTHERS = {"input": {"first": "n", "includes": ["cache.read"]}, "cache.read": {"first": "c"}}


def test_what_another_model_served_is_told_apart() -> None:
    """With its name where the body says it, with counts of its own, and where it stands."""
    others = [
        {"each": "turns", "where": {"type": "advice"}, "model": "model", "counts": OTHERS},
        {"at": "/drawing", "model": "model", "counts": OTHERS},
    ]
    own = {"each": "turns", "where": {"type": "own"}, "first": "n"}
    reader = dialect({"input": own}, others=others, watched=["turns", "/drawing"], model="/model")
    turns = [
        {"type": "own", "n": 1},
        {"type": "advice", "model": "b", "n": 5, "c": 2},
        {"type": "advice", "model": "b", "n": 0},
        {"type": "news", "n": 9},
    ]
    usage = reader.read({"usage": {"turns": turns}, "model": "a", "drawing": {"n": 4, "new": 1}})
    assert usage.counts == {"input": 1}
    assert usage.others == (
        Other("b", {"input": 3, "cache.read": 2}, "usage.turns[1]"),
        Other(None, {"input": 4}, "drawing"),
    )
    assert [remark.params["path"] for remark in usage.remarks] == ["usage.turns[3]", "drawing.new"]


def test_another_models_name_is_the_first_that_is_there() -> None:
    """It may stand in one item of many: a tool that was asked for."""
    others = [{"at": "/pictures", "model": "/tools[].model", "counts": OTHERS}]
    reader = dialect({"input": {"first": "n"}}, others=others)
    tools = [{"type": "search"}, {"type": "draw", "model": "b"}]
    usage = reader.read({"usage": {"n": 1}, "pictures": {"n": 4}, "tools": tools})
    assert usage.others == (Other("b", {"input": 4}, "pictures"),)


@pytest.mark.parametrize("where", [{}, {"at": "/a", "each": "b"}])
def test_others_stand_in_one_place(where: dict[str, str]) -> None:
    """An object or a list."""
    with pytest.raises(BadValue) as caught:
        dialect({"input": {"first": "n"}}, others=[{"counts": OTHERS, **where}])
    assert caught.value.code == "dialect-others-where"


def test_free_items_of_a_watched_list_are_not_reported() -> None:
    """Every other item is, unless a count takes it."""
    reader = dialect(
        {"input": {"first": "n"}, "code.session": {"each": "/out[].box", "distinct": True}},
        watched=["/out"],
        free=[{"each": "/out", "where": {"type": ["text", "thought"]}}],
    )
    out = [
        {"type": "text"},
        {"type": "run", "box": "b"},
        {"type": "run", "box": "b"},
        {"type": "x"},
    ]
    usage = reader.read({"usage": {"n": 1}, "out": out})
    assert usage.counts == {"input": 1, "code.session": 1}
    assert [remark.params["path"] for remark in usage.remarks] == ["out[3]"]


SESSION = [
    {"response": {"id": "a", "model": "m", "usage": {"n": 3, "d": {"c": 1}, "type": "x"}}},
    {"response": {"id": "b", "usage": None}},
    {"response": {"id": "b", "model": "m2", "usage": {"n": 4, "d": {"c": 2}, "s": 0.1}}},
    {"response": {"id": "c", "usage": {"n": 5, "s": Decimal("0.2")}}},
]


def test_a_session_of_several_responses_is_their_sum() -> None:
    """Only the numbers of the usage object are added; of all else the last holds."""
    rules = {
        "input": {"first": "n", "includes": ["cache.read"]},
        "cache.read": {"first": "d.c"},
        "audio.second": {"first": "s"},
    }
    more = {"stream": ["/response"], "stream_sums": True, "model": "/model", "known": ["type"]}
    reader = dialect(rules, **more)
    events = [dict(event) for event in SESSION]
    usage = reader.read(reader.merged(events))
    assert {meter: str(count) for meter, count in usage.counts.items()} == {
        "input": "9",
        "cache.read": "3",
        "audio.second": "3/10",
    }
    assert (usage.model, usage.remarks) == ("m2", ())
    assert events == SESSION


@pytest.mark.parametrize(("depth", "kept"), [(8, {"old": 1, "new": 2}), (9, {"new": 2})])
def test_fields_of_a_stream_merge_eight_deep(depth: int, kept: dict[str, int]) -> None:
    """What is deeper is replaced, so that no body can make a reader climb without end."""
    reader = dialect({"input": {"first": "n"}}, stream=["/"])
    old, new = {"old": 1}, {"new": 2}
    for _ in range(depth):
        old, new = {"in": old}, {"in": new}  # type: ignore[dict-item]
    found: Any = reader.merged([old, new])
    for _ in range(depth):
        found = found["in"]
    assert found == kept


def test_a_stream_of_several_responses_stays_one_of_several() -> None:
    """Though its last event names none."""
    reader = dialect({"input": {"first": "n"}}, stream=["/"], id="/id")
    events = [{"id": "a", "usage": {"n": 1}}, {"id": "b"}, {"usage": {"n": 2}}]
    with pytest.raises(BadBody) as caught:
        reader.read(reader.merged(events))
    assert caught.value.code == "several-responses"


def test_the_model_of_a_body_is_a_text() -> None:
    """Whatever else stands there names none."""
    reader = dialect({"input": {"first": "n"}}, model="/model")
    assert reader.read({"usage": {"n": 1}, "model": "m"}).model == "m"
    assert reader.read({"usage": {"n": 1}, "model": 7}).model is None


def test_counts_end_before_two_to_the_sixty_third() -> None:
    """What is as much is no count, however it is written; nothing is read as nothing."""
    reader = dialect({"input": {"first": "n"}, "output": {"first": "m"}})
    assert reader.read({"usage": {"n": 2**63 - 1, "m": 0}}).counts == {"input": 2**63 - 1}
    for much in (2**63, float(2**63), Decimal(2**63), 0.5):
        with pytest.raises(BadBody) as caught:
            reader.read({"usage": {"n": much}})
        assert caught.value.code == ("count-not-whole" if much == 0.5 else "count-too-large")


def test_forty_decimals_are_a_measure_and_more_are_none() -> None:
    """What has more digits nobody has measured."""
    rules = {"audio.second": {"first": "s"}}
    found = counts(rules, {"s": Decimal(f"5.{1:040}")})
    assert found == {"audio.second": Fraction(5 * 10**40 + 1, 10**40)}
    with pytest.raises(BadBody) as caught:
        counts(rules, {"s": Decimal(f"5.{1:041}")})
    assert caught.value.code == "count-not-whole"


@pytest.mark.parametrize("nothing", [{}, "none", None, 3])
def test_where_no_usage_object_stands_the_next_place_is_looked_at(nothing: object) -> None:
    """An empty one is none."""
    reader = dialect({"input": {"first": "n"}}, usage=["/usage", "/choices[0].usage"])
    body = {"usage": nothing, "choices": [{"usage": {"n": 3}}]}
    assert reader.read(body).counts == {"input": 3}


@pytest.mark.parametrize("more", [0.1, Decimal("0.1234567890123456789")])
@pytest.mark.parametrize("order", [1, -1])
def test_a_sum_keeps_every_digit(more: float | Decimal, order: int) -> None:
    """Whichever of the two comes first, and of texts the later holds."""
    rules = {"audio.second": {"first": "s"}}
    reader = dialect(rules, stream=["/"], stream_sums=True, model="kind")
    parts = [2**53 + 1, more][::order]
    events = [{"usage": {"s": s, "kind": k}} for s, k in zip(parts, "ab", strict=True)]
    usage = reader.read(reader.merged(events))
    assert usage.counts == {"audio.second": 2**53 + 1 + Fraction(str(more))}
    assert usage.model == "b"


@pytest.mark.parametrize(
    ("n", "code"),
    [(-1, "count-negative"), *((bad, "count-not-a-number") for bad in ("3", True, [3]))],
)
@pytest.mark.parametrize("order", [1, -1])
def test_a_sum_hides_no_bad_number(n: object, code: str, order: int) -> None:
    """What one event cannot say is an error, whatever the others say."""
    reader = dialect({"input": {"first": "n"}}, stream=["/"], stream_sums=True)
    events = [{"usage": {"n": 5}}, {"usage": {"n": n}}][::order]
    with pytest.raises(BadBody) as caught:
        reader.read(reader.merged(events))
    assert caught.value.code == code


def test_a_dialect_without_signs_is_only_read_when_named() -> None:
    """It claims no body, and reads each that is given to it."""
    written = {"api": "x", "usage": ["/usage"], "counts": {"input": {"first": "n"}}}
    reader = Reader("x", Dialect.from_json(written))
    assert not reader.recognises({"usage": {"n": 1}})
    assert reader.read({"usage": {"n": 1}}).counts == {"input": 1}


@pytest.mark.parametrize("value", ["text", 3, True, [1]])
def test_recognising_never_fails(value: object) -> None:
    """A path that cannot be followed is an error only where a count is read."""
    sign = {"has": ["a.b"], "lacks": ["/c.d"], "where": {"/e.f": "*"}}
    reader = dialect({"input": {"first": "a.b"}}, recognise=[sign], watched=["/c.d"], model=None)
    assert not reader.recognises({"usage": {"a": value}, "c": value, "e": value})
    with pytest.raises(BadBody) as caught:
        reader.read({"usage": {"a": value}, "c": value})
    assert (caught.value.code, caught.value.params["path"]) == ("not-a-mapping", "usage.a")
