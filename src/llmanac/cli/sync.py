"""`llmanac sync`: what feeds say, weighed and written into the records."""

import argparse
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from llmanac import files, messages
from llmanac.build import Plan, undisturbed
from llmanac.cli.catalog import add_catalog, catalog_of, day_of
from llmanac.cli.progress import Progress
from llmanac.sync.report import report
from llmanac.sync.run import Hearer, Wish
from llmanac.sync.run import run as synced
from llmanac.sync.summary import summary
from llmanac.sync.weighing import READERS, weigh

if TYPE_CHECKING:
    from llmanac.sync.fetch import Asker


def add(parser: argparse.ArgumentParser, say: Mapping[str, str]) -> None:
    """Declare what the command takes."""
    parser.add_argument("feeds", nargs="*", metavar="FEED", help=say["sync.feeds"])
    parser.add_argument(
        "--from", dest="files", nargs="+", default=[], metavar="FILE", help=say["sync.from"]
    )
    parser.add_argument("--dry-run", action="store_true", help=say["sync.dry-run"])
    parser.add_argument("--report", type=Path, metavar="FILE", help=say["sync.report"])
    parser.add_argument("--json", action="store_true", help=say["sync.json"])
    parser.add_argument("--keep-going", action="store_true", help=say["sync.keep-going"])
    parser.add_argument(
        "--accept-shrink", action="append", default=[], metavar="FEED", help=say["sync.shrink"]
    )
    add_catalog(parser, say)


def run(arguments: argparse.Namespace) -> int:
    """Sync, print what happened; 1 where a feed was refused."""
    plan = Plan.beside(catalog_of(arguments))
    progress = Progress(messages.section("cli", arguments.lang))
    wish = Wish(
        catalog=plan.catalog,
        base=plan.beneath,
        cache=plan.cache,
        feeds=tuple(arguments.feeds),
        files=tuple(arguments.files),
        as_of=day_of(arguments),
        accept_shrink=frozenset(arguments.accept_shrink),
        keep_going=arguments.keep_going,
        dry_run=arguments.dry_run,
    )
    hearer = Hearer(progress.step, progress.bytes, progress.files)
    with undisturbed():
        ran = synced(wish, READERS, weigh, hearer, _asker(wish.cache, arguments))
    progress.end()
    text = report(ran, arguments.lang)
    if arguments.report:
        files.write(arguments.report, text)
    if arguments.json:
        sys.stdout.write(json.dumps(summary(ran), ensure_ascii=False, indent=1) + "\n")
    elif not arguments.report:
        sys.stdout.write(text)
    return int(bool(ran.refused))


def _asker(cache: Path, arguments: argparse.Namespace) -> "Asker | None":
    """Who asks the network; nobody where only files were named."""
    if arguments.files and not arguments.feeds:
        return None
    from llmanac.sync.fetch import Asker  # noqa: PLC0415 - who gives files needs no httpx

    return Asker(cache / "feeds")
