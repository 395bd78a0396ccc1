"""The kinds of sources: a name in config.yaml in, the adapter that reads it out. A new kind is one row and one file."""

from collections.abc import Mapping
from types import MappingProxyType

from generator.collect.sources import feed, mastodon, reading_list
from generator.collect.words import Adapter

ADAPTERS: Mapping[str, Adapter] = MappingProxyType(
    {"feed": feed.read, "opml": reading_list.read, "mastodon": mastodon.read}
)
"""Source.kind -> its reader."""
