"""What the record of a model should say: one vote per group of feeds, whoever sells it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from llmanac.sync.claims import MODEL_FIELDS
from llmanac.sync.decisions import ModelDecision, Quarantined, Settled
from llmanac.sync.reconcile.facts import Facts, majority, vouched, within
from llmanac.sync.reconcile.lines import code_key, model_line
from llmanac.sync.reconcile.quorum import odd_numbers
from llmanac.sync.reconcile.witnesses import Voice

if TYPE_CHECKING:
    from collections.abc import Mapping

    from llmanac.catalog import Catalog
    from llmanac.sync.claims import Value
    from llmanac.sync.reconcile.said import Said
    from llmanac.sync.reconcile.witnesses import Panel, Verdict

Way = Callable[[Sequence[Voice], "Panel"], "Verdict | None"]

_ALSO_OF_OFFERS: Final = ("context", "output")
"""Limits that a feed may state of an offer only: what most of its offers say is its word on the
model, where it has none."""
_SETS: Final[dict[str, Way]] = {
    "modalities.input": majority,
    "modalities.output": majority,
    "capabilities": vouched,
    "parameters": vouched,
}
_NUMBERS: Final = ("context", "output", "dimensions")


@dataclass(frozen=True, slots=True)
class Sold:
    """What one witness says of a model, and where."""

    provider: str
    said: Said
    own: bool
    """Whether the lab itself sells there, or the feed speaks of the model apart from sellers."""


@dataclass(slots=True)
class WeighedModel:
    """A model's decision with what it took to reach it."""

    decision: ModelDecision
    quarantined: list[Quarantined] = field(default_factory=list)
    how: dict[str, str] = field(default_factory=dict)


def weighed_model(
    model: str, name: str, sold: Sequence[Sold], catalog: Catalog, panel: Panel
) -> WeighedModel:
    """Decide what a model's record should say."""
    said = {about: _voices(about, sold, catalog) for about in MODEL_FIELDS}
    facts = Facts()
    for about in MODEL_FIELDS:
        _settle(facts, about, said[about], panel)
    within(facts, "output", said["output"], facts.settled.get("context"))
    if "name" not in facts.settled and sold:
        facts.settled["name"] = _named(name, sold, panel)
    codes = {code_key(one.field, voice.value): one.code for voice, one in facts.refused}
    decision = ModelDecision(
        model=model,
        provisional=panel.groups(one.said for one in sold) < 2,
        fields=facts.settled,
        evidence=model_line(model, said, codes),
    )
    return WeighedModel(decision, _quarantined(model, facts), facts.how)


def _settle(facts: Facts, about: str, voices: Sequence[Voice], panel: Panel) -> None:
    if about in _NUMBERS:
        odd = odd_numbers(voices, panel)
        for value, (code, against) in odd.items():
            facts.refuse([one for one in voices if one.value == value], about, code, against)
        voices = [one for one in voices if one.value not in odd]
    facts.put(about, _SETS.get(about, _plain)(voices, panel))


def _plain(voices: Sequence[Voice], panel: Panel) -> Verdict | None:
    return panel.verdict(voices)


def _voices(about: str, sold: Sequence[Sold], catalog: Catalog) -> list[Voice]:
    """One voice per feed: what it says where the lab itself sells, else what it says most often."""
    by_feed: dict[str, list[tuple[Sold, Value]]] = defaultdict(list)
    for one in sold:
        value = one.said.of_model.get(about)
        if value is not None and (value := _known(about, value, catalog)):
            by_feed[one.said.feed].append((one, value))
    if about in _ALSO_OF_OFFERS:
        stating = _stating(about, sold)
        for one in sold:
            value = one.said.of_offer.get(about)
            if value and one.said.feed not in stating:
                by_feed[one.said.feed].append((one, value))
    return [_voice(by_feed[feed]) for feed in sorted(by_feed)]


def _stating(about: str, sold: Iterable[Sold]) -> set[str]:
    return {one.said.feed for one in sold if about in one.said.of_model}


def _known(about: str, value: Value, catalog: Catalog) -> Value | None:
    """Without words that the vocabularies do not have."""
    words: Mapping[Any, object] | None = _vocabulary(about, catalog)
    if words is None or not isinstance(value, tuple):
        return value
    return tuple(sorted(word for word in value if word in words)) or None


def _vocabulary(about: str, catalog: Catalog) -> Mapping[Any, object] | None:
    return {"capabilities": catalog.capabilities, "parameters": catalog.parameters}.get(about)  # type: ignore[return-value]


def _voice(said: Sequence[tuple[Sold, Value]]) -> Voice:
    own = [pair for pair in said if pair[0].own]
    heard = own or said
    times = Counter(value for _, value in heard)
    one, value = min(heard, key=lambda pair: (-times[pair[1]], repr(pair[1]), *_place(pair[0])))
    return Voice(
        feed=one.said.feed,
        as_of=one.said.as_of,
        where=one.said.where,
        value=value,
        cited=one.said.where.startswith("http"),
        own=bool(own),
    )


def _place(one: Sold) -> tuple[str, str]:
    return one.provider, one.said.where


def _named(name: str, sold: Sequence[Sold], panel: Panel) -> Settled:
    """The name by which the model was identified, where no feed tells its name apart."""
    best = panel.ranked(_voice([(one, name)]) for one in sold)
    feeds = tuple(dict.fromkeys(voice.feed for voice in best))
    return Settled(value=name, by=feeds, source=best[0].place, seen=best[0].as_of)


def _quarantined(model: str, facts: Facts) -> list[Quarantined]:
    return [
        Quarantined(
            about=f"models/{model}",
            field=refusal.field,
            code=refusal.code,
            feed=voice.feed,
            where=voice.where,
            value=refusal.value,
            against=refusal.against,
        )
        for voice, refusal in facts.refused
    ]
