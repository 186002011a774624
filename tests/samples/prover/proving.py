"""A sample and its verdict: it parses, asks right, prints the answer, and fails as it should."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from llmanac.files import write
from llmanac.schema.text import PLACEHOLDER
from prover.answers import ANSWER, printed
from prover.apis import APIS
from prover.checking import KEY, MODEL
from prover.ways import GRAMMAR_OF, GRAMMARS
from prover.workshop import KEY_VARIABLE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from prover.server import Seen, Server
    from prover.ways import Way
    from prover.workshop import Ran, Workshop

WRONG_KEY = "sk-wrong"
REFUSED = "Incorrect API key provided"
"""What the API says to a wrong key."""


@dataclass(frozen=True)
class Code:
    """A sample: `api/file`, and its text."""

    id: str
    text: str

    @property
    def api(self) -> str:
        """The API that it calls."""
        return self.id.partition("/")[0]

    @property
    def file(self) -> str:
        """Its file's name."""
        return self.id.partition("/")[2]

    @property
    def sha256(self) -> str:
        """The digest of its bytes."""
        return sha256(self.text.encode()).hexdigest()

    @property
    def streams(self) -> bool:
        """Whether it asks for a stream, as its name says."""
        return Path(self.file).stem.endswith("-stream")


@dataclass(frozen=True)
class Verdict:
    """What has come of a sample."""

    id: str
    sha256: str
    how: str
    tools: str
    wrong: str = ""
    """What is wrong with it; empty if nothing is."""


def prove(code: Code, way: Way, workshop: Workshop, server: Server) -> Verdict:
    """Try a sample in every respect, up to the first in which it fails."""
    named = ((tool.name, workshop.version(tool)) for tool in way.tools)
    return Verdict(
        id=code.id,
        sha256=code.sha256,
        how="ran" if way.start else "parsed",
        tools=", ".join(f"{name} {version}" for name, version in named),
        wrong=_unparsed(code, workshop)
        or (_unfit(code, way, workshop, server) if way.start else ""),
    )


def _unparsed(code: Code, workshop: Workshop) -> str:
    """What the grammar does not understand of the sample as it stands."""
    if workshop.version(GRAMMARS) is None:
        return "the grammars are not there"
    folder = workshop.root / "parse" / code.api
    write(folder / code.file, code.text)
    parse = str(Path(__file__).with_name("parse.py"))
    grammar = GRAMMAR_OF[Path(code.file).suffix]
    ran = workshop.run((GRAMMARS.version[0], parse, grammar, code.file), folder)
    return ran.out + ran.err if ran.code else ""


def _unfit(code: Code, way: Way, workshop: Workshop, server: Server) -> str:
    """What goes wrong when it runs, first with the right key, then with a wrong one."""
    folder = _placed(code, way, workshop, server)
    if way.make:
        made = workshop.run(_command(way.make, code), folder)
        if made.code:
            return f"it does not compile:\n{made.out}{made.err}"
    server.take()
    start = _command(way.start, code)
    ran = workshop.run(start, folder, KEY)
    if wrong := _asked_wrong(code, server.take()) or _answered_wrong(code, way, ran):
        return f"{wrong}\n{ran.out}{ran.err}"
    refused = workshop.run(start, folder, WRONG_KEY)
    if wrong := _failed_badly(refused, server.take()):
        return f"with a wrong key, {wrong}\n{refused.out}{refused.err}"
    return ""


def _placed(code: Code, way: Way, workshop: Workshop, server: Server) -> Path:
    """The sample, filled in, in a folder of its own; what an earlier run compiled may stay."""
    folder = workshop.root / "work" / code.api / Path(code.file).stem
    shutil.rmtree(folder / "vendor", ignore_errors=True)
    for name, text in ({code.file: filled(code, server.root)} | dict(way.beside)).items():
        write(folder / name, text)
    return folder


def filled(code: Code, root: str) -> str:
    """The text with its placeholders filled in, for a server at `root`."""
    api = APIS[code.api]
    values: Mapping[str, str] = {
        "url": root + api.path,
        "base_url": root + api.base,
        "model": MODEL,
        "key_variable": KEY_VARIABLE,
    }
    return PLACEHOLDER.sub(lambda found: values[found[1]], code.text)


def _command(command: tuple[str, ...], code: Code) -> list[str]:
    return [part.replace("{file}", code.file) for part in command]


def _asked_wrong(code: Code, seen: list[Seen]) -> str:
    if len(seen) != 1:
        return f"it made {len(seen)} requests, not one"
    [request] = seen
    if request.refused:
        return "; ".join(refusal.message for refusal in request.refused)
    if request.api != code.api:
        return f"it called {request.api}, not {code.api}"
    if request.stream != code.streams:
        return f"stream is {request.stream}, where its name says {code.streams}"
    return ""


def _answered_wrong(code: Code, way: Way, ran: Ran) -> str:
    if ran.code:
        return f"it ended with {ran.code}"
    expected = printed(code.api, stream=code.streams, raw=way.raw)
    if missing := [piece for piece in expected if piece not in ran.out]:
        return f"it did not print {missing[0]!r}"
    if ANSWER in expected and not way.raw and ran.out.strip() != ANSWER:
        return "it printed more than the answer's text"
    if way.raw and not code.streams and not _is_json(ran.out):
        return "it did not print the response as it came"
    return ""


def _failed_badly(ran: Ran, seen: list[Seen]) -> str:
    if [[refusal.status for refusal in request.refused] for request in seen] != [[401]]:
        return f"it made {len(seen)} requests, or a wrong one"
    if ran.code <= 0:
        return f"it ended with {ran.code}"
    return "" if REFUSED in ran.out + ran.err else "it did not print the API's error"


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True
