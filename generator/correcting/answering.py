"""Editions and the config in; what was answered to them in public, but for what nobody here is to read, out."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from generator import collect as street
from generator import publish as press
from generator.correcting.people import Shelves, known
from generator.edit.mute import muting
from generator.model import Answer, Config, Item, Voice

if TYPE_CHECKING:
    from generator.collect import Door, Heard

TAG = re.compile(r"(?<![\w&/])#(\w+)")
"""A hashtag in a text; what stands behind a slash or in `&#39;` is none."""


def hear(
    config: Config, shelves: Shelves, *, now: datetime, door: "Door", site_url: str | None = None
) -> tuple["Heard", ...]:
    """Read what was answered in public to the editions whose turn it is; content/answers/ has it when this returns."""
    before, editions = press.threads.read(shelves.answers), press.archive.read(shelves.editions)
    theirs, silent = known(config, shelves), muted(config)
    heard = street.hear(
        editions,
        before,
        config.answers.mastodon,
        shelves.state,
        unwanted=street.Unwanted(withdrawn=theirs, muted=silent),
        site_url=site_url or config.site.address,
        now=now,
        door=door,
    )
    for each in heard:
        left = each.thread and press.threads.without(each.thread, theirs, silent)
        press.threads.keep(shelves.answers, each.name, before.get(each.name), left)
    return heard


def muted(config: Config) -> Callable[[Answer], bool]:
    """Return what tells whether an answer is muted: by its voice, its server, its words, its tags or its language."""
    return lambda answer: muting(_item(answer), config.mute, config.site.zone) is not None


def _item(answer: Answer) -> Item:
    """Return an answer as the desk knows what was said."""
    return Item(
        id=answer.id,
        source="",
        url=answer.url,
        voice=Voice(key=answer.voice, name=answer.name, address=answer.address),
        text=answer.text,
        published=answer.published,
        language=answer.language,
        tags=tuple(TAG.findall(answer.text)),
        warning=answer.warning,
        kind="post",
    )
