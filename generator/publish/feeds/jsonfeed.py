"""A channel in, a JSON Feed out (https://www.jsonfeed.org/version/1.1/), for people who read editions.

Unlike `feed.json`, which other digests read (picks.py), it has no extension: an edition is nobody's pick.
"""

import json
from typing import Any

from generator.publish import links
from generator.publish.feeds.channel import Channel, Item
from generator.publish.feeds.markup import inert

VERSION = "https://jsonfeed.org/version/1.1"


def feed(channel: Channel) -> bytes:
    """Write a channel as JSON Feed."""
    site, away = channel.house.config.site, links.absolute(channel.house.site_url)
    return written(
        said(
            version=VERSION,
            user_comment=channel.house.say("feed.is"),
            title=inert(channel.title),
            home_page_url=away(channel.home),
            feed_url=away(channel.file),
            description=inert(channel.words),
            language=site.language,
            authors=[said(name=inert(site.title), url=away(""))],
        )
        | {"items": [_item(item) for item in channel.items]}
    )


def _item(item: Item) -> dict[str, Any]:
    return said(
        id=item.id,
        url=item.address,
        title=inert(item.title),
        summary=inert(item.summary),
        date_published=item.published.isoformat(),
        content_html=item.html,
    ) | ({} if item.html else {"content_text": item.summary})


def said(**values: Any) -> dict[str, Any]:  # noqa: ANN401  what JSON holds
    """Return what has a value: the format knows no empty ones."""
    return {key: value for key, value in values.items() if value}


def written(whole: dict[str, Any]) -> bytes:
    """Return the text of a file of JSON, which people may look into."""
    return json.dumps(whole, ensure_ascii=False, indent=1).encode() + b"\n"
