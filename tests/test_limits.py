"""Every limit stands in one table with a test that goes past it; what is tested nowhere else is tested here."""

import argparse
import ast
import asyncio
import logging
import socket
from dataclasses import fields
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from generator import files, ledgers, text, timetable, traces, tracking
from generator.arguments import options
from generator.collect import addresses, errand, given, manners, shelf
from generator.collect.door import Door
from generator.collect.http import Wire
from generator.collect.pages import markup, page, robots
from generator.collect.pages import memory as links
from generator.collect.sources import draft
from generator.collect.sources.feeds import feed
from generator.collect.street import ASKS, Http
from generator.collect.works import dois, prose
from generator.config import lists
from generator.errors import InputError, PressError, StreetError
from generator.forms import Mistake
from generator.model import Config, Digest, Edition, Item, Site, ThemeWishes, Voice, Week
from generator.publish import archive, dress, front, glossary
from generator.publish.dress import bounded, rules
from tests import limits
from tests.collect.wild import response, wild
from tests.publish import make

INNER = ("edit.", "publish.lookback", "publish.picture.", "publish.voices")
"""Rooms in which most is a measure of the desk or of a page: what comes from outside was bounded before."""
ROOT = Path(__file__).resolve().parent.parent
NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
URL = "https://a.example/"


# ---------------------------------------------------------------- the table


def called_limits():
    """Return every constant of the house whose own words call it a limit, as `module:NAME`."""
    for path in sorted((ROOT / "generator").rglob("*.py")):
        module = ".".join(path.relative_to(ROOT / "generator").with_suffix("").parts).removesuffix(".__init__")
        body = ast.parse(path.read_text("utf-8")).body
        for one, other in pairwise(body):
            said = other.value.value if isinstance(other, ast.Expr) and isinstance(other.value, ast.Constant) else ""
            names = getattr(one, "targets", [None])
            if isinstance(names[0], ast.Name) and isinstance(said, str) and limits.CALLED.match(said):
                yield f"{module}:{names[0].id}"


def test_no_limit_is_missing_in_the_table():
    inside = [name for name in called_limits() if not name.startswith(INNER)]
    named = {row.place for row in limits.ROWS} | set(limits.ELSEWHERE)

    assert len(inside) > 40
    assert [name for name in inside if name not in named] == []
    assert [each.name for each in fields(Door) if f"collect.door:Door.{each.name}" not in named] == [
        "allow_private", "contact", "hosts", "secrets", "clock", "follow", "pause", "paces",
    ]  # fmt: skip


@pytest.mark.parametrize("row", limits.ROWS, ids=lambda row: row.place)
def test_every_limit_has_a_figure_and_a_test_that_is_there(row):
    file, _, name = row.test.partition("::")
    there = {each.name for each in ast.walk(ast.parse((ROOT / file).read_text("utf-8"))) if hasattr(each, "name")}

    assert row.figure[0].isdigit()
    assert row.past.endswith(".")
    assert name in there, row.test


def test_the_guide_has_the_table_as_it_is():
    assert (ROOT / "content" / "pages" / "guide" / "limits.md").read_text("utf-8") == limits.page()


def test_no_limit_stands_twice():
    assert len({row.place for row in limits.ROWS}) == len(limits.ROWS)


# ---------------------------------------------------------------- asking


def asked(*paths, before=0, **wishes):
    """Ask for addresses one after the other, as one source would; return what the last one gave or cost."""

    async def go():
        async with Wire(Door(**{"allow_private": True, "pause": 0, **wishes}), NOW, {}) as wire:
            http = Http(wire, {})
            http.asked = before
            for path in paths:
                answer = await http.get(path, conditional=False)
            return answer

    return asyncio.run(go())


def test_a_source_whose_pages_never_end_does():
    with wild({"/": response(b"x")}) as server:
        asked(server.address + "/", before=ASKS - 1)
        with pytest.raises(StreetError, match="did not come to an end after 2,000 requests"):
            asked(server.address + "/", before=ASKS)


def test_a_machine_that_does_not_take_the_call_is_left():
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen(0)
        where = door.getsockname()
        waiting = [socket.socket() for _ in range(4)]  # a queue that is full: further callers hear nothing
        for caller in waiting:
            caller.setblocking(False)  # noqa: FBT003  its own signature
            caller.connect_ex(where)
        with pytest.raises(StreetError, match="could not be reached within"):
            asked(f"http://127.0.0.1:{where[1]}/", connect=0.2, seconds=5)
        for caller in waiting:
            caller.close()


