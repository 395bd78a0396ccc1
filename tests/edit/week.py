"""Builders of small weeks for the desk, with kind defaults, and Hypothesis strategies of any week."""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from generator.edit import PRESETS, glean
from generator.edit.context import survey
from generator.edit.meaning import understand
from generator.edit.prompts import Bank
from generator.edit.stories import gather
from generator.model import Config, Digest, Harvest, Item, Mute, Reactions, Site, Source, Voice, Week

WEEK = Week(2026, 47)
DUE = datetime(2026, 11, 20, 5, tzinfo=UTC)
STARTS = DUE - timedelta(days=7)
WORDS = (
    "pupils rubric library garden feedback homework bridge lantern quiet river draft notebook chalk window violin "
    "exam teacher poem market winter harbour compass ladder pepper orchard signal copper meadow thunder velvet"
).split()


def voice(name="Ada", **more):
    return Voice(**{"key": f"https://{name.lower()}.example/", "name": name, "network": "web", **more})


def item(name="one", who="Ada", days=2.0, **more):
    plain = {
        "id": f"tag:{who}.example,{name}",
        "source": f"feed https://{who.lower()}.example/feed",
        "url": f"https://{who.lower()}.example/{name}",
        "voice": voice(who),
        "title": f"About {name}",
        "text": f"{who} on {name}: first {name}, then {name}, at last {name}.",
        "published": DUE - timedelta(days=days),
    }
    return Item(**{**plain, **more})


def post(name="note", who="Bo", days=1.0, *, replies=None, shares=None, likes=None, **more):
    person = voice(
        who, network="mastodon", **{key: more.pop(key) for key in ("followers", "since", "posts") if key in more}
    )
    plain = {
        "title": "",
        "kind": "post",
        "voice": person,
        "source": "mastodon #school",
        "reactions": Reactions(replies=replies, shares=shares, likes=likes),
    }
    return item(name, who, days, **{**plain, **more})


def config(*, interests=(), mute=(), sources=(), **digest):
    return Config(
        site=Site(title="My digest", zone="Europe/Berlin"),
        sources=sources or (Source(kind="feed", address="https://ada.example/feed", name="Ada's blog"),),
        digest=Digest(**digest),
        interests=tuple(interests),
        mute=tuple(mute),
    )


def gleaned(*items, archive=(), week=WEEK, due=DUE, bank=None, judged=None, **more):
    return glean(
        Harvest(items=tuple(items)),
        config(**more),
        week,
        starts=due - timedelta(days=7),
        due=due,
        archive=archive,
        bank=bank or Bank(),
        judged=judged or {},
    )


def judged(*items, interests=()):
    """Return the stories of items and the context they are judged in."""
    meaning = understand(items, interests)
    stories = gather(items, meaning)
    return stories, survey(stories, interests, DUE, meaning)


people = st.sampled_from("Ada Bo Cem Dara Edda Femi Gul Hana".split())


def sentence(start, step, length):
    """Walk through the words, from one of them and in steps: three choices make a sentence, not forty."""
    return " ".join(WORDS[(start + step * number) % len(WORDS)] for number in range(length))


sentences = st.builds(sentence, st.integers(0, len(WORDS) - 1), st.integers(0, len(WORDS) - 1), st.integers(3, 40))
counts = st.none() | st.integers(0, 10_000)
kinds = st.sampled_from(["post", "article"])
numbers = st.integers(0, 60)
ages = st.floats(-2, 20)
sights = st.none() | st.floats(0, 9).map(lambda ago: DUE - timedelta(days=ago))
papers = st.none() | st.integers(0, 5).map(lambda n: f"https://paper.example/{n}?utm_source=x")
tags = st.lists(st.sampled_from(WORDS), max_size=5)
languages = st.sampled_from([None, "en", "de", "en-GB"])
sharers = st.lists(people.map(str.lower), max_size=3)


@st.composite
def items(draw):
    """Any item the street can hand over: a post or an article, dated or not, in the window or not.

    What is drawn from is made once, above: Hypothesis looks through a strategy that is new, which took longer than
    drawing.
    """
    kind = draw(kinds)
    number = draw(numbers)
    who = draw(people)
    build = post if kind == "post" else item
    facts = {"followers": draw(counts), "posts": draw(counts)} if kind == "post" else {}
    told = {"replies": draw(counts), "shares": draw(counts), "likes": draw(counts)} if kind == "post" else {}
    dated = draw(st.booleans())
    days = draw(ages)
    return build(
        f"{kind}-{number}",
        who,
        days,
        text=draw(sentences),
        published=DUE - timedelta(days=days) if dated else None,
        seen=draw(sights),
        about=draw(papers),
        tags=tuple(draw(tags)),
        language=draw(languages),
        shared_by=tuple(draw(sharers)),
        **facts,
        **told,
    )


harvests = st.lists(items(), max_size=25, unique_by=lambda found: found.id)
mutes = st.lists(
    st.builds(
        Mute,
        kind=st.sampled_from(["phrase", "tag"]),
        value=st.sampled_from(WORDS),
    ),
    max_size=2,
)
configs = st.builds(
    config,
    interests=st.lists(sentences, max_size=3, unique=True),
    mute=mutes,
    minutes=st.floats(1, 60),
    preset=st.sampled_from(sorted(PRESETS)),
)
