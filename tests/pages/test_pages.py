"""Pages are a lazy, exact, deterministic view of the catalogue."""

import re
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
import yaml
from own import own_catalog

from llmanac.catalog import Catalog, provider_of
from llmanac.compile.prices import decimal_text
from llmanac.messages import section
from llmanac.publish.pages import Edition, pages
from llmanac.publish.pages.figures import split
from llmanac.publish.pages.scores import place
from llmanac.schema.record import LANGUAGES, ModelId, ProviderId

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    """The reference model's own catalogue."""
    return own_catalog()


REFERENCE = "models/qwen/qwen3.6-27b/"
"""The page of the model that our first user sells."""


def page_of(catalog: Catalog, language: str, path: str) -> str:
    """The body of one page."""
    (draft,) = (each for each in pages(catalog) if (each.language, each.path) == (language, path))
    return draft.page().body


def test_the_reference_reply_costs_what_the_bill_says(catalog: Catalog) -> None:
    """25 prompt tokens, 268 of output and 1,274 of reasoning cost exactly ¥0.030149."""
    for language in catalog.site.languages:
        body = page_of(catalog, language, REFERENCE)
        assert str(split("0.030149")) in body
        assert str(split("0.024843")) in body
        assert section("labels", language)["bill.clean"] in body
        assert len(body.encode()) <= 88_000  # the frame brings 12,000 more


def test_no_seller_is_left_out(catalog: Catalog) -> None:
    """However many there are: each is linked to, with what a request names there."""
    sold = catalog.offers_by_model[ModelId("qwen/qwen3.6-27b")]
    assert len(sold) > 30
    body = page_of(catalog, "en", REFERENCE)
    side_by_side, fold = section_of(body, "price"), section_of(body, "call")
    for key in sold:
        provider, id_ = f'providers/{provider_of(key)}/"', f"<code>{catalog.offers[key].id}</code>"
        row = re.search(rf"{provider}[^\n]*{re.escape(id_)}", side_by_side)
        assert row or re.search(rf"{provider}(?:(?!<li|<p)[^\n])*{re.escape(id_)}", fold), key


def section_of(body: str, name: str) -> str:
    """A section of a page, from its heading to the next."""
    return body.partition(f'<h2 id="{name}">')[2].partition("<h2")[0]


def test_a_key_changes_with_a_record_that_the_page_shows_and_no_other(catalog: Catalog) -> None:
    """A changed table changes its own pages, the home page and the lists; not the parameters."""
    table = "evaluations/qwen/qwen3.6-27b-language.yaml"
    changed = replace(catalog, digests={**catalog.digests, table: "other"})
    before = {(each.language, each.path): each.key() for each in pages(catalog)}
    after = {(each.language, each.path): each.key() for each in pages(changed)}
    differ = {path for (language, path), key in before.items() if after[language, path] != key}
    assert {"models/qwen/qwen3.6-27b/", "benchmarks/hle/", "benchmarks/"} <= differ
    assert not differ & {"parameters/", "models/", "providers/wcode/", "benchmarks/mmmu/"}


def test_a_model_that_a_page_only_links_to_may_change(catalog: Catalog) -> None:
    """Whether a table's model has a page shows on a benchmark's page; what is on it does not."""
    model = "qwen/qwen3.6-27b"
    changed = replace(catalog, digests={**catalog.digests, f"models/{model}.yaml": "other"})
    gone = replace(catalog, models={}, offers={})

    def key(catalog: Catalog) -> str:
        return next(each.key() for each in pages(catalog) if each.path == "benchmarks/hle/")

    assert key(changed) == key(catalog) != key(gone)


def test_a_name_in_the_lists_beside_a_page_is_part_of_its_key(catalog: Catalog) -> None:
    """A featured model's other facts are not: every page would be made again for them."""
    model = catalog.site.featured[0].models[0]

    def keys(**fact: str) -> set[str]:
        record = catalog.models[model].model_copy(update=fact)
        changed = replace(catalog, models={**catalog.models, model: record})
        return {each.key() for each in pages(changed) if each.path.startswith("benchmarks/")}

    assert keys(size="1B") == keys()
    assert not keys(name="Other") & keys()


