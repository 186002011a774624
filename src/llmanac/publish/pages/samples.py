"""The code samples of a model's page: marked up once, filled in for the offer that it shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from llmanac.catalog import provider_of
from llmanac.publish.filling import KEY_VARIABLE, in_code, values
from llmanac.publish.pages import highlight
from llmanac.schema.text import placeholders

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from llmanac.catalog import Catalog
    from llmanac.publish.filling import Values
    from llmanac.publish.pages.edition import Edition
    from llmanac.schema.provider import Api
    from llmanac.schema.record import OfferKey
    from llmanac.schema.text import Sample

NAMES: Final = {
    "curl": "cURL",
    "swift": "Swift",
    "dart": "Dart",
    "ruby": "Ruby",
    "rust": "Rust",
    "c": "C",
    "go": "Go",
    "csharp-httpclient": "C# · HttpClient",
    "csharp-restsharp": "C# · RestSharp",
    "node-axios": "Node.js · axios",
    "node-openai": "Node.js · OpenAI SDK",
    "node-anthropic": "Node.js · Anthropic SDK",
    "java-okhttp": "Java · OkHttp",
    "php-guzzle": "PHP · Guzzle",
    "php-curl": "PHP · cURL",
    "python-requests": "Python · requests",
    "python-openai": "Python · OpenAI SDK",
    "python-anthropic": "Python · Anthropic SDK",
}
"""A sample's file without its ending → its name, in the order in which samples are listed. The word
before the hyphen is the language: who chose one of its variants gets another where that is absent.
"""

_STREAMS: Final = "-stream"
_ORDER: Final = {stem: place for place, stem in enumerate(NAMES)}


@dataclass(frozen=True, slots=True)
class Code:
    """One sample, ready to be copied."""

    choice: str
    """What is remembered when a reader chooses it: language and variant."""
    name: str
    html: Markup
    proof: Markup | None = None
    """By what it was run or parsed."""


@dataclass(frozen=True, slots=True)
class Group:
    """The samples of one API, of which the page shows one at a time."""

    title: Markup
    codes: tuple[Code, ...]


@dataclass(frozen=True, slots=True)
class Samples:
    """The section of a page."""

    lede: Markup
    groups: tuple[Group, ...]


def shown(edition: Edition, key: OfferKey | None) -> Samples | None:
    """The samples for an offer: by API, those that stream apart; None where there are none."""
    groups = tuple(_groups(edition, key)) if key else ()
    if key is None or not groups:
        return None
    provider = edition.catalog.providers[provider_of(key)]
    variable = Markup("<code>{}</code>").format(provider.key_variable or KEY_VARIABLE)
    said = edition.label("samples.lede", provider=edition.say(provider.name), variable=variable)
    return Samples(said, groups)


def made_of(edition: Edition) -> str:
    """Changes when a sample or a guide does: part of the key of every page that shows some."""
    return edition.once("samples and guides", lambda: _digests(edition.catalog))


def _digests(catalog: Catalog) -> str:
    shown = ("samples/", "guides/", "base/samples/", "base/guides/")
    digests = catalog.digests.items()
    return " ".join(f"{path} {it}" for path, it in digests if path.startswith(shown))


def _groups(edition: Edition, key: OfferKey) -> Iterator[Group]:
    for api in edition.catalog.offers[key].apis:
        known, title = values(edition.catalog, key, api), edition.label(f"api.{api}")
        for streams in (False, True):
            if codes := tuple(_codes(edition, api, known, streams=streams)):
                said = edition.label("samples.streaming", api=title) if streams else title
                yield Group(said, codes)


def _codes(edition: Edition, api: Api, known: Values, *, streams: bool) -> Iterator[Code]:
    for sample in of_api(edition.catalog, api):
        choice = stem(sample)
        filled = safe(sample, known)
        if choice.endswith(_STREAMS) is streams and filled is not None:
            choice = choice.removesuffix(_STREAMS)
            html = highlight.join(_template(edition, sample), filled)
            yield Code(choice, NAMES.get(choice, choice), html, _proof(edition, sample))


def _proof(edition: Edition, sample: Sample) -> Markup | None:
    proof = edition.catalog.proofs.get(f"{sample.api}/{sample.file}")
    return edition.label(f"samples.{proof.how}", tools=proof.tools) if proof else None


def of_api(catalog: Catalog, api: Api) -> list[Sample]:
    """The samples that call an API, in their order; unknown languages last."""
    found = (sample for sample in catalog.samples.values() if sample.api == api)
    return sorted(found, key=_place)


def _place(sample: Sample) -> tuple[int, str]:
    return _ORDER.get(stem(sample).removesuffix(_STREAMS), len(_ORDER)), sample.file


def stem(sample: Sample) -> str:
    """A sample's file without its ending: `python-openai`."""
    return sample.file.rpartition(".")[0] or sample.file


def name_of(sample: Sample) -> str:
    """What a sample is called where those that stream do not stand apart."""
    choice = stem(sample).removesuffix(_STREAMS)
    return f"{NAMES.get(choice, choice)}{' · stream' if stem(sample) != choice else ''}"


def ending(sample: Sample) -> str:
    """The ending of a sample's file, which tells its language: `py`."""
    return sample.file.rpartition(".")[2]


def safe(sample: Sample, known: Values) -> Mapping[str, str] | None:
    """What the sample's placeholders stand for; None where something is unknown or not safe in
    code, so that the sample cannot be shown."""
    filled: dict[str, str] = {}
    for name in placeholders(sample.text):
        value = in_code(known[name]) if name in known else None
        if value is None:
            return None
        filled[name] = value
    return filled


def _template(edition: Edition, sample: Sample) -> highlight.Template:
    return edition.once(
        ("sample", sample.api, sample.file),
        lambda: highlight.template(sample.text, ending(sample)),
    )
