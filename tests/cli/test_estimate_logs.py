"""`llmanac estimate --jsonl`: a log of many bodies, whatever its length and whatever is in it."""

import io
import json
import tracemalloc
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

import pytest
from terminal import Run, Said, llmanac

from llmanac.cli.progress import Progress
from llmanac.estimate import estimate
from llmanac.logs import Tally, entries
from llmanac.pricing.receipt import Receipt
from llmanac.snapshot import Snapshot

DAY = 86_400
FIRST = 1770681600
"""2026-02-10."""


def body(sent: int, got: int = 100, *, at: int = FIRST, model: str = "Acme/Nova") -> str:
    """A response as one line."""
    usage = {"prompt_tokens": sent, "completion_tokens": got, "total_tokens": sent + got}
    told = {"object": "chat.completion", "created": at, "model": model, "usage": usage}
    return json.dumps(told)


LINES = [
    body(1000),
    "",
    body(3000),
    "{no json",
    body(1000, at=FIRST + DAY),
    body(10, model="acme/unheard-of"),
    "[]",
    json.dumps({"usage": {"prompt_tokens": -1}, "model": "Acme/Nova"}),
    json.dumps({"response": {"body": json.loads(body(1000, at=FIRST + DAY))}, "custom_id": "7"}),
    body(10).replace('"completion_tokens"', '"prompt_tokens_details": {"audio_tokens": 4}, '
                     '"completion_tokens"'),
    "{no json either",
]  # fmt: skip


@pytest.fixture
def logged(run: Run, built: Path, tmp_path: Path) -> Run:
    """Estimate a log where the invented catalogue was built."""

    def logs(*words: str, lines: list[str] | None = None) -> Said:
        log = tmp_path / "log 日志.jsonl"
        log.write_text("\n".join(LINES if lines is None else lines) + "\n")
        return run("estimate", "--jsonl", log, *words, cwd=built)

    return logs


def rows(said: Said) -> list[list[str]]:
    """The cells of a printed table."""
    return [line.split() for line in said.out.split("\n\n")[0].splitlines()[1:]]


def test_a_log_is_added_up_by_day_and_offer(logged: Run) -> None:
    """Exactly; what a gateway or a batch wraps around a body is taken off; code 1, for the rest."""
    said = logged()
    assert (said.code, said.err) == (1, "")
    assert rows(said) == [
        ["2026-02-10", "bazaar", "Acme/Nova", "3", "0.0062472", "USD"],
        ["2026-02-11", "bazaar", "Acme/Nova", "2", "0.00336", "USD"],
        ["Total", "of", "what", "has", "a", "price", "5", "0.0096072", "USD"],
    ]
    assert "Bodies read: 10; wholly priced: 4." in said.out
    assert "At least 0.0096072 USD: something has no price." in said.out


def test_what_could_not_be_priced_is_told_with_its_line(logged: Run) -> None:
    """A line that is no JSON, no response, of no known model, or of which a part has no price."""
    out = logged().out
    for says in (
        "Lines 4, 11: line 1, column 2: neither JSON nor",
        "Line 6: there is no model `acme/unheard-of`",
        "[body-not-a-mapping]",
        "Line 8: `usage.prompt_tokens` holds -1",
        "Line 10: input.audio has no price",
    ):
        assert says in out
    chinese = logged("--lang", "zh").out
    assert "第 4、11 行：" in chinese
    assert "读取 10 条，完整计价 4 条。" in chinese


def test_json_is_a_line_per_body_and_a_summary(logged: Run) -> None:
    """Each names its line, and has a receipt or an error; the last adds up."""
    said = logged("--json")
    *each, last = map(json.loads, said.out.splitlines())
    assert said.code == 1
    assert [one["line"] for one in each] == [1, 3, 4, 5, 6, 7, 8, 9, 10, 11]
    assert [one["line"] for one in each if "error" in one] == [4, 6, 7, 8, 11]
    receipts = [one["receipt"] for one in each if "receipt" in one]
    total = sum(Decimal(one["total"]) for one in receipts)
    assert Decimal(last["summary"]["total"]["USD"]["total"]) == total
    assert (last["summary"]["lines"], last["summary"]["priced"]) == (10, 4)
    assert sum(one["count"] for one in last["summary"]["unpriced"]) == 6


def test_markdown_is_a_table_of_the_same(logged: Run) -> None:
    """For a report."""
    table = [line for line in logged("--markdown").out.splitlines() if line.startswith("|")]
    assert [line.count("|") for line in table] == [7] * 5
    assert table[2] == "| 2026-02-10 | bazaar | Acme/Nova | 3 | 0.0062472 | USD |"


def test_a_log_that_is_whole_ends_with_0(logged: Run) -> None:
    """So does an empty one."""
    said = logged(lines=[body(1), body(2)])
    assert (said.code, rows(said)[-1][0]) == (0, "Total")
    assert logged(lines=[""]).code == 0


