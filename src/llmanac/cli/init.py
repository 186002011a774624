"""`llmanac init`: a catalogue of one's own in an empty folder."""

import argparse
import sys
from collections.abc import Iterator, Mapping
from importlib.resources import files as resources
from importlib.resources.abc import Traversable
from pathlib import Path, PurePosixPath

from llmanac import files, messages
from llmanac.pricing.faults import Fault
from llmanac.publish.schemas import schema_files

RENAMED = {"gitignore": ".gitignore"}
"""Names that would act on our own checkout if they stood in the package."""


def add(parser: argparse.ArgumentParser, say: Mapping[str, str]) -> None:
    """Declare what the command takes."""
    parser.add_argument("folder", nargs="?", type=Path, default=Path(), help=say["init.folder"])
    parser.add_argument("--catalog", type=Path, metavar="DIR", help=say["init.catalog"])


def run(arguments: argparse.Namespace) -> int:
    """Write the starter; nothing is written where anything of it stands already."""
    records: Path | None = arguments.catalog
    folder: Path = records.parent if records else arguments.folder
    starter = _starter_of(records.name if records else None)
    for top in dict.fromkeys(name.partition("/")[0] for name in starter):
        if (folder / top).exists():
            raise Fault("not-empty", path=str(folder / top))
    for name, text in starter.items():
        files.write(folder / name, text)
        print(folder / name)
    say = messages.section("cli", arguments.lang)
    print(say["init.next"].format(folder=folder), file=sys.stderr)
    return 0


def _starter_of(records: str | None) -> dict[str, bytes]:
    """What is written: all of it, or just records and their schemas, in a folder of that name."""
    starter = {RENAMED.get(str(path), str(path)): text for path, text in _starter()}
    if records:
        starter = {
            f"{records}/{name.removeprefix('catalog/')}": text
            for name, text in starter.items()
            if name.startswith("catalog/")
        }
    return starter | {f"schemas/{name}": text for name, text in schema_files().items()}


def _starter() -> Iterator[tuple[PurePosixPath, bytes]]:
    yield from _below(resources("llmanac") / "starter", PurePosixPath())


def _below(folder: Traversable, path: PurePosixPath) -> Iterator[tuple[PurePosixPath, bytes]]:
    for item in sorted(folder.iterdir(), key=lambda item: item.name):
        if item.is_dir():
            yield from _below(item, path / item.name)
        else:
            yield path / item.name, item.read_bytes()
