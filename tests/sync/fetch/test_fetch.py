"""Feeds are asked for with patience and with suspicion."""

import gzip
import time
from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path
from typing import BinaryIO

import pytest
from upstream import Upstream, upstream

from llmanac.pricing.faults import Fault
from llmanac.sync.fetch import Address, Asker, ask, is_public

GOOD = (200, {"ETag": '"1"', "Content-Type": "application/json"}, b'{"a": 1}')


@pytest.fixture
def server() -> Iterator[Upstream]:
    """A feed's server on this machine."""
    with upstream() as one:
        yield one


@pytest.fixture
def pauses() -> list[float]:
    """How long was waited."""
    return []


def is_here(address: Address) -> bool:
    """The test's own server, and nothing else."""
    return str(address) == "127.0.0.1"


@pytest.fixture
def asker(tmp_path: Path, pauses: list[float]) -> Asker:
    """Asks this machine only, and does not really wait."""
    return Asker(tmp_path, is_here, pauses.append, patience=0.5, largest=1_000_000)


def refused(url: str, asker: Asker) -> str:
    """The code with which asking ends."""
    with pytest.raises(Fault) as caught:
        ask("acme", url, asker)
    return caught.value.code


def test_an_answer_has_the_day_on_which_the_server_gave_it(server: Upstream, asker: Asker) -> None:
    """By the server's clock; ours is not asked."""
    answer = ask("acme", server.says(GOOD), asker)
    assert (answer.data, str(answer.day), answer.kept) == (b'{"a": 1}', "2026-11-12", False)


def test_what_has_not_changed_is_not_sent_again(server: Upstream, asker: Asker) -> None:
    """The second request names the ETag, and 304 gives what was kept."""
    url = server.says(GOOD, (304, {}, b""))
    ask("acme", url, asker)
    again = ask("acme", url, asker)
    assert (again.data, again.kept) == (b'{"a": 1}', True)
    assert "If-None-Match" not in server.asked[0]
    assert server.asked[1]["If-None-Match"] == '"1"'


def test_what_was_kept_and_spoilt_is_asked_for_anew(server: Upstream, asker: Asker) -> None:
    """A body that is not the one whose digest was noted is nobody's answer."""
    url = server.says(GOOD)
    ask("acme", url, asker)
    (asker.cache / "acme.body").write_bytes(b'{"a"')
    assert ask("acme", url, asker).data == b'{"a": 1}'
    assert "If-None-Match" not in server.asked[1]


def test_busy_servers_are_asked_again(server: Upstream, asker: Asker, pauses: list[float]) -> None:
    """After 429 as long as they say, after 500 for longer and longer."""
    url = server.says((429, {"Retry-After": "7"}, b""), (500, {}, b""), (503, {}, b""), GOOD)
    assert ask("acme", url, asker).data == b'{"a": 1}'
    assert pauses == [7, 4, 8]


def test_429_then_500_then_silence_is_an_end(
    server: Upstream, asker: Asker, pauses: list[float]
) -> None:
    """Four tries, then a report."""
    url = server.says((429, {}, b""), (500, {}, b""), (200, {}, lambda _: time.sleep(2)))
    assert refused(url, asker) == "sync-silent"
    assert len(pauses) == 3


def test_nobody_waits_for_an_hour(server: Upstream, asker: Asker, pauses: list[float]) -> None:
    """A server that wants a pause beyond a minute is left alone."""
    assert refused(server.says((429, {"Retry-After": "3600"}, b"")), asker) == "sync-refused"
    assert pauses == []


def test_what_is_gone_is_not_asked_for_again(
    server: Upstream, asker: Asker, pauses: list[float]
) -> None:
    """404 stays 404."""
    assert refused(server.says((404, {}, b"")), asker) == "sync-refused"
    assert pauses == []


def test_redirects_lead_on_and_end(server: Upstream, asker: Asker) -> None:
    """A few hops are followed; a circle is not."""
    url = server.says((302, {"Location": "/there"}, b""))
    server.says(GOOD, path="/there")
    assert ask("acme", url, asker).data == b'{"a": 1}'
    circle = server.says((302, {"Location": "/circle"}, b""), path="/circle")
    assert refused(circle, asker) == "sync-redirects"


@pytest.mark.parametrize(
    ("location", "code"),
    [
        ("http://localhost/", "sync-private"),
        ("http://127.0.0.1:1/", "sync-private"),
        ("http://[::1]:1/", "sync-private"),
        ("http://2130706433/", "sync-private"),
        ("file:///etc/passwd", "sync-address"),
        ("http://user:word@127.0.0.1/", "sync-address"),
    ],
)
def test_no_hop_leads_into_this_machine(
    location: str, code: str, server: Upstream, asker: Asker
) -> None:
    """Each hop's address is judged, not only the first one's."""
    first_hop_only = Asker(asker.cache, lambda one: is_public(one) or not server.asked)
    assert refused(server.says((302, {"Location": location}, b"")), first_hop_only) == code


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("::1", False),
        ("fe80::1", False),
        ("fd00::1", False),
        ("::ffff:127.0.0.1", False),
        ("2002:7f00:1::", False),
    ],
)
def test_only_the_open_internet_is_public(address: str, public: bool) -> None:
    """Loopback, private, link-local, shared, unspecified, multicast: in any dress."""
    assert is_public(ip_address(address)) is public


def test_this_machine_is_never_asked_unless_a_test_says_so(
    server: Upstream, tmp_path: Path
) -> None:
    """The usual asker refuses the very server that the other tests ask."""
    assert refused(server.says(GOOD), Asker(tmp_path)) == "sync-private"
    assert server.asked == []


def test_endless_zeros_end(server: Upstream, asker: Asker) -> None:
    """The size is counted while it comes."""

    def zeros(out: BinaryIO) -> None:
        while True:
            out.write(bytes(65536))

    assert refused(server.says((200, {}, zeros)), asker) == "sync-too-large"


def test_bombs_end(server: Upstream, asker: Asker) -> None:
    """What counts is what comes out of the packing."""
    bomb = gzip.compress(bytes(20_000_000))
    assert len(bomb) < 100_000
    url = server.says((200, {"Content-Encoding": "gzip"}, bomb))
    assert refused(url, asker) == "sync-too-large"


def test_what_cannot_be_unpacked_is_told(server: Upstream, asker: Asker) -> None:
    """A body that is no gzip although it says so."""
    url = server.says((200, {"Content-Encoding": "gzip"}, b"not packed at all"))
    assert refused(url, asker) == "sync-unpacking"


def test_drips_end(server: Upstream, asker: Asker) -> None:
    """A server that sends a byte now and then is given a while, and no more."""

    def drip(out: BinaryIO) -> None:
        for _ in range(100):
            out.write(b"1")
            out.flush()
            time.sleep(0.02)

    hasty = Asker(asker.cache, is_here, asker.pause, longest=0.2)
    assert refused(server.says((200, {}, drip)), hasty) == "sync-slow"
