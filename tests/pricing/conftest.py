"""A small invented catalogue, compiled: two sellers of two models."""

from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from billing import DIALECTS

from llmanac.pricing.dialect import Dialect
from llmanac.pricing.reader import Reader
from llmanac.snapshot import Snapshot
from llmanac.tables import SCHEMA_VERSION, TABLES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


ROWS: dict[str, list[dict[str, Any]]] = {
    "meta": [
        {"key": "schema_version", "value": str(SCHEMA_VERSION)},
        {"key": "revision", "value": "r1"},
        {"key": "default_provider", "value": "acme"},
    ],
    "labs": [{"id": "nova", "name_en": "Nova", "name_zh": "新星"}],
    "dialects": [
        {"id": path.stem, "api": record["api"], "record": json.dumps(record)}
        for path in sorted(DIALECTS.glob("*.yaml"))
        for record in (yaml.safe_load(path.read_text(encoding="utf-8")),)
    ],
    "models": [
        {
            "id": f"nova/{name}",
            "lab": "nova",
            "name": name,
            "kind": "chat",
            "summary_en": name,
            "summary_zh": name,
            "record": "{}",
        }
        for name in ("one", "two", "three")
    ],
    "providers": [
        {
            "id": name,
            "name_en": name,
            "name_zh": name,
            "home": "https://x.example/",
            "currency": currency,
            "timezone": "UTC",
            "record": "{}",
        }
        for name, currency in (("acme", "CNY"), ("bolt", "USD"), ("coil", "USD"))
    ],
    "apis": [
        {"provider": provider, "api": api, "url": "https://x.example/", "dialect": dialect}
        for provider, api, dialect in (
            ("acme", "chat-completions", "openai-chat"),
            ("acme", "responses", "openai-responses"),
            ("acme", "messages", "anthropic-messages"),
            ("bolt", "messages", "anthropic-messages"),
            ("coil", "chat-completions", "openai-chat"),
        )
    ],
    "offers": [
        {
            "key": key,
            "provider": key.partition("/")[0],
            "id": named,
            "model": model,
            "status": "available",
            "record": "{}",
        }
        for key, named, model in (
            ("acme/nova-one", "nova/One", "nova/one"),
            ("acme/nova-two", "nova/two", "nova/two"),
            ("acme/nova-two-free", "nova/two:free", "nova/two"),
            ("bolt/one", "one", "nova/one"),
            ("bolt/three", "three", "nova/three"),
            ("coil/one", "one-x", "nova/one"),
            ("coil/three", "three-x", "nova/three"),
            ("coil/three-fast", "three-x-fast", "nova/three"),
        )
    ],
    "offer_aliases": [{"offer": "bolt/one", "alias": "one-latest"}],
    "prices": [
        {
            "offer": offer,
            "entry": index,
            "currency": currency,
            "per": "1k",
            "seen": "2026-04-23",
            "source": "https://x.example/",
            "record": json.dumps(
                {
                    "currency": currency,
                    "per": "1k",
                    "seen": "2026-04-23",
                    "source": "https://x.example/",
                    "rates": {"input": ["0.0032"], "output": ["0.0195"]},
                }
            ),
        }
        for offer, index, currency in (
            ("acme/nova-one", 0, "CNY"),
            ("acme/nova-one", 1, "USD"),
            ("bolt/one", 0, "EUR"),
        )
    ],
    "redirects": [
        {"kind": "models", "old": "nova/uno", "new": "nova/one"},
        {"kind": "providers", "old": "acme-cloud", "new": "acme"},
        {"kind": "offers", "old": "acme/ein", "new": "acme/nova-one"},
    ],
}


@pytest.fixture(scope="session")
def readers() -> dict[str, Reader]:
    """Every dialect of the package, by name."""
    return {
        row["id"]: Reader(row["id"], Dialect.from_json(json.loads(row["record"])))
        for row in ROWS["dialects"]
    }


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The catalogue as a file."""
    path = tmp_path_factory.mktemp("compiled") / "llmanac.sqlite"
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA foreign_keys = ON")
        db.executescript(TABLES)
        for table, rows in ROWS.items():
            for row in rows:
                names, marks = ", ".join(row), ", ".join("?" * len(row))
                db.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", [*row.values()])
    db.close()
    return path


@pytest.fixture
def snapshot(compiled: Path) -> Iterator[Snapshot]:
    """The catalogue, open."""
    opened = Snapshot(compiled)
    yield opened
    opened.close()
