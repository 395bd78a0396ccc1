"""A question to one of the sample's social servers in, the answer a Mastodon 4.5 would give out.

The traps of the real one are kept: the Link header forgets `any`, `all` and `none`; an unknown hashtag is an empty list
and not a 404; `limit` is cut at 40 without a word; a server that closes its timelines says 422, and its .rss pages are
open all the same. Facts from Mastodon's own `tag_controller.rb`, `tag_feed.rb` and `statuses_controller.rb`, and from
docs.joinmastodon.org.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import unquote, urlencode

from generator.demo import contexts, markup, mastodon_rss
from generator.demo.days import wording
from generator.demo.entities import Town, account_entity, account_id, acct, post_id, status
from generator.demo.sample import Account, Post

PAGE, LONGEST = 20, 40
"""Posts on a page: when nothing is asked, and at most."""
EXTRA = 3
"""Tags beside the main one that `any` may hold; `all` and `none` take one more."""
Query = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the server says: a JSON value or the bytes of a page, and the headers that go with it."""

    status: int = 200
    value: object = None
    data: bytes | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


def answer(town: Town, path: str, query: Query, *, token: str = "") -> Told:
    """Answer one request; a member's token opens what is closed to strangers."""
    if town.server.software == "gotosocial" and path.endswith(".rss"):
        found = FEED.fullmatch(path)
        return person_rss(town, found[1], query) if found else _missing()
    for pattern, reply in (*(MEMBERS if token == member(town.server.host) else ()), *ROUTES):
        if found := pattern.fullmatch(path):
            return reply(town, unquote(found[1]) if pattern.groups else "", query)
    return _missing()


def member(host: str) -> str:
    """Return the token of our member of a server; it is invented, and has the length of a real one."""
    return f"sample-{host.partition('.')[0]}-".ljust(43, "0")


# ---------------------------------------------------------------- what can be asked


def tag_timeline(town: Town, tag: str, query: Query) -> Told:
    """`GET /api/v1/timelines/tag/:hashtag`: public posts, newest first, a page at a time."""
    if town.server.software == "gotosocial":
        return _refused("Unauthorized: token not supplied", 401)
    if not town.server.open:
        return _refused("This method requires an authenticated user", 422)
    return open_timeline(town, tag, query)


def open_timeline(town: Town, tag: str, query: Query) -> Told:
    """Answer the same to somebody who may read it."""
    found = [post for post in town.posts if _timely(town, post, tag.lower(), query)]
    page = _cut(found, town, query)
    return Told(value=[status(town, post) for post in page], headers=_links(town, f"timelines/tag/{tag}", page, query))


def list_timeline(town: Town, number: str, query: Query) -> Told:
    """`GET /api/v1/timelines/list/:id`: what the people of a member's list wrote, passed on and answered."""
    people = town.server.lists.get(number)
    if people is None:
        return _missing()
    found = [post for post in town.posts if post.by in people and post.visibility != "private"]
    page = _cut(found, town, query)
    return Told(
        value=[status(town, post) for post in page], headers=_links(town, f"timelines/list/{number}", page, query)
    )


def list_closed(_: Town, __: str, ___: Query) -> Told:
    """Answer a stranger who asks for a list."""
    return _refused("The access token is invalid", 401)


def one_list(town: Town, number: str, _: Query) -> Told:
    """`GET /api/v1/lists/:id`."""
    return Told(value={"id": number, "title": "People"}) if number in town.server.lists else _missing()


def nodeinfo(town: Town, _: str, __: Query) -> Told:
    """`GET /.well-known/nodeinfo`: where the server says what it is."""
    rel = "http://nodeinfo.diaspora.software/ns/schema/2.0"
    return Told(value={"links": [{"rel": rel, "href": f"https://{town.server.host}/nodeinfo/2.0"}]})


def software(town: Town, _: str, __: Query) -> Told:
    """`GET /nodeinfo/2.0`."""
    return Told(
        value={
            "version": "2.0",
            "software": {"name": town.server.software, "version": mastodon_rss.VERSION},
            "protocols": ["activitypub"],
            "openRegistrations": False,
            "metadata": {},
        }
    )


