"""How each sample is run: with which tools, and by which commands. The table of the languages."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Tool:
    """Something that a sample needs."""

    name: str
    version: tuple[str, ...]
    """The command that prints its version, and fails where it is not there."""
    package: str = ""
    """The Debian package that brings it; empty where the workshop does."""


@dataclass(frozen=True)
class Way:
    """How to run a sample in a folder that holds it; `{file}` stands for its name."""

    tools: tuple[Tool, ...]
    start: tuple[str, ...] = ()
    """Runs it; empty for a sample that is only parsed."""
    make: tuple[str, ...] = ()
    """Makes a program of it first."""
    beside: Mapping[str, str] = field(default_factory=dict)
    """Files that belong beside it."""
    raw: bool = False
    """Whether it prints the response as it came, since its language reads no JSON by itself."""


def _plain(name: str, command: str, package: str, *options: str) -> Tool:
    return Tool(name, (command, *(options or ("--version",))), package)


def _debian(name: str, package: str) -> Tool:
    return Tool(name, ("dpkg-query", "--show", "--showformat=${Version}", package), package)


def _pypi(name: str) -> Tool:
    code = f"from importlib.metadata import version; print(version({name!r}))"
    return Tool(name, (sys.executable, "-c", code))


def _npm(name: str) -> Tool:
    code = f"JSON.parse(fs.readFileSync('node_modules/{name}/package.json')).version"
    return Tool(name, ("node", "-p", code))


CURL = _plain("curl", "curl", "curl")
PYTHON = _plain("Python", sys.executable, "python3")
NODE = _plain("Node.js", "node", "nodejs")
PHP = _plain("PHP", "php", "php-cli", "-r", "echo PHP_VERSION;")
CC = _plain("gcc", "gcc", "gcc")
LIBCURL = _plain("libcurl", "curl-config", "libcurl4-openssl-dev")
LIBC = _debian("glibc", "libc6-dev")
JAVA = _plain("OpenJDK", "javac", "default-jdk-headless")
OKHTTP = _debian("OkHttp", "libokhttp-java")
GUZZLE = _debian("Guzzle", "php-guzzlehttp-guzzle")
PHP_CURL = _plain("libcurl", "php", "php-curl", "-r", "echo curl_version()['version'];")
RUSTC = _plain("rustc", "/usr/bin/rustc", "rustc")
CARGO = _plain("cargo", "/usr/bin/cargo", "cargo")
GRAMMARS = _pypi("tree-sitter-language-pack")

# Sources of crates come from Debian's packages, too; its own cargo and rustc fit them.
_MANIFEST = """\
[package]
name = "sample"
version = "0.0.0"
edition = "2021"

[[bin]]
name = "sample"
path = "rust.rs"

[dependencies]
reqwest = { version = "0.11", features = ["json"] }
serde_json = "1"
tokio = { version = "1", features = ["macros", "rt"] }
"""
_SOURCES = """\
[source.crates-io]
replace-with = "debian"

[source.debian]
directory = "/usr/share/cargo/registry"
"""
_COMPILE = ("gcc", "-std=c99", "-Wall", "-Wextra", "-Werror", "-o", "sample", "{file}", "-lcurl")
_JARS = "/usr/share/java/okhttp.jar:/usr/share/java/okio.jar"
_AUTOLOAD = "<?php require '/usr/share/php/GuzzleHttp/autoload.php';\n"
_STRICT = ("-d", "display_errors=stderr", "-d", "error_reporting=-1")


def _crate(name: str) -> Tool:
    return _debian(name, f"librust-{name.replace('_', '-')}-dev")


def _python(library: str) -> Way:
    return Way((PYTHON, _pypi(library)), (sys.executable, "{file}"))


def _node(library: str) -> Way:
    return Way((NODE, _npm(library)), ("node", "{file}"))


_SHELL = Way((CURL,), ("sh", "{file}"), raw=True)
PARSED = Way((GRAMMARS,))

WAYS = {
    "c.c": Way((CC, LIBCURL, LIBC), ("./sample",), _COMPILE, raw=True),
    "csharp-httpclient.cs": PARSED,
    "csharp-restsharp.cs": PARSED,
    "curl-stream.sh": _SHELL,
    "curl.sh": _SHELL,
    "dart.dart": PARSED,
    "go.go": Way(
        (_plain("Go", "go", "golang-go", "version"),),
        ("./sample",),
        ("go", "build", "-o", "sample", "{file}"),
    ),
    "java-okhttp.java": Way((JAVA, OKHTTP), ("java", "-cp", _JARS, "{file}"), raw=True),
    "node-anthropic.mjs": _node("@anthropic-ai/sdk"),
    "node-axios.mjs": _node("axios"),
    "node-openai-stream.mjs": _node("openai"),
    "node-openai.mjs": _node("openai"),
    "php-curl.php": Way((PHP, PHP_CURL), ("php", *_STRICT, "{file}")),
    "php-guzzle.php": Way(
        (PHP, GUZZLE), ("php", *_STRICT, "{file}"), beside={"vendor/autoload.php": _AUTOLOAD}
    ),
    "python-anthropic.py": _python("anthropic"),
    "python-openai-stream.py": _python("openai"),
    "python-openai.py": _python("openai"),
    "python-requests.py": _python("requests"),
    "ruby.rb": Way((_plain("Ruby", "ruby", "ruby"),), ("ruby", "-w", "{file}")),
    "rust.rs": Way(
        (RUSTC, CARGO, _crate("reqwest"), _crate("tokio"), _crate("serde_json")),
        ("./target/debug/sample",),
        ("/usr/bin/cargo", "build", "--offline", "--quiet"),
        beside={"Cargo.toml": _MANIFEST, ".cargo/config.toml": _SOURCES},
    ),
    "swift.swift": PARSED,
}
"""A sample's file name → how it is run."""

GRAMMAR_OF = {
    ".c": "c",
    ".cs": "csharp",
    ".dart": "dart",
    ".go": "go",
    ".java": "java",
    ".mjs": "javascript",
    ".php": "php",
    ".py": "python",
    ".rb": "ruby",
    ".rs": "rust",
    ".sh": "bash",
    ".swift": "swift",
}
"""The ending of a file → the grammar that parses it as it stands, with its placeholders."""
