"""Posts of one of the sample's social servers in, the RSS that Mastodon writes of a tag or a person out."""

from collections.abc import Sequence
from email.utils import format_datetime
from html import escape

from generator.demo import markup
from generator.demo.days import wording
from generator.demo.entities import Town, mentioned, post_url
from generator.demo.sample import Post

VERSION = "4.5.2"
"""Of Mastodon."""


def write(town: Town, title: str, link: str, posts: Sequence[Post]) -> bytes:
    """Write it; a content warning stands before the text as a bold paragraph, and nothing has a title."""
    items = "".join(_item(town, post) for post in posts)
    newest = format_datetime(posts[0].at if posts else town.today)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:webfeeds="http://webfeeds.org/rss/1.0" '
        'xmlns:media="http://search.yahoo.com/mrss/"><channel>'
        f"<title>{title}</title><description>Public posts</description><link>{link}</link>"
        f"<lastBuildDate>{newest}</lastBuildDate><generator>Mastodon v{VERSION}</generator>{items}</channel></rss>\n"
    ).encode()


def _item(town: Town, post: Post) -> str:
    account, text = town.sample.account(post), wording(post, town.today)
    warned = f"<p><strong>Content warning:</strong> {escape(post.warning)}</p><hr>" if post.warning else ""
    content = warned + markup.post(text, host=account.server, mention=mentioned(town, account.server))
    categories = "".join(f"<category>{name}</category>" for name in markup.tags(text))
    url = post_url(town, post)
    return (
        f'\n<item><guid isPermaLink="true">{url}</guid><link>{url}</link><pubDate>{format_datetime(post.at)}</pubDate>'
        f"<description>{escape(content)}</description>{categories}</item>"
    )
