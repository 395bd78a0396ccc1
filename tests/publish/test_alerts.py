"""Saved searches as readers meet them: a page, a feed for each, a line in the edition, a record that can be edited."""

from dataclasses import replace
from datetime import date
from xml.etree import ElementTree as ET

import pytest

from generator.errors import InputError
from generator.publish import alerts, archive, plan
from generator.publish.verify import ATOM
from tests.publish import make

SEARCHES = (make.alert(),)
HERE = "https://room.example/digest"


def sheets(*editions, searches=SEARCHES, site_url=None):
    whole = plan.plan(make.config(alerts=searches), editions, (), make.METHOD, site_url)
    return {sheet.file: sheet.names for sheet in whole.sheets}, whole


def shown(*editions, searches=SEARCHES):
    return sheets(*editions, searches=searches)[0]["alerts/index.html"]["alerts"]


def printed(root, *editions, searches=SEARCHES, site_url=None):
    return make.printed(root, make.content(root, *editions), config=make.config(alerts=searches), site_url=site_url)


def feed(site, name="jobs"):
    return ET.fromstring((site / "alerts" / f"{name}.xml").read_bytes())


# ---------------------------------------------------------------- the page


def test_a_digest_without_alerts_has_no_such_page_and_no_link_to_one(tmp_path):
    site = printed(tmp_path, make.edition(alerts=(make.found(),)), searches=())

    assert not (site / "alerts").exists()
    assert "alerts/" not in (site / "index.html").read_text("utf-8")
    assert "Jobs: 1" in (site / "index.html").read_text("utf-8")


def test_every_page_leads_to_the_alerts_where_there_are_some(tmp_path):
    site = printed(tmp_path, make.edition(alerts=(make.found(),)))

    assert 'href="alerts/index.html"' in (site / "index.html").read_text("utf-8")
    assert 'href="../../alerts/index.html#alert-jobs"' in (site / "editions/2026-W47/index.html").read_text("utf-8")
    assert 'id="alert-jobs"' in (site / "alerts/index.html").read_text("utf-8")


def test_what_is_foreign_in_a_match_stays_text(tmp_path):
    evil = make.pick(
        9, title="<script>x</script>", excerpt="{{ say }} <b>", name='"><i>', why="<u>", url="javascript:x"
    )
    page = printed(tmp_path, make.edition(alerts=(make.found("Jobs", evil),)))

    text = (page / "alerts/index.html").read_text("utf-8")
    assert "<script>" not in text
    assert "javascript:" not in text
    assert "{{ say }} &lt;b&gt;" in text


def test_an_item_that_two_alerts_found_stands_under_both(tmp_path):
    both = (make.found("Jobs"), make.found("Grants"))
    site = printed(tmp_path, make.edition(alerts=both), searches=(make.alert("Jobs"), make.alert("Grants")))

    assert (site / "alerts/index.html").read_text("utf-8").count("Feedback, part 9") == 2


def test_the_page_looks_back_over_eight_editions():
    weeks = [make.edition(f"2026-W{number}", alerts=(make.found(),)) for number in range(38, 48)]
    (jobs,) = shown(*weeks)

    assert [week.head.name for week in jobs.weeks] == [f"2026-W{number}" for number in range(47, 39, -1)]
    assert jobs.count == "8 matches"


@pytest.mark.parametrize(
    ("until", "state"),
    [(None, ""), (date(2026, 11, 20), "Until 20 November 2026"), (date(2026, 11, 19), "Ended on 19 November 2026")],
)
def test_it_says_until_when_it_looks(until, state):
    assert shown(make.edition(), searches=(make.alert(until=until),))[0].state == state


def test_it_says_that_nothing_was_found_or_looked_at_yet():
    assert shown(make.edition())[0].nothing == "Nothing in the last edition."
    assert shown()[0].nothing == "It begins to look with the first edition."
    assert shown()[0].feed is None


def test_what_is_hidden_is_not_printed_and_what_is_pinned_comes_first():
    matches = (make.pick(1), make.pick(2, hidden=True), make.pick(3, pin=True))
    edition = make.edition(alerts=(make.found("Jobs", *matches),))
    (jobs,) = shown(edition)

    assert [match.title for match in jobs.weeks[0].matches] == ["Feedback, part 3", "Feedback, part 1"]
    assert jobs.count == "2 matches"
    assert sheets(edition)[0]["index.html"]["edition"].alerts[0].name == "Jobs: 2"


