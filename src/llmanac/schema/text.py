"""Records that are files of their own language: code samples and tool guides.

Both may hold placeholders, written `{{name}}`, that a page fills from an offer. How a sample was
proved stands apart from it, in `samples/proved.json`.
"""

import re
from functools import cached_property, lru_cache
from typing import Annotated, Literal

from pydantic import Field, RootModel

from llmanac.schema.provider import Api
from llmanac.schema.record import Language, Record, SlashId, Slug, Text

PLACEHOLDER = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")

Placeholder = Literal[
    "model", "name", "url", "base_url", "keys", "key_variable",
    "context", "output", "input_modalities", "output_modalities", "reasoning",
    "provider", "provider_name", "openclaw_input",
]  # fmt: skip
"""What a page can fill in; the words are those of the records, seen from one offer and one API.

`url` is where a request goes, `base_url` that without the API's own path. `context` and `output`
are the offer's limits, else the model's. `reasoning` is true where the model thinks first.
`openclaw_input` is `input_modalities` as far as OpenClaw has words for them: text and image.
"""


class Sample(Record):
    """A code sample: `samples/<api>/<file>`, a real file of its language."""

    api: Api
    """The API that it calls."""
    file: Slug
    """Its file name; the ending tells the language."""
    text: str
    """The code, with placeholders."""


class Proof(Record):
    """How a sample was proved, as `make samples` wrote it."""

    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    """The digest of the sample's bytes at that time, in hexadecimal."""
    how: Literal["ran", "parsed"]
    """Whether it ran against a server that checks requests, or was only parsed."""
    tools: Annotated[Text, Field(alias="with")]
    """The tools and libraries that did it, with their versions."""


class Proofs(RootModel[dict[SlashId, Proof]]):
    """`samples/proved.json`: sample, as `api/file` → how it was proved."""


GUIDE_HEAD = re.compile(r"---\napis: (?P<apis>[^\n]*)\n---\n+# (?P<title>[^\n]+)\n")
"""How a guide begins: the APIs that the tool can use, the best first, and the tool's name."""


class Guide(Record):
    """How to use a model in a tool: `guides/<tool>.<language>.md`.

    It begins with `apis: …` between two lines of `---`, and with the tool's name as its heading. A
    line of a fence, a paragraph or an item of a list that names something unknown is left out.
    """

    tool: Slug
    """The tool."""
    language: Language
    """The language of the text."""
    text: str
    """Markdown, with placeholders."""

    @cached_property
    def apis(self) -> tuple[str, ...]:
        """The APIs that the tool can use, the best first."""
        head = GUIDE_HEAD.match(self.text)
        return tuple(head["apis"].split(", ")) if head else ()

    @cached_property
    def title(self) -> str:
        """The tool's name, as its makers write it."""
        head = GUIDE_HEAD.match(self.text)
        return head["title"] if head else self.tool

    @cached_property
    def body(self) -> str:
        """What stands below the heading."""
        head = GUIDE_HEAD.match(self.text)
        return self.text[head.end() :] if head else self.text


@lru_cache(maxsize=1024)
def placeholders(text: str) -> tuple[str, ...]:
    """The names of the placeholders in `text`, in order."""
    return tuple(PLACEHOLDER.findall(text))
