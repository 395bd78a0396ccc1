"""What a Mastodon server does, and what its documentation does not say: proved on the sample's own servers."""

import json
import re
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import feedparser
import pytest

from generator.demo import street
from tests.demo.sampled import SAMPLE

FRIDAY = datetime(2026, 11, 20, 5, 20, tzinfo=UTC)


def ask(url, today=FRIDAY, asked=1):
    parts = urlsplit(url)
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    return street.answer(SAMPLE, street.Request(host=parts.hostname, target=target, today=today, asked=asked))


def statuses(url, today=FRIDAY):
    return json.loads(ask(url, today).data)


TAG = "http://chalkface.example/api/v1/timelines/tag/"


def pages(url):
    found = []
    while url:
        reply = ask(url)
        found.append(json.loads(reply.data))
        older = re.search(r'<([^>]+)>; rel="next"', reply.headers.get("Link", ""))
        cursor = parse_qs(urlsplit(older[1]).query)["max_id"][0] if older else None
        url = f"{TAG}openedu?limit=10&max_id={cursor}" if cursor else None
    return found


def test_paging_back_gives_every_post_once_newest_first_and_ends_without_a_link():
    found = pages(f"{TAG}openedu?limit=10")
    ids = [int(status["id"]) for page in found for status in page]

    assert len(found) > 3
    assert found[-1] == []
    assert ids == sorted(set(ids), reverse=True)
    assert len(ids) > 40


def test_the_links_forget_any_all_and_none():
    link = ask(f"{TAG}openedu?limit=5&any[]=oer&none[]=edtips&local=true").headers["Link"]

    assert "limit=5" in link
    assert "local=true" in link
    assert "oer" not in link
    assert "edtips" not in link


def test_a_limit_is_cut_at_forty_without_a_word_and_is_twenty_when_not_named():
    assert len(statuses(f"{TAG}openedu?limit=500")) == 40
    assert len(statuses(f"{TAG}openedu")) == 20


def tags(url):
    return [{tag["name"] for tag in status["tags"]} for status in statuses(url)]


def test_any_all_and_none_choose_among_the_tags():
    either = tags(f"{TAG}formativeassessment?any[]=oer&limit=40")
    both = tags(f"{TAG}formativeassessment?all[]=openedu&limit=40")
    without = tags(f"{TAG}formativeassessment?none[]=edtips&limit=40")

    assert any("formativeassessment" not in each for each in either)
    assert all({"formativeassessment", "openedu"} <= each for each in both)
    assert not any("edtips" in each for each in without)
    assert len(without) < len(tags(f"{TAG}formativeassessment?limit=40"))


def test_an_unknown_hashtag_is_an_empty_list_and_not_an_error():
    reply = ask(f"{TAG}nobodyusesthis")

    assert (reply.status, reply.data) == (200, b"[]")
    assert "Link" not in reply.headers


def test_a_timeline_holds_public_posts_and_no_shares():
    found = statuses(f"{TAG}formativeassessment?limit=40")

    assert {status["visibility"] for status in found} == {"public"}
    assert not any(status["reblog"] for status in found)


def test_a_persons_page_holds_what_the_timeline_leaves_out():
    noor = json.loads(ask("http://chalkface.example/api/v1/accounts/lookup?acct=noor").data)
    own = statuses(f"http://chalkface.example/api/v1/accounts/{noor['id']}/statuses?limit=40")
    priya = json.loads(ask("http://chalkface.example/api/v1/accounts/lookup?acct=priyarw").data)
    shared = statuses(f"http://chalkface.example/api/v1/accounts/{priya['id']}/statuses")

    assert "unlisted" in {status["visibility"] for status in own}
    assert any(status["reblog"] for status in shared)


def test_every_way_of_saying_no_is_on_the_street():
    accounts = [status["account"] for status in statuses(f"{TAG}formativeassessment?limit=40")]
    accounts += [status["account"] for status in statuses(f"{TAG}openedu?limit=40&max_id=117570000000000000")]
    elif_ = json.loads(ask("http://pult.example/api/v1/accounts/lookup?acct=elif").data)
    pavel = json.loads(ask("http://chalkface.example/api/v1/accounts/lookup?acct=zdrahal").data)

    assert any(account["indexable"] is False for account in accounts)
    assert "#nobot" in re.sub(r"<[^>]+>", "", elif_["note"])
    assert "#nobot" not in elif_["note"], "the tag is split by markup, as on a real server"
    assert pavel["noindex"] is True


