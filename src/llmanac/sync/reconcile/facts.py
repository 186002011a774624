"""Facts on which witnesses settle: of an offer, and sets of words that are counted one by one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, get_args

from llmanac.schema.provider import Api
from llmanac.sync.decisions import Settled
from llmanac.sync.reconcile.guards import Refusal
from llmanac.sync.reconcile.quorum import odd_numbers
from llmanac.sync.reconcile.witnesses import UNDATED, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from llmanac.sync.reconcile.witnesses import Panel, Voice


LISTS_APIS: Final = frozenset({"litellm"})
"""Feeds that say of an offer through which APIs it is sold; the others name one that they use."""


@dataclass(slots=True)
class Facts:
    """What was settled of one record, how, and what was refused."""

    settled: dict[str, Settled] = field(default_factory=dict)
    how: dict[str, str] = field(default_factory=dict)
    """Field → `agreeing`, `alone` or `disputed`."""
    refused: list[tuple[Voice, Refusal]] = field(default_factory=list)

    def put(self, about: str, verdict: Verdict | None) -> None:
        """Take a verdict; one that nobody dates stands nowhere and is left out."""
        dated = [voice for voice in verdict.by if voice.as_of != UNDATED] if verdict else []
        if verdict and dated:
            seen = max(voice.as_of for voice in dated)
            feeds = tuple(dict.fromkeys(voice.feed for voice in verdict.by))
            self.settled[about] = Settled(
                value=verdict.value, by=feeds, source=dated[0].place, seen=seen
            )
            self.how[about] = verdict.how

    def refuse(self, voices: Sequence[Voice], about: str, code: str, against: str) -> None:
        """Keep a value out, whoever says it."""
        for voice in voices:
            self.refused.append((voice, Refusal(about, code, shown(voice.value), against)))

    def drop(self, about: str, code: str, against: str, voices: Sequence[Voice]) -> None:
        """Keep out what had been settled."""
        value = self.settled.pop(about).value
        self.how.pop(about)
        self.refuse([one for one in voices if one.value == value], about, code, against)


def shown(value: Any) -> str:  # noqa: ANN401  # any value of a fact
    """A value as a report writes it."""
    return ", ".join(value) if isinstance(value, tuple) else str(value)


def limits(facts: Facts, said: Callable[[str], list[Voice]], panel: Panel) -> None:
    """Settle how much a request may hold: no power of ten, no answer beyond the window."""
    for about in ("context", "input", "output"):
        voices = said(about)
        odd = odd_numbers(voices, panel)
        for value, (code, against) in odd.items():
            facts.refuse([one for one in voices if one.value == value], about, code, against)
        facts.put(about, panel.verdict([one for one in voices if one.value not in odd]))
    for about in ("input", "output"):
        if about in facts.settled:
            within(facts, about, said(about), facts.settled.get("context"))


def within(facts: Facts, about: str, voices: Sequence[Voice], window: Settled | None) -> None:
    """Refuse a limit that is larger than the window."""
    held = facts.settled.get(about)
    if held and window and held.value > window.value:  # type: ignore[operator]
        facts.drop(about, f"{about}-above-context", str(window.value), voices)


def majority(voices: Sequence[Voice], panel: Panel) -> Verdict | None:
    """A set with what most groups say of each word; where that is even, the better witness."""
    best = panel.verdict(voices)
    if best is None:
        return None
    votes = panel.votes(voices)
    words = sorted({word for vote in votes for word in vote.value})
    count = {word: sum(word in vote.value for vote in votes) * 2 - len(votes) for word in words}
    value = tuple(w for w in words if count[w] > 0 or (count[w] == 0 and w in best.value))
    return _as(value or best.value, voices, panel)


def vouched(voices: Sequence[Voice], panel: Panel) -> Verdict | None:
    """A set with the words that two groups say, or one where the lab itself sells; a witness that
    nobody stands beside is believed like with any other fact."""
    votes = panel.votes(voices)
    if len(votes) < 2:
        return panel.verdict(voices)
    own = {word for voice in voices if voice.own for word in voice.value}
    words = sorted({word for vote in votes for word in vote.value})
    value = tuple(w for w in words if w in own or sum(w in vote.value for vote in votes) > 1)
    return _as(value, voices, panel) if value else None


def served(voices: Sequence[Voice], panel: Panel) -> Verdict | None:
    """The APIs that serve an offer: who lists all of them is believed like with any other fact;
    else all that anybody names, since whoever names one rules no other out."""
    whole = [voice for voice in voices if voice.feed in LISTS_APIS]
    if whole or len(voices) < 2:
        return panel.verdict(whole or voices)
    named = {api for voice in voices for api in voice.value}
    return _as(tuple(api for api in get_args(Api) if api in named), voices, panel)


def _as(value: tuple[str, ...], voices: Sequence[Voice], panel: Panel) -> Verdict:
    """The verdict for a set that perhaps nobody says as a whole: its witnesses are those nearest
    to it."""
    far = {id(one): len({*one.value} ^ {*value}) for one in voices}
    least = min(far.values())
    by = panel.ranked(one for one in voices if far[id(one)] == least)
    rivals = sum({*vote.value} != {*value} for vote in panel.votes(voices))
    return Verdict(value, tuple(by), panel.groups(by), rivals)
