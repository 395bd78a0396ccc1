"""A story and its week in, what is to be held against it out: the signals that multiply, 1 where there is nothing.

They state facts about a profile, a pattern of posting or a choice of words, never a verdict on a person; each leaves a
story alive, and each is said in the ledger.
"""

from generator.edit import cues, voices
from generator.edit.context import Context
from generator.edit.opinion import CLEAN, Opinion
from generator.model import Item, Story

HEARD = 0.7
"""From here on the word of a head counts, and more the higher it is: below, ordinary posts are found too."""
LENIENT = 0.8
"""By so much of what a text only wears an interest's name that bar is lower: either alone is often innocent, and both
together seldom are."""
PLAIN = 0.25
"""What a cue weighs that plain titles have too, where the head hears no bait."""
OPENING = 300
"""Characters of a post without a title that are read for cues of selling."""
BAITS, HYPES, LISTS = "it sounds like bait", "its title exaggerates", "its title counts"
FORMS = frozenset({HYPES, LISTS})
"""Cues of form: plain titles have them too."""

RETURNED = 0.8
"""What a voice loses of whom nobody speaks but those it speaks of."""
ABOUT = "it sounds hostile, or speaks of hostility"
"""What can be said where the head alone has spoken: it knows the subject better than the intent."""
MACHINE = 0.5
"""What an account keeps that says it is a machine: it may be of use, and it is nobody's voice."""
MOSTLY = 1 / 3
"""From here on that is said; the added stranger makes it about half of them."""
HALF_SAID = 0.5
"""What an answer without its question keeps..."""
BRIEF = 25
"""...if it has fewer words than this."""


def age(story: Story, context: Context) -> Opinion:
    """Accounts younger than about four months count less: most that are made to push something are young.

    Formula: 0.25 + 0.75 * min(1, days / 120); 1 where the age is not told.
    Source: profile facts, never size; see Yang et al. 2020 (doi:10.1609/aaai.v34i01.5460) on account metadata.
    """
    value = voices.age(story.lead.voice, context)
    return Opinion(value, "from a young account") if value < 1 else CLEAN


def measure(story: Story, context: Context) -> Opinion:
    """Voices that post more than one item a day in the week, or more than ten a day over the years, count less.

    Formula: min(1, 7 / items in the week, 10 / posts a day since the account was made); for a site at least 0.5.
    Source: one voice, one vote; rare posters before frequent ones.
    """
    value = voices.measure(story.lead.voice, context)
    return Opinion(value, "from a voice that posts very often") if value < 1 else CLEAN


def generosity(story: Story, context: Context) -> Opinion:
    """Voices whose posts link again and again to one place nobody else links to count less; feeds are no such thing.

    Formula: 1 - 0.5 * (share of the voice's links to its commonest host), from three links on, two of them to it.
    Source: self-promotion against sharing other people's work.
    """
    value = voices.generosity(story.lead.voice, context)
    return Opinion(value, "from a voice that links again and again to one place of its own") if value < 1 else CLEAN


def circle(story: Story, context: Context) -> Opinion:
    """Voices count less as far as those who pass them on are passed on by them in turn: applause that is returned.

    Formula: 1 - 0.8 * returned / (those who passed it on + 1).
    Source: reciprocity of a directed graph (Garlaschelli & Loffredo 2004, doi:10.1103/PhysRevLett.93.268701).
    """
    part = voices.returned(story.lead.voice.key, context)
    words = "passed on in good part by voices whom it passes on in turn" if part >= MOSTLY else ""
    return Opinion(1 - RETURNED * part, words)


def company(story: Story, context: Context) -> Opinion:
    """Voices count less as far as those who pass them on are strangers to everybody who is near to those followed.

    Formula: 1 - strangers / (those who passed it on + 1) * weeks / (weeks + 1); this week
    is one of them.
    Source: TrustRank (Gyöngyi et al. 2004, VLDB); SybilRank (Cao et al. 2012, NSDI).
    """
    part = voices.strange(story.lead.voice.key, context)
    words = "passed on by voices that nobody near here knows" if part >= MOSTLY else ""
    return Opinion(1 - part, words)


def person(story: Story, context: Context) -> Opinion:  # noqa: ARG001  every signal has one shape
    """Accounts that say of themselves that they are machines count half: a person has something to answer for.

    Formula: 0.5 for such an account, 1 for everybody else, a feed included: it makes no such statement.
    Source: the mark that Mastodon and Bluesky give to accounts that ask for it (docs.joinmastodon.org/entities/Account,
    atproto.com/guides/labels).
    """
    return Opinion(MACHINE, "from an account that says it is a machine") if story.lead.voice.bot else CLEAN


