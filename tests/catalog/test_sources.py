"""What the real records owe their readers: every fact says where it stands."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

CATALOG = Path(__file__).parents[2] / "catalog"

ELSEWHERE = {
    "models": {"sources", "provisional"},
    "offers": {"sources", "model", "unlinked", "prices", "example", "note"},
}
"""Fields that need no source there: prices and examples carry their own, notes and marks are
ours."""

VOUCHED = {"id", "apis", "status"}
"""Fields of an offer that also need none where a line of `evidence/` says which feeds list it."""

EVERY = [
    path.relative_to(CATALOG) for kind in ELSEWHERE for path in sorted(CATALOG.glob(f"{kind}/*/*"))
]
PARTS = 8
"""So many tests have the records among them, rather than one test each."""


LISTED = {
    f"{path.stem}/{line['offer']}"
    for path in CATALOG.glob("evidence/*.ndjson")
    for line in map(json.loads, path.read_bytes().splitlines())
    if line["where"]
}
"""The offers of which the evidence says where feeds list them, by seller and id."""


def written(path: Path) -> dict[str, Any]:
    """Read a record with every scalar as its author wrote it."""
    return dict(yaml.load((CATALOG / path).read_text("utf-8"), yaml.CBaseLoader))


@pytest.mark.parametrize("part", range(PARTS))
def test_every_fact_has_a_source(part: int) -> None:
    """A model or an offer names the source of each field that it has, and of no other."""
    for path in EVERY[part::PARTS]:
        record = written(path)
        sources = record.get("sources", {}).keys()
        vouched = VOUCHED if f"{path.parts[1]}/{record.get('id')}" in LISTED else set()
        assert record.keys() - ELSEWHERE[path.parts[0]] - vouched - sources == set(), path
        assert sources - record.keys() == set(), path


@pytest.mark.parametrize("part", range(PARTS))
def test_every_anchor_is_pointed_at(part: int) -> None:
    """A source that stands ready to be used again is used again."""
    for path in EVERY[part::PARTS]:
        text = (CATALOG / path).read_text("utf-8")
        events = [*yaml.parse(text, yaml.CBaseLoader)]
        aliases = {event.anchor for event in events if isinstance(event, yaml.AliasEvent)}
        assert {anchor for event in events if (anchor := _anchor(event))} == aliases, path


def _anchor(event: yaml.Event) -> str | None:
    return None if isinstance(event, yaml.AliasEvent) else getattr(event, "anchor", None)
