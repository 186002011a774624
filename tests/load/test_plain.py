"""The quick way of reading a file says what the exact way says, or nothing."""

from pathlib import Path

import pytest
from copies import CATALOG

from llmanac.load.document import MOST_DEPTH, MOST_NODES, compose
from llmanac.load.lines import compose_lines, plain_lines
from llmanac.load.plain import plain

FILES = sorted(CATALOG.rglob("*.yaml"))
DEEP = MOST_DEPTH + 1
LAUGHS = "\n".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]"
    for before, name in zip("abcdefg", "bcdefgh", strict=True)
)

UNUSUAL = {
    "a repeated key": "a: 1\na: 2\n",
    "a key that is a number": "1: a\n",
    "a key that is a list": "[a]: b\n",
    "a key that is a mapping": "{a: b}: c\n",
    "a merge": "a: &a {b: 1}\nc:\n  <<: *a\n",
    "a tag": "a: !!python/name:os.system x\n",
    "an alias of nothing": "a: *b\n",
    "an alias within itself": "a: &a [*a]\n",
    "an anchor that is set twice": "a: &x 1\nb: &x [*x]\n",
    "two documents": "a: 1\n---\nb: 2\n",
    "no document": "# nothing\n",
    "null": "null\n",
    "too deep": "[" * DEEP + "]" * DEEP,
    "too much": "[" + "1," * MOST_NODES + "]",
    "too much by aliases": f"a: &a [1, 1, 1, 1, 1, 1, 1, 1, 1]\n{LAUGHS}\n",
    "a number too long": "a: " + "9" * 101,
    "no YAML": "a: [1\n",
    "a tab": "\ta: 1\n",
}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_both_ways_say_the_same(path: Path) -> None:
    """Of a record, they give the same data, with the same types."""
    text = path.read_text("utf-8")
    node, findings = compose("x", text)
    assert node
    assert not findings
    assert repr(plain(text)) == repr(node.data)


@pytest.mark.parametrize("text", UNUSUAL.values(), ids=UNUSUAL.keys())
def test_the_quick_way_leaves_alone_what_is_unusual(text: str) -> None:
    """What may be wrong is for the exact way to judge."""
    assert plain(text) is None


def test_repeated_words_and_values_stay_apart() -> None:
    """Text is text where it is quoted, and an alias is what it names."""
    text = 'a: [1, "1", 1.0, "1.0", true, "true", &x {b: [no, ~]}, *x]\n'
    node, _ = compose("x", text)
    assert node
    assert repr(plain(text)) == repr(node.data)


@pytest.mark.parametrize("line", ['{"a": 1, "a": 2}', "{", "NaN", '{"a": Infinity}', ""])
def test_lines_that_cannot_be_read_are_left_to_the_exact_way(line: str) -> None:
    """A file of lines is quick to read as a whole or not at all."""
    assert plain_lines(line) is None


def test_lines_say_the_same_both_ways() -> None:
    """Lists are tuples at any depth, fractions exact."""
    text = '{"a": [1, [2.50, {"b": [null]}]]}\n[1, {"c": []}]\n'
    node, _ = compose_lines("x", text)
    assert node
    assert repr(plain_lines(text)) == repr(node.data)
