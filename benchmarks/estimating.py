"""One library, measured in a process of its own, which `estimate.py` starts.

Cases come in as JSON. What goes out: amounts, CPU per amount, and what importing took.
"""

from __future__ import annotations

import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from time import process_time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

Case = dict[str, Any]
Way = tuple[str, "Callable[[Case], Callable[[], object]]"]
"""What is called, and how to get from a case ready for the call that is timed."""

BATCH = 0.05
"""Seconds of CPU that one measured batch takes at least."""


def main() -> None:
    """Import one library, price every case, time those that are to be timed."""
    name, snapshot = sys.argv[1:3]
    asked = json.load(sys.stdin)
    start = process_time()
    ways = LIBRARIES[name](snapshot)
    imported = process_time()
    ways[-1][1](asked["cases"][0])()  # by a name, as everybody begins
    first = process_time()
    found: dict[str, Any] = {"import": imported - start, "first": first - start, "rss": rss()}
    if asked["measure"]:
        _, total = ways[0]
        found["amounts"] = {case["name"]: amount(total, case) for case in asked["cases"]}
        found["cpu"] = {
            way: {case["name"]: cpu(make(case)) for case in asked["cases"] if case.get("timed")}
            for way, make in ways
        }
    print(json.dumps(found))


def amount(make: Callable[[Case], Callable[[], object]], case: Case) -> str:
    """Say what came out, or which error."""
    try:
        return str(make(case)())
    except Exception as error:  # a peer may fail in any way; the table shows it
        return type(error).__name__


def cpu(call: Callable[[], object]) -> float:
    """Measure the seconds of CPU that one call takes: the median of five batches."""
    call()
    repeats = 1
    while _batch(call, repeats) < BATCH:
        repeats *= 2
    return median(_batch(call, repeats) for _ in range(5)) / repeats


def _batch(call: Callable[[], object], repeats: int) -> float:
    start = process_time()
    for _ in range(repeats):
        call()
    return process_time() - start


def rss() -> float:
    """Return the most memory that the process has held, in MiB."""
    import resource  # noqa: PLC0415  # after what is measured

    unit = 2**20 if sys.platform == "darwin" else 2**10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


def ours(snapshot: str) -> list[Way]:
    """Price by llmanac: by the prices of the case, and by what the catalogue sells."""
    from llmanac.estimate import estimate  # noqa: PLC0415
    from llmanac.pricing.entries import Entry  # noqa: PLC0415
    from llmanac.pricing.receipt import Receipt, price  # noqa: PLC0415
    from llmanac.pricing.tariff import Tariff  # noqa: PLC0415
    from llmanac.snapshot import Snapshot  # noqa: PLC0415

    shot = Snapshot(Path(snapshot))

    def receipt(case: Case) -> Callable[[], Receipt]:
        tariff = Tariff(Entry.from_json(entry) for entry in case["entries"])
        read, body = shot.reader(case["dialect"]).read, case["body"]
        at = datetime.fromisoformat(case["at"])
        return lambda: price(read(body), tariff, currency="USD", at=at, at_from="caller")

    def total(case: Case) -> Callable[[], object]:
        make = receipt(case)
        return lambda: make().total

    def lines(case: Case) -> Callable[[], object]:
        make = receipt(case)

        def call() -> object:
            made = make()
            return made.total, made.lines, made.warnings

        return call

    def by_name(case: Case) -> Callable[[], object]:
        asked = {"model": case["ours"]["model"], "provider": case["ours"]["provider"]}
        return lambda: estimate(case["body"], **asked, snapshot=shot).total

    return [("total", total), ("every line", lines), ("by name", by_name)]


def genai_prices(_: str) -> list[Way]:
    """Price by genai-prices, as its readme shows; it is told when the request was made."""
    from genai_prices import extract_usage  # noqa: PLC0415

    def total(case: Case) -> Callable[[], object]:
        at, body = datetime.fromisoformat(case["at"]).astimezone(UTC), case["body"]
        asked = {"provider_id": case["asked"]["provider"], "api_flavor": case["asked"]["flavor"]}
        return lambda: (
            extract_usage(body, **asked).calc_price(genai_request_timestamp=at).total_price
        )

    return [("total", total)]


def litellm(_: str) -> list[Way]:
    """Price by litellm, by the prices that its package holds."""
    os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"
    from litellm import completion_cost  # noqa: PLC0415

    def total(case: Case) -> Callable[[], object]:
        asked, body = case["asked"], case["body"]
        provider = asked.get("litellm", asked["provider"])
        return lambda: completion_cost(
            completion_response=body,
            model=body["model"],
            custom_llm_provider=provider,
            call_type=asked["call"],
        )

    return [("total", total)]


LIBRARIES = {"llmanac": ours, "genai-prices": genai_prices, "litellm": litellm}

if __name__ == "__main__":
    main()
