"""Invent a catalogue that knows every seller: `python benchmarks/large.py FOLDER`.

The repository's own records stay in it; beside them come labs, models, sellers, offers and evidence
that do not exist. The same seed gives the same bytes.
"""

from __future__ import annotations

import argparse
import json
import shutil
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

CATALOG: Final = Path(__file__).resolve().parents[1] / "catalog"

_SCHEMA: Final = "# yaml-language-server: $schema=../../../schemas/{}.json\n"
_FEEDS: Final = ("litellm", "models.dev", "genai-prices", "portkey", "openrouter")
_PAGE: Final = "https://{}.example/pricing"
_WORDS: Final = ("amber", "birch", "cobalt", "delta", "ember", "fjord", "garnet", "harbour", "iris")
_SIZES: Final = ("1b", "3b", "8b", "14b", "32b", "70b", "mini", "pro", "flash", "max", "embed")
_CONTEXTS: Final = (8192, 32768, 65536, 131072, 200000, 262144, 1000000)


@dataclass(frozen=True)
class Scale:
    """How much there is to be, about."""

    labs: int = 60
    models: int = 2400
    providers: int = 210
    offers: int = 11000


@dataclass(frozen=True)
class Invented:
    """An offer before it is written: the model's facts, and what the seller makes of them."""

    provider: str
    model: str
    context: int
    price: int
    """Of a million tokens of input, in thousandths of a dollar."""
    style: int
    """Which of the forms its prices take."""


def invent(target: Path, scale: Scale | None = None, seed: int = 5) -> None:
    """Write the repository's catalogue with as much more as asked for into a new folder."""
    scale, chance = scale or Scale(), Random(seed)
    shutil.copytree(CATALOG, target)
    labs = [f"lab-{number:03}" for number in range(scale.labs)]
    providers = [f"seller-{number:03}" for number in range(scale.providers)]
    models = dict(_models(labs, scale.models, chance))
    offers = [*_offers([*models], providers, scale.offers, chance)]
    files = {
        **_vocabulary(target, labs),
        **{f"models/{id_}.yaml": text for id_, text in models.items()},
        **{f"providers/{id_}.yaml": _provider(id_) for id_ in providers},
        **{f"offers/{one.provider}/{_slug(one)}.yaml": _offer(one) for one in offers},
        **dict(_evidence(offers, chance)),
        **dict(_testimonies([*models], chance)),
    }
    for path, text in files.items():
        place = target / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, "utf-8")


def _vocabulary(target: Path, labs: list[str]) -> Mapping[str, str]:
    """The labs' file, with the invented ones at its end."""
    known = (target / "labs.yaml").read_text("utf-8")
    rows = (f"{lab}: {{name: {{en: {lab.title()}, zh: 实验室 {lab[-3:]}}}}}\n" for lab in labs)
    return {"labs.yaml": known + "".join(rows)}


def _models(labs: list[str], number: int, chance: Random) -> Iterator[tuple[str, str]]:
    """Id and record of each."""
    for place in range(number):
        lab, word, size = chance.choice(labs), chance.choice(_WORDS), chance.choice(_SIZES)
        name = f"{word.title()} {place // 40 + 1} {size.upper()} {place}"
        yield f"{lab}/{name.lower().replace(' ', '-')}", _model(name, word, size, chance)


def _model(name: str, series: str, size: str, chance: Random) -> str:
    seen = f"2026-{chance.randint(1, 9):02}-{chance.randint(1, 28):02}"
    kind, does = ("embedding", "text-embedding") if size == "embed" else ("chat", "text-generation")
    context = chance.choice(_CONTEXTS)
    fields = [
        f"name: {name}",
        f"series: {series.title()}",
        f"kind: {kind}",
        f"capabilities: [{does}]",
        f"modalities: {{input: [text{chance.choice(('', ', image'))}], output: [text]}}",
        f"context: {context}",
        f"output: {context // 4}",
        f"released: {seen}",
        *([f"knowledge: 2025-{chance.randint(1, 12):02}"] if chance.random() < 0.5 else []),
        f"weights: {{open: {chance.choice(('true', 'false'))}}}",
        "parameters: [temperature, top_p, max_tokens, tools]",
        "sources:",
        f"  name: &feed {{url: https://models.dev/api.json, seen: {seen}}}",
        *(f"  {field}: *feed" for field in ("kind", "modalities", "context", "output", "released")),
    ]
    return _SCHEMA.format("model") + "\n".join(fields) + "\n"


def _provider(id_: str) -> str:
    return f"""\
# yaml-language-server: $schema=../../schemas/provider.json
name: {{en: {id_.title()}, zh: 商家 {id_[-3:]}}}
home: https://{id_}.example
keys: https://{id_}.example/keys
key_variable: {id_.upper().replace("-", "_")}_API_KEY
currency: USD
apis:
  chat-completions:
    url: https://{id_}.example/v1/chat/completions
    dialect: openai-chat
    sdk:
      name: OpenAI SDK
      settings:
        - {{name: base_url, value: https://{id_}.example/v1}}
        - {{name: api_key, value: "{{key}}"}}
sources:
  apis: {{url: "https://{id_}.example/docs", seen: 2026-09-30}}
"""


