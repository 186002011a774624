"""What the commands that price let one say of a request: whose, when, how served, how much."""

import argparse
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from llmanac.pricing.exchange import Exchange, said
from llmanac.pricing.faults import Fault
from llmanac.pricing.keys import KEYS

OWN_FLAGS = ("tier", "mode", "region")
"""What is asked for so often that it has a flag of its own."""

COUNTS = {
    "input-tokens": "input",
    "cache-read": "cache.read",
    "cache-write": "cache.write",
    "cache-write-5m": "cache.write.5m",
    "cache-write-1h": "cache.write.1h",
    "output-tokens": "output",
    "reasoning-tokens": "output.reasoning",
}
"""Flag → the meter that it counts."""


def add_catalogue(parser: argparse.ArgumentParser, say: Mapping[str, str]) -> Any:  # noqa: ANN401
    """Declare where the prices stand; returns the group, of which only one may be given."""
    where = parser.add_argument_group(say["estimate.group.prices"])
    named = where.add_mutually_exclusive_group()
    named.add_argument("--snapshot", metavar="FILE", help=say["estimate.snapshot"])
    named.add_argument("--catalog", metavar="DIR", type=Path, help=say["estimate.catalog"])
    return named


def add_request(parser: argparse.ArgumentParser, say: Mapping[str, str]) -> None:
    """Declare what one may say of a request: its moment, and how it is served."""
    asked = parser.add_argument_group(say["estimate.group.asked"])
    asked.add_argument("--at", metavar="TIME", help=say["estimate.at"])
    for name in OWN_FLAGS:
        asked.add_argument(f"--{name}", help=say[f"estimate.{name}"])
    keys = ", ".join(KEYS)
    asked.add_argument(
        "--given",
        metavar="KEY=VALUE",
        action="append",
        help=say["estimate.given"].format(keys=keys),
    )


def add_counts(parser: argparse.ArgumentParser, say: Mapping[str, str]) -> None:
    """Declare how much a request will use that is not yet sent."""
    counts = parser.add_argument_group(say["estimate.group.counts"])
    for flag, meter in COUNTS.items():
        counts.add_argument(
            f"--{flag}", metavar="N", help=say["estimate.count-of"].format(meter=meter)
        )
    counts.add_argument("--count", metavar="METER=N", action="append", help=say["estimate.count"])
    counts.add_argument("--requests", metavar="N", help=say["estimate.requests"])


def add_exchange(parser: argparse.ArgumentParser, say: Mapping[str, str]) -> None:
    """Declare in which other currency to show what it costs."""
    shown = parser.add_argument_group(say["estimate.group.exchange"])
    shown.add_argument("--in", dest="shown_in", metavar="CURRENCY", help=say["estimate.in"])
    shown.add_argument("--rate", action="append", metavar="RATE", help=say["estimate.rate"])


def asked_of(arguments: argparse.Namespace) -> dict[str, str]:
    """What the caller says of tier, mode, region, …; raises `Fault`."""
    own = {name: getattr(arguments, name) for name in OWN_FLAGS}
    given = {name: value for name, value in own.items() if value is not None}
    return given | dict(_pairs(arguments.given, "--given"))


def counts_of(arguments: argparse.Namespace) -> dict[str, str]:
    """Meter → count, of the flags that were given; raises `Fault`."""
    flags = ((meter, getattr(arguments, flag.replace("-", "_"))) for flag, meter in COUNTS.items())
    own = {meter: count for meter, count in flags if count is not None}
    return own | dict(_pairs(arguments.count, "--count"))


def refuse_bodies(arguments: argparse.Namespace) -> None:
    """A request that is not yet sent has no body; raises `Fault`."""
    if arguments.body is not None:
        raise Fault("counts-or-body", path=arguments.body)
    if given := [f"--{name}" for name in ("api", "dialect") if getattr(arguments, name)]:
        raise Fault("counts-have-no-body", flags=given)


def requests_of(arguments: argparse.Namespace) -> int:
    """How many such requests are meant; raises `Fault`."""
    written = arguments.requests or "1"
    if not (written.isascii() and written.isdigit() and 0 < int(written[:20]) < 10**15):
        raise Fault("requests-unreadable", value=written)
    return int(written)


def rates_of(arguments: argparse.Namespace, own: str | None) -> list[Exchange]:
    """The rates of exchange that the caller says; `own` is what a rate without a pair is in."""
    return [said(written, arguments.shown_in, own) for written in arguments.rate or ()]


def _pairs(written: Iterable[str] | None, flag: str) -> Iterable[tuple[str, str]]:
    for one in written or ():
        key, sign, value = one.partition("=")
        if not (key and sign and value):
            raise Fault("pair-unreadable", flag=flag, value=one)
        yield key, value
