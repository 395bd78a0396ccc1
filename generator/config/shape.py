"""config.yaml as it may be written: dataclasses whose fields say what they accept.

They differ from those of the model where people write otherwise than programs think: `timezone`, `friday`, "06:00".
Entries of `sources:`, `mute:` and `alerts:` are read one by one.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo

from generator.config import announcing, answers, checks, lenses, people, slots, theme, versions
from generator.forms import Mistake
from generator.model import AnnounceWishes, AnswerWishes, Digest, PromptWishes, Site, ThemeWishes, Tie

DEFAULT_DIGEST, DEFAULT_PROMPTS, DEFAULT_SITE = Digest(), PromptWishes(), Site(title="")
DEFAULT_ANSWERS, DEFAULT_ANNOUNCE, DEFAULT_THEME = AnswerWishes(), AnnounceWishes(), ThemeWishes()


def _preset(value: str, info: ValidationInfo) -> str:
    return checks.one_of(value, (info.context or {})["presets"], "preset")


def _signal(value: str, info: ValidationInfo) -> str:
    return checks.one_of(value, (info.context or {})["signals"](), "signal")


def _some(value: tuple[Any, ...]) -> tuple[Any, ...]:
    if not value:
        raise Mistake("There is no source, so there is nothing to read.", "Add one: - https://site.example")
    return value


Words = Annotated[str, AfterValidator(checks.words)]
Address = Annotated[str, AfterValidator(checks.https)]
Language = Annotated[str, AfterValidator(checks.language)]
Hashtag = Annotated[str, AfterValidator(checks.hashtag)]
Lens = Annotated[str, AfterValidator(lenses.lens)]
Mailbox = Annotated[str, AfterValidator(answers.email)]
Shade = Annotated[str, AfterValidator(theme.colour)]
Fonts = Annotated[str | tuple[str, ...], AfterValidator(theme.fonts)]


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteForm:
    """`site:`."""

    title: Words
    address: Address | None = DEFAULT_SITE.address
    description: Words = DEFAULT_SITE.description
    language: Language = DEFAULT_SITE.language
    timezone: Annotated[str, AfterValidator(checks.zone)] = DEFAULT_SITE.zone
    repository: Address | None = DEFAULT_SITE.repository


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestForm:
    """`digest:`."""

    day: Annotated[int | str, AfterValidator(checks.day)] = DEFAULT_DIGEST.day
    hour: Annotated[int | str, AfterValidator(checks.hour)] = DEFAULT_DIGEST.hour
    minutes: Annotated[float, Field(ge=1, le=600)] = DEFAULT_DIGEST.minutes
    reading: Annotated[str, AfterValidator(slots.slot)] | None = None
    preset: Annotated[str, AfterValidator(_preset)] = DEFAULT_DIGEST.preset
    weights: Mapping[Annotated[str, AfterValidator(_signal)], Annotated[float, Field(ge=0, le=100)]] = field(
        default_factory=dict
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PromptsForm:
    """`prompts:`."""

    count: Annotated[int, Field(ge=0, le=12)] = DEFAULT_PROMPTS.count
    lenses: tuple[Lens, ...] = DEFAULT_PROMPTS.lenses


@dataclass(frozen=True, slots=True, kw_only=True)
class GiscusForm:
    """`answers.giscus:`."""

    repo: Annotated[str, AfterValidator(answers.repo)]
    repo_id: Annotated[str, AfterValidator(answers.repo_id)]
    category: Words
    category_id: Annotated[str, AfterValidator(answers.category_id)]


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswersForm:
    """`answers:`."""

    mastodon: Annotated[str, AfterValidator(answers.account)] | None = DEFAULT_ANSWERS.mastodon
    email: Mailbox | None = DEFAULT_ANSWERS.email
    giscus: GiscusForm | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MailForm:
    """`announce.email:`."""

    sender: Mailbox
    server: Annotated[str, AfterValidator(announcing.server)]
    to: Annotated[tuple[Mailbox, ...], AfterValidator(announcing.recipients)] = ()
    reply_to: Mailbox | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnounceForm:
    """`announce:`."""

    mastodon: Annotated[str, AfterValidator(answers.account)] | None = DEFAULT_ANNOUNCE.mastodon
    bluesky: Annotated[str, AfterValidator(announcing.bluesky)] | None = DEFAULT_ANNOUNCE.bluesky
    email: MailForm | None = None
    release: Annotated[bool, BeforeValidator(checks.truth)] = DEFAULT_ANNOUNCE.release


@dataclass(frozen=True, slots=True, kw_only=True)
class ShadesForm:
    """`theme.colours.dark:`."""

    paper: Shade | None = None
    ink: Shade | None = None
    soft: Shade | None = None
    accent: Shade | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ColoursForm(ShadesForm):
    """`theme.colours:`."""

    dark: ShadesForm = ShadesForm()


@dataclass(frozen=True, slots=True, kw_only=True)
class FontsForm:
    """`theme.fonts:`."""

    text: Fonts | None = None
    apparatus: Fonts | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeForm:
    """`theme:`."""

    colours: ColoursForm = ColoursForm()
    fonts: FontsForm = FontsForm()
    measure: Annotated[int, Field(ge=45, le=85)] | None = None
    size: Annotated[int, Field(ge=85, le=140)] | None = None
    blocks: Annotated[tuple[str, ...], AfterValidator(theme.blocks)] = DEFAULT_THEME.blocks


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfigForm:
    """The whole file."""

    site: SiteForm
    digest: DigestForm = DigestForm()
    interests: tuple[Words, ...] = ()
    sources: Annotated[tuple[Any, ...], AfterValidator(_some)]
    mute: tuple[Any, ...] = ()
    alerts: tuple[Any, ...] = ()
    prompts: PromptsForm = PromptsForm()
    answers: AnswersForm = AnswersForm()
    announce: AnnounceForm = AnnounceForm()
    theme: ThemeForm = ThemeForm()
    withdrawn: tuple[Annotated[str, AfterValidator(people.person)], ...] = ()
    version: Annotated[int, AfterValidator(versions.number)] = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceForm:
    """One entry of `sources:`; one of the first group says what is read, as the table of kinds knows it."""

    feed: str | None = None
    opml: str | None = None
    hashtag: str | None = None
    mastodon: str | None = None
    bluesky: str | None = None
    x: str | None = None
    reddit: str | None = None
    lemmy: str | None = None
    hackernews: str | None = None
    devto: str | None = None
    youtube: str | None = None
    medium: str | None = None
    substack: str | None = None
    stackexchange: str | None = None
    github: str | None = None
    arxiv: str | None = None
    eric: str | None = None
    crossref: str | None = None
    openalex: str | None = None
    doaj: str | None = None
    gleaner: str | None = None
    bridge: str | None = None

    on: tuple[str, ...] = ()
    servers: tuple[Annotated[str, AfterValidator(checks.server)], ...] = ()
    any: tuple[Hashtag, ...] = ()
    all: tuple[Hashtag, ...] = ()
    none: tuple[Hashtag, ...] = ()

    name: Words | None = None
    tie: Tie | None = None
    topics: tuple[Words, ...] = ()
    languages: tuple[Language, ...] = ()
    max_items: Annotated[int, Field(ge=1, le=1000)] | None = None
    full_text: Annotated[bool | None, BeforeValidator(checks.truth)] = None
    pause_until: date | None = None
    until: date | None = None
    checked: date | None = None
    note: Words | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MuteForm:
    """One entry of `mute:`."""

    phrase: Words | None = None
    tag: Hashtag | None = None
    voice: Words | None = None
    domain: Annotated[str, AfterValidator(checks.domain)] | None = None
    language: Language | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertForm:
    """One entry of `alerts:`; whether the query is understood is for the desk to say."""

    name: Words
    query: str
    until: date | None = None
