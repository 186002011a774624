"""The guide's page on other libraries: what `estimate.py` found, in one language."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from fractions import Fraction
from pathlib import Path
from statistics import geometric_mean
from typing import Any

NAMES = ("llmanac", "genai-prices", "litellm")

FLOAT = Fraction(1, 10**12)
"""By how much of the amount binary fractions may miss it and still mean it."""

WORDS = {
    "en": {
        "response": "response",
        "worked out": "worked out",
        "total": "the total of a response, prices and shape known",
        "every line": "the same, with every line",
        "every warning": "the same, with every line and warning",
        "by name": "the total of a response, by the model's name",
        "first": "import, and the first total in a new process",
        "rss": "memory of that process",
        "varies": "varies",
    },
    "zh": {
        "response": "响应",
        "worked out": "手工算出",
        "total": "一份响应的总额，价格和格式已知",
        "every line": "同上，并读出每一行",
        "every warning": "同上，并读出每一行和每条警告",
        "by name": "一份响应的总额，按模型名称查找",
        "first": "新进程中导入，并算出第一个总额",
        "rss": "该进程的内存",
        "varies": "不定",
    },
}

Case = dict[str, Any]
Found = dict[str, Any]


def page(cases: list[Case], found: Found, language: str) -> str:
    """Return what `docs/<language>/guide/peers.md` holds."""
    written = Path(__file__).with_name(f"peers.{language}.md").read_text("utf-8")
    filled = {
        "releases": ", ".join(found["releases"][1:]),
        "ratios": ratios(found, language),
        "amounts": amounts(cases, found, language),
        "reasons": reasons(cases, found, language),
    }
    for name, text in filled.items():
        written = written.replace(f"{{{{{name}}}}}", text)
    return written


def ratios(found: Found, language: str) -> str:
    """A row for each thing that was measured: how many times as much the peers take."""
    said = WORDS[language]
    ways = found["llmanac"]["cpu"]
    rows = [[said[way], "1", *_slower(found, way)] for way in ways]
    for key in ("first", "rss"):
        own = found["llmanac"][key]
        rows.append([said[key], "1", *(_ratio(found[peer][key] / own) for peer in NAMES[1:])])
    return table(["", *NAMES], rows)


def _slower(found: Found, way: str) -> list[str]:
    """Compare each body's time; the peers know one way only."""
    own = found["llmanac"]["cpu"][way]
    return [
        _ratio(geometric_mean(found[peer]["cpu"]["total"][body] / own[body] for body in own))
        for peer in NAMES[1:]
    ]


def _ratio(times: float) -> str:
    return f"{times:.0f}" if times >= 10 else f"{times:.1f}"


def amounts(cases: list[Case], found: Found, language: str) -> str:
    """A row for each response: the right amount, and in bold whoever says another."""
    said = WORDS[language]
    rows = [
        [
            title(case, language),
            case["right"],
            *(_cell(case, found, name, language) for name in NAMES),
        ]
        for case in cases
    ]
    return table([said["response"], said["worked out"], *NAMES], rows)


def title(case: Case, language: str) -> str:
    """Return what the page calls a response."""
    return str(case["name"] if language == "en" else case[language])


def _cell(case: Case, found: Found, name: str, language: str) -> str:
    if name in case.get("varies", {}):
        return f"**{WORDS[language]['varies']}**"
    said = found[name]["amounts"][case["name"]]
    if agrees(said, Fraction(case["right"])):
        return str(case["right"])
    try:
        return f"**{round(Decimal(said), 10).normalize():f}**"
    except InvalidOperation:  # an error's name
        return f"**{said}**"


def reasons(cases: list[Case], found: Found, language: str) -> str:
    """Each reason once: who, on which responses, why."""
    said: dict[tuple[str, str], list[str]] = {}
    for case in cases:
        for name in wrong(case, found):
            none = dict.fromkeys(WORDS, "NOT EXPLAINED")
            why = {**case.get("why", {}), **case.get("varies", {})}.get(name, none)
            said.setdefault((name, why[language]), []).append(title(case, language))
    colon, semicolon = (": ", "; ") if language == "en" else ("：", "；")
    return "\n".join(
        f"* **{name}**{colon}{why}{' ' if language == 'en' else ''}"
        + (f"({semicolon.join(titles)})" if language == "en" else f"（{semicolon.join(titles)}）")
        for (name, why), titles in said.items()
    )


def wrong(case: Case, found: Found) -> list[str]:
    """Return who says another amount than the right one, if only at times."""
    right, varies = Fraction(case["right"]), case.get("varies", {})
    return [
        name
        for name in NAMES
        if name in varies or not agrees(found[name]["amounts"][case["name"]], right)
    ]


def agrees(said: str, right: Fraction) -> bool:
    """Tell whether an amount is the right one, but for what a binary fraction cannot hold."""
    try:
        return abs(Fraction(said) - right) <= FLOAT * right
    except ValueError:  # an error's name, or None
        return False


def table(heads: list[str], rows: list[list[str]]) -> str:
    """Write a Markdown table."""
    lines = (heads, ["---"] * len(heads), *rows)
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)
