"""Ask for a feed at its public address. The one room that asks the network.

Nothing is believed beforehand: the answer's size is counted while it comes; each hop's addresses
are looked up and judged before anybody connects, and nobody connects elsewhere. Proxies of the
environment are not used, since they would look up names by themselves.
"""

from __future__ import annotations

import json
import socket
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from hashlib import sha256
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import TYPE_CHECKING, Any, Final

import httpx

from llmanac import files
from llmanac.pricing.faults import Fault
from llmanac.pricing.moments import Day
from llmanac.sync.text import LARGEST

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

Address = IPv4Address | IPv6Address

TRIES: Final = 4
HOPS: Final = 5
LONGEST_PAUSE: Final = 60
"""Seconds; a server that asks for more is not waited for."""
_AGAIN: Final = {408, 429, 500, 502, 503, 504}
_ELSEWHERE: Final = {301, 302, 303, 307, 308}


def is_public(address: Address) -> bool:
    """Whether an address is one of the open internet: no loopback, no private or local network."""
    inner = getattr(address, "ipv4_mapped", None) or getattr(address, "sixtofour", None)
    return is_public(inner) if inner else address.is_global and not address.is_multicast


@dataclass(frozen=True, slots=True)
class Asker:
    """How a feed is asked for."""

    cache: Path
    """A folder for what was answered, so that the same is not sent twice."""
    allow: Callable[[Address], bool] = is_public
    """Which addresses may be connected to."""
    pause: Callable[[float], None] = time.sleep
    tell: Callable[[int, int | None], None] = field(default=lambda _done, _total: None)
    """Hears how many bytes of how many have come."""
    patience: float = 20
    """Seconds without a byte."""
    longest: float = 180
    """Seconds for one answer."""
    largest: int = LARGEST
    """Bytes, after unpacking."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A feed's state."""

    data: bytes
    day: Day | None
    """The day on which the server said so; None where it does not tell the day."""
    kept: bool = False
    """Whether the server said that it is still what it was."""


class _Again(Exception):
    """It may come right if one asks again."""

    def __init__(self, fault: Fault, after: float | None = None) -> None:
        self.fault = fault
        self.after = after


def ask(feed: str, url: str, asker: Asker) -> Answer:
    """What stands at a feed's address; asks again where that may help, then raises `Fault`."""
    for attempt in range(1, TRIES + 1):
        try:
            return _asked(feed, url, asker)
        except _Again as again:
            after = 2.0**attempt if again.after is None else again.after
            if attempt == TRIES or after > LONGEST_PAUSE:
                raise again.fault from None
            asker.pause(after)
    raise AssertionError  # pragma: no cover - the loop returns or raises


def _asked(feed: str, url: str, asker: Asker) -> Answer:
    """One try, from the first address to the last that it is sent to."""
    memory = _Memory(asker.cache, feed, url)
    here = httpx.URL(url)
    with httpx.Client(trust_env=False, timeout=asker.patience) as client:
        for _ in range(HOPS + 1):
            with _sent(feed, client, here, memory.headers(), asker) as response:
                if response.status_code not in _ELSEWHERE:
                    return _answer(feed, response, memory, asker)
                here = _next(feed, here, response)
    raise Fault("sync-redirects", feed=feed, url=url, limit=HOPS)


@contextmanager
def _sent(
    feed: str, client: httpx.Client, url: httpx.URL, headers: dict[str, str], asker: Asker
) -> Iterator[httpx.Response]:
    """A request to an address that was judged, in the name of the host."""
    address = _address(feed, url, asker.allow)
    host = url.netloc.decode("ascii")
    asked = httpx.Request(
        "GET",
        url.copy_with(host=str(address)),
        headers={"Host": host, "Accept": "application/json", "Accept-Encoding": "gzip", **headers},
        extensions={"sni_hostname": url.host, "timeout": httpx.Timeout(asker.patience).as_dict()},
    )
    try:
        response = client.send(asked, stream=True)
        try:
            yield response
        finally:
            response.close()
    except httpx.DecodingError as error:
        raise Fault("sync-unpacking", feed=feed, url=str(url), problem=str(error)) from None
    except httpx.TransportError as error:
        problem = str(error) or type(error).__name__
        raise _Again(Fault("sync-silent", feed=feed, url=str(url), problem=problem)) from None


