"""Badges: on which day the prices of a provider were last seen, as SVG and for shields.io.

Their colour is that of the catalogue's day; the day itself stands on them.
"""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from llmanac.compile.prices import timeline
from llmanac.messages import section
from llmanac.publish import keys
from llmanac.publish.witnesses import freshness, witnesses

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from llmanac.catalog import Catalog
    from llmanac.pricing.entries import Entry
    from llmanac.pricing.moments import Day
    from llmanac.publish.keys import Key
    from llmanac.publish.slots import Site
    from llmanac.schema.record import OfferKey, ProviderId

_COLOURS: Final = {"fresh": "#2f7d4f", "ageing": "#8a6d1a", "stale": "#a83232"}
_WIDE: Final = 0x2E80
"""From here on characters are as wide as high."""
_SVG: Final = Markup(
    '<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="20" role="img"'
    ' aria-label="{label}: {day}">\n<title>{label}: {day}</title>\n'
    '<rect width="{left}" height="20" fill="#4a4a4a"/>\n'
    '<rect x="{left}" width="{right}" height="20" fill="{colour}"/>\n'
    '<g fill="#fff" text-anchor="middle" font-family="Verdana,Geneva,sans-serif" font-size="11">\n'
    '<text x="{middle}" y="14">{label}</text>\n<text x="{other}" y="14">{day}</text>\n'
    "</g>\n</svg>\n"
)


def badges(catalog: Catalog, site: Site) -> Iterator[tuple[str, Callable[[], str], Key]]:
    """Path, maker and key of each badge, in each language; none where nothing has a price."""
    for provider in catalog.offers_by_provider:
        if any(_in_force(catalog, provider)):
            key = keys.key(catalog, _files(catalog, provider))
            for language in site.languages:
                for suffix, draw in _FORMS.items():
                    make = partial(_drawn, draw, catalog, provider, language.code)
                    yield f"{language.prefix}badges/{provider}{suffix}", make, key


def _files(catalog: Catalog, provider: ProviderId) -> Iterator[str]:
    """The records of which a badge says something."""
    yield from ("feeds.yaml", f"evidence/{provider}.ndjson")
    yield from (f"offers/{key}.yaml" for key in catalog.offers_by_provider[provider])


def _drawn(
    draw: Callable[[str, str, str], str], catalog: Catalog, provider: ProviderId, language: str
) -> str:
    day = last_seen(catalog, provider)
    assert day
    state = freshness(day, catalog.as_of or day, catalog.site.freshness)
    return draw(section("labels", language)["badge"], day.text(), _COLOURS[state])


def last_seen(catalog: Catalog, provider: ProviderId) -> Day | None:
    """The day by which all prices in force have been seen that were seen last; None without any.

    It is the oldest of them: one price that nobody looks at any more is not hidden by the others.
    """
    seen = (witnesses(catalog, *priced).seen for priced in _in_force(catalog, provider))
    return min(seen, default=None)


def _in_force(catalog: Catalog, provider: ProviderId) -> Iterator[tuple[OfferKey, Entry]]:
    """What a provider still sells, and the prices of the catalogue's day."""
    today = catalog.as_of
    for key in catalog.offers_by_provider.get(provider, ()):
        if today and catalog.is_sold(key):
            for held in timeline(catalog.offers[key].prices):
                if held.holds(today):
                    yield key, held.entry


def _svg(label: str, day: str, colour: str) -> str:
    left, right = _width(label), _width(day)
    return _SVG.format(
        label=label,
        day=day,
        colour=colour,
        width=left + right,
        left=left,
        right=right,
        middle=left // 2,
        other=left + right // 2,
    )


def _width(text: str) -> int:
    """Pixels that a text takes at most, with a margin."""
    return 10 + sum(11 if ord(character) >= _WIDE else 7 for character in text)


def _endpoint(label: str, day: str, colour: str) -> str:
    """As https://shields.io/badges/endpoint-badge reads it."""
    said = {"schemaVersion": 1, "label": label, "message": day, "color": colour}
    return json.dumps(said, ensure_ascii=False) + "\n"


_FORMS: Final = {".svg": _svg, ".json": _endpoint}
"""Ending → what draws it."""
