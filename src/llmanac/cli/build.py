"""`llmanac build`: make the site and the API."""

import argparse
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from llmanac import messages
from llmanac.build import Built, Plan, Watcher, build
from llmanac.cli.catalog import add_catalog, catalog_of, day_of
from llmanac.cli.progress import Progress
from llmanac.pricing.faults import Fault
from llmanac.report.paint import Paint

if TYPE_CHECKING:
    from llmanac.publish.frame import Frames, Source


def add(parser: argparse.ArgumentParser, say: Mapping[str, str]) -> None:
    """Declare what the command takes."""
    add_catalog(parser, say)
    add_places(parser, say)
    parser.add_argument("--afresh", action="store_true", help=say["build.afresh"])


def add_places(parser: argparse.ArgumentParser, say: Mapping[str, str]) -> None:
    """Declare where pages come from and where the site goes."""
    parser.add_argument("--out", type=Path, metavar="DIR", help=say["build.out"])
    parser.add_argument("--docs", type=Path, metavar="DIR", help=say["build.docs"])


def run(arguments: argparse.Namespace) -> int:
    """Build once; 1 where findings keep the site from being published."""
    plan = plan_of(arguments)
    if arguments.afresh:
        shutil.rmtree(plan.cache, ignore_errors=True)
    say = messages.section("cli", arguments.lang)
    progress = Progress(say)
    built = build(plan, render, Watcher(progress.step, progress.files))
    progress.end(outcome(built, plan, say))
    if built.findings:
        from llmanac.report.findings import report  # noqa: PLC0415 - seldom wanted

        colour = Paint.to(sys.stderr).on
        sys.stderr.write(
            report(
                built.findings, "text", root=plan.catalog, language=arguments.lang, colour=colour
            )
        )
    return int(built.fails)


def plan_of(arguments: argparse.Namespace) -> Plan:
    """What the flags ask for; raises `Fault` where they name what is not there."""
    if arguments.docs and not arguments.docs.is_dir():
        raise Fault("no-docs", path=str(arguments.docs))
    return Plan.beside(
        catalog_of(arguments), target=arguments.out, docs=arguments.docs, as_of=day_of(arguments)
    )


def render(source: "Source", folder: Path) -> "Frames":
    """Make frames with MkDocs, which is only imported where none are kept that fit."""
    from mkdocs.exceptions import MkDocsException  # noqa: PLC0415 - half of a start's time

    from llmanac.mkdocs_plugin import make_frames  # noqa: PLC0415

    try:
        return make_frames(source, folder)
    except MkDocsException as error:
        raise Fault("frames-failed", reason=str(error)) from None


def outcome(built: Built, plan: Plan, say: Mapping[str, str]) -> str:
    """What a build came to, in a sentence."""
    target = str(plan.target)
    if built.fails:
        return say["progress.findings"].format(target=target)
    if built.tally is None:
        return say["progress.current"].format(target=target)
    return say["progress.done"].format(made=built.tally.made, kept=built.tally.kept, target=target)
