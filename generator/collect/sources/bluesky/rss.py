"""The RSS of a Bluesky profile in, items out: the way round where the API does not answer.

It has the last 30 posts that answer nobody, their text with whole addresses, and no labels, languages or counts
(bskyweb/cmd/bskyweb/rss.go in github.com/bluesky-social/social-app). A post that quotes or shows something ends in a
remark; of what or of whom it does not say, so such posts are left out.
"""

import asyncio
import re
from collections import Counter
from dataclasses import replace

from generator.collect.given import string
from generator.collect.sources import decode, draft, inline, microblog
from generator.collect.sources.bluesky import names
from generator.collect.sources.bluesky.names import POST, SITE, place, profile
from generator.collect.sources.paging import Page
from generator.collect.words import FEEDS, Street
from generator.errors import StreetError
from generator.model import Item, Voice

REMARK = re.compile(r"\[contains quote post or other embedded content\]\s*$", re.IGNORECASE)
TITLE = re.compile(r"^@(?P<handle>[^\s]+)(?:\s+-\s+(?P<name>.+))?$")
HASHTAG = re.compile(r"(?<![\w/&#])[#＃]([^\W\d_]\w{0,63}|\d+[^\W\d]\w{0,63})")
UNSEEN = (
    "{who} does not want to be shown to people who are not logged in, so nothing is taken. Take it out of config.yaml."
)
UNKNOWN = "Bluesky knows no {who}. Handles change: look up the account and write down what it is called now."
NOTE = "Bluesky's API did not answer, so the RSS of {who} was read instead: the last 30 posts, without counts. ({why})"
REASONS = {403: ("consent", UNSEEN), 404: ("unknown", UNKNOWN), 400: ("unknown", UNKNOWN)}
"""Status -> kind and words of what the RSS says with it."""


async def read(who: str, street: Street, source: str, why: StreetError) -> Page:
    """Read the RSS of a handle or a DID instead of the API, which failed for the reason `why`."""
    shown = names.called(who)
    try:
        answer = await street.get(f"{SITE}/profile/{who}/rss", accept=FEEDS, conditional=False)
        document = decode.text(answer.body, answer.headers.get("content-type", ""))
        found = await asyncio.to_thread(parse, document, answer.url, source)
    except StreetError as error:
        kind, words = REASONS.get(error.status or 0, (why.kind, "{why} Its RSS did not help: {error}"))
        said = words.format(who=shown, why=why.words, error=error.words)
        raise StreetError(said, kind=kind, status=error.status) from error
    return replace(found, notes=(NOTE.format(who=shown, why=why.words),))


def parse(document: str, url: str, source: str) -> Page:
    """Read the RSS of a profile that came from `url` as items of `source`; StreetError where it is none."""
    from generator.collect.sources.feeds import fields, reading, xmlfeed  # noqa: PLC0415  only a profile that has no other way

    found = reading.read(document, url)
    feed = xmlfeed.parse(document, url, source, read=lambda *_: found)
    written = {fields.own_id(entry): fields.get(entry, "summary") for entry in found.entries}
    said = ((item, string(written.get(item.id))) for item in feed.items)
    whole = [(item, words) for item, words in said if not REMARK.search(words)]
    return Page(
        read=len(feed.items),
        items=tuple(post for item, words in whole if (post := _post(item, words, feed.title))),
        left_out=Counter({"untold": len(feed.items) - len(whole)}),
    )


def _post(item: Item, written: str, title: str) -> Item | None:
    """Return an entry as a post of the account that its id names, None where it names none.

    What is written is plain text: line breaks are meant, and what looks like markup is none.
    """
    own, collection, _ = place(item.id)
    if not names.did(own) or collection != POST:
        return None
    masthead = TITLE.match(title)
    who = (names.handle(masthead["handle"]) if masthead else "") or own
    name = draft.name(masthead["name"] if masthead else "") or names.called(who)
    voice = Voice(key=profile(own), name=name, address=profile(who), network="bluesky")
    words = inline.plain(written)
    tags = draft.tags(HASHTAG.findall(words.text))
    post = replace(item, title="", voice=voice, kind="post", text=words.text, alts=(), tags=tags, links=words.links)
    return draft.about(post, next((link for link in words.links if not microblog.is_inside(link)), None))
