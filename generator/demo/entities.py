"""A post or a profile of the sample, seen from one of its servers, in; the entity of Mastodon's REST API out.

Every documented field is there (docs.joinmastodon.org/entities), also those that nobody reads yet: an adapter that
trips over one of them shall do so here and not in the world. A server numbers everything for itself, and away from
home it has heard of fewer reactions.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from zlib import crc32

from generator.demo import markup
from generator.demo.days import edited_at, standing, wording
from generator.demo.sample import Account, Blog, Post, Sample, Server

Value = dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """One server on one day."""

    sample: Sample
    server: Server
    today: datetime

    @property
    def posts(self) -> tuple[Post, ...]:
        """What has reached this server and still stands, newest first."""
        return tuple(post for post in standing(self.sample.posts, self.today) if self._heard(post))

    def _heard(self, post: Post) -> bool:
        home = self.sample.account(post).server == self.server.host
        return home or (post.visibility == "public" and post.counts[1] >= self.server.hears)


def post_id(town: Town, post: Post) -> str:
    """A snowflake: milliseconds since 1970, then 16 bits; every server numbers a post for itself."""
    home = town.sample.account(post).server == town.server.host
    return str(
        (int(post.at.timestamp() * 1000) << 16)
        + (crc32(f"{'' if home else town.server.host} {post.key}".encode()) & 0xFFFF)
    )


def account_id(town: Town, account: Account) -> str:
    """A number that every server gives for itself."""
    return str(109 * 10**15 + crc32(f"{town.server.host} {account.url}".encode()))


def status(town: Town, post: Post) -> Value:
    """The Status entity."""
    account, text = town.sample.account(post), wording(post, town.today)
    uri = _uri(town, post)
    shared = _named(town, post.shares)
    return {
        "id": post_id(town, post),
        "uri": uri if not shared else f"{uri}/activity",
        "url": post_url(town, post),
        "created_at": _iso(post.at),
        "edited_at": _iso(edited_at(post, town.today)),
        "visibility": post.visibility,
        "sensitive": bool(post.warning),
        "spoiler_text": post.warning,
        "language": post.language or town.sample.people[post.by].language,
        "content": markup.post(text, host=account.server, mention=mentioned(town, account.server)),
        "account": account_entity(town, post.by),
        "reblog": status(town, shared) if shared else None,
        "tags": [{"name": name, "url": f"https://{town.server.host}/tags/{name}"} for name in markup.tags(text)],
        "mentions": _mentions(town, account, text),
        "media_attachments": _media(town, post),
        "card": _card(town, text),
        "application": {"name": "Web", "website": None},
        "emojis": [],
        "poll": None,
        "quote": None,
        **_thread(town, post),
        **_counts(town, post),
    }


def _thread(town: Town, post: Post) -> Value:
    answered = _named(town, post.re)
    return {
        "in_reply_to_id": post_id(town, answered) if answered else None,
        "in_reply_to_account_id": account_id(town, town.sample.account(answered)) if answered else None,
    }


def _counts(town: Town, post: Post) -> Value:
    """Count reactions; away from home about a third of them has not been heard of."""
    home = town.sample.account(post).server == town.server.host
    replies, shares, likes = (value if home else value * 2 // 3 for value in post.counts)
    return {"replies_count": replies, "reblogs_count": shares, "favourites_count": likes, "quotes_count": 0}


def account_entity(town: Town, key: str) -> Value:
    """The Account entity; `noindex` is sent for own accounts only, and `indexable` not at all where it is unknown."""
    person = town.sample.people[key]
    account = person.account
    if account is None:
        raise KeyError(key)
    local = account.server == town.server.host
    return {
        "id": account_id(town, account),
        "username": account.name,
        "acct": acct(town, account),
        "display_name": person.name,
        "url": account.url,
        "uri": f"https://{account.server}/users/{account.name}",
        "note": markup.post(account.bio, host=account.server, mention=lambda _, __: None),
        "bot": account.bot,
        "locked": False,
        "group": False,
        "discoverable": account.discoverable,
        **({} if account.indexable is None else {"indexable": account.indexable}),
        **({"noindex": account.noindex, "roles": []} if local else {}),
        "created_at": f"{account.since}T00:00:00.000Z",
        "last_status_at": _last(town, key),
        "followers_count": account.followers,
        "following_count": account.following,
        "statuses_count": account.posts,
        "fields": _fields(account),
        "avatar": f"https://{account.server}/avatars/original/missing.png",
        "header": f"https://{account.server}/headers/original/missing.png",
        "hide_collections": False,
        "emojis": [],
    }


def _fields(account: Account) -> list[Value]:
    if account.site is None:
        return []
    shown = account.site.removeprefix("https://").rstrip("/")
    link = f'<a href="{account.site}" target="_blank" rel="nofollow noopener me" translate="no">{shown}</a>'
    return [{"name": "Site", "value": link, "verified_at": f"{account.since}T12:00:00.000+00:00"}]


def _last(town: Town, key: str) -> str | None:
    return next((f"{post.at:%Y-%m-%d}" for post in town.posts if post.by == key), None)


def _mentions(town: Town, account: Account, text: str) -> list[Value]:
    found = (find(town, name, host or account.server) for name, host in markup.names(text))
    return [
        {"id": account_id(town, each), "username": each.name, "url": each.url, "acct": acct(town, each)}
        for each in found
        if each
    ]


def mentioned(town: Town, home: str) -> Callable[[str, str | None], markup.Mentioned | None]:
    """Return how names in a post are found: those without a server are the author's neighbours."""

    def of(name: str, host: str | None) -> markup.Mentioned | None:
        found = find(town, name, host or home)
        return (found.name, found.url) if found else None

    return of


