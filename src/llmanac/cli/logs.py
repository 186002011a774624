"""`llmanac estimate --jsonl`: a log of many bodies, line by line."""

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from llmanac import messages
from llmanac.cli.prices import Prices
from llmanac.cli.progress import Progress
from llmanac.logs import Tally, entries
from llmanac.pricing.faults import Fault
from llmanac.report.paint import Paint
from llmanac.report.tally import entry_json, summary, tallied, tallied_in_markdown

_OF_ONE = ("body", "requests", "shown_in", "rate", "explain")
"""What may only be asked of one body."""
_FLAGS = {"body": "FILE", "shown_in": "--in"}


def run(arguments: argparse.Namespace, source: Prices) -> int:
    """Print what each line came to, or what all did; 1 where anything has no price."""
    _refuse_one(arguments)
    progress = Progress(messages.section("cli", arguments.lang))
    tally = Tally()
    with _opened(arguments.jsonl) as (stream, size):
        progress.begin("log")
        for entry in entries(stream, source.of_body, lambda done: progress.bytes(done, size)):
            tally.add(entry)
            if arguments.json:
                _print(entry_json(entry, arguments.lang))
        progress.end()
    if arguments.json:
        _print({"summary": summary(tally, arguments.lang)})
    elif arguments.markdown:
        sys.stdout.write(tallied_in_markdown(tally, arguments.lang))
    else:
        sys.stdout.write(tallied(tally, arguments.lang, Paint.to(sys.stdout)))
    return int(tally.priced < tally.read)


def _print(data: object) -> None:
    sys.stdout.write(json.dumps(data, ensure_ascii=False, default=str) + "\n")


def _refuse_one(arguments: argparse.Namespace) -> None:
    """Refuse what says something of one body only."""
    given = [_FLAGS.get(name, f"--{name}") for name in _OF_ONE if getattr(arguments, name)]
    if given:
        raise Fault("log-of-many", flags=given)


@contextmanager
def _opened(name: str) -> Iterator[tuple[BinaryIO, int | None]]:
    """The log, and its size where that is known."""
    if name == "-":
        yield sys.stdin.buffer, None
        return
    path = Path(name)
    try:
        stream = path.open("rb")
    except OSError as error:
        raise Fault("body-unreadable", path=name, reason=error.strerror) from None
    with stream:
        yield stream, path.stat().st_size if path.is_file() else None
