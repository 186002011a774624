"""Everything that a host serves, from a catalogue and the frames: pages, twins, API, downloads.

A file says by its key what it depends on. Where the key is that of the file which stands there,
the file is kept and not made again.
"""

from __future__ import annotations

import json
import os
import re
from dataclasses import dataclass
from functools import cached_property, partial
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from llmanac.files import replacing, write
from llmanac.hands import shared
from llmanac.publish.api.files import bundles, files
from llmanac.publish.badges import badges
from llmanac.publish.finding import entries
from llmanac.publish.finding.bodies import bodies
from llmanac.publish.finding.fulltext import bundle
from llmanac.publish.handwritten import texts
from llmanac.publish.pages import pages
from llmanac.publish.redirects import redirects
from llmanac.publish.sitemap import sitemap
from llmanac.publish.subscriptions import subscriptions
from llmanac.publish.twins import twins

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from llmanac.catalog import Catalog
    from llmanac.files import Tree
    from llmanac.publish.frame import Frames, Source
    from llmanac.publish.keys import Key
    from llmanac.publish.pages import Draft
    from llmanac.publish.slots import Page

API: Final = "api/v1/"
FIND: Final = "find/"
"""The folder of what the field in the header looks through."""

Content = str | bytes


@dataclass(frozen=True, slots=True)
class Product:
    """One file of the site."""

    path: str
    make: Callable[[], Content]
    key: Key | None = None
    """Of all that it depends on; None where making it costs little."""


@dataclass(frozen=True, slots=True)
class Work:
    """What became of some files."""

    made: int
    keys: Mapping[str, str]
    """Path → the digest under which the file stands there now."""


@dataclass(frozen=True, slots=True)
class Tally:
    """How much work a publication was."""

    made: int
    kept: int


class Publication:
    """A catalogue that has been read and found good, ready to be published."""

    def __init__(
        self,
        catalog: Catalog,
        source: Source,
        *,
        records: Path,
        memory: Path,
        tell: Callable[[int, int], None] = lambda _done, _total: None,
    ) -> None:
        """`records` is the folder that the catalogue was read from, `memory` a file that remembers
        the keys of what was made; `tell` hears of progress."""
        self.catalog = catalog
        self.source = source
        self.tally = Tally(0, 0)
        self._records = records
        self._memory = memory
        self._tell = tell

    def of(self, catalog: Catalog) -> Publication:
        """The same of another state of the catalogue."""
        return Publication(
            catalog, self.source, records=self._records, memory=self._memory, tell=self._tell
        )

    def pages(self) -> Iterator[Page]:
        """Every page that is made from records, made."""
        return (draft.page() for draft in self._drafts)

    def publish(self, frames: Frames, target: Path) -> None:
        """Replace the site at `target`, in one step."""
        products = [*self.products(frames), *self._text(frames)]
        known = _Memory(self._memory, target)
        with replacing(target) as tree:
            place = partial(self._placed, tree, known, os.getpid())
            work = shared(place, _by_subject(products))
        known.remember({path: key for each in work for path, key in each.keys.items()})
        made = sum(each.made for each in work)
        self.tally = Tally(made, len(products) - made)

    def _placed(
        self, tree: Tree, known: _Memory, teller: int, subjects: Sequence[Sequence[Product]]
    ) -> Work:
        """Have all of the products stand in the tree.

        Only the process `teller` tells of its progress, which is like that of the others.
        """
        made, keys = 0, {}
        for number, products in enumerate(subjects):
            if os.getpid() == teller:
                self._tell(number, len(subjects))
            for product in products:
                key = product.key and product.key()
                made += _place(tree, product, key, known)
                if key:
                    keys[product.path] = key
        return Work(made, keys)

    @cached_property
    def _drafts(self) -> tuple[Draft, ...]:
        return tuple(pages(self.catalog))

    def products(self, frames: Frames) -> Iterator[Product]:
        """Every file but those of the full text, of which each depends on all pages."""
        look = partial(str, frames.folder.name)
        for file in sorted(frames.files.rglob("*")):
            if file.is_file():
                yield Product(file.relative_to(frames.files).as_posix(), file.read_bytes, look)
        if not frames.has_pages:
            yield from self._stamped(frames, look)
        yield from self._twins()
        if self.catalog.site.publish_records:
            yield from self._records_as_they_stand()
        for made in (*files(self.catalog), *bundles(self.catalog)):
            yield Product(API + made.path, made.make, made.key)
        make = partial(entries.entries, self.catalog)
        yield Product(f"{FIND}entries.json", make, entries.key(self.catalog))
        for path, content in redirects(self.catalog, self.source.site):
            yield Product(path, partial(_same, content))
        for path, feed in subscriptions(self.catalog, self.source.site):
            yield Product(path, feed)
        for path, badge, key in badges(self.catalog, self.source.site):
            yield Product(path, badge, key)
        if listed := sitemap(self.source.site, self._listed(frames)):
            yield Product("sitemap.xml", partial(_same, listed))

    def _stamped(self, frames: Frames, look: Key) -> Iterator[Product]:
        for draft in self._drafts:
            prefix = self.source.site.language(draft.language).prefix
            make = partial(_stamped, frames, draft)
            yield Product(f"{prefix}{draft.path}index.html", make, _both(look, draft.key))

    def _twins(self) -> Iterator[Product]:
        keys = {(draft.language, draft.path): draft.key for draft in self._drafts}
        for twin in twins(self.catalog):
            key = keys.get((twin.language, twin.page))
            yield Product(twin.path, twin.render, key if twin.page else None)
        for path, file in texts(self.source):
            yield Product(path, file.read_bytes)

    def _text(self, frames: Frames) -> Iterator[Product]:
        folder = bundle(bodies(self.catalog, frames), self._memory.parent / "text")
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                path = f"{FIND}text/{file.relative_to(folder).as_posix()}"
                yield Product(path, file.read_bytes, partial(_sum, file))

    def _records_as_they_stand(self) -> Iterator[Product]:
        for path, digest in self.catalog.digests.items():
            if not path.startswith("base/"):  # that is no record of this catalogue
                read = partial(_read, self._records, path)
                yield Product(f"records/{path}", read, partial(str, digest))

    def _listed(self, frames: Frames) -> Iterable[tuple[str, list[str]]]:
        """Every page's path and the languages in which it exists."""
        drafted = ((draft.path, draft.language) for draft in self._drafts)
        written = ((document.path, document.language) for document in frames.documents)
        listed: dict[str, list[str]] = {}
        for path, language in (*drafted, *written):
            listed.setdefault(path, []).append(language)
        return listed.items()


