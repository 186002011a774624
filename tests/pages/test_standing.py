"""A model that was only compared shows its own figures; the table's own model shows the table."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from own import own_catalog

from llmanac.publish.pages import Edition, pages
from llmanac.publish.pages.standing import abridged, strips, subject
from llmanac.schema.record import EvaluationId, ModelId

ROOT = Path(__file__).parents[2]
TABLE = EvaluationId("qwen/qwen3.6-27b-language")
OWN, COMPARED = ModelId("qwen/qwen3.6-27b"), ModelId("qwen/qwen3.5-27b")


@pytest.fixture(scope="module")
def edition() -> Edition:
    """This repository's own catalogue, in English."""
    return Edition(own_catalog(), "en")


def test_a_table_is_that_of_the_model_it_is_named_for(edition: Edition) -> None:
    """The columns say which models there are; the table's id says with which it came."""
    assert subject(edition, TABLE) == OWN


def test_a_compared_model_has_its_figure_the_best_and_its_place(edition: Edition) -> None:
    """Ties share a place, other scales have places too, the whole table is one link away."""
    table = abridged(edition, TABLE, "../../../", COMPARED)
    rows = dict(re.findall(r'<th scope="row">(.*?)(<td>.*?)\n', table.rows))
    assert re.sub("<[^>]*>", " ", rows["SWE-bench Verified"]).split() == [
        "75",
        ".0",
        "80",
        ".9",
        "4/6",
    ]
    assert re.sub("<[^>]*>", " ", rows["SWE-bench Multilingual"]).split()[-1] == "3/6="
    assert re.sub("<[^>]*>", " ", rows["QwenWebBench"]).split() == ["1068", "1536", "6/6"]
    assert table.whole is not None
    assert f"models/{OWN}/#scores" in table.whole


def test_a_chart_has_a_text_alternative_for_every_line(edition: Edition) -> None:
    """Whoever cannot see a strip hears its range, the score and the place."""
    lines = strips(edition, TABLE, OWN).splitlines()
    charts = [line for line in lines if "<svg" in line]
    assert len(charts) == 21  # all but Elo
    assert all('aria-label="all: ' in line for line in charts)


def test_no_other_page_repeats_the_whole_table() -> None:
    """The lede about underlined figures and sorting stands where there are such figures."""
    made = {
        draft.path: draft.page().body
        for draft in pages(own_catalog())
        if draft.language == "en" and draft.path in (f"models/{OWN}/", f"models/{COMPARED}/")
    }
    assert "Gemma4-31B" in made[f"models/{OWN}/"]
    assert "Gemma4-31B" not in made[f"models/{COMPARED}/"]
    assert "is underlined" in made[f"models/{OWN}/"]
    assert "is underlined" not in made[f"models/{COMPARED}/"]
