"""A page of posts of a Lemmy server as JSON in, items and the number left out for each reason out; pure.

Version 3 of the API (Lemmy 0.18 and 0.19) and version 4 (Lemmy 1.0) differ in places of fields, which are tried one
after the other: the counts of a post moved into it, `published` became `published_at`, `actor_id` became `ap_id`.
Times of Lemmy 0.18 have no zone; they are UTC. After https://github.com/LemmyNet/lemmy-js-client and the server itself.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from generator import text
from generator.collect import given
from generator.collect.sources import draft, inline, objections
from generator.collect.sources.paging import Page
from generator.errors import StreetError
from generator.model import Enclosure, Item, Reactions, Voice

NOT_LEMMY = "This server does not answer as Lemmy does."
POSTS = 100
LISTS = ("posts", "items", "data")
"""Names of the list of posts: version 3, version 4, and what version 4 called it before its release."""
PUBLIC = frozenset({"", "public"})
"""Visibilities of a community whose posts anybody may read; "" where it does not say."""
PLAYED = ("audio/", "video/")
PICTURE = "image/"

REASONS = {
    "removed": "deleted, or removed by a moderator",
    "hidden": "hidden, or only for members of the server",
    "adult": "marked as not for everybody",
    "bot": "written by a program",
    "no": "their authors do not want to be listed elsewhere",
}
"""Why posts are left out, as a person reads it."""
GOING = frozenset({"removed", "hidden", "no"})
"""Reasons for which a post that was shown before must go."""

LANGUAGES = (
    "und aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el "
    "en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu "
    "ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb "
    "nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr "
    "ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu"
).split()
"""Number of a language on every Lemmy server -> its code: ISO 639-1 in order, as the server's tables were filled."""


def parse(body: bytes, source: str) -> Page:
    """Read a page of posts as items of `source`; StreetError where it is none."""
    answer = given.entity(body, NOT_LEMMY)
    listed = next((answer[key] for key in LISTS if isinstance(answer.get(key), list)), None)
    if listed is None:
        raise StreetError(NOT_LEMMY, kind="not-lemmy")
    views = given.mappings(listed, POSTS)
    pairs = [(view, reason(view)) for view in views]
    kept = [(view, item) for view, why in pairs if not why and (item := _item(view, source))]
    times = [item.published for view, item in kept if item.published and not _pinned(view)]
    return Page(
        items=tuple(item for _, item in kept),
        read=len(views),
        next=given.string(answer.get("next_page")) or None,
        oldest=min(times, default=None),
        left_out=Counter(why for _, why in pairs if why),
        gone=tuple(name for view, why in pairs if why in GOING and (name := _id(given.mapping(view.get("post"))))),
    )


def reason(view: Mapping[str, Any]) -> str:
    """Return the key of REASONS for which a post is left out, "" where it may be listed."""
    post, creator, community = (given.mapping(view.get(key)) for key in ("post", "creator", "community"))
    parts = (post, creator, community)
    if any(part.get("deleted") is True or part.get("removed") is True for part in parts):
        return "removed"
    if creator.get("banned") is True or view.get("creator_banned_from_community") is True:
        return "removed"
    if any(part.get("hidden") is True for part in (view, post, community)) or _closed(community):
        return "hidden"
    if any(part.get("nsfw") is True for part in (post, community)):
        return "adult"
    if creator.get("bot_account") is True:
        return "bot"
    said = (given.string(creator.get(key)) for key in ("bio", "display_name"))
    return "no" if objections.in_words(*said) else ""


def _closed(community: Mapping[str, Any]) -> bool:
    """Tell whether a community is not for the public; "unlisted" ones do not want to be found."""
    return given.string(community.get("visibility")).lower() not in PUBLIC


def _pinned(view: Mapping[str, Any]) -> bool:
    """Tell whether a post is held at the top of the list, where it says nothing about the age of the others."""
    post = given.mapping(view.get("post"))
    return any(post.get(key) is True for key in ("featured_community", "featured_local"))


# ---------------------------------------------------------------- items


def _item(view: Mapping[str, Any], source: str) -> Item | None:
    post, creator = given.mapping(view.get("post")), given.mapping(view.get("creator"))
    own, voice, title = _id(post), _voice(creator), draft.heading(given.string(post.get("name")))
    if not own or not voice or not title:
        return None
    words = inline.markdown(given.string(post.get("body")))
    published = draft.iso(given.string(post.get("published_at"), post.get("published")))
    updated = draft.iso(given.string(post.get("updated_at"), post.get("updated")))
    link, kind = given.link(post.get("url")), given.string(post.get("url_content_type")).lower()
    item = Item(
        id=own,
        source=source,
        url=own,
        voice=voice,
        title=title,
        text=words.text or text.plain(given.string(post.get("embed_description")), 1_000),
        published=published,
        updated=updated if updated != published else None,
        language=_language(post.get("language_id")),
        tags=draft.tags(_tags(view)),
        kind="post",
        links=words.links,
        alts=tuple(dict.fromkeys((*_alts(post), *words.alts))),
        reactions=_reactions(post, given.mapping(view.get("counts"))),
        media=(Enclosure(address=link, type=kind),) if link and kind.startswith(PLAYED) else (),
    )
    return draft.about(item, None if kind.startswith((*PLAYED, PICTURE)) else link)


def _id(post: Mapping[str, Any]) -> str:
    """Return the name of a post in the fediverse, which is also its page on the server it was written on."""
    return given.link(post.get("ap_id")) or ""


def _voice(creator: Mapping[str, Any]) -> Voice | None:
    profile = given.link(creator.get("ap_id"), creator.get("actor_id"))
    if not profile:
        return None
    made = draft.iso(given.string(creator.get("published_at"), creator.get("published")))
    return Voice(
        key=profile,
        name=given.name(creator.get("display_name"), creator.get("name")) or text.host(profile),
        address=profile,
        network="lemmy",
        since=made.date() if made else None,
        bot=given.flag(creator.get("bot_account")),
        posts=given.number(creator.get("post_count")),
        bio=text.clip(inline.markdown(given.string(creator.get("bio"))).text, 2_000),
    )


def _reactions(post: Mapping[str, Any], counts: Mapping[str, Any]) -> Reactions:
    return Reactions(
        replies=given.number(counts.get("comments"), post.get("comments")),
        likes=given.number(counts.get("upvotes"), post.get("upvotes")),
    )


def _language(number: object) -> str | None:
    known = given.number(number)
    return draft.language(LANGUAGES[known]) if known is not None and known < len(LANGUAGES) else None


def _tags(view: Mapping[str, Any]) -> Iterator[object]:
    """Yield the name of the community, which is what a post is filed under, and the tags that Lemmy 1.0 has."""
    yield given.mapping(view.get("community")).get("name")
    for tag in given.mappings(view.get("tags")):
        yield given.string(tag.get("display_name"), tag.get("name"))


def _alts(post: Mapping[str, Any]) -> Iterator[str]:
    if said := text.one_line(given.string(post.get("alt_text")), 1_000):
        yield said