def _read(folder: Path, name: str) -> bytes:
    return (folder / name).read_bytes()


def _same(content: Content) -> Content:
    return content


def _both(one: Key, other: Key) -> Key:
    return lambda: f"{one()} {other()}"


def _sum(file: Path) -> str:
    return sha256(file.read_bytes()).hexdigest()


def _stamped(frames: Frames, draft: Draft) -> str:
    return frames.stamp(draft.page())


def _by_subject(products: Iterable[Product]) -> list[list[Product]]:
    """Files that show the same thing, together: they have most of their work in common. Those of
    the whole catalogue come first, each by itself, since they take the longest."""
    whole: list[list[Product]] = []
    subjects: dict[str, list[Product]] = {}
    for product in products:
        if _WHOLE.search(product.path):
            whole.append([product])
        else:
            subjects.setdefault(_AROUND.sub("", product.path), []).append(product)
    return [*whole, *subjects.values()]


_WHOLE: Final = re.compile(rf"^{API}(prices\.json|.*\.ndjson|.*\.sqlite)$")
"""What holds all prices or all offers."""

_AROUND: Final = re.compile(rf"^zh/|^{API}|/index\.html(\.md)?$|\.json$")
"""What differs in the paths of a thing's pages, twins and document."""


def _place(tree: Tree, product: Product, key: str | None, known: _Memory) -> bool:
    """Keep or make one file, and say whether it was made."""
    if key and known.holds(product.path, key):
        tree.keep(product.path)
        return False
    tree.write(product.path, product.make())
    return True


class _Memory:
    """Under which key each file of the site was made, as long as nobody has touched it since."""

    def __init__(self, file: Path, target: Path) -> None:
        self._file = file
        self._target = target
        self._claims = self._read()

    def _read(self) -> Mapping[str, list[object]]:
        try:
            read = json.loads(self._file.read_text("utf-8"))
        except (FileNotFoundError, ValueError):
            return {}
        return read if isinstance(read, dict) else {}

    def holds(self, path: str, key: str) -> bool:
        """Whether the file stands there as it was made under this key."""
        claim = self._claims.get(path)
        return claim is not None and claim == [key, *self._state(path)]

    def remember(self, keys: Mapping[str, str]) -> None:
        """Note how the files stand now."""
        claims = {path: [key, *self._state(path)] for path, key in keys.items()}
        write(self._file, json.dumps(claims))

    def _state(self, path: str) -> tuple[int, ...]:
        try:
            stat = (self._target / path).stat()
        except OSError:
            return ()
        return stat.st_size, stat.st_mtime_ns
