"""`llmanac diff`: what one state of a catalogue has that another has not."""

import argparse
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from llmanac import commits
from llmanac.changes.difference import difference
from llmanac.changes.state import State, of_catalog, of_snapshot
from llmanac.changes.words import Words
from llmanac.cli.catalog import catalog_of
from llmanac.pricing.faults import Fault
from llmanac.report.difference import as_json, in_markdown, told
from llmanac.report.paint import Paint
from llmanac.snapshot import Snapshot


def add(parser: argparse.ArgumentParser, say: Mapping[str, str]) -> None:
    """Declare what the command takes."""
    parser.add_argument("old", metavar="OLD", help=say["diff.old"])
    parser.add_argument("new", metavar="NEW", nargs="?", help=say["diff.new"])
    parser.add_argument(
        "--catalog", type=Path, default=Path("catalog"), metavar="DIR", help=say["diff.catalog"]
    )
    form = parser.add_mutually_exclusive_group()
    for name in ("json", "markdown"):
        form.add_argument(f"--{name}", action="store_true", help=say[f"diff.{name}"])


def run(arguments: argparse.Namespace) -> int:
    """Print the difference; 1 where there is one."""
    old = opened(arguments.old, arguments.catalog)
    new = opened(arguments.new or str(catalog_of(arguments)), arguments.catalog)
    found = difference(old, new)
    models = {id_: name for state in (old, new) for id_, (name, _) in state.models.items()}
    words = Words(arguments.lang, {}, models, {})
    if arguments.json:
        sys.stdout.write(json.dumps(as_json(found), ensure_ascii=False, indent=2) + "\n")
    elif arguments.markdown:
        sys.stdout.write(in_markdown(found, words))
    else:
        sys.stdout.write(told(found, words, Paint.to(sys.stdout)))
    return int(not found.is_empty)


def opened(named: str, catalog: Path) -> State:
    """The state that is meant: a folder of records, a compiled catalogue, or a git revision.

    Raises `Fault` where it is none of them, or has errors.
    """
    path = Path(named)
    if path.is_dir():
        return _loaded(path)
    if path.is_file():
        return of_snapshot(Snapshot(path))
    with TemporaryDirectory() as folder:
        if not commits.extract(catalog, named, Path(folder)):
            raise Fault("not-a-state", named=named, catalog=str(catalog))
        return _loaded(Path(folder))


def _loaded(folder: Path) -> State:
    # What reads records is imported here: two snapshots need nothing but the standard library.
    from llmanac.build import Built, Plan  # noqa: PLC0415
    from llmanac.check import checked  # noqa: PLC0415

    catalog, findings = checked(folder, base=Plan.beside(folder).beneath)
    if Built(findings).fails:
        raise Fault("catalog-has-findings", path=str(folder), count=len(findings))
    return of_catalog(catalog)
