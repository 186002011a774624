"""What every record shares: strictness, ids, text in several languages, days, addresses, sources.

Values arrive from `load` as text, int, Decimal, bool, None, tuple and dict; nothing turns into
anything else on the way, but a day, which is text until it is read here.
"""

from decimal import Decimal
from typing import Annotated, Any, Literal, NewType, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    PlainSerializer,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import CoreSchema, PydanticCustomError

from llmanac.pricing.moments import Day

SEGMENT = r"[a-z0-9_-][a-z0-9._-]*"
"""Of an id. None begins with a dot: such a file is hidden, and `..` leads out of the catalogue."""

ModelId = NewType("ModelId", str)  # lab/name
ProviderId = NewType("ProviderId", str)
LabId = NewType("LabId", str)
OfferKey = NewType("OfferKey", str)  # provider/slug
BenchmarkId = NewType("BenchmarkId", str)
EvaluationId = NewType("EvaluationId", str)  # lab/name
CapabilityId = NewType("CapabilityId", str)
ParameterId = NewType("ParameterId", str)
FeedId = NewType("FeedId", str)

Slug = Annotated[str, Field(pattern=rf"^{SEGMENT}$")]
"""One segment of an id."""

SlashId = Annotated[str, Field(pattern=rf"^{SEGMENT}/{SEGMENT}$")]
"""An id of two segments, such as `qwen/qwen3.6-27b`."""

Language = Literal["en", "zh"]
LANGUAGES: tuple[Language, ...] = ("en", "zh")


class Record(BaseModel):
    """A frozen record that refuses what it does not know."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, strict=True, use_attribute_docstrings=True
    )


def _stripped(text: str) -> str:
    if text != text.strip() or not text:
        raise PydanticCustomError("text_blank", "text must not be empty or end in blanks")
    return text


Text = Annotated[
    str,
    AfterValidator(_stripped),
    Field(min_length=1),
    Field(json_schema_extra={"pattern": r"^(?!\s)(?![\s\S]*\s$)"}),
]
"""Text that people read: data, never markup."""


class Localised(Record):
    """Text in several languages. Text that reads the same in all of them may be written plainly."""

    en: Text | None = None
    """English."""
    zh: Text | None = None
    """Simplified Chinese."""

    @model_validator(mode="before")
    @classmethod
    def _plain(cls, value: Any) -> Any:  # noqa: ANN401 - YAML enters here
        return dict.fromkeys(LANGUAGES, value) if isinstance(value, str) else value

    @model_validator(mode="after")
    def _something(self) -> Self:
        if self.en is None and self.zh is None:
            raise PydanticCustomError("localised_empty", "give the text in at least one language")
        return self

    def text(self, language: Language) -> str:
        """The text in `language`, else in the other one."""
        return getattr(self, language) or self.en or self.zh or ""

    def falls_back(self, language: Language) -> bool:
        """Whether `text` has to answer in another language than asked; pages mark it."""
        return getattr(self, language) is None

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        mapping = handler.resolve_ref_schema(handler(schema))
        mapping["minProperties"] = 1
        if handler.mode == "serialization":
            return mapping
        both: dict[str, Any] = {
            key: mapping.pop(key) for key in ("title", "description") if key in mapping
        }
        plain, whole = mapping["properties"]["en"]["anyOf"][0], dict(mapping)
        mapping.clear()
        mapping.update(both, anyOf=[plain, whole])
        return mapping


def _number(value: Any) -> Any:  # noqa: ANN401
    return Decimal(value) if type(value) is int else value


def _digits(value: Decimal) -> str:
    return format(value, "f")


Digits = Annotated[str, Field(pattern=r"^-?\d+(\.\d+)?$")]
"""An exact number as text, without an exponent."""

Number = Annotated[
    Decimal,
    BeforeValidator(_number),
    Field(allow_inf_nan=False),
    WithJsonSchema({"type": "number"}, mode="validation"),
    PlainSerializer(_digits, return_type=Digits),
]
"""An exact number, with the digits that were published; JSON carries it as text."""

Count = Annotated[int, Field(gt=0, le=2**53 - 1)]
"""A count of tokens or the like, above zero and such that every reader of JSON keeps it."""

Url = Annotated[str, Field(pattern=r"^https?://[^\s<>\"'`{}\\^|]+$", max_length=2000)]
"""An address on the web; no other scheme is a link."""


class Source(Record):
    """Where a fact stands, and when it was last seen there."""

    url: Url
    """The page or file that states it."""
    seen: Day
    """The day on which it stood there."""


class Link(Record):
    """A link with a word for what it leads to."""

    kind: Literal["home", "weights", "paper", "repository", "blog", "documentation", "licence"]
    """What the link leads to."""
    url: Url
    """The address."""
