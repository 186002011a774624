"""`llmanac schema`: print or write the JSON Schema of the records."""

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path

from llmanac import files
from llmanac.pricing.faults import Fault
from llmanac.schemas import schemas, text


def add(parser: argparse.ArgumentParser, say: Mapping[str, str]) -> None:
    """Declare what the command takes."""
    parser.add_argument("kind", nargs="?", help=say["schema.kind"])
    parser.add_argument("--write", metavar="DIR", type=Path, help=say["schema.write"])


def run(arguments: argparse.Namespace) -> int:
    """Print one schema, list them all, or write them into a folder."""
    every = schemas()
    if arguments.write:
        for kind, schema in every.items():
            files.write(arguments.write / f"{kind}.json", text(schema))
    elif arguments.kind is None:
        print("\n".join(every))
    elif arguments.kind in every:
        sys.stdout.write(text(every[arguments.kind]))
    else:
        raise Fault("cli.unknown-kind", kind=arguments.kind, known=", ".join(every))
    return 0