def test_what_was_not_kept_is_counted():
    (jobs,) = shown(make.edition(alerts=(make.found(more=40),)))

    assert jobs.count == "41 matches"
    assert jobs.weeks[0].more.startswith("40 more matched and")


def test_an_alert_whose_matches_are_all_hidden_has_no_line():
    edition = make.edition(alerts=(make.found("Jobs", make.pick(1, hidden=True)),))

    assert sheets(edition)[0]["index.html"]["edition"].alerts == ()
    assert shown(edition)[0].weeks == ()


# ---------------------------------------------------------------- many matches


def many(number=47, count=50, name="Jobs"):
    picks = [make.pick(number * 1000 + at, title=f"W{number} {at}") for at in range(count)]
    return make.edition(f"2026-W{number}", alerts=(make.found(name, *picks),))


def titles(search):
    return [match.title for week in search.weeks for match in week.matches]


def test_a_search_that_found_more_than_its_share_has_a_page_of_its_own():
    pages, _ = sheets(many(46), many(47))
    (jobs,), (whole,) = pages["alerts/index.html"]["alerts"], pages["alerts/jobs/index.html"]["alerts"]

    assert titles(jobs) == [f"W47 {at}" for at in range(50)] + [f"W46 {at}" for at in range(10)]
    assert titles(whole) == [f"W47 {at}" for at in range(50)] + [f"W46 {at}" for at in range(50)]
    assert (jobs.count, jobs.page, whole.page) == ("100 matches", "alerts/jobs/", None)
    assert [week.more for week in (*jobs.weeks, *whole.weeks)] == [""] * 4