def test_a_key_changes_with_the_vocabulary_beneath(catalog: Catalog) -> None:
    """A page of a catalogue of one's own shows words of the base, whose digests stand apart."""
    over = replace(catalog, digests={**catalog.digests, "base/parameters.yaml": "other"})
    before, after = (
        {each.key() for each in pages(one) if each.path == "parameters/"} for one in (catalog, over)
    )
    assert not before & after


def test_the_provider_that_is_named_above_the_list_is_part_of_its_key(catalog: Catalog) -> None:
    """Also where it sells none of the models."""
    alone = replace(catalog, offers={})
    file = f"providers/{catalog.site.default_provider}.yaml"
    changed = replace(alone, digests={**catalog.digests, file: "other"})
    before, after = (
        {each.key() for each in pages(one) if each.path == "models/"} for one in (alone, changed)
    )
    assert not before & after


def test_a_benchmark_that_many_tables_report_shows_its_own_rows(catalog: Catalog) -> None:
    """Three tables stand whole; of four each gives its bars, its title and its source."""
    key = next(each for each in catalog.evaluations if each.endswith("-language"))
    table = catalog.evaluations[key]

    def body(tables: int) -> str:
        copies = {f"qwen/copy-{number}": table for number in range(tables)}
        many = replace(catalog, evaluations=copies)
        return next(each.page().body for each in pages(many) if each.path == "benchmarks/hle/")

    assert body(3).count("la-scores") == body(3).count("la-bars--big") == 3
    assert body(4).count("la-scores") == 0
    assert body(4).count("la-bars--big") == body(4).count(table.source.url) == 4


def test_many_providers_stand_on_a_list_and_few_on_the_title_page(catalog: Catalog) -> None:
    """Of many, the title page names those that sell most; the list links to every one."""
    seller = catalog.providers[ProviderId("wcode")]
    many = {ProviderId(f"seller-{n}"): seller for n in range(30)}
    grown = replace(catalog, providers={**catalog.providers, **many})
    title, listed = page_of(grown, "zh", ""), page_of(grown, "zh", "providers/")
    assert {id_ for id_ in grown.providers if f'providers/{id_}/"' in listed} == {*grown.providers}
    assert 'providers/wcode/"' in title
    assert 'providers/"' in title
    assert 'providers/seller-0/"' not in title


def test_both_languages_have_the_same_labels() -> None:
    """No label is missing in a language: the fallback would hide it."""
    folder = ROOT / "src" / "llmanac" / "messages"
    files = [folder / f"labels.{each}.yaml" for each in LANGUAGES]
    spoken = [yaml.safe_load(file.read_text("utf-8")) for file in files]
    assert spoken[0].keys() == spoken[1].keys()


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(16, 5), "3.2"),
        (Fraction(1, 10**30), f"0.{'0' * 29}1"),
        (Fraction(100), "100"),
        (Fraction(1, 3), None),
    ],
)
def test_a_fraction_is_printed_to_the_last_digit_or_not_at_all(
    value: Fraction, text: str | None
) -> None:
    """Nothing is rounded and no exponent is printed."""
    assert decimal_text(value) == text


def test_shared_places_are_shared() -> None:
    """Two firsts are both first; the next is third."""
    scores = [Decimal("59.3"), Decimal("59.3"), Decimal("52.5")]
    assert [place(score, scores) for score in scores] == [(1, True), (1, True), (3, False)]
    assert place(Decimal("52.5"), scores[::-1]) == (1, False)


@pytest.mark.parametrize(
    ("name", "said"),
    [("wcode", "示例已按 wcode 填好"), ("阿里云百炼（北京）", "示例已按阿里云百炼（北京）填好")],
)
def test_a_sentence_leaves_no_gap_between_chinese_words(
    catalog: Catalog, name: str, said: str
) -> None:
    """A gap stands beside a Latin name only; the house rule knows none between two Han words."""
    made = Edition(catalog, "zh").label("samples.lede", provider=name, variable="KEY")
    assert made.startswith(said)
