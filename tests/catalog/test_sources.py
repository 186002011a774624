"""What the real records owe their readers: every fact says where it stands."""

from pathlib import Path
from typing import Any

import pytest
import yaml

CATALOG = Path(__file__).parents[2] / "catalog"

ELSEWHERE = {
    "models": {"sources"},
    "offers": {"sources", "model", "unlinked", "prices", "example", "note"},
}
"""Fields that need no source there: prices and examples carry their own, a note is ours."""

RECORDS = [
    path.relative_to(CATALOG) for kind in ELSEWHERE for path in sorted(CATALOG.glob(f"{kind}/*/*"))
]


def written(path: Path) -> dict[str, Any]:
    """Read a record with every scalar as its author wrote it."""
    record: dict[str, Any] = yaml.load((CATALOG / path).read_text("utf-8"), yaml.BaseLoader)
    return record


@pytest.mark.parametrize("path", RECORDS, ids=str)
def test_every_fact_has_a_source(path: Path) -> None:
    """A model or an offer names the source of each field that it has."""
    record = written(path)
    assert record.keys() - ELSEWHERE[path.parts[0]] - record["sources"].keys() == set()


@pytest.mark.parametrize("path", RECORDS, ids=str)
def test_no_source_is_left_without_its_fact(path: Path) -> None:
    """Whoever takes out a field takes its source along."""
    record = written(path)
    assert record["sources"].keys() - record.keys() == set()


@pytest.mark.parametrize("path", RECORDS, ids=str)
def test_every_anchor_is_pointed_at(path: Path) -> None:
    """A source that stands ready to be used again is used again."""
    text = (CATALOG / path).read_text("utf-8")
    anchors = {token.value for token in yaml.scan(text) if isinstance(token, yaml.AnchorToken)}
    aliases = {token.value for token in yaml.scan(text) if isinstance(token, yaml.AliasToken)}
    assert anchors == aliases
