"""Where values stand in a body, as lines that read them: each object is looked into once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from llmanac.pricing.counts import ANYTHING

if TYPE_CHECKING:
    from llmanac.pricing.paths import Path

Lines = Iterator[str]
Read = Callable[[str | None, str | None, str], Lines]
"""How to read one value: into the variable of its number, of it as it stands, by an expression."""

GREATEST = 40
"""Bits of the greatest count that is ordinary: far below what the reader takes, so that no sum of
such counts exceeds it."""


class Unwritten(Exception):
    """A rule that no line can say: the dialect has to be read by the reader."""


class Fields:
    """Values of one kind, and the variables that hold them."""

    def __init__(self, kind: str, read: Read) -> None:
        self.kind = kind
        self.read = read
        self.numbers: dict[Path, str] = {}
        """Variables that are 0 where nothing stands."""
        self.values: dict[Path, str] = {}
        """Variables that are None where nothing stands."""

    def number(self, path: Path) -> str:
        """Return the variable for how many stand at a path."""
        return self.numbers.setdefault(path, f"{self.kind}{len(self.numbers)}")

    def value(self, path: Path) -> str:
        """Return the variable for what stands at a path."""
        return self.values.setdefault(path, f"told_{self.kind}{len(self.values)}")

    def lines(self) -> Lines:
        """Yield how to read all of them; raises `Unwritten` for a value that is an object too."""
        paths = [*dict.fromkeys((*self.numbers, *self.values))]
        if not all(plain(path) for path in paths):
            raise Unwritten
        for root in dict.fromkeys(map(root_of, paths)):
            yield from self._object(root, [path for path in paths if root_of(path) == root], 0)

    def _object(self, node: str, paths: list[Path], depth: int) -> Lines:
        here = [path for path in paths if len(path.steps) == depth + 1]
        inside: dict[str, list[Path]] = {}
        for path in paths:
            if len(path.steps) > depth + 1:
                inside.setdefault(str(path.steps[depth]), []).append(path)
        for path in here:
            if path.steps[depth] in inside:
                raise Unwritten
            get = f"{node}.get({path.steps[depth]!r})"
            yield from self.read(self.numbers.get(path), self.values.get(path), get)
        numbers = [self.numbers[path] for path in here if path in self.numbers]
        if numbers:
            yield f"if ({' | '.join(numbers)}) >> {GREATEST}: return None"
        for number, (name, some) in enumerate(inside.items()):
            inner = f"{node}_{number}"
            yield f"{inner} = {node}.get({name!r})"
            yield f"if {inner}:"
            yield f"    if type({inner}) is not dict: return None"
            yield from indented(self._object(inner, some, depth + 1))
            yield f"else: {self._nothing(some)}"

    def _nothing(self, paths: list[Path]) -> str:
        """Say what the variables hold where the object is not there in which they stand."""
        numbers = [self.numbers[path] for path in paths if path in self.numbers]
        values = [self.values[path] for path in paths if path in self.values]
        held = ((numbers, 0), (values, None))
        return "; ".join(f"{' = '.join(names)} = {nothing}" for names, nothing in held if names)


def count(number: str | None, value: str | None, get: str) -> Lines:
    """Read a whole number; what is none is left to the reader."""
    name = value or number
    yield f"{name} = {get}"
    yield f"if {name} is None: {f'{number} = 0' if number else 'pass'}"
    yield f"elif type({name}) is not int: return None"
    if number and value:
        yield f"else: {number} = {value}"


def whatever(_number: str | None, value: str | None, get: str) -> Lines:
    """Read what stands there, whatever it is."""
    yield f"{value} = {get}"


def stands(value: str, words: tuple[str, ...]) -> str:
    """Ask whether a value is one of these words."""
    return f"{value} is not None" if ANYTHING in words else f"{value} in {words!r}"


def plain(path: Path) -> bool:
    """Tell whether a path leads through named fields only, to one of them."""
    return bool(path.steps) and all(isinstance(step, str) for step in path.steps)


def root_of(path: Path) -> str:
    """Name the variable from which a path leads."""
    return "body" if path.in_body else "usage"


def indented(lines: Iterable[str]) -> Lines:
    """Move lines into a block."""
    return (f"    {line}" for line in lines)
