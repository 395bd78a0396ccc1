"""Notes of Misskey and its forks: fields, words, and who must not be listed."""

import asyncio
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import text
from generator.collect.sources.fediverse import mastodon, misskey
from generator.errors import StreetError
from generator.model import Source
from tests.collect.fakes import Street
from tests.collect.sources.fediverse.driver import SERVER, VISIT, body, refusal

TAG = f"{SERVER}/api/v1/timelines/tag/oer?limit=40"
SEARCH = f"POST {SERVER}/api/notes/search-by-tag"
NO_SUCH = refusal(404, {"message": "Unknown API endpoint.", "code": "UNKNOWN_API_ENDPOINT"})


def user(**changes):
    return {"id": "u1", "username": "kei", "host": None, "name": "Kei :cat:", "isBot": False, "emojis": {}, **changes}


def note(name: str = "9a", day: int = 20, who: dict | None = None, **changes):
    return {
        "id": name, "createdAt": f"2026-11-{day:02}T07:30:00.000Z", "userId": "u1", "user": who or user(),
        "text": "Hello #oer", "cw": None, "visibility": "public", "localOnly": False, "renoteId": None, "replyId": None,
        "tags": ["oer"], "files": [], "reactions": {"👍": 2, ":ok@.:": 1}, "reactionCount": 3, "renoteCount": 4,
        "repliesCount": 5, **changes,
    }  # fmt: skip


def one(**changes):
    found = misskey.parse(body([note(**changes)]), SERVER, "s")
    return found.items[0] if found.items else None


def read(street: Street, **options):
    named = {"servers": ("school.example",), **options}
    return asyncio.run(mastodon.read(Source(kind="mastodon", address="#oer", name="", options=named), street, VISIT))


# ---------------------------------------------------------------- fields


def test_a_note_of_this_server_is_an_item():
    found = one()
    assert (found.id, found.url) == (f"{SERVER}/notes/9a",) * 2
    assert (found.text, found.tags, found.kind) == ("Hello #oer", ("oer",), "post")
    assert found.published == datetime(2026, 11, 20, 7, 30, tzinfo=UTC)
    assert (found.voice.key, found.voice.name, found.voice.bot) == (f"{SERVER}/@kei", "Kei", False)
    assert (found.reactions.replies, found.reactions.shares, found.reactions.likes) == (5, 4, 3)


def test_a_note_from_elsewhere_keeps_the_name_and_the_page_of_its_own_server():
    found = one(
        uri="https://far.example/users/bo/1",
        url="https://far.example/@bo/1",
        who=user(username="bo", host="far.example"),
    )
    assert (found.id, found.url) == ("https://far.example/users/bo/1", "https://far.example/@bo/1")
    assert found.voice.key == "https://far.example/@bo"
    assert one(uri="https://far.example/n/1").url == "https://far.example/n/1"


def test_reactions_are_added_up_where_the_sum_is_missing():
    assert one(reactionCount=None).reactions.likes == 3
    assert one(reactionCount=None, reactions={}).reactions.likes is None
    assert one(reactionCount=0).reactions.likes == 0


def test_pictures_and_choices_are_kept():
    files, poll = [{"comment": "A map"}, {"comment": None}], {"choices": [{"text": "Yes"}, {"text": "No"}]}
    found = one(files=files, poll=poll)
    assert (found.alts, found.warning) == (("A map",), "")
    assert found.text == "Hello #oer\n\n– Yes\n– No"
    closed = one(cw="exams", files=files, poll=poll, text="See https://a.example/ @bo")
    assert (closed.warning, closed.tags) == ("exams", ("oer",))
    assert (closed.text, closed.alts, closed.links, closed.about, closed.mentions) == ("", (), (), None, ())


@pytest.mark.parametrize("changes", [{"cw": ""}, {"cw": ":cat:"}, {"files": [{"isSensitive": True}]}])
def test_a_note_that_is_closed_without_a_word_why_is_left_out(changes):
    found = misskey.parse(body([note(**changes)]), SERVER, "s")
    assert (found.items, dict(found.left_out)) == ((), {"sensitive": 1})


def test_people_are_named_by_their_profiles():
    written = "Hi @bo, @cy@far.example! me@mail.example https://x.example/@no @kei @bo"
    assert one(text=written).mentions == (f"{SERVER}/@bo", "https://far.example/@cy")
    far = user(username="bo", host="far.example")
    assert one(text="@dee", who=far).mentions == ("https://far.example/@dee",)


@pytest.mark.parametrize("words", ["Kei #nobot", "Kei <#NoBots>", "#noindex"])
def test_a_no_in_a_display_name_is_a_no(words):
    assert misskey.of_user(user(name=words)) == "no"


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("$[tada **Good** $[x2 news]]!", "Good news!"),
        ("[plan](https://a.example/(1)) here", "plan here"),
        ("<center>mid</center> <small>low</small>", "mid low"),
        ("I <3 1 < 2 & <tables>", "I <3 1 < 2 & <tables>"),
        (":blob_cat: at 12:30:45 :ok@far.example:", "at 12:30:45"),
        ("a\n\n\n\nb", "a\n\nb"),
        ("\u202eevil", "evil"),
    ],
)
def test_marks_are_taken_off_and_words_left(written, words):
    assert misskey.plain(written) == words


def test_links_lose_the_punctuation_of_the_sentence():
    written = "See https://a.example/x. And (https://b.example/y_(z)), [c](https://c.example/) https://a.example/x #t"
    found = one(text=written)
    assert found.links == ("https://a.example/x", "https://b.example/y_(z)", "https://c.example/")
    assert found.about == "https://a.example/x"


