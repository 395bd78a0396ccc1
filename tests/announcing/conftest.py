"""A digest with one edition, its printed letter and picture on a site of the small world, and a way to tell of it."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from generator import announcing, ledgers
from generator.collect import Door
from generator.model import AnnounceWishes, Site, Week
from generator.pipeline import Place
from generator.publish import archive, letter
from tests.announcing import world
from tests.publish import make
from tests.publish.bench import bench, planned

NOW = datetime(2026, 11, 20, 7, 30, tzinfo=UTC)
HOME = f"https://{world.SITE}/reading"
PAGE = f"{HOME}/editions/2026-W47/"


@dataclass
class Digest:
    """One digest and the world around it."""

    root: Path
    world: world.World
    editions: tuple
    config: object
    secrets: dict
    now: datetime = NOW
    kept: list = field(default_factory=list)

    @property
    def place(self):
        return Place(root=self.root, state=self.root / ".gleaner")

    @property
    def door(self):
        return Door(allow_private=True, hosts=self.world.hosts, secrets=self.secrets, pause=0.0)

    def wish(self, **wishes):
        self.config = replace(self.config, announce=AnnounceWishes(**wishes))

    def tell(self, by="run.1", **more):
        """Announce once."""
        kind = {"door": self.door, "now": self.now, "by": by, "keep": lambda: self.kept.append(by)}
        return announcing.announce(self.config, self.place, **(kind | more))

    def fate(self, by="run.1", **more):
        """Announce once where there is one channel."""
        (fate,) = self.tell(by, **more).fates
        return fate

    def lose_the_state(self):
        for path in sorted(self.place.state.rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()


def digest_in(root, there, *editions, **site):
    """Write a digest into a folder and put what it printed on its site."""
    settings = {"title": "The Staff Room", "address": HOME, "zone": "Europe/Berlin"}
    config = make.config(site=Site(**(settings | site)))
    made = Digest(root=root, world=there, editions=editions, config=config, secrets={
        "MASTODON_TOKEN": world.TOKEN, "BSKY_APP_PASSWORD": world.PASSWORD,
        "SMTP_USER": "digest@school.example", "SMTP_PASSWORD": "a-password-for-mail",
    })  # fmt: skip
    plan, desk = planned(*editions, site_url=HOME, config=config), bench()
    for edition in editions:
        archive.write(edition, made.place.editions)
        ledgers.write(made.place.state, edition.week, ())
    for entry in plan.entries:
        there.files[f"/reading/{entry.place}"] = b"<!doctype html>an edition"
        there.files[f"/reading/{entry.place}card.png"] = world.PNG
        there.files[f"/reading/{entry.place}letter.eml"] = letter.message(plan, entry, desk).as_bytes()
    return made


@pytest.fixture
def there():
    with world.running() as there:
        yield there


@pytest.fixture
def digest(tmp_path, there):
    picks = tuple(make.pick(number) for number in range(1, 6))
    return digest_in(tmp_path, there, make.edition(picks=picks))


def older(edition, weeks=1):
    """Return an edition as one of an earlier week."""
    week = Week(year=edition.week.year, number=edition.week.number - weeks)
    return replace(edition, week=week, id=f"{edition.id}-{weeks}", published=edition.published - timedelta(weeks=weeks))
