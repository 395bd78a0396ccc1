"""`announce:` in config.yaml: read as it is meant, every slip told with its place, and what is missing said."""

import pytest

from generator import config
from generator.model import AnnounceWishes, Mail
from tests.config.driver import ONE, SITE

MAIL = "  email:\n    sender: digest@school.example\n    server: smtp.school.example:465\n"


@pytest.fixture
def announce(load):
    return lambda lines: load(f"{SITE}{ONE}announce:\n{lines}").announce


def test_where_nothing_is_written_nobody_is_told(load):
    assert load(SITE + ONE).announce == AnnounceWishes()
    assert load(f"{SITE}{ONE}announce:\n").announce == AnnounceWishes()
    assert load(f"{SITE}{ONE}announce:\n  # release: yes\n").announce == AnnounceWishes()


def test_all_of_it_is_read(announce):
    found = announce(
        '  mastodon: "@digest@server.example"\n  bluesky: "@Digest.bsky.social"\n  release: "yes"\n'
        f"{MAIL}    to: [list@school.example, LIST@school.example]\n    reply_to: me@school.example\n"
    )

    assert found == AnnounceWishes(
        mastodon="@digest@server.example",
        bluesky="digest.bsky.social",
        release=True,
        email=Mail(
            sender="digest@school.example",
            host="smtp.school.example",
            port=465,
            to=("list@school.example",),
            reply_to="me@school.example",
        ),
    )


@pytest.mark.parametrize(
    "written", ["digest.bsky.social", '"@digest.bsky.social"', "https://bsky.app/profile/digest.bsky.social"]
)
def test_an_account_on_bluesky_is_understood_however_it_is_written(announce, written):
    assert announce(f"  bluesky: {written}\n").bluesky == "digest.bsky.social"


@pytest.mark.parametrize(
    ("lines", "line", "words"),
    [
        ("  mastodon: digest", 6, '"digest" is not an account.'),
        ('  bluesky: "#oer"', 6, '"#oer" is not'),
        ("  twitter: me", 6, "There is no key `twitter` in `announce`."),
        ("  email:\n    server: smtp.school.example:465", 6, "sender"),
        (MAIL.replace(":465", ""), 8, "smtp.school.example has no port behind it."),
        (MAIL.replace(":465", ":99999"), 8, "smtp.school.example has no port behind it."),
        (MAIL.replace("smtp.school.example", "https://smtp.school.example"), 8, "is not a mail server."),
        (MAIL.replace("digest@", "Digest <digest@"), 7, "is not an e-mail address."),
        (MAIL + f"    to: [{', '.join(f'a{n}@x.example' for n in range(101))}]", 9, "These are 101 addresses"),
        (MAIL + '    to: ["a@x.example, b@x.example"]', 9, "is not an e-mail address."),
    ],
)
def test_a_slip_is_told_with_its_place(wrong, lines, line, words):
    (problem,) = wrong(f"{SITE}{ONE}announce:\n{lines}\n")

    assert words in problem.words
    assert problem.line == line


def notices(found, *known):
    return [notice.words for notice in config.notices(found, known=known)]


def test_what_is_missing_is_said_with_where_it_comes_from(load):
    found = load(f'{SITE}{ONE}announce:\n  mastodon: "@digest@server.example"\n  bluesky: a.bsky.social\n{MAIL}')

    assert notices(found) == [
        "announce.mastodon tells nobody without MASTODON_TOKEN in the environment.",
        "announce.bluesky tells nobody without BSKY_APP_PASSWORD in the environment.",
        "announce.email tells nobody without SMTP_USER and SMTP_PASSWORD in the environment.",
        "announce.email names nobody to whom the letter goes.",
    ]
    assert "write:statuses" in config.notices(found)[0].hint
    assert notices(found, "MASTODON_TOKEN", "BSKY_APP_PASSWORD", "SMTP_USER", "SMTP_PASSWORD", "SMTP_TO") == []
