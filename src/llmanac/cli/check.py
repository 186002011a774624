"""`llmanac check`: every finding of every file."""

import argparse
from collections.abc import Mapping

from llmanac.cli.catalog import add_catalog


def add(parser: argparse.ArgumentParser, say: Mapping[str, str]) -> None:
    """Declare what the command takes."""
    parser.add_argument(
        "--format", choices=("text", "json", "github"), default="text", help=say["check.format"]
    )
    add_catalog(parser, say)


def run(arguments: argparse.Namespace) -> int:
    """Print the findings; 1 where there are any."""
    raise SystemExit(2)
