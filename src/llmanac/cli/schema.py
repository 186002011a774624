"""`llmanac schema`: print or write the JSON Schema of the records."""

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path

from llmanac import files
from llmanac.pricing.faults import Fault
from llmanac.publish.api.files import committed
from llmanac.publish.schemas import pretty, record_schemas

BESIDE = Path("beside the catalogue")
"""Stands for the folder that is meant where none is named."""


def add(parser: argparse.ArgumentParser, say: Mapping[str, str]) -> None:
    """Declare what the command takes."""
    parser.add_argument("kind", nargs="?", help=say["schema.kind"])
    parser.add_argument(
        "--write", metavar="DIR", type=Path, nargs="?", const=BESIDE, help=say["schema.write"]
    )
    parser.add_argument(
        "--catalog", type=Path, default=Path("catalog"), metavar="DIR", help=say["schema.catalog"]
    )


def run(arguments: argparse.Namespace) -> int:
    """Print one schema, list them all, or write them into a folder with the OpenAPI document."""
    schemas = record_schemas()
    if arguments.write:
        folder = arguments.write
        if folder == BESIDE:
            folder = arguments.catalog.resolve().parent / "schemas"
        for name, content in committed().items():
            files.write(folder / name, content)
    elif arguments.kind is None:
        print("\n".join(schemas))
    elif arguments.kind in schemas:
        sys.stdout.write(pretty(schemas[arguments.kind]).decode())
    else:
        raise Fault("unknown-kind", kind=arguments.kind, known=[*schemas])
    return 0
