"""What a model's page leads to: its kin, its sellers side by side, whom to ask."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from llmanac.load import load
from llmanac.pricing.moments import Day
from llmanac.publish.kin import kin_of
from llmanac.publish.pages import Edition, pages
from llmanac.publish.pages.glance import glance, leading, market
from llmanac.schema.record import Localised, ModelId, OfferKey

if TYPE_CHECKING:
    from llmanac.catalog import Catalog

CATALOG = Path(__file__).parents[1] / "fixtures" / "catalog"
NOVA = ModelId("acme/nova")


@pytest.fixture
def catalog() -> Catalog:
    """The invented catalogue."""
    return load(CATALOG, as_of=date(2026, 3, 1))[0]


def grown(catalog: Catalog) -> Catalog:
    """With kin of Nova: an older and a newer one, one of no known day, others of its lab."""
    nova = catalog.models[NOVA]
    made = {
        "acme/nova-old": {"released": Day(2024, 1, 1)},
        "acme/nova-new": {"released": Day(2026, 1, 1)},
        "acme/nova-dayless": {"released": None},
        "acme/nova-embed": {"kind": "embedding", "released": Day(2026, 2, 1)},
        "acme/terra": {"series": "Terra", "released": Day(2026, 2, 2)},
        "acme/terra-ocr": {"series": "Terra", "kind": "ocr"},
        "other/nova": {},
    }
    models = {
        NOVA: nova.model_copy(update={"series": "Nova"}),
        **{
            ModelId(id_): nova.model_copy(update={"series": "Nova", **facts})
            for id_, facts in made.items()
        },
    }
    return replace(catalog, models=models)


def test_kin_stands_in_the_order_of_closeness(catalog: Catalog) -> None:
    """The series first, of the same kind and newest first; then the lab's others of the kind."""
    assert kin_of(grown(catalog), NOVA) == (
        "acme/nova-new",
        "acme/nova-old",
        "acme/nova-dayless",
        "acme/nova-embed",
        "acme/terra",
    )


def test_kin_is_never_the_page_itself_and_at_most_six(catalog: Catalog) -> None:
    """However many there are."""
    nova = catalog.models[NOVA]
    many = {ModelId(f"acme/nova-{number}"): nova for number in range(20)}
    for each in many:
        kin = kin_of(replace(catalog, models=many), each)
        assert len(kin) == 6
        assert each not in kin


@pytest.mark.parametrize(
    ("changed", "differs"),
    [
        ({"context": 4096}, True),
        ({"name": "Nova Newest"}, True),
        ({"summary": Localised(en="Says something else.")}, False),
    ],
)
def test_a_page_changes_with_the_facts_that_it_shows_of_kin(
    catalog: Catalog, changed: dict[str, object], differs: bool
) -> None:
    """Its key holds the lines about related models, and nothing else of them."""
    catalog, new = grown(catalog), ModelId("acme/nova-new")
    models = {**catalog.models, new: catalog.models[new].model_copy(update=changed)}

    def keys(catalog: Catalog) -> dict[str, str]:
        return {each.path: each.key() for each in pages(catalog) if each.language == "en"}

    before, after = keys(catalog), keys(replace(catalog, models=models))
    differ = {path for path, key in before.items() if after[path] != key}
    assert ("models/acme/nova/" in differ) is differs
    assert "models/other/nova/" not in differ


def test_a_model_without_kin_has_no_such_section(catalog: Catalog) -> None:
    """A section without facts is absent; whom to ask stands on every model's page."""
    alone = replace(catalog, models={NOVA: catalog.models[NOVA]}, evaluations={})
    body = next(each.page().body for each in pages(alone) if each.path == "models/acme/nova/")
    assert 'id="related"' not in body
    assert "https://almanac.example/contact" in body


def sold(catalog: Catalog, prices: dict[str, str]) -> Catalog:
    """Nova on sale at providers that ask so much, each in its currency."""
    offer = catalog.offers[OfferKey("bazaar/acme-nova")]
    provider = catalog.providers[next(iter(catalog.providers))]
    entries = {each.currency: each for each in offer.prices if each.currency in ("USD", "CNY")}
    return replace(
        catalog,
        site=catalog.site.model_copy(update={"default_provider": next(iter(prices))}),
        providers={
            name: provider.model_copy(update={"currency": currency or "CNY"})
            for name, currency in prices.items()
        },  # type: ignore[arg-type]
        offers={
            OfferKey(f"{name}/acme-nova"): offer.model_copy(
                update={"prices": (entries[currency],) if currency else ()}
            )
            for name, currency in prices.items()
        },
    )


def test_the_default_provider_leads_where_it_has_a_price(catalog: Catalog) -> None:
    """Else another in its currency does, and only then one in another currency."""
    for prices, leads in (
        ({"b": "CNY", "a": "USD"}, "b"),
        ({"b": "", "a": "USD", "c": "CNY"}, "c"),
        ({"b": "", "a": "USD"}, "a"),
    ):
        edition = Edition(sold(catalog, prices), "en")
        assert leading(edition, NOVA) == f"{leads}/acme-nova"


def test_sellers_stand_side_by_side_in_their_own_currencies(catalog: Catalog) -> None:
    """The default provider first; nothing is converted; one seller needs no comparison."""
    both = Edition(sold(catalog, {"b": "CNY", "a": "USD"}), "en")
    offers = both.catalog.offers_by_model[NOVA]
    found = market(both, offers)
    assert found
    assert [stall.currency for stall in found.stalls] == ["CNY", "USD"]
    assert found.currencies == 2
    for stall, key in zip(found.stalls, offers, strict=True):
        price = glance(both, key)
        assert price
        assert price.millions["input"] in stall.rates
    assert market(both, offers[:1]) is None
