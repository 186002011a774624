"""Who speaks, and who decides: independent groups of feeds, one vote each."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeVar

from llmanac.pricing.moments import Day

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from llmanac.schema.feeds import Feed


class Speaking(Protocol):
    """Whatever a feed says on a day."""

    @property
    def feed(self) -> str:
        """The feed."""

    @property
    def as_of(self) -> Day:
        """The day of its state."""

    @property
    def where(self) -> str:
        """The entry in it."""


S = TypeVar("S", bound=Speaking)

UNDATED: Final = Day(1, 1, 1)
"""The day of a state of which nobody knows the day: older than all others."""

RELIABLE: Final = ("page", "models.dev", "litellm", "genai-prices", "openrouter", "portkey")
"""Who is believed first where nothing else decides: how rarely each was found to be the odd one
out, 3.8 % of its prices for models.dev, 9 % for Portkey. Those that are not named come last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """What one feed says of one fact."""

    feed: str
    as_of: Day
    where: str
    value: Any
    since: Day | None = None
    """From when on it is so, by what the feed says."""
    cited: bool = False
    """Whether the feed names the page where it stands."""
    doubtful: bool = False
    """Whether the value is of a sort that is often a mix-up; it gives way where votes are even."""
    own: bool = False
    """Whether it is said of what the lab itself sells."""

    @property
    def place(self) -> str:
        """The entry of the feed, as a source names it."""
        if self.where.startswith("http"):
            return self.where
        return f"{self.feed}@{self.as_of.text()}:{self.where}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The value that holds, and how the votes fell."""

    value: Any
    by: tuple[Voice, ...]
    """All who say so, those whose word is their group's or not, the best witness first."""
    groups: int
    """How many independent groups say so."""
    rivals: int
    """How many say something else."""

    @property
    def how(self) -> str:
        """`disputed`, `agreeing` or `alone`."""
        if self.rivals:
            return "disputed"
        return "agreeing" if self.groups > 1 else "alone"


@dataclass(frozen=True, slots=True)
class Panel:
    """Which feeds are independent of each other."""

    roots: Mapping[str, str] = field(default_factory=dict)
    """Feed → the feed from which it takes what it says, in the end."""

    @classmethod
    def of(cls, feeds: Mapping[Any, Feed]) -> Panel:
        """Read it off the records of feeds."""
        taken = {str(name): feed.derived[0] for name, feed in feeds.items() if feed.derived}
        return cls({name: _root(name, taken) for name in taken})

    def group(self, feed: str) -> str:
        """The name of the group to which a feed belongs."""
        return self.roots.get(feed, feed)

    def votes(self, voices: Iterable[Voice]) -> list[Voice]:
        """One voice per group: its newest, and of those the one that is least derived."""
        best: dict[str, Voice] = {}
        for voice in sorted(voices, key=self._rank):
            best.setdefault(self.group(voice.feed), voice)
        return [best[name] for name in sorted(best)]

    def groups(self, voices: Iterable[Speaking]) -> int:
        """How many independent groups speak."""
        return len({self.group(voice.feed) for voice in voices})

    def ranked(self, said: Iterable[S]) -> list[S]:
        """The best witness first: the newest, the least derived, the most reliable."""
        return sorted(said, key=self._rank)

    def verdict(self, voices: Sequence[Voice]) -> Verdict | None:
        """What holds: what most groups say; where that is even, what is dated and cited, then what
        is newest. Who spoke before the day from which another value holds has no vote."""
        if len(voices) == 1:
            return Verdict(voices[0].value, (voices[0],), 1, 0)
        votes = self.votes(_not_outdated(voices))
        if not votes:
            return None
        said: dict[Any, list[Voice]] = defaultdict(list)
        for vote in votes:
            said[vote.value].append(vote)
        value = min(said, key=lambda one: self._weight(said[one]))
        by = sorted((one for one in voices if one.value == value), key=self._rank)
        return Verdict(value, tuple(by), len(said[value]), len(votes) - len(said[value]))

    def _weight(self, votes: list[Voice]) -> tuple[Any, ...]:
        """The lighter the sooner."""
        best = min(votes, key=self._rank)
        dated = any(vote.since and vote.cited for vote in votes)
        newest = max(vote.as_of for vote in votes)
        doubtful = all(vote.doubtful for vote in votes)
        return -len(votes), doubtful, not dated, -newest.toordinal(), _faith(best), repr(best.value)

    def _rank(self, voice: Speaking) -> tuple[Any, ...]:
        derived = voice.feed in self.roots
        return -voice.as_of.toordinal(), derived, _faith(voice), voice.feed, voice.where


def _root(name: str, taken: Mapping[str, str]) -> str:
    seen = {name}
    while (name := taken.get(name, name)) not in seen:
        seen.add(name)
    return name


def _faith(voice: Speaking) -> int:
    return RELIABLE.index(voice.feed) if voice.feed in RELIABLE else len(RELIABLE)


def _not_outdated(voices: Sequence[Voice]) -> list[Voice]:
    """Without those that spoke before the last change that somebody dates, and tell another
    value."""
    changed = max((voice for voice in voices if voice.since), key=_changed, default=None)
    if changed is None:
        return [*voices]
    return [one for one in voices if one.as_of >= changed.since or one.value == changed.value]  # type: ignore[operator]


def _changed(voice: Voice) -> tuple[Any, ...]:
    return voice.since, voice.as_of, -_faith(voice), voice.feed, repr(voice.value)
