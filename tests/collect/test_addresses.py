"""Which machines may be met and which addresses asked for: tables of the ones that must never pass."""

import pytest

from generator.collect.addresses import LONGEST, may_meet, objection, turn

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
    assert "secret" not in said


@pytest.mark.parametrize(
    "url", ["https://chalk.example/feed", "http://chalk.example:8080/", "https://bücher.example/ä?q=1"]
)
def test_an_ordinary_address_is_asked_for(url):
    assert objection(url) == ""


def test_any_port_is_asked_where_that_is_allowed():
    assert objection("http://chalk.example:18000/", any_port=True) == ""


def test_http_and_https_of_one_host_wait_for_the_same_turn():
    assert turn("http://Chalk.example/a") == turn("https://chalk.example:443/b") == "chalk.example"
    assert turn("http://chalk.example:18001/") == "chalk.example:18001"
