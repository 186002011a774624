"""`--catalog DIR` and `--as-of DAY`, which every command that reads records takes."""

import argparse
from collections.abc import Mapping
from pathlib import Path

from llmanac.pricing.faults import Fault
from llmanac.pricing.moments import Day


def add_catalog(parser: argparse.ArgumentParser, say: Mapping[str, str]) -> None:
    """Declare the flags."""
    parser.add_argument(
        "--catalog", type=Path, default=Path("catalog"), metavar="DIR", help=say["catalog"]
    )
    parser.add_argument("--as-of", metavar="DAY", help=say["as-of"])


def catalog_of(arguments: argparse.Namespace) -> Path:
    """The catalogue that was named; raises `Fault` where there is none."""
    folder: Path = arguments.catalog
    if not folder.is_dir():
        raise Fault("no-catalog", path=str(folder))
    return folder


def day_of(arguments: argparse.Namespace) -> Day | None:
    """The day that was named, if one was; raises `Fault` where it is none."""
    return None if arguments.as_of is None else Day.parse(arguments.as_of)
