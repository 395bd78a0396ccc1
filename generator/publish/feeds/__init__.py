"""A plan in, every feed of the site out: Atom (RFC 4287), RSS 2.0 and JSON Feed 1.1.

`contents.py` says what each feed has, `atom.py`, `rss.py` and `jsonfeed.py` how it is written, `channel.py` how much of
it goes out and why its dates stay. `feed.json` (picks.py) is for other digests, the rest is for readers.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import cache, partial

from generator.publish import along
from generator.publish.alerts import AlertFeed
from generator.publish.feeds import contents, jsonfeed
from generator.publish.feeds.atom import atom
from generator.publish.feeds.channel import LIMIT, Channel, bounded, longest
from generator.publish.feeds.jsonfeed import VERSION as JSON_FEED
from generator.publish.feeds.markup import ATOM
from generator.publish.feeds.picks import picks
from generator.publish.feeds.rss import CONTENT, rss
from generator.publish.offprints import Bench, Offprint
from generator.publish.plan import Plan
from generator.publish.topics import Topic

__all__ = ["ATOM", "CONTENT", "JSON_FEED", "LIMIT", "offprints"]


def offprints(plan: Plan) -> tuple[Offprint, ...]:
    """Return the feeds of editions, of picks, of topics and of saved searches; none before the first edition."""
    if not plan.entries:
        return ()
    fed = contents.fed(plan)
    return (
        *_of_editions(plan),
        Offprint(file=along.PICKS_JSON, make=partial(_picks, plan)),
        Offprint(file=along.PICKS, make=lambda bench: bounded(contents.picks(plan, bench, along.PICKS, fed), atom)),
        *(
            Offprint(file=contents.topic_file(topic), make=partial(_topic, plan, fed, topic))
            for topic in plan.house.topics
        ),
        *(Offprint(file=alert.file, make=partial(_alert, plan, alert)) for alert in plan.alerts),
    )


def _of_editions(plan: Plan) -> tuple[Offprint, ...]:
    """Write the same editions in three ways; they are typeset once."""

    @cache
    def channel(bench: Bench) -> Channel:
        return contents.editions(plan, bench)

    def made(file: str, way: Callable[[Channel], bytes], bench: Bench) -> bytes:
        return bounded(replace(channel(bench), file=file), way)

    formats = {along.ATOM: atom, along.RSS: rss, along.JSON: jsonfeed.feed}
    return tuple(Offprint(file=file, make=partial(made, file, way)) for file, way in formats.items())


def _picks(plan: Plan, _: Bench) -> bytes:
    whole = picks(plan)
    items = whole["items"]
    return longest(len(items), lambda count: jsonfeed.written(whole | {"items": items[:count]}))


def _topic(plan: Plan, fed: contents.Fed, topic: Topic, bench: Bench) -> bytes:
    return bounded(contents.topic(plan, bench, topic, fed), atom)


def _alert(plan: Plan, alert: AlertFeed, bench: Bench) -> bytes:
    return bounded(contents.alert(plan, bench, alert), atom)
