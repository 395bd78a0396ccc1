"""What an owner wishes of a source holds, whatever the source gives; and when he wants it left alone, it is."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from generator import collect
from generator.collect import kept
from generator.collect.waiting import back_off, later, off_hours
from generator.collect.words import Catch, Schedule
from generator.errors import StreetError
from generator.model import Health, Item, Voice
from tests.collect.driver import NOW, source

VOICE = Voice(key="https://ada.example/", name="Ada")
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def item(number, **fields):
    return Item(id=str(number), url=f"https://a.example/{number}", source="", voice=VOICE, **fields)


def test_items_in_other_languages_are_left_out_and_those_that_do_not_say_stay():
    items = (item(1, language="en-GB"), item(2, language="fr"), item(3), item(4, language="DE"))
    found = kept.wished(source(languages=("en", "de-AT")), Catch(items=items), NOW)
    assert [each.id for each in found.items] == ["1", "3", "4"]
    assert found.notes == ("1 item left out: in another language.",)


def test_a_source_that_gives_more_than_a_run_takes_is_cut_and_says_so():
    found = kept.wished(source(), Catch(items=tuple(map(item, range(kept.MOST + 2)))), NOW)
    assert [each.id for each in found.items] == [str(number) for number in range(kept.MOST)]
    assert found.notes == ("2 items left out: 1,000 are the most of one run.",)


def test_without_full_texts_a_text_ends_after_a_hundred_words():
    found = kept.wished(source(full_text=False), Catch(items=(item(1, text="word " * 1000),)), NOW)
    assert len(found.items[0].text) <= kept.SUMMARY
    assert found.items[0].text.endswith("…")


@pytest.mark.parametrize("fields", [{}, {"full_text": True, "languages": ()}])
def test_whoever_wishes_nothing_gets_everything(fields):
    catch = Catch(items=(item(1, text="word " * 1000, language="fr"),), notes=("All read.",))
    assert kept.wished(source(**fields), catch, NOW) == catch


@pytest.mark.parametrize(
    ("fields", "today", "said"),
    [
        ({"until": date(2026, 11, 20)}, date(2026, 11, 20), ""),
        ({"until": date(2026, 11, 20)}, date(2026, 11, 21), "Not asked since 20 November 2026"),
        ({"pause_until": date(2026, 12, 1)}, date(2026, 11, 30), "Paused until 1 December 2026"),
        ({"pause_until": date(2026, 12, 1)}, date(2026, 12, 1), ""),
    ],
)
def test_a_source_is_away_until_and_from_the_days_its_owner_names(fields, today, said):
    words = kept.away(source(**fields), today)
    assert words.startswith(said)
    assert bool(words) == bool(said)


# ------------------------------------------------ schedules and failures


def test_a_feed_that_says_it_is_written_weekly_is_not_asked_daily():
    assert later(None, Schedule(every=3 * DAY), NOW).until == NOW + 3 * DAY
    assert later(None, Schedule(every=90 * DAY), NOW).until == NOW + 6 * DAY
    assert later(None, Schedule(), NOW) is None


def test_hours_and_days_that_a_feed_does_not_like_are_kept_free_but_not_for_ever():
    yesterday = NOW - DAY
    assert off_hours(Schedule(skip_hours=frozenset({12, 13})), yesterday, NOW).until == NOW + 2 * HOUR
    assert off_hours(Schedule(skip_hours=frozenset({11, 13})), yesterday, NOW) is None
    assert off_hours(Schedule(skip_days=frozenset({6, 7})), yesterday, NOW).until == NOW.replace(hour=0) + 2 * DAY
    always = Schedule(skip_hours=frozenset(range(24)))
    assert off_hours(always, yesterday, NOW).holds(NOW)
    assert off_hours(always, NOW - 4 * DAY, NOW) is None


def test_a_source_that_fails_again_and_again_is_asked_more_and_more_rarely():
    def hours(*, answered):
        rests = (back_off(failures, NOW, answered=answered) for failures in range(1, 8))
        return [(rest.until - NOW) / HOUR if rest else None for rest in rests]

    assert hours(answered=False) == [None, None, 20, 44, 92, 140, 140]
    assert hours(answered=True) == [1, 1, 20, 44, 92, 140, 140]


# ------------------------------------------------ in a run


class Visits:
    """Runs over one source whose answers a test writes down beforehand: a catch or a failure each."""

    def __init__(self, state, *answers):
        self.state, self.answers, self.asked = state, list(answers), []

    async def read(self, _, street, visit):
        self.asked.append(visit.now)
        found = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        street.asked = 1
        if isinstance(found, StreetError):
            raise found
        return found

    def run(self, at, **fields):
        wanted = source(kind="told", **fields)
        (report,) = collect.run(
            [wanted], self.state, now=at, since=at - 7 * DAY, door=collect.Door(), adapters={"told": self.read}
        )
        return report

    @property
    def ids(self):
        return [each.id for each in collect.read(self.state)]


def test_a_paused_source_is_not_asked_and_says_why(tmp_path):
    visits = Visits(tmp_path, Catch(items=(item(1),)))
    report = visits.run(NOW, pause_until=date(2026, 12, 1))
    assert (report.health, visits.asked) == (Health.RESTING, [])
    wanted = source(kind="told", pause_until=date(2026, 12, 1))
    assert collect.last_reports(tmp_path, [wanted], now=NOW) == (report,)
    assert visits.run(NOW + 12 * DAY, pause_until=date(2026, 12, 1)).health is Health.OK


def test_a_failing_source_keeps_its_reason_while_it_rests_and_comes_back(tmp_path):
    visits = Visits(tmp_path, *[StreetError("It is down.")] * 4, Catch(items=(item(1),)))
    reports = [visits.run(NOW + number * DAY) for number in range(6)]
    assert [report.health.value for report in reports] == ["failed"] * 5 + ["ok"]
    assert visits.asked == [NOW + number * DAY for number in (0, 1, 2, 3, 5)]
    assert reports[4].words.startswith("It is down. Not asked again before ")
    assert "failed 4 times" in reports[4].words


def test_a_run_that_is_tried_again_and_again_by_hand_fails_once(tmp_path):
    visits = Visits(tmp_path, StreetError("The way there is broken."))
    for minutes in range(0, 60, 10):
        report = visits.run(NOW + timedelta(minutes=minutes))
    assert (len(visits.asked), report.words) == (6, "The way there is broken.")


def test_a_server_that_refuses_is_asked_once_an_hour(tmp_path):
    visits = Visits(tmp_path, StreetError("There is nothing here.", status=404))
    assert [visits.run(NOW + timedelta(minutes=minutes)).health.value for minutes in (0, 30, 61)] == ["failed"] * 3
    assert visits.asked == [NOW, NOW + timedelta(minutes=61)]


def test_what_a_timeline_that_was_read_back_no_longer_shows_is_deleted_and_what_is_older_is_not(tmp_path):
    posts = [item(number, published=NOW - number * DAY) for number in (1, 2, 3)]
    first = Catch(items=tuple(posts), present=frozenset("123"), covered=NOW - 7 * DAY)
    later = Catch(items=(posts[0],), present=frozenset("1"), covered=NOW - 2.5 * DAY)
    visits = Visits(tmp_path, first, later)
    visits.run(NOW)
    visits.run(NOW + DAY)
    assert visits.ids == ["1", "3"]


def test_a_date_that_has_not_come_yet_is_not_believed():
    items = (item(1, published=NOW + 2 * DAY), item(2, published=NOW + HOUR))
    found = kept.wished(source(), Catch(items=items), NOW).items
    assert [each.published for each in found] == [None, NOW + HOUR]


def test_what_a_complete_feed_no_longer_shows_is_deleted(tmp_path):
    first, second = (item(1), item(2)), (item(2),)
    visits = Visits(tmp_path, Catch(items=first, present=frozenset("12")), Catch(items=second, present=frozenset("2")))
    visits.run(NOW)
    assert visits.ids == ["1", "2"]
    visits.run(NOW + DAY)
    assert visits.ids == ["2"]


def test_what_was_ended_for_good_is_not_published_either(tmp_path):
    gone = StreetError("The publisher has ended it.", kind="gone", status=410)
    visits = Visits(tmp_path, Catch(items=(item(1), item(2))), gone)
    visits.run(NOW)
    assert visits.run(NOW + DAY).health is Health.GONE
    assert visits.ids == []


def test_a_feed_is_left_alone_at_the_hours_it_names(tmp_path):
    visits = Visits(tmp_path, Catch(items=(item(1),), schedule=Schedule(skip_hours=frozenset({12}))))
    assert visits.run(NOW).health is Health.OK
    report = visits.run(NOW + DAY)
    assert (report.health, len(visits.asked)) == (Health.RESTING, 1)
    assert "asks not to be read at this time" in report.words
    assert visits.run(NOW + DAY + 2 * HOUR).health is Health.OK


# ------------------------------------------------ a source that changed hands


def entries(first, words, home="https://chalk.example/", voice=VOICE):
    items = tuple(
        Item(
            id=f"{home}{number}",
            url=f"{home}{number}",
            source="",
            voice=voice,
            title=words,
            text=words,
            published=NOW - 60 * DAY + number * DAY,
        )
        for number in range(first, first + 20)
    )
    return Catch(items=items, home=home)


TEACHING = "Feedback that pupils use while they practise fractions in our classroom"
GERMAN = entries(40, "Das beste Spiel der Welt und wie man es gewinnt, ohne zu zahlen").items
PILLS = Catch(
    items=entries(40, "Cheap pills casino bonus jackpot", "https://pills.example/").items, home="https://pills.example/"
)


class Bought(Visits):
    """Runs over a feed whose home moves; it is asked at an address that answers from its home."""

    async def read(self, source, street, visit):
        catch = await super().read(source, street, visit)
        street.landed = catch.home
        return catch

    def run(self, at, *, since=90, **fields):
        wanted = source(kind="feed", **fields)
        (report,) = collect.run(
            [wanted],
            self.state,
            now=at,
            since=at - since * DAY,
            door=collect.Door(follow=False),
            adapters={"feed": self.read},
        )
        return report


def test_a_source_that_changed_hands_waits_until_its_owner_has_looked(tmp_path):
    visits = Bought(tmp_path, entries(0, TEACHING), PILLS)
    assert visits.run(NOW).health is Health.OK
    known = visits.ids

    report = visits.run(NOW + DAY)
    assert (report.health, report.items, visits.ids) == (Health.ASIDE, 0, known)
    assert "pills.example" in report.words
    assert f"checked: {NOW + DAY:%Y-%m-%d}" in report.words

    again = visits.run(NOW + 2 * DAY, checked=(NOW - DAY).date())
    assert (again.health, again.since) == (Health.ASIDE, NOW + DAY)

    assert visits.run(NOW + 3 * DAY, checked=(NOW + DAY).date()).health is Health.OK
    assert len(visits.ids) == len(known) + 20
    assert visits.run(NOW + 4 * DAY, checked=(NOW + DAY).date()).health is Health.OK


def test_a_new_owner_cannot_hide_behind_old_dates(tmp_path):
    early = Catch(
        items=tuple(replace(each, published=each.published - 400 * DAY, id=f"old {each.id}") for each in GERMAN),
        home="https://chalk.example/",
    )
    visits = Bought(tmp_path, entries(0, TEACHING), early)
    visits.run(NOW, since=500)
    assert visits.run(NOW + DAY, since=500).health is Health.ASIDE


def test_a_source_that_is_itself_again_needs_nobody(tmp_path):
    visits = Bought(tmp_path, entries(0, TEACHING), PILLS, entries(20, TEACHING))
    healths = [visits.run(NOW + number * DAY).health for number in range(3)]
    assert healths == [Health.OK, Health.ASIDE, Health.OK]
    assert not [each for each in visits.ids if "pills" in each]
