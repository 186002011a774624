"""Where the prices of a command come from: a compiled catalogue, records, or entries in a file."""

import argparse
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from llmanac.cli.asked import asked_of
from llmanac.estimate import estimate, estimate_by, quote, quote_by
from llmanac.pricing.exchange import Exchange
from llmanac.pricing.faults import Fault
from llmanac.pricing.receipt import Receipt
from llmanac.pricing.tariff import Tariff
from llmanac.report.paint import Paint
from llmanac.snapshot import Snapshot, find
from llmanac.when import moment


@dataclass(frozen=True)
class Prices:
    """What makes receipts, and what is said on them."""

    of_body: Callable[[Any], Receipt]
    of_counts: Callable[[Mapping[str, str]], Receipt]
    labels: Mapping[str, str]
    exchange: tuple[Exchange, ...] = ()


def prices(arguments: argparse.Namespace) -> Prices | None:
    """What the flags say; None where entries are none, which has been told on standard error."""
    return _tried(arguments) if arguments.entries else _catalogued(arguments)


def opened(arguments: argparse.Namespace) -> Snapshot:
    """The compiled catalogue that is meant; raises `NoSnapshot`, `Fault`."""
    return Snapshot(_compiled(arguments) if arguments.catalog else find(arguments.snapshot))


def _catalogued(arguments: argparse.Namespace) -> Prices:
    shot = opened(arguments)
    if arguments.provider:
        shot.provider(arguments.provider)  # which says what is near where there is none
    said: dict[str, Any] = {
        "at": moment(arguments.at),
        "asked": asked_of(arguments),
        "currency": arguments.currency,
        "provider": arguments.provider,
        "snapshot": shot,
    }
    read = {"model": arguments.model, "api": arguments.api, "dialect": arguments.dialect}

    def of_counts(counts: Mapping[str, str]) -> Receipt:
        if not arguments.model:
            raise Fault("quote-of-what")
        return quote(counts, model=arguments.model, **said)

    of_body = partial(estimate, **said, **read)
    return Prices(of_body, of_counts, shot.labels(arguments.lang), shot.exchange)


def _tried(arguments: argparse.Namespace) -> Prices | None:
    """Price by the entries of a file, unless they have errors; findings are told."""
    from llmanac.check import check_entries  # noqa: PLC0415 - needs more than the standard library
    from llmanac.load.trial import read_calendars, read_dialects, read_labels  # noqa: PLC0415

    if arguments.model or arguments.provider:
        raise Fault("entries-alone")
    entries, findings = check_entries(arguments.entries)
    if findings:
        from llmanac.report.findings import report  # noqa: PLC0415 - seldom wanted

        colour = Paint.to(sys.stderr).on
        found = report(findings, "text", root=Path(), language=arguments.lang, colour=colour)
        sys.stderr.write(found)
    if any(finding.severity == "error" for finding in findings):
        return None
    tariff = Tariff(entries, read_calendars())
    said: dict[str, Any] = {
        "at": moment(arguments.at),
        "asked": asked_of(arguments),
        "currency": arguments.currency,
    }
    read = {"api": arguments.api, "dialect": arguments.dialect}
    of_body = partial(estimate_by, tariff=tariff, readers=read_dialects(), **said, **read)
    of_counts = partial(quote_by, tariff=tariff, **said)
    return Prices(of_body, of_counts, read_labels(arguments.lang))


def _compiled(arguments: argparse.Namespace) -> Path:
    """The records of the folder that was named, compiled; raises `Fault` where they have errors."""
    # What reads records is imported here: without --catalog nothing but the standard library is.
    from llmanac import files  # noqa: PLC0415
    from llmanac.build import Built, Plan  # noqa: PLC0415
    from llmanac.check import checked  # noqa: PLC0415
    from llmanac.compile.snapshot import snapshot  # noqa: PLC0415

    plan = Plan.beside(arguments.catalog)
    catalog, findings = checked(plan.catalog, base=plan.beneath, cache=plan.memory)
    if Built(findings).fails:
        raise Fault("catalog-has-findings", path=str(plan.catalog), count=len(findings))
    path = plan.cache / "estimate.sqlite"
    files.write(path, snapshot(catalog))
    return path
