"""The index of names: what is in it, and how large it grows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import orjson
import pytest
from copies import AS_OF, CATALOG

from llmanac.check import checked
from llmanac.publish.finding.entries import entries, key
from llmanac.publish.finding.pinyin import pinyin
from llmanac.schema.record import ModelId, OfferKey

if TYPE_CHECKING:
    from llmanac.catalog import Catalog


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    """The invented catalogue."""
    catalog, _ = checked(CATALOG, as_of=AS_OF)
    return catalog


def test_everything_with_a_name_is_in_it(catalog: Catalog) -> None:
    """Models with all that they are called, and whatever else has a page."""
    read = orjson.loads(entries(catalog))
    models = read["models"]
    at = models["id"].index("acme/nova")
    terms = read["terms"]["en"]
    assert models["name"][at] == "Nova"
    assert "acme/nova-preview" in models["also"][at].split("\n")
    assert [terms[it] for it in models["can"][at]] == ["text generation", "thinking"]
    assert terms[models["lab"][at]] == "Acme"
    assert {terms[it] for it in models["more"][at]} == {"Bazaar"}
    assert read["terms"]["zh"][models["can"][at][1]] == "深度思考"
    assert read["terms"]["pinyin"][models["can"][at][1]].split("\n")[0] == "shen du si kao"
    assert {it: len(read[it]["id"]) > 0 for it in ("labs", "providers", "benchmarks")} == {
        "labs": True,
        "providers": True,
        "benchmarks": True,
    }


def test_prices_do_not_change_it_and_names_do(catalog: Catalog) -> None:
    """Its key is of what it shows, so that most edits keep it."""
    other = replace(catalog, offers={k: replace_prices(v) for k, v in catalog.offers.items()})
    assert key(other)() == key(catalog)()
    assert entries(other) == entries(catalog)
    id_ = ModelId("acme/nova")
    named = catalog.models[id_].model_copy(update={"name": "Nova 2"})
    assert key(replace(catalog, models={**catalog.models, id_: named}))() != key(catalog)()


def replace_prices(offer: object) -> object:
    """The offer, free of prices."""
    return offer.model_copy(update={"prices": ()})  # type: ignore[attr-defined]


def test_five_thousand_models_stay_below_a_megabyte(catalog: Catalog) -> None:
    """Each with three sellers, two of which call it by ids of their own."""
    model = catalog.models[ModelId("acme/nova")]
    offer = catalog.offers[OfferKey("bazaar/acme-nova")]
    models = {
        ModelId(f"lab-{n % 90}/model-{n}-instruct-27b"): model.model_copy(
            update={"name": f"Model {n} Instruct 27B"}
        )
        for n in range(5000)
    }
    offers = {
        OfferKey(f"{seller}/{id_.replace('/', '-')}"): offer.model_copy(
            update={"model": id_, "id": said.format(id_), "aliases": ()}
        )
        for id_ in models
        for seller, said in {"bazaar": "{}", "market": "market.{}-v1:0", "shop": "{}-x"}.items()
    }
    size = len(entries(replace(catalog, models=models, offers=offers)))
    assert 500_000 < size < 1_000_000, size


@pytest.mark.parametrize(
    ("text", "sounds"),
    [
        ("深度思考", "shen du si kao"),
        ("通义 Qwen 千问", "tong yi"),
        ("Qwen", ""),
    ],
)
def test_chinese_is_written_as_it_sounds(text: str, sounds: str) -> None:
    """The usual reading first."""
    assert pinyin(text).split("\n")[0] == sounds


def test_a_character_with_several_readings_has_them_all() -> None:
    """Whoever types either finds it."""
    assert {"zhong pai xu", "chong pai xu"} <= {*pinyin("重排序").split("\n")}
