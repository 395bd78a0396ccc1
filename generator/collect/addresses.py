"""Addresses in, objections out: what Gleaner asks for, and which machines it connects to (T05).

Both questions are pure. `may_meet` is asked at connect time, about the very address that is being connected, on every
hop: a name that resolves to another address a moment later gains nothing.
"""

import ipaddress
import re
from functools import lru_cache
from urllib.parse import SplitResult, urlsplit

import yarl

Network = ipaddress.IPv4Network | ipaddress.IPv6Network

NEVER: tuple[Network, ...] = tuple(
    map(
        ipaddress.ip_network,
        (
            "169.254.0.0/16",
            "168.63.129.16/32",
            "100.100.100.200/32",
            "192.0.0.192/32",
            "64:ff9b:1::/48",
            "2001::/32",
            "fe80::/10",
            "fd00:ec2::/32",
        ),
    )
)
"""Where a machine's own keeper listens: metadata services of clouds (192.0.0.192 is Oracle's), and Azure's host agent
(168.63.129.16, which looks public and can be reached from GitHub's runners); and two ways round to them, local NAT64
and Teredo. Nobody's feed is there: not even `allow_private` opens them."""
NOT_PUBLIC: tuple[Network, ...] = tuple(
    map(
        ipaddress.ip_network,
        (
            "192.0.0.0/24",
            "192.88.99.0/24",
            "64:ff9b::/96",
            "3fff::/20",
            "::/96",
            "fec0::/10",
            "2002::/16",
        ),
    )
)
"""What `is_global` of Python 3.11 lets through: protocol assignments, 6to4, its relay, NAT64, documentation,
IPv4-compatible, site-local."""
PORTS = frozenset({80, 443, 8080, 8443})
USUAL = {"http": 80, "https": 443}
LONGEST = 4096
"""Longest address that is asked for."""
ODD = re.compile(r"[\x00-\x20\x7f\\]")


def may_meet(machine: str, *, allow_private: bool = False) -> bool:
    """Tell whether a connection to this IP address may be opened; a scope (%eth0) is ignored."""
    try:
        ip = ipaddress.ip_address(machine.partition("%")[0])
    except ValueError:
        return False
    ip = getattr(ip, "ipv4_mapped", None) or ip
    if ip.is_multicast or _within(ip, NEVER):
        return False
    if allow_private and (ip.is_private or ip.is_loopback):
        return True
    return ip.is_global and not ip.is_reserved and not _within(ip, NOT_PUBLIC)


def objection(url: str, *, any_port: bool = False) -> str:
    """Say in one sentence why this address is not asked for; "" where nothing speaks against it."""
    if len(url) > LONGEST or ODD.search(url):
        return "The address is too long or holds characters that do not belong in one."
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return "This is not an address."
    return _objection(parts, port, any_port=any_port)


@lru_cache(maxsize=1024)
def turn(url: str) -> str:
    """Name the host whose turn a request has to wait for; http and https of one host are one."""
    parts = urlsplit(url)
    return name(url) if parts.port in {None, *USUAL.values()} else f"{name(url)}:{parts.port}"


@lru_cache(maxsize=1024)  # several times for each request: a tenth of what a feed costs that has nothing new
def name(url: str) -> str:
    """Return the host of an address as it is looked up: in lower case, without a final dot, in ASCII; "" for none."""
    try:  # the very reading by which it is connected to: two standards of IDNA know two hosts behind one name
        found = yarl.URL(url, encoded=url.isascii()).raw_host
    except ValueError:
        found = urlsplit(url).hostname
    return (found or "").lower().rstrip(".")


def is_this_machine(url: str) -> bool:
    """Tell whether an address names this very machine: what goes there goes over no wire."""
    try:
        return ipaddress.ip_address(name(url)).is_loopback
    except ValueError:
        return name(url) == "localhost"


def origin(url: str) -> str:
    """Return scheme, host and port of an address, as https://host: each has a robots.txt and an API of its own."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def _objection(parts: SplitResult, port: int | None, *, any_port: bool) -> str:
    if parts.scheme not in USUAL:
        return "The address does not start with http:// or https://."
    if "@" in parts.netloc:
        return "The address holds a user name or a password; Gleaner does not send those."
    if not (parts.hostname or "").strip("."):
        return "The address has no host name."
    if port not in {None, *PORTS} and not any_port:
        return f"The address asks for port {port}; only 80, 443, 8080 and 8443 are asked without --allow-private."
    return ""


def _within(ip: ipaddress.IPv4Address | ipaddress.IPv6Address, networks: tuple[Network, ...]) -> bool:
    return any(ip.version == network.version and ip in network for network in networks)
