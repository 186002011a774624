"""`llmanac check`: every finding of every file."""

import argparse
import sys
from collections.abc import Mapping

from llmanac import verdicts
from llmanac.build import Built, Plan
from llmanac.cli.catalog import add_catalog, catalog_of, day_of
from llmanac.findings import Finding
from llmanac.report.findings import report
from llmanac.report.paint import Paint


def add(parser: argparse.ArgumentParser, say: Mapping[str, str]) -> None:
    """Declare what the command takes."""
    parser.add_argument(
        "--format", choices=("text", "json", "github"), default="text", help=say["check.format"]
    )
    add_catalog(parser, say)


def run(arguments: argparse.Namespace) -> int:
    """Print the findings; 1 where an error is among them."""
    plan = Plan.beside(catalog_of(arguments), as_of=day_of(arguments))
    findings = verdicts.settled(plan.verdict, plan.judged, lambda: _found(plan))
    sys.stdout.write(
        report(
            findings,
            arguments.format,
            root=plan.catalog,
            language=arguments.lang,
            colour=Paint.to(sys.stdout).on,
        )
    )
    return int(Built(findings).fails)


def _found(plan: Plan) -> tuple[Finding, ...]:
    """Every finding, anew. Imported here, since most runs have nothing new to judge."""
    from llmanac.check import check  # noqa: PLC0415

    return check(plan.catalog, base=plan.beneath, as_of=plan.as_of, cache=plan.memory)
