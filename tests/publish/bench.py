"""A bench without Pelican: the templates of the theme, as the press would typeset them."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from generator.model import Config, Edition
from generator.publish import plan
from generator.publish.offprints import Bench
from tests.publish import make

SITE = "https://room.example/digest"
ENVIRONMENT = Environment(
    loader=FileSystemLoader(make.THEME / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def bench() -> Bench:
    """Return a bench on which templates can be set; there is no printed site behind it."""
    return Bench(
        typeset=lambda template, names: ENVIRONMENT.get_template(template).render(names).strip(),
        output=Path("nowhere"),
        static=make.THEME / "static",
    )


def planned(*editions: Edition, site_url: str | None = SITE, config: Config | None = None) -> plan.Plan:
    """Plan a site of these editions, oldest first."""
    return plan.plan(config or make.config(), editions, (), make.METHOD, site_url)
