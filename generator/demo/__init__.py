"""The demo: a folder to work in goes in, a printed site and what there is to say about it come out.

The sample's street is opened on loopback, and six days of two November weeks pass on it. On each of them the very code
of real life collects; on the two Fridays it publishes; at the end it builds. Between the days the street changes as
the world does: articles appear, a post is edited, another is deleted, a feed has nothing new, one asks for a rest.

What is done is noted after each day, so a demo that was killed goes on where it was, over whatever state the killed run
left: it must end with the same bytes, and a test kills it to see.
"""

import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from generator import files, pipeline, say, text
from generator.collect.door import Door
from generator.demo import mastodon, sample, server
from generator.demo.networks import bluesky, openalex, reddit, x
from generator.errors import InputError, NothingFound, NothingToPublish, Problem
from generator.model import Config, Edition, Report, Week
from generator.opening import opened
from generator.publish import archive

__all__ = ["run"]

DAYS: tuple[tuple[datetime, Week | None], ...] = (
    (datetime(2026, 11, 10, 5, 20, tzinfo=UTC), None),
    (datetime(2026, 11, 12, 21, 20, tzinfo=UTC), None),
    (datetime(2026, 11, 13, 5, 20, tzinfo=UTC), Week(2026, 46)),
    (datetime(2026, 11, 17, 5, 20, tzinfo=UTC), None),
    (datetime(2026, 11, 19, 21, 20, tzinfo=UTC), None),
    (datetime(2026, 11, 20, 5, 20, tzinfo=UTC), Week(2026, 47)),
)
"""The instants of the runs, at twenty past six or past ten in the evening in Berlin, and the edition due at each."""
SUNDAY = datetime(2026, 11, 22, 17, 20, tzinfo=UTC)
"""When the threads of the editions are read once more, so that there is something in that of the last one."""
NOTE = "gleaner-demo.json"
"""Stands in a folder that is ours to use, and says how many days have passed in it."""
CONTENT = Path(__file__).resolve().parents[2] / "content"
CONFIG = Path(__file__).resolve().parent / "config.yaml"
PAUSE = 0.0
"""Seconds between two questions to one host; nobody has to be spared here."""
SECRETS: Mapping[str, str] = {
    "MASTODON_TOKEN__CHALKFACE_EXAMPLE": mastodon.member("chalkface.example"),
    "BSKY_IDENTIFIER": bluesky.MEMBER,
    "BSKY_APP_PASSWORD": bluesky.PASSWORD,
    "X_BEARER_TOKEN": x.TOKEN,
    "REDDIT_FEED_TOKEN": reddit.FEED,
    "REDDIT_FEED_USER": reddit.USER,
    "OPENALEX_API_KEY": openalex.KEY,
    "CONTACT_EMAIL": "reader@between-lessons.example",
}
"""What the sample's networks ask of a member. All of it is invented, and opens nothing but the sample."""


def run(*, work: Path, output: Path, tell: Callable[[Report], None] = lambda _: None) -> Iterator[Any]:
    """Live through the sample's two weeks and print the site.

    Args:
        work: an empty folder, or one that an earlier demo has used; it holds the config, the editions and the state.
        output: the folder of the site.
        tell: called with each report as a source is finished.

    Yields:
        What there is to say, as strings and tables for `say.console`.

    Raises:
        InputError: when `work` holds something else.
    """
    place = pipeline.Place(root=work, state=work / "state")
    done = _prepare(work)
    config = opened(work / "config.yaml")
    yield f"A sample of two weeks, with {text.count(len(config.sources), 'source')}, served on this machine alone."
    with server.serve(sample.read(), today=DAYS[0][0]) as street:
        door = Door(hosts=street.hosts, allow_private=True, pause=PAUSE, paces={}, secrets=SECRETS)
        for number, (now, week) in enumerate(DAYS[done:], start=done + 1):
            street.today = now
            reports = pipeline.collect(config, place, now=now, door=door, tell=tell)
            yield f"{now:%A %d %B}: {say.tally(reports)}"
            yield from say.answers(pipeline.hear(config, place, now=now, door=door))
            yield from _published(config, place, now, week, last=number == len(DAYS))
            _note(work, number)
        street.today = SUNDAY
        yield f"{SUNDAY:%A %d %B}: what readers answered."
        yield from say.answers(pipeline.hear(config, place, now=SUNDAY, door=door))
    built = pipeline.build(config, place, output=output)
    yield f"Printed {text.count(built.pages, 'page')} into {output}/"
    yield from built.left_out


def _published(config: Config, place: pipeline.Place, now: datetime, week: Week | None, *, last: bool) -> Iterator[Any]:
    """Publish what is due; of the last edition everything is said, of the others one line."""
    if week is None:
        return
    try:
        pipeline.publish(config, place, now=now, week=week)
    except NothingFound:
        raise
    except NothingToPublish:
        pass  # a run that was killed has come this far
    _sign(place.editions / f"{week}.md", (sample.FOLDER / "notes" / f"{week}.md").read_bytes())
    edition = next(each for each in archive.read(place.editions) if each.week == week)
    yield from _told(edition, last=last)


def _sign(edition: Path, note: bytes) -> None:
    """Write the editor's note below the record, once, as a person would; the build must respect it."""
    written = edition.read_bytes()
    if not written.endswith(note):
        files.write(edition, written + note)


def _told(edition: Edition, *, last: bool) -> Iterator[Any]:
    lines = iter(say.picks(edition))
    yield next(lines)
    if last:
        yield ""
        yield say.sources(edition.reports)
        yield ""
        yield from lines


# ---------------------------------------------------------------- the folder


def _prepare(work: Path) -> int:
    """Make the folder ready and return how many days have passed in it; a finished demo begins anew."""
    done = _days_done(work)
    if done in {None, len(DAYS)}:
        _empty(work)
        _note(work, 0)
        done = 0
    files.write(work / "config.yaml", CONFIG.read_bytes())
    for part in ("pages", "prompts", "images"):
        if (CONTENT / part).is_dir():
            shutil.copytree(CONTENT / part, work / "content" / part, dirs_exist_ok=True)
    files.write(work / "content" / "glossary.yaml", (sample.FOLDER / "glossary.yaml").read_bytes())
    return done or 0


def _empty(work: Path) -> None:
    """Empty the folder, all but the note, so that it stays ours if this is cut short; never somebody else's folder."""
    work.mkdir(parents=True, exist_ok=True)
    inside = [path for path in sorted(work.iterdir()) if NOTE not in path.name]
    if inside and not (work / NOTE).is_file():
        hint = "Name an empty folder, or leave --state out."
        raise InputError(
            Problem(file=str(work), words="This folder holds something that is not the demo's.", hint=hint)
        )
    for path in inside:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()


def _days_done(work: Path) -> int | None:
    """Return what the note says; None where there is none, or one about another sample than today's."""
    for done in range(len(DAYS) + 1):
        if (work / NOTE).is_file() and (work / NOTE).read_bytes() == _words(done):
            return done
    return None


def _note(work: Path, done: int) -> None:
    files.write(work / NOTE, _words(done))


def _words(done: int) -> bytes:
    inside = b"".join(path.read_bytes() for path in sorted(sample.FOLDER.rglob("*")) if path.is_file())
    mark = sha256(inside + CONFIG.read_bytes() + repr((DAYS, SUNDAY)).encode()).hexdigest()
    return json.dumps({"days": done, "sample": mark}).encode()