def test_a_log_may_come_through_a_pipe(built: Path, tmp_path: Path) -> None:
    """And be priced by entries in a file, without a catalogue."""
    prices = tmp_path / "prices.json"
    entry = {"currency": "USD", "per": "1M", "seen": "2026-02-01", "source": "https://x.example/"}
    prices.write_text(json.dumps([{**entry, "rates": {"input": 1, "output": 2}}]))
    text = f"{body(1000)}\n{body(1000)}"
    said = llmanac("estimate", "--jsonl", "-", "--entries", prices, cwd=tmp_path, stdin=text)
    assert (said.code, said.err) == (0, "")
    assert ["2026-02-10", "Acme/Nova", "2", "0.0024", "USD"] in rows(said)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["body.json"], "--jsonl prices every line by itself; leave FILE out"),
        (["--in", "CNY", "--requests", "5"], "leave --requests, --in out"),
        (["--explain"], "leave --explain out"),
        (["--input-tokens", "5"], "the counts are given already"),
        (["--tier", "bacth"], "tier is never bacth"),
        (["--provider", "bazar"], "there is no provider `bazar`"),
    ],
)
def test_what_cannot_be_asked_of_a_log_is_told(logged: Run, words: list[str], says: str) -> None:
    """Exit code 2, before a line is read."""
    said = logged(*words)
    assert (said.code, said.out) == (2, "")
    assert says in said.err


def test_a_log_that_is_not_there_is_told(run: Run, built: Path) -> None:
    """With its name."""
    said = run("estimate", "--jsonl", "none.jsonl", cwd=built)
    assert (said.code, said.err) == (
        2,
        "llmanac: none.jsonl cannot be read (No such file or directory)\n",
    )


class Endless(io.RawIOBase):
    """A stream that makes its lines as they are read."""

    def __init__(self, lines: Iterator[bytes]) -> None:
        """Take what to give."""
        self.lines = lines

    def readline(self, size: int | None = -1) -> bytes:
        """One more."""
        return next(self.lines, b"")


@pytest.fixture
def pricing(built: Path) -> Callable[[bytes], Receipt]:
    """What prices a line; equal lines are priced once, since that is not what is tried here."""
    shot = Snapshot(built / "build/site/api/v1/llmanac.sqlite")
    return lru_cache(maxsize=200)(lambda line: estimate(line, snapshot=shot))


def test_a_hundred_thousand_lines_take_no_more_memory_than_a_few(
    pricing: Callable[[bytes], Receipt],
) -> None:
    """Bad ones among them; each is counted, and only the first are named."""
    bodies = [f"{body(number, number % 7)}\n".encode() for number in range(1, 100)] + [b"{bad\n"]
    seen = [0]

    def read(done: int) -> None:
        seen[0] = done

    tally = Tally()
    for entry in entries(Endless(iter(bodies)), pricing, read):  # type: ignore[arg-type]
        tally.add(entry)
    once = tally.totals["USD"].total
    tally = Tally()
    many = (bodies[number % 100] for number in range(100_000))
    for entry in entries(Endless(many), pricing, read):  # type: ignore[arg-type]
        if entry.line == 90_000:
            tracemalloc.start()
        tally.add(entry)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (tally.read, tally.priced) == (100_000, 99_000)
    assert tally.totals["USD"].total == once * 1000
    (trouble,) = tally.troubles.values()
    assert (trouble.count, trouble.lines) == (1000, [100 * number for number in range(1, 11)])
    assert seen[0] == sum(map(len, bodies)) * 1000
    assert peak < 2**16


def test_a_line_without_end_is_a_bad_line(
    pricing: Callable[[bytes], Receipt], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is passed over in pieces, and the next line is read."""
    monkeypatch.setattr("llmanac.logs.LONGEST", 400)
    good = body(5).encode()
    log = io.BytesIO(b"x" * 1700 + b"\n" + good + b"\n" + b"y" * 400)
    found = [*entries(log, pricing, lambda _done: None)]
    assert [(one.line, one.trouble and one.trouble[0]) for one in found] == [
        (1, "line-too-long"),
        (2, None),
        (3, "line-too-long"),
    ]


class Terminal(io.StringIO):
    """A stream that a person is watching."""

    def isatty(self) -> bool:
        """It is."""
        return True


def test_a_bar_shows_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """In bytes; on a terminal only."""
    times = iter(range(1, 10))
    monkeypatch.setattr("time.monotonic", lambda: next(times))
    for stream, total, drawn in (
        (Terminal(), 4_000_000, "pricing ██████░░░░░░░░░░░░░░░░░░ 25 % 1.0 MB"),
        (Terminal(), None, "pricing  1.0 MB"),
        (io.StringIO(), 4_000_000, ""),
    ):
        progress = Progress({"progress.log": "pricing"}, stream)
        progress.begin("log")
        progress.bytes(1_000_000, total)
        progress.end()
        assert stream.getvalue().replace("\r\x1b[K", "") == drawn