def _media(town: Town, post: Post) -> list[Value]:
    if post.image is None:
        return []
    address = f"https://files.{town.server.host}/{post.image.name}"
    return [
        {
            "id": str(crc32(address.encode())),
            "type": "image",
            "url": address,
            "preview_url": address,
            "remote_url": None,
            "meta": {"original": {"width": 1200, "height": 800}},
            "description": post.image.alt,
            "blurhash": None,
        }
    ]


def _card(town: Town, text: str) -> Value | None:
    """Preview the first address, where it is an article of the sample."""
    for address in markup.addresses(text)[:1]:
        for blog in town.sample.blogs:
            for article in blog.articles:
                if address.partition("?")[0] == blog.home + article.slug:
                    return _preview(blog, address, article.title, markup.summary(article.text))
    return None


def _preview(blog: Blog, address: str, title: str, description: str) -> Value:
    blanks = ("author_name", "author_url", "html", "embed_url", "provider_url")
    return {
        "url": address,
        "title": title,
        "description": description[:200],
        "type": "link",
        "provider_name": blog.title,
        "language": blog.language,
        "authors": [],
        "width": 0,
        "height": 0,
        "image": None,
        "image_description": "",
        "blurhash": None,
        "published_at": None,
        **dict.fromkeys(blanks, ""),
    }


# ---------------------------------------------------------------- small pieces


def find(town: Town, name: str, host: str) -> Account | None:
    """Return the account of that name on that server."""
    everybody = (person.account for person in town.sample.people.values())
    return next((each for each in everybody if each and (each.name, each.server) == (name, host)), None)


def _named(town: Town, name: str | None) -> Post | None:
    return next((post for post in town.posts if name and post.id == name), None)


def acct(town: Town, account: Account) -> str:
    """Return the name as this server writes it: `name`, or `name@server` for somebody from elsewhere."""
    return account.name if account.server == town.server.host else f"{account.name}@{account.server}"


def _home_number(post: Post) -> str:
    """The number a post has at home, which is the one in its address everywhere."""
    return str((int(post.at.timestamp() * 1000) << 16) + (crc32(f" {post.key}".encode()) & 0xFFFF))


def _uri(town: Town, post: Post) -> str:
    account = town.sample.account(post)
    return f"https://{account.server}/users/{account.name}/statuses/{_home_number(post)}"


def post_url(town: Town, post: Post) -> str:
    """Return the page where the post can be read: at its author's server."""
    return f"{town.sample.account(post).url}/{_home_number(post)}"


def _iso(instant: datetime | None) -> str | None:
    return f"{instant:%Y-%m-%dT%H:%M:%S}.000Z" if instant else None
