"""Imports point down."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

SRC = Path(__file__).parents[1] / "src" / "llmanac"

EVERYONE = {"base", "commits", "files", "exchange", "hands", "stamps", "messages"}
"""Rooms that anybody may use; they use nothing but each other."""

MAY_IMPORT = {
    "pricing": set(),
    "tables": set(),
    "schema": {"pricing"},
    "names": {"pricing"},
    "snapshot": {"names", "pricing", "tables"},
    "reading": {"names", "pricing", "snapshot"},
    "when": {"pricing"},
    "sales": {"names", "pricing", "snapshot", "reading"},
    "estimate": {"names", "pricing", "snapshot", "reading", "sales", "when"},
    "comparison": {"names", "pricing", "snapshot", "reading", "sales", "when"},
    "logs": {"pricing"},
    "catalog": {"schema", "pricing"},
    "findings": set(),
    "verdicts": {"findings"},
    "compile": {"catalog", "schema", "pricing", "sentences", "tables"},
    "rules": {"catalog", "schema", "pricing", "findings"},
    "load": {"catalog", "schema", "pricing", "findings"},
    "check": {"load", "rules", "catalog", "findings", "pricing"},
    "clauses": {"catalog", "schema", "pricing"},
    "sentences": {"catalog", "schema"},
    "publish": {
        "clauses",
        "compile",
        "changes",
        "sentences",
        "catalog",
        "schema",
        "pricing",
        "tables",
        "snapshot",
        "estimate",
    },
    "sync": {"load", "check", "rules", "catalog", "schema", "pricing", "findings", "sentences"},
    "changes": {"catalog", "snapshot", "pricing"},
    "scaffold": {"schema", "load", "pricing"},
    "serve": {"preview"},
    "preview": set(),
    "report": {"changes", "clauses", "findings", "pricing", "comparison", "logs"},
    "build": {"check", "load", "publish", "findings", "pricing"},
    "glimpse": {"build", "load", "publish", "rules"},
    "mkdocs_theme": {"publish"},
    "mkdocs_plugin": {"mkdocs_theme", "build", "publish", "report", "pricing"},
    "cli": {
        *("build", "changes", "check", "glimpse", "verdicts", "findings", "scaffold", "serve"),
        *("load", "publish", "sync", "estimate", "comparison", "logs", "snapshot", "compile"),
        *("mkdocs_plugin", "report", "pricing", "when"),
    },
    "__init__": {"estimate", "pricing", "snapshot"},
    "__main__": {"cli"},
}
"""Room → rooms beneath it."""

ONLY = {
    "reads YAML": (r"\byaml\.", {"load", "messages"}),
    "writes files": (
        r"\.(write_text|write_bytes|rename|replace\(\w+\)|hardlink_to|symlink_to|touch)\b"
        r"|\.open\(\"[wax]",
        {"files", "mkdocs_plugin"},
    ),
    "prints": (r"\bprint\(|sys\.std(out|err)\b", {"cli"}),
    "asks the network": (
        r"(?m)^\s*(import|from) (urllib\.request|http\.client|httpx|requests)\b",
        {"sync"},
    ),
    "asks the clock": (r"\b(now|today|utcnow)\(|\btime\.time\(", {"when"}),
}
"""What a room does → how that looks in a source, and the rooms that may."""

STANDARD_LIBRARY_ONLY = {
    "__init__",
    "pricing",
    "tables",
    "snapshot",
    "reading",
    "estimate",
    "comparison",
}


def rooms() -> Iterator[tuple[str, Path]]:
    """Every source file with the room that it belongs to."""
    for path in sorted(SRC.rglob("*.py")):
        yield path.relative_to(SRC).parts[0].removesuffix(".py"), path


def imports(path: Path) -> Iterator[str]:
    """The full names of the modules that a file imports, anywhere in it."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: imports are written in full"
            assert node.module
            yield node.module
            if node.module == "llmanac":
                yield from (f"llmanac.{alias.name}" for alias in node.names)


IMPORTS = {path: [*imports(path)] for _, path in rooms()}
"""Source → what it imports. Read before any test: Python 3.11 parses nothing reliably in a process
in which a browser is driven."""


@pytest.mark.parametrize(
    ("room", "path"), list(rooms()), ids=lambda each: str(each).split("llmanac/")[-1]
)
def test_imports_point_down(room: str, path: Path) -> None:
    """A room imports only from rooms beneath it."""
    beneath = {room, *EVERYONE} if room not in EVERYONE else EVERYONE
    beneath |= MAY_IMPORT.get(room, set())
    for name in IMPORTS[path]:
        if name.startswith("llmanac."):
            assert name.split(".")[1] in beneath, f"{path}: {name} is not beneath {room}"


def test_every_room_is_in_the_table() -> None:
    """A new room says where it stands, and none is listed that is gone."""
    assert {room for room, _ in rooms()} == EVERYONE | MAY_IMPORT.keys()


@pytest.mark.parametrize("what", ONLY)
def test_effects_stay_in_their_rooms(what: str) -> None:
    """Pure in the middle: each effect has its room, and that room really has it."""
    looks, allowed = ONLY[what]
    found = {room for room, path in rooms() if re.search(looks, path.read_text("utf-8"))}
    assert found == allowed


@pytest.mark.parametrize(
    "path", [path for room, path in rooms() if room in STANDARD_LIBRARY_ONLY], ids=str
)
def test_pricing_needs_the_standard_library_only(path: Path) -> None:
    """Whoever estimates installs nothing else."""
    for name in IMPORTS[path]:
        assert name.split(".")[0] in {*sys.stdlib_module_names, "llmanac"}, f"{path}: {name}"


def test_one_module_asks_the_network() -> None:
    """Whoever looks for what goes out finds it in one file."""
    looks, _ = ONLY["asks the network"]
    found = [
        path.name for path in (SRC / "sync").rglob("*.py") if re.search(looks, path.read_text())
    ]
    assert found == ["fetch.py"]
