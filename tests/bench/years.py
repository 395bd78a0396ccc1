"""The state over a year of daily runs: what it weighs here, on the branch, and in each push; a table.

Run it with `python -m tests.bench.years [--items 300] [--days 365]`: so many items a day of 60 sources, pushed to a
bare remote every day, an edition every seventh. The words are as different as those of people: drawn from 20,000, by
Zipf's law.
"""

import argparse
import random
import tempfile
from datetime import timedelta
from pathlib import Path

from generator import correcting
from generator.collect import memory
from generator.collect.logbook import Log
from generator.collect.memory import Record
from generator.model import Health, Item, Report, Voice
from generator.pipeline import Place
from generator.publish import archive
from generator.repository import state
from tests.publish import make
from tests.repository import remotes

SOURCES = [f"feed https://s{number}.example/feed" for number in range(60)]
CONFIG = make.config(sources=())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--items", type=int, default=300)
    parser.add_argument("--days", type=int, default=365)
    options = parser.parse_args()
    chance = random.Random(7)
    with tempfile.TemporaryDirectory() as folder:
        remote, clone = remotes.made(Path(folder)), remotes.clone(Path(folder), "runner")
        place = Place(root=clone, state=clone / ".gleaner")
        print("   day  here kB  branch kB  files  pushed that day kB")
        for day in range(options.days):
            _live(place, day, options.items, chance)
            if day % 28 == 0 or day == options.days - 1:
                remotes.git(remote, "gc", "--quiet", "--prune=now")
            before = remotes.size(remote)
            push(place, day)
            if day % 28 == 0 or day == options.days - 1:
                pushed = remotes.size(remote) - before
                remotes.git(remote, "gc", "--quiet", "--prune=now")
                print(_row(place, remote, day, pushed), flush=True)


def push(place: Place, day: int) -> None:
    now = remotes.NOW + timedelta(days=day)
    tidy = lambda: correcting.tidy(CONFIG, place, now=now)  # noqa: E731  one line
    state.push(remotes.of(place.root), place.state, now=now, tidy=tidy)


def _live(place: Place, day: int, items: int, chance: random.Random) -> None:
    now = remotes.NOW + timedelta(days=day)
    known = memory.read(place.state)
    with Log.opened(place.state, now) as log:
        for number, source in enumerate(SOURCES):
            log.add(source, [_item(source, day, each, now, chance) for each in range(number, items, len(SOURCES))])
            report = Report(source=source, name=source, address="", health=Health.OK)
            known.sources[source] = Record(visited=now, report=report, given=True)
    memory.write(place.state, known, now)
    if day % 7 == 6:
        week = make.edition(f"{now:%G-W%V}", published=now, starts=now - timedelta(days=7))
        archive.write(week, place.editions)


def _item(source: str, day: int, number: int, now, chance: random.Random) -> Item:
    url = f"{source.partition(' ')[2]}/{day}/{number}"
    words = " ".join(f"word{int(20_000 ** chance.random()):x}" for _ in range(90))
    voice = Voice(key=source.partition(" ")[2], name=source)
    return Item(id=url, url=url, source=source, voice=voice, title=words[:60], text=words, published=now)


def _row(place: Place, remote: Path, day: int, pushed: int) -> str:
    files = [path for path in place.state.rglob("*") if path.is_file()]
    here = sum(path.stat().st_size for path in files)
    return f"{day:6}{here / 1e3:9.0f}{remotes.size(remote) / 1e3:11.0f}{len(files):7}{pushed / 1e3:21.0f}"


if __name__ == "__main__":
    main()
