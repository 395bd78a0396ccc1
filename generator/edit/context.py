"""The week's stories in, what has to be counted once before any story can be judged out."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from generator.edit.audience import habits, laws, rest
from generator.edit.lexical import Close
from generator.edit.meaning import Meaning
from generator.edit.past import Past, acquainted, bounds, couple, meetings, passers, recall, tracks
from generator.edit.stories import link
from generator.edit.tone import Tone, tones
from generator.model import Item, Story, Track, Voice
from generator.text import host

Outlet = tuple[str, str]
"""Voice.key and network: where a person speaks. What they do in one place is not held against the other."""
NOTHING = recall(())
"""No earlier week is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What is known of the week as a whole."""

    due: datetime
    interests: tuple[str, ...]
    closeness: Mapping[str, tuple[Close, ...]]
    """Item.id -> how close it is to each interest, in their order."""
    output: Mapping[Outlet, int]
    """How many items each has in the week."""
    sites: Mapping[Outlet, Counter[str]]
    """The hosts that the posts of each link to."""
    linkers: Mapping[str, int]
    """Host -> how many voices link to it."""
    standing: Mapping[str, tuple[str, ...]]
    """Item.id of a lead -> the keys of all who speak of its story or passed it on, those who speak first."""
    together: Mapping[int, int]
    """Two voices, as one number -> how often they stand together in the week."""
    bounds: Mapping[str, Mapping[str, int]]
    """Voice.key -> key of another of one story -> how often they stand together besides, in this week or earlier."""
    passers: Mapping[str, frozenset[str]]
    """Voice.key -> the keys of others who passed on what it said this week."""
    followed: frozenset[str]
    """Voice.key of those that are followed."""
    near: Mapping[str, float]
    """Voice.key -> how near it is to those that are followed, 0 to 1; empty where nobody is."""
    rests: Mapping[str, float]
    """Item.id -> how far its response is above what is usual for its audience, in spreads, where that is known."""
    week: Mapping[str, Track]
    """Voice.key -> what it did this week."""
    past: Past
    """What earlier weeks have shown."""
    habits: Mapping[str, float]
    """Network -> what part of reactions are replies and shares there."""
    voices: Mapping[str, Voice]
    """Voice.key -> the voice; of a person with a site and an account, the site, of which no server can tell tales."""
    worn: Mapping[str, float]
    """Item.id -> how much of its closeness to an interest was only the name."""
    tone: Mapping[str, Tone]
    """Item.id -> how it sounds; not every item has a vector to tell by."""


def survey(  # noqa: PLR0917  what a week is known by
    stories: Sequence[Story],
    interests: Sequence[str],
    due: datetime,
    meaning: Meaning,
    past: Past = NOTHING,
    followed: Iterable[str] = (),
) -> Context:
    """Count what the signals need to know of the whole week; `followed` are the keys of the voices that are."""
    items = sorted((item for story in stories for item in story.items), key=lambda item: item.id)
    sites, rests = _sites(items), _rests(items)
    stand = {story.lead.id: tuple(standing(story)) for story in stories}
    others = passers(stories, stand)
    together = Counter(couple(*pair) for pair in meetings(stories, stand))
    return Context(
        due=due,
        interests=tuple(interests),
        closeness=meaning.closeness,
        output=Counter(outlet(item.voice) for item in items),
        sites=sites,
        linkers=Counter(site for linked in sites.values() for site in linked),
        standing=stand,
        together=together,
        bounds=bounds(stories, stand, together, past),
        passers=others,
        followed=frozenset(followed),
        near=acquainted(followed, past, others, items),
        rests=rests,
        week=tracks(items, rests, {}),
        past=past,
        habits=habits(items),
        voices={item.voice.key: item.voice for item in sorted(items, key=lambda item: item.voice.network == "web")},
        worn=meaning.worn,
        tone=tones(items, meaning),
    )


def outlet(voice: Voice) -> Outlet:
    """Return the place in which a voice speaks."""
    return voice.key, voice.network


def nearest(item: Item, context: Context) -> tuple[Close, str] | None:
    """Return the interest that an item is closest to, the earlier one of equals; None where none is named."""
    found = zip(context.closeness.get(item.id, ()), context.interests, strict=False)
    return max(found, key=lambda pair: pair[0].value, default=None)


def standing(story: Story) -> list[str]:
    """Return the keys of all who speak of a story or passed it on, each once, those who speak first.

    Machines that pass on what they are told to have no voice; one that wrote the lead stands for itself.
    """
    speakers = [voice.key for voice in story.voices if not voice.bot or voice.key == story.lead.voice.key]
    sharers = sorted({key for item in story.items for key in item.shared_by} - set(speakers))
    return speakers + sharers


def _rests(items: Sequence[Item]) -> Mapping[str, float]:
    """Return how far the response to each item is above what is usual, where that is known."""
    found = laws(items)
    return {item.id: round(told, 3) for item in items if (told := rest(item, found)) is not None}


def _sites(items: Iterable[Item]) -> Mapping[Outlet, Counter[str]]:
    """Count where posts link to; a feed's own articles are no links."""
    sites: defaultdict[Outlet, Counter[str]] = defaultdict(Counter)
    for item in items:
        address = link(item) if item.kind == "post" else None
        if address:
            sites[outlet(item.voice)][host(address)] += 1
    return sites
