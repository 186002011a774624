"""The command line: parse, call, print. A command is imported when it is called, not before."""

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from itertools import pairwise
from pathlib import Path

from llmanac import messages
from llmanac.cli.mistakes import MISTAKES, told
from llmanac.messages import Language

COMMANDS = (
    *("serve", "build", "check", "estimate", "compare"),
    *("sync", "diff", "new", "init", "schema"),
)
"""Each is a module of this room with `add(parser, say)` and `run(arguments)`."""

CLEAN, MISUSE = 0, 2
INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns 0 when clean, 1 with findings, 2 when misused."""
    _open_closed_streams()
    words = list(sys.argv[1:] if argv is None else argv)
    language = _language(words)
    try:
        arguments = _parser(words, language).parse_args(words)
        code = int(import_module(f"llmanac.cli.{arguments.command}").run(arguments))
        sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # the reader, such as `head`, has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return CLEAN
    except MISTAKES as mistake:
        print(f"llmanac: {told(mistake, language)}", file=sys.stderr)
        return MISUSE
    return code


def _open_closed_streams() -> None:
    """A stream that was closed by whoever started us is an empty one."""
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:
            mode = "r" if name == "stdin" else "w"
            setattr(sys, name, Path(os.devnull).open(mode))  # noqa: SIM115 - open to the end


def _parser(words: Sequence[str], language: Language) -> argparse.ArgumentParser:
    say = messages.section("cli", language)
    parser = argparse.ArgumentParser(
        prog="llmanac",
        description=say["about"],
        epilog=say["examples"],
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_language(parser, say, language)
    commands = parser.add_subparsers(dest="command", metavar=say["command"], required=True)
    for name in COMMANDS:
        command = commands.add_parser(
            name,
            help=say[f"{name}.help"],
            description=say[f"{name}.about"],
            epilog=say[f"{name}.examples"],
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        add_language(command, say, argparse.SUPPRESS)
        if name in words:
            import_module(f"llmanac.cli.{name}").add(command, say)
    return parser


def add_language(parser: argparse.ArgumentParser, say: Mapping[str, str], default: str) -> None:
    """Declare `--lang`, which may stand before the command or after it."""
    parser.add_argument("--lang", choices=messages.LANGUAGES, default=default, help=say["lang"])


def _language(words: Sequence[str]) -> Language:
    """What the reader speaks: `--lang`, else LLMANAC_LANG, else the locale."""
    for word, following in pairwise([*words, ""]):
        if word.startswith("--lang"):
            return "zh" if (word.partition("=")[2] or following) == "zh" else "en"
    names = ("LLMANAC_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
    locale = next((os.environ[name] for name in names if os.environ.get(name)), "")
    return "zh" if locale.lower().startswith("zh") else "en"
