"""What a source gave, and what its owner wishes of it in; what is kept, and why the rest is not, out. Pure."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from generator import text
from generator.collect.waiting import MONTHS
from generator.collect.words import Catch
from generator.model import Item, Source

AHEAD = timedelta(days=1)
"""How far ahead a clock or a zone may be that is only wrong."""
MOST = 1_000
"""Items of one source in one run: a hashtag on a lively day has some hundreds."""
SUMMARY = 500
"""Characters kept of a text where the owner wants no full ones: about a hundred words."""


def wished(source: Source, catch: Catch, now: datetime) -> Catch:
    """Return the catch with the items in the languages the owner reads, and with texts as long as they are wanted."""
    if not catch.items:
        return catch
    items = tuple(_dated(item, now) for item in catch.items if _is_read(item, source))
    left, more = len(catch.items) - len(items), len(items) - MOST
    items = items[:MOST]
    notes = (*catch.notes, *([f"{text.count(left, 'item')} left out: in another language."] if left else []))
    notes = (*notes, *([f"{text.count(more, 'item')} left out: {MOST:,} are the most of one run."] if more > 0 else []))
    if source.full_text is False:
        items = tuple(replace(item, text=text.clip(item.text, SUMMARY)) for item in items)
    return replace(catch, items=items, notes=notes)


def without(catch: Catch, withdrawn: Sequence[str]) -> Catch:
    """Return the catch without people who are withdrawn: nothing of them is written down."""
    if not withdrawn:
        return catch
    from generator import withdrawal  # noqa: PLC0415  10 ms, and hardly anybody is withdrawn

    return replace(catch, items=withdrawal.items_without(catch.items, withdrawn))


def _dated(item: Item, now: datetime) -> Item:
    """Take away a date that has not come yet: nobody publishes tomorrow, and it would stand before all others."""
    return replace(item, published=None) if item.published and item.published > now + AHEAD else item


def _is_read(item: Item, source: Source) -> bool:
    """Tell whether an item may be in one of the languages; what does not say its own may."""
    if not source.languages or not item.language:
        return True
    return _primary(item.language) in {_primary(language) for language in source.languages}


def _primary(language: str) -> str:
    return language.partition("-")[0].casefold()


def away(source: Source, today: date) -> str:
    """Return why a source is not asked today by the wish of its owner; "" where it is."""
    if source.until and today > source.until:
        return f"Not asked since {_day(source.until)}, as config.yaml wishes (until)."
    if source.pause_until and today < source.pause_until:
        return f"Paused until {_day(source.pause_until)}, as config.yaml wishes (pause_until)."
    return ""


def _day(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
