"""A story and its week in, what is to be held against it out: the signals that multiply, 1 where there is nothing.

They state facts about a profile, a pattern of posting or a choice of words, never a verdict on a person; each leaves a
story alive, and each is said in the ledger.
"""

from generator.edit import cues, voices
from generator.edit.context import Context
from generator.edit.opinion import CLEAN, Opinion
from generator.model import Item, Story


def age(story: Story, context: Context) -> Opinion:
    """Accounts younger than about four months count less: most that are made to push something are young.

    Formula: 0.25 + 0.75 * min(1, days / 120); 1 where the age is not told.
    Source: profile facts, never size; see Yang et al. 2020 (doi:10.1609/aaai.v34i01.5460) on account metadata.
    """
    value = voices.age(story.lead.voice, context)
    return Opinion(value, "from a young account") if value < 1 else CLEAN


def measure(story: Story, context: Context) -> Opinion:
    """Voices that post more than one item a day in the week, or more than ten a day over the years, count less.

    Formula: min(1, 7 / items in the week, 10 / posts a day since the account was made).
    Source: one voice, one vote; rare posters before frequent ones.
    """
    value = voices.measure(story.lead.voice, context)
    return Opinion(value, "from a voice that posts very often") if value < 1 else CLEAN


def generosity(story: Story, context: Context) -> Opinion:
    """Voices whose posts link again and again to one place nobody else links to count less; feeds are no such thing.

    Formula: 1 - 0.5 * (share of the voice's links to its commonest host), from three links on.
    Source: self-promotion against sharing other people's work.
    """
    value = voices.generosity(story.lead.voice, context)
    return Opinion(value, "from a voice that links mostly to one place of its own") if value < 1 else CLEAN


def sobriety(story: Story, context: Context) -> Opinion:  # noqa: ARG001  every signal has one shape
    """Titles that sell, bait or shout, and posts stuffed with tags, count less; nothing is dropped for it.

    Formula: 1 / (1 + cues found / 2); the word lists are read in English texts only.
    Source: Chakraborty et al. 2016 (arXiv:1610.09786); the lists in cues.py.
    """
    lead = story.lead
    said = lead.title or lead.text[:300]
    forms = (cues.SELLING, cues.BAIT, cues.HYPE, cues.LISTED, cues.SHOUTED) if english(lead) else (cues.SHOUTED,)
    # A feed's categories are no tags: they are filed, not shouted.
    tags = max(0, len(lead.tags) - voices.TAGS) if lead.kind == "post" else 0
    found = sum(len(form.findall(said)) for form in forms) + tags
    return Opinion(1 / (1 + found / 2), "its words sell or shout") if found else CLEAN


def english(item: Item) -> bool:
    """Whether a text is in English, as far as is known."""
    return item.language is None or item.language.lower().split("-")[0] == "en"


def civility(story: Story, context: Context) -> Opinion:  # noqa: ARG001  every signal has one shape
    """Abuse aimed at people counts against; under a content warning it stays closed anyway.

    Formula: 1 / (1 + 3 * words of abuse found), English only.
    Source: the short list in cues.py; Davidson et al. 2017 and Sap et al. 2019 on why no list bans.
    """
    found = len(cues.ABUSE.findall(f"{story.lead.title} {story.lead.text[:1000]}")) if english(story.lead) else 0
    return Opinion(1 / (1 + 3 * found), "its words are hostile") if found else CLEAN
