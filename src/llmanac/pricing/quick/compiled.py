"""A reader with the functions of its dialect."""

from __future__ import annotations

from typing import TYPE_CHECKING

from llmanac.pricing.meters import METERS
from llmanac.pricing.paths import Path
from llmanac.pricing.quick.function import counting, recognising

if TYPE_CHECKING:
    from llmanac.pricing.reader import Reader


class Compiled:
    """What counts the ordinary bodies of a dialect, and who reads all others."""

    def __init__(self, reader: Reader) -> None:
        """Write the functions: worth a millisecond where more than a few bodies come."""
        self.reader = reader
        self.meters = tuple(meter for meter in METERS if meter in reader.dialect.counts)
        """Of which meter each count is."""
        self.counted = counting(reader.dialect)
        self.recognises = recognising(reader.dialect)
        self.has_model = reader.dialect.model == Path.parse("/model")
        """Whether the body's field `model` names the model."""
