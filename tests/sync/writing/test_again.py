"""Runs one after another: with nothing new to hear, a run has nothing to write."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from copies import Copy, copied
from sayings import said
from terminal import tree

from llmanac.check import check
from llmanac.pricing.amounts import Amount, Unit
from llmanac.pricing.entries import Entry
from llmanac.sync.claims import Reading, Statement
from llmanac.sync.run import Hearer, Ran, Wish, run
from llmanac.sync.weighing import weigh

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from llmanac.pricing.moments import Day

BASE = ("canonical", "zenith/zen-1")
SAID: Mapping[str, tuple[Statement, ...]] = {
    "models.dev": (
        said("bazaar", "zenith/zen-1", BASE, name="Zen 1"),
        said("bazaar", "zenith/zen-1-latest", BASE, name="Zen 1"),
        said("bazaar", "zenith/zen-2", name="Zen 2"),
        said("bazaar", "zenith/zen-2-fast", name="Zen 2"),
        said("souk", "zen-1-latest", name="Zen 1 (latest)"),
        said("souk", "zen-2", name="Zen 2"),
        said("bazaar", "Acme/Nova", name="Nova"),
    ),
    "litellm": (
        said("bazaar", "zenith/zen-1"),
        said("souk", "zen-2"),
        said("souk", "zenith/zen-2-fast"),
        said("souk", "zen-3-picture"),
    ),
    "genai-prices": (
        said("bazaar", "zen-1", matches={"equals": "zen-1-turbo"}),
        said("bazaar", "zen-4", matches={"equals": "zen-4-2026"}),
    ),
}
"""What made the second of two runs differ from the first: an id that follows the latest model, a
variant of a model that is made later, and entries for several ids that differ from others by a
lab alone."""


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    """The invented catalogue with a lab's own platform, and feeds that exist."""
    copy = copied(tmp_path)
    bazaar = (copy.root / "providers/bazaar.yaml").read_text("utf-8")
    own = (
        bazaar.replace("Bazaar", "Souk")
        .replace("集市", "市集")
        .replace("currency:", "lab: zenith\ncurrency:")
    )
    copy.write("providers/souk.yaml", own)
    feeds = (copy.root / "feeds.yaml").read_text("utf-8")
    more = (f"{feed}: {{name: {feed}, home: https://{feed}.example}}\n" for feed in SAID)
    copy.write("feeds.yaml", feeds + "".join(more))
    return copy


def sync(copy: Copy, days: Mapping[str, str]) -> Ran:
    """Let all feeds say what they always say, on the day of each."""

    def reader(feed: str) -> object:
        return lambda _data, day: _reading(feed, day)

    file = copy.root.parent / "said.json"
    file.write_text("{}")
    wish = Wish(
        catalog=copy.root,
        cache=copy.root.parent / "cache",
        files=tuple(f"{feed}@{days.get(feed, '2026-07-01')}={file}" for feed in SAID),
    )
    readers = {feed: reader(feed) for feed in SAID}
    return run(wish, readers, weigh, Hearer(), None)  # type: ignore[arg-type]


def _reading(feed: str, day: Day) -> Reading:
    return Reading(
        feed=feed, as_of=day, statements=tuple(_whole(feed, day, one) for one in SAID[feed])
    )


def _whole(feed: str, day: Day, one: Statement) -> Statement:
    """With what it takes to make a model, and with a price."""
    kind = "image" if "picture" in one.offer else "chat"
    price = Entry(
        currency="USD",
        per=Unit("1M"),
        seen=day,
        source=f"{feed}@{day.text()}:{one.where}",
        rates={"input": (Amount.parse(2),)},
    )
    return replace(one, of_model={"kind": kind, "context": 1000}, prices=(price,))


def test_the_second_of_two_runs_writes_nothing(copy: Copy) -> None:
    """Models and offers that a run makes change neither links nor names in the next."""
    first = sync(copy, {})
    assert first.plan is not None
    made = {one.about for one in first.plan.planned}
    assert {"models/zenith/zen-1", "models/zenith/zen-2", "offers/souk/zen-1-latest"} <= made
    assert check(copy.root) == ()
    before = tree(copy.root)
    for _ in range(2):
        again = sync(copy, {})
        assert again.plan is not None
        assert dict(again.plan.texts) == {}
        assert tree(copy.root) == before


def test_a_later_state_that_says_the_same_moves_its_day_alone(copy: Copy) -> None:
    """What feeds say is not new for being said again: neither `seen` nor a source changes."""
    sync(copy, {})
    for day in ("2026-08-01", "2026-09-01"):
        ran = sync(copy, {"litellm": day, "models.dev": day})
        assert ran.plan is not None
        assert [*ran.plan.texts] == ["feeds.yaml"]
        assert check(copy.root) == ()


def test_a_run_of_one_feed_unlinks_nothing(copy: Copy) -> None:
    """Who was not asked has said nothing: offers keep the models that others told of."""
    sync(copy, {})
    before = {name: data for name, data in tree(copy.root).items() if name.startswith("offers/")}
    ran = run(
        Wish(
            catalog=copy.root,
            cache=copy.root.parent / "cache",
            files=(f"litellm@2026-07-02={copy.root.parent / 'said.json'}",),
        ),
        {"litellm": lambda _data, day: _reading("litellm", day)},
        weigh,
        Hearer(),
        None,
    )
    assert ran.plan is not None
    after = {name: data for name, data in tree(copy.root).items() if name.startswith("offers/")}
    assert after == before
