"""What was deleted: where a timeline was read back without a gap, everything is named that is there."""

import asyncio
from datetime import UTC, datetime

import pytest

from generator.collect.sources.fediverse import mastodon
from generator.errors import StreetError
from generator.model import Source
from tests.collect.fakes import Street
from tests.collect.sources.fediverse.driver import SERVER, TOKEN, VISIT, account, body, page, refusal, status

TAG = f"{SERVER}/api/v1/timelines/tag/oer?limit=40"
OTHER = TAG.replace("school", "other")
LIST = f"{SERVER}/api/v1/timelines/list/7?limit=40"
LOOKUP = f"{SERVER}/api/v1/accounts/lookup?acct=ana"
POSTS = f"{SERVER}/api/v1/accounts/1/statuses?limit=40&exclude_reblogs=true&exclude_replies=true"
END = '<x>; rel="prev"'
CLOSED = refusal(401, "This method requires an authenticated user")
RSS = b"""<rss version="2.0"><channel><title>x</title><link>https://school.example/tags/oer</link>
<generator>Mastodon v4.6.0</generator></channel></rss>"""


def read(places, address="#oer", *servers, secrets=(), limit=None):
    named = {"servers": servers or ("school.example",)}
    source = Source(kind="mastodon", address=address, name="", options=named, max_items=limit)
    return asyncio.run(mastodon.read(source, Street(places, secrets), VISIT))


def own(*numbers):
    return frozenset(status(number)["uri"] for number in numbers)


def at(day):
    return datetime(2026, 11, day, 7, 30, tzinfo=UTC)


OLD = range(91, 96)


def past(*posts):
    """Return a page whose last posts are older than the week."""
    return page(*posts, *(status(number, 10) for number in OLD))


# ---------------------------------------------------------------- hashtags


def test_a_hashtag_read_back_to_the_first_day_shows_all_there_is_since():
    found = read({TAG: past(status(2), status(1, 18))})
    assert (found.present, found.covered) == (own(1, 2, *OLD), VISIT.since)


def test_a_hashtag_that_ends_before_covers_what_is_newer_than_its_oldest_post():
    found = read({TAG: page(status(2), status(1, 18), link=END)})
    assert (found.present, found.covered) == (own(1, 2), at(18))


def test_what_the_owner_has_no_room_for_is_there_nevertheless():
    found = read({TAG: past(status(2), status(1, 18))}, limit=1)
    assert len(found.items) == 1
    assert found.present == own(1, 2, *OLD)


def test_what_is_refused_is_not_there_and_is_gone():
    found = read({TAG: past(status(2), status(1, 18, visibility="unlisted"))})
    assert found.present == own(2, *OLD)
    assert own(1) <= set(found.gone)


def test_an_empty_answer_says_nothing():
    found = read({TAG: page()})
    assert (found.present, found.covered) == (None, None)


@pytest.mark.parametrize(
    "places",
    [
        {TAG: page(status(9), link='<?max_id=8>; rel="next"'), f"{TAG}&max_id=8": StreetError("Slow.")},
        {TAG: page(status(9), link='<?max_id=8>; rel="next"'), f"{TAG}&max_id=8": refusal(404, "Not found")},
        {TAG: page(status(9), link='<?max_id=8>; rel="next"', **{"x-ratelimit-remaining": "3"})},
        {TAG: page(status(9), link='<?max_id=9>; rel="next"'), f"{TAG}&max_id=9": page(status(9))},
        {TAG: CLOSED, f"{TAG}&local=true": past(status(9))},
        {TAG: CLOSED, f"{TAG}&local=true": CLOSED, f"{SERVER}/tags/oer.rss?limit=200": RSS},
        {TAG: page(*(status(n) for n in range(40)), link='<?max_id=1>; rel="next"')}
        | {f"{TAG}&max_id={n}": page(status(n), link=f'<?max_id={n + 1}>; rel="next"') for n in range(1, 40)},
    ],
    ids=["failure", "lost page", "limit", "circle", "own members only", "rss", "cap"],
)
def test_a_hashtag_with_a_gap_says_nothing_of_deletions(places):
    found = read(places)
    assert (found.present, found.covered) == (None, None)


def test_of_several_servers_the_newest_end_counts():
    found = read(
        {TAG: page(status(1, 16), link=END), OTHER: past(status(2, 18))}, "#oer", "school.example", "other.example"
    )
    assert (found.present, found.covered) == (own(1, 2, *OLD), at(16))


def test_one_server_that_fails_leaves_deletions_unknown():
    found = read({TAG: past(status(1)), OTHER: StreetError("Down.")}, "#oer", "school.example", "other.example")
    assert (found.present, found.covered) == (None, None)


@pytest.mark.parametrize("nothing", [page(), refusal(404, "Record not found")])
def test_a_server_that_does_not_know_the_hashtag_hides_no_deletion(nothing):
    found = read({TAG: past(status(1)), OTHER: nothing}, "#oer", "school.example", "other.example")
    assert (found.present, found.covered) == (own(1, *OLD), VISIT.since)


def test_posts_sorted_by_arrival_cover_only_what_is_newer_than_the_latecomers():
    page_of_old = page(status(9), status(8, 3), status(7, 17), *(status(n, 2) for n in (6, 5, 4, 3, 2)))
    assert read({TAG: page_of_old}).covered == at(17)


def test_the_notes_of_misskey_are_all_there_is_too():
    note = {"id": "9a", "createdAt": "2026-11-18T07:30:00.000Z", "userId": "u", "user": {"username": "kei"},
            "text": "Hi", "visibility": "public", "tags": ["oer"]}  # fmt: skip
    search = f"POST {SERVER}/api/notes/search-by-tag"
    found = read({search: [body([note]), b"[]"]})
    assert (found.present, found.covered) == ({f"{SERVER}/notes/9a"}, at(18))


# ---------------------------------------------------------------- accounts and lists


@pytest.mark.parametrize(
    ("posts", "numbers"), [((status(1, 18),), (1,)), ((), ()), ((status(1, 18), status(2, 10)), (1, 2))]
)
def test_an_account_shows_all_it_has_said_in_the_week(posts, numbers):
    found = read({LOOKUP: body(account()), POSTS: page(*posts, link=END)}, "@ana@school.example")
    assert (found.present, found.covered) == (own(*numbers), VISIT.since)


def test_a_link_to_a_shy_account_is_there():
    shy = account(indexable=False)
    found = read({LOOKUP: body(shy), POSTS: page(status(1, who=shy), link=END)}, "@ana@school.example")
    assert found.present == own(1)


def test_an_account_with_a_gap_says_nothing_of_deletions():
    first = page(status(1), link='<?max_id=1>; rel="next"')
    found = read(
        {LOOKUP: body(account()), POSTS: first, f"{POSTS}&max_id=1": StreetError("Slow.")}, "@ana@school.example"
    )
    assert (found.present, found.covered) == (None, None)


def test_an_account_of_misskey_shows_all_it_has_said():
    user = {"id": "u", "username": "ana"}
    places = {f"POST {SERVER}/api/users/show": body(user), f"POST {SERVER}/api/users/notes": b"[]"}
    found = read(places, "@ana@school.example")
    assert (found.present, found.covered) == (frozenset(), VISIT.since)


def test_a_list_covers_what_its_server_keeps_of_it():
    found = read({LIST: page(status(2), status(1, 18), link=END)}, "list:7", secrets=[TOKEN])
    assert (found.present, found.covered) == (own(1, 2), at(18))
    found = read({LIST: page()}, "list:7", secrets=[TOKEN])
    assert (found.present, found.covered) == (None, None)