def test_a_quoted_note_is_what_a_note_is_about_and_its_words_are_not_taken():
    quoted = note("8", text="Secret words", who=user(username="bo"))
    found = one(renoteId="8", renote=quoted)
    assert (found.about, found.text) == (f"{SERVER}/notes/8", "Hello #oer")
    assert one(renoteId="8", renote={**quoted, "user": user(noCrawle=True)}).about is None


# ---------------------------------------------------------------- consent


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, ""),
        ({"visibility": "home"}, "visibility"),
        ({"visibility": "followers"}, "visibility"),
        ({"visibility": "specified"}, "visibility"),
        ({"visibility": None}, "visibility"),
        ({"localOnly": True}, "visibility"),
        ({"isHidden": True}, "visibility"),
        ({"renoteId": "8", "text": None}, "boost"),
        ({"renoteId": "8"}, ""),
        ({"replyId": "8", "reply": {"userId": "u2"}}, "reply"),
        ({"replyId": "8"}, "reply"),
        ({"replyId": "8", "reply": {"userId": "u1"}}, ""),
        ({"user": None}, "unasked"),
        ({"who": user(requireSigninToViewContents=True)}, "no"),
        ({"who": user(noCrawle=True)}, "no"),
        ({"who": user(noindex=True)}, "no"),
        ({"who": user(isExplorable=False)}, "no"),
        ({"who": user(name="Kei #nobot")}, "no"),
        ({"who": user(description="I say #NoIndex")}, "no"),
        ({"who": user(fields=[{"name": "bots", "value": "#nobots"}])}, "no"),
        ({"who": user(isLocked=True)}, "closed"),
        ({"who": user(isSuspended=True)}, "closed"),
        ({"who": user(movedTo="https://new.example/users/kei")}, "closed"),
        ({"who": user(isBot=True)}, ""),
    ],
)
def test_who_is_left_out(changes, reason):
    assert misskey.reason_against(note(**changes)) == reason
    assert (one(**changes) is None) == bool(reason)


# ---------------------------------------------------------------- a hashtag


def test_where_mastodon_is_not_spoken_misskey_is_and_of_strangers_only_the_links_are_kept():
    asked = Street(
        {TAG: NO_SUCH, SEARCH: [body([note("9a"), note("8", who=user(username="bo", noCrawle=True))]), b"[]"]}
    )
    found = read(asked)
    assert asked.asked == [TAG, SEARCH, SEARCH]
    assert asked.sent == [{"tag": "oer", "limit": 100}, {"tag": "oer", "limit": 100, "untilId": "8"}]
    (item,) = found.items
    assert (item.url, item.text, item.title, item.voice.key) == (
        f"{SERVER}/notes/9a", "", "A post on school.example", f"{SERVER}/@kei",
    )  # fmt: skip
    assert "only links" in found.notes[0]
    assert f"{SERVER}/notes/8" in found.gone


def test_further_tags_are_asked_for_as_misskey_has_them_and_unwanted_ones_left_out():
    answers = [body([note("9a"), note("8", tags=["oer", "maths", "Ad"]), note("7", tags=["oer", "maths"])]), b"[]"]
    asked = Street({
        f"{TAG}&any%5B%5D=open&all%5B%5D=maths&none%5B%5D=ad": NO_SUCH,
        SEARCH: answers,
    })  # fmt: skip
    found = read(asked, any=("open",), all=("maths",), none=("ad",))
    assert asked.sent[0]["query"] == [["oer", "maths"], ["open", "maths"]]
    assert [item.url for item in found.items] == [f"{SERVER}/notes/7"]


def test_a_mastodon_server_that_does_not_know_a_tag_is_asked_nothing_else():
    asked = Street({TAG: refusal(404, "Record not found")})
    assert "does not know #oer" in read(asked).notes[0]
    assert asked.asked == [TAG]


@pytest.mark.parametrize("answer", [b"[1]", b"{}", b"<html>", b'[{"title": "A blog post"}]'])
def test_what_answers_but_is_no_misskey_is_not_taken_for_one(answer):
    found = read(Street({SEARCH: answer}))
    assert found.items == ()


def test_notes_older_than_the_week_end_the_paging():
    asked = Street({TAG: NO_SUCH, SEARCH: body([note("9"), *(note(str(n), 10) for n in range(3, 8))])})
    assert len(read(asked).items) == 1
    assert len(asked.sent) == 1


# ---------------------------------------------------------------- any bytes

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from([*note(), *user(), "uri", "url", "poll", "choices", "renote", "reply"]), inner
        )
    ),
    max_leaves=20,
)


@given(st.dictionaries(st.sampled_from([*note(), "uri", "url", "poll", "renote", "reply"]), anything), anything)
def test_no_strange_note_gets_past_consent_or_breaks_the_reading(strange, person):
    whole = note(**{**strange, "user": {**user(), **person} if isinstance(person, dict) else person})
    found = misskey.parse(body([whole]), SERVER, "s")
    assert not found.items or (whole["visibility"] == "public" and not whole["user"].get("noCrawle"))


@given(st.binary(max_size=200) | anything.map(body))
def test_what_are_no_notes_is_refused_with_a_sentence(said):
    with suppress(StreetError):
        assert misskey.parse(said, SERVER, "s").items == ()


@given(st.text(max_size=300))
def test_whatever_is_written_is_read_as_tidy_words(written):
    found = misskey.plain(written)
    assert found == text.tidy(found).strip()
    assert "\n\n\n" not in found
