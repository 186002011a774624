"""Which file holds what: the kinds of record, their paths, their types. The table of the layout."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pydantic import TypeAdapter

from llmanac.schema import vocabulary
from llmanac.schema.evaluation import Evaluation
from llmanac.schema.evidence import EvidenceFile, ModelEvidenceFile
from llmanac.schema.feeds import Feeds, LabNames, ModelNames, ProviderNames
from llmanac.schema.model import Model
from llmanac.schema.offer import Offer
from llmanac.schema.provider import Provider
from llmanac.schema.record import SEGMENT
from llmanac.schema.site import Redirects, Site
from llmanac.schema.text import Guide, Proofs, Sample

_ONE = rf"(?P<id>{SEGMENT}?)\.yaml"
_TWO = rf"(?P<id>{SEGMENT}/{SEGMENT}?)\.yaml"


@dataclass(frozen=True)
class Kind:
    """A kind of record: `path` is a regular expression over the path within the catalogue."""

    name: str
    path: re.Pattern[str]
    type: Any
    shared: bool = False
    """Whether a foreign catalogue starts from the records that llmanac brings."""

    @cached_property
    def adapter(self) -> TypeAdapter[Any]:
        """Validates plain data into the record."""
        return TypeAdapter(self.type)


def _kind(name: str, path: str, type_: Any, *, shared: bool = False) -> Kind:  # noqa: ANN401
    return Kind(name, re.compile(path), type_, shared)


KINDS = {
    kind.name: kind
    for kind in (
        _kind("site", r"site\.yaml", Site),
        _kind("redirects", r"redirects\.yaml", Redirects),
        _kind("labs", r"labs\.yaml", vocabulary.Labs, shared=True),
        _kind("capabilities", r"capabilities\.yaml", vocabulary.Capabilities, shared=True),
        _kind("parameters", r"parameters\.yaml", vocabulary.Parameters, shared=True),
        _kind("benchmarks", r"benchmarks\.yaml", vocabulary.Benchmarks, shared=True),
        _kind("meters", r"meters\.yaml", vocabulary.MeterLabels, shared=True),
        _kind("calendars", r"calendars\.yaml", vocabulary.Calendars, shared=True),
        _kind("model", rf"models/{_TWO}", Model),
        _kind("provider", rf"providers/{_ONE}", Provider),
        _kind("offer", rf"offers/{_TWO}", Offer),
        _kind("evaluation", rf"evaluations/{_TWO}", Evaluation),
        _kind("evidence", rf"evidence/(?P<id>{SEGMENT}?)\.ndjson", EvidenceFile),
        _kind("testimony", rf"evidence/models/(?P<id>{SEGMENT}?)\.ndjson", ModelEvidenceFile),
        _kind("feeds", r"feeds\.yaml", Feeds),
        _kind("provider_names", r"aliases/providers\.yaml", ProviderNames),
        _kind("lab_names", r"aliases/labs\.yaml", LabNames),
        _kind("model_names", r"aliases/models\.yaml", ModelNames),
        _kind("sample", rf"samples/(?P<api>{SEGMENT})/(?P<file>{SEGMENT})", Sample, shared=True),
        _kind("proofs", r"samples/proved\.json", Proofs, shared=True),
        _kind("guide", rf"guides/(?P<tool>{SEGMENT})\.(?P<language>en|zh)\.md", Guide, shared=True),
    )
}


def kind_of(path: str) -> tuple[Kind, re.Match[str]] | None:
    """The kind of the record at `path` within a catalogue, and the match that holds its id."""
    for kind in KINDS.values():
        if match := kind.path.fullmatch(path):
            return kind, match
    return None
