"""What the owner asks for: config.yaml as values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

NOTHING: Mapping[str, str | tuple[str, ...]] = MappingProxyType({})


class Tie(StrEnum):
    """How near a voice is to this network (Rajagopal et al. 2012, on personal learning networks)."""

    STRONG = "strong"
    WEAK = "weak"
    VERY_WEAK = "very weak"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One entry under `sources:` in config.yaml."""

    kind: str
    """Which adapter reads it: a row of collect.sources.MODULES ("feed", "mastodon", "bluesky", ...)."""
    address: str
    """What the adapter is asked for: an http(s) address, "#tag", "@account", "list:ID", "search:words", ..."""
    name: str
    """What readers see."""
    options: Mapping[str, str | tuple[str, ...]] = field(default_factory=lambda: NOTHING)
    """What only this kind of source understands, e.g. servers, any, all, none of a hashtag."""
    tie: Tie | None = None
    topics: tuple[str, ...] = ()
    max_items: int | None = None
    languages: tuple[str, ...] = ()
    """BCP 47; what says that it is in another language is left out. () for any."""
    full_text: bool | None = None
    """True: the pages of its items are read. False: only its own summaries are kept. None: where it has none."""
    pause_until: date | None = None
    """The day on which it is asked again; until then it rests."""
    until: date | None = None
    """The last day on which it is asked."""
    checked: date | None = None
    """The day on which the owner has looked at a source that was set aside (T06), and found it right."""
    note: str = ""
    """For the owner alone; it is not published."""
    line: int | None = None
    """Where the entry starts in config.yaml; first line is 1."""

    @property
    def key(self) -> str:
        """The name of this source in the state and in editions; it survives a change of `name`."""
        return f"{self.kind} {self.address}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The `site:` part of config.yaml."""

    title: str
    address: str | None = None
    """Where the site is published, https://..., without a final slash."""
    description: str = ""
    language: str = "en"
    """BCP 47."""
    zone: str = "UTC"
    """IANA name; it decides in which week an instant lies."""
    repository: str | None = None
    """Where the source of this site can be edited, e.g. https://github.com/me/my-digest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """An hour of the week, in the site's zone."""

    day: int
    """ISO weekday: 1 Monday ... 7 Sunday."""
    hour: int
    minute: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """The `digest:` part of config.yaml."""

    day: int = 5
    """ISO weekday of publication: 1 Monday ... 7 Sunday."""
    hour: int = 6
    """Hour of publication in the site's zone, 0 to 23."""
    minutes: float = 30
    """Reading time of one edition."""
    reading: Slot | None = None
    """When the owner reads, for the calendar; None: soon after it came out, in the afternoon."""
    preset: str = "balanced"
    """A row of edit.presets.PRESETS."""
    weights: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    """Signal name -> weight, over those of the preset."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mute:
    """One entry under `mute:`: what the owner does not want to read, perhaps only until a day."""

    kind: str
    """phrase, tag, voice, domain or language."""
    value: str
    until: date | None = None
    """Last day on which it holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """One entry under `alerts:`: a saved search whose matches are shown whatever the desk picks."""

    name: str
    """What readers see."""
    query: str
    """As the owner wrote it; edit.queries reads it."""
    key: str
    """The name in the addresses of its place on the page and of its feed: small letters, digits and hyphens."""
    until: date | None = None
    """The last day whose items it looks at."""
    line: int | None = None
    """Where the entry starts in config.yaml; first line is 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PromptWishes:
    """The `prompts:` part of config.yaml."""

    count: int = 5
    """Questions under an edition; 0 for none."""
    lenses: tuple[str, ...] = ("practitioner", "sceptic", "connector", "newcomer", "scholar")


@dataclass(frozen=True, slots=True, kw_only=True)
class Giscus:
    """Where giscus keeps what is said: a repository's discussions (giscus.app gives these four)."""

    repo: str
    """owner/name."""
    repo_id: str
    category: str
    category_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerWishes:
    """The `answers:` part of config.yaml: how readers may answer in public. Privately they always can."""

    mastodon: str | None = None
    """The account that announces editions, "@me@server.example"; under its posts is where one answers."""
    email: str | None = None
    giscus: Giscus | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """Where letters are handed in, and to whom they go."""

    sender: str
    host: str
    port: int
    """465 speaks TLS from the first byte (RFC 8314); every other begins it with STARTTLS (RFC 3207)."""
    to: tuple[str, ...] = ()
    """Those that may stand in a file others can read; further ones come by a secret."""
    reply_to: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnounceWishes:
    """The `announce:` part of config.yaml: where it is told that an edition is out."""

    mastodon: str | None = None
    """The account that posts, "@digest@server.example"."""
    bluesky: str | None = None
    """Its handle or DID, without @."""
    email: Mail | None = None
    release: bool = False
    """Whether the forge is to have a release, of which it tells who watches the repository."""


BLOCKS = (
    "note", "contents", "alerts", "picks", "network", "mirror", "words", "courtesies", "questions", "answers", "chosen",
    "earlier",
)  # fmt: skip
"""The parts of an edition in the order of its page; earlier weeks stand on the front page alone, and always last."""
NEEDED_BLOCKS = ("picks", "chosen")
"""What an edition is, and how it came about: these are never hidden."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeWishes:
    """The `theme:` part of config.yaml; what is not wished for is as the theme has it."""

    light: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Name of a colour in the style sheet, `paper` -> `#fffdf7`; with everything that follows from what was given."""
    dark: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """The same where a reader's system is dark."""
    text: str = ""
    """What text is set in: a list of fonts as CSS writes it."""
    apparatus: str = ""
    """What labels, facts and buttons are set in."""
    measure: int | None = None
    """About how many characters a line has."""
    size: int | None = None
    """Of everything, in percent of the theme's own."""
    blocks: tuple[str, ...] = BLOCKS


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """config.yaml, read and found right."""

    site: Site
    sources: tuple[Source, ...]
    digest: Digest = Digest()
    interests: tuple[str, ...] = ()
    mute: tuple[Mute, ...] = ()
    alerts: tuple[Alert, ...] = ()
    prompts: PromptWishes = PromptWishes()
    answers: AnswerWishes = AnswerWishes()
    announce: AnnounceWishes = AnnounceWishes()
    theme: ThemeWishes = ThemeWishes()
    withdrawn: tuple[str, ...] = ()
    """Addresses of people, accounts and sites that are to be on no page, past or future."""