def whole(story: Story, context: Context) -> Opinion:  # noqa: ARG001  every signal has one shape
    """A short answer to something that is not here can hardly be understood by itself, and counts half.

    Formula: 0.5 for a reply of fewer than 25 words whose parent is not in the story, else 1.
    Source: what a reply is, docs.joinmastodon.org/entities/Status; 25 words are two sentences.
    """
    lead = story.lead
    here = {name for item in story.items for name in (item.id, item.url)}
    alone = lead.reply_to is not None and lead.reply_to not in here
    return (
        Opinion(HALF_SAID, "answers something that is not here") if alone and len(lead.text.split()) < BRIEF else CLEAN
    )


def sobriety(story: Story, context: Context) -> Opinion:
    """Titles that sell, bait or shout, posts stuffed with tags and profiles that offer promotion count less.

    Formula: 1 / (1 + 5 bait + cues ** 2 / 2 + bait * cues); bait = how far the head is above 0.7, or less
    where a text only wears an interest's name, 0 to 1. One cue is
    nothing unusual, several are a pattern. Three tags too many are one cue, six or more two; where the head hears no
    bait, forms that plain titles have too (a list, a superlative) are a quarter of one.
    Source: Chakraborty et al. 2016 (arXiv:1610.09786); the lists in cues.py, English only; the head in heads.py.
    """
    tone = context.tone.get(story.lead.id)
    bait = _above(tone.bait if tone else 0.0, story, context)
    plain = 1 if tone is None or bait else PLAIN
    found = {words: count * (plain if words in FORMS else 1) for words, count in _pushed(story.lead).items() if count}
    cues_found = sum(found.values())
    value = 1 / (1 + 5 * bait + cues_found**2 / 2 + bait * cues_found)
    told = dict.fromkeys([BAITS] * bool(bait) + list(found))
    return Opinion(value, " and ".join(told)) if value < 1 else CLEAN


def _pushed(lead: Item) -> dict[str, float]:
    """Return what a reader would be told -> how many such cues were found."""
    said = lead.title or lead.text[:OPENING]
    small = said.lower()
    forms = {"its words sell": (cues.SELLING, small), BAITS: (cues.BAIT, said), HYPES: (cues.HYPE, small)}
    forms[LISTS] = cues.LISTED, said
    found = {words: float(len(form.findall(text))) for words, (form, text) in forms.items()} if english(lead) else {}
    # A feed's categories are no tags: they are filed, not shouted.
    tags = max(0, len(lead.tags) - voices.TAGS) if lead.kind == "post" else 0
    return found | {
        "its words shout": len(cues.SHOUTED.findall(said)),
        "it carries many tags": min(2.0, tags / voices.TAGS),
        "its author's profile offers promotion": len(cues.PROMOTION.findall(lead.voice.bio)[:1]),
    }


def english(item: Item) -> bool:
    """Whether a text is in English, as far as is known."""
    return item.language is None or item.language.lower().split("-")[0] == "en"


def civility(story: Story, context: Context) -> Opinion:
    """Abuse aimed at people counts against; reported speech does not; under a content warning it stays closed anyway.

    Formula: 1 / (1 + 4 hostile + (1/2 + 3 hostile) words); hostile = how far the head is above 0.7, 0 to 1, and 1 for
    the words where there is no head to ask. So a word alone, or the head alone, weighs less than both together; of an
    article, the head alone weighs nothing.
    Source: Davidson et al. 2017 (arXiv:1703.04009); Sap et al. 2019 (doi:10.18653/v1/P19-1163) on why neither bans.
    """
    lead = story.lead
    tone = context.tone.get(lead.id)
    said = cues.REPORTED.sub(" ", f"{lead.title} {lead.text[:1000]}")
    words = len(cues.ABUSE.findall(said.lower())) if english(lead) else 0
    # Articles report hostility more often than they show it: of them the head is believed only beside such words.
    heard = tone.hostile if tone and (words or lead.kind == "post") else 0.0
    hostile = _above(heard, story, context)
    value = 1 / (1 + 4 * hostile + (0.5 + 3 * (hostile if tone else 1)) * words)
    return Opinion(value, "its words are hostile" if words else ABOUT) if value < 1 else CLEAN


def _above(score: float, story: Story, context: Context) -> float:
    """Return how far a head's score is above the bar, 0 to 1."""
    bar = HEARD - LENIENT * context.worn.get(story.lead.id, 0.0)
    return max(0.0, score - bar) / (1 - bar)
