"""Conditions keep their word: each holds where it is true, nowhere else, and of the picks it says."""

from dataclasses import replace

import pytest

from generator.edit.conditions import CONDITIONS, Facts, hold
from generator.edit.occasions_picks import CHOSEN
from generator.model import Courtesy, Kindness, Line, Network, Numbers, Tie
from tests.edit.invented import (
    ASKED,
    BUT,
    CITING,
    CLAIMING,
    DANAH,
    ESCUELA,
    FAR,
    HEARD,
    INES,
    JOB,
    JONAS,
    JOURNAL,
    KESTREL,
    MARIT,
    MARIT_AGAIN,
    NEAR,
    NETWORK,
    OFFER,
    OTHER,
    PAPER,
    PAT,
    PLAIN,
    STRANGERS,
    TAKEN_BACK,
    UNNAMED,
    WEEK,
    WEEKS,
    WORD,
    edition,
    mention,
)

PAPERS = replace(PLAIN, name="The Daily Plain", source_name="the-daily-plain", new_voice=True)
"""A feed that speaks for itself."""
TRUE_AND_FALSE = {
    "any": ((PLAIN,), ()),
    "article": ((PLAIN,), (JONAS,)),
    "one_voice": ((PLAIN,), (INES, replace(PLAIN, name="Ada and Ben"))),
    "several_voices": ((INES,), (PLAIN, replace(INES, also=INES.also[:1]))),
    "new_voice": ((KESTREL,), (PLAIN, PAPERS)),
    "quiet": ((PAT,), (PLAIN,)),
    "research": ((JOURNAL,), (PLAIN, CITING, TAKEN_BACK)),
    "cites_study": ((CITING,), (JOURNAL, TAKEN_BACK)),
    "question": ((JONAS,), (PLAIN,)),
    "asks": ((JONAS,), (PLAIN, replace(JONAS, excerpt="How do you choose" + " and choose" * 9 + " again?"))),
    "opening": (
        (INES,),
        (
            PLAIN,
            replace(INES, warning="exams"),
            replace(INES, excerpt="Not yet a sentence of"),
            replace(INES, excerpt="Whose notebooks are those on my table? They are 4B’s."),
        ),
    ),
    "other_language": ((PLAIN, OTHER, ESCUELA), (PLAIN, OTHER)),
    "long_read": ((JOURNAL,), (replace(JOURNAL, kind="post"),)),
    "short_post": ((DANAH,), (replace(DANAH, minutes=1.1), replace(DANAH, excerpt="Who knows?"), JONAS)),
    "points_elsewhere": (
        (PAT,),
        (
            PLAIN,
            replace(PAT, address="https://www.elsewhere.example/"),
            replace(PAT, about="https://t.co/x"),
            replace(PAT, about="https://www.tinyurl.com/x"),
        ),
    ),
    "pictures": ((KESTREL,), (PLAIN,)),
    "warned": ((DANAH,), (PLAIN,)),
    "topic": ((INES,), (PLAIN,)),
    "off_topic": (
        (PLAIN, replace(OTHER, language=None), INES),
        (replace(PLAIN, tags=("FormativeAssessment",)), replace(OTHER, language="id"), INES),
    ),
    "busy_topic": ((INES, JOURNAL, ESCUELA), (INES, JOURNAL, PLAIN)),
    "quiet_week": ((PLAIN, OTHER), (PLAIN,)),
    "two_voices": ((PLAIN, OTHER), (MARIT, MARIT_AGAIN)),
    "two_articles": ((PLAIN, OTHER), (PLAIN, JONAS)),
    "same_topic": ((INES, ESCUELA), (INES, MARIT)),
    "same_voice": ((MARIT, MARIT_AGAIN), (PAPERS, replace(PAPERS, id="x", title="More news"))),
    "research_and_practice": ((JOURNAL, PLAIN), (JOURNAL, CITING)),
    "heard_and_overlooked": ((INES, PAT), (PLAIN, PAT)),
    "long_and_short": ((JOURNAL, DANAH), (JOURNAL, ESCUELA)),
    "silence": ((), (PLAIN,)),
    "far": ((FAR, NEAR), (replace(FAR, also=INES.also), replace(FAR, name="A, B"), NEAR)),
    "claim": ((CLAIMING,), (PLAIN,)),
    "names_retracted": ((TAKEN_BACK,), (JOURNAL,)),
}
FACTS_TRUE_AND_FALSE = {
    "chosen": ({"numbers": Numbers(items=2 * CHOSEN + 1)}, {"numbers": Numbers(items=2 * CHOSEN)}),
    "returning": ({"archive": (edition(WEEK.before(), (INES,)),)}, {"archive": (edition(WEEK.before(), (PLAIN,)),)}),
    "word": ({"words": (WORD,)}, {"words": (replace(WORD, hidden=True),)}),
    "word_here": ({"words": (WORD,)}, {"words": (replace(WORD, term="feed"),)}),
    "offer": ({"alerts": (OFFER,)}, {"alerts": (replace(OFFER, matches=(replace(JOB, hidden=True),)),)}),
    "asked": ({"courtesies": (ASKED,)}, {"courtesies": (STRANGERS, replace(ASKED, hidden=True))}),
    "newcomer_asked": ({"courtesies": (ASKED,), "network": NETWORK}, {"courtesies": (UNNAMED,), "network": NETWORK}),
    "strangers": ({"courtesies": (STRANGERS,)}, {"courtesies": (ASKED, replace(STRANGERS, words=""))}),
    "retracted": ({"retracted": (PAPER,)}, {}),
    "countered": ({"rejoinders": (replace(BUT, to=INES.id),)}, {"rejoinders": (BUT,)}),
    "between_circles": ({"network": NETWORK}, {"network": replace(NETWORK, lines=NETWORK.lines[:1])}),
    "two_circles": ({"network": NETWORK}, {"network": replace(NETWORK, lines=NETWORK.lines[:1])}),
    "came_back": (
        {
            "archive": (
                edition(WEEK.before().before().before(), (INES,)),
                edition(WEEK.before().before()),
                edition(WEEK.before()),
            )
        },
        {"archive": (edition(WEEK.before().before(), (INES,)), edition(WEEK.before()))},
    ),
}