def test_an_errand_to_a_server_that_is_silent_ends():
    with socket.create_server(("127.0.0.1", 0)) as door:
        url = f"http://127.0.0.1:{door.getsockname()[1]}/"
        with pytest.raises(StreetError, match=r"did not answer within 0\.2 seconds"):
            errand.run(errand.Errand(url=url), door=Door(), now=NOW, seconds=0.2, at_home=True)


def test_what_is_too_long_counts_as_not_said():
    assert manners.learnt(None, {"etag": '"' + "x" * 511 + '"'}, url=URL, digest=None, now=NOW).etag is None
    assert draft.iso("2026-11-21T12:00:00Z" + " " * 100) is None
    assert draft.mail_date("Sat, 21 Nov 2026 12:00:00 GMT" + " " * 100) is None
    assert given.whole("1" * 19) is None
    assert given.number(2**53, 10**400) is None
    assert dois.clean("10.1000/" + "x" * 600) is None


@pytest.mark.parametrize("figure", ["1e400", "9" * 5_000, "-Infinity", "NaN", "1e-400"])
def test_a_figure_that_no_machine_holds_costs_nothing_but_itself(figure):
    try:
        found = given.load(f'{{"n": {figure}}}', "no JSON")
    except StreetError:
        return
    assert given.number(found["n"]) is None
    assert given.whole(found["n"]) is None
    assert given.seconds(found["n"]) is None


# ---------------------------------------------------------------- feeds and pages


def test_of_lists_only_the_beginning_is_read():
    assert len(given.strings(["x"] * 1_001)) == 1_000
    assert len(given.mappings([{}] * 1_001)) == 1_000
    assert len(draft.tags(f"t{number}" for number in range(31))) == 30


def test_a_declared_entity_that_is_too_long_stands_for_nothing():
    item = "<item><title>t</title><description>{}</description><link>https://a.example/1</link></item>"
    start = '<!DOCTYPE r [<!ENTITY aa "{}">]><rss version="2.0"><channel>' + item.format("A&aa;Z") + "</channel></rss>"

    def read(length):
        found = feed.parse(start.format("x" * length).encode(), URL, "feed x")
        return found.items[0].text

    assert read(60) == "A" + "x" * 60 + "Z"
    assert "x" not in read(61)


def test_what_a_page_says_at_endless_length_is_not_read():
    page = '<script type="application/ld+json">{}</script>'

    assert [*markup.facts(page.format('{"name": "a"}'))] == [{"name": "a"}]
    assert [*markup.facts(page.format('{"name": "%s"}' % ("a" * 300_000)))] == []
    assert len([*markup.facts(page.format("[" + "{}," * 5_000 + "{}]"))]) <= 2_000
    assert len([*markup.facts(page.format('{"name": "a"}') * 30)]) == 20


ARTICLE = f"<article>{'<p>We wrote with chalk on slate for a week, and in the evening about it.</p>' * 200}</article>"


@pytest.mark.parametrize(("deep", "is_read"), [(200, True), (300, False)])
def test_of_a_web_page_the_beginning_is_kept_and_of_one_that_is_a_pit_nothing(deep, is_read):
    found = page.parse(f"<html><body>{'<div>' * deep}{ARTICLE}</body></html>".encode(), URL, "text/html").text

    assert (page.KEPT - 100 < len(found) <= page.KEPT) if is_read else not found


def test_a_long_robots_txt_is_not_kept_for_the_next_run(tmp_path):
    said = {f"https://{size}.example": robots.Robots(asked=NOW, rules="#" * size) for size in (20_000, 20_001)}
    links.write(tmp_path, links.Links(robots=said), NOW)

    assert [*links.read(tmp_path).robots] == ["https://20000.example"]


def test_of_an_endless_robots_txt_the_beginning_counts():
    body = b"User-agent: *\nDisallow: /a\n" + b"# x\n" * 200_000 + b"Disallow: /b\n"
    with wild({"/robots.txt": response(body)}) as server:

        async def go():
            async with Wire(Door(allow_private=True, pause=0), NOW, {}) as wire:
                return await robots.ask(server.address, Http(wire, {}), NOW)

        said = asyncio.run(go())
    may = robots.reader(said)

    assert len(said.rules) == 500 * 1024
    assert (may(server.address + "/a"), may(server.address + "/b")) == (False, True)


# ---------------------------------------------------------------- text


def test_foreign_text_is_cut():
    long = "word " * 100_000

    assert len(text.one_line(long)) <= 300
    assert len(draft.name(long)) <= 100
    assert len(text.plain(long)) <= 20_000
    assert len(prose.abstract(f"<p>{long}</p>")) <= 5_000


