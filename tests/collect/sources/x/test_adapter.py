"""X: what is asked within a budget, what is kept of a post, and what a refusal means."""

import asyncio
import json
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.collect.sources.x import adapter as x
from generator.collect.sources.x import posts as x_posts
from generator.collect.sources.x import refusals
from generator.collect.words import Answer, Visit
from generator.errors import StreetError
from generator.model import Reactions, Source
from tests.collect.fakes import Street

VISIT = Visit(now=datetime(2026, 11, 21, tzinfo=UTC), since=datetime(2026, 11, 16, tzinfo=UTC))
SOURCE = Source(kind="x", address="#oer", name="OER")


def user(**changes):
    return {
        "id": "42", "username": "lee_edu", "name": "Lee <b>", "protected": False,
        "created_at": "2011-01-01T00:00:00.000Z", "public_metrics": {"followers_count": 10}, **changes,
    }  # fmt: skip


def post(number: int = 1, **changes):
    return {
        "id": str(1990000000000000000 + number), "text": "Words of a post #OER https://t.co/x", "author_id": "42",
        "lang": "en", "created_at": "2026-11-19T10:00:00.000Z", "possibly_sensitive": False,
        "public_metrics": {"like_count": 5},
        "entities": {
            "hashtags": [{"tag": "OER"}],
            "urls": [{"url": "https://t.co/x", "expanded_url": "https://slides.example/1"}],
        },
        **changes,
    }  # fmt: skip


def page(*posts, users=None, token=None, **more) -> bytes:
    meta = {"result_count": len(posts), **({"next_token": token} if token else {})}
    data = {"data": list(posts)} if posts else {}
    return json.dumps({**data, "includes": {"users": users or [user()]}, "meta": meta, **more}).encode()


def one(*, who=None, **changes):
    """Return the item that one post becomes, None where it is left out."""
    found = x_posts.parse(page(post(**changes), users=[who or user()]), "x #oer")
    return found.items[0] if found.items else None


class Counter(Street):
    """A street on which every address of the API answers with the next of the given answers."""

    def __init__(self, *answers, secrets=("X_BEARER_TOKEN",)) -> None:
        super().__init__({}, secrets)
        self.answers = list(answers)

    def _answer(self, key, url, seal):
        self.places[key] = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        return super()._answer(key, url, seal)

    def queries(self):
        return [{name: value[0] for name, value in parse_qs(urlsplit(url).query).items()} for url in self.asked]


def read(street, source=SOURCE, visit=VISIT):
    return asyncio.run(x.read(source, street, visit))


def problem(kind: str, status: int, **more) -> StreetError:
    body = {"title": "T", "detail": "D.", "type": f"https://api.x.com/2/problems/{kind}", **more}
    return StreetError("It refused.", status=status, body=json.dumps(body).encode())


# ---------------------------------------------------------------- what is kept


def test_only_the_way_to_a_post_is_kept_and_none_of_its_words():
    found = one()
    assert (found.id, found.url) == (
        "https://x.com/i/status/1990000000000000001",
        "https://x.com/lee_edu/status/1990000000000000001",
    )
    assert (found.title, found.text, found.tags, found.reactions) == ("A post by @lee_edu on X", "", (), Reactions())
    assert (found.about, found.links) == ("https://slides.example/1", ("https://slides.example/1",))
    assert (found.kind, found.language) == ("post", "en")
    assert found.published == datetime(2026, 11, 19, 10, tzinfo=UTC)
    assert "Words" not in repr(found)


def test_the_author_is_a_handle_and_the_day_it_was_made():
    voice = one().voice
    assert (voice.key, voice.name, voice.network) == ("https://x.com/lee_edu", "@lee_edu", "x")
    assert voice.since.isoformat() == "2011-01-01"
    assert (voice.followers, voice.posts) == (None, None)


def test_an_author_who_was_not_sent_along_stays_nameless():
    found = x_posts.parse(page(post(), users=[user(id="43")]), "s").items[0]
    assert found.url == "https://x.com/i/status/1990000000000000001"
    assert found.voice.key == "https://x.com/i/user/42"


def test_a_handle_that_is_none_cannot_lead_elsewhere():
    assert one(who=user(username="../../evil?")).url == "https://x.com/i/status/1990000000000000001"


def test_links_end_where_they_lead_and_those_that_stay_on_x_are_none():
    urls = [
        {"url": "https://t.co/a", "expanded_url": "https://short.example/a", "unwound_url": "https://long.example/a"},
        {"url": "https://t.co/b", "expanded_url": "https://x.com/bo/status/1"},
        {"url": "https://t.co/c", "expanded_url": "https://twitter.com/bo/status/1/photo/1", "media_key": "3_1"},
        {"url": "https://t.co/d", "expanded_url": "https://blog.x.com/news"},
        {"url": "https://t.co/e", "expanded_url": "javascript:alert(1)"},
    ]
    assert one(entities={"urls": urls}).links == ("https://long.example/a", "https://blog.x.com/news")


