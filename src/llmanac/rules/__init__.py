"""What good data is: one function per law. Which code a law has stands here and nowhere else."""

from collections.abc import Callable, Collection, Container, Iterator
from dataclasses import dataclass
from typing import Any

from llmanac.catalog import Catalog
from llmanac.findings import Problem
from llmanac.rules import conditions, contents, ids, prices, references, samples, text
from llmanac.rules.world import PLACES, TERMS, World, place

Law = Callable[[str, Any, World], Iterator[Problem]]


@dataclass(frozen=True)
class Rule:
    """A law, and the sorts of record that it is about."""

    about: tuple[str, ...]
    law: Law
    alone: Callable[[Any], Iterator[Problem]] | None = None
    """The same of a record by itself, where it looks at nothing else."""


def _alone(law: Callable[[Any], Iterator[Problem]], *about: str) -> Rule:
    """A law that looks at nothing but the record."""
    return Rule(about, lambda _id, record, _world: law(record), alone=law)


def _among(law: Law, *about: str) -> Rule:
    """A law that looks at the record among all others."""
    return Rule(about, law)


_WRITTEN = tuple(what for what in PLACES if what not in ("sample", "proof", "guide", "dialect"))
"""Records in which people write text field by field."""

_TOLD = tuple(what for what in _WRITTEN if what not in ("evidence", "testimony"))
"""Those in which text may stand in several languages."""

