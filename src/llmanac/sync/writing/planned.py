"""What a run means to do: files with their new text, and what it tells of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from llmanac.load.document import compose
from llmanac.load.parse import parse_plain
from llmanac.load.patch import Append, Put, Unpatchable, patched
from llmanac.schema.kinds import KINDS
from llmanac.sync.writing import emit
from llmanac.sync.writing.facts import nested, with_sources

if TYPE_CHECKING:
    from pathlib import Path

    from llmanac.findings import Finding
    from llmanac.sync.writing.facts import Fact, Plain

_DEPTH: Final = {"model": 3, "offer": 3, "evaluation": 3}


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that becomes different in a record."""

    about: str
    """The record: `offers/openai/gpt-4o`."""
    field: str
    before: Plain
    """None where there was nothing."""
    after: Plain


@dataclass(frozen=True, slots=True)
class Planned:
    """A record's file as it is to be."""

    path: str
    text: str
    record: Any
    changes: tuple[Change, ...] = ()
    is_new: bool = False

    @property
    def about(self) -> str:
        """The record's name in a report."""
        return self.path.removesuffix(".yaml")


@dataclass(frozen=True, slots=True)
class Dropped:
    """Something that was not written."""

    about: str
    code: str
    """`no-kind`, `same-file`, `patch`, or the code of a finding."""
    says: str = ""
    """What there is to know of it, as data."""


class Unwritable(Exception):
    """A record cannot be made, or not be changed where it stands."""

    def __init__(self, code: str, says: str = "") -> None:
        self.code = code
        self.says = says


def new(kind: str, flat: Mapping[str, Plain], order: tuple[str, ...]) -> tuple[str, Any]:
    """Text and record of a new file; raises `Unwritable`.

    It is not read back as a patched one is: all of it is written here, by what reads back.
    """
    data = nested(flat, order)
    schema = f"{'../' * _DEPTH[kind]}schemas/{kind}.json"
    return emit.document(data, schema), _record(kind, _frozen(data))


def read_back(kind: str, path: str, text: str, meant: Plain) -> Any:  # noqa: ANN401 - a record
    """The record that a text holds, if it says what was meant; raises `Unwritable`."""
    data = parse_plain(path, text)
    if data is None:
        node, findings = compose(path, text)
        if node is None or findings:
            raise Unwritable("patch", _codes(findings))
        data = node.data
    if data != _frozen(meant):
        raise Unwritable("patch")
    return _record(kind, data)


def _record(kind: str, data: Plain) -> Any:  # noqa: ANN401 - a record
    try:
        return KINDS[kind].adapter.validate_python(data)
    except ValueError as error:
        raise Unwritable("schema", str(error).partition("\n")[2].strip()[:200]) from None


def _codes(findings: Sequence[Finding]) -> str:
    return " ".join(finding.code for finding in findings)


def _frozen(data: Plain) -> Plain:
    if isinstance(data, Mapping):
        return {key: _frozen(value) for key, value in data.items()}
    return tuple(map(_frozen, data)) if isinstance(data, list | tuple) else data


class Rewriting:
    """A record's file while it is changed: its text, and what the text is to say."""

    def __init__(self, kind: str, file: Path, path: str, order: tuple[str, ...]) -> None:
        self._kind = kind
        self.path = path
        self._order = order
        self._text = file.read_bytes().decode()
        node, _ = compose(path, self._text.removeprefix("\ufeff"))
        self._data: dict[str, Plain] = {} if node is None else _thawed(node.data)
        self._steps: list[Put | Append] = []

    @property
    def about(self) -> str:
        """The record's name in a report."""
        return self.path.removesuffix(".yaml")

    def put(self, path: str, value: Plain, instead: str | None = None) -> None:
        """Let a field have a value, and its group be there."""
        *outer, last = path.split(".")
        inner = self._data
        for depth, name in enumerate(outer):
            if not isinstance(inner.get(name), dict):
                inner[name] = {}
                self._steps.append(Put((*outer[: depth + 1],), "{}", self._order))
            inner = inner[name]
        if instead is not None:
            inner.pop(instead, None)
        inner[last] = value
        order = self._order if not outer else ()
        self._steps.append(Put((*outer, last), emit.flow(value), order, instead))

    def facts(self, facts: Mapping[str, Fact], owned: Mapping[str, str]) -> None:
        """Let fields be what they should, with their sources where those are nobody else's."""
        for path, fact in facts.items():
            self.put(path, fact.value)
        for path, source in with_sources(facts):
            top = path.partition(".")[2]
            is_there = top in self._data.get("sources", {})
            if not is_there or self._is_ours(top, owned):
                self.put(path, source)

    def _is_ours(self, top: str, owned: Mapping[str, str]) -> bool:
        """Whether `sync` wrote all that a field has."""
        value = self._data.get(top)
        parts = [f"{top}.{name}" for name in value] if isinstance(value, dict) else [top]
        return top in owned or all(part in owned for part in parts)

    def add_entries(self, entries: Sequence[Mapping[str, Plain]]) -> None:
        """Add prices behind those that are there."""
        if not self._data.get("prices"):
            self.put("prices", entries)
            return
        for entry in entries:
            self._data["prices"] = [*self._data["prices"], entry]
            self._steps.append(Append(("prices",), emit.item(entry)))

    def done(self) -> tuple[str, Any]:
        """Text and record; raises `Unwritable` where the text would not say just that."""
        try:
            text = patched(self._text, self._steps)
        except Unpatchable:
            raise Unwritable("patch") from None
        return text, read_back(self._kind, self.path, text, self._data)


def _thawed(data: Plain) -> Plain:
    if isinstance(data, Mapping):
        return {key: _thawed(value) for key, value in data.items()}
    return [_thawed(item) for item in data] if isinstance(data, tuple) else data
