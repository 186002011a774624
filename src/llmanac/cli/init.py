"""`llmanac init`: a catalogue of one's own in an empty folder."""

import argparse
import sys
from collections.abc import Iterator, Mapping
from importlib.resources import files as resources
from importlib.resources.abc import Traversable
from pathlib import Path, PurePosixPath

from llmanac import files, messages
from llmanac.pricing.faults import Fault

RENAMED = {"gitignore": ".gitignore"}
"""Names that would act on our own checkout if they stood in the package."""


def add(parser: argparse.ArgumentParser, say: Mapping[str, str]) -> None:
    """Declare what the command takes."""
    parser.add_argument("folder", nargs="?", type=Path, default=Path(), help=say["init.folder"])


def run(arguments: argparse.Namespace) -> int:
    """Write the starter; nothing is written where anything of it stands already."""
    folder: Path = arguments.folder
    starter = {folder / RENAMED.get(str(path), path): text for path, text in _starter()}
    if standing := [str(path) for path in starter if path.exists()]:
        raise Fault("cli.exists", path=standing[0])
    for path, text in starter.items():
        files.write(path, text)
        print(path)
    say = messages.section("cli", arguments.lang)
    print(say["init.next"].format(folder=folder), file=sys.stderr)
    return 0


def _starter() -> Iterator[tuple[PurePosixPath, str]]:
    yield from _below(resources("llmanac") / "starter", PurePosixPath())


def _below(folder: Traversable, path: PurePosixPath) -> Iterator[tuple[PurePosixPath, str]]:
    for item in sorted(folder.iterdir(), key=lambda item: item.name):
        if item.is_dir():
            yield from _below(item, path / item.name)
        else:
            yield path / item.name, item.read_text("utf-8")