def test_of_endless_markup_the_beginning_counts_and_of_a_pit_the_words():
    link = '<a href="https://b.example/x">chalk</a>'
    found = ["https://b.example/x"]

    assert [*text.links("x" * (text.MARKUP - len(link)) + link, URL)] == found
    assert [*text.links("x" * text.MARKUP + link, URL)] == []
    assert [*text.links("<div>" * 200 + link, URL)] == found
    assert [*text.links("<div>" * 300 + link, URL)] == []
    assert text.plain("<div>" * 300 + link) == "chalk"


def test_an_endless_address_is_none():
    assert text.address(URL + "x" * 2_030) is not None
    assert text.address(URL + "x" * 2_031) is None
    long = URL + "x" * 4_096 + "?utm_source=x"
    assert tracking.bare(long) == long
    assert "not" in addresses.objection(long)


# ---------------------------------------------------------------- files of the owner's


def test_a_list_of_feeds_that_is_too_large_is_said(tmp_path):
    (tmp_path / "feeds.opml").write_bytes(b"<opml>" + b" " * lists.OPML_BYTES)

    with pytest.raises(Mistake, match="larger than 5 MB"):
        lists.beside("feeds.opml", tmp_path)


def test_a_term_that_is_no_word_is_said(tmp_path):
    (tmp_path / "glossary.yaml").write_text(f"- term: {'x' * 81}\n  means: much\n")

    with pytest.raises(InputError, match="too long for a word"):
        glossary.read(tmp_path)


def test_a_dress_that_is_too_heavy_is_refused(tmp_path):
    assert [each.words for each in rules.problems("a" * 24_001, "site.css")] == [
        "This has 24,001 characters, and 24,000 is the most."
    ]
    heavy = tmp_path / "theme" / "static" / "heavy.png"
    heavy.parent.mkdir(parents=True)
    heavy.write_bytes(b"x" * 300_001)
    with pytest.raises(InputError, match="300,001 bytes, and 300,000 is the most"):
        dress.wardrobe(make.THEME, ThemeWishes(), tmp_path / "theme")


def test_more_files_than_two_hundred_years_of_weeks_are_not_read(tmp_path):
    class Crowded(type(tmp_path)):  # a folder that lists more than a test should write
        def iterdir(self):
            return (self / f"{number}.md" for number in range(front.MOST + 1))

    with pytest.raises(InputError, match="There are 10,001 files here, and 10,000 is the most"):
        archive.read(Crowded(tmp_path))


@pytest.mark.parametrize(
    "template",
    [
        "{% for a in range(99999) %}{% for b in range(99999) %}chalk" + "k" * 999 + "{% endfor %}{% endfor %}",
        "{{ 'chalk' * 10000000000 }}",
        "{{ 9 ** 9999999999 }}",
    ],
)
def test_a_template_of_an_owners_makes_no_more_than_a_page(template):
    with pytest.raises(PressError, match="more than 20,000,000 characters"):
        bounded.Bounded(autoescape=True).from_string(template).render()
    assert bounded.Bounded().from_string("{{ 3 * 4 ** 2 }}{{ 'ab' * 2 }}").render() == "48abab"


def test_more_shares_than_a_matrix_has_jobs_are_none():
    assert options.share("3/256") == (3, 256)
    with pytest.raises(argparse.ArgumentTypeError, match="256 are the most"):
        options.share("3/257")


def test_of_many_missed_weeks_only_the_last_are_made_up_for():
    config = Config(site=Site(title="x"), digest=Digest(day=5, hour=6), sources=())
    first = Edition(week=Week(2026, 30), id="x", title="", published=NOW, starts=NOW)
    voice = Voice(key=URL, name="Ada")
    days = (NOW - timedelta(days=back) for back in range(100))
    items = [Item(id=f"{day}", url=URL, source="feed x", voice=voice, published=day) for day in days]

    due = timetable.missing(config, [first], items, NOW)

    assert [str(week) for week in due] == ["2026-W44", "2026-W45", "2026-W46", "2026-W47"]


# ---------------------------------------------------------------- the state


def test_a_file_of_the_state_that_grew_too_large_is_set_aside(tmp_path, caplog):
    week = Week.named("2026-W47")
    places = [tmp_path / ledgers.FOLDER / f"{week}.jsonl", tmp_path / traces.FOLDER / f"{week}.json"]
    for path in (*places, tmp_path / links.NAME):
        path.parent.mkdir(exist_ok=True)
        with path.open("wb") as file:
            file.truncate(files.LARGEST + 1)  # a hole: nothing is written

    with caplog.at_level(logging.WARNING):
        assert ledgers.read(tmp_path, week).lines == {}
        assert traces.read(tmp_path, week.after()) == ()
        assert links.read(tmp_path) == links.Links()
    assert (tmp_path / f"{links.NAME}.bad").exists()
    assert not shelf.write(tmp_path / "x.json", links.LINKS, links.Links(), most=5)
