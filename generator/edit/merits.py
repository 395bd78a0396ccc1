"""A story and its week in, what speaks for it out: the opinions that make its subject and its merit.

Each is a small pure function of one shape; signals.py is the table of them. What is held against a story stands in
dampers.py, the shape of both in opinion.py.
"""

import math
from collections.abc import Mapping, Sequence
from datetime import timedelta
from itertools import combinations
from types import MappingProxyType

from generator.edit import cues, voices
from generator.edit.agreed import BACK, SAID
from generator.edit.audience import answered
from generator.edit.bonds import own_address, recorded
from generator.edit.context import Context, nearest
from generator.edit.opinion import NEUTRAL, Opinion
from generator.edit.past import VOTERS
from generator.model import Item, Story, Work
from generator.text import canonical, clip, count, host

HALF_LIFE = timedelta(days=4)
WEEK = 7
COMMON = 0.6
"""How close to the interests it is at most what many of those who are followed speak of."""
CROWD = 8
"""So many further voices are as many as count."""
TOLD = 10
"""So many reactions weigh as much as what is usual on the network."""
EVEN = 0.5
"""What speaks neither for nor against."""
SPAN = 0.4
"""How far above that the strongest case of a signal that can only speak for a story goes."""
SHY = 3
"""So many further pairs are assumed to know one another: two voices alone are no bridge."""
BRIDGING = 0.65
"""From here on a bridge is spoken of."""
RESPONSE = 0.75
"""Log odds for each spread by which a response is above the usual."""
RECORD = 1.75
"""Log odds for each spread by which a voice's responses are above it in the long run: the more telling of the two."""
NOTABLE = 0.6
"""A neutral-centred opinion has words from here on."""
NOTICES: Mapping[str, str] = MappingProxyType(
    {
        "expression of concern": "the publisher of a study that it names has expressed concern about it",
        "partial retraction": "a study that it names has been retracted in part",
        "correction": "a study that it names has been corrected by its publisher",
    }
)
"""Work.concern, the gravest first -> how a reader is told."""
MENDED = "correction"
"""The one of them that speaks for care."""
PREPRINTS = frozenset({"posted-content", "preprint"})
"""How Crossref and OpenAlex call what nobody has reviewed yet."""
VENUE = 60
"""Longest name of a journal in a reason, in characters."""


def relevance(story: Story, context: Context) -> Opinion:
    """Closeness to the nearest interest, in meaning and in words; each interest on its own scale.

    Formula: logistic of cosine + words + cosine with what the nearest texts share, from the week's background to its
    best; times what remains of it when the interest's own words are taken out. See closeness.py and substance.py. At
    least 0.6 (n - 2) / n where n of the voices that are followed, three or more, speak of it: that is of interest too.
    Source: Yang et al. 2020 (doi:10.18653/v1/2020.acl-demos.12); Robertson & Zaragoza 2009 (doi:10.1561/1500000019);
    Rocchio 1971.
    """
    found = nearest(story.lead, context)
    if found is None:
        return NEUTRAL
    close, interest = found
    followed = sum(1 for voice in story.voices if voice.key in context.followed and not voice.bot)
    common = COMMON * max(0, followed - 2) / max(1, followed)
    if common > close.value:
        return Opinion(common, f"spoken of by {followed} of the voices that are followed")
    if close.value < SAID:
        return Opinion(close.value, f"nearest to “{interest}”, though not close")
    return Opinion(close.value, f"close to “{interest}”" if close.says else f"related to “{interest}”")


def recency(story: Story, context: Context) -> Opinion:
    """New things first, gently: half the value every four days before the edition.

    Formula: 0.5 ** (age / 4 days).
    Source: exponential decay; four days keep Monday's item in a Saturday's edition.
    """
    when = story.lead.when
    if when is None:
        return NEUTRAL
    age = max(context.due - when, timedelta())
    days = age // timedelta(days=1)
    told = "from this week" if days < WEEK else "late to us"
    words = f"{told}: {count(days, 'day')} old" if days else "new: less than a day old"
    return Opinion(0.5 ** (age / HALF_LIFE), words)


def corroboration(story: Story, context: Context) -> Opinion:
    """Further voices on the story, one voice one vote, each worth less the more it always stands with the others.

    Formula: 0.5 + 0.4 log(1 + votes) / log(1 + 8); a vote = trust / (1 + other times with voices of this one).
    Source: Dong, Berti-Equille & Srivastava 2009 (doi:10.14778/1687627.1687690) on sources that copy each other.
    """
    others = [key for key in context.standing[story.lead.id] if key != story.lead.voice.key]
    votes = sum(voices.vote(key, story, context) for key in others[:VOTERS])
    value = EVEN + SPAN * min(1.0, math.log1p(votes) / math.log1p(CROWD))
    who = count(len(others), "other voice") if len(others) > 1 else "another voice"
    return Opinion(value, f"taken up by {who}" if votes >= NOTABLE else "")


