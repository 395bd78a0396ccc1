"""Builds invented editions and whole sites for the tests of the press; every value has a kind default."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from generator import publish
from generator.model import (
    Alert,
    AlertMatches,
    Bond,
    Circle,
    Config,
    Edition,
    Health,
    Line,
    Mention,
    Method,
    Network,
    Node,
    Numbers,
    Pick,
    Prompt,
    Reason,
    Report,
    SignalRow,
    Site,
    Source,
    Tie,
    Week,
    Word,
)
from generator.publish import archive

ROOT = Path(__file__).resolve().parents[2]
THEME = ROOT / "themes" / "gleaner"
DUE = datetime(2026, 11, 20, 5, tzinfo=UTC)

METHOD = Method(
    preset="balanced",
    signals=(
        SignalRow(
            name="relevance",
            words="How close a story is to the interests of this digest.",
            formula="overlap of words, divided by the best of the week",
            origin="our own choice",
            weight=2,
        ),
    ),
    rules=("An edition holds about 30 minutes of reading.", "No voice has more than two picks."),
)


def config(**changed: Any) -> Config:
    site: dict[str, Any] = {"title": "The Staff Room", "description": "Half an hour a week.", "zone": "Europe/Berlin"}
    site |= {
        name: changed.pop(name) for name in tuple(changed) if name in {"title", "description", "language", "repository"}
    }
    source = Source(kind="feed", address="https://room.example/feed", name="Notes from Room 12")
    return Config(**({"site": Site(**site), "sources": (source,), "interests": ("feedback",)} | changed))


def pick(number: int = 1, **changed: Any) -> Pick:
    kind: dict[str, Any] = {
        "id": f"https://room.example/{number}",
        "url": f"https://room.example/{number}",
        "title": f"Feedback, part {number}",
        "excerpt": "She stopped returning marks for a week. The second drafts got longer.",
        "voice": f"https://room.example/by/{number}",
        "name": "Ines Okafor",
        "address": "https://room.example/",
        "source": "feed https://room.example/feed",
        "source_name": "Notes from Room 12",
        "section": "interests",
        "why": "It is close to “feedback”.",
        "reasons": (Reason(signal="relevance", value=0.5, weight=2, words="It speaks of “feedback”."),),
        "minutes": 2.0,
        "published": DUE - timedelta(days=2),
        "language": "en",
    }
    return Pick(**(kind | changed))


def prompt(**changed: Any) -> Prompt:
    kind: dict[str, Any] = {"id": "minutes", "lens": "sceptic", "text": "Whose version would you need to hear?"}
    return Prompt(**(kind | changed))


def alert(name: str = "Jobs", **changed: Any) -> Alert:
    return Alert(**({"name": name, "query": "job OR internship", "key": name.lower()} | changed))


def found(name: str = "Jobs", *matches: Pick, **changed: Any) -> AlertMatches:
    kept = matches or (pick(9, section="alerts", why="It matches “job”."),)
    return AlertMatches(**({"name": name, "query": "job", "key": name.lower(), "matches": kept} | changed))


def word(term: str = "open pedagogy", **changed: Any) -> Word:
    kind: dict[str, Any] = {"voices": 7, "weeks": 8, "most": 1, "heard": 2, "z": 4.1, "who": (mention(),)}
    return Word(**({"term": term, "language": "en"} | kind | changed))


def mention(name: str = "R. Adeyemi") -> Mention:
    return Mention(name=name, url="https://corridor.example/9", voice=f"voice of {name}")


def report(health: Health = Health.OK, **changed: Any) -> Report:
    kind: dict[str, Any] = {
        "source": "feed https://room.example/feed",
        "name": "Notes from Room 12",
        "address": "https://room.example/",
        "items": 3,
        "since": DUE - timedelta(days=9),
    }
    return Report(**(kind | {"health": health} | changed))


def edition(week: str = "2026-W47", **changed: Any) -> Edition:
    named = Week.named(week)
    due = named.due(5, 6, "Europe/Berlin")
    kind: dict[str, Any] = {
        "week": named,
        "id": f"urn:uuid:6a3c1f6e-0000-4000-8000-{named.year:04}{named.number:08}",
        "title": f"Week {named.number}, {named.year}",
        "published": due,
        "starts": due - timedelta(days=7),
        "picks": (pick(1), pick(2)),
        "numbers": Numbers(items=40, voices=12, stories=30),
        "reports": (report(),),
    }
    return Edition(**(kind | changed))


def content(root: Path, *editions: Edition, **pages: str) -> Path:
    """Write a content folder with these editions and pages."""
    folder = root / "content"
    (folder / "pages").mkdir(parents=True, exist_ok=True)
    for each in editions:
        archive.write(each, folder / "editions")
    for name, body in pages.items():
        (folder / "pages" / f"{name}.md").write_text(body, "utf-8")
    return folder


def site(root: Path, *editions: Edition, site_url: str | None = None, **pages: str) -> Path:
    """Print a site and return its folder."""
    return printed(root, content(root, *editions, **pages), site_url=site_url)


def printed(root: Path, folder: Path, **changed: Any) -> Path:
    given: dict[str, Any] = {
        "content": folder,
        "output": root / "site",
        "theme": THEME,
        "site_url": None,
        "method": METHOD,
    }
    settings = changed.pop("config", config())
    return publish.build(settings, **(given | changed)).folder


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder by its path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


PEOPLE = (
    "Ines Okafor", "R. Adeyemi", "Marit Haugen", "Tomás Lindqvist", "Kestrel Maths", "Open Classroom", "Yusuf Demir",
    "Priya Raman", "Aoife Brennan", "J. Whitcombe", "Lena Vogt", "Sam Achterberg", "Noor Haddad", "The Staffroom Log",
    "Piet de Wit", "Chidi Eze", "Rosa Marchetti", "Ewa Nowak", "Hanna Lehtonen", "Li Mei",
)  # fmt: skip


def network(voices: int = 20, names: tuple[str, ...] = PEOPLE, **changed: Any) -> Network:
    """Return an invented map: circles of about eight round their middles, lines within them and a few across."""
    count = max(1, round(voices / 8))
    nodes = tuple(_node(number, names, count) for number in range(1, voices + 1))
    pairs = sorted(
        {(number, number + count) for number in range(1, voices + 1 - count)}
        | {(number, number + 2 * count) for number in range(1, voices + 1 - 2 * count, 2)}
        | {(number, number + 1) for number in range(1, min(voices, 2 * count), 2)}
    )
    kinds = ((Bond.ANSWERS,), (Bond.SHARES,), (Bond.CITES, Bond.NAMES), (Bond.PASSES_ON,))
    subjects = ("feedback", "#openpedagogy", "", "reading aloud", "statistics in school", "#AIED", "school gardens")
    kind: dict[str, Any] = {
        "nodes": nodes,
        "lines": tuple(Line(ends=ends, kinds=kinds[ends[0] % 4], times=1 + ends[0] % 3) for ends in pairs),
        "circles": tuple(Circle(number=n, words=subjects[(n - 1) % 7]) for n in range(1, count + 1)),
        "voices": voices * 3,
        "meetings": len(pairs) * 2,
        "alone": voices,
    }
    return Network(**(kind | changed))


def _node(number: int, names: tuple[str, ...], count: int) -> Node:
    circle, turn = (number - 1) % count + 1, (number - 1) // count
    columns = max(1, round((count * 1.5) ** 0.5))
    rows = -(-count // columns)
    across, down = (circle - 1) % columns, (circle - 1) // columns
    near = ((0, 0), (0.7, -0.5), (-0.6, 0.6), (0.5, 0.7), (-0.8, -0.4), (0.1, -1), (-0.2, 1.2), (1.1, 0.2), (-1.2, 0.1))
    dx, dy = near[turn % len(near)]
    name = names[(number - 1) % len(names)]
    return Node(
        number=number,
        voice=f"https://voices.example/{number}",
        name=name if number <= len(names) else f"{name} {1 + (number - 1) // len(names)}",
        address=f"https://voices.example/{number}",
        x=round((across + 0.5 + dx * 0.3) / columns, 3),
        y=round((down + 0.5 + dy * 0.3) / rows, 3),
        circle=circle,
        tie=tuple(Tie)[number % 3],
        items=1 + number * 7 % 5,
        bridge=0.3 / number if number in {1, 2, 5, 9} else 0.0,
        picked=number % 3 == 1,
        new=number % 5 == 0,
    )
