"""A post on Bluesky: what it holds, that there is one under its key, and what is said where there is none."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from generator.announcing import Outcome, bluesky
from generator.publish.notice import notice
from tests.announcing import world
from tests.announcing.conftest import HOME, PAGE, older
from tests.publish import make

PUT = "com.atproto.repo.putRecord"


@pytest.fixture
def blue(digest):
    digest.wish(bluesky="digest.bsky.social")
    return digest


def only(there):
    (record,) = there.records.values()
    return record


def test_an_edition_is_posted_with_a_link_and_its_picture(blue, there):
    fate = blue.fate()

    record = only(there)
    assert fate.outcome is Outcome.SENT
    assert re.fullmatch(r"https://bsky\.app/profile/digest\.bsky\.social/post/[2-7a-z]{13}", fate.address)
    assert record["text"].startswith(
        "The Staff Room: Week 47, 2026\n5 picks, 10 minutes, 5 voices\n\n• Feedback, part 1\n"
    )
    assert (record["$type"], record["langs"], record["createdAt"]) == (
        "app.bsky.feed.post",
        ["en"],
        "2026-11-20T07:30:00.000Z",
    )
    external = record["embed"]["external"]
    assert (external["uri"], external["title"]) == (PAGE, "The Staff Room: Week 47, 2026")
    assert external["thumb"]["size"] == len(world.PNG)
    assert [(each.body, each.headers["content-type"]) for each in there.blobs] == [(world.PNG, "image/png")]


def test_the_link_is_the_range_of_bytes_at_the_end(blue, there):
    blue.fate()

    record = only(there)
    (facet,) = record["facets"]
    part = record["text"].encode()[facet["index"]["byteStart"] : facet["index"]["byteEnd"]]
    assert part.decode() == PAGE.removeprefix("https://")
    assert facet["features"] == [{"$type": "app.bsky.richtext.facet#link", "uri": PAGE}]


def test_it_is_posted_once_however_often_it_is_told_and_whatever_is_lost(blue, there):
    assert blue.fate().outcome is Outcome.SENT
    assert blue.fate(by="second").outcome is Outcome.BEFORE
    blue.lose_the_state()
    assert blue.fate(by="third").outcome is Outcome.BEFORE
    assert len(there.records) == 1
    assert len(there.sent("POST", PUT)) == 1


def test_two_runs_at_once_make_one_post(blue, there):
    def meanwhile(asked, usual):
        there.records[asked.json["rkey"]] = {"text": "the other run's"}
        return usual(asked)

    there.next += [None, meanwhile]

    assert blue.fate().outcome is Outcome.BEFORE
    assert only(there) == {"text": "the other run's"}


@pytest.mark.parametrize("status", [0, 500, 502])
def test_a_server_that_breaks_after_posting_is_looked_at_before_it_is_tried_again(blue, there, status):
    def breaks(asked, usual):
        usual(asked)
        return status, b"broken"

    there.next += [None, breaks]

    assert blue.fate(by="first").outcome is Outcome.UNSURE
    assert blue.fate(by="second").outcome is Outcome.BEFORE
    assert len(there.records) == 1


def test_a_pause_is_kept_and_the_next_run_posts(blue, there):
    there.next += [None, lambda *_: (429, {"error": "RateLimitExceeded", "message": "Rate Limit Exceeded"})]

    assert blue.fate(by="first").words == "Bluesky asks for a pause; the next run tries again."
    assert blue.fate(by="second").outcome is Outcome.SENT


def test_a_wrong_password_is_said_and_not_repeated(blue, there):
    blue.secrets["BSKY_APP_PASSWORD"] = "wrong-pass-word"

    fate = blue.fate()

    assert fate.outcome is Outcome.FAILED
    assert "BSKY_APP_PASSWORD" in fate.words
    assert "wrong-pass" not in fate.words
    assert not there.records


def test_without_a_password_nobody_is_asked_anything(blue, there):
    del blue.secrets["BSKY_APP_PASSWORD"]

    assert blue.fate().words == "The secret BSKY_APP_PASSWORD is not there."
    assert not [asked for asked in there.asked if asked.host == world.ENTRY]


@pytest.mark.parametrize("picture", [None, b"<!doctype html>", world.PNG + b"x" * 1_000_000])
def test_a_picture_that_is_not_there_none_or_too_large_is_left_out(blue, there, picture):
    there.files["/reading/editions/2026-W47/card.png"] = picture

    assert blue.fate().outcome is Outcome.SENT
    assert "thumb" not in only(there)["embed"]["external"]
    assert not there.blobs


def test_a_picture_that_is_refused_is_left_out(blue, there):
    there.next.append(lambda *_: (400, {"error": "BlobTooLarge", "message": "no"}))

    assert blue.fate().outcome is Outcome.SENT
    assert "thumb" not in only(there)["embed"]["external"]


def test_a_key_is_a_tid_of_before_its_week_and_one_for_each_edition_and_site():
    edition = make.edition()
    told = notice(make.config(), edition, HOME)
    keys = [
        bluesky.record_key(each)
        for each in (
            told,
            notice(make.config(), older(edition), HOME),
            notice(make.config(), edition, f"{HOME}/other"),
        )
    ]

    instants = [_instant(key) for key in keys]

    assert len({*keys}) == 3
    assert bluesky.record_key(notice(make.config(), replace(edition, id="urn:uuid:another"), HOME)) == keys[0]
    assert datetime(2026, 11, 15, tzinfo=UTC) <= instants[0] < datetime(2026, 11, 16, tzinfo=UTC)
    assert datetime(2026, 11, 8, tzinfo=UTC) <= instants[1] < datetime(2026, 11, 9, tzinfo=UTC)
    assert all(re.fullmatch("[234567abcdefghij][234567abcdefghijklmnopqrstuvwxyz]{12}", key) for key in keys)


def _instant(key):
    number = 0
    for sign in key:
        number = number * 32 + "234567abcdefghijklmnopqrstuvwxyz".index(sign)
    return datetime.fromtimestamp((number >> 10) / 1_000_000, UTC)