def tag_rss(town: Town, tag: str, query: Query) -> Told:
    """`GET /tags/:hashtag.rss`: open even where the API is not; no names, no counts and no consent flags."""
    found = [post for post in town.posts if _timely(town, post, tag.lower(), {})]
    if not found:
        return Told(status=404, data=b"Not Found\n", headers={"Content-Type": "text/plain"})
    found = found[: min(_number(query, "limit", PAGE), 200)]
    return _written(town, f"#{tag}", f"https://{town.server.host}/tags/{tag}", found)


def person_rss(town: Town, name: str, _: Query) -> Told:
    """`GET /@name.rss`: twenty posts of one person, the unlisted ones among them, no replies."""
    own = [post for post in town.posts if _is_local(town, post, name) and not post.re and not post.shares]
    return _written(town, f"@{name}", f"https://{town.server.host}/@{name}", own[:PAGE])


def instance(town: Town, _: str, __: Query) -> Told:
    """`GET /api/v2/instance`: what the server is, and what strangers may read."""
    access = (
        {"local": "public", "remote": "public"}
        if town.server.open
        else dict.fromkeys(("local", "remote"), "authenticated")
    )
    return Told(
        value={
            "domain": town.server.host,
            "title": town.server.title,
            "version": mastodon_rss.VERSION,
            "languages": list(town.server.languages),
            "rules": [],
            "configuration": {"timelines_access": {"live_feeds": access, "hashtag_feeds": access}},
            "contact": {"email": f"hello@{town.server.host}", "account": None},
        }
    )


def one_status(town: Town, number: str, _: Query) -> Told:
    """`GET /api/v1/statuses/:id`; what was deleted, or is not for strangers, is a 404."""
    found = contexts.post(town, number)
    return Told(value=status(town, found)) if found else _missing()


def context(town: Town, number: str, _: Query) -> Told:
    """`GET /api/v1/statuses/:id/context`, as a stranger is answered."""
    if town.server.software == "gotosocial":
        return _refused("Unauthorized: token not supplied", 401)
    found = contexts.context(town, number)
    return Told(value=found) if found else _missing()


def whole_context(town: Town, number: str, _: Query) -> Told:
    """Answer a member, who sees what is for followers as well."""
    found = contexts.context(town, number, member=True)
    return Told(value=found) if found else _missing()


def statuses_of(town: Town, number: str, query: Query) -> Told:
    """`GET /api/v1/accounts/:id/statuses`: without a token also the unlisted ones, and what the person passed on."""
    own = [post for post in contexts.open_to(town) if account_id(town, town.sample.account(post)) == number]
    own = [post for post in own if not (post.shares and _is_set(query, "exclude_reblogs"))]
    own = [post for post in own if not (post.re and _is_set(query, "exclude_replies"))]
    page = _cut(own, town, query)
    return Told(
        value=[status(town, post) for post in page], headers=_links(town, f"accounts/{number}/statuses", page, query)
    )


def one_account(town: Town, number: str, _: Query) -> Told:
    """`GET /api/v1/accounts/:id`."""
    return _account(town, lambda each: account_id(town, each) == number)


def lookup(town: Town, _: str, query: Query) -> Told:
    """`GET /api/v1/accounts/lookup?acct=`: by name, or by name and server."""
    wanted = next(iter(query.get("acct", ())), "").lower().removesuffix(f"@{town.server.host}")
    return _account(town, lambda each: acct(town, each).lower() == wanted)


ROUTES: tuple[tuple[re.Pattern[str], Callable[[Town, str, Query], Told]], ...] = (
    (re.compile(r"/api/v1/timelines/tag/([^/]+)"), tag_timeline),
    (re.compile(r"/api/v1/(?:timelines/list|lists)/(\w+)"), list_closed),
    (re.compile(r"/\.well-known/nodeinfo"), nodeinfo),
    (re.compile(r"/nodeinfo/2\.0"), software),
    (re.compile(r"/api/v2/instance"), instance),
    (re.compile(r"/api/v1/accounts/lookup"), lookup),
    (re.compile(r"/api/v1/accounts/(\d+)/statuses"), statuses_of),
    (re.compile(r"/api/v1/accounts/(\d+)"), one_account),
    (re.compile(r"/api/v1/statuses/(\d+)"), one_status),
    (re.compile(r"/api/v1/statuses/(\d+)/context"), context),
    (re.compile(r"/tags/([^/]+)\.rss"), tag_rss),
    (re.compile(r"/@(\w+)\.rss"), person_rss),
)
MEMBERS: tuple[tuple[re.Pattern[str], Callable[[Town, str, Query], Told]], ...] = (
    (re.compile(r"/api/v1/timelines/tag/([^/]+)"), open_timeline),
    (re.compile(r"/api/v1/timelines/list/(\w+)"), list_timeline),
    (re.compile(r"/api/v1/lists/(\w+)"), one_list),
    (re.compile(r"/api/v1/statuses/(\d+)/context"), whole_context),
)
"""What a member may ask besides, or instead."""
FEED = re.compile(r"/@(\w+)/feed\.rss")
"""The RSS of a person on GoToSocial, where the person has switched it on."""


