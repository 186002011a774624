"""What a bare word of YAML means here: what its author wrote.

Nothing but `true`, `false`, `null`, `~` and plain decimal numbers is anything else than text: `no`,
`12:30:00`, `2026-04-23`, `0x1F`, `010` and `1_000` stay what they are. A number keeps its digits.
"""

import re
from decimal import Decimal
from functools import lru_cache

Scalar = str | int | Decimal | bool | None

MOST_DIGITS = 100
_GREATEST_EXPONENT = 1_000

_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]{1,9})?")


class TooLong(Exception):
    """A number of more digits than any record has a use for."""


@lru_cache(maxsize=16384)
def scalar(word: str) -> Scalar:
    """The value of a bare word, remembered: most of them are keys. Raises `TooLong`."""
    if word in _WORDS:
        return _WORDS[word]
    number = _NUMBER.fullmatch(word)
    if not number:
        return word
    if len(word) > MOST_DIGITS:
        raise TooLong
    if number.lastindex is None:
        return int(word)
    value = Decimal(word)
    if abs(value.adjusted()) > _GREATEST_EXPONENT:
        raise TooLong
    return value
