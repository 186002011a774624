"""Whatever a record names exists."""

from collections.abc import Iterable, Iterator

from llmanac.catalog import lab_of, provider_of
from llmanac.findings import Loc, Problem, problem
from llmanac.pricing.meters import METERS
from llmanac.rules.world import World, nearest
from llmanac.schema.evaluation import Evaluation
from llmanac.schema.evidence import EvidenceFile
from llmanac.schema.model import Model
from llmanac.schema.offer import Offer
from llmanac.schema.provider import Provider
from llmanac.schema.record import ModelId, OfferKey
from llmanac.schema.site import Site

Named = Iterable[tuple[Loc, str]]


def _missing(what: str, named: Named, world: World, *, at_key: bool = False) -> Iterator[Problem]:
    for loc, id_ in named:
        if not world.has(what, id_):
            yield Problem(loc, {"id": id_, "nearest": world.nearest(what, id_)}, at_key)


def a_model_stands_under_a_known_lab(id_: str, _model: Model, world: World) -> Iterator[Problem]:
    """The folder of a model is a lab of `labs.yaml`."""
    yield from _missing("lab", [((), lab_of(ModelId(id_)))], world)


def capabilities_are_known(_id: str, model: Model, world: World) -> Iterator[Problem]:
    """What a model can do has a term in `capabilities.yaml`."""
    yield from _missing("capability", _listed("capabilities", model.capabilities), world)


def parameters_are_known(_id: str, model: Model, world: World) -> Iterator[Problem]:
    """What a model takes has a term in `parameters.yaml`."""
    yield from _missing("parameter", _listed("parameters", model.parameters), world)


def an_offer_sells_a_known_model(_id: str, offer: Offer, world: World) -> Iterator[Problem]:
    """The model of an offer has a record."""
    yield from _missing("model", [(("model",), offer.model)] if offer.model else [], world)


def an_offer_stands_under_a_known_provider(
    id_: str, _offer: Offer, world: World
) -> Iterator[Problem]:
    """The folder of an offer is a provider."""
    yield from _missing("provider", [((), provider_of(OfferKey(id_)))], world)


def an_offer_is_served_by_apis_of_its_provider(
    id_: str, offer: Offer, world: World
) -> Iterator[Problem]:
    """An API of an offer has an address at the provider."""
    provider = world.catalog.providers.get(provider_of(OfferKey(id_)))
    for index, api in enumerate(offer.apis):
        if provider and api not in provider.apis:
            yield problem("apis", index, api=api, known=list(provider.apis))


def a_successor_is_on_sale_at_the_same_provider(
    id_: str, offer: Offer, world: World
) -> Iterator[Problem]:
    """What a provider names instead of an offer is another offer of that provider."""
    provider = provider_of(OfferKey(id_))
    named = world.named.get((provider, offer.successor or ""), [])
    unread = any(path.startswith(f"offers/{provider}/") for path in world.broken)
    if offer.successor and not unread and all(key == id_ for key in named):
        names = [name for seller, name in world.named if seller == provider and name != offer.id]
        yield problem("successor", id=offer.successor, nearest=nearest(offer.successor, names))


def an_evaluation_stands_under_a_known_lab(
    id_: str, _evaluation: Evaluation, world: World
) -> Iterator[Problem]:
    """The folder of an evaluation is a lab of `labs.yaml`."""
    yield from _missing("lab", [((), id_.partition("/")[0])], world)


def rows_are_known_benchmarks(_id: str, evaluation: Evaluation, world: World) -> Iterator[Problem]:
    """The key of a row is a benchmark of `benchmarks.yaml`."""
    rows = [
        (("groups", index, "rows", row), row)
        for index, group in enumerate(evaluation.groups)
        for row in group.rows
    ]
    yield from _missing("benchmark", rows, world, at_key=True)


def columns_are_known_models(_id: str, evaluation: Evaluation, world: World) -> Iterator[Problem]:
    """A column that names a model names one that has a record."""
    columns = [
        (("columns", index, "model"), column.model)
        for index, column in enumerate(evaluation.columns)
        if column.model
    ]
    yield from _missing("model", columns, world)


def the_default_provider_is_known(_id: str, site: Site, world: World) -> Iterator[Problem]:
    """The provider that pages show first has a record."""
    first = site.default_provider
    yield from _missing("provider", [(("default_provider",), first)] if first else [], world)


def featured_models_are_known(_id: str, site: Site, world: World) -> Iterator[Problem]:
    """A list of models on the home page leads to pages that are there."""
    for index, featured in enumerate(site.featured):
        models = _listed("models", () if featured.models == "newest" else featured.models)
        yield from _missing(
            "model", ((("featured", index, *loc), id_) for loc, id_ in models), world
        )


def a_providers_lab_is_known(_id: str, provider: Provider, world: World) -> Iterator[Problem]:
    """The lab that a platform belongs to is a lab of `labs.yaml`."""
    yield from _missing("lab", [(("lab",), provider.lab)] if provider.lab else [], world)


def dialects_are_known(_id: str, provider: Provider, world: World) -> Iterator[Problem]:
    """An API reports usage in a dialect that can be read."""
    named = [
        (("apis", api, "dialect"), endpoint.dialect)
        for api, endpoint in provider.apis.items()
        if endpoint.dialect
    ]
    yield from _missing("dialect", named, world)


def labelled_meters_exist(id_: str, _label: object, _world: World) -> Iterator[Problem]:
    """A label in `meters.yaml` is that of a meter."""
    if id_ not in METERS:
        yield problem(at_key=True, id=id_, nearest=nearest(id_, METERS))


def sources_name_fields(record: Model | Provider | Offer) -> Iterator[Problem]:
    """A source says of which field it is the source."""
    fields = [name for name in type(record).model_fields if name != "sources"]
    for name in record.sources:
        if name not in fields:
            yield problem("sources", name, at_key=True, id=name, nearest=nearest(name, fields))


def evidence_is_about_known_models(
    _id: str, evidence: EvidenceFile, world: World
) -> Iterator[Problem]:
    """A model that a line of evidence names has a record."""
    named = [((row, "model"), line.model) for row, line in enumerate(evidence.root) if line.model]
    yield from _missing("model", named, world)


def names_are_of_known_providers(id_: str, _names: object, world: World) -> Iterator[Problem]:
    """What feeds call a provider stands under one that has a record."""
    yield from _missing("provider", [((), id_)], world, at_key=True)


def _listed(field: str, ids: Iterable[str]) -> Named:
    return (((field, index), id_) for index, id_ in enumerate(ids))
