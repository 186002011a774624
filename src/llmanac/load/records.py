"""Files to records: read, parsed, checked by the schema, each with what is wrong with it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from pydantic import RootModel, ValidationError

from llmanac.findings import Finding
from llmanac.hands import shared
from llmanac.load.cache import Cache
from llmanac.load.document import Node, Plain
from llmanac.load.folder import File, read_files
from llmanac.load.parse import parse, parse_plain
from llmanac.load.shape import problems
from llmanac.load.text import read_text
from llmanac.schema.kinds import Kind

Terms = dict[str, Any]
"""Records of one kind by their ids."""


@dataclass
class Records:
    """What one folder holds."""

    by_kind: dict[str, Terms] = field(default_factory=dict)
    digests: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def of(self, kind: str) -> Terms:
        """The records of a kind; those of a vocabulary's one file are its terms."""
        return self.by_kind.get(kind, {})


def read_records(root: Path, cache: Cache, only: Collection[Kind] = ()) -> Records:
    """Every record below `root`, or only those of some kinds."""
    records = Records()
    found = [*read_files(root, only)]
    files = [(file, sha256(file.data).hexdigest()) for file in found if isinstance(file, File)]
    _parse_ahead(files, cache)
    records.findings += (one for one in found if isinstance(one, Finding))
    for file, digest in files:
        records.digests[file.path] = digest
        record, findings = read_record(file, digest, cache)
        records.findings += findings
        if record is not None:
            records.by_kind.setdefault(file.kind.name, {}).update(_terms(file, record))
    return records


_MANY: Final = 500
"""Files from which on it pays to parse them in several processes."""


def _parse_ahead(files: Sequence[tuple[File, str]], cache: Cache) -> None:
    """Have the cache know what plain files say that it does not know yet."""
    unknown = [file for file in files if not file[0].is_text and not cache.knows(file[1])]
    if len(unknown) >= _MANY:
        for said in shared(_plainly, unknown):
            for digest, data in said.items():
                cache.put(digest, data)


def _plainly(files: Sequence[tuple[File, str]]) -> dict[str, Plain]:
    """What those files say, by their digests, that can be read without keeping places."""
    said = ((digest, _plain(file)) for file, digest in files)
    return {digest: data for digest, data in said if data is not None}


def _plain(file: File) -> Plain:
    text, findings = read_text(file.path, file.data)
    return None if text is None or findings else parse_plain(file.path, text)


def read_record(file: File, digest: str, cache: Cache) -> tuple[Any, list[Finding]]:
    """The record in a file, None where there is none, and what is wrong with it."""
    data = None if file.is_text else cache.get(digest) or _plain(file)
    if data is not None:
        try:
            record = file.kind.adapter.validate_python(data)
        except ValidationError:  # the places of what is wrong are wanted
            cache.drop(digest)
        else:
            cache.put(digest, data)
            return record, []
    text, findings = read_text(file.path, file.data)
    if text is None:
        return None, findings
    if file.is_text:
        return _checked(file, {**file.named, "text": text}, Node(1, 1), findings)
    node, said = parse(file.path, text)
    findings += said
    if node is None:
        return None, findings
    record, findings = _checked(file, node.data, node, findings)
    if not findings:
        cache.put(digest, node.data)
    return record, findings


def _checked(
    file: File, data: Plain, node: Node, findings: list[Finding]
) -> tuple[Any, list[Finding]]:
    """The record that the schema makes of data, unless it or the text has something wrong."""
    try:
        record = file.kind.adapter.validate_python(data)
    except ValidationError as error:
        findings += _follow(findings, _located(file.path, file.kind, node, error))
    return (None if findings else record), findings


def _located(path: str, kind: Kind, node: Node, error: ValidationError) -> Iterator[Finding]:
    for code, problem in problems(kind, error):
        at = node.find(problem.loc, at_key=problem.at_key)
        yield Finding(path, at.line, at.column, code, problem.params)


def _follow(before: list[Finding], more: Iterator[Finding]) -> list[Finding]:
    """What is said of a place where nothing has been said before."""
    said = {(finding.line, finding.column) for finding in before}
    return [finding for finding in more if (finding.line, finding.column) not in said]


def _terms(file: File, record: Any) -> Mapping[str, Any]:  # noqa: ANN401 - any kind of record
    if isinstance(record, RootModel) and isinstance(record.root, Mapping):
        return record.root
    return {file.id: record}
