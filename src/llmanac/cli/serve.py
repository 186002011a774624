"""`llmanac serve`: build, serve, re-make what changes."""

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from llmanac import base, messages
from llmanac.build import build
from llmanac.cli.build import add_places, plan_of, render
from llmanac.cli.catalog import add_catalog
from llmanac.load import load
from llmanac.report.findings import report
from llmanac.serve import serve

if TYPE_CHECKING:
    from llmanac.catalog import Catalog


def add(parser: argparse.ArgumentParser, say: Mapping[str, str]) -> None:
    """Declare what the command takes."""
    add_catalog(parser, say)
    add_places(parser, say)
    parser.add_argument("--port", type=int, default=8000, help=say["serve.port"])
    parser.add_argument("--host", default="127.0.0.1", help=say["serve.host"])


def run(arguments: argparse.Namespace) -> int:
    """Serve until Ctrl-C."""
    plan = plan_of(arguments)

    def remake(_: frozenset[Path]) -> str:
        built = build(plan, render)
        findings = built.findings if built.fails else ()
        said = report(findings, "text", root=plan.catalog, language=arguments.lang)
        return said if findings else ""

    def tell(code: str, params: Mapping[str, object]) -> None:
        said = messages.sentence(code, arguments.lang, params)
        print(said, file=sys.stderr, flush=True)

    catalog: Catalog = load(plan.catalog, base=plan.beneath)[0]
    watched = [plan.catalog, base.CATALOG, base.THEME, base.WEB]
    watched += filter(None, (plan.docs, plan.settings))
    serve(
        plan.target,
        remake=remake,
        tell=tell,
        watched=watched,
        host=arguments.host,
        port=arguments.port,
        base_path=catalog.site.path,
    )
    return 0
