"""A file of candidates and a profile in, the desk's choice as lines out: the `pick` command.

The lines are `id TAB story TAB reason`, best first, so that any ranking can be measured from outside. Nothing is ranked
here: candidates become items, the profile a config, earlier weeks an archive, and the desk decides as for an edition.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Literal, TypeVar

from pydantic import AfterValidator, Field, TypeAdapter, ValidationError

from generator import traces
from generator.edit import PRESETS, SIGNALS
from generator.edit.desk import leave
from generator.edit.meaning import understand
from generator.edit.picks import why
from generator.edit.selecting import best_first, select
from generator.edit.stories import gather
from generator.edit.table import Candidate as Chosen
from generator.errors import InputError, Problem
from generator.model import Config, Digest, Edition, Item, Mute, Pick, Reactions, Section, Site, Tie, Voice, Week
from generator.text import host

DEFAULT_MINUTES = 1.0
"""Reading time of a candidate that does not say."""
T = TypeVar("T")


def _aware(instant: datetime) -> datetime:
    try:
        return instant.astimezone(UTC) if instant.tzinfo else instant.replace(tzinfo=UTC)
    except OverflowError:
        message = "no such day in UTC"
        raise ValueError(message) from None


Instant = Annotated[datetime, AfterValidator(_aware)]
Amount = Annotated[float, Field(ge=0, allow_inf_nan=False)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Engagement:
    """What a candidate says of reactions to it."""

    replies: int | None = None
    shares: int | None = None
    likes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One line of the candidates file; fields that are not named here are not needed."""

    id: str
    author: str
    url: str
    published: Instant
    author_followers: int | None = None
    author_following: int | None = None
    author_posts: int | None = None
    author_created: datetime | None = None
    author_bio: str | None = ""
    source: str = "rss"
    server: str | None = None
    post_url: str | None = None
    title: str | None = ""
    text: str | None = ""
    engagement: Engagement = Engagement()
    language: str | None = None
    hashtags: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    shared_by: tuple[str, ...] = ()
    minutes: Amount | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """One item that an earlier week had."""

    id: str
    author: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """One earlier week."""

    week: int
    chosen: tuple[Past, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """The profile file: what is asked for, and what earlier weeks had."""

    now: Instant
    task: Literal["select", "cluster"] = "select"
    interests: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    limit: int | None = None
    minutes: Amount | None = None
    following: tuple[str, ...] = ()
    interactions: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    history: tuple[Issue, ...] = ()
    preset: str = "balanced"
    weights: Mapping[str, Amount] = field(default_factory=lambda: MappingProxyType({}))


def run(candidates: Path, profile: Path, state: Path | None = None) -> Iterator[str]:
    """Choose among candidates and yield the lines, best first; with the task "cluster", one for every candidate.

    Args:
        candidates: JSON lines, one candidate a line.
        profile: JSON.
        state: A folder kept between the weeks of one world, for the traces that they leave.

    Raises:
        InputError: A file is missing or a line of it is not what it should be.
    """
    wishes = _profile(profile)
    found = _candidates(candidates)
    items = [_item(candidate) for candidate in found]
    if wishes.task == "cluster":
        stories = gather(items, understand(items, wishes.interests))
        yield from (f"{item.id}\t{story.key}\t" for story in stories for item in story.items)
        return
    lengths = {candidate.id: candidate.minutes or DEFAULT_MINUTES for candidate in found}
    week = Week.of(wishes.now, "UTC")
    selection = select(
        items,
        _config(wishes, items),
        due=wishes.now,
        archive=_archive(wishes.history),
        minutes=lambda item: lengths[item.id],
        picks=wishes.limit,
        traces=traces.read(state, week) if state else (),
        known=_known(wishes, items),
    )
    if state:
        traces.write(state, leave(selection, week))
    choice = selection.choice
    yield from (_line(pick, choice.kept.get(pick.lead.id, "")) for pick in best_first(choice))


def _line(chosen: Chosen, kept: str) -> str:
    return f"{chosen.lead.id}\t{chosen.entry.story.key}\t{why(chosen, kept)}"


def _profile(file: Path) -> Profile:
    profile = _parsed(TypeAdapter(Profile), _text(file), file, None)
    unknown = [name for name in profile.weights if name not in SIGNALS]
    if profile.preset not in PRESETS:
        raise InputError(Problem(file=str(file), words=f"preset: there are {', '.join(PRESETS)}"))
    if unknown:
        raise InputError(Problem(file=str(file), words=f"weights: no signal is called {unknown[0]!r}"))
    return profile


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        words = error.strerror if isinstance(error, OSError) and error.strerror else "it is not UTF-8 text"
        raise InputError(Problem(file=str(file), words=f"This cannot be read: {words.rstrip('.')}.")) from error


def _candidates(file: Path) -> list[Candidate]:
    """Read every line, or say of every bad one what is wrong with it."""
    adapter = TypeAdapter(Candidate)
    found: dict[str, Candidate] = {}
    problems: list[Problem] = []
    for number, line in enumerate(_text(file).split("\n"), start=1):
        try:
            if line.strip():
                candidate = _parsed(adapter, line, file, number)
                found[candidate.id] = candidate
        except InputError as error:
            problems += error.problems
    if problems:
        raise InputError(*problems)
    return list(found.values())


def _parsed(adapter: TypeAdapter[T], text: str, file: Path, line: int | None) -> T:
    try:
        return adapter.validate_json(text)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        words = f"{where}: {first['msg']}" if where else first["msg"]
        raise InputError(Problem(file=str(file), line=line, words=words)) from error


def _item(candidate: Candidate) -> Item:
    feed = candidate.source == "rss"
    told = candidate.engagement
    url = candidate.url if feed else candidate.post_url or candidate.url
    return Item(
        id=candidate.id,
        source=f"{candidate.source} {candidate.server or host(candidate.url)}",
        url=url,
        voice=_voice(candidate),
        title=candidate.title or "",
        text=candidate.text or "",
        published=candidate.published,
        language=candidate.language,
        tags=tuple(tag.lstrip("#") for tag in candidate.hashtags),
        kind="article" if feed else "post",
        about=candidate.url if url != candidate.url else None,
        mentions=candidate.mentions,
        shared_by=candidate.shared_by,
        # A feed tells nothing of reactions: its noughts are unknowns.
        reactions=Reactions() if feed else Reactions(replies=told.replies, shares=told.shares, likes=told.likes),
    )


def _voice(candidate: Candidate) -> Voice:
    return Voice(
        key=candidate.author,
        name=candidate.author,
        network=candidate.source,
        since=candidate.author_created.date() if candidate.author_created else None,
        followers=candidate.author_followers,
        following=candidate.author_following,
        posts=candidate.author_posts,
        bio=candidate.author_bio or "",
    )


def _config(profile: Profile, items: Sequence[Item]) -> Config:
    """Write the profile as the config of a site; languages that are not asked for are muted."""
    asked = {language.split("-")[0] for language in profile.languages}
    spoken = sorted({item.language.split("-")[0] for item in items if item.language}) if asked else []
    minutes = profile.minutes if profile.minutes is not None else math.inf
    return Config(
        site=Site(title="pick"),
        sources=(),
        digest=Digest(minutes=minutes, preset=profile.preset, weights=profile.weights),
        interests=profile.interests,
        mute=tuple(Mute(kind="language", value=language) for language in spoken if language not in asked),
    )


def _known(profile: Profile, items: Sequence[Item]) -> Mapping[str, Tie]:
    """Return the ties that a profile tells: who is followed, who is spoken with besides, and who is neither."""
    if not profile.following:
        return {}
    followed = {**{item.voice.key: Tie.VERY_WEAK for item in items}, **dict.fromkeys(profile.following, Tie.WEAK)}
    return {**followed, **{key: Tie.STRONG for key, times in profile.interactions.items() if times > 0}}


def _archive(history: Sequence[Issue]) -> list[Edition]:
    return [_edition(issue) for issue in sorted(history, key=lambda issue: issue.week)]


def _edition(issue: Issue) -> Edition:
    """Write an earlier week as an edition; only what was chosen matters, so its dates stand for nothing."""
    instant = datetime.fromtimestamp(0, UTC)
    return Edition(
        week=Week(1970, 1),
        id=str(issue.week),
        title="",
        published=instant,
        starts=instant,
        picks=tuple(_past(past) for past in issue.chosen),
    )


def _past(past: Past) -> Pick:
    return Pick(
        id=past.id,
        url=past.url,
        title="",
        voice=past.author,
        name=past.author,
        source="",
        source_name="",
        section=Section.INTERESTS.value,
        why="",
        minutes=0,
    )
