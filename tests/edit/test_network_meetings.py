"""Who met whom: every kind of meeting is known by what was said in public, and by nothing else."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.edit.meetings import heard, who_met
from generator.edit.past import CIRCLE
from generator.edit.persons import unite
from generator.edit.stories import gather
from generator.model import Bond, Work
from tests.edit.meeting import key, said
from tests.edit.week import harvests, item, post, voice


def met(*items):
    stories = gather(items)
    return {(each.who, each.whom): (each.kinds, each.times) for each in who_met(stories, heard(stories))}


def one(who, whom, *kinds, times=1):
    return {(key(who), key(whom)): (kinds, times)}


# ---------------------------------------------------------------- each kind


def test_an_answer_is_a_meeting_and_the_name_in_it_is_no_second_one():
    asked = said("Ada")

    assert met(asked, said("Bo", reply_to=asked.id)) == one("Bo", "Ada", Bond.ANSWERS)
    assert met(asked, said("Bo", reply_to=asked.url)) == one("Bo", "Ada", Bond.ANSWERS)
    assert met(asked, said("Bo", "Ada", reply_to=asked.id)) == one("Bo", "Ada", Bond.ANSWERS)


def test_whoever_links_to_what_another_wrote_cites_them():
    text = item("essay", "Ada")

    for more in ({"links": (text.url,)}, {"about": f"{text.url}?utm_source=x"}):
        assert met(text, said("Bo", **more)) == one("Bo", "Ada", Bond.CITES)


def test_a_link_into_a_site_that_is_one_persons_alone_cites_them():
    old = "https://ada.example/of/last/year"

    assert met(item("essay", "Ada"), said("Bo", links=(old,))) == one("Bo", "Ada", Bond.CITES)
    assert met(item("essay", "Ada"), said("Bo", links=("https://ada.example/",))) == one("Bo", "Ada", Bond.CITES)


@pytest.mark.parametrize(
    "owner",
    [
        voice("Ada", key="https://many.example/", address="https://many.example/"),
        voice("Ada", key="https://many.example/#ada", address="https://many.example/"),
        voice("Ada", key="https://many.example/~ada", address="https://many.example/~ada"),
        voice("Ada", key="https://many.example/@ada", address="https://many.example/@ada", network="mastodon"),
    ],
)
def test_a_link_into_a_site_where_others_are_at_home_cites_nobody(owner):
    other = voice("Cem", key="https://many.example/@cem", network="mastodon")
    items = (said("X"), post("n", "Ada"), post("m", "Cem"))
    here = (items[0], replace(items[1], voice=owner), replace(items[2], voice=other))

    assert met(*here, said("Bo", links=("https://many.example/elsewhere",))) == {}


def test_an_account_among_others_does_not_own_the_server_even_where_it_is_the_only_one_of_the_week():
    account = voice("Ada", key="https://social.example/@ada", network="mastodon")

    assert met(replace(post("n", "Ada"), voice=account), said("Bo", links=("https://social.example/@eve/1",))) == {}


def test_a_verified_site_is_its_accounts_own():
    account = voice(
        "Ada", key="https://social.example/@ada", network="mastodon", links=("https://ada-writes.example/",)
    )
    items = replace(post("n", "Ada"), voice=account), said("Bo", links=("https://ada-writes.example/2019/essay",))

    assert met(*items) == {(key("Bo"), account.key): ((Bond.CITES,), 1)}


def test_whoever_only_points_at_a_page_has_not_written_it():
    pointer = item("link", "Ada", url="https://paper.example/one/two", kind="post", title="")

    assert (key("Bo"), key("Ada")) not in {
        pair for pair, (kinds, _) in met(pointer, said("Bo", links=(pointer.url,))).items() if Bond.CITES in kinds
    }


def test_a_paper_is_cited_by_its_doi():
    work = Work(doi="10.5555/abc", title="A paper")
    record = item("paper", "Ada", id="https://doi.org/10.5555/abc", url="https://doi.org/10.5555/abc", works=(work,))

    assert met(record, said("Bo", links=("https://doi.org/10.5555/abc",))) == one("Bo", "Ada", Bond.CITES)


def test_whoever_passes_something_on_meets_its_author_if_they_spoke_themselves():
    assert met(said("Ada", shared_by=(key("Bo"),)), said("Bo")) == one("Bo", "Ada", Bond.PASSES_ON)


def test_a_name_is_a_meeting_whichever_of_a_persons_addresses_it_has():
    site = replace(item("essay", "Ada"), voice=voice("Ada", address="https://ada.example/"))
    account = voice("Ada", key="https://social.example/@ada", address="https://social.example/@ada", network="mastodon",
                    links=("https://ada.example/",))  # fmt: skip
    items = (site, replace(post("n", "Ada", text="ada speaks"), voice=account), said("Bo", "Ada"))
    named = (*items, replace(said("Cem"), mentions=(account.key,)))

    assert met(*unite(named)) == one("Bo", "Ada", Bond.NAMES) | one("Cem", "Ada", Bond.NAMES)


def test_two_who_speak_of_one_page_share_it_whatever_the_order():
    page = "https://paper.example/x"

    assert met(said("Bo", about=page), said("Ada", about=page)) == one("Ada", "Bo", Bond.SHARES)
    both = (page, "https://other.example/1")
    assert met(said("Bo", links=both), said("Ada", links=(page, "https://third.example/2"))) == one(
        "Ada", "Bo", Bond.SHARES
    )


def test_articles_share_what_they_are_about_and_not_the_licence_below_them():
    licence = ("https://licence.example/by/4", "https://a.example/1")

    assert met(item("one", "Ada", links=licence), item("two", "Bo", links=licence)) == {}


def test_who_meets_another_directly_does_not_share_besides():
    page = "https://paper.example/x"

    assert met(said("Ada", about=page), said("Bo", "Ada", about=page)) == one("Bo", "Ada", Bond.NAMES)


def test_times_are_items_and_kinds_are_each_named_once():
    first = said("Ada")
    later = (said("Bo", number=1, reply_to=first.id), said("Bo", "Ada", number=2), said("Bo", "Ada", number=3))

    assert met(first, *later) == one("Bo", "Ada", Bond.ANSWERS, Bond.NAMES, times=3)


def test_of_a_crowd_those_who_speak_first_meet_one_another_and_the_others_the_first_of_all():
    page = "https://paper.example/x"
    found = met(*(said(f"P{n:02d}", about=page, days=6 - n / 10) for n in range(40)))

    assert len(found) == CIRCLE * (CIRCLE - 1) // 2 + 40 - CIRCLE
    assert all(pair in found for pair in ((key("P00"), key(f"P{n:02d}")) for n in range(1, 40)))


# ---------------------------------------------------------------- who is not there


def test_whoever_is_known_by_an_address_only_meets_nobody():
    assert met(said("Ada", "Nobody", shared_by=(key("Booster"), key("Nobody")))) == {}


def test_machines_and_those_of_whom_only_the_link_is_known_meet_nobody():
    asked = said("Ada")
    machine = replace(said("Bot", "Ada"), voice=voice("Bot", network="mastodon", bot=True))
    bare = post("bare", "Shy", title="A post by Shy", text="", reply_to=asked.id, mentions=(key("Ada"),))

    assert met(asked, machine, bare, said("Bo", "Bot", "Shy")) == {}
    assert [each.voice.name for each in heard(gather((asked, machine, bare)))] == ["Ada"]


def test_nobody_meets_themselves():
    first = said("Ada")
    again = said("Ada", "Ada", number=1, reply_to=first.id, links=(first.url,), shared_by=(key("Ada"),))

    assert met(first, again) == {}


@given(harvests, st.randoms(use_true_random=False))
def test_meetings_are_of_people_who_spoke_and_do_not_depend_on_the_order(items, random):
    found = met(*items)

    there = {each.voice.key for each in items}
    assert all(who in there and whom in there and who != whom for who, whom in found)
    assert all(times >= 1 and kinds for kinds, times in found.values())
    assert all(who < whom for (who, whom), (kinds, _) in found.items() if kinds == (Bond.SHARES,))
    assert met(*random.sample(items, len(items))) == found
