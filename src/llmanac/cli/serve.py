"""`llmanac serve`: build, serve, re-make what changes."""

import argparse
import sys
from collections.abc import Mapping

from llmanac import base, messages
from llmanac.cli.build import add_places, plan_of
from llmanac.cli.catalog import add_catalog
from llmanac.cli.remake import Remaker
from llmanac.load import read_site
from llmanac.serve import serve


def add(parser: argparse.ArgumentParser, say: Mapping[str, str]) -> None:
    """Declare what the command takes."""
    add_catalog(parser, say)
    add_places(parser, say)
    parser.add_argument("--port", type=port, default=8000, help=say["serve.port"])
    parser.add_argument("--host", default="127.0.0.1", help=say["serve.host"])


def port(digits: str) -> int:
    """A port that there is; raises `ValueError`, of which argparse makes a sentence."""
    if not 0 <= int(digits) < 2**16:
        raise ValueError
    return int(digits)


def run(arguments: argparse.Namespace) -> int:
    """Serve until Ctrl-C."""
    plan = plan_of(arguments)

    def tell(code: str, params: Mapping[str, object]) -> None:
        said = messages.sentence(code, arguments.lang, params)
        problem = str(params.get("problem", ""))  # of many lines
        print("\n".join(filter(None, (said, problem.rstrip()))), file=sys.stderr, flush=True)

    watched = [plan.catalog, base.CATALOG, base.THEME, base.WEB]
    watched += filter(None, (plan.docs, plan.settings))
    serve(
        plan.target,
        remake=Remaker(plan, arguments.lang).steps,
        tell=tell,
        watched=watched,
        host=arguments.host,
        port=arguments.port,
        base_path=read_site(plan.catalog).path,
    )
    return 0
