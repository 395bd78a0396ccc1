"""The kinds of sources: a name in config.yaml in, the adapter that reads it out. A new kind is one row and one file."""

from collections.abc import Iterable, Mapping
from importlib import import_module
from types import MappingProxyType

from generator.collect.words import Adapter

MODULES: Mapping[str, str] = MappingProxyType(
    {
        "feed": "feeds.feed",
        "opml": "feeds.reading_list",
        "mastodon": "fediverse.mastodon",
        "bluesky": "bluesky.adapter",
        "x": "x.adapter",
        "reddit": "boards.reddit",
        "lemmy": "boards.lemmy",
        "hackernews": "boards.hackernews",
        "devto": "boards.devto",
        "youtube": "boards.youtube",
        "arxiv": "scholarly.arxiv",
        "eric": "scholarly.eric",
        "crossref": "scholarly.crossref",
        "openalex": "scholarly.openalex",
        "doaj": "scholarly.doaj",
        "gleaner": "feeds.gleaner",
    }
)
"""Source.kind -> the module of this package whose `read` is its adapter; loaded when a source of the kind is met."""


def adapters(kinds: Iterable[str]) -> Mapping[str, Adapter]:
    """Return the adapters of these kinds."""
    return MappingProxyType({kind: import_module(f"{__name__}.{MODULES[kind]}").read for kind in kinds})
