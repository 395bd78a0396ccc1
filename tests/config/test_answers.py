"""`answers:` in config.yaml: read as it is meant, and every slip told with its place."""

import pytest

from generator import config
from generator.model import AnswerWishes, Giscus
from tests.config.driver import ONE, SITE

GISCUS = "  giscus:\n    repo: me/digest\n    repo_id: R_kg1\n    category: Announcements\n    category_id: DIC_kw2\n"


@pytest.fixture
def answers(load):
    return lambda lines: load(f"{SITE}{ONE}answers:\n{lines}").answers


def test_where_nothing_is_written_nothing_is_offered(load):
    assert load(SITE + ONE).answers == AnswerWishes()
    assert load(f"{SITE}{ONE}answers:\n").answers == AnswerWishes()
    assert load(f"{SITE}{ONE}answers:\n  # email: me@school.example\n").answers == AnswerWishes()


def test_all_of_it_is_read(answers):
    found = answers(f'  mastodon: "@me@server.example"\n  email: me@school.example\n{GISCUS}')

    assert found == AnswerWishes(
        mastodon="@me@server.example",
        email="me@school.example",
        giscus=Giscus(repo="me/digest", repo_id="R_kg1", category="Announcements", category_id="DIC_kw2"),
    )


@pytest.mark.parametrize(
    "written",
    [
        '"@me@server.example"',
        "me@server.example",
        "https://server.example/@me",
        '"@Me@Server.Example"',
        "acct:me@server.example",
    ],
)
def test_an_account_is_understood_however_it_is_written(answers, written):
    assert answers(f"  mastodon: {written}\n").mastodon == "@me@server.example"


@pytest.mark.parametrize(
    ("lines", "column", "words"),
    [
        ('  mastodon: "@me"', 13, "@me does not say on which server."),
        ('  mastodon: "#oer"', 13, '"#oer" is not an account.'),
        ("  mastodon: list:12", 13, '"list:12" is not an account.'),
        ("  email: me at school.example", 10, '"me at school.example" is not an e-mail address.'),
        ("  email: me@school", 10, '"me@school" is not an e-mail address.'),
        ('  email: "@me@server.example"', 10, "@me@server.example is an account, not an e-mail address."),
        ("  email: Me <me@school.example>", 10, "Only the address itself belongs here."),
        ("  email: mailto:me@school.example", 10, "Only the address itself belongs here."),
        ("  twitter: me", 3, "There is no key `twitter` in `answers`."),
        ("  giscus: me/digest", 11, '`giscus` must be a group of keys, not "me/digest".'),
        ("  giscus:\n    repo: me", 11, '"me" is not a repository.'),
    ],
)
def test_a_slip_is_told_with_its_line_and_column(wrong, lines, column, words):
    problems = [each for each in wrong(f"{SITE}{ONE}answers:\n{lines}\n") if "missing" not in each.words]

    assert [(each.line, each.column, each.words) for each in problems] == [(6 + lines.count("\n"), column, words)]


def test_of_half_a_giscus_each_key_that_is_missing_is_named(wrong):
    problems = wrong(f"{SITE}{ONE}answers:\n  giscus:\n    repo: me/digest\n    category: General\n")

    assert [each.words for each in problems] == [
        "`category_id` is missing in `giscus`.",
        "`repo_id` is missing in `giscus`.",
    ]
    assert {each.line for each in problems} == {6}


def test_ids_that_were_swapped_are_noticed(wrong):
    swapped = GISCUS.replace("R_kg1", "DIC_x1").replace("DIC_kw2", "R_x2")

    assert [each.words for each in wrong(f"{SITE}{ONE}answers:\n{swapped}")] == [
        "`repo_id` must not begin with DIC_: that is a `category_id`.",
        "`category_id` must not begin with R_: that is a `repo_id`.",
    ]


def test_the_address_of_a_repository_will_do(answers):
    assert answers(GISCUS.replace("me/digest", "https://github.com/me/digest")).giscus.repo == "me/digest"


def test_of_a_server_whose_terms_forbid_it_an_owner_is_told(load):
    found = load(f'{SITE}{ONE}answers:\n  mastodon: "@me@mastodon.social"\n')

    assert [each.words for each in config.notices(found)] == [
        "The terms of mastodon.social forbid programs to collect from it."
    ]