def _offers(
    models: list[str], providers: list[str], number: int, chance: Random
) -> Iterator[Invented]:
    """A few models are sold nearly everywhere, most of them at one or two places."""
    weights = [*accumulate(1 / (place + 3) for place in range(len(models)))]
    sold: set[tuple[str, str]] = set()
    while len(sold) < number:
        model = chance.choices(models, cum_weights=weights)[0]
        provider = providers[int(len(providers) * chance.random() ** 1.4)]
        if (provider, model) not in sold:
            sold.add((provider, model))
            price = chance.randint(20, 4000)
            yield Invented(provider, model, chance.choice(_CONTEXTS), price, chance.randrange(6))


def _id(offer: Invented) -> str:
    return offer.model if offer.style % 2 else offer.model.partition("/")[2]


def _slug(offer: Invented) -> str:
    return _id(offer).replace("/", "-")


def _offer(one: Invented) -> str:
    seen = f"2026-09-{one.price % 28 + 1:02}"
    rates = _BANDED if one.style == 4 else _PLAIN
    return "\n".join(
        [
            _SCHEMA.format("offer") + f"model: {one.model}",
            f"id: {_id(one)}",
            "apis: [chat-completions]",
            f"limits: {{context: {one.context}, output: {one.context // 4}}}",
            "status: available",
            "prices:",
            "  - currency: USD",
            "    per: 1M",
            rates.format(one.price / 1000, one.price / 500, one.price / 250, one.price / 10000),
            *([_CONDITIONS] if one.style == 5 else []),
            f"    seen: {seen}",
            f"    source: models.dev@{seen}:{one.provider}/{_id(one)}",
            "sources:",
            f"  id: &page {{url: {_PAGE.format(one.provider)}, seen: {seen}}}",
            *(f"  {field}: *page" for field in ("model", "apis", "limits", "status")),
            "",
        ]
    )


_PLAIN: Final = "    rates: {{input: {0}, cache.read: {3}, output: {2}}}"
_BANDED: Final = (
    '    bands: {{by: input_total, at: [128000], edge: ">"}}\n'
    "    rates:\n"
    "      input: [{0}, {1}]\n"
    "      cache.read: [{3}, {0}]\n"
    "      output: [{1}, {2}]"
)
_CONDITIONS: Final = """\
    when:
      - if: {tier: batch}
        scale: 0.5
      - if: {tier: priority}
        scale: 1.75
        only: [input, output]"""


def _evidence(offers: list[Invented], chance: Random) -> Iterator[tuple[str, str]]:
    """A file for each seller; one claim in ten differs from the record."""
    lines: dict[str, dict[str, str]] = {}
    for one in offers:
        lines.setdefault(one.provider, {})[_id(one)] = json.dumps(_line(one, chance))
    for provider, by_id in lines.items():
        text = "".join(f"{by_id[id_]}\n" for id_ in sorted(by_id))
        yield f"evidence/{provider}.ndjson", text


def _line(one: Invented, chance: Random) -> dict[str, object]:
    feeds = sorted(chance.sample(_FEEDS, chance.randint(1, 4)))
    said = [feed for feed in feeds if chance.random() < 0.9] or feeds
    others = [feed for feed in feeds if feed not in said]
    claims = [
        {"about": "context", "value": one.context, "by": feeds},
        {"about": "output", "value": one.context // 4, "by": said},
        {"about": "price", "value": _price(one.price), "by": said},
        *({"about": "price", "value": _price(one.price * 2), "by": [feed]} for feed in others),
    ]
    return {
        "offer": _id(one),
        "model": one.model,
        "link": {"how": "canonical", "key": one.model, "by": feeds[:1]},
        "where": {feed: f"{one.provider}/{_id(one)}" for feed in feeds},
        "claims": claims,
        "wrote": dict.fromkeys(("limits.context", "apis", "prices"), f"{one.price:012x}"),
    }


def _price(amount: int) -> dict[str, object]:
    return {
        "currency": "USD",
        "per": "1M",
        "rates": {"input": str(amount / 1000), "output": str(amount / 250)},
    }


def _testimonies(models: list[str], chance: Random) -> Iterator[tuple[str, str]]:
    by_lab: dict[str, list[str]] = {}
    for model in sorted(models):
        feeds = sorted(chance.sample(_FEEDS, chance.randint(1, 3)))
        line = {
            "model": model,
            "where": dict.fromkeys(feeds, model),
            "claims": [{"about": "reasoning", "value": False, "by": feeds}],
            "wrote": dict.fromkeys(("name", "context", "output"), "0" * 12),
        }
        by_lab.setdefault(model.partition("/")[0], []).append(json.dumps(line))
    for lab, lines in by_lab.items():
        yield f"evidence/models/{lab}.ndjson", "".join(f"{line}\n" for line in lines)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--offers", type=int, default=Scale.offers)
    parser.add_argument("--seed", type=int, default=5)
    asked = parser.parse_args()
    invent(asked.folder, Scale(offers=asked.offers), asked.seed)
