"""What an owner is told without being wrong: missing secrets, terms, closed doors, rests."""

from datetime import date

import pytest

from generator import config
from tests.config.driver import SITE, entry

TODAY = date(2026, 11, 20)


@pytest.fixture
def notices(load):
    return lambda lines, **more: config.notices(load(entry(lines)), **more)


def test_servers_whose_terms_forbid_it_give_a_notice_and_are_read(load):
    found = load(SITE + "sources:\n  - '#oer@mastodon.social'\n  - '#edu@m.example'\n  - '@ana@mastodon.online'\n")

    first, second = config.notices(found)
    assert (first.line, second.line) == (4, 6)
    assert "mastodon.social" in first.words


@pytest.mark.parametrize(
    "lines",
    ["https://x.substack.com/feed", "substack: x", "medium: '@ana'", "reddit: teaching", "https://old.reddit.com/.rss"],
)
def test_sites_that_turn_away_github_give_a_notice(notices, lines):
    (notice,) = notices(lines)

    assert "often turns away GitHub's machines" in notice.words


def test_a_site_that_only_sounds_like_one_gives_none(notices):
    assert notices("https://notsubstack.example/") == ()


SECRETS = {
    'x: "#oer"': ("X_BEARER_TOKEN",),
    'bluesky: "#oer"': ("BSKY_IDENTIFIER", "BSKY_APP_PASSWORD"),
    "bluesky: open textbooks": ("BSKY_IDENTIFIER", "BSKY_APP_PASSWORD"),
    "mastodon: list:12\nservers: [m-1.example]": ("MASTODON_TOKEN__M__1_EXAMPLE",),
}


@pytest.mark.parametrize(("lines", "names"), SECRETS.items())
def test_a_secret_that_is_not_there_is_named_with_where_to_get_it(notices, lines, names):
    (notice,) = notices(lines)

    assert all(name in notice.words and f"{name}: " in notice.hint for name in names)
    assert notices(lines, known=names) == ()


@pytest.mark.parametrize(
    "lines", ['bluesky: "@ana.bsky.social"', '"@ana@m.example"', "openalex: oer", "youtube: '@ana'"]
)
def test_what_is_open_to_all_needs_no_secret(notices, lines):
    assert notices(lines) == ()


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ("pause_until: 2026-11-21", "rests until 2026-11-21"),
        ("pause_until: 2026-11-20", "The rest of this source ended"),
        ("until: 2026-11-19", "ended on 2026-11-19"),
        ("checked: 2026-11-21", "still to come"),
    ],
)
def test_days_are_said_where_the_day_is_known(notices, more, words):
    lines = f"feed: https://a.example\n{more}"

    (notice,) = notices(lines, today=TODAY)
    assert words in notice.words
    assert notices(lines) == ()


@pytest.mark.parametrize("more", ["until: 2026-11-20", "checked: 2026-11-20"])
def test_a_day_that_is_today_is_no_matter(notices, more):
    assert notices(f"feed: https://a.example\n{more}", today=TODAY) == ()


@pytest.mark.parametrize("host", ["localhost:1200", "rsshub:1200", "rss.lan", "192.168.1.2", "172.20.0.1"])
def test_a_machine_at_home_cannot_be_reached_from_elsewhere(notices, host):
    (notice,) = notices(f"bridge: http://{host}/telegram/channel/x")

    assert "your own network" in notice.words
    assert "--allow-private" in notice.hint


def test_an_address_that_holds_a_key_is_pointed_out(notices):
    (notice,) = notices("bridge: https://rsshub.example/threads/x?limit=5&key=abc")

    assert "`key=`" in notice.words
    assert "abc" not in str(notice)
