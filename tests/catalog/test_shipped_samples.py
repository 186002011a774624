"""The samples that this catalogue brings: complete, short, and proved."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from llmanac.load.cache import Cache
from llmanac.load.records import read_records
from llmanac.schema.kinds import KINDS
from llmanac.schema.text import placeholders

READ = read_records(
    Path(__file__).parents[2] / "catalog", Cache(), (KINDS["sample"], KINDS["proofs"])
)
SAMPLES = READ.of("sample")

CHAT = """
    c.c csharp-httpclient.cs csharp-restsharp.cs curl-stream.sh curl.sh dart.dart go.go
    java-okhttp.java node-axios.mjs node-openai-stream.mjs php-curl.php php-guzzle.php
    python-openai-stream.py python-openai.py python-requests.py ruby.rb rust.rs swift.swift
"""
WANTED = {
    "chat-completions": CHAT,
    "embeddings": "curl.sh node-openai.mjs python-openai.py",
    "messages": "curl.sh node-anthropic.mjs python-anthropic.py",
    "responses": "curl.sh node-openai.mjs python-openai.py",
}
ONLY_PARSED = (".swift", ".dart", ".cs")
"""What nothing that can be installed here compiles."""


def test_every_wanted_sample_is_there() -> None:
    """In every language of the reference page, and for every API."""
    wanted = {f"{api}/{file}" for api, files in WANTED.items() for file in files.split()}
    assert {*SAMPLES} == wanted


@pytest.mark.parametrize("id_", SAMPLES)
def test_a_sample_is_proved(id_: str) -> None:
    """It has run, or where nothing here can run it, been parsed; `check` compares the bytes."""
    proof = READ.of("proofs")[id_]
    assert proof.how == ("parsed" if id_.endswith(ONLY_PARSED) else "ran")
    assert re.search(r"\d", proof.tools)


@pytest.mark.parametrize("id_", SAMPLES)
def test_a_sample_is_short_and_complete(id_: str) -> None:
    """It fits a page, says what it needs, greets, and takes address, model and key from outside."""
    text = SAMPLES[id_].text
    assert len(text.encode()) <= 1300
    assert max(map(len, text.splitlines())) <= 80
    first = text.removeprefix("<?php\n").partition("\n")[0]
    assert re.match(r"(//|#|/\*) \S.*\d", first)
    assert text.count("Hello!") == 1
    used = placeholders(text)
    assert {*used} <= {"url", "base_url", "model", "key_variable"}
    assert {"model", "key_variable"} <= {*used}
    assert ("url" in used) != ("base_url" in used)
