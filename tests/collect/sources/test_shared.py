"""What the readers of APIs share: values out of strangers' JSON, pages one after the other, markup beside items."""

import asyncio
import json
from datetime import UTC, datetime

import pytest
from hypothesis import given as cases
from hypothesis import strategies as st

from generator import text
from generator.collect import given, waiting
from generator.collect.sources import draft, objections, paging
from generator.collect.sources.feeds import entries
from generator.collect.sources.paging import Page
from generator.errors import StreetError
from generator.model import Item, Voice

SINCE = datetime(2026, 11, 14, tzinfo=UTC)
ODD = [None, True, False, 1.5, [], {}, "7", b"x"]


@pytest.mark.parametrize("value", [*ODD, -1, 1 << 60])
def test_only_a_count_is_a_number(value):
    assert given.number(value) is None
    assert given.number(value, 7) == 7


@pytest.mark.parametrize("value", [None, True, 7, [], {}, ""])
def test_only_text_is_a_string(value):
    assert given.string(value) == ""
    assert given.string(value, "a") == "a"


def test_half_a_character_is_none():
    assert given.string("\ud800", "b") == "b"
    assert given.string("a\udfffé") == "aé"
    assert given.string(json.loads('"\\ud83d\\ude00"')) == "\U0001f600"


def test_only_an_address_of_the_web_is_a_link():
    assert (
        given.link(None, 7, "javascript:alert(1)", "https://user@a.example", "https://b.example/")
        == "https://b.example/"
    )
    assert given.link([], {}) is None


def test_only_something_visible_is_a_name():
    assert given.name(None, " \u200b ", "Kim\nLee") == "Kim Lee"
    assert given.name([]) == ""


def test_objects_are_taken_out_of_lists_of_anything():
    assert given.mappings([{}, None, [], {"a": 1}]) == [{}, {"a": 1}]
    assert given.mappings({"a": 1}) == ()
    assert given.mapping([]) == {}


@pytest.mark.parametrize("body", [b"", b"\xff\xfe\x00", b"[" * 100_000, b"9" * 10_000, b"{'a':1}", b"nul"])
def test_what_is_no_json_is_said_in_the_readers_words(body):
    with pytest.raises(StreetError, match="No good"):
        given.load(body, "No good.")
    assert given.peek(body) == {}


@cases(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists, max_leaves=5))
def test_reading_a_value_of_any_kind_never_fails(value):
    assert isinstance(given.string(value), str)
    assert isinstance(given.name(value), str)
    assert given.number(value) is None or given.number(value) == value
    assert given.link(value) is None or str(given.link(value)).startswith("http")


# ---------------------------------------------------------------- pages


def walk(*pages, most=10):
    """Walk over pages, failures among them; return what came out and what was asked."""
    asked = []

    async def ask(cursor, read):
        asked.append((cursor, read))
        found = pages[len(asked) - 1]
        if isinstance(found, StreetError):
            raise found
        return found

    return asyncio.run(paging.walk(ask, since=SINCE, most=most, name="a.example")), asked


def item(name: str) -> Item:
    return Item(id=name, source="s", url="https://a.example/", voice=Voice(key="k", name="n"))


def test_pages_are_asked_for_with_what_the_one_before_named():
    whole, asked = walk(
        Page(items=(item("1"),), read=2, next="b", left_out={"bot": 1}, notes=("N.",), gone=("g",)),
        Page(items=(item("2"),), read=1, left_out={"bot": 2}, notes=("N.",)),
    )
    assert asked == [(None, 0), ("b", 2)]
    assert [found.id for found in whole.items] == ["1", "2"]
    assert (whole.read, dict(whole.left_out), whole.notes, whole.gone) == (3, {"bot": 3}, ("N.",), ("g",))


def test_a_page_that_reaches_behind_the_week_is_the_last_one():
    _, asked = walk(Page(next="b", oldest=SINCE), Page(next="c", oldest=datetime(2026, 11, 13, tzinfo=UTC)), Page())
    assert len(asked) == 2


def test_a_cursor_that_leads_in_a_circle_is_left():
    _, asked = walk(Page(next="b"), Page(next="b"), Page())
    assert len(asked) == 2


def test_the_last_page_allowed_is_said_to_be_it():
    whole, asked = walk(Page(read=600, next="b"), Page(read=600, next="c"), Page(), most=2)
    assert len(asked) == 2
    assert whole.notes == ("Only 1,200 posts of a.example were read.",)


def test_the_first_failure_is_raised_and_a_later_one_is_a_note():
    with pytest.raises(StreetError, match="Closed"):
        walk(StreetError("Closed."))
    whole, _ = walk(Page(items=(item("1"),), next="b"), StreetError("Closed."))
    assert len(whole.items) == 1
    assert whole.notes == ("a.example stopped answering, so not everything was read: Closed.",)


