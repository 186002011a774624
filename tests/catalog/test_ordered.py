"""What a catalogue tells of its records together: what is sold on its day, and what is newest."""

from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from copies import CATALOG
from own import own_catalog

from llmanac.catalog import Catalog
from llmanac.comparison import compare
from llmanac.compile.snapshot import snapshot
from llmanac.load import load
from llmanac.pricing.moments import Day
from llmanac.schema.record import ModelId, OfferKey
from llmanac.snapshot import Snapshot

MODEL, OFFER = ModelId("qwen/qwen3.6-27b"), OfferKey("wcode/qwen--qwen3.6-27b")
DAY = date(2026, 11, 20)


def dated(**changes: object) -> Catalog:
    """This repository's own catalogue for a day, with another offer."""
    own = own_catalog()
    key = next(key for key in own.offers_by_model[MODEL] if key.startswith("wcode/"))
    offer = own.offers[key].model_copy(update=changes)
    return replace(own, offers={OFFER: offer}, as_of=DAY)


@pytest.mark.parametrize(
    ("status", "retires", "standing"),
    [
        ("available", None, "available"),
        ("deprecated", "2026-11-21", "deprecated"),
        ("deprecated", "2026-11-20", "deprecated"),
        ("deprecated", "2026-11-19", "withdrawn"),
        ("available", "2026-11-19", "withdrawn"),
        ("withdrawn", "2026-11-21", "withdrawn"),
    ],
)
def test_an_offer_is_sold_until_it_retires(status: str, retires: str | None, standing: str) -> None:
    """On the day itself it is; the catalogue's day decides, not the reader's."""
    catalog = dated(status=status, retires=retires and Day.parse(retires))
    assert catalog.standing(OFFER) == standing
    assert catalog.is_sold(OFFER) == (standing != "withdrawn")
    assert replace(catalog, as_of=None).standing(OFFER) == status


@pytest.mark.parametrize("day", ["2026-12-30", "2026-12-31", "2027-01-01"])
def test_a_comparison_and_the_catalogue_agree_on_who_is_gone(day: str, tmp_path: Path) -> None:
    """On the days around a retirement, an offer is out where pages say that it is withdrawn."""
    catalog, _ = load(CATALOG, as_of=date.fromisoformat(day))
    file = tmp_path / "llmanac.sqlite"
    file.write_bytes(snapshot(catalog))
    with closing(Snapshot(file)) as shot:
        out = compare(counts={"input": 1}, model="acme/echo-embed", at=day, snapshot=shot).out
    gone = [one.offer.key for one in out if one.reason.code == "out-retired"]
    key = OfferKey("bazaar/echo-embed")
    assert gone == ([] if catalog.is_sold(key) else [key])
    assert catalog.is_sold(key) is (day < "2027")


def test_the_newest_are_known_sold_and_out() -> None:
    """A model of one witness, one that nobody sells, and one to come are not among them."""
    catalog = dated()
    model = catalog.models[MODEL]

    def newest(**changes: object) -> tuple[ModelId, ...]:
        models = {MODEL: model.model_copy(update=changes)}
        (found,) = [ids for title, ids in replace(catalog, models=models).featured
                    if title.en == "Newest"]  # fmt: skip
        return found

    assert newest() == (MODEL,)
    assert newest(released=Day.parse("2026-11-20")) == (MODEL,)
    assert newest(released=Day.parse("2026-11-21")) == ()
    assert newest(released=None) == ()
    assert newest(provisional=True) == ()
    assert [ids for title, ids in replace(catalog, offers={}).featured if title.en == "Newest"] == [
        ()
    ]


def test_the_newest_come_first() -> None:
    """Ten of them, by day."""
    own = replace(own_catalog(), as_of=DAY)
    (found,) = [ids for title, ids in own.featured if title.en == "Newest"]
    days = [own.models[id_].released for id_ in found]
    assert len(found) == 10
    assert days == sorted(days, reverse=True)  # type: ignore[type-var]
