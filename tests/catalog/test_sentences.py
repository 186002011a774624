"""What a model is, in a sentence from facts."""

from dataclasses import replace
from pathlib import Path

import pytest
from copies import copied

from llmanac.catalog import Catalog
from llmanac.load import load
from llmanac.schema.model import Model
from llmanac.schema.record import ModelId
from llmanac.sentences import sentence, summary

NOVA = ModelId("acme/nova")


@pytest.fixture
def catalog(tmp_path: Path) -> Catalog:
    """The invented catalogue."""
    return load(copied(tmp_path).root)[0]


def bare(catalog: Catalog, **facts: object) -> Catalog:
    """The catalogue in which one model has nothing but a name and these facts."""
    alone = Model.model_validate({"name": "Nova", "kind": "chat", "sources": {}, **facts})
    return replace(catalog, models={**catalog.models, NOVA: alone}, offers={})


def test_unknown_facts_are_left_out(catalog: Catalog) -> None:
    """Never guessed, and no gap shows where they would have stood."""
    said = sentence(bare(catalog), NOVA)
    assert said.en == "Nova is a chat model by Acme; no provider known here sells it."
    assert said.zh == "Nova 是 Acme 的对话模型；本目录中尚无供应商在售。"


def test_facts_are_told(catalog: Catalog) -> None:
    """With numbers as people write them."""
    said = sentence(bare(catalog, context=131072, output=8192), NOVA)
    assert "with a context of 131,072 tokens and answers of up to 8,192" in (said.en or "")
    assert "上下文窗口为 131,072 tokens，单次最多输出 8,192 tokens" in (said.zh or "")


def test_every_model_has_a_sentence_in_both_languages(catalog: Catalog) -> None:
    """Which ends where it should."""
    for id_ in catalog.models:
        said = sentence(catalog, id_)
        assert (said.en or "").endswith(".")
        assert (said.zh or "").endswith("。")


def test_a_persons_summary_goes_first(catalog: Catalog) -> None:
    """The sentence stands in where there is none."""
    assert summary(catalog, NOVA) == catalog.models[NOVA].summary
    assert summary(bare(catalog), NOVA) == sentence(bare(catalog), NOVA)
