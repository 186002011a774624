"""What Datasette should know of the snapshot: `datasette llmanac.sqlite -m datasette.json`."""

from typing import Any

_LABELS = {
    "labs": "name_en",
    "capabilities": "label_en",
    "parameters": "label_en",
    "meters": "label_en",
    "models": "name",
    "providers": "name_en",
    "offers": "id",
    "benchmarks": "name",
    "evaluations": "title_en",
}
"""Table → the column that stands for a row where another table links to it."""

_FACETS = {
    "models": ["lab", "kind", "open_weights"],
    "offers": ["provider", "status"],
    "current_prices": ["provider", "meter", "currency"],
    "model_scores": ["benchmark", "model"],
}

_DESCRIPTIONS = {
    "current_prices": "Ordinary prices in force on the day meta.as_of. per_million is for sorting; "
    "amount is exact, in currency, for per. unless: under these conditions another price holds.",
    "model_scores": "Benchmark figures of the models in the catalogue. published is exact; "
    "score is for sorting, within one benchmark.",
    "rates": "Every amount as published: decimal text, in the currency and unit of its price. "
    "unless names the conditions under which another price holds; see conditional_rates.",
    "conditional_rates": "What a meter costs in every other case that an entry's conditions make, "
    "scales worked out. given holds, and none of unless.",
    "prices": "Price entries in time. until is the entry's own end, else the start of the next.",
}


def _table(name: str) -> dict[str, Any]:
    said = {
        "label_column": _LABELS.get(name),
        "facets": _FACETS.get(name),
        "description": _DESCRIPTIONS.get(name),
    }
    return {key: value for key, value in said.items() if value is not None}


METADATA: dict[str, Any] = {
    "title": "llmanac",
    "description": "The almanac of language models: models, offers, prices, benchmark figures.",
    "databases": {
        "llmanac": {
            "tables": {name: _table(name) for name in sorted({*_LABELS, *_FACETS, *_DESCRIPTIONS})}
        }
    },
}
"""Titles, labels and facets, in the form that Datasette reads."""