def test_what_was_left_out_is_said_in_the_order_of_the_reasons():
    reasons = {"a": "for a", "b": "for b", "c": "for c"}
    assert paging.words({"c": 1, "a": 2, "x": 9}, reasons) == ("2 posts left out: for a.", "1 post left out: for c.")


# ---------------------------------------------------------------- markup beside items

ATOM = '<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title>{}</feed>'
ENTRY = '<entry><id>{}</id><link href="{}"/><title>T</title><content type="{}">{}</content></entry>'


def markups(*parts: str):
    body = ATOM.format("".join(ENTRY.format(*part) for part in parts)).encode()
    return entries.read(body, "https://a.example/feed", "s", words="A page.")[1]


def test_the_markup_of_an_entry_is_found_by_its_id_and_by_its_link():
    found = markups(("urn:x:1", "https://a.example/1", "html", "&lt;p&gt;One"))
    assert found == {"urn:x:1": "<p>One", "https://a.example/1": "<p>One"}


def test_an_id_goes_before_the_link_of_another_entry():
    found = markups(
        ("urn:x:1", "https://a.example/2", "html", "&lt;p&gt;One"), ("https://a.example/2", "", "html", "&lt;p&gt;Two")
    )
    assert found["https://a.example/2"] == "<p>Two"


def test_plain_text_is_no_markup():
    assert markups(("urn:x:1", "https://a.example/1", "text", "&lt;p&gt;")) == {
        "urn:x:1": "",
        "https://a.example/1": "",
    }


@pytest.mark.parametrize(
    "page",
    [
        b"",
        b"Moved.",
        b'{"kind":"Listing"}',
        b"<html></html>",
        b'<html><link rel="alternate" type="application/rss+xml" href="/f"></html>',
    ],
)
def test_a_page_is_no_feed_even_where_it_names_one(page):
    with pytest.raises(StreetError, match=r"A page\."):
        entries.read(page, "https://a.example/", "s", words="A page.")


def test_a_hostile_feed_is_named_as_such():
    long = f'<entry xml:base="https://a.example/{"a" * 3_000}"><id>urn:x:1</id><title>T</title></entry>'
    with pytest.raises(StreetError) as caught:
        entries.read(ATOM.format(long).encode(), "https://a.example/", "s", words="A page.")
    assert caught.value.words != "A page."


def test_only_what_is_promised_is_a_document():
    assert given.entity(b'{"a": 1}', "no") == {"a": 1}
    assert given.array(b"[1, {}]", "no") == [1, {}]
    for read, body in ((given.entity, b"[]"), (given.array, b"{}"), (given.array, b"<")):
        with pytest.raises(StreetError, match="no such thing") as caught:
            read(body, "no such thing", kind="odd")
        assert caught.value.kind == "odd"


def test_of_a_list_the_first_text_that_is_not_blank_is_taken():
    assert given.first([None, " ", "a", "b"]) == "a"
    assert given.first("\ud800") == given.first({}) == ""


def test_a_circle_of_several_pages_is_left_where_it_closes():
    onward = {None: "a", "a": "b", "b": "a"}

    async def ask(here):
        return here, onward[here]

    found = asyncio.run(paging.follow(ask, 9))
    assert found.pages == (None, "a", "b")
    assert not found.cut


def test_a_failure_in_other_words_stays_the_same_failure():
    told = StreetError("no", kind="resting", status=429, body=b"{}", url="https://a.example/").saying("Later.")
    assert (told.words, told.kind, told.status, told.body, told.url) == (
        "Later.", "resting", 429, b"{}", "https://a.example/",
    )  # fmt: skip
    assert told.saying("Closed.", kind="login").kind == "login"


@pytest.mark.parametrize(
    ("said", "left"), [("0", 0), ("7.0", 7), ("", None), ("-1", None), ("٣", None), ("9" * 12, None), ("many", None)]
)
def test_what_a_server_still_grants_is_read_however_it_names_it(said, left):
    for name in waiting.LEFT:
        assert waiting.left({name: said}) == left
    assert waiting.left({}) is None


def test_a_plain_no_is_heard_in_words_and_through_markup():
    assert objections.in_words("teacher", "#NoBot please")
    assert objections.in_markup([None, "<p>#<span>nobot</span></p>"])
    assert not objections.in_words("nobody", "no bottles")


def test_a_feed_with_a_long_title_gives_its_voice_a_name_of_bearable_length():
    head = draft.Masthead(url="https://a.example/feed", title="Current watches, warnings and advisories " * 5)

    assert len(draft.voice(head, draft.Byline()).name) <= text.NAME
    assert len(draft.profile(f"https://a.example/@{'a' * 500}/1").name) <= text.NAME


@pytest.mark.parametrize("written", ["\u0130x", "d\u017f", "\u212ao-KR"])
def test_letters_that_only_look_up_to_ascii_are_no_language(written):
    assert draft.language(written) is None
