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

    from llmanac.pricing.receipt import Receipt

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
    """Return the most memory that the process has held, in MiB.

    Linux says of a process what its parent held when it was started, if that was more; but the
    status of a process is its own.
    """
    status = Path("/proc/self/status")
    if status.exists():
        lines = status.read_text("ascii").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 2**10
    import resource  # noqa: PLC0415  # after what is measured

    unit = 2**20 if sys.platform == "darwin" else 2**10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


def ours(snapshot: str) -> list[Way]:
    """Price by llmanac: by the prices of the case, and by what the catalogue sells.

    A body that is out of the ordinary goes the long way, as in `estimate`.
    """
    from llmanac.estimate import estimate  # noqa: PLC0415
    from llmanac.pricing.entries import Entry  # noqa: PLC0415
    from llmanac.pricing.lines import Sold  # noqa: PLC0415
    from llmanac.pricing.price import price  # noqa: PLC0415
    from llmanac.pricing.quick.till import Till  # noqa: PLC0415
    from llmanac.pricing.tariff import Tariff  # noqa: PLC0415
    from llmanac.snapshot import Snapshot  # noqa: PLC0415

    shot = Snapshot(Path(snapshot))

    def receipt(case: Case) -> Callable[[], Receipt]:
        tariff = Tariff(map(Entry.from_json, case["entries"]), shot.calendars)
        reader, body, at = shot.reader(case["dialect"]), case["body"], instant(case["at"])
        till = Till(tariff, "USD", [(shot.compiled(reader), Sold())], alone=True)

        def call() -> Receipt:
            quick = till.receipt(body, at, lambda: at)
            if quick is not None:
                return quick
            return price(reader.read(body), tariff, currency="USD", at=at, at_from="caller")

        return call

    def total(case: Case) -> Callable[[], object]:
        make = receipt(case)
        return lambda: make().total

    def lines(case: Case) -> Callable[[], object]:
        make = receipt(case)

        def call() -> object:
            made = make()
            return made.total, made.lines

        return call

    def warnings(case: Case) -> Callable[[], object]:
        make = receipt(case)

        def call() -> object:
            made = make()
            return made.total, made.lines, made.warnings

        return call

    def by_name(case: Case) -> Callable[[], object]:
        asked = {"model": case["ours"]["model"], "provider": case["ours"]["provider"]}
        return lambda: estimate(case["body"], **asked, snapshot=shot).total

    ways = {"total": total, "every line": lines, "every warning": warnings, "by name": by_name}
    return [*ways.items()]


def instant(text: str) -> datetime:
    """Return the moment for which a case is priced."""
    return datetime.fromisoformat(text).astimezone(UTC)


def genai_prices(_: str) -> list[Way]:
    """Price by genai-prices, as its readme shows; it is told when the request was made.

    Of a body that names no model it is told the model too.
    """
    from genai_prices import calc_price, extract_usage  # noqa: PLC0415

    def total(case: Case) -> Callable[[], object]:
        at, body = instant(case["at"]), case["body"]
        provider, model = case["asked"]["provider"], case["asked"].get("model")
        asked = {"provider_id": provider, "api_flavor": case["asked"]["flavor"]}
        if model is None:
            return lambda: (
                extract_usage(body, **asked).calc_price(genai_request_timestamp=at).total_price
            )
        of = {"model_ref": model, "provider_id": provider, "genai_request_timestamp": at}
        return lambda: calc_price(extract_usage(body, **asked).usage, **of).total_price

    return [("total", total)]


def litellm(_: str) -> list[Way]:
    """Price by litellm, by the prices that its package holds.

    A body that it does not take as it is, it reads and prices as its own client does.
    """
    os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"
    from litellm import completion_cost  # noqa: PLC0415

    def total(case: Case) -> Callable[[], object]:
        asked, body = case["asked"], case["body"]
        of = {
            "model": asked.get("model") or body.get("model") or body["modelVersion"],
            "custom_llm_provider": asked.get("litellm", asked["provider"]),
            "call_type": asked["call"],
        }
        if asked.get("response"):
            return _as_its_client(of, body)
        return lambda: completion_cost(completion_response=body, **of)

    return [("total", total)]


def _as_its_client(of: dict[str, str], body: dict[str, Any]) -> Callable[[], object]:
    """Price an HTTP response of the seller's."""
    from unittest.mock import MagicMock  # noqa: PLC0415

    import httpx  # noqa: PLC0415
    from litellm import LlmProviders, ModelResponse  # noqa: PLC0415
    from litellm.cost_calculator import response_cost_calculator  # noqa: PLC0415
    from litellm.utils import ProviderConfigManager as Configs  # noqa: PLC0415

    model, provider = of["model"], LlmProviders(of["custom_llm_provider"])
    asked = httpx.Request("POST", "https://api.example/")
    log = MagicMock(optional_params={})
    more = {"request_data": {}, "messages": [], "optional_params": {}, "litellm_params": {}}

    def read() -> Any:  # noqa: ANN401  # litellm's own types
        sent = httpx.Response(200, json=body, request=asked)
        if of["call_type"] == "responses":
            config = Configs.get_provider_responses_api_config(model=model, provider=provider)
            return config.transform_response_api_response(model, sent, log)
        return Configs.get_provider_chat_config(model, provider).transform_response(
            model, sent, ModelResponse(), log, **more, encoding=None, api_key="none"
        )

    return lambda: response_cost_calculator(read(), **of, optional_params={})


LIBRARIES = {"llmanac": ours, "genai-prices": genai_prices, "litellm": litellm}

if __name__ == "__main__":
    main()