# ---------------------------------------------------------------- choosing posts


def _timely(town: Town, post: Post, tag: str, query: Query) -> bool:
    """Tell whether a post belongs on the timeline of a tag (any, all, none, local, remote, only_media)."""
    here = town.sample.account(post).server == town.server.host
    return (
        post.visibility == "public"
        and not post.shares
        and _tagged(set(markup.tags(wording(post, town.today))), tag, query)
        and not (_is_set(query, "local") and not here)
        and not (_is_set(query, "remote") and here)
        and not (_is_set(query, "only_media") and post.image is None)
    )


def _tagged(tags: set[str], tag: str, query: Query) -> bool:
    some = {tag, *_lower(query, "any[]")[:EXTRA]}
    every, never = _lower(query, "all[]")[: EXTRA + 1], _lower(query, "none[]")[: EXTRA + 1]
    return bool(tags & some) and tags.issuperset(every) and tags.isdisjoint(never)


def _cut(found: Sequence[Post], town: Town, query: Query) -> list[Post]:
    """Return the page asked for; ids are compared as numbers, the newest is the largest."""
    below = _number(query, "max_id", 1 << 63)
    above = max(_number(query, "since_id", 0), _number(query, "min_id", 0))
    rest = [post for post in found if above < int(post_id(town, post)) < below]
    limit = max(1, min(_number(query, "limit", PAGE), LONGEST))
    return rest[-limit:] if "min_id" in query else rest[:limit]


def _links(town: Town, path: str, page: Sequence[Post], query: Query) -> Mapping[str, str]:
    """Link to the pages around; of the parameters only these three survive (PERMITTED_PARAMS of the real one)."""
    if not page:
        return {}
    kept = {name: query[name][0] for name in ("limit", "local", "only_media") if name in query}
    base = f"https://{town.server.host}/api/v1/{path}"
    older = urlencode({**kept, "max_id": post_id(town, page[-1])})
    newer = urlencode({**kept, "min_id": post_id(town, page[0])})
    return {"Link": f'<{base}?{older}>; rel="next", <{base}?{newer}>; rel="prev"'}


def _is_set(query: Query, name: str) -> bool:
    return next(iter(query.get(name, ())), "") in {"1", "true", "on"}


def _number(query: Query, name: str, otherwise: int) -> int:
    value = next(iter(query.get(name, ())), "")
    return int(value) if value.isdecimal() else otherwise


def _lower(query: Query, name: str) -> list[str]:
    return [value.lower() for value in query.get(name, ())]


# ---------------------------------------------------------------- answers


def _written(town: Town, title: str, link: str, posts: Sequence[Post]) -> Told:
    headers = {"Content-Type": "application/rss+xml; charset=utf-8", "Cache-Control": "max-age=0, public"}
    return Told(data=mastodon_rss.write(town, title, link, posts), headers=headers)


def _account(town: Town, wanted: Callable[[Account], bool]) -> Told:
    for key, person in town.sample.people.items():
        if person.account and wanted(person.account):
            return Told(value=account_entity(town, key))
    return _missing()


def _is_local(town: Town, post: Post, name: str) -> bool:
    account = town.sample.account(post)
    return (account.server, account.name) == (town.server.host, name)


def _refused(words: str, code: int) -> Told:
    return Told(status=code, value={"error": words})


def _missing() -> Told:
    return _refused("Record not found", 404)


def body(told: Told) -> bytes:
    """Return the bytes of what was told."""
    return told.data if told.data is not None else json.dumps(told.value, ensure_ascii=False).encode()
