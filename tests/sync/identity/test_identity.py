"""Who speaks of what: offers come together, models are found, and nothing is mixed up."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from sayings import almanac, listing, reading, said

from llmanac.schema.record import LabId
from llmanac.sync.identity import identified

if TYPE_CHECKING:
    from llmanac.sync.claims import Reading
    from llmanac.sync.decisions import Identified

CANON = ("canonical", "anthropic/claude-opus-4-5")


def test_feeds_that_spell_one_id_differently_tell_of_one_offer() -> None:
    """Regions, versions and points make no second offer; the region becomes the statement's own."""
    found = identified(
        [
            reading(
                "models.dev", said("amazon-bedrock", "eu.anthropic.claude-opus-4-5-v1:0", CANON)
            ),
            reading(
                "litellm", said("bedrock", "anthropic.claude-opus-4.5-v1:0", region="us-east-1")
            ),
        ],
        almanac(providers={"amazon-bedrock": {"any": ["bedrock"]}}),
    )
    (one,) = found.listings
    assert (one.provider, one.offer) == ("amazon-bedrock", "anthropic.claude-opus-4-5-v1:0")
    assert [told.statement.region for told in one.told] == ["us-east-1", "eu"]
    assert one.model == "anthropic/claude-opus-4-5"
    assert one.link is not None
    assert (one.link.how, one.link.key, one.link.by) == ("canonical", CANON[1], ("models.dev",))


def test_one_id_at_two_providers_is_two_offers() -> None:
    """The provider comes first: nothing is matched on the id alone."""
    found = identified(
        [reading("models.dev", said("openai", "gpt-5"), said("azure", "gpt-5"))], almanac()
    )
    assert [(each.provider, each.model) for each in found.listings] == [
        ("azure", "openai/gpt-5"),
        ("openai", "openai/gpt-5"),
    ]


def test_what_one_feed_lists_twice_stays_two() -> None:
    """A lab before the slash may be missing in a feed, but not where one feed has both ids."""
    one = identified(
        [
            reading("models.dev", said("togetherai", "openai/gpt-oss-20b")),
            reading("litellm", said("togetherai", "gpt-oss-20b")),
        ],
        almanac(),
    )
    assert [each.offer for each in one.listings] == ["openai/gpt-oss-20b"]
    two = identified(
        [
            reading(
                "litellm",
                said("togetherai", "openai/gpt-oss-20b"),
                said("togetherai", "gpt-oss-20b"),
            )
        ],
        almanac(),
    )
    assert len(two.listings) == 2


def test_an_id_is_spelled_as_our_record_has_it() -> None:
    """The existing record's spelling is kept, and its aliases lead to it; a person's link holds."""
    found = identified(
        [reading("models.dev", said("bazaar", "acme/nova-2026-01-15", CANON))], almanac()
    )
    (one,) = found.listings
    assert one.offer == "Acme/Nova"
    assert one.model == "acme/nova"
    assert one.link is not None
    assert one.link.how == "person"


def test_a_feed_s_own_name_of_a_provider_goes_first() -> None:
    """A feed's line outweighs `any`, `any` outweighs our id; who has no record is told of."""
    catalog = almanac(providers={"openai": {"any": ["oai"], "litellm": ["azure"]}})
    found = identified(
        [
            reading("litellm", said("azure", "gpt-5"), said("oai", "gpt-6"), said("who", "gpt-7")),
            reading("models.dev", said("azure", "gpt-5")),
        ],
        catalog,
    )
    assert [(each.provider, each.offer) for each in found.listings] == [
        ("azure", "gpt-5"), ("openai", "gpt-5"), ("openai", "gpt-6"),
    ]  # fmt: skip
    assert [(each.feed, each.provider, each.offers, each.why) for each in found.unplaced] == [
        ("litellm", "who", 1, "no-provider")
    ]


@pytest.mark.parametrize(
    ("how", "key"),
    [("canonical", "zhipuai/glm-5"), ("base", "z-ai/GLM-5"), ("name", "zai-org/GLM-5")],
)
def test_a_lab_is_known_by_all_its_names(how: str, key: str) -> None:
    """Every alias of a lab leads to the lab's one id."""
    catalog = almanac()
    found = identified(
        [reading("models.dev", said("openrouter", "z-ai/glm-5", (how, key)))], catalog
    )
    assert found.listings[0].model == "zhipu/glm-5"


