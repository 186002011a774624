"""Catalogues that stand on disk, the real one among them, are published as described."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import orjson
import pytest
from own import own_catalog
from test_api_documents import described, validator

from llmanac.load import load
from llmanac.publish.api.files import bundles, files
from llmanac.publish.twins import twins

if TYPE_CHECKING:
    from llmanac.catalog import Catalog

ROOT = Path(__file__).parents[2]
MOST = 400
"""Offers of the real catalogue that stand for all of them."""
FENCED = re.compile(r"^(```+).*?^\1$", re.M | re.S)

FENCE = re.compile(r"^(`{3,}).*?^\1$", re.M | re.S)


@pytest.fixture(scope="module", params=["own", "fixtures"])
def catalog(request: pytest.FixtureRequest) -> Catalog:
    """A catalogue without a finding; of the real one a part."""
    if request.param == "own":
        return part(own_catalog())
    read, findings = load(ROOT / "tests/fixtures/catalog")
    assert findings == ()
    return read


def part(whole: Catalog) -> Catalog:
    """Every so-manieth offer, the models that these sell, and those that tables are about."""
    keys = [*whole.offers][:: len(whole.offers) // MOST + 1]
    sold = {whole.offers[key].model for key in keys} | whole.evaluations_by_model.keys()
    return replace(
        whole,
        offers={key: whole.offers[key] for key in keys},
        models={id_: model for id_, model in whole.models.items() if id_ in sold},
    )


def test_every_file_is_as_described(catalog: Catalog) -> None:
    """Every JSON file fits the one path that describes it."""
    for file in files(catalog):
        (operation,) = described(file.path)
        content = operation["responses"]["200"]["content"].get("application/json", {})
        if "schema" in content:
            shape = content["schema"]["$ref"].rpartition("/")[2]
            validator(shape).validate(orjson.loads(file.content))


def test_the_database_is_sound(catalog: Catalog) -> None:
    """Every reference between its tables leads to a row."""
    content = {file.path: file.content for file in bundles(catalog)}["llmanac.sqlite"]
    db = sqlite3.connect(":memory:")
    try:
        db.deserialize(content)
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        assert db.execute("SELECT count(*) FROM models").fetchone() == (len(catalog.models),)
    finally:
        db.close()


def test_every_twin_has_one_title(catalog: Catalog) -> None:
    """A page as Markdown begins with its name, and has no other first heading outside of code."""
    for twin in twins(catalog):
        page = FENCED.sub("", twin.render())
        assert page.startswith("# ")
        assert "\n# " not in FENCE.sub("", page)  # a comment in code looks like one
