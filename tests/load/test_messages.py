"""Everything is said in both languages, whatever the data holds."""

import re
from pathlib import Path

import pytest

import llmanac
from llmanac.load.shape import CODES, FAULTS, PATTERNS
from llmanac.messages import LANGUAGES, messages, sentence
from llmanac.rules import RULES

SOURCE = Path(llmanac.__file__).parent


def test_both_languages_say_the_same() -> None:
    """They have the same codes in the same order, with the same parameters."""

    def params(language: str) -> dict[str, set[str]]:
        said = messages(language).items()
        return {code: set(re.findall(r"\{(\w+)\}", message.says)) for code, message in said}

    assert list(messages("en")) == list(messages("zh"))
    assert params("en") == params("zh")


def test_every_code_has_a_sentence() -> None:
    """What the tables name can be said, with a reason and a remedy."""
    for code in {*CODES.values(), *FAULTS.values(), *PATTERNS.values(), *RULES}:
        for language in LANGUAGES:
            message = messages(language)[code]
            assert message.says
            assert message.why
            assert message.fix


@pytest.mark.parametrize("nasty", ["{id}", "[x]", "%s", "\\1", "{", "{0}", "{nearest}"])
def test_what_stands_in_a_parameter_means_nothing(nasty: str) -> None:
    """Braces and brackets of data are shown as they are."""
    assert f"`{nasty}`" in sentence("REF004", "en", {"id": nasty, "nearest": []})


def test_what_cannot_be_seen_is_spelt_out() -> None:
    """Nothing in a parameter moves the cursor or reorders the line."""
    said = sentence("REF002", "en", {"id": "a\x1b[31m\u202e\nb", "nearest": ["c", "d"]})
    assert said.startswith(r"the capability `a\u{1b}[31m\u{202e}\u{a}b` ")
    assert said.endswith("; add it, or write `c, d`")


def test_an_empty_part_is_left_out() -> None:
    """A sentence does not speak of what is not known."""
    assert sentence("REF002", "zh", {"id": "x"}) == "capabilities.yaml 里没有能力 `x`；请添加"


def test_every_fault_and_warning_of_an_estimate_can_be_said() -> None:
    """Codes that pricing, the snapshot and the estimate write down have a sentence."""
    files = [*(SOURCE / "pricing").glob("*.py"), SOURCE / "estimate.py", SOURCE / "snapshot.py"]
    code = r'(?:Remark|Fault|Bad\w+|No\w+|Unknown\w+)\(\s*"([a-z]+(?:-[a-z]+)*)"|"(count-[a-z-]+)"'
    found = {a or b for file in files for a, b in re.findall(code, file.read_text("utf-8"))}
    assert len(found) > 20
    assert found - FAULTS.keys() <= messages("en").keys()