def test_noindex_is_told_of_own_members_only():
    assert "noindex" not in json.loads(
        ask("http://pult.example/api/v1/accounts/lookup?acct=zdrahal@chalkface.example").data
    )


def test_two_servers_know_one_post_by_one_uri_and_count_it_differently():
    here = {each["uri"]: each for each in statuses(f"{TAG}formativeassessment?limit=40")}
    there = {
        each["uri"]: each for each in statuses("http://pult.example/api/v1/timelines/tag/formativeassessment?limit=40")
    }
    shared = [uri for uri in here if uri in there]

    assert shared
    assert all(here[uri]["id"] != there[uri]["id"] for uri in shared)
    assert any(here[uri]["reblogs_count"] != there[uri]["reblogs_count"] for uri in shared)


CLOSED = "http://stillehavn.example"


def test_a_closed_server_refuses_its_api_and_says_so_but_keeps_its_rss_open():
    reply = ask(f"{CLOSED}/api/v1/timelines/tag/formativeassessment")
    feed = feedparser.parse(ask(f"{CLOSED}/tags/formativeassessment.rss").data)
    instance = json.loads(ask(f"{CLOSED}/api/v2/instance").data)

    assert reply.status == 422
    assert json.loads(reply.data) == {"error": "This method requires an authenticated user"}
    assert instance["configuration"]["timelines_access"]["hashtag_feeds"]["local"] == "authenticated"
    assert feed.entries
    assert not feed.bozo
    assert not any("title" in entry or "author" in entry for entry in feed.entries)
    assert all(entry.id == entry.link for entry in feed.entries)


def test_a_warning_stands_before_the_text_in_rss_and_beside_it_in_the_api():
    warned = [status for status in statuses(f"{TAG}openedu?limit=40") if status["spoiler_text"]]
    feed = feedparser.parse(ask("http://chalkface.example/@adaeze.rss").data)

    assert [(status["spoiler_text"], status["sensitive"]) for status in warned] == [("death of a pupil", True)]
    assert "<strong>Content warning:</strong> death of a pupil" in feed.entries[0].description


def test_an_edit_changes_the_words_and_says_when():
    def noor(today):
        return next(each for each in statuses(f"{TAG}openedu?limit=40", today) if "Appendix F" in each["content"])

    before, after = noor(datetime(2026, 11, 17, tzinfo=UTC)), noor(FRIDAY)

    assert before["id"] == after["id"]
    assert (before["edited_at"], after["edited_at"]) == (None, "2026-11-18T17:00:00.000Z")
    assert "two hands" in after["content"]
    assert "two hands" not in before["content"]


def test_a_deleted_post_is_gone_from_everywhere():
    tuesday = datetime(2026, 11, 17, 18, 0, tzinfo=UTC)
    url = "http://pult.example/api/v1/timelines/tag/formativeassessment?limit=40"
    rota = next(each for each in statuses(url, tuesday) if "names on it" in each["content"])

    assert not any("names on it" in each["content"] for each in statuses(url))
    assert ask(f"http://pult.example/api/v1/statuses/{rota['id']}", tuesday).status == 200
    assert ask(f"http://pult.example/api/v1/statuses/{rota['id']}").status == 404


def test_an_answer_names_whom_it_answers():
    answer = next(
        each for each in statuses(f"{TAG}formativeassessment?limit=40") if "I will ask today" in each["content"]
    )

    assert answer["in_reply_to_id"]
    assert [person["acct"] for person in answer["mentions"]] == ["jonahbr"]
    assert 'class="u-url mention"' in answer["content"]


def test_a_picture_has_words_and_a_link_has_a_card():
    basket = next(each for each in statuses(f"{TAG}openedu?limit=40") if each["media_attachments"])

    assert basket["media_attachments"][0]["description"].startswith("A woman walks quickly")
    assert basket["card"]["title"] == "You told me what it looks like"


def test_the_rate_is_counted_and_its_end_is_on_the_boundary_of_five_minutes():
    headers = ask(f"{TAG}openedu", asked=7).headers

    assert (headers["X-RateLimit-Limit"], headers["X-RateLimit-Remaining"]) == ("300", "293")
    assert headers["X-RateLimit-Reset"] == "2026-11-20T05:25:00.000000Z"


@pytest.mark.parametrize(
    "path", ["/api/v1/statuses/1", "/api/v1/accounts/1", "/api/v1/accounts/lookup?acct=nobody", "/x"]
)
def test_what_is_not_there_is_said_as_mastodon_says_it(path):
    reply = ask(f"http://chalkface.example{path}")

    assert (reply.status, json.loads(reply.data)) == (404, {"error": "Record not found"})
