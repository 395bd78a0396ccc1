"""Conditions keep their word: each holds where it is true, nowhere else, and of the picks it says."""

from dataclasses import replace

import pytest

from generator.edit.conditions import CHOSEN, CONDITIONS, Facts, hold
from generator.model import Numbers
from tests.edit.invented import (
    DANAH,
    ESCUELA,
    INES,
    JONAS,
    JOURNAL,
    KESTREL,
    MARIT,
    MARIT_AGAIN,
    OTHER,
    PAT,
    PLAIN,
    WEEK,
    WEEKS,
    edition,
)

TRUE_AND_FALSE = {
    "any": ((PLAIN,), ()),
    "article": ((PLAIN,), (JONAS,)),
    "one_voice": ((PLAIN,), (INES,)),
    "several_voices": ((INES,), (PLAIN,)),
    "new_voice": ((KESTREL,), (PLAIN,)),
    "quiet": ((PAT,), (PLAIN,)),
    "research": ((JOURNAL,), (PLAIN,)),
    "question": ((JONAS,), (PLAIN,)),
    "other_language": ((PLAIN, OTHER, ESCUELA), (PLAIN, OTHER)),
    "long_read": ((JOURNAL,), (replace(JOURNAL, kind="post"),)),
    "short_post": ((DANAH,), (replace(DANAH, minutes=1.1),)),
    "points_elsewhere": ((PAT,), (PLAIN,)),
    "pictures": ((KESTREL,), (PLAIN,)),
    "warned": ((DANAH,), (PLAIN,)),
    "topic": ((INES,), (PLAIN,)),
    "off_topic": ((PLAIN, INES), (PLAIN, OTHER)),
    "busy_topic": ((INES, JOURNAL, ESCUELA), (INES, JOURNAL, PLAIN)),
    "quiet_week": ((PLAIN, OTHER), (PLAIN,)),
    "two_voices": ((PLAIN, OTHER), (MARIT, MARIT_AGAIN)),
    "two_articles": ((PLAIN, OTHER), (PLAIN, JONAS)),
    "same_topic": ((INES, ESCUELA), (INES, MARIT)),
    "same_voice": ((MARIT, MARIT_AGAIN), (PLAIN, OTHER)),
    "research_and_practice": ((JOURNAL, PLAIN), (PLAIN, OTHER)),
    "heard_and_overlooked": ((INES, PAT), (PLAIN, PAT)),
    "long_and_short": ((JOURNAL, DANAH), (JOURNAL, ESCUELA)),
    "silence": ((), (PLAIN,)),
}
OF_MORE_THAN_PICKS = {"returning", "chosen"}


def facts_of(*picks, **more):
    return Facts(picks=picks, numbers=more.pop("numbers", Numbers()), **more)


def test_every_condition_is_tried_both_ways():
    assert TRUE_AND_FALSE.keys() | OF_MORE_THAN_PICKS == CONDITIONS.keys()


@pytest.mark.parametrize(("name", "cases"), TRUE_AND_FALSE.items())
def test_a_condition_holds_where_it_is_true_and_nowhere_else(name, cases):
    true, false = cases
    assert hold([name], facts_of(*true))
    assert hold([name], facts_of(*false)) == []


def test_a_voice_returns_only_if_an_earlier_edition_printed_it():
    printed, hidden = edition(WEEK.before(), (PLAIN,)), edition(WEEK.before(), (replace(PLAIN, hidden=True),))
    assert hold(["returning"], facts_of(PLAIN, archive=(printed,)))
    assert hold(["returning"], facts_of(PLAIN, archive=(hidden,))) == []


def test_a_choice_is_asked_about_only_where_much_was_left_out():
    assert hold(["chosen"], facts_of(PLAIN, numbers=Numbers(items=CHOSEN))) == []
    assert [case.words["items"] for case in hold(["chosen"], facts_of(PLAIN, numbers=Numbers(items=1914)))] == ["1,914"]


def test_a_language_is_another_one_only_beside_one_that_most_picks_are_in():
    half = [replace(PLAIN, language=None), ESCUELA]
    assert hold(["other_language"], facts_of(*half)) == []
    assert hold(["other_language"], facts_of(PLAIN, replace(OTHER, language="en-GB"), ESCUELA))[0].picks == (ESCUELA,)


def test_research_is_laid_beside_what_shares_its_interest_where_there_is_such():
    near = {case.picks for case in hold(["research_and_practice"], facts_of(JOURNAL, PLAIN, INES))}
    assert near == {(JOURNAL, INES)}


def test_conditions_together_are_true_of_the_same_picks():
    cases = hold(["two_voices", "quiet"], facts_of(PLAIN, PAT, OTHER))
    assert {case.picks for case in cases} == {(PAT, PLAIN), (PAT, OTHER)}
    assert hold(["question", "quiet"], facts_of(PAT, JONAS)) == []
    assert hold(["several_voices", "topic"], facts_of(INES))[0].words["topic"] == "formative assessment"


@pytest.mark.parametrize("name", CONDITIONS)
@pytest.mark.parametrize("week", WEEKS)
def test_a_condition_gives_what_its_row_says_and_each_case_once(name, week):
    row = CONDITIONS[name]
    cases = list(row.find(WEEKS[week]))
    assert all(set(case.words) == set(row.gives) and len(case.picks) == row.size for case in cases)
    assert len({case.about for case in cases}) == len(cases)
