"""The kinds of sources: a name in config.yaml in, the adapter that reads it out. A new kind is one row and one file."""

from collections.abc import Iterable, Mapping
from importlib import import_module
from types import MappingProxyType

from generator.collect.words import Adapter

MODULES: Mapping[str, str] = MappingProxyType(
    {
        "feed": "feed",
        "opml": "reading_list",
        "mastodon": "mastodon",
        "bluesky": "bluesky",
        "x": "x",
        "reddit": "reddit",
        "lemmy": "lemmy",
        "hackernews": "hackernews",
        "devto": "devto",
        "youtube": "youtube",
        "arxiv": "arxiv",
        "eric": "eric",
        "crossref": "crossref",
        "openalex": "openalex",
        "doaj": "doaj",
        "gleaner": "gleaner",
    }
)
"""Source.kind -> the module of this package whose `read` is its adapter; loaded when a source of the kind is met."""


def adapters(kinds: Iterable[str]) -> Mapping[str, Adapter]:
    """Return the adapters of these kinds."""
    return MappingProxyType({kind: import_module(f"{__name__}.{MODULES[kind]}").read for kind in kinds})
