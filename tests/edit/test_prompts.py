"""The choice of questions held to its rules, in invented weeks and in any."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.edit import wording
from generator.edit.conditions import OF_THE_WEEK, Facts, hold
from generator.edit.prompts import AWAY, LOAD, MEMORY, UNDER, Bank, Entry, ask, read_bank
from generator.model import AlertMatches, PromptWishes, Week
from tests.edit.invented import BEFORE, DANAH, INES, JOB, NUMBERS, OTHER, PLAIN, RICH, WEEK, WEEKS, edition

FOLDER = Path(__file__).resolve().parents[2] / "content" / "prompts"
SHIPPED = read_bank({path.name: path.read_text("utf-8") for path in FOLDER.glob("*.yaml")})
LENSES = PromptWishes().lenses


def ask_about(picks, bank=SHIPPED, wishes=None, archive=(), week=WEEK):
    facts = Facts(picks=picks, numbers=NUMBERS, language="en", archive=tuple(archive))
    return ask(facts, bank, wishes or PromptWishes(), week)


def table(asked):
    return [prompt for prompt in asked if not prompt.at]


def test_a_rich_week_is_asked_about_through_five_lenses_and_of_many_picks():
    asked = table(ask_about(RICH))
    assert {prompt.lens for prompt in asked} == set(LENSES)
    assert len({about for prompt in asked for about in prompt.about}) >= 5
    kinds = {entry.id: entry.conditions for entry in SHIPPED.entries}
    assert len({kinds[prompt.id] for prompt in asked}) == 5


def test_every_question_names_what_it_is_about():
    seen = {each.id: each for each in RICH}
    for prompt in ask_about(RICH, wishes=PromptWishes(count=12)):
        for about in prompt.about:
            assert seen[about].name in prompt.text or seen[about].title.strip("“”") in prompt.text


def plain_entries(count, when="any", lens=None):
    return tuple(
        Entry(id=f"{when}-{number}", lens=lens or LENSES[number], when=when, ask="Why {{ pick }}?")
        for number in range(count)
    )


def test_no_pick_is_asked_about_twice_while_another_waits():
    for _, asked in season([RICH] * 3, Bank(entries=plain_entries(5)), PromptWishes()):
        abouts = [prompt.about for prompt in asked]
        assert len(set(abouts)) == len(abouts)


def test_no_kind_of_question_comes_twice_while_another_waits():
    bank = Bank(entries=(*plain_entries(5, lens="sceptic"), *plain_entries(1, "topic", lens="sceptic")))
    for number in range(1, 20):
        asked = ask_about(RICH, bank, PromptWishes(count=2), week=Week(2026, number))
        assert {prompt.id.partition("-")[0] for prompt in asked} == {"any", "topic"}


def test_an_empty_week_is_asked_about_its_silence_at_most():
    asked = ask_about(())
    assert len(asked) == 1
    assert asked[0].about == asked[0].see == ()
    assert "Nothing was picked" in asked[0].text


def test_a_hidden_pick_is_not_spoken_of():
    asked = ask_about((replace(INES, hidden=True), PLAIN))
    assert asked
    assert {about for prompt in asked for about in prompt.about} == {PLAIN.id}


def test_a_thin_week_has_fewer_questions():
    assert len(ask_about((PLAIN,))) == LOAD
    assert len(ask_about((PLAIN, OTHER))) <= 2 * LOAD


def test_a_week_gleaned_again_is_asked_the_same():
    asked = ask_about(RICH, archive=(BEFORE,))
    later = (BEFORE, edition(WEEK, RICH, asked), edition(WEEK.after(), RICH, asked))
    assert ask_about(RICH, archive=later) == asked


def test_other_weeks_turn_the_bank_another_way():
    weeks = [WEEK]
    for _ in range(9):
        weeks.append(weeks[-1].after())
    assert len({ask_about(RICH, week=week) for week in weeks}) == 10


def test_a_year_of_one_and_the_same_week_repeats_nothing_within_eight_editions():
    archive, week = [], WEEK
    for _ in range(52):
        asked = ask_about(RICH, archive=archive, week=week)
        lately = {prompt.id for past in archive[-MEMORY:] for prompt in past.prompts}
        assert len(table(asked)) == 5
        assert {prompt.lens for prompt in table(asked)} == set(LENSES)
        assert lately.isdisjoint(prompt.id for prompt in asked)
        archive.append(edition(week, RICH, asked))
        week = week.after()


def test_an_owners_lens_is_heard_where_config_names_it():
    bank = Bank(entries=(Entry(id="ours", lens="librarian", when="any", ask="Why {{ pick }}?"),))
    assert ask_about(RICH, bank) == ()
    (prompt,) = ask_about(RICH, bank, PromptWishes(lenses=("librarian", "nobody")))
    assert prompt.lens == "librarian"


# ---------------------------------------------------------------- the rules, for any weeks

VARIED = st.lists(st.sampled_from([*RICH, PLAIN, OTHER]), unique_by=lambda each: each.id, max_size=8).map(tuple)
ENTRIES = st.lists(st.sampled_from(SHIPPED.entries), unique_by=lambda entry: entry.id, max_size=25)
BANKS = ENTRIES.map(lambda entries: Bank(entries=tuple(sorted(entries, key=lambda entry: entry.id))))
WISHES = st.builds(
    PromptWishes, count=st.integers(0, 7), lenses=st.lists(st.sampled_from(LENSES), unique=True).map(tuple)
)


def season(weeks, bank, wishes):
    """Ask week after week, each remembering those before; yields what each had to choose from and what it chose."""
    archive, week = [], WEEK
    for picks in weeks:
        facts = Facts(picks=picks, numbers=NUMBERS, language="en", archive=tuple(archive))
        asked = ask(facts, bank, wishes, week)
        yield facts, asked
        archive.append(edition(week, picks, asked))
        week = week.after()


@given(weeks=st.lists(VARIED, min_size=2, max_size=11), bank=BANKS, wishes=WISHES)
@settings(max_examples=80, deadline=None)
def test_no_question_comes_back_within_eight_editions_even_where_none_is_left(weeks, bank, wishes):
    for facts, asked in season(weeks, bank, wishes):
        ids = [prompt.id for prompt in asked]
        lately = {prompt.id for past in facts.archive[-MEMORY:] for prompt in past.prompts}
        assert lately.isdisjoint(ids)
        assert len(set(ids)) == len(ids)
        if len(table(asked)) < wishes.count:
            assert not could_be_asked(facts, table(asked), bank, wishes, lately)


def could_be_asked(facts, already, bank, wishes, lately):
    load = Counter(about for prompt in already for about in prompt.about)
    used = lately | {prompt.id for prompt in already}
    return [
        entry.id
        for entry in bank.entries
        if entry.lens in wishes.lenses and entry.id not in used
        for occasion in hold(entry.conditions, facts)
        if all(load[about] < LOAD for about in occasion.about) and (occasion.picks or not already)
    ]


@given(weeks=st.lists(VARIED, min_size=1, max_size=4), bank=BANKS, wishes=WISHES)
@settings(max_examples=80, deadline=None)
def test_every_question_is_true_of_its_picks_and_within_its_bounds(weeks, bank, wishes):
    entries = {entry.id: entry for entry in bank.entries}
    for facts, asked in season(weeks, bank, wishes):
        assert len(table(asked)) <= wishes.count
        load = Counter(about for prompt in asked for about in prompt.about)
        assert all(times <= LOAD for times in load.values())
        for prompt in asked:
            entry = entries[prompt.id]
            assert prompt.lens == entry.lens in wishes.lenses
            true = {case.about: case for case in hold(entry.conditions, facts)}
            assert prompt.text == wording.render(entry.ask, true[prompt.about])


AUTUMN = [edition(week, RICH, ask_about(RICH, week=week)) for week in (Week(2026, 44), Week(2026, 45), Week(2026, 46))]


@given(picks=VARIED, bank=ENTRIES, wishes=WISHES, chance=st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_the_order_of_the_files_and_of_the_archive_does_not_matter(picks, bank, wishes, chance):
    mixed, past = [*bank], [*AUTUMN]
    chance.shuffle(mixed)
    chance.shuffle(past)
    whole, turned = Bank(entries=tuple(bank)), Bank(entries=tuple(mixed))
    assert ask_about(picks, whole, wishes, AUTUMN) == ask_about(picks, turned, wishes, past)


@given(bank=BANKS, wishes=WISHES.filter(lambda wishes: wishes.count > 0))
@settings(max_examples=60, deadline=None)
def test_a_lens_comes_twice_only_when_each_that_could_has_come_once(bank, wishes):
    facts = Facts(picks=RICH, numbers=NUMBERS)
    asked = ask_about(RICH, bank, wishes)
    for place, prompt in enumerate(around := table(asked)):
        before = {earlier.lens for earlier in around[:place]}
        if prompt.lens in before:
            others = could_be_asked(facts, around[:place], bank, wishes, set())
            lenses = {entry.lens for entry in bank.entries if entry.id in others}
            assert lenses <= before


def test_a_bank_that_is_small_falls_silent_rather_than_repeat_itself():
    bank = Bank(entries=(Entry(id="only", lens="sceptic", when="any", ask="Why {{ pick }}?"),))
    counts = [len(asked) for _, asked in season([RICH] * (2 * MEMORY + 3), bank, PromptWishes())]
    assert counts == [1, *[0] * MEMORY, 1, *[0] * MEMORY, 1]


# ---------------------------------------------------------------- under a pick, and away from the picks


def entries_on(when, count=3):
    return tuple(
        Entry(id=f"{when}-{number}", lens=LENSES[number], when=when, ask="Why {{ pick }}?") for number in range(count)
    )


def test_at_most_two_questions_stand_under_picks_each_under_another_one():
    bank = Bank(entries=(*plain_entries(5), *entries_on("warned"), *entries_on("question"), *entries_on("pictures")))
    under = [prompt for prompt in ask_about(RICH, bank, PromptWishes(count=1)) if prompt.at]
    assert len(under) == UNDER == len({prompt.at for prompt in under})
    assert all(prompt.about == (prompt.at,) for prompt in under)
    assert len({prompt.id.partition("-")[0] for prompt in under}) == UNDER


def test_what_fits_every_pick_stands_around_the_table_only():
    assert [prompt.at for prompt in ask_about(RICH, Bank(entries=plain_entries(5)), PromptWishes(count=3))] == [""] * 3


def test_a_pick_that_the_table_asks_about_twice_is_left_alone():
    whole = Bank(entries=(*entries_on("warned"), *plain_entries(5)))
    assert [prompt.at for prompt in ask_about((DANAH,), whole)] == ["", ""]


def test_who_wants_no_questions_gets_none_under_a_pick_either():
    assert ask_about(RICH, wishes=PromptWishes(count=0)) == ()


def test_questions_that_lead_away_from_the_picks_are_few_and_say_where_to():
    away = Bank(entries=tuple(entry for entry in SHIPPED.entries if set(entry.conditions) & OF_THE_WEEK.keys()))
    asked = ask(WEEKS["full"], away, PromptWishes(count=6), WEEK)
    assert len(asked) == AWAY
    assert all(prompt.see and not prompt.about for prompt in asked)
    places = [mention.url for prompt in asked for mention in prompt.see]
    assert len(set(places)) == len(places)


def test_a_search_that_found_a_pick_is_asked_about_the_pick():
    bank = Bank(entries=entries_on("offer", 1))
    found = AlertMatches(name="Jobs", query="job", key="jobs", matches=(PLAIN, replace(JOB, hidden=True)))
    (prompt,) = ask(Facts(picks=(PLAIN,), numbers=NUMBERS, alerts=(found,)), bank, PromptWishes(), WEEK)
    assert (prompt.about, prompt.see) == ((PLAIN.id,), ())


def test_questions_are_worded_in_the_language_of_their_bank():
    bank = Bank(entries=(Entry(id="warum", lens="sceptic", when="any", ask="Warum {{ pick }}?"),), language="de")
    (prompt,) = ask_about((PLAIN,), bank)
    assert prompt.text == "Warum „A plain piece“?"


def test_what_is_true_of_few_picks_is_asked_before_what_is_true_of_most():
    few = Entry(id="few", lens="sceptic", when="warned", ask="Why {{ pick }}?")
    for number in range(1, 20):
        bank = Bank(entries=(few, *plain_entries(5, lens="sceptic")))
        assert ask_about(RICH, bank, PromptWishes(count=1), week=Week(2026, number))[0].id == "few"


def test_a_lens_that_had_more_turns_lately_waits_for_the_others():
    bank = Bank(entries=tuple(entry for lens in LENSES for entry in plain_entries(60, when="any", lens=lens)))
    named = tuple(replace(entry, id=f"{entry.lens}-{entry.id}") for entry in bank.entries)
    turns = Counter(
        prompt.lens for _, asked in season([RICH] * 20, Bank(entries=named), PromptWishes(count=3)) for prompt in asked
    )
    assert max(turns.values()) - min(turns.values()) <= 2
