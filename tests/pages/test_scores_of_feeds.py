"""Many small tables, as feeds make them: what the list of benchmarks and a model's chart show."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import pytest
from own import own_catalog

from llmanac.publish.pages import Edition, pages
from llmanac.publish.pages.standing import strips
from llmanac.schema.evaluation import Evaluation
from llmanac.schema.record import EvaluationId, ModelId

OWN, OTHER = "qwen/qwen3.6-27b", "qwen/qwen3.5-27b"
PRESENTED = "qwen/qwen3.6-27b-"
TABLE = EvaluationId("aardvark/scores.example")


def edition(*columns: str, **rows: tuple[int | None, ...]) -> Edition:
    """This repository's own catalogue with one page of tables, and one more, the first by id."""
    table = Evaluation.model_validate(
        {
            "title": {"en": "Small", "zh": "小表"},
            "source": {"url": "https://scores.example", "seen": "2026-07-01"},
            "columns": tuple({"label": f"L{n}", "model": one} for n, one in enumerate(columns)),
            "groups": (
                {"rows": {name.replace("_", "-"): _exact(row) for name, row in rows.items()}},
            ),
        }
    )
    catalog = own_catalog()
    held = {key: one for key, one in catalog.evaluations.items() if key.startswith(PRESENTED)}
    every = dict(sorted({**held, TABLE: table}.items()))
    return Edition(replace(catalog, evaluations=every), "en")


def _exact(row: tuple[int | None, ...]) -> tuple[Decimal | None, ...]:
    return tuple(None if one is None else Decimal(one) for one in row)


def body(of: Edition, path: str) -> str:
    """The page at a path."""
    (page,) = [
        draft.page() for draft in pages(of.catalog) if draft.language == "en" and draft.path == path
    ]
    return page.body


def test_the_list_names_each_benchmark_once() -> None:
    """Under a table with groups where it can, and a table with nothing of its own has no place."""
    listed = body(edition(OWN, mmlu_pro=(5,), scicode=(6,)), "benchmarks/")
    names = re.findall(r'benchmarks/([^"/]+)/"', listed)
    assert len(names) == len(set(names))
    assert listed.index("benchmarks/mmlu-pro/") < listed.index("<h2>Small</h2>")
    assert listed.index("<h2>Small</h2>") < listed.index("benchmarks/scicode/")
    assert "<h2>Small</h2>" not in body(edition(OWN, mmlu_pro=(5,)), "benchmarks/")


@pytest.mark.parametrize(
    ("columns", "row", "lines"),
    [
        ((OWN, OTHER), (5, 6), 1),
        ((OWN, OTHER), (5, None), 0),  # the first of one
        ((OWN, OWN, OTHER), (5, 6, 7), 0),  # two ways of running it
    ],
)
def test_a_model_stands_somewhere_only_among_others(
    columns: tuple[str, ...], row: tuple[int | None, ...], lines: int
) -> None:
    """The chart has a line where there is a place to tell, and one of one is none."""
    made = strips(edition(*columns, mmlu_pro=row), TABLE, ModelId(OWN))
    assert made.count("<svg") == lines


def test_the_title_page_shows_a_featured_model() -> None:
    """The widest table that has one, not the table that happens to be first."""
    own = own_catalog().site
    lists = tuple(one.model_copy(update={"models": (OWN,)}) for one in own.featured)
    site = own.model_copy(update={"featured": lists})
    for model, is_shown in ((OWN, True), ("deepseek/deepseek-ocr-2", False)):
        made = edition(*[model] * 7, scicode=(6, 5, 4, 3, 2, 1, 0))
        page = body(Edition(replace(made.catalog, site=site), "en"), "")
        assert ("benchmarks/scicode/" in page) == is_shown
