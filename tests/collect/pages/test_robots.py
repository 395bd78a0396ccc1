"""robots.txt is read as RFC 9309 says, whatever stands in it; and short addresses are known for what they are."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.collect.pages.robots import Robots, reader
from generator.collect.pages.shorteners import is_short

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
LINES = st.sampled_from(
    ["User-agent: *", "User-agent: gleaner", "Disallow: /a*", "Allow: /a$", "Disallow:", "\x00\ud800:%zz"]
)


@pytest.mark.parametrize(
    ("rules", "path", "allowed"),
    [
        ("", "/x", True),
        ("User-agent: *\nDisallow: /x", "/x/y", False),
        ("User-agent: *\nDisallow: /x\nAllow: /x/y", "/x/y", True),
        ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf", False),
        ("User-agent: *\nDisallow: /*.pdf$", "/a.pdf?x", True),
        ("User-agent: *\nDisallow: /\n\nUser-agent: GLEANER\nDisallow:", "/x", True),
        ("User-agent: otherbot\nDisallow: /", "/x", True),
        ("<html>not a list of rules", "/x", True),
    ],
)
def test_the_group_for_us_and_the_longest_match_decide(rules, path, allowed):
    assert reader(Robots(asked=NOW, rules=rules))(f"https://a.example{path}") == allowed


@given(st.one_of(st.text(max_size=200), st.lists(LINES, max_size=20).map("\n".join)), st.text("/a%*$?é", max_size=20))
def test_no_rules_are_too_odd(rules, path):
    assert reader(Robots(asked=NOW, rules=rules))(f"https://a.example/{path}") in {True, False}


@pytest.mark.parametrize(
    ("url", "short"),
    [
        ("https://bit.ly/abc", True),
        ("http://www.bit.ly/abc", True),
        ("https://lnkd.in/e8x", True),
        ("https://bit.ly/", False),
        ("https://bit.ly.example/abc", False),
        ("https://youtu.be/8IP7Y5B2-Io", False),
        ("https://[", False),
    ],
)
def test_a_short_address_is_one_at_a_host_that_shortens(url, short):
    assert is_short(url) == short
