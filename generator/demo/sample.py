"""The YAML of the sample week in, frozen values out: who lives on the sample's street and what they say on which day.

Everything is invented, and every host ends in .example (RFC 2606), so that no address of the sample can ever be a real
one. A value here is what its author wrote; how it travels (RSS, JSON, an API's entity) is not its business.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import ClassVar, TypeVar

import yaml
from pydantic import ConfigDict, TypeAdapter

from generator.demo.elsewhere import STRICT, Edit, Image, Scene, Work

FOLDER = Path(__file__).resolve().parent / "sample"
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A profile on one of the social servers, with everything its owner has said about being passed on."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT
    server: str
    name: str
    since: date
    followers: int
    following: int
    posts: int
    bio: str = ""
    site: str | None = None
    """Own address, verified by the server (rel=me)."""
    bot: bool = False
    indexable: bool | None = True
    """None where the server does not send the flag."""
    discoverable: bool | None = True
    noindex: bool = False

    @property
    def url(self) -> str:
        """The page of the profile."""
        return f"https://{self.server}/@{self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who speaks in the sample."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT
    name: str
    language: str = "en"
    account: Account | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article of a blog. An empty line parts paragraphs, `[words](address)` is a link, `*words*` are stressed."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT
    slug: str
    at: datetime
    title: str
    text: str
    author: str | None = None
    """Where it is not the blog's own voice."""
    tags: tuple[str, ...] = ()
    edit: Edit | None = None
    deleted: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """From `since` on, the site answers 429 and asks for a rest of `retry_after` seconds."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT
    since: datetime
    retry_after: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Blog:
    """A site with a feed."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT
    host: str
    title: str
    about: str
    by: str
    """Key of a Person."""
    format: str
    """A key of formats.FORMATS."""
    path: str
    """Of the feed, beginning with a slash."""
    language: str
    articles: tuple[Article, ...]
    encoding: str = "utf-8"
    page: int | None = None
    """Articles on one page of the feed, where it has several."""
    discovery: bool = False
    """Whether its readers know only the home page."""
    moved_from: str | None = None
    """Host that redirects here for good (301)."""
    slow: float = 0.0
    """Seconds it takes to answer."""
    validators: str = "both"
    """both, etag, modified or none: what it sends so that it can be asked again cheaply."""
    max_age: int = 3600
    refuses: Refusal | None = None
    begins: datetime | None = None
    """From when on it is found at its host, which may have been somebody else's before."""
    ends: datetime | None = None
    """From when on its host is somebody else's."""

    def stands(self, today: datetime) -> bool:
        """Tell whether the host is this blog's on that day."""
        return not (self.begins and today < self.begins) and not (self.ends and today >= self.ends)

    @property
    def home(self) -> str:
        """The page for readers."""
        return f"https://{self.host}/"

    @property
    def feed(self) -> str:
        """The address of the feed."""
        return f"http://{self.host}{self.path}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One post on a social server, or (with `shares`) the passing on of another one."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT
    by: str
    """Key of a Person who has an account."""
    at: datetime
    text: str = ""
    id: str = ""
    """A name by which other posts answer or share it."""
    re: str | None = None
    shares: str | None = None
    language: str | None = None
    """BCP 47; else the person's own."""
    warning: str = ""
    visibility: str = "public"
    image: Image | None = None
    counts: tuple[int, int, int] = (0, 0, 0)
    """Replies, shares and likes, as its own server counts them."""
    edit: Edit | None = None
    deleted: datetime | None = None

    @property
    def key(self) -> str:
        """One per post."""
        return f"{self.by} {self.at.isoformat()}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """A social server."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT
    host: str
    title: str
    languages: tuple[str, ...]
    open: bool
    """Whether strangers may read hashtags through the API."""
    hears: int
    """Posts of other servers arrive here once they were shared this often."""
    software: str = "mastodon"
    """mastodon or gotosocial."""
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    """Number of a member's list -> keys of the people in it; it is read with the member's token."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stub:
    """An address that never gives a feed."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT
    host: str
    path: str
    status: int
    type: str
    body: str | None = None
    """Name of a file beside the YAML."""

    @property
    def data(self) -> bytes:
        """What it answers."""
        return (FOLDER / self.body).read_bytes() if self.body else b"Nothing here.\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingList:
    """A subscription list (OPML): folder name -> hosts of blogs."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT
    host: str
    path: str
    title: str
    folders: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Oddities:
    """The file street.yaml."""

    __pydantic_config__: ClassVar[ConfigDict] = STRICT
    stubs: tuple[Stub, ...]
    lists: tuple[ReadingList, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """The whole street."""

    people: Mapping[str, Person]
    blogs: tuple[Blog, ...]
    posts: tuple[Post, ...]
    """Newest first."""
    servers: tuple[Server, ...]
    stubs: tuple[Stub, ...]
    lists: tuple[ReadingList, ...]
    scenes: Mapping[str, Scene]
    """Name of a network -> what is said there."""
    works: tuple[Work, ...]
    """What the scholarly registers know, newest first."""

    @property
    def hosts(self) -> tuple[str, ...]:
        """Every host name on the street, each once."""
        moved = {blog.moved_from for blog in self.blogs if blog.moved_from}
        odd = {stub.host for stub in self.stubs} | {each.host for each in self.lists}
        own = {blog.host for blog in self.blogs} | {town.host for town in self.servers} | odd | moved
        return tuple(sorted(own | {host for scene in self.scenes.values() for host in scene.hosts}))

    def account(self, post: Post) -> Account:
        """Return the account that speaks in a post."""
        account = self.people[post.by].account
        if account is None:
            raise KeyError(post.by)
        return account


def read(folder: Path = FOLDER) -> Sample:
    """Read the sample; what is misspelt in it raises pydantic's ValidationError."""
    posts = (post for path in sorted(folder.glob("posts-*.yaml")) for post in _read(path, tuple[Post, ...]))
    oddities = _read(folder / "street.yaml", Oddities)
    works = (work for path in sorted(folder.glob("works*.yaml")) for work in _read(path, tuple[Work, ...]))
    return Sample(
        people=_read(folder / "voices.yaml", dict[str, Person]),
        blogs=tuple(_read(path, Blog) for path in sorted((folder / "blogs").glob("*.yaml"))),
        posts=tuple(sorted(posts, key=lambda post: (post.at, post.by), reverse=True)),
        servers=_read(folder / "servers.yaml", tuple[Server, ...]),
        stubs=oddities.stubs,
        lists=oddities.lists,
        scenes={path.stem: _read(path, Scene) for path in sorted((folder / "elsewhere").glob("*.yaml"))},
        works=tuple(sorted(works, key=lambda work: (work.at, work.doi), reverse=True)),
    )


def _read(path: Path, shape: type[T]) -> T:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return TypeAdapter(shape).validate_python(yaml.load(path.read_bytes(), loader))  # noqa: S506  a safe loader, in C
