"""models.dev's list of models, and its map of what offers are based on."""

from decimal import Decimal

from feed_laws import only, read, whys

from llmanac.sync.claims import Hint, Score


def test_a_model_is_read() -> None:
    """Its name, limits, licence and weights; its statement is about the model only."""
    said = {
        "id": "acme/nova-2",
        "name": "Nova 2",
        "license": "MIT",
        "knowledge": "2025-06",
        "limit": {"context": 131072, "output": 8192, "input": 100000},
        "weights": [
            {"label": "Hugging Face", "url": "https://huggingface.co/acme/Nova-2"},
            {"url": "https://huggingface.co/acme/Nova-2-FP8", "quantization": "fp8"},
        ],
    }
    reading = read("models.dev-models", {"acme/nova-2": said})
    statement = only(reading)
    assert (statement.provider, statement.offer) == ("models.dev-models", "acme/nova-2")
    assert statement.of_model == {
        "name": "Nova 2",
        "weights.licence": "MIT",
        "knowledge": "2025-06",
        "context": 131072,
        "output": 8192,
        "weights.links": ("https://huggingface.co/acme/Nova-2",),
    }
    assert statement.of_offer == {}
    assert statement.hints == (Hint("canonical", "acme/nova-2"), Hint("weights", "acme/Nova-2"))
    assert whys(reading) == {
        "limit.input": "inexpressible",
        "weights.quantization": "inexpressible",
    }


def test_scores_come_with_their_source() -> None:
    """A version is part of the benchmark's name; what else a figure depends on stays apart."""
    rows = [
        {
            "name": "Terminal-Bench",
            "version": "2.1",
            "score": Decimal("70.2"),
            "metric": "pass@1",
            "harness": "Claude Code",
            "variant": "max",
            "date": "2026-05-30",
            "source": "https://acme.example/scores",
        },
        {"name": "SciCode", "score": 40},
    ]
    reading = read("models.dev-models", {"acme/nova-2": {"benchmarks": rows}})
    assert reading.scores == (
        Score(
            model="acme/nova-2",
            benchmark="Terminal-Bench 2.1",
            figure=Decimal("70.2"),
            metric="pass@1",
            source="https://acme.example/scores",
            harness="Claude Code",
            variant="max",
            day="2026-05-30",
        ),
        Score(model="acme/nova-2", benchmark="SciCode", figure=Decimal(40)),
    )


def test_scores_without_a_figure_are_left() -> None:
    """Text is no figure, and a page that is no address is no source."""
    rows = [{"name": "A", "score": "70"}, {"name": "B", "score": 7, "source": "page 3"}, "x"]
    reading = read("models.dev-models", {"acme/nova-2": {"benchmarks": rows}})
    assert [(score.benchmark, score.source) for score in reading.scores] == [("B", None)]
    assert whys(reading) == {
        "benchmarks.score": "not-a-number",
        "benchmarks.source": "not-an-address",
        "benchmarks": "not-an-object",
    }


def test_the_map_gives_hints() -> None:
    """A line is a hint and no more; an id may have slashes of its own."""
    reading = read(
        "models.dev-bases",
        {
            "gate/acme/nova-2:free": "acme/nova-2",
            "amazon-bedrock/eu.acme.nova-2-v1:0": "acme/nova-2",
            "nobody": "acme/nova-2",
            "gate/odd": 7,
        },
    )
    first, second = reading.statements
    assert (first.provider, first.offer, first.hints) == (
        "gate",
        "acme/nova-2:free",
        (Hint("base", "acme/nova-2"),),
    )
    assert (second.offer, second.region) == ("acme.nova-2-v1:0", "eu")
    assert (first.of_offer, first.of_model, first.prices) == ({}, {}, ())
    assert whys(reading) == {"nobody": "not-text", "gate/odd": "not-text"}
