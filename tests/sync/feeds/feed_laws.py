"""What is asked of every feed's reader in the same way."""

from typing import Any

from llmanac.pricing.moments import Day
from llmanac.rules import judge_alone
from llmanac.schema.offer import Offer
from llmanac.sync.claims import Left, Reading, Statement
from llmanac.sync.feeds import FEEDS

DAY = Day.parse("2026-09-30")


def read(feed: str, data: object) -> Reading:
    """What the feed says on a fixed day."""
    return FEEDS[feed].read(data, DAY)


def only(reading: Reading) -> Statement:
    """Its one statement."""
    (statement,) = reading.statements
    return statement


def price(statement: Statement) -> dict[str, Any]:
    """Its one entry, as plain data, without what all of them have."""
    (entry,) = statement.prices
    told = entry.to_json()
    assert (told.pop("currency"), told.pop("seen")) == ("USD", DAY.text())
    assert told.pop("source").endswith(f"@{DAY.text()}:{statement.where}")
    assert told.pop("per") == "1M"
    return told


def rates(**amounts: object) -> dict[str, list[str | None]]:
    """Meters, with `_` for a dot, and their amounts."""
    return {
        meter.replace("_", "."): [None if one is None else str(one) for one in listed(amount)]
        for meter, amount in amounts.items()
    }


def listed(value: object) -> list[object]:
    """A list as it is, anything else as a list of one."""
    return value if isinstance(value, list) else [value]


def whys(reading: Reading) -> dict[str, str]:
    """Field → why it was left."""
    return {left.field: left.why for left in reading.left}


def broken(reading: Reading) -> list[tuple[str, str]]:
    """The laws that prices break, with their places."""
    return [
        (code, statement.where)
        for statement in reading.statements
        for code, _ in judge_alone("offer", offered(statement))
    ]


def offered(statement: Statement) -> Offer:
    """An offer with the prices of a statement."""
    return Offer.model_construct(
        model="lab/model",
        id=statement.offer,
        apis=("chat-completions",),
        status="available",
        prices=statement.prices,
    )


def left_of(reading: Reading, field: str) -> Left:
    """What was left of a field."""
    (left,) = (left for left in reading.left if left.field == field)
    return left
