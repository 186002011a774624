"""One set of dialect files drives three executors: Python, TypeScript and SQL count the same."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

import pytest
from billing import DIALECTS
from bodies import WHOLE_GRAMMAR, json_text, made_of, of_bills
from hypothesis import HealthCheck, given, settings

from executors import DuckDB, Python, TypeScript

if TYPE_CHECKING:
    from collections.abc import Iterable

    from executors import Said

BILLS = [*of_bills()]
NAMES = sorted(path.stem for path in DIALECTS.glob("*.yaml"))
MANY = settings(
    max_examples=20,
    derandomize=True,
    database=None,
    suppress_health_check=[*HealthCheck],
)


def in_bulk(python: Python, dialect: str, text: str) -> Said:
    """What SQL must say of a body: of what Python says, what it has columns for."""
    said = python.says(dialect, text)
    if "error" in said:
        state = "no-usage" if said["error"][0] == "no-usage" else "bad-body"
        return {"state": state, "counts": {}, "way": None, "others": []}
    return {
        "state": "read",
        "counts": said["counts"],
        "way": said["checked"] and said["checked"]["way"],
        "others": in_any_order((other["model"], other["counts"]) for other in said["others"]),
    }


def in_any_order(others: Iterable[tuple[str | None, Any]]) -> list[Any]:
    """Rows of one body have no order."""
    return sorted(others, key=repr)


def from_bulk(said: Said) -> Said:
    """What SQL says, in the same form."""
    states = [said["state"], *(one["state"] for one in said["others"])]
    if "bad-body" in states or said["state"] == "no-usage":
        state = "bad-body" if "bad-body" in states else "no-usage"
        return {"state": state, "counts": {}, "way": None, "others": []}
    others = in_any_order((one["model"], one["counts"]) for one in said["others"] if one["counts"])
    return {"state": "read", "counts": said["counts"], "way": said["way"], "others": others}


@pytest.mark.parametrize(
    ("dialect", "text"), [pytest.param(*bill[1:], id=bill[0]) for bill in BILLS]
)
def test_typescript_reads_the_body_of_a_bill_as_python_does(
    python: Python, typescript: TypeScript, dialect: str, text: str
) -> None:
    """It says the same in all: recognised dialects, counts, others, context, checksum, model."""
    assert typescript.says(dialect, text) == python.says(dialect, text)


@pytest.mark.parametrize("dialect", NAMES)
def test_sql_counts_the_bodies_of_bills_as_python_does(
    python: Python, duck: DuckDB, dialect: str
) -> None:
    """One SELECT gives the counts of all bodies of a dialect, and the way in which each adds up."""
    texts = [text for _, read_by, text in BILLS if read_by == dialect]
    bodies = [json_text(python.body(dialect, text)) for text in texts]
    assert bodies, "a dialect without a bill"
    said = [from_bulk(one) for one in duck.say(dialect, bodies)]
    assert said == [in_bulk(python, dialect, text) for text in texts]


@pytest.mark.parametrize("rubbish", [False, True], ids=["sound", "with rubbish"])
@pytest.mark.parametrize("dialect", [*NAMES, WHOLE_GRAMMAR.stem])
def test_all_read_whatever_a_dialect_may_meet_alike(
    python: Python, typescript: TypeScript, duck: DuckDB, dialect: str, rubbish: bool
) -> None:
    """Fields there or not, null, in other ways of adding up, or not to be read: where and why."""

    made: list[str] = []

    @MANY
    @given(made_of(python.readers[dialect].dialect, rubbish=rubbish))
    def read_by_both(body: Any) -> None:  # noqa: ANN401  # any JSON
        text = json_text(body)
        made.append(text)
        assert typescript.says(dialect, text) == python.says(dialect, text)

    read_by_both()
    for text, said in zip(made, duck.say(dialect, made), strict=True):
        assert from_bulk(said) == in_bulk(python, dialect, text), text


def without(written: Any, *names: str) -> Any:  # noqa: ANN401  # a dialect as its file has it
    """A dialect in which one clause is missing."""
    dialect = deepcopy(written)
    clause = dialect
    for name in names[:-1]:
        clause = clause[int(name)] if name.isdigit() else clause[name]
    del clause[names[-1]]
    return dialect


CLAUSES = [
    ("openai-chat", ("counts", "input", "includes")),
    ("openai-chat", ("checksum", "ways", "1", "beside")),
    ("anthropic-messages", ("counts", "input", "where")),
    ("anthropic-messages", ("counts", "output", "otherwise")),
    ("gemini-generate-content", ("counts", "input.audio", "less")),
    ("gemini-generate-content", ("counts", "input", "plus")),
]


@pytest.mark.parametrize(("dialect", "clause"), CLAUSES)
def test_a_rule_that_one_executor_forgets_is_found(
    python: Python, dialects: dict[str, Any], dialect: str, clause: tuple[str, ...]
) -> None:
    """Some bill tells it, by what TypeScript says and by what SQL does."""
    lacking = {dialect: without(dialects[dialect], *clause)}
    texts = [text for _, read_by, text in BILLS if read_by == dialect]
    bodies = [json_text(python.body(dialect, text)) for text in texts]
    assert [*map(from_bulk, DuckDB(lacking).say(dialect, bodies))] != [
        in_bulk(python, dialect, text) for text in texts
    ]
    with TypeScript(lacking) as forgetful:
        said = [forgetful.says(dialect, text)["counts"] for text in texts]
    assert said != [python.says(dialect, text)["counts"] for text in texts]
