"""A plan and three folders in, Pelican's settings out: a plain dict, made in code, so that it can be tested as data.

What is not obvious answers a fact found about Pelican 4.12 (generator/DECISIONS.md lists them).
"""

from pathlib import Path
from types import ModuleType
from typing import Any

from generator.publish.dress import Wardrobe
from generator.publish.manuscript import PICTURES
from generator.publish.plan import Plan

NO_LINK = r"(?P<what>(?!))"
"""Never matches: {filename}, {static} and |tag| in a link would publish any file the build can read."""
SAVED = (
    "ARTICLE ARTICLE_LANG AUTHOR CATEGORY DAY_ARCHIVE DRAFT DRAFT_LANG DRAFT_PAGE DRAFT_PAGE_LANG INDEX MONTH_ARCHIVE "
    "PAGE PAGE_LANG TAG YEAR_ARCHIVE"
).split()
"""What Pelican would print of itself, from templates of its own where the theme has none."""
FED = (
    "FEED_ATOM FEED_RSS FEED_ALL_ATOM FEED_ALL_RSS CATEGORY_FEED_ATOM CATEGORY_FEED_RSS AUTHOR_FEED_ATOM "
    "AUTHOR_FEED_RSS TAG_FEED_ATOM TAG_FEED_RSS TRANSLATION_FEED_ATOM TRANSLATION_FEED_RSS"
).split()
"""Feeds whose ids would change with the domain; ours are written by generator.publish.feeds."""


def settings(plan: Plan, dress: Wardrobe, *, content: Path, output: Path, plugin: ModuleType) -> dict[str, Any]:
    """Return what Pelican is told; the folders are absolute, for Pelican leaves relative ones relative."""
    from jinja2 import StrictUndefined  # noqa: PLC0415  69 ms, for commands that print nothing

    site = plan.config.site
    return {
        "GLEANER": plan,
        "GLEANER_DRESS": dress,
        "PATH": str(content),
        "OUTPUT_PATH": str(output),
        "THEME": str(dress.theme),
        "THEME_STATIC_PATHS": [],  # Press puts them there, with what the owner adds
        "SITENAME": site.title,
        "SITEURL": plan.site_url or "",
        "DEFAULT_LANG": site.language,
        "TIMEZONE": site.zone,
        "LOCALE": ["C"],
        "PLUGINS": [plugin],
        "ARTICLE_PATHS": [],
        "PAGE_PATHS": [],
        "STATIC_PATHS": [PICTURES],
        "IGNORE_FILES": [".*"],  # by the name alone: Pelican's own "**/.*" never fits one
        "DIRECT_TEMPLATES": [],
        "INTRASITE_LINK_REGEX": NO_LINK,
        "DELETE_OUTPUT_DIRECTORY": False,
        "CACHE_CONTENT": False,
        "JINJA_ENVIRONMENT": {
            "autoescape": True,
            "undefined": StrictUndefined,
            "trim_blocks": True,
            "lstrip_blocks": True,
            "extensions": [],
        },
        **{f"{name}_SAVE_AS": "" for name in SAVED},
        **dict.fromkeys(FED),
    }
