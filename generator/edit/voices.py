"""A voice and its week in, what its profile and its pattern of posting say out: facts, 0 to 1, never its size."""

from generator.edit.context import Context, outlet
from generator.edit.past import CIRCLE, arrow
from generator.model import Story, Voice

GROWN = 120
"""Days after which an account is no longer young."""
YOUNG = 0.25
"""What a brand-new account keeps: a newcomer is not a culprit."""
WEEKLY = 7
"""Items in a week, one a day, that nobody is held back for."""
NEWSROOM = 0.5
"""Least that a site keeps however much it publishes."""
DAILY = 10
"""Posts a day over the life of an account that nobody is held back for."""
ENOUGH = 3
"""Fewest links from which a pattern is read."""
TAGS = 3
"""Tags on a post that nobody is held back for."""
STRANGER = 0.5
"""Vote of somebody who passed a story on and of whom nothing else is known."""
FIRM = 5
"""A voice's record is believed by half when so many responses are known."""
ACQUAINTED = 1
"""So many weeks are added to those that are known: in the first, it is believed by half that a stranger is one."""
FEW_LINKERS = 3
"""A host that more voices than this link to is no one's own."""


def days(voice: Voice, context: Context) -> int | None:
    """Return the age of an account in days on the day of the edition; a date in the future is an age of 0."""
    return max(0, (context.due.date() - voice.since).days) if voice.since else None


def age(voice: Voice, context: Context) -> float:
    """Return 1 for an account of four months and more, a quarter for a new one, 1 where it is not known."""
    known = days(voice, context)
    return 1.0 if known is None else YOUNG + (1 - YOUNG) * min(1.0, known / GROWN)


def measure(voice: Voice, context: Context) -> float:
    """Return 1 for a voice that posts in measure, less for one that floods the week or has done so for years.

    A site is held back by half at most: a newsroom is many hands, and the share of a source is bounded anyway.
    """
    week = WEEKLY / max(1, context.output.get(outlet(voice), 1))
    known = days(voice, context)
    years = DAILY * max(1, known) / max(1, voice.posts) if known is not None and voice.posts else 1.0
    return max(NEWSROOM if voice.network == "web" else 0.0, min(1.0, week, years))


def generosity(voice: Voice, context: Context) -> float:
    """Return 1 for a voice that links to many places, down to 0.5 for one that only links to its own."""
    sites = context.sites.get(outlet(voice))
    total = sum(sites.values()) if sites else 0
    if not sites or total < ENOUGH:
        return 1.0
    # Who links to five places once each has linked to none of them again.
    own = [count for site, count in sites.items() if count > 1 and context.linkers[site] <= FEW_LINKERS]
    return 1 - 0.5 * max(own, default=0) / total


def vote(key: str, story: Story, context: Context) -> float:
    """Return what one voice's word for a story is worth: its trust, divided by how tied it is to the story's others."""
    voice = context.voices.get(key)
    trust = age(voice, context) * measure(voice, context) if voice else STRANGER
    tied = context.bounds.get(key, {})
    others = context.standing[story.lead.id][:CIRCLE] if tied else ()
    return trust / (1 + sum(tied.get(other, 0) for other in others))


def bound(one: str, other: str, context: Context) -> bool:
    """Whether two voices of a story stand together besides this once: in this week, or in earlier ones."""
    return other in context.bounds.get(one, ())


def returned(key: str, context: Context) -> float:
    """Return the part of those who pass a voice on whom it passes on in turn, 0 to 1, in this week or earlier ones.

    Drawn to 0 as if there were one more who is a stranger: one friend makes no ring.
    """
    givers = context.passers.get(key, frozenset())
    back = {giver for giver in givers if key in context.passers.get(giver, ())}
    if before := context.past.passed:
        back.update(giver for giver in givers if arrow(key, giver) in before)
    return len(back) / (len(givers) + 1)


def strange(key: str, context: Context) -> float:
    """Return the part of those who pass a voice on who are near to nobody that is followed, 0 to 1.

    Drawn to 0 as if there were one more who is near, and as long as few weeks are remembered, for it takes time until
    an acquaintance shows. 0 where nobody passes it on: to be overlooked is nothing to be held against anybody.
    """
    givers = context.passers.get(key, frozenset())
    if not context.near or key in context.near:
        return 0.0
    far = sum(1 for giver in givers if giver not in context.near)
    return far / (len(givers) + 1) * (context.past.weeks + 1) / (context.past.weeks + 1 + ACQUAINTED)


def record(key: str, context: Context, but: float | None = None) -> float | None:
    """Return how far the response to a voice is usually above what is usual, in spreads; None where nothing is known.

    Drawn to 0 as if there were FIRM further items that met with nothing unusual (empirical Bayes). `but` is the
    response to the item that is being judged, which must not count twice.
    """
    week, before = context.week.get(key), context.past.tracks.get(key)
    told = sum(track.told for track in (week, before) if track) - (but is not None)
    if told < 1:
        return None
    return (sum(track.surprise for track in (week, before) if track) - (but or 0.0)) / (told + FIRM)
