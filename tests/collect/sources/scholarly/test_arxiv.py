"""arXiv as a source: preprints as one item in all their versions, the articles they became, and its errors."""

import asyncio
from contextlib import suppress
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.collect.sources.scholarly import arxiv
from generator.collect.words import Answer, Visit
from generator.errors import StreetError
from generator.model import Source
from tests.collect.sources.scholarly.driver import Asked

VISIT = Visit(now=datetime(2026, 11, 21, tzinfo=UTC), since=datetime(2026, 11, 14, tzinfo=UTC))
HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/'
    'schemas/atom" xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/"><id>https://arxiv.org/api/x</id>'
    "<title>arXiv Query: search_query=cat:cs.CY</title><opensearch:totalResults>{total}</opensearch:totalResults>"
)


def entry(
    number="2611.01234", day=17, more="", title="On $x^2$ and\n  a &lt; b", summary="We ask a &lt; b.\nAnd more."
):
    return (
        f"<entry><id>http://arxiv.org/abs/{number}v2</id><title>{title}</title><updated>2026-11-19T10:00:00Z</updated>"
        f'<link href="https://arxiv.org/abs/{number}v2" rel="alternate" type="text/html"/><summary>{summary}</summary>'
        f'<category term="cs.CY"/><category term="cs.HC"/><published>2026-11-{day:02}T09:00:00Z</published>'
        f'<arxiv:primary_category term="cs.HC"/><author><name>Ana Doe</name></author><author><name>Bo Roe</name>'
        f"</author>{more}</entry>"
    )


def feed(*entries, total=None):
    return (HEAD.format(total=total or len(entries)) + "".join(entries) + "</feed>").encode()


def read(*pages, address="cat:cs.CY"):
    street = Asked(*pages)
    return asyncio.run(arxiv.read(Source(kind="arxiv", address=address, name="x"), street, VISIT)), street


def one(**changes):
    (found,) = arxiv.parse(feed(entry(**changes)), "arxiv x").items
    return found


def test_a_preprint_becomes_an_item_whatever_its_version():
    found = one()
    assert found.id == "https://doi.org/10.48550/arxiv.2611.01234"
    assert found.url == "https://arxiv.org/abs/2611.01234"
    assert (found.title, found.text) == ("On $x^2$ and a < b", "We ask a < b. And more.")
    assert (found.voice.name, found.voice.key) == ("Ana Doe and Bo Roe", "https://arxiv.org#ana doe")
    assert found.published == datetime(2026, 11, 17, 9, tzinfo=UTC)
    assert found.updated == datetime(2026, 11, 19, 10, tzinfo=UTC)
    assert found.tags == ("cs.HC", "cs.CY")
    (work,) = found.works
    assert (work.doi, work.kind, work.open_at, work.year) == (
        "10.48550/arxiv.2611.01234",
        "posted-content",
        found.url,
        2026,
    )


def test_the_article_that_a_preprint_became_is_a_work_of_its_own_and_the_item_stays_the_same():
    more = "<arxiv:doi>10.5555/Demo.1</arxiv:doi><arxiv:journal_ref>J. Ex. 12 (2025) 2001</arxiv:journal_ref>"
    found = one(more=more)
    assert found.id == one().id
    assert [work.doi for work in found.works] == ["10.48550/arxiv.2611.01234", "10.5555/demo.1"]
    assert found.works[1].venue == "J. Ex. 12 (2025) 2001"


def test_an_old_number_is_read_too():
    assert one(number="hep-th/9711200").url == "https://arxiv.org/abs/hep-th/9711200"
    assert one(number="math.AG/0601001").id == "https://doi.org/10.48550/arxiv.math.ag/0601001"


def test_a_preprint_that_its_authors_take_back_is_marked():
    assert one(summary="This paper has been withdrawn by the authors due to an error.").works[0].retracted
    assert one(more="<arxiv:comment>Withdrawn: see v1</arxiv:comment>").works[0].retracted
    assert not one(summary="Students who withdrew, and troops that were withdrawn.").works[0].retracted


