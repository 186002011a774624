"""The catalogue in memory: frozen, indexed, and knowing nothing of files."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Final, TypeVar

from llmanac.pricing.dialect import Dialect
from llmanac.pricing.moments import is_gone
from llmanac.pricing.tariff import Tariff
from llmanac.schema.evaluation import Evaluation
from llmanac.schema.evidence import Evidence, EvidenceFile, ModelEvidence, ModelEvidenceFile
from llmanac.schema.feeds import Feed
from llmanac.schema.model import Model
from llmanac.schema.offer import Offer, Status
from llmanac.schema.provider import Provider
from llmanac.schema.record import (
    BenchmarkId,
    CapabilityId,
    EvaluationId,
    FeedId,
    LabId,
    Localised,
    ModelId,
    OfferKey,
    ParameterId,
    ProviderId,
)
from llmanac.schema.site import Redirects, Site
from llmanac.schema.text import Guide, Proof, Sample
from llmanac.schema.vocabulary import (
    Benchmark,
    Calendar,
    Capability,
    Lab,
    MeterLabel,
    Parameter,
)

K = TypeVar("K")
V = TypeVar("V")


_NEWEST: Final = 10
"""How many models a list of the newest has."""


@dataclass(frozen=True, eq=False)
class Catalog:
    """Every record by its id; all mappings are in the order of their ids."""

    site: Site
    redirects: Redirects
    labs: Mapping[LabId, Lab]
    capabilities: Mapping[CapabilityId, Capability]
    parameters: Mapping[ParameterId, Parameter]
    benchmarks: Mapping[BenchmarkId, Benchmark]
    meters: Mapping[str, MeterLabel]
    calendars: Mapping[str, Calendar]
    models: Mapping[ModelId, Model]
    providers: Mapping[ProviderId, Provider]
    offers: Mapping[OfferKey, Offer]
    evaluations: Mapping[EvaluationId, Evaluation]
    evidence: Mapping[ProviderId, EvidenceFile]
    testimonies: Mapping[LabId, ModelEvidenceFile]
    """What was claimed of the models of a lab."""
    feeds: Mapping[FeedId, Feed]
    provider_names: Mapping[ProviderId, Mapping[str, tuple[str, ...]]]
    """Provider → feed → what the feed calls it."""
    lab_names: Mapping[LabId, tuple[str, ...]]
    model_names: Mapping[ModelId, tuple[str, ...]]
    samples: Mapping[str, Sample]
    proofs: Mapping[str, Proof]
    """Sample → how it was proved; none for a sample that has never been."""
    guides: Mapping[str, Guide]
    dialects: Mapping[str, Dialect]
    digests: Mapping[str, str] = field(default_factory=dict)
    """Path within the catalogue → sha256 of the file."""
    revision: str = ""
    """Names this state of the catalogue: a digest over all of `digests`."""
    as_of: date | None = None
    """The day for which the catalogue is read; None until `load` has settled it."""

    @cached_property
    def offers_by_model(self) -> Mapping[ModelId, tuple[OfferKey, ...]]:
        """Model id → the offers that sell it, the default provider's first."""
        ordered = sorted(self.offers, key=self._rank)
        return _grouped((ModelId(m), key) for key in ordered if (m := self.offers[key].model))

    def _rank(self, key: OfferKey) -> tuple[bool, bool, bool, int, str]:
        """The default provider's offers come first, then those of the model's own lab, then those
        of which most sources tell; what is no longer sold comes last."""
        offer, seller = self.offers[key], provider_of(key)
        line = self.evidence_by_offer.get(seller, {}).get(offer.id)
        provider = self.providers.get(seller)
        own = provider is not None and provider.lab == (offer.model or "").partition("/")[0]
        first = seller == self.site.default_provider
        return (
            not self.is_sold(key),
            not first,
            not own,
            -len(line.where if line else ()),
            key,
        )

    def is_sold(self, key: OfferKey) -> bool:
        """Whether an offer can be had on the day for which the catalogue is read."""
        return self.standing(key) != "withdrawn"

    def standing(self, key: OfferKey) -> Status:
        """The status of an offer on that day: `withdrawn` after the day on which it retires."""
        offer = self.offers[key]
        gone = offer.retires and self.as_of and is_gone(offer.retires, self.as_of)
        return "withdrawn" if gone else offer.status

    @cached_property
    def featured(self) -> tuple[tuple[Localised, tuple[ModelId, ...]], ...]:
        """The lists of models beside every page: title and ids, those that have a record."""
        return tuple(
            (
                each.title,
                self._newest
                if each.models == "newest"
                else tuple(id_ for id_ in map(ModelId, each.models) if id_ in self.models),
            )
            for each in self.site.featured
        )

    @cached_property
    def _newest(self) -> tuple[ModelId, ...]:
        """The models that came out last, of those that more than one witness knows and somebody
        sells."""
        days = {
            id_: model.released.text()
            for id_, model in self.models.items()
            if model.released
            and not model.provisional
            and not (self.as_of and model.released > self.as_of)
            and any(map(self.is_sold, self.offers_by_model.get(id_, ())))
        }
        return tuple(sorted(days, key=lambda id_: (days[id_], id_), reverse=True)[:_NEWEST])

    @cached_property
    def offers_by_provider(self) -> Mapping[ProviderId, tuple[OfferKey, ...]]:
        """Provider id → what it sells."""
        return _grouped((provider_of(key), key) for key in self.offers)

    @cached_property
    def models_by_lab(self) -> Mapping[LabId, tuple[ModelId, ...]]:
        """Lab id → what it made."""
        return _grouped((lab_of(key), key) for key in self.models)

    @cached_property
    def evaluations_by_model(self) -> Mapping[ModelId, tuple[EvaluationId, ...]]:
        """Model id → the tables in which it has a column."""
        return _grouped(
            (ModelId(column.model), key)
            for key, evaluation in self.evaluations.items()
            for column in evaluation.columns
            if column.model
        )

    @cached_property
    def evaluations_by_benchmark(self) -> Mapping[BenchmarkId, tuple[EvaluationId, ...]]:
        """Benchmark id → the tables that report it."""
        return _grouped(
            (BenchmarkId(row), key)
            for key, evaluation in self.evaluations.items()
            for group in evaluation.groups
            for row in group.rows
        )

    def tariff(self, key: OfferKey) -> Tariff:
        """An offer's prices ready to be asked, made once: many pages show them."""
        if key not in self._tariffs:
            self._tariffs[key] = Tariff(self.offers[key].prices)
        return self._tariffs[key]

    @cached_property
    def _tariffs(self) -> dict[OfferKey, Tariff]:
        return {}

    @cached_property
    def evidence_by_model(self) -> Mapping[ModelId, tuple[tuple[ProviderId, Evidence], ...]]:
        """Model id → what was claimed of the offers that sell it, and at which provider."""
        found: dict[ModelId, list[tuple[ProviderId, Evidence]]] = {}
        for provider, file in self.evidence.items():
            for line in file.root:
                if line.model:
                    found.setdefault(ModelId(line.model), []).append((provider, line))
        return {model: tuple(lines) for model, lines in found.items()}

    @cached_property
    def testimony_by_model(self) -> Mapping[ModelId, ModelEvidence]:
        """Model id → what was claimed of it, whoever sells it."""
        files = self.testimonies.values()
        return {ModelId(line.model): line for file in files for line in file.root}

    @cached_property
    def evidence_by_offer(self) -> Mapping[ProviderId, Mapping[str, Evidence]]:
        """Provider id → what was claimed of its offers, by what a request names."""
        return {
            provider: {line.offer: line for line in file.root}
            for provider, file in self.evidence.items()
        }


def lab_of(model: ModelId) -> LabId:
    """The lab in a model's id."""
    return LabId(model.partition("/")[0])


def provider_of(offer: OfferKey) -> ProviderId:
    """The provider in an offer's key."""
    return ProviderId(offer.partition("/")[0])


def _grouped(pairs: Iterable[tuple[K, V]]) -> Mapping[K, tuple[V, ...]]:
    groups: dict[K, dict[V, None]] = {}
    for key, value in pairs:
        groups.setdefault(key, {})[value] = None
    return {key: tuple(values) for key, values in groups.items()}