def test_a_post_without_links_is_kept_because_somebody_asked_to_know_of_it():
    found = one(entities={})
    assert (found.title, found.about) == ("A post by @lee_edu on X", None)


@pytest.mark.parametrize("key", ["note_tweet", "note_post"])
def test_the_links_of_a_long_post_are_read_in_both_spellings(key):
    note = {"text": "long", "entities": {"urls": [{"expanded_url": "https://long.example/end"}]}}
    assert one(entities={}, **{key: note}).about == "https://long.example/end"


@pytest.mark.parametrize(
    ("reason", "changes"),
    [
        ("sensitive", {"possibly_sensitive": True}),
        ("withheld", {"withheld": {"copyright": False, "country_codes": ["DE"]}}),
        ("withheld", {"who": user(withheld={"country_codes": ["DE"]})}),
        ("protected", {"who": user(protected=True)}),
        ("repost", {"referenced_tweets": [{"type": "retweeted", "id": "1"}]}),
        ("repost", {"referenced_posts": [{"type": "reposted", "id": "1"}]}),
        ("repost", {"text": "RT @bo: Words"}),
        ("reply", {"referenced_tweets": [{"type": "replied_to", "id": "1"}]}),
        ("reply", {"referenced_posts": [{"type": "replied_to", "id": "1"}]}),
    ],
)
def test_what_is_not_for_a_digest_is_left_out_and_counted(reason, changes):
    who = changes.pop("who", None) or user()
    found = x_posts.parse(page(post(**changes), users=[who]), "s")
    assert (found.items, dict(found.left_out), found.read) == ((), {reason: 1}, 1)
    assert bool(found.gone) == (reason in {"withheld", "protected"})


@pytest.mark.parametrize("key", ["edit_history_tweet_ids", "edit_history_post_ids"])
def test_an_edit_takes_the_earlier_wordings_away_and_never_the_last(key):
    before, after = post(1), post(2)
    history = {key: [before["id"], after["id"], "x", 7, None]}
    both = x_posts.parse(page({**before, **history}, {**after, **history}), "x #oer")
    old, new = (item.id for item in both.items)
    assert both.gone == (old,)
    assert [item.id for item in both.standing] == [new]
    assert x_posts.parse(page({**before, **history}), "x #oer").gone == ()
    assert x_posts.parse(page({**after, key: "1"}), "x #oer").gone == ()


def test_a_quoting_post_is_a_post():
    assert one(referenced_tweets=[{"type": "quoted", "id": "1"}])


@pytest.mark.parametrize(
    ("code", "language"), [("in", "id"), ("iw", "he"), ("qme", None), ("und", None), ("zh-CN", "zh-CN"), (None, None)]
)
def test_the_marks_of_x_for_no_language_are_none(code, language):
    assert one(lang=code).language == language


def test_an_id_says_when_its_post_was_made():
    made = one(id="1578522194770296832", created_at=None).published
    assert made.isoformat(timespec="minutes") == "2022-10-07T23:06+00:00"
    assert one(id="20", created_at="soon").published is None


def test_no_hits_are_no_posts_and_no_failure():
    assert x_posts.parse(b'{"meta":{"result_count":0}}', "s").items == ()


def test_data_beside_problems_is_read_and_the_problems_are_said():
    errors = [{"title": "Not Found Error", "type": "https://api.x.com/2/problems/resource-not-found"}]
    found = x_posts.parse(page(post(), errors=errors), "s")
    assert len(found.items) == 1
    assert "kept back 1 post" in found.notes[0]


def test_problems_alone_are_a_failure_in_words():
    errors = [{"detail": "Could not find list.", "type": "https://api.x.com/2/problems/resource-not-found"}]
    with pytest.raises(StreetError, match="knows no list") as caught:
        x_posts.parse(json.dumps({"errors": errors}).encode(), "s")
    assert caught.value.kind == "refused"


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b"[]", b"{}", b'{"data":[{"id":"1","name":"a list"}]}', b"\xff", b"[" * 9999]
)
def test_what_is_no_page_of_posts_is_said_to_be_none(body):
    with pytest.raises(StreetError, match="X did not answer as its documentation says"):
        x_posts.parse(body, "s")


# ---------------------------------------------------------------- what is asked


def test_without_its_token_nothing_is_asked():
    street = Counter(page(), secrets=())
    with pytest.raises(StreetError, match="X_BEARER_TOKEN") as caught:
        read(street)
    assert caught.value.kind == "secret"
    assert street.asked == []