def test_the_newest_of_a_field_are_asked_for_until_the_week_is_past():
    full = [entry(f"2611.{number:05}") for number in range(99)]
    catch, street = read(feed(*full, entry("2610.00001", day=2), total=500))
    assert len(catch.items) == 99
    query = parse_qs(urlsplit(street.asked[0]).query)
    assert (query["search_query"], query["sortBy"], query["sortOrder"]) == (
        ["cat:cs.CY"],
        ["submittedDate"],
        ["descending"],
    )
    catch, street = read(feed(*full, entry("2611.09999"), total=101), feed(entry("2611.10000")))
    assert (len(catch.items), [url.split("start=")[1].split("&")[0] for url in street.asked]) == (101, ["0", "100"])
    assert street.conditional == [True, False]
    assert catch.home == "https://arxiv.org/list/cs.CY/recent"


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("peer feedback", "all:peer AND all:feedback"),
        ('"peer feedback" school', 'all:"peer feedback" AND all:school'),
        ("ti:feedback AND cat:cs.CY", "ti:feedback AND cat:cs.CY"),
        ("feedback OR assessment", "feedback OR assessment"),
        ("(peer", "all:peer"),
    ],
)
def test_every_word_is_asked_for_in_arxivs_language(written, asked):
    assert arxiv.words(written) == asked


def test_a_field_that_is_none_is_refused_before_anything_is_asked():
    with pytest.raises(StreetError, match="A field of arXiv"):
        read(b"", address="cat:two words")


def test_an_unchanged_answer_is_nothing_new_and_an_empty_one_no_failure():
    assert read(Answer(url="u", status=304))[0].unchanged
    assert read(feed())[0].items == ()


ERROR = (
    "<entry><id>https://arxiv.org/api/errors#x</id><title>Error</title><summary>incorrect id format</summary></entry>"
)


def test_an_error_in_the_form_of_an_entry_is_said():
    with pytest.raises(StreetError, match=r"does not understand this question.*“incorrect id format”"):
        read(feed(ERROR))
    with pytest.raises(StreetError, match="“incorrect id format”"):
        read(StreetError("Bad request.", status=400, body=feed(ERROR)))
    with pytest.raises(StreetError, match="does not understand this question"):
        read(StreetError("Bad request.", status=400, body=b"no"))
    with pytest.raises(StreetError, match="three seconds"):
        read(StreetError("Rest.", status=429, body=b"Rate exceeded."))


def test_what_has_no_number_of_arxiv_is_passed_over_and_a_search_has_a_page_too():
    catch, _ = read(
        feed("<entry><id>http://school.example/1</id><title>x</title></entry>"), address="search:peer review"
    )
    assert (catch.items, catch.home.partition("&")[0]) == ((), "https://arxiv.org/search/?query=peer%20review")
    with pytest.raises(StreetError, match=r"arXiv: Down\."):
        read(StreetError("Down.", status=503))


def test_an_answer_that_is_no_feed_is_a_sentence():
    for body in (b"", b"Rate exceeded.", b"<html><body>Down</body></html>", b"{}"):
        with pytest.raises(StreetError):
            arxiv.parse(body, "s")


PIECES = st.sampled_from(
    [
        "<entry>", "</entry>", "<id>http://arxiv.org/abs/2611.01234v1</id>", "<title>", "</title>", "<author>", "x",
        "<name>x</name>", "</author>", "<arxiv:doi>10.5555/x</arxiv:doi>", "<arxiv:doi/>", "<summary>", "</summary>",
        "&amp;", "&x;", "<published>1", "<arxiv:primary_category/>", "<category/>", "\x00", "]]>",
        "<opensearch:totalResults>x</opensearch:totalResults>",
    ]
)  # fmt: skip


@given(st.lists(PIECES, max_size=30))
def test_any_feed_gives_items_or_a_sentence(pieces):
    with suppress(StreetError):
        for item in arxiv.parse((HEAD + "".join(pieces)).encode(), "s").items:
            assert item.title


@given(st.binary())
def test_any_bytes_give_items_or_a_sentence(body):
    with suppress(StreetError):
        arxiv.parse(body, "s")
