"""A story and its week in, small opinions of one shape out; SIGNALS is the list of them, and the only one.

To add a signal, write a function and its row here; pages, ranking and tests walk the table. What speaks for a story
stands in this file, what is held against it in dampers.py, the shape of both in opinion.py.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from types import MappingProxyType

from generator.edit import cues, dampers, voices
from generator.edit.audience import answered, response
from generator.edit.context import Context, nearest, standing
from generator.edit.lexical import SAID
from generator.edit.opinion import NEUTRAL, Judge, Opinion
from generator.model import Item, Story
from generator.text import count, host

HALF_LIFE = timedelta(days=4)
WEEK = 7
CROWD = 8
"""So many further voices are as many as count."""
TOLD = 10
"""So many reactions weigh as much as what is usual on the network."""
NOTABLE = 0.6
"""A neutral-centred opinion has words from here on."""


def relevance(story: Story, context: Context) -> Opinion:
    """Closeness to the nearest interest: BM25 with feedback, each interest on its own scale.

    Formula: max over interests of s / (s + scale / 4), s = BM25 score, scale = mean of the twelve best voices.
    Source: Robertson & Zaragoza 2009 (doi:10.1561/1500000019); Rocchio 1971 for feedback.
    """
    found = nearest(story.lead, context)
    if found is None:
        return NEUTRAL
    close, interest = found
    if close.value < SAID:
        return Opinion(close.value)
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

    Formula: log(1 + votes) / log(1 + 8), at most 1; a vote = trust / (1 + other stories with voices of this one).
    Source: Dong, Berti-Equille & Srivastava 2009 (doi:10.14778/1687627.1687690) on sources that copy each other.
    """
    others = [key for key in standing(story) if key != story.lead.voice.key]
    votes = sum(voices.vote(key, story, context) for key in others[: CROWD * 2])
    value = min(1.0, math.log1p(votes) / math.log1p(CROWD))
    return Opinion(value, f"shared by {count(len(others) + 1, 'voice')}" if votes >= NOTABLE else "")


def surprise(story: Story, context: Context) -> Opinion:
    """More response than is usual for an audience of that size, on that network, in that week.

    Formula: logistic of the robust residual of log(1 + likes + 2 shares + 3 replies) on log followers.
    Source: Keneshloo et al. 2016 (doi:10.1137/1.9781611974348.50) on rates; see audience.py for the fit.
    """
    found = [rest for item in story.items if (rest := _rest(item, context)) is not None]
    if not found:
        return NEUTRAL
    value = 1 / (1 + math.exp(-max(-6.0, min(6.0, sum(found) / len(found)))))
    return Opinion(value, "more response than usual for its audience" if value >= NOTABLE else "")


def _rest(item: Item, context: Context) -> float | None:
    told = response(item.reactions)
    law = context.laws.get(item.voice.network)
    if told is None or law is None or item.voice.followers is None:
        return None
    return law.surprise(told, item.voice.followers)


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

    Formula: 1 with such a link, else neutral.
    Source: Crossref's form of a DOI; the list SCHOLARLY in cues.py.
    """
    return Opinion(1.0, "links to a study") if any(map(studied, story.items)) else NEUTRAL


def studied(item: Item) -> bool:
    """Whether an item stands at, links to or names a scholarly work."""
    links = (item.url, item.about or "", *item.links)
    return any(host(address) in cues.SCHOLARLY for address in links) or bool(cues.DOI.search(item.text))


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """One row of the table: who judges, what a reader is told of it, and what it is worth."""

    judge: Judge
    words: str
    """What it looks at, for a reader."""
    formula: str
    origin: str
    weights: tuple[float, float, float, float]
    """For the presets, in their order: balanced, conversation, quiet voices, chronological."""
    damps: bool = False
    """Whether it is a factor (value ** weight on the whole) rather than one part of the mean."""


SIGNALS: Mapping[str, Signal] = MappingProxyType(
    {
        "relevance": Signal(
            judge=relevance,
            words="how close it is to one of the interests",
            formula="s / (s + scale / 4): s is BM25 with feedback, scale the mean of the twelve closest voices",
            origin="Robertson & Zaragoza 2009, doi:10.1561/1500000019; Rocchio 1971",
            weights=(6, 4, 6, 0),
        ),
        "recency": Signal(
            judge=recency,
            words="how new it is",
            formula="half the value every four days",
            origin="exponential decay",
            weights=(0.5, 0.5, 0.5, 1),
        ),
        "corroboration": Signal(
            judge=corroboration,
            words="how many further voices speak of it, one voice one vote",
            formula="log(1 + votes) / log 9; a vote counts less from those who always stand together",
            origin="Dong, Berti-Equille & Srivastava 2009, doi:10.14778/1687627.1687690",
            weights=(1, 3, 0.5, 0),
        ),
        "surprise": Signal(
            judge=surprise,
            words="whether it met with more response than usual for its audience",
            formula="logistic of the residual of log(1 + likes + 2 shares + 3 replies) on log followers",
            origin="Keneshloo et al. 2016, doi:10.1137/1.9781611974348.50",
            weights=(2, 1, 2, 0),
        ),
        "answers": Signal(
            judge=answers,
            words="whether people answered it rather than only liked it",
            formula="replies and shares among the reactions, drawn to what is usual on the network",
            origin="beta-binomial shrinkage, Robinson 2017",
            weights=(1, 2, 1, 0),
        ),
        "scholar": Signal(
            judge=scholar,
            words="whether it links to a study",
            formula="1 with a DOI or a scholarly address, else neutral",
            origin="Crossref on the form of DOIs",
            weights=(0.5, 0.5, 0.5, 0),
        ),
        "age": Signal(
            judge=dampers.age,
            words="whether the account is older than four months",
            formula="0.25 + 0.75 * days / 120, at most 1",
            origin="Yang et al. 2020, doi:10.1609/aaai.v34i01.5460",
            weights=(1, 1, 1, 0),
            damps=True,
        ),
        "measure": Signal(
            judge=dampers.measure,
            words="whether the voice posts in measure",
            formula="1 up to one item a day, then 7 / items in the week",
            origin="one voice, one vote",
            weights=(0.5, 0.5, 1, 0),
            damps=True,
        ),
        "generosity": Signal(
            judge=dampers.generosity,
            words="whether the voice links to others or only to itself",
            formula="1 - half the share of its links that go to one place of its own",
            origin="sharing counts for, self-promotion against",
            weights=(1, 1, 1, 0),
            damps=True,
        ),
        "sobriety": Signal(
            judge=dampers.sobriety,
            words="whether its words sell, bait or shout",
            formula="1 / (1 + half the cues found), English only",
            origin="Chakraborty et al. 2016, arXiv:1610.09786",
            weights=(1, 1, 1, 0),
            damps=True,
        ),
        "civility": Signal(
            judge=dampers.civility,
            words="whether its words are hostile to people (English only)",
            formula="1 / (1 + 3 * words of abuse found)",
            origin="Davidson et al. 2017, arXiv:1703.04009",
            weights=(1, 1, 1, 0),
            damps=True,
        ),
    }
)