def test_searches_share_the_page_evenly_and_those_with_few_matches_have_no_page():
    edition = replace(many(), alerts=(*many().alerts, make.found("Grants")))
    pages, _ = sheets(edition, searches=(make.alert("Jobs"), make.alert("Grants")))
    jobs, grants = pages["alerts/index.html"]["alerts"]

    assert (len(titles(jobs)), len(titles(grants))) == (alerts.TOGETHER // 2, 1)
    assert [file for file in pages if file.startswith("alerts/")] == ["alerts/index.html", "alerts/jobs/index.html"]


def test_the_page_of_a_search_ends_and_says_how_much_more_each_week_had():
    pages, _ = sheets(*(many(number) for number in range(44, 48)))
    (whole,) = pages["alerts/jobs/index.html"]["alerts"]

    assert len(titles(whole)) == alerts.LISTED
    assert [len(week.matches) for week in whole.weeks] == [50, 50, 20, 0]
    assert [week.more[:2] for week in whole.weeks] == ["", "", "30", "50"]


def test_a_page_of_a_search_is_led_to_and_leads_back(tmp_path):
    site = printed(tmp_path, many(46), many(47))

    assert 'href="../alerts/jobs/index.html"' in (site / "alerts/index.html").read_text("utf-8")
    whole = (site / "alerts/jobs/index.html").read_text("utf-8")
    assert 'href="../../alerts/index.html">Alerts' in whole
    assert '<h1 dir="auto">Jobs</h1>' in whole
    assert whole.count('class="match"') == 100


# ---------------------------------------------------------------- the feed


def test_each_alert_has_a_feed_with_the_names_of_the_authors(tmp_path):
    site = printed(tmp_path, make.edition(alerts=(make.found(),)), site_url=HERE)

    root = feed(site)
    (entry,) = root.iter(f"{ATOM}entry")
    assert root.findtext(f"{ATOM}title") == "Jobs · The Staff Room"
    assert entry.findtext(f"{ATOM}title") == "Feedback, part 9"
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "Ines Okafor"
    assert entry.find(f"{ATOM}link").get("href") == "https://room.example/9"
    assert root.find(f"{ATOM}link").get("href") == f"{HERE}/alerts/jobs.xml"
    assert 'href="jobs.xml"' in (site / "alerts/index.html").read_text("utf-8").replace("../alerts/", "")


def test_ids_do_not_change_with_the_domain_the_name_of_the_site_or_the_weeks(tmp_path):
    old, new = make.edition("2026-W46", alerts=(make.found(),)), make.edition(alerts=(make.found(),))
    before = feed(printed(tmp_path / "a", old, site_url=HERE))
    after = feed(printed(tmp_path / "b", old, new, site_url="https://elsewhere.example"))

    assert [each.text for each in before.iter(f"{ATOM}id")] == [each.text for each in after.iter(f"{ATOM}id")]
    assert [each.text for each in before.iter(f"{ATOM}updated")] == [each.text for each in after.iter(f"{ATOM}updated")]


def test_two_alerts_do_not_share_ids():
    edition = make.edition(alerts=(make.found("Jobs"), make.found("Grants")))
    _, whole = sheets(edition, searches=(make.alert("Jobs"), make.alert("Grants")))

    assert len({feed.id for feed in whole.alerts} | {feed.entries[0].id for feed in whole.alerts}) == 4


def test_the_newest_week_comes_first_in_a_feed():
    weeks = [
        make.edition(f"2026-W{number}", alerts=(make.found("Jobs", make.pick(number)),)) for number in (45, 46, 47)
    ]
    _, whole = sheets(*weeks)

    assert [entry.title for entry in whole.alerts[0].entries] == [f"Feedback, part {number}" for number in (47, 46, 45)]


def test_a_text_under_a_warning_is_not_in_a_feed(tmp_path):
    closed = make.pick(9, warning="grief", excerpt="What happened then")
    root = feed(printed(tmp_path, make.edition(alerts=(make.found("Jobs", closed),))))

    content = next(root.iter(f"{ATOM}content")).text
    assert "grief" in content
    assert "What happened then" not in content


def test_a_feed_without_matches_is_whole_and_there_are_none_before_the_first_edition(tmp_path):
    assert feed(printed(tmp_path / "a", make.edition())).findtext(f"{ATOM}updated")
    assert not list((printed(tmp_path / "b") / "alerts").glob("*.xml"))


# ---------------------------------------------------------------- the record


def test_what_was_found_is_kept_and_read_again(tmp_path):
    edition = make.edition(alerts=(make.found("Jobs", make.pick(9, same=("https://room.example/9",)), more=3),))
    archive.write(edition, tmp_path)

    assert archive.read(tmp_path) == (edition,)


def test_an_edition_from_before_there_were_alerts_is_read(tmp_path):
    archive.write(make.edition(), tmp_path)

    assert "alerts" not in (tmp_path / "2026-W47.md").read_text("utf-8")
    assert archive.read(tmp_path)[0].alerts == ()


def test_the_owner_may_hide_a_match(tmp_path):
    path = archive.write(make.edition(alerts=(make.found(),)), tmp_path)
    title = "      - title: Feedback, part 9\n"
    path.write_text(path.read_text("utf-8").replace(title, title + "        hidden: true\n"), "utf-8")

    (edition,) = archive.read(tmp_path)
    assert edition.alerts[0].matches[0].hidden


def test_a_match_that_is_there_twice_is_a_mistake(tmp_path):
    found = make.found("Jobs", make.pick(9), make.pick(9))
    archive.write(make.edition(alerts=(found,)), tmp_path)

    with pytest.raises(InputError, match="twice"):
        archive.read(tmp_path)


def test_a_renamed_alert_leaves_what_it_found_in_the_edition_without_a_link():
    edition = make.edition(alerts=(make.found("Old"),))
    names, _ = sheets(edition)

    assert [(link.name, link.address) for link in names["index.html"]["edition"].alerts] == [("Old: 1", None)]
    assert names["alerts/index.html"]["alerts"][0].weeks == ()


def test_the_searches_shown_are_those_of_today():
    edition = make.edition(alerts=(replace(make.found(), query="as it was"),))

    assert shown(edition)[0].query == "job OR internship"
    assert alerts.WEEKS == 8


def test_a_search_lies_closed_and_its_feed_is_called_after_it(tmp_path):
    page = (printed(tmp_path, make.edition(alerts=(make.found(),))) / "alerts/index.html").read_text("utf-8")

    assert '<summary aria-label="The search: Jobs">The search</summary>' in page
    assert ">Feed of Jobs</a>" in page
