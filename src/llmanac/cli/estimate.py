"""`llmanac estimate`: what a response cost, line by line."""

import argparse
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from llmanac.estimate import estimate, estimate_by
from llmanac.pricing.faults import Fault
from llmanac.pricing.receipt import Receipt
from llmanac.pricing.tariff import Tariff
from llmanac.pricing.texts import parsed
from llmanac.report.explained import explained
from llmanac.report.paint import Paint
from llmanac.report.receipt import bill
from llmanac.report.written_up import written_up
from llmanac.snapshot import Snapshot, find


def add(parser: argparse.ArgumentParser, say: Mapping[str, str]) -> None:
    """Declare what the command takes."""
    parser.add_argument("body", nargs="?", default="-", metavar="FILE", help=say["estimate.body"])
    for name in ("model", "provider", "api", "at", "currency"):
        parser.add_argument(f"--{name}", help=say[f"estimate.{name}"])
    named = parser.add_mutually_exclusive_group()
    named.add_argument("--snapshot", metavar="FILE", help=say["estimate.snapshot"])
    named.add_argument("--entries", metavar="FILE", type=Path, help=say["estimate.entries"])
    named.add_argument("--catalog", metavar="DIR", type=Path, help=say["estimate.catalog"])
    printed = parser.add_mutually_exclusive_group()
    for name in ("json", "markdown", "explain"):
        printed.add_argument(f"--{name}", action="store_true", help=say[f"estimate.{name}"])


def run(arguments: argparse.Namespace) -> int:
    """Print the receipt; 1 where something that was used has no price."""
    if arguments.entries:
        return _tried(arguments)
    body = _read(arguments.body)
    snapshot = Snapshot(_compiled(arguments) if arguments.catalog else find(arguments.snapshot))
    receipt = estimate(
        body,
        model=arguments.model,
        provider=arguments.provider,
        api=arguments.api,
        at=arguments.at,
        currency=arguments.currency,
        snapshot=snapshot,
    )
    sys.stdout.write(_printed(receipt, snapshot.labels(arguments.lang), arguments))
    return int(not receipt.complete)


def _tried(arguments: argparse.Namespace) -> int:
    """Price by the entries of a file; 2 where they are no entries, with the findings."""
    from llmanac.load.trial import (  # noqa: PLC0415 - needs more than the standard library
        read_calendars,
        read_dialects,
        read_entries,
        read_labels,
    )

    if arguments.model or arguments.provider:
        raise Fault("entries-alone")
    entries, findings = read_entries(arguments.entries)
    if any(finding.severity == "error" for finding in findings):
        from llmanac.report.findings import report  # noqa: PLC0415 - seldom wanted

        colour = Paint.to(sys.stderr).on
        found = report(findings, "text", root=Path(), language=arguments.lang, colour=colour)
        sys.stderr.write(found)
        return 2
    receipt = estimate_by(
        _read(arguments.body),
        Tariff(entries, read_calendars()),
        read_dialects(),
        api=arguments.api,
        at=arguments.at,
        currency=arguments.currency,
    )
    sys.stdout.write(_printed(receipt, read_labels(arguments.lang), arguments))
    return int(not receipt.complete)


def _printed(receipt: Receipt, labels: Mapping[str, str], arguments: argparse.Namespace) -> str:
    """The receipt in the form that was asked for."""
    if arguments.json:
        return json.dumps(receipt.to_json(), ensure_ascii=False, indent=2, default=str) + "\n"
    if arguments.markdown:
        return written_up(receipt, labels, arguments.lang)
    form = explained if arguments.explain else bill
    return form(receipt, labels, arguments.lang, Paint.to(sys.stdout))


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


def _read(name: str) -> Any:  # noqa: ANN401 - JSON enters here
    """The body as plain data; raises `Fault` where there is none, or it is no JSON."""
    where = "stdin" if name == "-" else name
    try:
        raw = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise Fault("body-unreadable", path=where, reason=error.strerror) from None
    if not raw.strip():
        raise Fault("body-empty", path=where)
    try:
        text = raw.decode(json.detect_encoding(raw))
        return parsed(text)
    except json.JSONDecodeError as error:
        at = {"line": error.lineno, "column": error.colno, "reason": error.msg}
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        column = error.start - (before.rfind(b"\n") + 1) + 1
        at = {"line": before.count(b"\n") + 1, "column": column, "reason": error.reason}
    except RecursionError as error:
        raise Fault("body-unreadable", path=where, reason=str(error)) from None
    raise Fault("body-not-json", path=where, **at)