def test_the_token_goes_along_by_its_name_only():
    street = Counter(page(post()))
    read(street)
    assert street.seals[0].bearer == "X_BEARER_TOKEN"
    assert street.conditional == [False]


@pytest.mark.parametrize(
    ("address", "query", "home"),
    [
        ("#oer", "#oer -is:retweet -is:reply", "https://x.com/hashtag/oer"),
        ("@lee_edu", "from:lee_edu -is:retweet -is:reply", "https://x.com/lee_edu"),
        ("search:open school", "open school -is:retweet -is:reply", "https://x.com/search?q=open+school&f=live"),
        ("search:x -is:reply", "x -is:reply -is:retweet", "https://x.com/search?q=x+-is%3Areply&f=live"),
        ("search:a OR b", "(a OR b) -is:retweet -is:reply", "https://x.com/search?q=a+OR+b&f=live"),
    ],
)
def test_a_question_leaves_reposts_and_answers_out_at_the_source(address, query, home):
    street = Counter(page(post()))
    catch = read(street, replace(SOURCE, address=address))
    assert street.queries()[0]["query"] == query
    assert catch.home == home


def test_languages_are_asked_for_because_the_others_would_be_paid_for():
    street = Counter(page(post()))
    read(street, replace(SOURCE, languages=("en-GB", "he")))
    assert street.queries()[0]["query"] == "#oer (lang:en OR lang:iw) -is:retweet -is:reply"


def test_a_search_starts_where_the_week_does_but_never_further_back_than_x_goes():
    near, far = Counter(page(post())), Counter(page(post()))
    read(near)
    read(far, visit=Visit(now=VISIT.now, since=datetime(2026, 11, 1, tzinfo=UTC)))
    assert near.queries()[0]["start_time"] == "2026-11-16T00:00:00Z"
    assert "start_time" not in far.queries()[0]


def test_what_was_paid_for_yesterday_is_not_paid_for_again():
    street = Counter(page(post()))
    yesterday = datetime(2026, 11, 20, 6, tzinfo=UTC)
    read(street, visit=Visit(now=VISIT.now, since=VISIT.since, last=yesterday))
    assert street.queries()[0]["start_time"] == "2026-11-20T05:00:00Z"


def test_a_question_that_is_too_long_is_not_asked():
    street = Counter(page())
    with pytest.raises(StreetError, match="at most 512 characters"):
        read(street, replace(SOURCE, address="search:" + "word " * 110))
    assert street.asked == []


def test_a_list_is_asked_by_its_number():
    street = Counter(page(post()))
    catch = read(street, replace(SOURCE, address="list:84839422"))
    assert street.asked[0].startswith("https://api.x.com/2/lists/84839422/tweets?max_results=100&")
    assert catch.home == "https://x.com/i/lists/84839422"
    with pytest.raises(StreetError, match="by its number"):
        read(street, replace(SOURCE, address="list:teachers"))


def test_the_second_spelling_of_the_fields_is_tried_when_x_objects_to_the_first():
    wrong = problem("invalid-request", 400, errors=[{"parameters": {"tweet.fields": ["x"]}, "message": "unknown"}])
    street = Counter(wrong, page(post(1), token="t2"), page(post(2)))
    catch = read(street)
    assert [("tweet.fields" in query, "post.fields" in query) for query in street.queries()] == [
        (True, False), (False, True), (False, True),
    ]  # fmt: skip
    assert len(catch.items) == 2


def test_another_objection_is_no_reason_to_ask_twice():
    street = Counter(problem("invalid-request", 400, errors=[{"parameters": {"query": ["("]}, "message": "Bad query"}]))
    with pytest.raises(StreetError, match=r"does not understand this question. \(“Bad query”\)"):
        read(street)
    assert len(street.asked) == 1


# ---------------------------------------------------------------- the budget


def test_pages_are_followed_until_the_budget_is_spent():
    full = [page(*(post(part * 100 + number) for number in range(100)), token=f"t{part}") for part in range(5)]
    street = Counter(*full)
    catch = read(street, replace(SOURCE, max_items=250))
    assert [query["max_results"] for query in street.queries()] == ["100", "100", "50"]
    assert [query.get("next_token") for query in street.queries()] == [None, "t0", "t1"]
    assert len(catch.items) == 250
    assert catch.notes[0].startswith("300 posts read on X, which takes money for each. No more are read")


def test_without_a_wish_a_hundred_posts_are_read_and_the_owner_is_told():
    street = Counter(page(*(post(number) for number in range(100)), token="more"))
    assert "100 posts read on X" in read(street).notes[0]
    assert len(street.asked) == 1


def test_what_is_left_out_was_paid_for_as_well():
    street = Counter(page(*(post(number, possibly_sensitive=True) for number in range(100)), token="more"))
    notes = read(street).notes
    assert len(street.asked) == 1
    assert "100 posts left out: marked as possibly sensitive." in notes