def bridge(story: Story, context: Context) -> Opinion:
    """Voices of whom no two had met before, in this week or in the remembered ones, all hold it worth passing on.

    Formula: 0.5 + 0.4 u / (n + 3); n = pairs of voices in the story, u = those of them that met nowhere else.
    Source: the probability that two voices drawn from a story belong to different circles (Simpson 1949,
    doi:10.1038/163688a0); Ovadya & Thorburn 2023 (arXiv:2301.09976) on bridging.
    """
    pairs = list(combinations(context.standing[story.lead.id][:CROWD], 2))
    if not pairs:
        return NEUTRAL
    strangers = sum(1 for one, other in pairs if not voices.bound(one, other, context))
    value = EVEN + SPAN * strangers / (len(pairs) + SHY)
    who = "its voices" if strangers == len(pairs) else "most of its voices"
    known = value >= BRIDGING and strangers > len(pairs) / 2
    return Opinion(value, f"{who} never met elsewhere" if known else "")


def surprise(story: Story, context: Context) -> Opinion:
    """More response than is usual for an audience of that size, on that network, in that week.

    Formula: logistic of 0.75 times the robust residual of log(1 + likes), of shares and of replies on log followers,
    each on its own law; their mean.
    Source: Keneshloo et al. 2016 (doi:10.1137/1.9781611974348.50) on rates; see audience.py for the fit.
    """
    found = [context.rests[item.id] for item in story.items if item.id in context.rests]
    if not found:
        return NEUTRAL
    value = logistic(RESPONSE * believed(sum(found) / len(found), story, context))
    return Opinion(value, "more response than usual for its audience" if value >= NOTABLE else "")


def track(story: Story, context: Context) -> Opinion:
    """What a voice said at other times was often answered more than is usual for its audience.

    Formula: logistic of 1.75 times the mean response above the usual, drawn to 0 by five further items.
    Source: empirical Bayes shrinkage (Efron & Morris 1975, doi:10.1080/01621459.1975.10479864).
    """
    lead = story.lead
    known = voices.record(lead.voice.key, context, context.rests.get(lead.id))
    if known is None:
        return NEUTRAL
    value = logistic(RECORD * believed(known, story, context))
    return Opinion(value, "from a voice that people often answer" if value >= NOTABLE else "")


def believed(response: float, story: Story, context: Context) -> float:
    """Return as much of an unusual response as does not come by way of strangers; a poor one is what it is."""
    return response * (1 - voices.strange(story.lead.voice.key, context)) if response > 0 else response


def logistic(odds: float) -> float:
    """Return the probability that belongs to log odds."""
    return 1 / (1 + math.exp(-odds))


def answers(story: Story, context: Context) -> Opinion:
    """People replied or passed it on rather than only liked it.

    Formula: v / (v + usual), v = (replies + shares + 10 usual) / (reactions + 10), usual = the network's mean.
    Source: beta-binomial shrinkage (Robinson 2017, Introduction to Empirical Bayes).
    """
    counted = answered(story.lead.reactions)
    usual = context.habits.get(story.lead.voice.network)
    if counted is None or not usual:
        return NEUTRAL
    part = (counted[0] + TOLD * usual) / (counted[1] + TOLD)
    value = part / (part + usual)
    return Opinion(value, "people answered and passed it on rather than only liked it" if value >= NOTABLE else "")


def scholar(story: Story, context: Context) -> Opinion:  # noqa: ARG001  every signal has one shape
    """Links to a study: a DOI, or the address of a journal, a preprint server or an index.

    Formula: 0.7 with such a link, else neutral; neutral, too, where a study that it names was taken back or doubted by
    its publisher: to share it is then no sign of care, and may be one of care for others.
    Source: Crossref's form of a DOI, and its notices; the list SCHOLARLY in cues.py.
    """
    if not any(map(studied, story.items)):
        return NEUTRAL
    named = works(story)
    if any(work.retracted or work.concern not in {"", MENDED} for work in named):
        return Opinion(EVEN, doubts(story))
    return Opinion(EVEN + SPAN / 2, _linked(story, named))


def _linked(story: Story, named: Sequence[Work]) -> str:
    """Say what a story has to do with a study; an address alone tells no more than the site."""
    lead = story.lead
    if named or any(cues.DOI.search(item.text) for item in story.items):
        copies = {canonical(work.open_at) for work in named if work.open_at}
        own = bool(recorded(lead)) or own_address(lead) in copies
        return f"{'' if own else 'links to '}{_cited(named)}"
    return "from a scholarly site" if host(lead.url) in cues.SCHOLARLY else "links to a scholarly site"


def _cited(named: Sequence[Work]) -> str:
    """Say which study it is and whether everybody can read it, where the registers know exactly one."""
    if len(named) != 1 or not named[0].venue:
        return "a study"
    (work,) = named
    kind = "a preprint from" if work.kind in PREPRINTS else "a study in"
    return f"{kind} {clip(work.venue, VENUE)}{', free to read' if work.open_at else ''}"


def doubts(story: Story) -> str:
    """Say what publishers have said against the studies that a story names; a reader must know, whatever it weighs."""
    named = works(story)
    if any(work.retracted for work in named):
        return BACK
    said = {work.concern for work in named}
    return next((words for concern, words in NOTICES.items() if concern in said), "")


def works(story: Story) -> tuple[Work, ...]:
    """Return the scholarly works that a story names and the registers know, each once."""
    return tuple({work.doi: work for item in story.items for work in item.works}.values())


def studied(item: Item) -> bool:
    """Whether an item stands at, links to or names a scholarly work."""
    links = (item.url, item.about or "", *item.links)
    return any(host(address) in cues.SCHOLARLY for address in links) or bool(cues.DOI.search(item.text))