def facts_of(*picks, **more):
    return Facts(**{"picks": picks, "numbers": Numbers(), "language": "en", **more})


def test_every_condition_is_tried_both_ways():
    assert TRUE_AND_FALSE.keys() | FACTS_TRUE_AND_FALSE.keys() == CONDITIONS.keys()


@pytest.mark.parametrize(("name", "cases"), TRUE_AND_FALSE.items())
def test_a_condition_holds_where_it_is_true_and_nowhere_else(name, cases):
    true, false = cases
    assert hold([name], facts_of(*true))
    assert hold([name], facts_of(*false)) == []


@pytest.mark.parametrize(("name", "cases"), FACTS_TRUE_AND_FALSE.items())
def test_a_condition_on_more_than_picks_holds_where_it_is_true_and_nowhere_else(name, cases):
    true, false = cases
    assert hold([name], facts_of(INES, PAT, **true))
    assert hold([name], facts_of(INES, PAT, **false)) == []


def test_a_voice_returns_only_if_an_earlier_edition_printed_it():
    printed, hidden = edition(WEEK.before(), (PLAIN,)), edition(WEEK.before(), (replace(PLAIN, hidden=True),))
    assert hold(["returning"], facts_of(PLAIN, archive=(printed,)))
    assert hold(["returning"], facts_of(PLAIN, archive=(hidden,))) == []


def test_a_choice_is_asked_about_only_where_much_was_left_out():
    assert hold(["chosen"], facts_of(PLAIN, numbers=Numbers(items=CHOSEN))) == []
    assert [case.words["items"] for case in hold(["chosen"], facts_of(PLAIN, numbers=Numbers(items=1914)))] == [1914]


def test_a_language_is_another_one_only_beside_one_that_most_picks_are_in():
    half = [replace(PLAIN, language=None), ESCUELA]
    assert hold(["other_language"], facts_of(*half)) == []
    beside = facts_of(PLAIN, replace(OTHER, language="en-GB"), ESCUELA)
    assert hold(["other_language"], beside)[0].picks == (ESCUELA,)


def test_the_language_of_the_site_is_none_that_its_readers_need_help_with():
    beside = facts_of(PLAIN, OTHER, ESCUELA, language="es-MX")
    assert hold(["other_language"], beside) == []


def test_of_a_pick_that_names_a_retracted_study_nothing_is_asked_but_what_says_so():
    told = {name for name in CONDITIONS if hold([name], facts_of(TAKEN_BACK))}
    assert told == {"names_retracted"}
    assert hold(["two_voices"], facts_of(PLAIN, TAKEN_BACK)) == []


