"""The API's page is made from the OpenAPI document, and leads to real files."""

from __future__ import annotations

import re

import pytest
from invented import invented

from llmanac.messages import section
from llmanac.publish.api.files import bundles, files
from llmanac.publish.api.openapi import openapi
from llmanac.publish.api.reference import Reference, reference

CATALOG = invented()
ENGLISH = reference(CATALOG, "en")
CHINESE = reference(CATALOG, "zh")


def test_every_path_has_an_example_that_exists() -> None:
    """The links of the page lead to files of this catalogue."""
    known = {file.path for file in (*files(CATALOG), *bundles(CATALOG))}
    assert {path.example for path in ENGLISH.paths} <= known
    assert [f"/{path.path}" for path in ENGLISH.paths] == [*openapi()["paths"]]


def test_a_catalogue_without_evaluations_has_no_example_of_one() -> None:
    """No link is invented."""
    bare = reference(invented(evaluation={}), "en")
    examples = {path.path: path.example for path in bare.paths}
    assert examples["evaluations/{lab}/{evaluation}.json"] is None
    assert examples["models/{lab}/{model}.json"] == "models/acme/mist.json"


@pytest.mark.parametrize("page", [ENGLISH, CHINESE])
def test_every_shape_that_is_named_is_explained(page: Reference) -> None:
    """A reader can follow every type of every field."""
    explained = {shape.name for shape in page.shapes}
    assert {path.returns for path in page.paths} - {None} <= explained
    for shape in page.shapes:
        for field in shape.fields:
            assert {*field.shapes} <= explained
            assert field.about.text


def test_types_are_said_in_plain_words() -> None:
    """Lists, maps and references read as such."""
    shapes = {shape.name: {field.name: field for field in shape.fields} for shape in ENGLISH.shapes}
    assert shapes["ModelDocument"]["offers"].type == "list of Offer"
    assert shapes["ModelDocument"]["offers"].required
    assert shapes["Provider"]["apis"].type == "map of Endpoint"
    assert shapes["ScoreRow"]["scores"].type == "list of text | null"
    assert shapes["Rate"]["amount"].type == "text"
    assert not shapes["Rate"]["min_input_tokens"].required
    assert shapes["Offer"]["status"].values == (
        "available", "preview", "deprecated", "withdrawn",
    )  # fmt: skip


def test_paths_and_shapes_speak_chinese() -> None:
    """Every path and every shape is explained in Chinese; fields not yet."""
    for one in (*CHINESE.paths, *CHINESE.shapes):
        assert one.about.language == "zh", one
        assert re.search("[一-鿿]", one.about.text)


def test_no_translation_is_left_over() -> None:
    """What is translated is still there."""
    shapes = {shape.name for shape in ENGLISH.shapes}
    assert {*section("api", "zh")} <= {path.path for path in ENGLISH.paths} | shapes
