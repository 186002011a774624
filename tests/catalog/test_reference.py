"""The reference model's records, as text: an edit that nobody meant is noticed here.

Scalars are read as they are written (`75.0` is not `75`), so that digits count.
"""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from llmanac.pricing.meters import METERS

CATALOG = Path(__file__).parents[2] / "catalog"

LANGUAGE = "evaluations/qwen/qwen3.6-27b-language.yaml"
VISION = "evaluations/qwen/qwen3.6-27b-vision.yaml"
TABLES = (LANGUAGE, VISION)


def written(path: str) -> Any:  # noqa: ANN401 - plain YAML
    """Read a record with every scalar as the text that its author wrote."""
    return yaml.load((CATALOG / path).read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def rows(path: str) -> dict[str, list[str]]:
    """All rows of a table, whatever their group."""
    return {name: row for group in written(path)["groups"] for name, row in group["rows"].items()}


@pytest.mark.parametrize(
    ("path", "groups"),
    [
        (LANGUAGE, {"Coding Agent": 10, "Knowledge": 4, "STEM & Reasoning": 8}),
        (
            VISION,
            {
                "STEM & Puzzle": 5,
                "General VQA": 4,
                "Document Understanding": 3,
                "Spatial Intelligence": 5,
                "Video Understanding": 4,
                "Visual Agent": 2,
            },
        ),
    ],
)
def test_groups_stand_in_the_published_order(path: str, groups: dict[str, int]) -> None:
    """Groups come in the order of the published table, each with all of its rows."""
    found = {group["title"]["en"]: len(group["rows"]) for group in written(path)["groups"]}
    assert list(found.items()) == list(groups.items())


@pytest.mark.parametrize(
    ("path", "sums", "unpublished"),
    [
        (LANGUAGE, ["2486.8", "2664.1", "2461.7", "3088.9", "2824.0", "2995.6"], 0),
        (VISION, ["1882.0", "1337.2", "1166.3", "1107.7", "1810.1", "1898.2"], 23),
    ],
)
def test_columns_add_up(path: str, sums: list[str], unpublished: int) -> None:
    """The figures of each column add up to what the published figures add up to."""
    table = list(rows(path).values())
    assert {len(row) for row in table} == {6}
    assert sum(row.count("null") for row in table) == unpublished
    columns = zip(*table, strict=True)
    assert [str(sum(Decimal(c) for c in column if c != "null")) for column in columns] == sums


@pytest.mark.parametrize(
    ("path", "benchmark", "row"),
    [
        (LANGUAGE, "swe-bench-verified", "75.0 76.2 52.0 80.9 73.4 77.2"),
        (LANGUAGE, "qwenwebbench", "1068 1186 1197 1536 1397 1487"),
        (LANGUAGE, "aime26", "92.6 93.3 89.2 95.1 92.7 94.1"),
        (VISION, "refspatialbench", "67.7 null 4.7 null 64.3 70.0"),
        (VISION, "androidworld", "64.2 null null null null 70.3"),
    ],
)
def test_figures_keep_their_digits(path: str, benchmark: str, row: str) -> None:
    """A figure has the digits that were published: 75.0 stays 75.0, 1068 stays 1068."""
    assert rows(path)[benchmark] == row.split()


def test_benchmarks_are_those_of_the_tables() -> None:
    """The two tables have 45 rows, each a benchmark that the vocabulary explains."""
    reported = [name for path in TABLES for name in rows(path)]
    assert len(reported) == 45
    assert set(reported) <= set(written("benchmarks.yaml"))


def test_only_the_elo_rating_leaves_the_percent_axis() -> None:
    """QwenWebBench is an Elo rating; every other figure is out of a hundred."""
    benchmarks = written("benchmarks.yaml")
    scales = {name: benchmarks[name]["scale"] for path in TABLES for name in rows(path)}
    assert {name for name in scales if scales[name] != "percent"} == {"qwenwebbench"}
    assert scales["qwenwebbench"] == "elo"


def test_every_meter_has_a_label() -> None:
    """`meters.yaml` labels the meters that pricing defines, in their order."""
    assert list(written("meters.yaml")) == list(METERS)


def test_parameters_are_explained() -> None:
    """The model takes twenty parameters, each explained."""
    taken = written("models/qwen/qwen3.6-27b.yaml")["parameters"]
    assert len(taken) == 20
    assert set(taken) <= set(written("parameters.yaml"))


def test_example_costs_what_the_price_says() -> None:
    """25 tokens in and 1,542 out, of which 1,274 are reasoning, cost ¥0.030149."""
    offer = written("offers/wcode/qwen-qwen3.6-27b.yaml")
    (price,) = offer["prices"]
    usage = json.loads(offer["example"]["response"])["usage"]
    assert usage["completion_tokens_details"]["reasoning_tokens"] == 1274
    assert usage["prompt_tokens"] + usage["completion_tokens"] == usage["total_tokens"] == 1567
    assert (price["currency"], price["per"]) == ("CNY", "1k")
    rates = {meter: Decimal(rate) for meter, rate in price["rates"].items()}
    cost = usage["prompt_tokens"] * rates["input"] + usage["completion_tokens"] * rates["output"]
    assert cost / 1000 == Decimal("0.030149")
