"""What templates see of topics, and of picks in a list."""

from dataclasses import dataclass

from generator.publish.shapes.link import Link


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedView:
    """A pick in a list: what it is called, where it stands here and where it is from."""

    title: str
    language: str
    """Of the title, where it is another than the page's; else ""."""
    direction: str
    here: str
    """The address of the pick on this site, where the reasons stand."""
    address: str | None
    """The original, checked; None where the address cannot be used."""
    host: str
    week: str
    """Of its edition, in words."""
    name: str
    """The same for machines, 2026-W47."""
    warning: str
    """A content warning; the title is then no part of the text."""
    voice: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicRowView:
    """One topic in the list of all."""

    link: Link
    """Its page; without an address where nothing was found yet."""
    facts: str
    """In how many weeks, and when last, in words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicsView:
    """Every topic."""

    interests: tuple[TopicRowView, ...]
    """What the owner looks for, in the owner's order."""
    others: tuple[TopicRowView, ...]
    """What was found besides, lately, by name."""
    earlier: tuple[Link, ...]
    """The same, of what has not been heard of lately."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicView:
    """One topic."""

    feed: str
    """The address of its feed."""
    facts: str
    """Whether the owner looks for it, in how many weeks it was and when last, in sentences."""
    picks: tuple[SharedView, ...]
    """Newest week first."""
    older: str
    """Where what is not shown can be found, in a sentence; "" where all is shown."""
    voices: tuple[Link, ...]
    """Who speaks of it, by name."""
    more: str
    """That there are more of them, in words; "" where all are named."""
    near: tuple[Link, ...]
    """Topics that share picks with it, by name."""