def _address(feed: str, url: httpx.URL, allow: Callable[[Address], bool]) -> Address:
    """The address to connect to; every one that the name has must be allowed."""
    if url.scheme not in ("https", "http") or not url.host or url.userinfo:
        raise Fault("sync-address", feed=feed, url=str(url))
    try:
        found = socket.getaddrinfo(url.host, url.port or 443, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        silent = Fault("sync-silent", feed=feed, url=str(url), problem=str(error))
        raise _Again(silent) from None
    addresses = [ip_address(str(one[4][0]).partition("%")[0]) for one in found]
    for address in addresses:
        if not allow(address):
            raise Fault("sync-private", feed=feed, url=str(url), address=str(address))
    return addresses[0]


def _next(feed: str, here: httpx.URL, response: httpx.Response) -> httpx.URL:
    """Where a redirect leads; never from a secured address to an open one."""
    try:
        there = here.join(response.headers["location"])
    except (KeyError, httpx.InvalidURL):
        raise Fault("sync-address", feed=feed, url=str(here)) from None
    if here.scheme == "https" and there.scheme != "https":
        raise Fault("sync-address", feed=feed, url=str(there))
    return there


def _answer(feed: str, response: httpx.Response, memory: _Memory, asker: Asker) -> Answer:
    if response.status_code == 304 and memory.body is not None:
        return Answer(memory.body, _day(response), kept=True)
    if response.status_code in _AGAIN:
        fault = Fault("sync-refused", feed=feed, url=memory.url, status=response.status_code)
        raise _Again(fault, _after(response))
    if response.status_code != 200:
        raise Fault("sync-refused", feed=feed, url=memory.url, status=response.status_code)
    body = _body(feed, response, asker)
    memory.keep(body, response.headers)
    return Answer(body, _day(response))


def _body(feed: str, response: httpx.Response, asker: Asker) -> bytes:
    """The bytes, unpacked; endless ones end at the limit, slow ones at the last moment."""
    begun, body = time.monotonic(), bytearray()
    length = response.headers.get("content-length", "")
    total = (
        int(length) if length.isdecimal() and "content-encoding" not in response.headers else None
    )
    for chunk in response.iter_bytes():
        body += chunk
        asker.tell(len(body), total)
        if len(body) > asker.largest:
            raise Fault("sync-too-large", feed=feed, limit=asker.largest)
        if time.monotonic() - begun > asker.longest:
            raise Fault("sync-slow", feed=feed, limit=int(asker.longest))
    return bytes(body)


def _after(response: httpx.Response) -> float | None:
    """The pause that a server asks for, in seconds; None where it names none, or a day."""
    said = response.headers.get("retry-after", "")
    return float(said) if said.isdecimal() and len(said) < 10 else None


def _day(response: httpx.Response) -> Day | None:
    """The day of an answer, by the server's own clock."""
    for name in ("date", "last-modified"):
        try:
            return Day.parse(parsedate_to_datetime(response.headers[name]).date().isoformat())
        except (KeyError, ValueError, TypeError):
            continue
    return None


class _Memory:
    """What a feed answered last, and how to ask whether it still does."""

    def __init__(self, folder: Path, feed: str, url: str) -> None:
        self.url: Final = url
        self._body: Final = folder / f"{feed}.body"
        self._about: Final = folder / f"{feed}.json"
        self._known: Final = self._read()
        self.body: Final = self._known_body()

    def headers(self) -> dict[str, str]:
        """What makes a server answer only what is new."""
        if self.body is None:
            return {}
        names = {"etag": "If-None-Match", "last-modified": "If-Modified-Since"}
        return {names[name]: self._known[name] for name in names if self._known.get(name)}

    def keep(self, body: bytes, headers: httpx.Headers) -> None:
        """Remember an answer."""
        about = {"url": self.url, "digest": sha256(body).hexdigest()}
        about |= {name: headers[name] for name in ("etag", "last-modified") if name in headers}
        files.write(self._body, body)
        files.write(self._about, json.dumps(about))

    def _read(self) -> dict[str, Any]:
        try:
            about = json.loads(self._about.read_bytes())
            return about if isinstance(about, dict) and about.get("url") == self.url else {}
        except (OSError, ValueError):
            return {}

    def _known_body(self) -> bytes | None:
        try:
            body = self._body.read_bytes() if self._known else b""
        except OSError:
            return None
        return body if body and sha256(body).hexdigest() == self._known.get("digest") else None
