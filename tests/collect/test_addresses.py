"""Which machines may be met and which addresses asked for: tables of the ones that must never pass."""

import ipaddress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.collect.addresses import LONGEST, is_this_machine, may_meet, name, objection, origin, turn

PRIVATE = (
    "127.0.0.1 127.8.8.8 10.0.0.1 172.16.0.1 172.31.255.255 192.168.1.1 100.64.0.1 0.0.0.0 0.1.2.3 255.255.255.255 "
    "192.0.0.1 192.0.0.8 192.0.2.1 198.18.0.1 198.51.100.1 203.0.113.1 240.0.0.1 224.0.0.1 239.255.255.255 192.88.99.1 "
    "::1 :: ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::127.0.0.1 64:ff9b::7f00:1 64:ff9b::a00:1 64:ff9b:1::1 2002:7f00:1::1 "
    "2001:db8::1 2001::1 fc00::1 fd12:3456::1 fec0::1 ff02::1 100::1 3fff::1"
).split()
KEEPERS = (
    "169.254.169.254 169.254.1.1 168.63.129.16 100.100.100.200 fe80::1 fe80::1%eth0 fd00:ec2::254 "
    "::ffff:169.254.169.254 192.0.0.192 64:ff9b:1::a9fe:a9fe 2001:0:a9fe:a9fe::1"
).split()
PUBLIC = "93.184.216.34 1.1.1.1 8.8.8.8 2606:2800:220:1::1 2a00:1450::1 ::ffff:93.184.216.34".split()


@pytest.mark.parametrize("machine", [*PRIVATE, *KEEPERS, "", "chalk.example", "127.1", "0x7f.1"])
def test_a_private_address_is_never_met(machine):
    assert not may_meet(machine)


@pytest.mark.parametrize("machine", PUBLIC)
def test_a_public_address_is_met(machine):
    assert may_meet(machine)
    assert may_meet(machine, allow_private=True)


@pytest.mark.parametrize(
    "machine", "127.0.0.1 10.0.0.1 192.168.1.1 172.16.0.1 ::1 fd12:3456::1 ::ffff:127.0.0.1".split()
)
def test_intranets_are_met_where_that_is_allowed(machine):
    assert may_meet(machine, allow_private=True)


@pytest.mark.parametrize("machine", [*KEEPERS, "224.0.0.1", "ff02::1"])
def test_the_keeper_of_the_machine_is_never_met(machine):
    assert not may_meet(machine, allow_private=True)


@pytest.mark.parametrize(
    ("url", "word"),
    [
        ("file:///etc/hostname", "http"),
        ("gopher://chalk.example/", "http"),
        ("javascript:alert(1)", "http"),
        ("", "http"),
        ("http://", "host"),
        ("http://../a", "host"),
        ("http://ada:secret@chalk.example/", "password"),
        ("http://ada@chalk.example/", "password"),
        ("http://chalk.example:22/", "port 22"),
        ("http://chalk.example:99999/", "not an address"),
        ("http://[::1", "not an address"),
        ("http://chalk.example/a b", "characters"),
        ("http://chalk.example/\r\nX: y", "characters"),
        ("http://chalk.example\\@private/", "characters"),
        ("http://chalk.example/" + "a" * LONGEST, "too long"),
    ],
)
def test_an_address_that_is_none_is_refused_in_words(url, word):
    said = objection(url)

    assert word in said
    assert said.endswith(".")
    assert said[0].isupper()
    assert "secret" not in said


@pytest.mark.parametrize(
    "url", ["https://chalk.example/feed", "http://chalk.example:8080/", "https://bücher.example/ä?q=1"]
)
def test_an_ordinary_address_is_asked_for(url):
    assert objection(url) == ""


def test_the_longest_address_is_asked_for():
    assert objection("http://chalk.example/".ljust(LONGEST, "a")) == ""


def test_any_port_is_asked_where_that_is_allowed():
    assert objection("http://chalk.example:18000/", any_port=True) == ""


def test_http_and_https_of_one_host_wait_for_the_same_turn():
    assert turn("http://Chalk.example/a") == turn("https://chalk.example:443/b") == "chalk.example"
    assert turn("http://chalk.example:18001/") == "chalk.example:18001"


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://Chalk.example./a", "chalk.example"),
        ("https://B\u00dcCHER.example/", "xn--bcher-kva.example"),
        ("https://stra\u00dfe.example/", "xn--strae-oqa.example"),
        ("https://\uff45xample.example/", "example.example"),
        ("https://X.Chalk.example.:8080/", "x.chalk.example"),
        ("https://[::1]:80/", "::1"),
        ("https://A..\u00fc.example/", "a..\u00fc.example"),
        ("https:///a", ""),
        ("", ""),
    ],
)
def test_a_host_is_named_as_it_is_looked_up(url, host):
    assert name(url) == host


@pytest.mark.parametrize(
    ("url", "whether"),
    [
        ("http://127.0.0.1:8000/", True),
        ("http://[::1]/", True),
        ("http://LocalHost./feed", True),
        ("http://10.0.0.1/", False),
        ("https://chalk.example/localhost", False),
        ("", False),
    ],
)
def test_only_what_goes_over_no_wire_is_this_machine(url, whether):
    assert is_this_machine(url) is whether


def test_scheme_host_and_port_are_an_origin():
    assert origin("http://chalk.example:8080/a?b#c") == "http://chalk.example:8080"


SPECIAL = tuple(
    map(
        ipaddress.ip_network,
        (
            "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 "
            "192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/3 168.63.129.16/32 "
            "::/96 64:ff9b::/96 64:ff9b:1::/48 100::/64 2001::/32 2001:2::/48 2001:10::/28 2001:db8::/32 2002::/16 "
            "3fff::/20 fc00::/7 fe80::/10 fec0::/10 ff00::/8"
        ).split(),
    )
)
"""The special-purpose registries of IANA (RFC 6890), written down a second time."""


@given(
    st.one_of(
        st.ip_addresses(),
        st.sampled_from(SPECIAL).flatmap(lambda network: st.ip_addresses(network=network)),
        st.ip_addresses(v=4).map(lambda ip: ipaddress.ip_address(f"::ffff:{ip}")),
    )
)
@example(ipaddress.ip_address("::ffff:169.254.169.254"))
@example(ipaddress.ip_address("93.184.216.34"))
def test_no_address_of_the_special_registries_is_met_however_it_is_wrapped(ip):
    met = may_meet(str(ip))
    bare = getattr(ip, "ipv4_mapped", None) or ip

    assert met == may_meet(f"{ip.exploded}%eth0") == may_meet(str(bare))
    assert not met or not any(network.version == bare.version and bare in network for network in SPECIAL)


@given(st.text(max_size=60) | st.from_regex(r"https?://[\w.\[\]:@%#?/-]{0,40}", fullmatch=True))
def test_whatever_nothing_speaks_against_can_be_asked_for(url):
    if objection(url) == "":
        assert turn(url)
        assert origin(url).startswith(("http://", "https://"))
