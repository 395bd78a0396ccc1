"""A chosen story in, the pick as readers meet it out: its section, its one line of why, its other voices."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from generator.edit.agreed import MARKS, SAID
from generator.edit.choose import KEPT_NEW
from generator.edit.claims import claims
from generator.edit.context import Context, nearest
from generator.edit.effect import telling, weighed
from generator.edit.facts import facts
from generator.edit.merits import doubts, studied
from generator.edit.reading import excerpt
from generator.edit.signals import SIGNALS
from generator.edit.stories import addresses
from generator.edit.table import Candidate, Group
from generator.model import Item, Mention, Pick, Reason, Section, Source, Story, Tie
from generator.originals import told
from generator.text import clip

WHY = 160
"""Longest line of why, in characters."""
SECTIONS = tuple(Section)
NAMED = 2
"""Most reasons in the line."""
JOIN = "; "
RECENCY, RELEVANCE = "recency", "relevance"
NEWS = 1.1
"""By such a factor newness must have raised a score before it is given as a reason."""
ROOM = "there was room for it"
"""What is true besides of a pick that is not close to an interest, and has nothing else that speaks for it."""
ANYWAY = "nothing stood out, and of all that was left it came first"
"""What is true of a pick of which no signal with words raised the score."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What is needed to write a pick besides its story."""

    context: Context
    sources: Mapping[str, Source]
    """Source.key -> Source."""
    kept: Mapping[str, str] = field(default_factory=dict)
    """Item.id -> for whom its place was kept, where it would have had no other."""


def pick(candidate: Candidate, desk: Desk) -> Pick:
    """Write a pick from a chosen story; it stands alone."""
    story, lead = candidate.entry.story, candidate.lead
    source = desk.sources.get(lead.source)
    return Pick(
        id=lead.id,
        url=lead.url,
        title=lead.title,
        excerpt=excerpt(lead),
        voice=lead.voice.key,
        name=lead.voice.name,
        address=lead.voice.address,
        source=lead.source,
        source_name=source.name if source else lead.source,
        section=section(candidate, desk).value,
        why=why(candidate, desk.kept.get(lead.id, "")),
        reasons=tuple(reason for reason in weighed(candidate.entry.reasons) if not SIGNALS[reason.signal].private),
        facts=facts(lead.voice, desk.context),
        minutes=round(candidate.minutes, 2),
        published=lead.published,
        kind=lead.kind,
        language=lead.language,
        tags=lead.tags,
        topics=topics(lead, desk.context),
        warning=lead.warning,
        alts=lead.alts,
        tie=candidate.tie,
        claim=claims(lead),
        about=lead.about,
        new_voice=candidate.new,
        also=also(story),
        same=same(story),
        made=told(lead, excerpt(lead)).made,
    )


def section(candidate: Candidate, desk: Desk) -> Section:
    """Return the section whose reason holds first."""
    story, lead = candidate.entry.story, candidate.lead
    source = desk.sources.get(lead.source)
    if also(story):
        return Section.CONVERSATION
    if any(map(studied, story.items)):
        return Section.RESEARCH
    if asks(lead):
        return Section.QUESTIONS
    far = source is not None and source.tie in {Tie.WEAK, Tie.VERY_WEAK}
    if candidate.group is Group.QUIET or far or desk.kept.get(lead.id) == KEPT_NEW:
        return Section.OVERLOOKED
    close = nearest(lead, desk.context)
    return Section.INTERESTS if close is None or close[0].value >= SAID else Section.BESIDES


def asks(item: Item) -> bool:
    """Whether a post asks something and, as far as its server tells, nobody has answered."""
    words = (item.text or item.title).split()
    while words and words[-1].startswith("#"):
        words.pop()
    return item.kind == "post" and item.reactions.replies == 0 and words[-1:] != [] and words[-1].endswith(MARKS)


def why(candidate: Candidate, kept: str = "") -> str:
    """Say in one line what raised the score most, and for whom the place was kept where that decided it.

    Args:
        candidate: The pick.
        kept: For whom its place was kept, "" where it would have had one anyway.
    """
    parts = list(_said(candidate.entry.reasons))[:NAMED]
    # These are said whatever they did to the score.
    must = [words for words in (doubts(candidate.entry.story), f"in a place kept for {kept}" if kept else "") if words]
    room = WHY - 1 - sum(len(words) + len(JOIN) for words in must)
    line = JOIN.join([clip(JOIN.join(parts), room), *must] if parts else must or [ANYWAY])
    return line[0].upper() + line[1:] + "."


def _said(reasons: Sequence[Reason]) -> Iterator[str]:
    """Yield what a reader is told, the most telling first; where it is not the subject, how far off that is.

    That something is new is said where it mattered: the date stands beside every pick.
    """
    told = [each for each in telling(reasons) if each.signal != RECENCY or (each.effect or 1) >= NEWS]
    off = [each.words for each in reasons if each.signal == RELEVANCE and each.value < SAID and each.words]
    if off and all(each.signal == RECENCY for each in told):
        yield from off
    yield from (each.words for each in told)
    if off and not told:
        yield ROOM


def topics(item: Item, context: Context) -> tuple[str, ...]:
    """Return the interests an item is close to in its own words, the closest first."""
    close = zip(context.closeness.get(item.id, ()), context.interests, strict=False)
    return tuple(interest for found, interest in sorted(close, key=lambda pair: -pair[0].value) if found.says)


def also(story: Story) -> tuple[Mention, ...]:
    """Return the other voices of a story, each once, in the order in which they spoke; machines have none."""
    first: dict[str, Item] = {}
    for item in story.items:
        if not item.voice.bot:
            first.setdefault(item.voice.key, item)
    others = [item for key, item in first.items() if key != story.lead.voice.key]
    return tuple(Mention(name=item.voice.name, url=item.url, voice=item.voice.key) for item in others)


def same(story: Story) -> tuple[str, ...]:
    """Return every id and canonical link by which this story could come back."""
    ids = [item.id for item in story.items]
    return tuple(sorted({*ids, *(address for item in story.items for address in addresses(item))}))


def placed(picks: list[Pick]) -> tuple[Pick, ...]:
    """Order picks by section; within one they keep the order they come in."""
    return tuple(sorted(picks, key=lambda chosen: SECTIONS.index(Section(chosen.section))))