def test_a_feed_s_id_that_the_name_contradicts_links_nothing() -> None:
    """An offer whose name differs in a telling part from a feed's id says why it has none."""
    found = identified(
        [
            reading(
                "models.dev",
                said("deepinfra", "deepseek-ai/r1-distill-70b", ("canonical", "deepseek/r1")),
                said("togetherai", "deepseek-ai/r1", ("canonical", "deepseek/r1")),
            )
        ],
        almanac(),
    )
    wrong = listing(found, "deepinfra", "deepseek-ai/r1-distill-70b")
    assert wrong.model is None
    assert wrong.unlinked == "A source takes it for deepseek/r1, but its name adds “distill”."
    assert listing(found, "togetherai", "deepseek-ai/r1").model == "deepseek/r1"


def test_a_dated_name_that_a_feed_keeps_is_not_folded_into_another() -> None:
    """A feed's undated id for a dated name is set aside where the dated has an id of its own."""
    dated = ("canonical", "deepseek/deepseek-r1-0528")
    found = identified(
        [
            reading(
                "models.dev",
                said("togetherai", "deepseek-ai/deepseek-r1-0528", dated),
                said(
                    "deepinfra",
                    "deepseek-ai/deepseek-r1-0528",
                    ("canonical", "deepseek/deepseek-r1"),
                ),
                said(
                    "openrouter", "deepseek/deepseek-r1-0101", ("canonical", "deepseek/deepseek-r1")
                ),
            )
        ],
        almanac(),
    )
    assert listing(found, "deepinfra", "deepseek-ai/deepseek-r1-0528").model == dated[1]
    assert listing(found, "openrouter", "deepseek/deepseek-r1-0101").model == "deepseek/deepseek-r1"


def test_an_alias_outweighs_what_feeds_say() -> None:
    """A person's line settles what feeds get wrong: by name anywhere, or by id at one provider."""
    catalog = almanac(
        aliases={"deepseek/deepseek-v3.1": ["amazon-bedrock:deepseek.v3-v1:0", "dsv3"]}
    )
    found = identified(
        [
            reading(
                "models.dev",
                said("amazon-bedrock", "deepseek.v3-v1:0", ("canonical", "deepseek/deepseek-v3")),
                said("azure", "dsv3"),
                said(
                    "togetherai", "deepseek-ai/DeepSeek-V3", ("canonical", "deepseek/deepseek-v3")
                ),
            )
        ],
        catalog,
    )
    models = {each.provider: each.model for each in found.listings}
    assert models["amazon-bedrock"] == models["azure"] == "deepseek/deepseek-v3.1"
    assert models["togetherai"] == "deepseek/deepseek-v3"


def test_a_repository_of_weights_tells_the_model() -> None:
    """Who names the repository that the feed of models names for a model sells that model."""
    about = said("models.dev-models", "meta/llama-5", ("canonical", "meta/llama-5"),
                 ("weights", "meta-llama/Llama-5-Chat"))  # fmt: skip
    sold = said("openrouter", "meta-llama/llama-5-chat", ("weights", "meta-llama/Llama-5-Chat"))
    found = identified(
        [reading("models.dev-models", about), reading("openrouter", sold)], almanac()
    )
    one = listing(found, "openrouter", "meta-llama/llama-5-chat")
    assert (one.model, one.link and one.link.how) == ("meta/llama-5", "weights")


def test_what_is_served_differently_is_not_taken_for_a_model() -> None:
    """A host's `-Turbo` after a size is the model at another speed; its `-Lite` may be anything."""
    found = identified(
        [
            reading(
                "models.dev",
                said("deepinfra", "meta-llama/Llama-5-70B", ("canonical", "meta/llama-5-70b")),
                said("togetherai", "meta-llama/Llama-5-70B-Turbo"),
                said("togetherai", "meta-llama/Llama-5-70B-Lite"),
                said("openrouter", "meta-llama/llama-5-70b:free"),
                said("azure", "Llama-5-70B-FP8"),
            )
        ],
        almanac(),
    )
    models = {each.offer: each.model for each in found.listings}
    lite = listing(found, "togetherai", "meta-llama/Llama-5-70B-Lite")
    assert models.pop(lite.offer) is None
    assert set(models.values()) == {"meta/llama-5-70b"}
    assert lite.unlinked == (
        "It may be meta/llama-5-70b in a variant of this seller's own, which it calls “lite”."
    )


def test_a_faster_one_that_a_lab_itself_names_is_a_model() -> None:
    """Without a size or a date before it, `-fast` is part of a name."""
    found = identified(
        [
            reading(
                "models.dev",
                said("togetherai", "openai/veo-9", ("canonical", "openai/veo-9")),
                said("deepinfra", "openai/veo-9-fast"),
                said("togetherai", "openai/veo-9-fast"),
                said("openai", "veo-9-fast"),
            )
        ],
        almanac(),
    )
    models = {each.model for each in found.listings}
    assert models == {"openai/veo-9", "openai/veo-9-fast"}


