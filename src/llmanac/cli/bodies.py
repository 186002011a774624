"""The body that a command is given: a file, or standard input."""

import json
import sys
from pathlib import Path
from typing import Any

from llmanac.pricing.faults import Fault
from llmanac.pricing.texts import parsed


def read(name: str) -> Any:  # noqa: ANN401 - JSON enters here
    """The body as plain data; raises `Fault` where there is none, or it is no JSON."""
    where = "stdin" if name == "-" else name
    try:
        raw = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise Fault("body-unreadable", path=where, reason=error.strerror) from None
    if not raw.strip():
        raise Fault("body-empty", path=where)
    try:
        text = raw.decode(json.detect_encoding(raw))
        return parsed(text)
    except json.JSONDecodeError as error:
        at = {"line": error.lineno, "column": error.colno, "reason": error.msg}
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        column = error.start - (before.rfind(b"\n") + 1) + 1
        at = {"line": before.count(b"\n") + 1, "column": column, "reason": error.reason}
    except RecursionError as error:
        raise Fault("body-unreadable", path=where, reason=str(error)) from None
    raise Fault("body-not-json", path=where, **at)
