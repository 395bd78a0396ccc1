from dataclasses import replace
from datetime import date

import pytest

from generator.edit.mute import muting
from generator.edit.persons import unite
from generator.model import Mute, Voice
from tests.edit.week import item, post, voice

ZONE = "Europe/Berlin"


def muted(found, kind, value, until=None):
    return muting(found, [Mute(kind=kind, value=value, until=until)], ZONE) is not None


@pytest.mark.parametrize(
    ("value", "text", "expected"),
    [
        ("exam", "The exam was long", True),
        ("exam", "An example", False),
        ("État", "L'etat des lieux", True),
        ("black friday", "It is BLACK\n FRIDAY again", True),
        ("c++", "Learning C++ at ten", True),
        ("期末", "明日は期末試験です", True),
        ("(sic)", "he wrote (sic) that", True),
    ],
)
def test_a_phrase_is_found_as_words(value, text, expected):
    assert muted(item(text=text, title=""), "phrase", value) is expected


@pytest.mark.parametrize("value", ["#NaNoWriMo", "nanowrimo", "NANOWRIMO"])
def test_a_tag_is_found_however_it_is_written(value):
    assert muted(post(tags=("NaNoWriMo",)), "tag", value)
    assert not muted(post(tags=("NaNoWriMo2026",)), "tag", value)


@pytest.mark.parametrize("value", ["@ada@school.example", "https://school.example/@ada", "Ada Lovett", "ada lovett"])
def test_a_voice_is_found_by_handle_address_or_name(value):
    speaker = voice("Ada Lovett", key="https://school.example/@ada", address="https://school.example/@ada")

    assert muted(item(voice=speaker), "voice", value)
    assert not muted(item(who="Adam"), "voice", value)


def test_a_domain_mutes_its_subdomains_and_what_links_there():
    assert muted(item(url="https://blog.shop.example/1"), "domain", "shop.example")
    assert muted(post(about="https://www.shop.example/sale"), "domain", "shop.example")
    assert not muted(item(url="https://workshop.example/1"), "domain", "shop.example")


def test_a_language_mutes_its_regions_and_nothing_unknown():
    assert muted(item(language="de-AT"), "language", "de")
    assert not muted(item(language=None), "language", "de")


def test_a_mute_holds_until_the_end_of_its_day_in_the_zone_of_the_site():
    late = item(days=5 / 24)  # 20 November, 00:00 UTC, is one o'clock in Berlin
    assert muted(late, "phrase", "one", date(2026, 11, 20))
    assert not muted(late, "phrase", "one", date(2026, 11, 19))


def test_descriptions_of_pictures_are_words_too():
    assert muted(item(alts=("A velvet curtain",)), "phrase", "velvet curtain")


def test_a_final_slash_makes_no_difference_to_a_muted_address():
    assert muted(item(), "voice", "https://ada.example")


def test_an_account_is_muted_by_its_handle_even_where_it_is_one_voice_with_a_blog():
    home = "https://ada.example/"
    profile = "https://social.example/@ada"
    account = Voice(key=profile, name="A.", address=profile, network="mastodon", links=(home,))
    _, note = unite([item(voice=voice("Ada", address=home)), replace(post(), voice=account)])

    assert note.voice.key == home
    assert muted(note, "voice", "@ada@social.example")