@pytest.mark.parametrize("offer", ["ft:gpt-9-2026-01-02", "gpt-9-2026-01-02.ft"])
def test_what_customers_tune_has_no_model(offer: str) -> None:
    """An entry for fine-tunes is an offer, of no model; nor does it make one."""
    found = identified(
        [reading("litellm", said("openai", "gpt-9"), said("openai", offer))], almanac()
    )
    one = listing(found, "openai", offer)
    assert (one.model, one.unlinked) == (
        None, "This is the price of what customers tune themselves; it has no model of its own.",
    )  # fmt: skip
    assert set(found.models) == {"openai/gpt-9"}


def test_a_batch_price_is_no_model() -> None:
    """An id for batches sells the model that it names."""
    found = identified(
        [
            reading(
                "pi-ai",
                said("openrouter", "openai/gpt-9"),
                said("openrouter", "openai/gpt-9-batch"),
            )
        ],
        almanac(),
    )
    assert {each.model for each in found.listings} == {"openai/gpt-9"}


@pytest.mark.parametrize("offer", ["container", "codex-auto-review"])
def test_a_tool_of_a_lab_is_no_model(offer: str) -> None:
    """What a lab's platform sells beside models makes none."""
    found = identified(
        [reading("litellm", said("openai", "gpt-9"), said("openai", offer))], almanac()
    )
    assert set(found.models) == {"openai/gpt-9"}
    assert listing(found, "openai", offer).model is None


def test_a_lab_s_own_name_outweighs_a_feed_that_contradicts_it() -> None:
    """Where the lab's platform calls it by a known model's very name, that is the model."""
    old, new = ("canonical", "openai/gpt-9"), ("canonical", "openai/gpt-9.1")
    found = identified(
        [
            reading(
                "models.dev",
                said("openai", "gpt-9", new),
                said("openrouter", "openai/gpt-9", new),
                said("azure", "gpt-9", old),
            )
        ],
        almanac(),
    )
    assert [(each.provider, each.model) for each in found.listings] == [
        ("azure", "openai/gpt-9"), ("openai", "openai/gpt-9"), ("openrouter", None),
    ]  # fmt: skip


def test_a_cloud_that_passes_another_host_on_sells_the_model() -> None:
    """The mark of the host behind is no part of a name, and Azure's short versions are read."""
    found = identified(
        [
            reading(
                "litellm",
                said("openai", "gpt-3.5-turbo"),
                said("openrouter", "deepseek/deepseek-v9"),
                said("azure", "FW-DeepSeek-V9"),
                said("azure", "gpt-35-turbo"),
            )
        ],
        almanac(),
    )
    assert listing(found, "azure", "FW-DeepSeek-V9").model == "deepseek/deepseek-v9"
    assert listing(found, "azure", "gpt-35-turbo").model == "openai/gpt-3.5-turbo"


def test_who_may_bring_a_model_into_the_almanac() -> None:
    """A lab's own platform, a list that names labs, or two hosts; no single obscure name."""
    found = identified(
        [
            reading(
                "models.dev",
                said("openai", "gpt-9"),
                said("openrouter", "qwen/qwen9"),
                said("deepinfra", "mistralai/mini-thing"),
                said("azure", "mystery-9"),
                said("openrouter", "~anthropic/claude-9-latest"),
                said("openrouter", "somebody/finetune-9"),
            )
        ],
        almanac(),
    )
    assert {each.offer: each.model for each in found.listings} == {
        "gpt-9": "openai/gpt-9",
        "qwen/qwen9": "qwen/qwen9",
        "mistralai/mini-thing": None,
        "mystery-9": None,
        "~anthropic/claude-9-latest": None,
        "somebody/finetune-9": None,
    }
    both = [said("deepinfra", "mistralai/mini-thing"), said("azure", "mistralai/mini-thing")]
    assert identified([reading("models.dev", *both)], almanac()).models == {
        "mistral/mini-thing": "mistralai/mini-thing"
    }


def test_a_lab_s_platform_that_sells_another_s_model_does_not_make_it_its_own() -> None:
    """A name like those of another lab's models is not taken for the platform's lab."""
    found = identified(
        [
            reading(
                "models.dev",
                said("togetherai", "zai-org/glm-5", ("canonical", "z-ai/glm-5")),
                said("mistral", "glm-5.5"),
                said("mistral", "glm-5"),
                said("mistral", "magistral-9"),
            )
        ],
        almanac(),
    )
    assert listing(found, "mistral", "glm-5").model == "zhipu/glm-5"
    assert listing(found, "mistral", "glm-5.5").model is None
    assert listing(found, "mistral", "magistral-9").model == "mistral/magistral-9"


