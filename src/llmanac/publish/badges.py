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
from llmanac.publish.witnesses import freshness, witnesses

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from llmanac.catalog import Catalog
    from llmanac.pricing.moments import Day
    from llmanac.publish.slots import Site
    from llmanac.schema.record import ProviderId

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


def badges(catalog: Catalog, site: Site) -> Iterator[tuple[str, Callable[[], str]]]:
    """Path and maker of each badge, in each language; none where nothing has a price."""
    for provider in catalog.offers_by_provider:
        day = last_seen(catalog, provider)
        if day:
            for language in site.languages:
                label = section("labels", language.code)["badge"]
                state = freshness(day, catalog.as_of or day, catalog.site.freshness)
                said = (label, day.text(), _COLOURS[state])
                place = f"{language.prefix}badges/{provider}"
                yield f"{place}.svg", partial(_svg, *said)
                yield f"{place}.json", partial(_endpoint, *said)


def last_seen(catalog: Catalog, provider: ProviderId) -> Day | None:
    """The day by which all prices in force have been seen that were seen last; None without any.

    It is the oldest of them: one price that nobody looks at any more is not hidden by the others.
    """
    today = catalog.as_of
    days = [
        witnesses(catalog, key, held.entry).seen
        for key in catalog.offers_by_provider.get(provider, ())
        if catalog.is_sold(key)
        for held in timeline(catalog.offers[key].prices)
        if today and held.holds(today)
    ]
    return min(days, default=None)


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
