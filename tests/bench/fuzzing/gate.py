"""The gate: foreign markup, names and addresses. What comes out is bounded, of one form, and leads nowhere odd."""

import html
import ipaddress
import re
import unicodedata
from html.parser import HTMLParser

from generator import text, tracking
from generator.collect import addresses
from generator.collect.sources import inline
from generator.withdrawal import people
from tests.bench.fuzzing.grammars import MARKUP, PLACES
from tests.bench.fuzzing.target import Target, payloads, pieced, texts, written

NETWORKS = tuple(map(ipaddress.ip_network, (
    "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
    "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24",
    "224.0.0.0/4", "240.0.0.0/4", "168.63.129.16/32", "::/96", "::1/128", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64",
    "2001::/32", "2001:2::/48", "2001:10::/28", "2001:20::/28", "2001:db8::/32", "2002::/16", "3fff::/20", "5f00::/16",
    "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
)))  # fmt: skip
"""The special-purpose registries (IANA, RFC 6890 and after), written down here apart from the house's own table."""


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.words: list[str] = []

    def handle_starttag(self, tag, _):
        self.tags.append(tag)

    def handle_data(self, data):
        self.words.append(data)


def _is_harmless(made: str) -> None:
    """See that what comes out is text of one form, and stays that where it is printed."""
    assert not text.HIDDEN.search(made)
    assert not any(unicodedata.category(sign) == "Cc" and sign not in "\n\t" for sign in made)
    assert unicodedata.is_normalized("NFC", made)
    assert text.tidy(made) == made
    page = _Tags()
    page.feed(f"<i>{html.escape(made)}</i>")
    page.close()
    assert page.tags == ["i"]
    assert "".join(page.words) == made


def _markup(data: bytes) -> None:
    foreign = written(data, MARKUP)
    tidy = text.tidy(foreign)
    assert text.tidy(tidy) == tidy
    for made, most in ((text.plain(foreign), text.BODY), (text.label(foreign), text.TITLE),
                       (text.one_line(foreign), text.TITLE), (text.label(foreign, 20), 20)):  # fmt: skip
        assert len(made) <= most
        assert made == made.strip()
        _is_harmless(made)
    line = text.one_line(foreign)
    assert "\n" not in line + text.label(foreign)
    assert text.one_line(line) == line
    for link in text.links(foreign, "https://a.example/b/"):
        _is_an_address(link)
    for words in text.alts(foreign):
        assert words
        assert len(words) <= 1_000
        _is_harmless(words)


def _posts(data: bytes) -> None:
    foreign = written(data, MARKUP)
    for read in (inline.plain, inline.markdown):
        found = read(foreign)
        assert len(found.text) <= text.BODY
        assert len(found.links) <= inline.LINKS
        _is_harmless(found.text)
        for link in found.links:
            _is_an_address(link)


def _words(data: bytes) -> None:
    foreign = written(data, MARKUP)
    folded = text.fold(foreign)
    assert text.fold(folded) == folded
    assert text.fold(foreign.upper()) == text.fold(foreign.upper().lower())
    assert all(text.words(foreign))
    for most in (1, 2, 20, 300):
        assert len(text.clip(foreign, most)) <= most


def _is_an_address(link: str) -> None:
    assert link.startswith(("http://", "https://"))
    assert text.address(link) == link
    assert not set(link) & set("{}|^`<>\"' \t\n\r\\")
    assert not text.HIDDEN.search(link)
    assert "@" not in re.split("[/?#]", link)[2]


def _addresses(data: bytes) -> None:
    said = written(data, PLACES)
    for base in ("", "https://a.example/b/c?d"):
        link = text.address(said, base)
        if link is not None:
            _is_an_address(link)
            _is_asked_for(link)
    once = text.canonical(said)
    assert text.canonical(once) == once
    bare = tracking.bare(said)
    assert tracking.bare(bare) == bare
    text.host(said)
    people.withheld(("ada@school.example", "https://b.example/~lee"), said)
    if not addresses.objection(said):
        _is_asked_for(said)


def _is_asked_for(url: str) -> None:
    said = addresses.objection(url)
    assert said == "" or said.endswith(".")
    if not said:
        assert addresses.turn(url)
        assert addresses.origin(url).startswith(("http://", "https://"))
        name = addresses.name(url)
        assert name == name.lower()
        addresses.is_this_machine(url)


def _machines(data: bytes) -> None:
    """Compare the guard with a second table; an address inside another counts as well."""
    for size, kind in ((4, ipaddress.IPv4Address), (16, ipaddress.IPv6Address)):
        if len(data) >= size:
            address = kind(data[:size])
            scope = "%eth0" if size > 4 and len(data) % 2 else ""
            if addresses.may_meet(f"{address}{scope}"):
                assert not _is_private(address), address
    said = data.decode("latin-1")
    if addresses.may_meet(said):
        assert not _is_private(ipaddress.ip_address(said.partition("%")[0])), said


def _is_private(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    mapped = getattr(address, "ipv4_mapped", None)
    return _is_private(mapped) if mapped else any(
        network.version == address.version and address in network for network in NETWORKS)  # fmt: skip


def _machine_seeds():
    for network in NETWORKS:
        yield network.network_address.packed
        yield network.broadcast_address.packed
        yield str(network.network_address).encode()
    yield from (b"::ffff:10.0.0.1", b"1.1.1.1", b"2606:2800:220:1::1", b"::ffff:1.1.1.1", b"fe80::1%eth0")


TARGETS = {
    "gate-markup": Target(
        trial=_markup,
        pieces=MARKUP,
        seeds=lambda: (*payloads("html", "svg", "strings", "redos"), *pieced(MARKUP)),
    ),
    "gate-posts": Target(
        trial=_posts,
        pieces=MARKUP,
        seeds=lambda: (*payloads("markdown", "strings", "redos"), *pieced(MARKUP)),
    ),
    "gate-words": Target(
        trial=_words,
        pieces=MARKUP,
        seeds=lambda: (*payloads("strings", "homograph"), *pieced(MARKUP)),
    ),
    "addresses": Target(
        trial=_addresses,
        pieces=PLACES,
        seeds=lambda: (*payloads("urls", "ssrf_urls"), *pieced(PLACES), *texts("a:b")),
    ),
    "machines": Target(trial=_machines, seeds=_machine_seeds),
}