def test_who_speaks_of_a_pick_besides_its_author_is_counted_without_the_author():
    (case,) = hold(["several_voices"], facts_of(INES))
    assert case.words["voices"] == tuple(mention.name for mention in INES.also)
    assert case.words["count"] == len(INES.also)


@pytest.mark.parametrize(
    "begun",
    [
        "Feedback that arrives before the mark does.",
        "Short one.",
        "See https://a.example/ for what we did.",
        "@ada says that this is how it is.",
        "He said “no” and went.",
    ],
)
def test_what_cannot_be_quoted_as_it_stands_is_not_quoted(begun):
    assert hold(["opening"], facts_of(replace(INES, excerpt=f"{begun} Then came the next one."))) == []


def test_an_opening_is_quoted_to_those_who_can_read_it():
    assert hold(["opening"], facts_of(replace(INES, language="de"), language="en")) == []
    assert hold(["opening"], facts_of(replace(INES, language="de"), language="de-AT"))


def test_a_question_loses_the_hashtags_before_it_and_is_not_asked_where_its_end_is_missing():
    tagged = replace(ASKED, words="#OpenEdu #maths: who lends to under-twelves?")
    cut = replace(ASKED, words="Why and why and why…")
    assert [case.picks[0].title for case in hold(["asked"], facts_of(courtesies=(tagged, cut)))] == [
        "who lends to under-twelves?"
    ]


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
    assert len({case.key for case in cases}) == len(cases)


def test_a_word_must_stand_in_a_pick_as_a_word():
    marks = replace(PLAIN, title="Remarkable marksmen")
    assert hold(["word_here"], facts_of(marks, words=(WORD,))) == []
    tagged = replace(PLAIN, title="", excerpt="How we #Mark now")
    assert hold(["word_here"], facts_of(tagged, words=(WORD,)))[0].words["term"] == "mark"


def test_a_question_that_is_a_pick_is_asked_about_as_one():
    picked = replace(PLAIN, url=ASKED.who[0].url)
    assert hold(["asked"], facts_of(picked, courtesies=(ASKED,))) == []


def test_somebody_who_is_welcomed_is_new():
    welcome = Courtesy(kind=Kindness.WELCOME, who=(mention("Lee"),))
    (case,) = hold(["newcomer_asked"], facts_of(PLAIN, courtesies=(UNNAMED, welcome)))
    assert (case.picks[0].name, case.about, [who.name for who in case.see]) == ("Lee", (), ["Lee"])


def test_what_is_no_pick_leads_to_where_it_is():
    facts = WEEKS["full"]
    for name in ("word", "offer", "asked", "newcomer_asked", "strangers", "retracted"):
        for case in hold([name], facts):
            assert case.about == ()
            assert case.away
            assert all(mention.url.startswith("https://") for mention in case.see)


def test_nobody_stands_between_communities_by_meeting_one():
    within = Network(nodes=NETWORK.nodes, lines=(Line(ends=(1, 2), kinds=()), Line(ends=(2, 1), kinds=())))
    assert hold(["between_circles"], facts_of(INES, network=within)) == []


def test_far_means_nothing_where_nobody_is_known():
    assert hold(["far"], facts_of(FAR, replace(NEAR, tie=Tie.VERY_WEAK))) == []


def test_a_topic_comes_back_after_two_editions_without_it_and_says_how_many():
    weeks = [WEEK.before()]
    for _ in range(3):
        weeks.append(weeks[-1].before())
    archive = (edition(weeks[3], (INES,)), *(edition(week, (PLAIN,)) for week in reversed(weeks[:3])))
    assert hold(["came_back"], facts_of(INES, archive=archive))[0].words == {
        "topic": "formative assessment",
        "editions": 3,
    }


def test_the_first_answer_with_a_but_is_the_one_spoken_of():
    later = replace(BUT, by=mention("Later"), words="But")
    (case,) = hold(["countered"], facts_of(HEARD, rejoinders=(BUT, later)))
    assert (case.words["answerer"], case.words["but"], case.see) == ("Noor", "Yes, but", (BUT.by,))


def test_what_speaks_of_no_pick_goes_together_with_nothing_but_itself():
    assert hold(["asked", "any"], WEEKS["full"]) == []


def test_a_post_is_named_by_the_question_it_leads_up_to():
    long = replace(ASKED, words="We lent our thousandth book today. Who would have thought? How do you count yours?")
    assert [case.picks[0].title for case in hold(["asked"], facts_of(courtesies=(long, ASKED)))] == [
        "How do you count yours?",
        "How do you begin a book club?",
    ]