def test_a_post_on_two_pages_is_one_and_what_its_author_took_back_goes():
    street = Counter(page(post(1), token="t"), page(post(1), post(2), users=[user(protected=True)]))
    catch = read(street, replace(SOURCE, max_items=200))
    assert catch.items == ()
    assert [name[-1] for name in catch.gone] == ["1", "2"]
    twice = Counter(page(post(1), token="t"), page(post(1)))
    assert len(read(twice, replace(SOURCE, max_items=200)).items) == 1


def test_a_small_wish_asks_for_the_smallest_page_that_x_has():
    street = Counter(page(post()))
    read(street, replace(SOURCE, max_items=3))
    assert street.queries()[0]["max_results"] == "10"


def test_a_list_ends_where_it_is_older_than_the_week():
    old = post(2, created_at="2026-11-01T00:00:00Z")
    street = Counter(page(post(1), old, token="t"))
    catch = read(street, replace(SOURCE, address="list:1"))
    assert len(street.asked) == 1
    assert len(catch.items) == 1


def test_pages_without_posts_come_to_an_end():
    street = Counter(*(page(token=f"t{number}") for number in range(100)))
    read(street)
    assert len(street.asked) == x.PAGES


def test_a_failure_on_a_later_page_costs_only_the_rest():
    street = Counter(page(post(), token="t"), problem("usage-capped", 429))
    catch = read(street, replace(SOURCE, max_items=200))
    assert len(catch.items) == 1
    assert any("allowance of posts is used up" in note for note in catch.notes)


# ---------------------------------------------------------------- refusals


@pytest.mark.parametrize(
    ("kind", "status", "words"),
    [
        ("usage-capped", 403, "allowance of posts is used up"),
        ("credits", 402, "credit of this account is used up"),
        ("client-forbidden", 403, "must belong to a project"),
        ("not-authorized-for-resource", 403, "the list is private"),
        ("resource-not-found", 404, "knows no list or account"),
        ("unsupported-authentication", 403, "another kind of token"),
        ("disallowed-resource", 403, "does not give this out"),
        ("internal-error", 500, "a fault of its own"),
        ("rate-limit", 429, "X: It refused."),
        ("something-new", 403, "X refuses to answer this app"),
        ("something-new", 402, "credit of this account"),
        ("something-new", 401, "does not accept X_BEARER_TOKEN"),
        ("something-new", 500, "X: It refused."),
    ],
)
def test_refusals_are_told_apart(kind, status, words):
    found = refusals.explained(problem(kind, status))
    assert words in found.words
    assert found.status == status


def test_the_code_of_the_first_api_is_understood():
    body = json.dumps({"errors": [{"message": "You have access to a subset.", "code": 453}]}).encode()
    error = StreetError("It refused.", status=403, body=body)
    assert refusals.explained(error).words.startswith("X: the access level of this app does not include reading.")


def test_few_words_of_x_are_quoted_and_none_of_its_markup():
    found = refusals.explained(problem("client-forbidden", 403, detail="<b>\x00word</b> " * 100))
    assert len(found.words) < 250
    assert "\x00" not in found.words


@pytest.mark.parametrize("body", [b"", b"<html>blocked</html>", b"[]", b"null", b'{"errors":7,"type":7}', b"\xff\xfe"])
def test_a_refusal_without_words_still_has_some(body):
    error = StreetError("The server refuses to answer us (403 Forbidden).", status=403, body=body)
    assert refusals.explained(error).words.startswith("X refuses to answer this app")


# ---------------------------------------------------------------- anything

ANY = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from(["1", "20", "RT @a"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
NAMES = ("id", "text", "author_id", "created_at", "lang", "entities", "withheld", "referenced_tweets", "note_post")


@given(
    posts=st.lists(st.dictionaries(st.sampled_from(NAMES), ANY), max_size=3) | ANY,
    users=st.lists(st.dictionaries(st.sampled_from(("id", "username", "protected", "created_at")), ANY), max_size=2)
    | ANY,
    meta=ANY,
    errors=ANY,
)
def test_whatever_x_sends_only_a_streeterror_comes_out(posts, users, meta, errors):
    body = json.dumps({"data": posts, "includes": {"users": users}, "meta": meta, "errors": errors}).encode()
    with suppress(StreetError):
        found = x_posts.parse(body, "s")
        assert all(not item.text and item.url.startswith("https://x.com/") for item in found.items)


@given(st.binary(max_size=200), st.integers(100, 599))
def test_whatever_a_refusal_says_it_becomes_a_sentence(body, status):
    assert refusals.explained(StreetError("No.", status=status, body=body)).words


def test_an_answer_of_the_street_is_read_as_one():
    assert read(Counter(Answer(url="https://api.x.com/2", status=200, body=page(post())))).items
