"""The sources of config.yaml in; a list out that a feed reader imports, or lines that `./gleaner add` takes.

It is for the owner alone, and so has what the published list leaves out: feeds behind a token, and those at home.
"""

from collections.abc import Sequence

from generator import text
from generator.model import Config, Source
from generator.publish import opml

WITHOUT = "These have no feed that a reader could read:"


def export(config: Config) -> str:
    """Return all sources that are or have a feed, as OPML 2.0; the others are named in a comment."""
    lines = [
        opml.Listed(folder=opml.folder(source), source=source, feed=feed, page="")
        for source in config.sources
        if (feed := opml.feed(source))
    ]
    left = [source.name for source in config.sources if not opml.feed(source)]
    comment = f"{WITHOUT} {', '.join(left)}" if left else ""
    return opml.document(config.site.title, comment, opml.ordered(lines)).decode()


def lines(sources: Sequence[Source]) -> tuple[str, ...]:
    """Return each source as it can be typed: `kind: what is meant`, with a hashtag's first server behind it."""
    return tuple(dict.fromkeys(_typed(source) for source in sources))


def _typed(source: Source) -> str:
    servers = source.options.get("servers", ())
    server = servers if isinstance(servers, str) else next(iter(servers), "")
    if source.kind == "mastodon" and server:
        return f"mastodon: {source.address}@{text.one_line(server)}"
    return f"{source.kind}: {source.address}"
