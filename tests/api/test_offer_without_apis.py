"""An offer of which nobody says through which API it is sold."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from copies import copied

from llmanac.check import checked
from llmanac.publish.api.views import offer as view
from llmanac.publish.twins.offers import offer as twin
from llmanac.publish.twins.writer import Writer
from llmanac.schema.record import OfferKey

KEY = OfferKey("bazaar/acme-nova")


def test_it_has_prices_but_no_address(tmp_path: Path) -> None:
    """Its page tells what it costs, and leaves out where to send a request."""
    catalog, findings = checked(copied(tmp_path).root)
    assert findings == ()
    record = catalog.offers[KEY]
    assert "https://api.bazaar.example" in twin(Writer(catalog, "en"), KEY)
    silent = record.model_copy(update={"apis": (), "example": None})
    without = replace(catalog, offers={**catalog.offers, KEY: silent})
    said = twin(Writer(without, "en"), KEY)
    assert "https://api.bazaar.example" not in said
    assert "1.20" in said
    assert "\n\n\n" not in said
    assert view(without, KEY, date(2026, 3, 1)).endpoints == ()
