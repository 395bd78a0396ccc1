"""What a reader is told of a voice: what can be checked, and never how many follow it."""

from datetime import date

import pytest

from generator.edit.facts import HOSTED, domain, facts
from tests.edit.week import item, judged, post, voice


def told(*items):
    _, context = judged(*items)
    return facts(items[0].voice, context)


def test_an_account_says_since_when_and_how_often():
    found = told(post("a", since=date(2019, 5, 2)), post("b", since=date(2019, 5, 2)))

    assert found == ("on Mastodon since May 2019", "2 items from it in the week of this edition")


def test_what_a_server_confirms_is_said_by_its_host_alone():
    person = voice("Ada", network="mastodon", links=("https://www.ada.example/about?me=1",))

    assert "its server confirms that ada.example belongs to the same person" in told(post("a", voice=person))


def test_a_site_of_its_own_is_a_fact_and_one_among_many_is_none():
    assert "has a domain of its own, ada.example" in told(item(voice=voice("Ada", address="https://www.ada.example/")))
    assert domain(voice("Ada", address="https://big.example/~ada/")) == ""
    assert domain(voice("Ada", address="http://[broken")) == ""


@pytest.mark.parametrize("place", sorted(HOSTED))
def test_a_name_below_that_of_a_host_is_no_domain_of_its_own(place):
    assert domain(voice("Ada", address=f"https://ada.{place}/")) == ""


def test_a_machine_that_says_so_is_said_to_be_one():
    assert "says of itself that it is a machine" in told(post("a", voice=voice("Bot", network="mastodon", bot=True)))


def test_the_size_of_an_audience_is_not_among_the_facts():
    found = told(post("a", followers=987_654))

    assert "987" not in " ".join(found)
