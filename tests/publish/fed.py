"""Makes the feeds, the list of sources and the data of a site without printing its pages: a hundredth of the time."""

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from generator import withdrawal
from generator.publish import data, feeds, opml
from generator.publish.offprints import Bench
from generator.publish.pages import Written
from generator.publish.plan import plan
from tests.publish import make

KNOWN = "https://room.example/digest"
ABOUT = Written(name="about", title="About", description="", body="Hello.")
THEME = Environment(
    loader=FileSystemLoader(make.THEME / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
"""As generator/publish/settings.py has Pelican set it up."""


def files(*weeks: Any, site_url: str | None = KNOWN, config: Any = None) -> dict[str, bytes]:
    """Return what is made of editions, oldest first, by its place on the site."""
    settings = config or make.config()
    editions = withdrawal.without_each(weeks, settings.withdrawn)
    whole = plan(settings, editions, (ABOUT,), make.METHOD, site_url)
    bench = Bench(
        typeset=lambda template, names: str(THEME.get_template(template).render(names).strip()),
        output=make.ROOT / "nowhere",
        static=make.THEME / "static",
    )
    made = (each for room in (feeds, opml, data) for each in room.offprints(whole))
    return {each.file: each.make(bench) for each in made}


def folder(root: Path, *weeks: Any, **changed: Any) -> Path:
    """Write them into a folder, with the style sheet of the feeds, and return it."""
    for place, body in {
        **files(*weeks, **changed),
        "theme/feed.css": (make.THEME / "static/feed.css").read_bytes(),
    }.items():
        path = root / "site" / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)
    return root / "site"
