"""The facts of a week in, the occasions for a question out: the table of conditions, and several of them together.

A question may claim only what its condition proves, so every row of CONDITIONS reads facts of the edition and nothing
else. To add one, write a function in the module occasions_*.py that looks at such things, and a row here.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from generator.edit import occasions_pairs as of_two
from generator.edit import occasions_picks as of_one
from generator.edit import occasions_week as of_week
from generator.edit import occasions_words as of_words
from generator.edit.occasions import Condition, Facts, Occasion, each, two

__all__ = ["CONDITIONS", "Condition", "Facts", "Occasion", "hold"]

TAKEN_BACK = "names_retracted"
"""The condition that says what a reader of such a pick must know."""

OF_A_PICK = {
    "any": Condition("always, of any pick", 1, each(lambda _: True)),
    "article": Condition("an article rather than a post", 1, each(of_one.article)),
    "one_voice": Condition("one voice alone speaks of it here, and it has one author", 1, each(of_one.single)),
    "several_voices": Condition(
        "two or more voices besides its author speak of it", 1, of_one.several_voices, gives=("voices", "count")
    ),
    "new_voice": Condition("its voice, somebody, is among the picks for the first time", 1, each(of_one.new)),
    "returning": Condition("its voice, somebody, was among the picks of an earlier edition", 1, of_one.returning),
    "far": Condition(
        "few ties lead to its voice, somebody, and more to those of other picks; it asks nothing, and nobody else "
        "speaks of it here",
        1,
        of_one.far,
    ),
    "quiet": Condition("it stands in the section of overlooked voices", 1, each(of_one.overlooked)),
    "between_circles": Condition(
        "its voice, somebody, met people of two or more communities this week, and ways between others lead over it",
        1,
        of_one.between_circles,
    ),
    "research": Condition("it is a study itself", 1, each(of_one.research)),
    "cites_study": Condition("it links to a study, and is none", 1, each(of_one.cites_study)),
    TAKEN_BACK: Condition("it names a study that its publisher has retracted", 1, each(of_one.taken_back), close=True),
    "claim": Condition("it states a finding and names no source for it", 1, each(lambda pick: pick.claim), close=True),
    "question": Condition(
        "it asks, and nobody had answered when the edition was made", 1, each(of_one.asking), close=True
    ),
    "asks": Condition(
        "the same, and its question is short enough to be quoted", 1, of_words.asks_aloud, gives=("asks",), close=True
    ),
    "opening": Condition(
        "its first sentence is short enough to be quoted, in the language of the site and no question, and it is "
        "neither an open question nor a finding without a source",
        1,
        of_words.opens,
        gives=("opening",),
        close=True,
    ),
    "countered": Condition(
        "somebody answers it, and begins with a *but*", 1, of_one.countered, gives=("answerer", "but"), close=True
    ),
    "other_language": Condition(
        "it is not in the language most of the edition is in, nor in that of the site",
        1,
        of_one.other_language,
        close=True,
    ),
    "long_read": Condition(
        f"an article of {of_one.LONG:.0f} minutes or more", 1, of_one.long_read, gives=("minutes",), close=True
    ),
    "short_post": Condition("a post read in a minute or less, which asks nothing", 1, each(of_one.short)),
    "points_elsewhere": Condition(
        "it is about a page at another place, to which it links by its own address",
        1,
        of_words.leads_elsewhere,
        ("place",),
    ),
    "pictures": Condition("its pictures are described in words", 1, each(lambda pick: bool(pick.alts)), close=True),
    "warned": Condition("it carries a content warning", 1, each(lambda pick: bool(pick.warning)), close=True),
    "topic": Condition("it matches an interest of the owner's", 1, of_one.on_topic, gives=("topic",)),
    "off_topic": Condition(
        "none of the owner's interests was found in it, though it is in the language of the site, and others match one",
        1,
        of_one.off_topic,
    ),
    "busy_topic": Condition(
        "three or more picks match the same interest", 1, of_one.busy_topic, gives=("topic", "count")
    ),
    "came_back": Condition(
        "it matches an interest that earlier editions had picks on, and the last two or more had none",
        1,
        of_one.came_back,
        gives=("topic", "editions"),
    ),
    "word_here": Condition(
        "its title or first lines use a word of the week", 1, of_words.uses_word, gives=("term",), close=True
    ),
    "chosen": Condition("far more was looked at than was picked", 1, of_one.chosen, gives=("items",)),
    "quiet_week": Condition("two to four picks are all there is", 1, of_one.quiet_week, gives=("count",)),
}
OF_TWO = {
    "two_voices": Condition("two picks by different voices", 2, two(lambda _, __: True)),
    "two_articles": Condition(
        "two articles by different voices", 2, two(lambda pick, other: of_one.article(pick) and of_one.article(other))
    ),
    "same_topic": Condition(
        "two picks by different voices that match the same interest", 2, of_two.same_topic, gives=("topic",)
    ),
    "same_voice": Condition("two picks by one voice, somebody", 2, of_two.same_voice),
    "two_circles": Condition(
        "two picks whose voices belong to different communities of this week's network", 2, of_two.two_circles
    ),
    "research_and_practice": Condition(
        "one pick that is a study, and one that neither is nor links to one, of one interest where possible",
        2,
        of_two.beside_research,
    ),
    "heard_and_overlooked": Condition(
        "two or more besides its author speak of one pick; one alone of the other, an overlooked one, of the same "
        "interest where possible",
        2,
        of_two.heard_and_overlooked,
    ),
    "long_and_short": Condition(
        "a long article, and a short post by another voice",
        2,
        two(lambda pick, other: of_one.long(pick) and of_one.short(other)),
    ),
}
OF_THE_WEEK = {
    "word": Condition(
        "more voices use a word than in the weeks before; `voice` was the first this week",
        0,
        of_week.word,
        gives=("term", "voice", "count"),
    ),
    "offer": Condition(
        "one of the owner's saved searches found it; it need not be a pick", 1, of_week.offer, ("search",)
    ),
    "asked": Condition(
        "a question that is no pick, and nobody had answered when the edition was made", 1, of_week.asked
    ),
    "newcomer_asked": Condition("the same, by a voice that is new here", 1, of_week.newcomer_asked),
    "strangers": Condition(
        "two who can be written to speak of one rare thing and have not met, as far as is known here",
        0,
        of_week.strangers,
        gives=("voices", "subject"),
    ),
    "retracted": Condition(
        "a study that its publisher has retracted, and that somebody named this week", 1, of_week.retracted
    ),
    "silence": Condition("nothing was picked", 0, of_week.silence),
}
CONDITIONS: Mapping[str, Condition] = MappingProxyType({**OF_A_PICK, **OF_TWO, **OF_THE_WEEK})


def hold(when: Sequence[str], facts: Facts) -> list[Occasion]:
    """Return the cases in which all the named conditions are true of the same picks.

    A condition on one pick speaks of the first of two: `[quiet, two_voices]` is a quiet pick beside any other. Of a
    pick that names a retracted study nothing is asked but what says so: all else would pass the finding on.
    """
    rows = sorted((CONDITIONS[name] for name in when), key=lambda row: -row.size)
    found = list(rows[0].find(facts))
    for row in rows[1:]:
        cases: defaultdict[tuple[str, ...], list[Occasion]] = defaultdict(list)
        for case in row.find(facts):
            cases[case.subjects].append(case)
        found = [
            _together(occasion, case) for occasion in found for case in cases.get(occasion.subjects[: row.size], ())
        ]
    told = TAKEN_BACK in when
    return [occasion for occasion in found if told or not any(map(of_one.taken_back, occasion.picks))]


def _together(occasion: Occasion, case: Occasion) -> Occasion:
    return Occasion(
        picks=occasion.picks,
        words={**case.words, **occasion.words},
        see=tuple(dict.fromkeys((*occasion.see, *case.see))),
        elsewhere=occasion.elsewhere,
    )