def _witnessed(clause: dict[str, str], *ids: str) -> dict[str, list[str]]:
    entry = said("anthropic", "claude-opus-4-5", matches=clause)
    offers = [said("anthropic", name) for name in ids]
    found = identified([reading("litellm", *offers), reading("genai-prices", entry)], almanac())
    return {each.offer: [told.feed for told in each.told] for each in found.listings}


def test_an_entry_with_a_clause_speaks_of_what_it_names() -> None:
    """An id that a clause names whole is meant, dated or not; by a family, no dated or fast one."""
    both, alone = ["genai-prices", "litellm"], ["litellm"]
    ids = ("claude-opus-4.5", "claude-opus-4-5-20251101", "claude-opus-4-5-fast", "claude-opus-4-6")
    family = _witnessed({"starts_with": "claude-opus-4"}, *ids)
    assert family == dict(zip(ids, (both, alone, alone, alone), strict=True))
    named = _witnessed({"equals": "claude-opus-4-5-20251101"}, *ids[1:])
    assert named["claude-opus-4-5-20251101"] == both
    assert "claude-opus-4-5" not in named
    assert _witnessed({"equals": "nothing"}, *ids[1:])["claude-opus-4-5"] == ["genai-prices"]


def test_an_id_that_two_entries_take_is_spoken_of_by_neither() -> None:
    """Only where exactly one entry of a feed takes an id is it known which one means it."""
    entries = [said("anthropic", name, matches={"contains": "opus"}) for name in ("opus", "opus-b")]
    found = identified(
        [reading("litellm", said("anthropic", "claude-opus")), reading("genai-prices", *entries)],
        almanac(),
    )
    assert len(listing(found, "anthropic", "claude-opus").told) == 1
    assert len(found.listings) == 3


def test_a_model_is_called_as_the_best_witness_calls_it() -> None:
    """The lab's own platform goes before a host; the lab's and a seller's words are left out."""
    own = said("openai", "gpt-9", name="GPT-9 (latest)")
    host = said("openrouter", "openai/gpt-9", name="OpenAI: GPT Nine")
    catalog = almanac()
    assert identified([reading("openrouter", host)], catalog).models == {"openai/gpt-9": "GPT Nine"}
    both = [reading("openrouter", host), reading("models.dev", own)]
    assert identified(both, catalog).models == {"openai/gpt-9": "GPT-9"}


def _all() -> tuple[Reading, ...]:
    return (
        reading("models.dev", said("openai", "gpt-9"),
                said("azure", "gpt-9", ("canonical", "openai/gpt-9")),
                said("deepinfra", "Qwen/Qwen9-FP8"), said("togetherai", "Qwen/Qwen9")),
        reading("litellm", said("azure", "GPT_9"), said("amazon-bedrock", "us.openai.gpt-9")),
        reading("openrouter", said("openrouter", "qwen/qwen9", ("weights", "Qwen/Qwen9"))),
        reading("genai-prices", said("openai", "gpt-9", matches={"contains": "gpt-9"})),
    )  # fmt: skip


def _seen(found: Identified) -> object:
    return found.listings, list(found.models.items()), found.unplaced, found.scores


@settings(max_examples=25)
@given(some.permutations(_all()), some.randoms(use_true_random=False))
def test_the_order_of_feeds_and_entries_changes_nothing(
    order: list[Reading], chance: object
) -> None:
    """The same statements give the same listings, links and names, however they come."""
    from dataclasses import replace

    shuffled = []
    for each in order:
        statements = list(each.statements)
        chance.shuffle(statements)  # type: ignore[attr-defined]
        shuffled.append(replace(each, statements=tuple(statements)))
    catalog = almanac()
    assert _seen(identified(shuffled, catalog)) == _seen(identified(_all(), catalog))


def test_a_family_that_feeds_take_for_a_lab_stays_in_names() -> None:
    """Of what two models share all but the family's name, each stays itself."""
    catalog = almanac()
    catalog = replace(catalog, lab_names={**catalog.lab_names, LabId("openai"): ("gemini",)})
    found = identified(
        [
            reading(
                "litellm", said("openai", "embedding-001"), said("openai", "gemini-embedding-001")
            )
        ],
        catalog,
    )
    assert {each.model for each in found.listings} == {
        "openai/embedding-001", "openai/gemini-embedding-001",
    }  # fmt: skip


def test_google_s_own_api_sells_none_but_its_own() -> None:
    """What a feed with one Google for both lists of another lab's is Vertex's."""
    found = identified(
        [
            reading("litellm", said("anthropic", "claude-opus-9")),
            reading("genai-prices", said("google", "claude-opus-9")),
        ],
        almanac(),
    )
    assert {(each.provider, each.model) for each in found.listings} == {
        ("anthropic", "anthropic/claude-opus-9"), ("google-vertex", "anthropic/claude-opus-9"),
    }  # fmt: skip
