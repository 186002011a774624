"""Whatever is left out, kept out or not written, a person is told why."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from llmanac import messages, sync
from llmanac.schema.provider import Api
from llmanac.sync.claims import Why
from llmanac.sync.feeds import FEEDS

ROOMS = Path(sync.__file__).parent
NO_CODES = {*FEEDS, *get_args(Api)}
"""Words of these rooms that are written like a code and are none."""
GIVES = {
    "Refusal": (1, "reconcile"),
    "Unplaced": ("why", "identity"),
    "Dropped": (1, "writing"),
    "Unwritable": (0, "writing"),
}
"""What carries a code → the place of the code among its arguments, and the room that makes it."""


def trees(room: str) -> Iterator[ast.AST]:
    """Everything that stands in the modules of a room."""
    for path in sorted((ROOMS / room).rglob("*.py")):
        yield from ast.walk(ast.parse(path.read_text("utf-8")))


def given(name: str) -> set[str]:
    """The codes that stand where something is made that carries one."""
    place, room = GIVES[name]
    found = set()
    for node in trees(room):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name:
            args: dict[object, ast.expr] = dict(enumerate(node.args))
            args |= {word.arg: word.value for word in node.keywords}
            match args.get(place):
                case ast.Constant(value=str(code)):
                    found.add(code)
    return found


def hyphenated(room: str) -> set[str]:
    """Words of a room that are written like a code."""
    constants = (node.value for node in trees(room) if isinstance(node, ast.Constant))
    words = {word for word in constants if isinstance(word, str)}
    return {word for word in words if re.fullmatch(r"[a-z]+(-[a-z0-9]+)+", word)} - NO_CODES


def silent(codes: set[str], language: messages.Language) -> set[str]:
    """Codes for which the language has no sentence of its own."""
    file = Path(messages.__file__).parent / f"sync.{language}.yaml"
    said = {line.partition(": ")[0] for line in file.read_text("utf-8").splitlines()}
    return {code for code in codes if f"why.{code}" not in said}


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_what_is_left_out_of_feeds(language: messages.Language) -> None:
    """Each reason that readers may give has a sentence."""
    assert silent({*get_args(Why)}, language) == set()


@pytest.mark.parametrize("name", GIVES)
@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_what_is_kept_out_and_what_is_not_written(name: str, language: messages.Language) -> None:
    """Each code that stands in the rooms after the readers has a sentence, tables' among them."""
    assert given(name), f"{name} is made nowhere with a code"
    codes = given(name) | hyphenated(GIVES[name][1]) if name == "Refusal" else given(name)
    assert silent(codes, language) == set()
