"""What is answered under an edition: heard over HTTP on loopback, kept by rules, never what is not meant for all."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import collect
from generator.collect import Door, answers
from generator.collect.listening import DAILY, ROUND, wanted
from generator.collect.sources.fediverse import replies
from generator.demo.words import Reply, told
from generator.errors import StreetError
from generator.model import Thread
from tests.collect.sources import recorded
from tests.collect.threads import ANNOUNCED, HOST, NOW, ROOT, Server, account, announcement, context, status, talking
from tests.publish import make

ME = f"@me@{HOST}"
THREAD = f"https://{HOST}/@me/{ROOT}"
SITE = "https://digest.example"


def heard(tmp_path, server, *, thread=THREAD, known=None, account=None, now=NOW, secrets=(), editions=None, **given):
    """Listen once to one edition."""
    editions = editions or (make.edition(thread=thread),)
    threads = {"2026-W47": known} if known else {}
    with talking(server) as hosts:
        door = Door(hosts=hosts, allow_private=True, pause=0, secrets=dict(secrets), **given)
        return collect.hear(editions, threads, account, tmp_path, site_url=SITE, now=now, door=door)


def said(found):
    return [answer.text for answer in found[0].thread.answers]


def parsed(*statuses, **given):
    return replies.parse(json.dumps(context(*statuses)).encode(), f"https://{HOST}", ROOT, **given)


# ---------------------------------------------------------------- finding the thread


def test_the_thread_that_the_owner_names_is_read(tmp_path):
    server = Server(status(1), status(2, "ben@far.example", "<p>So did I.</p>"))

    (found,) = heard(tmp_path, server)

    assert [answer.text for answer in found.thread.answers] == ["I tried it.", "So did I."]
    assert (found.new, found.words) == (2, "")
    assert found.thread.seen == NOW


def test_without_one_the_post_of_the_account_that_leads_to_the_edition_is_found(tmp_path):
    other = announcement("300", "<p>Lunch</p>")

    (found,) = heard(tmp_path, Server(status(1), posts=[other, announcement()]), thread=None, account=ME)

    assert found.thread.address == THREAD
    assert said([found]) == ["I tried it."]


@pytest.mark.parametrize(
    "address",
    [
        "https://digest.example/editions/2026-W47/",
        "https://digest.example/editions/2026-W47/?utm_source=mastodon",
        "https://digest.example/editions/2026-W47/index.html#table",
        "https://www.digest.example/editions/2026-W47",
    ],
)
def test_a_link_to_the_edition_is_known_in_every_dress(tmp_path, address):
    posts = [announcement(said=f'<p><a href="{address}">read</a></p>')]

    assert heard(tmp_path, Server(status(1), posts=posts), thread=None, account=ME)[0].thread


@pytest.mark.parametrize(
    "address",
    [
        "https://digest.example/editions/2026-W46/",
        "https://digest.example/",
        "https://elsewhere.example/editions/2026-W47/",
        "https://digest.example/editions/2026-W47/more",
    ],
)
def test_a_link_to_anything_else_is_not_taken_for_it(tmp_path, address):
    posts = [announcement(said=f'<p><a href="{address}">read</a></p>')]

    assert heard(tmp_path, Server(status(1), posts=posts), thread=None, account=ME) == ()


def test_of_several_posts_that_lead_to_it_the_first_one_is_the_thread(tmp_path):
    posts = [announcement("300"), announcement("200"), announcement()]

    assert heard(tmp_path, Server(posts=posts), thread=None, account=ME)[0].thread.address == THREAD


def test_the_thread_is_looked_for_on_more_than_one_page(tmp_path):
    posts = [announcement(str(number), "<p>Lunch</p>") for number in range(250, 150, -1)]

    assert heard(tmp_path, Server(posts=[*posts, announcement()]), thread=None, account=ME)[0].thread.address == THREAD


def test_where_the_site_has_no_address_the_end_of_the_link_tells(tmp_path):
    with talking(Server(status(1))) as hosts:
        door = Door(hosts=hosts, allow_private=True, pause=0)
        (found,) = collect.hear((make.edition(),), {}, ME, tmp_path, site_url=None, now=NOW, door=door)

    assert found.thread.address == THREAD


def test_followers_only_and_foreign_posts_do_not_announce(tmp_path):
    posts = [announcement(visibility="private"), announcement(account=account("eve"))]

    assert heard(tmp_path, Server(posts=posts), thread=None, account=ME) == ()


def test_an_account_that_nobody_knows_is_said_in_words(tmp_path):
    (found,) = heard(tmp_path, Server(), thread=None, account=f"@nobody@{HOST}")

    assert found.thread is None
    assert (
        found.words == f"No thread could be looked for among the posts of @nobody@{HOST}: {HOST} knows no such account."
    )


def test_an_account_that_lives_at_another_address_is_found_there(tmp_path):
    away, home = Server(), Server(status(1))
    links = [{"rel": "self", "type": "application/activity+json", "href": f"https://{HOST}/users/me"}]
    away.ways = {"webfinger": told({"links": links})}

    with talking(home, away) as hosts:
        door = Door(hosts=hosts, allow_private=True, pause=0)
        away.ways["lookup"] = Reply(status=404, data=b"no such page")
        (found,) = collect.hear((make.edition(),), {}, "@me@other.example", tmp_path, site_url=SITE, now=NOW, door=door)

    assert found.thread.address == THREAD


@pytest.mark.parametrize(
    "address",
    [
        f"https://{HOST}/@me/{ROOT}",
        f"https://{HOST}/@me@far.example/{ROOT}",
        f"https://{HOST}/web/@me/{ROOT}",
        f"https://{HOST}/deck/@me/{ROOT}/",
        f"https://{HOST}/users/me/statuses/{ROOT}",
        f"https://{HOST}/@me/statuses/{ROOT}",
        f"https://{HOST}/notice/{ROOT}",
    ],
)
def test_a_post_is_known_by_every_address_that_servers_give_it(tmp_path, address):
    assert said(heard(tmp_path, Server(status(1)), thread=address)) == ["I tried it."]


def test_what_is_not_the_address_of_a_post_is_said_and_not_asked_for(tmp_path):
    server = Server()

    (found,) = heard(tmp_path, server, thread=f"https://{HOST}/@me")

    assert "is not the address of a post on Mastodon" in found.words
    assert server.asked == []


def test_without_an_account_and_without_a_thread_nobody_is_asked(tmp_path):
    server = Server()

    assert heard(tmp_path, server, thread=None) == ()
    assert server.asked == []


# ---------------------------------------------------------------- who may be shown


@pytest.mark.parametrize(
    "changed",
    [
        {"indexable": False},
        {"indexable": None},
        {"noindex": True},
        {"note": "<p>Teacher. <a>#<span>nobot</span></a></p>"},
        {"fields": [{"name": "x", "value": "#noindex"}]},
        {"locked": True},
        {"limited": True},
    ],
    ids=str,
)
def test_who_has_not_agreed_is_neither_shown_nor_counted(changed):
    found = parsed(status(1), status(2, account("ben", **changed), "<p>Not for here.</p>"))

    assert [answer.name for answer in found.answers] == ["Ana"]
    assert found.more == 0


def test_a_server_that_does_not_say_is_no_yes():
    silent = account("ben")
    del silent["indexable"]

    assert parsed(status(1, silent)).answers == ()


def test_the_owner_is_shown_whatever_the_account_says_of_being_found():
    found = parsed(status(1, account("me", indexable=False), "<p>Thank you all.</p>"), own=ME)

    assert [answer.text for answer in found.answers] == ["Thank you all."]


@pytest.mark.parametrize(
    ("named", "shown"), [("public", 1), ("unlisted", 1), ("private", 0), ("direct", 0), ("local", 0)]
)
def test_only_what_anybody_can_read_is_there(named, shown):
    found = parsed(status(1, visibility=named))

    assert (len(found.answers), found.more) == (shown, 0)


ODD = st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=8), st.lists(st.integers(), max_size=2))
CLOSED = st.one_of(st.sampled_from(["private", "direct", "list", "local", "mutuals_only", ""]), ODD).filter(
    lambda value: value not in ("public", "unlisted")
)


@settings(deadline=None)
@given(st.lists(st.tuples(st.booleans(), CLOSED, st.integers(-1, 12)), max_size=12))
def test_what_is_not_public_changes_nothing_at_all(posts):
    """Neither a word, nor a name, nor a count, nor the order of the others."""
    whole = [
        status(number, f"p{number}", f"<p>word{number}</p>", to=str(to) if to > 0 and to != number else ROOT)
        | ({} if is_open else {"visibility": closed})
        for number, (is_open, closed, to) in enumerate(posts, start=1)
    ]
    public = [post for post in whole if post["visibility"] in ("public", "unlisted")]
    found = parsed(*whole)

    assert (found.answers, found.more) == (parsed(*public).answers, parsed(*public).more)
    assert found.more == 0
    assert len(found.answers) == len(public)


@settings(deadline=None)
@given(ODD, st.sampled_from(sorted(status(1))))
def test_whatever_stands_in_a_field_a_thread_is_read(value, field):
    found = parsed(status(1) | {field: value}, status(2, "ben"))

    assert "Ben" in {answer.name for answer in found.answers}


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b"<html>", b'{"descendants": {}}', b"null"])
def test_what_is_no_thread_is_a_failure_in_words(body):
    with pytest.raises(StreetError):
        replies.parse(body, f"https://{HOST}", ROOT)


# ---------------------------------------------------------------- what is kept of an answer


def test_markup_is_gone_and_paragraphs_stay():
    hostile = '<p onclick="x()">One<br>two</p><script>alert(1)</script><p><b>&lt;script&gt;</b> \u202ethree</p>'

    (answer,) = parsed(status(1, said=hostile)).answers

    assert answer.text == "One\ntwo\n\n<script> three"


@pytest.mark.parametrize("scheme", ["javascript:alert(1)", "data:text/html,x", "https://a:b@evil.example/", "//evil"])
def test_an_answer_that_leads_nowhere_safe_is_not_kept(scheme):
    assert parsed(status(1, url=scheme, uri=scheme)).answers == ()
    assert parsed(status(1, account("ana", url=scheme))).answers == ()


def test_the_name_of_whom_it_answers_falls_away_and_no_other_name():
    led = '<p><span class="h-card"><a class="u-url mention">@<span>me</span></a></span> @ben is right.</p>'

    assert parsed(status(1, said=led)).answers[0].text == "@ben is right."
    assert parsed(status(1, said="<p>@ben is right.</p>")).answers[0].text == "@ben is right."


def test_pictures_of_a_server_and_quoted_addresses_are_not_words():
    emojis = [{"shortcode": "blob"}]
    quoting = '<p class="quote-inline">RE: https://x.example/1</p><p>Yes :blob:</p>'

    assert parsed(status(1, said=quoting, emojis=emojis, quote={"state": "accepted"})).answers[0].text == "Yes"


def test_a_warning_is_kept_and_what_is_sensitive_without_one_gets_one():
    first, second = parsed(status(1, spoiler_text="grief", sensitive=True), status(2, "ben", sensitive=True)).answers

    assert first.warning == "grief"
    assert second.warning == "Marked as sensitive by its author"


def test_a_long_answer_is_shortened():
    assert len(parsed(status(1, said=f"<p>{'word ' * 5_000}</p>")).answers[0].text) <= replies.LONGEST


def test_what_answers_an_answer_names_it_and_stands_behind_it():
    found = parsed(status(1), status(2, "ben"), status(3, "cai", to="1"), status(4, "dee", to="3")).answers

    assert [answer.name for answer in found] == ["Ana", "Cai", "Dee", "Ben"]
    assert [answer.to for answer in found] == ["", found[0].id, found[1].id, ""]


def test_what_answers_somebody_who_is_not_shown_stands_alone():
    found = parsed(status(1, account("ana", noindex=True)), status(2, "ben", to="1")).answers

    assert [(answer.name, answer.to) for answer in found] == [("Ben", "")]


@settings(deadline=None)
@given(st.permutations(range(6)), st.lists(st.integers(0, 6), min_size=6, max_size=6))
def test_the_order_of_the_conversation_does_not_hang_on_that_of_the_server(order, parents):
    posts = [
        status(number, f"p{number}", to=str(to) if 0 < to < number else ROOT)
        for number, to in enumerate(parents, start=1)
    ]

    assert parsed(*(posts[at] for at in order)) == parsed(*posts)


def test_of_very_many_the_first_hundred_are_kept_and_the_rest_is_counted():
    found = parsed(*(status(number, f"p{number}") for number in range(330, 200, -1)))

    assert [answer.name for answer in found.answers] == [f"P{number}" for number in range(201, 301)]
    assert found.more == 30


# ---------------------------------------------------------------- what is kept from run to run


def test_an_edited_answer_is_corrected_and_a_deleted_one_is_gone(tmp_path):
    server = Server(status(1), status(2, "ben"))
    (before,) = heard(tmp_path, server)
    server.replies = [status(1, said="<p>I tried it twice.</p>")]

    assert said(heard(tmp_path, server, known=before.thread)) == ["I tried it twice."]


def test_an_author_who_changes_their_mind_is_gone_at_the_next_run(tmp_path):
    server = Server(status(1), status(2, "ben"))
    (before,) = heard(tmp_path, server)
    server.replies[1] = status(2, account("ben", note="#nobot"))

    (found,) = heard(tmp_path, server, known=before.thread)

    assert said([found]) == ["I tried it."]
    assert found.thread.more == 0


def test_what_the_owner_hides_stays_hidden_when_it_is_edited_and_when_there_are_too_many(tmp_path):
    server = Server(*(status(number, f"p{number}") for number in range(1, 105)))
    (before,) = heard(tmp_path, server)
    last = before.thread.answers[-1]
    known = replace(before.thread, answers=(*before.thread.answers[:-1], replace(last, hidden=True)))
    number = int(last.url.rpartition("/")[2])
    server.replies[number - 1] = status(number, f"p{number}", "<p>Edited</p>")
    server.replies.append(status(0, "early"))

    (found,) = heard(tmp_path, server, known=known)

    (kept,) = [answer for answer in found.thread.answers if answer.hidden]
    assert (kept.id, kept.text) == (last.id, "Edited")


DOWN = {
    "503": Reply(status=503, type="text/html", data=b"<h1>Updating</h1>"),
    "401": told({"error": "The access token is invalid"}, 401),
    "html": Reply(type="text/html", data=b"<html>Welcome</html>"),
    "half": Reply(type="application/json", data=b'{"ancestors": [], "desc'),
    "empty list": told([]),
    "429": told({"error": "Too many requests"}, 429),
    "404 without a word": Reply(status=404, type="text/html", data=b"<h1>Nothing</h1>"),
}


@pytest.mark.parametrize("fault", DOWN)
def test_a_failure_keeps_what_was_known_and_says_so(tmp_path, fault):
    server = Server(status(1))
    (before,) = heard(tmp_path, server)
    server.ways = {"/context": DOWN[fault]}

    (found,) = heard(tmp_path, server, known=before.thread)

    assert found.thread == before.thread
    assert found.words.startswith("The thread of 2026-W47 could not be read, and its answers stay as they were: ")


def test_with_no_network_the_answers_stay_and_one_line_is_said(tmp_path):
    known = Thread(address=THREAD, seen=NOW, answers=parsed(status(1)).answers)
    editions = (make.edition("2026-W46", thread=f"https://{HOST}/@me/99"), make.edition(thread=THREAD))
    door = Door(hosts={"nobody.example": ("127.0.0.1", 1)}, allow_private=True, pause=0)

    found = collect.hear(editions, {"2026-W47": known}, None, tmp_path, site_url=SITE, now=NOW, door=door)

    assert [each.thread for each in found] == [known, None]
    assert [bool(each.words) for each in found] == [True, False], "what is wrong with one server is said once"


def test_an_empty_answer_that_the_server_contradicts_is_not_believed_for_a_week(tmp_path):
    server = Server(status(1))
    (before,) = heard(tmp_path, server)
    server.ways = {"/context": told(context())}

    (found,) = heard(tmp_path, server, known=before.thread)
    (later,) = heard(tmp_path, server, known=before.thread, now=NOW + timedelta(days=20))

    assert found.thread == before.thread
    assert found.words.endswith(f"{HOST} says that there are answers, and shows none.")
    assert later.thread.answers == ()


def test_an_empty_answer_that_is_meant_empties_the_thread(tmp_path):
    server = Server(status(1))
    (before,) = heard(tmp_path, server)
    server.replies = []

    assert heard(tmp_path, server, known=before.thread)[0].thread.answers == ()


def test_a_thread_that_was_deleted_is_gone_with_its_answers(tmp_path):
    server = Server(status(1))
    (before,) = heard(tmp_path, server)
    server.posts = []

    (named,) = heard(tmp_path, server, known=before.thread)
    (found,) = heard(tmp_path, server, known=before.thread, thread=None, account=ME)

    assert (named.thread.answers, named.words) == ((), "")
    assert found.thread is None


def test_one_404_alone_deletes_nothing(tmp_path):
    server = Server(status(1))
    (before,) = heard(tmp_path, server)
    server.ways = {"/context": told({"error": "Record not found"}, 404)}

    assert heard(tmp_path, server, known=before.thread)[0].thread == before.thread


def test_a_thread_that_was_deleted_and_written_anew_is_found_anew(tmp_path):
    server = Server(status(1))
    (before,) = heard(tmp_path, server, thread=None, account=ME)
    server.posts = [announcement("150", ANNOUNCED)]

    (found,) = heard(tmp_path, server, thread=None, account=ME, known=before.thread)

    assert found.thread.address.endswith("/150")


def test_nothing_new_is_the_very_thread_that_was_known_but_once_a_week(tmp_path):
    server = Server(status(1))
    (before,) = heard(tmp_path, server)

    (next_day,) = heard(tmp_path, server, known=before.thread, now=NOW + timedelta(days=1))
    (next_week,) = heard(tmp_path, server, known=before.thread, now=NOW + timedelta(days=7))

    assert next_day.thread is not None
    assert next_day.thread == before.thread
    assert next_week.thread == replace(before.thread, seen=NOW + timedelta(days=7))


@settings(deadline=None)
@given(st.lists(st.integers(1, 30), unique=True), st.sets(st.integers(1, 30)))
def test_hidden_is_exactly_what_was_hidden_and_is_still_there(numbers, hidden):
    known = Thread(
        address=THREAD,
        answers=tuple(replace(answer, hidden=True) for answer in parsed(*(status(each) for each in hidden)).answers),
    )

    thread = answers.merged(known, THREAD, parsed(*(status(each) for each in numbers)), NOW)

    assert {int(each.url.rpartition("/")[2]) for each in thread.answers if each.hidden} == hidden & set(numbers)
    assert {int(each.url.rpartition("/")[2]) for each in thread.answers} == set(numbers)


# ---------------------------------------------------------------- tokens, manners


def test_a_closed_server_is_read_with_the_owners_token_and_what_is_private_stays_so(tmp_path):
    secret = {"MASTODON_TOKEN__TALK_EXAMPLE": "sample-token-0123456789"}
    server = Server(status(1), status(2, "ben", "<p>To you alone.</p>", visibility="direct"), token=secret.popitem()[1])

    (closed,) = heard(tmp_path, server)
    (found,) = heard(tmp_path, server, secrets={"MASTODON_TOKEN__TALK_EXAMPLE": server.token})

    assert closed.thread is None
    assert said([found]) == ["I tried it."]
    assert found.thread.more == 0


def test_a_server_that_repeats_the_token_does_not_get_it_onto_a_page(tmp_path):
    server = Server(token="sample-token-0123456789")
    server.replies = [status(1, said=f"<p>Look: {server.token}</p>")]

    found = heard(tmp_path, server, secrets={"MASTODON_TOKEN__TALK_EXAMPLE": server.token})

    assert said(found) == ["Look: [secret]"]


def test_a_host_that_asks_for_a_rest_is_left_alone_by_the_next_run_too(tmp_path):
    server = Server(status(1))
    server.ways = {"/context": Reply(status=429, headers={"Retry-After": "7200"})}
    heard(tmp_path, server)
    server.ways, server.asked = {}, []

    (found,) = heard(tmp_path, server, now=NOW + timedelta(minutes=30))

    assert server.asked == []
    assert found.words


# ---------------------------------------------------------------- whose turn it is


def editions(number):
    weeks = [f"2026-W{week:02}" for week in range(1, number + 1)]
    return tuple(make.edition(week, thread=f"https://{HOST}/@me/{week[-2:]}") for week in weeks)


def test_the_newest_editions_are_read_every_day_and_each_older_one_once_in_four_weeks():
    every = editions(40)
    turns = [[each.name for each in wanted(every, {}, SITE, NOW + timedelta(days=day))] for day in range(ROUND)]

    assert all(turn[:DAILY] == [f"2026-W{week}" for week in range(40, 32, -1)] for turn in turns)
    older = [name for turn in turns for name in turn[DAILY:]]
    assert sorted(older) == [f"2026-W{week:02}" for week in range(1, 33)]


def test_older_editions_without_a_thread_are_never_read():
    bare = tuple(replace(edition, thread=None) for edition in editions(40))

    assert all(len(wanted(bare, {}, SITE, NOW + timedelta(days=day))) == DAILY for day in range(ROUND))


# ---------------------------------------------------------------- what real servers say

SAID = recorded.DATA / "mastodon" / "mastodon.py"


def exchanges(name):
    return [each["response"]["json"] for each in json.loads((SAID / name).read_text("utf-8"))["exchanges"]]


@pytest.mark.skipif(not SAID.is_dir(), reason="the recorded data (../shared/data) is not here")
def test_a_recorded_context_of_followers_only_posts_gives_nothing():
    (said,) = exchanges("entity_context.exchanges.json")

    assert said["descendants"]
    assert {post["visibility"] for post in said["descendants"]} == {"private"}
    found = replies.parse(json.dumps(said).encode(), "https://mastodon.social", "110446983926957470")
    assert (found.answers, found.more, found.read) == ((), 0, len(said["descendants"]))


@pytest.mark.skipif(not SAID.is_dir(), reason="the recorded data (../shared/data) is not here")
@pytest.mark.parametrize("name", ["hashtag_tl.exchanges.json", "public_tl_anonymous.exchanges.json"])
def test_of_recorded_posts_only_those_who_agreed_are_shown_and_nobody_else_is_counted(name):
    pages = [page for page in exchanges(name) if isinstance(page, list)]
    posts = [post for page in pages for post in page if "visibility" in post and not post["reblog"]]

    found = replies.parse(json.dumps(context(*posts)).encode(), "https://mastodon.social", "1")

    public = {post["uri"] for post in posts if post["visibility"] in ("public", "unlisted")}
    assert public
    assert {answer.id for answer in found.answers} <= {
        post["uri"] for post in posts if post["account"].get("indexable") is True
    }
    assert found.more == 0
