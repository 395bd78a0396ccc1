"""What the street gave in, a whole digest of it out: config.yaml, editions of the desk, answers, the printed site."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import yaml

from generator import opening, pipeline
from generator.collect import Door
from generator.edit import desk
from generator.edit.alerts import matched
from generator.edit.stories import gather
from generator.errors import InputError
from generator.model import Alert, Config, Edition, Harvest, Health, Item, Report, Week
from generator.pipeline import Place
from generator.publish import archive
from tests.bench.hostile.twist import marker
from tests.collect import threads as talk
from tests.servers import FRIDAY

ROOT = Path(__file__).resolve().parents[3]
CHUNK = 100
"""Texts of one edition; each of ten searches shows what carries ten of them."""
FIRST = Week(2025, 1)
SITE = "https://digest.example/hostile"
WHOLE = 2
"""Editions that the whole desk makes; weighing takes it minutes, so the others are what its saved searches find."""
THEN, BEGAN = Week.of(FRIDAY, "UTC"), FRIDAY - timedelta(days=13)
PICKED = 30
"""Matches of such an edition that are its picks as well."""
VALUES: Mapping[str, Callable[[str], dict[str, Any]]] = {
    "site.title": lambda said: {"site": {"title": said}},
    "site.description": lambda said: {"site": {"title": "T", "description": said}},
    "site.language": lambda said: {"site": {"title": "T", "language": said}},
    "site.timezone": lambda said: {"site": {"title": "T", "timezone": said}},
    "site.address": lambda said: {"site": {"title": "T", "address": said}},
    "site.repository": lambda said: {"site": {"title": "T", "repository": said}},
    "interests": lambda said: {"interests": [said]},
    "sources.feed": lambda said: {"sources": [{"feed": said}]},
    "sources.name": lambda said: {"sources": [{"feed": "https://a.example/", "name": said}]},
    "sources.topics": lambda said: {"sources": [{"feed": "https://a.example/", "topics": [said]}]},
    "sources.note": lambda said: {"sources": [{"feed": "https://a.example/", "note": said}]},
    "sources.hashtag": lambda said: {"sources": [{"mastodon": said, "servers": ["a.example"]}]},
    "sources.bluesky": lambda said: {"sources": [{"bluesky": said}]},
    "sources.servers": lambda said: {"sources": [{"mastodon": "#oer", "servers": [said]}]},
    "sources.openalex": lambda said: {"sources": [{"openalex": said}]},
    "mute.phrase": lambda said: {"mute": [{"phrase": said}]},
    "mute.voice": lambda said: {"mute": [{"voice": said}]},
    "alerts.name": lambda said: {"alerts": [{"name": said, "query": "a"}]},
    "alerts.query": lambda said: {"alerts": [{"name": "a", "query": said}]},
    "prompts.lenses": lambda said: {"prompts": {"lenses": [said]}},
    "digest.reading": lambda said: {"digest": {"reading": said}},
    "answers.mastodon": lambda said: {"answers": {"mastodon": said}},
    "answers.email": lambda said: {"answers": {"email": said}},
    "theme.fonts": lambda said: {"theme": {"fonts": {"text": said}}},
    "theme.colours": lambda said: {"theme": {"colours": {"paper": said}}},
    "withdrawn": lambda said: {"withdrawn": [said]},
}
"""A key of config.yaml -> the file in which a text stands there."""
BASE = {"site": {"title": "T"}, "sources": [{"feed": "https://a.example/"}]}


def tried(texts: Sequence[str], root: Path) -> tuple[dict[str, list[str]], list[str]]:
    """Return what each key takes, as it is kept, and the sentences with which the rest is refused."""
    taken: dict[str, list[str]] = {key: [] for key in VALUES}
    said: list[str] = []
    (root / "config.yaml").write_text("", "utf-8")
    for key, made in VALUES.items():
        for harm in texts:
            written = yaml.safe_dump(BASE | made(harm), allow_unicode=True)
            try:
                config = opening.opened(root / "config.yaml", written)
            except InputError as wrong:
                said += [str(problem) for problem in wrong.problems]
            else:
                taken[key].append(_kept(key, config))
    return taken, said


def _kept(key: str, config: Config) -> str:
    if key.startswith("site."):
        return str(getattr(config.site, {"timezone": "zone"}.get(key[5:], key[5:])))
    kept = {"sources.name": [s.name for s in config.sources], "interests": config.interests}
    found = kept.get(key) or ([alert.name for alert in config.alerts] if key == "alerts.name" else [""])
    return str(found[0])


def config(taken: Mapping[str, Sequence[str]], number: int = 0) -> Config:
    """Return settings in which every key of words holds a hostile text; other ones with every number."""

    def one(key: str, at: int) -> str:
        return taken[key][at % len(taken[key])]

    sources = [
        {"feed": f"https://s{n}.example/feed", "name": name} for n, name in enumerate(taken["sources.name"][:300])
    ]
    alerts = [{"name": f"{one('alerts.name', number * 20 + n)} {n}", "query": f"q{number:04d}{n}*"} for n in range(20)]
    sources[0] |= {"topics": list(taken["interests"][:10])}
    written = {
        "site": {
            "title": one("site.title", number),
            "description": one("site.description", number + 1),
            "address": SITE,
            "repository": "https://github.com/o/r",
            "timezone": "Europe/Berlin",
        },
        "digest": {"minutes": 600},
        "interests": list(taken["interests"][:20]),
        "sources": sources,
        "mute": [{"phrase": "never said (.*)+ anywhere"}],
        "alerts": alerts,
        "answers": {"mastodon": f"@me@{talk.HOST}", "email": "a@room.example"},
        "announce": {"email": {"sender": "a@room.example", "server": "smtp.room.example:465"}},
    }
    return opening.opened(ROOT / "config.yaml", yaml.safe_dump(written, allow_unicode=True))


def editions(
    items: Mapping[int, Sequence[tuple[str, Item]]], whole: Sequence[Item], wished: Config, said: Sequence[str]
) -> list[Edition]:
    """Let the desk make editions in which every text is found by a search; each has a week of its own."""
    numbers = sorted(items)
    bank = pipeline.read_bank(ROOT, "en")
    made: list[Edition] = []
    week = FIRST
    for start in range(0, numbers[-1] + 1, CHUNK):
        inside = [item for n in numbers if start <= n < start + CHUNK for _, item in items[n]]
        inside += whole[start // CHUNK * 40 : start // CHUNK * 40 + 40]
        searches = tuple(
            Alert(name=f"{wished.alerts[n].name}", query=f"{marker(start + n * 10)[:-1]}*", key=wished.alerts[n].key)
            for n in range(CHUNK // 10)
        )
        settings = replace(wished, alerts=searches, digest=replace(wished.digest, minutes=600.0))
        reports = [
            Report(
                source=source.key, name=source.name, address=source.address, health=tuple(Health)[n % 6],
                words=said[(start + n) % len(said)] if said else "", since=FRIDAY - timedelta(days=3),
            )
            for n, source in enumerate(wished.sources[len(made) * 9 % 250 :][:40])
        ]  # fmt: skip
        mine = tuple(sorted({item.id: item for item in inside}.values(), key=lambda item: item.id))
        if start < WHOLE * CHUNK:
            harvest = Harvest(items=mine, reports=tuple(reports))
            gleaned = desk.glean(harvest, settings, THEN, starts=BEGAN, due=FRIDAY, archive=(), bank=bank).edition
        else:
            gleaned = _found(mine, settings, tuple(reports))
        due = week.due(5, 6, "Europe/Berlin")
        name = f"urn:uuid:6a3c1f6e-0000-4000-8000-{week.year:06}{week.number:06}"
        made.append(
            replace(gleaned, week=week, id=name, published=due, starts=due - timedelta(days=7), title=str(week))
        )
        week = week.after()
    return made


def _found(items: Sequence[Item], wished: Config, reports: tuple[Report, ...]) -> Edition:
    """Make an edition of what the saved searches find, as the desk writes it down."""
    found = matched(gather(items), wished, archive=())
    picks = [replace(match, section="interests") for each in found for match in each.matches]
    step = max(1, len(picks) // PICKED)
    blank = Edition(week=THEN, id="", title="", published=FRIDAY, starts=BEGAN)
    return replace(blank, picks=tuple(picks[::step]), alerts=found, reports=reports)


def keep(found: Sequence[Edition], root: Path) -> Place:
    """Write editions where a digest has them, with the pages and questions of the template beside them."""
    place = Place(root=root, state=root / ".gleaner")
    for each in found:
        archive.write(each, place.editions)
    return place


def answered(place: Place, wished: Config, texts: Sequence[str], edition: Edition) -> tuple[Any, ...]:
    """Let readers answer to an edition with hostile posts, from a server on loopback."""
    home = f"{SITE}/editions/{edition.week}/"
    told = f'<p>Out: <a href="{home}">here</a></p>'
    replies = [
        talk.status(
            1000 + n,
            talk.account(
                f"p{n}", display_name=harm, note=harm, url=harm if n % 7 == 0 else f"https://{talk.HOST}/@p{n}"
            ),
            harm if n % 2 else f"<p>{marker(n)} {harm}</p>",
            spoiler_text=harm if n % 5 == 0 else "",
            language=harm if n % 3 == 0 else "en",
            media_attachments=[{"type": "image", "description": harm, "url": "https://x.example/1.png"}],
        )
        for n, harm in enumerate(each.encode("utf-8", "replace").decode() for each in texts)
    ]
    server = talk.Server(*replies, posts=[talk.announcement(said=told)])
    with talk.talking(server) as hosts:
        door = Door(hosts=hosts, allow_private=True, pause=0)
        return pipeline.hear(wished, place, now=edition.published + timedelta(days=2), door=door, site_url=SITE)


def shorter(edition: Edition) -> Edition:
    """Return an edition with a few picks, for a site that is printed for its title."""
    return replace(edition, picks=edition.picks[:12], alerts=edition.alerts[:2], network=type(edition.network)())
