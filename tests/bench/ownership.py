"""Says how well a source that changes hands is told from one that goes on: python -m tests.bench.ownership.

Recorded feeds are split in time into what was known and the items after it (a window slides over each, forwards and
backwards in time). What comes then is its own next items, or items of another feed drawn by lot; the domain stays the
same in both, as when somebody buys it. Printed are the false alarms among the first and the share found of the second.
"""

import json
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from pydantic import TypeAdapter

from generator.collect import faces
from generator.collect.sources import draft
from generator.collect.sources.draft import Parsed
from generator.collect.words import Catch
from generator.model import Item, Voice
from tests.collect.sources import recorded

WINDOWS = 15
"""Most windows of one feed in each direction, so that long ones do not decide alone."""
START = datetime(2026, 1, 1, tzinfo=UTC)


def main() -> None:
    feeds = corpus()
    print(f"{len(feeds)} feeds of at least ten items")
    for known in (faces.KNOWN, 24):
        report(feeds, known)


def report(feeds: dict[str, Sequence[Item]], known: int) -> None:
    lot = random.Random(1)
    own, swapped, largest = Counter(), Counter(), 0
    of_feed: dict[str, list[bool]] = {}
    for name, before, after in windows(feeds, known, lot):
        face = faces.learn(None, catch(before, 0))
        largest = max(largest, len(TypeAdapter(faces.Face).dump_json(face)))
        own[bool(said := faces.changed(face, catch(after, known)))] += 1
        if said and "--all" in sys.argv:
            print(f"  {name}: {said}")
        other = lot.choice([each for each in feeds if each != name])
        at = lot.randrange(len(feeds[other]) - faces.ENOUGH + 1)
        found = bool(faces.changed(face, catch(feeds[other][at : at + faces.ENOUGH], known)))
        swapped[found] += 1
        of_feed.setdefault(name, []).append(found)
    shares = [sum(each) / len(each) for each in of_feed.values()]
    print(f"{known} items known: {own[True]} false alarms in {own.total()} halves of {len(shares)} feeds")
    print(f"  swapped feeds found: {swapped[True] / swapped.total():.1%} of all, {sum(shares) / len(shares):.1%} of "
          f"each feed on average; all of {shares.count(1.0)} feeds, none of {shares.count(0.0)}")  # fmt: skip
    print(f"  the largest face has {largest} bytes")


def windows(
    feeds: dict[str, Sequence[Item]], known: int, lot: random.Random
) -> Iterator[tuple[str, Sequence[Item], Sequence[Item]]]:
    size = known + faces.ENOUGH
    for name, items in feeds.items():
        places = range(len(items) - size + 1)
        for at in sorted(lot.sample(places, min(len(places), WINDOWS))):
            for window in (items[at : at + size], items[at : at + size][::-1]):
                yield name, window[:known], window[known:]


def catch(items: Sequence[Item], start: int) -> Catch:
    """Return items as a catch, each an hour after the one before."""
    stamped = (
        replace(item, id=f"{start + number} {item.id}", published=START + timedelta(hours=start + number))
        for number, item in enumerate(items)
    )
    return Catch(items=tuple(stamped), home="https://same.example/")


def corpus() -> dict[str, Sequence[Item]]:
    """Return recorded feeds with something in them, each title once, their items in the order of time."""
    found: dict[str, Sequence[Item]] = {}
    titles: set[str] = set()
    for path, _, content_type in recorded.documents():
        parsed = recorded.parsed(path, content_type)
        if not isinstance(parsed, Parsed) or parsed.title in titles:
            continue
        items = [item for item in parsed.items if item.title or item.text]
        if len(items) >= 10 and len({item.title or item.text for item in items}) >= 8:
            titles.add(parsed.title)
            found[path] = sorted(items, key=_when)
    return found | newspapers()


def newspapers() -> dict[str, Sequence[Item]]:
    """Return a day of the front pages of newspapers as their feeds had it."""
    found: dict[str, list[Item]] = {}
    for line in (recorded.DATA / "posts" / "links-2022-06" / "items.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        voice = Voice(key=row["source"], name=row["source"])
        item = Item(
            id=row["url"], source="x", url=row["url"], voice=voice, title=row["title"], text=row["summary"] or ""
        )
        found.setdefault(row["source"], []).append(replace(item, published=draft.iso(row["published"])))
    return {name: sorted(items, key=_when) for name, items in found.items() if len(items) >= 10}


def _when(item: Item) -> float:
    return item.published.timestamp() if item.published else 0.0


if __name__ == "__main__":
    main()
