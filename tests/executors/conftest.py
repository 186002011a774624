"""All dialects, and what reads bodies by them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import yaml
from billing import DIALECTS
from bodies import WHOLE_GRAMMAR

from executors import DuckDB, Python, TypeScript

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def dialects() -> dict[str, Any]:
    """The dialects of the package, and one that uses the whole grammar, as files have them."""
    files = [*sorted(DIALECTS.glob("*.yaml")), WHOLE_GRAMMAR]
    return {path.stem: yaml.safe_load(path.read_text("utf-8")) for path in files}


@pytest.fixture(scope="session")
def python(dialects: dict[str, Any]) -> Python:
    """The reference."""
    return Python(dialects)


@pytest.fixture(scope="session")
def typescript(dialects: dict[str, Any]) -> Iterator[TypeScript]:
    """The browser's."""
    with TypeScript(dialects) as running:
        yield running


@pytest.fixture(scope="session")
def duck(dialects: dict[str, Any]) -> DuckDB:
    """The one for bulk."""
    return DuckDB(dialects)
