"""`llmanac new`: begin a record, by flags or by answering questions."""

import argparse
import sys
from collections.abc import Mapping

from llmanac import files, messages, scaffold
from llmanac.cli import add_language, check
from llmanac.cli.catalog import add_catalog, catalog_of
from llmanac.pricing.faults import Fault
from llmanac.scaffold import Question


def add(parser: argparse.ArgumentParser, say: Mapping[str, str]) -> None:
    """Declare one sub-command a kind, with a flag for each of its questions."""
    records = parser.add_subparsers(dest="record", metavar=say["new.kind"], required=True)
    for kind, questions in scaffold.QUESTIONS.items():
        command = records.add_parser(kind, help=say[f"new.{kind}"], description=say[f"new.{kind}"])
        command.add_argument("id", help=say[f"new.{kind}.id"])
        for question in questions:
            command.add_argument(
                f"--{question.name}", choices=question.choices or None, help=_help(question, say)
            )
        add_catalog(command, say)
        add_language(command, say, argparse.SUPPRESS)


def run(arguments: argparse.Namespace) -> int:
    """Write the record, then check the catalogue that now holds it."""
    say = messages.section("cli", arguments.lang)
    path = catalog_of(arguments) / scaffold.path_of(arguments.record, arguments.id)
    if path.exists():
        raise Fault("exists", path=str(path))
    answers = _answers(arguments, say)
    files.write(path, scaffold.record(arguments.record, arguments.id, answers))
    print(path)
    return check.run(argparse.Namespace(**vars(arguments), format="text"))


def _help(question: Question, say: Mapping[str, str]) -> str:
    said = say[f"ask.{question.name}"]
    return f"{said} [{question.default}]" if question.default else said


def _answers(arguments: argparse.Namespace, say: Mapping[str, str]) -> dict[str, str]:
    """What the flags say; what they leave out is asked, or the default where nobody can answer."""
    questions = scaffold.QUESTIONS[arguments.record]
    given = {question.name: getattr(arguments, question.name) for question in questions}
    open_ones = [question for question in questions if given[question.name] is None]
    if sys.stdin.isatty():
        given.update({question.name: _ask(question, say) for question in open_ones})
    elif unanswered := [q.name for q in open_ones if q.default is None and not q.optional]:
        raise Fault("unanswered", flags=" ".join(f"--{name}" for name in unanswered))
    return {question.name: given[question.name] or question.default or "" for question in questions}


def _ask(question: Question, say: Mapping[str, str]) -> str:
    while True:
        print(f"{_help(question, say)}: ", end="", file=sys.stderr, flush=True)
        line = sys.stdin.readline()
        if not line:  # Ctrl-D
            raise Fault("unanswered", flags=f"--{question.name}")
        answer = line.strip() or question.default or ""
        if (answer or question.optional) and (not question.choices or answer in question.choices):
            return answer
        print(say["ask.again"].format(choices=", ".join(question.choices)), file=sys.stderr)
