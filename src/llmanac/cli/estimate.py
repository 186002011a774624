"""`llmanac estimate`: what a response cost, or what a request will cost, line by line."""

import argparse
import json
import sys
from collections.abc import Mapping
from pathlib import Path

from llmanac.cli import asked
from llmanac.cli.bodies import read
from llmanac.cli.prices import Prices, prices
from llmanac.pricing.exchange import Exchange, between
from llmanac.pricing.faults import Fault
from llmanac.pricing.receipt import Receipt
from llmanac.report.beside import Beside
from llmanac.report.explained import explained
from llmanac.report.paint import Paint
from llmanac.report.receipt import bill
from llmanac.report.written_up import written_up


def add(parser: argparse.ArgumentParser, say: Mapping[str, str]) -> None:
    """Declare what the command takes."""
    parser.add_argument("body", nargs="?", metavar="FILE", help=say["estimate.body"])
    for name in ("model", "provider", "api", "dialect", "currency"):
        parser.add_argument(f"--{name}", help=say[f"estimate.{name}"])
    asked.add_request(parser, say)
    asked.add_counts(parser, say)
    named = asked.add_catalogue(parser, say)
    named.add_argument("--entries", metavar="FILE", type=Path, help=say["estimate.entries"])
    asked.add_exchange(parser, say)
    printed = parser.add_argument_group(say["estimate.group.printed"])
    form = printed.add_mutually_exclusive_group()
    for name in ("json", "markdown", "explain"):
        form.add_argument(f"--{name}", action="store_true", help=say[f"estimate.{name}"])


def run(arguments: argparse.Namespace) -> int:
    """Print the receipt; 1 where something that was used has no price."""
    counts, requests = asked.counts_of(arguments), asked.requests_of(arguments)
    if counts:
        asked.refuse_bodies(arguments)
    source = prices(arguments)
    if source is None:
        return 2
    body = None if counts else read(arguments.body or "-")
    receipt = source.of_counts(counts) if counts else source.of_body(body)
    beside = Beside(requests, _exchange(receipt, source, arguments))
    sys.stdout.write(_printed(receipt, source.labels, beside, arguments))
    return int(not receipt.complete)


def _exchange(receipt: Receipt, source: Prices, arguments: argparse.Namespace) -> Exchange | None:
    """The rate at which to show the total too; raises `Fault` where nobody says one."""
    wanted, own = arguments.shown_in, receipt.currency
    if arguments.rate and wanted is None:
        raise Fault("rate-for-what")
    said = asked.rates_of(arguments, own)
    if wanted in (None, own):
        return None
    day = receipt.at.date()
    found = between(said, own, wanted, day) or between(source.exchange, own, wanted, day)
    if found is None:
        raise Fault("no-rate-of-exchange", currency=own, wanted=wanted)
    return found


def _printed(
    receipt: Receipt, labels: Mapping[str, str], beside: Beside, arguments: argparse.Namespace
) -> str:
    """The receipt in the form that was asked for."""
    if arguments.json:
        data = beside.to_json(receipt)
        return json.dumps(data, ensure_ascii=False, indent=2, default=str) + "\n"
    if arguments.markdown:
        return written_up(receipt, labels, arguments.lang, beside)
    form = explained if arguments.explain else bill
    return form(receipt, labels, arguments.lang, Paint.to(sys.stdout), beside)
