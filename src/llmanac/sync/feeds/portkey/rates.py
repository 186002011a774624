"""The meters of Portkey, and its prices by size and quality of pictures and videos."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from llmanac.pricing.faults import BadValue
from llmanac.pricing.keys import KEYS
from llmanac.pricing.meters import METERS
from llmanac.pricing.tables import Table
from llmanac.sync.amounts import Noisy, amount

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from llmanac.pricing.amounts import Unit
    from llmanac.sync.claims import Json, Why
    from llmanac.sync.feeds.fields.values import Here

Flat = dict[str, Decimal]
"""Meter → the price of one unit in US dollars."""

_CENTS: Final = Decimal(100)
TOKENS: Final = {
    "request_token": "input",
    "response_token": "output",
    "cache_read_input_token": "cache.read",
    "cache_write_input_token": "cache.write",
    "reasoning_token": "output.reasoning",
    "request_text_token": "input",
    "response_text_token": "output",
    "request_audio_token": "input.audio",
    "response_audio_token": "output.audio",
    "request_image_token": "input.image",
    "response_image_token": "output.image",
    "cache_read_text_input_token": "cache.read",
    "cached_text_input_token": "cache.read",
    "cache_read_audio_input_token": "cache.read.audio",
    "cache_read_image_input_token": "cache.read.image",
    "cached_image_input_token": "cache.read.image",
}
"""A field of `pay_as_you_go` → our meter; of several for one meter the first counts."""
UNITS: Final = {
    "web_search": "search.web",
    "search": "search.web",
    "file_search": "search.file",
    "x_search": "search.x",
    "attachment_search": "search.attachment",
    "enterprise_web_search": "search.enterprise",
    "maps": "search.maps",
    "code_execution": "code.call",
    "cache_write_1h": "cache.write.1h",
    "request_audio_token": "input.audio",
    "response_audio_token": "output.audio",
    "image_token": "output.image",
    "output_video_token": "output.video",
    "embedding_text_token": "input",
    "embedding_image_token": "input.image",
    "generated_images": "image",
    "input_image": "image.input",
    "video_seconds": "video.second",
}
"""A field of `additional_units` → our meter."""
_UNITS_LEFT: Final[Mapping[str, Why]] = {
    "routing_units": "inexpressible",  # a surcharge per token; our meter counts requests
    "megapixels": "inexpressible",  # the price also depends on steps
    "image_1k": "inexpressible",  # a picture of one size, at a model that bills tokens
    "input_video_plus": "inexpressible",  # kinds of embedding that no key of ours names
    "input_video_standard": "inexpressible",
    "input_video_essential": "inexpressible",
    "default_steps": "default-no-price",
    "default_duration_seconds": "default-no-price",
    "default_sample_count": "default-no-price",
}
_MOST: Final = {"token": Decimal("0.001")}
"""No token costs a thousand dollars a million: such a price is of a page, a minute or a query."""
_LEAST: Final = {"image": Decimal("0.0001")}
"""No picture costs so little: such a price is of a token."""
_DEPTH: Final = re.compile(r"web_search_(low|medium|high)_context")
_VIDEO: Final = re.compile(r"video_duration_seconds_(\d{2,5})_(\d{2,5})")


def flat(prices: Json, here: Here) -> Flat:
    """What `pay_as_you_go` or a batch prices, but for tables."""
    found: Flat = {}
    if not isinstance(prices, dict):
        here.leave("pay_as_you_go", prices, "unreadable")
        return found
    for field, value in prices.items():
        if field in TOKENS:
            _take(found, TOKENS[field], field, value, here)
        elif field == "additional_units" and isinstance(value, dict):
            _units(found, value, here)
        elif field != "image":
            here.leave(field, value, "unknown-field")
    return found


def _units(found: Flat, units: Mapping[str, Json], here: Here) -> None:
    for field, value in units.items():
        if field in UNITS:
            _take(found, UNITS[field], field, value, here)
        elif field in _UNITS_LEFT:
            here.leave(field, _price(value), _UNITS_LEFT[field])
        elif not (_DEPTH.fullmatch(field) or _VIDEO.fullmatch(field)):
            here.leave(field, value, "unknown-field")


def _take(found: Flat, meter: str, field: str, value: Json, here: Here) -> None:
    one = dollars(value, meter, field, here)
    if one is not None and found.setdefault(meter, one) != one:
        here.leave(field, one, "contradicts")


def dollars(value: Json, meter: str, field: str, here: Here) -> Decimal | None:
    """The price of one unit in dollars; None where it is none, is 0, or is of another unit."""
    price = here.known_price(field, _price(value))
    if price is None:
        return None
    one, unit = price / _CENTS, METERS[meter].unit
    if one >= _MOST.get(unit, one + 1) or one < _LEAST.get(unit, one):
        here.leave(field, one, "other-unit")
        return None
    return one


def _price(value: Json) -> Json:
    """The number within `{price: …}`."""
    return value["price"] if isinstance(value, dict) and value.keys() == {"price"} else value


def tables(prices: Json, per: Unit, here: Here) -> tuple[Table, ...]:
    """Prices by the size of a video, and by how deep a search goes."""
    units = prices.get("additional_units") if isinstance(prices, dict) else None
    cells: dict[tuple[str, str], dict[tuple[str, ...], Decimal]] = {}
    for field, value in units.items() if isinstance(units, dict) else ():
        if video := _VIDEO.fullmatch(field):
            key, meter, word = "size", "video.second", f"{video[1]}x{video[2]}"
        elif depth := _DEPTH.fullmatch(field):
            key, meter, word = "search_context", "search.web", depth[1]
        else:
            continue
        one = dollars(value, meter, field, here)
        if one is not None:
            cells.setdefault((key, meter), {})[word,] = one
    made = (_table((key,), meter, row, per, here) for (key, meter), row in cells.items())
    return tuple(table for table in made if table)


def pictures(prices: Json, per: Unit, here: Here) -> tuple[Table, ...]:
    """Prices of pictures by size, by quality, by both; `default` is any that is not named."""
    images = prices.get("image") if isinstance(prices, dict) else None
    if images is None:
        return ()
    cells = dict(_pictures(images, here))
    cells.pop(("default", "default"), None)
    rows: tuple[tuple[str, ...], ...] = (("size",), ("quality",), ("quality", "size"))
    made = (
        _table(keys, "image", row, per, here)
        for keys in rows
        if (row := {_named(cell): one for cell, one in cells.items() if _keys(cell) == keys})
    )
    return tuple(table for table in made if table)


def picture(prices: Json, here: Here) -> Decimal | None:
    """The price of a picture of no named size and quality."""
    images = prices.get("image") if isinstance(prices, dict) else None
    one = images.get("default") if isinstance(images, dict) else None
    one = one.get("default") if isinstance(one, dict) else None
    return None if one is None else dollars(one, "image", "image", here)


def _pictures(images: Json, here: Here) -> Iterator[tuple[tuple[str, str], Decimal]]:
    for quality, sizes in images.items() if isinstance(images, dict) else ():
        for size, value in sizes.items() if isinstance(sizes, dict) else ():
            if (quality, size) == ("default", "default"):
                continue
            one = dollars(value, "image", f"image.{quality}.{size}", here)
            if one is not None:
                yield (quality, size), one
        if not isinstance(sizes, dict):
            here.leave(f"image.{quality}", sizes, "unreadable")
    if not isinstance(images, dict):
        here.leave("image", images, "unreadable")


def _keys(cell: tuple[str, str]) -> tuple[str, ...]:
    pairs = zip(("quality", "size"), cell, strict=True)
    return tuple(key for key, word in pairs if word != "default")


def _named(cell: tuple[str, str]) -> tuple[str, ...]:
    return tuple(word for word in cell if word != "default")


def _table(
    keys: tuple[str, ...],
    meter: str,
    row: Mapping[tuple[str, ...], Decimal],
    per: Unit,
    here: Here,
) -> Table | None:
    """A table of one meter; a word or a number that a record cannot hold leaves its cell out."""
    cells = {}
    for cell, one in row.items():
        try:
            named = tuple(KEYS[key].word(word) for key, word in zip(keys, cell, strict=True))
            cells[named] = (amount(one, meter, per),)
        except (BadValue, Noisy):
            here.leave(meter, " ".join(cell), "inexpressible")
    return Table(by=keys, rates={meter: cells}) if cells else None
