"""A post on Mastodon: what it says, that there is one, and what is said where there is none."""

import json

import pytest

from generator.announcing import Outcome
from generator.collect.sources.fediverse import replies
from generator.repository import announced
from tests.announcing import world
from tests.announcing.conftest import PAGE

POSTED = "/api/v1/statuses"


@pytest.fixture
def mastodon(digest):
    digest.wish(mastodon="@digest@social.example")
    return digest


def test_an_edition_is_posted_with_what_it_holds_and_a_link_to_it(mastodon, there):
    fate = mastodon.fate()

    assert fate.outcome is Outcome.SENT
    assert fate.address == there.statuses[0]["url"]
    assert there.statuses[0]["text"] == (
        "The Staff Room: Week 47, 2026\n5 picks, 10 minutes, 5 voices\n\n"
        "• Feedback, part 1\n• Feedback, part 2\n• Feedback, part 3\n• Feedback, part 4\n• Feedback, part 5\n\n" + PAGE
    )
    (asked,) = there.sent("POST", POSTED)
    assert (asked.json["visibility"], asked.json["language"]) == ("public", "en")


def test_it_is_posted_once_however_often_it_is_told(mastodon, there):
    outcomes = [mastodon.fate(by=f"run.{number}").outcome for number in range(4)]

    assert outcomes == [Outcome.SENT, Outcome.BEFORE, Outcome.BEFORE, Outcome.BEFORE]
    assert len(there.statuses) == 1


def test_a_lost_record_posts_nothing_twice(mastodon, there):
    first = mastodon.fate()
    mastodon.lose_the_state()
    there.keys.clear()  # a server remembers an Idempotency-Key for an hour

    assert mastodon.fate(by="later").outcome is Outcome.BEFORE
    assert mastodon.fate(by="later").address == first.address
    assert len(there.statuses) == 1


def test_two_runs_at_once_make_one_post(mastodon, there):
    other = None

    def meanwhile(asked, usual):
        nonlocal other
        other = usual(asked)  # the other run sends the same at this moment
        return usual(asked)

    there.next.append(meanwhile)

    assert mastodon.fate().address == other[1]["url"]
    assert len(there.statuses) == 1


def test_that_it_was_begun_is_written_down_and_kept_before_anything_is_sent(mastodon, there):
    seen = []

    def look(asked, usual):
        record = announced.read(mastodon.place.state)
        seen.append(([mark.stage for mark in record.values()], len(mastodon.kept)))
        return usual(asked)

    there.next.append(look)
    mastodon.fate()

    assert seen == [([announced.Stage.BEGUN], 1)]
    assert announced.sent(announced.read(mastodon.place.state), "2026-W47", "mastodon").address
    assert len(mastodon.kept) == 2


@pytest.mark.parametrize("status", [0, 500, 502, 503])
def test_a_server_that_breaks_after_posting_is_looked_at_before_it_is_tried_again(mastodon, there, status):
    def breaks(asked, usual):
        usual(asked)
        return status, b"broken"

    there.next.append(breaks)

    assert mastodon.fate(by="first").outcome is Outcome.UNSURE
    there.keys.clear()
    assert mastodon.fate(by="second").outcome is Outcome.BEFORE
    assert len(there.statuses) == 1


@pytest.mark.parametrize("status", [0, 500])
def test_a_server_that_breaks_before_posting_gets_it_from_the_next_run(mastodon, there, status):
    there.next.append(lambda *_: (status, b"broken"))

    assert mastodon.fate(by="first").outcome is Outcome.UNSURE
    assert mastodon.fate(by="second").outcome is Outcome.SENT
    assert len(there.statuses) == 1


def test_a_pause_is_kept_and_the_next_run_posts(mastodon, there):
    there.next.append(lambda *_: (429, {"error": "Too many requests"}))

    fate = mastodon.fate(by="first")

    assert (fate.outcome, fate.words) == (
        Outcome.FAILED,
        "social.example asks for a pause. The next run tries again.",
    )
    assert mastodon.fate(by="second").outcome is Outcome.SENT


def test_a_wrong_token_is_said_and_nothing_is_repeated_of_it(mastodon):
    mastodon.secrets["MASTODON_TOKEN"] = "wrong-token-of-the-test"

    fate = mastodon.fate()

    assert fate.outcome is Outcome.FAILED
    assert "does not accept the token in MASTODON_TOKEN:" in fate.words
    assert "wrong-token" not in fate.words


def test_a_token_without_the_right_is_told_which_right_it_needs(mastodon, there):
    there.scopes = {"read:statuses"}

    assert "the right write:statuses" in mastodon.fate().words


def test_without_a_token_nobody_is_asked_anything(mastodon, there):
    del mastodon.secrets["MASTODON_TOKEN"]

    assert mastodon.fate().words == "The secret MASTODON_TOKEN is not there."
    assert not [asked for asked in there.asked if asked.host == world.SOCIAL]


def test_where_its_posts_cannot_be_seen_nothing_is_posted(mastodon, there):
    there.closed = True

    fate = mastodon.fate()

    assert fate.outcome is Outcome.FAILED
    assert "read:accounts and read:statuses" in fate.words
    assert not there.sent("POST", POSTED)


def test_a_server_closed_to_strangers_shows_them_to_a_token_that_may_read(mastodon, there):
    there.closed, there.scopes = True, {"write:statuses", "read:accounts", "read:statuses"}

    assert mastodon.fate().outcome is Outcome.SENT
    mastodon.lose_the_state()
    assert mastodon.fate(by="later").outcome is Outcome.BEFORE


def test_an_account_that_is_not_there_is_said(mastodon, there):
    there.username = "other"

    assert mastodon.fate().outcome is Outcome.FAILED
    assert not there.statuses


def test_a_token_of_another_account_is_noticed(mastodon, there):
    def as_another(asked, usual):
        status, said = usual(asked)
        return status, {**said, "account": {**said["account"], "username": "private"}}

    there.next.append(as_another)

    assert mastodon.fate().words == "The token in MASTODON_TOKEN belongs to @private, who posted it."


def test_a_server_says_how_long_a_post_may_be(mastodon, there):
    there.limits = {"max_characters": 120, "characters_reserved_per_url": 23}

    assert mastodon.fate().outcome is Outcome.SENT
    words = there.statuses[0]["text"]
    assert world.counted(words) <= 120
    assert "• Feedback, part 1\n4 more picks are in this edition on the web.\n\n" in words or "• " not in words
    assert words.endswith(PAGE)


def test_where_the_server_does_not_say_the_link_counts_as_long_as_it_is(mastodon, there):
    there.limits = None

    assert mastodon.fate().outcome is Outcome.SENT
    assert len(there.statuses[0]["text"]) <= 500


def test_answers_to_the_edition_are_found_under_the_post(mastodon, there):
    mastodon.fate()

    posts = replies.announced(json.dumps(there.statuses).encode(), "7")

    assert [(address, PAGE in links) for address, links in posts.links] == [(there.statuses[0]["url"], True)]


def test_posts_about_other_editions_are_not_taken_for_this_one(mastodon, there):
    there.status(f"Week 46 https://{world.SITE}/reading/editions/2026-W46/", when="2026-11-13T07:05:00.000Z")
    there.status("Not ours https://elsewhere.example/reading/editions/2026-W47/")

    assert mastodon.fate().outcome is Outcome.SENT
