"""Keys of a source that people write, and those that are read: a table."""

from collections.abc import Mapping

MEANT: Mapping[str, str] = {
    **dict.fromkeys(("url", "address", "link", "rss", "atom", "site", "page", "blog", "website", "source"), "feed"),
    **dict.fromkeys(("newsletter", "podcast", "wordpress", "ghost", "blogger", "tumblr"), "feed"),
    **dict.fromkeys(("tag", "tags", "hashtags"), "hashtag"),
    **dict.fromkeys(("server", "instance", "instances", "host"), "servers"),
    **dict.fromkeys(("title", "label"), "name"),
    **dict.fromkeys(("topic", "category", "categories"), "topics"),
    **dict.fromkeys(("language", "lang"), "languages"),
    **dict.fromkeys(("limit", "max", "max-items", "maxitems"), "max_items"),
    **dict.fromkeys(("fulltext", "full-text", "full"), "full_text"),
    **dict.fromkeys(("pause", "paused", "paused_until", "pause-until", "rest"), "pause_until"),
    **dict.fromkeys(("end", "ends", "to"), "until"),
    **dict.fromkeys(("notes", "comment", "remark"), "note"),
    **dict.fromkeys(("network", "networks"), "on"),
    "account": "mastodon",
    "acct": "mastodon",
    "bsky": "bluesky",
    "twitter": "x",
    "subreddit": "reddit",
    "hn": "hackernews",
    "dev.to": "devto",
    "dev": "devto",
    "yt": "youtube",
    "channel": "youtube",
    "stackoverflow": "stackexchange",
    "rsshub": "bridge",
    "digest": "gleaner",
}
"""Keys that people write, and those that are read."""
