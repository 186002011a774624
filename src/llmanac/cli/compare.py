"""`llmanac compare`: what a request costs at every offer that can serve it, cheapest first."""

import argparse
import json
import sys
from collections.abc import Mapping

from llmanac.cli import asked
from llmanac.cli.bodies import read
from llmanac.cli.prices import opened
from llmanac.comparison import compare
from llmanac.report.comparison import as_json, compared, compared_in_markdown
from llmanac.report.paint import Paint


def add(parser: argparse.ArgumentParser, say: Mapping[str, str]) -> None:
    """Declare what the command takes."""
    parser.add_argument("body", nargs="?", metavar="FILE", help=say["estimate.body"])
    parser.add_argument("--model", help=say["compare.model"])
    parser.add_argument("--kind", help=say["compare.kind"])
    parser.add_argument("--provider", help=say["compare.provider"])
    for name in ("api", "dialect"):
        parser.add_argument(f"--{name}", help=say[f"estimate.{name}"])
    asked.add_request(parser, say)
    asked.add_counts(parser, say)
    asked.add_catalogue(parser, say)
    asked.add_exchange(parser, say)
    printed = parser.add_argument_group(say["estimate.group.printed"])
    form = printed.add_mutually_exclusive_group()
    for name in ("json", "markdown"):
        form.add_argument(f"--{name}", action="store_true", help=say[f"compare.{name}"])


def run(arguments: argparse.Namespace) -> int:
    """Print the comparison; 1 where no offer can serve the request."""
    counts, requests = asked.counts_of(arguments), asked.requests_of(arguments)
    if counts:
        asked.refuse_bodies(arguments)
    shot = opened(arguments)
    found = compare(
        None if counts else read(arguments.body or "-"),
        counts=counts or None,
        model=arguments.model,
        kind=arguments.kind,
        provider=arguments.provider,
        api=arguments.api,
        dialect=arguments.dialect,
        at=arguments.at,
        asked=asked.asked_of(arguments),
        currency=arguments.shown_in,
        rates=asked.rates_of(arguments, None),
        snapshot=shot,
    )
    labels = shot.labels(arguments.lang)
    if arguments.json:
        sys.stdout.write(json.dumps(as_json(found, requests), ensure_ascii=False, indent=2) + "\n")
    elif arguments.markdown:
        sys.stdout.write(compared_in_markdown(found, labels, arguments.lang, requests))
    else:
        paint = Paint.to(sys.stdout)
        sys.stdout.write(compared(found, labels, arguments.lang, paint, requests))
    return int(not found.bids)