RULES = {
    "REF001": _among(references.a_model_stands_under_a_known_lab, "model"),
    "REF002": _among(references.capabilities_are_known, "model"),
    "REF003": _among(references.parameters_are_known, "model"),
    "REF004": _among(references.an_offer_sells_a_known_model, "offer"),
    "REF005": _among(references.an_offer_stands_under_a_known_provider, "offer"),
    "REF006": _among(references.an_offer_is_served_by_apis_of_its_provider, "offer"),
    "REF007": _among(references.a_successor_is_on_sale_at_the_same_provider, "offer"),
    "REF008": _among(references.an_evaluation_stands_under_a_known_lab, "evaluation"),
    "REF009": _among(references.rows_are_known_benchmarks, "evaluation"),
    "REF010": _among(references.columns_are_known_models, "evaluation"),
    "REF011": _among(references.the_default_provider_is_known, "site"),
    "REF012": _among(references.featured_models_are_known, "site"),
    "REF013": _among(references.a_providers_lab_is_known, "provider"),
    "REF014": _among(references.dialects_are_known, "provider"),
    "REF015": _among(references.labelled_meters_exist, "meter"),
    "REF016": _alone(references.sources_name_fields, "model", "provider", "offer"),
    "REF017": _alone(text.placeholders_can_be_filled, "sample", "guide"),
    "REF018": _among(references.evidence_is_about_known_models, "evidence"),
    "REF019": _among(references.names_are_of_known_providers, "provider_name"),
    "ID001": _among(ids.an_offers_file_is_named_for_its_id, "offer"),
    "ID002": _among(ids.no_two_ids_make_one_slug, "offer"),
    "ID003": _among(ids.a_name_means_one_offer, "offer"),
    "ID004": _among(ids.redirects_lead_to_records, "redirects"),
    "ID005": _among(ids.redirects_do_not_chain, "redirects"),
    "ID006": _among(ids.redirected_ids_are_gone, "redirects"),
    "ID007": _among(ids.a_feeds_name_means_one_provider, "provider_name"),
    "ID008": _among(ids.a_name_means_one_benchmark, "benchmark"),
    "PRC001": _alone(prices.entries_stand_in_order, "offer"),
    "PRC002": _alone(prices.only_the_first_entry_lacks_a_start, "offer"),
    "PRC003": _alone(prices.a_price_ends_before_the_next_begins, "offer"),
    "PRC004": _alone(prices.cached_input_costs_no_more_than_input, "offer"),
    "PRC005": _alone(prices.cached_audio_has_a_price_where_audio_has, "offer"),
    "PRC006": _alone(prices.prices_are_checked_after_they_are_seen, "offer"),
    "PRC007": _among(prices.nothing_is_seen_in_the_future, "offer"),
    "PRC008": _alone(prices.a_condition_says_what_becomes_of_the_rest, "offer"),
    "PRC009": _alone(conditions.a_scale_is_for_what_is_priced, "offer"),
    "PRC010": _alone(conditions.only_what_is_priced_is_dropped, "offer"),
    "PRC011": _among(conditions.a_condition_can_hold, "offer"),
    "PRC012": _alone(conditions.hours_of_a_window_do_not_overlap, "offer"),
    "PRC013": _among(conditions.excepted_days_are_known, "offer"),
    "PRC014": _alone(conditions.a_windows_zone_exists, "offer"),
    "PRC015": _alone(conditions.a_table_has_all_of_its_cells, "offer"),
    "PRC016": _alone(conditions.what_is_typical_does_not_bill, "offer"),
    "PRC017": _alone(conditions.quantities_are_of_what_is_priced, "offer"),
    "PRC018": _alone(conditions.a_condition_can_win, "offer"),
    "LIM001": _alone(contents.an_answer_fits_the_window, "model", "offer"),
    "LIM002": _alone(contents.an_extended_window_is_larger, "model"),
    "EVL001": _alone(contents.rows_have_a_figure_per_column, "evaluation"),
    "EVL002": _alone(contents.rows_say_something, "evaluation"),
    "EVL003": _among(contents.percentages_lie_between_0_and_100, "evaluation"),
    "EVL004": _alone(contents.figures_have_no_noise, "evaluation"),
    "EVL005": _alone(contents.notes_are_about_rows_of_the_table, "evaluation"),
    "EXA001": _alone(contents.an_example_is_json, "offer"),
    "EXA002": _alone(contents.an_example_comes_from_an_api_of_the_offer, "offer"),
    "EVD001": _alone(contents.lines_of_evidence_are_in_order, "evidence"),
    "SMP001": _among(samples.a_sample_is_as_it_was_proved, "sample"),
    "SMP002": _among(samples.a_proof_is_of_a_sample, "proof"),
    "SIT001": _alone(contents.the_root_is_a_language_of_the_site, "site"),
    "SIT002": _alone(contents.languages_are_listed_once, "site"),
    "SIT003": _alone(contents.a_time_zone_exists, "provider"),
    "TXT001": _alone(text.text_hides_nothing, *_WRITTEN, "sample", "guide"),
    "TXT002": _among(text.text_is_in_every_language, *_TOLD),
    "TXT003": _alone(text.guides_say_for_what_they_are, "guide"),
    "TXT004": _alone(text.apis_of_guides_exist, "guide"),
}


def judge(
    catalog: Catalog, broken: Collection[str] = (), only: Container[str] | None = None
) -> Iterator[tuple[str, str, Problem]]:
    """Path, code and problem of every law that a record breaks.

    `broken` are the paths of files that could not be read. What they hold is not called missing.
    With `only`, the records of these files are judged, among all others.
    """
    world = World(catalog, frozenset(broken))
    chosen = {
        what: [*world.all(what).items()]
        if only is None
        else [pair for pair in world.all(what).items() if place(what, pair[0]) in only]
        for what in PLACES
    }
    for code, rule in RULES.items():
        for what in rule.about:
            for id_, record in chosen[what]:
                for found in rule.law(id_, record, world):
                    yield place(what, id_), code, _in_file(what, id_, found)


def judge_alone(what: str, record: object) -> Iterator[tuple[str, Problem]]:
    """Code and problem of every law that a record breaks by itself, without a catalogue."""
    for code, rule in RULES.items():
        if rule.alone and what in rule.about:
            yield from ((code, found) for found in rule.alone(record))


def _in_file(what: str, id_: str, found: Problem) -> Problem:
    """The problem, seen from the file in which the record is one term of many."""
    return Problem((id_, *found.loc), found.params, found.at_key) if what in TERMS else found
